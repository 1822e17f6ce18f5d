import CZlib
import Testing

@testable import Tabular

/// Our own decoder of deflate against zlib: the same bytes from what is sound, the same error from what is not.
@Suite struct DeflateTests {
  /// Text like that of a drop's files.
  static func table(_ rows: Int, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed)
    return (0..<rows).flatMap { row -> [UInt8] in
      let day = "\(random.below(28) + 1).0\(random.below(9) + 1).20\(random.below(15) + 10)"
      return Array("9000\(10_000_000 + row * 7);\(day);Norskopplæring;\(random.below(400));;0301\r\n".utf8)
    }
  }

  /// Bytes of which some are seldom, so that codes are long.
  static func skewed(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed)
    return (0..<count).map { _ in
      UInt8(truncatingIfNeeded: random.next().trailingZeroBitCount * 5 + random.below(3))
    }
  }

  /// `unit` over and over.
  static func repeated(_ unit: [UInt8], _ count: Int) -> [UInt8] { (0..<count).map { unit[$0 % unit.count] } }

  static let contents: [(name: String, bytes: [UInt8])] =
    [
      ("nothing", []), ("a byte", [0x41]), ("text", table(900, seed: 1)), ("noise", GzipTests.random(70_000, seed: 2)),
      ("seldom bytes", skewed(20_000, seed: 3)), ("zeros", Array(repeating: 0, count: 100_000)),
      ("far back", GzipTests.random(32_768, seed: 4) + GzipTests.random(32_768, seed: 4)),
    ]
    + (2...17).map { ("period \($0)", repeated(GzipTests.random($0, seed: UInt64($0)), 1000 + $0)) }

  @Test(arguments: contents.indices)
  func `what zlib packs in any way comes back`(nr: Int) throws {
    let (name, content) = Self.contents[nr]
    for packing in Packing.all {
      let packed = packing.gzip(content)
      #expect(try gunzip(packed) == content, "\(name), \(packing)")
      // All but the last byte of the limit, and a room that must grow from nearly nothing.
      #expect(FuzzTargets.inflateDifference(packed, limit: content.count - 1) == nil, "\(name), \(packing)")
      let joined = try gunzip(packed + Packing().gzip([7]), limit: content.count + 1)
      #expect(joined == content + [7], "\(name), \(packing)")
    }
  }

  @Test func `files of random content, whole, cut, damaged and limited, give what zlib gives`() {
    var random = SeededRandom(0x1951)
    for round in 0..<1500 {
      var content: [UInt8] = []
      for _ in 0..<random.below(5) {
        let size = random.below(random.below(4) == 0 ? 3000 : 300)
        switch random.below(4) {
        case 0: content += GzipTests.random(size, seed: random.next())
        case 1: content += Self.repeated(GzipTests.random(1 + random.below(40), seed: random.next()), size)
        case 2: content += Self.skewed(size, seed: random.next())
        default: content += Self.table(size / 50, seed: random.next())
        }
      }
      var file = Packing.all[random.below(Packing.all.count)].gzip(content)
      if random.below(4) == 0 { file += Packing.all[random.below(Packing.all.count)].gzip(Array(content.prefix(100))) }
      let limit = random.below(3) == 0 ? random.below(content.count + 3) : 1 << 20
      #expect(FuzzTargets.inflateDifference(file, limit: limit) == nil, "round \(round)")
      for _ in 0..<3 { file[random.below(file.count)] ^= 1 << UInt8(random.below(8)) }
      if random.below(2) == 0 { file.removeLast(random.below(file.count)) }
      let difference = FuzzTargets.inflateDifference(file, limit: limit)
      #expect(difference == nil, "round \(round), damaged: \(file.prefix(2000))")
    }
  }

  /// Small files of every kind of block, with several headers and members.
  static let small: [[UInt8]] = [
    Packing().gzip(table(12, seed: 5)), Packing(strategy: Z_FIXED).gzip(Array("aaaaaaaabcabcabcabc;æøå".utf8)),
    Packing(level: 0).gzip(Array("stored".utf8)),
    Packing(strategy: Z_HUFFMAN_ONLY, memory: 1).gzip(skewed(300, seed: 6)),
    [0x1F, 0x8B, 8, 0x1E, 1, 2, 3, 4, 0, 3, 2, 0, 9, 9] + Array("a\0b\0".utf8) + headerSum + Packing().gzip([])[10...]
      + Packing().gzip(repeated([1, 2, 3], 700)) + [0, 0, 0],
  ]
  private static let headerSum: [UInt8] = {
    let header: [UInt8] = [0x1F, 0x8B, 8, 0x1E, 1, 2, 3, 4, 0, 3, 2, 0, 9, 9] + Array("a\0b\0".utf8)
    let sum = header.withUnsafeBytes { Checksum.zlib(0, $0.baseAddress!, $0.count) }
    return [UInt8(sum & 0xFF), UInt8(sum >> 8 & 0xFF)]
  }()

  @Test func `a header checksum that is right is accepted`() throws {
    #expect(try gunzip(Self.small[4]) == Self.repeated([1, 2, 3], 700))
  }

  @Test(arguments: small.indices)
  func `cut at any byte, the same is told as zlib tells`(nr: Int) throws {
    let file = Self.small[nr]
    let size = try gunzip(file).count
    for length in 0...file.count {
      for limit in [1 << 20, size - 1, size / 2] {
        let difference = FuzzTargets.inflateDifference(Array(file[..<length]), limit: limit)
        #expect(difference == nil, "\(length) bytes, limit \(limit)")
      }
    }
  }

  @Test(arguments: small.indices)
  func `any bit flipped, the same is told as zlib tells`(nr: Int) throws {
    let file = Self.small[nr]
    let size = try gunzip(file).count
    for place in file.indices {
      for bit in 0..<8 {
        var bad = file
        bad[place] ^= 1 << UInt8(bit)
        for limit in [1 << 20, size - 1] {
          let difference = FuzzTargets.inflateDifference(bad, limit: limit)
          #expect(difference == nil, "byte \(place), bit \(bit), limit \(limit)")
        }
        // Cut after the damage: which of both shows depends on how many bits are there.
        let cut = FuzzTargets.inflateDifference(Array(bad[...min(place + 1, bad.count - 1)]), limit: 1 << 20)
        #expect(cut == nil, "byte \(place), bit \(bit), cut")
      }
    }
  }

  @Test func `a limit inside any symbol, with damage after it, gives what zlib gives`() throws {
    let content = Self.repeated([1, 2, 3, 4, 5], 40) + Self.table(3, seed: 7)
    let good = Packing().gzip(content)
    var wrongSum = good
    wrongSum[good.count - 8] ^= 1
    for file in [good, wrongSum, good + [1], wrongSum + [1], Array(good.dropLast(6)), good + good, good + [0, 0, 9]] {
      for limit in 0...content.count + 1 {
        #expect(FuzzTargets.inflateDifference(file, limit: limit) == nil, "limit \(limit), \(file.count) bytes")
      }
    }
  }

  @Test func `room grows in the middle of every kind of block`() throws {
    // The last trailer is what the first guess is made from.
    let tiny = Packing().gzip([7])
    let contents = [
      Array(repeating: 0, count: 400_000), Self.table(4000, seed: 8), GzipTests.random(200_000, seed: 9),
    ]
    for content in contents {
      for level: Int32 in [0, 1, 9] {
        #expect(try gunzip(Packing(level: level).gzip(content) + tiny) == content + [7], "level \(level)")
      }
    }
  }

  @Test func `the checksum is zlib's`() {
    let bytes = GzipTests.random(5000, seed: 10)
    bytes.withUnsafeBytes { bytes in
      for count in Array(0..<400) + [1023, 1024, 1025, 4095, 4900] {
        for (offset, before) in [(0, 0), (1, 0xFFFF_FFFF), (count % 64, 0x1234_5678)] as [(Int, UInt32)] {
          let part = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
          let expected = Checksum.zlib(before, part.baseAddress!, count)
          #expect(Checksum.crc32(before, part) == expected, "\(count) at \(offset)")
        }
      }
      // In parts as in whole.
      let half = Checksum.crc32(0, UnsafeRawBufferPointer(rebasing: bytes[..<1777]))
      let rest = UnsafeRawBufferPointer(rebasing: bytes[1777...])
      #expect(Checksum.crc32(half, rest) == Checksum.crc32(0, bytes))
      #expect(Checksum.crc32(7, UnsafeRawBufferPointer(start: nil, count: 0)) == 7)
    }
    // The customary check.
    let digits = Array("123456789".utf8)
    #expect(digits.withUnsafeBytes { Checksum.crc32(0, $0) } == 0xCBF4_3926)
  }
}
