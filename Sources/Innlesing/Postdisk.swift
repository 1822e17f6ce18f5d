/// Where posts lie that do not fit in memory.
public protocol Postdisk: Sendable {
  /// Begins to write pieces after one another.
  /// - Parameters:
  ///   - biter: must stand until `ferdig` is called.
  ///   - bit: which piece of a store's memory this is, from 0: pieces of the same number hold
  ///     about the same parts, and are given up about the same time.
  ///   - ferdig: is told whether they could be written (if not, the posts stay in memory).
  /// - Returns: where they begin.
  func skriv(_ biter: [UnsafeRawBufferPointer], bit: Int, ferdig: @escaping @Sendable (Bool) -> Void) -> Int
  /// Returns when all that was begun is written, or has failed.
  func vent()
  /// - Throws: when the bytes cannot be read back.
  func les(_ minne: UnsafeMutableRawBufferPointer, fra: Int) throws
  /// Nobody will read these bytes again.
  func glem(_ bytes: Range<Int>)
}
