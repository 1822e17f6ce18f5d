/// A small generator of numbers that depend on a seed alone (SplitMix64). Every
/// person and every file of a synthetic drop has one of its own, so that what is
/// made does not depend on who makes it, or when.
struct SeededRandom: Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// For one of many things made from one seed.
  init(_ seed: UInt64, _ stream: UInt64, _ number: UInt64) {
    var mixer = SeededRandom(seed &* 0x9E37_79B9_7F4A_7C15 ^ stream)
    state = mixer.next() ^ (number &* 0xD6E8_FEB8_6659_FD93)
    state = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 0 ..< n; 0 when n is not positive.
  mutating func below(_ n: Int) -> Int {
    n <= 0 ? 0 : Int(next().multipliedFullWidth(by: UInt64(n)).high)
  }

  /// `from` ... `to`.
  mutating func between(_ from: Int, _ to: Int) -> Int { from + below(to - from + 1) }

  /// True in `n` of a thousand.
  mutating func permille(_ n: Int) -> Bool { below(1000) < n }

  /// True in `share` of all cases.
  mutating func share(_ share: Double) -> Bool { Double(next() >> 11) * 0x1p-53 < share }

  mutating func pick<T>(_ items: [T], or other: T) -> T { items.isEmpty ? other : items[below(items.count)] }
}
