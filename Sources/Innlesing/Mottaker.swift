import Domene
import Tabular

/// Where the posts of taken rows go: by the person's place when there is a table,
/// else into one part, keyed by DUF-nummer.
public struct Mottaker: @unchecked Sendable {
  // Unchecked: one worker writes; others read when all workers are done.
  public let tabell: Persontabell?
  /// The rows, by part of the table.
  public let lager: Postlager
  /// Person documents, before there is a table: they stay in memory, since the
  /// coupling of documents points to them.
  public let dokumenter: Postlager
  /// Parts are powers of two apart: a shift instead of a division a row.
  private let skift: UInt64
  private let blikk: Persontabell.Blikk?
  let ring: Noekkelring

  /// What the stores share, and may hold.
  public struct Plass: Sendable {
    let minne: Stykkminne
    let grense: Int
    let disk: (any Postdisk)?
    /// - Parameters:
    ///   - grense: bytes of rows that one receiver may hold before they go to `disk`.
    public init(grense: Int = .max, disk: (any Postdisk)? = nil) {
      minne = Stykkminne()
      self.grense = grense
      self.disk = disk
    }

    /// Frees memory that no store uses.
    public func slipp() { minne.toem() }
  }

  private init(_ tabell: Persontabell?, deler: Int, perDel: Int, _ plass: Plass) {
    self.tabell = tabell
    lager = Postlager(deler: deler, minne: plass.minne, grense: plass.grense, disk: plass.disk)
    dokumenter = Postlager(deler: 1, minne: plass.minne)
    skift = UInt64(max(1, perDel).trailingZeroBitCount)
    blikk = tabell?.blikk
    ring = Noekkelring(blikk: blikk, stor: blikk == nil ? tabell : nil)
  }

  /// UDI rows and documents, before the table of persons can be made.
  public init(_ plass: Plass = Plass()) { self.init(nil, deler: 1, perDel: 1, plass) }

  /// - Parameters:
  ///   - perDel: how many places of the table go into one part, a power of two.
  public init(tabell: Persontabell, deler: Int, perDel: Int, _ plass: Plass = Plass()) {
    self.init(tabell, deler: deler, perDel: perDel, plass)
  }

  /// Turns numbers into keys, without counting references.
  struct Noekkelring: Sendable {
    fileprivate let blikk: Persontabell.Blikk?
    /// Only where there is a table too large for a `Blikk`.
    fileprivate let stor: Persontabell?

    /// Fetches what `noekkel` will ask for.
    @inline(__always)
    func varm(_ duf: UInt64) { blikk?.varm(duf) }

    /// The key of a number; nil when nobody knows it.
    @inline(__always)
    func noekkel(_ duf: UInt64) -> UInt64? {
      if let blikk { return blikk.plass(duf) }
      if let stor { return stor.plass(duf) }
      return duf
    }
  }

  @inline(__always)
  private func del(_ noekkel: UInt64) -> Int {
    if let blikk { return Int(truncatingIfNeeded: blikk.person(noekkel) >> skift) }
    if let tabell { return Int(truncatingIfNeeded: UInt64(tabell.person[Int(truncatingIfNeeded: noekkel)]) >> skift) }
    return 0
  }

  /// Adds a post whose key is known to the part of the person that it belongs to.
  @inline(__always)
  public func ta(_ post: UnsafeRawBufferPointer) {
    guard let p = post.baseAddress else { return }
    lager.leggTil(p, post.count, del: del(Post.noekkel(p)))
  }

  /// Adds a person document.
  func taDokument(_ post: UnsafeRawBufferPointer) {
    if let p = post.baseAddress { dokumenter.leggTil(p, post.count, del: 0) }
  }

  /// Adds the posts of a queue, which are keyed by DUF-nummer, and empties it.
  /// - Parameter ukjent: is handed posts of numbers that nobody knows.
  @inline(__always)
  func ta(_ koe: inout Postkoe, ukjent: (UnsafeRawPointer) -> Void) {
    var sistDuf = UInt64.max
    var sistNoekkel: UInt64?
    var i = 0
    for _ in 0..<koe.antall {
      let p = koe.minne + i
      let n = Post.lengde(p)
      let duf = Post.noekkel(p)
      if duf != sistDuf {
        sistDuf = duf
        sistNoekkel = ring.noekkel(duf)
      }
      if let noekkel = sistNoekkel {
        p.storeBytes(of: noekkel, toByteOffset: 4, as: UInt64.self)
        lager.leggTil(p, n, del: del(noekkel))
      } else {
        ukjent(p)
      }
      i &+= n
    }
    koe.toem()
  }

