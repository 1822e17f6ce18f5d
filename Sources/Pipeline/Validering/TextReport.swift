import Domene
import Innlesing
import Rapport
import Tabular

/// The report for people: by sender file and fault, then a summary.
struct TextReport: ValidationReporting {
  private let output: ReportOutput
  /// Of each fault of a file; nil: all.
  private let shown: Int?
  private var path: [UInt8]?
  private var fault: ValidationSummary.Fault?
  private var written = 0
  private var left = 0

  init(shown: Int?, _ output: ReportOutput) {
    self.shown = shown
    self.output = output
  }

  func begin(_ summary: ValidationSummary) throws {}

  mutating func add(_ post: Avvikspost, _ summary: ValidationSummary) throws {
    let told = ReportedFault(post, summary)
    let file = post.avvik.kilde.map { summary.files[Int($0.fil)] }
    let now = ValidationSummary.Fault(code: told.code, severity: told.severity)
    if path != told.path {
      rest()
      if path != nil { output.text("\n") }
      path = told.path
      fault = nil
      output.text(path?.isEmpty == true ? "Personer uten rad\n" : TextReport.heading(file))
    }
    if fault != now {
      rest()
      fault = now
      written = 0
      let count = (file?.faults ?? summary.withoutRow)[now] ?? 0
      left = count
      output.text("  \(now.severity.navn) \(now.code.rawValue): \(grouped(count))\n")
    }
    if let shown, written >= shown { return }
    written += 1
    left -= 1
    output.text("    " + TextReport.place(told, file) + DisplayText.visible(told.message) + "\n")
    try output.flush()
  }

  /// How many of the fault before are not shown: nothing is cut off silently.
  private mutating func rest() {
    if left > 0 { output.text("    og \(grouped(left)) til (--all viser alle)\n") }
    left = 0
  }

  mutating func end(_ summary: ValidationSummary) throws {
    rest()
    if path != nil { output.text("\n") }
    output.text(TextReport.summary(summary))
    try output.flush(all: true)
  }

  // MARK: - Lines

  static func heading(_ file: ValidationSummary.File?) -> String {
    guard let file else { return "\n" }
    var parts: [String] = [file.type?.navn ?? "ukjent type"]
    if file.rejectedWhole {
      parts.append("avvist i sin helhet")
    } else if file.isRead {
      parts.append(
        "\(grouped(file.rowsRead)) rader: \(grouped(file.rowsTaken)) brukt, \(grouped(file.rowsRejected)) avvist, "
          + "\(grouped(file.rowsDuplicate)) duplikat")
    }
    return "\(file.visible) (\(parts.joined(separator: "; ")))\n"
  }

  private static func place(_ told: ReportedFault, _ file: ValidationSummary.File?) -> String {
    var parts: [String] = []
    if told.line > 0 { parts.append("\(file?.shape.format == .json ? "element" : "linje") \(told.line)") }
    if !told.column.isEmpty { parts.append(TextReport.line(told.column)) }
    if !told.post.verdi.isEmpty { parts.append("«\(TextReport.line(told.post.verdi))»") }
    return parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
  }

  /// Bytes of a file on one line of a terminal: no control characters.
  static func line(_ bytes: [UInt8]) -> String {
    String(
      String.UnicodeScalarView(
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }))
  }

  static func summary(_ s: ValidationSummary) -> String {
    var lines = ["Sammendrag per \(s.dato.iso)"]
    let rows = s.rows
    let whole = s.files.count { $0.rejectedWhole }
    lines.append(
      "  \(grouped(s.files.count)) filer, \(grouped(rows.read)) rader: \(grouped(rows.taken)) brukt, "
        + "\(grouped(rows.rejected)) avvist, \(grouped(rows.duplicates)) duplikat"
        + (whole > 0 ? "; \(grouped(whole)) filer avvist i sin helhet" : ""))
    lines += s.notes.map { "  \($0)" }
    let totals = s.totals
    if totals.isEmpty {
      lines.append("  Ingen avvik.")
    } else {
      lines.append("")
      lines.append("  Etter feil:")
      for t in totals {
        let name = "\(t.fault.severity.navn) \(t.fault.code.rawValue)"
        lines.append(
          "    \(pad(name, 48)) \(pad(grouped(t.count), -11))"
            + (t.files > 0 ? " i \(grouped(t.files)) \(t.files == 1 ? "fil" : "filer")" : ""))
      }
      lines.append("")
      lines.append("  Etter fil:")
      for f in s.ordered where !f.faults.isEmpty {
        let counts = Alvorlighet.allCases.compactMap { a in f.count(a) > 0 ? "\(grouped(f.count(a))) \(a.navn)" : nil }
        lines.append("    \(f.visible): \(counts.joined(separator: ", "))")
      }
    }
    if let changes = s.changes {
      lines.append("")
      lines.append(contentsOf: DropChange.text(changes))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// With blanks behind (or before, when `width` is negative).
  private static func pad(_ text: String, _ width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - text.count))
    return width < 0 ? blanks + text : text + blanks
  }
}
