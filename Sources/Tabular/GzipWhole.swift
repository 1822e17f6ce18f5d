extension Inflater {
  /// Decodes a whole file that lies in memory, by our own decoder (`DeflateDecoder`).
  ///
  /// Which fault is told of a file with several is what reading it as a stream gives: the
  /// first that shows, where too much output shows when a byte more than `limit + 1` is wanted, or at the end.
  /// - Parameters:
  ///   - input: all of its bytes.
  ///   - limit: the most bytes that may come out.
  /// - Throws: `damaged`, `cutShort`, `tooLarge(limit:)`, `outOfMemory`.
  public static func inflateAll(
    _ input: UnsafeRawBufferPointer, limit: Int
  ) throws(TabularError) -> ByteBuffer {
    guard let start = input.baseAddress, input.count > 0 else { throw .cutShort }
    let end = start + input.count
    let limit = Swift.max(0, limit)
    // One byte beyond the limit, so that "exactly the limit" and "more" differ.
    let most = limit == .max ? limit : limit + 1
    var decoder = try DeflateDecoder(start, count: input.count)
    var buffer = ByteBuffer()
    try buffer.reserve(Swift.min(most, expectedSize(input)) + spareRoom)
    var place = start
    repeat {
      if buffer.count > limit { throw .tooLarge(limit: limit) }
      guard let data = try GzipHeader.skip(place, end) else { throw .cutShort }
      decoder.restart(at: data)
      let sum = try decoder.decodeMember(into: &buffer, limit: limit, most: most)
      place = decoder.position
      guard try GzipHeader.check(&place, end, sum: sum.crc, size: sum.size) else {
        throw buffer.count > limit ? .tooLarge(limit: limit) : .cutShort
      }
    } while place < end && place.load(as: UInt8.self) == 0x1F
    // What follows is padding, if it is all zeros.
    while place < end {
      guard place.load(as: UInt8.self) == 0 else { throw .damaged(.trailingBytes) }
      place += 1
    }
    if buffer.count > limit { throw .tooLarge(limit: limit) }
    return buffer
  }

  /// Room beyond what a file says that it holds, so that it is decoded without growing
  /// at its end, and fast up to there.
  private static var spareRoom: Int { 512 }

  /// A first guess at the decoded size: the length that the last member's trailer
  /// gives, held within what deflate can reach at most (1032 : 1), since a damaged trailer may say anything.
  private static func expectedSize(_ input: UnsafeRawBufferPointer) -> Int {
    guard input.count >= 18 else { return 4096 }
    var size = 0
    for place in (input.count - 4..<input.count).reversed() { size = size << 8 | Int(input[place]) }
    let reachable = input.count.multipliedReportingOverflow(by: 1032)
    return Swift.min(size, reachable.overflow ? size : reachable.partialValue)
  }
}

extension DeflateDecoder {
  /// Decodes one member's blocks to the end of `buffer`, which grows.
  /// - Returns: checksum and length of what came out.
  /// - Throws: `damaged(.data)`, `cutShort`, `tooLarge(limit:)`, `outOfMemory`.
  fileprivate mutating func decodeMember(
    into buffer: inout ByteBuffer, limit: Int, most: Int
  ) throws(TabularError) -> (crc: UInt32, size: Int) {
    let start = buffer.count
    var crc: UInt32 = 0
    while true {
      let before = buffer.count
      var place = before
      let capacity = buffer.capacity
      guard let output = buffer.storage else { throw .outOfMemory }
      let outcome = decode(into: output, from: start, at: &place, capacity: capacity, most: most)
      // A block at a time, while it is near.
      crc = Checksum.crc32(crc, UnsafeRawBufferPointer(start: output + before, count: place - before))
      buffer.advance(by: place - before)
      switch outcome {
      case .block: continue
      case .end: return (crc, place - start)
      case .needsRoom: try buffer.reserve(capacity + Swift.max(65_536, capacity / 2))
      case .full: throw .tooLarge(limit: limit)
      case .cutShort: throw place > limit ? .tooLarge(limit: limit) : .cutShort
      case .damaged: throw .damaged(.data)
      }
    }
  }
}

/// What stands before and after a member's blocks (RFC 1952, 2.3).
private enum GzipHeader {
  /// Passes over a member's header.
  /// - Returns: where its blocks begin; nil when the input ends before that.
  /// - Throws: `damaged(.header)`.
  static func skip(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) throws(TabularError) -> UnsafeRawPointer? {
    func byte(_ offset: Int) -> UInt8 { start.load(fromByteOffset: offset, as: UInt8.self) }
    let count = end - start
    guard count >= 2 else { return nil }
    guard byte(0) == 0x1F, byte(1) == 0x8B else { throw .damaged(.header) }
    guard count >= 4 else { return nil }
    let flags = byte(3)
    // 8: deflate. The upper three flags are not given a meaning yet.
    guard byte(2) == 8, flags & 0xE0 == 0 else { throw .damaged(.header) }
    var offset = 10
    if flags & 4 != 0 {
      guard count >= offset + 2 else { return nil }
      offset += 2 + Int(byte(offset)) + Int(byte(offset + 1)) << 8
    }
    // Name and comment, each with a zero after it.
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      while offset < count, byte(offset) != 0 { offset += 1 }
      offset += 1
    }
    if flags & 2 != 0 {
      guard count >= offset + 2 else { return nil }
      let sum = Checksum.crc32(0, UnsafeRawBufferPointer(start: start, count: offset))
      guard UInt16(truncatingIfNeeded: sum) == UInt16(byte(offset)) | UInt16(byte(offset + 1)) << 8 else {
        throw .damaged(.header)
      }
      offset += 2
    }
    return offset <= count ? start + offset : nil
  }

  /// Holds a member's trailer against what came out, and passes over it.
  /// - Returns: false when the input ends before the trailer does.
  /// - Throws: `damaged(.checksum)`.
  static func check(
    _ place: inout UnsafeRawPointer, _ end: UnsafeRawPointer, sum: UInt32, size: Int
  ) throws(TabularError) -> Bool {
    for value in [sum, UInt32(truncatingIfNeeded: size)] {
      guard end - place >= 4 else { return false }
      guard place.loadUnaligned(as: UInt32.self).littleEndian == value else { throw .damaged(.checksum) }
      place += 4
    }
    return true
  }
}
