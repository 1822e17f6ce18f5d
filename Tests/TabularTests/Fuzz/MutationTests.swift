import Testing

@testable import Tabular

/// Some thousand seeded mutations a target. A failure names the seed and the bytes: keep them as a case
/// in the tests of the part that broke.
@Suite struct MutationTests {
  static let jsonSeeds = [
    #"{"navn": [{"fornavn": "Åse \u00e6\ud83d\ude00", "erGjeldende": true, "mellomnavn": null}], "n": -1.5e+3}"#,
    #"[{"a":1},{"b":[true,false,null,{"c":"\\\"\/\b\f\n\r\t"}]},[],{},"x",0]"#,
    "{\"a\":1}\r\n\n  \n{\"b\":\"en lang tekst som går over flere enn seksten byte\"}\n[1,2,3]",
    "[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]", "\"\"", "0", "",
  ].map { Array($0.utf8) }
  static let textSeeds = [
    "DUF-nummer;Fornavn;Etternavn\r\n900099900014;Şükrü;Ødegård\r\n",
    String(repeating: "vanlig tekst uten noe ", count: 8) + "æøå 日本語 😀 " + String(repeating: "mer ", count: 40), "",
  ].map { Array($0.utf8) }
  static let pieces: [[UInt8]] =
    [
      "\"", "\\", "\\u", "\\ud83d", "\\ude00", "{", "}", "[", "]", ",", ":", "true", "null", "-", "0", "e", ".", "\n",
      " ",
    ]
    .map { Array($0.utf8) } + [
      [0], [0xC0, 0x80], [0xC3], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xF0, 0x9F, 0x98, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0x80], [0x81], [0x1F, 0x8B, 8], Array(repeating: 0x5B, count: 600),
      Array(repeating: 0x20, count: 40),
    ]

  @Test(arguments: FuzzTargets.all.map(\.name))
  func `any bytes are read or refused in the same way everywhere`(name: String) throws {
    let target = try #require(FuzzTargets.all.first { $0.name == name })
    var seeds = Self.jsonSeeds + Self.textSeeds
    if name == "gzip" {
      seeds = try seeds.map { try gzip($0) } + [try gzip(Self.jsonSeeds[0]) + gzip([]) + gzip(Self.textSeeds[1])]
    }
    var mutator = Mutator(random: SeededRandom(0x6E69_7220), pieces: Self.pieces)
    var pool = seeds
    for round in 0..<8000 {
      let place = mutator.random.below(pool.count)
      let text = mutator.mutate(pool[place])
      if let broken = target.run(text) {
        Issue.record("\(name), round \(round): \(broken)\n\(text)")
        return
      }
      // Mutations of mutations, but always near the seeds too.
      if pool.count < 200 { pool.append(text) } else if place >= seeds.count { pool[place] = text }
    }
  }
}
