import Glibc

/// A cell of a decode table: all that a code stands for in 32 bits, so that one look
/// gives a symbol, its extra bits and how far to move on.
///
///     bits 0-5    bits to drop: the code's and the extra ones after it
///     bits 6-9    bits of the code alone (a link: bits of the table it leads to)
///
/// Literals and lengths; in `pairs` a cell may hold two literals, or one and a length:
///
///     bits 12-19  the first literal
///     bits 20-28  the second literal, or the least length
///     bits 29-30  how many literals
///     bit 31      a length
///     none of these three set: the end of the block, a link or no code
///
/// Distances: bits 12-26, the least distance. Links: bits 12-24, where they lead. Code lengths: bits 12-16.
enum DeflateCell {
  /// One literal; as a number the least cell that is neither end, link nor no code.
  @inline(__always) static var literal: UInt32 { 1 << 29 }
  /// A length, perhaps after a literal.
  @inline(__always) static var match: UInt32 { 1 << 31 }
  /// The code goes on in a further table.
  @inline(__always) static var link: UInt32 { 1 << 28 }
  /// These bits are no code.
  @inline(__always) static var invalid: UInt32 { 1 << 27 }
  /// What `bits` of code add to what a symbol stands for.
  @inline(__always) static func code(_ bits: Int) -> UInt32 { UInt32(truncatingIfNeeded: bits &* 0x41) }
  /// The bits to drop.
  @inline(__always) static func dropped(_ cell: UInt32) -> Int { Int(cell & 63) }
  /// The extra bits of a cell, which are in `buffer` after its code.
  @inline(__always) static func extra(_ cell: UInt32, _ buffer: UInt64) -> Int {
    let all: UInt64 = 1 &<< UInt64(cell & 63) &- 1
    return Int(truncatingIfNeeded: (buffer & all) &>> UInt64(cell &>> 6 & 63))
  }
  /// The place in the tables that a link leads to.
  @inline(__always) static func place(_ link: UInt32, _ buffer: UInt64) -> Int {
    let mask: UInt64 = 1 &<< UInt64(link &>> 6 & 63) &- 1
    return Int(link &>> 12 & 0x1FFF) &+ Int(truncatingIfNeeded: buffer & mask)
  }
}

/// The decode tables of a block (RFC 1951, 3.2.2 to 3.2.7) in one piece of memory that
/// is used again for every block.
///
/// A table has a cell for each value of the next `bits` bits. A code that is longer
/// has its first bits there, with a link to a table for the rest, as deep as the longest code that begins so.
/// Such a table of 2^k cells holds at least k + 1 codes, which is what the sizes below follow from.
struct DeflateTables: ~Copyable, @unchecked Sendable {
  // Unchecked: the memory has one owner.
  private let memory: UnsafeMutableRawPointer
  /// Literals, lengths and the end of the block; behind them, from `pairPlace` and
  /// `distancePlace` on, what the hot loop reaches from the same pointer.
  let litlen: UnsafeMutablePointer<UInt32>
  /// As the first part of `litlen`, with cells that hold two symbols where both codes fit: what
  /// is mostly needed, a literal and a match or several literals, comes from one look. Always there, if only as a copy.
  private var pairs: UnsafeMutablePointer<UInt32> { litlen + Self.pairPlace }
  /// Distances; always of `distanceBits`.
  var distance: UnsafeMutablePointer<UInt32> { litlen + Self.distancePlace }
  /// The lengths of codes.
  let precode: UnsafeMutablePointer<UInt32>
  /// What symbols stand for, as cells without their codes.
  private let litlenMeanings: UnsafeMutablePointer<UInt32>
  private let distanceMeanings: UnsafeMutablePointer<UInt32>
  private let precodeMeanings: UnsafeMutablePointer<UInt32>
  /// Symbols in the order of their codes, while a table is built.
  private let sorted: UnsafeMutablePointer<UInt16>
  /// Code lengths of the block: literals and lengths, then distances. While they are read, first the
  /// lengths of their own codes.
  let lengths: UnsafeMutablePointer<UInt8>
  /// The bits that `litlen` is looked up by.
  private(set) var litlenBits = 0
  /// Whether the tables hold the codes of fixed blocks.
  private(set) var areFixed = false

