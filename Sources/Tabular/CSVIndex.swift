import CProcessor

/// Positions of the bytes that structure CSV: the delimiter, the quote and LF.
///
/// Built in one pass over a block, 64 bytes at a time and without branches on the
/// content; the rows are then cut from the positions, so no byte is looked at twice.
public struct CSVIndex: ~Copyable {
  @usableFromInline var positions: UnsafeMutablePointer<UInt32>
  @usableFromInline var capacity: Int
  /// Number of positions.
  public private(set) var count = 0

  public init() {
    capacity = 1 << 14
    positions = .allocate(capacity: capacity)
  }

  deinit { positions.deallocate() }

  @usableFromInline
  mutating func grow(to needed: Int) {
    var ny = capacity
    while ny < needed { ny *= 2 }
    let p = UnsafeMutablePointer<UInt32>.allocate(capacity: ny)
    p.update(from: positions, count: count)
    positions.deallocate()
    positions = p
    capacity = ny
  }

  /// Indexes a block of at most 2³² - 1 bytes.
  public mutating func build(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8) {
    count = 0
    guard let base = bytes.baseAddress else { return }
    let n = bytes.count
    var i = 0
    var k = 0
    while i &+ 64 <= n {
      if k &+ 64 > capacity {
        count = k
        grow(to: k &+ 64)
      }
      var m = nir_mask64(base + i, delimiter, 0x22, 0x0A)
      let ut = positions
      while m != 0 {
        ut[k] = UInt32(truncatingIfNeeded: i &+ m.trailingZeroBitCount)
        k &+= 1
        m &= m &- 1
      }
      i &+= 64
    }
    if k &+ 64 > capacity {
      count = k
      grow(to: k &+ 64)
    }
    while i < n {
      let c = base.load(fromByteOffset: i, as: UInt8.self)
      if c == delimiter || c == 0x22 || c == 0x0A {
        positions[k] = UInt32(truncatingIfNeeded: i)
        k &+= 1
      }
      i &+= 1
    }
    count = k
  }

  @inline(__always)
  @usableFromInline
  subscript(_ i: Int) -> Int { Int(positions[i]) }
}
