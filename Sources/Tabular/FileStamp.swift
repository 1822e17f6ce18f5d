import Glibc

/// Which file this is, and in what state: two stamps are equal when nobody has written to
/// the file, cut it or put another in its place between them, as far as the system's clock tells.
public struct FileStamp: Equatable, Sendable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  private let seconds: Int64
  private let nanoseconds: Int64

  init(_ s: stat) {
    device = UInt64(s.st_dev)
    inode = UInt64(s.st_ino)
    size = Int64(s.st_size)
    seconds = Int64(s.st_ctim.tv_sec)
    nanoseconds = Int64(s.st_ctim.tv_nsec)
  }

  /// nil: there is no such file.
  public init?(_ path: [UInt8]) {
    var s = stat()
    guard stat(path.map { CChar(bitPattern: $0) } + [0], &s) == 0 else { return nil }
    self.init(s)
  }
}

/// Opens a regular file for reading. What has become a pipe or a device since it was
/// listed is never waited for.
/// - Parameter followLinks: false: a name that has become a link is refused.
/// - Throws: `io`.
func openRegular(_ path: [UInt8], followLinks: Bool) throws(TabularError) -> (descriptor: Int32, status: stat) {
  let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW)
  let fd = open(path.map { CChar(bitPattern: $0) } + [0], flags)
  guard fd >= 0 else { throw .io(errno: errno, operation: .open) }
  var status = stat()
  guard fstat(fd, &status) == 0 else {
    let number = errno
    close(fd)
    throw .io(errno: number, operation: .status)
  }
  // A pipe or a device has no end that can be trusted.
  guard status.st_mode & S_IFMT == S_IFREG else {
    close(fd)
    throw .io(errno: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL, operation: .open)
  }
  return (fd, status)
}
