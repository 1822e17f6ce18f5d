/// How an output file is written (`formats.md`, Output files).
public struct CSVDialect: Sendable, Hashable {
  /// The name that a pipeline file uses.
  public let name: String
  /// Between fields.
  public let separator: UInt8
  /// Whether the file begins with the UTF-8 byte order mark.
  public let byteOrderMark: Bool
  /// `yyyy-mm-dd` instead of `dd.mm.yyyy`.
  public let isoDates: Bool
  /// The decimal mark of numbers.
  public let decimalPoint: UInt8

  /// What a Norwegian Excel opens rightly at a double click: byte order mark,
  /// `;`, CRLF, `dd.mm.yyyy`, decimal comma.
  public static let excelNb = CSVDialect(
    name: "excel-nb", separator: 0x3B, byteOrderMark: true, isoDates: false, decimalPoint: 0x2C)
  /// What programs read: no mark, `,`, CRLF, ISO dates, decimal point.
  public static let rfc4180 = CSVDialect(
    name: "rfc4180", separator: 0x2C, byteOrderMark: false, isoDates: true, decimalPoint: 0x2E)

  /// Every dialect, the default first.
  public static let all = [excelNb, rfc4180]

  /// The dialect of a name, nil when there is none such.
  public init?(name: String) {
    guard let d = CSVDialect.all.first(where: { $0.name == name }) else { return nil }
    self = d
  }

  private init(name: String, separator: UInt8, byteOrderMark: Bool, isoDates: Bool, decimalPoint: UInt8) {
    self.name = name
    self.separator = separator
    self.byteOrderMark = byteOrderMark
    self.isoDates = isoDates
    self.decimalPoint = decimalPoint
  }

  /// The UTF-8 byte order mark.
  public static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

/// Writes CSV field by field into a `ByteWriter`. Every field ends in the
/// separator; `endRow` puts CRLF in the last one's place.
@frozen
public struct CSVRowWriter: ~Copyable, Sendable {
  /// What is written. Fields may be composed in it between `beginField` and `endField`.
  public var out: ByteWriter
  /// How fields are written.
  public let dialect: CSVDialect
  /// The dialect's separator and form of dates, at hand.
  public let separator: UInt8
  /// See `separator`.
  public let iso: Bool
  /// Rows ended.
  public private(set) var rows = 0

  /// An empty writer; `capacity` bytes are made room for at once.
  public init(dialect: CSVDialect, capacity: Int = 256) {
    self.dialect = dialect
    separator = dialect.separator
    iso = dialect.isoDates
    out = ByteWriter(capacity: capacity)
  }

  /// The byte order mark, in a dialect that has one.
  public mutating func beginFile() {
    if dialect.byteOrderMark { out.append(CSVDialect.mark) }
  }

  /// A field that is known to need no quoting: a code, or bytes made ready
  /// with `CSVRowWriter` in the same dialect.
  @inlinable @inline(__always)
  public mutating func field(plain bytes: UnsafeRawBufferPointer) {
    out.append(bytes)
    out.append(separator)
  }

  /// A text of our own tables, quoted where it must be.
  public mutating func field(trusted text: String) {
    let start = beginField()
    out.append(text: text)
    endField(from: start)
  }

  /// A text of our own tables, quoted where it must be.
  public mutating func field(trusted bytes: UnsafeRawBufferPointer) {
    let start = beginField()
    out.append(bytes)
    endField(from: start)
  }

  /// A text that comes from input: defused, then quoted where it must be.
  public mutating func field(input bytes: UnsafeRawBufferPointer) {
    let start = beginField()
    out.append(bytes)
    endField(from: start, input: true)
  }

  @inlinable @inline(__always)
  public mutating func field(int n: Int) {
    out.append(int: n)
    out.append(separator)
  }

  /// Hundredths with two decimals.
  public mutating func field(hundredths n: Int) {
    let start = beginField()
    out.append(hundredths: n, decimalPoint: dialect.decimalPoint)
    endField(from: start)
  }

