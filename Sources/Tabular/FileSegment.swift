import Glibc

/// A regular file opened to be read in parts, by several workers at once.
public struct FileSegment: ~Copyable {
  private let descriptor: Int32
  /// Bytes of the file when it was opened.
  public let size: Int

  /// - Throws: `io`.
  public init(_ path: [UInt8]) throws(TabularError) {
    let fd = open(path.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { throw .io(errno: errno, operation: .open) }
    var status = stat()
    guard fstat(fd, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let e = errno
      close(fd)
      throw .io(errno: e, operation: .status)
    }
    descriptor = fd
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads up to `count` bytes from `offset`, less only at the file's end.
  /// - Throws: `io`.
  public func read(into memory: UnsafeMutableRawPointer, offset: Int, count: Int) throws(TabularError) -> Int {
    var done = 0
    while done < count {
      let n = pread(descriptor, memory + done, count - done, off_t(offset + done))
      if n < 0 {
        if errno == EINTR { continue }
        throw .io(errno: errno, operation: .read)
      }
      if n == 0 { break }
      done += n
    }
    return done
  }
}
