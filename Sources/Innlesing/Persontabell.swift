import CProcessor
import Domene
import Tabular

/// Every DUF-nummer that UDI or Folkeregisteret knows, in order, each with the
/// person it belongs to. A number's place in the order is its key in posts.
public final class Persontabell: @unchecked Sendable {
  // Sendable: never changed once made.

  /// All known numbers, rising.
  public let numre: [UInt64]
  /// For each number the place of the person's current number (its own, mostly):
  /// a document that lists several numbers joins them (`formats.md`).
  public let person: [UInt32]
  /// `person` as memory that the readers may look into without counting references.
  let personer: UnsafeMutablePointer<UInt32>
  private let plasser: UnsafeMutablePointer<UInt64>
  private let maske: Int
  fileprivate static let tom = UInt64.max

  /// - Parameters:
  ///   - numre: rising, without repetition.
  ///   - sammenfoeyd: numbers that belong to another number's person.
  public init(numre: [UInt64], sammenfoeyd: [(fra: UInt64, til: UInt64)]) {
    self.numre = numre
    var n = 16
    while n < numre.count * 2 { n *= 2 }
    maske = n - 1
    plasser = LargePages.allocate(n * MemoryLayout<UInt64>.stride).bindMemory(to: UInt64.self, capacity: n)
    plasser.initialize(repeating: Self.tom, count: n)
    // A slot holds the number (40 bits are enough for twelve digits) and its place.
    for (i, d) in numre.enumerated() {
      var j = Int(truncatingIfNeeded: Self.spre(d)) & maske
      while plasser[j] != Self.tom { j = (j + 1) & maske }
      plasser[j] = (d << 24) | UInt64(i & 0xFF_FFFF)
    }
    stor = numre.count > 0xFF_FFFF
    harSammenfoeyde = !sammenfoeyd.isEmpty
    var p = (0..<UInt32(numre.count)).map { $0 }
    for s in sammenfoeyd {
      if let a = Self.finn(s.fra, numre), let b = Self.finn(s.til, numre) { p[a] = UInt32(b) }
    }
    person = p
    personer = .allocate(capacity: max(1, p.count))
    for (i, x) in p.enumerated() { personer[i] = x }
  }

  private let stor: Bool
  let harSammenfoeyde: Bool

  deinit {
    LargePages.free(plasser)
    personer.deallocate()
  }

  @inline(__always)
  fileprivate static func spre(_ d: UInt64) -> UInt64 {
    let p = d.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return p.low ^ p.high
  }

  private static func finn(_ d: UInt64, _ numre: [UInt64]) -> Int? {
    var lav = 0
    var hoey = numre.count
    while lav < hoey {
      let m = (lav + hoey) / 2
      if numre[m] < d { lav = m + 1 } else { hoey = m }
    }
    return lav < numre.count && numre[lav] == d ? lav : nil
  }

  /// What the readers look into, as plain memory: good as long as the table lives.
  struct Blikk: @unchecked Sendable {
    fileprivate let plasser: UnsafeMutablePointer<UInt64>
    fileprivate let maske: Int
    let personer: UnsafeMutablePointer<UInt32>
    /// Whether some numbers belong to another number's person.
    let harSammenfoeyde: Bool

    @inline(__always)
    func varm(_ duf: UInt64) {
      nir_prefetch(plasser + (Int(truncatingIfNeeded: Persontabell.spre(duf)) & maske))
    }

    @inline(__always)
    func plass(_ duf: UInt64) -> UInt64? {
      var j = Int(truncatingIfNeeded: Persontabell.spre(duf)) & maske
      while true {
        let s = plasser[j]
        if s == Persontabell.tom { return nil }
        if s >> 24 == duf { return s & 0xFF_FFFF }
        j = (j &+ 1) & maske
      }
    }

    /// The place of the current number of a number's person.
    @inline(__always)
    func person(_ plass: UInt64) -> UInt64 {
      harSammenfoeyde ? UInt64(personer[Int(truncatingIfNeeded: plass)]) : plass
    }
  }

  /// The place of the current number of the person whom a number's place belongs to.
  @inline(__always)
  func personplass(_ plass: UInt64) -> Int {
    harSammenfoeyde ? Int(personer[Int(truncatingIfNeeded: plass)]) : Int(truncatingIfNeeded: plass)
  }

  /// nil when the table is too large for it.
  var blikk: Blikk? {
    stor ? nil : Blikk(plasser: plasser, maske: maske, personer: personer, harSammenfoeyde: harSammenfoeyde)
  }

  /// The place of a known number; nil when nobody knows it.
  @inline(__always)
  public func plass(_ duf: UInt64) -> UInt64? {
    if let blikk { return blikk.plass(duf) }
    return Self.finn(duf, numre).map { UInt64($0) }
  }

  /// The place of the current number of a known number's person; nil when nobody knows it.
  func gjeldende(_ duf: UInt64) -> UInt32? { plass(duf).map { person[Int($0)] } }
}
