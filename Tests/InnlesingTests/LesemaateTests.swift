import Domene
import Innlesing
import Kalender
import Pipeline
import Tabular
import TestSupport
import Testing

/// Takes what senders really send, and nothing that could be misread: each form of one file gives the
/// same two rows, or the fault that it is.
@Suite struct LesemaateTests {
  static let navn = "kommune/avslutninger_3024.csv"
  static let hode = "ID;DUF-nummer;Avslutningsårsak;Avslutningsdato;Antall timer arbeid per uke;Registrert av;Registrert dato"
  static let rader = [
    "1;900099900014;Høyere utdanning;01.02.2024;37,5;Åse;02.02.2024", "2;900099900014;Arbeid;03.02.2024;20;Ola;04.02.2024",
  ]
  static var linjer: [String] { [hode] + rader }
  static var tekst: String { linjer.joined(separator: "\n") + "\n" }

  struct Form: Sendable, CustomTestStringConvertible {
    var hva: String
    var bytes: [UInt8]
    var navn = LesemaateTests.navn
    init(_ hva: String, _ bytes: [UInt8], navn: String = LesemaateTests.navn) {
      self.hva = hva
      self.bytes = bytes
      self.navn = navn
    }
    init(_ hva: String, _ tekst: String, navn: String = LesemaateTests.navn) { self.init(hva, Array(tekst.utf8), navn: navn) }
    var testDescription: String { hva }
  }

  static let former: [Form] = [
    Form("LF", tekst),
    Form("CRLF", tekst.replacing("\n", with: "\r\n")),
    Form("mixed line ends", linjer[0] + "\r\n" + linjer[1] + "\n" + linjer[2] + "\r\n"),
    Form("no last line end", linjer.joined(separator: "\n")),
    Form("no last line end, CR left over", linjer.joined(separator: "\r\n") + "\r"),
    Form("a byte order mark", [0xEF, 0xBB, 0xBF] + Array(tekst.utf8)),
    Form("Windows-1252", Windows1252Proeve.kod(tekst)),
    Form("blank lines at the end", tekst + "\n\r\n  \n"),
    Form("blank lines between", linjer.joined(separator: "\n\n") + "\n"),
    Form("comma", tekst.replacing("37,5", with: "37.5").replacing(";", with: ",")),
    Form("tab", tekst.replacing(";", with: "\t")),
    Form("every field quoted", linjer.map { "\"" + $0.replacing(";", with: "\";\"") + "\"" }.joined(separator: "\n")),
    Form("a quoted field with delimiter", tekst.replacing(";Åse;", with: ";\"Åse; leder\";")),
    Form("a quoted field with a line break", tekst.replacing(";Åse;", with: ";\"Åse\r\nleder\";")),
    Form("a quoted field with quotes", tekst.replacing(";Åse;", with: ";\"\"\"Åse\"\" B\";")),
    Form("trailing delimiters", linjer.map { $0 + ";" }.joined(separator: "\n")),
    Form("columns in another order", linjer.map { $0.split(separator: ";").reversed().joined(separator: ";") }.joined(separator: "\n")),
    Form("header in capitals with spaces", tekst.replacing(hode, with: hode.uppercased().replacing(" ", with: "  ").replacing(";", with: " ; "))),
    Form("header in NFD", tekst.replacing("Avslutningsårsak", with: "Avslutningsa\u{30A}rsak")),
    Form("values with blanks around", tekst.replacing(";", with: " ; ")),
    Form("no-break spaces around", tekst.replacing("900099900014", with: "\u{A0}900099900014\u{A0}")),
    Form("spaces in the DUF-nummer", tekst.replacing("900099900014", with: "9000 999000 14")),
    Form("ISO dates", tekst.replacing("01.02.2024", with: "2024-02-01").replacing("04.02.2024", with: "2024-02-04")),
    Form("code values in another case, doubled spaces", tekst.replacing("Høyere utdanning", with: "HØYERE  utdanning")),
    Form("gzip", Gzipproeve.pakket(tekst), navn: navn + ".gz"),
    Form("gzip under a name without .gz", Gzipproeve.pakket(tekst)),
    Form("gzip of several members", linjer.flatMap { Gzipproeve.pakket($0 + "\n") }),
    Form("gzip cut in a row, in two members", Gzipproeve.pakket(String(tekst.prefix(140))) + Gzipproeve.pakket(String(tekst.dropFirst(140)))),
    Form("plain under a name with .gz", tekst, navn: navn + ".gz"),
  ]

