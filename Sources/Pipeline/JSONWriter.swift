/// A small JSON writer that keeps the order in which it is told things, so that
/// a manifest's bytes depend on nothing but its content.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var first = true

  private mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { bytes.append(contentsOf: [0x20, 0x20]) }
  }

  private mutating func item(_ key: String?) {
    if !first { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { newline() }
    first = false
    if let key {
      string(key)
      bytes.append(contentsOf: [UInt8(ascii: ":"), 0x20])
    }
  }

  private mutating func nested(_ key: String?, _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    item(key)
    bytes.append(open)
    depth += 1
    first = true
    body(&self)
    depth -= 1
    if !first { newline() }
    bytes.append(close)
    first = false
  }

  mutating func object(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) {
    nested(key, UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  mutating func array(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) {
    nested(key, UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  mutating func value(_ key: String? = nil, _ v: String?) {
    item(key)
    if let v { string(v) } else { bytes.append(contentsOf: "null".utf8) }
  }

  mutating func value(_ key: String? = nil, _ v: Int) {
    item(key)
    bytes.append(contentsOf: String(v).utf8)
  }

  mutating func value(_ key: String? = nil, _ v: Bool) {
    item(key)
    bytes.append(contentsOf: (v ? "true" : "false").utf8)
  }

  /// An array of values that are JSON already, on one line: long rows of numbers.
  mutating func line(_ key: String? = nil, _ json: [String]) {
    item(key)
    bytes.append(contentsOf: "[\(json.joined(separator: ", "))]".utf8)
  }

  private mutating func string(_ s: String) {
    var s = s
    s.withUTF8 { string(UnsafeRawBufferPointer($0)) }
  }

  private mutating func string(_ s: UnsafeRawBufferPointer) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // Nearly every text of a manifest with thousands of files can stand as it is.
    if !s.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
      bytes.append(contentsOf: s)
      return
    }
    let hex = Array("0123456789abcdef".utf8)
    for b in s {
      switch b {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), b])
      case 0..<0x20, 0x7F:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: [hex[Int(b >> 4)], hex[Int(b & 15)]])
      default: bytes.append(b)
      }
    }
  }
}
