import Domene
import Kalender
import Regelverk

/// What `explain` shows of a person on D beside the `Vurdering`: the rules tried
/// (F-10), vedtak and tiltak with their status (D-05), hours offered a month
/// (D-01) and fravær a year (D-02).
public struct Deltakelsesbilde: Sendable {
  /// F-10 (a): the guide's eight sentences.
  public var setninger: [(setning: Fristsetning, ja: Bool)] = []
  /// Newest first by `Vedtaksdato`.
  public var vedtak: [Vedtaksstatus] = []
  /// Newest first by `Fra dato`.
  public var tiltak: [Tiltaksstatus] = []
  /// In order.
  public var tilbudt: [TilbudtMaaned] = []
  /// In order.
  public var fravaer: [Fravaersaar] = []

  /// Nothing registered.
  public init() {}

  /// Asks the rules.
  public init(_ motor: Regelmotor, _ p: Persongrunnlag, _ v: Vurdering) {
    setninger = motor.fristsetninger(p, v)
    vedtak = motor.vedtaksstatus(p, v)
    tiltak = motor.tiltaksstatus(p, v)
    tilbudt = motor.tilbudtTiltak(p, v)
    fravaer = motor.fravaersaar(p, v)
  }
}
