import Tabular

/// Memory for the posts of one part, from the workers' stores: what lies on the disk
/// is read into it.
public final class Delminne: @unchecked Sendable {
  // Unchecked: one thread at a time uses it.
  private var minne = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  public init() {}
  deinit { LargePages.free(minne.baseAddress) }

  /// - Parameter tabell: says which rooms are the part's.
  /// - Returns: the part's posts; good until the memory is used for another part.
  /// - Throws: what the stores' disk throws.
  public func biter(del: Int, _ mottakere: [Mottaker], _ tabell: Persontabell) throws -> [Postbiter] {
    func omraade(_ m: Mottaker) -> Range<Int> { m.navn(del: del, tabell) }
    let bytes = mottakere.reduce(0) { $0 + $1.lager.bytesPaaDisk(omraade($1)) }
    if bytes > minne.count {
      LargePages.free(minne.baseAddress)
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
