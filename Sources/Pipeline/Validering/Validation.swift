import Domene
import Innlesing
import Kalender
import Kodeverk
import Rapport
import Regelverk
import Tabular

/// Every check of a drop, or of single files, that needs no other night (`nir validate`):
/// what reading finds in rows and files, who is unknown, which klager stand on no vedtak, what is there
/// twice; with `rules` also what the rules find about persons.
///
/// Reads as the nightly run does, with the same code. The avvik go through an `AvvikSorter`, so
/// that memory does not grow with their number.
public struct Validation {
  public struct Options: Sendable {
    public var paths: [String] = []
    /// nil: the layout of `formats.md`.
    public var pipeline: PipelineFile?
    public var date = RunDate.today
    /// What single files are, whatever they are called.
    public var type: Inndatatype?
    /// Whether the rules' findings are told too, as `avvik.csv` has them.
    public var rules = false
    /// nil: one a core.
    public var threads: Int?
    /// The drop of before, for what has changed.
    public var against: String?
    public init() {}
  }

  public enum Format: String, CaseIterable, Sendable { case text, csv, json, sarif }

  let options: Options
  let progress: Progress

  public init(_ options: Options, progress: Progress) {
    self.options = options
    self.progress = progress
  }

  /// Reads everything and writes the report.
  /// - Parameters:
  ///   - shown: of each fault of a file in text form; nil: all.
  ///   - out: takes the report's bytes.
  /// - Throws: `RunError`, or what `out` throws.
  public func run(_ format: Format, shown: Int?, out: @escaping (UnsafeRawBufferPointer) throws -> Void) throws -> ValidationSummary {
    let dato = try options.date.resolved()
    let patterns = options.pipeline?.patterns
    var paths = options.paths
    if paths.isEmpty, let root = options.pipeline?.input { paths = [root] }
    let input = try ValidationInput(paths: paths, patterns: patterns, root: options.pipeline?.input, type: options.type)
    let limits = options.pipeline?.limits ?? Limits()
    guard input.listing.files.count <= limits.maksFiler else {
      throw RunError.inputNotGoodEnough(
        "the drop has \(input.listing.files.count) files; the limit maks_filer is \(limits.maksFiler)")
    }
    let inndata = Inndata(input.listing)
    let sorter = AvvikSorter(order: .place, ranks: inndata.filer.map(\.rang))
    var summary = ValidationSummary(inndata, dato: dato, input)
    try read(input, inndata, dato, limits, sorter, &summary)
    if let against = options.against {
      progress.begin("counting the drop of before")
      summary.changes = try DropComparison(
        old: against, patterns: patterns, new: summary.files, threads: options.threads ?? defaultThreads(), progress: progress
      ).changes()
      progress.end()
    }
    var report = ValidationReport.make(format, shown: shown, out: out)
    try write(sorter, inndata, format, &report, &summary)
    return summary
  }

  // MARK: - Reading

  private func read(
    _ input: ValidationInput, _ inndata: Inndata, _ dato: Dato, _ limits: Limits, _ sorter: AvvikSorter,
    _ summary: inout ValidationSummary
  ) throws {
    let threads = options.threads ?? defaultThreads()
    progress.begin("reading", totalBytes: input.listing.files.reduce(0) { $0 + $1.size })
    let lest = try Innlesingstrinn(
      inndata: inndata, dato: dato, grenser: limits.lesegrenser, traader: threads, progress: progress,
      harRegister: summary.checksPersons, avviksliste: { sorter.list() }
    ).kjoer()
    progress.end()
    for var list in lest.avvik { sorter.take(&list) }

    progress.begin(options.rules ? "judging" : "comparing rows")
    let telling = try persons(lest, inndata, dato, threads, sorter, summary)
    progress.end()
    for (i, r) in lest.filer.enumerated() {
      guard let r else { continue }
      summary.files[i].fill(r, rejected: Int(telling.avvist[i]), duplicates: Int(telling.duplikater[i]))
    }
  }

