import Innlesing
import Testing

/// Some thousand seeded mutations a target; `Tests/Fuzz` runs the same functions by the million.
@Suite struct ReadingMutationTests {
  static let seeds: [[UInt8]] =
    Katalogtilfelle.alle.flatMap { c in c.filer.flatMap { _, bytes in (0..<13).map { [UInt8($0)] + bytes } } }.enumerated()
    .compactMap { $0 % 7 == 0 ? $1 : nil }
    + LesemaateTests.former.map { [10] + $0.bytes }
  static let values: [[UInt8]] = [
    "31.08.2024", "2024-02-29", "9000 999000 14", "August 2021", "08.2021", "2021-08", "Ja", "7,5", "-0.25", "0301", "Permisjon pga. velferd",
    "Utlendingsloven 2008 § 28 1. ledd", "Reduksjon av stønad på grunn av fravær", "\u{A0}a\u{30A}\u{A0}", "01019012345",
  ].map { Array($0.utf8) }
  static let pieces: [[UInt8]] =
    ["\"", ";", ",", "\t", "\r\n", "\n", "\"\"", "{", "}", "[", "]", ":", "null", "§", "–", "å", "a\u{30A}", "\u{A0}", ".", "-", "29.02.2023", "x"].map {
      Array($0.utf8)
    } + [[0], [0xEF, 0xBB, 0xBF], [0x1F, 0x8B, 8], [0x81], [0xC3], [0xE2, 0x80]]

  @Test(arguments: ["file", "values"])
  func `any bytes are taken or rejected`(name: String) throws {
    let target = try #require(ReadingFuzzTargets.all.first { $0.name == name })
    var random = Seeded(state: 0x6E69_7221)
    var pool = name == "file" ? Self.seeds : Self.values
    let seeds = pool.count
    for seed in pool { #expect(target.run(seed) == nil) }
    for round in 0..<(name == "file" ? 4000 : 20_000) {
      let place = random.below(pool.count)
      var text = pool[place]
      for _ in 0...random.below(3) {
        let at = random.below(text.count + 1)
        switch random.below(5) {
        case 0 where at < text.count: text[at] = UInt8(truncatingIfNeeded: random.next())
        case 1 where at < text.count: text.removeSubrange(at..<min(text.count, at + 1 + random.below(6)))
        case 2 where at < text.count: text.insert(contentsOf: text[at..<min(text.count, at + 1 + random.below(20))], at: random.below(text.count))
        default: text.insert(contentsOf: Self.pieces[random.below(Self.pieces.count)], at: at)
        }
      }
      text = Array(text.prefix(2000))
      if let broken = target.run(text) {
        Issue.record("\(name), round \(round): \(broken)\n\(text)")
        return
      }
      if place >= seeds { pool[place] = text } else if pool.count < seeds + 200 { pool.append(text) }
    }
  }
}

/// The same numbers for the same seed (SplitMix64).
private struct Seeded {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ n: Int) -> Int { Int(next() % UInt64(max(1, n))) }
}
