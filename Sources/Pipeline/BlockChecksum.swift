import CProcessor
import Innlesing
import Tabular

/// A SHA-256 (FIPS 180-4) of whole blocks of 64 bytes, of which several can go on at the same time.
///
/// swift-crypto's is what decides; this gives the same (a test holds one against the other) and is there
/// for time alone. The instructions for SHA wait for one another within a stream, so that one stream leaves
/// much of the processor idle: on an Intel Xeon (Emerald Rapids) two streams side by side take in 1.3 times,
/// and sixteen in vectors of 64 bytes 2.2 times, as many bytes a second as one does, and as
/// swift-crypto does. Only where `level` is not 0.
struct BlockChecksum: Sendable {
  /// Bytes of a block.
  static let block = ChecksumSteps.block
  /// Streams that can go on at the same time.
  static let most = level == 2 ? 16 : level == 1 ? 2 : 1
  /// What the processor can do, see `nir_sha256_level`. Asked once.
  static let level = Int(nir_sha256_level())

  /// The words a to h, to begin with those of section 5.3.3.
  fileprivate var words = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
  /// Bytes taken in.
  fileprivate var count = 0

  /// Takes bytes in, as far as they are whole blocks.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let blocks = bytes.count / BlockChecksum.block
    count += blocks * BlockChecksum.block
    withUnsafeMutableBytes(of: &words) { w in
      guard let w = w.baseAddress, let from = bytes.baseAddress else { return }
      nir_sha256_one(w.assumingMemoryBound(to: UInt32.self), from, blocks)
    }
  }

  /// The same of a block of any length, step by step.
  func steps(_ bytes: UnsafeRawBufferPointer) -> ChecksumSteps { ChecksumSteps(words: words, bytes) }
  /// What has been taken in of it so.
  mutating func took(_ steps: ChecksumSteps, of bytes: UnsafeRawBufferPointer) {
    words = steps.words
    count += bytes.count - steps.left * BlockChecksum.block
  }

  /// Takes the same number of bytes of two streams in, as far as they are whole blocks.
  static func update(
    _ a: inout BlockChecksum, _ x: UnsafeRawBufferPointer, _ b: inout BlockChecksum, _ y: UnsafeRawBufferPointer,
    level: Int = BlockChecksum.level
  ) {
    let blocks = min(x.count, y.count) / block
    a.count += blocks * block
    b.count += blocks * block
    withUnsafeMutableBytes(of: &a.words) { v in
      withUnsafeMutableBytes(of: &b.words) { w in
        guard let v = v.baseAddress, let w = w.baseAddress, let from = x.baseAddress, let other = y.baseAddress
        else { return }
        nir_sha256_two(
          Int32(truncatingIfNeeded: level), v.assumingMemoryBound(to: UInt32.self),
          w.assumingMemoryBound(to: UInt32.self), from, other, blocks)
      }
    }
  }

  /// 64 lower-case hexadecimal digits: the checksum of what was taken in and of `rest` after it.
  func hex(rest: UnsafeRawBufferPointer) -> String {
    var sum = self
    sum.update(rest)
    // Section 5.1.1: a bit, noughts, and the number of bits in the last eight bytes.
    let tail = UnsafeRawBufferPointer(rebasing: rest[(rest.count / BlockChecksum.block * BlockChecksum.block)...])
    var last = Array(tail) + [0x80]
    last += Array(repeating: 0, count: (2 * BlockChecksum.block - 8 - last.count) % BlockChecksum.block)
    let bits = UInt64(count + rest.count) &* 8
    withUnsafeBytes(of: bits.bigEndian) { last += $0 }
    last.withUnsafeBytes { sum.update($0) }
    let bytes = (0..<8).flatMap { i in (0..<4).map { UInt8(truncatingIfNeeded: sum.words[i] >> UInt32(24 - 8 * $0)) } }
    return Checksum.hex(of: bytes)
  }
}

/// The checksums of files that are read side by side, a mouthful of each at a time. One worker owns it.
final class SideSums {
  /// By place.
  private var sums: [BlockChecksum]
  /// Where the processor has nothing by which several are faster than one after the other.
  private var library: [Checksum]
  private let level: Int

  /// - Parameters:
  ///   - places: how many files are read at a time.
  ///   - level: what is made use of, at most what the processor can do.
  init(_ places: Int, level: Int = BlockChecksum.level) {
    sums = Array(repeating: BlockChecksum(), count: places)
    library = Array(repeating: Checksum(), count: places)
    self.level = level
  }

