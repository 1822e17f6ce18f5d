import Glibc

/// The lines of an NDJSON text: one JSON value a line.
///
/// A line ends with LF, a CR before it aside; the last one may lack it. A JSON
/// string cannot hold a raw line break, so no line needs to be looked into to find its end. Blank
/// lines (nothing but JSON white space) are counted and passed over.
///
/// Whether a line is exactly one JSON value is for the caller's scanner to
/// tell: `JSONScanner(bytes, in: line.range)`, the value, `finish()`.
public struct NDJSONLines: IteratorProtocol, Sequence {
  /// One line.
  public struct Line: Equatable, Sendable {
    /// Its bytes without the line end, as offsets in the buffer.
    public var range: Range<Int>
    /// Its 1-based physical number in the file.
    public var number: Int

    /// - Parameters:
    ///   - range: offsets in the buffer, the line end not among them.
    ///   - number: 1-based.
    @inlinable
    public init(range: Range<Int>, number: Int) {
      self.range = range
      self.number = number
    }
  }

  @usableFromInline let bytes: UnsafeRawBufferPointer
  @usableFromInline let end: Int
  @usableFromInline var position: Int
  @usableFromInline var number: Int
  @usableFromInline let first: Int

  /// The lines of all of `bytes`.
  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.init(bytes, in: 0..<bytes.count, firstLine: 1)
  }

  /// The lines of a part of `bytes` that begins at a line's start.
  /// - Parameter firstLine: the 1-based number of that line.
  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>, firstLine: Int) {
    self.bytes = bytes
    let part = range.clamped(to: 0..<bytes.count)
    position = part.lowerBound
    end = part.upperBound
    number = firstLine
    first = firstLine
  }

  /// Line ends passed so far: all of them once `next()` has been nil.
  @inlinable public var lineFeeds: Int {
    // Beyond the end: the last line had none.
    number &- first &- (position > end ? 1 : 0)
  }

  /// The next line that is not blank; nil at the end.
  @inlinable
  public mutating func next() -> Line? {
    while position < end {
      let start = position
      var stop = NDJSONLines.lineEnd(bytes, start, end)
      let line = number
      position = stop &+ 1
      number &+= 1
      if stop > start && bytes[stop &- 1] == 0x0D { stop &-= 1 }
      var first = start
      while first < stop {
        let byte = bytes[first]
        if byte != 0x20 && byte != 0x09 && byte != 0x0D { return Line(range: start..<stop, number: line) }
        first &+= 1
      }
    }
    return nil
  }

  /// Where the line that holds `place` starts after it: the offset after the next LF, or the end. It
  /// gives the bounds for reading a file in parts.
  public static func nextStart(_ bytes: UnsafeRawBufferPointer, after place: Int) -> Int {
    let from = Swift.min(Swift.max(0, place), bytes.count)
    return Swift.min(bytes.count, lineEnd(bytes, from, bytes.count) + 1)
  }

  /// Offset of the next LF from `start`, or `end`.
  @usableFromInline
  static func lineEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
    guard start < end, let base = bytes.baseAddress else { return end }
    guard let found = memchr(base + start, 0x0A, end - start) else { return end }
    return UnsafeRawPointer(found) - base
  }
}
