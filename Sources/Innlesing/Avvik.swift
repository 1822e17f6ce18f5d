import Domene
import Kalender

/// One fault of reading or finding of a rule, as a plain value; the row of
/// `avvik.csv` is written from it.
///
/// Packed into 48 bytes: a night of a million persons has millions of them.
public struct Avvik: Sendable {
  private var antall1 = Int.min
  private var antall2 = Int.min
  private var fil: UInt32
  private var linje: UInt32
  private var dag1 = Int32.min
  private var dag2 = Int32.min
  private var dufLav: UInt32 = 0
  private var tekstFra: UInt32 = 0
  private var dufHoey: UInt16 = 0
  /// Place of the column in the table of types: 0 none, 1... in the type's order,
  /// `Avvik.ukjentKolonne` for columns that no type has.
  public var kolonne: UInt16 = 0
  private var verdilengde: UInt8 = 0
  private var tilleggslengde: UInt8 = 0
  public var kode: Avvikskode
  /// Another alvorlighet than the code's own (`VERDI_MANGLER` of a row that is taken).
  public var somAdvarsel = false

  public static let ukjentKolonne: UInt16 = .max

  public init(_ kode: Avvikskode, kilde: Kilde?) {
    self.kode = kode
    fil = kilde?.fil ?? .max
    linje = kilde?.linje ?? 0
  }

  /// What stood there: a range of the bytes of the list that holds the avvik.
  public var verdi: Tekst { Tekst(fra: tekstFra, lengde: UInt32(verdilengde)) }
  /// Column name when unknown, the nearest known code value, or a reader's reason
  /// (by the code): a range of the same bytes, behind the value's.
  public var tillegg: Tekst { Tekst(fra: tekstFra &+ UInt32(verdilengde), lengde: UInt32(tilleggslengde)) }
  /// Whether it has either.
  public var harTekst: Bool { verdilengde | tilleggslengde != 0 }

  /// Where the two texts stand, one behind the other; a list cuts them to fewer
  /// than 256 bytes (`Avviksliste.lengsteVerdi`).
  mutating func settTekster(fra: Int, verdi: Int, tillegg: Int) {
    tekstFra = UInt32(truncatingIfNeeded: fra)
    verdilengde = UInt8(clamping: verdi)
    tilleggslengde = UInt8(clamping: tillegg)
  }

  /// A DUF-nummer of twelve digits (48 bits hold it); 0: none that could be read.
  public var duf: UInt64 {
    get { UInt64(dufHoey) << 32 | UInt64(dufLav) }
    set {
      dufLav = UInt32(truncatingIfNeeded: newValue)
      dufHoey = UInt16(truncatingIfNeeded: newValue >> 32)
    }
  }

  /// nil: a person-level avvik without a row.
  public var kilde: Kilde? {
    get { fil == .max ? nil : Kilde(fil: fil, linje: linje) }
    set {
      fil = newValue?.fil ?? .max
      linje = newValue?.linje ?? 0
    }
  }

  /// Dates and numbers that the Melding names, by the code; nil where unused.
  public var dato1: Dato? {
    get { dag1 == .min ? nil : Dato(dagnummer: dag1) }
    set { dag1 = newValue?.dagnummer ?? .min }
  }
  public var dato2: Dato? {
    get { dag2 == .min ? nil : Dato(dagnummer: dag2) }
    set { dag2 = newValue?.dagnummer ?? .min }
  }
  public var tall1: Int? {
    get { antall1 == .min ? nil : antall1 }
    set { antall1 = newValue ?? .min }
  }
  public var tall2: Int? {
    get { antall2 == .min ? nil : antall2 }
    set { antall2 = newValue ?? .min }
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
