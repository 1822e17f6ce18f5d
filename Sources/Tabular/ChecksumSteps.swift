import CProcessor

/// Blocks of a stream whose SHA-256 is computed one block at a time, between other work.
///
/// The processor's instructions for SHA wait for one another: a block takes two cycles a byte, in which most of
/// the processor has nothing to do. Some of a block before instructions that do not ask for its result costs
/// nothing, since they are carried out while it waits.
public struct ChecksumSteps {
  /// Bytes of a block.
  public static let block = 64
  /// The words a to h (FIPS 180-4, section 6.2.2).
  public private(set) var words = SIMD8<UInt32>()
  private var next: UnsafeRawPointer?
  /// Blocks that are still to be taken in.
  public private(set) var left = 0

  /// Nothing to do.
  public init() {}

  /// - Parameters:
  ///   - words: of all that came before.
  ///   - bytes: a multiple of `block`; good until all of them are taken in. Only where the processor has
  ///     instructions for SHA (`nir_sha256_level`).
  public init(words: SIMD8<UInt32>, _ bytes: UnsafeRawBufferPointer) {
    self.words = words
    next = bytes.baseAddress
    left = next == nil ? 0 : bytes.count / Self.block
  }

  /// Takes the next block in, if there is one.
  @inline(__always)
  public mutating func step() {
    if left > 0 { take() }
  }

  @inline(never)
  private mutating func take() {
    guard let from = next else { return }
    // Other work has long since put them out of mind.
    nir_prefetch(from + Self.ahead)
    withUnsafeMutableBytes(of: &words) { w in
      guard let w = w.baseAddress else { return }
      nir_sha256_one(w.assumingMemoryBound(to: UInt32.self), from, 1)
    }
    next = from + Self.block
    left &-= 1
  }

  /// Bytes that are fetched ahead.
  private static let ahead = 4 * block
}
