import Domene
import Innlesing
import Kalender
import Kodeverk
import Rapport
import Regelverk
import Tabular

/// The night's batch: from an input drop to all output files.
public struct NightlyRun {
  let file: PipelineFile
  let progress: Progress
  let stop: StopRequest
  /// Set when a run is made again: the night that it was held against, nil for none.
  var comparison: Comparison?
  /// Set when a run is made again: the inputs must be this manifest's.
  var expected: RunManifest?
  /// Whether the process ends with the run: then what the run holds is left to the system, which gives memory
  /// back at once and not piece by piece.
  public var endsProcess = false

  /// Where the night before is found when it is not what the output folder shows.
  struct Comparison {
    var folder: String?
  }

  /// - Parameter stop: how the run can be asked to stop.
  public init(file: PipelineFile, overrides: RunOverrides, progress: Progress, stop: StopRequest = StopRequest()) {
    self.file = file.applying(overrides)
    self.progress = progress
    self.stop = stop
  }

  /// Reads the drop, judges every person and writes all outputs.
  /// - Throws: `RunError`; the last run's outputs are then as they were.
  public func run() throws(RunError) -> RunSummary {
    let start = monotonicNanoseconds()
    let dato = try file.beregningsdato.resolved()
    try FoldersApart.hold(input: file.input, output: file.output)
    // Thousands of files take a while to find: meanwhile the run makes itself known.
    let (input, patterns) = (file.input, file.patterns)
    let listing = Ahead { Result { () throws(RunError) in try DropListing.read(root: input, patterns: patterns) } }
    let publisher = try Publisher.open(file.output, keep: file.kept)
    var manifest = begynn(dato, publisher)
    do throws(RunError) {
      try Pipeline.run {
        try StopRequest.$current.withValue(stop) { try kjoer(dato, publisher, listing, &manifest) }
      }
      return RunSummary(manifest: manifest, output: file.output, nanoseconds: monotonicNanoseconds() - start)
    } catch {
      manifest.finished = utcNow()
      manifest.outcome = .init(
        id: publisher.id.text, status: .failed, exitCode: Int(error.exitCode), error: error.message)
      let last = RunManifest.read(folder: file.output)?.manifest
      publisher.fail(manifest, metrics: Metrics.text(last: manifest, published: last))
      throw error
    }
  }

  /// What the run says of itself before it has read anything.
  private func begynn(_ dato: Dato, _ publisher: Publisher) -> RunManifest {
    var manifest = RunManifest(
      beregningsdato: dato.iso, programVersion: ProgramVersion.current, pipelineName: file.name,
      pipelineFile: file.path, pipelineSHA256: file.sha256)
    manifest.outcome = .init(id: publisher.id.text, status: .started, exitCode: nil)
    manifest.ruleSet = RuleSet.sha256
    manifest.resolved = file.resolvedLines(dato: dato)
    manifest.started = utcNow()
    manifest.threads = file.threads ?? defaultThreads()
    manifest.changedParameters = file.parametre.endret.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
    publisher.begin(manifest)
    return manifest
  }

