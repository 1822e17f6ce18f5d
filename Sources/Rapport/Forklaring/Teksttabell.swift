import Tabular

/// A table for the terminal: columns as wide as what stands in them, a rule
/// under the head.
struct Teksttabell {
  private let hode: [String]
  private var rader: [[String]] = []
  /// Columns whose content stands to the right (numbers).
  private let hoeyre: Set<Int>

  init(_ hode: [String], hoeyre: Set<Int> = []) {
    self.hode = hode
    self.hoeyre = hoeyre
  }

  var erTom: Bool { rader.isEmpty }

  mutating func rad(_ felt: [String]) { rader.append(felt) }

  /// - Parameter ellers: what is written when the table has no rows.
  func skriv(_ w: inout ByteWriter, ellers: StaticString) {
    guard !rader.isEmpty else {
      w.literal("  ")
      w.literal(ellers)
      w.literal("\n")
      return
    }
    let bredder = hode.indices.map { i in
      ([hode] + rader).map { $0.indices.contains(i) ? $0[i].count : 0 }.max() ?? 0
    }
    linje(hode, bredder, &w)
    w.literal("  ")
    for (i, b) in bredder.enumerated() {
      if i > 0 { w.literal("-+-") }
      for _ in 0..<b { w.append(0x2D) }
    }
    w.literal("\n")
    for r in rader { linje(r, bredder, &w) }
  }

  private func linje(_ felt: [String], _ bredder: [Int], _ w: inout ByteWriter) {
    var slutt = w.count
    w.literal("  ")
    for (i, b) in bredder.enumerated() {
      let t = felt.indices.contains(i) ? felt[i] : ""
      let luft = b - t.count
      if i > 0 { w.literal(" | ") }
      if hoeyre.contains(i) { for _ in 0..<luft { w.append(0x20) } }
      w.append(text: Teksttabell.trygg(t))
      if !t.isEmpty { slutt = w.count }
      if !hoeyre.contains(i) { for _ in 0..<luft { w.append(0x20) } }
    }
    // Nothing but bars and spaces after the last text: left out.
    w.truncate(to: slutt)
    w.literal("\n")
  }

  /// Text of input can hold control characters, which a terminal would obey:
  /// they become spaces.
  static func trygg(_ t: String) -> String {
    guard t.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else { return t }
    var ut = String.UnicodeScalarView()
    for s in t.unicodeScalars {
      ut.append(s.value < 0x20 || (0x7F...0x9F).contains(s.value) ? " " : s)
    }
    return String(ut)
  }
}
