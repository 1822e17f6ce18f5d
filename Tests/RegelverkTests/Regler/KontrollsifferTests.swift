import Domene
import Testing

/// N-01 as the rule has it, digit by digit.
@Suite struct KontrollsifferTests {
  private func rett(_ verdi: UInt64) -> Bool {
    let vekter: [UInt64] = [4, 6, 3, 2, 4, 6, 3, 2, 7, 5]
    var rest = verdi / 100
    var sum: UInt64 = 0
    for v in vekter.reversed() {
      sum += v * (rest % 10)
      rest /= 10
    }
    return sum % 11 == verdi % 100
  }

  @Test("hvert siffer for seg gir det samme") func sifre() {
    var frie: UInt64 = 1
    for _ in 0..<20_000 {
      frie = frie &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let nummer = (frie >> 20) % 899_999_999_999
      // With each of the control numbers that there are, and some that no number has.
      for kontroll in UInt64(0)..<12 {
        let duf = nummer / 100 * 100 + kontroll
        #expect(DUFNummer(verdi: duf).harRettKontroll == rett(duf), "\(duf)")
      }
    }
  }

  @Test("ytterpunktene", arguments: [0, 99, 100, 899_999_999_999, 899_999_999_900, 9_999_999_999] as [UInt64])
  func ytterst(_ duf: UInt64) { #expect(DUFNummer(verdi: duf).harRettKontroll == rett(duf)) }
}
