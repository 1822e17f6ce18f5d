import Domene
import Testing

@testable import Innlesing

/// The numbers that workers have met before there is a table of persons.
@Suite struct RomnumreTests {
  private static func medRettKontroll(_ tall: UInt64) -> UInt64 {
    let rom = Int(tall / 10_000)
    let avTall = Kontrollsiffer.avTall[Int(tall % 10_000)]
    return tall * 100 + UInt64(Kontrollsiffer.av(Kontrollsiffer.av(rom: rom), avTall))
  }

  @Test func `control digits are those of N-01`() {
    var r = Trekning(4)
    for i in 0..<20_000 {
      // The guides' own numbers, from year 9000 on, are right whatever their digits are.
      let tall = i < 10_000 ? UInt64(2_023_120_000 + i) : UInt64(r.under(8_999_999_999))
      let rett = Self.medRettKontroll(tall)
      #expect(DUFNummer(verdi: rett).harRettKontroll, "\(rett)")
      #expect(!DUFNummer(verdi: tall * 100 + (rett % 100 + 1) % 11).harRettKontroll)
    }
  }

  /// Numbers in few rooms and in many, with right control digits and others, some of no room at all.
  private static func tall(_ r: inout Trekning, feil: Int) -> UInt64 {
    if r.en(av: 200) { return [0, 99, .max, 1_000_000_000_000, 999_999_999_999][r.under(5)] }
    let tall = r.en(av: 10) ? UInt64(r.under(9_999_999_999)) : UInt64(2_020_000_000 + r.under(300_000))
    let rett = medRettKontroll(tall)
    return r.under(100) < feil ? tall * 100 + UInt64(r.under(100)) : rett
  }

  @Test(arguments: [0, 1, 20, 100], [0, 3, 4_095])
  func `all numbers, rising, each once, in any number of shares`(feil: Int, maks: Int) {
    var r = Trekning(UInt64(feil * 5_000 + maks))
    for antall in [0, 1, 50, 8_000] {
      let mottak = (0..<3).map { _ in Rommottak(maks: maks) }
      var alle: Set<UInt64> = []
      for i in 0..<antall {
        let n = Self.tall(&r, feil: feil)
        alle.insert(n)
        let m = mottak[i % 3]
        let varm = m.varm(n)
        let del = m.ta(n)
        // Before a room has a part it is not known which it will be.
        #expect(varm == del || varm == 0)
        #expect(del == 0 || m.rom[del - 1] == Rom.av(n))
      }
      for deler in 1...3 {
        let numre = Romnumre(mottak)
        let del = (0..<deler).map { numre.numre(del: $0, av: deler) }
        #expect(Array(del.joined()) == alle.sorted())
        #expect(Nummersortering.flettet(del) == alle.sorted())
        // Of about as many; of numbers on no board it is only told how many there are in all.
        if antall == 8_000, maks == 4_095, feil < 100 { #expect(del.allSatisfy { $0.count > alle.count / (2 * deler) }) }
      }
    }
  }
}
