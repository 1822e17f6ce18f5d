import Domene

/// T-01 of every row of one type: how it stands on D. Two bits a row in one word, so that
/// who asks reads no memory; rows past the 32nd, which few persons have, in a list.
struct Tilstander: Sendable {
  private var bits: UInt64 = 0
  private var resten = Radliste<Registreringstilstand>()
  static let iOrdet = 32

  /// As many rows as are set.
  subscript(i: Int) -> Registreringstilstand {
    @inline(__always) get {
      if i >= Tilstander.iOrdet { return resten[i - Tilstander.iOrdet] }
      // Two bits have four values, and so has the type.
      return Registreringstilstand(rawValue: UInt8(truncatingIfNeeded: bits &>> UInt64(i &* 2) & 3)) ?? .ikkeKjent
    }
    set {
      if i >= Tilstander.iOrdet {
        settResten(i - Tilstander.iOrdet, newValue)
      } else {
        let plass = UInt64(i &* 2)
        bits = bits & ~(3 &<< plass) | UInt64(newValue.rawValue) &<< plass
      }
    }
  }

  /// Of no rows.
  @inline(__always)
  mutating func toem() {
    bits = 0
    resten.toem()
  }

  /// Begins anew with so many rows, at most `iOrdet`, each as `tilstand` says by its raw value.
  @inline(__always)
  mutating func fyll(_ antall: Int, _ tilstand: (Int) -> UInt64) {
    var ord: UInt64 = 0
    for i in 0..<antall { ord |= tilstand(i) &<< UInt64(i &* 2) }
    bits = ord
    resten.toem()
  }

  /// The same with any number of rows.
  @inline(__always)
  mutating func fyllMange(_ antall: Int, _ tilstand: (Int) -> UInt64) {
    fyll(min(antall, Tilstander.iOrdet), tilstand)
    for i in min(antall, Tilstander.iOrdet)..<antall {
      resten.append(Registreringstilstand(rawValue: UInt8(truncatingIfNeeded: tilstand(i))) ?? .ikkeKjent)
    }
  }

  // Not inlined: the list would be made ready for writing where nothing is written.
  @inline(never)
  private mutating func settResten(_ i: Int, _ tilstand: Registreringstilstand) { resten[i] = tilstand }

  /// Whether any row may be replaced by a later version; false: none is.
  @inline(__always)
  var kanHaErstattet: Bool {
    bits & ~(bits &>> 1) & 0x5555_5555_5555_5555 != 0 || !resten.isEmpty
  }

  /// Whether any row is effective.
  var harVirksom: Bool {
    bits & (bits &>> 1) & 0x5555_5555_5555_5555 != 0 || resten.contains(.virksom)
  }
}
