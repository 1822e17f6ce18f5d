import ArgumentParser
import Kodeverk
import Pipeline
import Rapport

/// `nir maaloppnaaelse`.
struct MaaloppnaaelseCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, csv
    case jsonStat = "json-stat"
  }

  static let configuration = CommandConfiguration(
    commandName: "maaloppnaaelse",
    abstract: "Show måloppnåelse by any inndeling or a cross of up to three.",
    discussion: """
      Answers from a drop (--input and --date, or a pipeline file) or from the last run's files (--from). --by may be \
      given several times, a table each; without it there is a table for every inndeling. A table over several years \
      also says which changes are more than chance (95 % interval of the difference, Newcombe).

      --suppress N hides counts from 1 to N - 1 as «:», and as many more that none of them can be worked out from a \
      row, a column, a sum or another table of the same run. What is run apart is not protected together. It is 5 for \
      json-stat, which is for publishing, and off for the others. Persons with a protected address are in no fylke \
      and no kommune.

      Example: nir maaloppnaaelse --from output --by fylke,kjoenn --years 2022-2024 --suppress 5 --format csv
      """)

  @OptionGroup var kilde: Kildeopsjoner

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "How to split: \(Inndeling.allCases.map(\.opsjon).joined(separator: ", ")); several with comma for a cross.",
      valueName: "inndeling[,inndeling…]"),
    completion: .list(Inndeling.allCases.map(\.opsjon)))
  var by: [String] = []

  @Option(help: "Only these years, side by side: 2023, 2021-2024 or 2021,2023.")
  var years: String?

  @Option(help: "Whose: integreringsloven, introduksjonsloven or alle.")
  var lov = "integreringsloven"

  @Option(help: "table, csv or json-stat.")
  var format: Format = .table

  @Option(help: ArgumentHelp("Hide counts below N, and what would uncover them; 0 hides nothing.", valueName: "n"))
  var suppress: Int?

  @Option(help: "The CSV's dialect: excel-nb or rfc4180.")
  var dialect: OutputDialect = .excelNb

  func validate() throws {
    if let suppress, !(0...1000).contains(suppress) { throw ValidationError("--suppress must be from 0 to 1000.") }
    if Lovverk(argument: lov) == nil, lov != "alle" {
      throw ValidationError("--lov must be integreringsloven, introduksjonsloven or alle.")
    }
    if years != nil, aarene == nil {
      throw ValidationError("--years must be years, as 2023, 2021-2024 or 2021,2023 (at most 50).")
    }
  }

  /// The years asked for.
  private var aarene: [Int]? {
    guard let years else { return nil }
    var ut: Set<Int> = []
    for del in years.split(separator: ",", omittingEmptySubsequences: false) {
      let ender = del.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let fra = ender.first ?? nil, let til = ender.last ?? nil, ender.count <= 2, fra <= til, 1900 <= fra,
        til <= 2199
      else { return nil }
      ut.formUnion(fra...til)
    }
    return ut.isEmpty || ut.count > 50 ? nil : ut.sorted()
  }

  private func tabeller() throws(RunError) -> [[Inndeling]] {
    guard !by.isEmpty else { return Inndeling.allCases.map { [$0] } }
    var ut: [[Inndeling]] = []
    for b in by {
      var t: [Inndeling] = []
      for ord in b.split(separator: ",", omittingEmptySubsequences: false) {
        guard let i = Inndeling(opsjon: String(ord)) else {
          throw .usage(
            "--by: no such inndeling; there are: " + Inndeling.allCases.map(\.opsjon).joined(separator: ", "))
        }
        t.append(i)
      }
      // Several years are there to be compared.
      if (aarene?.count ?? 0) > 1, !t.contains(.avslutningsaar) { t.append(.avslutningsaar) }
      ut.append(t)
    }
    return ut
  }

  func run() throws {
    try reportingErrors {
      let oensket = try tabeller()
      if format == .csv, oensket.count > 1, oensket.contains(where: { $0.count > 1 }) {
        throw RunError.usage("a CSV file holds one cross; give --by once, or --format json-stat for several tables")
      }
      let lover = Lovverk(argument: lov).map { [$0] } ?? Lovverk.allCases
      let utfiler = lover.map { l -> Utfil in
        l == .integreringsloven ? .avslutningsrapport : .avslutningsrapportIntroduksjonsloven
      }
      let kilde = try kilde.kilde(Set(utfiler))
      let grense = suppress ?? (format == .jsonStat ? 5 : 0)
      var kjoeringer: [Maalkjoering] = []
      for u in utfiler {
        let data = Maaldata(try kilde.tabell(u), per: kilde.dato, aar: aarene)
        do throws(Maalfeil) {
          kjoeringer.append(try Maalkjoering(data, oensket, grense: grense))
        } catch {
          throw RunError.usage("--by: \(error.melding)")
        }
      }
      switch format {
      case .table:
        let terminal = Terminal.standardOutput()
        Console.out(kjoeringer.map { Maalvisning.tekst($0, terminal) }.joined(separator: "\n"))
      case .csv:
        Console.out(Maalkjoering.csv(kjoeringer, dialekt: dialect == .excelNb ? .excelNb : .rfc4180))
      case .jsonStat:
        Console.out(JSONStat.bytes(kjoeringer, per: kilde.dato))
      }
    }
  }
}
