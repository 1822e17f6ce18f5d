import CProcessor

/// Numbers, each once, in the order they came: a set that also tells each one's place. Open
/// addressing in two plain pieces of memory; a probe is one load where a `Set` makes a hash by SipHash.
struct Talltabell: ~Copyable, @unchecked Sendable {
  // Sendable: owned by one, and only read once it is shared.
  private(set) var antall = 0
  private var tall: UnsafeMutablePointer<UInt64>
  /// Places of `tall`, from 1; 0: free.
  private var plasser: UnsafeMutablePointer<UInt32>
  private var maske: Int

  /// - Parameter rom: how many are expected.
  init(rom: Int = 8) {
    var n = 16
    while n < rom * 2 { n *= 2 }
    maske = n - 1
    plasser = .allocate(capacity: n)
    plasser.initialize(repeating: 0, count: n)
    tall = .allocate(capacity: n / 2)
  }

  deinit {
    tall.deallocate()
    plasser.deallocate()
  }

  var erTom: Bool { antall == 0 }

  @inline(__always)
  private static func spre(_ v: UInt64) -> Int {
    let p = v.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return Int(truncatingIfNeeded: p.low ^ p.high)
  }

  /// Fetches what a look-up of the number will touch first.
  @inline(__always)
  func varm(_ v: UInt64) { nir_prefetch(plasser + (Self.spre(v) & maske)) }

  /// Puts a number in; false when it was there already. Its place is the same from then on.
  @inline(__always)
  @discardableResult
  mutating func leggTil(_ v: UInt64) -> Bool {
    var j = Self.spre(v) & maske
    while plasser[j] != 0 {
      if tall[Int(plasser[j]) &- 1] == v { return false }
      j = (j &+ 1) & maske
    }
    (tall + antall).initialize(to: v)
    antall &+= 1
    plasser[j] = UInt32(truncatingIfNeeded: antall)
    if 2 * antall > maske { voks() }
    return true
  }

  /// A number's place, from 0; nil when it is not there.
  @inline(__always)
  func plass(_ v: UInt64) -> Int? {
    if antall == 0 { return nil }
    var j = Self.spre(v) & maske
    while plasser[j] != 0 {
      if tall[Int(plasser[j]) &- 1] == v { return Int(plasser[j]) &- 1 }
      j = (j &+ 1) & maske
    }
    return nil
  }

  @inline(__always)
  func har(_ v: UInt64) -> Bool { plass(v) != nil }

  @inline(never)
  private mutating func voks() {
    let n = 2 * (maske + 1)
    let nye = UnsafeMutablePointer<UInt64>.allocate(capacity: n / 2)
    nye.moveInitialize(from: tall, count: antall)
    tall.deallocate()
    tall = nye
    plasser.deallocate()
    plasser = .allocate(capacity: n)
    plasser.initialize(repeating: 0, count: n)
    maske = n - 1
    for i in 0..<antall {
      var j = Self.spre(tall[i]) & maske
      while plasser[j] != 0 { j = (j &+ 1) & maske }
      plasser[j] = UInt32(truncatingIfNeeded: i + 1)
    }
  }
}
