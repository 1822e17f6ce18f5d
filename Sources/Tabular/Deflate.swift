/// Decodes deflate (RFC 1951) that lies in memory as a whole into memory that holds the
/// whole result: what makes it some two times as fast as a decoder that may be stopped at any byte.
///
/// The caller owns the output and may move it between calls; places in it are offsets. No
/// input, however broken, makes it read or write outside of what it was given.
struct DeflateDecoder: ~Copyable {
  /// Why `decode` came back.
  enum Outcome {
    /// A block has ended, and is not the last one.
    case block
    /// The last block has ended.
    case end
    /// The next symbol may not fit into the output: call again with more room.
    case needsRoom
    /// A byte more was to be written than may come out.
    case full
    /// The input ends before the last block does.
    case cutShort
    /// The input cannot be deflate.
    case damaged
  }

  enum State {
    case betweenBlocks
    /// Inside a stored block, with so many bytes of it left.
    case stored(Int)
    case compressed
  }

  // What the hot loop (DeflateFast.swift) takes out and puts back.

  /// The next byte that is not in `buffer`.
  var next: UnsafeRawPointer
  let inputEnd: UnsafeRawPointer
  /// Bits read ahead, the next one lowest. Above `bits` there may be more of
  /// the input, or zeros: never anything else.
  var buffer: UInt64 = 0
  /// Bits in `buffer` that `next` has passed, 63 at most.
  var bits = 0
  var tables: DeflateTables

  private var state = State.betweenBlocks
  private var isLast = false

  /// A symbol's output at most: room for so many bytes is asked for before one is decoded.
  static let longestMatch = 258

  /// - Parameter input: must outlive the decoder.
  /// - Throws: `outOfMemory`.
  init(_ input: UnsafeRawPointer, count: Int) throws(TabularError) {
    next = input
    inputEnd = input + count
    tables = try DeflateTables()
  }

  // MARK: - Bytes around the blocks

  /// Where the next byte stands that has not been used, once blocks have ended.
  var position: UnsafeRawPointer { next - bits &>> 3 }

  /// Goes on at `place`, with a new row of blocks.
  mutating func restart(at place: UnsafeRawPointer) {
    next = place
    buffer = 0
    bits = 0
    state = .betweenBlocks
    isLast = false
  }

  // MARK: - Blocks

  /// Decodes to the end of the block at hand, or the next one.
  /// - Parameters:
  ///   - output: where the result lies.
  ///   - start: where in it the member began, beyond which no distance may reach.
  ///   - place: where the next byte goes; moved on.
  ///   - capacity: bytes of memory at `output`.
  ///   - most: bytes that may come out.
  mutating func decode(
    into output: UnsafeMutableRawPointer, from start: Int, at place: inout Int, capacity: Int, most: Int
  ) -> Outcome {
    if case .betweenBlocks = state, let fault = beginBlock() { return fault }
    let outcome: Outcome
    if case .stored(let left) = state {
      outcome = copyStored(left, output, &place, capacity: capacity, most: most)
    } else {
      outcome = decodeSymbols(output, start, &place, capacity: capacity, most: most)
    }
    guard case .block = outcome else { return outcome }
    state = .betweenBlocks
    return isLast ? .end : .block
  }

  /// Reads ahead as far as bits fit, or as there is input.
  @inline(__always)
  private mutating func refill() {
    if inputEnd - next >= 8 {
      buffer |= next.loadUnaligned(as: UInt64.self).littleEndian &<< UInt64(truncatingIfNeeded: bits)
      next += (63 &- bits) &>> 3
      bits |= 56
    } else {
      while bits < 56 && next < inputEnd {
        buffer |= UInt64(next.load(as: UInt8.self)) &<< UInt64(truncatingIfNeeded: bits)
        next += 1
        bits &+= 8
      }
    }
  }

  /// Takes `count` bits, at most 32; nil when the input ends before.
  @inline(__always)
  private mutating func take(_ count: Int) -> Int? {
    if bits < count {
      refill()
      if bits < count { return nil }
    }
    let value = Int(truncatingIfNeeded: buffer & (1 &<< UInt64(truncatingIfNeeded: count) &- 1))
    drop(count)
    return value
  }

