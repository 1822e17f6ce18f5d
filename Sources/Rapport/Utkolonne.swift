import Domene
import Innlesing
import Kodeverk
import Regelverk

/// What a column of an output file holds.
public enum Utkolonneslag: Sendable, Equatable {
  case tekst
  /// A text of ours, one of these.
  case kode([String])
  case dato
  case heltall
  case desimal
  /// `9000 999000 14`.
  case duf
}

/// A column of an output file, for programs that read it (`datapackage.json`).
public struct Utkolonne: Sendable, Equatable {
  public var navn: String
  public var slag: Utkolonneslag
  /// Whether every row has a value.
  public var alltid: Bool

  /// A column of a file with rows a person, by its name.
  init(_ navn: String, i fil: Utfil) {
    self.init(navn: navn, slag: Utkolonne.slag(navn, fil), alltid: Utkolonne.alltidFylt.contains(navn))
  }

  public init(navn: String, slag: Utkolonneslag, alltid: Bool = false) {
    self.navn = navn
    self.slag = slag
    self.alltid = alltid
  }

  private static let alltidFylt: Set<String> = [
    "DUF-nummer", "Kategori", "Kategori fra", "Ordning", "Nr", "Regel", "Type beregning", "Utvidelse", "Ny frist",
    "Avslutning", "Avslutningsårsak", "Avslutningsårsakgruppe", "Avslutningsdato", "Registrert dato", "Status",
    "Vedtak",
    "Tiltak", "Fulltid videregående opplæring", "Gjennomført livsmestring", "Gjennomført foreldreveiledning",
  ]

  private static func slag(_ navn: String, _ fil: Utfil) -> Utkolonneslag {
    switch navn {
    case "DUF-nummer": .duf
    case "Fødselsdato", "Kategori fra", "Frist dato", "Avslutningsdato", "Registrert dato", "Frist for gjennomføring",
      "Ny frist":
      .dato
    case "Alder", "Nr": .heltall
    case "Antall timer arbeid per uke": .desimal
    case "Kjønn": .kode(Kjoenn.tabellnavn)
    case "Kategori": .kode(Kategori.allCases.filter { fil.lovverk == nil || $0.lovverk == fil.lovverk }.map(\.navn))
    case "Sluttmål":
      .kode(
        Sluttmaal.tabellnavn
          + (fil == .personliste || fil == .personlisteIntroduksjonsloven ? [Fasttekst.utenSluttmaal] : []))
    case "Avslutningsårsak": .kode(Avslutningsaarsak.tabellnavn)
    case "Avslutningsårsakgruppe": .kode(Avslutningsaarsakgruppe.tabellnavn)
    case "Avslutning": .kode([Fasttekst.ordinaer, Fasttekst.stans])
    case "Status": .kode(Avslutningsstatus.allCases.map(\.navn))
    case "Frist type": .kode([Fristtype.oppstart, .gjennomfoering, .gjenoppstart].map(\.navn))
    case "Regel": .kode(Fristregel.allCases.map(\.id))
    default: .tekst
    }
  }
}

extension Utfil {
  /// Its columns with what they hold.
  public var utkolonner: [Utkolonne] { kolonner.map { Utkolonne($0, i: self) } }

  /// Lines before the line of columns.
  public var linjerFoerKolonner: Int {
    self == .avslutningsrapport || self == .avslutningsrapportIntroduksjonsloven ? 2 : 0
  }
}

extension Tilleggsfil {
  /// Its columns with what they hold.
  public var utkolonner: [Utkolonne] {
    kolonner.map { navn in
      switch navn {
      case "DUF-nummer": Utkolonne(navn: navn, slag: .duf, alltid: true)
      case "Frist dato", "Avslutningsdato", "Gjenoppstartsfrist": Utkolonne(navn: navn, slag: .dato)
      case "Dager igjen", "Aktiv tid i program": Utkolonne(navn: navn, slag: .heltall)
      case "Gjennomsnittlig tilbudt tiltak, timer per uke", "Gyldig fravær", "Ugyldig fravær", "Permisjon",
        "Ferie/høytid", "Manglende tilbud", "Fravær timer":
        Utkolonne(navn: navn, slag: .desimal)
      default: Utkolonne(navn: navn, slag: .tekst)
      }
    }
  }
}

extension Maaloppnaaelsefil {
  /// Its columns with what they hold.
  public static var utkolonner: [Utkolonne] {
    kolonner.map { navn in
      switch navn {
      case "Lovverk": Utkolonne(navn: navn, slag: .kode(Lovverk.allCases.map(\.navn)), alltid: true)
      case "Inndeling": Utkolonne(navn: navn, slag: .kode(Inndeling.allCases.map(\.navn)), alltid: true)
      case "Avslutningsårsakgruppe":
        Utkolonne(navn: navn, slag: .kode(Avslutningsaarsakgruppe.tabellnavn), alltid: true)
      case "Antall", "Tallgrunnlag": Utkolonne(navn: navn, slag: .heltall, alltid: true)
      case "Prosent": Utkolonne(navn: navn, slag: .desimal)
      default: Utkolonne(navn: navn, slag: .tekst, alltid: true)
      }
    }
  }
}

extension AvvikWriter {
  /// The columns of `avvik.csv` with what they hold.
  public static var utkolonner: [Utkolonne] {
    kolonner.map { navn in
      switch navn {
      case "Alvorlighet": Utkolonne(navn: navn, slag: .kode(Alvorlighet.allCases.map(\.navn)), alltid: true)
      case "Kode": Utkolonne(navn: navn, slag: .kode(Avvikskode.allCases.map(\.rawValue)), alltid: true)
      case "Linje": Utkolonne(navn: navn, slag: .heltall)
      case "Melding": Utkolonne(navn: navn, slag: .tekst, alltid: true)
      default: Utkolonne(navn: navn, slag: .tekst)
      }
    }
  }
}
