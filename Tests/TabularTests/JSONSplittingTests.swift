import Testing

@testable import Tabular

/// What reading an array gave: its elements as text, and the fault that ended it.
struct ArrayReading: Equatable {
  var elements: [String] = []
  var fault: JSONFault?

  /// In order, checked whole.
  static func inOrder(_ text: String) -> ArrayReading {
    withBytes(text.utf8) { bytes in
      var reading = ArrayReading()
      var elements = JSONArrayElements(bytes)
      reading.fault = caught { () throws(JSONFault) in
        while let element = try elements.next() { reading.take(element, bytes) }
      }
      // Asked again, it gives the same.
      let again = caught { () throws(JSONFault) in
        if try elements.next() != nil { reading.elements.append("after the end") }
      }
      if again != reading.fault { reading.elements.append("another fault") }
      if elements.ordinal != reading.elements.count { reading.elements.append("ordinal \(elements.ordinal)") }
      return reading
    }
  }

  /// Split first, then each element checked.
  static func split(_ text: String) -> ArrayReading {
    withBytes(text.utf8) { bytes in
      var reading = ArrayReading()
      var splitter = JSONArraySplitter(bytes)
      reading.fault = caught { () throws(JSONFault) in
        while let element = try splitter.next() {
          try FuzzTargets.skip(bytes, element.range)
          reading.take(element, bytes)
        }
      }
      return reading
    }
  }

  private mutating func take(_ element: JSONElement, _ bytes: UnsafeRawBufferPointer) {
    elements.append(String(decoding: bytes[element.range], as: UTF8.self))
    if element.ordinal != elements.count { elements.append("ordinal \(element.ordinal)") }
  }
}

