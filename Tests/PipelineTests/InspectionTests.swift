import Domene
import Tabular
import TestSupport
import Testing

@testable import Pipeline

/// `nir inspect --rows`: how an outside test sees the readers.
@Suite struct InspectionTests {
  struct Rows: Equatable {
    var out: String
    var faults: [Avvikskode: Int] = [:]
    var isClean = true
  }

  static func rows(_ bytes: [UInt8], as kind: FileKind? = nil) throws -> Rows {
    let folder = Droppmappe([("f", bytes)])
    var out: [UInt8] = []
    var told = 0
    let outcome = try Inspection(path: folder.full("f"), kind: kind).rows(out: { out += Array($0) }, fault: { _ in told += 1 })
    #expect(told == outcome.faults.values.reduce(0, +))
    return Rows(out: String(decoding: out, as: UTF8.self), faults: outcome.faults, isClean: outcome.isClean)
  }

  static func rows(_ text: String, as kind: FileKind? = nil) throws -> Rows { try rows(Array(text.utf8), as: kind) }

  // MARK: - RFC 4180

  @Test(arguments: [
    ("a,b\n1,2\n", #"{"a":"1","b":"2"}"#),
    ("a,b\r\n1,2", #"{"a":"1","b":"2"}"#),
    ("\u{FEFF}a;b\n1;2\n", #"{"a":"1","b":"2"}"#),
    ("a,b\n\"1,5\",\"x\"\"y\"\"\"\n", #"{"a":"1,5","b":"x\"y\""}"#),
    ("a,b\n\"x\r\ny\",\"\"\n", #"{"a":"x\r\ny","b":""}"#),
    ("a,b\n 1 ,\t2\n", #"{"a":" 1 ","b":"\t2"}"#),
    ("a\n1,2\n", #"{"a":"1,2"}"#),
    ("\"a,b\",c\n1,2\n", #"{"a,b":"1","c":"2"}"#),
    ("b,a\n1,2\n", #"{"b":"1","a":"2"}"#),
    ("a,a\n1,2\n", #"{"a":"1","a":"2"}"#),
    ("a,b\n\u{1},\u{7F}\\\n", #"{"a":"\u0001","b":"\u007f\\"}"#),
    ("æ,b\nø,😀\n", #"{"æ":"ø","b":"😀"}"#),
  ])
  func `a CSV row is an object in the file's column order`(text: String, row: String) throws {
    #expect(try Self.rows(text, as: .csv) == Rows(out: row + "\n"))
  }

  @Test func `what cannot be read is told, the rows around it are written`() throws {
    #expect(
      try Self.rows("a;b\n1;2\n3;\"4\n5;6\n7;8;9\n", as: .csv)
        == Rows(
          out: #"{"a":"1","b":"2"}"# + "\n" + #"{"a":"5","b":"6"}"# + "\n", faults: [.anfoersel: 1, .feltantall: 1], isClean: false))
    // Bytes that are no text: the rows before them.
    #expect(
      try Self.rows(Array("a;b\n1;2\n3;4\n5".utf8) + [0] + Array(";6\n".utf8))
        == Rows(out: #"{"a":"1","b":"2"}"# + "\n" + #"{"a":"3","b":"4"}"# + "\n", faults: [.filSkadet: 1], isClean: false))
    #expect(try Self.rows([0x61, 0x3B, 0x62, 0x0A, 0xE6, 0x3B, 0xD8]) == Rows(out: #"{"a":"æ","b":"Ø"}"# + "\n"))
    #expect(try Self.rows("", as: .csv) == Rows(out: "", faults: [.filTom: 1]))
    #expect(try Self.rows("a;b\n", as: .csv) == Rows(out: "", faults: [.filTom: 1]))
  }

  // MARK: - RFC 8259

  @Test(arguments: [
    ("[]", ""), (" [ ] ", ""), ("[1]", "1\n"), ("\"x\"", "\"x\"\n"), (" 42 ", "42\n"), ("-0", "-0\n"), ("true", "true\n"), ("null", "null\n"),
    ("{}", "{}\n"), (#"{"a":1,"a":2}"#, "{\"a\":1,\"a\":2}\n"), (#"{"":0}"#, "{\"\":0}\n"), ("[1E400, 1e-9]", "1E400\n1e-9\n"),
    (#"["\u0000\ud83d\ude00\/"]"#, #""\u0000\ud83d\ude00\/""# + "\n"), ("[[\n1 ,\n 2]\n]\n", "[1 , 2]\n"), ("{\n \"a\": [\r\n]\n}", "{ \"a\": []}\n"),
    ("[\"\u{7F}\u{2028}\"]", "\"\u{7F}\u{2028}\"\n"),
  ])
  func `any JSON text is taken, byte for byte`(text: String, out: String) throws {
    let found = try Self.rows(text, as: .json)
    #expect(found.out == out)
    #expect(found.isClean)
  }

  @Test(arguments: [
    "", " ", "\u{FEFF}", "[", "]", "[1,]", "[,1]", "[1 2]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "{'a':1}", "[01]", "[+1]", "[1.]", "[.5]", "[1e]", "[0x1]", "[NaN]",
    "[Infinity]", "[True]", "[nul]", "[\"\\x\"]", "[\"\\u12\"]", "[\"\u{1}\"]", "[\"a\nb\"]", "[\"a]", "[1]x", "{}{}", "[1]//", "[\"\\ud800\"]", "[\u{A0}1]", "\u{2060}[]",
    "[1]\u{0}", "[\"\u{0}\"]",
  ])
  func `nothing looser`(text: String) throws {
    #expect(try !Self.rows(text, as: .json).isClean)
  }

  @Test func `elements before a fault are written`() throws {
    #expect(try Self.rows("[1, {\"a\":2}, x, 4]") == Rows(out: "1\n{\"a\":2}\n", faults: [.jsonUgyldig: 1], isClean: false))
    #expect(try Self.rows("[1,2,3") == Rows(out: "1\n2\n3\n", faults: [.jsonUgyldig: 1], isClean: false))
    #expect(try Self.rows("{\"a\":1}\n{\"a\"\n\n{\"a\":3}") == Rows(out: "{\"a\":1}\n{\"a\":3}\n", faults: [.jsonUgyldig: 1], isClean: false))
    #expect(try Self.rows(Array("[1,2,".utf8) + [0xFF, 0x5D]) == Rows(out: "1\n2\n", faults: [.filSkadet: 1], isClean: false))
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `deep nesting is a fault, not a crash`(open: String) throws {
    let text = String(repeating: open, count: 100_000)
    #expect(try Self.rows(text, as: .json) == Rows(out: "", faults: [.jsonUgyldig: 1], isClean: false))
    #expect(try !Self.rows(text, as: .ndjson).isClean)
  }

  @Test func `damaged gzip gives the rows that came out`() throws {
    let packed = Array(try Self.gzip("a;b\n" + String(repeating: "1;2\n", count: 3000)))
    let whole = try Self.rows(packed)
    #expect(whole.out.utf8.count == 3000 * 18 && whole.isClean)
    var wrongSum = packed
    wrongSum[packed.count - 7] ^= 1
    let summed = try Self.rows(wrongSum)
    #expect(summed.out == whole.out)
    #expect(summed.faults == [.filSkadet: 1])
    let cut = try Self.rows(Array(packed.dropLast(9)))
    #expect(whole.out.hasPrefix(cut.out) && cut.faults == [.filSkadet: 1])
  }

  static func gzip(_ text: String) throws -> [UInt8] {
    try Array(text.utf8).withUnsafeBytes { bytes in
      let packed = try Deflater.deflateAll(bytes, level: 6)
      return Array(packed.unsafeBytes)
    }
  }

  // MARK: - The overview

  @Test func `the overview names what the reader sees`() throws {
    let text = "DUF-nummer;dato for  reservasjon;Registrert dato;Merknad\n900099900014;01.02.2024;02.02.2024;x\n"
    let folder = Droppmappe([("kommune/reservasjoner_3024.csv", Array(text.utf8))])
    let view = try Inspection(path: folder.full("kommune/reservasjoner_3024.csv"), kind: nil).overview(rows: 5)
    #expect(view.isClean)
    for words in ["UTF-8", "CSV", "skilletegn     ;", "LF", "reservasjoner (etter navn og kolonner)", "lest som Dato for reservasjon", "Merknad: ukjent", "linje 2:"] {
      #expect(view.text.contains(words), "\(words)")
    }
  }

  @Test func `no such file, a folder`() {
    #expect(throws: RunError.self) { try Inspection(path: "/nonexistent/x", kind: nil).overview(rows: 1) }
    do {
      _ = try Inspection(path: "/nonexistent/x", kind: nil).overview(rows: 1)
    } catch { #expect((error as? RunError)?.exitCode == 66) }
  }
}
