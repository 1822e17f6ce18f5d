import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

@Suite("V Varsler") struct VarslerTests {
  let grunnlag = Bygg().med { $0.iProgram() }

  @Test func iProgram() {
    func koder(_ b: Bygg, _ dato: String = "01.06.2022") -> Set<String> {
      Set(b.vurder(dato).funn.map(\.kode.rawValue))
    }
    #expect(koder(grunnlag) == ["VEDTAK_UTEN_TILTAK", "INTEGRERINGSKONTRAKT_MANGLER"])
    #expect(koder(grunnlag, "31.03.2022") == [])
    #expect(
      koder(
        grunnlag.med {
          $0.kontrakt("01.04.2022")
          $0.tiltak("Norskopplæring", "01.04.2022", "01.05.2022")
        }) == [])
    #expect(
      koder(Bygg().med { $0.deltakelse("01.04.2022") }) == [
        "VEDTAK_UTEN_TILTAK", "INTEGRERINGSKONTRAKT_MANGLER", "VEDTAK_UTEN_SLUTTMAAL",
      ])
    #expect(koder(Bygg().med { $0.sluttmaal() }) == ["SLUTTMAAL_UTEN_VEDTAK"])
    #expect(
      koder(
        Bygg().med {
          $0.sluttmaal()
          $0.avviser("01.04.2022")
        }) == ["SLUTTMAAL_UTEN_VEDTAK"])
    let kap6A = Bygg.kap6A().med {
      $0.deltakelse("01.08.2022")
      $0.sluttmaal(reg: "01.08.2022")
    }
    #expect(koder(kap6A, "01.09.2022") == ["VEDTAK_UTEN_TILTAK"])
  }

  @Test func tiltak() {
    func koder(_ f: (inout Bygg) -> Void) -> [String] { Bygg(paragraf: 60).med(f).vurder("01.01.2025").koder }
    #expect(koder { $0.tiltak("Norskopplæring", "01.05.2022", "01.06.2022", timer: nil) } == ["TILTAK_UTEN_TIMER"])
    #expect(koder { $0.tiltak("Norskopplæring", "01.05.2022", "01.06.2022", timer: .null) } == [])
    #expect(koder { $0.tiltak("Norskopplæring", "01.05.2022", "01.06.2022", gruppe: .andre) } == ["TILTAKSGRUPPE_FEIL"])
    #expect(koder { $0.tiltak("Tilbud i omsorgspermisjon", "01.05.2022", "01.06.2022") } == ["MOTTATT_TILBUD_MANGLER"])
    #expect(
      koder { $0.tiltak("Tilbud i omsorgspermisjon", "01.05.2022", "01.06.2022", mottatt: false) } == [
        "MOTTATT_TILBUD_MANGLER"
      ])
    #expect(koder { $0.tiltak("Tilbud i omsorgspermisjon", "01.05.2022", "01.06.2022", mottatt: true) } == [])
    // D-03: kodens gyldighet, ikke for omdøpte.
    #expect(
      koder { $0.tiltak("Kombinasjonsløp for voksne", "31.07.2024", "01.09.2024") } == ["TILTAKSKODE_UGYLDIG_DATO"])
    #expect(koder { $0.tiltak("Kombinasjonsløp for voksne", "01.08.2024", "01.09.2024") } == [])
    #expect(
      koder { $0.tiltak("Godkjenning av grunnskole- og videregående opplæring", "31.07.2024", "01.09.2024") } == [])
    #expect(
      koder { $0.tiltak("Godkjenning av grunnskole- og videregående opplæring", "01.08.2024", "01.09.2024") } == [
        "TILTAKSKODE_UGYLDIG_DATO"
      ])
    #expect(koder { $0.tiltak("Grunnskole fulltid", "01.08.2024", "01.09.2024") } == [])
  }

  @Test(arguments: [("01.07.2022", Int?.none), ("02.07.2022", 2), ("01.05.2023", 2), ("02.05.2023", 12)])
  func gjennomfoeringSent(dato: String, over: Int?) {
    let v = Bygg(paragraf: 60).med {
      $0.tiltak("Livsmestring i et nytt land", "01.05.2022", "01.06.2022", reg: "01.05.2022", id: "T")
      $0.tiltak(
        "Livsmestring i et nytt land", "01.05.2022", "01.06.2022", gjennomfoert: .gjennomfoert, gjRegistrert: dato,
        reg: "01.07.2022", id: "T")
    }.vurder("01.08.2022")
    #expect(v.funn.first { $0.kode == .gjennomfoeringSent }?.tall1 == over)
  }

  @Test func tiltakMedKategori() {
    func koder(_ b: Bygg, _ f: (inout Bygg) -> Void) -> [String] { b.med(f).vurder("01.10.2024").koder }
    #expect(
      koder(Bygg(fra: "01.09.2024")) { $0.tiltak("Språktilbud, engelsk", "01.09.2024", "01.10.2024") } == [
        "TILTAK_KUN_KAPITTEL_6A"
      ])
    #expect(
      koder(Bygg.kap6A(fra: "01.09.2024", vedtak: "01.08.2024")) {
        $0.tiltak("Språktilbud, engelsk", "01.09.2024", "01.10.2024")
      } == [])
    for (foedt, feil) in [("02.09.1999", false), ("01.09.1999", true)] {
      let b = Bygg(fra: "01.09.2024", foedt: foedt)
      #expect(
        koder(b) { $0.tiltak("Overgangstilbud videregående opplæring for ungdom", "01.09.2024", "01.10.2024") }
          == (feil ? ["OVERGANGSTILBUD_ALDER"] : []))
    }
  }

  @Test func fravaerOgKlager() {
    func koder(_ f: (inout Bygg) -> Void) -> [String] { Bygg(paragraf: 60).med(f).vurder("01.01.2025").koder }
    // August 2021 has 22 virkedager (S1 §8.2).
    #expect(koder { $0.fravaer(.ferie, 2021, 8, dager: Desimal(22)) } == [])
    #expect(koder { $0.fravaer(.ferie, 2021, 8, dager: Desimal(mikro: 22_100_000)) } == ["FRAVAER_OVER_VIRKEDAGER"])
    #expect(koder { $0.fravaer(.ferie, 2021, 8) } == ["FRAVAER_UTEN_OMFANG"])
    #expect(koder { $0.fravaer(.ferie, 2021, 8, timer: .null) } == [])
    #expect(koder { $0.fravaer(.manglendeBarnepass, 2021, 8, dager: Desimal(1)) } == ["MANGLENDE_TILBUD"])
    #expect(koder { $0.klage(paa: "X", avgjort: "01.01.2025", nil) } == ["KLAGE_UTEN_UTFALL"])
    #expect(koder { $0.klage(paa: "X", avgjort: "02.01.2025", nil, reg: "01.01.2025") } == [])
    #expect(koder { $0.klage(paa: "X", avgjort: nil, nil) } == [])
  }

  @Test func sluttmaal() {
    func koder(_ s: Sluttmaal, vgo: Bool, anbefalt: Sluttmaal? = nil, utenfor: Bool = false) -> [String] {
      Bygg().med {
        $0.sluttmaal(s)
        $0.p.utdanning.append(
          Utdanning(
            reg: $0.p.sluttmaal[0].reg, harVideregaaende: vgo, anbefalt: anbefalt, anbefaltUtenforTabellen: utenfor))
      }.vurder("01.04.2022").koder.filter { $0.hasPrefix("SLUTTMAAL_MOT") }
    }
    #expect(koder(.arbeidUtenVgo, vgo: false) == [])
    #expect(koder(.arbeidUtenVgo, vgo: true) == ["SLUTTMAAL_MOT_UTDANNING"])
    #expect(koder(.arbeidMedVgo, vgo: false) == ["SLUTTMAAL_MOT_UTDANNING"])
    #expect(koder(.arbeidMedVgo, vgo: true, anbefalt: .arbeidMedVgo) == [])
    #expect(koder(.arbeidMedVgo, vgo: true, anbefalt: .grunnskole) == ["SLUTTMAAL_MOT_ANBEFALT"])
    #expect(koder(.arbeidMedVgo, vgo: true, utenfor: true) == ["SLUTTMAAL_MOT_ANBEFALT"])
  }

  @Test(arguments: [
    (Sluttmaal.fullfoereVgoUnder25, "02.03.1997", false), (.fullfoereVgoUnder25, "01.03.1997", true),
    (.fullfoereVgoOver25, "02.03.1997", true), (.fullfoereVgoOver25, "01.03.1997", false),
  ])
  func sluttmaalMotAlder(s: Sluttmaal, foedt: String, feil: Bool) {
    let v = Bygg(foedt: foedt).med { $0.sluttmaal(s, reg: "01.03.2022") }.vurder("01.04.2022")
    #expect(v.har(.sluttmaalMotAlder) == feil)
  }

  @Test(arguments: [
    ("02.04.2004", true), ("01.04.2004", false), ("10.05.2022", true), ("10.02.2023", true), ("11.02.2023", false),
  ])
  func d04Foreldreveiledning(foedt: String, mangler: Bool) {
    let b = grunnlag.med {
      $0.barn(foedt)
      $0.avslutt("10.05.2022")
    }
    let v = b.vurder("01.03.2023")
    #expect(v.har(.foreldreveiledningMangler) == mangler && v.har(.livsmestringMangler))
    let gjort = b.med { $0.tiltak("Foreldreveiledning", "01.04.2022", "10.05.2022", gjennomfoert: .gjennomfoert) }
    #expect(!gjort.vurder("01.03.2023").har(.foreldreveiledningMangler))
  }
}
