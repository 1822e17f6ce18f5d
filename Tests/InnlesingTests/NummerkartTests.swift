import Testing

@testable import Innlesing

@Suite struct NummerkartTests {
  /// Numbers in rooms of every kind: with few and with many, first and last, some that share all but the
  /// control digits.
  static func numre(_ r: inout Trekning, _ antall: Int) -> [UInt64] {
    var ut: Set<UInt64> = []
    while ut.count < antall {
      let rom = [0, 200_012, 200_013, 999_999, r.under(1_000_000)][r.under(5)]
      let iRommet = [0, 9_999, 63, 64, r.under(10_000)][r.under(5)]
      let n = (UInt64(rom) * 10_000 + UInt64(iRommet)) * 100 + UInt64(r.under(100))
      ut.insert(n)
      if r.en(av: 20) { ut.insert(n / 100 * 100 + UInt64(r.under(100))) }
    }
    return ut.sorted()
  }

  @Test(arguments: [
    (0, 64), (20_000, 78), (524_288, 2048), (524_289, 2040), (1_000_000, 2044), (1_048_576, 2048), (1_048_577, 2048),
    (10_000_000, 19_531),
  ])
  func `a part's posts stay in the cache where that takes at most twice as many parts`(personer: Int, del: Int) {
    #expect(Persontabell.stoerrelse(personer) == del)
  }

  @Test(arguments: [0, 1, 2, 30, 500, 20_000])
  func `every known number has its place, and no other has one`(antall: Int) {
    var r = Trekning(UInt64(antall) + 1)
    let numre = Self.numre(&r, antall)
    let tabell = Persontabell(numre: numre, sammenfoeyd: [])
    for (i, n) in numre.enumerated() {
      let treff = tabell.blikk.finn(n)
      #expect(treff.map { Int($0.plass) } == i)
      #expect(treff.map { Int($0.del) } == tabell.del(plass: i))
    }
    let kjente = Set(numre)
    for n in numre {
      for nabo in [n &- 1, n + 1, n + 100, n &- 100, n + 6_400, n + 1_000_000] where !kjente.contains(nabo) {
        #expect(tabell.plass(nabo) == nil)
      }
    }
    for n in [0, 1, 999_999_999_999, 1_000_000_000_000, UInt64.max] where !kjente.contains(n) { #expect(tabell.plass(n) == nil) }
  }

  /// Numbers of more digits are no DUF-nummer; a table that is given some finds them all the same.
  @Test func `numbers of more than twelve digits are found`() {
    let numre: [UInt64] = [5, 200_012_000_001, 1_000_000_000_000, 1_000_000_000_001, .max - 1]
    let tabell = Persontabell(numre: numre, sammenfoeyd: [])
    for (i, n) in numre.enumerated() { #expect(tabell.plass(n) == UInt64(i)) }
  }

  /// The parts follow one another, and no room is of two parts.
  @Test(arguments: [0, 1, 63, 64, 65, 3_000, 60_000])
  func `parts share out places and rooms`(antall: Int) {
    var r = Trekning(UInt64(antall) + 7)
    let numre = Self.numre(&r, antall)
    let tabell = Persontabell(numre: numre, sammenfoeyd: [])
    #expect(tabell.deler >= 1)
    var plass = 0
    var rom = 0
    for del in 0..<tabell.deler {
      #expect(tabell.plasser(del: del).lowerBound == plass)
      #expect(tabell.rom(del: del).lowerBound == rom)
      for p in tabell.plasser(del: del) { #expect(tabell.rom(del: del).contains(Rom.av(numre[p]))) }
      plass = tabell.plasser(del: del).upperBound
      rom = tabell.rom(del: del).upperBound
    }
    #expect(plass == numre.count)
    #expect(rom == Rom.antall)
  }
}
