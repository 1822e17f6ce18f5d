import Domene
import Innlesing
import Rapport

/// Where an avvik stands in `avvik.csv`, and which one it is.
struct Avviksplass {
  /// By `Avviksorden.noekkel`.
  var noekkel: UInt64
  /// Piece of the lists, and place in the piece.
  var bit: UInt32
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
  private let frafalte: Frafall
  /// Ranks of files: below this.
  let antallFiler: Int
  private static let doed = UInt32.max
  private static let utenRad: UInt64 = 1 << 63

  /// - Parameter frafalte: rows whose warnings fall away.
  init(_ inndata: Inndata, frafalte: Set<Kilde>) {
    antallFiler = inndata.filer.count
    rang = (0..<inndata.antallKilder).map {
      inndata.harDoede && inndata.doede[$0] ? Self.doed : inndata.filer[inndata.segmenter[$0 / 2].fil].rang
    }
    linjerFoer = (0..<inndata.antallKilder).map { inndata.linjerFoer[$0 / 2] }
    koderang = Avvikskode.allCases.map { UInt64($0.tekstrang) }
    self.frafalte = Frafall(frafalte)
  }

  /// The avvik's place; nil: it falls away.
  @inline(__always)
  func noekkel(_ a: Avvik) -> UInt64? {
    guard let k = a.kilde else { return Self.utenRad | a.duf << 8 | koderang[a.kode.nummer] }
    let r = rang[Int(k.fil)]
    if r == Self.doed { return nil }
    if !frafalte.erTom, a.vistAlvorlighet == .advarsel, frafalte.inneholder(k) { return nil }
    // An unknown column is told about the whole file, on its first line.
    let linje = a.kode == .kolonneUkjent || k.linje == 0 ? k.linje : k.linje &+ linjerFoer[Int(k.fil)]
    return UInt64(r) << 32 | UInt64(linje)
  }

  /// Rank of a key's file, `antallFiler` without one, and the place in the file.
  @inline(__always)
  func sted(_ noekkel: UInt64) -> (fil: Int, plass: UInt32) {
    if noekkel & Self.utenRad != 0 {
      return (antallFiler, UInt32(truncatingIfNeeded: (noekkel & ~Self.utenRad) >> 16))
    }
    return (Int(noekkel >> 32), UInt32(truncatingIfNeeded: noekkel))
  }

  /// Of two on one line: Kolonne's place, then Kode.
  func paaLinjen(_ a: Avvik) -> UInt64 { UInt64(a.kolonne) << 8 | koderang[a.kode.nummer] }
}

/// Rows that do not count, with a first question that mostly answers: few rows do not.
private struct Frafall: Sendable {
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

  var erTom: Bool { kilder.isEmpty }

  @inline(__always)
  func inneholder(_ k: Kilde) -> Bool {
    let h = Self.spre(k)
    return biter[Int(h >> 6) & (biter.count - 1)] >> (h & 63) & 1 != 0 && kilder.contains(k)
  }

  @inline(__always)
  private static func spre(_ k: Kilde) -> UInt64 {
    ((UInt64(k.fil) << 32 | UInt64(k.linje)) &* 0x9E37_79B9_7F4A_7C15) >> 20
  }
}

/// How avvik are dealt into ranges of their order, each of some thousands, so that
/// what a range needs lies in the cache: whole files, or parts of a file with many.
struct Avviksomraader: Sendable {
  private struct Fil {
    var antall = 0
    var minst = UInt32.max
    var mest: UInt32 = 0

    mutating func tell(_ plass: UInt32) {
      antall += 1
      minst = min(minst, plass)
      mest = max(mest, plass)
    }
    mutating func flett(_ b: Fil) {
      antall += b.antall
      minst = min(minst, b.minst)
      mest = max(mest, b.mest)
    }
  }
  private struct Deling {
    var foerste: Int
    var deler: UInt64
    var minst: UInt32
    var spenn: UInt64
  }

  private let orden: Avviksorden
  private let delinger: [Deling]
  let antall: Int

  /// Counts what every file has.
  init(_ biter: [[Avvik]], _ orden: Avviksorden, maal: Int, traader: Int) throws {
    let tomme = [Fil](repeating: Fil(), count: orden.antallFiler + 1)
    let talte = try parallelForEach(count: biter.count, threads: traader) { _ in
      tomme
    } body: { (filer: inout [Fil], b: Int) in
      for a in biter[b] {
        guard let n = orden.noekkel(a) else { continue }
        let s = orden.sted(n)
        filer[s.fil].tell(s.plass)
      }
    }
    var filer = tomme
    for t in talte { for i in filer.indices { filer[i].flett(t[i]) } }
    var delinger: [Deling] = []
    var neste = 0
    var fylt = 0
    for f in filer {
      let deler = max(1, f.antall / maal)
      if fylt > 0, deler > 1 || fylt + f.antall > maal {
        neste += 1
        fylt = 0
      }
      delinger.append(
        Deling(
          foerste: neste, deler: UInt64(deler), minst: f.minst,
          spenn: f.antall == 0 ? 1 : UInt64(f.mest - f.minst) + 1))
      if deler > 1 { neste += deler } else { fylt += f.antall }
    }
    self.orden = orden
    self.delinger = delinger
    antall = neste + (fylt > 0 ? 1 : 0)
  }

  /// The range that a key is of; ranges are in the keys' order.
  @inline(__always)
  func omraade(_ noekkel: UInt64) -> Int {
    let s = orden.sted(noekkel)
    let d = delinger[s.fil]
    return d.deler == 1 ? d.foerste : d.foerste + Int(UInt64(s.plass - d.minst) * d.deler / d.spenn)
  }
}
