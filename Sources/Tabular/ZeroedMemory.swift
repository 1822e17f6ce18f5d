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
