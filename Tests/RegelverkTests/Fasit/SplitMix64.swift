/// SplitMix64: the same seed, the same persons, everywhere.
struct SplitMix64 {
  var tilstand: UInt64
  init(_ froe: UInt64) { tilstand = froe }
  mutating func neste() -> UInt64 {
    tilstand &+= 0x9E37_79B9_7F4A_7C15
    var z = tilstand
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  /// 0 ..< n.
  mutating func tall(_ n: Int) -> Int { Int(neste() % UInt64(n)) }
  mutating func tall(_ r: ClosedRange<Int>) -> Int { r.lowerBound + tall(r.count) }
  /// True in about n of 100.
  mutating func sjanse(_ n: Int) -> Bool { tall(100) < n }
  mutating func velg<T>(_ t: [T]) -> T { t[tall(t.count)] }
}
