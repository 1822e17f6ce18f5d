import Tabular

/// Lists that a run writes beside those of `formats.md`, when the pipeline asks.
public enum Tilleggsfil: Int, CaseIterable, Sendable {
  /// Deadlines that run out soon.
  case fristvarsel
  /// A row a person and month: tiltak offered (D-01), absence (D-02).
  case deltakelse
  /// Aktiv tid i program of those who ended to work (F-09), and until when they may
  /// come back (F-08).
  case aktivtid

  /// As in the pipeline file.
  public var navn: String {
    switch self {
    case .fristvarsel: "fristvarsel"
    case .deltakelse: "deltakelse"
    case .aktivtid: "aktivtid"
    }
  }

  /// The columns, in order.
  public var kolonner: [String] {
    switch self {
    case .fristvarsel:
      [
        "DUF-nummer", "Fornavn, Etternavn", "Kategori", "Frist type", "Frist dato", "Dager igjen", "Sluttmål", "Vedtak",
        "Tiltak", "Oppf.kommune/bydel", "Oppfølgingsfylke",
      ]
    case .deltakelse:
      [
        "DUF-nummer", "Måned", "Gjennomsnittlig tilbudt tiltak, timer per uke", "Gyldig fravær", "Ugyldig fravær",
        "Permisjon", "Ferie/høytid", "Manglende tilbud", "Fravær timer", "Oppf.kommune/bydel", "Oppfølgingsfylke",
      ]
    case .aktivtid:
      [
        "DUF-nummer", "Fornavn, Etternavn", "Kategori", "Avslutningsårsak", "Avslutningsdato", "Aktiv tid i program",
        "Gjenoppstartsfrist", "Oppf.kommune/bydel", "Oppfølgingsfylke",
      ]
    }
  }

  /// Byte order mark and column names.
  public func hode(dialekt: CSVDialect) -> [UInt8] {
    var w = CSVRowWriter(dialect: dialekt)
    w.beginFile()
    for k in kolonner { w.field(trusted: k) }
    w.endRow()
    return w.out.bytes()
  }
}
