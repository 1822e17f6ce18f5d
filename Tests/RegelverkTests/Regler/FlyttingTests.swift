import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

@Suite("A-04 og A-10 (b) Flytting og nytt vedtak") struct FlyttingTests {
  /// In programme in Drammen (3301) from 01.04.2022, living there.
  let grunnlag = Bygg().med {
    $0.iProgram()
    $0.adresse("01.02.2022", 3301)
  }

  @Test(arguments: [("31.03.2022", false), ("01.04.2022", false), ("02.04.2022", true)])
  func strengtEtterStart(dato: String, flyttet: Bool) {
    let v = grunnlag.med { $0.adresse(dato, 301) }.vurder("01.06.2022")
    #expect(v.gjeldende == (flyttet ? "\(dato) Flyttet: gjeldende" : nil))
  }

  @Test func ikkeFlytting() {
    // Within the kommune; reform numbers of 2020 and 2024; a neighbour from before.
    #expect(grunnlag.med { $0.adresse("01.05.2022", 3301) }.vurder("01.06.2022").gjeldende == nil)
    #expect(grunnlag.med { $0.adresse("01.05.2022", 3005) }.vurder("01.06.2022").gjeldende == nil)
    #expect(grunnlag.med { $0.adresse("01.05.2022", 602) }.vurder("01.06.2022").gjeldende == nil)
    let nabo = Bygg().med {
      $0.iProgram()
      $0.adresse("01.02.2022", 3025)
      $0.adresse("01.05.2022", 3203)
    }
    #expect(nabo.vurder("01.06.2022").gjeldende == nil)
    #expect(
      nabo.med { $0.adresse("15.05.2022", 301) }.vurder("01.06.2022").gjeldende == "15.05.2022 Flyttet: gjeldende")
    #expect(grunnlag.med { $0.adresse("01.05.2022", nil) }.vurder("01.06.2022").gjeldende == nil)
  }

  @Test func toAdresserFraSammeDato() {
    let b = grunnlag.med {
      $0.adresse("01.05.2022", 301, ajour: "03.05.2022")
      $0.adresse("01.05.2022", 3301, ajour: "02.05.2022")
    }
    #expect(b.vurder("01.06.2022").gjeldende == "01.05.2022 Flyttet: gjeldende")
    let c = grunnlag.med {
      $0.adresse("01.05.2022", 301, ajour: "03.05.2022")
      $0.adresse("01.05.2022", 3301, ajour: "03.05.2022")
    }
    #expect(c.vurder("01.06.2022").gjeldende == nil)
  }

  @Test func nyKommunesVedtak() {
    let b = grunnlag.med { $0.adresse("01.05.2022", 301) }
    #expect(b.med { $0.deltakelse("30.04.2022", kommune: 301) }.vurder("01.06.2022").gjeldende == nil)
    let v = b.med { $0.deltakelse("10.05.2022", kommune: 301, reg: "20.05.2022") }
    #expect(v.vurder("19.05.2022").gjeldende == "01.05.2022 Flyttet: gjeldende")
    #expect(v.vurder("20.05.2022").historie == ["01.05.2022 Flyttet: ikke gjeldende"])
    #expect(v.vurder("20.05.2022").frist == "01.04.2024")
    // The same kommune under another number is no other kommune.
    #expect(
      b.med { $0.deltakelse("10.05.2022", kommune: 3005) }.vurder("01.06.2022").gjeldende
        == "01.05.2022 Flyttet: gjeldende")
  }

  @Test func ikkeFoerVedtaketStarter() {
    let v = grunnlag.med {
      $0.adresse("01.05.2022", 301)
      $0.deltakelse("10.06.2022", kommune: 301, reg: "20.05.2022")
    }
    #expect(v.vurder("09.06.2022").gjeldende == "01.05.2022 Flyttet: gjeldende")
    #expect(v.vurder("10.06.2022").gjeldende == nil)
  }

  @Test(arguments: [("31.03.2024", true), ("01.04.2024", true), ("02.04.2024", false)])
  func ikkeEtterFristen(start: String, igjen: Bool) {
    let v = grunnlag.med {
      $0.adresse("01.03.2024", 301)
      $0.deltakelse(start, kommune: 301)
    }.vurder("01.05.2024")
    #expect(v.historie[0] == "01.03.2024 Flyttet: \(igjen ? "ikke gjeldende" : "gjeldende")")
    #expect((v.gjeldende == "01.04.2024 Avslutningsårsak ikke registrert: gjeldende") == igjen)
  }

  @Test func flereGangerOgTilbake() {
    let b = grunnlag.med {
      $0.adresse("01.05.2022", 301)
      $0.deltakelse("10.05.2022", kommune: 301)
      $0.adresse("01.07.2022", 1103)
      $0.deltakelse("10.07.2022", kommune: 1103)
    }
    #expect(
      b.vurder("01.08.2022").historie == ["01.05.2022 Flyttet: ikke gjeldende", "01.07.2022 Flyttet: ikke gjeldende"])
    let tilbake = grunnlag.med {
      $0.adresse("01.05.2022", 301)
      $0.adresse("01.06.2022", 3301)
      $0.deltakelse("10.06.2022", kommune: 3301)
    }
    #expect(tilbake.vurder("01.08.2022").gjeldende == nil)
    // Still elsewhere on the new startdato: no restart by the same kommune.
    let borte = grunnlag.med {
      $0.adresse("01.05.2022", 301)
      $0.deltakelse("10.06.2022")
    }
    #expect(borte.vurder("01.08.2022").gjeldende == "01.05.2022 Flyttet: gjeldende")
  }

  @Test func kommunensFlyttet() {
    let b = grunnlag.med { $0.avslutt("01.05.2022", .flyttet) }
    #expect(
      b.med { $0.deltakelse("01.05.2022", kommune: 301) }.vurder("01.06.2022").historie == [
        "01.05.2022 Flyttet: ikke gjeldende"
      ])
    #expect(b.med { $0.deltakelse("10.05.2022") }.vurder("01.06.2022").gjeldende == "01.05.2022 Flyttet: gjeldende")
    // Another årsak is no restart.
    #expect(
      grunnlag.med {
        $0.avslutt("01.05.2022")
        $0.deltakelse("10.05.2022", kommune: 301)
      }.vurder("01.06.2022").gjeldende == "01.05.2022 Grunnskole: gjeldende")
  }

  @Test func radSomErstatterFlytting() {
    let b = grunnlag.med { $0.adresse("01.05.2022", 301) }
    #expect(b.med { $0.avslutt("30.04.2022") }.vurder("01.06.2022").historie == ["30.04.2022 Grunnskole: gjeldende"])
    for dato in ["01.05.2022", "05.05.2022"] {
      #expect(b.med { $0.avslutt(dato) }.vurder("01.06.2022").historie.contains("01.05.2022 Flyttet: slettet"))
    }
    // It restarts with another kommune; a row on or after the restart leaves the move.
    let igjen = b.med {
      $0.avslutt("05.05.2022")
      $0.deltakelse("10.05.2022", kommune: 301)
    }.vurder("01.06.2022")
    #expect(igjen.gjeldende == nil && igjen.historie.contains("05.05.2022 Grunnskole: ikke gjeldende"))
    let etter = b.med {
      $0.avslutt("10.05.2022")
      $0.deltakelse("10.05.2022", kommune: 301)
    }.vurder("01.06.2022")
    #expect(etter.historie == ["01.05.2022 Flyttet: ikke gjeldende", "10.05.2022 Grunnskole: gjeldende"])
  }

  @Test func stansOgNyKommune() {
    let b = grunnlag.med { $0.stans("10.05.2022") }
    #expect(
      b.med { $0.deltakelse("09.05.2022", kommune: 301) }.vurder("01.06.2022").gjeldende
        == "10.05.2022 Vedtak om permanent stans: gjeldende")
    let igjen = b.med { $0.deltakelse("10.05.2022", kommune: 301) }
    #expect(igjen.vurder("01.06.2022").historie == ["10.05.2022 Vedtak om permanent stans: ikke gjeldende"])
    #expect(
      b.med { $0.deltakelse("11.05.2022") }.vurder("01.06.2022").gjeldende
        == "10.05.2022 Vedtak om permanent stans: gjeldende")
    // A row that replaced the stans: the startdato is on or after both dates.
    let rad = b.med { $0.avslutt("20.05.2022") }
    #expect(
      rad.med { $0.deltakelse("19.05.2022", kommune: 301) }.vurder("01.06.2022").historie
        == ["10.05.2022 Vedtak om permanent stans: ikke gjeldende", "20.05.2022 Grunnskole: gjeldende"])
    #expect(
      rad.med { $0.deltakelse("20.05.2022", kommune: 301, reg: "25.05.2022") }.vurder("24.05.2022").gjeldende
        == "20.05.2022 Grunnskole: gjeldende")
  }

  @Test func ingenNyStartEtterDoedEllerMistetRett() {
    let b = grunnlag.med {
      $0.adresse("01.05.2022", 301)
      $0.deltakelse("10.05.2022", kommune: 301)
    }
    #expect(b.med { $0.doed("10.05.2022") }.vurder("01.06.2022").gjeldende == "01.05.2022 Flyttet: gjeldende")
    #expect(b.med { $0.doed("11.05.2022") }.vurder("01.06.2022").gjeldende == "11.05.2022 Død: gjeldende")
    #expect(
      b.med { $0.avslutt("05.05.2022", .mistetRett) }.vurder("01.06.2022").gjeldende
        == "05.05.2022 Ikke lenger i kategori, mistet rett: gjeldende")
  }
}
