import Domene
import Innlesing
import Rapport
import Synchronization
import Tabular

/// Avvik counted by code, for the manifest.
struct Avvikstall: Sendable {
  private(set) var rader = 0
  private(set) var antall: [Int] = Array(repeating: 0, count: Avvikskode.allCases.count)

  init() {}

  init(rader: Int, antall: [Int]) {
    self.rader = rader
    self.antall = antall
  }

  mutating func tell(_ k: Avvikskode) {
    rader += 1
    antall[k.nummer] += 1
  }

  mutating func flett(_ b: Avvikstall) {
    rader += b.rader
    for i in b.antall.indices { antall[i] += b.antall[i] }
  }
}

/// Puts the avvik of all workers in order and writes `avvik.csv`, on all cores:
/// they are dealt into ranges of the order, and each range is sorted and written by
/// itself.
struct Avviksfil {
  let inndata: Inndata
  let dialekt: CSVDialect
  let traader: Int
  /// Whether what stood in personal columns is masked.
  var masker = false
  /// Avvik of a range: their rows fit in the cache of a core.
  static let perOmraade = 2048

  /// One worker's places, by range.
  private struct Delt {
    var omraader: [[Avviksplass]]
    /// What is counted and not written.
    var talt = Avvikstall()
  }

  /// - Parameters:
  ///   - frafalte: rows that turned out rejected or duplicates after reading: their
  ///     warnings fall away (`formats.md`: a rejected row gives no Advarsel).
  ///   - fil: nil: they are only counted.
  func skriv(_ lister: [Avviksliste], frafalte: Set<Kilde>, til fil: OutputFile?) throws(RunError) -> Avvikstall {
    let grunnlag = Avviksgrunnlag(lister, inndata, dialekt, masker: masker)
    let orden = Avviksorden(inndata, frafalte: frafalte)
    let traader = self.traader
    let omraader = try run {
      try Avviksomraader(grunnlag.biter, orden, maal: Self.perOmraade, traader: traader)
    }
    let bareTelles = fil == nil
    let delte = try run {
      try parallelForEach(count: grunnlag.biter.count, threads: traader) { _ in
        Delt(omraader: Array(repeating: [], count: omraader.antall))
      } body: { (delt: inout Delt, b: Int) in
        let bit = grunnlag.biter[b]
        for i in bit.indices {
          guard let n = orden.noekkel(bit[i]) else { continue }
          // Of unknown columns, said again for each part of a file, each counts once.
          if bareTelles, bit[i].kode != .kolonneUkjent {
            delt.talt.tell(bit[i].kode)
            continue
          }
          delt.omraader[omraader.omraade(n)].append(
            Avviksplass(noekkel: n, bit: UInt32(truncatingIfNeeded: b), nr: UInt32(truncatingIfNeeded: i)))
        }
      }
    }
    try fil?.write(AvvikWriter.hode(dialekt: dialekt))
    let ut = Avviksutskrift(fil)
    let dialekt = self.dialekt
    let arbeidere = try run {
      try parallelForEach(count: omraader.antall, threads: traader) { _ in
        Avviksarbeider(dialekt)
      } body: { (arbeider: inout Avviksarbeider, d: Int) in
        try arbeider.skriv(d, delte.map { $0.omraader[d] }, grunnlag, orden, til: ut)
      }
    }
    var r = Avvikstall()
    for d in delte { r.flett(d.talt) }
    for a in arbeidere { r.flett(a.resultat) }
    return r
  }
}

/// One worker: everything that is used again from range to range.
private final class Avviksarbeider {
  private var w: AvvikWriter
  private var plasser: [Avviksplass] = []
  private var rom: [Avviksplass] = []

  init(_ dialekt: CSVDialect) { w = AvvikWriter(dialekt: dialekt) }

  var resultat: Avvikstall { Avvikstall(rader: w.rader, antall: w.antall) }

  /// Sorts a range and writes its rows.
  func skriv(
    _ omraade: Int, _ deler: [[Avviksplass]], _ grunnlag: Avviksgrunnlag, _ orden: Avviksorden, til ut: Avviksutskrift
  ) throws(RunError) {
    plasser.removeAll(keepingCapacity: true)
    for d in deler { plasser += d }
    Avviksplass.ordne(&plasser, &rom)
    grunnlag.ordneLinjer(&plasser, orden)
    grunnlag.skriv(plasser, orden, til: &w)
    try ut.ta(omraade, w)
    w.toemBytes()
  }
}

/// Writes the ranges' bytes in their order, whoever is done first.
private final class Avviksutskrift: @unchecked Sendable {
  // Unchecked: the file is only touched inside the lock.
  private let fil: OutputFile?
  private let venter = Mutex<(neste: Int, bytes: [Int: [UInt8]])>((0, [:]))

  init(_ fil: OutputFile?) { self.fil = fil }

  func ta(_ del: Int, _ w: borrowing AvvikWriter) throws(RunError) {
    let fil = self.fil
    // The range that is wanted now goes straight from the writer's own memory.
    let tatt = try venter.withLock { (t: inout (neste: Int, bytes: [Int: [UInt8]])) throws(RunError) -> Bool in
      guard t.neste == del else { return false }
      try w.medBytes { (b: UnsafeRawBufferPointer) throws(RunError) in try fil?.write(b) }
      t.neste += 1
      try ventende(&t)
      return true
    }
    if tatt { return }
    let bytes = w.bytes()
    try venter.withLock { (t: inout (neste: Int, bytes: [Int: [UInt8]])) throws(RunError) in
      t.bytes[del] = bytes
      try ventende(&t)
    }
  }

  private func ventende(_ t: inout (neste: Int, bytes: [Int: [UInt8]])) throws(RunError) {
    while let b = t.bytes.removeValue(forKey: t.neste) {
      try fil?.write(b)
      t.neste += 1
    }
  }
}
