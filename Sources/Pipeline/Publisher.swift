import Glibc

/// The one way in which files come into an output folder: written in full beside
/// their place, flushed to the disk, and put in place by rename when every one of
/// them is whole. A run that fails, or is killed before that, leaves the folder
/// as it was. While a publisher is open no other run can open the folder.
///
/// The lock is the kernel's (`flock`), so it goes with the process that holds it:
/// the lock file that a killed run leaves behind hinders nobody.
public final class Publisher {
  /// Files of the publisher's own begin so; they are hidden and never read as output.
  static let lockName = ".nir-lock"
  static let workPrefix = ".nir-tmp-"

  private let folder: [UInt8]
  private let work: [UInt8]
  private let lock: Int32
  private var files: [OutputFile] = []
  private let disk = DiskQueue()
  private var closed = false

  private init(folder: [UInt8], work: [UInt8], lock: Int32) {
    self.folder = folder
    self.work = work
    self.lock = lock
  }

  deinit { abandon() }

  /// Makes the folder if need be and takes its lock; clears away what killed runs
  /// have left in it.
  public static func open(_ folder: String) throws(RunError) -> Publisher {
    let path = Array(folder.utf8)
    let shown = visiblePath(path)
    guard !path.isEmpty, !path.contains(0), Posix.makeFolders(path, mode: 0o750) else {
      throw .cannotCreate("output folder \(shown): \(Posix.reason())")
    }
    let lockPath = Posix.join(path, Array(lockName.utf8))
    let lock = Posix.withPath(lockPath) { Glibc.open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640) }
    guard lock >= 0 else { throw .cannotCreate("lock file in output folder \(shown): \(Posix.reason())") }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let number = errno
      let holder = lockHolder(lock)
      close(lock)
      guard number == EWOULDBLOCK else { throw .ioFailed("lock of output folder \(shown): \(Posix.reason(number))") }
      throw .heldByAnotherRun("output folder \(shown) is held by \(holder)")
    }
    writeHolder(lock)
    clearLeftovers(path)
    let work = Posix.join(path, Array("\(workPrefix)\(getpid())".utf8))
    guard Posix.withPath(work, { mkdir($0, 0o700) }) == 0 else {
      let reason = Posix.reason()
      close(lock)
      throw .cannotCreate("output folder \(shown): \(reason)")
    }
    return Publisher(folder: path, work: work, lock: lock)
  }

  private static func lockHolder(_ lock: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 200)
    let n = pread(lock, &text, text.count, 0)
    let line = text.prefix(max(0, n)).prefix { $0 != UInt8(ascii: "\n") }
    return line.isEmpty ? "another run" : visiblePath(line)
  }

  private static func writeHolder(_ lock: Int32) {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, 255)
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let text = Array("process \(getpid()) on \(name) since \(utcNow())\n".utf8)
    // Only for the other run's message: without it the lock holds all the same.
    if ftruncate(lock, 0) == 0 { _ = text.withUnsafeBytes { pwrite(lock, $0.baseAddress, $0.count, 0) } }
  }

  private static func clearLeftovers(_ folder: [UInt8]) {
    for name in Posix.names(in: folder) ?? [] where name.starts(with: workPrefix.utf8) {
      removeWork(Posix.join(folder, name))
    }
  }

  private static func removeWork(_ path: [UInt8]) {
    for name in Posix.names(in: path) ?? [] { _ = Posix.withPath(Posix.join(path, name)) { unlink($0) } }
    _ = Posix.withPath(path) { rmdir($0) }
  }

  /// A new file of this run; it is put in place in the order in which files are made.
  /// Rights are 0640, whatever the process' mask would add.
  public func file(named name: String) throws(RunError) -> OutputFile {
    let inner = Array(name.utf8)
    guard !closed, !inner.isEmpty, !inner.contains(UInt8(ascii: "/")), inner.first != UInt8(ascii: "."),
      !files.contains(where: { $0.name == name })
    else { throw .internalFault("output file \(visiblePath(inner)) cannot be opened now") }
    let path = Posix.join(work, inner)
    let fd = Posix.withPath(path) { Glibc.open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640) }
    guard fd >= 0 else { throw .cannotCreate("output file \(visiblePath(inner)): \(Posix.reason())") }
    _ = fchmod(fd, 0o640)
    let f = OutputFile(name: name, fd: fd, disk: disk)
    files.append(f)
    return f
  }

  /// A file of this run's own for what does not fit in memory.
  func scratch() throws(RunError) -> ScratchFile { try ScratchFile.make(in: work) }

  /// Makes a file of this run whole before its time, so that it can be read.
  /// - Returns: where it stands now; nil when the run does not write it.
  func whole(_ name: String) throws(RunError) -> [UInt8]? {
    guard !closed, let f = files.first(where: { $0.name == name }) else { return nil }
    try f.finish()
    return Posix.join(work, Array(name.utf8))
  }

  /// Puts every file in place, the manifest being the last that was made. Nothing
  /// is in place before all are whole and on the disk.
  /// - Parameter obsolete: names of earlier outputs that this run does not write;
  ///   they are removed, so that the folder holds no file of another night.
  public func publish(removing obsolete: [String] = []) throws(RunError) {
    guard !closed else { throw .internalFault("the run is published already") }
    for f in files { try f.finish() }
    guard Posix.syncFolder(work) else { throw .ioFailed("output folder \(visiblePath(folder)): \(Posix.reason())") }
    for f in files {
      let from = Posix.join(work, Array(f.name.utf8))
      let to = Posix.join(folder, Array(f.name.utf8))
      let r = Posix.withPath(from) { a in Posix.withPath(to) { b in rename(a, b) } }
      guard r == 0 else { throw .ioFailed("output file \(visiblePath(f.name.utf8)): \(Posix.reason())") }
    }
    for name in obsolete where !name.contains("/") && !files.contains(where: { $0.name == name }) {
      _ = Posix.withPath(Posix.join(folder, Array(name.utf8))) { unlink($0) }
    }
    guard Posix.syncFolder(folder) else { throw .ioFailed("output folder \(visiblePath(folder)): \(Posix.reason())") }
    release()
  }

  /// Gives the run up: its files are removed and the folder is free again.
  public func abandon() {
    guard !closed else { return }
    for f in files { f.discard() }
    release()
  }

  private func release() {
    closed = true
    Publisher.removeWork(work)
    // The lock file stays: to remove it would race with a run that has just opened it.
    ftruncate(lock, 0)
    close(lock)
  }
}
