import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular
import Testing

@testable import Rapport

/// Golden bytes of the outputs with a row a person (`formats.md`).
@Suite struct PersonrapportTests {
  private var avsluttet: Eksempel {
    var e = Eksempel(mellomnavn: "Maria")
    e.v.gjennomfoeringsfrist = dato("16.08.2023")
    e.avslutt(.arbeid, "27.02.2023", timer: Desimal(30), registrert: "06.03.2023", av: "3024-NIBO")
    return e
  }

  @Test func avslutningsrapport() {
    // Born 29.02.1988: 34 on 27.02.2023, 35 from 28.02 (T-03).
    #expect(
      rader(avsluttet, .avslutningsrapport)
        == tekst(
          "9000 999000 14;Historikk Maria, Farmen;Kvinne;34;Rett og plikt til introduksjonsprogram;",
          "Fullføre videregående opplæring - over 25 år;Arbeid;Arbeid;27.02.2023;Oslo;Oslo/Gamle Oslo;06.03.2023;",
          "3024-NIBO;16.08.2023\r\n"))
    #expect(rader(avsluttet, .avslutningsrapportIntroduksjonsloven) == "")
    #expect(
      rader(avsluttet, .avslutningsrapport, dialekt: .rfc4180)
        == tekst(
          "9000 999000 14,\"Historikk Maria, Farmen\",Kvinne,34,Rett og plikt til introduksjonsprogram,",
          "Fullføre videregående opplæring - over 25 år,Arbeid,Arbeid,2023-02-27,Oslo,Oslo/Gamle Oslo,2023-03-06,",
          "3024-NIBO,2023-08-16\r\n"))
  }

  @Test func avslutningsrapportMedTommeFelt() {
    var e = Eksempel(fornavn: "=Olena", etternavn: "Ali; \"Abu\"", kategori: .kanTilbysOrdning)
    e.v.foedselsdato = nil
    e.v.kjoenn = nil
    e.v.sluttmaal = nil
    e.v.rapportkommune = Kommunenummer(nummer: 9)
    e.v.rapportbydel = nil
    e.avslutt(.mistetRett, "01.09.2023", registrert: "02.09.2023", av: "-x")
    #expect(
      rader(e, .avslutningsrapportIntroduksjonsloven)
        == tekst(
          "9000 999000 14;\"'=Olena, Ali; \"\"Abu\"\"\";;;Kan tilbys introduksjonsordning;;",
          "Ikke lenger i kategori, mistet rett;Inngår ikke i tallgrunnlaget;01.09.2023;;0009;02.09.2023;'-x;\r\n"))
    #expect(
      rader(e, .avslutningsrapportIntroduksjonsloven, dialekt: .rfc4180).contains(
        ",\"Ikke lenger i kategori, mistet rett\","))
  }

  @Test func personliste() {
    var e = Eksempel()
    e.v.vistFrist = (.oppstart, dato("26.04.2023"))
    e.v.sluttmaal = nil
    e.v.medTiltak = true
    e.v.gjennomfoertForeldreveiledning = true
    #expect(
      rader(e, .personliste)
        == tekst(
          "9000 999000 14;Historikk, Farmen;29.02.1988;Rett og plikt til introduksjonsprogram;26.04.2021;",
          "Introduksjonsprogram;Oppstart;26.04.2023;Oslo/Gamle Oslo;Oslo;Uten sluttmål;Uten vedtak;Med tiltak;",
          "Uten deltakelse i fulltid videregående opplæring;Uten gjennomført livsmestring;",
          "Med gjennomført foreldreveiledning\r\n"))
    #expect(rader(e, .personlisteIntroduksjonsloven) == "")
    // No frist at all, and a number that a reform has replaced.
    var f = Eksempel(kategori: .rettOgPliktOrdning)
    f.v.oppfoelgingskommune = Kommunenummer(nummer: 3024)
    f.v.oppfoelgingsbydel = nil
    f.v.medVedtak = true
    f.v.fulltidVideregaaende = true
    f.v.gjennomfoertLivsmestring = true
    #expect(
      rader(f, .personlisteIntroduksjonsloven)
        == tekst(
          "9000 999000 14;Historikk, Farmen;29.02.1988;Rett og plikt til introduksjonsordning;26.04.2021;",
          "Introduksjonsprogram;;;Bærum;Akershus;Fullføre videregående opplæring - over 25 år;Med vedtak;Uten tiltak;",
          "Med deltakelse i fulltid videregående opplæring;Med gjennomført livsmestring;",
          "Uten gjennomført foreldreveiledning\r\n"))
    #expect(rader(f, .personlisteIntroduksjonsloven, per: "30.06.2022").contains(";Bærum;Viken;"))
  }

  @Test func lukketKategoriStaarIkkeIPersonlisten() {
    var e = Eksempel()
    e.v.kategoriLukket = dato("01.01.2024")
    #expect(rader(e, .personliste) == "")
  }

  @Test func beregningslogg() {
    var e = Eksempel()
    e.alleTrinn()
    let ventet = [
      "1;F-01;Frist for oppstart beregnet fra kategori: 26.04.2021;+ 24 mnd;26.04.2023",
      "2;F-02;Frist beregnet fra vedtak om deltakelse i introduksjonsprogram: 01.08.2021;+ 24 mnd;01.08.2023",
      "3;F-03;Vedtakstype: Utvidet deltakelse i introduksjonsprogram - Vedtaksdato: 01.02.2022;+ 6 mnd;01.02.2024",
      tekst(
        "4;F-04;Vedtakstype: Midlertidig stans - Startdato vedtak: 08.11.2021 - Medhold klage dato: 22.11.2021;",
        "+ 11 virkedager;16.08.2023"),
      tekst(
        "5;F-04;Vedtakstype: Permanent stans - Startdato vedtak: 08.11.2021 - Delvis medhold klage dato: 22.11.2021;",
        "+ 11 virkedager;16.08.2023"),
      tekst(
        "6;F-04;Vedtakstype: Midlertidig stans - Startdato vedtak: 08.11.2021 - Opphevelse klage dato: 22.11.2021;",
        "+ 11 virkedager;16.08.2023"),
      tekst(
        "7;F-05;Vedtakstype: Permisjon pga egen sykdom - Permisjon periode: 01.08.2022 - 31.08.2022;",
        "+ 31 kalenderdager;01.02.2023"),
      "8;F-06;Fravær: Egenmelding;+ 6 virkedager;09.02.2023",
      tekst(
        "9;F-07;Program gjenåpnet: Avslutningsdato: 01.09.2022 - Startdato introprogram etter gjenåpning: 01.10.2022;",
        "+ 30 kalenderdager;18.03.2023"),
    ].map { "9000 999000 14;Introduksjonsprogram;\($0)\r\n" }.joined()
    #expect(rader(e, .beregningslogg) == ventet)
    // The texts are F-10's in every dialect; the columns of dates follow it.
    #expect(
      rader(e, .beregningslogg, dialekt: .rfc4180).hasPrefix(
        tekst(
          "9000 999000 14,Introduksjonsprogram,1,F-01,Frist for oppstart beregnet fra kategori: 26.04.2021,+ 24 mnd,",
          "2023-04-26\r\n")))
  }

  @Test func avslutningshistorikk() {
    var e = Eksempel(duf: 202_201_234_501)
    e.avslutt(.arbeid, "14.09.2022", timer: Desimal(mikro: 15_250_000), registrert: "20.09.2022", av: "3025-ASGE")
    e.avslutt(.permanentStans, "14.09.2022")
    e.v.historikk[1].status = .slettet
    e.v.historikk[1].kommune = nil
    for s in Avslutningsstatus.allCases.dropFirst(2) {
      e.avslutt(.doed, "15.09.2022", timer: Desimal(30))
      e.v.historikk[e.v.historikk.count - 1].status = s
      e.v.historikk[e.v.historikk.count - 1].bydel = nil
    }
    let d = "2022 012345 01;"
    #expect(
      rader(e, .avslutningshistorikk)
        == d + "Ordinær avslutning;Arbeid;15,25;14.09.2022;20.09.2022;3025-ASGE;Oslo/Gamle Oslo;gjeldende\r\n"
        + d + "Stans;Vedtak om permanent stans;;14.09.2022;14.09.2022;Regelmotor;;slettet\r\n"
        + ["erstattet", "ikke gjeldende - gjenåpnet", "ikke gjeldende", "avvist"].map {
          d + "Ordinær avslutning;Død;30,0;15.09.2022;15.09.2022;Regelmotor;Oslo;\($0)\r\n"
        }.joined())
    #expect(rader(e, .avslutningshistorikk, dialekt: .rfc4180).contains(",Arbeid,15.25,2022-09-14,2022-09-20,"))
  }

  /// one word in the place of name, kommune, bydel, fylke and Registrert av.
  @Test func skjermet() {
    var e = avsluttet
    e.alleTrinn()
    e.p.skjermet = true
    e.avslutt(.flyttet, "01.03.2023")
    e.v.historikk[1].kommune = nil
    e.v.gjeldendeAvslutning = 0
    #expect(
      rader(e, .avslutningsrapport)
        == tekst(
          "9000 999000 14;Skjermet;Kvinne;34;Rett og plikt til introduksjonsprogram;",
          "Fullføre videregående opplæring - over 25 år;Arbeid;Arbeid;27.02.2023;Skjermet;Skjermet;06.03.2023;",
          "Skjermet;16.08.2023\r\n"))
    #expect(
      rader(e, .personliste).hasPrefix(
        tekst(
          "9000 999000 14;Skjermet;29.02.1988;Rett og plikt til introduksjonsprogram;26.04.2021;",
          "Introduksjonsprogram;;;Skjermet;Skjermet;Fullføre")))
    #expect(
      rader(e, .avslutningshistorikk)
        == tekst(
          "9000 999000 14;Ordinær avslutning;Arbeid;30,0;27.02.2023;06.03.2023;Skjermet;Skjermet;gjeldende\r\n",
          "9000 999000 14;Ordinær avslutning;Flyttet;;01.03.2023;01.03.2023;Skjermet;Skjermet;gjeldende\r\n"))
    for u in Utfil.allCases {
      let t = rader(e, u)
      for ord in ["Historikk", "Maria", "Farmen", "Oslo", "NIBO", "Regelmotor"] {
        #expect(!t.contains(ord), "\(u): \(ord)")
      }
    }
  }

  /// K-07: who never had a kategori stands in no output.
  @Test func utenKategori() {
    var e = avsluttet
    e.alleTrinn()
    e.v.kategori = nil
    for u in Utfil.allCases { #expect(rader(e, u) == "") }
  }

  @Test func radtallOgRekkefoelge() {
    var r = Personrapport(dato: dato("31.08.2024"))
    var e = avsluttet
    e.alleTrinn()
    let f = Eksempel(duf: 5, kategori: .rettOgPliktOrdning)
    r.leggTil(e.p, e.v)
    r.leggTil(f.p, f.v)
    #expect(Utfil.allCases.map { r.rader($0) } == [1, 0, 1, 1, 9, 1])
    #expect(String(decoding: r.bytes(.personlisteIntroduksjonsloven), as: UTF8.self).hasPrefix("0000 000000 05;"))
    r.nullstill()
    #expect(Utfil.allCases.allSatisfy { r.rader($0) == 0 && r.bytes($0).isEmpty })
  }

  @Test(arguments: [
    ("Historikk", "", "Farmen", "Historikk, Farmen"), ("A", "B", "C", "A B, C"), ("A", "", "", "A"),
    ("", "", "C", "C"), ("", "B", "C", "B, C"), ("", "", "", ""),
  ])
  func navn(_ rad: (f: String, m: String, e: String, ut: String)) {
    let e = Eksempel(fornavn: rad.f, mellomnavn: rad.m, etternavn: rad.e)
    let felt = rader(e, .personliste).split(separator: ";", omittingEmptySubsequences: false)
    #expect(felt[1] == rad.ut)
  }
}
