import Innlesing

/// The files of a drop with their numbers in input order: what a `Kilde` points at.
struct Inndata: Sendable {
  struct Fil: Sendable {
    /// Path in the drop, as bytes.
    var sti: [UInt8]
    var type: Inndatatype?
    /// Rank of the path by its bytes: `avvik.csv` is ordered by it.
    var rang: UInt32
    var bytes: Int
  }

  /// By number: typed files in input order, then those without a type, then what
  /// could not be read at all.
  private(set) var filer: [Fil] = []
  /// Files of Folkeregisteret and UDI, which come first.
  private(set) var antallRegister = 0
  /// Files that have a type.
  private(set) var antallMedType = 0
  let listing: DropListing

  init(_ listing: DropListing) {
    self.listing = listing
    let stier = listing.files.map(\.path) + listing.refused.map(\.path)
    let sortert = stier.indices.sorted { stier[$0].lexicographicallyPrecedes(stier[$1]) }
    var rang = [UInt32](repeating: 0, count: stier.count)
    for (r, i) in sortert.enumerated() { rang[i] = UInt32(r) }
    // Within a type the listing's order, which is that of the paths' bytes.
    let ordnet = listing.files.indices.sorted { a, b in
      let x = listing.files[a].type.map { Int($0.rawValue) } ?? 99
      let y = listing.files[b].type.map { Int($0.rawValue) } ?? 99
      return x != y ? x < y : rang[a] < rang[b]
    }
    for i in ordnet {
      let f = listing.files[i]
      let type = f.type
      filer.append(Fil(sti: f.path, type: type, rang: rang[i], bytes: f.size))
      if let type {
        antallMedType += 1
        if !type.erKommunal { antallRegister += 1 }
      }
    }
    for (i, r) in listing.refused.enumerated() {
      filer.append(Fil(sti: r.path, type: nil, rang: rang[listing.files.count + i], bytes: 0))
    }
  }

  func innfil(_ nummer: Int) -> Innfil? {
    guard let type = filer[nummer].type else { return nil }
    // Without a root the paths are those that the caller gave.
    let sti = filer[nummer].sti
    return Innfil(type: type, sti: listing.root.isEmpty ? sti : Posix.join(listing.root, sti), nummer: UInt32(nummer))
  }
}
