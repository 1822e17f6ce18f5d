import ArgumentParser
import Pipeline
import Rapport

/// `nir personliste`.
struct Personliste: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "personliste",
    abstract: "Show the persons with an open kategori, by forvalg and filters.",
    discussion: """
      Answers from a drop (--input and --date, or a pipeline file) or from the last run's files (--from). Ticks on \
      one pair of forvalg are or, on different pairs and: --med vedtak --uten tiltak --uten sluttmaal is everybody \
      with a decision who lacks both. Grey text on a terminal is an ordning that has ended. What is hidden for a \
      protected person reads Skjermet, and no filter finds it.

      Example: nir personliste --from output --kommune 3201 --med vedtak --uten tiltak --sort frist-dato
      """)

  @OptionGroup var kilde: Kildeopsjoner

  @Option(
    parsing: .singleValue,
    help: "Only those with: vedtak, tiltak, livsmestring, foreldreveiledning, fulltid-vgo, sluttmaal.",
    completion: .list(Forvalg.allCases.map(\.rawValue)))
  var med: [String] = []

  @Option(
    parsing: .singleValue, help: "Only those without one of the same.",
    completion: .list(Forvalg.allCases.map(\.rawValue)))
  var uten: [String] = []

  @OptionGroup var filter: Filteropsjoner

  func run() throws {
    try reportingErrors {
      let utfil: Utfil = filter.lov == .integreringsloven ? .personliste : .personlisteIntroduksjonsloven
      let rapport: Utfil =
        filter.lov == .integreringsloven ? .avslutningsrapport : .avslutningsrapportIntroduksjonsloven
      try skrivListe(filter, try kilde.kilde([utfil, rapport]), utfil) { (tolk, valg) throws(Valgfeil) in
        for m in med { valg.med.insert(try tolk.forvalg(m, "--med")) }
        for u in uten { valg.uten.insert(try tolk.forvalg(u, "--uten")) }
      }
    }
  }
}
