import Domene
import Glibc
import Innlesing
import Kalender
import Rapport

/// An avvik with the texts that it quotes, on its own.
struct Avvikspost {
  var avvik: Avvik
  var verdi: [UInt8] = []
  var tillegg: [UInt8] = []
}

/// Puts any number of avvik in order with little memory: what does not fit goes, in
/// sorted pieces, to a temporary file that has no name and only this process can read.
/// Workers hand theirs over from any thread.
final class AvvikSorter: Sendable {
  enum Order: Sendable {
    /// As `avvik.csv` has them.
    case place
    /// By file, then by fault (the gravest first), then as `avvik.csv`.
    case fault
  }

  private struct State {
    var pieces: [Piece] = []
    var held = 0
    var file: Int32 = -1
    var fileSize = 0
    var error: RunError?
  }

  private enum Piece {
    case memory([UInt8])
    case file(offset: Int, count: Int)
  }

  private let state = Locked(State())
  private let order: Order
  /// Rank of each source in the order of the files' paths, by `Kilde.fil`.
  private let ranks: [UInt32]
  /// The first source of the file that each source is of.
  private let firsts: [UInt32]
  private let limit: Int

  /// - Parameters:
  ///   - ranks: by `Kilde.fil`; of the parts of one file in their order.
  ///   - firsts: by `Kilde.fil`, the first part of the same file; nil: files have no parts.
  ///   - limit: bytes that are held in memory before the temporary file is used.
  init(order: Order, ranks: [UInt32], firsts: [UInt32]? = nil, limit: Int = 16 << 20) {
    self.firsts = firsts ?? ranks.indices.map { UInt32($0) }
    self.order = order
    self.ranks = ranks
    self.limit = limit
  }

  deinit {
    let file = state.withLock { $0.file }
    if file >= 0 { close(file) }
  }

  /// A list that hands its avvik over when it is full.
  func list() -> Avviksliste {
    var list = Avviksliste()
    list.naarFull = { [self] in take(&$0) }
    return list
  }

  /// Takes over and empties a list.
  func take(_ list: inout Avviksliste) {
    let posts = list.avvik.map { a in
      Avvikspost(avvik: a, verdi: Array(list.tekst(a.verdi)), tillegg: Array(list.tekst(a.tillegg)))
    }
    list.toem()
    take(posts)
  }

