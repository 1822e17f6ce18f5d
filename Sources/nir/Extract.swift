import ArgumentParser
import Pipeline
import Rapport

/// `nir extract`.
struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Make a research extract: chosen columns, pseudonyms, a statement of what was done.",
    discussion: """
      One row a person with a kategori on D, under either law, in a new folder: uttrekk.csv, and uttrekk.txt and \
      uttrekk.json, which say what was done. The folder must not exist or be empty: an extract is never written over.

      Columns: \(Uttrekkskolonne.allCases.map(\.rawValue).joined(separator: ", ")). \
      Names, numbers of persons and cases, birth dates, bydeler, who registered and free text cannot be chosen.

      A person's pseudonym is HMAC-SHA-256 of the DUF-nummer with a secret key and --purpose: the same key and purpose \
      give the same pseudonym in every extract, another of either gives pseudonyms that cannot be joined. The key (at \
      least 32 random bytes, as openssl rand -hex 32 gives) is read from a file that not everybody may read, or from \
      the environment, and is never written. Who has reserved against research (R-01) stands without a pseudonym; a \
      rejected row of reservations counts as one, and faults that do not tell whose they are stop the extract. A person \
      with a protected address (R-02) has neither kommune nor fylke.

      The statement tells how many persons share each combination of the columns by which somebody could be found. \
      --min-group K hides as many of these columns as it takes («:») where fewer than K persons share them, and leaves \
      out who would be too few even so. It is read from a drop, not from a run's files, which do not tell who has reserved.

      Example: nir extract --date 2024-08-31 --input drop --columns kategori,kjoenn,aldersgruppe,fylke,maaloppnaaelse \
      --dates year --min-group 5 --key-file noekkel --purpose "Prosjekt 12" --output uttrekk
      """)

  @Argument(help: "The pipeline file whose drop is read.", completion: .file(extensions: ["yml", "yaml"]))
  var pipeline: String?

  @Option(help: "Answer from this drop.", completion: .directory)
  var input: String?

  @Option(help: "Beregningsdato: today, åååå-mm-dd or dd.mm.åååå.")
  var date: RunDate?

  @Option(help: ArgumentHelp("The extract's columns, in order.", valueName: "kolonne,…"))
  var columns: String

  @Option(help: "The folder to make.", completion: .directory)
  var output: String

  @Option(help: "The file that holds the key.", completion: .file())
  var keyFile: String?

  @Option(help: ArgumentHelp("The environment variable that holds the key.", valueName: "name"))
  var keyEnv: String?

  @Option(help: "What the extract is for: part of every pseudonym and of the statement.")
  var purpose = ""

  @Option(help: "How exact dates are: exact, month, quarter, year, or relative (days since kategori fra).")
  var dates: Datoform = .exact

  @Option(help: ArgumentHelp("Protect combinations that fewer than K persons share; 0 protects none.", valueName: "k"))
  var minGroup = 0

  @Option(
    help: ArgumentHelp(
      "The columns by which somebody could be found (default: those that others may know).", valueName: "kolonne,…"))
  var quasiIdentifiers: String?

  @Option(parsing: .singleValue, help: "Leave out everybody who is reserved, or protected; may be given twice.")
  var leaveOut: [Utelatelse] = []

  @Flag(help: "Go on though reservations could not be read.")
  var acceptUnreadReservations = false

  @Option(help: "The CSV's dialect: excel-nb or rfc4180.")
  var dialect: OutputDialect = .excelNb

  @Option(help: "How many threads to use (default: one a core).")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    if !(0...1_000_000).contains(minGroup) { throw ValidationError("--min-group must be from 0 to 1000000.") }
    if (keyFile == nil) == (keyEnv == nil) {
      throw ValidationError("Give the key with --key-file or with --key-env, one of them.")
    }
    if !Uttrekkskjoering.erGyldig(formaal: purpose) {
      throw ValidationError("--purpose must be one line of at most \(Uttrekkskjoering.lengsteFormaal) bytes.")
    }
  }

  func run() throws {
    try reportingErrors {
      let valg = try valg()
      var file =
        input != nil && pipeline == nil
        ? PipelineFile.forDrop(input ?? "") : try PipelineFile.load(pipeline ?? "pipelines/nightly.yml")
      file = file.applying(RunOverrides(date: date, input: input, output: nil, threads: threads))
      let bestilling = Uttrekkskjoering.Bestilling(
        valg: valg, noekkel: try noekkel(), formaal: purpose, dialekt: dialect,
        godtaUlesteReservasjoner: acceptUnreadReservations)
      let erklaering = try Uttrekkskjoering(
        file: file, bestilling: bestilling,
        progress: Progress.forStandardError(quiet: !Terminal.standardErrorIsTerminal)
      ).lever(output)
      Console.out(erklaering.tekst())
    }
  }

  private func valg() throws(RunError) -> Uttrekksvalg {
    do throws(Valgfeil) {
      return Uttrekksvalg(
        kolonner: try Uttrekksvalg.kolonner(columns),
        kjennetegn: try kjennetegn(), datoer: dates, minsteGruppe: minGroup, utelat: Set(leaveOut))
    } catch {
      throw .usage(error.melding)
    }
  }

  private func kjennetegn() throws(Valgfeil) -> [Uttrekkskolonne]? {
    guard let quasiIdentifiers else { return nil }
    return try Uttrekksvalg.kolonner(quasiIdentifiers, "--quasi-identifiers")
  }

  private func noekkel() throws(RunError) -> Pseudonymnoekkel {
    if let keyEnv { return try .miljoe(keyEnv) }
    let (noekkel, advarsel) = try Pseudonymnoekkel.fil(keyFile ?? "")
    if let advarsel { Console.error("warning: \(advarsel)") }
    return noekkel
  }
}

extension Datoform: ExpressibleByArgument {}
extension Utelatelse: ExpressibleByArgument {}
