import Testing

@testable import Pipeline

/// The order of `avvik.csv` as keys.
@Suite struct AvviksordenTests {
  /// Numbers that look random and are the same every time.
  private func tall(_ antall: Int, _ maske: UInt64) -> [UInt64] {
    var x: UInt64 = 88_172_645_463_325_252
    return (0..<antall).map { _ in
      x ^= x << 13
      x ^= x >> 7
      x ^= x << 17
      return x & maske
    }
  }

  @Test(arguments: [UInt64.max, 0xFF, 0xFFFF, 0xFF00_0000_00F0, 0, 0x8000_0000_0000_0001])
  func ordnes(_ maske: UInt64) {
    for antall in [0, 1, 2, 3, 100, 5000] {
      let inn = tall(antall, maske).enumerated().map { Avviksplass(noekkel: $1, liste: 0, nr: UInt32($0)) }
      var ut = inn
      var rom: [Avviksplass] = []
      Avviksplass.ordne(&ut, &rom)
      let ventet = inn.sorted { ($0.noekkel, $0.nr) < ($1.noekkel, $1.nr) }
      // Equal keys keep their order.
      #expect(ut.map(\.noekkel) == ventet.map(\.noekkel))
      #expect(ut.map(\.nr) == ventet.map(\.nr))
    }
  }
}
