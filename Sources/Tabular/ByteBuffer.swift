import Glibc

/// Bytes of its own on the heap, that grow without being cleared first.
///
/// An `[UInt8]` fills its memory with zeros before it can be written through a
/// pointer; for hundreds of megabytes out of an inflater that pass costs as much as a
/// checksum. The buffer is unique (`~Copyable`): its memory is freed when it
/// goes, so a pointer into it must not be kept longer.
public struct ByteBuffer: ~Copyable, @unchecked Sendable {
  // Unchecked: the memory has one owner, and nothing shares it.
  @usableFromInline var storage: UnsafeMutableRawPointer?
  /// Bytes in use.
  public private(set) var count = 0
  /// Bytes that fit before memory must be asked for again.
  public private(set) var capacity = 0

  /// An empty buffer without memory.
  public init() {
    storage = nil
  }

  /// A copy of `bytes`.
  /// - Throws: `outOfMemory`.
  public init(copying bytes: UnsafeRawBufferPointer) throws(TabularError) {
    storage = nil
    try append(bytes)
  }

  deinit {
    Glibc.free(storage)
  }

  /// The bytes in use. The pointer is good as long as the buffer lives and is
  /// not changed; prefer `withBytes`.
  public var unsafeBytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: storage, count: count)
  }

  /// Calls `body` with the bytes in use; the pointer must not leave it.
  /// - Throws: what `body` throws.
  @inlinable
  public func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(unsafeBytes)
  }

  /// Makes room for `wanted` bytes in all.
  /// - Throws: `outOfMemory`; the buffer is then as it was.
  public mutating func reserve(_ wanted: Int) throws(TabularError) {
    guard wanted > capacity else { return }
    guard let grown = realloc(storage, wanted) else { throw .outOfMemory }
    storage = grown
    capacity = wanted
  }

  /// Appends `bytes`.
  /// - Throws: `outOfMemory`; the buffer is then as it was.
  public mutating func append(_ bytes: UnsafeRawBufferPointer) throws(TabularError) {
    guard bytes.count > 0 else { return }
    let (wanted, overflow) = count.addingReportingOverflow(bytes.count)
    guard !overflow else { throw .outOfMemory }
    if wanted > capacity { try reserve(Swift.max(wanted, capacity &+ capacity / 2)) }
    room.copyMemory(from: bytes)
    count = wanted
  }

  /// The room after the bytes in use, to be written by the caller, who then calls `advance(by:)`.
  var room: UnsafeMutableRawBufferPointer {
    guard let storage else { return UnsafeMutableRawBufferPointer(start: nil, count: 0) }
    return UnsafeMutableRawBufferPointer(start: storage + count, count: capacity - count)
  }

  /// Counts `bytes` of the free room as in use; never more than there is.
  mutating func advance(by bytes: Int) {
    count = Swift.min(capacity, count + Swift.max(0, bytes))
  }
}
