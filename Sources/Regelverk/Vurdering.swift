import Domene
import Kalender
import Kodeverk

/// The rules that write a step in the beregningslogg (F-10).
public enum Fristregel: UInt8, Sendable, CaseIterable {
  case f01 = 1
  case f02, f03, f04, f05, f06, f07
  /// `F-05`.
  public var id: String { "F-0\(rawValue)" }
}

/// What a step of the frist was about (F-10): the texts are written from it.
public enum Trinngrunn: Sendable {
  /// F-01: K.
  case oppstart(kategoriFra: Dato)
  /// F-02: S.
  case base(start: Dato)
  /// F-03.
  case utvidet(vedtaksdato: Dato)
  /// F-04: `start` is the stans' Startdato, else its Vedtaksdato.
  case medhold(type: Vedtakstype, start: Dato, utfall: Klageutfall, avgjort: Dato)
  /// F-05.
  case permisjon(type: Vedtakstype, periode: Periode)
  /// F-06.
  case fravaer(type: Fravaerstype)
  /// F-07: dates a and s.
  case gjenaapnet(avsluttet: Dato, start: Dato)
}

/// How much a step adds.
public enum Utvidelse: Sendable, Equatable {
  case maaneder(Int)
  case virkedager(Int)
  case kalenderdager(Int)
}

/// One step of the fold: what, how much, the new date. The beregningslogg is
/// these values written out.
public struct Fristtrinn: Sendable {
  public var regel: Fristregel
  public var grunn: Trinngrunn
  public var utvidelse: Utvidelse
  public var nyFrist: Dato
  public init(regel: Fristregel, grunn: Trinngrunn, utvidelse: Utvidelse, nyFrist: Dato) {
    self.regel = regel
    self.grunn = grunn
    self.utvidelse = utvidelse
    self.nyFrist = nyFrist
  }
}

/// F-09: one row of «Aktiv tid i program» (S1 §10.3).
public struct AktivTidTrinn: Sendable {
  public enum Grunn: Sendable {
    case program(start: Dato, avsluttet: Dato)
    case permisjon(type: Vedtakstype, periode: Periode)
    case fravaer(type: Fravaerstype)
    case uteAvProgram(fra: Dato, til: Dato)
  }
  public var grunn: Grunn
  /// Positive for the first row, negative for the rest.
  public var dager: Int
  public var total: Int
  public init(grunn: Grunn, dager: Int, total: Int) {
    self.grunn = grunn
    self.dager = dager
    self.total = total
  }
}

/// `Status` of avslutningshistorikk.
public enum Avslutningsstatus: UInt8, Sendable, CaseIterable {
  case gjeldende, slettet, erstattet, ikkeGjeldendeGjenaapnet, ikkeGjeldende, avvist
  public var navn: String {
    switch self {
    case .gjeldende: "gjeldende"
    case .slettet: "slettet"
    case .erstattet: "erstattet"
    case .ikkeGjeldendeGjenaapnet: "ikke gjeldende - gjenåpnet"
    case .ikkeGjeldende: "ikke gjeldende"
    case .avvist: "avvist"
    }
  }
}

/// A row of the avslutningshistorikk, computed or registered.
public struct Avslutning: Sendable {
  public var aarsak: Avslutningsaarsak
  public var dato: Dato
  public var timer: Desimal?
  public var registrert: Dato
  /// nil: `Regelmotor`.
  public var registrertAv: Tekst?
  /// The kommune (and bydel) shown: a municipal row's own `Oppf.kommune`; of a
  /// computed one the participation decision's in force, else the
  /// oppfølgingskommune (`formats.md`).
  public var kommune: Kommunenummer?
  public var bydel: Bydelsnummer?
  public var status: Avslutningsstatus
  /// The municipal row, nil for a computed one.
  public var kilde: Kilde?
  public init(
    aarsak: Avslutningsaarsak, dato: Dato, timer: Desimal?, registrert: Dato, registrertAv: Tekst?,
    kommune: Kommunenummer?, bydel: Bydelsnummer?, status: Avslutningsstatus, kilde: Kilde?
  ) {
    self.aarsak = aarsak
    self.dato = dato
    self.timer = timer
    self.registrert = registrert
    self.registrertAv = registrertAv
    self.kommune = kommune
    self.bydel = bydel
    self.status = status
    self.kilde = kilde
  }
  /// `Stans` for A-08, else `Ordinær avslutning`.
  public var erStans: Bool { aarsak == .permanentStans }
}

