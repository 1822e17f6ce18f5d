extension JSONScanner {
  // MARK: - Strings

  /// Reads the string whose opening quote stands at `position`.
  @inlinable @inline(__always)
  mutating func scanString() throws(JSONFault) -> JSONString {
    let start = position &+ 1
    var place = start
    // Blocks may reach beyond the scanner's part, never beyond the buffer.
    while place &+ 16 <= bytes.count {
      let lane = JSONScanner.firstSpecial(Lanes.load(bytes, place))
      place &+= lane
      if lane == 16 { continue }
      guard place < end, bytes[place] == UInt8(ascii: "\"") else { break }
      position = place &+ 1
      return JSONString(start: start, end: place, hasEscapes: false)
    }
    return try scanStringSlowly(start, place)
  }

  /// The first lane that ends a run of plain text in a string: a quote, a
  /// backslash or a control character; 16 when none does.
  @inlinable @inline(__always)
  static func firstSpecial(_ block: Lanes.Block) -> Int {
    Lanes.first(
      ((block .== Lanes.all(UInt8(ascii: "\""))) .| (block .== Lanes.all(UInt8(ascii: "\\"))))
        .| (block .< Lanes.all(0x20)))
  }

  /// Reads on from `place` in the string that starts at `start`: escapes, faults
  /// and the last bytes of the buffer.
  @usableFromInline @inline(never)
  mutating func scanStringSlowly(_ start: Int, _ from: Int) throws(JSONFault) -> JSONString {
    var place = from
    var hasEscapes = false
    while place < end {
      if place &+ 16 <= bytes.count {
        let lane = JSONScanner.firstSpecial(Lanes.load(bytes, place))
        place &+= lane
        if lane == 16 { continue }
        guard place < end else { break }
      }
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        position = place &+ 1
        return JSONString(start: start, end: place, hasEscapes: hasEscapes)
      }
      if byte < 0x20 { throw JSONFault(.controlCharacter, place) }
      if byte != UInt8(ascii: "\\") {
        place &+= 1
        continue
      }
      hasEscapes = true
      place = try JSONScanner.escape(bytes, place, end).end
    }
    throw JSONFault(.unexpectedEnd, end)
  }

  /// Reads the escape whose backslash stands at `place`: the code point that it
  /// stands for, and the offset after it (after both halves of a surrogate pair).
  static func escape(
    _ bytes: UnsafeRawBufferPointer, _ place: Int, _ end: Int
  ) throws(JSONFault) -> (scalar: UInt32, end: Int) {
    guard place &+ 1 < end else { throw JSONFault(.unexpectedEnd, end) }
    let letter = bytes[place &+ 1]
    let scalar: UInt32
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scalar = UInt32(letter)
    case UInt8(ascii: "b"): scalar = 0x08
    case UInt8(ascii: "f"): scalar = 0x0C
    case UInt8(ascii: "n"): scalar = 0x0A
    case UInt8(ascii: "r"): scalar = 0x0D
    case UInt8(ascii: "t"): scalar = 0x09
    case UInt8(ascii: "u"):
      let first = try hex(bytes, place, end)
      if first < 0xD800 || first > 0xDFFF { return (first, place &+ 6) }
      guard first < 0xDC00 else { throw JSONFault(.loneSurrogate, place) }
      let other = place &+ 6
      // Cut off here, the text is not wrong yet, only short.
      guard other < end else { throw JSONFault(.unexpectedEnd, end) }
      guard bytes[other] == UInt8(ascii: "\\") else { throw JSONFault(.loneSurrogate, place) }
      guard other &+ 1 < end else { throw JSONFault(.unexpectedEnd, end) }
      guard bytes[other &+ 1] == UInt8(ascii: "u") else { throw JSONFault(.loneSurrogate, place) }
      let second = try hex(bytes, other, end)
      guard second >= 0xDC00 && second <= 0xDFFF else { throw JSONFault(.loneSurrogate, place) }
      return (0x10000 &+ ((first & 0x3FF) &<< 10 | (second & 0x3FF)), other &+ 6)
    default:
      throw JSONFault(.malformedEscape, place)
    }
    return (scalar, place &+ 2)
  }

  /// The four hex digits after the `\u` at `place`.
  private static func hex(_ bytes: UnsafeRawBufferPointer, _ place: Int, _ end: Int) throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for digit in place &+ 2..<place &+ 6 {
      guard digit < end else { throw JSONFault(.unexpectedEnd, end) }
      let byte = bytes[digit]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value &<< 4 | UInt32(byte &- 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        value = value &<< 4 | UInt32((byte | 0x20) &- 0x57)
      default: throw JSONFault(.malformedEscape, place)
      }
    }
    return value
  }

  /// Appends the text of `string`, which this scanner (or one over the same
  /// buffer) gave, to `text` as UTF-8. `\u0000` becomes a NUL byte.
  /// - Throws: a fault only when the range is none that a scanner gave.
  public func unescape(_ string: JSONString, into text: inout [UInt8]) throws(JSONFault) {
    var place = Swift.max(0, string.start)
    let stop = Swift.min(string.end, bytes.count)
    guard place < stop else { return }
    if !string.hasEscapes {
      text.append(contentsOf: bytes[place..<stop])
      return
    }
    while place < stop {
      var run = place
      while run < stop && bytes[run] != UInt8(ascii: "\\") { run &+= 1 }
      text.append(contentsOf: bytes[place..<run])
      guard run < stop else { return }
      let escape = try JSONScanner.escape(bytes, run, stop)
      JSONScanner.append(escape.scalar, to: &text)
      place = escape.end
    }
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: (scalar &>> shift) & 0x3F) }
    switch scalar {
    case ..<0x80:
      text.append(UInt8(truncatingIfNeeded: scalar))
    case ..<0x800:
      text.append(0xC0 | UInt8(truncatingIfNeeded: scalar &>> 6))
      text.append(tail(0))
    case ..<0x10000:
      text.append(0xE0 | UInt8(truncatingIfNeeded: scalar &>> 12))
      text.append(tail(6))
      text.append(tail(0))
    default:
      text.append(0xF0 | UInt8(truncatingIfNeeded: scalar &>> 18))
      text.append(tail(12))
      text.append(tail(6))
      text.append(tail(0))
    }
  }

  // MARK: - Numbers and literals

  /// Reads a number; how large it is nobody asks here.
  /// - Throws: `wrongKind` or a fault.
  public mutating func number() throws(JSONFault) -> JSONNumber {
    let first = try next()
    let start = position
    var place = start
    guard first == UInt8(ascii: "-") || isDigit(place) else { throw wrongStart() }
    if first == UInt8(ascii: "-") { place &+= 1 }
    if place < end && bytes[place] == UInt8(ascii: "0") {
      place &+= 1
    } else {
      place = try digits(place)
    }
    var isInteger = true
    if place < end && bytes[place] == UInt8(ascii: ".") {
      isInteger = false
      place = try digits(place &+ 1)
    }
    if place < end && bytes[place] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      place &+= 1
      if place < end && (bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-")) { place &+= 1 }
      place = try digits(place)
    }
    guard isDelimiter(place) else { throw JSONFault(.malformedNumber, place) }
    position = place
    return JSONNumber(start: start, end: place, isInteger: isInteger)
  }

  @inline(__always)
  private func isDigit(_ place: Int) -> Bool {
    place < end && bytes[place] &- 0x30 < 10
  }

  /// Passes over one or more digits.
  @inline(__always)
  private func digits(_ from: Int) throws(JSONFault) -> Int {
    var place = from
    while isDigit(place) { place &+= 1 }
    guard place > from else { throw JSONFault(place < end ? .malformedNumber : .unexpectedEnd, place) }
    return place
  }

  /// Whether a number or literal may end before `place`: `12x` is a malformed
  /// number, not a number and something after it.
  @inlinable @inline(__always)
  func isDelimiter(_ place: Int) -> Bool {
    guard place < end else { return true }
    switch bytes[place] {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x0A, 0x0D, 0x09: return true
    default: return false
    }
  }

  /// Reads the four letters of `word` (the first in the lowest byte) at `position`.
  @inlinable @inline(__always)
  mutating func literal(_ word: UInt32) throws(JSONFault) {
    guard position &+ 4 <= end, isDelimiter(position &+ 4),
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)) == word
    else { throw badLiteral(word) }
    position &+= 4
  }

  /// The fault of a literal that is not `word`: cut short, or misspelt.
  @usableFromInline @inline(never)
  func badLiteral(_ word: UInt32) -> JSONFault {
    var place = position
    for shift in [0, 8, 16, 24] as [UInt32] {
      guard place < end else { return JSONFault(.unexpectedEnd, end) }
      guard bytes[place] == UInt8(truncatingIfNeeded: word &>> shift) else { break }
      place &+= 1
    }
    return JSONFault(.malformedLiteral, place)
  }
}
