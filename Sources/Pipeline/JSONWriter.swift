import Tabular

/// A small JSON writer that keeps the order in which it is told things, so that
/// a manifest's bytes depend on nothing but its content.
struct JSONWriter: ~Copyable {
  private var out = ByteWriter()
  private var depth = 0
  private var first = true

  init() {}

  /// For the items of an array so deep inside others that someone else writes (`items`).
  init(itemsAtDepth depth: Int) { self.depth = depth }

  /// Items of an array that were written before; at the same depth.
  mutating func items(_ written: [UInt8]) {
    if written.isEmpty { return }
    if !first { out.append(UInt8(ascii: ",")) }
    first = false
    out.append(written)
  }

  /// What is written.
  var bytes: [UInt8] { out.bytes() }

  /// Ends the text with a line end.
  mutating func endLine() { out.append(UInt8(ascii: "\n")) }

  private mutating func newline() {
    out.append(UInt8(ascii: "\n"))
    var spaces = 2 * depth
    while spaces > 0 {
      out.append(SIMD16(repeating: 0x20), min(spaces, 16))
      spaces -= 16
    }
  }

  private mutating func item(_ key: String?) {
    if !first { out.append(UInt8(ascii: ",")) }
    if depth > 0 { newline() }
    first = false
    if let key {
      string(key)
      out.literal(": ")
    }
  }

  private mutating func nested(_ key: String?, _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    item(key)
    out.append(open)
    depth += 1
    first = true
    body(&self)
    depth -= 1
    if !first { newline() }
    out.append(close)
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
    if let v { string(v) } else { out.literal("null") }
  }

  mutating func value(_ key: String? = nil, _ v: Int) {
    item(key)
    out.append(int: v)
  }

  mutating func value(_ key: String? = nil, _ v: Bool) {
    item(key)
    if v { out.literal("true") } else { out.literal("false") }
  }

  /// An array of values that are JSON already, on one line: long rows of numbers.
  mutating func line(_ key: String? = nil, _ json: [String]) {
    item(key)
    out.append(text: "[\(json.joined(separator: ", "))]")
  }

  private mutating func string(_ s: String) {
    var s = s
    s.withUTF8 { string(UnsafeRawBufferPointer($0)) }
  }

  private mutating func string(_ s: UnsafeRawBufferPointer) {
    out.append(UInt8(ascii: "\""))
    // Nearly every text of a manifest with thousands of files can stand as it is.
    if JSONWriter.isPlain(s) { out.append(s) } else { escaped(s) }
    out.append(UInt8(ascii: "\""))
  }

  /// Whether no byte of a text must be written otherwise.
  private static func isPlain(_ s: UnsafeRawBufferPointer) -> Bool {
    var i = 0
    var special: UInt64 = 0
    while i + 8 <= s.count {
      special |= JSONWriter.special(s.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      i += 8
    }
    var rest: UInt64 = 0x2020_2020_2020_2020
    while i < s.count {
      rest = rest << 8 | UInt64(s[i])
      i += 1
    }
    return (special | JSONWriter.special(rest)) == 0
  }

  /// Of eight bytes the high bits of those below 0x20, of quotes, backslashes and 0x7F, and
  /// perhaps of some behind these.
  private static func special(_ w: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = w ^ (ones &* 0x22)
    let slashes = w ^ (ones &* 0x5C)
    let deletes = w ^ (ones &* 0x7F)
    let below = (w &- ones &* 0x20) & ~w
    let found = ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | ((deletes &- ones) & ~deletes)
    return (below | found) & (ones &* 0x80)
  }

  private mutating func escaped(_ s: UnsafeRawBufferPointer) {
    func hex(_ n: UInt8) -> UInt8 { n < 10 ? n + UInt8(ascii: "0") : n - 10 + UInt8(ascii: "a") }
    for b in s {
      switch b {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        out.append(UInt8(ascii: "\\"))
        out.append(b)
      case 0..<0x20, 0x7F:
        out.literal("\\u00")
        out.append(hex(b >> 4))
        out.append(hex(b & 15))
      default: out.append(b)
      }
    }
  }
}
