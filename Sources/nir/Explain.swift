import ArgumentParser
import Domene
import Kodeverk
import Pipeline
import Rapport

/// `nir explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show one person's whole story on a date, as the register's screens would.",
    usage: "nir explain <duf> [<pipeline>] [--date <date>] [--input <input>] [--threads <threads>]",
    discussion: """
      Kategori and where it comes from, the beregningslogg, aktiv tid, avslutninger, vedtak and tiltak with their \
      status, hours of tiltak, fravær, varsler with file and line, and what somebody should look at. A number that \
      the person had before is taken too. What is hidden for a protected person reads Skjermet.

      The drop is the one that the pipeline file names, or --input. On a terminal the text is set to its width; in a \
      pipe no line is broken and nothing is coloured.

      Example: nir explain 202201234501 --date 2024-08-31 --input drop
      """)

  @Argument(
    help: ArgumentHelp(
      "The DUF-nummer, with or without spaces, and the pipeline file (default: pipelines/nightly.yml).",
      valueName: "duf"))
  var hva: [String]

  @Option(help: "Beregningsdato: today, åååå-mm-dd or dd.mm.åååå.")
  var date: RunDate?

  @Option(help: "The drop's folder.", completion: .directory)
  var input: String?

  @Option(help: "How many threads to use (default: one a core).")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    // The number itself is personal data, so no message repeats it.
    guard duf != nil else { throw ValidationError("A DUF-nummer has twelve digits; spaces are allowed.") }
    guard hva.count - antallSifferord <= 1 else { throw ValidationError("More than one pipeline file is given.") }
  }

  /// How many of the words are digits: the number may be written with spaces.
  private var antallSifferord: Int {
    hva.prefix { $0.utf8.allSatisfy { $0 == 0x20 || (0x30...0x39).contains($0) } }.count
  }

  private var duf: DUFNummer? { DUFNummer(tekst: hva.prefix(antallSifferord).joined()) }

  func run() throws {
    try reportingErrors {
      guard let duf else { throw RunError.usage("a DUF-nummer has twelve digits") }
      let pipeline = hva.dropFirst(antallSifferord).first
      var file: PipelineFile
      if pipeline == nil, let input {
        // A drop can be asked about without any pipeline file.
        file = PipelineFile.forDrop(input)
      } else {
        file = try PipelineFile.load(pipeline ?? "pipelines/nightly.yml")
      }
      file = file.applying(RunOverrides(date: date, input: input, output: nil, threads: threads))
      let drop = try Dropgjennomgang(file: file, progress: Progress.forStandardError(quiet: true))
      let terminal = Terminal.standardOutput()
      let stil = Skjermstil(bredde: terminal.width, farge: terminal.styled)
      guard let tekst = try drop.forklaring(duf, parametre: file.parametre, stil: stil) else {
        throw RunError.noInput("no person in the drop has that DUF-nummer")
      }
      Console.out(String(decoding: tekst, as: UTF8.self))
    }
  }
}
