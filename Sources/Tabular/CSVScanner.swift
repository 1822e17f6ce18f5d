/// One field of a row: a range of the block's bytes, quotes left out.
@frozen
public struct CSVField: Sendable {
  public var start: UInt32
  public var length: UInt32
  /// Stood in quotes.
  public var quoted: Bool
  /// Holds doubled quotes, which stand for one each.
  public var escaped: Bool
  @inlinable public init(start: UInt32, length: UInt32, quoted: Bool, escaped: Bool) {
    self.start = start
    self.length = length
    self.quoted = quoted
    self.escaped = escaped
  }
}

/// What the scanner found.
public enum CSVRow: Sendable, Equatable {
  /// A row of so many fields. Only the first `maxFields` are kept.
  case row(fields: Int)
  /// A quote that never closes, opened on this physical line. The scan goes on
  /// after that line, so that the rest of the file is not swallowed.
  case unclosedQuote(line: Int)
  /// Text after a closing quote; the row is passed over to the end of the line on which
  /// the quote opened.
  case textAfterQuote(line: Int)
  case end

  /// Whether a quote was opened that does not close in the block.
  public var isUnclosed: Bool {
    if case .unclosedQuote = self { return true }
    return false
  }
}

/// Cuts a block of CSV (RFC 4180) into rows and fields. Quotes count only at the
/// beginning of a field; CRLF and LF may be mixed; blank lines are passed over;
/// the last line needs no line end. It owns no bytes and allocates nothing a row.
public struct CSVScanner: ~Copyable {
  @usableFromInline let base: UnsafeRawPointer
  @usableFromInline let count: Int
  @usableFromInline let delimiter: UInt8
  @usableFromInline var next: Int
  @usableFromInline var start: Int
  /// Physical line of the next byte, from 1.
  public private(set) var line: Int
  /// Physical line on which the row last given starts.
  public private(set) var rowLine = 0
  /// Where the row last given starts, in the block.
  public private(set) var rowStart = 0
  /// The fields of the row last given.
  public let fields: UnsafeMutablePointer<CSVField>
  public let maxFields: Int

  /// - Parameters:
  ///   - bytes: the block; must outlive the scanner.
  ///   - firstLine: physical line of the first byte.
  ///   - maxFields: how many fields of a row are kept.
  public init(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8, firstLine: Int, maxFields: Int) {
    base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
    count = bytes.count
    self.delimiter = delimiter
    next = 0
    start = 0
    line = firstLine
    self.maxFields = max(1, maxFields)
    fields = .allocate(capacity: self.maxFields)
  }

  deinit { fields.deallocate() }

  @inline(__always)
  private func byte(_ i: Int) -> UInt8 { base.load(fromByteOffset: i, as: UInt8.self) }

  /// Where the next row begins, in the block.
  public var offset: Int { start }

  /// The place among the index's positions of the next row's first.
  public var nextPosition: Int { next }

  /// The block.
  public var block: (base: UnsafeRawPointer, count: Int) { (base, count) }

  /// Steps over rows that their reader has cut: each of as many positions, without a quote among them.
  /// - Parameters:
  ///   - rows: how many; each is one physical line.
  ///   - position: the place among the index's positions of the next row's first.
  ///   - offset: where the next row begins, in the block.
  public mutating func skipPlain(rows: Int, position: Int, offset: Int) {
    next = position
    line &+= rows
    start = offset
  }

  /// Bytes of the row read last, without its line end.
  public var rowLength: Int {
    var end = start
    if end > rowStart, byte(end &- 1) == 0x0A { end &-= 1 }
    if end > rowStart, byte(end &- 1) == 0x0D { end &-= 1 }
    return end &- rowStart
  }

