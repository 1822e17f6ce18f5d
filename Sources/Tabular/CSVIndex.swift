import CProcessor

/// Positions of the bytes that structure CSV: the delimiter, the quote and LF.
///
/// Built in one pass over a block, 64 bytes at a time and without branches on the
/// content; the rows are then cut from the positions, so no byte is looked at twice.
public struct CSVIndex: ~Copyable {
  @usableFromInline var positions: UnsafeMutablePointer<UInt32>
  /// A bit a position: whether a delimiter stands there. One word more than the positions need.
  @usableFromInline var delimiters: UnsafeMutablePointer<UInt64>
  @usableFromInline var capacity: Int
  /// Number of positions.
  public private(set) var count = 0

  public init() {
    capacity = 1 << 14
    positions = CSVIndex.positions(capacity)
    delimiters = .allocate(capacity: capacity / 64 + 2)
  }

  deinit {
    (positions - 1).deallocate()
    delimiters.deallocate()
  }

  /// Before the first position stands one that is just before the block, so that every field
  /// begins after a position.
  private static func positions(_ capacity: Int) -> UnsafeMutablePointer<UInt32> {
    let p = UnsafeMutablePointer<UInt32>.allocate(capacity: 1 + capacity + Structure.mostRead)
    p.initialize(repeating: .max, count: 1 + capacity + Structure.mostRead)
    return p + 1
  }

  @usableFromInline
  mutating func grow(to needed: Int) {
    var ny = capacity
    while ny < needed { ny *= 2 }
    let p = CSVIndex.positions(ny)
    p.update(from: positions, count: count)
    (positions - 1).deallocate()
    positions = p
    let d = UnsafeMutablePointer<UInt64>.allocate(capacity: ny / 64 + 2)
    d.update(from: delimiters, count: count / 64 + 1)
    delimiters.deallocate()
    delimiters = d
    capacity = ny
  }

  /// Indexes a block of at most 2³² - 1 bytes.
  public mutating func build(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8) {
    build(bytes, delimiter: delimiter, level: Processor.vectorLevel)
  }

  /// The same with what the processor is taken to have: any level up to `Processor.vectorLevel`.
  mutating func build(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8, level: Int32) {
    count = 0
    delimiters[0] = 0
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
      k = nir_positions(level, base, &i, n, delimiter, positions, delimiters, k, capacity)
    }
    while i < n {
      let c = base.load(fromByteOffset: i, as: UInt8.self)
      if c == delimiter || c == 0x22 || c == 0x0A {
        positions[k] = UInt32(truncatingIfNeeded: i)
        if k & 63 == 0 { delimiters[k >> 6] = 0 }
        if c == delimiter { delimiters[k >> 6] |= 1 << UInt64(k & 63) }
        k &+= 1
      }
      i &+= 1
    }
    count = k
  }

  @inline(__always)
  @usableFromInline
  subscript(_ i: Int) -> Int { Int(positions[i]) }

  /// What the index has found, as plain memory: good until it is built anew.
  public var structure: Structure { Structure(positions: UnsafePointer(positions), delimiters: UnsafePointer(delimiters), count: count) }

  /// The positions of a block, for who cuts plain rows without the scanner's help.
  public struct Structure {
    /// Rising. At -1 stands the one before the block (`UInt32.max`: one more is 0).
    public let positions: UnsafePointer<UInt32>
    @usableFromInline let delimiters: UnsafePointer<UInt64>
    /// Number of positions.
    public let count: Int

    /// Behind each position so many more can be read, be they of the block or not.
    public static let mostRead = 16

    /// The most fields that `isPlainRow` can be asked about.
    public static let mostFields = 56

    /// Whether the positions from `next` on begin with those of `fields` - 1 delimiters and one
    /// that is no delimiter's: a quote's or a line feed's.
    /// - Parameter fields: 1 ... `mostFields`.
    @inlinable @inline(__always)
    public func isPlainRow(_ next: Int, fields: Int) -> Bool {
      guard next &+ fields <= count else { return false }
      let bits = UnsafeRawPointer(delimiters).loadUnaligned(fromByteOffset: next &>> 3, as: UInt64.self)
      let mine: UInt64 = (1 &<< UInt64(truncatingIfNeeded: fields)) &- 1
      return UInt64(littleEndian: bits) &>> UInt64(truncatingIfNeeded: next & 7) & mine == mine &>> 1
    }
  }
}
