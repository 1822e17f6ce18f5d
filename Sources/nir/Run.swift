import ArgumentParser
import Pipeline

/// `nir run`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the night's batch: from an input drop to all output files.",
    discussion: """
      The pipeline file says what to read, where to write and for which date; the options stand over it. Outputs \
      are put in place when all of them are whole: a run that fails leaves the last run's files as they were.

      Example: nir run pipelines/nightly.yml --input drop --output out --date 2024-08-31 --threads 4
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yml", "yaml"]))
  var pipeline = "pipelines/nightly.yml"

  @Option(help: "Beregningsdato: today, åååå-mm-dd or dd.mm.åååå.")
  var date: RunDate?

  @Option(help: "The drop's folder.", completion: .directory)
  var input: String?

  @Option(help: "The output folder.", completion: .directory)
  var output: String?

  @Option(help: "How many threads to use (default: one a core).")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024.")
    }
  }

  func run() throws {
    try reportingErrors {
      let file = try PipelineFile.load(pipeline)
      let overrides = RunOverrides(date: date, input: input, output: output, threads: threads)
      let progress = Progress.forStandardError(quiet: quiet)
      let summary = try NightlyRun(
        file: file, overrides: overrides, progress: progress, stop: .bySignal
      ).run()
      if !quiet { Console.out(summary.text()) }
    }
  }
}

extension RunDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
