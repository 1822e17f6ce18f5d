import Domene
import Innlesing
import Rapport

/// Where an avvik stands in `avvik.csv`, and which one it is.
struct Avviksplass {
  /// By `Avviksorden.noekkel`.
  var noekkel: UInt64
  /// Which list quotes its texts, and its place among those of the range.
  var liste: UInt32
  var nr: UInt32

  /// Puts places in order of their keys: eight bits at a time, from the last, where
  /// keys differ.
  ///
  /// - Parameter rom: scratch memory, used again.
  static func ordne(_ plasser: inout [Avviksplass], _ rom: inout [Avviksplass]) {
    guard plasser.count > 1 else { return }
    var ulike: UInt64 = 0
    for p in plasser { ulike |= p.noekkel ^ plasser[0].noekkel }
    rom.removeAll(keepingCapacity: true)
    rom.append(contentsOf: plasser)
    for skift in stride(from: UInt64(0), to: 64, by: 8) where ulike >> skift & 0xFF != 0 {
      del(plasser, etter: skift, i: &rom)
      swap(&plasser, &rom)
    }
  }

  private static func del(_ fra: [Avviksplass], etter skift: UInt64, i til: inout [Avviksplass]) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 257) { neste in
      neste.initialize(repeating: 0)
      for p in fra { neste[Int(p.noekkel >> skift & 0xFF) + 1] += 1 }
      for i in 1..<257 { neste[i] += neste[i - 1] }
      til.withUnsafeMutableBufferPointer { til in
        for p in fra {
          let b = Int(p.noekkel >> skift & 0xFF)
          til[neste[b]] = p
          neste[b] += 1
        }
      }
    }
  }
}

/// The order of `avvik.csv` as one number: file and line; without a row, behind all
/// files, DUF-nummer and Kode. What stands on one line is told apart later.
struct Avviksorden: Sendable {
  /// By source: rank of the file; `doed` where nothing counts.
  private let rang: [UInt32]
  private let linjerFoer: [UInt32]
  private let koderang: [UInt64]
  /// Ranks of files: below this.
  let antallFiler: Int
  private static let doed = UInt32.max
  private static let utenRad: UInt64 = 1 << 63

  /// - Parameter inndata: when all of it is read.
  init(_ inndata: Inndata) {
    antallFiler = inndata.filer.count
    rang = (0..<inndata.antallKilder).map {
      inndata.harDoede && inndata.doede[$0] ? Self.doed : inndata.filer[inndata.segmenter[$0 / 2].fil].rang
    }
    linjerFoer = (0..<inndata.antallKilder).map { inndata.linjerFoer[$0 / 2] }
    koderang = Avvikskode.allCases.map { UInt64($0.tekstrang) }
  }

  /// The avvik's place; nil: it falls away, since its source does not count.
  @inline(__always)
  func noekkel(_ a: Avvik) -> UInt64? {
    guard let k = a.kilde else { return Self.utenRad | a.duf << 8 | koderang[a.kode.nummer] }
    let r = rang[Int(k.fil)]
    if r == Self.doed { return nil }
    // An unknown column is told about the whole file, on its first line.
    let linje = a.kode == .kolonneUkjent || k.linje == 0 ? k.linje : k.linje &+ linjerFoer[Int(k.fil)]
    return UInt64(r) << 32 | UInt64(linje)
  }

  /// Rank of a key's file, `antallFiler` without one.
  @inline(__always)
  func fil(_ noekkel: UInt64) -> Int { noekkel & Self.utenRad != 0 ? antallFiler : Int(noekkel >> 32) }

  /// The line of a key with a file.
  @inline(__always)
  func linje(_ noekkel: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: noekkel) }

  /// The DUF-nummer of a key without a file.
  @inline(__always)
  func duf(_ noekkel: UInt64) -> UInt64 { (noekkel & ~Self.utenRad) >> 8 }

  /// Of two on one line: Kolonne's place, then Kode.
  func paaLinjen(_ a: Avvik) -> UInt64 { UInt64(a.kolonne) << 8 | koderang[a.kode.nummer] }
}

