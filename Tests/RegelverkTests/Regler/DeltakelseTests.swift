import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

@Suite("D Deltakelse og F-10") struct DeltakelseTests {
  func motor(_ dato: String) -> Regelmotor { Regelmotor(dato: d(dato), parametre: Parametre()) }

  /// S1 §7.5, §7.6: 25,53 for April 2021 and 28,77 for June 2021.
  @Test func d01VeiledningensTall() {
    var april = Bygg()
    april.tiltak("Norskopplæring", "02.04.2021", "30.04.2021", timer: Desimal(25))
    april.tiltak("Foreldreveiledning", "30.04.2021", "30.04.2021", timer: Desimal(4))
    april.tiltak("Jobbsøkerkurs", "29.04.2021", "30.04.2021", timer: Desimal(3))
    april.tiltak("Jobbsøkerkurs", "01.04.2021", "30.04.2021", timer: Desimal(30), erstattende: true)
    let a = motor("01.01.2023").tilbudtTiltak(april.p, Vurdering())
    #expect(a.map(\.hundredeler) == [2553] && a[0].tiltak.count == 4)
    var juni = Bygg()
    juni.tiltak("Norskopplæring", "01.06.2021", "30.06.2021", timer: Desimal(20))
    juni.tiltak("Norskopplæring", "01.06.2021", "30.06.2021", timer: Desimal(7))
    juni.tiltak("Foreldreveiledning", "14.06.2021", "31.07.2021", timer: Desimal(3))
    #expect(motor("01.01.2023").tilbudtTiltak(juni.p, Vurdering()).map(\.hundredeler) == [2877, 300])
  }

  @Test func d02Fravaersaar() {
    var b = Bygg()
    b.iProgram()
    b.fravaer(.egenmelding, 2022, 5, dager: Desimal(3), timer: Desimal(4))
    b.fravaer(.ferie, 2022, 5, dager: Desimal(2))
    b.fravaer(.ugyldig, 2023, 1, dager: Desimal(1))
    b.permisjon("30.12.2022", "03.01.2023")
    let m = motor("01.03.2023")
    let aar = m.fravaersaar(b.p, b.vurder("01.03.2023"))
    #expect(aar.map(\.aar) == [2022, 2023])
    #expect(aar[0].gyldig == Desimal(3) && aar[0].ferieHoeytid == Desimal(2) && aar[0].permisjon == 1)
    #expect(aar[1].ugyldig == Desimal(1) && aar[1].permisjon == 2)
    #expect(
      aar[0].maaneder.count == 1 && aar[0].maaneder[0].dager == Desimal(5) && aar[0].maaneder[0].timer == Desimal(4))
  }

  @Test func d05Status() {
    var b = Bygg()
    b.iProgram()
    b.vedtak(.midlertidigStans, "01.05.2022", til: "31.05.2022", resultat: .vedtakFattet, id: "S")
    b.klage(paa: "S", avgjort: "20.05.2022")
    b.vedtak(.permisjonVelferd, "01.06.2022", til: "02.06.2022", som: .virkedager, id: "P", slettet: "10.06.2022")
    b.vedtak(.integreringsplan, nil, vedtatt: "05.04.2022", resultat: .vedtakFattet, id: "I")
    b.klage(paa: "I", avgjort: nil, nil)
    func tekst(_ dato: String) -> [String] {
      motor(dato).vedtaksstatus(b.p, b.vurder(dato)).map { "\(b.p.vedtak[$0.rad].type.navn) \($0.tekst)" }
    }
    #expect(
      tekst("10.06.2022") == [
        "Permisjon pga velferd slettet", "Midlertidig stans ikke gjeldende (medhold klage)",
        "Integreringsplan gjeldende (klage registrert)", "Deltakelse i introduksjonsprogram gjeldende",
      ])
    b.avslutt("01.07.2022")
    #expect(tekst("01.07.2022").last == "Deltakelse i introduksjonsprogram gjeldende")
    #expect(tekst("02.07.2022").last == "Deltakelse i introduksjonsprogram ikke gjeldende")
  }

  @Test func f10Setninger() {
    var b = Bygg()
    b.iProgram()
    b.permisjon("02.05.2022", "03.05.2022")
    b.opphold("01.05.2022", paragraf: 28)
    let ja = motor("01.06.2022").fristsetninger(b.p, b.vurder("01.06.2022")).filter(\.ja).map(\.setning)
    #expect(ja == [.kategoriFraFoer, .oppstart, .tjuefireMaaneder, .permisjon])
    #expect(Fristsetning.allCases.count == 8)
  }

  @Test func p02Forvalg() {
    var b = Bygg()
    #expect(!b.vurder("01.06.2022").medVedtak)
    b.deltakelse("01.09.2022", kommune: 3005, reg: "01.05.2022")
    b.tiltak("Videregående opplæring fulltid - studiespesialisering", "01.09.2022", "01.10.2022", reg: "01.05.2022")
    b.tiltak("Livsmestring i et nytt land", "01.05.2022", "01.06.2022", gjennomfoert: .gjennomfoert)
    b.tiltak("Foreldreveiledning", "01.05.2022", "01.06.2022", gjennomfoert: .ikkeGjennomfoert)
    let v = b.vurder("01.06.2022")
    #expect(
      v.medVedtak && v.medTiltak && v.fulltidVideregaaende && v.gjennomfoertLivsmestring
        && !v.gjennomfoertForeldreveiledning)
  }
}
