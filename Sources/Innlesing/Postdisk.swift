/// Where posts lie that do not fit in memory.
public protocol Postdisk: Sendable {
  /// How many lanes the parts are dealt into, in their order: what a store writes of one lane
  /// is given up about the same time as what another store writes of it.
  var baner: Int { get }
  /// Writes pieces after one another; they need not be there any more when it returns.
  /// - Parameter bane: whose posts they are, 0 ..< `baner`.
  /// - Returns: where they begin; nil when they could not be written (the posts stay in memory then).
  func skriv(_ biter: [UnsafeRawBufferPointer], bane: Int) -> Int?
  /// - Throws: when the bytes cannot be read back.
  func les(_ minne: UnsafeMutableRawBufferPointer, fra: Int) throws
  /// Nobody will read these bytes again.
  func glem(_ bytes: Range<Int>)
}
