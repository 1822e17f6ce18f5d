import Domene
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
    /// Where it is opened.
    var full: [UInt8]
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
    let sortert = stier.indices.sorted { Posix.precedes(stier[$0], stier[$1]) }
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
      filer.append(Fil(sti: f.path, type: type, rang: rang[i], bytes: f.size, full: listing.fullPath(f)))
      if let type {
        antallMedType += 1
        if !type.erKommunal { antallRegister += 1 }
      }
    }
    for (i, r) in listing.refused.enumerated() {
      filer.append(Fil(sti: r.path, type: nil, rang: rang[listing.files.count + i], bytes: 0, full: []))
    }
  }

  /// A file, or a part of a big one, that one worker reads at a time.
  struct Segment: Sendable {
    var fil: Int
    /// nil: the whole file.
    var bit: Segmentbit?
  }

  /// Segments in input order. Files that are not read have one too, so that their
  /// avvik have a source.
  private(set) var segmenter: [Segment] = []
  /// Each file's segments.
  private(set) var segmenterAv: [Range<Int>] = []
  /// Lines of the file before a segment, by segment; known when all is read.
  var linjerFoer: [UInt32] = []
  /// Sources that do not count: parts of files that had to be read again in order.
  var doede: [Bool] = []
  private(set) var harDoede = false

  /// Decides which files are read in parts.
  mutating func del(_ grenser: Lesegrenser) {
    for (nr, f) in filer.enumerated() {
      let fra = segmenter.count
      if f.type != nil, f.bytes >= grenser.delFilerFra, let inn = innfil(nr), Filleser.kanDeles(inn, grenser) {
        var start = 0
        while start < f.bytes {
          let til = f.bytes - start < 2 * grenser.segmentlengde ? f.bytes : start + grenser.segmentlengde
          segmenter.append(Segment(fil: nr, bit: Segmentbit(fra: start, til: til)))
          start = til
        }
      } else {
        segmenter.append(Segment(fil: nr, bit: nil))
      }
      segmenterAv.append(fra..<segmenter.count)
    }
    linjerFoer = Array(repeating: 0, count: segmenter.count)
    doede = Array(repeating: false, count: segmenter.count * 2)
  }

  /// The parts of a file do not count; it is read once more, whole.
  mutating func forkastDeler(av fil: Int) {
    harDoede = true
    for s in segmenterAv[fil] {
      doede[s * 2] = true
      linjerFoer[s] = 0
    }
  }

  /// What `Kilde.fil` is for a segment: the second number is for reading a big file
  /// again, whole.
  static func kildenummer(_ segment: Int, igjen: Bool = false) -> UInt32 { UInt32(segment * 2 + (igjen ? 1 : 0)) }
  var antallKilder: Int { segmenter.count * 2 }

  /// The file that a source is in.
  func fil(av k: Kilde) -> Int { segmenter[Int(k.fil) / 2].fil }

  /// The physical line that a source means (or the element of a JSON array); 0: none.
  func linje(av k: Kilde) -> UInt32 { k.linje == 0 ? 0 : k.linje + linjerFoer[Int(k.fil) / 2] }

  /// A file as the readers want it, with the source number of its first segment.
  func innfil(_ nummer: Int, kilde: UInt32 = 0) -> Innfil? {
    guard let type = filer[nummer].type else { return nil }
    return Innfil(type: type, sti: filer[nummer].full, nummer: kilde)
  }
}
