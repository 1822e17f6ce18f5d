import ArgumentParser
import Pipeline

/// `nir compare`.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show what changed between two nights' outputs.",
    discussion: """
      OLD and NEW are output folders of nir run, in either dialect. Shown are persons that are new or gone, frister \
      that moved (with both beregningslogger), avslutninger that came, went or changed status, and måloppnåelse \
      before and after. A file that only one of the folders has is not compared.

      Example: nir compare output-2024-08-30 output-2024-08-31 --format csv > endringer.csv
      """)

  @Argument(help: "The earlier night's output folder.", completion: .directory)
  var old: String

  @Argument(help: "The later night's output folder.", completion: .directory)
  var new: String

  @Option(help: "text, csv or json.")
  var format: ComparisonFormat = .text

  func run() throws {
    try reportingErrors {
      let s = try Sammenligning(gammel: old, ny: new)
      switch format {
      case .text: Console.out(try Sammenligningsfil.tekst(s))
      case .json: Console.out(String(decoding: try Sammenligningsfil.json(s), as: UTF8.self))
      case .csv:
        _ = try Sammenligningsfil.csv(s) { Console.out(String(decoding: $0, as: UTF8.self)) }
      }
    }
  }
}

/// How a comparison is written.
enum ComparisonFormat: String, ExpressibleByArgument, CaseIterable {
  case text, csv, json
}
