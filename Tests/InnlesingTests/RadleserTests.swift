import Testing

@testable import Innlesing

@Suite("Radleser")
struct RadleserTests {
  /// Texts that are no part of the file stand in memory of the reader's own, also
  /// when that has to grow between two rows.
  @Test(arguments: [[3, 5], [900, 200], [1_024, 0], [70_000, 1]])
  func egneTekster(_ lengder: [Int]) {
    var r = Radleser(.udi)
    for start in [UInt8(ascii: "a"), UInt8(ascii: "k")] {
      let en = [UInt8](repeating: start, count: lengder[0])
      let to = [UInt8](repeating: start + 1, count: lengder[1])
      r.sett(en + to, [(k: 1, fra: 0, til: en.count), (k: 2, fra: en.count, til: en.count + to.count)])
      #expect(Array(r.felt[1]) == en)
      #expect(Array(r.felt[2]) == to)
    }
  }
}
