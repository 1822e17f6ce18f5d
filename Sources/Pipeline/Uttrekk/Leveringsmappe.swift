import Glibc

/// A folder that is there whole or not at all: its files are written in a hidden
/// folder beside it, flushed, and the folder gets its name when all are whole.
/// Nothing that is there already is ever written over.
final class Leveringsmappe {
  private let mappe: [UInt8]
  private let over: [UInt8]
  private let arbeid: [UInt8]
  /// Holds the hidden folder's lock, which goes with the process.
  private let laas: Int32
  private let disk = DiskQueue()
  private var filer: [OutputFile] = []
  private var ferdig = false

  private init(mappe: [UInt8], over: [UInt8], arbeid: [UInt8], laas: Int32) {
    self.mappe = mappe
    self.over = over
    self.arbeid = arbeid
    self.laas = laas
  }

  deinit {
    forkast()
    close(laas)
  }

  /// - Throws: `RunError.cannotCreate`: the folder holds something, or cannot be made.
  static func aapne(_ sti: String) throws(RunError) -> Leveringsmappe {
    var mappe = Array(sti.utf8)
    while mappe.count > 1, mappe.last == 0x2F { mappe.removeLast() }
    guard !mappe.isEmpty, !mappe.contains(0) else { throw .usage("--output: no folder is named") }
    let vist = visiblePath(mappe)
    try kontroller(mappe, vist)
    let kutt = mappe.lastIndex(of: 0x2F)
    let over: [UInt8] = kutt.map { $0 == 0 ? [0x2F] : Array(mappe[..<$0]) } ?? [0x2E]
    guard Posix.makeFolders(over, mode: 0o750) else { throw .cannotCreate("folder \(vist): \(Posix.reason())") }
    let begynnelse = [0x2E] + mappe[(kutt.map { $0 + 1 } ?? 0)...] + Array(".nir-tmp-".utf8)
    ryddEtterDrepte(over, begynnelse)
    let arbeid = Posix.join(over, begynnelse + Array(String(getpid()).utf8))
    guard Posix.withPath(arbeid, { mkdir($0, 0o700) }) == 0 else {
      throw .cannotCreate("folder \(vist): \(Posix.reason())")
    }
    guard let laas = laas(arbeid) else { throw .cannotCreate("folder \(vist): \(Posix.reason())") }
    return Leveringsmappe(mappe: mappe, over: over, arbeid: arbeid, laas: laas)
  }

  /// Takes a folder's lock; nil with `errno` set when somebody has it.
  private static func laas(_ mappe: [UInt8]) -> Int32? {
    let fd = Posix.withPath(mappe) { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW) }
    guard fd >= 0 else { return nil }
    if flock(fd, LOCK_EX | LOCK_NB) == 0 { return fd }
    let e = errno
    close(fd)
    errno = e
    return nil
  }

  private static func kontroller(_ mappe: [UInt8], _ vist: String) throws(RunError) {
    guard let s = Posix.status(mappe) else {
      if errno == ENOENT { return }
      throw .cannotCreate("folder \(vist): \(Posix.reason())")
    }
    guard Posix.isFolder(s) else { throw .cannotCreate("\(vist) is no folder") }
    guard let navn = Posix.names(in: mappe) else { throw .cannotCreate("folder \(vist): \(Posix.reason())") }
    guard navn.isEmpty else {
      throw .cannotCreate("folder \(vist) holds something already; an extract is never written over")
    }
  }

  /// Removes what killed processes have left for the same folder.
  private static func ryddEtterDrepte(_ over: [UInt8], _ begynnelse: [UInt8]) {
    for navn in Posix.names(in: over) ?? [] where navn.starts(with: begynnelse) {
      let rest = Posix.join(over, navn)
      guard let fd = laas(rest) else { continue }
      fjern(rest)
      close(fd)
    }
  }

  private static func fjern(_ mappe: [UInt8]) {
    for navn in Posix.names(in: mappe) ?? [] { _ = Posix.withPath(Posix.join(mappe, navn)) { unlink($0) } }
    _ = Posix.withPath(mappe) { rmdir($0) }
  }

  /// A new file, 0640 whatever the process' mask is.
  func fil(_ navn: String) throws(RunError) -> OutputFile {
    let sti = Posix.join(arbeid, Array(navn.utf8))
    let fd = Posix.withPath(sti) { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640) }
    guard fd >= 0 else { throw .cannotCreate("file \(navn): \(Posix.reason())") }
    _ = fchmod(fd, 0o640)
    let f = OutputFile(name: navn, fd: fd, disk: disk)
    filer.append(f)
    return f
  }

  /// Gives the folder its name.
  func lever() throws(RunError) {
    for f in filer { try f.finish() }
    let vist = visiblePath(mappe)
    guard Posix.withPath(arbeid, { chmod($0, 0o750) }) == 0, Posix.syncFolder(arbeid) else {
      throw .ioFailed("folder \(vist): \(Posix.reason())")
    }
    // On an empty folder it takes its place; one that has got files meanwhile stays.
    guard Posix.withPath(arbeid, { a in Posix.withPath(mappe) { b in rename(a, b) } }) == 0 else {
      throw .cannotCreate("folder \(vist): \(Posix.reason())")
    }
    ferdig = true
    guard Posix.syncFolder(over) else { throw .ioFailed("folder \(vist): \(Posix.reason())") }
  }

  private func forkast() {
    if ferdig { return }
    for f in filer { f.discard() }
    Leveringsmappe.fjern(arbeid)
  }
}
