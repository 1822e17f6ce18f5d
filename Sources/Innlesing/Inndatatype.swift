import Kodeverk

/// The input types in input order (`formats.md`, Any input file).
public enum Inndatatype: UInt8, CaseIterable, Sendable, Hashable, Comparable {
  case folkeregister, udi, bosettinger, kontakter, integreringskontrakter, sluttmaal, vedtak, klager, tiltak
  case fravaer, avslutninger, reservasjoner, utdanning

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// As file names and pipeline files spell it.
  public var navn: String {
    switch self {
    case .folkeregister: "folkeregister"
    case .udi: "udi"
    case .bosettinger: "bosettinger"
    case .kontakter: "kontakter"
    case .integreringskontrakter: "integreringskontrakter"
    case .sluttmaal: "sluttmaal"
    case .vedtak: "vedtak"
    case .klager: "klager"
    case .tiltak: "tiltak"
    case .fravaer: "fravaer"
    case .avslutninger: "avslutninger"
    case .reservasjoner: "reservasjoner"
    case .utdanning: "utdanning"
    }
  }

  /// Whether kommuner send it.
  public var erKommunal: Bool { self > .udi }

  /// The columns in the order of `formats.md`'s table. For person documents: the
  /// fields that can be at fault, as `list.field`.
  public var kolonner: [Kolonne] { Self.erklaeringer[Int(rawValue)] }

  static let erklaeringer: [[Kolonne]] = allCases.map(erklaering)

  private static let id = Kolonne("ID", .id)
  private static let duf = Kolonne("DUF-nummer", .duf, obligatorisk: true, maaHaVerdi: true)
  private static let kommune = Kolonne("Oppf.kommune", .kommune)
  private static let kommuneMaa = Kolonne("Oppf.kommune", .kommune, obligatorisk: true, maaHaVerdi: true)
  private static let registrert = maa("Registrert dato", .dato)
  /// The column of who registered a row.
  static let registrertAv = "Registrert av"
  private static let av = Kolonne(registrertAv, .tekst, personlig: true)
  private static let slettet = Kolonne("Slettet", .dato)
  private static func maa(_ navn: String, _ slag: Kolonneslag) -> Kolonne {
    Kolonne(navn, slag, obligatorisk: true, maaHaVerdi: true)
  }
  private static func kan(_ navn: String, _ slag: Kolonneslag) -> Kolonne { Kolonne(navn, slag) }

