import CProcessor
import Domene

/// Brings the posts of one part of the table of persons together, person by
/// person in the order of their numbers, each person's posts in input order.
public struct Personsamler {
  private var plasser: [UnsafeRawPointer] = []
  private var fra: [UInt32] = []
  private var funnet: [(post: UnsafeRawPointer, person: UInt32)] = []

  public init() {}

  /// - Parameters:
  ///   - biter: the part's posts; handed in once, since their keys are made equal.
  ///   - utenom: sources (by `Kilde.fil`) whose posts do not count; empty: all count.
  ///   - dokumenter: the part's documents with their persons.
  ///   - foerste: place of the part's first person; `antall`: how many.
  ///   - gjoer: is handed a person's place and posts.
  public mutating func forHverPerson(
    biter: [Postbiter], utenom: [Bool], dokumenter: ArraySlice<(post: UnsafeRawPointer, person: UInt32)>, tabell: Persontabell,
    foerste: Int, antall: Int, _ gjoer: (Int, UnsafeBufferPointer<UnsafeRawPointer>) throws -> Void
  ) rethrows {
    // A counting sort by person.
    fra.removeAll(keepingCapacity: true)
    fra.append(contentsOf: repeatElement(0, count: antall + 1))
    funnet.removeAll(keepingCapacity: true)
    for d in dokumenter { funnet.append((d.post, d.person - UInt32(foerste))) }
    let blikk = tabell.blikk
    for b in biter {
      b.forHver { p in
        if !utenom.isEmpty, utenom[Int(Post.kilde(p).fil)] { return }
        if b.medDuf {
          guard let treff = blikk.finn(Post.noekkel(p)) else { return }
          // From here on as all others.
          p.storeBytes(of: UInt64(treff.plass), toByteOffset: 4, as: UInt64.self)
        }
        let person = tabell.personplass(Int(truncatingIfNeeded: Post.noekkel(p))) &- foerste
        // Of a number that is joined to a person of another part: it has been taken there.
        guard person >= 0, person < antall else { return }
        funnet.append((UnsafeRawPointer(p), UInt32(truncatingIfNeeded: person)))
      }
    }
    guard let noe = funnet.first?.post else { return }
    for f in funnet { fra[Int(f.person)] += 1 }
    var sum: UInt32 = 0
    for i in 0...antall {
      let n = fra[i]
      fra[i] = sum
      sum += n
    }
    plasser.removeAll(keepingCapacity: true)
    plasser.append(contentsOf: repeatElement(noe, count: funnet.count))
    plasser.withUnsafeMutableBufferPointer { ut in
      for f in funnet {
        let i = Int(f.person)
        ut[Int(fra[i])] = f.post
        fra[i] += 1
      }
    }
    var start = 0
    for i in 0..<antall {
      let slutt = Int(fra[i])
      if slutt > start {
        try plasser.withUnsafeMutableBufferPointer { ut in
          let sine = UnsafeMutableBufferPointer(rebasing: ut[start..<slutt])
          // Posts lie where they were read: those of the next persons are fetched while this one is handled.
          for j in start + Self.forsprang..<min(slutt + Self.forsprang, max(start + Self.forsprang, ut.count)) {
            nir_prefetch(ut[j])
            nir_prefetch(ut[j] + 64)
          }
          Self.ordne(sine)
          try gjoer(foerste + i, UnsafeBufferPointer(sine))
        }
      }
      start = slutt
    }
  }

  /// How many posts ahead memory is fetched.
  private static let forsprang = 16

  /// Input order. Mostly a few posts, nearly in order already.
  private static func ordne(_ poster: UnsafeMutableBufferPointer<UnsafeRawPointer>) {
    var p = poster
    if p.count > 64 {
      p.sort { Post.kilde($0) < Post.kilde($1) }
      return
    }
    var i = 1
    while i < p.count {
      let x = p[i]
      let k = Post.kilde(x)
      var j = i
      while j > 0, k < Post.kilde(p[j - 1]) {
        p[j] = p[j - 1]
        j -= 1
      }
      p[j] = x
      i += 1
    }
  }
}
