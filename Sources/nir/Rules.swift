import ArgumentParser
import Pipeline
import Rapport
import Regelverk
import Tabular

/// `nir rules`.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Show the rule catalogue, or one rule with its boundary examples.",
    discussion: """
      Every rule with its id, what it decides, where the guides have it (S0: avslutning, S1: registrering), the \
      numbers it uses with their validity dates, and the avvik it can give. One rule also shows its code tables and \
      what the program answers the day before, on and after each of its boundaries; the program's own tests run \
      those examples.

      Example: nir rules F-05
      """)

  @Argument(help: "A rule's id, as F-05 or f5; without one every rule is listed.")
  var id: String?

  @Flag(help: "Write JSON instead of text.")
  var json = false

  func validate() throws {
    if let id, Regel(skrevet: id) == nil {
      throw ValidationError("There is no rule `\(id)`; `nir rules` lists them.")
    }
  }

  func run() throws {
    let regel = id.flatMap { Regel(skrevet: $0) }
    if json {
      return Console.out(String(decoding: RegelkatalogJSON.bytes(regel.map { [$0] } ?? Regel.allCases), as: UTF8.self))
    }
    let terminal = Terminal.standardOutput()
    let tekst = Regelkatalogtekst(stil: Skjermstil(bredde: terminal.width, farge: terminal.styled))
    var w = ByteWriter()
    if let regel { tekst.regel(regel, til: &w) } else { tekst.liste(til: &w) }
    Console.out(w.text())
  }
}
