/// Decimal digits, several in one word: the first digit lies in the lowest byte, so
/// that a little-endian store writes them in reading order.
@usableFromInline
enum Digits {
  /// Added to digits makes them ASCII.
  @usableFromInline static var ascii: UInt64 {
    @inlinable @inline(__always) get { 0x3030_3030_3030_3030 }
  }

  /// Four numbers of 0 to 99, one behind the other.
  @inlinable @inline(__always)
  static func pairs(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> UInt64 {
    split(
      UInt64(truncatingIfNeeded: a) | UInt64(truncatingIfNeeded: b) &<< 16 | UInt64(truncatingIfNeeded: c) &<< 32
        | UInt64(truncatingIfNeeded: d) &<< 48)
  }

  /// A number below 100 000 000 with zeros in front.
  @inlinable @inline(__always)
  static func eight(_ n: UInt32) -> UInt64 {
    let high = n / 10_000
    let fours = UInt64(high) | UInt64(n &- high &* 10_000) &<< 32
    // 10 486 / 2^20 is 1 / 100, near enough up to 9999.
    let hundreds = (fours &* 10_486) &>> 20 & 0x0000_007F_0000_007F
    return split(hundreds | (fours &- hundreds &* 100) &<< 16)
  }

  /// Four numbers of 0 to 99 in 16 bits each as two digits each.
  @inlinable @inline(__always)
  static func split(_ pairs: UInt64) -> UInt64 {
    // 103 / 2^10 is 1 / 10, near enough up to 99.
    let tens = (pairs &* 103) &>> 10 & 0x000F_000F_000F_000F
    return tens | (pairs &- tens &* 10) &<< 8
  }
}

extension ByteWriter {
  /// The eight digits of a number below 100 000 000 as one word, the first in the lowest byte.
  @inlinable @inline(__always)
  public static func eightDigits(_ n: UInt32) -> UInt64 { Digits.eight(n) &+ Digits.ascii }
}
