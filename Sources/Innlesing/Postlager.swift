import Domene
import Synchronization
import Tabular

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
    if i == n { return true }
    // The last eight bytes; of those compared already, and the header's, nothing is asked.
    let ulikt =
      a.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self) ^ b.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self)
    return ulikt >> UInt64(64 &- 8 &* (n &- i)) == 0
  }
}

/// Where posts lie that do not fit in memory.
public protocol Postdisk: Sendable {
  /// Writes pieces after one another; tells where they begin, nil when they cannot
  /// be written (the posts then stay in memory).
  func skriv(_ biter: [UnsafeRawBufferPointer]) -> Int?
  /// - Throws: when the bytes cannot be read back.
  func les(_ minne: UnsafeMutableRawBufferPointer, fra: Int) throws
}

/// Memory in large pages that stores take and give back: what one stage has filled
/// the next one fills again. Freed with the last store that uses it.
public final class Stykkminne: Sendable {
  /// Bytes that are handed out at a time: a large page of the processor's, which costs
  /// less when 512 parts are written in turn.
  static let stykke = LargePages.size

  private struct Ledige: @unchecked Sendable {
    // Unchecked: memory that nobody points into.
    var stykker: [UnsafeMutableRawPointer] = []
  }
  private let ledige = Mutex(Ledige())

  public init() {}

  deinit { toem() }

  /// Frees what nobody uses.
  func toem() {
    ledige.withLock { l in
      for s in l.stykker { LargePages.free(s) }
      l.stykker = []
    }
  }

  func ta() -> UnsafeMutableRawPointer {
    if let brukt = ledige.withLock({ $0.stykker.popLast() }) { return brukt }
    return LargePages.allocate(Self.stykke)
  }

  func giTilbake(_ stykker: [UnsafeMutableRawPointer]) {
    nonisolated(unsafe) let s = stykker
    ledige.withLock { $0.stykker.append(contentsOf: s) }
  }
}

/// One worker's posts, dealt into parts. Each part fills blocks of its own; when so
/// much memory is in use as the worker may have, all blocks go to the disk in one
/// piece, part by part, and their memory is used again.
public final class Postlager: @unchecked Sendable {
  // Sendable: one worker writes; it is only read after all workers are done.

  /// Bytes of a block.
  public static let blokk = 16 << 10
  private static let perStykke = Stykkminne.stykke / blokk

  /// The end of a part's last block.
  struct Skrivepunkt {
    var neste: UnsafeMutableRawPointer
    var igjen: Int
  }

  /// Blocks that went to the disk in one piece.
  private struct Kjoering {
    var sted: Int
    /// First block of each part, and of what would follow the last.
    var fra: [UInt32]
  }

  public let deler: Int
  /// By part. Outside the object, so that writing needs no more than this pointer.
  let punkter: UnsafeMutablePointer<Skrivepunkt>
  private let disk: (any Postdisk)?
  private let minne: Stykkminne
  private let maksBlokker: Int
  private var stykker: [UnsafeMutableRawPointer] = []
  private var ledige: [UnsafeMutableRawPointer] = []
  /// By part, in the order they were filled.
  private var blokker: [[UnsafeMutableRawPointer]]
  private var brukt = 0
  /// Posts that are larger than a block: by themselves, in memory.
  private var store: [[UnsafeMutableRawPointer]] = []
  private var kjoeringer: [Kjoering] = []
  private var diskVirker: Bool

  /// - Parameters:
  ///   - grense: bytes that may be held before they go to `disk`.
  public init(deler: Int, minne: Stykkminne, grense: Int = .max, disk: (any Postdisk)? = nil) {
    self.deler = deler
    self.disk = disk
    self.minne = minne
    diskVirker = disk != nil
    maksBlokker = max(2 * deler, grense / Self.blokk)
    blokker = Array(repeating: [], count: deler)
    punkter = .allocate(capacity: max(1, deler))
    punkter.initialize(
      repeating: Skrivepunkt(neste: UnsafeMutableRawPointer(punkter), igjen: 0), count: max(1, deler))
  }

  deinit {
    frigi()
    punkter.deallocate()
  }

  private func frigi() {
    minne.giTilbake(stykker)
    for liste in store { for p in liste { p.deallocate() } }
    stykker = []
    store = []
    ledige = []
  }

  /// Gives the memory back, and forgets everything.
  public func toem() {
    frigi()
    kjoeringer = []
    brukt = 0
    for d in 0..<deler {
      blokker[d] = []
      punkter[d].igjen = 0
    }
  }

  /// Adds a post (all of it, header first).
  @inline(__always)
  public func leggTil(_ post: UnsafeRawPointer, _ lengde: Int, del: Int) {
    if !Self.leggTil(post, lengde, punkter + del) { nyBlokk(post, lengde, del) }
  }

  /// Adds a post where there is room in the last block; false when there is none.
  @inline(__always)
  static func leggTil(
    _ post: UnsafeRawPointer, _ n: Int, _ punkt: UnsafeMutablePointer<Skrivepunkt>
  ) -> Bool {
    let igjen = punkt.pointee.igjen
    guard igjen >= n else { return false }
    let neste = punkt.pointee.neste
    neste.copyMemory(from: post, byteCount: n)
    punkt.pointee.neste = neste + n
    punkt.pointee.igjen = igjen &- n
    return true
  }

