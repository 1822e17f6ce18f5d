import CProcessor

/// Blocks of a stream whose SHA-256 is computed one block at a time, between other work.
///
/// The processor's instructions for SHA wait for one another: a block takes 128 cycles, in which three
/// quarters of the processor have nothing to do. A block before some hundred instructions that do
/// not ask for its result costs a fifth of that, since they are carried out while it waits.
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
    if left > 0 { take(1) }
  }

  /// Takes in what is left.
  public mutating func finish() { take(left) }

  @inline(never)
  private mutating func take(_ blocks: Int) {
    guard let from = next else { return }
    // Other work has long since put them out of mind.
    nir_prefetch(from + Self.ahead)
    withUnsafeMutableBytes(of: &words) { w in
      guard let w = w.baseAddress else { return }
      nir_sha256_one(w.assumingMemoryBound(to: UInt32.self), from, blocks)
    }
    next = from + blocks * Self.block
    left &-= blocks
  }

  /// Bytes that are fetched ahead.
  private static let ahead = 4 * block
}
