@testable import Tabular

/// Calls `body` with `content` in memory of exactly its size, so that a read beyond the
/// end is caught by the bounds checks of a debug build (and by the address sanitizer).
func withBytes<R: ~Copyable>(
  _ content: some Sequence<UInt8>, _ body: (UnsafeRawBufferPointer) throws -> R
) rethrows -> R {
  let array = Array(content)
  let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: array.count, alignment: 1)
  defer { copy.deallocate() }
  copy.copyBytes(from: array)
  return try body(UnsafeRawBufferPointer(copy))
}

/// The error that `body` throws; nil when it throws none.
func caught<R, E: Error>(_ body: () throws(E) -> R) -> E? {
  do {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

func gzip(_ content: some Sequence<UInt8>, level: Int = 6) throws -> [UInt8] {
  try withBytes(content) { bytes in
    let buffer = try Deflater.deflateAll(bytes, level: level)
    return buffer.withBytes { Array($0) }
  }
}

func gunzip(_ content: some Sequence<UInt8>, limit: Int = 1 << 30) throws -> [UInt8] {
  try withBytes(content) { bytes in
    let buffer = try Inflater.inflateAll(bytes, limit: limit)
    return buffer.withBytes { Array($0) }
  }
}

/// What reading as a stream, by zlib, gives of a whole file: what `inflateAll` is held against, its errors too.
func gunzipByZlib(_ content: some Sequence<UInt8>, limit: Int = 1 << 30) throws -> [UInt8] {
  try withBytes(content) { bytes in
    var inflater = try Inflater()
    let limit = max(0, limit)
    // One byte beyond the limit, so that "exactly the limit" and "more" differ.
    let most = limit == .max ? limit : limit + 1
    var buffer = ByteBuffer()
    try buffer.reserve(min(most, 4096))
    var offset = 0
    while true {
      let step = try inflater.inflate(UnsafeRawBufferPointer(rebasing: bytes[offset...]), into: buffer.room)
      offset += step.consumed
      buffer.advance(by: step.produced)
      if buffer.count > limit { throw TabularError.tooLarge(limit: limit) }
      if buffer.count == buffer.capacity {
        try buffer.reserve(min(most, buffer.capacity * 2))
      } else if offset == bytes.count && step.produced == 0 {
        break
      }
    }
    try inflater.finish()
    return buffer.withBytes { Array($0) }
  }
}

/// Inflates with input handed in `inputChunk` bytes at a time, into room of `outputChunk` bytes.
func gunzipStreaming(_ content: [UInt8], inputChunk: Int, outputChunk: Int) throws -> [UInt8] {
  var inflater = try Inflater()
  var result: [UInt8] = []
  let room = UnsafeMutableRawBufferPointer.allocate(byteCount: outputChunk, alignment: 1)
  defer { room.deallocate() }
  var start = 0
  while start < content.count {
    let end = min(content.count, start + inputChunk)
    try withBytes(content[start..<end]) { chunk in
      var taken = 0
      while true {
        let step = try inflater.inflate(UnsafeRawBufferPointer(rebasing: chunk[taken...]), into: room)
        result.append(contentsOf: room[..<step.produced])
        taken += step.consumed
        if taken == chunk.count && step.produced == 0 { break }
      }
    }
    start = end
  }
  try inflater.finish()
  return result
}

/// Random numbers that are the same everywhere for the same seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int {
    Int.random(in: 0..<max(1, bound), using: &self)
  }
}
