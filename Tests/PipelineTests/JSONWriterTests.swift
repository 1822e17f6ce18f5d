import Foundation
import Testing

@testable import Pipeline

@Suite struct JSONWriterTests {
  /// Every byte of ASCII at every place of a text: what must be written otherwise is found wherever it stands.
  @Test func textsComeBack() throws {
    for length in [1, 7, 8, 9, 16, 19] {
      for place in 0..<length {
        for byte in UInt8(0)..<0x80 {
          var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
          bytes[place] = byte
          let text = String(decoding: bytes, as: UTF8.self)
          var w = JSONWriter()
          w.array { w in w.value(nil, text) }
          #expect(try JSONDecoder().decode([String].self, from: Data(w.bytes)) == [text])
          // One line in the file, whatever is in the text.
          #expect(w.bytes.count { $0 < 0x20 || $0 == 0x7F } == 2)
        }
      }
    }
  }

  @Test func itemsWrittenBeforeStandAsWrittenThere() {
    func item(_ n: Int, _ w: inout JSONWriter) {
      w.object { w in
        w.value("n", n)
        w.array("null") { w in w.value(nil, nil as String?) }
      }
    }
    for count in 0..<3 {
      var whole = JSONWriter()
      whole.object { w in w.array("a") { w in for i in 0..<count { item(i, &w) } } }
      var items = JSONWriter(itemsAtDepth: 2)
      for i in 0..<count { item(i, &items) }
      let written = items.bytes
      var apart = JSONWriter()
      apart.object { w in w.array("a") { w in w.items(written) } }
      #expect(whole.bytes == apart.bytes)
    }
  }
}
