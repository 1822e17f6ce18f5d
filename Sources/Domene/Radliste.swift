/// Rows that are filled anew for every person. Used as an `Array` that only grows:
/// emptying sets a count, and who appends writes over what the last person left, so that
/// neither costs a call. Where there are few rows to a list and many lists to a person,
/// those calls cost more than the rows.
///
/// Copies share memory until one of them is changed. Rows are plain values, without references.
@frozen
public struct Radliste<Rad: Sendable>: @unchecked Sendable {
  // Unchecked: the memory is only written by a list that holds it alone.
  // Its place stands in the list itself, so that a row is read without asking its owner.
  /// nil: there is none yet.
  @usableFromInline var minne: UnsafeMutablePointer<Rad>?
  @usableFromInline var antall: Int
  /// For how many rows there is memory. What lies behind the first `antall` means nothing.
  @usableFromInline var plass: Int
  @usableFromInline var eier: Radminne?

  /// An empty list.
  @inlinable @inline(__always)
  public init() {
    minne = nil
    antall = 0
    plass = 0
    eier = nil
  }

  /// Adds a row at the end.
  @inlinable @inline(__always)
  public mutating func append(_ rad: Rad) {
    if antall >= plass || !isKnownUniquelyReferenced(&eier) { skift(minst: antall &+ 1) }
    // The list holds the memory alone, and it goes on behind the last row.
    (minne.unsafelyUnwrapped + antall).initialize(to: rad)
    antall &+= 1
  }

  /// Room for so many more rows, for who writes many one after another; they count when
  /// `fylt` says so. Good until the list is changed otherwise.
  @inlinable @inline(__always)
  package mutating func rom(_ flere: Int) -> UnsafeMutablePointer<Rad> {
    if antall &+ flere > plass || !isKnownUniquelyReferenced(&eier) { skift(minst: antall &+ flere) }
    return minne.unsafelyUnwrapped + antall
  }

  /// So many rows have been written where `rom` said.
  @inlinable @inline(__always)
  package mutating func fylt(_ flere: Int) { antall = Swift.min(antall &+ Swift.max(flere, 0), plass) }

  /// Empties the list and keeps its memory.
  @inlinable @inline(__always)
  public mutating func toem() { antall = 0 }

  /// Goes over to memory of its own, with the rows.
  @usableFromInline @inline(never)
  mutating func skift(minst: Int) {
    assert(_isPOD(Rad.self), "rows are given up without a word to them")
    assert(MemoryLayout<Rad>.alignment <= MemoryLayout<UInt64>.alignment)
    let ny = Swift.max(8, minst, antall < plass ? plass : 2 * plass)
    let nytt = Radminne.create(minimumCapacity: ny * MemoryLayout<Rad>.stride) { _ in () }
    let rader = nytt.withUnsafeMutablePointerToElements {
      UnsafeMutableRawPointer($0).bindMemory(to: Rad.self, capacity: ny)
    }
    if let minne { rader.initialize(from: minne, count: antall) }
    minne = rader
    plass = ny
    eier = nytt
  }

  /// Before rows are changed where they stand.
  @inlinable @inline(__always)
  mutating func alene() {
    if !isKnownUniquelyReferenced(&eier) { skift(minst: antall) }
  }
}

/// The memory of lists that share it: the rows stand right behind the count of those lists, so that asking
/// whether a list is alone fetches what is written next.
@usableFromInline
typealias Radminne = ManagedBuffer<Void, UInt8>

extension Radliste: RandomAccessCollection, MutableCollection {
  @inlinable @inline(__always) public var startIndex: Int { 0 }
  @inlinable @inline(__always) public var endIndex: Int { antall }
  @inlinable @inline(__always) public var count: Int { antall }
  @inlinable @inline(__always) public var isEmpty: Bool { antall == 0 }
  @inlinable @inline(__always) public var indices: Range<Int> { 0..<antall }

  @inlinable
  public subscript(i: Int) -> Rad {
    @inline(__always) get {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: antall))
      return minne.unsafelyUnwrapped[i]
    }
    @inline(__always) _modify {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: antall))
      alene()
      yield &minne.unsafelyUnwrapped[i]
    }
  }

  @inlinable
  public func withContiguousStorageIfAvailable<R>(_ les: (UnsafeBufferPointer<Rad>) throws -> R) rethrows -> R? {
    try withExtendedLifetime(eier) { try les(UnsafeBufferPointer(start: minne, count: antall)) }
  }

  @inlinable
  public mutating func withContiguousMutableStorageIfAvailable<R>(
    _ endre: (inout UnsafeMutableBufferPointer<Rad>) throws -> R
  ) rethrows -> R? {
    alene()
    var rader = UnsafeMutableBufferPointer(start: minne, count: antall)
    return try endre(&rader)
  }
}

extension Radliste: RangeReplaceableCollection, ExpressibleByArrayLiteral {
  /// A list of these rows.
  public init(arrayLiteral rader: Rad...) { self.init(rader) }

  public mutating func replaceSubrange(_ plasser: Range<Int>, with nye: some Collection<Rad>) {
    var alle = Array(self)
    alle.replaceSubrange(plasser, with: nye)
    toem()
    for rad in alle { append(rad) }
  }

  @inlinable
  public mutating func removeAll(keepingCapacity beholdes: Bool = false) {
    if beholdes { toem() } else { self = Radliste() }
  }
}
