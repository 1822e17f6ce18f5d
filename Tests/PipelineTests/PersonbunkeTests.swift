import Domene
import Testing

@testable import Pipeline

/// Persons come out of a bunch as they went in, each with memory of its own, however often it is filled.
@Suite struct PersonbunkeTests {
  private func duf(_ n: Int) -> DUFNummer { DUFNummer(verdi: UInt64(200_000_000_000 + n)) }

  /// Fills a bunch with so many persons, of whom each has as many bytes of text as its number says.
  private func fyll(_ bunke: inout Personbunke, _ numre: Range<Int>) {
    for n in numre {
      bunke.neste.nullstill(duf: duf(n))
      _ = bunke.neste.leggInn(repeatElement(UInt8(n & 0xFF), count: n))
      bunke.tatt()
    }
  }

  @Test(arguments: [0, 1, Personbunke.plass - 1, Personbunke.plass])
  func `all that were taken come out in order`(antall: Int) {
    var bunke = Personbunke()
    for runde in 0..<3 {
      let numre = (100 * runde)..<(100 * runde + antall)
      fyll(&bunke, numre)
      #expect(bunke.antall == antall && bunke.erFull == (antall == Personbunke.plass))
      var ut: [(DUFNummer, [UInt8])] = []
      bunke.forHver { g, v in
        // What the last round left is emptied by who judges.
        #expect(v.funn.count == (runde == 0 ? 0 : 1))
        v.nullstill()
        v.funn.append(.init(.foedselsdatoMangler, kilde: nil))
        ut.append((g.duf, Array(g.tekst.prefix(Int(g.duf.verdi - 200_000_000_000)))))
      }
      #expect(ut.map(\.0) == numre.map { duf($0) })
      #expect(ut.map(\.1) == numre.map { [UInt8](repeating: UInt8($0 & 0xFF), count: $0) })
      bunke.toem()
      #expect(bunke.antall == 0 && !bunke.erFull)
    }
  }

  @Test func `what is said of one person is said of no other`() {
    var bunke = Personbunke()
    fyll(&bunke, 0..<Personbunke.plass)
    var nr = 0
    bunke.forHver { _, v in
      for _ in 0..<nr { v.funn.append(.init(.foedselsdatoMangler, kilde: nil)) }
      nr += 1
    }
    var antall: [Int] = []
    bunke.forHver { _, v in antall.append(v.funn.count) }
    #expect(antall == Array(0..<Personbunke.plass))
  }
}
