import Testing

@testable import Tabular

/// The ways that only some processors have, held against the plain one.
@Suite struct VectorTests {
  /// All that can be done here; 0 is what every processor can.
  static let levels = Array(0...Processor.vectorLevel)

  @Test(arguments: levels)
  func structureIsFoundWhereverItStands(level: Int32) {
    var random = SeededRandom(7)
    for round in 0..<2_000 {
      let count = round < 400 ? round : Int(random.next() % 700)
      // From hardly any structure to nothing else.
      let share = random.next() % 101
      let bytes = (0..<count).map { _ in
        random.next() % 100 < share ? [UInt8]([0x3B, 0x22, 0x0A])[Int(random.next() % 3)] : UInt8(random.next() & 0xFF)
      }
      let plain = bytes.indices.filter { [0x3B, 0x22, 0x0A].contains(bytes[$0]) }
      let found = withBytes(bytes) { Self.positions($0, level) }
      #expect(found == plain, "round \(round)")
    }
  }

  @Test(arguments: levels)
  func indexGrowsWithWhatIsFound(level: Int32) {
    var index = CSVIndex()
    for count in [100_000, 3, 16_384, 16_385, 65_600] {
      let bytes = [UInt8](repeating: 0x0A, count: count)
      withBytes(bytes) { index.build($0, delimiter: 0x3B, level: level) }
      #expect(index.count == count)
      #expect((0..<count).allSatisfy { index[$0] == $0 })
    }
  }

  /// Whether a row of so many fields stands at a position, asked by the bit and by the byte.
  @Test(arguments: levels)
  func plainRowsAreTheOnesWithDelimitersAlone(level: Int32) {
    var random = SeededRandom(11)
    var found = 0
    for round in 0..<400 {
      let count = Int(random.next() % 3_000)
      let bytes = (0..<count).map { _ in
        let r = random.next() % 100
        return r < 40 ? UInt8(0x3B) : r < 48 ? UInt8(0x0A) : r == 99 ? UInt8(0x22) : UInt8(0x61)
      }
      let plain = bytes.filter { [0x3B, 0x22, 0x0A].contains($0) }
      withBytes(bytes) { block in
        var index = CSVIndex()
        index.build(block, delimiter: 0x3B, level: level)
        let structure = index.structure
        #expect(structure.count == plain.count)
        #expect(structure.positions[-1] == .max)
        for next in 0...plain.count {
          let fields = 1 + Int(random.next() % (round % 2 == 0 ? 6 : UInt64(CSVIndex.Structure.mostFields)))
          let end = next + fields
          let expected = end <= plain.count && plain[next..<end - 1].allSatisfy { $0 == 0x3B } && plain[end - 1] != 0x3B
          #expect(structure.isPlainRow(next, fields: fields) == expected, "round \(round), position \(next)")
          if expected { found += 1 }
        }
      }
    }
    #expect(found > 1_000)
  }

  @Test(arguments: levels)
  func templatesAgreeAsByTheByte(level: Int32) {
    var template = JSONTemplate(level: level)
    var random = SeededRandom(17)
    for round in 0..<3_000 {
      let length = Int(random.next() % 600)
      let text = (0..<length).map { _ in [UInt8]([0x22, 0x30, 0x39, 0x41, 0x7B])[Int(random.next() % 5)] }
      let strings = length == 0 ? [] : [length / 4..<length / 3, length / 2..<length]
      withBytes(text) { template.learn($0, 0..<length, strings: strings) }
      var other = text + [UInt8](repeating: 0x20, count: round % 2 == 0 ? 64 : Int(random.next() % 64))
      for _ in 0..<Int(random.next() % 3) where !other.isEmpty {
        other[Int(random.next() % UInt64(other.count))] = UInt8(random.next() & 0x7F)
      }
      let held = min(length, JSONTemplate.capacity)
      let plain =
        (0..<held).first { i in
          guard other[i] != text[i] else { return false }
          let free = strings.contains { $0.contains(i) } && text[i] >= 0x30 && text[i] <= 0x39
          return !free || other[i] & 0xF0 != 0x30
        } ?? held
      withBytes(other) { bytes in
        let found = JSONScanner(bytes).agreement(template)
        #expect(found == ((held + 63) / 64 * 64 <= other.count ? plain : 0), "round \(round)")
        let end = Int(random.next() % UInt64(other.count + 1))
        #expect(JSONScanner(bytes, in: 0..<end).agreement(template) == min(end, found))
      }
    }
  }

  @Test(arguments: levels)
  func textIsCheckedAsByTheSequence(level: Int32) {
    let pieces: [[UInt8]] = [
      Array("abc;def".utf8), Array("æ".utf8), Array("é–".utf8), Array("😀".utf8),
      [0xC2, 0xA0], [0xDF, 0xBF], [0x7F],
    ]
    let wrong: [[UInt8]] = [
      [0], [0x80], [0xC3], [0xC1, 0x80], [0xE2, 0x82], [0xFF], [0xF5, 0x80, 0x80, 0x80], [0xC3, 0xC3, 0xA6],
    ]
    var random = SeededRandom(11)
    for round in 0..<4_000 {
      let count = round < 400 ? round : Int(random.next() % 700)
      // Mostly what the quick way knows; sometimes the others.
      let known = round % 3 == 0 ? pieces.count : 2
      var bytes: [UInt8] = []
      while bytes.count < count { bytes += pieces[Int(random.next() % UInt64(known))] }
      for _ in 0..<(round % 2 == 0 ? 0 : Int(random.next() % 3)) {
        let place = Int(random.next() % UInt64(bytes.count + 1))
        bytes.insert(contentsOf: wrong[Int(random.next() % UInt64(wrong.count))], at: place)
      }
      if round % 5 == 0 { bytes = bytes.dropLast(Int(random.next() % 4)) }
      withBytes(bytes) { bytes in
        let stop = UTF8Check.scan(bytes, from: 0, level: level)
        let plain = Self.bySequence(bytes)
        #expect(stop.stop == plain.stop && stop.nul == plain.nul && stop.cut == plain.cut, "round \(round)")
      }
    }
  }

  private static func positions(_ bytes: UnsafeRawBufferPointer, _ level: Int32) -> [Int] {
    var index = CSVIndex()
    index.build(bytes, delimiter: 0x3B, level: level)
    return (0..<index.count).map { index[$0] }
  }

  private static func bySequence(_ bytes: UnsafeRawBufferPointer) -> UTF8Check.Stop {
    var place = 0
    var nul: Int?
    while place < bytes.count {
      let length = UTF8Check.sequence(bytes, at: place)
      guard length > 0 else { return UTF8Check.Stop(stop: place, cut: length == UTF8Check.incomplete, nul: nul) }
      if nul == nil, bytes[place] == 0 { nul = place }
      place += length
    }
    return UTF8Check.Stop(stop: place, cut: false, nul: nul)
  }
}
