import Glibc

/// Memory of zeros in small pages, each of which comes to be when it is first asked for (the
/// library's own way may hand out memory that was used, and sets all of it to zero).
public struct ZeroedMemory: ~Copyable {
  public let start: UnsafeMutableRawPointer
  private let bytes: Int
  private let isMapped: Bool

  public init(bytes: Int) {
    self.bytes = max(1, bytes)
    let p = mmap(nil, self.bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    if let p, p != MAP_FAILED {
      start = p
      isMapped = true
    } else {
      start = .allocate(byteCount: self.bytes, alignment: 4096)
      start.initializeMemory(as: UInt8.self, repeating: 0, count: self.bytes)
      isMapped = false
    }
  }

  deinit { if isMapped { munmap(start, bytes) } else { start.deallocate() } }
}

/// The pages of memory that somebody has been given.
public enum Pages {
  /// `MADV_POPULATE_WRITE`, which the C library's module leaves out.
  private static let populate: Int32 = 23

  /// Has the system lay its own memory under some pages now, and not under each when it is first touched, which
  /// takes longer. That is for time alone: what an older system says to it is passed over.
  /// - Parameters:
  ///   - start: where a page begins.
  ///   - bytes: so many that the last page ends there.
  public static func lay(under start: UnsafeMutableRawPointer, bytes: Int) { _ = madvise(start, bytes, populate) }
}
