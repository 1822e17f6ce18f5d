import Domene
import Kalender
import Kodeverk

/// A row of the history while it is put together.
struct Historikkrad: Sendable {
  var avslutning: Avslutning
  var type: Hendelsestype

  /// `formats.md`, avslutningshistorikk: avslutningsdato, A-10's order for the
  /// same date, `Registrert dato`, input order.
  static func < (a: Self, b: Self) -> Bool {
    let (x, y) = (a.avslutning, b.avslutning)
    if x.dato != y.dato { return x.dato < y.dato }
    if a.type != b.type { return a.type.rawValue < b.type.rawValue }
    if x.registrert != y.registrert { return x.registrert < y.registrert }
    guard let k = x.kilde, let l = y.kilde else { return x.kilde == nil && y.kilde != nil }
    return k < l
  }
}
