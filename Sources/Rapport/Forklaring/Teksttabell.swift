import Tabular

/// A table for the terminal: columns as wide as what stands in them, a rule
/// under the head. Where the screen is too narrow cells are broken between words;
/// where that does not help either, every row is written as a list of its fields.
struct Teksttabell {
  private let hode: [String]
  private var rader: [(felt: [String], dempet: Bool)] = []
  /// Columns whose content stands to the right (numbers).
  private let hoeyre: Set<Int>
  /// A column is never broken narrower than its longest word, up to this.
  private static let lengsteOrd = 18

  init(_ hode: [String], hoeyre: Set<Int> = []) {
    self.hode = hode
    self.hoeyre = hoeyre
  }

  var erTom: Bool { rader.isEmpty }

  /// - Parameter dempet: a row that is not in force, grey where colours are used.
  mutating func rad(_ felt: [String], dempet: Bool = false) {
    rader.append((felt.map(Teksttabell.trygg), dempet))
  }

  /// - Parameter ellers: what is written when the table has no rows.
  func skriv(_ stil: Skjermstil, _ w: inout ByteWriter, ellers: StaticString) {
    guard !rader.isEmpty else {
      w.literal("  ")
      w.literal(ellers)
      w.literal("\n")
      return
    }
    guard let bredder = bredder(stil.bredde) else { return liste(stil, &w) }
    linje(hode, bredder, .tittel, stil, &w)
    w.literal("  ")
    for (i, b) in bredder.enumerated() {
      if i > 0 { w.literal("-+-") }
      for _ in 0..<b { w.append(0x2D) }
    }
    w.literal("\n")
    for r in rader { linje(r.felt, bredder, r.dempet ? .dempet : .vanlig, stil, &w) }
  }

  /// Widths that fit; nil when the columns are too many for the room.
  private func bredder(_ rom: Int?) -> [Int]? {
    func stoerst(_ maal: (String) -> Int) -> [Int] {
      hode.indices.map { i in
        ([hode] + rader.map(\.felt)).map { $0.indices.contains(i) ? maal($0[i]) : 0 }.max() ?? 0
      }
    }
    var bredder = stoerst { $0.count }
    guard let rom else { return bredder }
    let plass = rom - 2 - 3 * (hode.count - 1)
    if bredder.reduce(0, +) <= plass { return bredder }
    let minst = stoerst { t in
      min(Teksttabell.lengsteOrd, t.split(separator: " ").map(\.count).max() ?? 0)
    }
    guard minst.reduce(0, +) <= plass else { return nil }
    // The widest column that may still give gives.
    var formye = bredder.reduce(0, +) - plass
    while formye > 0 {
      guard let i = bredder.indices.filter({ bredder[$0] > minst[$0] }).max(by: { bredder[$0] < bredder[$1] }) else {
        return nil
      }
      bredder[i] -= 1
      formye -= 1
    }
    return bredder
  }

  private func linje(
    _ felt: [String], _ bredder: [Int], _ rolle: Skjermstil.Rolle, _ stil: Skjermstil, _ w: inout ByteWriter
  ) {
    let celler = bredder.enumerated().map { i, b in
      Skjermstil.brytt(felt.indices.contains(i) ? felt[i] : "", bredde: max(1, b))
    }
    for n in 0..<(celler.map(\.count).max() ?? 1) {
      var linje = ""
      for (i, b) in bredder.enumerated() {
        let t = celler[i].indices.contains(n) ? celler[i][n] : ""
        let luft = String(repeating: " ", count: max(0, b - t.count))
        if i > 0 { linje += " | " }
        linje += hoeyre.contains(i) ? luft + t : t + luft
      }
      // Nothing but bars and spaces after the last text: left out.
      while let siste = linje.last, siste == " " || siste == "|" { linje.removeLast() }
      w.literal("  ")
      w.append(text: stil.merk(linje, rolle))
      w.literal("\n")
    }
  }

  /// Every row as a list of its fields.
  private func liste(_ stil: Skjermstil, _ w: inout ByteWriter) {
    let bredde = hode.map(\.count).max() ?? 0
    for (n, r) in rader.enumerated() {
      if n > 0 { w.literal("\n") }
      for (i, navn) in hode.enumerated() where r.felt.indices.contains(i) && !r.felt[i].isEmpty {
        let luft = String(repeating: " ", count: bredde - navn.count)
        for (m, l) in stil.linjer(r.felt[i], innrykk: bredde + 5).enumerated() {
          w.literal("  ")
          w.append(text: m == 0 ? "\(navn):\(luft) " : String(repeating: " ", count: bredde + 2))
          w.append(text: stil.merk(l, r.dempet ? .dempet : .vanlig))
          w.literal("\n")
        }
      }
    }
  }

  /// Text of input can hold control characters, which a terminal would obey, and
  /// signs that turn the line's direction: they become spaces.
  static func trygg(_ t: String) -> String {
    func farlig(_ v: UInt32) -> Bool {
      v < 0x20 || (0x7F...0x9F).contains(v) || (0x202A...0x202E).contains(v) || (0x2066...0x2069).contains(v)
        || v == 0x2028 || v == 0x2029
    }
    guard t.unicodeScalars.contains(where: { farlig($0.value) }) else { return t }
    var ut = String.UnicodeScalarView()
    for s in t.unicodeScalars { ut.append(farlig(s.value) ? " " : s) }
    return String(ut)
  }
}
