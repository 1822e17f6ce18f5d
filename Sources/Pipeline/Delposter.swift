import Innlesing

/// The parts' posts for those who judge them, and which of them the disk may forget.
/// Parts are to be taken in order, or nearly.
///
/// Who judges a part reads it: the bytes are in the processor's cache then, and mostly lie in the
/// system's memory, not yet on the disk. (Reading ahead on threads of their own kept two cores from
/// their work: a night took a sixth longer.)
final class Delposter: Sendable {
  private let mottakere: [Mottaker]
  private let tabell: Persontabell
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
    gjort = Locked(Gjort(deler: Array(repeating: false, count: lest.tabell.deler)))
  }

  /// The posts of a part; good until `minne` is used for another.
  /// - Throws: what the disk throws.
  func les(_ del: Int, _ minne: Delminne) throws -> [Postbiter] { try minne.biter(del: del, mottakere, tabell) }

  /// The part's posts will not be asked for again.
  func ferdig(_ del: Int) {
    gjort.withLock { g in
      g.deler[del] = true
      while g.foer < g.deler.count, g.deler[g.foer] { g.foer += 1 }
      guard g.foer >= g.glemt + Self.glemmer else { return }
      g.glemt = g.foer
      for m in mottakere { m.glemDisk(foerDel: g.foer, tabell) }
    }
  }
}