  @inline(__always)
  private mutating func drop(_ count: Int) {
    buffer = buffer &>> UInt64(truncatingIfNeeded: count)
    bits &-= count
  }

  /// Reads a block's head (3.2.3) and makes its tables.
  /// - Returns: what is wrong with it; nil for a good one.
  private mutating func beginBlock() -> Outcome? {
    guard let head = take(3) else { return .cutShort }
    isLast = head & 1 == 1
    switch head &>> 1 {
    case 0:
      // What is left of the byte means nothing.
      drop(bits & 7)
      guard let length = take(32) else { return .cutShort }
      guard length & 0xFFFF == length &>> 16 ^ 0xFFFF else { return .damaged }
      next -= bits &>> 3
      buffer = 0
      bits = 0
      state = .stored(length & 0xFFFF)
      return nil
    case 1:
      tables.makeFixed()
      state = .compressed
      return nil
    case 2:
      state = .compressed
      return readCodes()
    default:
      return .damaged
    }
  }

  /// The order in which the lengths of the code lengths' codes are stored (3.2.7), five bits each: the first twelve, the rest.
  private static let order: (UInt64, UInt64) = (
    [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4].reversed().reduce(0) { $0 << 5 | $1 },
    [12, 3, 13, 2, 14, 1, 15].reversed().reduce(0) { $0 << 5 | $1 }
  )

  /// Reads the codes of a block (3.2.7) and makes its tables.
  private mutating func readCodes() -> Outcome? {
    guard let counts = take(14) else { return .cutShort }
    let litlens = counts & 31 &+ 257
    let distances = counts &>> 5 & 31 &+ 1
    // 286 and 30 are all that stand for something.
    guard litlens <= 286, distances <= 30 else { return .damaged }
    let lengths = tables.lengths
    let precodes = counts &>> 10 &+ 4
    var order = Self.order
    for i in 0..<19 {
      if i == 12 { order.0 = order.1 }
      let symbol = Int(order.0 & 31)
      order.0 = order.0 &>> 5
      if i < precodes {
        guard let length = take(3) else { return .cutShort }
        lengths[symbol] = UInt8(truncatingIfNeeded: length)
      } else {
        lengths[symbol] = 0
      }
    }
    guard tables.makePrecode() else { return .damaged }
    if let fault = readLengths(litlens &+ distances) { return fault }
    guard lengths[256] != 0 else { return .damaged }
    // Tables as wide, and with as many cells of two symbols, as what is left may be worth.
    let left = inputEnd - next
    let bits = left < 1024 ? DeflateTables.leastLitlenBits : left < 32_768 ? 10 : DeflateTables.mostLitlenBits
    let isGood = tables.makeDynamic(
      litlens: litlens, distances: distances, litlenBits: bits, paired: bits > DeflateTables.leastLitlenBits)
    return isGood ? nil : .damaged
  }

  /// Reads so many code lengths, themselves coded.
  private mutating func readLengths(_ count: Int) -> Outcome? {
    let lengths = tables.lengths
    let precode = tables.precode
    let mask: UInt64 = 1 &<< UInt64(DeflateTables.precodeBits) &- 1
    var have = 0
    while have < count {
      // Code and extra bits are 14 at most.
      if bits < 14 { refill() }
      let cell = precode[Int(truncatingIfNeeded: buffer & mask)]
      let symbol = cell &>> 12
      let used = DeflateCell.dropped(cell)
      if used > bits { return .cutShort }
      if symbol < 16 {
        drop(used)
        lengths[have] = UInt8(truncatingIfNeeded: symbol)
        have &+= 1
        continue
      }
      let extra = symbol == 16 ? 2 : symbol == 17 ? 3 : 7
      if used &+ extra > bits { return .cutShort }
      drop(used)
      let more = Int(truncatingIfNeeded: buffer & (1 &<< UInt64(truncatingIfNeeded: extra) &- 1))
      drop(extra)
      var value: UInt8 = 0
      if symbol == 16 {
        guard have > 0 else { return .damaged }
        value = lengths[have &- 1]
      }
      let times = more &+ (symbol == 18 ? 11 : 3)
      guard have &+ times <= count else { return .damaged }
      (lengths + have).update(repeating: value, count: times)
      have &+= times
    }
    return nil
  }