  func take(_ posts: [Avvikspost]) {
    guard !posts.isEmpty else { return }
    let sorted = posts.map { (Key($0, order, ranks, firsts), $0) }.sorted { Key.precedes($0, $1) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(posts.count * 64)
    for (_, post) in sorted { Avvikskoding.encode(post, into: &bytes) }
    state.withLock { state in
      state.held += bytes.count
      state.pieces.append(.memory(bytes))
      if state.held > limit { spill(&state) }
    }
  }

  /// Moves all that is in memory to the file.
  private func spill(_ state: inout State) {
    if state.file < 0 {
      state.file = Posix.temporaryFile()
      if state.file < 0 {
        // No place to put it: go on in memory, as if there were no limit.
        return
      }
    }
    for i in state.pieces.indices {
      guard case .memory(let bytes) = state.pieces[i] else { continue }
      guard bytes.withUnsafeBytes({ Posix.write(state.file, $0) }) else {
        state.error = .ioFailed("temporary file: \(Posix.reason())")
        return
      }
      state.pieces[i] = .file(offset: state.fileSize, count: bytes.count)
      state.fileSize += bytes.count
    }
    state.held = 0
  }

  /// Hands over all avvik in order; what is taken meanwhile is not among them.
  func forEach(_ body: (Avvikspost) throws -> Void) throws {
    let (pieces, file) = try state.withLock { state in
      if let error = state.error { throw error }
      return (state.pieces, state.file)
    }
    var readers = pieces.map { piece in
      switch piece {
      case .memory(let bytes): PieceReader(bytes)
      case .file(let offset, let count): PieceReader(file: file, offset: offset, count: count)
      }
    }
    var heap = Heap()
    for i in readers.indices {
      if let post = try readers[i].next() { heap.insert((Key(post, order, ranks, firsts), post), i) }
    }
    while let (post, i) = heap.first {
      if let next = try readers[i].next() { heap.replaceFirst((Key(next, order, ranks, firsts), next), i) } else { heap.removeFirst() }
      try body(post)
    }
  }

  /// What decides the order of two avvik; the texts and numbers only where nothing else does.
  struct Key {
    let fault: UInt16
    let place: Avviksnoekkel
    let isWithoutRow: Bool

    init(_ post: Avvikspost, _ order: Order, _ ranks: [UInt32], _ firsts: [UInt32]) {
      let a = post.avvik
      // An unknown column stands on the file's first line, whichever part told it.
      let source = a.kilde.map { a.kode == .kolonneUkjent ? Int(firsts[Int($0.fil)]) : Int($0.fil) }
      let rank = source.map { $0 < ranks.count ? ranks[$0] : .max } ?? .max
      place = Avviksnoekkel(a, filrang: rank)
      isWithoutRow = a.kilde == nil
      fault = order == .place ? 0 : UInt16(a.vistAlvorlighet.rawValue) << 8 | UInt16(place.koderang)
    }

    static func precedes(_ a: (Key, Avvikspost), _ b: (Key, Avvikspost)) -> Bool {
      let (p, q) = (a.0.place, b.0.place)
      if p.filrang != q.filrang { return p.filrang < q.filrang }
      if a.0.fault != b.0.fault { return a.0.fault < b.0.fault }
      if p < q { return true }
      if q < p { return false }
      if a.1.verdi != b.1.verdi { return a.1.verdi.lexicographicallyPrecedes(b.1.verdi) }
      if a.1.tillegg != b.1.tillegg { return a.1.tillegg.lexicographicallyPrecedes(b.1.tillegg) }
      let (x, y) = (a.1.avvik, b.1.avvik)
      let d = (x.dato1?.dagnummer ?? .min, x.dato2?.dagnummer ?? .min, x.tall1 ?? .min, x.tall2 ?? .min)
      let e = (y.dato1?.dagnummer ?? .min, y.dato2?.dagnummer ?? .min, y.tall1 ?? .min, y.tall2 ?? .min)
      if d != e { return d < e }
      return (x.duf, x.kode.nummer) < (y.duf, y.kode.nummer)
    }
  }

  /// The first avvik of each piece, the smallest on top.
  private struct Heap {
    private var items: [(item: (Key, Avvikspost), piece: Int)] = []

    var first: (Avvikspost, Int)? { items.first.map { ($0.item.1, $0.piece) } }

    private func precedes(_ i: Int, _ j: Int) -> Bool {
      if Key.precedes(items[i].item, items[j].item) { return true }
      if Key.precedes(items[j].item, items[i].item) { return false }
      return items[i].piece < items[j].piece
    }

    mutating func insert(_ item: (Key, Avvikspost), _ piece: Int) {
      items.append((item, piece))
      var i = items.count - 1
      while i > 0, precedes(i, (i - 1) / 2) {
        items.swapAt(i, (i - 1) / 2)
        i = (i - 1) / 2
      }
    }

    mutating func replaceFirst(_ item: (Key, Avvikspost), _ piece: Int) {
      items[0] = (item, piece)
      sink()
    }

    mutating func removeFirst() {
      items.swapAt(0, items.count - 1)
      items.removeLast()
      if !items.isEmpty { sink() }
    }

    private mutating func sink() {
      var i = 0
      while true {
        var least = i
        for child in [2 * i + 1, 2 * i + 2] where child < items.count && precedes(child, least) { least = child }
        if least == i { return }
        items.swapAt(i, least)
        i = least
      }
    }
  }
}

/// Reads the avvik of one sorted piece, a block at a time.
private struct PieceReader {
  private var bytes: [UInt8]
  private var place = 0
  private let file: Int32
  private var offset: Int
  private var left: Int
  private static let block = 32 << 10

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    file = -1
    offset = 0
    left = 0
  }

  init(file: Int32, offset: Int, count: Int) {
    bytes = []
    self.file = file
    self.offset = offset
    left = count
  }

  mutating func next() throws(RunError) -> Avvikspost? {
    while true {
      if let size = Avvikskoding.size(bytes[place...]), place + size <= bytes.count {
        defer { place += size }
        return Avvikskoding.decode(bytes[place..<place + size])
      }
      guard left > 0 else { return nil }
      try refill()
    }
  }

  private mutating func refill() throws(RunError) {
    bytes.removeSubrange(..<place)
    place = 0
    let start = bytes.count
    let wanted = min(left, PieceReader.block)
    bytes.append(contentsOf: repeatElement(0, count: wanted))
    var done = 0
    while done < wanted {
      let n = bytes.withUnsafeMutableBytes { b in
        b.baseAddress.map { pread(file, $0 + start + done, wanted - done, off_t(offset + done)) } ?? -1
      }
      if n < 0 && errno == EINTR { continue }
      guard n > 0 else { throw .ioFailed("temporary file: \(Posix.reason())") }
      done += n
    }
    offset += wanted
    left -= wanted
  }
}
