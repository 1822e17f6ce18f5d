import Domene
import Kalender
import Kodeverk

/// What a boundary example asks for.
public enum Spoersmaal: Sendable, Hashable {
  // Calculations (T, N).
  case virkedag, plussMaaneder, plussVirkedager, antallVirkedager, antallKalenderdager, alder, dufKontroll
  /// Asked of the readers: a fødselsnummer, a field with its zeros put back.
  case foedselsnummer, ledendeNull
  // A person.
  case lovverk, kategori, kategoriFra, kategoriLukket, start, gjennomfoeringsfrist, vistFrist
  case trinn(Fristregel)
  case aktivTid, avslutning, historikk, avslutningRegistrert
  case avvik(Avvikskode)
  case tilbudt(String), permisjonsdager(Int), vedtaksstatus, medVedtak, paaPersonlisten, oppfoelgingskommune

  /// Heading of the answer's column.
  public var navn: String {
    switch self {
    case .virkedag: "Virkedag"
    case .plussMaaneder: "Pluss måneder"
    case .plussVirkedager: "Pluss virkedager"
    case .antallVirkedager: "Virkedager"
    case .antallKalenderdager: "Kalenderdager"
    case .alder: "Alder"
    case .dufKontroll: "Kontrollsiffer"
    case .foedselsnummer: "Fødselsnummer"
    case .ledendeNull: "Leses som"
    case .lovverk: "Lovverk"
    case .kategori: "Kategori"
    case .kategoriFra: "Kategori fra"
    case .kategoriLukket: "Kategori lukket"
    case .start: "Frist beregnet fra"
    case .gjennomfoeringsfrist: "Frist for gjennomføring"
    case .vistFrist: "Frist"
    case .trinn(let r): "Trinn \(r.id)"
    case .aktivTid: "Aktiv tid"
    case .avslutning: "Avslutning"
    case .historikk: "Avslutningshistorikk"
    case .avslutningRegistrert: "Registrert"
    case .avvik(let k): k.rawValue
    case .tilbudt(let m): "Tilbudt tiltak \(m)"
    case .permisjonsdager(let aar): "Permisjon i \(aar)"
    case .vedtaksstatus: "Status"
    case .medVedtak: "Vedtak i nåværende kommune"
    case .paaPersonlisten: "På personlisten"
    case .oppfoelgingskommune: "Oppfølgingskommune"
    }
  }
}

/// One row of a boundary table.
public struct Grenserad: Sendable {
  /// What varies.
  public var gitt: [Opplysning]
  /// The beregningsdato; empty for calculations.
  public var per: String
  /// What the program answers.
  public var svar: String

  /// A row.
  public init(_ gitt: [Opplysning] = [], per: String = "", _ svar: String) {
    self.gitt = gitt
    self.per = per
    self.svar = svar
  }
}

/// The day before, on and after a boundary of one rule: what `nir rules` prints and
/// a test runs through the engine, row for row.
public struct Grensetabell: Sendable {
  /// What the boundary is.
  public var tittel: String
  /// What every row has in common.
  public var felles: [Opplysning]
  /// What is asked.
  public var spoersmaal: Spoersmaal
  /// The rows.
  public var rader: [Grenserad]

  /// A table whose rows have nothing in common.
  public init(_ tittel: String, _ spoersmaal: Spoersmaal, _ rader: [Grenserad]) {
    self.init(tittel, [], spoersmaal, rader)
  }

  /// A table.
  public init(_ tittel: String, _ felles: [Opplysning], _ spoersmaal: Spoersmaal, _ rader: [Grenserad]) {
    self.tittel = tittel
    self.felles = felles
    self.spoersmaal = spoersmaal
    self.rader = rader
  }
}

extension Regel {
  /// The rule's boundary examples; empty where it has no boundary of its own.
  public var grenser: [Grensetabell] {
    switch self {
    case .t01: Grenser.t01
    case .t02: Grenser.t02
    case .t03: Grenser.t03
    case .t04: Grenser.t04
    case .t05: Grenser.t05
    case .k01: Grenser.k01
    case .k02: Grenser.k02
    case .k03: Grenser.k03
    case .k04: Grenser.k04
    case .k05: Grenser.k05
    case .k06: Grenser.k06
    case .k07: Grenser.k07
    case .f01: Grenser.f01
    case .f02: Grenser.f02
    case .f03: Grenser.f03
    case .f04: Grenser.f04
    case .f05: Grenser.f05
    case .f06: Grenser.f06
    case .f07: Grenser.f07
    case .f08: Grenser.f08
    case .f09: Grenser.f09
    case .f10: Grenser.f10
    case .a01: Grenser.a01
    case .a02: Grenser.a02
    case .a03: Grenser.a03
    case .a04: Grenser.a04
    case .a05: Grenser.a05
    case .a06: Grenser.a06
    case .a07: Grenser.a07
    case .a08: Grenser.a08
    case .a09: Grenser.a09
    case .a10: Grenser.a10
    case .a11: []
    case .a12: Grenser.a12
    case .a13: Grenser.a13
    case .d01: Grenser.d01
    case .d02: Grenser.d02
    case .d03: Grenser.d03
    case .d04: Grenser.d04
    case .d05: Grenser.d05
    case .p01: Grenser.p01
    case .p02: Grenser.p02
    case .p03: []
    case .p04: Grenser.p04
    case .v: Grenser.v
    case .r01, .r02: []
    case .n01: Grenser.n01
    case .n02: Grenser.n02
    case .n03: Grenser.n03
    }
  }
}

/// The boundary tables, a file a part of the page.
enum Grenser {
  /// Rett og plikt, 29 years, kategori from 01.02.2022: oppstartsfrist 01.02.2024.
  static let bosatt: [Opplysning] = [.foedt("10.05.1992"), .tillatelse("01.02.2022"), .bosatt("01.02.2022")]
  /// In programme from 01.04.2022 with 24 months: frist 01.04.2024.
  static let iProgram: [Opplysning] =
    bosatt + [.deltakelse("01.04.2022"), .sluttmaal(.arbeidUtenVgo, "01.04.2022")]
  /// Kapittel 6A from 01.07.2022, in programme from 01.08.2022 with 6 months: frist 01.02.2023.
  static let kapittel6A: [Opplysning] = [
    .foedt("10.05.1992"), .tillatelse("20.06.2022", paragraf: 34), .bosatt("01.07.2022"), .deltakelse("01.08.2022"),
    .sluttmaal(.arbeidMedVgo, "01.08.2022"),
  ]
}
