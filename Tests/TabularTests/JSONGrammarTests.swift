import Testing

@testable import Tabular

/// RFC 8259, section by section: what it has, what it has not, and where the reader says the fault is.
@Suite struct JSONGrammarTests {
  static let numbers: [JSONCase] = [
    .good("0"), .good("-0"), .good("1"), .good("-1"), .good("10"), .good("1234567890"), .good("0.5"), .good("-0.0"),
    .good("1.25"), .good("1e5"), .good("1E5"), .good("1e+5"), .good("1e-5"), .good("0e0"), .good("0E+0"),
    .good("-1.5e-3"), .good("1e999999999"), .good("-1E-999999999"), .good("1e0005"),
    .good(String(repeating: "9", count: 400)), .good("0." + String(repeating: "0", count: 400) + "1"),
    .good(" 1 "), .good("[0,1.5,-2e3]"), .good("[1 ,2\n]"), .good("{\"a\":0}"),
    .bad("01", .malformedNumber, 1), .bad("-01", .malformedNumber, 2), .bad("00", .malformedNumber, 1),
    .bad("0x1F", .malformedNumber, 1), .bad(".5", .valueExpected, 0), .bad("-.5", .malformedNumber, 1),
    .bad("1.", .unexpectedEnd, 2), .bad("[1.]", .malformedNumber, 3), .bad("1.e5", .malformedNumber, 2),
    .bad("1e", .unexpectedEnd, 2), .bad("1e+", .unexpectedEnd, 3), .bad("[1e+]", .malformedNumber, 4),
    .bad("1e5.5", .malformedNumber, 3), .bad("1.2.3", .malformedNumber, 3), .bad("1ee5", .malformedNumber, 2),
    .bad("+1", .valueExpected, 0), .bad("-", .unexpectedEnd, 1), .bad("[-]", .malformedNumber, 2),
    .bad("--1", .malformedNumber, 1), .bad("-a", .malformedNumber, 1), .bad("1-2", .malformedNumber, 1),
    .bad("1 2", .textAfterValue, 2), .bad("1a", .malformedNumber, 1), .bad("[1a]", .malformedNumber, 2),
    .bad("1,5", .textAfterValue, 1), .bad("1_000", .malformedNumber, 1), .bad("1\"", .malformedNumber, 1),
    .bad("1[", .malformedNumber, 1), .bad("1:", .malformedNumber, 1), .bad("1/2", .malformedNumber, 1),
    .bad("NaN", .valueExpected, 0), .bad("nan", .malformedLiteral, 1), .bad("Infinity", .valueExpected, 0),
    .bad("-Infinity", .malformedNumber, 1), .bad("inf", .valueExpected, 0), .bad("1\u{0}", .malformedNumber, 1),
    .bad("１", .valueExpected, 0), .bad("1\u{a0}", .malformedNumber, 1),
  ]

  static let literals: [JSONCase] = [
    .good("true"), .good("false"), .good("null"), .good("[true,false,null]"), .good("{\"a\":null}"), .good("true\n"),
    .bad("tru", .unexpectedEnd, 3), .bad("t", .unexpectedEnd, 1), .bad("fals", .unexpectedEnd, 4),
    .bad("f", .unexpectedEnd, 1), .bad("nul", .unexpectedEnd, 3), .bad("n", .unexpectedEnd, 1),
    .bad("True", .valueExpected, 0), .bad("tRue", .malformedLiteral, 1), .bad("TRUE", .valueExpected, 0),
    .bad("truE", .malformedLiteral, 3), .bad("falsy", .malformedLiteral, 4), .bad("nulL", .malformedLiteral, 3),
    .bad("truefalse", .malformedLiteral, 4), .bad("truex", .malformedLiteral, 4), .bad("nullx", .malformedLiteral, 4),
    .bad("false0", .malformedLiteral, 5), .bad("[tru]", .malformedLiteral, 4), .bad("[nul,1]", .malformedLiteral, 4),
    .bad("true\"a\"", .malformedLiteral, 4), .bad("undefined", .valueExpected, 0), .bad("None", .valueExpected, 0),
    .bad("ja", .valueExpected, 0), .bad("true,", .textAfterValue, 4),
  ]

