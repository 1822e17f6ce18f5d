import Glibc

/// Thin covers over the system's calls for what the pipeline does with files.
/// Paths are bytes, because a file name of a drop need not be UTF-8.
enum Posix {
  /// The system's word for an error number.
  static func reason(_ number: Int32 = errno) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
  }

  /// Whether an error number tells of the machine's want (of descriptors, of memory) and
  /// nothing of the file that was asked for.
  static func isMachineFault(_ number: Int32) -> Bool {
    [EMFILE, ENFILE, ENOMEM, ENOBUFS].contains(number)
  }

  /// A null-terminated copy of a path; a NUL inside cuts it, which no file name has.
  static func withPath<R>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> R) -> R {
    var copy = path
    copy.append(0)
    return copy.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { chars in
        // A buffer of at least the one NUL has a base address.
        chars.baseAddress.map(body) ?? body("")
      }
    }
  }

  static func join(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
    folder.last == UInt8(ascii: "/") ? folder + name : folder + [UInt8(ascii: "/")] + name
  }

  static func status(_ path: [UInt8], followLinks: Bool = true) -> stat? {
    var s = stat()
    let r = withPath(path) { followLinks ? stat($0, &s) : lstat($0, &s) }
    return r == 0 ? s : nil
  }

  static func isFolder(_ s: stat) -> Bool { s.st_mode & S_IFMT == S_IFDIR }
  static func isRegular(_ s: stat) -> Bool { s.st_mode & S_IFMT == S_IFREG }
  static func isLink(_ s: stat) -> Bool { s.st_mode & S_IFMT == S_IFLNK }

  /// The path with every link resolved; nil when it does not exist.
  static func resolved(_ path: [UInt8]) -> [UInt8]? {
    guard let p = withPath(path, { realpath($0, nil) }) else { return nil }
    defer { free(p) }
    return Array(UnsafeBufferPointer(start: UnsafeRawPointer(p).assumingMemoryBound(to: UInt8.self), count: strlen(p)))
  }

  /// Makes a folder and those above it.
  static func makeFolders(_ path: [UInt8], mode: mode_t) -> Bool {
    if withPath(path, { mkdir($0, mode) }) == 0 {
      // Whatever the process' mask takes away or leaves.
      _ = withPath(path) { chmod($0, mode) }
      return true
    }
    if errno == EEXIST {
      guard let s = status(path) else { return false }
      if !isFolder(s) { errno = ENOTDIR }
      return isFolder(s)
    }
    guard errno == ENOENT, let cut = path.lastIndex(of: UInt8(ascii: "/")), cut > 0 else { return false }
    guard makeFolders(Array(path[..<cut]), mode: mode) else { return false }
    guard withPath(path, { mkdir($0, mode) }) == 0 else { return errno == EEXIST }
    _ = withPath(path) { chmod($0, mode) }
    return true
  }

  /// The names in a folder, unordered, without `.` and `..`; nil with `errno` set
  /// when it cannot be read.
  static func names(in path: [UInt8]) -> [[UInt8]]? {
    guard let folder = withPath(path, { opendir($0) }) else { return nil }
    defer { closedir(folder) }
    return names(in: folder)
  }

  private static func names(in folder: OpaquePointer) -> [[UInt8]]? {
    var names: [[UInt8]] = []
    errno = 0
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { p in
        let start = UnsafeRawPointer(p).assumingMemoryBound(to: UInt8.self)
        return Array(
          UnsafeBufferPointer(start: start, count: strlen(UnsafeRawPointer(p).assumingMemoryBound(to: CChar.self))))
      }
      if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
      errno = 0
    }
    return errno == 0 ? names : nil
  }

  /// What stands in a folder under a name.
  struct Entry {
    var name: [UInt8]
    /// Links are not followed; nil: it could not be looked at, and `error` says why.
    var status: stat?
    var error: Int32
  }

  /// What is in a folder, unordered, without what is hidden (`.` first); nil with `errno` set
  /// when the folder cannot be read. The system is asked for one name after the other, and nothing else can be done
  /// before it has answered: of thousands, two threads ask.
  /// - Throws: when the run is asked to stop (`parallelMap`).
  static func entries(in path: [UInt8]) throws -> [Entry]? {
    guard let folder = withPath(path, { opendir($0) }) else { return nil }
    defer { closedir(folder) }
    guard let names = names(in: folder)?.filter({ $0.first != 0x2E }) else { return nil }
    let fd = dirfd(folder)
    let atATime = 128
    let pieces = (names.count + atATime - 1) / atATime
    let found = try parallelMap(count: pieces, threads: pieces < 4 ? 1 : 2) { i in
      names[(i * atATime)..<min((i + 1) * atATime, names.count)].map { name in
        var s = stat()
        let found = withPath(name) { fstatat(fd, $0, &s, AT_SYMLINK_NOFOLLOW) } == 0
        return Entry(name: name, status: found ? s : nil, error: found ? 0 : errno)
      }
    }
    return found.flatMap { $0 }
  }

  /// Whether a path stands before another in the order of their bytes.
  static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    let order = a.withUnsafeBytes { a in
      b.withUnsafeBytes { b -> Int32 in
        guard let p = a.baseAddress, let q = b.baseAddress else { return 0 }
        return memcmp(p, q, min(a.count, b.count))
      }
    }
    return order != 0 ? order < 0 : a.count < b.count
  }

  /// Opens a regular file for reading; -1 with `errno` set. A pipe is not waited for, a
  /// device has no end.
  static func openRegular(_ path: [UInt8]) -> Int32 {
    let fd = withPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard fd >= 0 else { return -1 }
    var s = stat()
    guard fstat(fd, &s) == 0, isRegular(s) else {
      close(fd)
      errno = isFolder(s) ? EISDIR : EINVAL
      return -1
    }
    return fd
  }

  /// Reads a whole small file; nil with `errno` set. More than `limit` bytes: EFBIG.
  static func read(_ path: [UInt8], limit: Int) -> [UInt8]? {
    let fd = openRegular(path)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    var out: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let n = Glibc.read(fd, &block, block.count)
      if n < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if n == 0 { return out }
      out.append(contentsOf: block[..<n])
      if out.count > limit {
        // The bytes are not handed on; the caller says why.
        errno = EFBIG
        return nil
      }
    }
  }

  /// Writes all bytes; false with `errno` set.
  static func write(_ fd: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var done = 0
    while done < bytes.count {
      guard let base = bytes.baseAddress else { return true }
      let n = Glibc.write(fd, base + done, bytes.count - done)
      if n < 0 {
        if errno == EINTR { continue }
        return false
      }
      done += n
    }
    return true
  }

  /// A file without a name where temporary files belong (`TMPDIR`): it holds what
  /// senders wrote about persons, and leaves no trace. -1 when none can be made.
  static func temporaryFile() -> Int32 {
    let folder = getenv("TMPDIR").map { Array(String(cString: $0).utf8) } ?? []
    var path = join(folder.isEmpty ? Array("/tmp".utf8) : folder, Array("nir-XXXXXX".utf8)).map { CChar(bitPattern: $0) } + [0]
    let fd = mkstemp(&path)
    guard fd >= 0 else { return -1 }
    _ = fcntl(fd, F_SETFD, FD_CLOEXEC)
    _ = Glibc.unlink(path)
    return fd
  }

  /// Past the page cache or through it; false where the file system has no such way.
  static func setDirect(_ fd: Int32, _ on: Bool) -> Bool {
    // Linux' O_DIRECT, which Glibc's module leaves out, is not one number everywhere.
    #if arch(arm64)
      let direct: Int32 = 0o200000
    #else
      let direct: Int32 = 0o40000
    #endif
    let flags = fcntl(fd, F_GETFL)
    return flags >= 0 && fcntl(fd, F_SETFL, on ? flags | direct : flags & ~direct) == 0
  }

  /// Bytes of a small piece of the page cache, see `CachePieces`.
  static let cachePiece = 16 << 10

  /// Writes all bytes at a place; the error number, 0 when it went well.
  /// - Parameter piece: the most bytes that are written with one call.
  static func put(_ fd: Int32, _ bytes: UnsafeRawBufferPointer, at place: Int, piece: Int = .max) -> Int32 {
    var done = 0
    while done < bytes.count, let base = bytes.baseAddress {
      let wanted = min(bytes.count - done, piece)
      let n = pwrite(fd, base + done, wanted, off_t(place + done))
      if n < 0 {
        if errno == EINTR { continue }
        // A file system may take the flag and then refuse the write.
        if errno == EINVAL, setDirect(fd, false) {
          let again = pwrite(fd, base + done, bytes.count - done, off_t(place + done))
          if again > 0 {
            done += again
            continue
          }
        }
        return errno
      }
      // What is left after a short write need not be whole pages any more.
      if n < wanted { _ = setDirect(fd, false) }
      done += n
    }
    return 0
  }

  /// Has a file's bytes on the disk.
  static func syncFile(_ path: [UInt8]) -> Bool {
    let fd = withPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
    guard fd >= 0 else { return false }
    defer { close(fd) }
    return fsync(fd) == 0
  }

  /// Flushes a folder's entries (new names and renames) to the disk.
  static func syncFolder(_ path: [UInt8]) -> Bool {
    let fd = withPath(path) { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard fd >= 0 else { return false }
    defer { close(fd) }
    return fsync(fd) == 0
  }
}

