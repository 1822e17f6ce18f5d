import Domene
import Tabular

/// Which values of kommuner's rows are kept for who brings a person's rows together.
public enum Radverdier: Sendable {
  case alle
  /// All but `Registrert av`, which of avslutninger alone is shown in the night's outputs: of others only what tells
  /// rows apart.
  case utenRegistrertAv
  /// Only what tells rows apart: nobody will ask for values (`Personbygger.fyller`).
  case bareLikhet

  /// Whether a type's `Registrert av` is kept.
  func medAv(_ type: Inndatatype) -> Bool { self != .utenRegistrertAv || type == .avslutninger }
}

/// Where the posts of taken rows go. Once there is a table of persons: into the parts of
/// the table, keyed by the place of their DUF-nummer. Before: by room, keyed by the
/// DUF-nummer itself, so that they need not be moved when the table is there.
public struct Mottaker: @unchecked Sendable {
  // Unchecked: one worker writes; others read when all workers are done.
  public let tabell: Persontabell?
  /// The rows, by part of the table or by room.
  public let lager: Postlager
  /// Person documents, before there is a table: they stay in memory, since the
  /// coupling of documents points to them.
  public let dokumenter: Postlager
  private let rom: Rommottak?
  let ring: Noekkelring
  /// Whether numbers are joined in the table.
  private let foeyd: Bool
  /// Which values its rows have.
  let verdier: Radverdier
  /// By type: whether only a hash of the values is kept.
  private let forkortes: UInt16

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

  /// Rooms that get a part of their own before there is a table. DUF-nummer begin with a year: there
  /// are a hundred rooms a year.
  public static let maksRom = 4_095

  /// UDI rows and documents, before the table of persons can be made.
  /// - Parameter maksRom: 0 ... 65,535; rows of further rooms are moved when there is a table (`flytt`).
  public init(_ plass: Plass = Plass(), maksRom: Int = Self.maksRom) {
    tabell = nil
    let rom = Rommottak(maks: maksRom)
    self.rom = rom
    lager = Postlager(rom: rom, minne: plass.minne, grense: plass.grense, disk: plass.disk)
    dokumenter = Postlager(deler: 1, minne: plass.minne)
    ring = Noekkelring(blikk: nil)
    foeyd = false
    verdier = .alle
    forkortes = 0
  }

  /// The rows of known persons.
  public init(tabell: Persontabell, _ plass: Plass = Plass(), verdier: Radverdier = .alle) {
    self.tabell = tabell
    rom = nil
    lager = Postlager(deler: tabell.deler, minne: plass.minne, grense: plass.grense, disk: plass.disk)
    dokumenter = Postlager(deler: 1, minne: plass.minne)
    ring = Noekkelring(blikk: tabell.blikk)
    foeyd = tabell.harSammenfoeyde
    self.verdier = verdier
    forkortes =
      verdier == .bareLikhet
      ? Inndatatype.allCases.filter { Post.kanForkortes($0) }.reduce(0) { $0 | 1 << UInt16($1.rawValue) } : 0
  }

  @inline(__always)
  private func forkortes(_ p: UnsafeRawPointer) -> Bool { forkortes >> UInt16(Post.type(p)) & 1 != 0 }

  /// Before there is a table: the DUF-nummer of the rows that were taken, rising, each once.
  public func dufNumre() -> [UInt64] { Self.dufNumre([self]) }

  /// The same of several receivers, or one of so many shares that stand one behind the other.
  public static func dufNumre(_ mottakere: [Mottaker], del: Int = 0, av deler: Int = 1) -> [UInt64] {
    Romnumre(mottakere.compactMap(\.rom)).numre(del: del, av: deler)
  }

  /// Shares in which it is worth while to put the numbers in order: those that must be sorted take long.
  public static func nummerdeler(_ mottakere: [Mottaker]) -> Int {
    mottakere.reduce(0) { $0 + ($1.rom?.andre.count ?? 0) } < 1 << 16 ? 1 : 2
  }

  /// Turns numbers into keys, without counting references.
  struct Noekkelring: Sendable {
    let blikk: Nummerkart.Blikk?

    /// The key of a number; nil when nobody knows it.
    @inline(__always)
    func noekkel(_ duf: UInt64) -> UInt64? {
      guard let blikk else { return duf }
      return blikk.finn(duf).map { UInt64($0.plass) }
    }
  }

