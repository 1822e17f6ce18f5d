import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// The points where the two tellings, or a conformance drop and one of them,
/// once disagreed: each person written out, the answer decided from the text.
@Suite struct NavngitteTilfellerTests {
  typealias B = Personbygger
  private func d(_ t: String) -> Dato { B.dato(t) }
  private func svar(_ b: Personbygger, _ dag: String, sted: SourceLocation = #_sourceLocation) -> Fasitsvar {
    VeiledningTests.svar(b, dag, sted)
  }
  private func koder(_ s: Fasitsvar) -> [Avvikskode] { s.funn.map(\.kode) }

  /// Rett og plikt from 01.02.2023, deltakelse from 01.03.2023 in Oslo, 24 months.
  private func deltaker() -> Personbygger {
    var b = B(foedt: "15.03.1990")
    b.opphold(28, vedtak: "01.02.2023", ankomst: "01.02.2023")
    b.bosatt("01.02.2023")
    b.vedtak(.deltakelse, id: "V1", start: "01.03.2023", slutt: "01.03.2024")
    b.sluttmaal(.grunnskole, "01.03.2023")
    b.kontrakt("01.03.2023")
    return b
  }

  @Test("A-13: et avslag løper ikke, og gir ikke avvik etter avslutning") func avslagLoeperIkke() {
    var b = deltaker()
    b.vedtak(
      .permisjonVelferd, id: "V2", start: "01.05.2023", slutt: "10.09.2023", resultat: .avslag, leggTil: .virkedager)
    b.vedtak(.permisjonVelferd, id: "V3", start: "01.05.2023", slutt: "10.09.2023", leggTil: .virkedager)
    b.avslutning(.annet, "01.09.2023", timer: nil)
    let s = svar(b, "01.10.2023")
    let paa = s.funn.filter { $0.kode == .vedtakEtterAvslutning }.map { $0.kilde?.linje }
    #expect(paa == [2, 4])
  }

  /// First rett og plikt, from 11.03.2022 kapittel 6A: programme anew (K-06).
  private func skifter() -> Personbygger {
    var b = B(foedt: "11.12.2001")
    b.opphold(38, vedtak: "23.03.2021", eff: "28.03.2021", ankomst: "29.01.2021")
    b.opphold(34, vedtak: "11.03.2022", ankomst: "29.01.2021")
    b.bosatt("31.08.2021")
    b.vedtak(.deltakelse, id: "V1", start: "27.12.2021")
    b.sluttmaal(.arbeidMedVgo, "04.01.2022")
    return b
  }

  @Test("K-06: vedtak fra før ny periode er ute, uten VEDTAK_FOER_KAPITTEL_6A") func vedtakFraFoerPerioden() {
    let s = svar(skifter(), "31.08.2024")
    #expect(s.kategori == .rettTilProgram)
    #expect(s.kategoriFra == d("11.03.2022"))
    #expect(!koder(s).contains(.vedtakFoerKapittel6A))
    #expect(!koder(s).contains(.vedtakEtterAvslutning))
    var b = skifter()
    b.vedtak(.deltakelse, id: "V2", start: "01.05.2022")
    #expect(svar(b, "31.08.2024").funn.filter { $0.kode == .vedtakFoerKapittel6A }.map(\.kilde?.linje) == [3])
  }

  @Test("V: Mottatt tilbud = Nei er et kryss som mangler", arguments: [(nil, true), (false, true), (true, false)])
  func mottattTilbud(_ mottatt: Bool?, _ mangler: Bool) {
    var b = deltaker()
    b.tiltak("Tilbud i omsorgspermisjon", d("01.04.2023"), d("01.06.2023"), mottatt: mottatt)
    #expect(koder(svar(b, "01.05.2023")).contains(.mottattTilbudMangler) == mangler)
  }

  @Test("V: SLUTTMAAL_UTEN_VEDTAK så lenge kategorien er åpen, også etter A-06 og etter introduksjonsloven")
  func sluttmaalUtenVedtak() {
    var b = B(foedt: "01.09.1981")
    b.opphold(28, vedtak: "19.01.2023")
    b.bosatt("19.01.2023")
    b.sluttmaal(.grunnskole, "20.01.2023")
    b.kontakt(.avvistProgram, "27.01.2023")
    let s = svar(b, "18.01.2025")
    #expect(s.gjeldende?.aarsak == .personAvvistProgram)
    #expect(koder(s).contains(.sluttmaalUtenVedtak))
    #expect(!koder(svar(b, "20.01.2025")).contains(.sluttmaalUtenVedtak))
    var gammel = B(foedt: "30.04.1999")
    gammel.opphold(38, vedtak: "10.02.2020")
    gammel.bosatt("07.08.2020")
    gammel.sluttmaal(.arbeidUtenVgo, "27.10.2020")
    #expect(koder(svar(gammel, "28.06.2024")).contains(.sluttmaalUtenVedtak))
  }

