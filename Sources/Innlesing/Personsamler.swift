import CProcessor
import Domene

/// One person's posts, by type, each type's in input order. Good until the next person's are asked for.
public struct Personposter {
  /// All of them, one type behind the other in the order of `Inndatatype`.
  fileprivate let start: UnsafeMutablePointer<UnsafeRawPointer>
  /// Where the types end, from the one before the first on, and where the person's first post is.
  fileprivate let slutter: UnsafePointer<UInt32>

  public var antall: Int { Int(slutter[Personsamler.typer] &- slutter[0]) }

  /// Those of a type.
  @inline(__always)
  subscript(type: Inndatatype) -> UnsafeBufferPointer<UnsafeRawPointer> {
    let t = Int(type.rawValue)
    let fra = slutter[t]
    let antall = Int(slutter[t &+ 1] &- fra)
    let sine = start + Int(fra &- slutter[0])
    if antall > 1 { Self.ordne(UnsafeMutableBufferPointer(start: sine, count: antall)) }
    return UnsafeBufferPointer(start: sine, count: antall)
  }

  /// Input order. Mostly they stand in it already.
  @inline(__always)
  private static func ordne(_ p: UnsafeMutableBufferPointer<UnsafeRawPointer>) {
    var forrige = Post.orden(p[0])
    for i in 1..<p.count {
      let k = Post.orden(p[i])
      if k < forrige { return sorter(p) }
      forrige = k
    }
  }

  @inline(never)
  private static func sorter(_ p: UnsafeMutableBufferPointer<UnsafeRawPointer>) {
    var p = p
    p.sort { Post.orden($0) < Post.orden($1) }
  }
}

/// Brings the posts of one part of the table of persons together, person by
/// person in the order of their numbers, each person's posts by type.
public struct Personsamler: ~Copyable {
  private struct Funn {
    let post: UnsafeRawPointer
    /// `plass` of the person and the type.
    let plass: UInt32
  }

  // Plain memory: ten million posts go through here, and an array asks at each whether it is shared.
  private var funnet = Funnliste()
  /// Places that a person has, one a type; more than there are types, for what a disk gives back may be anything.
  fileprivate static let typer = 16
  private var plasser = UnsafeMutableBufferPointer<UnsafeRawPointer>(start: nil, count: 0)
  /// By person and type: first how many posts there are, then where they begin, at last where they end.
  private var fra = UnsafeMutableBufferPointer<UInt32>(start: nil, count: 0)

  private struct Funnliste {
    private var start: UnsafeMutablePointer<Funn>
    /// Where the next one goes.
    private var neste: UnsafeMutablePointer<Funn>
    /// The end of the memory.
    private var slutt: UnsafeMutablePointer<Funn>

    init() {
      start = .allocate(capacity: 1 << 8)
      neste = start
      slutt = start + (1 << 8)
    }

    var alle: UnsafeBufferPointer<Funn> { UnsafeBufferPointer(start: start, count: neste - start) }
    mutating func toem() { neste = start }

    @inline(__always)
    mutating func legg(_ funn: Funn) {
      if neste == slutt { voks() }
      neste.initialize(to: funn)
      neste += 1
    }

    @inline(never)
    private mutating func voks() {
      let antall = neste - start
      let ny = UnsafeMutablePointer<Funn>.allocate(capacity: 2 * antall)
      ny.moveInitialize(from: start, count: antall)
      start.deallocate()
      start = ny
      neste = ny + antall
      slutt = ny + 2 * antall
    }

    /// Gives the memory back; once.
    func frigi() { start.deallocate() }
  }

  public init() {}

  deinit {
    funnet.frigi()
    plasser.deallocate()
    fra.deallocate()
  }

