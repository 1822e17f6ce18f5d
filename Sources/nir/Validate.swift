import ArgumentParser
import Glibc
import Innlesing
import Pipeline

/// `nir validate`.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check a drop or single files, and write what is wrong with them.",
    discussion: """
      Runs every check that needs no other night: what reading finds in files and rows, rows for persons that neither \
      UDI nor Folkeregisteret knows, klager on no vedtak, and duplicates; with --rules also what the rules find about \
      persons. Types are told from folder and file names as the nightly pipeline has them (udi/, folkeregister/, \
      kommune/vedtak_3024.csv), or by a pipeline file. For municipal files alone nobody says who is known: the summary \
      then says that persons were not checked.

      Formats: text (by sender file and fault), csv (exactly avvik.csv), json, sarif (2.1.0). All quote what senders \
      wrote: keep them where avvik.csv may lie.

      --against holds the drop against an earlier one: files that are missing or new, and senders whose rows of a type \
      fell by more than 10 % (and 10 rows) or to none, or rose by more than 50 % (and 50 rows). With csv and sarif it \
      is told on standard error.

      Exit code 65 when there is a Feil.

      Example: nir validate input/
      Example: nir validate input/ --against yesterday/ --format json
      Example: nir validate kommune/vedtak_3024.csv --all
      """)

  @Argument(help: "Drops, folders or files (default: the input of --pipeline).", completion: .file())
  var paths: [String] = []

  @Option(help: "A pipeline file, for its file patterns and limits.", completion: .file(extensions: ["yml", "yaml"]))
  var pipeline: String?

  @Option(help: "The form of the report: text, csv, json or sarif.")
  var format = Validation.Format.text

  @Option(help: "Beregningsdato: today, åååå-mm-dd or dd.mm.åååå.")
  var date: RunDate?

  @Option(help: "What single files are, whatever they are called (vedtak, udi, ...).")
  var type: Inndatatype?

  @Option(help: "An earlier drop to hold this one against.", completion: .directory)
  var against: String?

  @Flag(help: "Also tell what the rules find about persons, as avvik.csv does.")
  var rules = false

  @Flag(help: "Write *** for what stood in personal columns (names, numbers, birth dates, Registrert av).")
  var mask = false

  @Flag(help: "In text: every case of a fault, not only the first ten.")
  var all = false

  @Option(help: "How many threads to use (default: one a core).")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if paths.isEmpty && pipeline == nil { throw ValidationError("Name a drop, a folder or a file, or --pipeline.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
  }

  func run() throws {
    try reportingErrors {
      var options = Validation.Options()
      options.paths = paths
      if let pipeline {
        let file = try PipelineFile.load(pipeline)
        options.pipeline = file
        options.date = file.beregningsdato
        options.threads = file.threads
      }
      if let date { options.date = date }
      if let threads { options.threads = threads }
      options.type = type
      options.rules = rules
      options.mask = mask
      options.against = against
      // Nothing plain on standard error for a report that a person reads at once.
      let progress = Progress.forStandardError(quiet: quiet)
      let summary = try Validation(options, progress: progress).run(format, shown: all ? nil : 10) {
        try Console.out(bytes: $0)
      }
      if format == .csv || format == .sarif, let text = summary.changesText { Console.error(text) }
      if summary.count(.feil) > 0 { throw ExitCode(RunError.inputNotGoodEnough("").exitCode) }
    }
  }
}

extension Validation.Format: ExpressibleByArgument {}

extension Inndatatype: ExpressibleByArgument {
  public init?(argument: String) {
    guard let type = Inndatatype.allCases.first(where: { $0.navn == argument }) else { return nil }
    self = type
  }
  public static var allValueStrings: [String] { allCases.map(\.navn) }
}