  /// Copies a stored block (3.2.4).
  private mutating func copyStored(
    _ length: Int, _ output: UnsafeMutableRawPointer, _ place: inout Int, capacity: Int, most: Int
  ) -> Outcome {
    let end = Swift.min(capacity, most)
    let count = Swift.min(length, inputEnd - next, end &- place)
    (output + place).copyMemory(from: next, byteCount: count)
    next += count
    place &+= count
    if count == length { return .block }
    state = .stored(length &- count)
    if place == end { return end == most ? .full : .needsRoom }
    return .cutShort
  }

  // MARK: - Symbols

  /// Decodes symbols to the end of the block: fast as long as there is input and room
  /// to spare, else one by one with a look at both ends.
  private mutating func decodeSymbols(
    _ output: UnsafeMutableRawPointer, _ start: Int, _ place: inout Int, capacity: Int, most: Int
  ) -> Outcome {
    let end = Swift.min(capacity, most)
    let fastEnd = Swift.min(most &- Self.fastOutput, capacity &- Self.fastOutput &- Self.overrun)
    let litlenMask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: tables.litlenBits) &- 1
    let distanceMask: UInt64 = 1 &<< UInt64(DeflateTables.distanceBits) &- 1
    while true {
      if place <= fastEnd && inputEnd - next >= Self.fastInput {
        switch decodeFast(output, start, &place, fastEnd) {
        case .margin: break
        case .endOfBlock: return .block
        case .damaged: return .damaged
        }
      }
      if end &- place < Self.longestMatch && end < most { return .needsRoom }
      refill()
      var cell = tables.litlen[Int(truncatingIfNeeded: buffer & litlenMask)]
      if cell < DeflateCell.literal && cell & DeflateCell.link != 0 { cell = linked(cell, tables.litlen) }
      var saved = buffer
      if !accept(cell) { return .cutShort }
      if cell < DeflateCell.literal { return cell & DeflateCell.invalid != 0 ? .damaged : .block }
      if cell & DeflateCell.match == 0 {
        if place == end { return .full }
        output.storeBytes(of: UInt8(truncatingIfNeeded: cell &>> 12), toByteOffset: place, as: UInt8.self)
        place &+= 1
        continue
      }
      let length = Int(cell &>> 20 & 0x1FF) &+ DeflateCell.extra(cell, saved)
      refill()
      cell = tables.distance[Int(truncatingIfNeeded: buffer & distanceMask)]
      if cell & DeflateCell.link != 0 { cell = linked(cell, tables.distance) }
      saved = buffer
      if !accept(cell) { return .cutShort }
      if cell & DeflateCell.invalid != 0 { return .damaged }
      let distance = Int(cell &>> 12) &+ DeflateCell.extra(cell, saved)
      // In this order zlib tells them.
      if place == end { return .full }
      if distance > place &- start { return .damaged }
      let count = Swift.min(length, end &- place)
      for to in place..<place &+ count {
        let byte = output.load(fromByteOffset: to &- distance, as: UInt8.self)
        output.storeBytes(of: byte, toByteOffset: to, as: UInt8.self)
      }
      place &+= count
      if count < length { return .full }
    }
  }

  /// The cell that a link leads to, made to count all bits of its code.
  @inline(__always)
  private func linked(_ link: UInt32, _ table: UnsafeMutablePointer<UInt32>) -> UInt32 {
    let first = DeflateCell.dropped(link)
    let place = DeflateCell.place(link, buffer &>> UInt64(truncatingIfNeeded: first))
    return table[place] &+ DeflateCell.code(first)
  }

  /// Drops the bits of a cell; whether there were so many.
  @inline(__always)
  private mutating func accept(_ cell: UInt32) -> Bool {
    let used = DeflateCell.dropped(cell)
    if used > bits { return false }
    drop(used)
    return true
  }
}
