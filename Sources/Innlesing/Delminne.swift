/// Memory for the posts of one part, from the workers' stores: what lies on the disk
/// is read into it.
public final class Delminne: @unchecked Sendable {
  // Unchecked: one thread at a time uses it.
  private var minne = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var paaDisk: [Postlager.Paadisk] = []

  public init() {}
  deinit { minne.deallocate() }

  /// - Parameter tabell: says which rooms are the part's.
  /// - Returns: the part's posts; good until the memory is used for another part.
  /// - Throws: what the stores' disk throws.
  public func biter(del: Int, _ mottakere: [Mottaker], _ tabell: Persontabell) throws -> [Postbiter] {
    paaDisk.removeAll(keepingCapacity: true)
    for m in mottakere { m.lager.paaDisk(m.navn(del: del, tabell), &paaDisk) }
    let bytes = paaDisk.reduce(0) { $0 + $1.bytes }
    if bytes > minne.count {
      minne.deallocate()
      minne = .allocate(byteCount: bytes + bytes / 4, alignment: 4096)
    }
    var ut: [Postbiter] = []
    var n = 0
    for p in paaDisk {
      let her = UnsafeMutableRawBufferPointer(rebasing: minne[n..<(n + p.bytes)])
      try p.lager.les(p, her)
      ut.append(p.lager.biter(her))
      n += p.bytes
    }
    for m in mottakere { ut += m.lager.iMinnet(m.navn(del: del, tabell)) }
    return ut
  }
}
