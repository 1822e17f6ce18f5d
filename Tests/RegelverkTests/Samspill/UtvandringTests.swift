import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// Emigration and return against every other event, and against restarts.
@Suite("Utvandring mot alt annet") struct UtvandringTests {
  let grunnlag = Bygg().med {
    $0.iProgram()
    $0.adresse("01.02.2022", 3301)
  }

  /// The day before, on and after every other event of 10.05.2022.
  @Test(arguments: ["09.05.2022", "10.05.2022", "11.05.2022"])
  func motAlt(utvandret: String) {
    let andre: [(String, Hendelsestype, (inout Bygg) -> Void)] = [
      ("Grunnskole", .kommunal, { $0.avslutt("10.05.2022") }),
      ("Død", .doed, { $0.doed("10.05.2022") }),
      ("Ikke lenger i kategori", .mistetGrunnlag, { $0.opphold("10.05.2022", paragraf: 60) }),
      ("Person avvist program", .avvistProgram, { $0.avviser("10.05.2022") }),
      ("Flyttet", .flyttet, { $0.adresse("10.05.2022", 301) }),
      ("Vedtak om permanent stans", .permanentStans, { $0.stans("10.05.2022") }),
    ]
    for (navn, type, legg) in andre {
      let b = grunnlag.med {
        legg(&$0)
        $0.utflytting(utvandret)
      }
      let v = b.vurder("01.06.2022")
      let utvandretFoerst =
        d(utvandret) < d("10.05.2022") || (utvandret == "10.05.2022" && type.rawValue > Hendelsestype.utvandret.rawValue)
      #expect(
        v.gjeldende == (utvandretFoerst ? "\(utvandret) Utvandret: gjeldende" : "10.05.2022 \(navn): gjeldende"), "\(navn)")
      // The kategori closes on the first of those that close it, whatever ended the programme.
      let lukkerOgsaa = type == .doed || type == .mistetGrunnlag
      #expect(v.kategoriLukket == (lukkerOgsaa ? min(d(utvandret), d("10.05.2022")) : d(utvandret)), "\(navn)")
      #expect(v.har(.avslutningEtterAvslutning) == (type == .kommunal && utvandret == "09.05.2022"))
      // Who comes back has never been away: only the other event is left.
      let igjen = b.med { $0.innflytting("20.05.2022") }.vurder("01.06.2022")
      #expect(igjen.gjeldende == "10.05.2022 \(navn): gjeldende", "\(navn)")
      #expect(igjen.kategoriLukket == (lukkerOgsaa ? d("10.05.2022") : nil), "\(navn)")
    }
  }

  /// A move and the new kommune's decision: no restart on or after an emigration.
  @Test(arguments: [
    ("09.05.2022", "01.05.2022 Flyttet: gjeldende"), ("10.05.2022", "01.05.2022 Flyttet: gjeldende"),
    ("11.05.2022", "11.05.2022 Utvandret: gjeldende"),
  ])
  func motNyStart(utvandret: String, gjeldende: String) {
    let b = grunnlag.med {
      $0.adresse("01.05.2022", 301)
      $0.deltakelse("10.05.2022", kommune: 301)
      $0.utflytting(utvandret)
    }
    let v = b.vurder("01.06.2022")
    #expect(v.gjeldende == gjeldende && v.kategoriLukket == d(utvandret))
    let igjen = b.med { $0.innflytting("20.05.2022") }.vurder("01.06.2022")
    #expect(igjen.historie == ["01.05.2022 Flyttet: ikke gjeldende"] && igjen.erAapen)
  }

  /// The same of a reopening (F-07).
  @Test(arguments: [("31.10.2022", false), ("01.11.2022", false), ("02.11.2022", true)])
  func motGjenaapning(utvandret: String, startetIgjen: Bool) {
    let b = Bygg.kap6A().med {
      $0.deltakelse("01.08.2022", id: "D1")
      $0.sluttmaal(.arbeidMedVgo, reg: "01.08.2022")
      $0.avslutt("01.10.2022", .arbeid, gjenaapnet: "01.11.2022")
      $0.deltakelse("01.11.2022", reg: "15.10.2022")
      $0.utflytting(utvandret)
    }
    let v = b.vurder("01.12.2022")
    #expect(v.gjeldende == (startetIgjen ? "\(utvandret) Utvandret: gjeldende" : "01.10.2022 Arbeid: gjeldende"))
    #expect(v.trinn.contains { $0.hasPrefix("F-07") } == startetIgjen)
    #expect(v.kategoriLukket == d(utvandret))
    #expect(b.med { $0.innflytting("10.11.2022") }.vurder("01.12.2022").frist == "04.03.2023")
  }

  /// Before the start, and before the kategori.
  @Test(arguments: ["31.01.2022", "01.02.2022", "31.03.2022", "01.04.2022"])
  func foerStart(utvandret: String) {
    let v = grunnlag.med { $0.utflytting(utvandret) }.vurder("01.06.2022")
    if utvandret == "31.01.2022" {
      #expect(v.kategori == nil && v.historikk.isEmpty)
    } else {
      #expect(v.gjeldende == "\(utvandret) Utvandret: gjeldende" && v.kategoriLukket == d(utvandret))
    }
  }

  /// Out, back, out again and back: the last pair holds on every night.
  @Test func fleregangerFramOgTilbake() {
    let b = grunnlag.med {
      $0.utflytting("10.05.2022")
      $0.innflytting("20.05.2022")
      $0.utflytting("10.06.2022")
    }
    #expect(b.vurder("01.07.2022").gjeldende == "10.06.2022 Utvandret: gjeldende")
    #expect(b.med { $0.innflytting("11.06.2022") }.vurder("01.07.2022").gjeldende == nil)
  }

  /// The programme's frist runs out while the person is away, and they come back.
  @Test func returEtterFristen() {
    let b = grunnlag.med { $0.utflytting("01.03.2024") }
    #expect(b.vurder("01.05.2024").historie == ["01.03.2024 Utvandret: gjeldende"])
    let igjen = b.med { $0.innflytting("15.04.2024") }.vurder("01.05.2024")
    #expect(igjen.historie == ["01.04.2024 Avslutningsårsak ikke registrert: gjeldende"] && igjen.erAapen)
  }
}
