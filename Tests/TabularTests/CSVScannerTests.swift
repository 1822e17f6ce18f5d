import Testing

@testable import Tabular

/// CSV by RFC 4180 and what senders make of it: each case wherever it may lie.
@Suite struct CSVScannerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var events: [PlainCSV.Event]
    init(_ text: String, _ events: [PlainCSV.Event]) {
      self.text = text
      self.events = events
    }
    var testDescription: String { String(text.debugDescription.prefix(60)) }
  }

  static func row(_ line: Int, _ fields: String...) -> PlainCSV.Event { .row(line: line, fields: fields.map { Array($0.utf8) }) }

  static let cases: [Case] = [
    Case("", []),
    Case("a;b", [row(1, "a", "b")]),
    Case("a;b\n", [row(1, "a", "b")]),
    Case("a;b\r\nc;d\ne;f\r\n", [row(1, "a", "b"), row(2, "c", "d"), row(3, "e", "f")]),
    Case(";", [row(1, "", "")]),
    Case(";;\n", [row(1, "", "", "")]),
    Case("\n\r\n \t\na;\n", [row(4, "a", "")]),
    Case("\"\"", [row(1, "")]),
    Case("\"\";\"\"\r\n", [row(1, "", "")]),
    Case("\"a;b\";c\n", [row(1, "a;b", "c")]),
    Case("\"a\nb\";c\nd;e\n", [row(1, "a\nb", "c"), row(3, "d", "e")]),
    Case("\"a\r\n\r\nb\"\r\nc\r\n", [row(1, "a\r\n\r\nb"), row(4, "c")]),
    Case("\"a\"\"b\";\"\"\"\"\n", [row(1, "a\"b", "\"")]),
    Case("\"\"\"a\"\"\"", [row(1, "\"a\"")]),
    Case("a\"b;c\"\n", [row(1, "a\"b", "c\"")]),
    Case(" \"a\";b\n", [row(1, " \"a\"", "b")]),
    Case(" a ; b \n", [row(1, " a ", " b ")]),
    Case("a\rb;c\n", [row(1, "a\rb", "c")]),
    Case("a;b\r", [row(1, "a", "b")]),
    Case("\"a\"\r", [row(1, "a")]),
    Case("\"a", [.unclosedQuote(line: 1)]),
    Case("x\n\"a;b\nc;d\ne\n", [row(1, "x"), .unclosedQuote(line: 2), row(3, "c", "d"), row(4, "e")]),
    Case("a;\"b\nc;\"d\";e\nf\n", [.textAfterQuote(line: 1), row(2, "c", "d", "e"), row(3, "f")]),
    Case("\"a\"b;c\nd\n", [.textAfterQuote(line: 1), row(2, "d")]),
    Case("\"a\" ;c\nd\n", [.textAfterQuote(line: 1), row(2, "d")]),
    Case("\"a\nb\";\"c\nd", [.unclosedQuote(line: 2), row(3, "d")]),
    Case("\"a\"\rb\nc\n", [.textAfterQuote(line: 1), row(2, "c")]),
  ]

  @Test(arguments: cases)
  func `rows, fields and lines`(c: Case) {
    let text = Array(c.text.utf8)
    #expect(PlainCSV.read(text, delimiter: 0x3B) == c.events)
    // Every place of a 64-byte block, behind a first row that is as long as it takes.
    for shift in 0..<70 {
      let lead = shift == 0 ? [] : Array(repeating: UInt8(ascii: "x"), count: shift) + [0x0A]
      let found = withBytes(lead + text) { CSVFuzzTargets.events($0, delimiter: 0x3B) }
      let expected =
        shift == 0 ? c.events : [.row(line: 1, fields: [Array(lead.dropLast())])] + c.events.map { $0.moved(by: 1) }
      #expect(found == expected, "behind \(shift) bytes")
    }
  }

  @Test(arguments: cases)
  func `a field that grows over block after block`(c: Case) {
    for length in stride(from: 1, through: 200, by: 7) {
      // Every `a` becomes a long run: the structure stays.
      let run = String(repeating: "a", count: length)
      let text = Array(c.text.replacing("a", with: run).utf8)
      let expected = c.events.map { event -> PlainCSV.Event in
        guard case .row(let line, let fields) = event else { return event }
        return .row(line: line, fields: fields.map { Array(String(decoding: $0, as: UTF8.self).replacing("a", with: run).utf8) })
      }
      #expect(withBytes(text) { CSVFuzzTargets.events($0, delimiter: 0x3B) } == expected)
    }
  }

  @Test func `the delimiter is the one that stands most often in the header, outside quotes`() {
    func sniff(_ text: String) -> Character { withBytes(text.utf8) { Character(UnicodeScalar(sniffDelimiter($0))) } }
    #expect(sniff("a;b,c;d\n") == ";")
    #expect(sniff("a,b\n1;2;3\n") == ",")
    #expect(sniff("a\tb\tc,d") == "\t")
    #expect(sniff("\"a,b,c\";d") == ";")
    #expect(sniff("\n\na,b") == ",")
    #expect(sniff("a") == ";")
    #expect(sniff("a\n1,2\n") == ";")
    #expect(sniff(" \t\n\r\na,b") == ",")
    #expect(sniff("") == ";")
  }

  @Test(arguments: CSVFuzzTargets.all.map(\.name))
  func `seeded mutations`(name: String) throws {
    let target = try #require(CSVFuzzTargets.all.first { $0.name == name })
    let pieces = ["\"", "\"\"", ";", ",", "\t", "\n", "\r\n", "\r", "x", "{\"a\":1}\n", "[", "]", " "].map { Array($0.utf8) } + [[0], [0xE6], [0xEF, 0xBB, 0xBF], [0x1F, 0x8B, 8]]
    var mutator = Mutator(random: SeededRandom(0x6E69_7222), pieces: pieces)
    let seeds = Self.cases.map { Array($0.text.utf8) } + [Array("[{\"a\":1},\n2]".utf8), Array("a,b\n1,2\n".utf8)] + [try gzip(Array("a;b\n1;2\n".utf8))]
    var pool = seeds
    for round in 0..<10_000 {
      let place = mutator.random.below(pool.count)
      let text = mutator.mutate(pool[place], limit: 600)
      if let broken = target.run(text) {
        Issue.record("\(name), round \(round): \(broken)\n\(text)")
        return
      }
      if pool.count < seeds.count + 150 { pool.append(text) } else if place >= seeds.count { pool[place] = text }
    }
  }

  @Test func `unclosed quotes cost no more than the text is long`() {
    // Each line opens a quote: scanning on must not begin anew at every line.
    let text = Array(String(repeating: "a;\"b\n", count: 20_000).utf8)
    let events = withBytes(text) { CSVFuzzTargets.events($0, delimiter: 0x3B) }
    #expect(events.count == 20_000)
    let odd = Array((String(repeating: "\"a\"\"b\n", count: 20_001)).utf8)
    #expect(withBytes(odd) { CSVFuzzTargets.events($0, delimiter: 0x3B) } == PlainCSV.read(odd, delimiter: 0x3B))
  }
}
