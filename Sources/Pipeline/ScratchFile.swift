import CProcessor
import Glibc
import Synchronization

/// A file without a name for what a run cannot hold in memory: it goes when the
/// run ends, however it ends. Several threads may use it.
final class ScratchFile: Sendable {
  private let fd: Int32
  private let end = Atomic<Int>(0)
  private let queue = SerialQueue()
  private let pieces: CachePieces
  /// What places and sizes are multiples of.
  static let page = 4096

  private init(fd: Int32, _ pieces: CachePieces) {
    self.fd = fd
    self.pieces = pieces
  }

  deinit { close(fd) }

  /// - Parameters:
  ///   - folder: on whose file system the bytes are to lie.
  ///   - pieces: what it shares with others that are written at the same time.
  /// - Throws: `RunError.cannotCreate`.
  static func make(in folder: [UInt8], _ pieces: CachePieces = CachePieces()) throws(RunError) -> ScratchFile {
    let path = Posix.join(folder, Array(".nir-scratch".utf8))
    let fd = Posix.withPath(path) { open($0, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600) }
    guard fd >= 0 else { throw .cannotCreate("scratch file in \(visiblePath(folder)): \(Posix.reason())") }
    _ = Posix.withPath(path) { unlink($0) }
    return ScratchFile(fd: fd, pieces)
  }

  /// One where temporary files belong (`TMPDIR`); nil where none can be made: then
  /// what would lie in it must fit in memory.
  static func temporary(_ pieces: CachePieces = CachePieces()) -> ScratchFile? {
    let fd = Posix.temporaryFile()
    guard fd >= 0 else { return nil }
    return ScratchFile(fd: fd, pieces)
  }

  /// Bytes that are given back at a time, and microseconds until the next.
  private static let givenBack = 8 << 20
  private static let pause: UInt32 = 4_000

  /// Nobody will read what lies in it, nor write more. The disk takes a while to free many megabytes,
  /// and keeps those waiting meanwhile who read and write other files: so it is asked for a little at a
  /// time, beside the caller. (75 MB at once stood in the way for 20 to 40 ms; a night took 5 % longer.)
  func empty() {
    end.store(0, ordering: .relaxed)
    // The file stays open until this is done: its number must not be another file's by then.
    queue.add { [self] in
      // What was written; room may have been kept for more.
      var s = stat()
      let whole = fstat(fd, &s) == 0 ? Int(s.st_size) : 0
      for left in stride(from: whole - ScratchFile.givenBack, to: 0, by: -ScratchFile.givenBack) {
        ftruncate(fd, off_t(left))
        usleep(ScratchFile.pause)
      }
      ftruncate(fd, 0)
    }
  }

  /// To be asked when all has been read: whether the disk has failed to take something that was written, which the
  /// system tells nobody who does not ask. What has not been sent to the disk by now is not.
  /// - Throws: `RunError.ioFailed`.
  func check() throws(RunError) {
    let error = nir_write_back_error(fd)
    guard error == 0 else { throw .ioFailed("scratch file: \(Posix.reason(error))") }
  }

  /// Bytes that room has been kept for.
  var size: Int { end.load(ordering: .relaxed) }

  /// Keeps room for so many bytes, rounded up to pages; tells where it begins.
  func reserve(_ bytes: Int) -> Int {
    end.wrappingAdd(ScratchFile.room(bytes), ordering: .relaxed).oldValue
  }

  /// So many bytes as `reserve` keeps room for them.
  static func room(_ bytes: Int) -> Int { (bytes + page - 1) / page * page }

  /// Writes at a place.
  /// - Throws: `RunError.ioFailed`, as when the disk is full.
  func write(_ bytes: UnsafeRawBufferPointer, at place: Int) throws(RunError) {
    guard write([bytes], at: place) else { throw .ioFailed("scratch file: \(Posix.reason())") }
  }

  /// Writes pieces after one another.
  /// - Parameter place: a multiple of `page`.
  /// - Returns: whether all could be written; if not, `errno` says why.
  func write(_ pieces: [UnsafeRawBufferPointer], at place: Int) -> Bool {
    let started = CachePieces.now()
    let most = self.pieces.most
    var at = place
    var vectors: [iovec] = []
    var bytes = 0
    // What one call has not written is written by itself, which says why.
    func flush() -> Bool {
      if bytes == 0 { return true }
      let n = pwritev(fd, &vectors, Int32(vectors.count), off_t(at))
      if n != bytes {
        var here = at
        for v in vectors {
          errno = Posix.put(fd, UnsafeRawBufferPointer(start: v.iov_base, count: v.iov_len), at: here)
          if errno != 0 { return false }
          here += v.iov_len
        }
      }
      at += bytes
      bytes = 0
      vectors.removeAll(keepingCapacity: true)
      return true
    }
    for p in pieces {
      var done = 0
      while done < p.count {
        let n = min(p.count - done, most - bytes)
        vectors.append(iovec(iov_base: UnsafeMutableRawPointer(mutating: p.baseAddress).map { $0 + done }, iov_len: n))
        done += n
        bytes += n
        if bytes == most || vectors.count == ScratchFile.mostVectors {
          if !flush() { return false }
        }
      }
    }
    guard flush() else { return false }
    self.pieces.took(CachePieces.now() - started, bytes: at - place)
    return true
  }

