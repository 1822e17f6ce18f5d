// The further names (`andre_navn`) of the code tables that have such, as they stand there.

extension Fravaerstype {
  public static let andreNavn = Innhold.andreNavn(Innhold.fravaerstyper).map(\.0)
}

extension Vedtakstype {
  public static let andreNavn = Innhold.andreNavn(Innhold.vedtakstyper).map(\.0)
}

extension Bydelsnummer {
  /// Every bydel of the table, by number.
  public static let alle: [Bydelsnummer] = Kommuner.bydelsnavn.keys.sorted().map { Bydelsnummer(nummer: $0) }

  /// The six digits.
  public var tekst: String {
    let t = String(nummer)
    return String(repeating: "0", count: max(0, 6 - t.utf8.count)) + t
  }
}