  /// - Parameter manifest: filled in as far as the run comes.
  private func kjoer(
    _ dato: Dato, _ publisher: Publisher, _ ahead: Ahead<Result<DropListing, RunError>>, _ manifest: inout RunManifest
  ) throws(RunError) {
    var clock = StageClock()
    let traader = manifest.threads
    let dialekt: CSVDialect = file.dialect == .excelNb ? .excelNb : .rfc4180
    // While the drop is listed. With thousands of files in it a manifest takes a while to read.
    let output = file.output
    let published = Ahead { RunManifest.read(folder: output) }
    let parametre = file.parametre
    let medSide = file.outputs.contains(.rapport)
    let medAktivTid = medSide || file.outputs.contains(.aktivtid)
    let verktoeykasse = Ahead {
      Persontrinn.Verktoey(dato: dato, parametre: parametre, dialekt: dialekt, medAktivTid: medAktivTid)
    }
    let laget = Result { () throws(RunError) in try Utfiler(publisher, file.outputs, dialekt: dialekt) }
    guard let found = ahead.value() else { throw .internalFault("the drop was not listed") }
    let listing = try found.get()
    let utfiler = try laget.get()
    try file.limits.hold(files: listing.files.count)
    try expected?.expect(listing.files.map { ($0.visible, $0.size, "") })
    manifest.notRead = listing.refused.map { .init(path: visiblePath($0.path), reason: $0.reason.rawValue) }

    // Reading.
    progress.begin("reading", totalBytes: listing.files.reduce(0) { $0 + $1.size })
    var innlesing = Innlesingstrinn(
      inndata: Inndata(listing), dato: dato, grenser: file.limits.lesegrenser, traader: traader, progress: progress)
    let postfil = try publisher.postScratch()
    innlesing.disk = postfil
    innlesing.verdier = .utenRegistrertAv
    let lesing = Result { () throws(RunError) in try innlesing.kjoer() }
    let previous = published.value() ?? nil
    manifest.previousSHA256 = previous?.sha256
    let mappe = comparison.map { $0.folder } ?? file.output
    let forrige = (mappe == file.output ? previous : mappe.flatMap { RunManifest.read(folder: $0) })
      .flatMap { $0.manifest.erNatt(foer: dato) ? $0 : nil }
    manifest.comparedSHA256 = forrige?.sha256
    let natt = mappe.flatMap { m in forrige.map { (manifest: $0.manifest, mappe: m) } }
    let lest = try lesing.get()
    let inndata = lest.inndata
    progress.end()
    manifest.stages.append(clock.stage("reading"))
    try file.limits.hold(persons: lest.tabell.numre.count)
    // What is rejected by now is too much whatever the persons' rows come to.
    try file.limits.hold(rejectedByReading: lest.filer.indices.compactMap { i in
      lest.filer[i].map { (visiblePath(inndata.filer[i].sti), $0.lest, $0.avvist) }
    })

    try expected?.expect(
      listing.files.indices.map { (visiblePath(inndata.filer[$0].sti), inndata.filer[$0].bytes, lest.sha[$0]) })

    // Persons.
    try stop.check()
    progress.begin("judging")
    let venterom = try publisher.scratch()
    let utskrift = try Utskrift(utfiler.kropper(venterom))
    let verktoey =
      verktoeykasse.value()
      ?? Persontrinn.Verktoey(dato: dato, parametre: parametre, dialekt: dialekt, medAktivTid: medAktivTid)
    let tillegg = try Tilleggslister(
      file.outputOptions, outputs: file.outputs, tabeller: verktoey.tabeller, motor: verktoey.motor,
      fil: { utfiler[$0] })
    let orden = Avviksorden(inndata)
    let omraader = Avviksomraader(orden, lest)
    let personer = try Persontrinn(
      inndata: inndata, lest: lest, verktoey: verktoey, traader: traader, progress: progress,
      ut: utskrift, tillegg: tillegg, beholdFunn: file.outputs.contains(.avvik), orden: orden, omraader: omraader,
      medSide: medSide, sums: publisher.sums
    ).kjoer()
    try postfil.check()
    postfil.empty()
    progress.end()
    manifest.stages.append(clock.stage("judging"))
    manifest.persons = personer.personer

    // The rest of the outputs.
    try stop.check()
    progress.begin("writing")
    let utvalg = Utvalg(file.parametre)
    // The reports whose heads need totals, while the avvik are put in order.
    let hoder = Utfil.allCases.map { u in
      u.hode(dialekt: dialekt, utvalg: utvalg, fordeling: u.lovverk.map { personer.maal.totalt($0) } ?? Fordeling())
    }
    let avviksfil = Avviksfil(
      inndata: inndata, dialekt: dialekt, traader: traader, orden: orden, omraader: omraader,
      masker: file.outputOptions.maskerVerdi)
    let (avvikLest, avvikFunnet) = (lest.avvik, personer.avvik)
    let frafalte = personer.frafalte
    // Only one of the two touches each.
    nonisolated(unsafe) let avvikfil = utfiler[.avvik]
    nonisolated(unsafe) let maalfil = utfiler[.maaloppnaaelse]
    nonisolated(unsafe) let utmappe = publisher
    nonisolated(unsafe) let alle = utfiler
    let tabeller = file.outputs.filter(\.erTabell)
    let vilHaSide = file.outputs.contains(.rapport)
    let deler = try Pipeline.run {
      try parallelMap(count: 2, threads: traader) { i in
        var d = Skrevet()
        if i == 0 {
          d.avvik = try avviksfil.skriv(lesing: avvikLest, personer: avvikFunnet, frafalte: frafalte, til: avvikfil)
          return d
        }
        try utskrift.fullfoer { hoder[$0.rawValue] }
        try venterom.check()
        venterom.empty()
        d.kommunefiler = try tillegg?.fullfoer(utmappe, utvalg: utvalg) ?? []
        let maal = Maaloppnaaelsefil.skriv(personer.maal, dialekt: dialekt)
        try maalfil?.write(maal.bytes)
        d.maalrader = maal.rader
        d.filer = (0..<listing.files.count).map {
          Self.linje(inndata, $0, lest.filer[$0], lest.sha[$0], personer.telling)
        }
        d.json = RunManifest.json(inputs: d.filer)
        if vilHaSide { d.avsendere = Avsendere.samlet(d.filer, dato: dato) }
        // They get to the disk while the avvik are written.
        for navn in tabeller where navn != .avvik { try alle[navn]?.finish() }
        return d
      }
    }
    var avvik = deler[0].avvik
    let andre = deler[1]
    avvik.flett(personer.talteFunn)
    manifest.avvik = Avvikskode.allCases.enumerated().compactMap { i, k in
      avvik.antall[i] > 0 ? (k.rawValue, avvik.antall[i]) : nil
    }
    manifest.inputs = andre.filer
    progress.tell(manifest.inputs)
    try file.limits.hold(rejected: manifest.inputs)
    for navn in file.outputs where navn.erTabell {
      guard let f = utfiler[navn] else { continue }
      let rader: Int
      switch navn {
      case .maaloppnaaelse: rader = andre.maalrader
      case .avvik: rader = avvik.rader
      default: rader = navn.utfil.map { utskrift.rader($0) } ?? navn.tilleggsfil.flatMap { tillegg?.rader($0) } ?? 0
      }
      manifest.outputs.append(.init(name: f.name, rows: rader, bytes: f.size, sha256: f.sha256))
    }
    manifest.outputs += andre.kommunefiler
    let endringer = try sammenlign(
      forrige: natt, publisher, utfiler[.sammenligning], dialekt, &manifest)
    try skrivSiden(personer, dato, andre.avsendere, forrige: natt, endringer, utfiler[.rapport], &manifest)
    if file.dialect == .rfc4180 {
      let pakke = try publisher.file(named: Datapakke.filnavn)
      try pakke.write(Datapakke.json(manifest))
      manifest.outputs.append(.init(name: pakke.name, rows: 0, bytes: pakke.size, sha256: pakke.sha256))
    }
    progress.end()
    manifest.stages.append(clock.stage("writing"))
    manifest.finished = utcNow()
    manifest.outcome = .init(id: publisher.id.text, status: .published, exitCode: 0)
    try publisher.file(named: OutputName.manifest).write(manifest.json(inputs: andre.json))
    try stop.check()
    if endsProcess { _ = Unmanaged.passRetained(Etterlatt(ting: [lest, personer, verktoey, publisher, utfiler, manifest])) }
    try publisher.publish(
      removing: previous?.manifest.outputs.map(\.name) ?? [],
      metrics: Metrics.text(last: manifest, published: manifest))
  }

