import Kalender
import Kodeverk
import Tabular

/// P-02: what a person of the personliste has or lacks (S1 §1.2).
public enum Forvalg: String, CaseIterable, Sendable {
  case vedtak, tiltak, livsmestring, foreldreveiledning
  case fulltidVgo = "fulltid-vgo"
  case sluttmaal

  /// The column that shows it.
  var kolonne: String {
    switch self {
    case .vedtak: "Vedtak"
    case .tiltak: "Tiltak"
    case .livsmestring: "Gjennomført livsmestring"
    case .foreldreveiledning: "Gjennomført foreldreveiledning"
    case .fulltidVgo: "Fulltid videregående opplæring"
    case .sluttmaal: "Sluttmål"
    }
  }
}

/// Who has registered an avslutning (S1 §9.7).
public enum RegistrertAvvalg: String, CaseIterable, Sendable {
  case kommune, regelmotor

  /// As the guide's drop-down has it.
  public var navn: String {
    switch self {
    case .kommune: "Avslutningsårsak registrert av kommunen"
    case .regelmotor: "Avslutningsårsak beregnet av regelmotor"
    }
  }
}

/// The filters of a list (P-02, P-03, S1 §9.7), each nil or empty when not in force.
/// All of them read what the list shows.
public struct Listevalg: Sendable {
  /// What a person is to have.
  public var med: Set<Forvalg> = []
  /// What a person is to lack.
  public var uten: Set<Forvalg> = []
  /// The kategori shown.
  public var kategori: Kategori?
  /// As the list shows it on D.
  public var kommune: String?
  /// The oppfølgingsfylke, as the list shows it on D.
  public var fylke: String?
  /// `kommune` is nil where the name alone decides.
  public var bydel: (kommune: String?, navn: String)?
  /// The ordning shown.
  public var ordning: String?
  /// Digits that the DUF-nummer begins with.
  public var duf = ""
  /// A part of the name.
  public var navn = ""
  /// The year of the avslutningsdato.
  public var avslutningsaar: Int?
  /// Who has registered the avslutning.
  public var registrertAv: RegistrertAvvalg?
  /// The columns to sort by, the most important first.
  public var sortering: [Sortering] = []

  /// No filter.
  public init() {}

  /// The filters as line 1 of an avslutningsrapport says them.
  public func utvalg(_ grunn: Utvalg = Utvalg()) -> Utvalg {
    var u = grunn
    u.avslutningsaar = avslutningsaar.map { String($0) }
    u.registrertAv = registrertAv?.navn
    u.oppfoelgingsfylke = fylke
    u.kommune = kommune
    u.bydel = bydel?.navn
    u.ordningtype = ordning
    u.dufNummer = duf
    u.navn = navn
    u.kategori = kategori?.navn
    return u
  }
}

/// The rows of a list that a choice leaves, in its order.
public struct Listesvar: Sendable {
  /// The unfiltered list.
  public let tabell: Listetabell
  /// The filters in force.
  public let valg: Listevalg
  /// Places in the table.
  public let rader: [Int]

  /// Filters and sorts a list.
  public init(_ tabell: Listetabell, _ valg: Listevalg) {
    self.tabell = tabell
    self.valg = valg
    let filter = Radfilter(tabell, valg)
    rader = Listesvar.sortert((0..<tabell.antall).filter { filter.tar($0) }, tabell, valg.sortering)
  }

  /// Number of rows shown.
  public var antall: Int { rader.count }

  /// A-11's Fordeling of the rows shown.
  public var fordeling: Fordeling {
    var f = Fordeling()
    guard let k = tabell.utfil.kolonner.firstIndex(of: "Avslutningsårsakgruppe") else { return f }
    for r in rader {
      if let n = Avslutningsaarsakgruppe.tabellnavn.firstIndex(of: tabell.tekst(r, k)) { f.antall[n] += 1 }
    }
    return f
  }

  /// The list as a file: Utvalg and Fordeling of what is shown, column names, rows.
  public func csv(dialekt: CSVDialect, utvalg: Utvalg = Utvalg()) -> [UInt8] {
    var w = CSVRowWriter(dialect: dialekt, capacity: 1 << 16)
    w.out.append(tabell.utfil.hode(dialekt: dialekt, utvalg: valg.utvalg(utvalg), fordeling: fordeling))
    for r in rader { tabell.skriv(r, &w) }
    return w.out.bytes()
  }

  private enum Noekkel: Comparable {
    case tall(UInt64)
    case tekst([UInt8])

    static func < (a: Noekkel, b: Noekkel) -> Bool {
      switch (a, b) {
      case (.tall(let x), .tall(let y)): x < y
      case (.tekst(let x), .tekst(let y)): x.lexicographicallyPrecedes(y)
      case (.tall, .tekst): true
      case (.tekst, .tall): false
      }
    }
  }

  /// Stable: rows that are equal stand as in the list. Empty fields come last
  /// whatever the direction: what is missing is not what one sorts for.
  private static func sortert(_ rader: [Int], _ t: Listetabell, _ sortering: [Sortering]) -> [Int] {
    guard !sortering.isEmpty else { return rader }
    let typer = t.utfil.kolonnetyper
    let noekler = rader.map { r in sortering.map { noekkel(t, r, $0.kolonne, typer[$0.kolonne]) } }
    let orden = rader.indices.sorted { a, b in
      for (i, s) in sortering.enumerated() {
        let x = noekler[a][i]
        let y = noekler[b][i]
        guard x != y else { continue }
        guard let x else { return false }
        guard let y else { return true }
        return s.synkende ? y < x : x < y
      }
      return a < b
    }
    return orden.map { rader[$0] }
  }

  private static func noekkel(_ t: Listetabell, _ rad: Int, _ kolonne: Int, _ type: Kolonnetype) -> Noekkel? {
    let raa = t.verdi(rad, kolonne)
    guard !raa.isEmpty else { return nil }
    switch type {
    case .duf: return .tall(t.duf(rad))
    case .dato: return t.dato(rad, kolonne).map { .tall(UInt64(Int($0.dagnummer) + 1_000_000)) }
    case .tall: return UInt64(String(decoding: raa, as: UTF8.self)).map { .tall($0) }
    case .tekst: return .tekst(Norskorden.noekkel(String(decoding: raa, as: UTF8.self)))
    }
  }
}
