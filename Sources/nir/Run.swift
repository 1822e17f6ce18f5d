import ArgumentParser
import Pipeline

/// `nir run`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run the night's batch: from an input drop to all output files.",
    discussion: """
      The pipeline file says what to read, where to write and for which date; the options stand over it. Outputs \
      are put in place when all of them are whole: a run that fails leaves the last run's files as they were.

      A run's files are kept in OUTPUT/.kjoeringer; nir runs lists them. --from-manifest makes a run again from its \
      kjoering.json, in a folder of its own: with the same settings and date, on the same inputs (else 65, with the \
      files that differ), held against the same night before as long as that one is kept. Every output then has the \
      same bytes; those that have not are told, and the exit code is 65.

      SIGTERM and SIGINT stop the run cleanly (exit 143 and 130), a second one at once.

      Example: nir run pipelines/nightly.yml --input drop --output out --date 2024-08-31 --threads 4
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yml", "yaml"]))
  var pipeline = standardPipeline

  private static let standardPipeline = "pipelines/nightly.yml"

  @Option(help: "Beregningsdato: today, åååå-mm-dd or dd.mm.åååå.")
  var date: RunDate?

  @Option(help: "The drop's folder.", completion: .directory)
  var input: String?

  @Option(help: "The output folder.", completion: .directory)
  var output: String?

  @Option(help: "How many threads to use (default: one a core).")
  var threads: Int?

  @Option(
    help: "Make the run of this kjoering.json again, with --output in another folder.",
    completion: .file(extensions: ["json"]))
  var fromManifest: String?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    if fromManifest != nil {
      // The folder that the manifest names shows the newest night; to put an old one
      // there must be asked for.
      if output == nil { throw ValidationError("--from-manifest needs --output: where the outputs are to stand.") }
      if date != nil { throw ValidationError("--from-manifest has the manifest's date; leave --date out.") }
      if pipeline != Run.standardPipeline {
        throw ValidationError("--from-manifest has the manifest's settings; leave the pipeline file out.")
      }
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024.")
    }
  }

  func run() throws {
    try reportingErrors {
      let overrides = RunOverrides(date: date, input: input, output: output, threads: threads)
      let progress = Progress.forStandardError(quiet: quiet)
      if let fromManifest { return try again(fromManifest, overrides, progress) }
      let file = try PipelineFile.load(pipeline)
      var run = NightlyRun(file: file, overrides: overrides, progress: progress, stop: .bySignal)
      run.endsProcess = true
      let summary = try run.run()
      if !quiet { Console.out(summary.text()) }
    }
  }

  private func again(_ manifest: String, _ overrides: RunOverrides, _ progress: Progress) throws {
    let run = try RunAgain(manifest: manifest, overrides: overrides, progress: progress, stop: .bySignal)
    for w in run.warnings { Console.error("warning: \(w)") }
    let (summary, differing) = try run()
    if !quiet { Console.out(summary.text()) }
    guard differing.isEmpty else {
      throw RunError.inputNotGoodEnough(
        "outputs that are not the manifest's:\n  \(differing.joined(separator: "\n  "))")
    }
    if !quiet { Console.out("again     every output has the manifest's bytes\n") }
  }
}

extension RunDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
