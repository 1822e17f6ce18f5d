import ArgumentParser
import Pipeline

@main
struct Nir: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nir",
    abstract: "What Norway's introduction programme register works out, from a night's file drop.",
    discussion: """
      Reads the files that Folkeregisteret, UDI and the municipalities deliver and computes kategori, frist, \
      avslutning and måloppnåelse per participant, as of a date.

      Example: nir run pipelines/nightly.yml --date 2024-08-31

      Exit codes: 0 done; 64 wrong usage or pipeline file; 65 input not good enough; 66 no such input; \
      70 a fault of the program's own; 73 output cannot be made; 74 reading or writing failed; \
      75 another run holds the output folder; 143 and 130 stopped by SIGTERM and SIGINT.
      """,
    version: ProgramVersion.current,
    subcommands: [
      Run.self, Explain.self, Personliste.self, Avslutningsrapport.self, MaaloppnaaelseCommand.self, Compare.self,
      Reconcile.self, Extract.self, Validate.self, Inspect.self, Schema.self, Rules.self, Generate.self, Runs.self,
    ])

  /// Swift reads the arguments from `/proc`. Where that is not mounted there are none, not
  /// even the program's name, and a night's batch must not pass for done because it
  /// has shown its help.
  static func main() {
    Streams.guardStandard()
    guard !CommandLine.arguments.isEmpty else {
      Console.error("the system does not tell the arguments; is /proc mounted?")
      exit(withError: ExitCode(RunError.internalFault("").exitCode))
    }
    main(nil)
  }
}