  static let strings: [JSONCase] = [
    .good(#""""#), .good(#""a""#), .good(#""\"""#), .good(#""\\""#), .good(#""\/""#), .good(#""\b\f\n\r\t""#),
    .good(#""\u0000""#), .good(#""\u00e6\u00C6""#), .good(#""\uABCD\uabcd""#), .good(#""\ud83d\ude00""#),
    .good(#""\uD800\uDC00\uDBFF\uDFFF""#), .good(#""\uFFFF\uFFFE\uE000\uD7FF""#), .good(#""\\u12""#),
    .good(#""\\\\\\""#), .good(#""// kommentar /* her */""#), .good(#""'{[]},:""#),
    .good("\"\u{7f}\u{80}\u{2028}\u{2029}\""),
    .good("\"æøå 日本語 😀\""), .good("\"\u{feff}\""), .good("\"" + String(repeating: "a", count: 1000) + "\""),
    .good("\"" + String(repeating: #"\""#, count: 100) + "\""), .good(#"["a","b"]"#), .good(#" "a" "#),
    .bad(#"""#, .unexpectedEnd, 1), .bad(#""a"#, .unexpectedEnd, 2), .bad(#""\"#, .unexpectedEnd, 2),
    .bad(#""\""#, .unexpectedEnd, 3), .bad(#""\\\""#, .unexpectedEnd, 5), .bad(#""\u"#, .unexpectedEnd, 3),
    .bad(#""\u00"#, .unexpectedEnd, 5), .bad(#""\u00e"#, .unexpectedEnd, 6), .bad(#""\u00e""#, .malformedEscape, 1),
    .bad(#""\u00eg""#, .malformedEscape, 1), .bad(#""\u+123""#, .malformedEscape, 1),
    .bad(#""\u 123""#, .malformedEscape, 1),
    .bad(#""\U0041""#, .malformedEscape, 1), .bad(#""\u{41}""#, .malformedEscape, 1),
    .bad(#""\x41""#, .malformedEscape, 1),
    .bad(#""\a""#, .malformedEscape, 1), .bad(#""\v""#, .malformedEscape, 1), .bad(#""\0""#, .malformedEscape, 1),
    .bad(#""\'""#, .malformedEscape, 1), .bad("\"ab\\\n\"", .malformedEscape, 3), .bad("\"\\å\"", .malformedEscape, 1),
    .bad(#""\uＡ""#, .malformedEscape, 1),
    .bad(#""\ud83d""#, .loneSurrogate, 1), .bad(#""\ude00""#, .loneSurrogate, 1),
    .bad(#""\ud83dx""#, .loneSurrogate, 1),
    .bad(#""\ud83d\n""#, .loneSurrogate, 1), .bad(#""\ud83d\u0041""#, .loneSurrogate, 1),
    .bad(#""\ud83d\ue000""#, .loneSurrogate, 1), .bad(#""\udbff\uffff""#, .loneSurrogate, 1),
    .bad(#""\ud83d\ud83d\ude00""#, .loneSurrogate, 1), .bad(#""ab\ude00\ud83d""#, .loneSurrogate, 3),
    .bad(#""\ud83d"#, .unexpectedEnd, 7), .bad(#""\ud83d\"#, .unexpectedEnd, 8),
    .bad(#""\ud83d\ude0"#, .unexpectedEnd, 12),
    .bad(#""\ud83d\udeg0""#, .malformedEscape, 7), .bad(#"{"\udc00":1}"#, .loneSurrogate, 2),
    .bad("\"\n\"", .controlCharacter, 1), .bad("\"a\tb\"", .controlCharacter, 2),
    .bad("\"\u{0}\"", .controlCharacter, 1),
    .bad("\"\u{1f}\"", .controlCharacter, 1), .bad("\"abc\r\"", .controlCharacter, 4),
    .bad("\"" + String(repeating: "a", count: 40) + "\u{1}\"", .controlCharacter, 41),
    .bad("{\"a\nb\":1}", .controlCharacter, 3), .bad("'a'", .valueExpected, 0), .bad("a", .valueExpected, 0),
    .bad("\"a\"b", .textAfterValue, 3), .bad("\"a\" \"b\"", .textAfterValue, 4), .bad("“a”", .valueExpected, 0),
    .bad("`a`", .valueExpected, 0),
  ]

  static let structures: [JSONCase] = [
    .good("[]"), .good("{}"), .good("[ ]"), .good("{ }"), .good(" [\t]\r\n"), .good("[[]]"), .good("[{}]"),
    .good("{\"a\":[]}"),
    .good("{\"\":0}"), .good("{\"a\":1,\"a\":2}"), .good("{\"a\" : 1 , \"b\" : [ 1 , { } ] }"), .good("[1,[2,[3,[]]]]"),
    .good("[\n  {\n    \"a\": 1\n  },\n  {}\n]\n"), .good("{\"a\":{\"b\":{\"c\":{}}}}"), .good("[[],[[]],{}]"),
    .bad("", .unexpectedEnd, 0), .bad(" \n\t\r", .unexpectedEnd, 4), .bad("[", .unexpectedEnd, 1),
    .bad("{", .unexpectedEnd, 1),
    .bad("]", .valueExpected, 0), .bad("}", .valueExpected, 0), .bad(",", .valueExpected, 0),
    .bad(":", .valueExpected, 0),
    .bad("[]]", .textAfterValue, 2), .bad("{}}", .textAfterValue, 2), .bad("[][]", .textAfterValue, 2),
    .bad("{}{}", .textAfterValue, 2), .bad("{} x", .textAfterValue, 3), .bad("[],", .textAfterValue, 2),
    .bad("[1,]", .valueExpected, 3), .bad("[,1]", .valueExpected, 1), .bad("[,]", .valueExpected, 1),
    .bad("[1,,2]", .valueExpected, 3), .bad("[1 2]", .commaExpected, 3), .bad("[1;2]", .malformedNumber, 2),
    .bad("[\"a\" \"b\"]", .commaExpected, 5), .bad("[\"a\":1]", .commaExpected, 4), .bad("[1:2]", .malformedNumber, 2),
    .bad("[1", .unexpectedEnd, 2), .bad("[1,", .unexpectedEnd, 3), .bad("[1}", .commaExpected, 2),
    .bad("[}", .valueExpected, 1),
    .bad("{]", .keyExpected, 1), .bad("{\"a\":1]", .commaExpected, 6), .bad("{\"a\":1,}", .keyExpected, 7),
    .bad("{,}", .keyExpected, 1), .bad("{\"a\"}", .colonExpected, 4), .bad("{\"a\",1}", .colonExpected, 4),
    .bad("{\"a\":}", .valueExpected, 5), .bad("{\"a\"::1}", .valueExpected, 5), .bad("{:1}", .keyExpected, 1),
    .bad("{\"a\":1,,\"b\":2}", .keyExpected, 7), .bad("{\"a\":1 \"b\":2}", .commaExpected, 7),
    .bad("{a:1}", .keyExpected, 1),
    .bad("{'a':1}", .keyExpected, 1), .bad("{1:1}", .keyExpected, 1), .bad("{null:1}", .keyExpected, 1),
    .bad("{\"a\" 1}", .colonExpected, 5), .bad("{\"a\"=1}", .colonExpected, 4), .bad("{\"a\":1", .unexpectedEnd, 6),
    .bad("{\"a\":", .unexpectedEnd, 5), .bad("{\"a\"", .unexpectedEnd, 4), .bad("{\"a", .unexpectedEnd, 3),
    .bad("{\"a\":1,", .unexpectedEnd, 7), .bad("{\"a\":1,\"b\"", .unexpectedEnd, 10), .bad("{[]:1}", .keyExpected, 1),
    .bad("[1]//x", .textAfterValue, 3), .bad("/*x*/[1]", .valueExpected, 0), .bad("[1,/**/2]", .valueExpected, 3),
    .bad("#x\n1", .valueExpected, 0), .bad("[...]", .valueExpected, 1), .bad("<a/>", .valueExpected, 0),
    .bad("\u{feff}{}", .valueExpected, 0), .bad("[1]\u{feff}", .textAfterValue, 3), .bad("\u{b}1", .valueExpected, 0),
    .bad("\u{c}[]", .valueExpected, 0), .bad("[\u{a0}]", .valueExpected, 1), .bad("[]\u{0}", .textAfterValue, 2),
    .bad("\u{0}", .valueExpected, 0), .bad("[1]\u{1e}", .textAfterValue, 3), .bad([0xFF], .valueExpected, 0),
    .bad([0x5B, 0xE5, 0x5D], .valueExpected, 1), .bad("(1)", .valueExpected, 0), .bad("*", .valueExpected, 0),
  ]

  static let all = numbers + literals + strings + structures

  @Test(arguments: all)
  func `a text is JSON or has its first fault where it should`(row: JSONCase) {
    let found = row.faults()
    #expect(found.skipped == row.fault)
    #expect(found.walked == row.fault)
    #expect(PlainJSON.accepts(row.text) == (row.fault == nil))
  }

  @Test func `a fault is the same wherever the text lies`() {
    for row in Self.all {
      #expect(row.differencesWhenMoved() == [], "\(row.testDescription)")
    }
  }

  @Test func `every good text cut short anywhere is no crash and says so`() {
    for row in Self.all where row.fault == nil {
      for length in 0..<row.text.count {
        let cut = JSONCase(text: Array(row.text[..<length]))
        let found = cut.faults()
        #expect((found.skipped == nil) == PlainJSON.accepts(cut.text))
        #expect(found.skipped == found.walked)
      }
    }
  }

  @Test func `every good text stands in an array, an object and among blanks`() {
    let good = Self.all.filter { $0.fault == nil }
    let joined = good.map(\.text).joined(separator: [0x2C])
    let pretty = good.map(\.text).joined(separator: Array(",\r\n\t    ".utf8))
    let members = good.enumerated().map { Array("\"k\($0.offset)\":".utf8) + $0.element.text }.joined(separator: [0x2C])
    for text in [[0x5B] + joined + [0x5D], [0x5B] + pretty + [0x5D], [0x7B] + members + [0x7D]] {
      let found = JSONCase(text: Array(text)).faults()
      #expect(found.skipped == nil)
      #expect(found.walked == nil)
    }
  }
}
