import Kodeverk
import Regelverk

/// Which rules a run was judged by: the checksum of the rule catalogue (ids, meaning,
/// numbers, boundaries and what the program answers at each) and of every code table.
/// Two programs with the same one have the same law; the version tells the rest.
enum RuleSet {
  static let sha256: String = {
    var sum = Checksum()
    sum.update(RegelkatalogJSON.bytes(Regel.allCases))
    for table in Kodeverktabell.allCases {
      var lines: [UInt8] = []
      for row in [[table.filnavn], table.kolonner] + table.rader {
        for (i, field) in row.enumerated() {
          if i > 0 { lines.append(UInt8(ascii: ";")) }
          lines.append(contentsOf: field.utf8)
        }
        lines.append(UInt8(ascii: "\n"))
      }
      sum.update(lines)
    }
    return sum.hex()
  }()
}
