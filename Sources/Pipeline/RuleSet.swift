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
      for row in [[table.filnavn], table.kolonner] + table.rader {
        sum.update(Array((row.joined(separator: ";") + "\n").utf8))
      }
    }
    return sum.hex()
  }()
}