  @Test("A-01: vedtak og sluttmål for sent registrert er som om de ikke var") func forSentRegistrert() {
    var b = B(foedt: "15.03.1990")
    b.opphold(28, vedtak: "01.02.2021", ankomst: "01.02.2021")
    b.bosatt("01.02.2021")
    b.vedtak(.deltakelse, id: "V1", start: "01.03.2021", registrert: "02.02.2023")
    b.sluttmaal(.grunnskole, "01.03.2021")
    b.avslutning(.arbeid, "01.06.2022")
    let s = svar(b, "03.02.2023")
    #expect(s.gjeldende?.aarsak == .utgaattOppstartsfrist)
    #expect(koder(s).contains(.avslutningUtenVedtakOgSluttmaal))
    #expect(koder(s).contains(.oppstartEtterFrist))
  }

  @Test("A-06: avvist program før K teller ikke, også når S er før K") func avvistFoerKategorien() {
    var b = B(foedt: "15.03.1990")
    b.opphold(28, vedtak: "01.02.2023")
    b.bosatt("01.06.2023")
    b.vedtak(.deltakelse, id: "V1", start: "01.03.2023")
    b.sluttmaal(.grunnskole, "01.03.2023")
    b.kontakt(.avvistProgram, "31.05.2023")
    #expect(svar(b, "01.07.2023").gjeldende == nil)
    b.kontakt(.avvistProgram, "01.06.2023")
    #expect(svar(b, "01.07.2023").gjeldende?.dato == d("01.06.2023"))
  }

  @Test("A-10: en Flyttet-rad starter igjen før en senere permanent stans", arguments: ["24.10.2023", "20.11.2023"])
  func flyttetFoerSenereStans(_ omstart: String) {
    var b = deltaker()
    b.avslutning(.flyttet, "24.10.2023", timer: nil)
    b.vedtak(.deltakelse, id: "V2", start: omstart, kommune: 3203)
    b.vedtak(.permanentStans, id: "V3", start: "07.04.2024", resultat: .vedtakFattet, kommune: 3203)
    let s = svar(b, "01.06.2024")
    #expect(s.historikk.map(\.aarsak) == [.flyttet, .permanentStans])
    #expect(s.historikk.map(\.status) == [.ikkeGjeldende, .gjeldende])
  }

  @Test("A-10: en rad som erstattet en stans, starter igjen på eller etter begge datoer") func beggeDatoer() {
    var b = deltaker()
    b.avslutning(.annet, "24.10.2023", timer: nil)
    b.vedtak(.deltakelse, id: "V2", start: "20.11.2023", kommune: 3203)
    b.vedtak(.permanentStans, id: "V3", start: "07.04.2024", resultat: .vedtakFattet, kommune: 3203)
    var s = svar(b, "01.06.2024")
    #expect(s.historikk.map(\.status) == [.gjeldende, .slettet])
    b.vedtak(.deltakelse, id: "V4", start: "07.04.2024", kommune: 4601)
    s = svar(b, "01.06.2024")
    #expect(s.historikk.map(\.status) == [.ikkeGjeldende, .slettet])
    #expect(s.gjeldende == nil)
  }

  @Test("F-06: måneden til S teller, også når D er tidligere i samme måned") func fravaerFoerStart() {
    var b = B(foedt: "15.03.1990")
    b.opphold(28, vedtak: "01.02.2023")
    b.bosatt("01.02.2023")
    b.vedtak(.deltakelse, id: "V1", vedtaksdato: "01.03.2023", start: "17.03.2023")
    b.sluttmaal(.arbeidMedVgo, "01.03.2023")
    b.fravaer(.manglendeTilbud, 2023, 3, dager: 2, registrert: "10.03.2023")
    #expect(svar(b, "12.03.2023").logg.map(\.regel) == [1, 2, 6])
    #expect(svar(b, "09.03.2023").logg.map(\.regel) == [1, 2])
  }

