import ArgumentParser
import Kalender
import Kodeverk
import Pipeline
import Rapport

/// Where a list command takes its answer from.
struct Kildeopsjoner: ParsableArguments {
  @Argument(help: "The pipeline file whose drop is read.", completion: .file(extensions: ["yml", "yaml"]))
  var pipeline: String?

  @Option(help: "Answer from the files that a run has left in this folder.", completion: .directory)
  var from: String?

  @Option(help: "Answer from this drop.", completion: .directory)
  var input: String?

  @Option(help: "Beregningsdato: today, åååå-mm-dd or dd.mm.åååå.")
  var date: RunDate?

  @Option(help: "How many threads to use (default: one a core).")
  var threads: Int?

  func validate() throws {
    if from != nil, input != nil || pipeline != nil {
      throw ValidationError("--from answers from a run's files; leave --input and the pipeline file out.")
    }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
  }

  /// The source, with the lists that will be asked for.
  func kilde(_ utfiler: Set<Utfil>) throws(RunError) -> Listekilde {
    if let from { return try .mappe(from, dato: try date?.resolved()) }
    var file: PipelineFile
    if let pipeline {
      file = try PipelineFile.load(pipeline)
    } else if let input {
      // A drop can be asked about without any pipeline file.
      file = PipelineFile.forDrop(input)
    } else {
      file = try PipelineFile.load("pipelines/nightly.yml")
    }
    file = file.applying(RunOverrides(date: date, input: input, output: nil, threads: threads))
    return try .drop(
      file, utfiler: utfiler, progress: Progress.forStandardError(quiet: !Terminal.standardErrorIsTerminal))
  }
}

/// A law as `--lov` has it.
extension Lovverk: ExpressibleByArgument {
  /// The law's name.
  public init?(argument: String) {
    guard let l = Lovverk.allCases.first(where: { $0.navn == argument }) else { return nil }
    self = l
  }
  /// Both laws, for help and completion.
  public static var allValueStrings: [String] { allCases.map(\.navn) }
  /// The law's name, for help.
  public var defaultValueDescription: String { navn }
}

extension OutputDialect: ExpressibleByArgument {}

/// Filters that both lists have (P-03, S1 §9.7).
struct Filteropsjoner: ParsableArguments {
  @Option(help: "Whose list: integreringsloven or introduksjonsloven.")
  var lov: Lovverk = .integreringsloven

  @Option(help: "Only this kategori: its name, or a beginning of it (rett-og-plikt).")
  var kategori: String?

  @Option(help: "Only this oppfølgingskommune: number or name; an old one gives its successor.")
  var kommune: String?

  @Option(help: "Only this bydel: number or name.")
  var bydel: String?

  @Option(help: "Only this ordning.")
  var ordning: String?

  @Option(help: "Only DUF-nummer that begin with these digits.")
  var duf: String?

  @Option(help: "Only names with this in fornavn or etternavn.")
  var navn: String?

  @Option(
    name: .customLong("sort"), parsing: .singleValue,
    help: ArgumentHelp(
      "Sort by a column, :desc for falling order; may be given several times.", valueName: "kolonne[:desc]"))
  var sortering: [String] = []

  @Flag(help: "Write the CSV file instead of a table.")
  var csv = false

  @Option(help: "The CSV's dialect: excel-nb or rfc4180.")
  var dialect: OutputDialect = .excelNb

  func valg(_ tolk: Valgtolk, _ kilde: Listekilde) throws(Valgfeil) -> Listevalg {
    var v = Listevalg()
    if let kategori { v.kategori = try tolk.kategori(kategori) }
    if let kommune { v.kommune = try tolk.kommune(kommune) }
    if let bydel { v.bydel = try tolk.bydel(bydel) }
    if let ordning { v.ordning = try tolk.ordning(ordning) }
    if let duf { v.duf = kilde.gjeldendeNummer(try tolk.duf(duf)) }
    if let navn { v.navn = navn }
    for s in sortering { v.sortering.append(try tolk.sortering(s)) }
    return v
  }
}

/// Writes a list that has been chosen, and what is wrong with a choice as usage.
func skrivListe(
  _ filter: Filteropsjoner, _ kilde: Listekilde, _ utfil: Utfil,
  _ velg: (Valgtolk, inout Listevalg) throws(Valgfeil) -> Void
) throws(RunError) {
  var valg: Listevalg
  do throws(Valgfeil) {
    let tolk = Valgtolk(dato: kilde.dato, utfil: utfil)
    valg = try filter.valg(tolk, kilde)
    try velg(tolk, &valg)
  } catch {
    throw .usage(error.melding)
  }
  let svar = Listesvar(try kilde.tabell(utfil), valg)
  if filter.csv {
    return Console.out(svar.csv(dialekt: filter.dialect == .excelNb ? .excelNb : .rfc4180, utvalg: kilde.utvalg))
  }
  let terminal = Terminal.standardOutput()
  let avsluttede = utfil.erPersonliste ? kilde.avsluttede(filter.lov) : nil
  Console.out(Listevisning(svar, avsluttede: avsluttede, dato: kilde.dato).tekst(terminal))
}