@Suite struct JSONArrayTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var text: String
    var elements: [String]
    var fault: JSONFault?
    var testDescription: String { text }

    init(_ text: String, _ elements: [String], _ kind: JSONFault.Kind? = nil, _ offset: Int = 0) {
      self.text = text
      self.elements = elements
      fault = kind.map { JSONFault($0, offset) }
    }
  }

  @Test(arguments: [
    Row("[]", []), Row(" [ \n ] \n", []), Row("[{}]", ["{}"]), Row("[ {} , {\"a\":[1]}\n]", ["{}", "{\"a\":[1]}"]),
    Row("[1,\"a,]\",true,null,[2,3],{\"b\":\"}\"}]", ["1", "\"a,]\"", "true", "null", "[2,3]", "{\"b\":\"}\"}"]),
    Row(#"["\\","\"]",{"\\\"":"\\"}]"#, [#""\\""#, #""\"]""#, #"{"\\\"":"\\"}"#]),
    // Breaks off: what is before counts, the rest is one fault.
    Row("[", [], .unexpectedEnd, 1), Row("[{}", ["{}"], .unexpectedEnd, 3), Row("[{},", ["{}"], .unexpectedEnd, 4),
    Row("[{},{\"a\":1},{\"b\":", ["{}", "{\"a\":1}"], .unexpectedEnd, 17), Row("[{},{\"a", ["{}"], .unexpectedEnd, 7),
    Row("[{},tr", ["{}"], .unexpectedEnd, 6), Row("[1,2", ["1", "2"], .unexpectedEnd, 4),
    // Faults between elements.
    Row("[{} {}]", ["{}"], .commaExpected, 4), Row("[{},]", ["{}"], .valueExpected, 4),
    Row("[,{}]", [], .valueExpected, 1),
    Row("[{},,{}]", ["{}"], .valueExpected, 4), Row("[{};{}]", ["{}"], .commaExpected, 3),
    Row("[{}}", ["{}"], .commaExpected, 3),
    Row("[\"a\"\"b\"]", ["\"a\""], .commaExpected, 4),
    // Faults inside: the element does not count, nor what follows.
    Row("[{},{\"a\":01},{}]", ["{}"], .malformedNumber, 10), Row("[{},{\"a\":1],{}]", ["{}"], .commaExpected, 10),
    Row("[{},[1},{}]", ["{}"], .commaExpected, 6), Row("[12abc,{}]", [], .malformedNumber, 3),
    // After the closing bracket.
    Row("[{}]x", ["{}"], .textAfterValue, 4), Row("[{}]\n{}", ["{}"], .textAfterValue, 5),
    Row("[{}],", ["{}"], .textAfterValue, 4),
    Row("[{}]]", ["{}"], .textAfterValue, 4), Row("[]\u{0}", [], .textAfterValue, 2),
    // No array.
    Row("", [], .unexpectedEnd, 0), Row("  ", [], .unexpectedEnd, 2), Row("{}", [], .wrongKind, 0),
    Row("x", [], .valueExpected, 0),
  ])
  func `elements before a fault are handed out, then the fault`(row: Row) {
    let expected = ArrayReading(elements: row.elements, fault: row.fault)
    #expect(ArrayReading.inOrder(row.text) == expected)
    let split = ArrayReading.split(row.text)
    #expect(split.elements == row.elements)
    #expect((split.fault == nil) == (row.fault == nil))
  }

  @Test func `an array cut short anywhere keeps the elements before the cut`() {
    let elements = [#"{"a":"x]}"}"#, #"{"b":[1,{"c":"\\"}]}"#, "{}", #"{"d":"æ😀\u00e6 og en lang tekst uten noe"}"#]
    let text = Array(("[" + elements.joined(separator: ", ") + "]").utf8)
    for length in 0..<text.count {
      let cut = String(decoding: text[..<length], as: UTF8.self)
      guard Array(cut.utf8) == Array(text[..<length]) else { continue }
      let reading = ArrayReading.inOrder(cut)
      var whole = 0
      var end = 1
      for element in elements {
        end += element.utf8.count
        if end <= length { whole += 1 }
        end += 2
      }
      #expect(reading.elements == Array(elements.prefix(whole)))
      #expect(reading.fault == JSONFault(.unexpectedEnd, length))
      #expect(ArrayReading.split(cut) == reading)
    }
  }

  @Test func `splitting is right wherever strings, escapes and brackets meet the blocks`() {
    var random = SeededRandom(23)
    let letters = ["a", "]", "}", "{", "[", ",", "æ", " ", ":", #"\""#, #"\\"#, #"\n"#]
    func string() -> String {
      let plain = random.below(3) > 0
      return "\"" + (0..<random.below(90)).map { _ in letters[random.below(plain ? 9 : letters.count)] }.joined() + "\""
    }
    func value(_ depth: Int) -> String {
      switch random.below(depth > 5 ? 3 : 6) {
      case 0: return string()
      case 1: return "12.5"
      case 2: return "null"
      case 3: return "[" + (0..<random.below(4)).map { _ in value(depth + 1) }.joined(separator: ",") + "]"
      default:
        return "{" + (0..<random.below(4)).map { _ in string() + ": " + value(depth + 1) }.joined(separator: ", ") + "}"
      }
    }
    for round in 0..<400 {
      let elements = (0..<random.below(6)).map { _ in value(0) }
      let text = "[" + elements.joined(separator: round % 2 == 0 ? "," : " ,\n") + "]"
      #expect(ArrayReading.split(text) == ArrayReading(elements: elements))
      #expect(ArrayReading.inOrder(text) == ArrayReading(elements: elements))
      let cut = Array(text.utf8.prefix(random.below(text.utf8.count)))
      if let broken = FuzzTargets.array(cut) { Issue.record("\(broken): \(String(decoding: cut, as: UTF8.self))") }
    }
  }

  @Test func `depth counts from the element, as on a line`() {
    let deep = String(repeating: "[", count: JSONScanner.maxDepth) + String(repeating: "]", count: JSONScanner.maxDepth)
    #expect(ArrayReading.inOrder("[\(deep),\(deep)]").elements.count == 2)
    #expect(ArrayReading.inOrder("[\(deep),[\(deep)]]").fault?.kind == .tooDeep)
    #expect(ArrayReading.split("[\(deep),[\(deep)]]").fault?.kind == .tooDeep)
  }

  @Test func `a start after a byte order mark is kept to`() throws {
    try withBytes([0xEF, 0xBB, 0xBF] + Array("[7]".utf8)) { bytes throws in
      var elements = JSONArrayElements(bytes, from: 3)
      #expect(try elements.next() == JSONElement(range: 4..<5, ordinal: 1))
      #expect(try elements.next() == nil)
      var splitter = JSONArraySplitter(bytes, from: 3)
      #expect(try splitter.next() == JSONElement(range: 4..<5, ordinal: 1))
      #expect(try splitter.next() == nil)
      var beyond = JSONArraySplitter(bytes, from: 99)
      #expect(caught { () throws(JSONFault) in try beyond.next() } == JSONFault(.unexpectedEnd, 6))
    }
  }
}

@Suite struct NDJSONLinesTests {
  func lines(_ text: String) -> [String] {
    withBytes(text.utf8) { bytes in
      NDJSONLines(bytes).map { "\($0.number):" + String(decoding: bytes[$0.range], as: UTF8.self) }
    }
  }

  @Test(arguments: [
    ("", []), ("{}", ["1:{}"]), ("{}\n", ["1:{}"]), ("{}\r\n", ["1:{}"]), ("{}\n{}", ["1:{}", "2:{}"]),
    ("\n\n{}\n \t\r\n[]\n\n", ["3:{}", "5:[]"]), ("{}\r\n\r\n1\r", ["1:{}", "3:1"]), ("a\rb\n", ["1:a\rb"]),
    ("\r\r\n\r", []), ("\n", []), (" {} \n", ["1: {} "]), ("\u{b}\n", ["1:\u{b}"]),
  ])
  func `lines are found and counted, blank ones passed over`(text: String, expected: [String]) {
    #expect(lines(text) == expected)
  }

  @Test func `a line is one value, and a fault stays on its line`() {
    withBytes("{\"a\":1}\n{\"a\":\n1}\n{} {}\n{}\n".utf8) { bytes in
      let faults = NDJSONLines(bytes).map { line in
        caught { () throws(JSONFault) in try FuzzTargets.skip(bytes, line.range) }
      }
      #expect(
        faults == [
          nil, JSONFault(.unexpectedEnd, 13), JSONFault(.textAfterValue, 15), JSONFault(.textAfterValue, 20), nil,
        ])
    }
  }

  @Test func `the start of the next line is found from anywhere`() {
    withBytes("ab\nc\n".utf8) { bytes in
      #expect((-1...7).map { NDJSONLines.nextStart(bytes, after: $0) } == [3, 3, 3, 3, 5, 5, 5, 5, 5])
    }
  }
}

@Suite struct FileKindTests {
  @Test(arguments: [
    ("", FileKind.empty), (" \r\n\t\n", .empty), ("[", .json), (" \n[{}]", .json), ("{\"a\":1}\n", .ndjson),
    ("\r\n {", .ndjson),
    ("ID;DUF-nummer\n", .csv), ("\"ID\";x", .csv), ("DUF-nummer", .csv), (";", .csv), ("null", .csv),
    ("\u{feff}{", .csv),
    ("\u{0}", .csv), ("{\n  \"a\": 1\n}", .ndjson),
  ])
  func `the first bytes tell the kind`(text: String, kind: FileKind) {
    #expect(withBytes(text.utf8) { FileKind.sniff($0) } == kind)
  }
}

@Suite struct LanesTests {
  @Test func `words of 64 bytes come out in the order of the bytes`() {
    var random = SeededRandom(5)
    for _ in 0..<200 {
      let bytes = (0..<64).map { _ in UInt8(random.below(3)) }
      withBytes(bytes) { bytes in
        let masks = [0, 16, 32, 48].map { Lanes.load(bytes, $0) .== Lanes.all(1) }
        let word = Lanes.transpose(Lanes.transposedBits(masks[0], masks[1], masks[2], masks[3]))
        #expect((0..<64).allSatisfy { word >> UInt64($0) & 1 == (bytes[$0] == 1 ? 1 : 0) })
        #expect(Lanes.transpose(Lanes.transpose(word)) == word)
        var parity: UInt64 = 0
        for bit in 0..<64 { parity |= UInt64(bytes[...bit].count { $0 == 1 } % 2) << UInt64(bit) }
        #expect(Lanes.prefixParity(word) == parity)
        let first = bytes[..<16].firstIndex { $0 == 1 } ?? 16
        #expect(Lanes.first(masks[0]) == first)
        #expect(Lanes.count(masks[0]) == bytes[..<16].count { $0 == 1 })
      }
    }
  }
}

@Suite struct SourcePositionTests {
  @Test(arguments: [
    (0, 1, 1), (1, 1, 2), (2, 1, 3), (3, 1, 3), (4, 1, 4), (5, 2, 1), (6, 2, 2), (7, 3, 1), (11, 3, 2), (12, 3, 3),
    (99, 3, 3), (-4, 1, 1),
  ])
  func `offsets become lines and columns in letters`(offset: Int, line: Int, column: Int) {
    // a æ(2) \r \n | x \n | 😀(4) b
    let position = withBytes("aæ\r\nx\n😀b".utf8) { SourcePosition(of: offset, in: $0) }
    #expect(position.line == line)
    #expect(position.column == column)
  }

  @Test func `line feeds are counted over all block borders`() {
    var random = SeededRandom(3)
    for length in 0..<80 {
      let text = (0..<length).map { _ in random.below(3) == 0 ? UInt8(0x0A) : 0x8A }
      #expect(withBytes(text) { SourcePosition.countLineFeeds($0) } == text.count { $0 == 0x0A })
    }
  }
}
