import Testing

@testable import Tabular

/// Blocks made by hand: what zlib's own packing never makes, sound and not.
@Suite struct DeflateBlockTests {
  /// What both decoders give: the bytes, or the error.
  static func result(_ file: [UInt8], _ name: String) -> Result<[UInt8], TabularError> {
    #expect(FuzzTargets.inflateDifference(file, limit: 1 << 20) == nil, "\(name): not as zlib")
    // Which of fault and cut is told, at every place where the input may end.
    for length in file.indices {
      let difference = FuzzTargets.inflateDifference(Array(file[..<length]), limit: 1 << 20)
      #expect(difference == nil, "\(name): \(length) bytes")
    }
    do {
      return .success(try gunzip(file))
    } catch {
      return .failure(error as? TabularError ?? .outOfMemory)
    }
  }

  /// Lengths of literals and lengths: those that are named, else 0.
  static func lengths(_ count: Int, _ named: [Int: Int]) -> [Int] { (0..<count).map { named[$0] ?? 0 } }

  /// A block with these codes and no symbols after its head, but enough bytes.
  static func head(_ litlens: [Int], _ distances: [Int]) -> [UInt8] {
    var bits = BitWriter()
    bits.beginDynamic(litlens, distances)
    for _ in 0..<20 { bits.put(0, 8) }
    return bits.member([])
  }

