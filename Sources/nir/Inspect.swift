import ArgumentParser
import Glibc
import Pipeline
import Tabular

/// `nir inspect`.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show how the program reads a file that somebody says is fine.",
    discussion: """
      Shows compression, encoding, delimiter, columns, the type that they look like and the first rows. No type needs \
      to be known. What cannot be read is told by avvik code and position, and the exit code is 65.

      --rows writes every row as NDJSON on standard output and nothing else: a CSV row as an object of column -> \
      string in the file's column order, a JSON element as it is. Faults go to standard error; rows before them are \
      still written. --as json takes any JSON text; one that is no array is one row.

      Example: nir inspect input/kommune/vedtak_3024.csv
      Example: nir inspect --rows input/udi/udi.csv.gz | jq .
      """)

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case csv, json, ndjson
    var fileKind: FileKind {
      switch self {
      case .csv: .csv
      case .json: .json
      case .ndjson: .ndjson
      }
    }
  }

  @Argument(help: "The file.", completion: .file())
  var file: String

  @Flag(help: "Write every row as NDJSON, and nothing else.")
  var rows = false

  @Option(name: .customLong("as"), help: "Read as csv, json or ndjson, whatever the first bytes tell.")
  var kind: Kind?

  @Option(name: .customLong("head"), help: "How many rows to show.")
  var head = 5

  func validate() throws {
    if !(0...10_000).contains(head) { throw ValidationError("--head must be from 0 to 10 000.") }
  }

  func run() throws {
    try reportingErrors {
      let inspection = Inspection(path: file, kind: kind?.fileKind)
      if rows {
        let outcome = try inspection.rows(
          out: { try Console.out(bytes: $0) }, fault: { Console.error($0) })
        if !outcome.isClean { throw ExitCode(RunError.inputNotGoodEnough("").exitCode) }
        return
      }
      let overview = try inspection.overview(rows: head)
      Console.out(overview.text)
      if !overview.isClean { throw ExitCode(RunError.inputNotGoodEnough("").exitCode) }
    }
  }
}
