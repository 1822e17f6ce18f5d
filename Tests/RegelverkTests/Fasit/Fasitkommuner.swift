import Foundation

/// The second telling's own reading of `kommuner.csv`.
enum Fasitkommuner {
  static let tabellmappe = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Kodeverk/Tabeller")

  static let etterfoelgere: [UInt32: [UInt32]] = {
    var ut: [UInt32: [UInt32]] = [:]
    let tekst = (try? String(contentsOf: tabellmappe.appending(path: "kommuner.csv"), encoding: .utf8)) ?? ""
    for linje in tekst.split(separator: "\n").dropFirst() {
      let felt = linje.split(separator: ";", omittingEmptySubsequences: false)
      ut[UInt32(felt[0])!, default: []] += felt[7].split(separator: "|").map { UInt32($0)! }
    }
    return ut
  }()

  /// Whether b can be reached from a by following `erstattet_av`.
  private static func naar(_ a: UInt32, _ b: UInt32) -> Bool {
    var sett: Set<UInt32> = []
    var koe = [a]
    while let n = koe.popLast() {
      if n == b { return true }
      if !sett.insert(n).inserted { continue }
      koe += etterfoelgere[n] ?? []
    }
    return false
  }

  /// The reform sentence of A-04.
  static func samme(_ a: UInt32, _ b: UInt32) -> Bool { a == b || naar(a, b) || naar(b, a) }
}
