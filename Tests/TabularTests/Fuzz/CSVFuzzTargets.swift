@testable import Tabular

/// What must hold of the CSV reader for any bytes whatsoever, as `FuzzTargets`.
enum CSVFuzzTargets {
  static let all: [(name: String, run: @Sendable ([UInt8]) -> String?)] = [("csv", csv), ("raw", raw)]

  /// The scanner's rows as plain events.
  static func events(
    _ bytes: UnsafeRawBufferPointer, delimiter: UInt8, firstLine: Int = 1, maxFields: Int = 4096
  ) -> [PlainCSV.Event] {
    var index = CSVIndex()
    index.build(bytes, delimiter: delimiter)
    var scanner = CSVScanner(bytes, delimiter: delimiter, firstLine: firstLine, maxFields: maxFields)
    var events: [PlainCSV.Event] = []
    while true {
      switch scanner.nextRow(index) {
      case .end: return events
      case .unclosedQuote(let line): events.append(.unclosedQuote(line: line))
      case .textAfterQuote(let line): events.append(.textAfterQuote(line: line))
      case .row(let count):
        let fields = (0..<min(count, scanner.maxFields)).map { i -> [UInt8] in
          let field = scanner.fields[i]
          let raw = Array(scanner.bytes(field))
          guard field.escaped else { return raw }
          var plain: [UInt8] = []
          var place = 0
          while place < raw.count {
            plain.append(raw[place])
            place += raw[place] == 0x22 ? 2 : 1
          }
          return plain
        }
        events.append(.row(line: scanner.rowLine, fields: fields))
      }
    }
  }

  /// The scanner gives what the plain reader gives, wherever the text lies in the 64-byte blocks.
  static func csv(_ text: [UInt8]) -> String? {
    let delimiter = withBytes(text) { sniffDelimiter($0) }
    let expected = PlainCSV.read(text, delimiter: delimiter)
    let found = withBytes(text) { events($0, delimiter: delimiter) }
    if found != expected { return "scanner \(found.prefix(20)), plain \(expected.prefix(20))" }
    // Blank lines before it move everything by a few bytes, and lines by as many.
    let lead = text.count % 63 + 1
    let moved = withBytes(Array(repeating: 0x0A, count: lead) + text) { events($0, delimiter: delimiter) }
    if moved != expected.map({ $0.moved(by: lead) }) { return "moved by \(lead): \(moved.prefix(20))" }
    // Rows of more fields than are kept are still counted and passed.
    let narrow = withBytes(text) { events($0, delimiter: delimiter, maxFields: 2) }
    let cut = expected.map { event -> PlainCSV.Event in
      if case .row(let line, let fields) = event { return .row(line: line, fields: Array(fields.prefix(2))) }
      return event
    }
    return narrow == cut ? nil : "two fields kept: \(narrow.prefix(20))"
  }

  /// Whatever the bytes and whatever they are taken for: no crash, rows and faults with places in order, and
  /// the same rows as JSON says.
  static func raw(_ text: [UInt8]) -> String? {
    for kind in [nil, FileKind.csv, .json, .ndjson] {
      var last = 0
      var complaint: String?
      func check(_ line: Int) { if line < last, line != 0 { complaint = "\(String(describing: kind)): line \(line) after \(last)" } else { last = line } }
      let failed = withBytes(text) { bytes -> String? in
        do {
          let file = try RawFile(bytes, as: kind, limit: 1 << 20)
          try file.forEachRow(
            header: { _, line in check(line) },
            row: { row, line in
              check(line)
              if case .json(let value) = row, kind != nil, !PlainJSON.accepts(Array(value)) { complaint = "a row that is no JSON" }
            },
            fault: { _, line in check(line) })
          return nil
        } catch {
          return "\(error)"
        }
      }
      if let broken = failed ?? complaint { return broken }
    }
    return nil
  }
}

extension PlainCSV.Event {
  func moved(by lines: Int) -> Self {
    switch self {
    case .row(let line, let fields): .row(line: line + lines, fields: fields)
    case .unclosedQuote(let line): .unclosedQuote(line: line + lines)
    case .textAfterQuote(let line): .textAfterQuote(line: line + lines)
    }
  }
}
