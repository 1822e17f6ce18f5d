import Testing

@testable import Rapport

/// Intervals of a difference, held against Newcombe (1998), table II, method 10.
@Suite struct EndringTests {
  @Test(
    arguments: [
      (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
      (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
      (10, 10, 0, 20, 0.6791, 1.0), (10, 10, 0, 10, 0.6075, 1.0),
    ])
  func newcombe(_ a: Int, _ m: Int, _ b: Int, _ n: Int, _ nedre: Double, _ oevre: Double) throws {
    let e = try #require(Endring(foer: (b, n), naa: (a, m)))
    #expect(abs(e.nedre / 100 - nedre) < 0.00006)
    #expect(abs(e.oevre / 100 - oevre) < 0.00006)
    #expect(e.erMerEnnTilfeldig == (nedre > 0))
  }

  @Test func utenTallgrunnlag() {
    #expect(Endring(foer: (0, 0), naa: (1, 2)) == nil)
    #expect(Endring(foer: (1, 2), naa: (0, 0)) == nil)
  }

  @Test func tekst() throws {
    let e = try #require(Endring(foer: (48, 80), naa: (56, 70)))
    #expect(e.kort == "+20,00 (5,24 til 33,39)")
    let f = try #require(Endring(foer: (3, 10), naa: (3, 10)))
    #expect(f.kort.hasPrefix("0,00 (−"))
  }

  @Test func mellomAarSomFoelgerHverandre() throws {
    let data = Maaldata(rapport(9, 500), per: dato("31.08.2024"))
    let t = try Maalkjoering(data, [[.kjoenn, .avslutningsaar]]).tabeller[0]
    #expect(
      t.aarsendringer.map { "\($0.fra)-\($0.til)" } == [
        "2022-2023", "2023-2024", "2022-2023", "2023-2024", "2022-2023", "2023-2024",
      ])
    // A hidden number gives no change away.
    let s = try Maalkjoering(
      Maaldata(rapport(9, 40), per: dato("31.08.2024")), [[.kjoenn, .avslutningsaar]], grense: 5)
    for e in s.tabeller[0].aarsendringer {
      let r = s.tabeller[0].rader[e.rad]
      for g in 0..<5 where r.antall[g] == .skjult || r.tallgrunnlag == .skjult { #expect(e.grupper[g] == nil) }
    }
  }
}
