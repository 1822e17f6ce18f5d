import Innlesing
import Tabular

/// A fault of the line itself, that no field can show.
enum LineFault: Sendable { case none, fewerFields, moreFields, strayQuote, brokenJSON, wrongShape }

/// One file of a drop in the making.
final class FileSink {
  let path: String
  let type: Inndatatype
  let shape: FileShape
  private(set) var rows = 0
  private var bytes: [UInt8] = []

  init(path: String, type: Inndatatype, shape: FileShape) {
    self.path = path
    self.type = type
    self.shape = shape
  }

  /// Writes a row as the file's shape wants it; `line` is scratch.
  func append(
    _ row: borrowing RowFields, _ line: inout ByteBlock, _ random: inout SeededRandom, fault: LineFault = .none
  ) {
    line.clear()
    if rows == 0 { begin(&line) }
    switch shape.format {
    case .csv: csv(row, &line, &random, fault)
    case .json, .ndjson: json(row, &line, &random, fault)
    }
    rows += 1
    bytes.append(contentsOf: line.bytes)
  }

  private func lineEnd(_ line: inout ByteBlock) {
    if shape.crlf { line.put(0x0D) }
    line.put(0x0A)
  }

  private func begin(_ line: inout ByteBlock) {
    switch shape.format {
    case .ndjson: break
    case .json: line.put("[")
    case .csv:
      if shape.mark { line.put([0xEF, 0xBB, 0xBF]) }
      for (i, h) in shape.header.enumerated() {
        if i > 0 { line.put(shape.delimiter) }
        h.withUnsafeBufferPointer { text($0, &line) }
      }
      lineEnd(&line)
    }
  }

  // MARK: CSV

  private func csv(
    _ row: borrowing RowFields, _ line: inout ByteBlock, _ random: inout SeededRandom, _ fault: LineFault
  ) {
    let start = line.count
    let last = fault == .fewerFields ? shape.columns.count - 1 : shape.columns.count
    for i in 0..<last {
      if i > 0 { line.put(shape.delimiter) }
      let c = shape.columns[i]
      if c == FileShape.merknad { continue }
      let b = row.bytes(c)
      let quote = needsQuotes(b) || (shape.varied && random.permille(25))
      if quote {
        quoted(b, &line)
      } else {
        text(b, &line)
      }
      if fault == .strayQuote, i == 0 {
        // Text after a closing quote.
        line.clear(to: start)
        line.put("\"a\"b")
      }
    }
    if fault == .moreFields {
      line.put(shape.delimiter)
      line.put("x")
    }
    lineEnd(&line)
  }

  private func quoted(_ b: UnsafeBufferPointer<UInt8>, _ line: inout ByteBlock) {
    line.put(0x22)
    var from = 0
    for i in 0..<b.count where b[i] == 0x22 {
      text(UnsafeBufferPointer(rebasing: b[from...i]), &line)
      line.put(0x22)
      from = i + 1
    }
    text(UnsafeBufferPointer(rebasing: b[from...]), &line)
    line.put(0x22)
  }

  private func needsQuotes(_ b: UnsafeBufferPointer<UInt8>) -> Bool {
    for x in b where x == shape.delimiter || x == 0x22 || x == 0x0A || x == 0x0D { return true }
    return false
  }

  /// Text in the file's encoding; Windows-1252 has all the letters that we use.
  private func text(_ b: UnsafeBufferPointer<UInt8>, _ line: inout ByteBlock) {
    guard shape.windows1252 else {
      line.put(b)
      return
    }
    var i = 0
    while i < b.count {
      if b[i] < 0x80 {
        line.put(b[i])
        i += 1
      } else if b[i] == 0xC2 || b[i] == 0xC3, i + 1 < b.count {
        line.put(b[i] == 0xC2 ? b[i + 1] : b[i + 1] | 0x40)
        i += 2
      } else {
        // The only other letter of ours is the dash.
        line.put(0x96)
        i += 3
      }
    }
  }