  @Test("A-09: slettet i en strekning som åpner på den omstartede radens dato") func slettetIkkeRegistrert()
  {
    var b = deltaker()
    b.avslutning(.flyttet, "01.09.2023", timer: nil)
    b.vedtak(.deltakelse, id: "V2", start: "01.09.2023", kommune: 3203)
    b.avslutning(.annet, "01.02.2025", registrert: "10.04.2025", timer: nil)
    #expect(svar(b, "02.03.2025").gjeldende?.aarsak == .ikkeRegistrert)
    let s = svar(b, "10.04.2025")
    #expect(s.historikk.map(\.aarsak) == [.flyttet, .annet, .ikkeRegistrert])
    #expect(s.historikk.map(\.status) == [.ikkeGjeldende, .gjeldende, .slettet])
  }

  @Test("A-10: kommunens Død retter en beregnet som kom mellom K og S") func doedFoerStart() {
    var b = deltaker()
    b.doed("15.02.2023")
    #expect(svar(b, "01.04.2023").gjeldende?.kilde == nil)
    b.avslutning(.doed, "20.03.2023", timer: nil)
    let s = svar(b, "01.04.2023")
    #expect(s.historikk.map(\.status) == [.slettet, .gjeldende])
    #expect(s.lukket == d("20.03.2023"))
  }

  @Test("A-10: er stansen først, er en rettet død ikke i historikken") func doedEtterStans() {
    var b = deltaker()
    b.vedtak(.permanentStans, id: "V2", start: "25.05.2023", resultat: .vedtakFattet)
    b.doed("26.05.2023")
    b.avslutning(.doed, "27.05.2023", timer: nil)
    let s = svar(b, "01.07.2023")
    #expect(s.historikk.map(\.aarsak) == [.permanentStans, .doed])
    #expect(s.historikk.map(\.status) == [.slettet, .gjeldende])
  }

  @Test("A-10: raden på omstartens startdato hører til den nye strekningen") func radPaaStartdatoen() {
    var b = deltaker()
    b.bor("20.01.2023", 301)
    b.bor("21.08.2023", 3203)
    b.vedtak(.deltakelse, id: "V2", start: "24.08.2023", kommune: 3203)
    b.vedtak(.permanentStans, id: "V3", start: "24.08.2023", resultat: .vedtakFattet)
    b.avslutning(.annet, "24.08.2023", registrert: "19.09.2023", timer: nil)
    let s = svar(b, "31.08.2024")
    #expect(s.historikk.map(\.aarsak) == [.flyttet, .annet])
    #expect(s.historikk.map(\.status) == [.ikkeGjeldende, .gjeldende])
  }

  @Test("A-10: vedtaket som åpner strekningen, er det i kraft på dens første dag") func strekningensFoersteDag() {
    var b = deltaker()
    b.vedtak(.permanentStans, id: "V2", start: "01.06.2023", resultat: .vedtakFattet)
    b.vedtak(.deltakelse, id: "V3", start: "01.07.2023", kommune: 3203)
    b.avslutning(.flyttet, "01.07.2023", timer: nil)
    var s = svar(b, "01.09.2023")
    #expect(s.historikk.map(\.status) == [.ikkeGjeldende, .gjeldende])
    b.vedtak(.deltakelse, id: "V4", start: "01.08.2023", kommune: 4601)
    s = svar(b, "01.09.2023")
    #expect(s.historikk.map(\.status) == [.ikkeGjeldende, .ikkeGjeldende])
  }

  @Test("F-05: permisjon uten periode er en feil ved raden, også uten frist") func permisjonUtenPeriode() {
    var b = B(foedt: "15.03.1990")
    b.opphold(28, vedtak: "01.02.2023")
    b.bosatt("01.02.2023")
    b.vedtak(.permisjonFoedsel, id: "V1", start: "06.12.2023", slutt: "05.12.2023", leggTil: .kalenderdager)
    b.vedtak(.permisjonFoedsel, id: "V2", start: "06.12.2023", leggTil: .kalenderdager)
    b.vedtak(.permisjonFoedsel, id: "V3", start: "06.12.2023", slutt: "06.12.2023", leggTil: .kalenderdager)
    b.vedtak(.permisjonFoedsel, id: "V4", start: "06.12.2023")
    #expect(svar(b, "28.06.2024").funn.filter { $0.kode == .permisjonUtenPeriode }.map(\.kilde?.linje) == [2, 3])
  }