  /// `sammenligning.csv`: this night's files, which nobody sees yet, against the
  /// night before's, which the folder shows until this run is published. Without a
  /// night before it has no rows.
  private func sammenlign(
    forrige: (manifest: RunManifest, mappe: String)?, _ publisher: Publisher, _ f: OutputFile?,
    _ dialekt: CSVDialect, _ m: inout RunManifest
  ) throws(RunError) -> Sidegrunnlag.Endringer? {
    guard let f else { return nil }
    var s: Sammenligning?
    if let forrige {
      var nye: [String: [UInt8]] = [:]
      for o in m.outputs { nye[o.name] = try publisher.whole(o.name) }
      s = try Sammenligning(gammel: forrige.mappe, ny: file.output) { nye[$0] }
    }
    let r = try Sammenligningsfil.csv(s, dialekt: dialekt) { (bytes) throws(RunError) in try f.write(bytes) }
    m.outputs.append(.init(name: f.name, rows: r.rader, bytes: f.size, sha256: f.sha256))
    return s == nil ? nil : r.endringer
  }

  /// The night's page, from what the manifest has by now.
  private func skrivSiden(
    _ personer: Persontrinn.Resultat, _ dato: Dato, _ avsendere: [Sidegrunnlag.Avsender],
    forrige: (manifest: RunManifest, mappe: String)?, _ endringer: Sidegrunnlag.Endringer?, _ f: OutputFile?,
    _ m: inout RunManifest
  ) throws(RunError) {
    guard let f else { return }
    var grunnlag = Sidegrunnlag(
      m, avsendere: avsendere, dato: dato, maal: personer.maal, tall: personer.side, forrige: forrige?.manifest,
      mappe: forrige?.mappe ?? "")
    grunnlag.endringer = endringer
    try f.write(Nattside.skriv(grunnlag))
    m.outputs.append(.init(name: f.name, rows: 0, bytes: f.size, sha256: f.sha256))
  }

