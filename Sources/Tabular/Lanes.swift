/// Sixteen bytes at a time.
///
/// Swift has no movemask; a comparison's mask seen as two 64-bit words tells as
/// much (a lane is eight equal bits). Comparisons are written vector against
/// vector on purpose: against a scalar (`v .== 0x22`) Swift 6.3 makes a loop over the lanes.
@usableFromInline
enum Lanes {
  @usableFromInline typealias Block = SIMD16<UInt8>
  @usableFromInline typealias Mask = SIMDMask<SIMD16<Int8>>

  /// Sixteen bytes that hold `byte` each.
  @inlinable @inline(__always)
  static func all(_ byte: UInt8) -> Block {
    Block(repeating: byte)
  }

  /// The sixteen bytes from `place`; the caller knows that they are there.
  @inlinable @inline(__always)
  static func load(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> Block {
    bytes.loadUnaligned(fromByteOffset: place, as: Block.self)
  }

  /// A mask as two words, lanes 0-7 in `x`, 8-15 in `y`.
  @inlinable @inline(__always)
  static func words(_ mask: Mask) -> SIMD2<UInt64> {
    unsafeBitCast(mask, to: SIMD2<UInt64>.self)
  }

  /// Whether any lane is set.
  @inlinable @inline(__always)
  static func any(_ mask: Mask) -> Bool {
    let words = words(mask)
    return words.x | words.y != 0
  }

  /// The first lane that is set; 16 when none is.
  @inlinable @inline(__always)
  static func first(_ mask: Mask) -> Int {
    let words = words(mask)
    // A little-endian word: the lowest lane lies in the lowest bits. An empty word has 64 trailing zeros.
    if words.x != 0 { return words.x.trailingZeroBitCount &>> 3 }
    return 8 &+ (words.y.trailingZeroBitCount &>> 3)
  }

  /// The bytes seen as signed: below 0 is what is not ASCII.
  @inlinable @inline(__always)
  static func signed(_ block: Block) -> SIMD16<Int8> {
    unsafeBitCast(block, to: SIMD16<Int8>.self)
  }

  /// How many lanes are set.
  @inlinable @inline(__always)
  static func count(_ mask: Mask) -> Int {
    let words = words(mask)
    return (words.x.nonzeroBitCount &+ words.y.nonzeroBitCount) &>> 3
  }
}
