import Glibc

/// Memory that one worker reads its files into, one after another.
///
/// Files may be kept: the bytes of those that were read before stand until somebody has looked at
/// several of them together (`letGo`), which is what their checksums are faster for.
public struct InputBuffer: ~Copyable, @unchecked Sendable {
  /// A file that was read before and still stands in memory.
  public struct Kept {
    /// What the reader gave with it.
    public let tag: UInt32
    /// All its bytes; good while they are being looked at.
    public let bytes: UnsafeRawBufferPointer
  }

  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  /// Where the file read last lies: after those that are kept, if it is not one of them.
  private var start = 0
  private var count = 0
  private var kept: [(tag: UInt32, place: Range<Int>)] = []
  /// The most bytes that kept files have filled since memory was given back last.
  private var filled = 0
  private let most: Int
  private let room: Int
  /// Bytes that the file read last said it had when it was opened.
  public private(set) var statedSize = 0

  /// - Parameters:
  ///   - most: so many files are kept at a time, the one read last among them; 0: none.
  ///   - room: bytes that they may take together; a larger file is kept by itself.
  public init(keeping most: Int = 0, room: Int = 0) {
    self.most = most
    self.room = room
  }

  deinit { if let memory { munmap(memory, capacity) } }

  /// The file read last; good until the next one is read.
  public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: memory.map { $0 + start }, count: count)
  }

  /// Reads a whole file. What it holds when reading starts counts; a file that
  /// grows meanwhile is read to its new end.
  /// - Parameters:
  ///   - path: the file's name as bytes.
  ///   - tag: what tells the file from the others that are kept.
  ///   - limit: the most bytes that a file may have.
  ///   - followLinks: false: a name that is a link is refused.
  ///   - letGo: is handed all kept files, in the order in which they were read, when there is no
  ///     room for one more.
  /// - Throws: `io`, `tooLarge`, `outOfMemory`; a file that throws is not kept.
  public mutating func read(
    _ path: [UInt8], tag: UInt32 = 0, limit: Int, followLinks: Bool = true, letGo take: ([Kept]) -> Void = { _ in }
  ) throws(TabularError) {
    count = 0
    let (fd, status) = try openRegular(path, followLinks: followLinks)
    defer { close(fd) }
    statedSize = Int(status.st_size)
    if statedSize > limit { throw .tooLarge(limit: limit) }
    if kept.count >= most || behindKept + statedSize >= room {
      let used = behindKept
      letGo(take)
      trim(to: used)
    }
    start = behindKept
    try grow(to: max(start + statedSize + 1, most > 1 ? room : 0))
    while true {
      if start + count == capacity { try grow(to: capacity + max(1 << 16, capacity / 2)) }
      guard let memory else { throw .outOfMemory }
      let n = Glibc.read(fd, memory + start + count, capacity - start - count)
      if n < 0 {
        if errno == EINTR { continue }
        throw .io(errno: errno, operation: .read)
      }
      if n == 0 { break }
      count += n
      if count > limit {
        statedSize = max(statedSize, count)
        throw .tooLarge(limit: limit)
      }
    }
    if most > 0 { kept.append((tag, start..<(start + count))) }
  }

  /// Reads a part of an open file, after the files that are kept.
  /// - Returns: how many bytes there were, less than `length` only at the file's end.
  /// - Throws: `io`, `outOfMemory`.
  public mutating func read(_ file: borrowing FileSegment, offset: Int, length: Int) throws(TabularError) -> Int {
    count = 0
    start = behindKept
    try grow(to: start + length)
    guard let memory else { throw .outOfMemory }
    count = try file.read(into: memory + start, offset: offset, count: length)
    return count
  }

  /// Lets the kept files be looked at for the last time.
  public mutating func letGo(_ take: ([Kept]) -> Void) {
    guard !kept.isEmpty else { return }
    let base = memory
    take(
      kept.map { k in
        let start = base.map { $0 + k.place.lowerBound }
        return Kept(tag: k.tag, bytes: UnsafeRawBufferPointer(start: start, count: k.place.count))
      })
    kept = []
  }

  /// Whether files are kept that nobody has looked at for the last time.
  public var keeps: Bool { !kept.isEmpty }

  /// The first place after what is kept, at the beginning of a line of the processor's cache.
  private var behindKept: Int { kept.last.map { ($0.place.upperBound + 63) / 64 * 64 } ?? 0 }

  private mutating func grow(to wanted: Int) throws(TabularError) {
    guard wanted > capacity else { return }
    // What was there is kept only while one file grows, and others before it: a fresh file needs no copy.
    let used = count == 0 ? behindKept : start + count
    if used == 0 { giveBack() }
    guard let more = InputBuffer.map(wanted) else { throw .outOfMemory }
    if used > 0, let memory {
      more.copyMemory(from: memory, byteCount: used)
      giveBack()
    }
    memory = more
    capacity = wanted
  }

  /// From the system and not the library, which takes the largest piece that was ever given back
  /// to it as the measure of what it had better keep: a night then held 30 MB more.
  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let p = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let p, p != MAP_FAILED else { return nil }
    return p
  }

  private static let page = 4096

  /// Gives back what more files than now have filled. They come the largest first, so that it is seldom wanted again.
  private mutating func trim(to used: Int) {
    filled = max(filled, used)
    let whole = (used + InputBuffer.page - 1) / InputBuffer.page * InputBuffer.page
    guard let memory, used < filled / 2, whole < capacity else { return }
    madvise(memory + whole, capacity - whole, Int32(MADV_DONTNEED))
    filled = used
  }

  private mutating func giveBack() {
    if let memory { munmap(memory, capacity) }
    memory = nil
    capacity = 0
    filled = 0
  }

  /// Gives memory over a size back. The file read last is gone then, and those that are kept are let go.
  public mutating func shrink(to size: Int, letGo take: ([Kept]) -> Void = { _ in }) {
    guard capacity > size else { return }
    letGo(take)
    giveBack()
    start = 0
    count = 0
  }
}
