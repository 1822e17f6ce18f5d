/// Rows that are filled anew for every person. Below it is an `Array` that only grows:
/// emptying sets a count, and who appends writes over what the last person left, so that
/// neither costs a call. Where there are few rows to a list and many lists to a person,
/// those calls cost more than the rows.
@frozen
public struct Radliste<Rad: Sendable>: Sendable {
  /// What lies behind the first `antall` means nothing.
  @usableFromInline var lager: [Rad]
  @usableFromInline var antall: Int

  /// An empty list.
  @inlinable @inline(__always)
  public init() {
    lager = []
    antall = 0
  }

  /// Adds a row at the end.
  @inlinable @inline(__always)
  public mutating func append(_ rad: Rad) {
    if antall < lager.count { lager[antall] = rad } else { lager.append(rad) }
    antall &+= 1
  }

  /// Empties the list and keeps its memory.
  @inlinable @inline(__always)
  public mutating func toem() { antall = 0 }
}

extension Radliste: RandomAccessCollection, MutableCollection {
  @inlinable @inline(__always) public var startIndex: Int { 0 }
  @inlinable @inline(__always) public var endIndex: Int { antall }
  @inlinable @inline(__always) public var count: Int { antall }
  @inlinable @inline(__always) public var isEmpty: Bool { antall == 0 }
  @inlinable @inline(__always) public var indices: Range<Int> { 0..<antall }

  /// The array's own test of bounds keeps memory safe; that the row is one of the person's
  /// is tested where assertions are.
  @inlinable
  public subscript(i: Int) -> Rad {
    @inline(__always) get {
      assert(i < antall)
      return lager[i]
    }
    @inline(__always) _modify {
      assert(i < antall)
      yield &lager[i]
    }
  }

  @inlinable
  public func withContiguousStorageIfAvailable<R>(_ les: (UnsafeBufferPointer<Rad>) throws -> R) rethrows -> R? {
    try lager.withUnsafeBufferPointer { try les(UnsafeBufferPointer(rebasing: $0[..<antall])) }
  }

  @inlinable
  public mutating func withContiguousMutableStorageIfAvailable<R>(
    _ endre: (inout UnsafeMutableBufferPointer<Rad>) throws -> R
  ) rethrows -> R? {
    let n = antall
    return try lager.withUnsafeMutableBufferPointer {
      var rader = UnsafeMutableBufferPointer(rebasing: $0[..<n])
      return try endre(&rader)
    }
  }
}

extension Radliste: RangeReplaceableCollection, ExpressibleByArrayLiteral {
  /// A list of these rows.
  public init(arrayLiteral rader: Rad...) {
    lager = rader
    antall = rader.count
  }

  public mutating func replaceSubrange(_ plasser: Range<Int>, with nye: some Collection<Rad>) {
    lager.removeSubrange(antall...)
    lager.replaceSubrange(plasser, with: nye)
    antall = lager.count
  }

  @inlinable
  public mutating func removeAll(keepingCapacity beholdes: Bool = false) {
    antall = 0
    if !beholdes { lager = [] }
  }
}
