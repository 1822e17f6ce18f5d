import Domene
import Kalender
import Kodeverk

/// What rules ask of a sluttmål, side by side and at hand: the code tables are lazy globals,
/// and each question of them is a call.
struct Sluttmaalsoppslag: Sendable {
  struct Fakta: Sendable {
    var fristMnd: Int
    var maksUtvidelseMnd: Int
    var krevVideregaaende: Bool
    var gjelderUnder25: Bool
    var gjelderFra25: Bool
  }
  private let fakta: [Fakta]

  init() {
    fakta = Sluttmaal.allCases.map { s in
      Fakta(
        fristMnd: s.fristMnd, maksUtvidelseMnd: s.maksUtvidelseMnd, krevVideregaaende: s.krevVideregaaende,
        gjelderUnder25: s.gjelderUnder25, gjelderFra25: s.gjelderFra25)
    }
  }

  subscript(_ sluttmaal: Sluttmaal) -> Fakta { fakta[Int(sluttmaal.rawValue)] }
}

/// The same of a fraværstype.
struct Fravaerstypeoppslag: Sendable {
  private let virkninger: [Fravaersvirkning]
  /// Days that any month has as virkedager.
  let alltidMulig = Desimal(Virkedager.faerrestIMaaned)

  init() { virkninger = Fravaerstype.allCases.map(\.virkning) }

  /// F-06.
  func virkning(_ type: Fravaerstype) -> Fravaersvirkning { virkninger[Int(type.rawValue)] }
}
