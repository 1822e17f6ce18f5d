import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// Leap days, Easter, reforms and late changes, where several rules meet.
@Suite("Datoer mot hverandre") struct DatoerMotHverandreTests {
  let grunnlag = Bygg().med { $0.iProgram() }

  // MARK: 29 February

  /// A start on 29 February: 6, 24 and 36 months, and what follows each.
  @Test(arguments: [
    (Sluttmaal.arbeidMedVgo, "29.08.2024"), (.arbeidUtenVgo, "28.02.2026"), (.fullfoereVgoOver25, "28.02.2027"),
  ])
  func startPaaSkuddagen(s: Sluttmaal, frist: String) {
    let b = Bygg(fra: "01.02.2024").med {
      $0.deltakelse("29.02.2024")
      $0.sluttmaal(s, reg: "29.02.2024")
    }
    #expect(b.vurder("01.03.2024").frist == frist)
    #expect(b.vurder(frist).gjeldende == nil)
    let etter = "\(d(frist) + 1)"
    #expect(b.vurder(etter).gjeldende == "\(frist) Avslutningsårsak ikke registrert: gjeldende")
  }

  /// Months are added one step after another: 31.08 + 6 + 6 mnd passes February.
  @Test func maanederEtterHverandreOverFebruar() {
    let b = Bygg(fra: "01.02.2022").med {
      $0.deltakelse("31.08.2022")
      $0.sluttmaal(.arbeidMedVgo, reg: "31.08.2022")
      $0.vedtak(.utvidet, "01.12.2022", mnd: 6)
    }
    let v = b.vurder("01.02.2023")
    #expect(v.beregningslogg.dropFirst().map { "\($0.nyFrist)" } == ["28.02.2023", "28.08.2023"])
  }

  /// Events on the leap day, the day before and after.
  @Test(arguments: ["28.02.2024", "29.02.2024", "01.03.2024"]) func hendelserVedSkuddagen(dato: String) {
    #expect(grunnlag.med { $0.doed(dato) }.vurder("01.03.2024").gjeldende == "\(dato) Død: gjeldende")
    #expect(grunnlag.med { $0.avslutt(dato) }.vurder("01.03.2024").gjeldende == "\(dato) Grunnskole: gjeldende")
    #expect(grunnlag.med { $0.permisjon(dato, dato) }.vurder("01.03.2024").trinn.last == "F-05 +1 k")
  }

  // MARK: Easter, the start and one another

  /// Three permisjoner over the start and Easter 2022 (14, 15 and 18 April): a day is
  /// counted once, whatever it is counted as.
  @Test func permisjonerOverStartOgPaaske() {
    let b = grunnlag.med {
      $0.permisjon("28.03.2022", "12.04.2022", som: .virkedager)
      $0.permisjon("11.04.2022", "19.04.2022", som: .virkedager)
      $0.permisjon("14.04.2022", "18.04.2022", som: .kalenderdager)
    }
    let v = b.vurder("01.06.2022")
    // After 01.04: 4-8, 11, 12 April; then 13 and 19; then the free days of Easter.
    #expect(v.trinn.dropFirst() == ["F-05 +7 v", "F-05 +2 v", "F-05 +5 k"])
    #expect(v.koder == ["PERMISJON_OVERLAPP"])
  }

  /// The frist itself falls into Easter, and virkedager step over it.
  @Test func fristenGaarOverPaasken() {
    let b = Bygg().med {
      $0.deltakelse("13.10.2022")
      $0.sluttmaal(.arbeidMedVgo, reg: "13.10.2022")
    }
    // Months pay no heed to holidays: the Thursday after Easter 2023.
    #expect(b.vurder("01.11.2022").frist == "13.04.2023")
    let foer = Bygg().med {
      $0.deltakelse("05.10.2022")
      $0.sluttmaal(.arbeidMedVgo, reg: "05.10.2022")
      $0.permisjon("07.11.2022", "07.11.2022", som: .virkedager)
    }
    // 05.04.2023 is the Wednesday before: the next virkedag is Tuesday 11.04.
    #expect(foer.vurder("01.12.2022").frist == "11.04.2023")
  }

  // MARK: Reforms

  /// Skedsmo 0231 -> Lillestrøm 3030 (2020) -> 3205 (2024), under introduksjonsloven and
  /// over both reforms, the day before, on and after.
  @Test(arguments: ["31.12.2019", "01.01.2020", "02.01.2020"]) func reformen2020(flyttet: String) {
    let b = Bygg(fra: "01.02.2019", vedtak: "01.01.2019", kommune: 231).med {
      $0.adresse("01.02.2019", 231)
      $0.deltakelse("01.04.2019", kommune: 231)
    }
    #expect(b.med { $0.adresse(flyttet, 3030) }.vurder("01.03.2020").gjeldende == nil)
    #expect(b.med { $0.adresse(flyttet, 301) }.vurder("01.03.2020").gjeldende == "\(flyttet) Flyttet: gjeldende")
  }

