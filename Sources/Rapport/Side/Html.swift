/// Writes HTML whose tags always close and whose texts are always escaped: what
/// comes from a manifest (a file's or sender's name) can never become markup.
struct Html {
  private(set) var kilde = ""

  /// Attributes, in the order in which they are written.
  typealias Attributter = KeyValuePairs<String, String>

  /// Text of any origin.
  mutating func tekst(_ t: String) { leggTil(renset: t) }

  /// Markup of the program's own.
  mutating func raa(_ t: StaticString) { kilde += t.description }

  /// An element with content.
  mutating func tagg(_ navn: StaticString, _ a: Attributter = [:], _ innhold: (inout Html) -> Void) {
    aapne(navn, a)
    innhold(&self)
    lukk(navn)
  }

  /// An element with a text only.
  mutating func tagg(_ navn: StaticString, _ a: Attributter, _ tekst: String) { tagg(navn, a) { $0.tekst(tekst) } }

  /// An element with a text only.
  mutating func tagg(_ navn: StaticString, _ tekst: String) { tagg(navn, [:], tekst) }

  /// An element that HTML does not close.
  mutating func tom(_ navn: StaticString, _ a: Attributter = [:]) { aapne(navn, a) }

  /// An element of SVG without content.
  mutating func svg(_ navn: StaticString, _ a: Attributter) {
    aapne(navn, a)
    lukk(navn)
  }

  private mutating func aapne(_ navn: StaticString, _ a: Attributter) {
    kilde += "<"
    kilde += navn.description
    for (k, v) in a {
      kilde += " "
      kilde += k
      if v.isEmpty { continue }
      kilde += "=\""
      leggTil(renset: v)
      kilde += "\""
    }
    kilde += ">"
  }

  private mutating func lukk(_ navn: StaticString) {
    kilde += "</"
    kilde += navn.description
    kilde += ">"
  }

  mutating func linje() { kilde += "\n" }

  private mutating func leggTil(renset t: String) {
    // Most texts are names and numbers, which stand as they are.
    let erRen = t.utf8.allSatisfy {
      $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "\"")
    }
    if erRen {
      kilde += t
      return
    }
    for c in t.unicodeScalars {
      switch c {
      case "&": kilde += "&amp;"
      case "<": kilde += "&lt;"
      case ">": kilde += "&gt;"
      case "\"": kilde += "&quot;"
      default: kilde.unicodeScalars.append(c)
      }
    }
  }
}

/// Numbers as Norwegian texts write them.
enum Sidetekst {
  /// `12 345`, with no-break spaces.
  static func antall(_ n: Int) -> String {
    let sifre = String(n.magnitude)
    var ut = n < 0 ? "−" : ""
    var igjen = sifre.utf8.count
    for c in sifre.unicodeScalars {
      ut.unicodeScalars.append(c)
      igjen -= 1
      if igjen > 0, igjen % 3 == 0 { ut += "\u{A0}" }
    }
    return ut
  }

  /// With its sign: `+12`, `−3`, `0`.
  static func endring(_ n: Int) -> String { n > 0 ? "+" + antall(n) : antall(n) }

  /// Hundredths of a per cent: `23,88 %`.
  static func prosent(_ h: Int) -> String {
    let rest = h.magnitude % 100
    return (h < 0 ? "−" : "") + "\(h.magnitude / 100),\(rest < 10 ? "0" : "")\(rest)\u{A0}%"
  }

  /// Hundredths of a per cent, whole: `24 %`.
  static func helProsent(_ h: Int) -> String { "\((h + 50) / 100)\u{A0}%" }

  /// `1 dag`, `2 dager`.
  static func dager(_ n: Int) -> String { n == 1 ? "1 dag" : "\(antall(n)) dager" }
}
