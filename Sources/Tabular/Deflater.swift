import CZlib

/// Writes gzip (RFC 1952) as a stream, one member. The header bears no time and no
/// name, so the same bytes give the same file (with the same zlib).
public struct Deflater: ~Copyable, @unchecked Sendable {
  // Unchecked: one owner. On the heap because zlib keeps a pointer back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether the member is written to its end.
  public private(set) var isFinished = false

  /// - Parameter level: 1 (fast) to 9 (small); others are taken as the nearest.
  /// - Throws: `outOfMemory`.
  public init(level: Int = 6) throws(TabularError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let made = deflateInit2_(
      stream, Int32(Swift.min(9, Swift.max(1, level))), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard made == Z_OK else {
      stream.deallocate()
      throw .outOfMemory
    }
    self.stream = stream
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Compresses as much of `input` as its result fits in `output`.
  ///
  /// With `last` set, call again with what was not consumed (in the end nothing)
  /// until `isFinished`.
  /// - Returns: bytes taken from `input` and bytes written to `output`.
  /// - Throws: `outOfMemory` when zlib's state is unusable.
  public mutating func deflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, last: Bool
  ) throws(TabularError) -> (consumed: Int, produced: Int) {
    var consumed = 0
    var produced = 0
    while !isFinished && produced < output.count && (last || consumed < input.count) {
      let give = UInt32(clamping: input.count - consumed)
      let room = UInt32(clamping: output.count - produced)
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: input.baseAddress?.advanced(by: consumed).assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = give
      stream.pointee.next_out = output.baseAddress?.advanced(by: produced).assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = room
      let everything = consumed + Int(give) == input.count
      let code = CZlib.deflate(stream, last && everything ? Z_FINISH : Z_NO_FLUSH)
      consumed += Int(give - stream.pointee.avail_in)
      produced += Int(room - stream.pointee.avail_out)
      stream.pointee.next_in = nil
      stream.pointee.next_out = nil
      switch code {
      case Z_STREAM_END: isFinished = true
      case Z_OK, Z_BUF_ERROR: break
      default: throw .outOfMemory
      }
    }
    return (consumed, produced)
  }

  /// Compresses bytes that all lie in memory.
  /// - Throws: `outOfMemory`.
  public static func deflateAll(_ input: UnsafeRawBufferPointer, level: Int = 6) throws(TabularError) -> ByteBuffer {
    var deflater = try Deflater(level: level)
    var buffer = ByteBuffer()
    try buffer.reserve(Int(deflateBound(deflater.stream, UInt(input.count))) + 64)
    var offset = 0
    while !deflater.isFinished {
      let rest = UnsafeRawBufferPointer(rebasing: input[offset...])
      let step = try deflater.deflate(rest, into: buffer.room, last: true)
      offset += step.consumed
      buffer.advance(by: step.produced)
      if buffer.count == buffer.capacity { try buffer.reserve(buffer.capacity + 65_536) }
    }
    return buffer
  }
}
