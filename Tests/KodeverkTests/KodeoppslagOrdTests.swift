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
      for a in andre where !finnes.contains(a) {
        #expect(a.withUnsafeBytes { oppslag.finn($0) } == nil)
        #expect(Self.medRom(oppslag, a) == nil)
      }
      #expect(Self.medRom(oppslag, b) == i)
    }
  }

  @Test func `what stands after a value is no part of it`() {
    for t in Kodeoppslagstilfeller.alle {
      for n in t.spellinger {
        for etter in [UInt8(0), 0x3B, 0x61, 0xFF] {
          #expect(Self.medRom(t, n.normalisert, etter) == n.normalisert.withUnsafeBytes { t.finn($0) })
        }
      }
    }
  }

  private static func medRom(_ oppslag: Kodeoppslag, _ verdi: [UInt8], _ etter: UInt8 = 0x3B) -> Int? {
    (verdi + [UInt8](repeating: etter, count: 8)).withUnsafeBytes { oppslag.finn(medRom: $0.baseAddress!, verdi.count) }
  }
}

/// Tables of the program, short spellings and long ones.
private enum Kodeoppslagstilfeller {
  static let alle = [
    Kjoenn.oppslag, Resultat.oppslag, Vedtakstype.oppslag, Fravaerstype.oppslag, Tiltakstype.oppslag, Sluttmaal.oppslag,
  ]
}
