/// How the text of `explain` and `rules` is set: how wide, and whether escape codes
/// help there. In a pipe neither: no line is broken, nothing is coloured.
public struct Skjermstil: Sendable {
  /// Columns to fit in; nil: as many as the text needs.
  public let bredde: Int?
  /// Whether bold, grey and colour may be used.
  public let farge: Bool

  /// As a pipe wants it.
  public static let roer = Skjermstil(bredde: nil, farge: false)

  /// A style; narrower than 60 columns is taken as 60.
  public init(bredde: Int?, farge: Bool) {
    self.bredde = bredde.map { max(60, $0) }
    self.farge = farge
  }

  /// What a piece of text is, as far as its look goes.
  public enum Rolle: Sendable {
    case tittel, dempet, feil, advarsel, vanlig
  }

  /// The text, with escape codes around it where they may be used.
  public func merk(_ t: String, _ rolle: Rolle) -> String {
    guard farge, !t.isEmpty else { return t }
    switch rolle {
    case .tittel: return "\u{1B}[1m\(t)\u{1B}[0m"
    case .dempet: return "\u{1B}[2m\(t)\u{1B}[0m"
    case .feil: return "\u{1B}[31m\(t)\u{1B}[0m"
    case .advarsel: return "\u{1B}[33m\(t)\u{1B}[0m"
    case .vanlig: return t
    }
  }

  /// A text as lines that fit beside an indent of `innrykk` columns.
  public func linjer(_ t: String, innrykk: Int) -> [String] {
    guard let bredde else { return [t] }
    return Skjermstil.brytt(t, bredde: max(20, bredde - innrykk))
  }

  /// Breaks a text between words; a word that is wider than the room is cut.
  static func brytt(_ t: String, bredde: Int) -> [String] {
    guard t.count > bredde else { return [t] }
    var ut: [String] = []
    var linje = ""
    for ord in t.split(separator: " ", omittingEmptySubsequences: false) {
      var ord = String(ord)
      if !linje.isEmpty, linje.count + 1 + ord.count > bredde {
        ut.append(linje)
        linje = ""
      } else if !linje.isEmpty {
        linje += " " + ord
        continue
      }
      while ord.count > bredde {
        ut.append(String(ord.prefix(bredde)))
        ord = String(ord.dropFirst(bredde))
      }
      linje = ord
    }
    if !linje.isEmpty { ut.append(linje) }
    return ut
  }
}
