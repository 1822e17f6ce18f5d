import Domene
import Innlesing
import Rapport
import Tabular

/// SARIF 2.1.0, which code hosts and build servers show line by line. Results quote values as
/// `avvik.csv` does: keep it where that file may lie.
struct SARIFReport: ValidationReporting {
  private let output: ReportOutput
  private var first = true

  init(_ output: ReportOutput) { self.output = output }

  func begin(_ summary: ValidationSummary) throws {
    output.text(
      """
      {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"nir",\
      "version":
      """)
    string(ProgramVersion.current)
    output.text(",\"rules\":[")
    for (i, code) in Avvikskode.allCases.enumerated() {
      output.text(i > 0 ? ",\n" : "\n")
      output.text("{\"id\":\"\(code.rawValue)\",\"defaultConfiguration\":{\"level\":\"\(SARIFReport.level(code.alvorlighet))\"}}")
    }
    output.text("\n]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[")
  }

  mutating func add(_ post: Avvikspost, _ summary: ValidationSummary) throws {
    let told = ReportedFault(post, summary)
    output.text(first ? "\n" : ",\n")
    first = false
    output.text(
      "{\"ruleId\":\"\(told.code.rawValue)\",\"ruleIndex\":\(told.code.nummer),\"level\":\"\(SARIFReport.level(told.severity))\",\"message\":{\"text\":"
    )
    string(told.message)
    output.text("}")
    if let kilde = post.avvik.kilde {
      output.text(",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
      string(SARIFReport.uri(told.path))
      output.text("}")
      // The elements of a JSON array have an ordinal, which is no line.
      let isElement = Int(kilde.fil) < summary.files.count && summary.files[Int(kilde.fil)].shape.format == .json
      if told.line > 0 && !isElement { output.text(",\"region\":{\"startLine\":\(told.line)}") }
      output.text("}}]")
      var properties: [(String, String)] = []
      if told.line > 0 && isElement { properties.append(("element", String(told.line))) }
      if !told.column.isEmpty { properties.append(("kolonne", SARIFReport.quoted(told.column))) }
      if !told.post.verdi.isEmpty { properties.append(("verdi", SARIFReport.quoted(told.post.verdi))) }
      if !properties.isEmpty {
        output.text(",\"properties\":{" + properties.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}")
      }
    }
    output.text("}")
    try output.flush()
  }

  func end(_ summary: ValidationSummary) throws {
    output.text(first ? "]" : "\n]")
    output.text(",\"invocations\":[{\"executionSuccessful\":true")
    if !summary.notes.isEmpty {
      output.text(",\"toolExecutionNotifications\":[")
      for (i, note) in summary.notes.enumerated() {
        output.text(i > 0 ? "," : "")
        output.text("{\"level\":\"note\",\"message\":{\"text\":")
        string(note)
        output.text("}}")
      }
      output.text("]")
    }
    output.text("}]}]}\n")
    try output.flush(all: true)
  }

  static func level(_ a: Alvorlighet) -> String {
    switch a {
    case .feil: "error"
    case .advarsel: "warning"
    case .info: "note"
    }
  }

  /// A path as a relative URI reference (RFC 3986): what is no plain character is percent-encoded.
  static func uri(_ path: [UInt8]) -> String {
    let hex = Array("0123456789ABCDEF")
    var text = ""
    for b in path {
      switch b {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(UnicodeScalar(b))
      default:
        text += "%\(hex[Int(b >> 4)])\(hex[Int(b & 15)])"
      }
    }
    return text
  }

  private func string(_ t: String) { RowJSON.string(t, to: &output.writer) }

  private static func quoted(_ bytes: [UInt8]) -> String {
    var writer = ByteWriter()
    RowJSON.string(String(decoding: bytes, as: UTF8.self), to: &writer)
    return writer.text()
  }
}
