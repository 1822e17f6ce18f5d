/// The field names of Folkeregisteret's person document that are read, matched by
/// exact spelling (`formats.md`, `folkeregister`).
enum Dokumentnoekkel: UInt8, CaseIterable {
  // Lists, in the order of formats.md.
  case identifikasjonsnummer, utlendingsmyndighetenesIdentifikasjonsnummer, navn, kjoenn, foedsel, doedsfall
  case bostedsadresse, innflytting, utflytting, adressebeskyttelse, familierelasjon
  // Fields of every element.
  case ajourholdstidspunkt, erGjeldende, gyldighetstidspunkt, kilde, aarsak
  // Fields of some.
  case foedselsEllerDNummer, status, fornavn, mellomnavn, etternavn, foedselsdato, doedsdato, flyttedato
  case vegadresse, matrikkeladresse, matrikkelnummer, kommunenummer, ukjentBosted, bostedskommune
  case utflyttingsdato, graderingsnivaa, relatertPerson, relatertPersonsRolle
  /// A name that is not read where it stands.
  case annet

  var navn: String { String(describing: self) }
  var bit: UInt64 { 1 << UInt64(rawValue) }
  static let lister = 11

  /// Whether the field's value is a text; of the others it is an object or true or false.
  @inline(__always)
  var erTekst: Bool {
    switch self {
    case .erGjeldende, .vegadresse, .matrikkeladresse, .ukjentBosted: false
    default: true
    }
  }

  private static let bytes: [[UInt8]] = allCases.map { Array($0.navn.utf8) }

  /// Keys by length and first letter: at most a few share both.
  private static let tabell: [[(navn: [UInt8], noekkel: Dokumentnoekkel)]] = {
    var ut: [[(navn: [UInt8], noekkel: Dokumentnoekkel)]] = Array(repeating: [], count: 64 * 32)
    for n in allCases where n != .annet {
      let b = bytes[Int(n.rawValue)]
      ut[plass(b.count, b[0])].append((b, n))
    }
    return ut
  }()

  private static func plass(_ lengde: Int, _ foerste: UInt8) -> Int { lengde * 32 + Int(foerste & 31) }

  static func finn(_ b: UnsafeRawBufferPointer) -> Dokumentnoekkel? {
    guard b.count > 0, b.count < 64 else { return nil }
    for (navn, noekkel) in tabell[plass(b.count, b[0])] {
      if navn.withUnsafeBytes({ $0.elementsEqual(b) }) { return noekkel }
    }
    return nil
  }

  /// Whether the field is read in the elements of a list.
  func gjelder(i liste: Dokumentnoekkel) -> Bool {
    switch self {
    case .ajourholdstidspunkt, .erGjeldende, .gyldighetstidspunkt, .kilde, .aarsak: true
    case .foedselsEllerDNummer, .status: liste == .identifikasjonsnummer
    case .identifikasjonsnummer: liste == .utlendingsmyndighetenesIdentifikasjonsnummer
    case .fornavn, .mellomnavn, .etternavn: liste == .navn
    case .kjoenn: liste == .kjoenn
    case .foedselsdato: liste == .foedsel
    case .doedsdato: liste == .doedsfall
    case .flyttedato, .vegadresse, .matrikkeladresse, .ukjentBosted: liste == .bostedsadresse
    case .utflyttingsdato: liste == .utflytting
    case .graderingsnivaa: liste == .adressebeskyttelse
    case .relatertPerson, .relatertPersonsRolle: liste == .familierelasjon
    default: false
    }
  }
}
