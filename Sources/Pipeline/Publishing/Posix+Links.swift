import Glibc

/// Calls that change the names in a folder; each true, or false with `errno` set.
extension Posix {
  /// Where a symbolic link points to; nil when it is none.
  static func readLink(_ path: [UInt8]) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let n = withPath(path) { p in
      buffer.withUnsafeMutableBytes { b in
        b.baseAddress.map { readlink(p, $0.assumingMemoryBound(to: CChar.self), b.count) } ?? -1
      }
    }
    return n >= 0 ? Array(buffer[..<n]) : nil
  }

  static func makeLink(_ path: [UInt8], to target: [UInt8]) -> Bool {
    withPath(target) { t in withPath(path) { p in symlink(t, p) } } == 0
  }

  static func hardLink(_ from: [UInt8], _ to: [UInt8]) -> Bool {
    withPath(from) { a in withPath(to) { b in link(a, b) } } == 0
  }

  static func rename(_ from: [UInt8], _ to: [UInt8]) -> Bool {
    withPath(from) { a in withPath(to) { b in Glibc.rename(a, b) } } == 0
  }

  @discardableResult
  static func unlink(_ path: [UInt8]) -> Bool { withPath(path) { Glibc.unlink($0) } == 0 }

  @discardableResult
  static func removeFolder(_ path: [UInt8]) -> Bool { withPath(path) { rmdir($0) } == 0 }

  static func makeFolder(_ path: [UInt8], mode: mode_t) -> Bool {
    guard withPath(path, { mkdir($0, mode) }) == 0 else { return false }
    // Whatever the process' mask takes away.
    _ = withPath(path) { chmod($0, mode) }
    return true
  }

  /// Writes a small file whole and has it on the disk.
  /// - Parameter append: to what is there; else the file must be new or is emptied.
  static func writeFile(_ path: [UInt8], _ bytes: [UInt8], append: Bool = false) -> Bool {
    let how = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (append ? O_APPEND : O_TRUNC)
    let fd = withPath(path) { open($0, how, 0o640) }
    guard fd >= 0 else { return false }
    _ = fchmod(fd, 0o640)
    let written = bytes.withUnsafeBytes { write(fd, $0) } && fsync(fd) == 0
    let reason = errno
    let closed = close(fd) == 0
    if !written { errno = reason }
    return written && closed
  }

  /// Copies a file and has the copy on the disk.
  static func copyFile(_ from: [UInt8], _ to: [UInt8]) -> Bool {
    let a = withPath(from) { open($0, O_RDONLY | O_CLOEXEC) }
    guard a >= 0 else { return false }
    defer { close(a) }
    let b = withPath(to) { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640) }
    guard b >= 0 else { return false }
    defer { close(b) }
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let n = Glibc.read(a, &block, block.count)
      if n < 0 {
        if errno == EINTR { continue }
        return false
      }
      if n == 0 { return fsync(b) == 0 }
      guard block.withUnsafeBytes({ write(b, UnsafeRawBufferPointer(rebasing: $0[..<n])) }) else { return false }
    }
  }
}