/// A path as one line of text for people: valid UTF-8 as it is, control
/// characters and bytes that are no UTF-8 as `\xHH`, so that a file name can
/// neither break a line of a log nor be mistaken for another.
public func visiblePath(_ path: some Sequence<UInt8>) -> String {
  let bytes = Array(path)
  // Most paths are plain, and a night has thousands.
  if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) { return String(decoding: bytes, as: UTF8.self) }
  func escaped(_ b: UInt8) -> String {
    let hex = Array("0123456789abcdef")
    return "\\x\(hex[Int(b >> 4)])\(hex[Int(b & 15)])"
  }
  var out = ""
  var decoder = UTF8()
  var i = 0
  while i < bytes.count {
    var rest = bytes[i...].makeIterator()
    decoder = UTF8()
    switch decoder.decode(&rest) {
    case .scalarValue(let s):
      let length = UTF8.width(s)
      // Marks that turn the direction of writing can make one name look like another.
      let turns = (0x200E...0x200F).contains(s.value) || (0x202A...0x202E).contains(s.value) || (0x2066...0x2069).contains(s.value)
      if s.value < 0x20 || (0x7F...0x9F).contains(s.value) || s == "\\" || s.value == 0x2028 || s.value == 0x2029 || turns {
        for b in bytes[i..<(i + length)] { out += escaped(b) }
      } else {
        out.unicodeScalars.append(s)
      }
      i += length
    case .error:
      out += escaped(bytes[i])
      i += 1
    case .emptyInput:
      i = bytes.count
    }
  }
  return out
}