  @Test("F-07: programmet løper igjen fra vedtaket er registrert, også før startdatoen") func omstartIFremtiden() {
    var b = B(foedt: "15.03.1990")
    b.opphold(34, vedtak: "01.02.2023")
    b.bosatt("01.02.2023")
    b.vedtak(.deltakelse, id: "V1", start: "01.03.2023")
    b.sluttmaal(.grunnskole, "01.03.2023")
    b.avslutning(.arbeid, "01.08.2023", gjenaapnet: "06.11.2023")
    b.vedtak(.deltakelse, id: "V2", start: "25.01.2025", registrert: "25.11.2023")
    #expect(svar(b, "24.11.2023").gjeldende?.aarsak == .arbeid)
    let s = svar(b, "25.11.2023")
    #expect(s.gjeldende == nil)
    #expect(koder(s).contains(.vedtakUtenTiltak))
    #expect(s.logg.last?.utvidelse == .kalenderdager(543))
    b.vedtak(.deltakelse, id: "V2", vedtaksdato: "25.01.2025", start: "02.02.2025", registrert: "26.11.2023")
    // K + 24 months is 01.02.2025.
    let forSent = svar(b, "26.11.2023")
    #expect(forSent.gjeldende?.aarsak == .arbeid)
    #expect(forSent.funn.filter { $0.kode == .gjenoppstartEtterFrist }.map(\.kilde?.linje) == [4])
  }

  @Test("F-07: en omstart som tapt grunnlag stenger, mangler ikke vedtak") func stengtOmstart() {
    var b = B(foedt: "24.02.1993")
    b.opphold(34, vedtak: "29.07.2022", gyldigTil: "24.04.2023")
    b.bosatt("07.08.2022")
    b.vedtak(.deltakelse, id: "V1", start: "08.09.2022")
    b.sluttmaal(.grunnskole, "08.09.2022")
    b.avslutning(.arbeid, "23.12.2022", gjenaapnet: "02.01.2023")
    #expect(koder(svar(b, "24.04.2023")).contains(.gjenaapnetUtenVedtak))
    b.vedtak(.deltakelse, id: "V2", start: "25.04.2023")
    let s = svar(b, "25.04.2023")
    #expect(s.gjeldende?.aarsak == .arbeid)
    #expect(!koder(s).contains(.gjenaapnetUtenVedtak))
  }

  @Test("F-07: gjenoppstartsfristen gjelder også en omstart som døden stenger") func stengtOgForSen() {
    var b = B(foedt: "24.02.1993")
    b.opphold(34, vedtak: "01.02.2023")
    b.bosatt("01.02.2023")
    b.vedtak(.deltakelse, id: "V1", start: "01.03.2023")
    b.sluttmaal(.grunnskole, "01.03.2023")
    b.avslutning(.arbeid, "01.08.2023", gjenaapnet: "06.11.2023")
    b.vedtak(.deltakelse, id: "V2", start: "02.02.2025")
    b.doed("02.02.2025")
    let s = svar(b, "03.02.2025")
    #expect(s.gjeldende?.aarsak == .arbeid)
    #expect(koder(s).contains(.gjenoppstartEtterFrist))
    #expect(!koder(s).contains(.gjenaapnetUtenVedtak))
  }

  @Test("A-10: av to vedtak fra samme dag er det siste i foldens rekkefølge i kraft") func likStartdato() {
    var b = B(foedt: "15.03.1990")
    b.opphold(28, vedtak: "01.02.2023")
    b.bosatt("01.02.2023")
    b.vedtak(.deltakelse, id: "V1", start: "01.03.2023", kommune: 301)
    b.vedtak(.deltakelse, id: "V2", start: "01.03.2023", kommune: 3203)
    b.sluttmaal(.grunnskole, "01.03.2023")
    b.avslutning(.flyttet, "01.03.2023", timer: nil)
    // In force was V2 (3203): V1, of another kommune, starts the programme again that day.
    #expect(svar(b, "01.04.2023").historikk.map(\.status) == [.ikkeGjeldende])
  }

  @Test("A-10: en nabo hvis kommune får nytt nummer, har ikke flyttet bort", arguments: [(3203, false), (4601, true)])
  func naboMedNyttNummer(_ borte: UInt32, _ igjen: Bool) {
    var b = deltaker()
    b.bor("01.01.2023", 3025)
    b.bor("01.01.2024", borte)
    b.bor("01.03.2024", 301)
    b.avslutning(.flyttet, "15.01.2024", registrert: "15.01.2024", timer: nil)
    b.vedtak(.deltakelse, id: "V2", start: "01.04.2024", kommune: 301)
    #expect((svar(b, "01.05.2024").gjeldende == nil) == igjen)
  }

