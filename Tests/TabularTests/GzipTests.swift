import Testing

@testable import Tabular

@Suite struct GzipTests {
  static let text = Array("DUF-nummer;Fornavn\r\n900099900014;Åse\r\n".utf8)
  /// Long enough for a block with codes of its own.
  static let long = (0..<3000).flatMap { Array("rad \($0 * $0 % 977);æøå;\($0)\n".utf8) }

  static func random(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed)
    return (0..<count).map { _ in UInt8(random.below(256)) }
  }

  @Test func `what was compressed comes back`() throws {
    for content in [
      [], [0x0A], Self.text, Self.long, Self.random(100_000, seed: 1), Array(repeating: 0, count: 300_000),
    ] {
      for level in [-3, 1, 6, 9, 40] { #expect(try gunzip(try gzip(content, level: level)) == content) }
    }
  }

  @Test func `compressing bears no time and is the same each time`() throws {
    let one = try gzip(Self.long)
    #expect(try gzip(Self.long) == one)
    #expect(Array(one[..<8]) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
  }

  @Test func `compressing in small steps gives the same`() throws {
    let whole = try gzip(Self.long)
    for (inputChunk, outputChunk) in [(1, 1), (3, 7), (1000, 13), (7, 100_000)] {
      var deflater = try Deflater()
      var result: [UInt8] = []
      let room = UnsafeMutableRawBufferPointer.allocate(byteCount: outputChunk, alignment: 1)
      defer { room.deallocate() }
      var start = 0
      while !deflater.isFinished {
        let end = min(Self.long.count, start + inputChunk)
        try withBytes(Self.long[start..<end]) { chunk in
          let step = try deflater.deflate(chunk, into: room, last: end == Self.long.count)
          start += step.consumed
          result.append(contentsOf: room[..<step.produced])
        }
      }
      #expect(result == whole)
    }
  }

  @Test func `members follow one another, empty ones too, with zeros after the last`() throws {
    let one = try gzip(Self.text)
    let empty = try gzip([])
    #expect(try gunzip(one + one) == Self.text + Self.text)
    #expect(try gunzip(empty) == [])
    #expect(try gunzip(empty + one + empty + empty + one + empty) == Self.text + Self.text)
    #expect(try gunzip(one + [0]) == Self.text)
    #expect(try gunzip(one + one + Array(repeating: 0, count: 2000)) == Self.text + Self.text)
    #expect(
      try gunzip(Array(repeatElement(one, count: 500).joined())) == Array(repeatElement(Self.text, count: 500).joined())
    )
  }

  @Test func `a header may bear a name, a comment, extra bytes and a checksum`() throws {
    // Flags for all of them; the header checksum is the low half of the CRC-32 of what is before it.
    let plain = try gzip(Self.text)
    let named =
      [0x1F, 0x8B, 8, 0x1C, 9, 9, 9, 9, 2, 3, 3, 0, 1, 2, 3] + Array("navn.csv\0merknad\0".utf8) + plain[10...]
    #expect(try gunzip(named) == Self.text)
    var checked = named
    checked[3] = 0x1E
    checked.insert(contentsOf: [0, 0], at: 32)
    #expect(throws: TabularError.damaged(.header)) { try gunzip(checked) }
  }

  @Test func `anything else after the last member is damage`() throws {
    let one = try gzip(Self.text)
    for tail: [UInt8] in [[0x0A], [0, 1], Array("text".utf8), [0, 0, 0x1F, 0x8B], [0, 0] + one] {
      #expect(throws: TabularError.damaged(.trailingBytes)) { try gunzip(one + tail) }
    }
    #expect(throws: TabularError.damaged(.header)) { try gunzip(one + [0x1F, 0x8C, 8, 0]) }
    #expect(throws: TabularError.cutShort) { try gunzip(one + [0x1F]) }
    #expect(throws: TabularError.cutShort) { try gunzip(one + [0x1F, 0x8B, 8]) }
  }

  @Test func `cut short at any byte is told as such`() throws {
    let two = try gzip(Self.text) + gzip(Array(Self.long.prefix(500)))
    let border = try gzip(Self.text).count
    for length in 0..<two.count where length != border {
      #expect(throws: TabularError.cutShort) { try gunzip(two[..<length]) }
    }
    #expect(try gunzip(two[..<border]) == Self.text)
  }

  @Test func `a flipped bit is damage, or changes nothing that counts`() throws {
    let good = try gzip(Self.text)
    for place in good.indices {
      for bit in 0..<8 {
        var bad = good
        bad[place] ^= 1 << UInt8(bit)
        // The hint "text" (byte 3), the time, the level and the system (bytes 4 to 9) say nothing about the content.
        switch Result(catching: { try gunzip(bad) }) {
        case .success(let content):
          let idle = (4..<10).contains(place) || (place == 3 && bit == 0)
          #expect(idle && content == Self.text, "byte \(place)")
        case .failure(let error):
          #expect(error as? TabularError == .cutShort || FuzzTargets.isDamage(error), "byte \(place): \(error)")
        }
      }
    }
    var wrongSum = good
    wrongSum[good.count - 5] ^= 1
    #expect(throws: TabularError.damaged(.checksum)) { try gunzip(wrongSum) }
    var wrongLength = good
    wrongLength[good.count - 1] ^= 1
    #expect(throws: TabularError.damaged(.checksum)) { try gunzip(wrongLength) }
    #expect(throws: TabularError.damaged(.header)) { try gunzip(Self.text) }
    var otherMethod = good
    otherMethod[2] = 7
    #expect(throws: TabularError.damaged(.header)) { try gunzip(otherMethod) }
  }

  @Test func `input and room of any size give the same bytes`() throws {
    let content = Array(Self.long.prefix(5000))
    let packed = try gzip(content) + gzip([]) + gzip(Self.text) + [0, 0, 0]
    for inputChunk in [1, 2, 3, 5, 7, 16, 64, 1000, 100_000] {
      for outputChunk in [1, 2, 3, 7, 64, 100_000] where inputChunk > 3 || outputChunk > 3 {
        #expect(try gunzipStreaming(packed, inputChunk: inputChunk, outputChunk: outputChunk) == content + Self.text)
      }
    }
  }

  @Test func `a limit holds to the byte`() throws {
    let packed = try gzip(Self.long)
    #expect(try gunzip(packed, limit: Self.long.count) == Self.long)
    #expect(try gunzip(packed, limit: .max) == Self.long)
    for limit in [Self.long.count - 1, 1000, 1, 0] {
      #expect(throws: TabularError.tooLarge(limit: limit)) { try gunzip(packed, limit: limit) }
    }
    #expect(throws: TabularError.tooLarge(limit: 0)) { try gunzip(packed, limit: -5) }
    #expect(try gunzip(try gzip([]), limit: 0) == [])
  }

  @Test func `a bomb stops at the limit`() throws {
    let bomb = try gzip(Array(repeating: 0, count: 20_000_000))
    #expect(bomb.count < 30_000)
    #expect(throws: TabularError.tooLarge(limit: 1_000_000)) { try gunzip(bomb, limit: 1_000_000) }
    // A trailer that lies about the length neither takes memory nor hides the truth.
    var lying = try gzip(Self.text)
    for place in lying.count - 4..<lying.count { lying[place] = 0xFF }
    #expect(throws: TabularError.damaged(.checksum)) { try gunzip(lying, limit: 1 << 40) }
  }

  @Test func `after an error every further call gives it again`() throws {
    var inflater = try Inflater()
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
    defer { room.deallocate() }
    for _ in 0..<3 {
      var error: TabularError?
      do throws(TabularError) {
        let bytes = UnsafeRawBufferPointer(start: room.baseAddress, count: 20)
        room.initializeMemory(as: UInt8.self, repeating: 0x41)
        _ = try inflater.inflate(bytes, into: room)
      } catch let caught { error = caught }
      #expect(error == .damaged(.header))
    }
    var atEnd: TabularError?
    do throws(TabularError) { try inflater.finish() } catch let caught { atEnd = caught }
    #expect(atEnd == .damaged(.header))
  }

  @Test func `gzip is told by its first two bytes`() {
    #expect(withBytes([0x1F, 0x8B]) { Inflater.isGzip($0) })
    for other: [UInt8] in [[], [0x1F], [0x1F, 0x8C], [0x50, 0x4B], Self.text] {
      #expect(!withBytes(other) { Inflater.isGzip($0) })
    }
  }

  @Test func `a buffer grows and keeps its bytes`() throws {
    var buffer = try withBytes([1, 2, 3]) { try ByteBuffer(copying: $0) }
    #expect(buffer.count == 3)
    for round in 0..<200 { try withBytes(Array(repeating: UInt8(round), count: round)) { try buffer.append($0) } }
    #expect(buffer.count == 3 + 199 * 200 / 2)
    #expect(buffer.capacity >= buffer.count)
    let ends = buffer.withBytes { [$0[0], $0[2], $0[3], $0[$0.count - 1]] }
    #expect(ends == [1, 3, 1, 199])
    var error: TabularError?
    do throws(TabularError) { try buffer.reserve(.max) } catch let caught { error = caught }
    #expect(error == .outOfMemory)
    #expect(buffer.count == 3 + 199 * 200 / 2)
  }
}
