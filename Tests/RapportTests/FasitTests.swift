import Kalender
import Kodeverk
import Regelverk
import Tabular
import Testing

@testable import Rapport

#if canImport(Glibc)
  import Glibc
#endif

/// Static lines against the conformance drops, where they are on the machine.
@Suite struct FasitTests {
  /// `../shared` beside the project.
  static let rot =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
    + "/shared/conformance/drops/"
  static let navn = ["early-night", "later-night", "small-clean", "small-messy", "two-thousand"]

  static func les(_ sti: String) -> [UInt8]? {
    guard let f = fopen(rot + sti, "rb") else { return nil }
    defer { fclose(f) }
    var ut: [UInt8] = []
    var blokk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let n = fread(&blokk, 1, blokk.count, f)
      if n == 0 { return ut }
      ut += blokk[..<n]
    }
  }

  static let finnes = les("small-clean/date") != nil

  /// Line ends are CRLF, which is one `Character`.
  static func linjer(_ b: [UInt8]) -> [String] {
    String(decoding: b.dropFirst(3), as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test(.enabled(if: finnes), arguments: navn)
  func hodene(_ navn: String) throws {
    for u in Utfil.allCases {
      let fil = try #require(Self.les("\(navn)/expected/\(u.filnavn)"))
      let hode = Self.linjer(u.hode(dialekt: .excelNb))
      let linjer = Self.linjer(fil)
      #expect(Array(fil.prefix(3)) == CSVDialect.mark)
      // The Fordeling line's numbers are the drop's own.
      for (i, l) in hode.dropLast().enumerated() where !l.hasPrefix("Fordeling") { #expect(linjer[i] == l) }
    }
    let avvik = try #require(Self.les("\(navn)/expected/avvik.csv"))
    #expect(Self.linjer(avvik)[0] == Self.linjer(AvvikWriter.hode(dialekt: .excelNb))[0])
  }

  /// Lovverk, inndelinger, values, groups and the per cent of every row.
  @Test(.enabled(if: finnes), arguments: navn)
  func maaloppnaaelse(_ navn: String) throws {
    let fil = try #require(Self.les("\(navn)/expected/maaloppnaaelse.csv"))
    let d = try #require(Self.les("\(navn)/date"))
    let per = try #require(Dato(String(decoding: d.prefix(10), as: UTF8.self)))
    let fasit = Self.linjer(fil).dropFirst().dropLast().map {
      $0.split(separator: ";", omittingEmptySubsequences: false)
    }
    let (bytes, _) = Maaloppnaaelsefil.skriv(Maaloppnaaelse(dato: per), dialekt: .excelNb)
    // Years and Ukjent are there only when they occur.
    let vaare = Self.linjer(bytes).dropFirst().dropLast().map {
      $0.split(separator: ";", omittingEmptySubsequences: false)[..<4].map(String.init)
    }
    let deres = fasit.filter { $0[1] != "Avslutningsår" && $0[2] != "Ukjent" }.map { $0[..<4].map(String.init) }
    #expect(vaare == deres)
    for f in fasit {
      let n = try #require(Int(f[4]))
      let av = try #require(Int(f[5]))
      var w = ByteWriter()
      if f[3] != "Inngår ikke i tallgrunnlaget", av > 0 {
        w.append(hundredths: Fordeling.hundredeler(n, av: av), decimalPoint: 0x2C)
      }
      #expect(w.text() == f[6])
    }
  }

  /// Digits as `0`: what is left is the text that F-10 fixes.
  static func utenTall(_ t: some StringProtocol) -> String { String(t.map { $0.isNumber ? "0" : $0 }) }

  /// Every text of a step that stands in a drop is, dates aside, one of ours.
  @Test(.enabled(if: finnes), arguments: navn)
  func beregningslogg(_ navn: String) throws {
    let fil = try #require(Self.les("\(navn)/expected/beregningslogg.csv"))
    let d = dato("01.01.2024")
    var grunner: [Trinngrunn] = [
      .oppstart(kategoriFra: d), .base(start: d), .utvidet(vedtaksdato: d), .gjenaapnet(avsluttet: d, start: d),
    ]
    grunner += Fravaerstype.allCases.map { .fravaer(type: $0) }
    for type in Vedtakstype.allCases {
      grunner.append(.permisjon(type: type, periode: Periode(fom: d, tom: d)))
      grunner += Klageutfall.allCases.map { .medhold(type: type, start: d, utfall: $0, avgjort: d) }
    }
    let vaare = Set(
      grunner.map {
        var w = ByteWriter()
        Beregningsloggtekst.type(
          Fristtrinn(regel: .f01, grunn: $0, utvidelse: .maaneder(1), nyFrist: d), til: &w)
        return Self.utenTall(w.text())
      })
    for l in Self.linjer(fil).dropFirst() where !l.isEmpty {
      let tekst = Self.utenTall(l.split(separator: ";", omittingEmptySubsequences: false)[4])
      #expect(vaare.contains(tekst), "\(tekst)")
    }
  }
}
