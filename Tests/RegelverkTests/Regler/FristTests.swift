import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

@Suite("F Frist") struct FristTests {
  @Test func f01Oppstartsfrist() {
    let v = Bygg(fra: "29.02.2024").vurder("01.03.2024")
    #expect(v.oppstartsfrist == d("28.02.2026"))
    #expect(v.vistFrist?.type == .oppstart)
    let gammel = Bygg(fra: "01.02.2020", vedtak: "01.01.2020").vurder("01.01.2023")
    #expect(gammel.oppstartsfrist == nil && gammel.vistFrist == nil && gammel.erAapen)
  }

  @Test(arguments: [
    (Sluttmaal.arbeidMedVgo, "01.10.2022"), (.arbeidUtenVgo, "01.04.2024"), (.fullfoereVgoOver25, "01.04.2025"),
  ])
  func f02Sluttmaal(s: Sluttmaal, frist: String) {
    var b = Bygg()
    b.iProgram(sluttmaal: s)
    #expect(b.vurder("01.05.2022").frist == frist)
  }

  @Test func f02Introduksjonsloven() {
    var b = Bygg(fra: "01.02.2020", vedtak: "01.01.2020")
    b.deltakelse("01.03.2020")
    let v = b.vurder("01.04.2020")
    #expect(v.frist == "01.03.2022" && v.beregningslogg.count == 1)
  }

  @Test func f02EndretSluttmaal() {
    var b = Bygg()
    b.iProgram(sluttmaal: .arbeidMedVgo)
    b.sluttmaal(.grunnskole, reg: "15.10.2022")
    #expect(b.vurder("14.10.2022").gjeldende == "01.10.2022 Avslutningsårsak ikke registrert: gjeldende")
    let v = b.vurder("15.10.2022")
    #expect(v.frist == "01.04.2024" && v.gjeldende == nil)
  }

