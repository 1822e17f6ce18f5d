import Kodeverk
import Tabular
import Testing

@testable import Rapport

/// The lines before the rows: Utvalg, Fordeling, column names (`formats.md`).
@Suite struct HodeTests {
  static let utvalg =
    tekst(
      "Utvalg:AvslutningsÅr=Alle,AvslutningsårsakRegistrertAv=Alle,Oppfølgingsfylke=Alle,Kommune=Alle,Bydel=Alle,",
      "Ordningtype=Alle,DufNummer=,Fornavn, Etternavn=,Kategori=Alle,")

  @Test func avslutningsrapport() {
    let f = Fordeling(antall: [2061, 76, 105, 203, 6184, 615])
    let ventet =
      Self.utvalg
      + tekst(
        "\r\n",
        "Fordeling: Arbeid: 2061 (23,88 %), Arbeid og utdanning: 76 (0,88 %), Utdanning - Høy/fagskole: 105 (1,22 %), ",
        "Utdanning - Vgo: 203 (2,35 %), Annet: 6184 (71,67 %), Inngår ikke i tallgrunnlag: 615\r\n",
        "DUF-nummer;Fornavn, Etternavn;Kjønn;Alder;Kategori;Sluttmål;Avslutningsårsak;Avslutningsårsakgruppe;",
        "Avslutningsdato;Oppfølgingsfylke;Oppf.kommune/bydel;Registrert dato;Registrert av;Frist for gjennomføring\r\n")
    for u in [Utfil.avslutningsrapport, .avslutningsrapportIntroduksjonsloven] {
      #expect(u.hode(dialekt: .excelNb, fordeling: f) == CSVDialect.mark + Array(ventet.utf8))
    }
  }

  /// Each of the two lines stays one cell where the separator is a comma.
  @Test func enCelleOgsaaIRfc4180() {
    let linjer = String(
      decoding: Utfil.avslutningsrapport.hode(dialekt: .rfc4180, fordeling: Fordeling(antall: [1, 0, 0, 0, 2, 0])),
      as: UTF8.self
    ).split(separator: "\r\n")
    #expect(linjer[0] == "\"\(Self.utvalg)\"")
    #expect(
      linjer[1]
        == tekst(
          "\"Fordeling: Arbeid: 1 (33.33 %), Arbeid og utdanning: 0 (0.00 %), Utdanning - Høy/fagskole: 0 (0.00 %), ",
          "Utdanning - Vgo: 0 (0.00 %), Annet: 2 (66.67 %), Inngår ikke i tallgrunnlag: 0\""))
    #expect(linjer[2].hasPrefix("DUF-nummer,\"Fornavn, Etternavn\",Kjønn,"))
  }

  @Test func utenTallgrunnlag() {
    var w = CSVRowWriter(dialect: .excelNb)
    Fordeling(antall: [0, 0, 0, 0, 0, 7]).skriv(&w)
    #expect(
      w.out.text()
        == tekst(
          "Fordeling: Arbeid: 0 (0,00 %), Arbeid og utdanning: 0 (0,00 %), Utdanning - Høy/fagskole: 0 (0,00 %), ",
          "Utdanning - Vgo: 0 (0,00 %), Annet: 0 (0,00 %), Inngår ikke i tallgrunnlag: 7\r\n"))
  }

  @Test func filtreOgEndredeParametre() {
    var p = Parametre()
    let endret = p.endre(.oppstartsfristMnd, til: "36")
    #expect(endret)
    var u = Utvalg(p)
    u.avslutningsaar = "2024"
    u.kommune = "Bærum"
    u.navn = "Farmen"
    u.kategori = "Rett til introduksjonsprogram"
    #expect(
      u.tekst
        == tekst(
          "Utvalg:AvslutningsÅr=2024,AvslutningsårsakRegistrertAv=Alle,Oppfølgingsfylke=Alle,Kommune=Bærum,",
          "Bydel=Alle,Ordningtype=Alle,DufNummer=,Fornavn, Etternavn=Farmen,Kategori=Rett til introduksjonsprogram,",
          "EndretParameter:oppstartsfrist_mnd=36,"))
  }

  /// the guide's own numbers, in whole hundredths.
  @Test func prosent() {
    let f = Fordeling(antall: [2061, 76, 105, 203, 6184, 615])
    #expect(f.tallgrunnlag == 8629)
    #expect(Avslutningsaarsakgruppe.allCases.map { f.prosent($0) } == [2388, 88, 122, 235, 7167, nil])
  }

  /// Half away from zero.
  @Test(arguments: [(1, 8, 1250), (1, 800, 13), (1, 3, 3333), (2, 3, 6667), (0, 5, 0), (5, 5, 10_000), (1, 20_000, 1)])
  func avrunding(_ rad: (n: Int, av: Int, ut: Int)) {
    #expect(Fordeling.hundredeler(rad.n, av: rad.av) == rad.ut)
  }
}
