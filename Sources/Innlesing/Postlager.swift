import Domene

/// A row that was taken, as bytes: the header and the row's values in the order
/// of its type's columns.
///
/// | bytes | what |
/// | --- | --- |
/// | 0-3 | length in all |
/// | 4-11 | key: a DUF-nummer, later the number's place among all known ones |
/// | 12-15 | segment (the file in input order) |
/// | 16-19 | line |
/// | 20 | type |
/// | 21- | values |
public enum Post {
  public static let hode = 21
  @inline(__always) public static func lengde(_ p: UnsafeRawPointer) -> Int {
    Int(p.loadUnaligned(as: UInt32.self))
  }
  @inline(__always) public static func noekkel(_ p: UnsafeRawPointer) -> UInt64 {
    p.loadUnaligned(fromByteOffset: 4, as: UInt64.self)
  }
  @inline(__always) public static func kilde(_ p: UnsafeRawPointer) -> Kilde {
    Kilde(
      fil: p.loadUnaligned(fromByteOffset: 12, as: UInt32.self),
      linje: p.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }
  @inline(__always) public static func type(_ p: UnsafeRawPointer) -> UInt8 {
    p.load(fromByteOffset: 20, as: UInt8.self)
  }

  /// Equal in every field, as read; the place in the input aside.
  @inline(__always) public static func like(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> Bool {
    let n = lengde(a)
    if n != lengde(b) || noekkel(a) != noekkel(b) || type(a) != type(b) { return false }
    var i = hode
    while i &+ 8 <= n {
      if a.loadUnaligned(fromByteOffset: i, as: UInt64.self) != b.loadUnaligned(fromByteOffset: i, as: UInt64.self) {
        return false
      }
      i &+= 8
    }
    while i < n {
      if a.load(fromByteOffset: i, as: UInt8.self) != b.load(fromByteOffset: i, as: UInt8.self) { return false }
      i &+= 1
    }
    return true
  }
}

/// A place for posts that grows by blocks: nothing is copied when it grows, and
/// memory is touched only as it is used.
public final class Postlager: @unchecked Sendable {
  // Sendable: one worker writes; it is only read after all workers are done.
  static let blokk = 64 << 10

  private var blokker: [(minne: UnsafeMutableRawPointer, brukt: Int)] = []
  /// Where the next post goes, and how much room there is. Outside the object, so
  /// that writing needs no more than this pointer.
  let punkt: UnsafeMutablePointer<Skrivepunkt>

  /// The end of the last block.
  struct Skrivepunkt {
    var neste: UnsafeMutableRawPointer
    var igjen: Int
    var antall: Int
  }

  public init() {
    punkt = .allocate(capacity: 1)
    punkt.initialize(to: Skrivepunkt(neste: UnsafeMutableRawPointer(punkt), igjen: 0, antall: 0))
  }

  deinit {
    toem()
    punkt.deallocate()
  }

  /// Posts in all.
  public var antall: Int { punkt.pointee.antall }

  /// Gives the memory back.
  public func toem() {
    for b in blokker { b.minne.deallocate() }
    blokker = []
    punkt.pointee = Skrivepunkt(neste: UnsafeMutableRawPointer(punkt), igjen: 0, antall: 0)
  }

  /// Adds a post (all of it, header first).
  @inline(__always)
  public func leggTil(_ post: UnsafeRawBufferPointer) {
    if !Self.leggTil(post, punkt) { nyBlokk(post) }
  }

  /// Adds a post where there is room in the last block; false when there is none.
  @inline(__always)
  static func leggTil(_ post: UnsafeRawBufferPointer, _ punkt: UnsafeMutablePointer<Skrivepunkt>) -> Bool {
    let n = post.count
    guard punkt.pointee.igjen >= n, let fra = post.baseAddress else { return false }
    punkt.pointee.neste.copyMemory(from: fra, byteCount: n)
    punkt.pointee.neste += n
    punkt.pointee.igjen &-= n
    punkt.pointee.antall &+= 1
    return true
  }

  /// Gives the post added last another key.
  @inline(__always)
  static func settNoekkel(_ noekkel: UInt64, av lengde: Int, _ punkt: UnsafeMutablePointer<Skrivepunkt>) {
    (punkt.pointee.neste - lengde).storeBytes(of: noekkel, toByteOffset: 4, as: UInt64.self)
  }

  @inline(never)
  func nyBlokk(_ post: UnsafeRawBufferPointer) {
    if let i = blokker.indices.last { blokker[i].brukt = punkt.pointee.neste - blokker[i].minne }
    // The first block is small: most stores of a small drop hold few rows.
    let plass = max(blokker.isEmpty ? 4 << 10 : Self.blokk, post.count)
    let minne = UnsafeMutableRawPointer.allocate(byteCount: plass, alignment: 16)
    blokker.append((minne, 0))
    punkt.pointee.neste = minne
    punkt.pointee.igjen = plass
    _ = Self.leggTil(post, punkt)
  }

  /// Every post in the order they were added.
  @inline(__always)
  public func forHver(_ gjoer: (UnsafeRawPointer) throws -> Void) rethrows {
    for (j, b) in blokker.enumerated() {
      var p = UnsafeRawPointer(b.minne)
      let slutt = j == blokker.count - 1 ? UnsafeRawPointer(punkt.pointee.neste) : p + b.brukt
      while p < slutt {
        let n = Post.lengde(p)
        try gjoer(p)
        p += n
      }
    }
  }
}
