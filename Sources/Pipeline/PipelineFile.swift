import Innlesing
import Kalender
import Kodeverk

/// What a night's run is to do, as a pipeline file says it. The format is
/// described in `pipelines/nightly.yml`. Data only: nothing in it is evaluated.
public struct PipelineFile: Sendable {
  /// The file as given on the command line.
  public var path: String
  /// Checksum of the file's bytes.
  public var sha256: String
  /// What the run is called in the manifest and the summary.
  public var name: String
  public var beregningsdato: RunDate
  /// The drop's folder, relative to the current folder.
  public var input: String
  public var patterns: FilePatterns
  public var limits: Limits
  /// The output folder, relative to the current folder.
  public var output: String
  public var dialect: OutputDialect
  /// Which files to write, in the order of `OutputName`.
  public var outputs: [OutputName]
  /// What it says of single outputs.
  public var outputOptions = OutputOptions()
  /// How many runs the output folder keeps.
  public var kept = KeepRuns()
  /// nil: as many as the process has cores.
  public var threads: Int?
  /// The law's numbers, with those that the file changes («what if»).
  public var parametre: Parametre
}

/// The date that a run is computed for.
public enum RunDate: Sendable, Hashable {
  /// The machine's own date when the run starts.
  case today
  case fixed(Dato)

  /// Called once at the start of a run; everything after is given the date.
  public func resolved() throws(RunError) -> Dato {
    switch self {
    case .fixed(let d): return d
    case .today:
      let t = localToday()
      guard let d = Dato(aar: t.year, maaned: t.month, dag: t.day) else {
        throw .internalFault("the machine's clock gives no calendar date")
      }
      return d
    }
  }

  /// Reads `today`, `dd.mm.åååå` or `åååå-mm-dd`.
  public init?(_ text: String) {
    if text == "today" {
      self = .today
    } else if let d = Dato(text) {
      self = .fixed(d)
    } else {
      return nil
    }
  }
}

/// How output files are written (`formats.md`, Output files).
public enum OutputDialect: String, CaseIterable, Sendable {
  case excelNb = "excel-nb"
  case rfc4180 = "rfc4180"
}

/// The output files of a run, in the order in which they are put in place. The
/// manifest is always written and comes last.
public enum OutputName: String, CaseIterable, Sendable {
  case avslutningsrapport
  case avslutningsrapportIntroduksjonsloven = "avslutningsrapport_introduksjonsloven"
  case personliste
  case personlisteIntroduksjonsloven = "personliste_introduksjonsloven"
  case maaloppnaaelse
  case beregningslogg
  case avslutningshistorikk
  case avvik
  // Not in `formats.md`.
  case fristvarsel, deltakelse, aktivtid
  /// The night's page, for people.
  case rapport
  /// What changed since the night before.
  case sammenligning

  public var fileName: String { rawValue + (self == .rapport ? ".html" : ".csv") }
  public static let manifest = "kjoering.json"
  /// What is written when the pipeline file names no outputs: the files of
  /// `formats.md` and the night's page. `sammenligning` reads two nights' files once
  /// more, and the lists are only for those who want them.
  public static let standard = allCases.filter { $0.tilleggsfil == nil && $0 != .sammenligning }
}

/// Limits of a run, each with its name in the pipeline file. A run that meets
/// one says which, and by how much.
public struct Limits: Sendable, Hashable {
  /// Greatest share of rejected rows in one file; over it, exit 65.
  public var avvisteRaderAndelFil = 1.0
  /// Files with fewer rows than this are not held to `avviste_rader_andel_fil`.
  public var andelFilMinstRader = 100
  /// Greatest share of rejected rows in all files together; over it, exit 65.
  public var avvisteRaderAndelTotalt = 1.0
  /// Most rejected rows in one file, and in all files together; over one, exit 65.
  public var maksAvvisteRaderFil = 5_000_000
  public var maksAvvisteRaderTotalt = 20_000_000
  public var maksBytesFil = 64 << 30
  public var maksBytesUtpakket = 8 << 30
  public var maksBytesLinje = 16 << 20
  public var maksFeltRad = 1000
  public var maksFiler = 200_000
  public var maksPersoner = 50_000_000

  // How reading is shared between workers; not in the pipeline file, because what
  // comes out is the same.
  var delFilerFra = Lesegrenser().delFilerFra
  var segmentlengde = Lesegrenser().segmentlengde
  var munnfull = Lesegrenser().munnfull

  public init() {}

  /// A limit that is a share from 0 to 1.
  static let shares: [(name: String, path: WritableKeyPath<Limits, Double> & Sendable)] = [
    ("avviste_rader_andel_fil", \.avvisteRaderAndelFil),
    ("avviste_rader_andel_totalt", \.avvisteRaderAndelTotalt),
  ]

  /// A limit that is a whole number, with the greatest value that makes sense.
  static let counts: [(name: String, path: WritableKeyPath<Limits, Int> & Sendable, range: ClosedRange<Int>)] = [
    ("andel_fil_minst_rader", \.andelFilMinstRader, 0...1_000_000_000),
    ("maks_avviste_rader_fil", \.maksAvvisteRaderFil, 0...1_000_000_000),
    ("maks_avviste_rader_totalt", \.maksAvvisteRaderTotalt, 0...1_000_000_000),
    ("maks_bytes_fil", \.maksBytesFil, 1...(1 << 50)),
    ("maks_bytes_utpakket", \.maksBytesUtpakket, 1...(1 << 50)),
    ("maks_bytes_linje", \.maksBytesLinje, 64...(1 << 31)),
    ("maks_felt_rad", \.maksFeltRad, 16...65_535),
    ("maks_filer", \.maksFiler, 1...100_000_000),
    ("maks_personer", \.maksPersoner, 1...1_000_000_000),
  ]

  /// Every name in the pipeline file, for messages.
  static var names: [String] { shares.map(\.name) + counts.map(\.name) }
}

/// What the command line puts in place of what the pipeline file says.
public struct RunOverrides: Sendable {
  public var date: RunDate?
  public var input: String?
  public var output: String?
  public var threads: Int?

  public init(date: RunDate? = nil, input: String? = nil, output: String? = nil, threads: Int? = nil) {
    self.date = date
    self.input = input
    self.output = output
    self.threads = threads
  }
}

extension PipelineFile {
  /// The file with the command line's word put over its own.
  public func applying(_ o: RunOverrides) -> PipelineFile {
    var f = self
    if let date = o.date { f.beregningsdato = date }
    if let input = o.input { f.input = input }
    if let output = o.output { f.output = output }
    if let threads = o.threads { f.threads = threads }
    return f
  }
}