  /// The most bits that `litlen` is looked up by: 2^k-cell tables behind it with k <= 4 have at most
  /// 286 * 16 / 5 cells in all.
  static let mostLitlenBits = 11
  /// The same with k <= 6 and 286 * 64 / 7 cells.
  static let leastLitlenBits = 9
  /// The bits that `distance` is looked up by: k <= 7, 30 * 128 / 8 cells.
  static let distanceBits = 8
  /// A code length's code has at most 7 bits (3.2.7).
  static let precodeBits = 7
  /// Where `pairs` and `distance` begin, in cells from `litlen`.
  @inline(__always) static var pairPlace: Int { 3200 }
  @inline(__always) static var distancePlace: Int { pairPlace + 1 << mostLitlenBits }
  private static let distanceCells = 256 + 480
  private static let precodeCells = 128
  /// Of a fixed block; the codes of others have 286 + 30 at most.
  private static let lengthCount = 288 + 32

  /// - Throws: `outOfMemory`.
  init() throws(TabularError) {
    let cells = Self.distancePlace + Self.distanceCells + Self.precodeCells + 288 + 32 + 20
    let size = cells * 4 + 288 * 2 + Self.lengthCount
    guard let memory = malloc(size) else { throw .outOfMemory }
    self.memory = memory
    litlen = memory.bindMemory(to: UInt32.self, capacity: cells)
    precode = litlen + Self.distancePlace + Self.distanceCells
    litlenMeanings = precode + Self.precodeCells
    distanceMeanings = litlenMeanings + 288
    precodeMeanings = distanceMeanings + 32
    sorted = (memory + cells * 4).bindMemory(to: UInt16.self, capacity: 288)
    lengths = (memory + cells * 4 + 288 * 2).bindMemory(to: UInt8.self, capacity: Self.lengthCount)
    giveMeanings()
  }

  deinit {
    Glibc.free(memory)
  }

  /// The tables of 3.2.5, which follow a rule but for the last length.
  private func giveMeanings() {
    for byte in 0..<256 { litlenMeanings[byte] = DeflateCell.literal | UInt32(truncatingIfNeeded: byte) &<< 12 }
    litlenMeanings[256] = 0
    for step in 0..<28 {
      let extra = step < 8 ? 0 : step / 4 - 1
      let base = step < 8 ? step + 3 : ((4 + step % 4) << extra) + 3
      litlenMeanings[257 + step] = DeflateCell.match | UInt32(base << 20 | extra)
    }
    litlenMeanings[285] = DeflateCell.match | 258 << 20
    // Two symbols of the fixed code that stand for nothing.
    litlenMeanings[286] = DeflateCell.invalid
    litlenMeanings[287] = DeflateCell.invalid
    for step in 0..<30 {
      let extra = step < 2 ? 0 : step / 2 - 1
      let base = step < 2 ? step + 1 : ((2 + step % 2) << extra) + 1
      distanceMeanings[step] = UInt32(base << 12 | extra)
    }
    distanceMeanings[30] = DeflateCell.invalid
    distanceMeanings[31] = DeflateCell.invalid
    for length in 0..<19 { precodeMeanings[length] = UInt32(length << 12) }
  }

