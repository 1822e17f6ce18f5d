import Tabular

/// Memory for the posts of one part, from the workers' stores: what lies on the disk
/// is read into it. Several such memories may lie in one (`Delminne.flere`), so that their large
/// pages are filled: the system clears every one of them first.
public final class Delminne: @unchecked Sendable {
  // Unchecked: one thread at a time uses it.
  private var minne = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  /// Who frees the memory; nil: it is this one's own.
  private var felles: Felles?

  /// Memory that several have a share of.
  private final class Felles {
    let start: UnsafeMutableRawPointer
    init(bytes: Int) { start = LargePages.allocate(bytes) }
    deinit { LargePages.free(start) }
  }

  public init() {}
  deinit { frigi() }

  private func frigi() {
    if felles == nil { LargePages.free(minne.baseAddress) }
    felles = nil
  }

  /// So many memories, each for a part of the table as large as they mostly are.
  public static func flere(_ antall: Int, _ mottakere: [Mottaker], _ tabell: Persontabell) -> [Delminne] {
    let alle = (0..<antall).map { _ in Delminne() }
    let paaDisk = mottakere.reduce(0) { $0 + $1.lager.bytesPaaDisk(0..<Int.max) }
    if paaDisk == 0 { return alle }
    // Some parts are larger than the mean; one that needs more than this gets memory of its own.
    let hver = (paaDisk / tabell.deler * 5 / 4 / side + 1) * side
    let felles = Felles(bytes: hver * antall)
    for (i, d) in alle.enumerated() {
      d.minne = UnsafeMutableRawBufferPointer(start: felles.start + i * hver, count: hver)
      d.felles = felles
    }
    return alle
  }

  /// What the disk reads into begins on a page.
  private static let side = 4096

  /// - Parameter tabell: says which rooms are the part's.
  /// - Returns: the part's posts; good until the memory is used for another part.
  /// - Throws: what the stores' disk throws.
  public func biter(del: Int, _ mottakere: [Mottaker], _ tabell: Persontabell) throws -> [Postbiter] {
    func omraade(_ m: Mottaker) -> Range<Int> { m.navn(del: del, tabell) }
    let bytes = mottakere.reduce(0) { $0 + $1.lager.bytesPaaDisk(omraade($1)) }
    if bytes > minne.count {
      frigi()
      let plass = (bytes + bytes / 4) / LargePages.size * LargePages.size + LargePages.size
      minne = UnsafeMutableRawBufferPointer(start: LargePages.allocate(plass), count: plass)
    }
    var ut: [Postbiter] = []
    var n = 0
    for m in mottakere {
      let antall = m.lager.bytesPaaDisk(omraade(m))
      if antall > 0 {
        let her = UnsafeMutableRawBufferPointer(rebasing: minne[n..<(n + antall)])
        try m.lager.lesDisk(omraade(m), her)
        ut.append(m.lager.biter(her))
        n += antall
      }
      ut += m.lager.iMinnet(omraade(m))
    }
    return ut
  }
}