  /// Millionths with as many decimals as needed.
  public mutating func field(millionths n: Int64, minimumDecimals: Int) {
    let start = beginField()
    out.append(millionths: n, decimalPoint: dialect.decimalPoint, minimumDecimals: minimumDecimals)
    endField(ownWordsFrom: start)
  }

  @inlinable @inline(__always)
  public mutating func field(year: Int, month: Int, day: Int) {
    out.append(year: year, month: month, day: day, iso: iso)
    out.append(separator)
  }

  @inlinable @inline(__always)
  public mutating func emptyField() { out.append(separator) }

  /// The place where a field that is composed in `out` begins.
  @inlinable @inline(__always)
  public mutating func beginField() -> Int { out.count }

  /// Ends a field composed in `out`.
  /// - Parameters:
  ///   - start: what `beginField` gave.
  ///   - input: whether it begins with text that comes from input, so that it
  ///     must not be run by a spreadsheet.
  @inlinable @inline(__always)
  public mutating func endField(from start: Int, input: Bool = false) {
    if input, start < out.count, CSVRowWriter.startsFormula(out[start]) {
      quote(from: start, defused: true)
    } else if out.holdsSpecial(from: start, separator: separator) {
      quote(from: start, defused: false)
    }
    out.append(separator)
  }

  /// Ends a field composed of text that comes from input and was looked at before.
  /// - Parameters:
  ///   - first: its first byte; 0 when it is empty.
  ///   - special: whether it holds the separator, a quote, CR or LF.
  @inlinable @inline(__always)
  public mutating func endField(from start: Int, first: UInt8, special: Bool) {
    let formula = CSVRowWriter.startsFormula(first)
    if formula || special { quote(from: start, defused: formula) }
    out.append(separator)
  }

  /// Ends a field composed of the program's own words, numbers and dates, which hold
  /// neither quotes nor line ends nor `;`: only another separator is looked for.
  @inlinable @inline(__always)
  public mutating func endField(ownWordsFrom start: Int) {
    if separator == 0x3B { out.append(separator) } else { endField(from: start) }
  }

  /// Ends the row; it must have a field.
  @inlinable @inline(__always)
  public mutating func endRow() {
    out.truncate(to: out.count &- 1)
    out.append(0x0D)
    out.append(0x0A)
    countRow()
  }

  @usableFromInline
  mutating func countRow() { rows += 1 }

  /// Empties what is written and the count of rows; the memory stays.
  public mutating func removeAll() {
    out.removeAll()
    rows = 0
  }

  /// A spreadsheet runs a cell that begins so (`formats.md`).
  @inlinable @inline(__always)
  static func startsFormula(_ c: UInt8) -> Bool {
    c == 0x3D || c == 0x2B || c == 0x2D || c == 0x40 || c == 0x09 || c == 0x0D
  }

  @inlinable @inline(__always)
  func isSpecial(_ c: UInt8) -> Bool {
    c == separator || c == 0x22 || c == 0x0D || c == 0x0A
  }

  /// Puts `'` before a field and quotes it, as far as it needs either.
  @inline(never) @usableFromInline
  mutating func quote(from start: Int, defused: Bool) {
    if defused {
      out.insertGap(1, at: start)
      out[start] = 0x27
    }
    var quotes = 0
    var special = false
    for i in start..<out.count {
      let c = out[i]
      if c == 0x22 { quotes += 1 }
      special = special || isSpecial(c)
    }
    guard special else { return }
    // From the end backwards: every byte moves to the right, none is overwritten unread.
    var from = out.count - 1
    out.reserve(quotes + 2)
    for _ in 0..<(quotes + 2) { out.append(0) }
    var to = out.count - 1
    out[to] = 0x22
    to -= 1
    while from >= start {
      let c = out[from]
      out[to] = c
      to -= 1
      if c == 0x22 {
        out[to] = 0x22
        to -= 1
      }
      from -= 1
    }
    out[start] = 0x22
  }
}
