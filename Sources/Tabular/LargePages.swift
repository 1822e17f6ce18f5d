import Glibc

/// Memory in the processor's large pages, where the system has them: whoever reads or
/// writes here and there in many megabytes waits less for addresses to be looked up.
public enum LargePages {
  /// Bytes of a large page; sizes are best multiples of it.
  public static let size = 2 << 20

  /// Memory that begins on a large page, to be given back by `free`.
  public static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    var p: UnsafeMutableRawPointer?
    guard posix_memalign(&p, size, max(1, bytes)) == 0, let memory = p else {
      // As every other allocation of Swift's: without memory there is nothing to go on with.
      return UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes), alignment: 4096)
    }
    madvise(memory, bytes, Int32(MADV_HUGEPAGE))
    return memory
  }

  public static func free(_ memory: UnsafeMutableRawPointer?) { Glibc.free(memory) }
}

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
