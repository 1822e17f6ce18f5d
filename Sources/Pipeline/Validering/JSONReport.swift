import Domene
import Innlesing
import Kalender
import Rapport
import Tabular

/// One JSON object: `avvik` (the rows of `avvik.csv`), then `filer`, `koder`, `merknader`, and `endringer`
/// when a drop of before was named.
struct JSONReport: ValidationReporting {
  private let output: ReportOutput
  private var first = true

  init(_ output: ReportOutput) { self.output = output }

  func begin(_ summary: ValidationSummary) throws {
    output.text("{\"program\":\"nir\",\"versjon\":")
    string(ProgramVersion.current)
    output.text(",\"beregningsdato\":\"\(summary.dato.iso)\",\"avvik\":[")
  }

  mutating func add(_ post: Avvikspost, _ summary: ValidationSummary) throws {
    let told = ReportedFault(post, summary)
    output.text(first ? "\n" : ",\n")
    first = false
    output.text("{\"alvorlighet\":\"\(told.severity.navn)\",\"kode\":\"\(told.code.rawValue)\",\"fil\":")
    stringOrNull(told.path)
    output.text(",\"linje\":" + (told.line > 0 ? String(told.line) : "null") + ",\"kolonne\":")
    stringOrNull(told.column)
    output.text(",\"verdi\":")
    stringOrNull(told.post.verdi)
    output.text(",\"duf\":" + (post.avvik.duf == 0 ? "null" : "\"\(DUFNummer(verdi: post.avvik.duf).visning)\"") + ",\"melding\":")
    string(told.message)
    output.text("}")
    try output.flush()
  }

  func end(_ summary: ValidationSummary) throws {
    output.text(first ? "],\n\"filer\":[" : "\n],\n\"filer\":[")
    for (i, f) in summary.ordered.enumerated() {
      output.text(i > 0 ? ",\n" : "\n")
      output.text("{\"fil\":")
      stringOrNull(f.path)
      output.text(",\"type\":" + (f.type.map { "\"\($0.navn)\"" } ?? "null") + ",\"byte\":\(f.size)")
      output.text(",\"rader\":{\"lest\":\(f.rowsRead),\"brukt\":\(f.rowsTaken),\"avvist\":\(f.rowsRejected),\"duplikat\":\(f.rowsDuplicate)}")
      output.text(",\"avvistHelt\":\(f.rejectedWhole),\"koder\":")
      codes(f.faults.map { ($0.key, $0.value) }.sorted { JSONReport.precedes($0.0, $1.0) })
      output.text("}")
      try output.flush()
    }
    output.text("\n],\n\"koder\":")
    codes(summary.totals.map { ($0.fault, $0.count) })
    output.text(",\n\"merknader\":[")
    for (i, note) in summary.notes.enumerated() {
      if i > 0 { output.text(",") }
      string(note)
    }
    output.text("]")
    if let changes = summary.changes {
      output.text(",\n\"endringer\":[")
      for (i, c) in changes.enumerated() {
        output.text(i > 0 ? ",\n" : "\n")
        output.text("{\"avsender\":")
        string(c.sender)
        output.text(",\"type\":\"\(c.type.navn)\",\"endring\":\"\(c.kind.rawValue)\",\"filer\":[")
        for (j, path) in c.paths.enumerated() {
          if j > 0 { output.text(",") }
          string(path)
        }
        output.text("],\"raderFoer\":\(c.before),\"raderNaa\":\(c.now)}")
      }
      output.text("]")
    }
    output.text("\n}\n")
    try output.flush(all: true)
  }

  private func codes(_ counts: [(ValidationSummary.Fault, Int)]) {
    output.text("[")
    for (i, c) in counts.enumerated() {
      if i > 0 { output.text(",") }
      output.text("{\"kode\":\"\(c.0.code.rawValue)\",\"alvorlighet\":\"\(c.0.severity.navn)\",\"antall\":\(c.1)}")
    }
    output.text("]")
  }

  private static func precedes(_ a: ValidationSummary.Fault, _ b: ValidationSummary.Fault) -> Bool {
    (a.severity.rawValue, a.code.tekstrang) < (b.severity.rawValue, b.code.tekstrang)
  }

  private func string(_ t: String) { RowJSON.string(t, to: &output.writer) }

  private func stringOrNull(_ bytes: [UInt8]) {
    // A file name need not be UTF-8; JSON is.
    if bytes.isEmpty { output.text("null") } else { string(String(decoding: bytes, as: UTF8.self)) }
  }
}