  @Test(arguments: ["31.12.2023", "01.01.2024", "02.01.2024"]) func reformen2024(flyttet: String) {
    let b = Bygg(fra: "01.02.2022", kommune: 3030).med {
      $0.adresse("01.02.2022", 3030)
      $0.deltakelse("01.04.2022", kommune: 3030)
      $0.sluttmaal(.fullfoereVgoOver25, reg: "01.04.2022")
    }
    #expect(b.med { $0.adresse(flyttet, 3205) }.vurder("01.03.2024").gjeldende == nil)
    // A stans is not overtaken by the same kommune's decision under its new number.
    let stans = b.med {
      $0.stans("01.12.2023")
      $0.deltakelse("15.01.2024", kommune: 3205)
    }
    #expect(stans.vurder("01.03.2024").gjeldende == "01.12.2023 Vedtak om permanent stans: gjeldende")
    #expect(
      b.med {
        $0.stans("01.12.2023")
        $0.deltakelse("15.01.2024", kommune: 3207)
      }.vurder("01.03.2024").gjeldende == nil)
  }

  // MARK: Changes that come late

  /// A shorter sluttmål, registered after the kommune's avslutning: what counted is
  /// avvist now, and the frist that has been is what ends it.
  @Test func kortereSluttmaalEtterAvslutningen() {
    let b = grunnlag.med {
      $0.avslutt("10.12.2022", reg: "10.12.2022")
      $0.sluttmaal(.arbeidMedVgo, reg: "15.12.2022")
    }
    #expect(b.vurder("14.12.2022").historie == ["10.12.2022 Grunnskole: gjeldende"])
    let v = b.vurder("15.12.2022")
    #expect(
      v.historie == ["01.10.2022 Avslutningsårsak ikke registrert: gjeldende", "10.12.2022 Grunnskole: avvist"])
    #expect(v.har(.avslutningEtterFrist))
  }

  /// A deletion that comes late gives the person another avslutning the next night.
  @Test func sletteNattEtterNatt() {
    let b = grunnlag.med {
      $0.avslutt("01.05.2022", .annet, reg: "02.05.2022", id: "A")
      $0.stans("10.05.2022", id: "S")
      $0.avslutt("01.05.2022", .annet, reg: "02.05.2022", id: "A", slettet: "20.05.2022")
      $0.klage(paa: "S", avgjort: "25.05.2022")
    }
    #expect(b.vurder("19.05.2022").gjeldende == "01.05.2022 Annet: gjeldende")
    #expect(b.vurder("20.05.2022").gjeldende == "10.05.2022 Vedtak om permanent stans: gjeldende")
    #expect(b.vurder("25.05.2022").gjeldende == nil)
    #expect(b.vurder("25.05.2022").historie.contains("01.05.2022 Annet: slettet"))
  }

  /// The frist moves past D by a permisjon registered after it ran out: A-09 goes, and
  /// comes back at the new frist.
  @Test func permisjonRegistrertEtterFristen() {
    let b = grunnlag.med {
      $0.vedtak(.permisjonEgenSykdom, "01.03.2024", til: "31.03.2024", som: .kalenderdager, reg: "10.04.2024")
    }
    #expect(b.vurder("09.04.2024").gjeldende == "01.04.2024 Avslutningsårsak ikke registrert: gjeldende")
    #expect(b.vurder("10.04.2024").gjeldende == nil && b.vurder("10.04.2024").frist == "02.05.2024")
    #expect(b.vurder("02.05.2024").gjeldende == nil)
    #expect(b.vurder("03.05.2024").gjeldende == "02.05.2024 Avslutningsårsak ikke registrert: gjeldende")
  }

  /// Absence reaches the limit in the month of D: the frist that had run out has not.
  @Test func fravaerOverGrensenEtterFristen() {
    let b = Bygg().med {
      $0.deltakelse("01.04.2022", id: "D1")
      $0.sluttmaal(.arbeidMedVgo, reg: "01.04.2022")
      $0.fravaer(.egenmelding, 2022, 9, dager: Desimal(10))
      $0.fravaer(.egenmeldingBarn, 2022, 10, dager: Desimal(1))
    }
    #expect(b.vurder("30.09.2022").frist == "01.10.2022")
    #expect(b.vurder("01.10.2022").trinn == ["F-02 +6 mnd", "F-06 +10 v", "F-06 +1 v"])
    #expect(b.vurder("02.10.2022").gjeldende == nil && b.vurder("02.10.2022").frist == "17.10.2022")
  }

  /// The kategori goes over to kapittel 6A after the programme has ended and been
  /// replaced: the old history stays, and nothing of it ends the new one.
  @Test func kapittel6AEtterErstattetStans() {
    let b = grunnlag.med {
      $0.stans("01.06.2022")
      $0.avslutt("05.06.2022", .annet)
      $0.opphold("01.09.2022", paragraf: 34)
    }
    #expect(b.vurder("31.08.2022").gjeldende == "05.06.2022 Annet: gjeldende")
    let v = b.vurder("01.09.2022")
    #expect(v.gjeldende == nil && v.vistFrist?.type == .oppstart && v.oppstartsfrist == d("01.09.2024"))
    #expect(v.historie == ["05.06.2022 Annet: ikke gjeldende"])
    #expect(b.med { $0.deltakelse("10.09.2022") }.vurder("01.10.2022").frist == "10.09.2024")
  }
}
