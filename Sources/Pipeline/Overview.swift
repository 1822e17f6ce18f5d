import Domene
import Innlesing
import Tabular

/// What `nir inspect` shows of a file, in words.
struct Overview {
  let path: String
  let shape: RawFile.Shape
  /// CSV: the header. JSON: the keys of the first objects, in the order they were met.
  var columns: [[UInt8]] = []
  var rows = 0
  /// The first rows: line (or element) and the row as JSON.
  var first: [(line: Int, json: String)] = []
  private var seen: Set<[UInt8]> = []
  private var faults: [(code: Avvikskode, count: Int, examples: [String])] = []
  private static let examples = 5

  init(path: String, _ shape: RawFile.Shape) {
    self.path = path
    self.shape = shape
  }

  var faultCount: Int { faults.reduce(0) { $0 + $1.count } }
  var isClean: Bool { faults.allSatisfy { $0.code.alvorlighet != .feil } }

  mutating func add(_ fault: Inspection.Fault) {
    let i = faults.firstIndex { $0.code == fault.code } ?? faults.endIndex
    if i == faults.endIndex { faults.append((fault.code, 0, [])) }
    faults[i].count += 1
    if faults[i].examples.count < Overview.examples { faults[i].examples.append(fault.text) }
  }

  /// The keys of an object; anything else has none.
  mutating func addKeys(_ json: UnsafeRawBufferPointer) {
    var scanner = JSONScanner(json)
    do throws(JSONFault) {
      guard try scanner.peek() == .object else { return }
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        var name: [UInt8] = []
        try scanner.unescape(key, into: &name)
        if seen.insert(name).inserted { columns.append(name) }
        try scanner.skipValue()
      }
    } catch {
      // Checked before; a key that is no text (half a surrogate pair) has no name to show.
    }
  }

  /// - Parameter byName: the type that folder and file name tell.
  func text(byName: Inndatatype?) -> String {
    var lines = [path]
    func line(_ label: String, _ value: String) {
      lines.append("  " + label + String(repeating: " ", count: max(1, 15 - label.count)) + value)
    }
    line("størrelse", "\(grouped(shape.size)) byte" + (shape.isGzip ? " (\(grouped(shape.textSize)) byte pakket ut)" : ""))
    line("komprimering", shape.isGzip ? "gzip, \(shape.members) \(shape.members == 1 ? "del" : "deler")" : "ingen")
    line("koding", encoding)
    line("format", format)
    if let delimiter = shape.delimiter { line("skilletegn", delimiter == 0x09 ? "tabulator" : String(UnicodeScalar(delimiter))) }
    line("linjeslutt", lineEnds)
    line("rader", grouped(rows) + (faultCount > 0 ? ", og \(grouped(faultCount)) feil" : ""))
    let guess = Typegjetning.gjett(columns)
    line("type", type(byName, guess))
    let type = byName ?? guess?.type
    if !columns.isEmpty {
      line("kolonner", "\(columns.count)")
      for (i, name) in columns.enumerated() { lines.append(column(i + 1, name, type)) }
    }
    if let type, type != .folkeregister, !columns.isEmpty, shape.kind == .csv {
      let found = Set(columns.compactMap { type.kolonne(navn: $0) })
      for (k, c) in type.kolonner.enumerated() where c.obligatorisk && !found.contains(k) {
        lines.append("     – \(c.navn): mangler, og er obligatorisk for \(type.navn)")
      }
    }
    for fault in faults {
      lines.append("")
      lines.append("  \(fault.code.rawValue): \(grouped(fault.count))")
      for example in fault.examples { lines.append("    \(example)") }
      if fault.count > fault.examples.count { lines.append("    og \(grouped(fault.count - fault.examples.count)) til; --rows viser alle") }
    }
    if !first.isEmpty {
      lines.append("")
      lines.append("  de første radene:")
      for row in first { lines.append("    \(shape.kind == .json ? "element" : "linje") \(row.line): " + DisplayText.visible(String(row.json.dropLast()))) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var encoding: String {
    switch shape.encoding {
    case .utf8: "UTF-8"
    case .utf8WithMark: "UTF-8 med byterekkefølgemerke (BOM)"
    case .windows1252: "Windows-1252"
    case nil: "kan ikke avgjøres"
    }
  }

  private var format: String {
    switch shape.kind {
    case .csv: "CSV"
    case .json: "JSON"
    case .ndjson: "NDJSON"
    case .empty: "tom fil"
    }
  }

  private var lineEnds: String {
    switch (shape.crlf, shape.lf) {
    case (0, 0): "ingen"
    case (_, 0): "CRLF"
    case (0, _): "LF"
    default: "CRLF (\(grouped(shape.crlf))) og LF (\(grouped(shape.lf)))"
    }
  }

  private func type(_ byName: Inndatatype?, _ guess: Typegjetning?) -> String {
    switch (byName, guess) {
    case (let name?, let guess?):
      if name == guess.type { return "\(name.navn) (etter navn og kolonner)" }
      return "\(name.navn) etter navnet, men kolonnene ligner \(guess.type.navn)"
    case (let name?, nil): return "\(name.navn) etter navnet" + (columns.isEmpty ? "" : ", men kolonnene ligner ikke")
    case (nil, let guess?):
      return "\(guess.type.navn) etter kolonnene; navnet sier ingen type"
        + (guess.mangler.isEmpty ? "" : " (mangler \(guess.mangler.joined(separator: ", ")))")
    case (nil, nil): return "ukjent"
    }
  }

  private func column(_ number: Int, _ name: [UInt8], _ type: Inndatatype?) -> String {
    let shown = name.isEmpty ? "(uten navn)" : DisplayText.visible(String(decoding: name, as: UTF8.self))
    let start = String(repeating: " ", count: max(0, 6 - String(number).count)) + "\(number) \(shown)"
    guard let type else { return start }
    guard let k = type.kolonne(navn: name) else { return name.isEmpty ? start : start + ": ukjent, leses ikke" }
    let column = type.kolonner[k]
    return start + (Array(column.navn.utf8) == name ? "" : ": lest som \(column.navn)")
  }
}