  /// The next row, with its fields in `fields`.
  public mutating func nextRow(_ index: borrowing CSVIndex) -> CSVRow {
    while true {
      if start >= count { return .end }
      rowStart = start
      rowLine = line
      var n = 0
      var fieldStart = start
      rad: while true {
        if fieldStart < count, byte(fieldStart) == 0x22 {
          // A quoted field.
          let opened = line
          let openedNext = next
          var escaped = false
          next &+= 1  // the opening quote
          var closing = -1
          while next < index.count {
            let p = index[next]
            let c = byte(p)
            if c == 0x22 {
              if p &+ 1 < count, byte(p &+ 1) == 0x22 {
                escaped = true
                next &+= 2
                continue
              }
              closing = p
              next &+= 1
              break
            }
            if c == 0x0A { line &+= 1 }
            next &+= 1
          }
          if closing < 0 {
            recover(from: openedNext, line: opened, index)
            return .unclosedQuote(line: opened)
          }
          if n < maxFields {
            fields[n] = CSVField(
              start: UInt32(truncatingIfNeeded: fieldStart &+ 1),
              length: UInt32(truncatingIfNeeded: closing &- fieldStart &- 1), quoted: true, escaped: escaped)
          }
          n &+= 1
          var after = closing &+ 1
          if after < count, byte(after) == delimiter {
            next &+= 1
            fieldStart = after &+ 1
            continue rad
          }
          if after < count, byte(after) == 0x0D, after &+ 1 == count || byte(after &+ 1) == 0x0A { after &+= 1 }
          if after >= count {
            start = count
            break rad
          }
          if byte(after) == 0x0A {
            next &+= 1
            line &+= 1
            start = after &+ 1
            break rad
          }
          // Over several lines it is the opening quote that is stray, and what follows its line are rows.
          if line == opened { skipLine(index) } else { recover(from: openedNext, line: opened, index) }
          return .textAfterQuote(line: opened)
        }
        // An unquoted field: to the next delimiter or line end. Quotes inside are text.
        var p = count
        var c: UInt8 = 0x0A
        while next < index.count {
          p = index[next]
          c = byte(p)
          if c != 0x22 { break }
          next &+= 1
          p = count
          c = 0x0A
        }
        if p < count, c == delimiter {
          if n < maxFields {
            fields[n] = CSVField(
              start: UInt32(truncatingIfNeeded: fieldStart), length: UInt32(truncatingIfNeeded: p &- fieldStart),
              quoted: false, escaped: false)
          }
          n &+= 1
          next &+= 1
          fieldStart = p &+ 1
          continue rad
        }
        // Line end or end of block.
        var end = p
        if end > fieldStart, byte(end &- 1) == 0x0D { end &-= 1 }
        if n < maxFields {
          fields[n] = CSVField(
            start: UInt32(truncatingIfNeeded: fieldStart), length: UInt32(truncatingIfNeeded: end &- fieldStart),
            quoted: false, escaped: false)
        }
        n &+= 1
        if p < count {
          next &+= 1
          line &+= 1
          start = p &+ 1
        } else {
          start = count
        }
        break rad
      }
      // A blank line is no row.
      if n == 1, !fields[0].quoted, isBlank(fields[0]) { continue }
      return .row(fields: n)
    }
  }

  private func isBlank(_ f: CSVField) -> Bool {
    for i in Int(f.start)..<(Int(f.start) + Int(f.length)) {
      let c = byte(i)
      if c != 0x20 && c != 0x09 { return false }
    }
    return true
  }

  /// Goes on after the end of the line that position `next` stands on.
  private mutating func skipLine(_ index: borrowing CSVIndex) {
    while next < index.count {
      let p = index[next]
      next &+= 1
      if byte(p) == 0x0A {
        line &+= 1
        start = p &+ 1
        return
      }
    }
    start = count
  }

  private mutating func recover(from position: Int, line opened: Int, _ index: borrowing CSVIndex) {
    next = position
    line = opened
    skipLine(index)
  }

  /// The bytes of a field as they stand (doubled quotes still doubled).
  @inlinable
  public func bytes(_ f: CSVField) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + Int(f.start), count: Int(f.length))
  }
}

/// Tells the delimiter of a header line: the one of `;`, `,` and tab that stands
/// most often outside quotes; `;` when none does.
public func sniffDelimiter(_ bytes: UnsafeRawBufferPointer) -> UInt8 {
  var n: (semikolon: Int, komma: Int, tab: Int) = (0, 0, 0)
  var quoted = false
  var blank = true
  for c in bytes {
    if c == 0x0A, !quoted {
      // Blank lines before the header are no header; one of a single column is.
      if !blank { break }
      n = (0, 0, 0)
      continue
    }
    if c != 0x20 && c != 0x09 && c != 0x0D { blank = false }
    if c == 0x22 { quoted.toggle() }
    if quoted { continue }
    if c == 0x3B { n.semikolon += 1 }
    if c == 0x2C { n.komma += 1 }
    if c == 0x09 { n.tab += 1 }
  }
  if n.tab > n.semikolon && n.tab >= n.komma { return 0x09 }
  return n.komma > n.semikolon ? 0x2C : 0x3B
}
