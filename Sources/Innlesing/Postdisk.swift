/// Where posts lie that do not fit in memory.
public protocol Postdisk: Sendable {
  /// How many lanes the parts are dealt into, in their order: what a store writes of one lane
  /// is given up about the same time as what another store writes of it.
  var baner: Int { get }
  /// Begins to write pieces after one another.
  /// - Parameters:
  ///   - biter: must stand until `ferdig` is called.
  ///   - bane: whose posts they are, 0 ..< `baner`.
  ///   - ferdig: is told whether they could be written (if not, the posts stay in memory).
  /// - Returns: where they begin.
  func skriv(_ biter: [UnsafeRawBufferPointer], bane: Int, ferdig: @escaping @Sendable (Bool) -> Void) -> Int
  /// Returns when all that was begun is written, or has failed.
  func vent()
  /// - Throws: when the bytes cannot be read back.
  func les(_ minne: UnsafeMutableRawBufferPointer, fra: Int) throws
  /// Nobody will read these bytes again.
  func glem(_ bytes: Range<Int>)
}
