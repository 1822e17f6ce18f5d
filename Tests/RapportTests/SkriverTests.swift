import Kalender
import Testing

@testable import Rapport
@testable import Tabular

/// The byte writers of `Tabular` (`formats.md`, Output files).
@Suite struct SkriverTests {
  private func felt(_ t: String, _ d: CSVDialect, input: Bool) -> String {
    var w = CSVRowWriter(dialect: d)
    Array(t.utf8).withUnsafeBytes { input ? w.field(input: $0) : w.field(trusted: $0) }
    w.endRow()
    return String(w.out.text().dropLast())
  }

  /// Text, and what it becomes in excel-nb and rfc4180 when it comes from input.
  @Test(arguments: [
    ("", "", ""),
    ("Farmen", "Farmen", "Farmen"),
    ("a;b", "\"a;b\"", "a;b"),
    ("a,b", "a,b", "\"a,b\""),
    ("Da Silva \"Zé\"", "\"Da Silva \"\"Zé\"\"\"", "\"Da Silva \"\"Zé\"\"\""),
    ("\"", "\"\"\"\"", "\"\"\"\""),
    ("a\nb", "\"a\nb\"", "\"a\nb\""),
    ("a\rb", "\"a\rb\"", "\"a\rb\""),
    ("=1+1", "'=1+1", "'=1+1"),
    ("+47", "'+47", "'+47"),
    ("-1", "'-1", "'-1"),
    ("@a", "'@a", "'@a"),
    ("\tx", "'\tx", "'\tx"),
    ("\rx", "\"'\rx\"", "\"'\rx\""),
    ("=a;b", "\"'=a;b\"", "'=a;b"),
    ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"", "\"'=HYPERLINK(\"\"x\"\")\""),
    ("O'Neill", "O'Neill", "O'Neill"),
    ("a=b", "a=b", "a=b"),
    ("Øyvind Ærlend", "Øyvind Ærlend", "Øyvind Ærlend"),
  ])
  func inputIsDefusedAndQuoted(_ rad: (tekst: String, excel: String, rfc: String)) {
    #expect(felt(rad.tekst, .excelNb, input: true) == rad.excel)
    #expect(felt(rad.tekst, .rfc4180, input: true) == rad.rfc)
  }

  @Test func trustedTextIsOnlyQuoted() {
    #expect(felt("-1", .excelNb, input: false) == "-1")
    #expect(felt("=a;b", .excelNb, input: false) == "\"=a;b\"")
  }

  @Test func rowsAndFields() {
    var w = CSVRowWriter(dialect: .excelNb)
    w.beginFile()
    w.field(int: -5)
    w.field(year: 2024, month: 2, day: 9)
    w.field(hundredths: 2388)
    w.field(millionths: 30_000_000, minimumDecimals: 1)
    w.emptyField()
    w.endRow()
    w.field(trusted: "x")
    w.endRow()
    #expect(w.out.bytes() == CSVDialect.mark + Array("-5;09.02.2024;23,88;30,0;\r\nx\r\n".utf8))
    #expect(w.rows == 2)

    var r = CSVRowWriter(dialect: .rfc4180)
    r.beginFile()
    r.field(year: 2024, month: 2, day: 9)
    r.field(hundredths: 5)
    r.field(millionths: 15_250_000, minimumDecimals: 1)
    r.endRow()
    #expect(r.out.text() == "2024-02-09,0.05,15.25\r\n")
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (10, "10"), (-10, "-10"), (999, "999"), (Int.max, "9223372036854775807"),
    (Int.min, "-9223372036854775808"),
  ])
  func integers(_ rad: (n: Int, tekst: String)) {
    var w = ByteWriter()
    w.append(int: rad.n)
    #expect(w.text() == rad.tekst)
  }

  @Test(arguments: [
    (Int64(0), 1, "0,0"), (0, 0, "0"), (30_000_000, 1, "30,0"), (37_500_000, 1, "37,5"), (15_250_000, 1, "15,25"),
    (1, 1, "0,000001"), (-2_500_000, 0, "-2,5"), (4_000_000, 0, "4"),
  ])
  func decimals(_ rad: (n: Int64, minst: Int, tekst: String)) {
    var w = ByteWriter()
    w.append(millionths: rad.n, decimalPoint: 0x2C, minimumDecimals: rad.minst)
    #expect(w.text() == rad.tekst)
  }

  @Test func growsAndKeepsWhatIsWritten() {
    var w = ByteWriter(capacity: 1)
    var ventet = ""
    for i in 0..<2000 {
      w.append(int: i, width: 4)
      ventet += String(repeating: "0", count: 4 - String(i).count) + String(i)
    }
    #expect(w.text() == ventet)
    w.removeAll()
    #expect(w.count == 0)
  }

  @Test func aLongQuotedFieldSurvivesGrowth() {
    let tekst = String(repeating: "\"a;", count: 5000)
    let ventet = "\"" + String(repeating: "\"\"a;", count: 5000) + "\""
    #expect(felt(tekst, .excelNb, input: true) == ventet)
  }

  @Test func dialectsByName() {
    #expect(CSVDialect(name: "excel-nb") == .excelNb)
    #expect(CSVDialect(name: "rfc4180") == .rfc4180)
    #expect(CSVDialect(name: "tsv") == nil)
  }

  /// Dates as bytes are what the calendar says, far beyond the table too.
  @Test func dates() {
    for n in stride(from: Int32(-800), to: 150_000, by: 7) {
      let d = Dato(dagnummer: n)
      var w = ByteWriter()
      w.append(d)
      w.append(d, iso: true)
      #expect(w.text() == d.description + d.iso)
    }
  }
}
