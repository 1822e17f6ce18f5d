import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// Every worked figure of the two guides, each named after its section: `S0` is
/// the guide to avslutning, `S1` the guide to registration. The engine must give
/// the figure, and the fasit the same answer as the engine.
@Suite struct VeiledningTests {
  typealias B = Personbygger

  static func svar(_ b: Personbygger, _ dag: String, _ sted: SourceLocation = #_sourceLocation) -> Fasitsvar {
    let motor = MotorMotFasitTests.motor(b.p, B.dato(dag))
    let fasit = Fasit.vurder(b.p, B.dato(dag))
    let like = motor == fasit
    #expect(
      like, "motor og fasit er uenige:\n\(fasit.forskjeller(motor).joined(separator: "\n"))",
      sourceLocation: sted)
    return motor
  }
  func d(_ t: String) -> Dato { B.dato(t) }

  /// Somebody with rett og plikt since a date.
  static func rettOgPlikt(_ kategoriFra: String) -> Personbygger {
    var b = B(foedt: "15.03.1990")
    b.opphold(28, vedtak: kategoriFra, ankomst: kategoriFra)
    b.bosatt(kategoriFra, kommune: 3024)
    return b
  }

  /// Somebody of kapittel 6A settled on a date.
  static func rettEtter6A(_ kategoriFra: String) -> Personbygger {
    var b = B(foedt: "15.03.1990")
    b.opphold(34, vedtak: "24.05.2022", eff: "24.05.2022", ankomst: "19.03.2022")
    b.bosatt(kategoriFra, kommune: 3024)
    return b
  }

  static func deltar(_ b: inout Personbygger, _ start: String, _ maal: Sluttmaal) {
    b.vedtak(.deltakelse, id: "V1", start: start, kommune: 3024)
    b.sluttmaal(maal, start)
  }

  // MARK: Frist for oppstart (F-01)

  @Test(
    "S1 §1.3, §1.5, §1.6, §3.3: frist for oppstart, rett og plikt",
    arguments: [
      ("01.01.2021", "01.01.2023"), ("12.05.2022", "12.05.2024"), ("16.03.2022", "16.03.2024"),
      ("29.08.2022", "29.08.2024"), ("02.11.2022", "02.11.2024"), ("08.02.2021", "08.02.2023"),
    ])
  func oppstart(_ fra: String, _ frist: String) {
    for dag in [fra, "15.12.2022", frist] where d(dag) >= d(fra) && d(dag) <= d(frist) {
      let s = Self.svar(Self.rettOgPlikt(fra), dag)
      #expect(s.kategori == .rettOgPliktProgram)
      #expect(s.kategoriFra == d(fra))
      #expect(s.vistType == .oppstart)
      #expect(s.vistDato == d(frist))
      #expect(s.logg.map(\.regel) == [1])
    }
  }

  @Test("S1 §3.4: frist for oppstart, fordrevne fra Ukraina") func oppstart6A() {
    let s = Self.svar(Self.rettEtter6A("10.06.2022"), "20.06.2022")
    #expect(s.kategori == .rettTilProgram)
    #expect(s.kategoriFra == d("10.06.2022"))
    #expect(s.vistType == .oppstart)
    #expect(s.vistDato == d("10.06.2024"))
  }

  @Test("S1 §3.3: frist for oppstart vises til både vedtak og sluttmål er registrert") func beggeDeler() {
    var b = Self.rettOgPlikt("08.02.2021")
    b.vedtak(.deltakelse, id: "V1", start: "15.03.2021", kommune: 3024)
    #expect(Self.svar(b, "20.03.2021").vistType == .oppstart)
    b.sluttmaal(.delerAvVgo, "25.03.2021")
    #expect(Self.svar(b, "24.03.2021").vistType == .oppstart)
    #expect(Self.svar(b, "25.03.2021").vistType == .gjennomfoering)
  }

  // MARK: Frist for gjennomføring (F-02)

  @Test(
    "S1 §1.5, §1.6, §3.3, §7.1: frist for gjennomføring, rett og plikt",
    arguments: [
      ("08.02.2021", "15.03.2021", Sluttmaal.delerAvVgo, "15.03.2023"),
      ("11.06.2024", "17.06.2024", .arbeidUtenVgo, "17.06.2026"),
      ("16.03.2022", "01.06.2022", .hoeyereUtdanning, "01.12.2022"),
      ("22.08.2022", "05.12.2022", .grunnskole, "05.12.2024"),
    ])
  func gjennomfoering(_ fra: String, _ start: String, _ maal: Sluttmaal, _ frist: String) {
    var b = Self.rettOgPlikt(fra)
    Self.deltar(&b, start, maal)
    let s = Self.svar(b, start)
    #expect(s.start == d(start))
    #expect(s.vistType == .gjennomfoering)
    #expect(s.vistDato == d(frist))
  }

  @Test(
    "S1 §3.4, §3.5: frist for gjennomføring, fordrevne fra Ukraina",
    arguments: [
      ("10.06.2022", "01.07.2022", "01.01.2023"), ("16.06.2022", "01.09.2022", "01.03.2023"),
    ])
  func gjennomfoering6A(_ fra: String, _ start: String, _ frist: String) {
    var b = Self.rettEtter6A(fra)
    Self.deltar(&b, start, .arbeidMedVgo)
    let s = Self.svar(b, start)
    #expect(s.vistType == .gjennomfoering)
    #expect(s.vistDato == d(frist))
    #expect(s.logg.map(\.utvidelse) == [.maaneder(24), .maaneder(6)])
  }

  @Test(
    "S1 §2.7: 14.12.2021 er 26.10.2021 + 35 virkedager eller 49 kalenderdager",
    arguments: [
      ("02.08.2021", "17.09.2021", Dagtype.virkedager, Utvidelse.virkedager(35)),
      ("01.07.2021", "18.08.2021", .kalenderdager, .kalenderdager(49)),
    ])
  func aktivOrdning(_ fra: String, _ til: String, _ slag: Dagtype, _ utvidelse: Utvidelse) {
    var b = Self.rettOgPlikt("26.03.2021")
    Self.deltar(&b, "26.04.2021", .arbeidMedVgo)
    b.vedtak(.permisjonFoedsel, id: "V2", start: fra, slutt: til, leggTil: slag, kommune: 3024)
    let s = Self.svar(b, "01.10.2021")
    #expect(s.logg.map(\.nyFrist) == [d("26.03.2023"), d("26.10.2021"), d("14.12.2021")])
    #expect(s.logg.last?.utvidelse == utvidelse)
    #expect(s.vistDato == d("14.12.2021"))
  }

  // MARK: Klage (F-04)

  @Test("S1 §6.2, §6.3: medhold på midlertidig stans, + 11 virkedager") func klage() {
    var b = Self.rettOgPlikt("26.04.2021")
    Self.deltar(&b, "01.08.2021", .delerAvVgo)
    b.vedtak(
      .midlertidigStans, id: "V2", vedtaksdato: "01.11.2021", start: "08.11.2021", slutt: "01.02.2022",
      resultat: .vedtakFattet, kommune: 3024)
    b.klage(paa: "V2", avgjort: "22.11.2021", utfall: .medhold, registrert: "10.11.2021")
    let s = Self.svar(b, "01.12.2021")
    #expect(s.logg.map(\.nyFrist) == [d("26.04.2023"), d("01.08.2023"), d("16.08.2023")])
    #expect(
      s.logg.last
        == Loggrad(
          regel: 4, type: Vedtakstype.midlertidigStans.rawValue, utfall: .medhold, d("08.11.2021"), d("22.11.2021"),
          utvidelse: .virkedager(11), nyFrist: d("16.08.2023")))
    #expect(Self.svar(b, "21.11.2021").vistDato == d("01.08.2023"))
  }

  @Test("S1 §6.3: maksimal lengde er mellom start- og sluttdato på vedtaket") func klageMaks() {
    var b = Self.rettOgPlikt("26.04.2021")
    Self.deltar(&b, "01.08.2021", .delerAvVgo)
    b.vedtak(
      .midlertidigStans, id: "V2", vedtaksdato: "01.11.2021", start: "08.11.2021", slutt: "12.11.2021",
      resultat: .vedtakFattet, kommune: 3024)
    b.klage(paa: "V2", avgjort: "22.11.2021", utfall: .oppheves, registrert: "10.11.2021")
    #expect(Self.svar(b, "01.12.2021").logg.last?.utvidelse == .virkedager(5))
  }

  // MARK: Fravær (F-06)

  @Test("S1 §8.1, §8.2: april 2021 har 19 virkedager, august 2021 har 22") func virkedager() {
    #expect(Maaned(aar: 2021, maaned: 4)!.periode.virkedager == 19)
    #expect(Maaned(aar: 2021, maaned: 8)!.periode.virkedager == 22)
    for (maaned, dager, forMange) in [(4, 19, false), (4, 20, true), (8, 22, false), (8, 23, true)] {
      var b = Self.rettOgPlikt("08.02.2021")
      b.fravaer(.egenmelding, 2021, maaned, dager: dager)
      let s = Self.svar(b, "01.10.2021")
      #expect(s.funn.contains { $0.kode == .fravaerOverVirkedager } == forMange)
    }
  }

  @Test("S1 §8.2: årets fravær er 7 gyldige dager og 20 ferie") func fravaersaaret() {
    var b = Self.rettOgPlikt("08.02.2021")
    Self.deltar(&b, "15.03.2021", .delerAvVgo)
    b.fravaer(.egenmelding, 2021, 6, dager: 3)
    b.fravaer(.ferie, 2021, 7, dager: 20)
    b.fravaer(.egenmeldingBarn, 2021, 8, dager: 4, registrert: "01.07.2021")
    let m = Regelmotor(dato: d("01.10.2021"), parametre: Parametre())
    var v = Vurdering()
    var rom = Arbeidsrom()
    m.vurder(b.p, &rom, into: &v)
    let aar = m.fravaersaar(b.p, v)
    #expect(aar.map(\.aar) == [2021])
    #expect(aar.first?.gyldig == Desimal(7))
    #expect(aar.first?.ferieHoeytid == Desimal(20))
    #expect(aar.first?.ugyldig == .null)
    #expect(aar.first?.manglendeTilbud == .null)
    #expect(aar.first?.permisjon == 0)
    let maaneder = (aar.first?.maaneder ?? []).filter { $0.dager != .null }.sorted { $0.maaned < $1.maaned }
    #expect(maaneder.map(\.maaned.iAaret) == [6, 7, 8])
    #expect(maaneder.map(\.dager) == [Desimal(3), Desimal(20), Desimal(4)])
    #expect(maaneder.map(\.timer) == [.null, .null, .null])
  }

  // MARK: Avslutning (A)

  @Test("S1 §9.2, §9.4: avslutning 21.06.2021, registrert 08.06.2021") func ordinaerAvslutning() {
    var b = Self.rettOgPlikt("08.02.2021")
    Self.deltar(&b, "15.03.2021", .fullfoereVgoUnder25)
    b.avslutning(.videregaaendeStudiespesialisering, "21.06.2021", registrert: "08.06.2021", timer: nil)
    #expect(Self.svar(b, "20.06.2021").historikk.isEmpty)
    let s = Self.svar(b, "21.06.2021")
    #expect(s.gjeldende?.aarsak == .videregaaendeStudiespesialisering)
    #expect(s.gjeldende?.registrert == d("08.06.2021"))
    #expect(s.lukket == nil)
  }

  @Test("S0 §3, S1 §9.3: permanent stans 14.09.2022, så Arbeid") func permanentStans() {
    var b = Self.rettOgPlikt("08.02.2021")
    Self.deltar(&b, "15.03.2021", .delerAvVgo)
    b.vedtak(.permanentStans, id: "V2", start: "14.09.2022", resultat: .vedtakFattet, kommune: 3024)
    let foer = Self.svar(b, "20.09.2022")
    #expect(
      foer.gjeldende
        == Historikkrad(
          aarsak: .permanentStans, dato: d("14.09.2022"), status: .gjeldende, registrert: d("14.09.2022"), kilde: nil,
          kommune: Kommunenummer(nummer: 3024)))
    #expect(foer.lukket == nil)
    b.avslutning(.arbeid, "14.09.2022", registrert: "21.09.2022")
    let etter = Self.svar(b, "21.09.2022")
    #expect(etter.historikk.map(\.aarsak) == [.arbeid, .permanentStans])
    #expect(etter.historikk.map(\.status) == [.gjeldende, .slettet])
    #expect(
      Avslutning(
        aarsak: .permanentStans, dato: d("14.09.2022"), timer: nil, registrert: d("14.09.2022"), registrertAv: nil,
        kommune: nil, bydel: nil, status: .slettet, kilde: nil
      ).erStans)
  }

  @Test("S0 §5, §6, S1 §9.5: avslutningsårsak ikke registrert 15.11.2023, så Arbeid") func ikkeRegistrert() {
    var b = Self.rettOgPlikt("08.02.2021")
    Self.deltar(&b, "15.11.2021", .arbeidUtenVgo)
    #expect(Self.svar(b, "15.11.2023").gjeldende == nil)
    let foer = Self.svar(b, "16.11.2023")
    #expect(
      foer.gjeldende
        == Historikkrad(
          aarsak: .ikkeRegistrert, dato: d("15.11.2023"), status: .gjeldende, registrert: d("16.11.2023"), kilde: nil,
          kommune: Kommunenummer(nummer: 3024)))
    b.avslutning(.arbeid, "15.11.2023", registrert: "01.12.2023")
    let etter = Self.svar(b, "01.12.2023")
    #expect(etter.historikk.map(\.aarsak) == [.arbeid, .ikkeRegistrert])
    #expect(etter.historikk.map(\.status) == [.gjeldende, .slettet])
    #expect(etter.historikk.map { $0.kilde == nil } == [false, true])
  }

  @Test("S0 §2: avslutningsdatoen må være innenfor fristen") func innenforFristen() {
    var b = Self.rettOgPlikt("08.02.2021")
    Self.deltar(&b, "15.11.2021", .arbeidUtenVgo)
    b.avslutning(.arbeid, "16.11.2023", registrert: "01.12.2023")
    let s = Self.svar(b, "01.12.2023")
    #expect(s.gjeldende?.aarsak == .ikkeRegistrert)
    #expect(s.historikk.map(\.status) == [.gjeldende, .avvist])
    #expect(s.funn.contains { $0.kode == .avslutningEtterFrist })
  }

  @Test("S0 §12: utgått oppstartsfrist, personen er ikke lenger i kategori") func utgaattOppstartsfrist() {
    let b = Self.rettOgPlikt("08.02.2021")
    #expect(Self.svar(b, "08.02.2023").gjeldende == nil)
    let s = Self.svar(b, "09.02.2023")
    #expect(
      s.gjeldende
        == Historikkrad(
          aarsak: .utgaattOppstartsfrist, dato: d("08.02.2023"), status: .gjeldende, registrert: d("09.02.2023"),
          kilde: nil, kommune: Kommunenummer(nummer: 3024)))
    #expect(s.lukket == d("08.02.2023"))
  }

  // MARK: Gjenåpning (F-07, F-08, F-09)

  /// S1 §10.3 and §10.4: the person of both slides.
  private func gjenoppstarter(gjenaapnet: Bool) -> Personbygger {
    var b = Self.rettEtter6A("31.05.2022")
    Self.deltar(&b, "01.07.2022", .arbeidMedVgo)
    b.vedtak(
      .permisjonEgenSykdom, id: "V2", start: "01.08.2022", slutt: "31.08.2022", leggTil: .kalenderdager, kommune: 3024)
    b.fravaer(.egenmelding, 2022, 7, dager: 6)
    b.fravaer(.egenmeldingBarn, 2022, 7, dager: 5)
    if gjenaapnet {
      b.avslutning(.arbeid, "01.09.2022", gjenaapnet: "01.10.2022")
      b.vedtak(
        .deltakelse, id: "V3", vedtaksdato: "01.09.2022", start: "01.10.2022", kommune: 3024,
        registrert: "01.09.2022")
    } else {
      b.avslutning(.arbeid, "01.09.2022")
    }
    return b
  }

  @Test("S1 §10.3: aktiv tid 62, 31, 25, 20 dager og gjenoppstart 31.05.2024") func aktivTid() {
    let b = gjenoppstarter(gjenaapnet: false)
    let s = Self.svar(b, "15.09.2022")
    #expect(s.vistType == .gjenoppstart)
    #expect(s.vistDato == d("31.05.2024"))
    #expect(s.aktivTidDager == [62, -31, -6, -5])
    var v = Vurdering()
    var rom = Arbeidsrom()
    Regelmotor(dato: d("15.09.2022"), parametre: Parametre()).vurder(b.p, &rom, into: &v)
    #expect(v.aktivTid.map(\.total) == [62, 31, 25, 20])
    // Who does not ask for it has everything else.
    var uten = Vurdering()
    Regelmotor(dato: d("15.09.2022"), parametre: Parametre(), medAktivTid: false).vurder(b.p, &rom, into: &uten)
    #expect(uten.aktivTid.isEmpty)
    uten.aktivTid = v.aktivTid
    #expect(Fasitsvar(uten).forskjeller(Fasitsvar(v)).isEmpty)
  }

  @Test("S1 §10.4: fristen etter gjenåpning", arguments: ["01.09.2022", "01.10.2022", "01.01.2023"])
  func gjenaapning(_ dag: String) {
    let s = Self.svar(gjenoppstarter(gjenaapnet: true), dag)
    #expect(s.logg.map(\.regel) == [1, 2, 5, 6, 6, 7])
    #expect(
      s.logg.dropFirst().map(\.nyFrist)
        == ["01.01.2023", "01.02.2023", "09.02.2023", "16.02.2023", "18.03.2023"].map { d($0) })
    #expect(
      s.logg.dropFirst().map(\.utvidelse)
        == [.maaneder(6), .kalenderdager(31), .virkedager(6), .virkedager(5), .kalenderdager(30)])
    #expect(s.vistType == .gjennomfoering)
    #expect(s.vistDato == d("18.03.2023"))
    #expect(s.gjeldende == nil)
    #expect(s.historikk.map(\.status) == [.ikkeGjeldendeGjenaapnet])
  }

  @Test("S1 §10.1: 08.02.2023, 24 dager, gjenoppstart 03.08.2024, så 22.02.2023") func statusfeltet() {
    var b = Self.rettEtter6A("03.08.2022")
    Self.deltar(&b, "08.08.2022", .arbeidMedVgo)
    #expect(Self.svar(b, "15.08.2022").vistDato == d("08.02.2023"))
    b.avslutning(.arbeid, "01.09.2022", id: "A1")
    let avsluttet = Self.svar(b, "02.09.2022")
    #expect(avsluttet.vistType == .gjenoppstart)
    #expect(avsluttet.vistDato == d("03.08.2024"))
    #expect(avsluttet.aktivTidDager == [24])
    b.avslutning(.arbeid, "01.09.2022", registrert: "10.09.2022", gjenaapnet: "15.09.2022", id: "A1")
    // Edited and reopened, but no new vedtak yet (§10.2 NB).
    let utenVedtak = Self.svar(b, "10.09.2022")
    #expect(utenVedtak.vistType == .gjenoppstart)
    #expect(utenVedtak.funn.contains { $0.kode == .gjenaapnetUtenVedtak })
    b.vedtak(.deltakelse, id: "V2", start: "15.09.2022", kommune: 3024)
    let gjenaapnet = Self.svar(b, "15.09.2022")
    #expect(gjenaapnet.vistType == .gjennomfoering)
    #expect(gjenaapnet.vistDato == d("22.02.2023"))
    // The version before the edit stays in the history.
    #expect(gjenaapnet.historikk.map(\.status) == [.erstattet, .ikkeGjeldendeGjenaapnet])
  }
}
