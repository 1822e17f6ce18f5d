/// Reads any file of rows without knowing what it holds: what `nir inspect` shows, and
/// how rows are counted where no type is needed.
///
/// The same scanners as the typed reading uses, so that what is accepted here is accepted there. Where
/// the bytes themselves are at fault (damaged gzip, a NUL, impossible text) the rows before
/// that place are still handed out.
public struct RawFile: ~Copyable {
  /// What the bytes tell before any row is read.
  public struct Shape: Equatable, Sendable {
    /// Bytes as they lie on disk.
    public var size = 0
    /// Bytes after inflating; the same as `size` for a plain file.
    public var textSize = 0
    public var isGzip = false
    /// gzip only: members read to their end.
    public var members = 0
    public var kind = FileKind.empty
    /// nil when the bytes are no text.
    public var encoding: TextEncoding?
    /// CSV only.
    public var delimiter: UInt8?
    /// Lines that end in CRLF and in LF alone.
    public var crlf = 0
    public var lf = 0
    /// What is wrong with the bytes; the rows before it are read.
    public var damage: TabularError?
    /// The bytes begin like another kind of file altogether.
    public var foreign: ForeignKind?
  }

  /// A fault of a row, or of the file.
  public enum Fault: Equatable, Sendable {
    /// The bytes: nothing after this place is read.
    case damage(TabularError)
    /// A quote that never closes.
    case unclosedQuote
    /// Text after a closing quote.
    case textAfterQuote
    /// A CSV row with another number of fields than the header.
    case fieldCount(fields: Int, header: Int)
    /// Not JSON; `at` is the 1-based byte of the line (NDJSON) or of the file's text.
    case json(JSONFault.Kind, at: Int)
  }

  /// A row, as it stands in the file.
  public enum Row {
    /// The fields of a CSV row, in the scanner's bytes; without the quotes around them.
    case fields(UnsafeBufferPointer<CSVField>, UnsafeRawPointer)
    /// A JSON value's bytes.
    case json(UnsafeRawBufferPointer)
  }

  public let shape: Shape
  /// What had to be decoded; empty where the input itself is the text.
  private let owned: ByteBuffer
  /// The text that can be read, after the byte order mark, as UTF-8.
  public let body: UnsafeRawBufferPointer

  /// Opens what lies in memory.
  /// - Parameters:
  ///   - bytes: the file's bytes; they must outlive this value.
  ///   - kind: overrides what the first bytes tell.
  ///   - limit: the most bytes that may come out of gzip.
  /// - Throws: `outOfMemory`; everything else is in `shape.damage`.
  public init(_ bytes: UnsafeRawBufferPointer, as kind: FileKind? = nil, limit: Int) throws(TabularError) {
    var shape = Shape()
    shape.size = bytes.count
    var owned = ByteBuffer()
    var text = bytes
    if Inflater.isGzip(bytes) {
      shape.isGzip = true
      (shape.members, shape.damage) = try Inflater.inflatePrefix(bytes, limit: limit, into: &owned)
      text = owned.unsafeBytes
    }
    shape.textSize = text.count
    let mark = TextEncoding.hasMark(text) ? 3 : 0
    shape.kind = kind ?? FileKind.sniff(UnsafeRawBufferPointer(rebasing: text[mark...]))
    shape.foreign = ForeignKind(text)
    do throws(TabularError) {
      switch shape.kind {
      case .json, .ndjson: shape.encoding = try TextEncoding.requireUTF8(text)
      case .csv, .empty: shape.encoding = try TextEncoding.detect(text)
      }
    } catch {
      // The rows before the first impossible byte can still be read.
      shape.damage = error
      let end =
        switch error {
        case .nulByte(let offset), .notText(let offset), .notUTF8(let offset): offset
        default: 0
        }
      text = UnsafeRawBufferPointer(rebasing: text[..<end])
    }
    // Of a file that is cut the part before the cut may be in either encoding.
    if shape.kind == .csv, mark == 0, UTF8Check.firstInvalid(text) != nil, Windows1252.firstUndefined(text) == nil {
      let utf8 = try Windows1252.decode(text)
      owned = ByteBuffer()
      try owned.reserve(utf8.count)
      utf8.withUnsafeBytes { owned.room.copyMemory(from: $0) }
      owned.advance(by: utf8.count)
      text = owned.unsafeBytes
    } else {
      text = UnsafeRawBufferPointer(rebasing: text[Swift.min(mark, text.count)...])
    }
    if shape.kind == .csv { shape.delimiter = sniffDelimiter(text) }
    shape.crlf = RawFile.countCRLF(text)
    shape.lf = SourcePosition.countLineFeeds(text) - shape.crlf
    self.shape = shape
    self.owned = owned
    body = text
  }

