import Glibc

/// The lock of an output folder. It is the kernel's (`flock`), so it goes with the
/// process that holds it: the file that a killed run leaves behind hinders nobody.
struct OutputLock {
  private let descriptor: Int32

  /// Makes the lock file if need be and takes the lock.
  /// - Throws: `RunError.heldByAnotherRun`, or that the file cannot be made.
  init(_ layout: OutputLayout) throws(RunError) {
    let path = layout.path(OutputLayout.lockName)
    let lock = Posix.withPath(path) { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640) }
    guard lock >= 0 else { throw .cannotCreate("lock file in output folder \(layout.shown): \(Posix.reason())") }
    // Whatever the process' mask takes away: the next run has to open it too.
    _ = fchmod(lock, 0o640)
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let number = errno
      let holder = OutputLock.holder(lock)
      close(lock)
      guard number == EWOULDBLOCK else {
        throw .ioFailed("lock of output folder \(layout.shown): \(Posix.reason(number))")
      }
      throw .heldByAnotherRun("output folder \(layout.shown) is held by \(holder)")
    }
    descriptor = lock
    writeHolder()
  }

  /// The file stays: to remove it would race with a run that has just opened it.
  func release() {
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  private static func holder(_ lock: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 200)
    let n = pread(lock, &text, text.count, 0)
    let line = text.prefix(max(0, n)).prefix { $0 != UInt8(ascii: "\n") }
    return line.isEmpty ? "another run" : visiblePath(line)
  }

  private func writeHolder() {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, 255)
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let text = Array("process \(getpid()) on \(name) since \(utcNow())\n".utf8)
    // Only for the other run's message: without it the lock holds all the same.
    if ftruncate(descriptor, 0) == 0 { _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) } }
  }

  /// Whether a process of this machine holds the lock of a folder. It is looked up
  /// in the kernel's list and not tried, since a try could get in a run's way.
  static func isHeld(_ layout: OutputLayout) -> Bool {
    guard let s = Posix.status(layout.path(OutputLayout.lockName), followLinks: false),
      let list = Posix.read(Array("/proc/locks".utf8), limit: 1 << 24)
    else { return false }
    // 3: FLOCK  ADVISORY  WRITE 1234 fd:01:5678 0 EOF
    let inode = ":\(s.st_ino)"
    return String(decoding: list, as: UTF8.self).split(separator: "\n").contains { line in
      let words = line.split(separator: " ")
      return words.count > 5 && words[1] == "FLOCK" && words[5].hasSuffix(inode)
    }
  }
}