  /// Takes a mouthful of each of some files in.
  /// - Returns: the numbers and checksums of those that have come to their end.
  func take(_ pieces: [Filbunke.Munnfull]) -> [(UInt32, String)] {
    for p in pieces where p.erFoerst {
      sums[p.plass] = BlockChecksum()
      library[p.plass] = Checksum()
    }
    guard level > 0 else {
      return pieces.compactMap { p in
        library[p.plass].update(p.bytes)
        return p.erSist ? (p.nummer, library[p.plass].hex()) : nil
      }
    }
    // The longest first: whatever has come to its end, those that go on are the first.
    let order = pieces.sorted { $0.bytes.count > $1.bytes.count }
    BlockChecksum.update(&sums, order.map(\.plass), order.map(\.bytes), level)
    return pieces.compactMap { p in
      guard p.erSist else { return nil }
      let whole = p.bytes.count / BlockChecksum.block * BlockChecksum.block
      return (p.nummer, sums[p.plass].hex(rest: UnsafeRawBufferPointer(rebasing: p.bytes[whole...])))
    }
  }
}

extension BlockChecksum {
  /// Takes the whole blocks of up to sixteen ranges, the longest first, into the sums at some places.
  fileprivate static func update(
    _ sums: inout [BlockChecksum], _ places: [Int], _ ranges: [UnsafeRawBufferPointer], _ level: Int
  ) {
    if ranges.isEmpty { return }
    var words = places.map { sums[$0].words }
    words.withUnsafeMutableBytes { Checksum.sideBySide($0, ranges, level) }
    for (i, place) in places.enumerated() {
      sums[place].words = words[i]
      sums[place].count += ranges[i].count / block * block
    }
  }
}

extension Checksum {
  /// So many streams at least make the sixteen lanes worth while, which take as long for one as for all.
  private static let enough = 9

  /// The checksum of each of some byte ranges, computed side by side where the processor can do that.
  /// - Parameter level: what is made use of, at most what the processor can do.
  static func hexes(_ ranges: [UnsafeRawBufferPointer], level: Int = BlockChecksum.level) -> [String] {
    guard level > 0, ranges.count > 1 else {
      return ranges.map { range in
        var c = Checksum()
        c.update(range)
        return c.hex()
      }
    }
    if ranges.count > 16 {
      return hexes(Array(ranges[..<16]), level: level) + hexes(Array(ranges[16...]), level: level)
    }
    // The longest first: whatever has come to its end, those that go on are the first.
    let order = ranges.indices.sorted { ranges[$0].count > ranges[$1].count }
    var sums = Array(repeating: BlockChecksum(), count: ranges.count)
    BlockChecksum.update(&sums, order, order.map { ranges[$0] }, level)
    var out: [String] = []
    for (sum, range) in zip(sums, ranges) {
      let whole = range.count / BlockChecksum.block * BlockChecksum.block
      out.append(sum.hex(rest: UnsafeRawBufferPointer(rebasing: range[whole...])))
    }
    return out
  }

  /// Takes the whole blocks of up to sixteen ranges, the longest first, into their words, eight a range.
  fileprivate static func sideBySide(
    _ sums: UnsafeMutableRawBufferPointer, _ ranges: [UnsafeRawBufferPointer], _ level: Int
  ) {
    guard let words = sums.baseAddress?.assumingMemoryBound(to: UInt32.self) else { return }
    let blocks = ranges.map { $0.count / BlockChecksum.block }
    // An empty range may have no address, and has no block that would be read from it.
    func from(_ i: Int, _ block: Int) -> UnsafeRawPointer? {
      ranges[i].baseAddress.map { $0 + block * BlockChecksum.block }
    }
    var running = ranges.count
    var done = 0
    while running > 0, blocks[running - 1] == done { running -= 1 }
    while level == 2, running >= enough {
      let next = blocks[running - 1]
      let here = (0..<running).map { from($0, done) }
      here.withUnsafeBufferPointer { nir_sha256_sixteen(words, $0.baseAddress, running, next - done) }
      done = next
      while running > 0, blocks[running - 1] == done { running -= 1 }
    }
    guard running > 0 else { return }
    // Two at a time: when one has come to its end the next takes its place.
    var places = Array(repeating: done, count: running)
    var a = 0
    for b in 1..<max(1, running) {
      let both = min(blocks[a] - places[a], blocks[b] - places[b])
      if both > 0 {
        nir_sha256_two(
          Int32(truncatingIfNeeded: level), words + 8 * a, words + 8 * b, from(a, places[a]), from(b, places[b]), both)
      }
      places[a] += both
      places[b] += both
      if places[a] == blocks[a] { a = b }
    }
    if places[a] < blocks[a] { nir_sha256_one(words + 8 * a, from(a, places[a]), blocks[a] - places[a]) }
  }
}
