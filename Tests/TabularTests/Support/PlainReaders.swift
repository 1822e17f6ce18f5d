@testable import Tabular

/// JSON by RFC 8259 in the plainest way: recursive, a byte at a time. It
/// shares no line with `JSONScanner`, whose answers are held against it.
struct PlainJSON {
  private let text: [UInt8]
  private var place = 0

  /// Whether `text` is one JSON value, with the two rules of the house: no lone surrogates, and at most `maxDepth` levels.
  static func accepts(_ text: [UInt8]) -> Bool {
    var reader = PlainJSON(text: text)
    reader.space()
    guard reader.value(0) else { return false }
    reader.space()
    return reader.place == text.count
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  private var byte: UInt8? { place < text.count ? text[place] : nil }

  private mutating func eat(_ character: Character) -> Bool {
    guard byte == character.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func space() {
    while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
  }

  private mutating func value(_ depth: Int) -> Bool {
    if eat("\"") { return string() }
    if eat("{") { return depth < JSONScanner.maxDepth && members(depth + 1) }
    if eat("[") { return depth < JSONScanner.maxDepth && elements(depth + 1) }
    for word in ["true", "false", "null"] where text[place...].starts(with: word.utf8) {
      place += word.utf8.count
      return true
    }
    return number()
  }

  private mutating func members(_ depth: Int) -> Bool {
    space()
    if eat("}") { return true }
    while true {
      space()
      guard eat("\""), string() else { return false }
      space()
      guard eat(":") else { return false }
      space()
      guard value(depth) else { return false }
      space()
      if eat("}") { return true }
      guard eat(",") else { return false }
    }
  }

  private mutating func elements(_ depth: Int) -> Bool {
    space()
    if eat("]") { return true }
    while true {
      space()
      guard value(depth) else { return false }
      space()
      if eat("]") { return true }
      guard eat(",") else { return false }
    }
  }

  private mutating func digits() -> Bool {
    let start = place
    while let byte, (0x30...0x39).contains(byte) { place += 1 }
    return place > start
  }

  private mutating func number() -> Bool {
    _ = eat("-")
    if !eat("0") {
      guard digits() else { return false }
    }
    if eat(".") {
      guard digits() else { return false }
    }
    if eat("e") || eat("E") {
      _ = eat("+") || eat("-")
      guard digits() else { return false }
    }
    return true
  }

  private mutating func string() -> Bool {
    while let byte {
      place += 1
      if byte == 0x22 { return true }
      if byte < 0x20 { return false }
      if byte != 0x5C { continue }
      guard let letter = self.byte else { return false }
      place += 1
      if letter != UInt8(ascii: "u") {
        guard "\"\\/bfnrt".utf8.contains(letter) else { return false }
        continue
      }
      guard let first = hex() else { return false }
      if (0xDC00...0xDFFF).contains(first) { return false }
      guard (0xD800...0xDBFF).contains(first) else { continue }
      guard eat("\\"), eat("u"), let second = hex(), (0xDC00...0xDFFF).contains(second) else { return false }
    }
    return false
  }

  private mutating func hex() -> Int? {
    guard place + 4 <= text.count else { return nil }
    var value = 0
    for _ in 0..<4 {
      guard let digit = Character(UnicodeScalar(text[place])).hexDigitValue, text[place] < 0x80 else { return nil }
      value = value * 16 + digit
      place += 1
    }
    return value
  }
}

/// UTF-8 by decoding: the value must be the shortest form, no surrogate, and at most U+10FFFF.
enum PlainUTF8 {
  /// The start of the first ill-formed sequence; nil: none.
  static func firstInvalid(_ text: [UInt8]) -> Int? {
    var place = 0
    while place < text.count {
      let lead = text[place]
      let length: Int
      let least: UInt32
      switch lead {
      case 0...0x7F: (length, least) = (1, 0)
      case 0xC0...0xDF: (length, least) = (2, 0x80)
      case 0xE0...0xEF: (length, least) = (3, 0x800)
      case 0xF0...0xF7: (length, least) = (4, 0x10000)
      default: return place
      }
      guard place + length <= text.count else { return place }
      var scalar = UInt32(length == 1 ? lead : lead & (0xFF >> UInt8(length + 1)))
      for next in text[(place + 1)..<(place + length)] {
        guard next >= 0x80 && next < 0xC0 else { return place }
        scalar = scalar << 6 | UInt32(next & 0x3F)
      }
      guard scalar >= least && scalar <= 0x10FFFF && !(0xD800...0xDFFF).contains(scalar) else { return place }
      place += length
    }
    return nil
  }
}
