import Kodeverk
import Tabular

/// Line 1 of the avslutningsrapport: the filters in force (`formats.md`, S0 §9,
/// S1 §9.7).
public struct Utvalg: Sendable, Hashable {
  /// nil: `Alle`.
  public var avslutningsaar: String?
  /// `AvslutningsårsakRegistrertAv`; nil: `Alle`.
  public var registrertAv: String?
  /// nil: `Alle`.
  public var oppfoelgingsfylke: String?
  /// nil: `Alle`.
  public var kommune: String?
  /// nil: `Alle`.
  public var bydel: String?
  /// nil: `Alle`.
  public var ordningtype: String?
  /// Empty: no filter.
  public var dufNummer = ""
  /// Fornavn or etternavn; empty: no filter.
  public var navn = ""
  /// nil: `Alle`.
  public var kategori: String?
  /// Parameters that a «what if» run has changed: said behind the filters, so
  /// that nobody takes such a report for the register's.
  public var endredeParametre: [(navn: String, verdi: String)] = []

  /// No filter: the night's report.
  public init() {}

  /// The filters with a note of what `Parametre` have been changed.
  public init(_ parametre: Parametre) {
    endredeParametre = parametre.endret.map { ($0.key.rawValue, $0.value) }.sorted { $0.navn < $1.navn }
  }

  /// Equal when the line reads the same.
  public static func == (a: Utvalg, b: Utvalg) -> Bool { a.tekst == b.tekst }
  /// By the line.
  public func hash(into h: inout Hasher) { h.combine(tekst) }

  /// `Utvalg:AvslutningsÅr=Alle,…`.
  public var tekst: String {
    func alle(_ t: String?) -> String { t ?? "Alle" }
    return "Utvalg:AvslutningsÅr=\(alle(avslutningsaar)),AvslutningsårsakRegistrertAv=\(alle(registrertAv)),"
      + "Oppfølgingsfylke=\(alle(oppfoelgingsfylke)),Kommune=\(alle(kommune)),Bydel=\(alle(bydel)),"
      + "Ordningtype=\(alle(ordningtype)),DufNummer=\(dufNummer),Fornavn, Etternavn=\(navn),"
      + "Kategori=\(alle(kategori)),"
      + endredeParametre.map { "EndretParameter:\($0.navn)=\($0.verdi)," }.joined()
  }

  /// The line, as one cell.
  func skriv(_ w: inout CSVRowWriter) {
    w.field(trusted: tekst)
    w.endRow()
  }
}
