/// Places of the columns of `vedtak` that the reader looks at.
enum Vedtakskolonner {
  static let type = Inndatatype.vedtak.kolonnenummer("Vedtakstype") ?? 0
  static let resultat = Inndatatype.vedtak.kolonnenummer("Resultat") ?? 0
  static let start = Inndatatype.vedtak.kolonnenummer("Startdato") ?? 0
  static let leggTil = Inndatatype.vedtak.kolonnenummer("Legg til frist som") ?? 0

  /// Whether the words of an ID are shown somewhere: those of a vedtak, and of the
  /// vedtak that a klage is about.
  static func viserId(_ t: Inndatatype, _ kolonne: Int) -> Bool {
    switch t {
    case .vedtak: kolonne == 0
    case .klager: t.kolonner[kolonne].navn == "Vedtak-ID"
    default: false
    }
  }
}
