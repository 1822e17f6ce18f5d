import CProcessor
import Glibc

/// Tells whether bytes are well-formed UTF-8 (Unicode, table 3-7: no overlong
/// forms, no surrogates, nothing above U+10FFFF) and whether a NUL is among them.
///
/// For a buffer that lies in memory use the static functions; for a stream, one value
/// a stream: `update` with each chunk, `finish` at the end. Chunks may end anywhere.
public struct UTF8Check: Sendable {
  /// Offset in the whole stream of the first byte of the first ill-formed sequence; nil: none so far.
  public private(set) var firstInvalid: Int?
  /// Offset in the whole stream of the first NUL before `firstInvalid`; nil: none so far.
  public private(set) var firstNul: Int?
  /// Bytes taken so far.
  public private(set) var count = 0
  /// A sequence that the last chunk's end cut: its first bytes, the first one lowest.
  private var pending: UInt32 = 0
  private var pendingCount = 0

  /// A check of a stream of which nothing came yet.
  public init() {}

  /// Whether nothing ill-formed and no NUL was met so far.
  public var isClean: Bool { firstInvalid == nil && firstNul == nil }

  /// Takes the next chunk. After an ill-formed sequence, chunks are only counted.
  public mutating func update(_ chunk: UnsafeRawBufferPointer) {
    defer { count += chunk.count }
    guard firstInvalid == nil else { return }
    var start = 0
    while pendingCount > 0 {
      guard start < chunk.count else { return }
      pending |= UInt32(chunk[start]) << (8 * UInt32(pendingCount))
      pendingCount += 1
      start += 1
      let held = pendingCount
      let length = withUnsafeBytes(of: pending.littleEndian) { bytes in
        UTF8Check.sequence(UnsafeRawBufferPointer(rebasing: bytes[..<held]), at: 0)
      }
      if length == UTF8Check.incomplete { continue }
      if length == UTF8Check.illFormed {
        firstInvalid = count + start - held
        return
      }
      // A sequence is whole with exactly the bytes held: fewer were incomplete.
      pending = 0
      pendingCount = 0
    }
    let end = UTF8Check.scan(chunk, from: start)
    if firstNul == nil, let nul = end.nul { firstNul = count + nul }
    guard end.stop < chunk.count else { return }
    guard end.cut else {
      firstInvalid = count + end.stop
      return
    }
    for place in end.stop..<chunk.count {
      pending |= UInt32(chunk[place]) << (8 * UInt32(place - end.stop))
    }
    pendingCount = chunk.count - end.stop
  }

  /// Says that no more comes: a sequence that is still open is ill-formed.
  public mutating func finish() {
    guard firstInvalid == nil, pendingCount > 0 else { return }
    firstInvalid = count - pendingCount
    pendingCount = 0
  }

  /// Offset of the first byte of the first ill-formed sequence; nil: all is UTF-8.
  public static func firstInvalid(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let end = scan(bytes, from: 0)
    return end.stop < bytes.count ? end.stop : nil
  }

