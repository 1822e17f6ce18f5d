import Domene
import Kalender

/// One fault of reading or finding of a rule, as a plain value; the row of
/// `avvik.csv` is written from it.
public struct Avvik: Sendable {
  public var kode: Avvikskode
  /// nil: a person-level avvik without a row.
  public var kilde: Kilde?
  /// Place of the column in the table of types: 0 none, 1... in the type's order,
  /// `Avvik.ukjentKolonne` for columns that no type has.
  public var kolonne: UInt16 = 0
  /// What stood there: a range of the bytes of the list that holds the avvik.
  public var verdi: Tekst = .tom
  /// Column name when unknown, the nearest known code value, or a reader's reason
  /// (by the code): a range of the same bytes.
  public var tillegg: Tekst = .tom
  /// 0: none that could be read.
  public var duf: UInt64 = 0
  public var dato1: Dato?
  public var dato2: Dato?
  public var tall1: Int?
  public var tall2: Int?

  /// Another alvorlighet than the code's own (`VERDI_MANGLER` of a row that is taken).
  public var somAdvarsel = false

  public static let ukjentKolonne: UInt16 = .max

  public init(_ kode: Avvikskode, kilde: Kilde?) {
    self.kode = kode
    self.kilde = kilde
  }
}

extension Avvikskode {
  /// The catalogue's alvorlighet (`avvik.md`).
  public var alvorlighet: Alvorlighet {
    switch self {
    case .filUkjentType, .filSkadet, .kolonneMangler, .kolonneDobbel, .jsonUgyldig, .jsonStruktur, .feltantall,
      .anfoersel, .verdiMangler, .dufUgyldig, .datoUgyldig, .tallUgyldig, .kodeUkjent, .ukjentPerson, .ukjentVedtak:
      .feil
    case .kolonneUkjent, .duplikat: .info
    default: .advarsel
    }
  }
}
