/// The first place where bytes are not the JSON that was asked for.
public struct JSONFault: Error, Equatable, Sendable {
  /// What is wrong there.
  public enum Kind: UInt8, Equatable, Sendable, CaseIterable {
    /// The text ends inside a value, or before one.
    case unexpectedEnd
    /// No value begins with this byte.
    case valueExpected
    /// A key (a string) or the object's end belongs here; after a comma, only a key.
    case keyExpected
    /// `:` belongs here.
    case colonExpected
    /// `,` or the end of the object or array belongs here.
    case commaExpected
    /// Not a number by RFC 8259: a leading zero or plus, no digit where one must stand.
    case malformedNumber
    /// Not `true`, `false` or `null`, spelt so.
    case malformedLiteral
    /// A backslash and something that RFC 8259 does not have after it.
    case malformedEscape
    /// `\uD800`-`\uDFFF` that is not one half of a pair. The grammar has it, but it
    /// stands for no character and cannot be written as UTF-8.
    case loneSurrogate
    /// A byte below 20 inside a string.
    case controlCharacter
    /// Something other than white space after the value.
    case textAfterValue
    /// More levels than `JSONScanner.maxDepth`.
    case tooDeep
    /// JSON, but not of the kind that the caller asked for. Offset: the value's first byte.
    case wrongKind
  }

  /// What is wrong.
  public var kind: Kind
  /// Byte offset, from 0, in the buffer that the scanner was made over.
  public var offset: Int

  /// A fault of `kind` at the byte `offset`.
  @inlinable
  public init(_ kind: Kind, _ offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}

/// The kinds of JSON values, as their first byte tells them.
public enum JSONKind: UInt8, Equatable, Sendable {
  /// `{`
  case object
  /// `[`
  case array
  /// `"`
  case string
  /// `-` or a digit.
  case number
  /// `true` or `false`.
  case bool
  /// `null`
  case null
}

/// A string of the input as it stands there: a range of bytes, nothing copied.
public struct JSONString: Equatable, Sendable {
  /// Offset of the first byte after the opening quote.
  public var start: Int
  /// Offset of the closing quote.
  public var end: Int
  /// Whether the bytes hold escapes; without, they are the text itself.
  public var hasEscapes: Bool

  /// A string as a scanner found it; offsets in the scanner's buffer.
  @inlinable
  public init(start: Int, end: Int, hasEscapes: Bool) {
    self.start = start
    self.end = end
    self.hasEscapes = hasEscapes
  }

  /// The bytes between the quotes, as offsets in the scanner's buffer.
  @inlinable public var range: Range<Int> { start..<end }

  /// The raw bytes between the quotes; `bytes` is the scanner's buffer.
  @inlinable
  public func raw(in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }
}

/// A number of the input as it stands there.
public struct JSONNumber: Equatable, Sendable {
  /// Offset of the first byte (a digit or `-`).
  public var start: Int
  /// Offset after the last byte.
  public var end: Int
  /// Whether it has neither a fraction nor an exponent.
  public var isInteger: Bool

  /// A number as a scanner found it; offsets in the scanner's buffer.
  @inlinable
  public init(start: Int, end: Int, isInteger: Bool) {
    self.start = start
    self.end = end
    self.isInteger = isInteger
  }

  /// The number's bytes, as offsets in the scanner's buffer.
  @inlinable public var range: Range<Int> { start..<end }

  /// The number's bytes; `bytes` is the scanner's buffer.
  @inlinable
  public func raw(in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }
}