  /// What only shows when all rows of a person stand together.
  private func persons(
    _ lest: Innlesingstrinn.Resultat, _ inndata: Inndata, _ dato: Dato, _ threads: Int, _ sorter: AvvikSorter,
    _ summary: ValidationSummary
  ) throws -> Radtelling {
    let documents = Personvis.documents(lest)
    let rules = options.rules && summary.checksPersons
    let motor = Regelmotor(dato: dato, parametre: options.pipeline?.parametre ?? Parametre())
    let columns = Funnkolonner(inndata)
    let progress = self.progress
    let count = inndata.filer.count
    let checksVedtak = summary.checksVedtak
    let workers = try parallelForEach(count: lest.deler, threads: threads) { _ in
      Personvis(Personbygger(tabell: lest.tabell, kobling: lest.kobling, segmenter: count), sorter.list(), checksVedtak)
    } body: { (worker: inout Personvis, part: Int) in
      let stores = lest.mottakere.map { $0.lagre[part] }
      let first = part * lest.perDel
      var seen = 0
      worker.samler.forHverPerson(
        lagre: stores, dokumenter: documents[part], tabell: lest.tabell, foerste: first,
        antall: max(0, min(lest.perDel, lest.tabell.numre.count - first))
      ) { person, posts in
        worker.bygger.bygg(posts, person: person, i: &worker.grunnlag, &worker.avvik)
        seen += 1
        guard rules else { return }
        motor.vurder(worker.grunnlag, &worker.rom, into: &worker.vurdering)
        for f in worker.vurdering.funn { worker.avvik.leggTil(Avvik(f, worker.grunnlag, kolonne: columns.plass(f))) }
      }
      // Rows that fall away are told by their avvik when those are in order.
      worker.bygger.glemFrafalte()
      for store in stores { store.toem() }
      progress.add(rows: seen, bytes: 0)
    }
    var telling = Radtelling(segmenter: count)
    for worker in workers {
      telling.flett(worker.bygger.telling)
      sorter.take(&worker.avvik)
    }
    var twice = sorter.list()
    for p in lest.kobling.duplikater {
      let k = Post.kilde(p)
      telling.duplikater[Int(k.fil)] += 1
      var a = Avvik(.duplikat, kilde: k)
      a.duf = Post.noekkel(p)
      twice.leggTil(a)
    }
    sorter.take(&twice)
    return telling
  }

  // MARK: - Writing

  private func write(
    _ sorter: AvvikSorter, _ inndata: Inndata, _ format: Format, _ report: inout any ValidationReporting,
    _ summary: inout ValidationSummary
  ) throws {
    // Text is grouped by fault: once more in order, now that it is known what stands.
    let grouped = format == .text ? AvvikSorter(order: .fault, ranks: inndata.filer.map(\.rang)) : nil
    let counted = summary
    try report.begin(counted)
    var batch: [Avvikspost] = []
    try RowFilter.forEach(sorter) { post in
      summary.count(post.avvik)
      guard let grouped else { return try report.add(post, counted) }
      batch.append(post)
      if batch.count == 16_384 {
        grouped.take(batch)
        batch.removeAll(keepingCapacity: true)
      }
    }
    if let grouped {
      grouped.take(batch)
      let counted = summary
      try grouped.forEach { try report.add($0, counted) }
    }
    try report.end(summary)
  }
}

/// One worker of the person-wise part.
private final class Personvis {
  var samler = Personsamler()
  var bygger: Personbygger
  var grunnlag = Persongrunnlag(duf: DUFNummer(verdi: 0))
  var rom = Arbeidsrom()
  var vurdering = Vurdering()
  var avvik: Avviksliste

  init(_ bygger: Personbygger, _ avvik: Avviksliste, _ checksVedtak: Bool) {
    self.bygger = bygger
    self.bygger.kontrollererVedtak = checksVedtak
    self.avvik = avvik
  }

  /// The documents of each part.
  static func documents(_ lest: Innlesingstrinn.Resultat) -> Documents {
    let sorted = lest.kobling.dokumenter.sorted { $0.person < $1.person }
    var from = [Int](repeating: sorted.count, count: lest.deler + 1)
    var j = 0
    for part in 0..<lest.deler {
      while j < sorted.count, Int(sorted[j].person) < part * lest.perDel { j += 1 }
      from[part] = j
    }
    return Documents(all: sorted, from: from)
  }

  /// Read only; the posts live as long as what was read.
  struct Documents: @unchecked Sendable {
    let all: [(post: UnsafeRawPointer, person: UInt32)]
    let from: [Int]
    subscript(_ part: Int) -> ArraySlice<(post: UnsafeRawPointer, person: UInt32)> { all[from[part]..<from[part + 1]] }
  }
}

/// A row that is rejected or a duplicate gives no Advarsel (`formats.md`): which rows are shows
/// when all avvik of a row stand together.
enum RowFilter {
  static func forEach(_ sorter: AvvikSorter, _ body: (Avvikspost) throws -> Void) throws {
    var row: [Avvikspost] = []
    func flush() throws {
      let dropped = row.contains { $0.avvik.kode == .duplikat || $0.avvik.kode == .ukjentVedtak }
      for post in row where !dropped || post.avvik.vistAlvorlighet != .advarsel { try body(post) }
      row.removeAll(keepingCapacity: true)
    }
    try sorter.forEach { post in
      if let first = row.first, first.avvik.kilde != post.avvik.kilde { try flush() }
      guard let kilde = post.avvik.kilde, kilde.linje > 0 else { return try body(post) }
      row.append(post)
    }
    try flush()
  }
}
