import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

@Suite("F-07, F-08 Gjenåpning") struct GjenaapningTests {
  /// Kapittel 6A from 01.07.2022, S 01.08.2022, frist 01.02.2023, Arbeid 01.10.2022.
  func grunnlag(
    _ aarsak: Avslutningsaarsak = .arbeid, avsluttet: String = "01.10.2022", gjenaapnet: String? = "01.11.2022"
  ) -> Bygg {
    Bygg.kap6A().med {
      $0.deltakelse("01.08.2022", id: "D1")
      $0.sluttmaal(.arbeidMedVgo, reg: "01.08.2022")
      $0.avslutt(avsluttet, aarsak, gjenaapnet: gjenaapnet)
    }
  }

  @Test(arguments: [("31.10.2022", false), ("01.11.2022", true), ("02.11.2022", true)])
  func startIkkeFoerGjenaapnet(start: String, ja: Bool) {
    let v = grunnlag().med { $0.deltakelse(start, reg: "20.10.2022") }.vurder("01.12.2022")
    #expect(v.har(.gjenaapnetUtenVedtak) == !ja)
    #expect(v.trinn.contains { $0.hasPrefix("F-07") } == ja)
  }

  @Test func startSomErIKraftVedAvslutningenTellerIkke() {
    // A decision that starts on the avslutningsdato is the one in force on it.
    let v = grunnlag(gjenaapnet: "01.10.2022").med { $0.deltakelse("01.10.2022") }.vurder("01.12.2022")
    #expect(v.koder == ["GJENAAPNET_UTEN_VEDTAK"])
  }

  @Test func gjelderFraVedtaketErRegistrert() {
    let b = grunnlag().med { $0.deltakelse("01.11.2022", reg: "15.10.2022") }
    #expect(b.vurder("14.10.2022").gjeldende == "01.10.2022 Arbeid: gjeldende")
    let v = b.vurder("15.10.2022")
    #expect(v.gjeldende == nil && v.frist == "04.03.2023" && v.koder == [])
  }

  @Test func kun6A() {
    var b = Bygg()
    b.iProgram()
    b.avslutt("01.10.2022", .arbeid, gjenaapnet: "01.11.2022")
    #expect(b.vurder("01.12.2022").koder == ["GJENAAPNING_KUN_6A"])
    // Over 55 in the group: kategori Kan tilbys.
    let gammel = Bygg.kap6A(foedt: "01.01.1960").med {
      $0.deltakelse("01.08.2022")
      $0.sluttmaal(.arbeidMedVgo, reg: "01.08.2022")
      $0.avslutt("01.10.2022", .arbeid, gjenaapnet: "01.11.2022")
    }.vurder("01.12.2022")
    #expect(gammel.kategori == .kanTilbysProgram && gammel.koder == ["GJENAAPNING_KUN_6A"])
    #expect(gammel.vistFrist?.type == .gjennomfoering)
  }

  @Test func kunArbeid() {
    #expect(grunnlag(.arbeidOgGrunnskole).vurder("01.12.2022").koder == ["GJENAAPNING_KUN_ARBEID"])
    #expect(grunnlag(.arbeidMedLoennstilskudd).vurder("01.12.2022").koder == ["GJENAAPNET_UTEN_VEDTAK"])
    #expect(grunnlag(.arbeidOgGrunnskole).vurder("01.12.2022").vistFrist?.type == .gjennomfoering)
  }

  @Test(arguments: [
    ("31.01.2023", "GJENAAPNET_UTEN_VEDTAK"), ("01.02.2023", "GJENAAPNING_UTEN_RESTTID"),
    ("02.02.2023", "AVSLUTNING_ETTER_FRIST"),
  ])
  func resttid(avsluttet: String, kode: String) {
    #expect(grunnlag(avsluttet: avsluttet, gjenaapnet: "01.03.2023").vurder("01.04.2023").koder == [kode])
  }

  @Test(arguments: [("30.06.2024", []), ("01.07.2024", []), ("02.07.2024", ["GJENOPPSTART_ETTER_FRIST"])])
  func gjenoppstartsfrist(start: String, koder: [String]) {
    let v = grunnlag().med { $0.deltakelse(start, reg: "01.06.2024") }.vurder("03.06.2024")
    #expect(v.koder == koder)
    if !koder.isEmpty { #expect(v.funn.contains { $0.kode == .gjenoppstartEtterFrist && $0.kilde?.linje == 7 }) }
  }

  @Test func toGangerEtterHverandre() {
    let v = grunnlag().med {
      $0.deltakelse("01.11.2022")
      $0.avslutt("01.12.2022", .arbeid, gjenaapnet: "01.01.2023")
      $0.deltakelse("01.01.2023")
    }.vurder("02.01.2023")
    #expect(v.trinn == ["F-02 +6 mnd", "F-07 +31 k", "F-07 +31 k"])
    #expect(
      v.historie == ["01.10.2022 Arbeid: ikke gjeldende - gjenåpnet", "01.12.2022 Arbeid: ikke gjeldende - gjenåpnet"])
    #expect(v.gjeldende == nil)
  }

  @Test func ikkeEtterDoed() {
    let b = grunnlag().med { $0.deltakelse("01.11.2022", reg: "02.10.2022") }
    #expect(b.med { $0.doed("02.11.2022") }.vurder("01.12.2022").gjeldende == "02.11.2022 Død: gjeldende")
    #expect(b.med { $0.doed("01.11.2022") }.vurder("01.12.2022").gjeldende == "01.10.2022 Arbeid: gjeldende")
    #expect(b.med { $0.doed("15.10.2022") }.vurder("01.12.2022").erAapen == false)
  }

  @Test func fristenFoerTrinnetStaarSomSlettet() {
    // Registered after A-09 had been in force at the old frist.
    let v = grunnlag().med {
      $0.p.avslutninger[0].reg.registrert = d("01.03.2023")
      $0.deltakelse("01.11.2022")
    }.vurder("01.03.2023")
    #expect(v.historie.contains("01.02.2023 Avslutningsårsak ikke registrert: slettet"))
    #expect(v.frist == "04.03.2023" && v.gjeldende == nil)
  }

  @Test func stansPaaGjenoppstartsdatoen() {
    // After F-07 a stans on the startdato is of the new stretch.
    let v = grunnlag().med {
      $0.deltakelse("01.11.2022")
      $0.stans("01.11.2022")
    }.vurder("01.12.2022")
    #expect(v.gjeldende == "01.11.2022 Vedtak om permanent stans: gjeldende")
  }
}
