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
    /// Whether what stood in personal columns is masked.
    public var mask = false
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
    try limits.hold(files: input.listing.files.count)
    let threads = options.threads ?? defaultThreads()
    // Every fault is told, however many: they are not held in memory.
    var grenser = limits.lesegrenser
    grenser.maksAvvisteRader = .max
    var reading = Innlesingstrinn(
      inndata: Inndata(input.listing), dato: dato, grenser: grenser, traader: threads, progress: progress)
    reading.summerer = false
    reading.verdier = options.rules ? .alle : .bareLikhet
    let scratch = PostScratch.temporary()
    reading.disk = scratch
    let sorter = AvvikSorter(order: .place, ranks: Validation.ranks(reading.inndata), firsts: Validation.firsts(reading.inndata))
    var summary = ValidationSummary(reading.inndata, dato: dato, input)
    summary.masks = options.mask || options.pipeline?.outputOptions.maskerVerdi ?? false
    let inndata = try read(&reading, sorter, &summary)
    try scratch?.check()
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

  /// Ranks of the sources: files by the bytes of their path, parts of a file in their order.
  private static func ranks(_ inndata: Inndata) -> [UInt32] {
    let ordered = (0..<inndata.antallKilder).sorted { a, b in
      let (x, y) = (inndata.filer[inndata.segmenter[a / 2].fil].rang, inndata.filer[inndata.segmenter[b / 2].fil].rang)
      return x != y ? x < y : a < b
    }
    var ranks = [UInt32](repeating: 0, count: ordered.count)
    for (rank, source) in ordered.enumerated() { ranks[source] = UInt32(truncatingIfNeeded: rank) }
    return ranks
  }

  /// The first part of each source's file; a file that is read again has no parts.
  private static func firsts(_ inndata: Inndata) -> [UInt32] {
    (0..<inndata.antallKilder).map { source in
      source % 2 == 1 ? UInt32(source) : UInt32(inndata.segmenterAv[inndata.segmenter[source / 2].fil].lowerBound * 2)
    }
  }

  /// Returns the drop with its lines known.
  private func read(
    _ reading: inout Innlesingstrinn, _ sorter: AvvikSorter, _ summary: inout ValidationSummary
  ) throws -> Inndata {
    progress.begin("reading", totalBytes: reading.inndata.listing.files.reduce(0) { $0 + $1.size })
    reading.harRegister = summary.checksPersons
    reading.avviksliste = { sorter.list() }
    let lest = try reading.kjoer()
    try (options.pipeline?.limits ?? Limits()).hold(persons: lest.tabell.numre.count)
    progress.end()
    for var list in lest.avvik { sorter.take(&list) }

    progress.begin(options.rules ? "judging" : "comparing rows")
    let telling = try persons(lest, reading, sorter, summary)
    progress.end()
    let inndata = lest.inndata
    for (i, r) in lest.filer.enumerated() {
      guard let r else { continue }
      var rejected = 0
      var duplicates = 0
      for s in inndata.segmenterAv[i] {
        for source in [s * 2, s * 2 + 1] where !inndata.doede[source] {
          rejected += Int(telling.avvist[source])
          duplicates += Int(telling.duplikater[source])
        }
      }
      summary.files[i].fill(r, rejected: rejected, duplicates: duplicates)
    }
    return inndata
  }

  /// What only shows when all rows of a person stand together.
  private func persons(
    _ lest: Innlesingstrinn.Resultat, _ reading: Innlesingstrinn, _ sorter: AvvikSorter, _ summary: ValidationSummary
  ) throws -> Radtelling {
    let inndata = lest.inndata
    let dato = reading.dato
    let threads = reading.traader
    let dead = inndata.harDoede ? inndata.doede : []
    let documents = Deldokumenter(lest.kobling.dokumenter, lest.tabell)
    let rules = options.rules && summary.checksPersons
    let parametre = options.pipeline?.parametre ?? Parametre()
    let judging = rules ? (Regelmotor(dato: dato, parametre: parametre), Funnkolonner(inndata)) : nil
    let progress = self.progress
    let count = inndata.antallKilder
    let checksVedtak = summary.checksVedtak
    let parts = Delposter(lest)
    let workers = try parallelForEach(count: lest.tabell.deler, threads: threads) { _ in
      Personvis(
        Personbygger(tabell: lest.tabell, kobling: lest.kobling, segmenter: count, verdier: lest.verdier), sorter.list(), checksVedtak, fills: rules)
    } body: { (worker: inout Personvis, part: Int) in
      let pieces = try parts.les(part, worker.partMemory)
      defer { parts.ferdig(part) }
      let places = lest.tabell.plasser(del: part)
      var seen = 0
      worker.samler.forHverPerson(
        biter: pieces, utenom: dead, dokumenter: documents[part], tabell: lest.tabell,
        foerste: places.lowerBound, antall: places.count
      ) { person, posts in
        worker.bygger.bygg(posts, person: person, i: &worker.grunnlag, &worker.avvik)
        seen += 1
        guard let (motor, columns) = judging else { return }
        motor.vurder(worker.grunnlag, &worker.rom, into: &worker.vurdering)
        for f in worker.vurdering.funn { worker.avvik.leggTil(Avvik(f, worker.grunnlag, kolonne: columns.plass(f))) }
      }
      // Rows that fall away are told by their avvik when those are in order.
      worker.bygger.glemFrafalte()
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
    try RowFilter.forEach(sorter, inndata) { post in
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
  let partMemory = Delminne()
  var samler = Personsamler()
  var bygger: Personbygger
  var grunnlag = Persongrunnlag(duf: DUFNummer(verdi: 0))
  var rom = Arbeidsrom()
  var vurdering = Vurdering()
  var avvik: Avviksliste

  init(_ bygger: Personbygger, _ avvik: Avviksliste, _ checksVedtak: Bool, fills: Bool) {
    self.bygger = bygger
    self.bygger.kontrollererVedtak = checksVedtak
    self.bygger.fyller = fills
    self.avvik = avvik
  }
}

/// Makes of sources files and lines, and drops what does not stand: the avvik of parts that were read again, an
/// unknown column that several parts told, and the Advarsler of rows that are rejected or duplicates (`formats.md`), which
/// shows when all avvik of a row stand together.
enum RowFilter {
  static func forEach(_ sorter: AvvikSorter, _ inndata: Inndata, _ body: (Avvikspost) throws -> Void) throws {
    var row: [Avvikspost] = []
    var unknown: (file: UInt32, names: Set<[UInt8]>) = (.max, [])
    func flush() throws {
      let dropped = row.contains { $0.avvik.kode == .duplikat || $0.avvik.kode == .ukjentVedtak }
      for post in row where !dropped || post.avvik.vistAlvorlighet != .advarsel { try body(post) }
      row.removeAll(keepingCapacity: true)
    }
    try sorter.forEach { post in
      var post = post
      guard let source = post.avvik.kilde else {
        try flush()
        return try body(post)
      }
      if inndata.harDoede, inndata.doede[Int(source.fil)] { return }
      let file = UInt32(truncatingIfNeeded: inndata.fil(av: source))
      if post.avvik.kode == .kolonneUkjent {
        // Said once a file, on its first line, also where parts of it were read each by itself.
        if unknown.file != file { unknown = (file, []) }
        guard unknown.names.insert(Kodeoppslag.normaliser(post.tillegg)).inserted else { return }
        post.avvik.kilde = Kilde(fil: file, linje: source.linje)
      } else {
        post.avvik.kilde = Kilde(fil: file, linje: inndata.linje(av: source))
      }
      if let first = row.first, first.avvik.kilde != post.avvik.kilde { try flush() }
      guard source.linje > 0 else { return try body(post) }
      row.append(post)
    }
    try flush()
  }
}
