import Innlesing
import Testing

@testable import Pipeline

/// Checksums side by side are those of the library, whatever the processor has for them.
@Suite struct BlockChecksumTests {
  static let levels = Array(0...BlockChecksum.level)

  /// Bytes without a pattern, the same in every run.
  static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  static func library(_ range: UnsafeRawBufferPointer) -> String {
    var c = Checksum()
    c.update(range)
    return c.hex()
  }

  @Test("every length against every length up to 300", arguments: levels) func pairs(level: Int) {
    let memory = Self.bytes(700, seed: 1)
    memory.withUnsafeBytes { m in
      let lengths = 0...300
      let first = lengths.map { UnsafeRawBufferPointer(rebasing: m[..<$0]) }
      let other = lengths.map { UnsafeRawBufferPointer(rebasing: m[333..<(333 + $0)]) }
      let sums = (first.map(Self.library), other.map(Self.library))
      for i in lengths {
        // Every second one of the others, so that the test is no longer than it need be: both orders are seen.
        for j in stride(from: i & 1, through: 300, by: 2) {
          let r = Checksum.hexes([first[i], other[j]], level: level)
          if r != [sums.0[i], sums.1[j]] { Issue.record("\(i) and \(j) bytes") }
        }
      }
    }
  }

  @Test("up to forty at once, of any lengths and at any address", arguments: levels) func many(level: Int) {
    let memory = Self.bytes(40_000, seed: 2)
    var random = SeededRandom(3)
    memory.withUnsafeBytes { m in
      for count in 0...40 {
        for longest in [70, 1000, 20_000] {
          let ranges = (0..<count).map { _ in
            let from = Int(random.next() % 20_000)
            return UnsafeRawBufferPointer(rebasing: m[from..<(from + Int(random.next() % UInt64(longest)))])
          }
          #expect(Checksum.hexes(ranges, level: level) == ranges.map(Self.library), "\(count) of \(longest)")
        }
      }
    }
  }

  @Test("alike, empty and without an address", arguments: levels) func edges(level: Int) {
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    let memory = Self.bytes(3 * 64 * 17 + 5, seed: 4)
    memory.withUnsafeBytes { m in
      for count in [1, 2, 8, 9, 15, 16, 17, 33] {
        let alike = Array(repeating: m, count: count)
        #expect(Checksum.hexes(alike, level: level) == alike.map(Self.library))
        let empty = Array(repeating: nothing, count: count)
        #expect(Checksum.hexes(empty, level: level) == empty.map(Self.library))
        // One that is longer than all the others, and one without a byte between them.
        let short = UnsafeRawBufferPointer(rebasing: m[..<64])
        let mixed = (0..<count).map { $0 == count / 2 ? nothing : $0 == 0 ? m : short }
        #expect(Checksum.hexes(mixed, level: level) == mixed.map(Self.library))
      }
    }
    #expect(Checksum.hexes([], level: level).isEmpty)
  }

  @Test("many megabytes, not alike, and not at the beginning of a word", arguments: levels) func large(level: Int) {
    let memory = Self.bytes(5_000_003, seed: 5)
    memory.withUnsafeBytes { m in
      let ranges = [m, UnsafeRawBufferPointer(rebasing: m[3...]), UnsafeRawBufferPointer(rebasing: m[1..<2_000_000])]
      #expect(Checksum.hexes(ranges, level: level) == ranges.map(Self.library))
    }
  }

  @Test("block after block, alone and two together", .enabled(if: BlockChecksum.level > 0)) func blocks() {
    let memory = Self.bytes(100_000, seed: 6)
    memory.withUnsafeBytes { m in
      for level in 1...BlockChecksum.level {
        var a = BlockChecksum()
        var b = BlockChecksum()
        var place = 0
        for n in [64, 640, 64 * 33] {
          let x = UnsafeRawBufferPointer(rebasing: m[place..<(place + n)])
          let y = UnsafeRawBufferPointer(rebasing: m[(place + 50_001)..<(place + 50_001 + n)])
          BlockChecksum.update(&a, x, &b, y, level: level)
          place += n
          let z = UnsafeRawBufferPointer(rebasing: m[place..<(place + 128)])
          let w = UnsafeRawBufferPointer(rebasing: m[(place + 50_001)..<(place + 50_001 + 128)])
          a.update(z)
          b.update(w)
          place += 128
        }
        for rest in [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000] {
          let x = a.hex(rest: UnsafeRawBufferPointer(rebasing: m[place..<(place + rest)]))
          #expect(x == Self.library(UnsafeRawBufferPointer(rebasing: m[..<(place + rest)])))
          let y = b.hex(rest: UnsafeRawBufferPointer(rebasing: m[(place + 50_001)..<(place + 50_001 + rest)]))
          #expect(y == Self.library(UnsafeRawBufferPointer(rebasing: m[50_001..<(place + 50_001 + rest)])))
        }
      }
    }
  }

  /// Files that begin and end at different times, of which a mouthful at a time is summed.
  @Test("side by side, a mouthful at a time", arguments: levels) func mouthfuls(level: Int) {
    let memory = Self.bytes(60_000, seed: 5)
    var random = SeededRandom(6)
    for places in [1, 2, 5, 16] {
      let sums = SideSums(places, level: level)
      var files = (0..<60).map { _ in Int(random.next() % 9_000) }
      let lengths = files
      var open: [(number: Int, done: Int)?] = Array(repeating: nil, count: places)
      var found: [UInt32: String] = [:]
      var next = 0
      memory.withUnsafeBytes { m in
        while true {
          var pieces: [Filbunke.Munnfull] = []
          for place in 0..<places {
            if open[place] == nil, next < files.count {
              open[place] = (next, 0)
              next += 1
            }
            guard let (number, done) = open[place] else { continue }
            let count = min(files[number], 1_024)
            files[number] -= count
            let from = number * 300 + done
            pieces.append(
              Filbunke.Munnfull(
                plass: place, nummer: UInt32(number), bytes: UnsafeRawBufferPointer(rebasing: m[from..<(from + count)]),
                erFoerst: done == 0, erSist: count < 1_024))
            open[place] = count < 1_024 ? nil : (number, done + count)
          }
          if pieces.isEmpty { break }
          for (number, sum) in sums.take(pieces) { found[number] = sum }
        }
        for (number, length) in lengths.enumerated() {
          let range = UnsafeRawBufferPointer(rebasing: m[(number * 300)..<(number * 300 + length)])
          #expect(found[UInt32(number)] == Self.library(range), "\(length) bytes, \(places) places")
        }
      }
    }
  }
}