  /// Copies of posts that are keyed by DUF-nummer, through a queue: the table's
  /// memory comes while others move.
  /// - Parameter post: of a number that is known.
  @inline(__always)
  func flytt(_ post: UnsafeRawPointer, _ koe: inout Postkoe) {
    let n = Post.lengde(post)
    if koe.erFull || koe.plass < n { ta(&koe) { _ in } }
    if n > koe.plass {
      guard let noekkel = ring.noekkel(Post.noekkel(post)) else { return }
      let kopi = UnsafeMutableRawPointer.allocate(byteCount: n, alignment: 16)
      defer { kopi.deallocate() }
      kopi.copyMemory(from: post, byteCount: n)
      kopi.storeBytes(of: noekkel, toByteOffset: 4, as: UInt64.self)
      return ta(UnsafeRawBufferPointer(start: kopi, count: n))
    }
    ring.varm(Post.noekkel(post))
    koe.neste.copyMemory(from: post, byteCount: n)
    koe.ta(n)
  }

  /// Deals the rows of a store that is keyed by DUF-nummer into this one's parts.
  /// - Parameter utenom: sources (by `Kilde.fil`) whose rows do not count; empty: all count.
  /// - Throws: what the store's disk throws.
  public func flytt(fra: Postlager, utenom: [Bool]) throws {
    var koe = Postkoe()
    try fra.forHver(del: 0) { p in
      if !utenom.isEmpty, utenom[Int(Post.kilde(p).fil)] { return }
      flytt(p, &koe)
    }
    ta(&koe) { _ in }
  }
}

/// A few posts that wait for the table's memory: looking a number up right after
/// its row is read would stand still for it.
struct Postkoe: ~Copyable {
  private static let bytes = 48 << 10
  private static let antall = 32
  /// No row that the quick reader takes becomes more.
  static let stoerste = 4 << 10

  let minne: UnsafeMutableRawPointer
  private var n = 0
  private(set) var antall = 0

  init() { minne = .allocate(byteCount: Self.bytes, alignment: 16) }
  deinit { minne.deallocate() }

  /// Where the next post goes.
  var neste: UnsafeMutableRawPointer { minne + n }
  /// Bytes that it may have.
  var plass: Int { Self.bytes - n }
  var erFull: Bool { antall >= Self.antall || n > Self.bytes - Self.stoerste }

  /// The post at `neste` is written.
  @inline(__always)
  mutating func ta(_ lengde: Int) {
    n &+= lengde
    antall &+= 1
  }

  mutating func toem() {
    n = 0
    antall = 0
  }
}

/// Memory for the posts of one part, from the workers' stores: what lies on the disk
/// is read into it.
public final class Delminne: @unchecked Sendable {
  // Unchecked: one thread at a time uses it.
  private var minne = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  public init() {}
  deinit { LargePages.free(minne.baseAddress) }

  /// - Returns: the part's posts; good until the memory is used for another part.
  /// - Throws: what the stores' disk throws.
  public func biter(del: Int, _ mottakere: [Mottaker]) throws -> [Postbiter] {
    let bytes = mottakere.reduce(0) { $0 + $1.lager.bytesPaaDisk(del: del) }
    if bytes > minne.count {
      LargePages.free(minne.baseAddress)
      let plass = (bytes + bytes / 4) / LargePages.size * LargePages.size + LargePages.size
      minne = UnsafeMutableRawBufferPointer(start: LargePages.allocate(plass), count: plass)
    }
    var ut: [Postbiter] = []
    var n = 0
    for m in mottakere {
      let antall = m.lager.bytesPaaDisk(del: del)
      if antall > 0 {
        let her = UnsafeMutableRawBufferPointer(rebasing: minne[n..<(n + antall)])
        try m.lager.lesDisk(del: del, her)
        ut.append(Postbiter(UnsafeRawBufferPointer(her)))
        n += antall
      }
      for b in m.lager.iMinnet(del: del) { ut.append(Postbiter(b)) }
    }
    return ut
  }
}
