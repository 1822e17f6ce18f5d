/// What stood between two values of an object the last time: comma, key, colon and the white
/// space among them, byte for byte. Machines write every object of a kind alike, so one
/// comparison mostly tells the next key, where reading it would take several steps.
public struct JSONKeyGuess: BitwiseCopyable, Sendable {
  /// The longest text that is guessed.
  public static let capacity = 64

  @usableFromInline var a, b, c, d: Lanes.Block
  // All ones where the text is, none after it.
  @usableFromInline var maskA, maskB, maskC, maskD: Lanes.Block
  /// 0: nothing to guess yet.
  @usableFromInline var length = 0
  /// Whether the key is its object's first.
  @usableFromInline var isFirst = false
  /// What the key means to the caller.
  public var tag: UInt8 = 0

  /// A guess that is never right.
  public init() {
    let none = Lanes.Block(repeating: 0)
    (a, b, c, d) = (none, none, none, none)
    (maskA, maskB, maskC, maskD) = (none, none, none, none)
  }
}

extension JSONScanner {
  /// Passes over the next key and to its value if everything up to that is what `guess`
  /// holds; false, and nothing read, if not. To be asked only where `nextKey()` may be.
  @inlinable @inline(__always)
  public mutating func take(_ guess: UnsafePointer<JSONKeyGuess>) -> Bool {
    let place = position
    let length = guess.pointee.length
    guard length > 0, guess.pointee.isFirst == isFirst, place &+ length <= end,
      place &+ JSONKeyGuess.capacity <= bytes.count
    else { return false }
    var differs =
      ((Lanes.load(bytes, place) ^ guess.pointee.a) & guess.pointee.maskA)
      | ((Lanes.load(bytes, place &+ 16) ^ guess.pointee.b) & guess.pointee.maskB)
    if length > 32 {
      differs |=
        ((Lanes.load(bytes, place &+ 32) ^ guess.pointee.c) & guess.pointee.maskC)
        | ((Lanes.load(bytes, place &+ 48) ^ guess.pointee.d) & guess.pointee.maskD)
    }
    let words = unsafeBitCast(differs, to: SIMD2<UInt64>.self)
    guard words.x | words.y == 0 else { return false }
    position = place &+ length
    isFirst = false
    return true
  }

  /// Leaves the innermost object if its brace stands here, with nothing before it.
  @inlinable @inline(__always)
  public mutating func takeObjectEnd() -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: "}") else { return false }
    leave()
    return true
  }

  /// Enters the array that stands here and begins with an object, with nothing before either: the object comes next.
  @inlinable @inline(__always)
  public mutating func takeArrayStart() -> Bool {
    guard position &+ 2 <= end, depth < JSONScanner.maxDepth,
      UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt16.self)) == 0x7B5B
    else { return false }
    depth &+= 1
    position &+= 1
    isFirst = false
    return true
  }

  /// Leaves the innermost array if its bracket stands here, with nothing before it. To be asked only behind an element.
  @inlinable @inline(__always)
  public mutating func takeArrayEnd() -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: "]") else { return false }
    leave()
    return true
  }

  /// Reads the string that stands here, with nothing before it, if it holds neither
  /// escapes nor faults; nil, and nothing read, if not.
  @inlinable @inline(__always)
  public mutating func takePlainString() -> Range<Int>? {
    guard position < end, bytes[position] == UInt8(ascii: "\"") else { return nil }
    let start = position &+ 1
    var place = start
    while place &+ 16 <= bytes.count {
      let lane = JSONScanner.firstSpecial(Lanes.load(bytes, place))
      place &+= lane
      if lane == 16 { continue }
      guard place < end, bytes[place] == UInt8(ascii: "\"") else { return nil }
      position = place &+ 1
      return Range(uncheckedBounds: (start, place))
    }
    return nil
  }

  /// Passes over white space before the value and keeps in `guess` what has been read since `start`, where
  /// the value before, or the object's brace, ended. Text that is too long makes a guess that is never right.
  public mutating func learn(_ guess: inout JSONKeyGuess, from start: Int, isFirst: Bool, tag: UInt8) {
    skipSpace()
    guess = JSONKeyGuess()
    let length = position - start
    guard length > 0, length <= JSONKeyGuess.capacity else { return }
    withUnsafeTemporaryAllocation(byteCount: 2 * JSONKeyGuess.capacity, alignment: 16) { memory in
      _ = memory.initializeMemory(as: UInt8.self, repeating: 0)
      for i in 0..<length {
        memory[i] = bytes[start + i]
        memory[JSONKeyGuess.capacity + i] = 0xFF
      }
      let text = UnsafeRawBufferPointer(memory)
      (guess.a, guess.b) = (Lanes.load(text, 0), Lanes.load(text, 16))
      (guess.c, guess.d) = (Lanes.load(text, 32), Lanes.load(text, 48))
      (guess.maskA, guess.maskB) = (Lanes.load(text, 64), Lanes.load(text, 80))
      (guess.maskC, guess.maskD) = (Lanes.load(text, 96), Lanes.load(text, 112))
    }
    guess.length = length
    guess.isFirst = isFirst
    guess.tag = tag
  }

  /// Whether the object or array was entered just now, so that its first key or element comes next.
  @inlinable public var isAtFirst: Bool { isFirst }
}
