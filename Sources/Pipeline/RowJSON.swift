import Tabular

/// Rows of any file as lines of JSON: a CSV row as an object of column -> string in
/// the file's column order, a JSON value as it stands.
enum RowJSON {
  /// The header's fields as JSON keys, quotes and colon included.
  static func keys(_ header: RawFile.Row) -> [[UInt8]] {
    names(header).map { name in
      var writer = ByteWriter()
      name.withUnsafeBytes { string($0, doubled: false, to: &writer) }
      writer.append(UInt8(ascii: ":"))
      return writer.bytes()
    }
  }

  /// The header's fields.
  static func names(_ header: RawFile.Row) -> [[UInt8]] {
    guard case .fields(let fields, let base) = header else { return [] }
    return fields.map { field in
      let raw = UnsafeRawBufferPointer(start: base + Int(field.start), count: Int(field.length))
      var name: [UInt8] = []
      var place = 0
      while place < raw.count {
        name.append(raw[place])
        place += field.escaped && raw[place] == 0x22 ? 2 : 1
      }
      return name
    }
  }

  /// Writes one row and its line end.
  static func write(_ row: RawFile.Row, keys: [[UInt8]], to writer: inout ByteWriter) {
    switch row {
    case .fields(let fields, let base):
      writer.append(UInt8(ascii: "{"))
      for i in 0..<min(fields.count, keys.count) {
        if i > 0 { writer.append(UInt8(ascii: ",")) }
        writer.append(keys[i])
        let field = fields[i]
        string(
          UnsafeRawBufferPointer(start: base + Int(field.start), count: Int(field.length)), doubled: field.escaped,
          to: &writer)
      }
      writer.append(UInt8(ascii: "}"))
    case .json(let bytes): value(bytes, to: &writer)
    }
    writer.append(UInt8(ascii: "\n"))
  }

  /// A JSON value byte for byte, the line breaks between its tokens aside: a string
  /// cannot hold a raw one, and no two tokens are held apart by white space alone.
  private static func value(_ bytes: UnsafeRawBufferPointer, to writer: inout ByteWriter) {
    var from = 0
    var end = bytes.count
    func isSpace(_ b: UInt8) -> Bool { b == 0x20 || b == 0x09 || b == 0x0A || b == 0x0D }
    while from < end, isSpace(bytes[from]) { from += 1 }
    while end > from, isSpace(bytes[end - 1]) { end -= 1 }
    var place = from
    while place < end {
      if bytes[place] == 0x0A || bytes[place] == 0x0D {
        writer.append(UnsafeRawBufferPointer(rebasing: bytes[from..<place]))
        from = place + 1
      }
      place += 1
    }
    writer.append(UnsafeRawBufferPointer(rebasing: bytes[from..<end]))
  }

  /// A JSON string of UTF-8 bytes.
  /// - Parameter doubled: two quotes stand for one.
  static func string(_ bytes: UnsafeRawBufferPointer, doubled: Bool, to writer: inout ByteWriter) {
    writer.append(UInt8(ascii: "\""))
    var from = 0
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte >= 0x20, byte != 0x22, byte != 0x5C, byte != 0x7F {
        place += 1
        continue
      }
      writer.append(UnsafeRawBufferPointer(rebasing: bytes[from..<place]))
      switch byte {
      case 0x22, 0x5C:
        writer.append(0x5C)
        writer.append(byte)
      case 0x0A: writer.literal("\\n")
      case 0x0D: writer.literal("\\r")
      case 0x09: writer.literal("\\t")
      default:
        writer.literal("\\u00")
        writer.append(hex(byte >> 4))
        writer.append(hex(byte & 15))
      }
      place += doubled && byte == 0x22 ? 2 : 1
      from = min(place, bytes.count)
    }
    writer.append(UnsafeRawBufferPointer(rebasing: bytes[from...]))
    writer.append(UInt8(ascii: "\""))
  }

  /// A JSON string of a text.
  static func string(_ text: String, to writer: inout ByteWriter) {
    var text = text
    text.withUTF8 { string(UnsafeRawBufferPointer($0), doubled: false, to: &writer) }
  }

  private static func hex(_ n: UInt8) -> UInt8 { n < 10 ? 0x30 + n : 0x57 + n }
}
