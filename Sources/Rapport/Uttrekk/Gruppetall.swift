/// How many persons share each combination of the columns by which somebody could
/// be found: the figures of k-anonymity.
public struct Gruppetall: Sendable, Equatable {
  /// The limits that the figures are told for.
  public static let grenser = [2, 3, 5, 10]

  /// Different combinations.
  public var kombinasjoner: Int
  /// Persons in the smallest; 0 when there is nobody.
  public var minst: Int
  /// Below each limit: combinations, and the persons in them.
  public var under: [(grense: Int, kombinasjoner: Int, personer: Int)]

  /// - Parameters:
  ///   - antall: persons of each combination.
  ///   - ekstra: a limit beside `grenser`; 0: none.
  init(_ antall: some Collection<Int>, ekstra: Int) {
    kombinasjoner = antall.count
    minst = antall.min() ?? 0
    under = Set(Gruppetall.grenser + (ekstra > 0 ? [ekstra] : [])).sorted().map { g in
      let smaa = antall.filter { $0 < g }
      return (g, smaa.count, smaa.reduce(0, +))
    }
  }

  /// By every figure.
  public static func == (a: Self, b: Self) -> Bool {
    a.kombinasjoner == b.kombinasjoner && a.minst == b.minst
      && a.under.elementsEqual(b.under) { $0 == $1 }
  }
}