  private static func erklaering(_ type: Inndatatype) -> [Kolonne] {
    switch type {
    case .folkeregister:
      // Everything in a person document is about a person.
      Personfelt.alle.map { Kolonne($0, .merkelapp, personlig: true) }
    case .udi:
      [
        duf, Kolonne("Fornavn", .tekst, obligatorisk: true, personlig: true),
        Kolonne("Etternavn", .tekst, obligatorisk: true, personlig: true),
        Kolonne("Fødselsdato", .dato, obligatorisk: true, personlig: true), kan("Kjønn", .kode(.kjoenn)),
        Kolonne("Statsborgerskap", .merkelapp, personlig: true), kan("Fødselsnummer", .foedselsnummer), maa("Hjemmel", .hjemmel),
        kan("Referansepersonens hjemmel", .hjemmel), maa("Vedtaksdato", .dato), kan("Effektueringsdato", .dato),
        kan("Gyldig til", .dato), kan("Ankomst Norge", .dato),
      ]
    case .bosettinger:
      [
        id, duf, kommuneMaa, kan("Bydel", .bydel), maa("Fra dato", .dato),
        Kolonne("Avtalt bosetting", .boolsk, obligatorisk: true), registrert, av, slettet,
      ]
    case .kontakter:
      [
        id, duf, maa("Registreringen gjelder", .kode(.kontakttype)), maa("Dato", .dato), kommune, registrert, av,
        slettet,
      ]
    case .integreringskontrakter:
      [id, duf, maa("Dato inngått", .dato), kommune, registrert, av, slettet]
    case .sluttmaal:
      [id, duf, maa("Sluttmål", .kode(.sluttmaal)), kommune, registrert, av]
    case .vedtak:
      [
        maa("ID", .id), duf, maa("Vedtakstype", .kode(.vedtakstype)), maa("Vedtaksdato", .dato),
        maa("Resultat", .kode(.resultat)), kan("Startdato", .dato), kan("Sluttdato", .dato),
        kan("Legg til frist som", .kode(.dagtype)), kan("Utvidelse måneder", .heltall(fra: 0, til: 12)), kommuneMaa,
        registrert, av, slettet,
      ]
    case .klager:
      [
        id, duf, maa("Vedtak-ID", .id), maa("Klage registrert dato", .dato), kan("Klage avgjort dato", .dato),
        kan("Utfall", .kode(.klageutfall)), kommune, registrert, av, slettet,
      ]
    case .tiltak:
      [
        id, duf, kan("Tiltaksgruppe", .kode(.tiltaksgruppe)), maa("Tiltakstype", .kode(.tiltakstype)),
        maa("Fra dato", .dato), maa("Til dato", .dato), kan("Timer per uke", .desimal(fra: 0, til: 168)),
        kan("Erstattende tiltak", .boolsk), kan("Gjennomføring", .kode(.gjennomfoering)),
        kan("Gjennomføring registrert", .dato), kan("Mottatt tilbud", .boolskEllerTom), kommune, registrert, av, slettet,
      ]
    case .fravaer:
      [
        id, duf, maa("Fraværstype", .kode(.fravaerstype)), maa("Periode", .maaned),
        kan("Antall dager", .desimal(fra: 0, til: 31)), kan("Antall timer", .desimal(fra: 0, til: 744)), kommune,
        registrert, av, slettet,
      ]
    case .avslutninger:
      [
        id, duf, maa("Avslutningsårsak", .kode(.avslutningsaarsak)), maa("Avslutningsdato", .dato),
        kan("Antall timer arbeid per uke", .desimal(fra: 0, til: 168)), kan("Gjenåpnet program dato", .dato), kommune,
        registrert, av, slettet,
      ]
    case .reservasjoner:
      [id, duf, maa("Dato for reservasjon", .dato), registrert, av, slettet]
    case .utdanning:
      [
        id, duf, maa("Gjennomført videregående opplæring", .boolsk), kan("Anbefalt sluttmål", .kodeEllerTekst(.sluttmaal)),
        registrert, av, slettet,
      ]
    }
  }

  /// Place of a column by its canonical name, from 0; nil when the type has none.
  public func kolonnenummer(_ navn: String) -> Int? { kolonner.firstIndex { $0.navn == navn } }

  /// Looks columns up by header text: without regard to case, surrounding or
  /// doubled spaces, and Unicode form.
  var kolonneoppslag: Kodeoppslag { Self.oppslag[Int(rawValue)] }
  static let oppslag: [Kodeoppslag] = allCases.map { t in
    Kodeoppslag(t.kolonner.enumerated().map { ($1.navn, $0) })
  }
}

/// The fields of a person document that are read, in the order of `formats.md`
/// (which orders avvik on one line).
public enum Personfelt {
  static let alle: [String] = {
    func liste(_ l: String, _ felter: [String]) -> [String] {
      [l] + felter.map { "\(l).\($0)" } + felles.map { "\(l).\($0)" }
    }
    let felles = ["ajourholdstidspunkt", "erGjeldende", "gyldighetstidspunkt", "kilde", "aarsak"]
    return liste("identifikasjonsnummer", ["foedselsEllerDNummer", "status"])
      + liste("utlendingsmyndighetenesIdentifikasjonsnummer", ["identifikasjonsnummer"])
      + liste("navn", ["fornavn", "mellomnavn", "etternavn"]) + liste("kjoenn", ["kjoenn"])
      + liste("foedsel", ["foedselsdato"]) + liste("doedsfall", ["doedsdato"])
      + liste("bostedsadresse", ["flyttedato", "vegadresse", "matrikkeladresse", "ukjentBosted"])
      + liste("innflytting", []) + liste("utflytting", ["utflyttingsdato"])
      + liste("adressebeskyttelse", ["graderingsnivaa"])
      + liste("familierelasjon", ["relatertPerson", "relatertPersonsRolle"])
  }()

  /// Place of a field, from 1, as avvik order wants it; 0 when unknown.
  static func plass(_ navn: String) -> UInt16 { nummer[navn] ?? 0 }
  private static let nummer: [String: UInt16] = Dictionary(
    uniqueKeysWithValues: alle.enumerated().map { ($1, UInt16($0 + 1)) })
}
