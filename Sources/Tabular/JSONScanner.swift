/// Reads JSON (RFC 8259, nothing looser) by being asked for the next thing.
///
/// The caller walks the shape that it knows and gets ranges of the input; nothing is
/// copied or allocated. Everything is checked, what is skipped too, except that the
/// bytes are UTF-8 and hold no NUL: check that once for the whole file
/// (`TextEncoding.requireUTF8`).
///
///     var scanner = JSONScanner(bytes)
///     try scanner.enterObject()
///     while let key = try scanner.nextKey() {
///       // exactly one value is read for each key: string(), number(), ... or skipValue()
///     }
///     try scanner.finish()
///
/// After a fault the scanner's position says nothing. The bytes must outlive the scanner.
/// A value's methods (`string()` and so on) throw `wrongKind` without moving when
/// another kind of value stands there, so ask `peek()` first where several kinds are allowed.
public struct JSONScanner {
  /// The deepest nesting that is read, counted from where the scanner began.
  /// Deeper is a fault (`tooDeep`), never a crash: nothing here is recursive.
  public static let maxDepth = 512

  /// The whole buffer; all offsets count from its start.
  public let bytes: UnsafeRawBufferPointer
  /// Offset where the scanner's part ends.
  public let end: Int
  /// Offset of the next byte. May be set back to where a value began, at the same
  /// depth, to read it once more: see `Mark`.
  @usableFromInline var position: Int
  /// Objects and arrays entered and not left.
  @usableFromInline var depth = 0
  /// Whether the innermost object or array was entered just now, so that no comma comes first.
  @usableFromInline var isFirst = false

