import Glibc
import Innlesing
import Kalender
import Kodeverk
import Tabular

/// Makes a synthetic drop: no real person, every rule exercised, the same bytes
/// for the same options on any machine and any number of threads.
public struct DropGenerator: Sendable {
  let options: GeneratorOptions

  public init(_ options: GeneratorOptions) { self.options = options }

  /// How many kommuner a drop of some size spreads over.
  private var placeCount: Int { max(1, min(options.persons, max(13, options.persons / 90))) }

  /// Writes the drop into a folder that must be new or empty.
  public func run(into folder: String, progress: Progress) throws -> GeneratorSummary {
    let root = Array(folder.utf8)
    try prepare(root)
    let texts = Texts()
    let places = Place.all(per: options.date, atMost: placeCount)
    let units =
      options.persons > 0 ? WorkUnit.plan(persons: options.persons, places: places, size: options.unitSize) : []
    progress.begin("generating")
    let o = options
    let parts = try parallelMap(count: units.count, threads: o.threads) { i in
      try DropGenerator.make(units[i], o, texts, places, into: root, progress)
    }
    var all = GeneratorSummary()
    all.persons = o.persons
    for p in parts {
      all.files += p.files
      all.rows += p.rows
      all.bytes += p.bytes
    }
    var extra: [(path: String, bytes: [UInt8])] = []
    if o.mess > 0 { extra += try FileFaults.files(o) }
    if o.examples { extra += WorkedExamples.files() }
    for f in extra {
      try DropGenerator.write(f.bytes, f.path, root)
      all.files += 1
      all.bytes += f.bytes.count
    }
    progress.end()
    return all
  }

  private func prepare(_ root: [UInt8]) throws(RunError) {
    guard !root.isEmpty, !root.contains(0) else { throw .usage("the output folder has no name") }
    guard Posix.makeFolders(root, mode: 0o750) else {
      throw .cannotCreate("output folder \(visiblePath(root)): \(Posix.reason())")
    }
    guard let names = Posix.names(in: root) else {
      throw .cannotCreate("output folder \(visiblePath(root)): \(Posix.reason())")
    }
    guard names.isEmpty else {
      throw .cannotCreate("output folder \(visiblePath(root)) is not empty; a drop is made in a new folder")
    }
    let wanted = ["udi", "kommune"] + (options.documents || options.examples ? ["folkeregister"] : [])
    for name in wanted where !Posix.makeFolders(Posix.join(root, Array(name.utf8)), mode: 0o750) {
      throw .cannotCreate("output folder \(visiblePath(root))/\(name): \(Posix.reason())")
    }
  }

  private static func make(
    _ unit: WorkUnit, _ o: GeneratorOptions, _ texts: Texts, _ places: [Place], into root: [UInt8], _ progress: Progress
  ) throws -> GeneratorSummary {
    var w = UnitWriter(options: o, texts: texts, places: places, unit: unit)
    for (i, part) in unit.parts.enumerated() {
      for n in part.persons {
        let p = Livsloep(index: n, options: o)
        // Who moves goes to another part of the unit, nearly always the next one.
        let away = (i + 1 + n % max(1, unit.parts.count - 1)) % unit.parts.count
        w.rows(of: p, home: i, away: away)
        if o.documents { w.dokumenter(of: p, home: i, away: away) }
      }
    }
    var sum = GeneratorSummary()
    for f in w.files() {
      let bytes = try f.finish()
      try write(bytes, f.path, root)
      sum.files += 1
      sum.rows += f.rows
      sum.bytes += bytes.count
      progress.add(rows: f.rows, bytes: bytes.count)
    }
    if w.documents > 0 {
      let (name, bytes) = try documentFile(w.folkeregister.bytes, unit, o)
      try write(bytes, name, root)
      sum.files += 1
      sum.rows += w.documents
      sum.bytes += bytes.count
      progress.add(rows: w.documents, bytes: bytes.count)
    }
    return sum
  }

  /// The unit's documents as a file: NDJSON, and in a mixed drop also an array or gzip.
  private static func documentFile(
    _ lines: UnsafeBufferPointer<UInt8>, _ unit: WorkUnit, _ o: GeneratorOptions
  ) throws(TabularError) -> (String, [UInt8]) {
    var r = SeededRandom(o.seed, 4, UInt64(unit.number))
    let array = o.format == .mixed && o.mess == 0 && r.permille(300)
    let gzip = o.format == .mixed && unit.number > 0 && r.permille(300)
    var out: [UInt8] = []
    out.reserveCapacity(lines.count + 64)
    if array {
      out.append(contentsOf: "[\n".utf8)
      for b in lines {
        if b == 0x0A { out.append(0x2C) }
        out.append(b)
      }
      out.append(contentsOf: "\n]\n".utf8)
    } else {
      out.append(contentsOf: lines)
      out.append(0x0A)
    }
    let name = "folkeregister/personer_\(unit.number)" + (array ? ".json" : ".ndjson") + (gzip ? ".gz" : "")
    return (name, gzip ? try FileSink.gzip(out) : out)
  }

  private static func write(_ bytes: [UInt8], _ name: String, _ root: [UInt8]) throws(RunError) {
    let path = Posix.join(root, Array(name.utf8))
    let fd = Posix.withPath(path) { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640) }
    guard fd >= 0 else { throw .cannotCreate("file \(name): \(Posix.reason())") }
    let ok = bytes.withUnsafeBytes { Posix.write(fd, $0) }
    let reason = Posix.reason()
    guard close(fd) == 0, ok else { throw .ioFailed("file \(name): \(reason)") }
  }
}
