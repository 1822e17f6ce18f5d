import Testing

@testable import Tabular

/// The reader as its callers use it: kinds, ranges, going back, depth.
@Suite struct JSONScannerTests {
  /// `body` with a scanner over `text`.
  func scan<R>(_ text: String, _ body: (inout JSONScanner) throws -> R) rethrows -> R {
    try withBytes(text.utf8) { bytes in
      var scanner = JSONScanner(bytes)
      return try body(&scanner)
    }
  }

  func text(_ range: Range<Int>, _ scanner: JSONScanner) -> String {
    String(decoding: scanner.bytes[range], as: UTF8.self)
  }

  @Test func `a document is walked by keys and elements`() throws {
    let found = try scan(#" { "navn" : [ {"fornavn":"Åse"}, {"fornavn":null} ], "n":-1.5, "ja":true, "x":{"y":[]} } "#)
    {
      scanner in
      var found: [String] = []
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        found.append(text(key.range, scanner))
        switch try scanner.peek() {
        case .array:
          try scanner.enterArray()
          while try scanner.nextElement() {
            try scanner.enterObject()
            while let inner = try scanner.nextKey() {
              #expect(Array(inner.raw(in: scanner.bytes)) == Array("fornavn".utf8))
              if try scanner.peek() == .null {
                try scanner.null()
                found.append("null")
              } else {
                found.append(text(try scanner.string().range, scanner))
              }
            }
          }
        case .number:
          let number = try scanner.number()
          found.append(text(number.range, scanner) + (number.isInteger ? " whole" : ""))
          #expect(number.raw(in: scanner.bytes).count == 4)
        case .bool: found.append(try scanner.bool() ? "yes" : "no")
        default: try scanner.skipValue()
        }
      }
      try scanner.finish()
      return found
    }
    #expect(found == ["navn", "Åse", "null", "n", "-1.5", "ja", "yes", "x"])
  }

  @Test func `a value of another kind is told without moving`() throws {
    for (text, kind) in [
      ("{}", JSONKind.object), ("[]", .array), ("\"\"", .string), ("-1", .number), ("true", .bool), ("false", .bool),
      ("null", .null),
    ] {
      try scan("  " + text) { scanner in
        #expect(try scanner.peek() == kind)
        let start = scanner.mark
        let wrong = JSONFault(.wrongKind, 2)
        #expect(caught { () throws(JSONFault) in try scanner.enterObject() } == (kind == .object ? nil : wrong))
        scanner.reset(to: start)
        #expect(caught { () throws(JSONFault) in try scanner.enterArray() } == (kind == .array ? nil : wrong))
        scanner.reset(to: start)
        #expect(caught { () throws(JSONFault) in try scanner.string() } == (kind == .string ? nil : wrong))
        scanner.reset(to: start)
        #expect(caught { () throws(JSONFault) in try scanner.number() } == (kind == .number ? nil : wrong))
        scanner.reset(to: start)
        #expect(caught { () throws(JSONFault) in try scanner.bool() } == (kind == .bool ? nil : wrong))
        scanner.reset(to: start)
        #expect(caught { () throws(JSONFault) in try scanner.null() } == (kind == .null ? nil : wrong))
        if kind != .null { try scanner.skipValue() }
        try scanner.finish()
      }
    }
  }

  @Test func `what is no value at all is no other kind`() {
    scan("?") { scanner in
      #expect(caught { () throws(JSONFault) in try scanner.string() } == JSONFault(.valueExpected, 0))
      #expect(caught { () throws(JSONFault) in try scanner.enterObject() } == JSONFault(.valueExpected, 0))
    }
  }

  @Test func `a caller can leave off inside a value and go back to skip it`() throws {
    try scan(#"[{"a":[1,{"b":2}]},3]"#) { scanner in
      try scanner.enterArray()
      #expect(try scanner.nextElement())
      let mark = scanner.mark
      try scanner.enterObject()
      _ = try scanner.nextKey()
      try scanner.enterArray()
      #expect(try scanner.nextElement())
      scanner.reset(to: mark)
      try scanner.skipValue()
      #expect(try scanner.nextElement())
      #expect(try scanner.number().isInteger)
      #expect(try !scanner.nextElement())
      try scanner.finish()
    }
  }

