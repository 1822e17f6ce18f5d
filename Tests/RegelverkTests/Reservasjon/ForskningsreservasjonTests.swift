import Domene
import Kalender
import Testing

@testable import Regelverk

/// the day before, on and after every date of a reservation, and what fails safe.
@Suite struct ForskningsreservasjonTests {
  private func rad(_ id: UInt64, _ registrert: String, slettet: String? = nil, linje: UInt32 = 2) -> Reservasjon {
    Reservasjon(
      reg: Registrering(
        id: id, kilde: Kilde(fil: 0, linje: linje), registrert: d(registrert), slettet: slettet.map { d($0) },
        registrertAv: .tom, kommune: nil),
      dato: d(registrert))
  }

  @Test func ingenRaderErIngenReservasjon() {
    #expect(!Forskningsreservasjon.gjelder([], per: d("01.08.2022")))
  }

  /// Registered after D: an extract for that D is handed out after it all the same.
  @Test(arguments: ["31.07.2022", "01.08.2022", "02.08.2022", "01.01.2100"])
  func gjelderPaaAlleDatoer(dato: String) {
    #expect(Forskningsreservasjon.gjelder([rad(1, "01.08.2022")], per: d(dato)))
  }

  /// Deleted on 01.09.2022. Before that it was in force, and what was asked for then is
  /// answered as then.
  @Test(arguments: [
    ("31.07.2022", false), ("01.08.2022", true), ("31.08.2022", true), ("01.09.2022", false), ("02.09.2022", false),
  ])
  func slettet(dato: String, gjelder: Bool) {
    #expect(Forskningsreservasjon.gjelder([rad(1, "01.08.2022", slettet: "01.09.2022")], per: d(dato)) == gjelder)
  }

  /// A version of the same ID replaces the one before, in either order of the input.
  @Test(arguments: [false, true])
  func nyVersjon(snudd: Bool) {
    let a = rad(7, "01.08.2022")
    let b = rad(7, "10.09.2022", slettet: "10.09.2022", linje: 3)
    let rader = snudd ? [b, a] : [a, b]
    #expect(Forskningsreservasjon.gjelder(rader, per: d("09.09.2022")))
    #expect(!Forskningsreservasjon.gjelder(rader, per: d("10.09.2022")))
    // Of another ID it says nothing.
    #expect(Forskningsreservasjon.gjelder(rader + [rad(8, "01.08.2022", linje: 4)], per: d("10.09.2022")))
  }

  /// Taken back, then made again.
  @Test func gjort() {
    let rader = [rad(7, "01.08.2022", slettet: "01.09.2022"), rad(9, "01.10.2022", linje: 3)]
    #expect(Forskningsreservasjon.gjelder(rader, per: d("15.09.2022")))
    #expect(Forskningsreservasjon.gjelder(rader, per: d("01.10.2022")))
  }
}
