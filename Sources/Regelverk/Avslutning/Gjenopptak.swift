import Domene
import Kalender
import Kodeverk

/// A restart of the programme: from when, after what.
struct Gjenopptak: Sendable {
  enum Slag: Sendable { case gjenaapning, nyttVedtak }
  var slag: Slag
  var dato: Dato
  /// The municipal row whose restart it is (place in the walk's list); nil: the
  /// computed event's.
  var rad: Int?
}

/// A-10 (b) (S1 §5.2): a new decision after a move, a stans or a municipal row that
/// replaced one.
enum NyttVedtak {
  /// The startdato of the first decision that starts the programme again.
  ///
  /// - Parameters:
  ///   - tidligst: the event's date (after a row that replaced a stans, both dates).
  ///   - iKraft: the decision in force before the event.
  ///   - ogsaaSammeKommune: after A-04 or `Flyttet`, back in the same kommune.
  ///   - sperre: no restart on or after it.
  static func finn(
    _ deltakelser: Radliste<Deltakelse>, _ adresser: [Bostedsadresse], tidligst: Dato, iKraft: Int,
    ogsaaSammeKommune: Bool,
    frist: Dato?, sperre: Dato?, per dato: Dato
  ) -> Dato? {
    let senest = min(dato, frist ?? .uendelig, sperre.map { $0 - 1 } ?? .uendelig)
    let gammelt = deltakelser[iKraft]
    for d in deltakelser.indices where d != iKraft {
      let ny = deltakelser[d]
      guard ny.start >= tidligst else { continue }
      if ny.start > senest { return nil }
      if !Kommuner.erSamme(ny.kommune, gammelt.kommune)
        || (ogsaaSammeKommune && Flytting.borIgjen(adresser, gammelt, per: ny.start))
      {
        return ny.start
      }
    }
    return nil
  }
}