  @Test(arguments: [
    (#""vanlig""#, "vanlig"), (#""""#, ""), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
    (#""\u00e6x\u0041""#, "æxA"),
    (#""\u20AC\uFFFD""#, "€\u{fffd}"), (#""\ud83d\ude00\uDBFF\uDFFF""#, "😀\u{10ffff}"), (#""æ\nø""#, "æ\nø"),
    (#""\u0000""#, "\0"), (#""\u07ff\u0800\u007f\u0080""#, "\u{7ff}\u{800}\u{7f}\u{80}"),
  ])
  func `escapes stand for their letters`(raw: String, expected: String) throws {
    try scan(raw) { scanner in
      let string = try scanner.string()
      #expect(string.hasEscapes == raw.contains("\\"))
      var text: [UInt8] = [0x3E]
      try scanner.unescape(string, into: &text)
      #expect(text == Array((">" + expected).utf8))
    }
  }

  @Test func `every code point comes back from its escapes`() throws {
    var text: [UInt8] = []
    for value in UInt32(0)...0x10FFFF where !(0xD800...0xDFFF).contains(value) {
      // All below U+10000 up to the astral planes' edges; beyond, a sample.
      guard value < 0x800 || value % 251 == 0 || [0xFFFF, 0x10000, 0x10FFFF, 0xD7FF, 0xE000].contains(value),
        let scalar = UnicodeScalar(value)
      else { continue }
      let units = Character(scalar).utf16.map { unit in
        let hex = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      }
      try scan("\"" + units.joined() + "\"") { scanner in
        text.removeAll(keepingCapacity: true)
        try scanner.unescape(try scanner.string(), into: &text)
      }
      if text != Array(String(Character(scalar)).utf8) { Issue.record("U+\(String(value, radix: 16)): \(text)") }
    }
  }

  @Test func `unescaping a range that no scanner gave is a fault or nothing, never a crash`() {
    withBytes(#"ab\ud83"#.utf8) { bytes in
      let scanner = JSONScanner(bytes)
      var text: [UInt8] = []
      for (start, end) in [(-5, 99), (0, 7), (3, 2), (6, 6), (90, 99), (2, 3)] {
        _ = caught { () throws(JSONFault) in
          try scanner.unescape(JSONString(start: start, end: end, hasEscapes: true), into: &text)
        }
      }
      #expect(text == Array("abab".utf8))
    }
  }

  @Test func `nesting is read to its limit and refused beyond`() {
    let most = JSONScanner.maxDepth
    for (open, close) in [("[", "]"), ("{\"k\":", "}")] {
      func nested(_ levels: Int) -> JSONCase {
        .good(String(repeating: open, count: levels) + "0" + String(repeating: close, count: levels))
      }
      #expect(nested(most).faults().skipped == nil)
      #expect(nested(most).faults().walked == nil)
      let fault = JSONFault(.tooDeep, open.utf8.count * most)
      #expect(nested(most + 1).faults().skipped == fault)
      #expect(nested(most + 1).faults().walked == fault)
      #expect(
        JSONCase.good("[" + nested(most - 1).string + "," + nested(most - 1).string + "]").faults().skipped == nil)
    }
  }

  @Test func `a hundred thousand levels are a fault and no crash`() {
    let fault = JSONFault(.tooDeep, JSONScanner.maxDepth)
    let open = Array(repeating: UInt8(ascii: "["), count: 100_000)
    #expect(JSONCase(text: open).faults().skipped == fault)
    #expect(JSONCase(text: open + Array(repeating: UInt8(ascii: "]"), count: 100_000)).faults().skipped == fault)
    let objects = Array(repeatElement(Array("{\"a\":".utf8), count: 100_000).joined())
    #expect(JSONCase(text: objects).faults().skipped == JSONFault(.tooDeep, 5 * JSONScanner.maxDepth))
  }

  @Test func `kinds of levels are remembered over every border of the stack's words`() {
    // Arrays and objects in a pattern without a period of 64, closed right and closed wrong.
    var random = SeededRandom(7)
    for levels in [1, 62, 63, 64, 65, 127, 128, 129, 200, 448, 449, 511, 512] {
      let kinds = (0..<levels).map { _ in random.below(2) == 0 }
      let open = kinds.map { $0 ? "{\"a\":" : "[" }.joined()
      let close = kinds.reversed().map { $0 ? "}" : "]" }
      #expect(JSONCase.good(open + "1" + close.joined()).faults().skipped == nil)
      let place = random.below(levels)
      var wrong = close
      wrong[place] = wrong[place] == "}" ? "]" : "}"
      let offset = open.utf8.count + 1 + place
      #expect(JSONCase.good(open + "1" + wrong.joined()).faults().skipped == JSONFault(.commaExpected, offset))
    }
  }

  @Test func `a scanner over a part sees only that part`() {
    withBytes(#"[1,"abc",2]"#.utf8) { bytes in
      #expect(caught { () throws(JSONFault) in try FuzzTargets.skip(bytes, 3..<8) } == nil)
      #expect(caught { () throws(JSONFault) in try FuzzTargets.skip(bytes, 3..<7) } == JSONFault(.unexpectedEnd, 7))
      #expect(caught { () throws(JSONFault) in try FuzzTargets.skip(bytes, 9..<400) } == JSONFault(.textAfterValue, 10))
      #expect(caught { () throws(JSONFault) in try FuzzTargets.skip(bytes, 50..<60) } == JSONFault(.unexpectedEnd, 11))
    }
    let nothing = JSONScanner(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(nothing.end == 0)
    #expect(JSONCase(text: []).faults().skipped == JSONFault(.unexpectedEnd, 0))
  }

  @Test func `a large document is read whole`() throws {
    let element =
      #"{"navn":"Åse \"x\" \u00e6","tall":[1,2.5,-3e7],"ja":true,"tom":null,"lang":""#
      + String(repeating: "tekst ", count: 30) + "\"}"
    let text = "[" + Array(repeating: element, count: 2000).joined(separator: ",\n ") + "]"
    #expect(JSONCase.good(text).faults().skipped == nil)
    let broken = JSONCase.good(String(text.dropLast()) + "}")
    #expect(broken.faults().skipped == JSONFault(.commaExpected, text.utf8.count - 1))
  }
}