  /// - Parameters:
  ///   - biter: the part's posts.
  ///   - utenom: sources (by `Kilde.fil`) whose posts do not count; empty: all count.
  ///   - dokumenter: the part's documents with their persons.
  ///   - foerste: place of the part's first person; `antall`: how many.
  ///   - gjoer: is handed a person's place and posts.
  public mutating func forHverPerson(
    biter: [Postbiter], utenom: [Bool], dokumenter: ArraySlice<(post: UnsafeRawPointer, person: UInt32)>,
    tabell: Persontabell, foerste: Int, antall: Int, _ gjoer: (Int, Personposter) throws -> Void
  ) rethrows {
    // A counting sort by person and type: which type comes next is no question then, neither here nor where the posts
    // are read. Files are not read in the order that types have in the input.
    let alle = antall * Self.typer
    if fra.count < alle + 1 { Self.skift(&fra, alle + 1) }
    funnet.toem()
    guard let foran = fra.baseAddress else { return }
    foran.initialize(repeating: 0, count: alle + 1)
    // Before a person's first place is the end of the one before.
    var steder = Steder(funnet: funnet, fra: foran + 1, antall: antall)
    for d in dokumenter { steder.legg(d.post, Int(d.person) - foerste) }
    for i in biter.indices {
      // Who reads along a block has it at hand; the next one lies elsewhere.
      if i + 1 < biter.count { biter[i + 1].varm() }
      finn(biter[i], utenom, tabell, foerste, &steder)
    }
    funnet = steder.funnet
    let antallFunnet = funnet.alle.count
    if antallFunnet == 0 { return }
    var sum: UInt32 = 0
    for i in 1...alle {
      let n = foran[i]
      foran[i] = sum
      sum += n
    }
    if plasser.count < antallFunnet { Self.skift(&plasser, antallFunnet + antallFunnet / 4) }
    guard let plassert = plasser.baseAddress else { return }
    for f in funnet.alle {
      let i = 1 &+ Int(f.plass)
      (plassert + Int(foran[i])).initialize(to: f.post)
      foran[i] &+= 1
    }
    var start = 0
    for i in 0..<antall {
      let sine = foran + i * Self.typer
      let slutt = Int(sine[Self.typer])
      if slutt > start {
        // Posts lie where they were read: those of the next persons are fetched while this one is handled.
        for j in start + Self.forsprang..<min(slutt + Self.forsprang, max(start + Self.forsprang, antallFunnet)) {
          nir_prefetch(plassert[j])
          nir_prefetch(plassert[j] + 64)
        }
        try gjoer(foerste + i, Personposter(start: plassert + start, slutter: sine))
      }
      start = slutt
    }
  }

  /// The posts of a piece that are of the part's persons.
  @inline(__always)
  private func finn(_ b: Postbiter, _ utenom: [Bool], _ tabell: Persontabell, _ foerste: Int, _ steder: inout Steder) {
    let foeyd = tabell.harSammenfoeyde
    if utenom.isEmpty, !b.medDuf, !foeyd {
      // Mostly all count, and the key is the person's place.
      b.forHver { p in
        nir_prefetch(p + Self.lesesForan)
        steder.legg(p, Int(truncatingIfNeeded: Post.noekkel(p)) &- foerste)
      }
      return
    }
    let blikk = tabell.blikk
    b.forHver { p in
      nir_prefetch(p + Self.lesesForan)
      if !utenom.isEmpty, utenom[Int(Post.kilde(p).fil)] { return }
      // From here on as all others; what lies in memory stays so until it is asked for again.
      if b.medDuf, !Post.harPlass(p) {
        guard let treff = blikk.finn(Post.noekkel(p)) else { return }
        Post.sett(plass: treff.plass, p)
      }
      let plass = Int(truncatingIfNeeded: Post.noekkel(p))
      steder.legg(p, (foeyd ? tabell.personplass(plass) : plass) &- foerste)
    }
  }

  /// Where what is found is put: at hand, and not asked for anew at each post.
  private struct Steder {
    var funnet: Funnliste
    let fra: UnsafeMutablePointer<UInt32>
    /// Persons of the part.
    let antall: Int

    @inline(__always)
    mutating func legg(_ post: UnsafeRawPointer, _ person: Int) {
      // Of a number that is joined to a person of another part: it has been taken there.
      guard UInt(bitPattern: person) < UInt(bitPattern: antall) else { return }
      let plass = person &* Personsamler.typer &+ (Int(Post.type(post)) & (Personsamler.typer &- 1))
      funnet.legg(Funn(post: post, plass: UInt32(truncatingIfNeeded: plass)))
      fra[plass] &+= 1
    }
  }

  /// Other memory, with nothing in it.
  private static func skift<T>(_ b: inout UnsafeMutableBufferPointer<T>, _ antall: Int) {
    b.deallocate()
    b = .allocate(capacity: antall)
  }

  /// Bytes that are fetched ahead while posts are read as they lie.
  private static let lesesForan = 1024
  /// How many posts ahead memory is fetched.
  private static let forsprang = 32
}

extension Postbiter {
  /// Fetches the first posts.
  @inline(__always)
  fileprivate func varm() {
    guard let base = bytes.baseAddress else { return }
    for i in stride(from: 0, to: min(bytes.count, 512), by: 64) { nir_prefetch(base + i) }
  }
}
