import ArgumentParser
import Pipeline

/// `nir generate`.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make a synthetic drop: every rule exercised, no real person.",
    discussion: """
      The same options give the same bytes, whatever the number of threads. Numbers are of the series for \
      synthetic persons, with right control digits; names are put together from short lists.

      Example: nir generate --persons 2000 --seed 1 --output drop --mess 0.01

      A million persons as about 4,000 plain CSV files: \
      nir generate --persons 1000000 --seed 1 --output drop --format csv --no-documents
      """)

  @Option(help: "How many persons.")
  var persons: Int

  @Option(help: "Seed: another one gives other persons.")
  var seed: UInt64 = 1

  @Option(help: "The folder to make the drop in; it must be new or empty.", completion: .directory)
  var output: String

  @Option(help: "mixed: every kind of file that is allowed; csv: plain CSV only.")
  var format = GeneratorOptions.Format.mixed

  @Option(help: "Share of rows with a fault of reading, 0 to 1.")
  var mess = 0.0

  @Option(help: "The date that the drop is of: åååå-mm-dd or dd.mm.åååå (default: 2024-08-31).")
  var date: RunDate?

  @Flag(inversion: .prefixedNo, help: "Person documents (folkeregister/).")
  var documents = true

  @Flag(help: "Add the guides' worked examples, in files of their own.")
  var examples = false

  @Option(help: "How many threads to use (default: one a core).")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    guard (0...9_000_000).contains(persons) else { throw ValidationError("--persons must be from 0 to 9000000.") }
    guard (0...1).contains(mess) else { throw ValidationError("--mess must be from 0 to 1.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
  }

  func run() throws {
    try reportingErrors {
      var options = GeneratorOptions(
        persons: persons, seed: seed, date: try date?.resolved() ?? GeneratorOptions.defaultDate)
      options.format = format
      options.mess = mess
      options.documents = documents
      options.examples = examples
      options.threads = threads ?? defaultThreads()
      let made = try DropGenerator(options).run(into: output, progress: Progress.forStandardError(quiet: quiet))
      if !quiet {
        Console.out(
          "\(made.files) files, \(made.rows) rows, \(made.bytes) bytes, \(made.persons) persons in \(output)\n")
      }
    }
  }
}

extension GeneratorOptions.Format: ExpressibleByArgument {}
