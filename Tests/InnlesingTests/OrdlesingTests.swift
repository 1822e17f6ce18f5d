import Domene
import Testing

@testable import Innlesing

/// Readers by the word, held against the plain ones.
@Suite struct OrdlesingTests {
  @Test func `eleven digits are the number that digit by digit reads`() {
    var r = Trekning(17)
    var riktige = 0
    for _ in 0..<200_000 {
      let dag = 1 + r.under(72)
      let maaned = 1 + r.under(95)
      let resten = "\(10_000_000 + r.under(10_000_000))".dropFirst()
      var tekst = Array("\(dag / 10)\(dag % 10)\(maaned / 10)\(maaned % 10)\(resten)".utf8)
      if r.en(av: 50) { tekst[r.under(11)] = UInt8(r.under(256)) }
      let plain = tekst.withUnsafeBytes { Feltleser.foedselsnummer($0) }
      let ord = tekst.withUnsafeBytes { Feltleser.foedselsnummer(elleve: $0.baseAddress!) }
      #expect(ord == (plain.gyldig ? plain.nummer : nil))
      if plain.gyldig { riktige += 1 }
    }
    #expect(riktige > 1_000)
  }
}
