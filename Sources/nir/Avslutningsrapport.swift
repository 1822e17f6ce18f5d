import ArgumentParser
import Pipeline
import Rapport

extension RegistrertAvvalg: ExpressibleByArgument {}

/// `nir avslutningsrapport`.
struct Avslutningsrapport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "avslutningsrapport",
    abstract: "Show the persons whose avslutning is in force, with their distribution.",
    discussion: """
      Answers from a drop (--input and --date, or a pipeline file) or from the last run's files (--from). The lines \
      Utvalg and Fordeling follow the filters. What is hidden for a protected person reads Skjermet, and no filter \
      finds it.

      Example: nir avslutningsrapport --from output --fylke Akershus --aar 2023 --registrert-av regelmotor --csv
      """)

  @OptionGroup var kilde: Kildeopsjoner

  @Option(help: "Only this oppfølgingsfylke: number or name.")
  var fylke: String?

  @Option(help: "Only avslutninger of this year.")
  var aar: String?

  @Option(help: "Only avslutninger registered by a kommune, or computed by the regelmotor.")
  var registrertAv: RegistrertAvvalg?

  @OptionGroup var filter: Filteropsjoner

  func run() throws {
    try reportingErrors {
      let utfil: Utfil =
        filter.lov == .integreringsloven ? .avslutningsrapport : .avslutningsrapportIntroduksjonsloven
      try skrivListe(filter, try kilde.kilde([utfil]), utfil) { (tolk, valg) throws(Valgfeil) in
        if let fylke { valg.fylke = try tolk.fylke(fylke) }
        if let aar { valg.avslutningsaar = try tolk.aar(aar) }
        valg.registrertAv = registrertAv
      }
    }
  }
}