  @Test("T-02: helligdager også etter 2299") func fjernFrist() {
    typealias Kal = Fasitkalender
    var r = SplitMix64(2299)
    for _ in 0..<300 {
      let d = Kal.dato(2290, 1, 1) + r.tall(40_000)
      let n = r.tall(5) == 0 ? r.tall(60_000) : r.tall(400)
      #expect(Fjernfrist.legg(n, til: d) == Kal.plussVirkedager(d, n), "\(d) + \(n)")
    }
    var b = B(foedt: "05.12.2070")
    b.opphold(38, vedtak: "25.06.2119")
    b.bosatt("30.06.2119")
    b.vedtak(.deltakelse, id: "V1", start: "24.12.2119")
    b.sluttmaal(.delerAvGrunnskole, "13.12.2119")
    b.vedtak(.permanentStans, id: "V2", start: "02.09.1938", resultat: .vedtakFattet)
    b.klage(paa: "V2", avgjort: "30.06.2119", utfall: .delvisMedhold, registrert: "30.06.2119")
    #expect(svar(b, "25.12.2119").gjennomfoeringsfrist == Kal.dato(2302, 10, 28))
  }

  @Test("A-10: av to raders omstart på samme dato går F-07 først") func gjenaapningFoerst() {
    var b = B(foedt: "19.06.1992")
    b.opphold(34, vedtak: "01.02.2023")
    b.bosatt("01.02.2023")
    b.sluttmaal(.arbeidMedVgo, "01.03.2023")
    b.vedtak(.deltakelse, id: "V1", start: "01.03.2023", kommune: 3203)
    b.vedtak(.deltakelse, id: "V2", start: "01.04.2023", kommune: 301)
    b.vedtak(.deltakelse, id: "V3", start: "01.04.2023", kommune: 3203)
    b.vedtak(.permanentStans, id: "V4", start: "01.04.2023", resultat: .vedtakFattet)
    b.avslutning(.mistetRett, "15.03.2023", timer: nil)
    b.avslutning(.arbeid, "01.04.2023", registrert: "02.04.2023")
    b.avslutning(.arbeid, "01.04.2023", registrert: "03.04.2023", gjenaapnet: "01.04.2023")
    let s = svar(b, "01.06.2023")
    #expect(s.historikk.map(\.aarsak) == [.mistetRett, .arbeid, .arbeid, .permanentStans])
    #expect(s.historikk.map(\.status) == [.erstattet, .gjeldende, .ikkeGjeldendeGjenaapnet, .ikkeGjeldende])
  }

  @Test("F-05: overlapp sies der dagene teller, også uten frist") func overlappUtenFrist() {
    var b = B(foedt: "15.03.1990")
    b.opphold(28, vedtak: "01.02.2023")
    b.bosatt("01.02.2023")
    b.vedtak(.deltakelse, id: "V1", start: "01.03.2023")
    b.vedtak(.permisjonFoedsel, id: "V2", start: "01.03.2023", slutt: "05.03.2023", leggTil: .kalenderdager)
    b.vedtak(.permisjonVelferd, id: "V3", start: "03.03.2023", slutt: "10.03.2023", leggTil: .virkedager)
    // 4 and 5 March 2023 are a weekend: days that a virkedager-permisjon does not count.
    b.vedtak(.permisjonVelferd, id: "V4", start: "11.03.2023", slutt: "12.03.2023", leggTil: .kalenderdager)
    #expect(svar(b, "01.04.2023").funn.filter { $0.kode == .permisjonOverlapp }.map(\.kilde?.linje) == [4])
  }

  @Test("K-07: manglende fødselsdato sies først når en UDI-rad er kjent") func foedselsdato() {
    var b = B()
    b.opphold(28, vedtak: "01.02.2023")
    b.bosatt("01.02.2023")
    #expect(svar(b, "31.01.2023").funn.isEmpty)
    #expect(svar(b, "01.02.2023").funn.map(\.kode) == [.foedselsdatoMangler])
  }

  @Test("A-04: kommunereform og bydel er ingen flytting") func reform() {
    var b = B(foedt: "15.03.1990")
    b.opphold(28, vedtak: "01.02.2023")
    b.bosatt("01.02.2023", kommune: 3024)
    b.vedtak(.deltakelse, id: "V1", start: "01.03.2023", kommune: 3024)
    b.sluttmaal(.grunnskole, "01.03.2023")
    b.bor("01.01.2023", 3024)
    b.bor("01.01.2024", 3201)
    #expect(svar(b, "01.02.2024").gjeldende == nil)
    b.bor("15.01.2024", 3203)
    #expect(svar(b, "01.02.2024").gjeldende?.dato == d("15.01.2024"))
  }
}