public enum Fristtype: UInt8, Sendable {
  case oppstart, gjennomfoering, gjenoppstart
  public var navn: String {
    switch self {
    case .oppstart: "Oppstart"
    case .gjennomfoering: "Gjennomføring"
    case .gjenoppstart: "Gjenoppstart"
    }
  }
}

/// A rule's finding about a person: an avvik with the row that caused it. The
/// Melding is written from the code and the numbers.
public struct Funn: Sendable {
  public var kode: Avvikskode
  /// nil: a person-level avvik without a row.
  public var kilde: Kilde?
  /// What the Melding names, by the code (dates, counts); nil where unused.
  public var dato1: Dato?
  public var dato2: Dato?
  public var tall1: Int?
  public var tall2: Int?
  public init(
    _ kode: Avvikskode, kilde: Kilde?, dato1: Dato? = nil, dato2: Dato? = nil, tall1: Int? = nil,
    tall2: Int? = nil
  ) {
    self.kode = kode
    self.kilde = kilde
    self.dato1 = dato1
    self.dato2 = dato2
    self.tall1 = tall1
    self.tall2 = tall2
  }
}

/// What the rules say of one person on D.
public struct Vurdering: Sendable {
  // Kategori (K)
  /// nil: never had a kategori by D (the person stands in no output but avvik.csv).
  public var kategori: Kategori?
  public var gruppe: Persongruppe = .rettOgPlikt
  public var lovverk: Lovverk = .integreringsloven
  /// K.
  public var kategoriFra: Dato?
  /// The day that the kategori closed (K-07); nil: open on D.
  public var kategoriLukket: Dato?
  public var erAapen: Bool { kategori != nil && kategoriLukket == nil }

  // Person
  public var foedselsdato: Dato?
  public var kjoenn: Kjoenn?
  public var fornavn: Tekst = .tom
  public var mellomnavn: Tekst = .tom
  public var etternavn: Tekst = .tom

  // Frist (F)
  public var oppstartsfrist: Dato?
  /// S.
  public var start: Dato?
  public var gjennomfoeringsfrist: Dato?
  public var gjenoppstartsfrist: Dato?
  /// What the personliste shows; nil when there is no frist.
  public var vistFrist: (type: Fristtype, dato: Dato)?
  public var sluttmaal: Sluttmaal?
  /// The steps, Nr 1 first.
  public var beregningslogg = Radliste<Fristtrinn>()
  public var aktivTid = Radliste<AktivTidTrinn>()

  // Avslutning (A)
  /// The history in the order of the output file, the one in force included.
  public var historikk = Radliste<Avslutning>()
  /// Place in `historikk` of the one in force.
  public var gjeldendeAvslutning: Int?

  // Lists (P)
  /// P-04.
  public var oppfoelgingskommune: Kommunenummer?
  public var oppfoelgingsbydel: Bydelsnummer?
  /// Kommune and bydel of the avslutningsrapport: of the participation decision in
  /// force at the avslutning, else the oppfølgingskommune.
  public var rapportkommune: Kommunenummer?
  public var rapportbydel: Bydelsnummer?
  public var medVedtak = false
  public var medTiltak = false
  public var fulltidVideregaaende = false
  public var gjennomfoertLivsmestring = false
  public var gjennomfoertForeldreveiledning = false

  public var funn = Radliste<Funn>()
  public init() {}

  /// Empties everything and keeps the memory, for the next person.
  public mutating func nullstill() {
    kategori = nil
    gruppe = .rettOgPlikt
    lovverk = .integreringsloven
    kategoriFra = nil
    kategoriLukket = nil
    foedselsdato = nil
    kjoenn = nil
    fornavn = .tom
    mellomnavn = .tom
    etternavn = .tom
    oppstartsfrist = nil
    start = nil
    gjennomfoeringsfrist = nil
    gjenoppstartsfrist = nil
    vistFrist = nil
    sluttmaal = nil
    beregningslogg.toem()
    aktivTid.toem()
    historikk.toem()
    gjeldendeAvslutning = nil
    oppfoelgingskommune = nil
    oppfoelgingsbydel = nil
    rapportkommune = nil
    rapportbydel = nil
    medVedtak = false
    medTiltak = false
    fulltidVideregaaende = false
    gjennomfoertLivsmestring = false
    gjennomfoertForeldreveiledning = false
    funn.toem()
  }
}
