import Synchronization
import Tabular

/// Memory in large pages that stores take and give back: what one stage has filled
/// the next one fills again. Freed with the last store that uses it.
public final class Stykkminne: Sendable {
  /// Bytes that are handed out at a time: a large page of the processor's, which costs
  /// less when 512 parts are written in turn.
  static let stykke = LargePages.size

  private struct Ledige: @unchecked Sendable {
    // Unchecked: memory that nobody points into.
    var stykker: [UnsafeMutableRawPointer] = []
  }
  private let ledige = Mutex(Ledige())

  public init() {}

  deinit { toem() }

  /// Frees what nobody uses.
  func toem() {
    ledige.withLock { l in
      for s in l.stykker { LargePages.free(s) }
      l.stykker = []
    }
  }

  func ta() -> UnsafeMutableRawPointer {
    if let brukt = ledige.withLock({ $0.stykker.popLast() }) { return brukt }
    return LargePages.allocate(Self.stykke)
  }

  func giTilbake(_ stykker: [UnsafeMutableRawPointer]) {
    nonisolated(unsafe) let s = stykker
    ledige.withLock { $0.stykker.append(contentsOf: s) }
  }
}
