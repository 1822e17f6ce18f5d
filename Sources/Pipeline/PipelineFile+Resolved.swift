import Innlesing
import Kalender
import Kodeverk

extension PipelineFile {
  /// The lines of a pipeline file that says the same as this one, with every default
  /// and the command line's word written out: what a manifest keeps so that the run
  /// can be made again. The number of threads is no part of it: it changes no byte.
  /// - Parameter dato: what `today` was.
  func resolvedLines(dato: Dato) -> [String] {
    var lines = [
      "name: \(PipelineFile.quoted(name))", "beregningsdato: \(dato.iso)", "input: \(PipelineFile.quoted(input))",
    ]
    if case .named(let entries) = patterns {
      lines.append("files:")
      for e in entries {
        lines.append("  \(e.type.navn): [\(e.globs.map { PipelineFile.quoted($0.text) }.joined(separator: ", "))]")
      }
    }
    lines.append("limits:")
    for s in Limits.shares { lines.append("  \(s.name): \(PipelineFile.decimal(limits[keyPath: s.path]))") }
    for c in Limits.counts { lines.append("  \(c.name): \(limits[keyPath: c.path])") }
    lines += ["output: \(PipelineFile.quoted(output))", "dialect: \(dialect.rawValue)", "outputs:"]
    lines += outputs.map { "  - \(entry($0))" }
    lines.append("kjoeringer: {behold: \(kept.published), behold_feilede: \(kept.failed)}")
    if !parametre.endret.isEmpty {
      lines.append("parametre:")
      for (name, value) in parametre.endret.map({ ($0.key.rawValue, $0.value) }).sorted(by: { $0.0 < $1.0 }) {
        lines.append("  \(name): \(PipelineFile.quoted(value))")
      }
    }
    return lines
  }

  private func entry(_ n: OutputName) -> String {
    var options: [String] = []
    if n == .fristvarsel { options.append("dager: \(outputOptions.fristvarselDager)") }
    if outputOptions.perKommune.contains(n) { options.append("per_kommune: true") }
    if n == .avvik, outputOptions.maskerVerdi { options.append("masker_verdi: true") }
    return options.isEmpty ? n.rawValue : "\(n.rawValue): {\(options.joined(separator: ", "))}"
  }

  /// A share in digits alone: the pipeline file knows no exponents.
  static func decimal(_ v: Double) -> String {
    let text = "\(v)"
    guard let e = text.firstIndex(of: "e"), let power = Int(text[text.index(after: e)...]), power < 0 else { return text }
    let digits = text[..<e].filter { $0 != "." }
    return "0." + String(repeating: "0", count: -power - 1) + digits
  }

  /// A text in quotes that reads back as itself, on one line.
  static func quoted(_ t: String) -> String {
    var out = "\""
    for s in t.unicodeScalars {
      switch s.value {
      case 0x22, 0x5C:
        out += "\\"
        out.unicodeScalars.append(s)
      case 0x20..<0x7F, 0xA0..<0x2028, 0x202A..<0xD800, 0xE000..<0xFEFF: out.unicodeScalars.append(s)
      default:
        let hex = String(s.value, radix: 16)
        out += "\\U" + String(repeating: "0", count: 8 - hex.utf8.count) + hex
      }
    }
    return out + "\""
  }
}
