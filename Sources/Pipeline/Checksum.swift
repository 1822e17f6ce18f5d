import Crypto
import Glibc

/// A SHA-256 that is fed piece by piece.
public struct Checksum: Sendable {
  private var sha = SHA256()
  public init() {}

  public mutating func update(_ bytes: UnsafeRawBufferPointer) { sha.update(bufferPointer: bytes) }
  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { sha.update(bufferPointer: $0) } }

  /// 64 lower-case hexadecimal digits.
  public func hex() -> String { Checksum.hex(of: sha.finalize()) }

  /// The checksum of bytes in memory.
  public static func hex(_ bytes: [UInt8]) -> String {
    var c = Checksum()
    c.update(bytes)
    return c.hex()
  }

  static func hex(of bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(64)
    for b in bytes {
      out.append(digits[Int(b >> 4)])
      out.append(digits[Int(b & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The checksum and size of a file, read in blocks; nil when it cannot be read.
  public static func file(_ path: [UInt8]) -> (hex: String, size: Int)? {
    let fd = Posix.openRegular(path)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    var c = Checksum()
    var size = 0
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let n = read(fd, &block, block.count)
      if n < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if n == 0 { return (c.hex(), size) }
      block.withUnsafeBytes { c.update(UnsafeRawBufferPointer(rebasing: $0[..<n])) }
      size += n
    }
  }
}
