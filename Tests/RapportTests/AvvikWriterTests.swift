import Domene
import Innlesing
import Kalender
import Regelverk
import Tabular
import Testing

@testable import Rapport

/// `avvik.csv`: rows and their order (`formats.md`).
@Suite struct AvvikWriterTests {
  private func avvik(_ kode: Avvikskode, fil: UInt32? = nil, linje: UInt32 = 0, kolonne: UInt16 = 0, duf: UInt64 = 0)
    -> Avvik
  {
    var a = Avvik(kode, kilde: fil.map { Kilde(fil: $0, linje: linje) })
    a.kolonne = kolonne
    a.duf = duf
    return a
  }

  @Test func hode() {
    #expect(
      AvvikWriter.hode(dialekt: .excelNb)
        == CSVDialect.mark + Array("Alvorlighet;Kode;Fil;Linje;Kolonne;Verdi;DUF-nummer;Melding\r\n".utf8))
  }

  @Test func rader() {
    var w = AvvikWriter()
    medTekster(fil: "kommune/vedtak_3024.csv", kolonne: "Startdato", verdi: "-1;2") {
      w.skriv(avvik(.datoUgyldig, fil: 0, linje: 12, kolonne: 6, duf: 900_099_900_014), $0)
    }
    medTekster(fil: "kommune/tull.csv") { w.skriv(avvik(.filUkjentType, fil: 1), $0) }
    w.skriv(avvik(.integreringskontraktMangler, duf: 900_099_900_014))
    var v = avvik(.verdiMangler, fil: 0, linje: 3, kolonne: 2)
    v.somAdvarsel = true
    medTekster(fil: "a;b.csv", kolonne: "Legg til frist som") { w.skriv(v, $0) }
    let linjer = String(decoding: w.bytes(), as: UTF8.self).split(separator: "\r\n")
    #expect(
      linjer[0].hasPrefix(
        "Feil;DATO_UGYLDIG;kommune/vedtak_3024.csv;12;Startdato;\"'-1;2\";9000 999000 14;\"«-1;2» er ikke"))
    #expect(linjer[1].hasPrefix("Feil;FIL_UKJENT_TYPE;kommune/tull.csv;;;;;Filnavnet «tull.csv» "))
    #expect(linjer[2].hasPrefix("Advarsel;INTEGRERINGSKONTRAKT_MANGLER;;;;;9000 999000 14;Personen deltar"))
    #expect(linjer[3].hasPrefix("Advarsel;VERDI_MANGLER;\"a;b.csv\";3;Legg til frist som;;;Verdien i «Legg"))
    #expect(w.rader == 4)
    #expect(w.antall(.datoUgyldig) == 1 && w.antall(.duplikat) == 0)
    #expect(w.antall(.feil) == 2 && w.antall(.advarsel) == 2 && w.antall(.info) == 0)
  }

  /// A rule's finding shows what its column holds.
  @Test func funnViserVerdien() {
    let f = Funn(.avslutningEtterFrist, kilde: Kilde(fil: 0, linje: 2), dato1: dato("14.09.2022"))
    var w = AvvikWriter(dialekt: .rfc4180)
    medTekster(fil: "f.csv", kolonne: "Avslutningsdato") {
      w.skriv(Avvik(f, Persongrunnlag(duf: DUFNummer(verdi: 5)), kolonne: 4), $0)
    }
    #expect(
      String(decoding: w.bytes(), as: UTF8.self).hasPrefix(
        "Advarsel,AVSLUTNING_ETTER_FRIST,f.csv,2,Avslutningsdato,2022-09-14,0000 000000 05,Avslutningsdatoen 14.09.2022 "
      ))
  }

  /// What a rule leaves out is read off the row.
  @Test func funnFyllesUtFraRaden() {
    var p = Persongrunnlag(duf: DUFNummer(verdi: 5))
    let reg = Registrering(
      id: 0, kilde: Kilde(fil: 3, linje: 9), registrert: dato("01.02.2024"), slettet: nil, registrertAv: .tom,
      kommune: nil)
    p.fravaer = [
      Fravaer(
        reg: reg, type: .ferie, periode: Maaned(dato("01.04.2021")), dager: Desimal(mikro: 19_500_000), timer: nil)
    ]
    p.sluttmaal = [Sluttmaalregistrering(reg: reg, sluttmaal: .grunnskole)]
    let f = Avvik(Funn(.fravaerOverVirkedager, kilde: reg.kilde, tall1: 19), p)
    #expect(
      Melding.tekst(f)
        == "Fraværet på 19,5 dager i april 2021 er flere dager enn måneden har virkedager (19). Registrer bare virkedager."
    )
    p.vedtak = [
      Vedtak(
        reg: reg, idTekst: .tom, type: .deltakelse, vedtaksdato: dato("01.01.2024"), resultat: .innvilget,
        start: dato("05.02.2024"), slutt: nil, leggTil: nil, utvidelseMnd: nil)
    ]
    let g = Avvik(
      Funn(.gjenoppstartEtterFrist, kilde: reg.kilde, dato1: dato("01.01.2023"), dato2: dato("01.02.2024")), p)
    #expect(Melding.tekst(g).hasPrefix("Startdato 05.02.2024 er etter fristen for gjenoppstart. "))
    let s = Avvik(Funn(.sluttmaalMotAlder, kilde: reg.kilde, tall1: 25), p)
    #expect(Melding.tekst(s).hasPrefix("Sluttmålet «Fullføre grunnskole» passer ikke med alderen, 25 år da det ble "))
  }

  @Test func rekkefoelge() {
    let ukjent = Avvik.ukjentKolonne
    let ventet = [
      avvik(.filSkadet, fil: 0), avvik(.kolonneUkjent, fil: 0, linje: 1, kolonne: ukjent),
      avvik(.duplikat, fil: 0, linje: 2), avvik(.datoUgyldig, fil: 0, linje: 2, kolonne: 1),
      avvik(.kodeUkjent, fil: 0, linje: 2, kolonne: 1), avvik(.anfoersel, fil: 0, linje: 2, kolonne: 3),
      avvik(.anfoersel, fil: 0, linje: 10), avvik(.anfoersel, fil: 1, linje: 1),
      avvik(.livsmestringMangler, duf: 7), avvik(.foreldreveiledningMangler, duf: 8),
      avvik(.livsmestringMangler, duf: 8),
    ]
    func noekkel(_ a: Avvik) -> Avviksnoekkel { Avviksnoekkel(a, filrang: a.kilde?.fil ?? 0) }
    for r in 0..<ventet.count {
      let stokket = Array(ventet[r...] + ventet[..<r].reversed())
      let sortert = stokket.sorted { noekkel($0) < noekkel($1) }
      #expect(sortert.map(noekkel) == ventet.map(noekkel))
    }
  }

  @Test func kodenesPlasser() {
    let alle = Avvikskode.allCases
    #expect(alle.map(\.nummer) == Array(alle.indices))
    let sortert = alle.sorted { $0.tekstrang < $1.tekstrang }.map(\.rawValue)
    #expect(sortert == alle.map(\.rawValue).sorted())
  }
}
