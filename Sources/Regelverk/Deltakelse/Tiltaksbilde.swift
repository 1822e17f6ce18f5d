import Domene
import Kalender
import Kodeverk

/// What several rules ask of a person's effective tiltak, asked once.
struct Tiltaksbilde: Sendable {
  /// Whether there is any.
  private(set) var noen = false
  /// The marks that any of them has.
  private(set) var merker: Tiltakstypeoppslag.Merker = []
  /// The marks that any of those with `Gjennomført` has.
  private(set) var gjennomfoert: Tiltakstypeoppslag.Merker = []
  /// The latest `Til dato`.
  private(set) var sisteTil = Dato(dagnummer: .min)

  /// None.
  init() {}

  /// Takes in one of them.
  @inline(__always)
  mutating func ta(_ tiltak: Tiltak, _ type: Tiltakstypeoppslag.Fakta) {
    noen = true
    merker.formUnion(type.merker)
    gjennomfoert.formUnion(tiltak.gjennomfoering == .gjennomfoert ? type.merker : [])
    sisteTil = max(sisteTil, tiltak.til)
  }
}
