import Domene
import Kodeverk

/// What a column holds, and how its text becomes a value (`formats.md`).
public enum Kolonneslag: Sendable {
  /// 12 digits, spaces allowed (N-01).
  case duf
  /// Any text, kept.
  case tekst
  /// Any text that no output needs: only its hash is kept, to tell duplicates.
  case merkelapp
  /// Like `tekst`, and its hash identifies versions of one registration (T-01).
  case id
  case dato
  /// `mm.åååå`, `åååå-mm` or `August 2021`.
  case maaned
  /// Four digits, three where a spreadsheet ate the zero (N-03).
  case kommune
  /// Six digits, five where a spreadsheet ate the zero (N-03), or the bydel's name.
  case bydel
  /// Ja/Nei, case aside; JSON true/false; empty = Nei.
  case boolsk
  /// The same, but that it is empty means something.
  case boolskEllerTom
  /// A number with decimals, within limits.
  case desimal(fra: Int, til: Int)
  /// A whole number, within limits.
  case heltall(fra: Int, til: Int)
  /// A value of a code table.
  case kode(Kodetype)
  /// A value of a code table, or words of the sender's own, which are no fault.
  case kodeEllerTekst(Kodetype)
  /// Fødselsnummer or D-nummer (N-02): wrong is a warning, the field is not used.
  case foedselsnummer
  /// A legal basis: text with the number after its first `§` (K-02).
  case hjemmel
}

/// The code tables that columns are checked against.
public enum Kodetype: UInt8, Sendable, CaseIterable {
  case kjoenn, kontakttype, sluttmaal, vedtakstype, resultat, dagtype, klageutfall, tiltaksgruppe, tiltakstype
  case gjennomfoering, fravaerstype, avslutningsaarsak

  public var oppslag: Kodeoppslag {
    switch self {
    case .kjoenn: Kjoenn.oppslag
    case .kontakttype: Kontakttype.oppslag
    case .sluttmaal: Sluttmaal.oppslag
    case .vedtakstype: Vedtakstype.oppslag
    case .resultat: Resultat.oppslag
    case .dagtype: Dagtype.oppslag
    case .klageutfall: Klageutfall.oppslag
    case .tiltaksgruppe: Tiltaksgruppe.oppslag
    case .tiltakstype: Tiltakstype.oppslag
    case .gjennomfoering: Gjennomfoering.oppslag
    case .fravaerstype: Fravaerstype.oppslag
    case .avslutningsaarsak: Avslutningsaarsak.oppslag
    }
  }

  /// The values, in the table's order.
  public var navn: [String] {
    switch self {
    case .kjoenn: Kjoenn.tabellnavn
    case .kontakttype: Kontakttype.tabellnavn
    case .sluttmaal: Sluttmaal.tabellnavn
    case .vedtakstype: Vedtakstype.tabellnavn
    case .resultat: Resultat.tabellnavn
    case .dagtype: Dagtype.tabellnavn
    case .klageutfall: Klageutfall.tabellnavn
    case .tiltaksgruppe: Tiltaksgruppe.tabellnavn
    case .tiltakstype: Tiltakstype.tabellnavn
    case .gjennomfoering: Gjennomfoering.tabellnavn
    case .fravaerstype: Fravaerstype.tabellnavn
    case .avslutningsaarsak: Avslutningsaarsak.tabellnavn
    }
  }
}

extension Kodetype {
  /// Further names that the table has for its values (`andre_navn`).
  public var andreNavn: [String] {
    switch self {
    case .fravaerstype: Fravaerstype.andreNavn
    case .vedtakstype: Vedtakstype.andreNavn
    default: []
    }
  }
}

/// A column of an input type: the one declaration that the reader, the Meldinger
/// and the schema use.
public struct Kolonne: Sendable {
  public let navn: String
  public let slag: Kolonneslag
  /// `*`: the file must have it.
  public let obligatorisk: Bool
  /// `!`: its value may not be empty.
  public let maaHaVerdi: Bool
  /// Holds a name or number of a person, or what points one out: masked in `avvik.csv`
  /// when the pipeline says so (`masker_verdi`). Numbers of persons always are.
  public let personlig: Bool

  public init(
    _ navn: String, _ slag: Kolonneslag, obligatorisk: Bool = false, maaHaVerdi: Bool = false, personlig: Bool = false
  ) {
    self.navn = navn
    self.slag = slag
    self.obligatorisk = obligatorisk
    self.maaHaVerdi = maaHaVerdi
    switch slag {
    case .duf, .foedselsnummer: self.personlig = true
    default: self.personlig = personlig
    }
  }
}