  @Test func f02ForSentRegistrert() {
    // Oppstartsfrist 01.02.2024.
    func b(_ vedtak: String, _ maal: String) -> Bygg {
      Bygg().med {
        $0.deltakelse("01.04.2022", reg: vedtak)
        $0.sluttmaal(reg: maal)
      }
    }
    #expect(b("01.02.2024", "01.02.2024").vurder("02.02.2024").start == d("01.04.2022"))
    let sent = b("02.02.2024", "01.05.2022").vurder("03.02.2024")
    #expect(sent.start == nil && sent.koder == ["OPPSTART_ETTER_FRIST"])
    #expect(sent.gjeldende == "01.02.2024 Utgått oppstartsfrist: gjeldende")
    #expect(
      b("01.05.2022", "02.02.2024").vurder("03.02.2024").gjeldende == "01.02.2024 Utgått oppstartsfrist: gjeldende")
    // On the frist itself the start still counts.
    let paa = b("01.05.2022", "02.02.2024").vurder("01.02.2024")
    #expect(paa.start == d("01.04.2022") && paa.frist == nil && paa.vistFrist?.type == .oppstart)
  }

  @Test func f02RegistrertITideStarterSenere() {
    var b = Bygg()
    b.deltakelse("01.06.2024", reg: "01.02.2024")
    b.sluttmaal(reg: "01.02.2024")
    let v = b.vurder("01.03.2024")
    #expect(v.start == d("01.06.2024") && v.koder == [] && v.gjeldende == nil)
  }

  @Test func t01NyVersjonTellerFraFoerste() {
    // The first version was in time; the later version corrects the start.
    var b = Bygg()
    b.deltakelse("01.04.2022", reg: "01.04.2022", id: "X")
    b.deltakelse("01.05.2022", reg: "01.06.2024", id: "X")
    b.sluttmaal()
    #expect(b.vurder("31.05.2024").start == d("01.04.2022"))
    #expect(b.vurder("01.06.2024").start == d("01.05.2022"))
  }

  @Test(
    arguments: [
      ([6], ["F-02 +24 mnd", "F-03 +6 mnd"], []),
      ([12, 6], ["F-02 +24 mnd", "F-03 +12 mnd"], ["UTVIDELSE_OVER_MAKS"]),
      ([6, 12], ["F-02 +24 mnd", "F-03 +6 mnd", "F-03 +6 mnd"], ["UTVIDELSE_OVER_MAKS"]),
      ([nil], ["F-02 +24 mnd", "F-03 +12 mnd"], []), ([3], ["F-02 +24 mnd", "F-03 +3 mnd"], ["UTVIDELSE_UVANLIG"]),
      ([0], ["F-02 +24 mnd"], ["UTVIDELSE_UVANLIG"]),
    ] as [([Int?], [String], [String])])
  func f03Utvidelse(mnd: [Int?], trinn: [String], koder: [String]) {
    var b = Bygg()
    b.iProgram()
    for (i, m) in mnd.enumerated() { b.vedtak(.utvidet, "0\(i + 1).06.2022", mnd: m) }
    let v = b.vurder("01.07.2022")
    #expect(v.trinn == trinn && v.koder == koder)
  }

  @Test func f03SeksMaaneder() {
    var b = Bygg()
    b.iProgram(sluttmaal: .hoeyereUtdanning)
    b.vedtak(.utvidet, nil, vedtatt: "01.06.2022", mnd: 12)
    #expect(b.vurder("01.07.2022").trinn == ["F-02 +6 mnd", "F-03 +6 mnd"])
  }

  @Test func f04Veiledningen() {
    // S1 §6.3: 01.08.2021 + 24 mnd, 11 virkedager -> 16.08.2023.
    var b = Bygg(fra: "26.04.2021")
    b.deltakelse("01.08.2021")
    b.sluttmaal(reg: "01.08.2021")
    b.vedtak(
      .midlertidigStans, "08.11.2021", til: "01.02.2022", vedtatt: "01.11.2021", resultat: .vedtakFattet, id: "S")
    b.klage(paa: "S", avgjort: "22.11.2021")
    #expect(b.vurder("21.11.2021").frist == "01.08.2023")
    let v = b.vurder("22.11.2021")
    #expect(v.trinn == ["F-02 +24 mnd", "F-04 +11 v"] && v.frist == "16.08.2023")
  }

  @Test func f04HoeyestTilSluttdato() {
    var b = Bygg()
    b.iProgram()
    b.vedtak(.midlertidigStans, "02.05.2022", til: "03.05.2022", resultat: .innvilget, id: "S")
    b.klage(paa: "S", avgjort: "01.06.2022", .oppheves)
    b.klage(paa: "S", avgjort: "01.07.2022", .medhold)
    #expect(b.vurder("01.08.2022").trinn == ["F-02 +24 mnd", "F-04 +2 v"])
    #expect(b.med { $0.p.vedtak[1].resultat = .avslag }.vurder("01.08.2022").trinn == ["F-02 +24 mnd"])
  }

  @Test func f04aOmgjortDeltakelse() {
    var b = Bygg()
    b.iProgram()
    b.deltakelse("01.06.2022", reg: "01.05.2022", id: "D2")
    b.klage(paa: "D1", avgjort: "10.05.2022")
    #expect(b.vurder("09.05.2022").start == d("01.04.2022"))
    #expect(b.vurder("10.05.2022").start == d("01.06.2022"))
    #expect(b.med { $0.p.klager[0].utfall = .opprettholdes }.vurder("10.05.2022").start == d("01.04.2022"))
  }

  @Test func f05Permisjon() {
    func trinn(_ f: (inout Bygg) -> Void) -> ([String], [String]) {
      let v = Bygg().med {
        $0.iProgram()
        f(&$0)
      }.vurder("01.07.2022")
      return (Array(v.trinn.dropFirst()), v.koder)
    }
    #expect(trinn { $0.permisjon("01.08.2022", "31.08.2022") }.0 == [])
    // Only what is registered by D counts; the period may be to come.
    #expect(
      trinn { $0.vedtak(.permisjonVelferd, "01.08.2022", til: "31.08.2022", som: .kalenderdager, reg: "01.06.2022") }.0
        == ["F-05 +31 k"])
    // S itself does not count.
    #expect(trinn { $0.permisjon("25.03.2022", "01.04.2022") }.0 == [])
    #expect(trinn { $0.permisjon("25.03.2022", "02.04.2022") }.0 == ["F-05 +1 k"])
    // Easter 2022: 14, 15, 17 and 18 April.
    #expect(trinn { $0.permisjon("11.04.2022", "18.04.2022", som: .virkedager) }.0 == ["F-05 +3 v"])
    #expect(trinn { $0.permisjon("02.05.2022", nil) }.1 == ["PERMISJON_UTEN_PERIODE"])
    #expect(trinn { $0.permisjon("02.05.2022", "01.05.2022") }.1 == ["PERMISJON_UTEN_PERIODE"])
    #expect(trinn { $0.permisjon("02.05.2022", "03.05.2022", som: nil) } == ([], []))
    #expect(
      trinn { $0.vedtak(.permisjonVelferd, "02.05.2022", til: "03.05.2022", resultat: .avslag, som: .virkedager) } == (
        [], []
      ))
  }

  @Test func f05Overlapp() {
    func v(_ f: (inout Bygg) -> Void) -> Vurdering {
      Bygg().med {
        $0.iProgram()
        f(&$0)
      }.vurder("01.09.2022")
    }
    // 02.05.2022 is a Monday.
    let a = v {
      $0.permisjon("02.05.2022", "08.05.2022")
      $0.permisjon("04.05.2022", "10.05.2022")
    }
    #expect(a.trinn.dropFirst() == ["F-05 +7 k", "F-05 +2 k"] && a.koder == ["PERMISJON_OVERLAPP"])
    // A weekend that virkedager did not count is free.
    let b = v {
      $0.permisjon("02.05.2022", "08.05.2022", som: .virkedager)
      $0.permisjon("07.05.2022", "08.05.2022")
    }
    #expect(b.trinn.dropFirst() == ["F-05 +5 v", "F-05 +2 k"] && b.koder == [])
    let c = v {
      $0.permisjon("02.05.2022", "08.05.2022", som: .virkedager)
      $0.permisjon("06.05.2022", "09.05.2022")
    }
    #expect(c.trinn.dropFirst() == ["F-05 +5 v", "F-05 +3 k"] && c.koder == ["PERMISJON_OVERLAPP"])
    // Wholly counted: no step, but the avvik.
    let e = v {
      $0.permisjon("02.05.2022", "08.05.2022")
      $0.permisjon("03.05.2022", "04.05.2022", som: .virkedager)
    }
    #expect(e.trinn.dropFirst() == ["F-05 +7 k"] && e.koder == ["PERMISJON_OVERLAPP"])
  }

  @Test(
    arguments: [
      (10, 0, []), (10, 7, []), (10, 8, ["F-06 +11 v"]), (11, 0, ["F-06 +11 v"]), (9, 15, ["F-06 +11 v"]), (0, 82, []),
      (0, 83, ["F-06 +11 v"]),
    ] as [(Int, Int, [String])])
  func f06Terskel(dager: Int, timer: Int, trinn: [String]) {
    var b = Bygg()
    b.iProgram()
    b.fravaer(.egenmelding, 2022, 5, dager: Desimal(dager), timer: Desimal(timer))
    #expect(b.vurder("01.07.2022").trinn.dropFirst() == trinn[...])
  }

  @Test func f06Desimaler() {
    var b = Bygg()
    b.iProgram()
    b.fravaer(.egenmelding, 2022, 5, dager: Desimal(mikro: 5_500_000))
    b.fravaer(.gyldigFravaer, 2022, 5, dager: Desimal(mikro: 4_500_000))
    #expect(b.vurder("01.07.2022").trinn.count == 1)
    b.fravaer(.annetGyldig, 2022, 5, dager: Desimal(mikro: 500_000))
    #expect(b.vurder("01.07.2022").trinn.dropFirst() == ["F-06 +5 v", "F-06 +4 v"])
  }

  @Test func f06Maaneder() {
    var b = Bygg()
    b.iProgram("15.04.2022")
    b.fravaer(.manglendeTilbud, 2022, 3, dager: Desimal(5))
    b.fravaer(.manglendeTilbud, 2022, 4, dager: Desimal(1))
    b.fravaer(.manglendeTilbud, 2022, 7, dager: Desimal(2))
    b.fravaer(.ferie, 2022, 5, dager: Desimal(20))
    b.fravaer(.ugyldig, 2022, 5, dager: Desimal(20))
    #expect(b.vurder("30.06.2022").trinn.dropFirst() == ["F-06 +1 v"])
    #expect(b.vurder("01.07.2022").trinn.dropFirst() == ["F-06 +3 v"])
  }

  @Test func f06UrimeligeTallVelterIkke() {
    var b = Bygg()
    b.iProgram()
    for _ in 0..<5 {
      b.fravaer(.egenmelding, 2022, 5, dager: Desimal(mikro: .max), timer: Desimal(mikro: .max))
    }
    #expect(b.vurder("01.07.2022").gjennomfoeringsfrist != nil)
  }

  /// S1 §10.3, §10.4: the guide's own example.
  @Test func veiledningensGjenaapning() {
    var b = Bygg(fra: "31.05.2022", paragraf: 34, vedtak: "20.05.2022")
    b.deltakelse("01.07.2022", vedtatt: "20.06.2022")
    b.sluttmaal(.arbeidMedVgo, reg: "01.07.2022")
    b.vedtak(.permisjonEgenSykdom, "01.08.2022", til: "31.08.2022", som: .kalenderdager)
    b.fravaer(.egenmelding, 2022, 7, dager: Desimal(6))
    b.fravaer(.egenmeldingBarn, 2022, 7, dager: Desimal(5))
    b.avslutt("01.09.2022", .arbeid, gjenaapnet: "01.10.2022")
    let foer = b.vurder("01.09.2022")
    #expect(foer.gjenoppstartsfrist == d("31.05.2024") && foer.vistFrist?.type == .gjenoppstart)
    #expect(foer.koder == ["GJENAAPNET_UTEN_VEDTAK"])
    #expect(foer.aktivTid.map(\.dager) == [62, -31, -6, -5])
    #expect(foer.aktivTid.map(\.total) == [62, 31, 25, 20])
    b.deltakelse("01.10.2022", reg: "01.09.2022")
    let etter = b.vurder("01.09.2022")
    #expect(etter.trinn == ["F-02 +6 mnd", "F-05 +31 k", "F-06 +6 v", "F-06 +5 v", "F-07 +30 k"])
    #expect(
      etter.beregningslogg.dropFirst().map { "\($0.nyFrist)" }
        == ["01.01.2023", "01.02.2023", "09.02.2023", "16.02.2023", "18.03.2023"])
    #expect(etter.historie == ["01.09.2022 Arbeid: ikke gjeldende - gjenåpnet"])
    #expect(etter.vistFrist?.type == .gjennomfoering)
  }
}