  /// A file's line in the manifest, with what the person stage found out.
  private static func linje(
    _ inndata: Inndata, _ nr: Int, _ r: Filresultat?, _ sha: String, _ telling: Radtelling
  ) -> RunManifest.Input {
    let f = inndata.filer[nr]
    let bytes = r.map { $0.ulest ? f.bytes : $0.bytes } ?? f.bytes
    var m = RunManifest.Input(path: visiblePath(f.sti), type: f.type?.navn, bytes: bytes, sha256: sha)
    guard let r else { return m }
    m.note(r)
    m.compression = r.gzip ? "gzip" : "none"
    switch r.format {
    case .csv: m.format = "csv"
    case .json: m.format = "json"
    case .ndjson: m.format = "ndjson"
    case .empty: m.format = nil
    }
    switch r.koding {
    case .utf8: m.encoding = "utf-8"
    case .utf8WithMark: m.encoding = "utf-8-bom"
    case .windows1252: m.encoding = "windows-1252"
    case nil: m.encoding = nil
    }
    m.delimiter = r.skilletegn.map { $0 == 0x09 ? "tab" : $0 == 0x2C ? "," : ";" }
    var avvist = 0
    var like = 0
    for s in inndata.segmenterAv[nr] {
      for k in [Inndata.kildenummer(s), Inndata.kildenummer(s, igjen: true)] {
        avvist += Int(telling.avvist[Int(k)])
        like += Int(telling.duplikater[Int(k)])
      }
    }
    m.rowsRead = r.lest
    m.rowsTaken = r.tatt - avvist - like
    m.rowsRejected = r.avvist + avvist
    m.rowsDuplicate = like
    m.rejectedWhole = r.avvistHelt
    return m
  }
}

/// What a run that ends its process leaves behind.
private final class Etterlatt {
  let ting: [Any]
  init(ting: [Any]) { self.ting = ting }
}

/// What is made at the same time when the persons are judged: `avvik.csv`, and the rest.
private struct Skrevet: Sendable {
  var avvik = Avvikstall()
  var kommunefiler: [RunManifest.Output] = []
  var maalrader = 0
  /// The manifest's inputs, and what is made of them.
  var filer: [RunManifest.Input] = []
  var json: [UInt8] = []
  var avsendere: [Sidegrunnlag.Avsender] = []
}

extension OutputName {
  /// The outputs that are made from the persons alone; the others are made from these.
  var erTabell: Bool { self != .rapport && self != .sammenligning }

  /// The outputs with rows a person.
  var utfil: Utfil? {
    switch self {
    case .avslutningsrapport: .avslutningsrapport
    case .avslutningsrapportIntroduksjonsloven: .avslutningsrapportIntroduksjonsloven
    case .personliste: .personliste
    case .personlisteIntroduksjonsloven: .personlisteIntroduksjonsloven
    case .beregningslogg: .beregningslogg
    case .avslutningshistorikk: .avslutningshistorikk
    case .maaloppnaaelse, .avvik, .fristvarsel, .deltakelse, .aktivtid, .rapport, .sammenligning: nil
    }
  }
}

/// The run's output files, made in the order in which they are put in place.
private struct Utfiler {
  private var filer: [OutputName: OutputFile] = [:]
  let dialekt: CSVDialect

  init(_ publisher: Publisher, _ navn: [OutputName], dialekt: CSVDialect) throws(RunError) {
    self.dialekt = dialekt
    for n in OutputName.allCases where navn.contains(n) { filer[n] = try publisher.file(named: n.fileName) }
  }

  subscript(_ n: OutputName) -> OutputFile? { filer[n] }

  func kropper(_ scratch: ScratchFile) throws(RunError) -> [Utfil: Kroppsfil] {
    var ut: [Utfil: Kroppsfil] = [:]
    for (n, f) in filer {
      guard let u = n.utfil else { continue }
      let venter = u == .avslutningsrapport || u == .avslutningsrapportIntroduksjonsloven
      ut[u] = try Kroppsfil(f, hode: venter ? nil : u.hode(dialekt: dialekt)) { Spool(scratch) }
    }
    return ut
  }
}
