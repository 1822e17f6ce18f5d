/// What kind of rows a file holds, told by its first bytes and never by its name.
public enum FileKind: Equatable, Sendable {
  /// One JSON array of objects.
  case json
  /// One JSON object a line.
  case ndjson
  /// A header line and rows, separated by commas, semicolons or tabs.
  case csv
  /// No bytes, or nothing but white space.
  case empty

  /// Tells the kind from the bytes after a byte order mark: `[` begins an array, `{` the first
  /// line of NDJSON, anything else a CSV header. JSON white space before it is passed over;
  /// so hand in all there is when the first chunk is blank.
  ///
  /// A single object that is laid out over several lines begins with `{` too.
  /// It is read as NDJSON and its lines are faults: "an object a line" is the
  /// format, and a file of one object can as well be written so.
  public static func sniff(_ first: UnsafeRawBufferPointer) -> FileKind {
    for byte in first {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      case UInt8(ascii: "["): return .json
      case UInt8(ascii: "{"): return .ndjson
      default: return .csv
      }
    }
    return .empty
  }
}
