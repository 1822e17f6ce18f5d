/// A table of text for people: columns that are as wide as they need, cut with `…`
/// where the terminal is narrower.
public struct TextTable: Sendable {
  /// A column: what stands over it and how it gives way.
  public struct Column: Sendable {
    /// What stands over it.
    public var title: String
    /// Numbers stand to the right.
    public var right: Bool
    /// Never cut: a number that lacks digits is another number.
    public var fixed: Bool
    /// Left out where the terminal is too narrow for all; the last such column first.
    public var optional: Bool

    /// A column that is text and may be cut, unless said otherwise.
    public init(_ title: String, right: Bool = false, fixed: Bool = false, optional: Bool = false) {
      self.title = title
      self.right = right
      self.fixed = fixed
      self.optional = optional
    }
  }

  /// The columns, in order.
  public var columns: [Column]
  private var rows: [(cells: [String], dim: Bool)] = []
  private static let gap = "  "
  private static let narrowest = 4

  /// An empty table.
  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; what could move the cursor or colour the screen is made visible.
  public mutating func add(_ cells: [String], dim: Bool = false) {
    rows.append((cells.map(DisplayText.visible), dim))
  }

  /// The table with a line end after every row.
  /// - Parameters:
  ///   - width: columns of the terminal; nil for as many as needed.
  ///   - styled: whether rows may be dimmed and the head underlined by escape codes.
  public func text(width: Int?, styled: Bool) -> String {
    let widths = fitted(width)
    let shown = widths.indices.filter { widths[$0] > 0 }
    var out = ""
    func line(_ cells: [String], _ style: String?) {
      var t = ""
      for i in shown {
        let w = widths[i]
        let cell = DisplayText.cut(i < cells.count ? cells[i] : "", to: w)
        let pad = String(repeating: " ", count: max(0, w - DisplayText.width(cell)))
        if i != shown.first { t += TextTable.gap }
        t += columns[i].right ? pad + cell : cell + pad
      }
      while t.hasSuffix(" ") { t.removeLast() }
      out += style.map { "\u{1B}[\($0)m\(t)\u{1B}[0m" } ?? t
      out += "\n"
    }
    line(columns.map(\.title), styled ? "1" : nil)
    if !styled { line(widths.map { String(repeating: "-", count: $0) }, nil) }
    for r in rows { line(r.cells, styled && r.dim ? "2" : nil) }
    return out
  }

  /// The widths that are used (0: left out): the widest columns give way first, so
  /// that short ones stay whole.
  func fitted(_ width: Int?) -> [Int] {
    var w = columns.map { DisplayText.width($0.title) }
    for r in rows {
      for (i, c) in r.cells.enumerated() where i < w.count { w[i] = max(w[i], DisplayText.width(c)) }
    }
    guard let width else { return w }
    let gap = TextTable.gap.count
    var over = w.reduce(gap * max(0, w.count - 1), +) - width
    for i in w.indices.reversed() where over > 0 && columns[i].optional {
      over -= w[i] + gap
      w[i] = 0
    }
    while over > 0 {
      let free = w.indices.filter { !columns[$0].fixed && w[$0] > TextTable.narrowest }
      guard let i = free.max(by: { (w[$0], $1) < (w[$1], $0) }) else { break }
      w[i] -= 1
      over -= 1
    }
    return w
  }
}

/// How much room text takes on a terminal.
public enum DisplayText {
  /// Columns that a text takes.
  public static func width(_ t: String) -> Int {
    // All of ASCII, which is most.
    if t.utf8.allSatisfy({ $0 < 0x80 }) { return t.utf8.count }
    return t.reduce(0) { $0 + width($1) }
  }

  static func width(_ c: Character) -> Int {
    var w = 0
    for s in c.unicodeScalars {
      // An emoji's presentation selector makes what stands before it wide.
      if s.value == 0xFE0F { return 2 }
      w = max(w, width(s))
    }
    return w
  }

  private static func width(_ s: Unicode.Scalar) -> Int {
    switch s.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return wide.contains { $0.contains(s.value) } ? 2 : 1
    }
  }

  /// East Asian Width W and F (Unicode UAX #11), as ranges.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3,
    0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F, 0x2693...0x2693, 0x26A1...0x26A1,
    0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA,
    0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B,
    0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
    0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55, 0x2E80...0x303E,
    0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF,
    0x1AFF0...0x1B2FB, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A,
    0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA,
    0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440,
    0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A,
    0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC,
    0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC,
    0x1F7E0...0x1F7EB, 0x1F7F0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF,
    0x1FA70...0x1FAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]

  /// The beginning of a text that fits, `…` being its last column where it does not.
  public static func cut(_ t: String, to room: Int) -> String {
    guard width(t) > room else { return t }
    guard room > 0 else { return "" }
    var out = ""
    var used = 0
    for c in t {
      let w = width(c)
      if used + w > room - 1 { break }
      out.append(c)
      used += w
    }
    return out + "…"
  }

  /// Control characters, line separators and marks that turn the direction of
  /// writing as `�`: a name out of a file must not steer somebody's terminal.
  public static func visible(_ t: String) -> String {
    func bad(_ s: Unicode.Scalar) -> Bool {
      switch s.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      case .format: s.value != 0x200D && s.value != 0x200C && s.value != 0xAD
      default: false
      }
    }
    guard t.unicodeScalars.contains(where: bad) else { return t }
    var out = String.UnicodeScalarView()
    for s in t.unicodeScalars { out.append(bad(s) ? "\u{FFFD}" : s) }
    return String(out)
  }
}
