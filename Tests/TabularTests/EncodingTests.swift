import Testing

@testable import Tabular

@Suite struct UTF8CheckTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var bytes: [UInt8]
    /// Offset of the first ill-formed sequence; nil: it is UTF-8.
    var invalid: Int?
    var testDescription: String { bytes.map { String($0, radix: 16) }.joined(separator: " ") }

    init(_ bytes: [UInt8], _ invalid: Int?) {
      self.bytes = bytes
      self.invalid = invalid
    }
  }

  static let rows: [Row] = [
    Row([], nil), Row([0x00], nil), Row([0x7F], nil), Row([0xC2, 0x80], nil), Row([0xDF, 0xBF], nil),
    Row([0xE0, 0xA0, 0x80], nil), Row([0xED, 0x9F, 0xBF], nil), Row([0xEE, 0x80, 0x80], nil),
    Row([0xEF, 0xBF, 0xBF], nil),
    Row([0xF0, 0x90, 0x80, 0x80], nil), Row([0xF3, 0xBF, 0xBF, 0xBF], nil), Row([0xF4, 0x8F, 0xBF, 0xBF], nil),
    Row([0xEF, 0xBB, 0xBF], nil), Row([0xC3, 0xA6, 0xC3, 0xB8, 0xC3, 0xA5], nil),
    // Continuations without a lead, leads without continuations.
    Row([0x80], 0), Row([0xBF], 0), Row([0xC2], 0), Row([0x41, 0xC3], 1), Row([0xC3, 0x41], 0),
    Row([0xC3, 0xC3, 0xA6], 0),
    Row([0xC3, 0xA6, 0xA6], 2), Row([0xE2, 0x82], 0), Row([0xE2, 0x41, 0x82], 0), Row([0xE2, 0x82, 0x41], 0),
    Row([0xF0, 0x9F, 0x98], 0), Row([0xF0, 0x9F, 0x98, 0x41], 0), Row([0xE2, 0x82, 0xAC, 0x80], 3),
    Row([0xE2, 0x82, 0xE2, 0x82, 0xAC], 0), Row([0xF0, 0x9F, 0xC3, 0xA6], 0),
    // Overlong.
    Row([0xC0, 0x80], 0), Row([0xC1, 0xBF], 0), Row([0xE0, 0x80, 0x80], 0), Row([0xE0, 0x9F, 0xBF], 0),
    Row([0xF0, 0x80, 0x80, 0x80], 0), Row([0xF0, 0x8F, 0xBF, 0xBF], 0),
    // Surrogates, and beyond the last code point.
    Row([0xED, 0xA0, 0x80], 0), Row([0xED, 0xBF, 0xBF], 0), Row([0xF4, 0x90, 0x80, 0x80], 0),
    Row([0xF5, 0x80, 0x80, 0x80], 0),
    Row([0xF8, 0x88, 0x80, 0x80, 0x80], 0), Row([0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], 0), Row([0xFE], 0),
    Row([0xFF], 0),
  ]

  @Test func `boundary cases at every place of a block, alone and in chunks`() {
    for row in Self.rows {
      for before in 0..<70 {
        for filler: [UInt8] in [[0x61], [0xC3, 0xA5]] {
          let lead = Array(repeatElement(filler, count: before).joined())
          for after in [0, 1, 64, 130] {
            // After an incomplete sequence, text ends it as ill-formed at the same place.
            let text = lead + row.bytes + Array(repeating: 0x62, count: after)
            let found = withBytes(text) { UTF8Check.firstInvalid($0) }
            if found != row.invalid.map({ $0 + lead.count }) {
              Issue.record("\(row.testDescription) after \(lead.count), before \(after): \(String(describing: found))")
            }
          }
        }
      }
      if let broken = FuzzTargets.utf8(row.bytes) { Issue.record("\(row.testDescription): \(broken)") }
    }
  }

  @Test func `every sequence of two and three bytes as the plain reader says`() {
    for first in UInt8(0x7E)...0xFF {
      for second in UInt8(0)...0xFF where second > 0x7E || second % 16 == 0 {
        let two = [first, second]
        #expect(withBytes(two) { UTF8Check.firstInvalid($0) } == PlainUTF8.firstInvalid(two))
        for third in [UInt8(0x7F), 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xF4] {
          // Both ends in the middle of a block.
          let text =
            Array(repeating: 0x61, count: 30) + [first, second, third] + Array(repeating: UInt8(0x61), count: 40)
          let found = withBytes(text) { UTF8Check.firstInvalid($0) }
          if found != PlainUTF8.firstInvalid(text) {
            Issue.record("\(first) \(second) \(third): \(String(describing: found))")
          }
        }
      }
    }
  }

  @Test func `random bytes of several mixtures as the plain reader says`() {
    var random = SeededRandom(11)
    let letters: [[UInt8]] = ["a", "æ", "€", "日", "😀", "\u{7ff}", "\u{800}", "\u{ffff}", "\u{10ffff}"].map {
      Array($0.utf8)
    }
    for round in 0..<1500 {
      var text: [UInt8] = []
      let length = random.below(200)
      while text.count < length {
        switch (round % 3, random.below(40)) {
        case (0, _): text.append(UInt8(random.below(256)))
        case (_, 0): text.append(UInt8(random.below(256)))
        case (1, 1...30): text.append(0x61)
        default: text += letters[random.below(letters.count)]
        }
      }
      if let broken = FuzzTargets.utf8(text) {
        Issue.record("\(broken)\n\(text)")
        return
      }
    }
  }

  @Test func `the first NUL is found, and only before the first fault`() {
    for place in 0..<150 {
      var text = Array(repeating: UInt8(0x61), count: 150)
      text[place] = 0
      if let broken = FuzzTargets.utf8(text) { Issue.record("NUL at \(place): \(broken)") }
      text[75] = 0xFF
      if let broken = FuzzTargets.utf8(text) { Issue.record("NUL at \(place), fault at 75: \(broken)") }
    }
  }

  @Test func `nothing is in order`() {
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(UTF8Check.firstInvalid(nothing) == nil)
    #expect(UTF8Check.firstNul(nothing) == nil)
    var check = UTF8Check()
    check.update(nothing)
    check.finish()
    #expect(check.isClean && check.count == 0)
  }
}

