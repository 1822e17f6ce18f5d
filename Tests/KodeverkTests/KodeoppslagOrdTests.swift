import Testing

@testable import Kodeverk

/// Values are looked up by words of eight bytes: every prefix, every longer text and
/// every text with one byte changed is another value.
@Suite struct KodeoppslagOrdTests {
  @Test func `one byte more, fewer or other is another value`() {
    let navn = (0..<24).map { String(repeating: "ab", count: $0) + "c\($0)" } + ["Ja", "Nei", "Åse", "permisjon ", "12345678"]
    let oppslag = Kodeoppslag(navn.enumerated().map { ($1, $0) })
    let finnes = Set(navn.map { Array($0.utf8) } + navn.map { Kodeoppslag.normaliser(Array($0.utf8)) })
    for (i, n) in navn.enumerated() {
      let b = Array(n.utf8)
      #expect(b.withUnsafeBytes { oppslag.finn($0) } == i)
      var andre = [b + [0x20], b + [0x61], Array(b.dropLast()), Array(b.dropFirst())]
      for k in b.indices {
        var annen = b
        annen[k] ^= 1
        andre.append(annen)
      }
      for a in andre where !finnes.contains(a) { #expect(a.withUnsafeBytes { oppslag.finn($0) } == nil) }
    }
  }
}
