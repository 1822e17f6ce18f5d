import Kalender
import Kodeverk
import Testing

@testable import Rapport

/// Disclosure control: nobody works a hidden number out (issue 6, point 2).
@Suite struct SkjulingTests {
  private static let d = dato("31.08.2024")

  private func data(_ fro: Int, _ antall: Int) -> Maaldata { Maaldata(rapport(fro, antall), per: SkjulingTests.d) }

  /// What is asked for, and how many persons: from a handful to what a kommune has.
  static let oensker: [[[Inndeling]]] = [
    [[.kjoenn]], [[.oppfoelgingsfylke]], [[.kjoenn, .avslutningsaar]], [[.kategori, .kjoenn]],
    [[.oppfoelgingsfylke, .kjoenn]], [[.kategori, .kjoenn, .avslutningsaar]],
    [[.totalt], [.kjoenn], [.kategori], [.aldersgruppe]], [[.totalt], [.oppfoelgingsfylke], [.kommune]],
    [[.totalt], [.kommune], [.sluttmaal]], [[.kjoenn, .kategori], [.kategori, .aldersgruppe]],
  ]

  @Test(arguments: SkjulingTests.oensker.indices, [4, 12, 60, 300])
  func ingenSkjulteTallKanRegnesUt(_ nr: Int, _ antall: Int) throws {
    for fro in 1...4 {
      let data = data(fro * 100 + nr, antall)
      let kjoering = try Maalkjoering(data, SkjulingTests.oensker[nr], grense: 5)
      var angrep = Angrep(kjoering)
      angrep.fylker(data)
      let funn = try #require(angrep.kjoer())
      #expect(funn.allSatisfy { !$0.erRoepet }, "\(fro): \(funn.filter(\.erRoepet).prefix(3))")
    }
  }

  /// Only the small numbers hidden: then the sums give many of them away, so the
  /// attack above is one that bites.
  @Test func angrepetBiter() throws {
    var roepet = 0
    for fro in 1...10 {
      let data = data(fro, 60)
      let oenske: [[Inndeling]] = [[.kategori, .kjoenn]]
      let aapen = try Maalkjoering(data, oenske)
      let kjoering = try Maalkjoering(data, oenske, grense: 5)
      let angrep = Angrep(kjoering) { t, r, g in
        let rad = aapen.tabeller[t].rader[r]
        let n = (g < 6 ? rad.antall[g] : rad.tallgrunnlag).verdi ?? 0
        return n >= 5 ? n : nil
      }
      roepet += try #require(angrep.kjoer()).count { $0.erRoepet }
    }
    #expect(roepet > 20)
  }

  @Test func smaaTallErAldriVist() throws {
    for (nr, oenske) in SkjulingTests.oensker.enumerated() {
      for grense in [2, 3, 5, 10] {
        let k = try Maalkjoering(data(nr, 200), oenske, grense: grense)
        for t in k.tabeller {
          for r in t.rader {
            for tall in r.antall + [r.tallgrunnlag] {
              if let n = tall.verdi { #expect(n == 0 || n >= grense) }
            }
            for g in Avslutningsaarsakgruppe.allCases where g != .inngaarIkke {
              // A share gives its number away with the base, and the base with it.
              if r.antall[Int(g.rawValue)] == .skjult || r.tallgrunnlag == .skjult { #expect(r.prosent(g) == .skjult) }
            }
          }
        }
      }
    }
  }

  /// A row with a small base is hidden whole: zeros would say what became of the few.
  @Test func smaaRaderSkjulesHelt() throws {
    let k = try Maalkjoering(data(7, 40), [[.kommune]], grense: 5)
    let aapen = try Maalkjoering(data(7, 40), [[.kommune]])
    for (r, a) in zip(k.tabeller[0].rader, aapen.tabeller[0].rader) {
      guard let n = a.tallgrunnlag.verdi, n > 0, n < 5 else { continue }
      #expect(r.tallgrunnlag == .skjult)
      // Only a zero that a sum of 0 shows is no secret.
      for g in 0..<5 where aapen.tabeller[0].rader.contains(where: { $0.antall[g] != .antall(0) }) {
        #expect(r.antall[g] == .skjult)
      }
    }
  }

  @Test func utenGrenseVisesAlt() throws {
    for grense in [0, 1] {
      let k = try Maalkjoering(data(3, 100), [[.kjoenn, .kategori]], grense: grense)
      #expect(k.tabeller[0].rader.allSatisfy { $0.antall.allSatisfy { $0 != .skjult } })
    }
  }

  /// What is shown is true, whatever is hidden.
  @Test func visteTallErDeEkte() throws {
    for oenske in SkjulingTests.oensker {
      let d = data(11, 150)
      let skjult = try Maalkjoering(d, oenske, grense: 5)
      let aapen = try Maalkjoering(d, oenske)
      for (a, b) in zip(skjult.tabeller, aapen.tabeller) {
        for (x, y) in zip(a.rader, b.rader) {
          for (m, n) in zip(x.antall + [x.tallgrunnlag], y.antall + [y.tallgrunnlag]) where m != .skjult {
            #expect(m == n)
          }
        }
      }
    }
  }

  /// Large tables keep most of what they can show.
  @Test func stortSettVisesMest() throws {
    let k = try Maalkjoering(data(5, 4000), [[.oppfoelgingsfylke, .kjoenn]], grense: 5)
    let alle = k.tabeller[0].rader.flatMap { $0.antall + [$0.tallgrunnlag] }
    #expect(alle.count { $0 == .skjult } * 10 < alle.count)
  }

  @Test func tabellerSomIkkeKanVernesSammen() {
    #expect(throws: Maalfeil.self) {
      try Maalkjoering(data(1, 10), [[.kjoenn, .kategori], [.sluttmaal, .aldersgruppe]], grense: 5)
    }
    #expect(throws: Maalfeil.self) { try Maalkjoering(data(1, 10), [[.kommune, .oppfoelgingsfylke]]) }
    #expect(throws: Maalfeil.self) { try Maalkjoering(data(1, 10), [[.kjoenn, .kjoenn]]) }
    #expect(throws: Maalfeil.self) {
      try Maalkjoering(data(1, 10), [[.kjoenn, .kategori, .sluttmaal, .avslutningsaar]])
    }
  }

  /// who is protected is in the national figures and in no fylke or kommune.
  @Test func skjermedeTellerBareNasjonalt() throws {
    var r = Personrapport(dato: SkjulingTests.d)
    for i in 0..<30 {
      var e = Eksempel(duf: UInt64(i + 1))
      e.p.skjermet = i < 7
      e.avslutt(.arbeid, "01.02.2023")
      r.leggTil(e.p, e.v)
    }
    let t = Listetabell(.avslutningsrapport, dialekt: .excelNb, kropp: r.bytes(.avslutningsrapport))
    let data = Maaldata(t, per: SkjulingTests.d)
    let k = try Maalkjoering(data, [[.totalt], [.kommune], [.oppfoelgingsfylke], [.kjoenn]])
    let sum = k.tabeller.map { $0.rader.reduce(0) { $0 + ($1.tallgrunnlag.verdi ?? 0) } }
    #expect(sum == [30, 23, 23, 30])
    // In a cross with a fylke too.
    let kryss = try Maalkjoering(data, [[.oppfoelgingsfylke, .kjoenn]]).tabeller[0]
    #expect(
      kryss.rader.filter { $0.verdier[0] != nil && $0.verdier[1] == nil }.reduce(0) {
        $0 + ($1.tallgrunnlag.verdi ?? 0)
      } == 23)
    #expect(kryss.rader.first?.tallgrunnlag == .antall(30))
  }
}