@Suite struct Windows1252Tests {
  /// The letters of 80...9F as the standard's table lists them; `?` for the five without one.
  static let upper = Array("€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ")

  @Test func `every byte stands for its letter, or for none`() throws {
    for byte in UInt8(0)...0xFF {
      let letter: Character =
        (0x80...0x9F).contains(byte) ? Self.upper[Int(byte) - 0x80] : Character(UnicodeScalar(byte))
      let expected = letter == "?" && byte != 0x3F ? nil : Array(String(letter).utf8)
      for before in [0, 1, 15, 16, 17] {
        let lead = Array(repeating: UInt8(0x61), count: before)
        let text = lead + [byte] + lead
        if let expected {
          #expect(try withBytes(text) { try Windows1252.decode($0) } == lead + expected + lead)
          #expect(withBytes(text) { Windows1252.firstUndefined($0) } == nil)
        } else {
          #expect(throws: TabularError.notText(offset: before)) { try withBytes(text) { try Windows1252.decode($0) } }
          #expect(withBytes(text) { Windows1252.firstUndefined($0) } == before)
        }
      }
    }
  }

  @Test func `a text of a municipality's system is decoded`() throws {
    let text: [UInt8] =
      Array("Etternavn;Gj".utf8) + [0xE6] + Array("ver".utf8) + [0xF8, 0x3B, 0xC5, 0x73, 0x65, 0x20, 0x96, 0x20, 0x80]
    #expect(try withBytes(text) { try Windows1252.decode($0) } == Array("Etternavn;Gjæverø;Åse – €".utf8))
    #expect(try withBytes([]) { try Windows1252.decode($0) } == [])
  }
}

@Suite struct TextEncodingTests {
  func detect(_ bytes: [UInt8]) -> Result<TextEncoding, any Error> {
    Result { try withBytes(bytes) { try TextEncoding.detect($0) } }
  }

  @Test func `the encoding is told a file`() throws {
    #expect(try detect([]).get() == .utf8)
    #expect(try detect(Array("abc".utf8)).get() == .utf8)
    #expect(try detect(Array("æøå".utf8)).get() == .utf8)
    #expect(try detect(Array("\u{feff}æøå".utf8)).get() == .utf8WithMark)
    #expect(try detect([0x61, 0xE6, 0x62]).get() == .windows1252)
    // Two letters that happen to be UTF-8 do not outweigh one that is not.
    #expect(try detect([0xC3, 0xA6, 0xE6]).get() == .windows1252)
    #expect(TextEncoding.utf8WithMark.markLength == 3)
    #expect(TextEncoding.utf8.markLength + TextEncoding.windows1252.markLength == 0)
  }

  @Test func `what is no text is refused, a NUL first`() {
    func refusal(_ bytes: [UInt8]) -> TabularError? {
      if case .failure(let error as TabularError) = detect(bytes) { return error }
      return nil
    }
    #expect(refusal([0x61, 0x00]) == .nulByte(offset: 1))
    #expect(refusal([0xE6, 0x61, 0x00]) == .nulByte(offset: 2))
    #expect(refusal([0xFF, 0xFE, 0x49, 0x00]) == .nulByte(offset: 3))
    #expect(refusal([0x61, 0x9D, 0x62]) == .notText(offset: 1))
    #expect(refusal([0xE6, 0x61, 0x81]) == .notText(offset: 2))
    #expect(refusal([0xEF, 0xBB, 0xBF, 0x61, 0xE6]) == .notText(offset: 4))
  }

  @Test func `JSON is UTF-8 only`() throws {
    #expect(try withBytes(Array("{\"å\":1}".utf8)) { try TextEncoding.requireUTF8($0) } == .utf8)
    #expect(try withBytes(Array("\u{feff}{}".utf8)) { try TextEncoding.requireUTF8($0) } == .utf8WithMark)
    #expect(throws: TabularError.notUTF8(offset: 2)) {
      try withBytes([0x7B, 0x22, 0xE5]) { try TextEncoding.requireUTF8($0) }
    }
    #expect(throws: TabularError.nulByte(offset: 1)) { try withBytes([0x7B, 0]) { try TextEncoding.requireUTF8($0) } }
  }

  @Test func `a mark is three bytes, no fewer`() {
    #expect(withBytes([0xEF, 0xBB, 0xBF]) { TextEncoding.hasMark($0) })
    for other: [UInt8] in [[], [0xEF, 0xBB], [0xEF, 0xBB, 0xBE], [0x61, 0xEF, 0xBB, 0xBF]] {
      #expect(!withBytes(other) { TextEncoding.hasMark($0) })
    }
  }
}