  @inline(never)
  func nyBlokk(_ post: UnsafeRawPointer, _ n: Int, _ del: Int) {
    if n > Self.blokk { return leggTilStor(post, n, del) }
    if brukt >= maksBlokker, diskVirker { tilDisk() }
    avslutt(del)
    let minne = ledigBlokk()
    blokker[del].append(minne)
    brukt += 1
    punkter[del] = Skrivepunkt(neste: minne, igjen: Self.blokk)
    _ = Self.leggTil(post, n, punkter + del)
  }

  private func leggTilStor(_ post: UnsafeRawPointer, _ n: Int, _ del: Int) {
    if store.isEmpty { store = Array(repeating: [], count: deler) }
    let minne = UnsafeMutableRawPointer.allocate(byteCount: n, alignment: 16)
    minne.copyMemory(from: post, byteCount: n)
    store[del].append(minne)
  }

  /// A length of none after the part's last post.
  private func avslutt(_ del: Int) {
    if punkter[del].igjen >= 4 { punkter[del].neste.storeBytes(of: 0, as: UInt32.self) }
  }

  private func ledigBlokk() -> UnsafeMutableRawPointer {
    if let b = ledige.popLast() { return b }
    let stykke = minne.ta()
    stykker.append(stykke)
    for i in stride(from: Self.perStykke - 1, to: 0, by: -1) { ledige.append(stykke + i * Self.blokk) }
    return stykke
  }

  /// Every block to the disk, part by part.
  private func tilDisk() {
    var biter: [UnsafeRawBufferPointer] = []
    biter.reserveCapacity(brukt)
    var fra: [UInt32] = []
    fra.reserveCapacity(deler + 1)
    for d in 0..<deler {
      fra.append(UInt32(biter.count))
      avslutt(d)
      for b in blokker[d] { biter.append(UnsafeRawBufferPointer(start: b, count: Self.blokk)) }
    }
    fra.append(UInt32(biter.count))
    guard let sted = disk?.skriv(biter) else {
      // A full disk: the run goes on in memory.
      diskVirker = false
      return
    }
    kjoeringer.append(Kjoering(sted: sted, fra: fra))
    for d in 0..<deler {
      ledige.append(contentsOf: blokker[d])
      blokker[d].removeAll(keepingCapacity: true)
      punkter[d].igjen = 0
    }
    brukt = 0
  }

  /// Bytes of a part that lie on the disk, whole blocks.
  public func bytesPaaDisk(del: Int) -> Int {
    kjoeringer.reduce(0) { $0 + Int($1.fra[del + 1] - $1.fra[del]) } * Self.blokk
  }

  /// Reads what of a part lies on the disk.
  /// - Parameter minne: `bytesPaaDisk(del:)` of room, on a page.
  /// - Throws: what the disk throws.
  public func lesDisk(del: Int, _ minne: UnsafeMutableRawBufferPointer) throws {
    var n = 0
    for k in kjoeringer {
      let antall = Int(k.fra[del + 1] - k.fra[del]) * Self.blokk
      if antall == 0 { continue }
      try disk?.les(
        UnsafeMutableRawBufferPointer(rebasing: minne[n..<(n + antall)]), fra: k.sted + Int(k.fra[del]) * Self.blokk)
      n += antall
    }
  }

  /// The parts' last posts end here: to be called before the posts are read.
  public func ferdig() {
    for d in 0..<deler { avslutt(d) }
  }

  /// A part's blocks in memory.
  public func iMinnet(del: Int) -> [UnsafeRawBufferPointer] {
    blokker[del].map { UnsafeRawBufferPointer(start: $0, count: Self.blokk) }
      + (store.isEmpty ? [] : store[del].map { UnsafeRawBufferPointer(start: $0, count: Post.lengde($0)) })
  }

  /// Every post of a part. What is handed out is good until the next one is.
  /// - Throws: what the disk throws.
  public func forHver(del: Int, _ gjoer: (UnsafeRawPointer) throws -> Void) throws {
    for k in kjoeringer {
      let fra = Int(k.fra[del])
      let til = Int(k.fra[del + 1])
      // A mouthful at a time: a store of one part may have gone to the disk many times.
      var i = fra
      let munnfull = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * Self.blokk, alignment: 4096)
      defer { munnfull.deallocate() }
      while i < til {
        let antall = min(64, til - i)
        let b = UnsafeMutableRawBufferPointer(rebasing: munnfull[..<(antall * Self.blokk)])
        try disk?.les(b, fra: k.sted + i * Self.blokk)
        try Postbiter(b).forHver(gjoer)
        i += antall
      }
    }
    for b in iMinnet(del: del) { try Postbiter(b).forHver(gjoer) }
  }
}

/// Posts in blocks, or one post by itself.
public struct Postbiter: @unchecked Sendable {
  // Unchecked: posts are only read once they are dealt.
  let bytes: UnsafeRawBufferPointer
  public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }
  init(_ bytes: UnsafeMutableRawBufferPointer) { self.bytes = UnsafeRawBufferPointer(bytes) }

  /// Every post.
  @inline(__always)
  public func forHver(_ gjoer: (UnsafeRawPointer) throws -> Void) rethrows {
    guard let base = bytes.baseAddress else { return }
    var blokk = 0
    while blokk < bytes.count {
      var i = blokk
      let slutt = min(blokk &+ Postlager.blokk, bytes.count)
      while i &+ 4 <= slutt {
        let n = Post.lengde(base + i)
        if n == 0 { break }
        try gjoer(base + i)
        i &+= n
      }
      // A post that is larger than a block stands by itself.
      blokk = max(slutt, i)
    }
  }
}