  private static func countCRLF(_ bytes: UnsafeRawBufferPointer) -> Int {
    var total = 0
    var place = 1
    while place < bytes.count {
      if bytes[place] == 0x0A && bytes[place - 1] == 0x0D { total &+= 1 }
      place &+= 1
    }
    return total
  }

  /// Goes through all rows.
  /// - Parameters:
  ///   - header: is handed a CSV file's header, with its line, before the rows.
  ///   - row: is handed each row with its physical line, or its ordinal in a JSON array.
  ///   - fault: is handed each fault with its line or ordinal (0: the file).
  public func forEachRow(
    header: (Row, Int) throws -> Void, row: (Row, Int) throws -> Void, fault: (Fault, Int) throws -> Void
  ) throws {
    switch shape.kind {
    case .csv: try csv(header, row, fault)
    case .ndjson: try lines(row, fault)
    case .json: try values(row, fault)
    case .empty: break
    }
    if let damage = shape.damage { try fault(.damage(damage), 0) }
  }

  private func csv(
    _ header: (Row, Int) throws -> Void, _ row: (Row, Int) throws -> Void, _ fault: (Fault, Int) throws -> Void
  ) throws {
    let bytes = body
    let delimiter = shape.delimiter ?? 0x3B
    var index = CSVIndex()
    index.build(bytes, delimiter: delimiter)
    // The header's fields are counted first: a row's fields are kept up to as many as it has.
    var counter = CSVScanner(bytes, delimiter: delimiter, firstLine: 1, maxFields: 1)
    var columns = 0
    if case .row(let fields) = counter.nextRow(index) { columns = fields }
    var scanner = CSVScanner(bytes, delimiter: delimiter, firstLine: 1, maxFields: Swift.max(1, columns))
    guard let base = bytes.baseAddress else { return }
    var isHeader = true
    while true {
      let next = scanner.nextRow(index)
      // Cut text ends in the middle of a row, which is no fault of that row.
      let isCut = shape.damage != nil && scanner.offset >= bytes.count && (bytes.last != 0x0A || next.isUnclosed)
      if isCut || (shape.damage != nil && next.isUnclosed) { return }
      switch next {
      case .end: return
      case .unclosedQuote(let line): try fault(.unclosedQuote, line)
      case .textAfterQuote(let line): try fault(.textAfterQuote, line)
      case .row(let fields):
        if !isHeader && fields != columns {
          try fault(.fieldCount(fields: fields, header: columns), scanner.rowLine)
          continue
        }
        let kept = UnsafeBufferPointer(start: scanner.fields, count: Swift.min(fields, scanner.maxFields))
        try (isHeader ? header : row)(.fields(kept, base), scanner.rowLine)
      }
      // A header that cannot be read leaves nothing to read the rows by.
      if isHeader && columns == 0 { return }
      isHeader = false
    }
  }

  private func lines(_ row: (Row, Int) throws -> Void, _ fault: (Fault, Int) throws -> Void) throws {
    let bytes = body
    var lines = NDJSONLines(bytes)
    while let line = lines.next() {
      if shape.damage != nil && line.range.upperBound == bytes.count { return }
      do throws(JSONFault) {
        try RawFile.check(bytes, line.range)
      } catch {
        try fault(.json(error.kind, at: error.offset - line.range.lowerBound + 1), line.number)
        continue
      }
      try row(.json(UnsafeRawBufferPointer(rebasing: bytes[line.range])), line.number)
    }
  }

