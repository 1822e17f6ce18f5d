/// One element of a JSON array that is a file's whole text.
public struct JSONElement: Equatable, Sendable {
  /// Its bytes from first to last, without white space around, as offsets in the buffer.
  public var range: Range<Int>
  /// Its 1-based place in the array.
  public var ordinal: Int

  /// - Parameters:
  ///   - range: offsets in the buffer.
  ///   - ordinal: 1-based.
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
    while place < bytes.count {
      let found = closeInBlocks(bytes, &place, &depth)
      if found { return place }
      // A block with a backslash, or the last bytes: byte by byte, to the end of a string that spans the border.
      let border = Swift.min(bytes.count, place &+ 64)
      while place < border {
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
    }
    throw JSONFault(.unexpectedEnd, bytes.count)
  }

  /// Goes on 64 bytes at a time from a `place` outside strings until `depth` gets to 0 (true: `place`
  /// is after that bracket) or a block holds a backslash or is too short
  /// (false: `place` is outside strings and before that block or the string that runs into it).
  private static func closeInBlocks(_ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ depth: inout Int) -> Bool {
    let quote = Lanes.all(UInt8(ascii: "\""))
    let backslash = Lanes.all(UInt8(ascii: "\\"))
    // `{` and `[` differ in this bit only, as do `}` and `]`.
    let fold = Lanes.all(0x20)
    let opening = Lanes.all(UInt8(ascii: "{"))
    let closing = Lanes.all(UInt8(ascii: "}"))
    // All ones when the block begins inside a string; `opened` is then that string's opening quote.
    var inside: UInt64 = 0
    var opened = place
    var block = place
    while block &+ 64 <= bytes.count {
      let a = Lanes.load(bytes, block)
      let b = Lanes.load(bytes, block &+ 16)
      let c = Lanes.load(bytes, block &+ 32)
      let d = Lanes.load(bytes, block &+ 48)
      if Lanes.any(((a .== backslash) .| (b .== backslash)) .| ((c .== backslash) .| (d .== backslash))) { break }
      let quotes = Lanes.transpose(Lanes.transposedBits(a .== quote, b .== quote, c .== quote, d .== quote))
      let strings = Lanes.prefixParity(quotes) ^ inside
      let outside = ~Lanes.transpose(strings)
      let (fa, fb, fc, fd) = (a | fold, b | fold, c | fold, d | fold)
      let opens = outside & Lanes.transposedBits(fa .== opening, fb .== opening, fc .== opening, fd .== opening)
      let closes = outside & Lanes.transposedBits(fa .== closing, fb .== closing, fc .== closing, fd .== closing)
      if depth <= closes.nonzeroBitCount {
        // The end may lie here: the closing brackets one by one.
        let inOrder = Lanes.transpose(opens)
        var rest = Lanes.transpose(closes)
        var closed = 0
        while rest != 0 {
          let bit = rest.trailingZeroBitCount
          closed &+= 1
          let before = (inOrder & ((1 &<< UInt64(bit)) &- 1)).nonzeroBitCount
          if depth &+ before &- closed <= 0 {
            place = block &+ bit &+ 1
            return true
          }
          rest &= rest &- 1
        }
      }
      depth &+= opens.nonzeroBitCount &- closes.nonzeroBitCount
      inside = UInt64(bitPattern: Int64(bitPattern: strings) &>> 63)
      if quotes != 0 { opened = block &+ 63 &- quotes.leadingZeroBitCount }
      block &+= 64
    }
    place = inside == 0 ? block : opened
    return false
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
