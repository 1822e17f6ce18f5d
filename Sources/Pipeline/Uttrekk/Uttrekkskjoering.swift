import Domene
import Glibc
import Innlesing
import Rapport
import Regelverk
import Tabular

/// Makes a research extract of a drop (`nir extract`): a folder with the rows and a
/// statement of what was done. It reads the drop itself, since a run's outputs do not
/// tell who has reserved.
public struct Uttrekkskjoering {
  /// What is to be extracted, and for what.
  public struct Bestilling: Sendable {
    /// Columns, dates, limits.
    public var valg: Uttrekksvalg
    /// Secret of the pseudonyms.
    public var noekkel: Pseudonymnoekkel
    /// What the extract is for; it goes into the pseudonyms. Empty: none given.
    public var formaal: String
    /// How the CSV is written.
    public var dialekt: OutputDialect
    /// Go on though reservations could not be read.
    public var godtaUlesteReservasjoner: Bool

    /// Standard dialect, nothing accepted that could not be read.
    public init(
      valg: Uttrekksvalg, noekkel: Pseudonymnoekkel, formaal: String = "", dialekt: OutputDialect = .excelNb,
      godtaUlesteReservasjoner: Bool = false
    ) {
      self.valg = valg
      self.noekkel = noekkel
      self.formaal = formaal
      self.dialekt = dialekt
      self.godtaUlesteReservasjoner = godtaUlesteReservasjoner
    }
  }

  /// Names of what is written.
  public static let filnavn = (uttrekk: "uttrekk.csv", tekst: "uttrekk.txt", json: "uttrekk.json")
  /// Longest purpose, in bytes.
  public static let lengsteFormaal = 200

  let file: PipelineFile
  let bestilling: Bestilling
  let progress: Progress

  /// - Parameter file: names the drop and D.
  public init(file: PipelineFile, bestilling: Bestilling, progress: Progress) {
    self.file = file
    self.bestilling = bestilling
    self.progress = progress
  }

  /// Whether a purpose can be written on one line.
  public static func erGyldig(formaal: String) -> Bool {
    formaal.utf8.count <= lengsteFormaal
      && formaal.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && $0.value != 0x2028 && $0.value != 0x2029
      }
  }

  /// Reads the drop, judges everybody and writes the folder.
  /// - Returns: the statement.
  /// - Throws: `RunError`; there is then no folder.
  public func lever(_ mappe: String) throws(RunError) -> Uttrekkserklaering {
    do throws(Valgfeil) { try bestilling.valg.kontroller() } catch { throw .usage(error.melding) }
    guard Self.erGyldig(formaal: bestilling.formaal) else {
      throw .usage("--purpose: one line of at most \(Self.lengsteFormaal) bytes")
    }
    let levering = try Leveringsmappe.aapne(mappe)
    let drop = try Dropgjennomgang(file: file, progress: progress, summer: true)
    let reservasjoner = Uttrekksreservasjoner(drop)
    guard reservasjoner.ukjente == 0 || bestilling.godtaUlesteReservasjoner else {
      throw .inputNotGoodEnough(
        "faults in files of reservasjoner that name nobody: \(reservasjoner.ukjente); somebody who has reserved could be "
          + "handed out with a pseudonym (R-01); have them put right, or accept it with --accept-unread-reservations")
    }
    var tabell = try tabell(drop, reservasjoner)
    let foer = tabell.gruppetall()
    tabell.vernSmaa()
    let fil = try levering.fil(Self.filnavn.uttrekk)
    try tabell.skriv(bestilling.dialekt == .excelNb ? .excelNb : .rfc4180) { (b) throws(RunError) in try fil.write(b) }
    let erklaering = Uttrekkserklaering(
      tabell: tabell, foer: foer, bestilling: bestilling, file: file, drop: drop, reservasjoner: reservasjoner,
      uttrekk: .init(name: fil.name, rows: tabell.rader, bytes: fil.size, sha256: fil.sha256))
    try levering.fil(Self.filnavn.tekst).write(erklaering.tekst())
    try levering.fil(Self.filnavn.json).write(erklaering.json())
    try levering.lever()
    return erklaering
  }

  private func tabell(_ drop: Dropgjennomgang, _ reservasjoner: Uttrekksreservasjoner) throws(RunError) -> Uttrekkstabell {
    var tabell = Uttrekkstabell(bestilling.valg, dato: drop.dato)
    let noekkel = bestilling.noekkel
    let formaal = bestilling.formaal
    progress.begin("judging")
    try run {
      try drop.forHver { p, v in
        let reservert =
          reservasjoner.personer.contains(p.duf.verdi) || Forskningsreservasjon.gjelder(p.reservasjoner, per: drop.dato)
        tabell.leggTil(p, v, reservert: reservert) { noekkel.pseudonym($0, formaal: formaal) }
      }
    }
    progress.end()
    return tabell
  }
}
