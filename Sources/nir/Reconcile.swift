import ArgumentParser
import Pipeline

/// `nir reconcile`.
struct Reconcile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Hold a municipality's own case system's file against the drop.",
    discussion: """
      FILE has the column names of one input type, in any order, as CSV, JSON or NDJSON. Registrations are matched by \
      DUF-nummer and ID, else by DUF-nummer and key dates; only the newest version of each counts. Shown are those \
      that stand only in FILE, only in the drop (of the kommuner that FILE names, or else of its persons), and the \
      fields that differ. Columns that FILE lacks are not compared. The type is the one that the file's name begins \
      with unless --type names another.

      Example: nir reconcile vedtak_fagsystem.csv --input drop --ignore "Registrert av" --format csv > avstemming.csv
      """)

  @Argument(help: "The case system's file.", completion: .file())
  var file: String

  @Option(help: "The drop's folder.", completion: .directory)
  var input = "input"

  @Option(help: "The file's input type, e.g. vedtak or tiltak.")
  var type: String?

  @Option(help: "A column that is not compared; may be given several times.")
  var ignore: [String] = []

  @Option(help: "text, csv or json.")
  var format: ComparisonFormat = .text

  func run() throws {
    try reportingErrors {
      let a = try Avstemming(fil: file, typenavn: type, input: input, utenom: ignore)
      switch format {
      case .text: Console.out(Avstemmingsfil.tekst(a))
      case .csv: Console.out(String(decoding: Avstemmingsfil.csv(a), as: UTF8.self))
      case .json: Console.out(String(decoding: Avstemmingsfil.json(a), as: UTF8.self))
      }
    }
  }
}
