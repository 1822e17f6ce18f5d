import CProcessor
import CZlib

/// The CRC-32 of RFC 1952, 8.
enum Checksum {
  /// The checksum of what `crc` is the checksum of (0: of nothing) and `bytes` after it.
  static func crc32(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    guard let start = bytes.baseAddress else { return crc }
    guard bytes.count >= 64, nir_can_fold() != 0 else { return zlib(crc, start, bytes.count) }
    var rest = SIMD16<UInt8>()
    let folded = bytes.count & ~63
    nir_crc32_fold(crc, start, folded, &rest)
    // zlib inverts before and after; all ones make its beginning nought.
    let middle = withUnsafeBytes(of: &rest) { zlib(.max, $0.baseAddress ?? start, $0.count) }
    return zlib(middle, start + folded, bytes.count - folded)
  }

  /// The same by zlib.
  static func zlib(_ crc: UInt32, _ start: UnsafeRawPointer, _ count: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_z(UInt(crc), start.assumingMemoryBound(to: UInt8.self), count))
  }
}
