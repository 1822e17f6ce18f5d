import Testing

@testable import Kodeverk

/// Values are looked up by words of eight bytes: every prefix, every longer text and
/// every text with one byte changed is another value.
@Suite struct KodeoppslagOrdTests {
  // A table's memory is never freed: those that are made here are made once.
  private static let korte = Kodeoppslag(
    [("Mann", 0), ("Kvinne", 1), ("Ja", 2), ("Ukjent", 3), ("Annet", 4), ("x", 5), ("Sju_ord", 6)])
  private static let egne = Kodeoppslag(
    (8..<70).enumerated().map { i, n in
      (String(decoding: (0..<n).map { UInt8(0x61 + ($0 * 7 + n) % 26) }, as: UTF8.self), i)
    })

  private static let navn =
    (0..<24).map { String(repeating: "ab", count: $0) + "c\($0)" } + ["Ja", "Nei", "Åse", "permisjon ", "12345678"]
  private static let navngitte = Kodeoppslag(navn.enumerated().map { ($1, $0) })

  @Test func `one byte more, fewer or other is another value`() {
    let (navn, oppslag) = (Self.navn, Self.navngitte)
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

  /// The quick look says nothing or what the full one does, of values of every length.
  @Test func `the first place is the value's own or says nothing`() {
    let tabeller = Kodeoppslagstilfeller.alle + [Self.egne]
    var funnet = 0
    var alle = 0
    for t in tabeller {
      for n in t.spellinger {
        for k in -1..<n.normalisert.count {
          var b = n.normalisert
          if k >= 0 { b[k] ^= 0x20 }
          let rask = (b + [UInt8](repeating: 0x3B, count: 8)).withUnsafeBytes { t.treff(medRom: $0.baseAddress!, b.count) }
          let full = b.withUnsafeBytes { t.finn($0) }
          #expect(rask == nil || rask == full)
          if k < 0, (8...64).contains(b.count) {
            alle += 1
            if rask != nil { funnet += 1 }
          }
        }
      }
    }
    #expect(funnet * 10 > alle * 7)
  }

  @Test func `the first place of a short value is its own or says nothing`() {
    var funnet = 0
    for t in Kodeoppslagstilfeller.alle + [Self.korte] {
      for n in t.spellinger {
        for k in -1..<n.normalisert.count {
          var b = n.normalisert
          if k >= 0 { b[k] ^= 0x20 }
          let rask = (b + [UInt8](repeating: 0x3B, count: 8)).withUnsafeBytes { t.treff(kort: $0.baseAddress!, b.count) }
          #expect(rask == nil || rask == b.withUnsafeBytes { t.finn($0) })
          #expect(rask == nil || b.count < 8)
          if rask != nil, k < 0 { funnet += 1 }
        }
      }
    }
    #expect(funnet > 10)
    let kvinne = Array("Kvinne;;;".utf8).withUnsafeBytes { Self.korte.treff(kort: $0.baseAddress!, 6) }
    #expect(kvinne == nil || kvinne == 1)
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