  /// Offset of the first NUL byte; nil: none.
  public static func firstNul(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, 0, bytes.count) else { return nil }
    return UnsafeRawPointer(found) - base
  }

  // MARK: - The scan

  static let illFormed = 0
  static let incomplete = -1

  /// The length of the well-formed sequence at `place`, `illFormed`, or
  /// `incomplete` where the bytes end inside a sequence that is good so far.
  static func sequence(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Int {
    let lead = bytes[place]
    if lead < 0x80 { return 1 }
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, low) = (3, 0xA0)
    case 0xED: (length, high) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, low) = (4, 0x90)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, high) = (4, 0x8F)
    default: return illFormed
    }
    guard place + 1 < bytes.count else { return incomplete }
    guard bytes[place + 1] >= low && bytes[place + 1] <= high else { return illFormed }
    for next in place + 2..<place + length {
      guard next < bytes.count else { return incomplete }
      guard bytes[next] & 0xC0 == 0x80 else { return illFormed }
    }
    return length
  }

  /// Where a scan stopped: `stop` is the end, or the first byte of an ill-formed
  /// (or, with `cut`, incomplete) sequence; `nul` the first NUL before it.
  struct Stop {
    var stop: Int
    var cut: Bool
    var nul: Int?
  }

  /// Scans from `start`, which is no continuation of anything before it.
  /// - Parameter level: what the processor is taken to have: any up to `Processor.vectorLevel`.
  static func scan(
    _ bytes: UnsafeRawBufferPointer, from start: Int, level: Int32 = Processor.vectorLevel
  ) -> Stop {
    var nul = -1
    var place = start
    // The block check looks back three bytes: they must lie in the buffer.
    while place < bytes.count && place < start + 3 {
      let length = sequence(bytes, at: place)
      guard length > 0 else { return Stop(stop: place, cut: length == incomplete, nul: nul < 0 ? nil : nul) }
      if nul < 0 && bytes[place] == 0 { nul = place }
      place += length
    }
    place = scanBlocks(bytes, place, level, &nul)
    while place < bytes.count {
      let length = sequence(bytes, at: place)
      guard length > 0 else { return Stop(stop: place, cut: length == incomplete, nul: nul < 0 ? nil : nul) }
      if nul < 0 && bytes[place] == 0 { nul = place }
      place += length
    }
    return Stop(stop: place, cut: false, nul: nul < 0 ? nil : nul)
  }

  /// Checks 64 bytes at a time from `start`, the start of a sequence, and stops
  /// before a block that is ill-formed or too short. The result is the start
  /// of a sequence, and everything before it is well-formed.
  private static func scanBlocks(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ level: Int32, _ nul: inout Int
  ) -> Int {
    var place = start
    // Whether the last block's end is inside a sequence, and one of more than two bytes.
    var open = false
    var openWide = false
    let zero = SIMD16<Int8>(repeating: 0)
    while place &+ 64 <= bytes.count {
      if !open, let base = bytes.baseAddress {
        // Nearly everything is passed here; what stops it is looked at below.
        place = nir_plain_text(level, base, place, bytes.count)
        if place &+ 64 > bytes.count { break }
      }
      let a = Lanes.load(bytes, place)
      let b = Lanes.load(bytes, place &+ 16)
      let c = Lanes.load(bytes, place &+ 32)
      let d = Lanes.load(bytes, place &+ 48)
      // Signed and not above 0: not ASCII, or a NUL. One comparison for both.
      let special =
        ((Lanes.signed(a) .<= zero) .| (Lanes.signed(b) .<= zero))
        .| ((Lanes.signed(c) .<= zero) .| (Lanes.signed(d) .<= zero))
      if !open && !Lanes.any(special) {
        place &+= 64
        continue
      }
      // Nothing here belongs to a sequence of three or four bytes: most letters of our files need two.
      let wide =
        ((a .>= Lanes.all(0xE0)) .| (b .>= Lanes.all(0xE0))) .| ((c .>= Lanes.all(0xE0)) .| (d .>= Lanes.all(0xE0)))
      let wrong =
        if !openWide && !Lanes.any(wide) {
          (narrowFaults(bytes, place, a) .| narrowFaults(bytes, place &+ 16, b))
            .| (narrowFaults(bytes, place &+ 32, c) .| narrowFaults(bytes, place &+ 48, d))
        } else {
          (faults(bytes, place, a) .| faults(bytes, place &+ 16, b))
            .| (faults(bytes, place &+ 32, c) .| faults(bytes, place &+ 48, d))
        }
      if Lanes.any(wrong) { break }
      if nul < 0 {
        for (offset, block) in [(0, a), (16, b), (32, c), (48, d)] {
          let lane = Lanes.first(block .== Lanes.all(0))
          if lane < 16 {
            nul = place &+ offset &+ lane
            break
          }
        }
      }
      place &+= 64
      openWide = bytes[place &- 1] >= 0xE0 || bytes[place &- 2] >= 0xE0 || bytes[place &- 3] >= 0xF0
      open = openWide || bytes[place &- 1] >= 0xC0
    }
    guard open else { return place }
    // Back to the lead of the sequence that the last good block left open.
    var lead = place &- 1
    while lead > start && bytes[lead] & 0xC0 == 0x80 { lead &-= 1 }
    return lead
  }

  /// As `faults`, where neither the block nor what is open before it has a lead of three or four bytes.
  @inline(__always)
  private static func narrowFaults(_ bytes: UnsafeRawBufferPointer, _ place: Int, _ block: Lanes.Block) -> Lanes.Mask {
    let one = Lanes.signed(Lanes.load(bytes, place &- 1))
    let signed = Lanes.signed(block)
    let first = SIMD16<Int8>(repeating: -64)
    // Signed, a continuation is below -64, a lead from -64 to -1, ASCII from 0.
    let asked = (one .>= first) .& (one .< SIMD16<Int8>(repeating: 0))
    let never = (block & Lanes.all(0xFE)) .== Lanes.all(0xC0)
    return ((signed .< first) .^ asked) .| never
  }

  /// The lanes of the block at `place` that are wrong after what stands before them: a
  /// continuation that no lead asks for or the lack of one, bytes that never occur, and the four
  /// leads that narrow the byte after them.
  @inline(__always)
  private static func faults(_ bytes: UnsafeRawBufferPointer, _ place: Int, _ block: Lanes.Block) -> Lanes.Mask {
    let one = Lanes.load(bytes, place &- 1)
    let two = Lanes.load(bytes, place &- 2)
    let three = Lanes.load(bytes, place &- 3)
    let continuation = Lanes.signed(block) .< SIMD16<Int8>(repeating: -64)
    let asked =
      (one .>= Lanes.all(0xC0)) .| (two .>= Lanes.all(0xE0)) .| (three .>= Lanes.all(0xF0))
    let never = ((block & Lanes.all(0xFE)) .== Lanes.all(0xC0)) .| (block .>= Lanes.all(0xF5))
    let low = block .< Lanes.all(0x90)
    let middle = block .< Lanes.all(0xA0)
    let narrowed =
      ((one .== Lanes.all(0xE0)) .& middle) .| ((one .== Lanes.all(0xF0)) .& low)
      .| ((one .== Lanes.all(0xED)) .& .!middle) .| ((one .== Lanes.all(0xF4)) .& .!low)
    return (continuation .^ asked) .| never .| narrowed
  }
}
