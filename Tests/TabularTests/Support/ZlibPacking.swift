import CZlib

@testable import Tabular

/// How zlib is told to pack.
struct Packing: CustomStringConvertible, Sendable {
  var level: Int32 = 6
  var strategy: Int32 = Z_DEFAULT_STRATEGY
  /// 1 makes blocks of 128 symbols, 9 of 32,768.
  var memory: Int32 = 8

  var description: String { "level \(level), strategy \(strategy), memory \(memory)" }

  static let all: [Packing] =
    [0, 1, 6, 9].flatMap { level in
      [Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED].flatMap { strategy in
        [1, 9].map { Packing(level: level, strategy: strategy, memory: $0) }
      }
    }

  /// One member of gzip that holds `content`.
  func gzip(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, level, Z_DEFLATED, 15 + 16, memory, strategy, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    var input = content
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(content.count))) + 64)
    let count = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        deflate(&stream, Z_FINISH)
        return output.count - Int(stream.avail_out)
      }
    }
    deflateEnd(&stream)
    return Array(output[..<count])
  }
}

/// Writes the bits of deflate by hand, faults too.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var used = 0

  /// The lowest `count` bits of `value`, the lowest first.
  mutating func put(_ value: Int, _ count: Int) {
    for bit in 0..<count {
      if used & 7 == 0 { bytes.append(0) }
      if value >> bit & 1 == 1 { bytes[bytes.count - 1] |= 1 << UInt8(used & 7) }
      used += 1
    }
  }

  /// A code, its highest bit first.
  mutating func put(_ code: HuffmanCode, _ symbol: Int) {
    let length = code.lengths[symbol]
    for bit in (0..<length).reversed() { put(code.codes[symbol] >> bit & 1, 1) }
  }

  mutating func alignToByte() { used = (used + 7) & ~7 }

  /// The head of a block with codes of its own; each length is written as itself, by a code of four bits.
  mutating func beginDynamic(_ litlens: [Int], _ distances: [Int], last: Bool = true) {
    put(last ? 1 : 0, 1)
    put(2, 2)
    put(litlens.count - 257, 5)
    put(distances.count - 1, 5)
    putPrecode((0..<19).map { $0 < 16 ? 4 : 0 })
    for length in litlens + distances { for bit in (0..<4).reversed() { put(length >> bit & 1, 1) } }
  }

  /// How many lengths of codes for lengths there are (all), and these.
  mutating func putPrecode(_ lengths: [Int]) {
    put(15, 4)
    for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] { put(lengths[symbol], 3) }
  }

  /// These blocks as a member of gzip that claims to hold `content`.
  func member(_ content: [UInt8]) -> [UInt8] {
    let sum = content.withUnsafeBytes { Checksum.zlib(0, $0.baseAddress!, $0.count) }
    let trailer = [sum, UInt32(content.count)].flatMap { value in (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) } }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bytes + trailer
  }
}

/// Codes from their lengths, as RFC 1951, 3.2.2 says it.
struct HuffmanCode {
  let lengths: [Int]
  let codes: [Int]

  init(_ lengths: [Int]) {
    self.lengths = lengths
    var codes = [Int](repeating: 0, count: lengths.count)
    var code = 0
    for length in 1...15 {
      code <<= 1
      for symbol in lengths.indices where lengths[symbol] == length {
        codes[symbol] = code
        code += 1
      }
    }
    self.codes = codes
  }

  static let fixedLitlen = HuffmanCode((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistance = HuffmanCode(Array(repeating: 5, count: 32))

  /// Lengths of a whole code for some of `count` symbols, those of `wanted` among them.
  static func random(_ count: Int, wanted: [Int], using random: inout SeededRandom) -> [Int] {
    let chosen = (0..<random.below(count)).map { _ in random.below(count) }
    let used = Set(wanted + chosen).sorted().shuffled(using: &random)
    var depths = [0]
    // Splitting one of the last leaves again and again makes deep codes.
    let deep = random.below(3) == 0
    while depths.count < max(2, used.count) {
      let place = deep ? depths.count - 1 - random.below(min(2, depths.count)) : random.below(depths.count)
      let depth = depths[place]
      if depth == 15 {
        guard let shallow = depths.indices.min(by: { depths[$0] < depths[$1] }) else { break }
        depths[shallow] += 1
        depths.append(depths[shallow])
        continue
      }
      depths[place] += 1
      depths.append(depth + 1)
    }
    var lengths = [Int](repeating: 0, count: count)
    for (symbol, depth) in zip(used, depths) { lengths[symbol] = depth }
    // A code of one symbol would leave the other half empty: another one takes it.
    if used.count == 1 { lengths[used[0] == 0 ? 1 : used[0] - 1] = 1 }
    return lengths
  }
}