  /// So many pieces the system takes at once (IOV_MAX is more everywhere).
  private static let mostVectors = 512

  /// Reads so many bytes from a place.
  /// - Throws: `RunError.ioFailed`.
  func read(_ memory: UnsafeMutableRawBufferPointer, at place: Int) throws(RunError) {
    var done = 0
    while done < memory.count, let base = memory.baseAddress {
      let n = pread(fd, base + done, memory.count - done, off_t(place + done))
      if n < 0, errno == EINTR { continue }
      guard n > 0 else { throw .ioFailed("scratch file: \(n == 0 ? "cut short" : Posix.reason())") }
      done += n
    }
  }
}

/// How many bytes are best written with one call to files that lie in the page cache.
///
/// The system keeps what one call writes in one piece of its memory. Large pieces cost less, unless they have to be
/// fetched from a machine that is shared: then those of 32 KiB and more take eight times as long (2 to 3 ms a MiB
/// instead of 0.3, after another program had used the memory), and small ones are still at hand.
/// So it begins with large ones, and goes over to small ones for good when they turn out to be slow.
final class CachePieces: Sendable {
  private let isSmall = Atomic<Bool>(false)
  private let bytes = Atomic<Int>(0)
  private let nanoseconds = Atomic<Int>(0)
  private let slowSamples = Atomic<Int>(0)
  /// So many bytes are looked at together, and so many times in a row: a call may have been interrupted.
  private static let sample = 4 << 20
  private static let enough = 3
  /// Nanoseconds a byte from which on pieces have been fetched.
  private static let slow = 1

  /// The most bytes that are to be written with one call.
  var most: Int { isSmall.load(ordering: .relaxed) ? Posix.cachePiece : 1 << 20 }

  static func now() -> Int {
    var t = timespec()
    clock_gettime(CLOCK_MONOTONIC, &t)
    return t.tv_sec * 1_000_000_000 + t.tv_nsec
  }

  /// So long writing so many bytes has taken.
  func took(_ time: Int, bytes n: Int) {
    let t = nanoseconds.wrappingAdd(time, ordering: .relaxed).newValue
    let b = bytes.wrappingAdd(n, ordering: .relaxed).newValue
    if b < CachePieces.sample { return }
    if t <= b * CachePieces.slow {
      slowSamples.store(0, ordering: .relaxed)
    } else if slowSamples.wrappingAdd(1, ordering: .relaxed).newValue >= CachePieces.enough {
      isSmall.store(true, ordering: .relaxed)
    }
    bytes.store(0, ordering: .relaxed)
    nanoseconds.store(0, ordering: .relaxed)
  }
}

/// Bytes that are written first and read afterwards, once, in order: in the run's scratch file, but for the
/// last ones. One thread at a time may use it.
final class Spool {
  /// Bytes that are written at a time.
  private static let block = 256 << 10
  private let scratch: ScratchFile
  private let memory: UnsafeMutableRawPointer
  private var used = 0
  private var places: [Int] = []

  init(_ scratch: ScratchFile) {
    self.scratch = scratch
    memory = .allocate(byteCount: Spool.block, alignment: ScratchFile.page)
  }

  deinit { memory.deallocate() }

  func write(_ bytes: UnsafeRawBufferPointer) throws(RunError) {
    guard let base = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      if used == Spool.block { try flush() }
      let n = min(bytes.count - done, Spool.block - used)
      (memory + used).copyMemory(from: base + done, byteCount: n)
      used += n
      done += n
    }
  }

  private func flush() throws(RunError) {
    let place = scratch.reserve(Spool.block)
    try scratch.write(UnsafeRawBufferPointer(start: memory, count: Spool.block), at: place)
    places.append(place)
    used = 0
  }

  /// Hands out all that was written, in order.
  func read(_ take: (UnsafeRawBufferPointer) throws(RunError) -> Void) throws(RunError) {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: Spool.block, alignment: ScratchFile.page)
    defer { block.deallocate() }
    for place in places {
      try scratch.read(block, at: place)
      try take(UnsafeRawBufferPointer(block))
    }
    try take(UnsafeRawBufferPointer(start: memory, count: used))
  }
}
