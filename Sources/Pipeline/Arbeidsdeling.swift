/// Deals pieces of work out to workers who have several of them begun at a time, so that all come to
/// the end together: who has more than its share of what is left is given no more.
final class Arbeidsdeling: Sendable {
  private struct Tilstand {
    var neste = 0
    /// By worker: bytes of what it has begun that are still to do.
    var begynt: [Int]
  }

  private let bytes: [Int]
  /// Bytes of each piece and all behind it, and 0 behind the last.
  private let fra: [Int]
  private let tilstand: Locked<Tilstand>

  /// - Parameter bytes: of each piece, in the order in which they are dealt out.
  init(bytes: [Int], arbeidere: Int) {
    self.bytes = bytes
    var fra = [0]
    for b in bytes.reversed() { fra.append((fra.last ?? 0) + b) }
    self.fra = fra.reversed()
    tilstand = Locked(Tilstand(begynt: Array(repeating: 0, count: arbeidere)))
  }

  /// What a worker has begun that is still to do, in bytes: to be said as it goes on, also while it wants no piece.
  func har(_ arbeider: Int, igjen: Int) {
    tilstand.withLock { $0.begynt[arbeider] = igjen }
  }

  /// The next piece.
  /// - Parameters:
  ///   - arbeider: who asks.
  ///   - igjen: bytes of what it has begun that are still to do; who has none is always given a piece.
  /// - Returns: nil: there is none, or the others have less to do.
  func ta(_ arbeider: Int, igjen: Int) -> Int? {
    tilstand.withLock { t in
      t.begynt[arbeider] = igjen
      guard t.neste < bytes.count, igjen * t.begynt.count <= t.begynt.reduce(fra[t.neste], +) else { return nil }
      let nr = t.neste
      t.neste += 1
      t.begynt[arbeider] += bytes[nr]
      return nr
    }
  }
}
