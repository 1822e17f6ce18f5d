import CZlib

/// Reads gzip (RFC 1952) as a stream, by zlib: one member or several after one another,
/// with or without zero padding after the last.
///
/// For whoever wants what comes out before the end, or before a fault. A file that is
/// wanted whole or not at all is read by `inflateAll` (GzipWhole.swift), which needs less than half the time.
///
/// Anything else after the last member is an error, unlike in `gzip -d`, which
/// warns: a file that was joined or overwritten wrongly shall not be half read.
public struct Inflater: ~Copyable, @unchecked Sendable {
  // Unchecked: the zlib state has one owner. It lies on the heap because zlib
  // keeps a pointer back to it and refuses to work when it has moved.
  private let stream: UnsafeMutablePointer<z_stream>
  private var state = State.betweenMembers

  private enum State {
    case betweenMembers
    case inMember
    case padding
    case failed(TabularError)
  }

  /// Members read to their end so far.
  public private(set) var members = 0
  /// Bytes that the call that threw had written before it met the fault.
  public private(set) var producedBeforeFault = 0

  /// - Throws: `outOfMemory`.
  public init() throws(TabularError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15: the largest window; +16: gzip only, so zlib itself checks header, CRC-32 and length.
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      stream.deallocate()
      throw .outOfMemory
    }
    self.stream = stream
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether bytes that begin like `first` are gzip. Two bytes are enough; no
  /// text begins with them.
  public static func isGzip(_ first: UnsafeRawBufferPointer) -> Bool {
    first.count >= 2 && first[0] == 0x1F && first[1] == 0x8B
  }

  /// Decodes as much of `input` as fits in `output`.
  ///
  /// Call again with what was not consumed. When both are non-empty, at least
  /// one of the two results is above 0, so a loop always gets on. After the last input call `finish()`.
  /// - Returns: bytes taken from `input` and bytes written to `output`.
  /// - Throws: `damaged`, `outOfMemory`; every later call throws the same.
  public mutating func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(TabularError) -> (consumed: Int, produced: Int) {
    var consumed = 0
    var produced = 0
    while true {
      switch state {
      case .failed(let error):
        throw error
      case .padding:
        while consumed < input.count {
          guard input[consumed] == 0 else { throw fail(produced, .damaged(.trailingBytes)) }
          consumed += 1
        }
        return (consumed, produced)
      case .betweenMembers:
        guard consumed < input.count else { return (consumed, produced) }
        if members > 0 {
          if input[consumed] == 0 {
            state = .padding
            continue
          }
          guard input[consumed] == 0x1F else { throw fail(produced, .damaged(.trailingBytes)) }
          guard inflateReset(stream) == Z_OK else { throw fail(produced, .damaged(.data)) }
        }
        state = .inMember
      case .inMember:
        // Bytes may wait inside zlib without any input left, so an empty input is no reason to stop.
        guard produced < output.count else { return (consumed, produced) }
        let step = advance(input, consumed, output, produced)
        consumed += step.consumed
        produced += step.produced
        switch step.code {
        case Z_STREAM_END:
          members += 1
          state = .betweenMembers
        case Z_OK, Z_BUF_ERROR:
          if consumed == input.count || produced == output.count { return (consumed, produced) }
          if step.consumed == 0 && step.produced == 0 { throw fail(produced, .damaged(.data)) }
        case Z_MEM_ERROR:
          throw fail(produced, .outOfMemory)
        default:
          throw fail(produced, .damaged(damage()))
        }
      }
    }
  }

  /// Says that no more input comes.
  /// - Throws: `cutShort` when the input ended inside a member or held none, or the error of before.
  public func finish() throws(TabularError) {
    switch state {
    case .failed(let error): throw error
    case .inMember: throw .cutShort
    case .betweenMembers, .padding:
      guard members > 0 else { throw .cutShort }
    }
  }

  private mutating func advance(
    _ input: UnsafeRawBufferPointer, _ consumed: Int, _ output: UnsafeMutableRawBufferPointer, _ produced: Int
  ) -> (code: Int32, consumed: Int, produced: Int) {
    // zlib counts in 32 bits.
    let give = UInt32(clamping: input.count - consumed)
    let room = UInt32(clamping: output.count - produced)
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.advanced(by: consumed).assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = give
    stream.pointee.next_out = output.baseAddress?.advanced(by: produced).assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = room
    let code = CZlib.inflate(stream, Z_NO_FLUSH)
    let result = (code, Int(give - stream.pointee.avail_in), Int(room - stream.pointee.avail_out))
    // The caller's pointers are not kept between calls.
    stream.pointee.next_in = nil
    stream.pointee.next_out = nil
    return result
  }

  private mutating func fail(_ produced: Int, _ error: TabularError) -> TabularError {
    producedBeforeFault = produced
    state = .failed(error)
    return error
  }

  /// zlib has one code for all damage; its message tells the kinds apart.
  private func damage() -> GzipDamage {
    guard let message = stream.pointee.msg else { return .data }
    switch String(cString: message) {
    case "incorrect data check", "incorrect length check": return .checksum
    case "incorrect header check", "unknown compression method", "unknown header flags set",
      "header crc mismatch", "invalid window size":
      return .header
    default: return .data
    }
  }
}
