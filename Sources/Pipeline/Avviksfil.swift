import Domene
import Innlesing
import Rapport
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

/// Puts the avvik of all workers in order and writes `avvik.csv`, on all cores: they are
/// dealt into ranges of the order by now, and each range is sorted and written by itself.
struct Avviksfil {
  let inndata: Inndata
  let dialekt: CSVDialect
  let traader: Int
  let orden: Avviksorden
  let omraader: Avviksomraader
  /// Whether what stood in personal columns is masked.
  var masker = false

  /// - Parameters:
  ///   - lesing: what the readers found.
  ///   - personer: what was found about persons.
  ///   - frafalte: rows that turned out rejected or duplicates after reading: their
  ///     warnings fall away (`formats.md`: a rejected row gives no Advarsel).
  ///   - fil: nil: they are only counted.
  func skriv(
    lesing: [Avviksliste], personer: [Avviksfordeling], frafalte: Set<Kilde>, til fil: OutputFile?
  ) throws(RunError) -> Avvikstall {
    let traader = self.traader
    let (orden, omraader) = (self.orden, self.omraader)
    let delte = try run {
      try parallelMap(count: lesing.count, threads: traader) { Avviksfordeling(lesing[$0], orden, omraader) }
    }
    let grunnlag = Avviksgrunnlag(
      delte + personer, orden, frafalte: frafalte, inndata, dialekt, masker: masker)
    try fil?.write(AvvikWriter.hode(dialekt: dialekt))
    let ut = fil.map { Avviksutskrift($0) }
    let dialekt = self.dialekt
    let arbeidere = try run {
      try parallelForEach(count: omraader.antall, threads: traader) { _ in
        Avviksarbeider(dialekt)
      } body: { (arbeider: inout Avviksarbeider, d: Int) in
        if let ut { try arbeider.skriv(d, grunnlag, til: ut) } else { arbeider.tell(d, grunnlag) }
      }
    }
    var r = Avvikstall()
    for a in arbeidere { r.flett(a.resultat) }
    return r
  }
}

/// One worker: everything that is used again from range to range.
private final class Avviksarbeider {
  private var w: AvvikWriter
  private var avvik: [Avvik] = []
  private var plasser: [Avviksplass] = []
  private var rom: [Avviksplass] = []
  /// What is counted and not written.
  private var talt = Avvikstall()

  init(_ dialekt: CSVDialect) { w = AvvikWriter(dialekt: dialekt) }

  var resultat: Avvikstall {
    var r = Avvikstall(rader: w.rader, antall: w.antall)
    r.flett(talt)
    return r
  }

  /// Sorts a range and writes its rows.
  func skriv(_ omraade: Int, _ grunnlag: Avviksgrunnlag, til ut: Avviksutskrift) throws(RunError) {
    grunnlag.hent(omraade, &avvik, &plasser)
    rader(grunnlag)
    try ut.ta(omraade, &w)
  }

  /// Counts the rows of a range.
  func tell(_ omraade: Int, _ grunnlag: Avviksgrunnlag) {
    grunnlag.hent(omraade, &avvik, &plasser)
    // Of unknown columns, said again for each part of a file, each counts once.
    plasser.removeAll { p in
      let kode = avvik[Int(p.nr)].kode
      if kode != .kolonneUkjent { talt.tell(kode) }
      return kode != .kolonneUkjent
    }
    rader(grunnlag)
    w.toemBytes()
  }

  private func rader(_ grunnlag: Avviksgrunnlag) {
    Avviksplass.ordne(&plasser, &rom)
    avvik.withUnsafeBufferPointer { a in
      grunnlag.ordneLinjer(&plasser, a)
      grunnlag.skriv(plasser, a, til: &w)
    }
  }
}

/// Writes the ranges' bytes in their order, whoever is done first.
private final class Avviksutskrift: @unchecked Sendable {
  // Unchecked: the file is only touched inside the lock.
  private let fil: OutputFile

  /// Rows that wait for those before them.
  private final class Ventende {
    var bytes = ByteWriter(capacity: 1 << 16)
  }
  private struct Tilstand {
    var neste = 0
    var venter: [Int: Ventende] = [:]
    var ledige: [Ventende] = []
  }
  private let tilstand = Locked(Tilstand())

  init(_ fil: OutputFile) { self.fil = fil }

  /// Takes a range's rows over, and leaves the writer empty.
  func ta(_ del: Int, _ w: inout AvvikWriter) throws(RunError) {
    let fil = self.fil
    try tilstand.withLock { (t: inout Tilstand) throws(RunError) in
      guard t.neste == del else {
        let v = t.ledige.popLast() ?? Ventende()
        w.byttBytes(&v.bytes)
        t.venter[del] = v
        return
      }
      try w.medBytes { (b: UnsafeRawBufferPointer) throws(RunError) in try fil.write(b) }
      w.toemBytes()
      t.neste += 1
      while let v = t.venter.removeValue(forKey: t.neste) {
        try v.bytes.withUnsafeBytes { (b: UnsafeRawBufferPointer) throws(RunError) in try fil.write(b) }
        v.bytes.removeAll()
        t.ledige.append(v)
        t.neste += 1
      }
    }
  }
}