  // MARK: JSON

  private func json(
    _ row: borrowing RowFields, _ line: inout ByteBlock, _ random: inout SeededRandom, _ fault: LineFault
  ) {
    if shape.format == .json {
      if rows > 0 { line.put(",") }
      lineEnd(&line)
    }
    if fault == .wrongShape {
      line.put("[\"ikke et objekt\"]")
    } else {
      var first = true
      line.put("{")
      for (i, c) in shape.columns.enumerated() {
        let b = c == FileShape.merknad ? UnsafeBufferPointer(start: nil, count: 0) : row.bytes(c)
        // A key that an object lacks is empty.
        if b.isEmpty, random.permille(300) { continue }
        if !first { line.put(", ") }
        first = false
        shape.header[i].withUnsafeBufferPointer { string($0, &line) }
        line.put(": ")
        value(b, c, &line, &random)
      }
      // A line that breaks off is no JSON, and the lines after it are read.
      if fault == .brokenJSON, shape.format == .ndjson { line.put(",") } else { line.put("}") }
    }
    if shape.format == .ndjson { lineEnd(&line) }
  }

  private func value(
    _ b: UnsafeBufferPointer<UInt8>, _ column: Int, _ line: inout ByteBlock, _ random: inout SeededRandom
  ) {
    if b.isEmpty {
      if random.permille(500) { line.put("null") } else { line.put("\"\"") }
      return
    }
    if column >= 0 {
      switch type.kolonner[column].slag {
      case .boolsk where asBoolean(b, &random), .boolskEllerTom where asBoolean(b, &random):
        if b.count == 2 { line.put("true") } else { line.put("false") }
        return
      case .desimal, .heltall:
        let plain = b.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        if plain, b.count == 1 || b.first != 0x30, random.permille(400) {
          line.put(b)
          return
        }
      default: break
      }
    }
    string(b, &line)
  }

  /// Whether `Ja` or `Nei` is to be written as JSON's own true or false.
  private func asBoolean(_ b: UnsafeBufferPointer<UInt8>, _ random: inout SeededRandom) -> Bool {
    let known = b.count == 2 ? b[1] | 0x20 == 0x61 : b.count == 3 && b[2] | 0x20 == 0x69
    return known && random.permille(400)
  }

  private func string(_ b: UnsafeBufferPointer<UInt8>, _ line: inout ByteBlock) {
    line.put(0x22)
    var i = 0
    while i < b.count {
      let x = b[i]
      if x == 0x22 || x == 0x5C {
        line.put(0x5C)
        line.put(x)
        i += 1
      } else if shape.escapes, x == 0xC2 || x == 0xC3, i + 1 < b.count {
        let scalar = UInt16(x & 0x1F) << 6 | UInt16(b[i + 1] & 0x3F)
        let hex = Array("0123456789abcdef".utf8)
        line.put("\\u00")
        line.put(hex[Int(scalar >> 4 & 15)])
        line.put(hex[Int(scalar & 15)])
        i += 2
      } else {
        line.put(x)
        i += 1
      }
    }
    line.put(0x22)
  }

  /// The whole file's bytes; the sink is empty afterwards.
  func finish() throws(TabularError) -> [UInt8] {
    if shape.format == .json {
      if rows == 0 { bytes.append(0x5B) }
      bytes.append(contentsOf: [0x0A, 0x5D, 0x0A])
    }
    if !shape.lastLineEnd {
      while let l = bytes.last, l == 0x0A || l == 0x0D { bytes.removeLast() }
    }
    defer { bytes = [] }
    guard shape.gzip else { return bytes }
    return try FileSink.gzip(bytes)
  }

  static func gzip(_ bytes: [UInt8]) throws(TabularError) -> [UInt8] {
    let result = bytes.withUnsafeBytes { p in
      Result { () throws(TabularError) in
        let packed = try Deflater.deflateAll(p)
        return packed.withBytes { Array($0) }
      }
    }
    return try result.get()
  }
}
