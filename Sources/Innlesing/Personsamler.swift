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
    var alle = UnsafeMutableBufferPointer<Funn>(start: nil, count: 0)
    var antall = 0
  }

  public init() {
    funnet = .allocate(capacity: Self.typer)
    funnet.initialize(repeating: Funnliste(), count: Self.typer)
  }

  deinit {
    for t in 0..<Self.typer { funnet[t].alle.deallocate() }
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
    biter: [Postbiter], utenom: [Bool], dokumenter: ArraySlice<(post: UnsafeRawPointer, person: UInt32)>, tabell: Persontabell,
    foerste: Int, antall: Int, _ gjoer: (Int, UnsafeBufferPointer<UnsafeRawPointer>) throws -> Void
  ) rethrows {
    // A counting sort by person.
    if fra.count < antall + 1 { Self.skift(&fra, antall + 1) }
    for i in 0...antall { fra.initializeElement(at: i, to: 0) }
    for t in 0..<Self.typer { funnet[t].antall = 0 }
    for d in dokumenter { finn(d.post, Int(d.person) - foerste) }
    for i in biter.indices {
      // Who reads along a block has it at hand; the next one lies elsewhere.
      if i + 1 < biter.count { biter[i + 1].varm() }
      finn(biter[i], utenom, tabell, foerste, antall)
    }
    let antallFunnet = (0..<Self.typer).reduce(0) { $0 + funnet[$1].antall }
    if antallFunnet == 0 { return }
    var sum: UInt32 = 0
    for i in 0...antall {
      let n = fra[i]
      fra[i] = sum
      sum += n
    }
    if plasser.count < antallFunnet { Self.skift(&plasser, antallFunnet + antallFunnet / 4) }
    for t in 0..<Self.typer {
      for f in funnet[t].alle[..<funnet[t].antall] {
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
          nir_prefetch(plasser[j] + 100)
        }
        Self.ordne(sine)
        try gjoer(foerste + i, UnsafeBufferPointer(sine))
      }
      start = slutt
    }
  }

  /// The posts of a piece that are of the part's persons.
  @inline(__always)
  private mutating func finn(_ b: Postbiter, _ utenom: [Bool], _ tabell: Persontabell, _ foerste: Int, _ antall: Int) {
    let blikk = tabell.blikk
    let foeyd = tabell.harSammenfoeyde
    b.forHver { p in
      if !utenom.isEmpty, utenom[Int(Post.kilde(p).fil)] { return }
      // From here on as all others; what lies in memory stays so until it is asked for again.
      if b.medDuf, !Post.harPlass(p) {
        guard let treff = blikk.finn(Post.noekkel(p)) else { return }
        Post.sett(plass: treff.plass, p)
      }
      let plass = Int(truncatingIfNeeded: Post.noekkel(p))
      let person = (foeyd ? tabell.personplass(plass) : plass) &- foerste
      // Of a number that is joined to a person of another part: it has been taken there.
      guard person >= 0, person < antall else { return }
      finn(p, person)
    }
  }

  @inline(__always)
  private mutating func finn(_ post: UnsafeRawPointer, _ person: Int) {
    let liste = funnet + Int(Post.type(post)) & (Self.typer &- 1)
    if liste.pointee.antall == liste.pointee.alle.count { Self.voks(liste) }
    let funn = Funn(post: post, person: UInt32(truncatingIfNeeded: person))
    liste.pointee.alle.initializeElement(at: liste.pointee.antall, to: funn)
    liste.pointee.antall &+= 1
    fra[person] &+= 1
  }

  @inline(never)
  private static func voks(_ liste: UnsafeMutablePointer<Funnliste>) {
    let ny = UnsafeMutableBufferPointer<Funn>.allocate(capacity: max(1 << 8, 2 * liste.pointee.alle.count))
    _ = ny.moveInitialize(fromContentsOf: liste.pointee.alle)
    liste.pointee.alle.deallocate()
    liste.pointee.alle = ny
  }

  /// Other memory, with nothing in it.
  private static func skift<T>(_ b: inout UnsafeMutableBufferPointer<T>, _ antall: Int) {
    b.deallocate()
    b = .allocate(capacity: antall)
  }

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
