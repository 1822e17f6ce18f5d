import Domene
import Innlesing
import Rapport
import Tabular

/// A form of the report. Avvik come one at a time, in order, and are written at once.
protocol ValidationReporting {
  /// What is known before the avvik: everything but their counts.
  mutating func begin(_ summary: ValidationSummary) throws
  mutating func add(_ post: Avvikspost, _ summary: ValidationSummary) throws
  mutating func end(_ summary: ValidationSummary) throws
}

enum ValidationReport {
  static func make(
    _ format: Validation.Format, shown: Int?, out: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) -> any ValidationReporting {
    switch format {
    case .text: TextReport(shown: shown, ReportOutput(out))
    case .csv: CSVReport(ReportOutput(out))
    case .json: JSONReport(ReportOutput(out))
    case .sarif: SARIFReport(ReportOutput(out))
    }
  }
}

/// Gathers what a report writes into blocks.
final class ReportOutput {
  var writer = ByteWriter(capacity: 1 << 16)
  private let out: (UnsafeRawBufferPointer) throws -> Void

  init(_ out: @escaping (UnsafeRawBufferPointer) throws -> Void) { self.out = out }

  func text(_ t: String) { writer.append(text: t) }

  /// Hands a full block on; `all`: whatever there is.
  func flush(all: Bool = false) throws {
    guard writer.count >= 1 << 16 || (all && writer.count > 0) else { return }
    try writer.withUnsafeBytes { try out($0) }
    writer.removeAll()
  }
}

/// The texts of an avvik as the report's forms want them.
struct ReportedFault {
  private static let columns = Inndatatype.allCases.map { t in t.kolonner.map { Array($0.navn.utf8) } }
  let post: Avvikspost
  let path: [UInt8]
  let column: [UInt8]

  init(_ post: Avvikspost, _ summary: ValidationSummary) {
    var post = post
    let file = post.avvik.kilde.flatMap { Int($0.fil) < summary.files.count ? summary.files[Int($0.fil)] : nil }
    path = file?.path ?? []
    if summary.masks, Maskering.gjelder(post.avvik, file?.type) {
      post.verdi = Maskering.skjult(post.verdi)
      post.tillegg = Maskering.skjult(post.tillegg)
    }
    self.post = post
    let k = Int(post.avvik.kolonne)
    if post.avvik.kolonne == Avvik.ukjentKolonne {
      column = post.tillegg
    } else if k > 0, let t = file?.type, k <= ReportedFault.columns[Int(t.rawValue)].count {
      column = ReportedFault.columns[Int(t.rawValue)][k - 1]
    } else {
      column = []
    }
  }

  func withTexts<R>(_ body: (Melding.Tekster) throws -> R) rethrows -> R {
    try path.withUnsafeBytes { f in
      try column.withUnsafeBytes { k in
        try post.verdi.withUnsafeBytes { v in
          try post.tillegg.withUnsafeBytes { t in
            try body(Melding.Tekster(fil: f, kolonne: k, verdi: v, tillegg: t))
          }
        }
      }
    }
  }

  /// Line, or ordinal in a JSON array; 0: the file.
  var line: Int { Int(post.avvik.kilde?.linje ?? 0) }
  var message: String { withTexts { Melding.tekst(post.avvik, $0) } }
  var severity: Alvorlighet { post.avvik.vistAlvorlighet }
  var code: Avvikskode { post.avvik.kode }
}

/// Exactly `avvik.csv`.
struct CSVReport: ValidationReporting {
  private let output: ReportOutput
  private let dialect = CSVDialect.excelNb

  init(_ output: ReportOutput) { self.output = output }

  func begin(_ summary: ValidationSummary) throws {
    output.writer.append(AvvikWriter.hode(dialekt: dialect))
  }

  func add(_ post: Avvikspost, _ summary: ValidationSummary) throws {
    var row = AvvikWriter(dialekt: dialect)
    ReportedFault(post, summary).withTexts { row.skriv(post.avvik, $0) }
    row.medBytes { output.writer.append($0) }
    try output.flush()
  }

  func end(_ summary: ValidationSummary) throws { try output.flush(all: true) }
}
