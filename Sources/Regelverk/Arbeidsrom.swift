import Domene
import Kalender
import Kodeverk

/// Scratch memory of one worker, used again from person to person, so that the
/// common case allocates nothing. It holds no result and nothing that outlives
/// one call of `Regelmotor.vurder`.
public struct Arbeidsrom: Sendable {
  // T-01, a state a row.
  var bosettinger: [Registreringstilstand] = []
  var kontakter: [Registreringstilstand] = []
  var kontrakter: [Registreringstilstand] = []
  var sluttmaal: [Registreringstilstand] = []
  var vedtak: [Registreringstilstand] = []
  var klager: [Registreringstilstand] = []
  var tiltak: [Registreringstilstand] = []
  var fravaer: [Registreringstilstand] = []
  var avslutninger: [Registreringstilstand] = []
  var utdanning: [Registreringstilstand] = []

  // K
  var tillatelser: [Tillatelse] = []
  var perioder: [Kategoriperiode] = []

  // F
  var medhold: [Medhold] = []
  var utvalg = Vedtaksutvalg()
  var dekning = Dagdekning()

  // A
  var adresser: [Bostedsadresse] = []
  var kommunale: [KommunalRad] = []
  var historikk: [Historikkrad] = []
  var opphold: [Periode] = []

  /// Empty; it grows with the first persons.
  public init() {}
}
