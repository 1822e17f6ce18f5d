import CProcessor
import Domene

/// Brings the posts of one part of the table of persons together, person by
/// person in the order of their numbers, each person's posts in input order.
public struct Personsamler: ~Copyable {
  private struct Funn {
    let post: UnsafeRawPointer
    let person: UInt32
  }

  // Plain memory: ten million posts go through here, and an array asks at each whether it is shared.
  /// What was found of each type, in the order that types have in the input: files are not read
  /// in that order, and of one type a person mostly has posts from one file.
  private let funnet: UnsafeMutablePointer<Funnliste>
  private static let typer = 16
  private var plasser = UnsafeMutableBufferPointer<UnsafeRawPointer>(start: nil, count: 0)
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

  public init() {
    funnet = .allocate(capacity: Self.typer)
    for t in 0..<Self.typer { (funnet + t).initialize(to: Funnliste()) }
  }

  deinit {
    for t in 0..<Self.typer { funnet[t].frigi() }
    funnet.deallocate()
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
    tabell: Persontabell, foerste: Int, antall: Int, _ gjoer: (Int, UnsafeBufferPointer<UnsafeRawPointer>) throws -> Void
  ) rethrows {
    // A counting sort by person.
    if fra.count < antall + 1 { Self.skift(&fra, antall + 1) }
    for i in 0...antall { fra.initializeElement(at: i, to: 0) }
    for t in 0..<Self.typer { funnet[t].toem() }
    guard let foran = fra.baseAddress else { return }
    let steder = Steder(funnet: funnet, fra: foran, antall: antall)
    for d in dokumenter { steder.legg(d.post, Int(d.person) - foerste) }
    for i in biter.indices {
      // Who reads along a block has it at hand; the next one lies elsewhere.
      if i + 1 < biter.count { biter[i + 1].varm() }
      finn(biter[i], utenom, tabell, foerste, steder)
    }
    let antallFunnet = (0..<Self.typer).reduce(0) { $0 + funnet[$1].alle.count }
    if antallFunnet == 0 { return }
    var sum: UInt32 = 0
    for i in 0...antall {
      let n = fra[i]
      fra[i] = sum
      sum += n
    }
    if plasser.count < antallFunnet { Self.skift(&plasser, antallFunnet + antallFunnet / 4) }
    for t in 0..<Self.typer {
      for f in funnet[t].alle {
        let i = Int(f.person)
        plasser.initializeElement(at: Int(fra[i]), to: f.post)
        fra[i] &+= 1
      }
    }
    var start = 0
    for i in 0..<antall {
      let slutt = Int(fra[i])
      if slutt > start {
        let sine = UnsafeMutableBufferPointer(rebasing: plasser[start..<slutt])
        // Posts lie where they were read: those of the next persons are fetched while this one is handled.
        for j in start + Self.forsprang..<min(slutt + Self.forsprang, max(start + Self.forsprang, antallFunnet)) {
          nir_prefetch(plasser[j])
          nir_prefetch(plasser[j] + 64)
        }
        Self.ordne(sine)
        try gjoer(foerste + i, UnsafeBufferPointer(sine))
      }
      start = slutt
    }
  }

  /// The posts of a piece that are of the part's persons.
  @inline(__always)
  private func finn(_ b: Postbiter, _ utenom: [Bool], _ tabell: Persontabell, _ foerste: Int, _ steder: Steder) {
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
    let funnet: UnsafeMutablePointer<Funnliste>
    let fra: UnsafeMutablePointer<UInt32>
    /// Persons of the part.
    let antall: Int

    @inline(__always)
    func legg(_ post: UnsafeRawPointer, _ person: Int) {
      // Of a number that is joined to a person of another part: it has been taken there.
      guard UInt(bitPattern: person) < UInt(bitPattern: antall) else { return }
      funnet[Int(Post.type(post)) & (Personsamler.typer &- 1)].legg(
        Funn(post: post, person: UInt32(truncatingIfNeeded: person)))
      fra[person] &+= 1
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

  /// Input order. Mostly they stand in it already.
  private static func ordne(_ poster: UnsafeMutableBufferPointer<UnsafeRawPointer>) {
    var p = poster
    if p.count > 64 {
      p.sort { Post.orden($0) < Post.orden($1) }
      return
    }
    guard var hoeyest = p.first.map(Post.orden) else { return }
    var i = 1
    while i < p.count {
      let x = p[i]
      let k = Post.orden(x)
      if k >= hoeyest {
        hoeyest = k
        i += 1
        continue
      }
      var j = i
      repeat {
        p[j] = p[j - 1]
        j -= 1
      } while j > 0 && k < Post.orden(p[j - 1])
      p[j] = x
      i += 1
    }
  }
}

extension Postbiter {
  /// Fetches the first posts.
  @inline(__always)
  fileprivate func varm() {
    guard let base = bytes.baseAddress else { return }
    for i in stride(from: 0, to: min(bytes.count, 512), by: 64) { nir_prefetch(base + i) }
  }
}
