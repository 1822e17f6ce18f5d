import Glibc

/// Memory that one worker reads its files into, one after another.
public struct InputBuffer: ~Copyable, @unchecked Sendable {
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  private var count = 0
  /// Bytes that the file read last said it had when it was opened.
  public private(set) var statedSize = 0

  public init() {}
  deinit { free(memory) }

  /// The file read last; good until the next one is read.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

  /// Reads a whole file. What it holds when reading starts counts; a file that
  /// grows meanwhile is read to its new end.
  /// - Parameters:
  ///   - path: the file's name as bytes.
  ///   - limit: the most bytes that a file may have.
  ///   - followLinks: false: a name that is a link is refused.
  /// - Throws: `io`, `tooLarge`, `outOfMemory`.
  public mutating func read(_ path: [UInt8], limit: Int, followLinks: Bool = true) throws(TabularError) {
    count = 0
    let (fd, status) = try openRegular(path, followLinks: followLinks)
    defer { close(fd) }
    statedSize = Int(status.st_size)
    if statedSize > limit { throw .tooLarge(limit: limit) }
    try grow(to: statedSize + 1)
    while true {
      if count == capacity { try grow(to: capacity + max(1 << 16, capacity / 2)) }
      guard let memory else { throw .outOfMemory }
      let n = Glibc.read(fd, memory + count, capacity - count)
      if n < 0 {
        if errno == EINTR { continue }
        throw .io(errno: errno, operation: .read)
      }
      if n == 0 { return }
      count += n
      if count > limit {
        statedSize = max(statedSize, count)
        throw .tooLarge(limit: limit)
      }
    }
  }

  /// Reads a part of an open file in place of what was there.
  /// - Returns: how many bytes there were, less than `length` only at the file's end.
  /// - Throws: `io`, `outOfMemory`.
  public mutating func read(_ file: borrowing FileSegment, offset: Int, length: Int) throws(TabularError) -> Int {
    count = 0
    try grow(to: length)
    guard let memory else { throw .outOfMemory }
    count = try file.read(into: memory, offset: offset, count: length)
    return count
  }

  private mutating func grow(to wanted: Int) throws(TabularError) {
    guard wanted > capacity else { return }
    // What was there is kept only while one file grows: a fresh file needs no copy.
    if count == 0 {
      free(memory)
      memory = malloc(wanted)
    } else {
      memory = realloc(memory, wanted)
    }
    capacity = memory == nil ? 0 : wanted
    if memory == nil { throw .outOfMemory }
  }

  /// Gives memory over a size back.
  public mutating func shrink(to size: Int) {
    guard capacity > size else { return }
    free(memory)
    memory = nil
    capacity = 0
    count = 0
  }
}