  /// A scanner over all of `bytes`.
  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    position = 0
    end = bytes.count
  }

  /// A scanner over a part of `bytes`; offsets still count from the start of `bytes`.
  /// A range beyond the buffer is cut to it.
  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    self.bytes = bytes
    let part = range.clamped(to: 0..<bytes.count)
    position = part.lowerBound
    end = part.upperBound
  }

  /// Offset of the next byte to be read.
  @inlinable public var offset: Int { position }

  /// A state of the scanner to come back to.
  public struct Mark {
    @usableFromInline var position: Int
    @usableFromInline var depth: Int
    @usableFromInline var isFirst: Bool

    @inlinable
    init(position: Int, depth: Int, isFirst: Bool) {
      self.position = position
      self.depth = depth
      self.isFirst = isFirst
    }
  }

  /// The state now. Taken before a value, it lets the caller leave off in the middle
  /// of it (a shape that it does not know), come back and `skipValue()` to learn whether it is JSON.
  @inlinable public var mark: Mark { Mark(position: position, depth: depth, isFirst: isFirst) }

  /// Goes back to `mark`, also after a fault.
  @inlinable
  public mutating func reset(to mark: Mark) {
    position = mark.position
    depth = mark.depth
    isFirst = mark.isFirst
  }

  // MARK: - White space and kinds

  /// Passes over white space. What is below 20 and no white space stays, and is a fault to whoever reads it.
  @inlinable @inline(__always)
  mutating func skipSpace() {
    while position < end {
      let byte = bytes[position]
      if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) { return }
      position &+= 1
    }
  }

  /// The next byte that is no white space.
  @inlinable @inline(__always)
  mutating func next() throws(JSONFault) -> UInt8 {
    skipSpace()
    guard position < end else { throw JSONFault(.unexpectedEnd, end) }
    return bytes[position]
  }

  /// The kind of the value that comes next, which is not read by this.
  /// - Throws: `unexpectedEnd`, `valueExpected`.
  @inlinable @inline(__always)
  public mutating func peek() throws(JSONFault) -> JSONKind {
    switch try next() {
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    default: throw JSONFault(.valueExpected, position)
    }
  }

  /// The fault of a value that does not begin as it should: another kind, or none.
  @usableFromInline @inline(never)
  func wrongStart() -> JSONFault {
    var other = self
    do {
      _ = try other.peek()
      return JSONFault(.wrongKind, position)
    } catch {
      return error
    }
  }

  // MARK: - Objects and arrays

  /// Enters the object that comes next; then ask `nextKey()`.
  /// - Throws: `wrongKind`, `tooDeep` or a fault.
  @inlinable @inline(__always)
  public mutating func enterObject() throws(JSONFault) {
    guard try next() == UInt8(ascii: "{") else { throw wrongStart() }
    try enter()
  }

  /// Enters the array that comes next; then ask `nextElement()`.
  /// - Throws: `wrongKind`, `tooDeep` or a fault.
  @inlinable @inline(__always)
  public mutating func enterArray() throws(JSONFault) {
    guard try next() == UInt8(ascii: "[") else { throw wrongStart() }
    try enter()
  }

  @inlinable @inline(__always)
  mutating func enter() throws(JSONFault) {
    guard depth < JSONScanner.maxDepth else { throw JSONFault(.tooDeep, position) }
    depth &+= 1
    position &+= 1
    isFirst = true
  }

  @inlinable @inline(__always)
  mutating func leave() {
    depth &-= 1
    position &+= 1
    isFirst = false
  }

  /// The next key of the innermost object, which must be the one that was entered last; nil: the object
  /// is at its end and left. The value before must have been read.
  /// - Throws: a fault.
  @inlinable
  public mutating func nextKey() throws(JSONFault) -> JSONString? {
    var byte = try next()
    if byte == UInt8(ascii: "}") {
      leave()
      return nil
    }
    if isFirst {
      isFirst = false
    } else {
      guard byte == UInt8(ascii: ",") else { throw JSONFault(.commaExpected, position) }
      position &+= 1
      byte = try next()
    }
    guard byte == UInt8(ascii: "\"") else { throw JSONFault(.keyExpected, position) }
    let key = try scanString()
    guard try next() == UInt8(ascii: ":") else { throw JSONFault(.colonExpected, position) }
    position &+= 1
    return key
  }

  /// Whether the innermost array, which must be the one that was entered last, has a further element,
  /// which then comes next; if not, the array is left. The element before must have been read.
  /// - Throws: a fault.
  @inlinable @inline(__always)
  public mutating func nextElement() throws(JSONFault) -> Bool {
    let byte = try next()
    if byte == UInt8(ascii: "]") {
      leave()
      return false
    }
    if isFirst {
      isFirst = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw JSONFault(.commaExpected, position) }
    position &+= 1
    // A bracket here is a comma too many; any other wrong byte is found by whoever reads the value.
    guard try next() != UInt8(ascii: "]") else { throw JSONFault(.valueExpected, position) }
    return true
  }

  /// Checks that nothing but white space is left.
  /// - Throws: `textAfterValue`.
  @inlinable
  public mutating func finish() throws(JSONFault) {
    skipSpace()
    guard position == end else { throw JSONFault(.textAfterValue, position) }
  }

  // MARK: - Values

  /// Reads a string.
  /// - Throws: `wrongKind` or a fault.
  @inlinable
  public mutating func string() throws(JSONFault) -> JSONString {
    guard try next() == UInt8(ascii: "\"") else { throw wrongStart() }
    return try scanString()
  }

  /// Reads `true` or `false`.
  /// - Throws: `wrongKind` or a fault.
  @inlinable
  public mutating func bool() throws(JSONFault) -> Bool {
    switch try next() {
    case UInt8(ascii: "t"):
      try literal(0x6575_7274)
      return true
    case UInt8(ascii: "f"):
      // `false` without its first letter.
      position &+= 1
      try literal(0x6573_6C61)
      return false
    default: throw wrongStart()
    }
  }

  /// Reads `null`.
  /// - Throws: `wrongKind` or a fault.
  @inlinable
  public mutating func null() throws(JSONFault) {
    guard try next() == UInt8(ascii: "n") else { throw wrongStart() }
    try literal(0x6C6C_756E)
  }

  /// Reads a value of any kind and checks all of it.
  /// - Throws: a fault.
  public mutating func skipValue() throws(JSONFault) {
    var level = 0
    // Whether each open level is an object, the innermost in the lowest bit; full words are laid aside.
    var objects: UInt64 = 0
    var outer = SIMD8<UInt64>()
    value: while true {
      switch try next() {
      case UInt8(ascii: "\""):
        _ = try scanString()
      case UInt8(ascii: "{"):
        try enter()
        if level & 63 == 0 && level > 0 { outer[level &>> 6 &- 1] = objects }
        objects = objects &<< 1 | 1
        level &+= 1
      case UInt8(ascii: "["):
        try enter()
        if level & 63 == 0 && level > 0 { outer[level &>> 6 &- 1] = objects }
        objects = objects &<< 1
        level &+= 1
      case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try bool()
      case UInt8(ascii: "n"): try null()
      default: _ = try number()
      }
      while level > 0 {
        if objects & 1 == 1 {
          if try nextKey() != nil { continue value }
        } else {
          if try nextElement() { continue value }
        }
        level &-= 1
        objects = level & 63 == 0 && level > 0 ? outer[level &>> 6 &- 1] : objects &>> 1
      }
      return
    }
  }
}