  @Test func `codes that are none are damage`() {
    let lengths = Self.lengths
    let faults: [(name: String, file: [UInt8])] = [
      ("too many codes", Self.head(lengths(257, [65: 1, 66: 1, 256: 1]), [1])),
      ("too many long codes", Self.head(Array(repeating: 8, count: 257), [1])),
      ("too few codes", Self.head(lengths(257, [65: 2, 256: 2]), [1])),
      ("one code of two bits", Self.head(lengths(257, [256: 2]), [1])),
      ("no code for the end", Self.head(lengths(257, [65: 1, 66: 1]), [1])),
      ("no code at all", Self.head(lengths(257, [:]), [0])),
      ("too many distances", Self.head(lengths(257, [65: 1, 256: 1]), [1, 1, 1])),
      ("too few distances", Self.head(lengths(257, [65: 1, 256: 1]), [2, 2, 2])),
      ("one distance of two bits", Self.head(lengths(257, [65: 1, 256: 1]), [0, 2])),
      ("287 lengths", Self.head(lengths(287, [65: 1, 256: 1]), [1])),
      ("288 lengths", Self.head(lengths(288, [65: 1, 256: 1]), [1])),
      ("31 distances", Self.head(lengths(257, [65: 1, 256: 1]), Array(repeating: 5, count: 31))),
      ("32 distances", Self.head(lengths(257, [65: 1, 256: 1]), Array(repeating: 5, count: 32))),
    ]
    for (name, file) in faults { #expect(Self.result(file, name) == .failure(.damaged(.data)), "\(name)") }
  }

  /// A block whose lengths' codes have these lengths, followed by these symbols with their extra bits, as (value, bits).
  static func precoded(_ precode: [Int], _ symbols: [(symbol: Int, extra: Int, bits: Int)]) -> [UInt8] {
    var bits = BitWriter()
    bits.put(1, 1)
    bits.put(2, 2)
    bits.put(0, 5)
    bits.put(0, 5)
    bits.putPrecode(precode)
    let code = HuffmanCode(precode)
    for step in symbols {
      bits.put(code, step.symbol)
      bits.put(step.extra, step.bits)
    }
    // More than 258 lengths of one bit, and what is a good trailer of nothing.
    for _ in 0..<50 { bits.put(0, 8) }
    return bits.member([])
  }

  @Test func `lengths that cannot be are damage`() {
    func lengths(_ named: [Int: Int]) -> [Int] { Self.lengths(19, named) }
    let common = lengths([0: 2, 1: 2, 16: 2, 18: 2])
    let faults: [(name: String, file: [UInt8])] = [
      ("a repeat of nothing", Self.precoded(common, [(16, 0, 2)])),
      ("zeros beyond the last", Self.precoded(common, [(18, 127, 7), (18, 127, 7)])),
      ("a repeat beyond the last", Self.precoded(common, [(18, 127, 7), (18, 106, 7), (1, 0, 0), (16, 0, 2)])),
      ("too many codes of lengths", Self.precoded(lengths([0: 1, 1: 1, 2: 1]), [])),
      ("too few codes of lengths", Self.precoded(lengths([0: 2, 1: 2, 2: 2]), [])),
      ("one code of lengths", Self.precoded(lengths([0: 1]), [])),
      ("no code of lengths", Self.precoded(lengths([:]), [])),
    ]
    for (name, file) in faults { #expect(Self.result(file, name) == .failure(.damaged(.data)), "\(name)") }
    // Zeros that end with the last length, behind one for the end of the block: an empty block.
    let sound = Self.precoded(common, [(18, 127, 7), (18, 107, 7), (1, 0, 0), (0, 0, 0), (0, 0, 0)])
    #expect(Self.result(sound, "zeros up to the last") == .success([]))
  }

  @Test func `one code of one bit is a code, but its other half is not`() {
    // The end of the block alone.
    for (bit, expected) in [(0, Result<[UInt8], TabularError>.success([])), (1, .failure(.damaged(.data)))] {
      var bits = BitWriter()
      bits.beginDynamic(Self.lengths(257, [256: 1]), [0])
      bits.put(bit, 1)
      #expect(Self.result(bits.member([]), "end alone, bit \(bit)") == expected)
    }
    // One distance, of one byte; long enough to be decoded by the hot loop too.
    let litlen = HuffmanCode(Self.lengths(258, [65: 2, 66: 2, 256: 2, 257: 2]))
    for times in [1, 500] {
      for (bit, expected) in [(0, nil), (1, Result<[UInt8], TabularError>.failure(.damaged(.data)))] {
        var bits = BitWriter()
        bits.beginDynamic(litlen.lengths, [1])
        bits.put(litlen, 65)
        for _ in 0..<times {
          bits.put(litlen, 257)
          bits.put(bit, 1)
        }
        bits.put(litlen, 256)
        let content = Array(repeating: UInt8(65), count: 1 + 3 * times)
        #expect(Self.result(bits.member(content), "\(times) times, bit \(bit)") == expected ?? .success(content))
      }
    }
    // No distance at all: well as long as none is wanted.
    for wanted in [false, true] {
      var bits = BitWriter()
      bits.beginDynamic(litlen.lengths, [0])
      for _ in 0..<50 { bits.put(litlen, 65) }
      if wanted { bits.put(litlen, 257) }
      for _ in 0..<200 { bits.put(litlen, 66) }
      bits.put(litlen, 256)
      let content = Array(repeating: UInt8(65), count: 50) + Array(repeating: 66, count: 200)
      let expected: Result<[UInt8], TabularError> = wanted ? .failure(.damaged(.data)) : .success(content)
      #expect(Self.result(bits.member(content), "no distance, wanted: \(wanted)") == expected)
    }
  }

  @Test func `the fixed code has symbols that stand for nothing`() {
    // Soon and late: in the careful loop and in the hot one.
    for before in [0, 3, 100] {
      for (symbol, distance) in [(286, nil), (287, nil), (257, 30), (257, 31), (257, 0)] as [(Int, Int?)] {
        var bits = BitWriter()
        bits.put(3, 3)
        for _ in 0...before { bits.put(HuffmanCode.fixedLitlen, 200) }
        bits.put(HuffmanCode.fixedLitlen, symbol)
        if let distance { bits.put(HuffmanCode.fixedDistance, distance) }
        for _ in 0..<40 { bits.put(HuffmanCode.fixedLitlen, 201) }
        bits.put(HuffmanCode.fixedLitlen, 256)
        let content = Array(repeating: UInt8(200), count: before + 4) + Array(repeating: 201, count: 40)
        let expected: Result<[UInt8], TabularError> = distance == 0 ? .success(content) : .failure(.damaged(.data))
        #expect(Self.result(bits.member(content), "symbol \(symbol) after \(before)") == expected)
      }
    }
  }

  @Test func `a distance reaches to the member's first byte, not beyond`() {
    for written in [1, 2, 20, 300] {
      for reach in [written, written + 1] {
        var bits = BitWriter()
        bits.put(3, 3)
        for i in 0..<written { bits.put(HuffmanCode.fixedLitlen, i % 100) }
        bits.put(HuffmanCode.fixedLitlen, 257)
        // The symbol and extra bits of `reach` (3.2.5).
        let bases = (0..<30).map { $0 < 2 ? $0 + 1 : ((2 + $0 % 2) << ($0 / 2 - 1)) + 1 }
        let symbol = bases.lastIndex { $0 <= reach } ?? 0
        bits.put(HuffmanCode.fixedDistance, symbol)
        bits.put(reach - bases[symbol], symbol < 2 ? 0 : symbol / 2 - 1)
        for _ in 0..<40 { bits.put(HuffmanCode.fixedLitlen, 7) }
        bits.put(HuffmanCode.fixedLitlen, 256)
        var content = (0..<written).map { UInt8($0 % 100) }
        for _ in 0..<3 { content.append(content[max(0, content.count - reach)]) }
        content += Array(repeating: 7, count: 40)
        let expected: Result<[UInt8], TabularError> = reach == written ? .success(content) : .failure(.damaged(.data))
        let file = bits.member(content)
        #expect(Self.result(file, "\(reach) back after \(written)") == expected)
        // Bytes of the member before are out of reach.
        let first = Packing(level: 0).gzip([1, 2, 3])
        #expect(Self.result(first + file, "\(reach) back, second member") == expected.map { [1, 2, 3] + $0 })
      }
    }
  }

  @Test func `stored blocks hold what they say, and other kinds there are none`() {
    func stored(_ content: [UInt8], _ inverse: Int, last: Bool, into bits: inout BitWriter) {
      bits.put(last ? 1 : 0, 3)
      // The rest of the byte means nothing.
      bits.put(0x15, 5)
      bits.alignToByte()
      bits.put(content.count, 16)
      bits.put(inverse, 16)
      for byte in content { bits.put(Int(byte), 8) }
    }
    var good = BitWriter()
    stored([1, 2, 3], ~3 & 0xFFFF, last: false, into: &good)
    stored([], 0xFFFF, last: false, into: &good)
    stored([4], ~1 & 0xFFFF, last: true, into: &good)
    #expect(Self.result(good.member([1, 2, 3, 4]), "three stored blocks") == .success([1, 2, 3, 4]))
    var bad = BitWriter()
    stored([1, 2, 3], ~3 & 0xFFFF ^ 1, last: true, into: &bad)
    #expect(Self.result(bad.member([1, 2, 3]), "lengths that differ") == .failure(.damaged(.data)))
    var third = BitWriter()
    third.put(7, 3)
    #expect(Self.result(third.member([]), "the third kind") == .failure(.damaged(.data)))
  }

  /// Codes of any shape up to 15 bits, and any symbols in them.
  @Test func `blocks of random codes hold what was written`() throws {
    let lengthBases = [
      3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ]
    var random = SeededRandom(0x1952)
    for round in 0..<400 {
      var bits = BitWriter()
      var content: [UInt8] = []
      let blocks = 1 + random.below(3)
      for block in 1...blocks {
        let litlenCount = 257 + random.below(30)
        let litlen = HuffmanCode(HuffmanCode.random(litlenCount, wanted: [65, 256], using: &random))
        let distance = HuffmanCode(HuffmanCode.random(2 + random.below(29), wanted: [0], using: &random))
        bits.beginDynamic(litlen.lengths, distance.lengths, last: block == blocks)
        let symbols = litlen.lengths.indices.filter { litlen.lengths[$0] > 0 && $0 != 256 }
        let distances = distance.lengths.indices.filter { distance.lengths[$0] > 0 }
        for _ in 0..<random.below(random.below(3) == 0 ? 2000 : 60) {
          let symbol = symbols[random.below(symbols.count)]
          if symbol < 256 {
            bits.put(litlen, symbol)
            content.append(UInt8(symbol))
            continue
          }
          let nr = symbol - 257
          let step = distances[random.below(distances.count)]
          let extra = step < 2 ? 0 : step / 2 - 1
          let least = step < 2 ? step + 1 : ((2 + step % 2) << extra) + 1
          guard least <= content.count else { continue }
          let back = min(least + random.below(1 << extra), content.count)
          let lengthExtra = nr < 8 || nr == 28 ? 0 : nr / 4 - 1
          let more = random.below(1 << lengthExtra)
          bits.put(litlen, symbol)
          bits.put(more, lengthExtra)
          bits.put(distance, step)
          bits.put(back - least, extra)
          for _ in 0..<lengthBases[nr] + more { content.append(content[content.count - back]) }
        }
        bits.put(litlen, 256)
      }
      let file = bits.member(content)
      #expect(try gunzip(file) == content, "round \(round)")
      #expect(FuzzTargets.inflateDifference(file, limit: content.count - 1) == nil, "round \(round)")
      var bad = file
      bad[10 + random.below(file.count - 10)] ^= 1 << UInt8(random.below(8))
      #expect(FuzzTargets.inflateDifference(bad, limit: 1 << 20) == nil, "round \(round), damaged")
    }
  }
}
