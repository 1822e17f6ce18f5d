/// One element of a JSON array that is a file's whole text.
public struct JSONElement: Equatable, Sendable {
  /// Its bytes from first to last, without white space around, as offsets in the buffer.
  public var range: Range<Int>
  /// Its 1-based place in the array.
  public var ordinal: Int

  @inlinable
  public init(range: Range<Int>, ordinal: Int) {
    self.range = range
    self.ordinal = ordinal
  }
}

/// The elements of a JSON array, each read and checked whole before it is handed out.
///
/// An array that breaks off or has a fault: the elements before it are handed
/// out, then `next()` throws. The rest of the file is one faulty element, whose ordinal is `ordinal + 1`.
/// Text after the closing bracket is such a fault too.
public struct JSONArrayElements {
  private var scanner: JSONScanner
  private var state = State.before
  /// Elements handed out so far.
  public private(set) var ordinal = 0

  private enum State {
    case before
    case inside
    case after
    case failed(JSONFault)
  }

  /// The elements of the array that `bytes` are, from `start` (after a byte order mark).
  public init(_ bytes: UnsafeRawBufferPointer, from start: Int = 0) {
    scanner = JSONScanner(bytes, in: Swift.min(Swift.max(0, start), bytes.count)..<bytes.count)
  }

  /// The next element; nil when the array and the text are at their end.
  /// - Throws: the first fault, and the same one at every later call.
  public mutating func next() throws(JSONFault) -> JSONElement? {
    switch state {
    case .failed(let fault): throw fault
    case .after: return nil
    case .before, .inside: break
    }
    do {
      if case .before = state {
        try scanner.enterArray()
        // Depth is counted an element, so that an array and NDJSON accept the same rows.
        scanner.depth = 0
        state = .inside
      }
      guard try scanner.nextElement() else {
        try scanner.finish()
        state = .after
        return nil
      }
      scanner.skipSpace()
      let start = scanner.offset
      try scanner.skipValue()
      ordinal += 1
      return JSONElement(range: start..<scanner.offset, ordinal: ordinal)
    } catch {
      state = .failed(error)
      throw error
    }
  }
}

/// Finds the bounds of a JSON array's elements without checking them, for reading the
/// elements in parallel.
///
/// Each range must then be read by a scanner of its own up to `finish()`. The
/// first element, by ordinal, in which that finds a fault ends the file, and what lies
/// after it is dropped: the result is then the same as that of `JSONArrayElements`, since bounds are
/// right as long as everything before them is JSON.
public struct JSONArraySplitter {
  private let bytes: UnsafeRawBufferPointer
  private var scanner: JSONScanner
  private var state = State.before
  /// Elements handed out so far.
  public private(set) var ordinal = 0

  private enum State {
    case before
    case inside
    case after
    case failed(JSONFault)
  }

  /// The elements of the array that `bytes` are, from `start` (after a byte order mark).
  public init(_ bytes: UnsafeRawBufferPointer, from start: Int = 0) {
    self.bytes = bytes
    scanner = JSONScanner(bytes, in: Swift.min(Swift.max(0, start), bytes.count)..<bytes.count)
  }

  /// The bounds of the next element; nil when the array and the text are at their end.
  /// - Throws: the first fault between elements, or an element that does not
  ///   end; the same one at every later call.
  public mutating func next() throws(JSONFault) -> JSONElement? {
    switch state {
    case .failed(let fault): throw fault
    case .after: return nil
    case .before, .inside: break
    }
    do {
      if case .before = state {
        try scanner.enterArray()
        scanner.depth = 0
        state = .inside
      }
      guard try scanner.nextElement() else {
        try scanner.finish()
        state = .after
        return nil
      }
      let kind = try scanner.peek()
      let start = scanner.offset
      switch kind {
      case .object, .array: scanner.position = try JSONArraySplitter.close(bytes, start)
      case .string, .number, .bool, .null: try scanner.skipValue()
      }
      ordinal += 1
      return JSONElement(range: start..<scanner.offset, ordinal: ordinal)
    } catch {
      state = .failed(error)
      throw error
    }
  }

  /// The offset after the bracket that closes the one at `start`, if brackets outside
  /// strings are taken to match.
  private static func close(_ bytes: UnsafeRawBufferPointer, _ start: Int) throws(JSONFault) -> Int {
    var place = start
    var depth = 0
    let end = bytes.count
    while place < end {
      let byte = bytes[place]
      place &+= 1
      switch byte {
      case UInt8(ascii: "\""): place = stringEnd(bytes, place)
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth &+= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth &-= 1
        if depth == 0 { return place }
      default: break
      }
    }
    throw JSONFault(.unexpectedEnd, end)
  }

  /// The offset after the closing quote of the string whose text begins at `start`, or the end.
  @inline(__always)
  private static func stringEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var place = start
    let quote = Lanes.all(UInt8(ascii: "\""))
    let backslash = Lanes.all(UInt8(ascii: "\\"))
    while place < bytes.count {
      if place &+ 16 <= bytes.count {
        let block = Lanes.load(bytes, place)
        let lane = Lanes.first((block .== quote) .| (block .== backslash))
        place &+= lane
        if lane == 16 { continue }
      }
      let byte = bytes[place]
      place &+= 1
      if byte == UInt8(ascii: "\"") { return place }
      if byte == UInt8(ascii: "\\") { place &+= 1 }
    }
    return bytes.count
  }
}