  private func values(_ row: (Row, Int) throws -> Void, _ fault: (Fault, Int) throws -> Void) throws {
    let bytes = body
    guard FileKind.sniff(bytes) == .json else {
      // RFC 8259 allows any value as a text: one that is no array is one row.
      do throws(JSONFault) {
        try RawFile.check(bytes, 0..<bytes.count)
      } catch {
        if shape.damage == nil { try fault(.json(error.kind, at: error.offset + 1), 1) }
        return
      }
      if shape.damage == nil { try row(.json(bytes), 1) }
      return
    }
    var elements = JSONArrayElements(bytes)
    while true {
      let element: JSONElement?
      do throws(JSONFault) { element = try elements.next() } catch {
        if shape.damage == nil { try fault(.json(error.kind, at: error.offset + 1), elements.ordinal + 1) }
        return
      }
      guard let element else { return }
      try row(.json(UnsafeRawBufferPointer(rebasing: bytes[element.range])), element.ordinal)
    }
  }

  /// Checks that a part is one JSON value.
  private static func check(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) throws(JSONFault) {
    var scanner = JSONScanner(bytes, in: range)
    try scanner.skipValue()
    try scanner.finish()
  }
}

/// Kinds of files that senders take for text: told by their first bytes, so that a fault can
/// say what the file is rather than that it holds a NUL.
public enum ForeignKind: Equatable, Sendable {
  case utf16
  case utf32
  /// zip: also xlsx and docx.
  case zip
  case pdf
  /// The workbooks of before 2007.
  case oldOffice
  /// Compressed, but not by gzip.
  case otherCompression

  /// nil: nothing that is known here.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    func begins(_ start: [UInt8]) -> Bool { bytes.count >= start.count && bytes.prefix(start.count).elementsEqual(start) }
    if begins([0xFF, 0xFE, 0, 0]) || begins([0, 0, 0xFE, 0xFF]) {
      self = .utf32
    } else if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) {
      self = .utf16
    } else if begins([0x50, 0x4B, 0x03, 0x04]) || begins([0x50, 0x4B, 0x05, 0x06]) {
      self = .zip
    } else if begins(Array("%PDF-".utf8)) {
      self = .pdf
    } else if begins([0xD0, 0xCF, 0x11, 0xE0]) {
      self = .oldOffice
    } else if begins([0x42, 0x5A, 0x68]) || begins([0x28, 0xB5, 0x2F, 0xFD]) || begins([0xFD, 0x37, 0x7A, 0x58, 0x5A]) {
      self = .otherCompression
    } else if bytes.count >= 4, bytes[1] == 0, bytes[3] == 0, bytes[0] != 0, bytes[2] != 0 {
      self = .utf16
    } else if bytes.count >= 4, bytes[0] == 0, bytes[2] == 0, bytes[1] != 0, bytes[3] != 0 {
      self = .utf16
    } else {
      return nil
    }
  }
}

extension Inflater {
  /// Decodes as much of a file in memory as can be decoded: unlike `inflateAll`,
  /// what came out before a fault is kept, for showing it to a person.
  /// - Throws: `outOfMemory`.
  static func inflatePrefix(
    _ input: UnsafeRawBufferPointer, limit: Int, into buffer: inout ByteBuffer
  ) throws(TabularError) -> (members: Int, fault: TabularError?) {
    var inflater = try Inflater()
    var offset = 0
    while true {
      if buffer.capacity - buffer.count < 65_536 {
        try buffer.reserve(buffer.capacity + Swift.max(65_536, buffer.capacity / 2))
      }
      do throws(TabularError) {
        let step = try inflater.inflate(UnsafeRawBufferPointer(rebasing: input[offset...]), into: buffer.room)
        offset += step.consumed
        buffer.advance(by: step.produced)
        if buffer.count > limit { return (inflater.members, .tooLarge(limit: limit)) }
        guard offset == input.count && step.produced == 0 else { continue }
        try inflater.finish()
        return (inflater.members, nil)
      } catch {
        if error == .outOfMemory { throw error }
        // `cutShort` comes after the last call, which has told what it wrote.
        if error != .cutShort { buffer.advance(by: inflater.producedBeforeFault) }
        return (inflater.members, error)
      }
    }
  }
}
