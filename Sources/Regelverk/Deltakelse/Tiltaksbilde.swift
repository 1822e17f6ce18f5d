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

  init(
    _ rader: borrowing Radliste<Tiltak>, _ tilstander: borrowing Tilstander, _ typer: borrowing Tiltakstypeoppslag
  ) {
    for i in rader.indices where tilstander[i] == .virksom {
      noen = true
      let m = typer[rader[i].type].merker
      merker.formUnion(m)
      if rader[i].gjennomfoering == .gjennomfoert { gjennomfoert.formUnion(m) }
      sisteTil = max(sisteTil, rader[i].til)
    }
  }
}
