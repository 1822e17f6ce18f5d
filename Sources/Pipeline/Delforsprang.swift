import Innlesing

/// Reads the parts' posts from the disk a few parts ahead of those who judge them.
/// Parts are to be taken in order, or nearly.
final class Delforsprang: Sendable {
  /// Parts that are in memory at a time, each in a place of its own.
  private static let plasser = 6
  /// Parts that have the disk for themselves until the first of them is there: all wait for it.
  private static let foerst = 2

  private let mottakere: [Mottaker]
  private let tabell: Persontabell
  /// One a place: the disk answers several questions in the time of one.
  private let koer = (0..<plasser).map { _ in SerialQueue() }
  private let minner: [Delminne]
  private let klare: [Permits]
  private let lest = Locked<[Int: Result<[Postbiter], any Error>]>([:])
  private let gjort: Locked<Gjort>

  /// Which parts are done with.
  private struct Gjort {
    var deler: [Bool]
    /// All before this one are.
    var foer = 0
    /// The disk has its room back of those before this one.
    var glemt = 0
  }

  /// So many parts are given up on the disk together.
  private static let glemmer = 8

  init(_ lest: Innlesingstrinn.Resultat) {
    mottakere = lest.mottakere
    tabell = lest.tabell
    minner = (0..<Self.plasser).map { _ in Delminne() }
    gjort = Locked(Gjort(deler: Array(repeating: false, count: lest.tabell.deler)))
    klare = (0..<lest.tabell.deler).map { _ in Permits(0) }
    for del in 0..<min(Self.foerst, tabell.deler) { hent(del) }
  }

  private func hent(_ del: Int) {
    koer[del % Self.plasser].add { [self] in
      let r = Result { try minner[del % Self.plasser].biter(del: del, mottakere, tabell) }
      lest.withLock { $0[del] = r }
      klare[del].giveBack()
      if del == 0 { for d in min(Self.foerst, tabell.deler)..<min(Self.plasser, tabell.deler) { hent(d) } }
    }
  }

  /// The posts of a part; good until `ferdig`.
  /// - Throws: what the disk throws.
  func ta(_ del: Int) throws -> [Postbiter] {
    klare[del].take()
    return try lest.withLock { $0.removeValue(forKey: del) }?.get() ?? []
  }

  /// The part's posts are done with: its place is for a later part.
  func ferdig(_ del: Int) {
    if del + Self.plasser < tabell.deler { hent(del + Self.plasser) }
    gjort.withLock { g in
      g.deler[del] = true
      while g.foer < g.deler.count, g.deler[g.foer] { g.foer += 1 }
      guard g.foer >= g.glemt + Self.glemmer else { return }
      g.glemt = g.foer
      for m in mottakere { m.glemDisk(foerDel: g.foer, tabell) }
    }
  }
}
