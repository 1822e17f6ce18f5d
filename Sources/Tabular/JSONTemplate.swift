import CProcessor

/// The text of a value that was read before, to hold the next one of its kind against: machines write values
/// alike, down to the places of their digits. Bytes must be the same, except that where a string had a digit
/// any of the characters `0` to `?` may stand: no such character ends a string.
///
/// What agrees with the template up to some place is thereby the same keys, values and
/// signs up to there, all of them good JSON, and only the digits are left to be read.
public struct JSONTemplate: ~Copyable {
  /// The longest text that is held.
  public static let capacity = 512
  /// The text, and after it the bits of each byte that must be the same; none after the text.
  @usableFromInline let memory: UnsafeMutableRawPointer
  @usableFromInline var length = 0
  @usableFromInline let level: Int32

  /// A template that nothing agrees with.
  public init() { self.init(level: Processor.vectorLevel) }

  /// The same with what the processor is taken to have: any level up to `Processor.vectorLevel`.
  init(level: Int32) {
    self.level = level
    memory = .allocate(byteCount: 2 * Self.capacity, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: 2 * Self.capacity)
  }

  deinit { memory.deallocate() }

  /// Takes a text.
  /// - Parameters:
  ///   - range: where the text stands; of a longer one only the beginning is held.
  ///   - strings: where in `bytes` strings without escapes stand whose digits may change.
  public mutating func learn(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, strings: [Range<Int>]) {
    let range = range.clamped(to: 0..<bytes.count)
    length = min(range.count, Self.capacity)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: 2 * Self.capacity)
    for i in 0..<length {
      memory.storeBytes(of: bytes[range.lowerBound + i], toByteOffset: i, as: UInt8.self)
      memory.storeBytes(of: 0xFF, toByteOffset: Self.capacity + i, as: UInt8.self)
    }
    for string in strings {
      for i in string.clamped(to: range.lowerBound..<range.lowerBound + length) where bytes[i] &- 0x30 < 10 {
        memory.storeBytes(of: 0xF0, toByteOffset: Self.capacity + i - range.lowerBound, as: UInt8.self)
      }
    }
  }
}

extension JSONScanner {
  /// How many of the bytes from here on agree with the template: a value's first byte stands here. 0 also where
  /// whole blocks would reach beyond the buffer.
  @inlinable @inline(__always)
  public func agreement(_ template: borrowing JSONTemplate) -> Int {
    let length = template.length
    let blocks = (length &+ 63) & ~63
    guard position &+ blocks <= bytes.count, depth < JSONScanner.maxDepth, let base = bytes.baseAddress else { return 0 }
    let same = nir_agreeing(
      template.level, base + position, template.memory, template.memory + JSONTemplate.capacity, blocks)
    return min(same, length, end &- position)
  }

  /// Passes over `count` bytes, not more than agree with a template, which lie in or are the value that
  /// begins here.
  /// - Parameter entering: whether they end in the object that begins here, behind one of its values.
  @inlinable @inline(__always)
  public mutating func pass(_ count: Int, entering: Bool) {
    position &+= count
    if entering { depth &+= 1 }
    isFirst = false
  }
}
