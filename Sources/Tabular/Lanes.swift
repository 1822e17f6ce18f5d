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

  /// The lanes before the `n`th; all of them from 16 on.
  @inlinable @inline(__always)
  static func before(_ n: Int) -> Mask {
    Block(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) .< all(UInt8(truncatingIfNeeded: min(n, 16)))
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

  // MARK: - Sixty-four bytes

  /// Four blocks' masks as one word with a bit a byte, in a transposed order: bit `8 * l + k` is
  /// lane `l` of the `k`th eight bytes. Good for counting and for combining words of
  /// the same order; `transpose` gives the order of the bytes.
  @inlinable @inline(__always)
  static func transposedBits(_ a: Mask, _ b: Mask, _ c: Mask, _ d: Mask) -> UInt64 {
    // Each block keeps one bit of each lane, another one than the other blocks and halves.
    let picked =
      (words(a) & SIMD2(0x0101_0101_0101_0101, 0x0202_0202_0202_0202))
      | (words(b) & SIMD2(0x0404_0404_0404_0404, 0x0808_0808_0808_0808))
      | (words(c) & SIMD2(0x1010_1010_1010_1010, 0x2020_2020_2020_2020))
      | (words(d) & SIMD2(0x4040_4040_4040_4040, 0x8080_8080_8080_8080))
    return picked.x | picked.y
  }

  /// The word with rows and columns of its 8 × 8 bits exchanged; twice gives the word again.
  @inlinable @inline(__always)
  static func transpose(_ word: UInt64) -> UInt64 {
    var word = word
    var swapped = (word ^ (word &>> 7)) & 0x00AA_00AA_00AA_00AA
    word ^= swapped ^ (swapped &<< 7)
    swapped = (word ^ (word &>> 14)) & 0x0000_CCCC_0000_CCCC
    word ^= swapped ^ (swapped &<< 14)
    swapped = (word ^ (word &>> 28)) & 0x0000_0000_F0F0_F0F0
    return word ^ swapped ^ (swapped &<< 28)
  }

  /// Each bit the parity of itself and all lower ones: from quotes, what lies inside them.
  @inlinable @inline(__always)
  static func prefixParity(_ word: UInt64) -> UInt64 {
    var word = word
    word ^= word &<< 1
    word ^= word &<< 2
    word ^= word &<< 4
    word ^= word &<< 8
    word ^= word &<< 16
    return word ^ (word &<< 32)
  }
}
