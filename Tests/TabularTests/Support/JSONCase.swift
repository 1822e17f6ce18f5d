import Testing

@testable import Tabular

/// One row of a JSON table: a text, and the fault that reading it as one whole value gives.
struct JSONCase: Sendable, CustomTestStringConvertible {
  var text: [UInt8]
  /// nil: it is JSON.
  var fault: JSONFault?

  var testDescription: String {
    String(decoding: text.prefix(60), as: UTF8.self) + (fault.map { " -> \($0.kind) at \($0.offset)" } ?? "")
  }

  var string: String { String(decoding: text, as: UTF8.self) }

  static func good(_ text: String) -> JSONCase { JSONCase(text: Array(text.utf8)) }

  static func bad(_ text: String, _ kind: JSONFault.Kind, _ offset: Int) -> JSONCase {
    bad(Array(text.utf8), kind, offset)
  }

  static func bad(_ text: [UInt8], _ kind: JSONFault.Kind, _ offset: Int) -> JSONCase {
    JSONCase(text: text, fault: JSONFault(kind, offset))
  }

  /// What reading gives, by skipping and by walking, alone in memory.
  func faults() -> (skipped: JSONFault?, walked: JSONFault?) {
    withBytes(text) { bytes in
      (
        caught { () throws(JSONFault) in try FuzzTargets.skip(bytes, 0..<bytes.count) },
        caught { () throws(JSONFault) in
          var scanner = JSONScanner(bytes)
          try FuzzTargets.walk(&scanner)
          try scanner.finish()
        }
      )
    }
  }

  /// The places of a 64-byte stretch at which the text has another fault, or none: with white space before
  /// it, inside an array behind a long string, and between other bytes that are not its own.
  func differencesWhenMoved() -> [Int] {
    (0..<35).filter { shift in
      let pad = Array(repeating: UInt8(ascii: " "), count: shift)
      let moved = withBytes(pad + text) { bytes in
        caught { () throws(JSONFault) in try FuzzTargets.skip(bytes, 0..<bytes.count) }
      }
      let strange = Array("\"\\]}{[:,0123tfn\u{1}".utf8)
      let between = withBytes(pad + text + strange + strange) { bytes in
        caught { () throws(JSONFault) in try FuzzTargets.skip(bytes, shift..<shift + text.count) }
      }
      return moved != fault.map { JSONFault($0.kind, $0.offset + shift) } || between != moved
    }
  }
}