  /// Adds a post whose key is known to the part of the person that it belongs to.
  @inline(__always)
  public func ta(_ post: UnsafeRawBufferPointer) {
    guard let p = post.baseAddress else { return }
    let noekkel = Post.noekkel(p)
    if let tabell {
      let del = tabell.del(plass: tabell.personplass(Int(truncatingIfNeeded: noekkel)))
      if forkortes(p) {
        withUnsafeTemporaryAllocation(byteCount: post.count, alignment: 8) { kopi in
          kopi.copyMemory(from: post)
          guard let k = kopi.baseAddress else { return }
          lager.leggTil(k, Post.forkort(k), del: del)
        }
      } else {
        lager.leggTil(p, post.count, del: del)
      }
    } else if let rom {
      lager.leggTil(p, post.count, del: rom.ta(noekkel))
    }
  }

  /// What a part of the table is called in `lager`.
  func navn(del: Int, _ tabell: Persontabell) -> Range<Int> {
    self.tabell == nil ? tabell.rom(del: del) : del..<(del + 1)
  }

  /// Parts of the table before this one will not be asked for again: the disk may have their room back.
  public func glemDisk(foerDel del: Int, _ tabell: Persontabell) {
    if del > 0 { lager.glemDisk(foer: navn(del: del - 1, tabell).upperBound) }
  }

  /// Adds a person document.
  func taDokument(_ post: UnsafeRawBufferPointer) {
    if let p = post.baseAddress { dokumenter.leggTil(p, post.count, del: 0) }
  }

  /// Adds the posts of a queue, which are keyed by DUF-nummer, and empties it.
  /// - Parameter ukjent: is handed posts of numbers that nobody knows.
  @inline(__always)
  func ta(_ koe: inout Postkoe, ukjent: (UnsafeRawPointer) -> Void) {
    var i = 0
    if let blikk = ring.blikk {
      // Two rounds: memory that the second looks at is on its way while the first goes on.
      for j in 0..<koe.antall {
        let k = blikk.kandidat(koe.spor[j])
        koe.kandidater[j] = k
        lager.varm(del: Int(k.del))
      }
      for j in 0..<koe.antall {
        let p = koe.minne + i
        let n = Post.kortLengde(p)
        if let treff = blikk.bekreft(koe.kandidater[j], koe.spor[j], Post.noekkel(p)) {
          var del = Int(treff.del)
          // The table is only touched where it must be: workers share it, and its references with it.
          if foeyd, let tabell {
            let person = tabell.personplass(Int(treff.plass))
            if person != Int(treff.plass) { del = tabell.del(plass: person) }
          }
          let m = forkortes != 0 && forkortes(p) ? Post.forkort(p) : n
          lager.leggTilFraKoe(p, m, noekkel: UInt64(treff.plass), del: del)
        } else {
          ukjent(p)
        }
        i &+= n
      }
    } else if let rom {
      for _ in 0..<koe.antall {
        let p = koe.minne + i
        lager.varm(del: rom.varm(Post.noekkel(p)))
        i &+= Post.kortLengde(p)
      }
      i = 0
      for _ in 0..<koe.antall {
        let p = koe.minne + i
        let n = Post.kortLengde(p)
        let duf = Post.noekkel(p)
        lager.leggTilFraKoe(p, n, noekkel: duf, del: rom.ta(duf))
        i &+= n
      }
    }
    koe.toem()
  }

  /// All of UDI and Folkeregisteret is read: to be called before the documents are.
  public func ferdigMedRegistre() {
    lager.begynnAaSlippe()
    dokumenter.ferdig()
  }

  /// Takes over posts of a store by room that do not belong to the part of their room:
  /// those of no room, and those of numbers that are joined to a person of another part.
  /// - Parameter utenom: sources (by `Kilde.fil`) whose rows do not count; empty: all count.
  /// - Throws: what the store's disk throws.
  public func flytt(fra: Mottaker, utenom: [Bool]) throws {
    guard let tabell, let blikk = ring.blikk else { return }
    func flytt(_ p: UnsafeRawPointer, alle: Bool) {
      if !utenom.isEmpty, utenom[Int(Post.kilde(p).fil)] { return }
      guard let treff = blikk.finn(Post.noekkel(p)) else { return }
      let del = tabell.del(plass: tabell.personplass(Int(treff.plass)))
      if !alle, del == Int(treff.del) { return }
      let n = Post.lengde(p)
      let kopi = UnsafeMutableRawPointer.allocate(byteCount: n, alignment: 16)
      defer { kopi.deallocate() }
      kopi.copyMemory(from: p, byteCount: n)
      Post.sett(noekkel: UInt64(treff.plass), kopi)
      lager.leggTil(kopi, n, del: del)
    }
    try fra.lager.forHver(Postlager.utenRom..<Int.max) { flytt($0, alle: true) }
    if tabell.harSammenfoeyde { try fra.lager.forHver(0..<Postlager.utenRom) { flytt($0, alle: false) } }
  }
}
