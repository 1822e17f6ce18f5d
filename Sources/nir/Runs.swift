import ArgumentParser
import Pipeline

/// `nir runs`.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the kept runs of an output folder, or verify them.",
    discussion: """
      A run's files stay in OUTPUT/.kjoeringer until enough newer ones are kept (kjoeringer in the pipeline file). \
      Status: gjeldende is what the folder shows, behold an earlier night, feilet a run that ended with an error, \
      avbrutt one that was killed, pågår one that is going on. With --verify every file is held against its \
      run's manifest, every manifest against the next one and the log of the chain, and the folder against the \
      current run; what was changed, is missing, is extra or is a night too few is told, and the exit code is 65.

      Example: nir runs --output output --verify
      """)

  @Argument(help: "The output folder (default: the one of pipelines/nightly.yml).", completion: .directory)
  var folder: String?

  @Option(help: "The same as an option.", completion: .directory)
  var output: String?

  @Option(help: "text or json.")
  var format: RunsFormat = .text

  @Flag(help: "Verify files, manifests and the chain of nights.")
  var verify = false

  func validate() throws {
    if folder != nil, output != nil { throw ValidationError("Give the output folder once.") }
    if verify, format == .json { throw ValidationError("--verify has no JSON form.") }
  }

  func run() throws {
    try reportingErrors {
      let kept = try KeptRuns(folder: try folder ?? output ?? PipelineFile.load("pipelines/nightly.yml").output)
      guard verify else {
        if format == .json { return Console.out(kept.json()) }
        return Console.out(kept.text(Terminal.standardOutput()))
      }
      let found = RunsVerification(kept)
      Console.out(found.text())
      if !found.faults.isEmpty { throw ExitCode(RunError.inputNotGoodEnough("").exitCode) }
    }
  }
}

/// How the list is written.
enum RunsFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
