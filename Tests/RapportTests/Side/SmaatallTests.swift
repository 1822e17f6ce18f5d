import Testing

@testable import Rapport

/// Small counts per kommune cannot be worked out from what the page shows.
@Suite struct SmaatallTests {
  /// Values that a cell can have for somebody who reads the page.
  private func mulige(_ c: Smaatall.Celle, _ hele: Bool, sum: Int) -> [Int] {
    switch c {
    case .tall(let n): [n]
    case .faa: Array(1..<Smaatall.grense)
    case .skjult: hele ? Array(0...sum) : Array(min(Smaatall.grense, sum)...sum)
    }
  }

  /// All sums that some cells can have together.
  private func summer(_ celler: [[Int]], til: Int) -> Set<Int> {
    celler.reduce([0]) { s, c in Set(s.flatMap { a in c.map { a + $0 } }.filter { $0 <= til }) }
  }

  /// Every column of up to four kommuner with counts from 0 to 9: each hidden
  /// count can still be any number from 1 to 4, though the sum is known.
  @Test func alleSmaaKolonner() {
    for lengde in 1...4 {
      var antall = [Int](repeating: 0, count: lengde)
      var ferdig = false
      while !ferdig {
        proev(antall)
        var i = 0
        while i < lengde, antall[i] == 9 {
          antall[i] = 0
          i += 1
        }
        if i == lengde { ferdig = true } else { antall[i] += 1 }
      }
    }
  }

  private func proev(_ antall: [Int]) {
    let celler = Smaatall.kolonne(antall)
    let sum = antall.reduce(0, +)
    let hele = celler.allSatisfy { $0 == .skjult }
    for i in antall.indices {
      guard (1..<Smaatall.grense).contains(antall[i]) else { continue }
      guard case .tall = celler[i] else {
        let andre = celler.indices.filter { $0 != i }.map { mulige(celler[$0], hele, sum: sum) }
        let rest = summer(andre, til: sum)
        let alle = (1..<Smaatall.grense).allSatisfy { hele && $0 > sum || rest.contains(sum - $0) }
        if !alle, !(hele && antall.count == 1) { Issue.record("\(antall) -> \(celler)") }
        continue
      }
      Issue.record("\(antall[i]) is shown in \(antall)")
    }
  }

  @Test func noeErIkkeSmaatt() {
    #expect(Smaatall.kolonne([0, 5, 120]) == [.tall(0), .tall(5), .tall(120)])
    #expect(Smaatall.kolonne([]) == [])
  }

  @Test func enAleneTarEnMedSeg() {
    #expect(Smaatall.kolonne([3, 40, 12]) == [.faa, .tall(40), .skjult])
    #expect(Smaatall.kolonne([2, 0]) == [.skjult, .skjult])
  }

  @Test func flereSmaaSkjulerHverandre() {
    #expect(Smaatall.kolonne([2, 3, 3, 40]) == [.faa, .faa, .faa, .tall(40)])
  }

  @Test func tekster() {
    #expect(Smaatall.Celle.faa.tekst == "færre enn 5")
    #expect(Smaatall.Celle.skjult.tekst == "skjult")
    #expect(Smaatall.Celle.tall(12_345).tekst == "12\u{A0}345")
  }
}
