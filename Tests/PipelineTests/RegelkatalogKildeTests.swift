import Glibc
import Kodeverk
import Rapport
import Regelverk
import Tabular
import Testing

@testable import Pipeline

/// The catalogue against the page of rules, the code, and the readers.
@Suite struct RegelkatalogKildeTests {
  private static let rot: String = {
    // Tests/PipelineTests/<this file>
    let deler = #filePath.split(separator: "/").dropLast(3)
    return "/" + deler.joined(separator: "/")
  }()
  private static let regelside = rot + "/../shared/spec/rules.md"

  private static func les(_ sti: String) -> String? {
    Posix.read(Array(sti.utf8), limit: 1 << 24).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func svift(_ mappe: String) -> [String] {
    var ut: [String] = []
    for n in (Posix.names(in: Array(mappe.utf8)) ?? []).map({ String(decoding: $0, as: UTF8.self) }) {
      let sti = mappe + "/" + n
      if n.hasSuffix(".swift") { ut.append(sti) } else if !n.contains(".") { ut += svift(sti) }
    }
    return ut
  }

  /// The ids that a text names, as `F-05`, in order of first appearance.
  private static func ider(_ tekst: String) -> Set<String> {
    var ut: Set<String> = []
    let b = Array(tekst.utf8)
    guard b.count >= 4 else { return ut }
    for i in 0...(b.count - 4) where b[i + 1] == 0x2D {
      guard "TKFADPRN".utf8.contains(b[i]), (0x30...0x39).contains(b[i + 2]), (0x30...0x39).contains(b[i + 3]) else { continue }
      if i > 0, (0x41...0x5A).contains(b[i - 1]) { continue }
      ut.insert(String(decoding: b[i..<i + 4], as: UTF8.self))
    }
    return ut
  }

  /// The page's rules are the catalogue's, no more and no fewer; where the page is.
  @Test func reglesidenHarDeSammeReglene() throws {
    guard let side = Self.les(Self.regelside) else { return }
    var erklaert: Set<String> = []
    // A rule is declared in bold, alone (`**F-04a**` is a part of F-04) or as its head.
    for bit in side.split(separator: "**", omittingEmptySubsequences: false).enumerated().filter({ $0.offset % 2 == 1 }).map(\.element) {
      if let id = Self.ider(String(bit.prefix(4))).first { erklaert.insert(id) }
    }
    #expect(erklaert == Set(Regel.allCases.map(\.id)).subtracting(["V"]))
    #expect(side.contains("\n## V "))
    // Nothing in the page names an id that is not declared.
    #expect(Self.ider(side).subtracting(erklaert).isEmpty)
  }

  /// Every rule is named where it is carried out, outside the catalogue; nothing names
  /// a rule that is not there.
  @Test func koden() {
    var nevnt: Set<String> = []
    let filer = Self.svift(Self.rot + "/Sources")
    #expect(filer.count > 100)
    for f in filer where !f.contains("/Regelkatalog/") { nevnt.formUnion(Self.ider(Self.les(f) ?? "")) }
    let alle = Set(Regel.allCases.map(\.id)).subtracting(["V"])
    #expect(alle.subtracting(nevnt).subtracting(Self.ikkeHer).isEmpty, "\(alle.subtracting(nevnt).sorted())")
    #expect(nevnt.subtracting(alle).isEmpty, "\(nevnt.subtracting(alle).sorted())")
  }

  /// Filters of the list commands.
  private static let ikkeHer: Set<String> = ["P-03"]

  /// N-02 and N-03: the examples through the readers.
  @Test func leserneSvarerSomEksemplene() throws {
    for tabell in Regel.n02.grenser + Regel.n03.grenser {
      for rad in tabell.rader {
        guard case .tekst(let t)? = rad.gitt.first else { continue }
        #expect(try lest(tabell.spoersmaal, t) == rad.svar, "\(tabell.tittel): \(t)")
      }
    }
  }

  private func lest(_ s: Spoersmaal, _ t: String) throws -> String {
    let erNummer = s == .foedselsnummer
    let drop = Smaadrop(["bosettinger": ["B1;202201234501;\(erNummer ? "3024" : t);;01.02.2022;Ja;01.02.2022;x"]])
    drop.mappe.write(
      "inn/udi/udi.csv",
      "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Fødselsnummer;Hjemmel;Vedtaksdato\n"
        + "202201234501;A;B;10.05.1992;\(erNummer ? t : "");§ 28;01.02.2022\n")
    var kommune: UInt32?
    let gjennomgang = try drop.gjennomgang("01.06.2022")
    try gjennomgang.forHver { p, _ in kommune = p.bosettinger.first?.reg.kommune?.nummer }
    let tekst = try #require(try drop.forklaring("202201234501", "01.06.2022"))
    if erNummer { return tekst.contains(" FNR_UGYLDIG ") ? "ugyldig" : "gyldig" }
    guard let kommune else { return "avvist" }
    let sifre = String(kommune)
    return String(repeating: "0", count: max(0, 4 - sifre.count)) + sifre
      + (tekst.contains(" LEDENDE_NULL ") ? ", LEDENDE_NULL" : "")
  }

  @Test func teksten() throws {
    var w = ByteWriter()
    Regelkatalogtekst().liste(til: &w)
    let liste = w.text()
    for r in Regel.allCases { #expect(liste.contains("  \(r.id)") && liste.contains(r.mening)) }
    var en = ByteWriter()
    Regelkatalogtekst().regel(.f05, til: &en)
    let t = en.text()
    #expect(t.hasPrefix("F-05  Frist\nPermisjon forlenger fristen med sine dager etter oppstart; ingen dag telles to ganger.\nKilde: S1 §5.2, §5.5\n"))
    #expect(t.contains("  Advarsel PERMISJON_OVERLAPP  (Startdato)\n"))
    #expect(
      t.contains("  permisjon 25.03.2022-02.04.2022 som kalenderdager | 01.07.2022   | + 1 kalenderdager -> 02.04.2024\n"))
    for bredde in [60, 80, 120] {
      for r in Regel.allCases {
        var smal = ByteWriter()
        Regelkatalogtekst(stil: Skjermstil(bredde: bredde, farge: false)).regel(r, til: &smal)
        for l in smal.text().split(separator: "\n") where !l.hasPrefix("Grense:") { #expect(l.count <= bredde, "\(r.id): \(l)") }
      }
    }
  }

  @Test func json() {
    let t = String(decoding: RegelkatalogJSON.bytes([.f06]), as: UTF8.self)
    for del in ["\"id\": \"F-06\"", "\"navn\": \"fravær_grense_dager\"", "\"verdi\": \"10\"", "\"grenser\": ["] {
      #expect(t.contains(del))
    }
  }
}
