import Glibc

/// A regular file opened to be read in parts, by several workers at once.
public struct FileSegment: ~Copyable {
  private let descriptor: Int32
  /// Bytes of the file when it was opened.
  public let size: Int

  /// The file when it was opened.
  public let stamp: FileStamp

  /// - Parameter followLinks: false: a name that is a link is refused.
  /// - Throws: `io`.
  public init(_ path: [UInt8], followLinks: Bool = true) throws(TabularError) {
    let (fd, status) = try openRegular(path, followLinks: followLinks)
    descriptor = fd
    size = Int(status.st_size)
    stamp = FileStamp(status)
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
