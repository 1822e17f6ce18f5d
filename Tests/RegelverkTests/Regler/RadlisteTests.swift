import Domene
import Kalender
import Testing

/// `Radliste` against what an `Array` does.
@Suite struct RadlisteTests {
  @Test("kopier deler minne, men ikke endringer") func kopier() {
    var a: Radliste<Int> = [1, 2, 3]
    var b = a
    b.append(4)
    a.append(5)
    #expect(Array(a) == [1, 2, 3, 5])
    #expect(Array(b) == [1, 2, 3, 4])
    var c = b
    c[0] = 9
    c.swapAt(1, 2)
    #expect(Array(b) == [1, 2, 3, 4])
    #expect(Array(c) == [9, 3, 2, 4])
    var d = c
    d.sort()
    #expect(Array(c) == [9, 3, 2, 4])
    #expect(Array(d) == [2, 3, 4, 9])
  }

  @Test("en tømt liste skriver ikke over kopien") func toemt() {
    var a: Radliste<Int> = [1, 2, 3]
    let b = a
    a.toem()
    #expect(a.isEmpty)
    a.append(7)
    let rom = a.rom(2)
    rom[0] = 8
    rom[1] = 9
    a.fylt(2)
    #expect(Array(a) == [7, 8, 9])
    #expect(Array(b) == [1, 2, 3])
  }

  @Test("rader skrevet der rom sier, teller når fylt sier det", arguments: [0, 1, 7, 8, 9, 100])
  func rom(_ antall: Int) {
    var a: Radliste<Int> = [1, 2]
    let rom = a.rom(antall)
    for i in 0..<antall { rom[i] = i }
    #expect(a.count == 2)
    a.fylt(antall)
    #expect(Array(a) == [1, 2] + Array(0..<antall))
  }

  @Test("mer enn det er rom for teller aldri") func forMye() {
    var a = Radliste<Int>()
    _ = a.rom(3)
    a.fylt(1_000_000)
    #expect(a.count < 1_000_000)
    a.toem()
    a.fylt(-1)
    #expect(a.isEmpty)
  }

  @Test("vokser og endres som en Array") func vokser() {
    var a = Radliste<Int>()
    var fasit: [Int] = []
    for i in 0..<1000 {
      a.append(i)
      fasit.append(i)
    }
    a.replaceSubrange(10..<20, with: [1, 2, 3])
    fasit.replaceSubrange(10..<20, with: [1, 2, 3])
    a.remove(at: 5)
    fasit.remove(at: 5)
    a.removeAll { $0 % 3 == 0 }
    fasit.removeAll { $0 % 3 == 0 }
    #expect(Array(a) == fasit)
    #expect(a.last == fasit.last)
    #expect(a.firstIndex(of: 500) == fasit.firstIndex(of: 500))
    a.removeAll()
    #expect(a.isEmpty && a.first == nil)
  }
}
