import Domene
import Tabular

/// A file of the drop that has a type.
public struct Innfil: Sendable {
  public let type: Inndatatype
  /// Full path, as bytes.
  public let sti: [UInt8]
  /// The file's number in input order: what `Kilde.fil` holds.
  public let nummer: UInt32
  public init(type: Inndatatype, sti: [UInt8], nummer: UInt32) {
    self.type = type
    self.sti = sti
    self.nummer = nummer
  }
}

/// What reading a file came to: the manifest's line.
public struct Filresultat: Sendable {
  public var bytes = 0
  public var gzip = false
  public var format: FileKind = .empty
  public var koding: TextEncoding?
  /// CSV only.
  public var skilletegn: UInt8?
  public var lest = 0
  public var tatt = 0
  public var avvist = 0
  /// A file that is rejected whole has no rows read.
  public var avvistHelt = false
  /// The file could not be read at all: vanished, unreadable, a read error.
  public var lesefeil: TabularError?
  /// Limits that the file went over, each once.
  public var grensebrudd: [Grensebrudd] = []
  public init() {}
}

/// Limits of reading, all named in the pipeline file.
public struct Lesegrenser: Sendable {
  public var maksBytesFil = 64 << 30
  public var maksBytesUtpakket = 8 << 30
  public var maksBytesLinje = 16 << 20
  public var maksFeltRad = 1000
  /// Reading of a file stops when more of its rows than this are rejected: the run fails
  /// for it, and need not hold what is wrong with all the others.
  public var maksAvvisteRader = Int.max
  /// Plain files from this size on are read in parts by several workers. Not a
  /// limit of the pipeline file: what comes out is the same.
  public var delFilerFra = 12 << 20
  public var segmentlengde = 4 << 20
  public init() {}
}

/// Where the posts of taken rows go: by the person's place when there is a table,
/// else into one store, keyed by DUF-nummer.
public struct Mottaker: @unchecked Sendable {
  // Unchecked: the pointers are the stores' own, which live as long as this does.
  public let tabell: Persontabell?
  public let lagre: [Postlager]
  private let punkter: UnsafeMutablePointer<UnsafeMutablePointer<Postlager.Skrivepunkt>>
  private let eier: Punkteier
  /// Parts are powers of two apart: a shift instead of a division a row.
  private let skift: UInt64
  private let blikk: Persontabell.Blikk?

  private final class Punkteier {
    let p: UnsafeMutablePointer<UnsafeMutablePointer<Postlager.Skrivepunkt>>
    init(_ lagre: [Postlager]) {
      p = .allocate(capacity: max(1, lagre.count))
      for (i, l) in lagre.enumerated() { p[i] = l.punkt }
    }
    deinit { p.deallocate() }
  }

  private init(_ tabell: Persontabell?, _ lagre: [Postlager], perDel: Int) {
    self.tabell = tabell
    self.lagre = lagre
    eier = Punkteier(lagre)
    punkter = eier.p
    skift = UInt64(max(1, perDel).trailingZeroBitCount)
    blikk = tabell?.blikk
    ring = Noekkelring(blikk: blikk, stor: blikk == nil ? tabell : nil)
  }

  /// UDI rows and documents, before the table of persons can be made: into the
  /// first and the second store.
  public init() { self.init(nil, [Postlager(), Postlager()], perDel: 1) }

  /// - Parameters:
  ///   - perDel: how many places of the table go into one part, a power of two.
  public init(tabell: Persontabell, deler: Int, perDel: Int) {
    self.init(tabell, (0..<deler).map { _ in Postlager() }, perDel: perDel)
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

  let ring: Noekkelring

  /// Adds a post to the part of the person that its number belongs to.
  @inline(__always)
  public func ta(_ post: UnsafeRawBufferPointer) {
    guard let p = post.baseAddress else { return }
    let del: Int
    if let blikk {
      del = Int(truncatingIfNeeded: blikk.person(Post.noekkel(p)) >> skift)
    } else if let tabell {
      del = Int(truncatingIfNeeded: UInt64(tabell.person[Int(truncatingIfNeeded: Post.noekkel(p))]) >> skift)
    } else {
      del = Post.type(p) == Inndatatype.folkeregister.rawValue ? 1 : 0
    }
    if !Postlager.leggTil(post, punkter[del]) { lagre[del].nyBlokk(post) }
  }

  /// Adds copies of posts that are keyed by DUF-nummer, with the number's place as
  /// their key; a few at a time, so that the table's memory comes while others move.
  public func flytt(_ poster: UnsafeBufferPointer<UnsafeRawPointer>) {
    for p in poster { blikk?.varm(Post.noekkel(p)) }
    for p in poster {
      guard let plass = ring.noekkel(Post.noekkel(p)) else { continue }
      let post = UnsafeRawBufferPointer(start: p, count: Post.lengde(p))
      let person: UInt64
      if let blikk { person = blikk.person(plass) } else { person = UInt64(tabell?.person[Int(plass)] ?? 0) }
      let del = Int(truncatingIfNeeded: person >> skift)
      if !Postlager.leggTil(post, punkter[del]) { lagre[del].nyBlokk(post) }
      Postlager.settNoekkel(plass, av: post.count, punkter[del])
    }
  }
}
