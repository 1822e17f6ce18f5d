/// Whether a share has changed by more than chance would make it: the 95 % interval
/// of the difference of two proportions by Newcombe's hybrid score method (method
/// 10 of Newcombe 1998), made of Wilson's intervals. It holds for small counts and
/// for shares near 0 and 100 %, where the plain interval does not.
public struct Endring: Sendable, Hashable {
  /// Percentage points.
  public let differanse: Double
  /// Lower end of the interval.
  public let nedre: Double
  /// Upper end of the interval.
  public let oevre: Double

  /// Two-sided 95 %.
  static let z = 1.959963984540054

  /// - Parameters: count and base before and after; nil when a base is 0.
  public init?(foer: (antall: Int, av: Int), naa: (antall: Int, av: Int)) {
    guard foer.av > 0, naa.av > 0 else { return nil }
    let p1 = Double(naa.antall) / Double(naa.av)
    let p2 = Double(foer.antall) / Double(foer.av)
    let (l1, u1) = Endring.wilson(naa.antall, naa.av)
    let (l2, u2) = Endring.wilson(foer.antall, foer.av)
    let d = p1 - p2
    differanse = 100 * d
    nedre = 100 * (d - ((p1 - l1) * (p1 - l1) + (u2 - p2) * (u2 - p2)).squareRoot())
    oevre = 100 * (d + ((u1 - p1) * (u1 - p1) + (p2 - l2) * (p2 - l2)).squareRoot())
  }

  /// Wilson's score interval of a proportion.
  static func wilson(_ antall: Int, _ av: Int) -> (nedre: Double, oevre: Double) {
    let n = Double(av)
    let p = Double(antall) / n
    let midt = (p + z * z / (2 * n)) / (1 + z * z / n)
    let halv = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return (max(0, midt - halv), min(1, midt + halv))
  }

  /// Whether the interval does not hold 0.
  public var erMerEnnTilfeldig: Bool { nedre > 0 || oevre < 0 }

  /// `+2,31 (−0,40 til 5,02)`.
  public var kort: String {
    "\(Endring.tall(differanse, fortegn: true)) (\(Endring.tall(nedre)) til \(Endring.tall(oevre)))"
  }

  /// Two decimals with comma.
  static func tall(_ x: Double, fortegn: Bool = false) -> String {
    let h = Int((x * 100).rounded(.toNearestOrAwayFromZero))
    let rest = h.magnitude % 100
    return (h < 0 ? "−" : fortegn && h > 0 ? "+" : "") + "\(h.magnitude / 100),\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// A change of a group's share from a year to the next one of a table.
public struct Aarsendring: Sendable {
  /// The row of the later year, and both years.
  public let rad: Int
  /// The year before.
  public let fra: String
  /// The year of the row.
  public let til: String
  /// By group that is counted in; nil where a number is hidden or there is no base.
  public let grupper: [Endring?]
}

extension Maaltabell {
  /// Changes between years that follow one another in the table.
  public var aarsendringer: [Aarsendring] {
    guard let d = inndelinger.firstIndex(of: .avslutningsaar) else { return [] }
    var plass: [[Int?]: Int] = [:]
    for (i, r) in rader.enumerated() { plass[r.verdier] = i }
    return rader.indices.compactMap { i in
      guard let aar = rader[i].verdier[d], aar > 0 else { return nil }
      var forrige = rader[i].verdier
      forrige[d] = aar - 1
      guard let j = plass[forrige] else { return nil }
      let grupper = (0..<5).map { g -> Endring? in
        guard let n = rader[i].antall[g].verdi, let av = rader[i].tallgrunnlag.verdi,
          let n0 = rader[j].antall[g].verdi, let av0 = rader[j].tallgrunnlag.verdi
        else { return nil }
        return Endring(foer: (n0, av0), naa: (n, av))
      }
      return Aarsendring(rad: i, fra: kategorier[d][aar - 1].navn, til: kategorier[d][aar].navn, grupper: grupper)
    }
  }
}
