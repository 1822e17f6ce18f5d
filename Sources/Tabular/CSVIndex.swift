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
    build(bytes, delimiter: delimiter, level: Processor.vectorLevel)
  }

  /// The same with what the processor is taken to have: any level up to `Processor.vectorLevel`.
  mutating func build(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8, level: Int32) {
    count = 0
    guard let base = bytes.baseAddress else { return }
    let n = bytes.count
    var i = 0
    var k = 0
    // Room for a block's positions, and for what is left after the last block.
    while true {
      if k &+ 64 > capacity {
        count = k
        grow(to: k &+ 64)
      }
      if i &+ 64 > n { break }
      k = nir_positions(level, base, &i, n, delimiter, positions, k, capacity)
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