  /// Makes the tables of fixed blocks (3.2.6), if they are not there yet.
  mutating func makeFixed() {
    if areFixed { return }
    for symbol in 0..<288 { lengths[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8 }
    for symbol in 288..<320 { lengths[symbol] = 5 }
    areFixed = makeDynamic(litlens: 288, distances: 32, litlenBits: Self.leastLitlenBits, paired: false)
  }

  /// Makes the table of the code lengths' codes from the first 19 of `lengths`.
  /// - Returns: whether they are a code.
  func makePrecode() -> Bool {
    switch build(
      lengths, 19, precodeMeanings, Self.precodeBits, into: precode, narrow: false)
    {
    case .complete: return true
    case .empty:
      // zlib reads each length as 0 from one bit then; that there is no code for the end
      // of the block shows when all have been read.
      for cell in 0..<Self.precodeCells { precode[cell] = DeflateCell.code(1) }
      return true
    case .single, .broken: return false
    }
  }

  /// Makes the tables of a block from `lengths`.
  /// - Parameters:
  ///   - litlens: how many lengths are of literals and lengths.
  ///   - distances: how many follow them.
  ///   - bits: the most bits that `litlen` is to be looked up by: more are worth the time in a longer block.
  ///   - paired: whether cells of two symbols are to be made, which takes time too.
  /// - Returns: whether both are codes. One code of one bit is, though it leaves bits that are no
  ///   code; so is a block without distances, as long as none is needed.
  mutating func makeDynamic(litlens: Int, distances: Int, litlenBits bits: Int, paired: Bool) -> Bool {
    areFixed = false
    litlenBits = bits
    switch build(lengths, litlens, litlenMeanings, bits, into: litlen, narrow: true) {
    case .complete(let used): litlenBits = used
    case .single(let symbol): fill(litlen, bits, litlenMeanings[symbol])
    case .empty, .broken: return false
    }
    pairs.update(from: litlen, count: 1 &<< litlenBits)
    if paired { makePairs() }
    switch build(
      lengths + litlens, distances, distanceMeanings, Self.distanceBits, into: distance, narrow: false)
    {
    case .complete: return true
    case .single(let symbol):
      fill(distance, Self.distanceBits, distanceMeanings[symbol])
      return true
    case .empty:
      fill(distance, Self.distanceBits, nil)
      return true
    case .broken: return false
    }
  }

  /// Puts cells of two symbols into `pairs`, which is a copy of `litlen`.
  private func makePairs() {
    let bits = litlenBits
    guard bits > 2 else { return }
    // Of a literal whose code leaves two bits at least, the cells of all that may follow it.
    for place in 0..<1 &<< (bits &- 2) {
      let first = litlen[place]
      let used = Int(first &>> 6 & 63)
      // The literal's first cell only: the others are reached from it.
      guard first &>> 29 == 1, place < 1 &<< used, used <= bits &- 2 else { continue }
      let most = SIMD4<UInt32>(repeating: UInt32(truncatingIfNeeded: bits &- used) &<< 6 | 63)
      let literal = SIMD4<UInt32>(repeating: first)
      var to = pairs + place
      for next in stride(from: 0, to: 1 &<< (bits &- used), by: 4) {
        let second = UnsafeRawPointer(litlen + next).loadUnaligned(as: SIMD4<UInt32>.self)
        // A length goes with its own bits; a literal moves up to the second place.
        let pair = second.replacing(
          with: (second & 0x000F_F000) &<< 8 | second & 0x2000_0FFF, where: second .< DeflateCell.match)
        let fits = (second .>= DeflateCell.literal) .& (second & 0xFFF .<= most)
        let cells = literal.replacing(with: pair &+ literal, where: fits)
        to[0] = cells[0]
        to[1 &<< used] = cells[1]
        to[2 &<< used] = cells[2]
        to[3 &<< used] = cells[3]
        to += 4 &<< used
      }
    }
  }

  /// A table of one symbol, with the code 0, or of none.
  private func fill(_ table: UnsafeMutablePointer<UInt32>, _ bits: Int, _ meaning: UInt32?) {
    let none = DeflateCell.invalid
    for cell in 0..<1 << bits { table[cell] = (cell & 1 == 0 ? meaning ?? none : none) &+ DeflateCell.code(1) }
  }

  private enum Outcome {
    /// Every bit string is a code; the table is made, for `bits` bits.
    case complete(bits: Int)
    /// One code of one bit; no table is made.
    case single(Int)
    /// No code; no table is made.
    case empty
    /// Too many codes, or too few.
    case broken
  }

  /// Builds one table from code lengths of 0 to 15 (3.2.2).
  ///
  /// Codes stand in the input with their first bit lowest, so they are counted in mirrored
  /// form. As a code of n bits fills every 2^n-th cell, the codes are set in order of their length into
  /// a table that is doubled from one length to the next: each cell is written by hand only once.
  /// - Parameter narrow: whether a table that needs fewer bits than `most` is made for so many only.
  private func build(
    _ lengths: UnsafePointer<UInt8>, _ symbols: Int, _ meanings: UnsafePointer<UInt32>, _ most: Int,
    into table: UnsafeMutablePointer<UInt32>, narrow: Bool
  ) -> Outcome {
    // Sixteen counts of 16 bits; two rows, because equal lengths often follow one another
    // and a count must be written before it can be read again.
    var counts = (SIMD16<UInt16>(), SIMD16<UInt16>())
    return withUnsafeMutableBytes(of: &counts) { raw in
      guard let count = raw.baseAddress?.assumingMemoryBound(to: UInt16.self) else { return .broken }
      var symbol = 0
      while symbol &+ 1 < symbols {
        count[Int(lengths[symbol] & 15)] &+= 1
        count[16 &+ Int(lengths[symbol &+ 1] & 15)] &+= 1
        symbol &+= 2
      }
      if symbol < symbols { count[Int(lengths[symbol] & 15)] &+= 1 }
      // The second row then holds where each length's symbols begin in `sorted`.
      let start = count + 16
      var longest = 0
      var left = 1
      var before = 0
      for length in 0..<16 {
        let n = Int(count[length] &+ start[length])
        count[length] = UInt16(truncatingIfNeeded: n)
        start[length] = UInt16(truncatingIfNeeded: before)
        before &+= n
        if length == 0 { continue }
        left = left &* 2 &- n
        if left < 0 { return .broken }
        if n > 0 { longest = length }
      }
      if longest == 0 { return .empty }
      for symbol in 0..<symbols {
        let length = Int(lengths[symbol] & 15)
        sorted[Int(start[length])] = UInt16(truncatingIfNeeded: symbol)
        start[length] &+= 1
      }
      let codes = sorted + Int(count[0])
      if left > 0 { return longest == 1 ? .single(Int(codes[0])) : .broken }
      let bits = narrow ? Swift.min(most, longest) : most
      set(codes, count, longest, bits, meanings, table)
      return .complete(bits: bits)
    }
  }

  /// Writes the cells of a complete code.
  @inline(__always)
  private func set(
    _ symbols: UnsafePointer<UInt16>, _ count: UnsafePointer<UInt16>, _ longest: Int, _ bits: Int,
    _ meanings: UnsafePointer<UInt32>, _ table: UnsafeMutablePointer<UInt32>
  ) {
    var next = symbols
    // The mirrored code; counting up is setting the highest bit that is 0 and clearing those above.
    var code = 0
    var length = 1
    while length <= Swift.min(bits, longest) {
      let size = 1 &<< length
      let add = DeflateCell.code(length)
      var left = Int(count[length])
      while left > 0 {
        table[code] = meanings[Int(next[0])] &+ add
        next += 1
        left &-= 1
        code = Self.following(code, size &- 1)
      }
      if length < bits { (table + size).update(from: table, count: size) }
      length &+= 1
    }
    // A table wider than its longest code repeats itself.
    while length < bits {
      (table + (1 &<< length)).update(from: table, count: 1 &<< length)
      length &+= 1
    }
    if longest <= bits { return }
    let mask = 1 &<< bits &- 1
    var prefix = -1
    var begin = 1 &<< bits
    var size = 0
    length = bits &+ 1
    while length <= longest {
      let add = DeflateCell.code(length &- bits)
      var left = Int(count[length])
      while left > 0 {
        if code & mask != prefix {
          prefix = code & mask
          begin &+= size
          // As deep as it takes for the codes that are left to fill it.
          var depth = length &- bits
          var filled = left
          while filled < 1 &<< depth && depth &+ bits < longest {
            depth &+= 1
            filled = filled &* 2 &+ Int(count[bits &+ depth])
          }
          size = 1 &<< depth
          table[prefix] =
            DeflateCell.link | UInt32(truncatingIfNeeded: begin &<< 12 | depth &<< 6 | bits)
        }
        let cell = meanings[Int(next[0])] &+ add
        next += 1
        left &-= 1
        var place = code &>> bits
        while place < size {
          table[begin &+ place] = cell
          place &+= 1 &<< (length &- bits)
        }
        code = Self.following(code, 1 &<< length &- 1)
      }
      length &+= 1
    }
  }

  /// The code after `code` among those of as many bits as `mask` has; 0 after the last.
  @inline(__always)
  private static func following(_ code: Int, _ mask: Int) -> Int {
    let zeros = ~code & mask
    if zeros == 0 { return 0 }
    let bit = 1 &<< (63 &- zeros.leadingZeroBitCount)
    return code & (bit &- 1) | bit
  }
}
