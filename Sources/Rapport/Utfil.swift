import Kodeverk
import Tabular

/// The output files with a row a person (or several), in the order of `formats.md`.
public enum Utfil: Int, CaseIterable, Sendable {
  case avslutningsrapport, avslutningsrapportIntroduksjonsloven
  case personliste, personlisteIntroduksjonsloven
  case beregningslogg, avslutningshistorikk

  /// Name of the output file.
  public var filnavn: String {
    switch self {
    case .avslutningsrapport: "avslutningsrapport.csv"
    case .avslutningsrapportIntroduksjonsloven: "avslutningsrapport_introduksjonsloven.csv"
    case .personliste: "personliste.csv"
    case .personlisteIntroduksjonsloven: "personliste_introduksjonsloven.csv"
    case .beregningslogg: "beregningslogg.csv"
    case .avslutningshistorikk: "avslutningshistorikk.csv"
    }
  }

  /// Its columns (`formats.md`).
  public var kolonner: [String] {
    switch self {
    case .avslutningsrapport, .avslutningsrapportIntroduksjonsloven:
      [
        "DUF-nummer", "Fornavn, Etternavn", "Kjønn", "Alder", "Kategori", "Sluttmål", "Avslutningsårsak",
        "Avslutningsårsakgruppe", "Avslutningsdato", "Oppfølgingsfylke", "Oppf.kommune/bydel", "Registrert dato",
        "Registrert av", "Frist for gjennomføring",
      ]
    case .personliste, .personlisteIntroduksjonsloven:
      [
        "DUF-nummer", "Fornavn, Etternavn", "Fødselsdato", "Kategori", "Kategori fra", "Ordning", "Frist type",
        "Frist dato", "Oppf.kommune/bydel", "Oppfølgingsfylke", "Sluttmål", "Vedtak", "Tiltak",
        "Fulltid videregående opplæring", "Gjennomført livsmestring", "Gjennomført foreldreveiledning",
      ]
    case .beregningslogg:
      ["DUF-nummer", "Ordning", "Nr", "Regel", "Type beregning", "Utvidelse", "Ny frist"]
    case .avslutningshistorikk:
      [
        "DUF-nummer", "Avslutning", "Avslutningsårsak", "Antall timer arbeid per uke", "Avslutningsdato",
        "Registrert dato", "Registrert av", "Oppf.kommune/bydel", "Status",
      ]
    }
  }

  /// The law whose persons the file holds; nil for those that hold both.
  public var lovverk: Lovverk? {
    switch self {
    case .avslutningsrapport, .personliste: .integreringsloven
    case .avslutningsrapportIntroduksjonsloven, .personlisteIntroduksjonsloven: .introduksjonsloven
    case .beregningslogg, .avslutningshistorikk: nil
    }
  }

  /// Everything that stands before the rows: byte order mark, the Utvalg and
  /// Fordeling lines of an avslutningsrapport, the column names.
  /// - Parameters:
  ///   - utvalg: the filters in force.
  ///   - fordeling: the file's own persons.
  public func hode(dialekt: CSVDialect, utvalg: Utvalg = Utvalg(), fordeling: Fordeling = Fordeling()) -> [UInt8] {
    var w = CSVRowWriter(dialect: dialekt)
    w.beginFile()
    switch self {
    case .avslutningsrapport, .avslutningsrapportIntroduksjonsloven:
      utvalg.skriv(&w)
      fordeling.skriv(&w)
    case .personliste, .personlisteIntroduksjonsloven, .beregningslogg, .avslutningshistorikk: break
    }
    for k in kolonner { w.field(trusted: k) }
    w.endRow()
    return w.out.bytes()
  }
}
