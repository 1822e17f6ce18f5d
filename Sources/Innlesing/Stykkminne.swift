import Synchronization
import Tabular

/// Memory that stores take and give back: what one stage has filled the next one fills
/// again. Freed with the last store that uses it.
///
/// Not in the processor's large pages: a machine that shares its memory with others may have to
/// fetch each of those anew, which cost a twentieth of a night.
public final class Stykkminne: Sendable {
  /// Bytes that are handed out at a time.
  static let stykke = 1 << 20

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
      for s in l.stykker { s.deallocate() }
      l.stykker = []
    }
  }

  func ta() -> UnsafeMutableRawPointer {
    if let brukt = ledige.withLock({ $0.stykker.popLast() }) { return brukt }
    let nytt = UnsafeMutableRawPointer.allocate(byteCount: Self.stykke, alignment: 4096)
    // All of it will be filled.
    Pages.lay(under: nytt, bytes: Self.stykke)
    return nytt
  }

  func giTilbake(_ stykker: [UnsafeMutableRawPointer]) {
    nonisolated(unsafe) let s = stykker
    ledige.withLock { $0.stykker.append(contentsOf: s) }
  }
}
