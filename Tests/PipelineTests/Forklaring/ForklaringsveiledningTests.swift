import Domene
import Kalender
import Kodeverk
import Rapport
import Testing

@testable import Pipeline

/// `nir explain` of the guides' own persons: the story shows what the guides' pictures
/// do, word by word.
@Suite struct ForklaringsveiledningTests {
  let drop = Smaadrop.veiledningene()

  /// The table's rows without the padding of its columns.
  private func rader(_ tekst: String) -> [String] {
    tekst.split(separator: "\n").map { linje in
      linje.split(separator: " ").joined(separator: " ")
    }
  }

  private func inneholder(_ tekst: String, _ ventet: [String]) -> Bool {
    let r = rader(tekst)
    guard let foerste = ventet.first else { return true }
    return r.indices.contains { r[$0] == foerste && Array(r[$0..<min(r.count, $0 + ventet.count)]) == ventet }
  }

  @Test("S1 §10.4: beregningsloggen etter gjenåpning") func beregningslogg() throws {
    let t = try #require(try drop.forklaring("9000 991009 09", "01.09.2022"))
    #expect(
      inneholder(
        t,
        [
          "Frist beregnet fra vedtak om deltakelse i introduksjonsprogram: 01.07.2022 | + 6 mnd | 01.01.2023",
          "Vedtakstype: Permisjon pga egen sykdom - Permisjon periode: 01.08.2022 - 31.08.2022 | + 31 kalenderdager | 01.02.2023",
          "Fravær: Egenmelding | + 6 virkedager | 09.02.2023",
          "Fravær: Egenmelding - barn | + 5 virkedager | 16.02.2023",
          "Program gjenåpnet: Avslutningsdato: 01.09.2022 - Startdato introprogram etter gjenåpning: 01.10.2022 | + 30 kalenderdager | 18.03.2023",
        ]), "\(t)")
    #expect(
      inneholder(
        t,
        [
          "Kategori: Rett til introduksjonsprogram", "Kategori fra: 31.05.2022", "Frist beregnet fra: 01.07.2022",
          "Frist for gjennomføring: 18.03.2023",
        ]), "\(t)")
    // The four sentences of the picture, and no other that says Ja but F-01's.
    let ja = rader(t).filter { $0.hasPrefix("Ja ") }
    #expect(ja.count == 5)
    #expect(ja.last?.hasPrefix("Ja Fristregel: Personen har gjenåpnet et avsluttet introprogram.") == true)
  }

  @Test("S1 §10.3: aktiv tid før gjenåpning") func aktivTid() throws {
    // Before the reopening is registered: the programme has ended.
    let uten = Smaadrop([
      "udi": ["900099100909;Eksempel;Ti-tre;09.01.1983;Kvinne;Utlendingsloven 2008 § 34;20.05.2022;31.05.2022;;10.05.2022"],
      "bosettinger": ["B1;900099100909;3024;;31.05.2022;Ja;31.05.2022;3024-NIBO"],
      "sluttmaal": [
        "S1;900099100909;Arbeid - person har utdanning på videregående nivå fra før;3024;01.07.2022;3024-NIBO"
      ],
      "vedtak": [
        "V1;900099100909;Deltakelse i introduksjonsprogram;20.06.2022;Innvilget;01.07.2022;;;;3024;20.06.2022;3024-NIBO;",
        "V2;900099100909;Permisjon pga egen sykdom;01.08.2022;Innvilget;01.08.2022;31.08.2022;Kalenderdager;;3024;01.08.2022;3024-NIBO;",
      ],
      "fravaer": [
        "F1;900099100909;Egenmelding;07.2022;6;;3024;01.08.2022;3024-NIBO",
        "F2;900099100909;Egenmelding - barn;07.2022;5;;3024;01.08.2022;3024-NIBO",
      ],
      "tiltak": [
        "T1;900099100909;Opplæring i norsk og samfunnskunnskap;Norskopplæring;01.07.2022;31.08.2022;20;;;;;3024;01.07.2022;3024-NIBO;"
      ],
      "avslutninger": ["A1;900099100909;Arbeid;01.09.2022;30;;3024;01.09.2022;3024-NIIN"],
    ])
    let t = try #require(try uten.forklaring("900099100909", "01.09.2022"))
    #expect(
      inneholder(
        t,
        [
          "Kategori: Rett til introduksjonsprogram", "Kategori fra: 31.05.2022", "Frist beregnet fra: 01.07.2022",
          "Frist for gjenoppstart: 31.05.2024",
        ]), "\(t)")
    #expect(inneholder(t, ["Aktiv tid i program: 20 dager"]), "\(t)")
    #expect(
      inneholder(
        t,
        [
          "Type beregning | Beregnet tid | Total tid",
        ]))
    #expect(
      inneholder(
        t,
        [
          "Frist beregnet fra dato: 01.07.2022 - Avsluttet dato for sist registrerte ordning avslutning: 01.09.2022 | 62 dager | 62 dager",
          "Vedtakstype: Permisjon pga egen sykdom - Permisjon periode: 01.08.2022 - 31.08.2022 | - 31 dager | 31 dager",
          "Fravær: Egenmelding | - 6 dager | 25 dager", "Fravær: Egenmelding - barn | - 5 dager | 20 dager",
        ]), "\(t)")
    #expect(inneholder(t, ["Ordinær avslutning | Arbeid | 30,0 | 01.09.2022 | 01.09.2022 | 3024-NIIN | Bærum | gjeldende"]))
  }

  @Test("S1 §10.1: statusfeltet før og etter") func statusfeltet() throws {
    func linjer(_ dato: String) throws -> [String] {
      rader(try #require(try drop.forklaring("900099100808", dato))).filter {
        $0.hasPrefix("Frist ") || $0.hasPrefix("Kategori fra:") || $0.hasPrefix("Aktiv tid i program:")
      }
    }
    #expect(
      try linjer("15.08.2022") == [
        "Kategori fra: 03.08.2022", "Frist beregnet fra: 08.08.2022", "Frist for gjennomføring: 08.02.2023",
        "Frist for oppstart beregnet fra kategori: 03.08.2022 | + 24 mnd | 03.08.2024",
        "Frist beregnet fra vedtak om deltakelse i introduksjonsprogram: 08.08.2022 | + 6 mnd | 08.02.2023",
      ])
    let avsluttet = try linjer("02.09.2022")
    #expect(avsluttet.contains("Frist for gjenoppstart: 03.08.2024"))
    #expect(avsluttet.contains("Aktiv tid i program: 24 dager"))
    #expect(try linjer("15.09.2022").contains("Frist for gjennomføring: 22.02.2023"))
  }

  @Test("S1 §6.3: beregningsloggen etter medhold i klage") func klage() throws {
    // The picture's person had the kategori from before: the permit has been renewed.
    let d = Smaadrop([
      "udi": [
        "202104264512;Eksempel;Seks-tre;04.08.1992;Mann;Utlendingsloven 2008 § 28;20.04.2021;26.04.2021;;02.02.2021",
        "202104264512;Eksempel;Seks-tre;04.08.1992;Mann;Utlendingsloven 2008 § 28;20.10.2021;20.10.2021;;02.02.2021",
      ],
      "bosettinger": ["B1;202104264512;3024;;26.04.2021;Ja;26.04.2021;3024-NIBO"],
      "sluttmaal": [
        "S1;202104264512;Arbeid - person har ikke utdanning på videregående nivå fra før;3024;01.08.2021;3024-NIBO"
      ],
      "vedtak": [
        "V1;202104264512;Deltakelse i introduksjonsprogram;20.07.2021;Innvilget;01.08.2021;;;;3024;20.07.2021;3024-NIBO;",
        "V2;202104264512;Midlertidig stans;01.11.2021;Vedtak fattet;08.11.2021;01.02.2022;;;3024;01.11.2021;3024-NIBO;",
      ],
      "klager": ["K1;202104264512;V2;10.11.2021;22.11.2021;Klager gis medhold;3024;10.11.2021;3024-NIBO"],
    ])
    let t = try #require(try d.forklaring("2021 042645 12", "01.12.2021"))
    #expect(
      inneholder(
        t,
        [
          "Type beregning | Utvidelse | Ny frist",
        ]), "\(t)")
    #expect(
      inneholder(
        t,
        [
          "Frist beregnet fra vedtak om deltakelse i introduksjonsprogram: 01.08.2021 | + 24 mnd | 01.08.2023",
          "Vedtakstype: Midlertidig stans - Startdato vedtak: 08.11.2021 - Medhold klage dato: 22.11.2021 | + 11 virkedager | 16.08.2023",
        ]), "\(t)")
    // «Gjennomført beregning / Resultat»: the picture's four sentences say Ja, in its order.
    let ja = rader(t).filter { $0.hasPrefix("Ja ") }.map { $0.dropFirst(3) }
    #expect(
      ja == [
        "Kategori beregnet fra: Personen har beregnet dato for kategori for rett og plikt til introprogram fra før av, og får derfor ikke reberegnet denne.",
        "Fristregel: Personen får beregnet 2 års frist for oppstart i introduksjonsprogram fra datoen for beregning av kategorien",
        "Fristregel: Personen har vedtak om introprogram og sluttmål Arbeid - person har ikke utdanning på videregående nivå fra før eller sluttmål Fullføre grunnskole eller sluttmål Fullføre deler av videregående opplæring eller sluttmål Fullføre deler av grunnskole. Personen får beregnet gjennomføringsfrist til startdato for første vedtak om introprogram + 24 måneder",
        "Fristregel: Personen har vedtak om midlertidig stans for introprogram og har registrert klage som har utfall medhold eller hvor vedtaket oppheves. Personen får utvidet fristen med tiden (virkedager) mellom startdato for vedtak midlertidig stans til dato for avgjort klage. (Maksimalt lengde mellom start- og sluttdato på vedtaket)",
      ])
    // S1 §6.2: the outcome behind the vedtak, newest first.
    #expect(
      inneholder(
        t,
        [
          "Midlertidig stans (medhold klage) | Vedtak fattet | 01.11.2021 | 08.11.2021 | 01.02.2022 | 3024-NIBO | Bærum | ikke gjeldende",
          "Deltakelse i introduksjonsprogram | Innvilget | 20.07.2021 | 01.08.2021 | | 3024-NIBO | Bærum | gjeldende",
        ]), "\(t)")
  }

  @Test("S1 §7.5-7.7: gjennomsnittlig tilbudt tiltak, med slettede") func tilbudt() throws {
    let t = try #require(try drop.forklaring("900099100505", "01.02.2022"))
    for linje in [
      "Juni 2021 - Gjennomsnittlig tilbudt tiltak: 28,77 timer per uke",
      "April 2021 - Gjennomsnittlig tilbudt tiltak: 25,53 timer per uke",
      "Desember 2021 - Gjennomsnittlig tilbudt tiltak: 20,00 timer per uke",
    ] { #expect(rader(t).contains(linje), "\(t)") }
    let s = try #require(try drop.forklaring("900099101010", "01.02.2022"))
    #expect(rader(s).contains("Desember 2021 - Gjennomsnittlig tilbudt tiltak: 8,00 timer per uke - 1 slettet"), "\(s)")
  }

  @Test("S1 §9.3, §9.5: historikken med status") func historikk() throws {
    let t = try #require(try drop.forklaring("900099100606", "01.10.2022"))
    #expect(
      inneholder(
        t,
        [
          "Ordinær avslutning | Arbeid | 30,0 | 14.09.2022 | 20.09.2022 | 3024-ASGE | Bærum | gjeldende",
          "Stans | Vedtak om permanent stans | | 14.09.2022 | 14.09.2022 | Regelmotor | Bærum | slettet",
        ]), "\(t)")
  }
}
