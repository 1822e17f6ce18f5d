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
    return UnsafeRawBufferPointer(start: a + hode, count: n - hode)
      .elementsEqual(UnsafeRawBufferPointer(start: b + hode, count: n - hode))
  }
}

/// A place for posts that grows by blocks: nothing is copied when it grows, and
/// memory is touched only as it is used.
public final class Postlager: @unchecked Sendable {
  // Sendable: one worker writes; it is only read after all workers are done.
  static let blokk = 64 << 10

  private struct Blokk {
    var minne: UnsafeMutableRawPointer
    var brukt: Int
    var plass: Int
  }
  private var blokker: [Blokk] = []
  public private(set) var antall = 0
  public private(set) var bytes = 0

  public init() {}
  deinit { toem() }

  /// Gives the memory back.
  public func toem() {
    for b in blokker { b.minne.deallocate() }
    blokker = []
    antall = 0
    bytes = 0
  }

  /// Adds a post (all of it, header first).
  @inline(__always)
  public func leggTil(_ post: UnsafeRawBufferPointer) {
    let n = post.count
    if let i = blokker.indices.last, blokker[i].plass &- blokker[i].brukt >= n, let fra = post.baseAddress {
      (blokker[i].minne + blokker[i].brukt).copyMemory(from: fra, byteCount: n)
      blokker[i].brukt &+= n
    } else {
      nyBlokk(post)
    }
    antall &+= 1
    bytes &+= n
  }

  /// Adds a post under another key.
  func leggTil(_ post: UnsafeRawBufferPointer, noekkel: UInt64) {
    leggTil(post)
    guard let i = blokker.indices.last else { return }
    (blokker[i].minne + (blokker[i].brukt - post.count)).storeBytes(of: noekkel, toByteOffset: 4, as: UInt64.self)
  }

  @inline(never)
  private func nyBlokk(_ post: UnsafeRawBufferPointer) {
    // The first block is small: most stores of a small drop hold few rows.
    let plass = max(blokker.isEmpty ? 4 << 10 : Self.blokk, post.count)
    let minne = UnsafeMutableRawPointer.allocate(byteCount: plass, alignment: 16)
    if let fra = post.baseAddress { minne.copyMemory(from: fra, byteCount: post.count) }
    blokker.append(Blokk(minne: minne, brukt: post.count, plass: plass))
  }

  /// Every post in the order they were added.
  @inline(__always)
  public func forHver(_ gjoer: (UnsafeRawPointer) throws -> Void) rethrows {
    for b in blokker {
      var i = 0
      while i < b.brukt {
        let p = UnsafeRawPointer(b.minne + i)
        try gjoer(p)
        i &+= Post.lengde(p)
      }
    }
  }
}