  @Test(arguments: former)
  func `is read whole`(form: Form) throws {
    let lest = try Leveranse.valider([(form.navn, form.bytes)])
    #expect(lest.avvik.map(\.description) == [])
    let fil = try #require(lest.fil(form.navn))
    #expect([fil.rowsRead, fil.rowsTaken, fil.rowsRejected, fil.rowsDuplicate] == [2, 2, 0, 0])
  }

  @Test func `a row has the line that it starts on`() throws {
    let tekst = Self.linjer[0] + "\n\n" + "1;900099900014;Arbeid;01.02.2024;;\"a\nb\r\nc\";02.02.2024\n" + "2;900099900014;Arbeid;x;;;04.02.2024\n"
    let lest = try Leveranse.valider(Self.navn, tekst)
    #expect(lest.avvik.map { [$0.kode, $0.linje, $0.kolonne] } == [["DATO_UGYLDIG", "6", "Avslutningsdato"]])
  }

  @Test func `the encoding is decided over the whole file`() throws {
    // A megabyte of ASCII before the one letter that is not UTF-8.
    var bytes = Array((Self.hode + "\n").utf8)
    let antall = 20_000
    for i in 0..<antall { bytes += Array("\(i);900099900014;Arbeid;01.02.2024;;Ola;02.02.2024\n".utf8) }
    bytes += Windows1252Proeve.kod("x;900099900014;Høyere utdanning;01.02.2024;;Åse;02.02.2024\n")
    // The header says å in UTF-8 above: as one file it is Windows-1252 throughout.
    let hode = Windows1252Proeve.kod(Self.hode)
    bytes.replaceSubrange(0..<Self.hode.utf8.count, with: hode)
    let lest = try Leveranse.valider([(Self.navn, bytes)])
    #expect(lest.avvik == [])
    #expect(lest.fil(Self.navn)?.rowsTaken == antall + 1)
    #expect(lest.fil(Self.navn)?.shape.koding == .windows1252)
  }

  @Test func `an unclosed quote does not swallow the file`() throws {
    let gode = (3...100).map { "\($0);900099900014;Arbeid;01.02.2024;;\"Ola\";02.02.2024" }
    let lest = try Leveranse.valider(Self.navn, ([Self.hode, "1;900099900014;\"Arbeid;01.02.2024;;;02.02.2024"] + gode).joined(separator: "\n"))
    #expect(lest.avvik.map { [$0.kode, $0.linje] } == [["ANFOERSEL", "2"]])
    #expect(lest.fil(Self.navn)?.rowsTaken == gode.count)
  }

  @Test func `a row beyond maks_bytes_linje is rejected, the others are read`() throws {
    let lang = String(repeating: "x", count: 500)
    let json = #"{"DUF-nummer":"900099900014","Dato for reservasjon":"01.02.2024","Registrert dato":"02.02.2024","Registrert av":"\#(lang)"}"#
    let kort = json.replacing(lang, with: "x")
    let csv = "DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av\n900099900014;01.02.2024;02.02.2024;\(lang)\n900099900014;01.02.2024;02.02.2024;x\n"
    for (tekst, linje) in [(csv, 2), (json + "\n" + kort, 1), ("[\(kort),\(json)]", 2)] {
      let mappe = Droppmappe()
      mappe.skriv("r", tekst)
      var grenser = Lesegrenser()
      grenser.maksBytesLinje = 400
      var leser = Filleser(dato: .foerste, grenser: grenser, mottaker: Mottaker())
      let r = leser.les(Innfil(type: .reservasjoner, sti: Array(mappe.full("r").utf8), nummer: 0)) { _ in }
      #expect([r.lest, r.tatt, r.avvist] == [2, 1, 1])
      #expect(leser.avvik.avvik.map(\.kode) == [.filSkadet])
      #expect(leser.avvik.avvik.first?.kilde?.linje == UInt32(linje))
    }
  }
}

/// Windows-1252 of a text whose letters Latin-1 has.
enum Windows1252Proeve {
  static func kod(_ tekst: String) -> [UInt8] { tekst.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
}
