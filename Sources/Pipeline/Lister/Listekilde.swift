import Domene
import Kalender
import Kodeverk
import Rapport
import Regelverk
import Tabular

/// Where lists are answered from: a drop that is judged now, or the files that the
/// last run left in an output folder. Both give the very bytes of the output files,
/// so an answer is the same from either.
public struct Listekilde: Sendable {
  /// D.
  public let dato: Dato
  /// The filters' line with what «what if» parameters the numbers were made.
  public let utvalg: Utvalg
  private let hent: @Sendable (Utfil) throws(RunError) -> Listetabell
  /// The current number of a person by any of its DUF-nummer; nil when not known.
  private let nummer: @Sendable (DUFNummer) -> DUFNummer?

  /// Reads and judges a drop.
  /// - Parameter utfiler: the lists that will be asked for; the others are not kept.
  public static func drop(
    _ file: PipelineFile, utfiler: Set<Utfil>, progress: Progress
  ) throws(RunError) -> Listekilde {
    let gjennomgang = try Dropgjennomgang(file: file, progress: progress)
    let dialekt: CSVDialect = file.dialect == .excelNb ? .excelNb : .rfc4180
    var rapport = Personrapport(Rapporttabeller(dato: gjennomgang.dato, dialekt: dialekt))
    var kropper: [Utfil: [UInt8]] = [:]
    var personer = 0
    func toem() {
      for u in utfiler { kropper[u, default: []] += rapport.bytes(u) }
      rapport.nullstill()
    }
    progress.begin("judging")
    try run {
      try gjennomgang.forHver { grunnlag, vurdering in
        rapport.leggTil(grunnlag, vurdering)
        personer += 1
        // Now and then, so that what is not asked for takes no memory.
        if personer % 4096 == 0 {
          toem()
          progress.add(rows: 4096, bytes: 0)
        }
      }
    }
    toem()
    progress.end()
    let ferdig = kropper
    nonisolated(unsafe) let oppslag = gjennomgang
    return Listekilde(dato: gjennomgang.dato, utvalg: Utvalg(file.parametre)) { (u) throws(RunError) in
      Listetabell(u, dialekt: dialekt, kropp: ferdig[u] ?? [])
    } nummer: {
      oppslag.person($0)
    }
  }

  /// Answers from the files of an output folder.
  /// - Parameter dato: D, where the folder has no manifest that says it.
  public static func mappe(_ folder: String, dato: Dato?) throws(RunError) -> Listekilde {
    let path = Array(folder.utf8)
    guard let s = Posix.status(path) else { throw .noInput("output folder \(visiblePath(path)): \(Posix.reason())") }
    guard Posix.isFolder(s) else { throw .noInput("\(visiblePath(path)) is no folder") }
    let manifest = RunManifest.read(folder: folder)?.manifest
    guard let d = manifest.flatMap({ Dato($0.beregningsdato) }) ?? dato else {
      throw .noInput(
        "output folder \(visiblePath(path)) has no \(OutputName.manifest) that says its beregningsdato; give it with --date"
      )
    }
    if let dato, dato != d {
      throw .usage("the run in \(visiblePath(path)) is of \(d.iso); leave --date out, or ask a drop with --input")
    }
    var utvalg = Utvalg()
    utvalg.endredeParametre = (manifest?.changedParameters ?? []).map { (navn: $0.0, verdi: $0.1) }
    return Listekilde(dato: d, utvalg: utvalg) { (u) throws(RunError) in
      let fil = Posix.join(path, Array(u.filnavn.utf8))
      guard let bytes = Posix.read(fil, limit: 64 << 30) else {
        throw .noInput("\(visiblePath(fil)): \(Posix.reason()); let `nir run` write it, or ask a drop with --input")
      }
      do throws(Listefeil) {
        return try Listetabell(u, fil: bytes)
      } catch {
        throw .noInput("\(visiblePath(fil)) \(error.grunn)")
      }
    } nummer: {
      $0
    }
  }

  /// A list.
  public func tabell(_ u: Utfil) throws(RunError) -> Listetabell { try hent(u) }

  /// DUF-nummer of those whose avslutning is in force, so that a list can mark them;
  /// nil when the source cannot tell (an output folder without the report).
  public func avsluttede(_ l: Lovverk) -> Set<UInt64>? {
    let u: Utfil = l == .integreringsloven ? .avslutningsrapport : .avslutningsrapportIntroduksjonsloven
    guard let t = try? hent(u) else { return nil }
    return Set((0..<t.antall).map { t.duf($0) })
  }

  /// The number that a list shows for somebody known by an older one.
  public func gjeldendeNummer(_ sifre: String) -> String {
    guard sifre.utf8.count == 12, let n = UInt64(sifre), let g = nummer(DUFNummer(verdi: n)) else { return sifre }
    let t = String(g.verdi)
    return String(repeating: "0", count: max(0, 12 - t.utf8.count)) + t
  }
}

extension PipelineFile {
  /// What a pipeline file would say that does nothing but name a drop.
  public static func forDrop(_ input: String) -> PipelineFile {
    PipelineFile(
      path: "", sha256: "", name: "", beregningsdato: .today, input: input, patterns: .dropLayout, limits: Limits(),
      output: "", dialect: .excelNb, outputs: OutputName.standard, threads: nil, parametre: Parametre())
  }
}