/// Rows whose warnings fall away, with a first question that mostly answers: few rows do.
struct Frafall: Sendable {
  private let kilder: Set<Kilde>
  private var biter: [UInt64]

  init(_ kilder: Set<Kilde>) {
    self.kilder = kilder
    var n = 64
    while n < kilder.count / 2 { n *= 2 }
    biter = Array(repeating: 0, count: n)
    for k in kilder {
      let h = Self.spre(k)
      biter[Int(h >> 6) & (n - 1)] |= 1 << (h & 63)
    }
  }

  /// Whether an avvik is a warning of such a row.
  @inline(__always)
  func gjelder(_ a: Avvik) -> Bool {
    guard !kilder.isEmpty, let k = a.kilde, a.vistAlvorlighet == .advarsel else { return false }
    let h = Self.spre(k)
    return biter[Int(h >> 6) & (biter.count - 1)] >> (h & 63) & 1 != 0 && kilder.contains(k)
  }

  @inline(__always)
  private static func spre(_ k: Kilde) -> UInt64 {
    ((UInt64(k.fil) << 32 | UInt64(k.linje)) &* 0x9E37_79B9_7F4A_7C15) >> 20
  }
}

/// Ranges of the order of `avvik.csv`, small enough that what a range needs lies in the
/// cache: so many rows of the drop, and behind these, for what has no row, the parts of the
/// table of persons. Which range an avvik is of is known as soon as it is found.
struct Avviksomraader: Sendable {
  /// By the rank of the file: rows of the drop before its first, and before the next file's.
  private let rader: [(foer: Int, etter: Int)]
  /// The first number of every part but the first.
  private let delnumre: [UInt64]
  private let skift: Int
  private let antallMedFil: Int
  private let orden: Avviksorden
  var antall: Int { antallMedFil + delnumre.count + 1 }

  /// Rows of a range, as a power of two, and the most ranges of rows that there are.
  private static let minsteSkift = 13
  private static let flest = 2048

  /// - Parameters:
  ///   - rader: rows of each file, by its rank.
  ///   - delnumre: rising: what divides the numbers of those without a row.
  init(_ orden: Avviksorden, rader: [Int], delnumre: [UInt64]) {
    self.orden = orden
    self.delnumre = delnumre
    var foer = 0
    var grenser: [(foer: Int, etter: Int)] = []
    for antall in rader {
      grenser.append((foer, foer + antall))
      foer += antall
    }
    self.rader = grenser
    var skift = Self.minsteSkift
    while foer >> skift >= Self.flest { skift += 1 }
    self.skift = skift
    antallMedFil = foer >> skift + 1
  }

  /// The ranges of a drop that is read.
  init(_ orden: Avviksorden, _ lest: Innlesingstrinn.Resultat) {
    var rader = [Int](repeating: 0, count: orden.antallFiler)
    for (i, f) in lest.inndata.filer.enumerated() { rader[Int(f.rang)] = lest.filer[i]?.lest ?? 0 }
    let tabell = lest.tabell
    self.init(
      orden, rader: rader, delnumre: (1..<tabell.deler).map { tabell.numre[tabell.plasser(del: $0).lowerBound] })
  }

  /// The range that a key is of; ranges are in the keys' order.
  @inline(__always)
  func omraade(_ noekkel: UInt64) -> Int {
    let fil = orden.fil(noekkel)
    if fil == orden.antallFiler { return antallMedFil + del(orden.duf(noekkel)) }
    // More lines than rows (or rows that were not counted): those stand with the last.
    let r = rader[fil]
    return min(r.foer + Int(orden.linje(noekkel)), r.etter) >> skift
  }

  private func del(_ duf: UInt64) -> Int {
    var fra = 0
    var til = delnumre.count
    while fra < til {
      let midt = (fra + til) / 2
      if delnumre[midt] <= duf { fra = midt + 1 } else { til = midt }
    }
    return fra
  }
}
