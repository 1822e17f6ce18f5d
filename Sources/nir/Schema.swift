import ArgumentParser
import Innlesing
import Pipeline

/// `nir schema`.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Write the input types as Frictionless Table Schema, or a drop as a Data Package.",
    discussion: """
      With a type: its Table Schema. Without: a Data Package with one resource a type. With --drop: a Data Package of \
      the files that lie in a drop, each with its encoding, delimiter and columns. All come from the declarations that \
      the reader uses. Save a package as datapackage.json in the drop's folder to check it with the frictionless tool.

      --spelling table lists code values as the code tables spell them: what a sender should write. --spelling any \
      writes patterns that take just what the reader takes (case, doubled spaces, kinds of dashes, decimal comma or \
      point), so that the tool's verdict is the reader's. With --drop any is the default, else table.

      Example: nir schema vedtak > vedtak.schema.json
      Example: nir schema --drop input > input/datapackage.json && frictionless validate input/datapackage.json
      """)

  @Argument(help: "An input type (vedtak, udi, ...); none: all of them.")
  var type: Inndatatype?

  @Option(help: "Describe the files of this drop.", completion: .directory)
  var drop: String?

  enum Spelling: String, ExpressibleByArgument, CaseIterable { case table, any }

  @Option(help: "Code values as the tables have them, or in any spelling that the reader takes: table or any.")
  var spelling: Spelling?

  func validate() throws {
    if type != nil && drop != nil { throw ValidationError("Name a type or a drop, not both.") }
  }

  func run() throws {
    try reportingErrors {
      let export = SchemaExport(anySpelling: spelling.map { $0 == .any } ?? (drop != nil))
      let bytes =
        if let type { export.schema(type) } else if let drop { try export.package(drop: drop) } else { export.package() }
      try bytes.withUnsafeBytes { try Console.out(bytes: $0) }
    }
  }
}
