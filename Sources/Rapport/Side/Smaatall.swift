/// Hides small counts in a column of kommuner whose sum is published as well.
///
/// A count from 1 to 4 reads `færre enn 5`. That alone is not enough: where the
/// whole country's number is known, a single hidden count is the difference. So
/// every value from 1 to 4 must stay possible for every hidden count, even to who
/// knows that nobody is left out of the column. Where it does not, a further count
/// is hidden as well (`skjult`), and where none will do, the whole column.
enum Smaatall {
  static let grense = 5

  /// A cell as it may be shown.
  enum Celle: Equatable {
    case tall(Int)
    /// From 1 to `grense` - 1.
    case faa
    /// Hidden for the sake of others.
    case skjult
  }

  /// The cells of a column, from a count a kommune.
  static func kolonne(_ antall: [Int]) -> [Celle] {
    var celler = antall.map { (1..<grense).contains($0) ? Celle.faa : .tall($0) }
    let smaa = antall.filter { (1..<grense).contains($0) }
    guard !smaa.isEmpty else { return celler }
    // Their sum is what somebody could work out; how far it is from all being 1, and from all being 4.
    let nedenfra = smaa.reduce(0, +) - smaa.count
    let ovenfra = (grense - 2) * smaa.count - nedenfra
    if nedenfra >= grense - 2, ovenfra >= grense - 2 { return celler }
    // With one more hidden, which is at least 5: every one of them may still be 4.
    let ofre = antall.indices.filter { antall[$0] >= grense && nedenfra + antall[$0] >= 2 * grense - 2 }
    guard let i = ofre.min(by: { (antall[$0], $0) < (antall[$1], $1) }) else { return antall.map { _ in .skjult } }
    celler[i] = .skjult
    return celler
  }
}

extension Smaatall.Celle {
  /// As the page shows it.
  var tekst: String {
    switch self {
    case .tall(let n): Sidetekst.antall(n)
    case .faa: "færre enn \(Smaatall.grense)"
    case .skjult: "skjult"
    }
  }

  /// What may be sorted by without telling a hidden count.
  var sortering: Int {
    switch self {
    case .tall(let n): n
    case .faa: 1
    case .skjult: 0
    }
  }
}
