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

  /// Memory of zeros in small pages, each of which comes to be when it is first asked for;
  /// to be given back by `free`.
  public static func zeroed(_ bytes: Int) -> UnsafeMutableRawPointer {
    if let p = calloc(max(1, bytes), 1) { return p }
    let p = allocate(bytes)
    p.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    return p
  }

  public static func free(_ memory: UnsafeMutableRawPointer?) { Glibc.free(memory) }
}
