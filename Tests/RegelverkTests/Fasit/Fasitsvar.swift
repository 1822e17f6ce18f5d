import Domene
import Kalender
import Kodeverk

@testable import Regelverk

/// A step of a log, flattened so that two tellings can be held against one another.
struct Loggrad: Equatable {
  /// 1-7 for F-01 to F-07.
  var regel: UInt8
  /// Vedtakstype or Fraværstype, by its place in the table.
  var type: UInt8?
  var utfall: Klageutfall?
  var dato1: Dato?
  var dato2: Dato?
  var utvidelse: Utvidelse
  var nyFrist: Dato

  var tekst: String {
    "F-0\(regel) type \(type.map { "\($0)" } ?? "-") \(utfall.map { "\($0)" } ?? "") "
      + "\(dato1.map { "\($0)" } ?? "-") \(dato2.map { "\($0)" } ?? "-") \(utvidelse) = \(nyFrist)"
  }
}

/// A row of the avslutningshistorikk.
struct Historikkrad: Equatable {
  var aarsak: Avslutningsaarsak
  var dato: Dato
  var status: Avslutningsstatus
  var registrert: Dato
  /// The municipal row; nil for `Regelmotor`.
  var kilde: Kilde?
  /// Shown in the column of the kommune.
  var kommune: Kommunenummer?

  var tekst: String {
    "\(aarsak) \(dato) [\(status)] registrert \(registrert) "
      + "av \(kilde.map { "rad \($0.linje)" } ?? "Regelmotor") k\(kommune.map { "\($0.nummer)" } ?? "-")"
  }
}

struct Funnrad: Hashable, Comparable {
  var kode: Avvikskode
  var kilde: Kilde?
  static func < (a: Self, b: Self) -> Bool {
    if a.kode != b.kode { return a.kode.rawValue < b.kode.rawValue }
    return (a.kilde?.fil ?? .max, a.kilde?.linje ?? .max) < (b.kilde?.fil ?? .max, b.kilde?.linje ?? .max)
  }
  var tekst: String { "\(kode.rawValue) \(kilde.map { "fil \($0.fil) rad \($0.linje)" } ?? "-")" }
}

/// What the rules work out for a person, as far as the second telling goes.
struct Fasitsvar: Equatable {
  var kategori: Kategori?
  var gruppe: Persongruppe?
  var lovverk: Lovverk?
  var kategoriFra: Dato?
  var lukket: Dato?
  var oppstartsfrist: Dato?
  var start: Dato?
  var gjennomfoeringsfrist: Dato?
  var gjenoppstartsfrist: Dato?
  var vistType: Fristtype?
  var vistDato: Dato?
  var sluttmaal: Sluttmaal?
  var logg: [Loggrad] = []
  var aktivTidDager: [Int] = []
  var historikk: [Historikkrad] = []
  var gjeldende: Historikkrad?
  var oppfoelgingskommune: Kommunenummer?
  var rapportkommune: Kommunenummer?
  var medVedtak = false
  var medTiltak = false
  var fulltidVideregaaende = false
  var livsmestring = false
  var foreldreveiledning = false
  var funn: [Funnrad] = []

  /// The fields that differ, one line each; names of nobody are in it.
  func forskjeller(_ annen: Fasitsvar) -> [String] {
    var ut: [String] = []
    func sammenlign<T: Equatable>(_ navn: String, _ a: T, _ b: T) {
      if a != b { ut.append("  \(navn): fasit \(a), motor \(b)") }
    }
    func dato(_ navn: String, _ a: Dato?, _ b: Dato?) {
      if a != b { ut.append("  \(navn): fasit \(a.map { "\($0)" } ?? "-"), motor \(b.map { "\($0)" } ?? "-")") }
    }
    func rader<T: Equatable>(_ navn: String, _ a: [T], _ b: [T], _ tekst: (T) -> String) {
      if a != b {
        ut.append("  \(navn), fasit:")
        ut += a.map { "    " + tekst($0) }
        ut.append("  \(navn), motor:")
        ut += b.map { "    " + tekst($0) }
      }
    }
    sammenlign("kategori", kategori, annen.kategori)
    sammenlign("gruppe", gruppe, annen.gruppe)
    sammenlign("lovverk", lovverk, annen.lovverk)
    dato("kategori fra", kategoriFra, annen.kategoriFra)
    dato("lukket", lukket, annen.lukket)
    dato("oppstartsfrist", oppstartsfrist, annen.oppstartsfrist)
    dato("S", start, annen.start)
    dato("gjennomføringsfrist", gjennomfoeringsfrist, annen.gjennomfoeringsfrist)
    dato("gjenoppstartsfrist", gjenoppstartsfrist, annen.gjenoppstartsfrist)
    sammenlign("vist type", vistType, annen.vistType)
    dato("vist frist", vistDato, annen.vistDato)
    sammenlign("sluttmål", sluttmaal, annen.sluttmaal)
    rader("logg", logg, annen.logg) { $0.tekst }
    rader("aktiv tid", aktivTidDager, annen.aktivTidDager) { "\($0)" }
    rader("historikk", historikk, annen.historikk) { $0.tekst }
    rader("gjeldende", [gjeldende], [annen.gjeldende]) { $0?.tekst ?? "-" }
    sammenlign("oppfølgingskommune", oppfoelgingskommune?.nummer, annen.oppfoelgingskommune?.nummer)
    sammenlign("rapportkommune", rapportkommune?.nummer, annen.rapportkommune?.nummer)
    sammenlign("med vedtak", medVedtak, annen.medVedtak)
    sammenlign("med tiltak", medTiltak, annen.medTiltak)
    sammenlign("fulltid vgo", fulltidVideregaaende, annen.fulltidVideregaaende)
    sammenlign("livsmestring", livsmestring, annen.livsmestring)
    sammenlign("foreldreveiledning", foreldreveiledning, annen.foreldreveiledning)
    rader("funn", funn, annen.funn) { $0.tekst }
    return ut
  }
}

extension Fasitsvar {
  /// The engine's answer in the same shape; only the codes that the fasit tells.
  init(_ v: Vurdering) {
    kategori = v.kategori
    guard v.kategori != nil else {
      funn = Fasitsvar.funn(v)
      return
    }
    gruppe = v.gruppe
    lovverk = v.lovverk
    kategoriFra = v.kategoriFra
    lukket = v.kategoriLukket
    oppstartsfrist = v.oppstartsfrist
    start = v.start
    gjennomfoeringsfrist = v.gjennomfoeringsfrist
    gjenoppstartsfrist = v.gjenoppstartsfrist
    vistType = v.vistFrist?.type
    vistDato = v.vistFrist?.dato
    sluttmaal = v.sluttmaal
    logg = v.beregningslogg.map { Loggrad($0) }
    aktivTidDager = v.aktivTid.map(\.dager)
    historikk = v.historikk.map { Historikkrad($0) }
    gjeldende = v.gjeldendeAvslutning.map { Historikkrad(v.historikk[$0]) }
    oppfoelgingskommune = v.oppfoelgingskommune
    rapportkommune = v.rapportkommune
    medVedtak = v.medVedtak
    medTiltak = v.medTiltak
    fulltidVideregaaende = v.fulltidVideregaaende
    livsmestring = v.gjennomfoertLivsmestring
    foreldreveiledning = v.gjennomfoertForeldreveiledning
    funn = Fasitsvar.funn(v)
  }

  static func funn(_ v: Vurdering) -> [Funnrad] {
    v.funn.map { Funnrad(kode: $0.kode, kilde: $0.kilde) }.sorted()
  }
}

extension Loggrad {
  init(_ t: Fristtrinn) {
    self.init(regel: t.regel.rawValue, nil, nil, utvidelse: t.utvidelse, nyFrist: t.nyFrist)
    switch t.grunn {
    case .oppstart(let k): dato1 = k
    case .base(let s): dato1 = s
    case .utvidet(let d): dato1 = d
    case .medhold(let vt, let s, let u, let a):
      type = vt.rawValue
      dato1 = s
      dato2 = a
      utfall = u
    case .permisjon(let vt, let p):
      type = vt.rawValue
      dato1 = p.fom
      dato2 = p.tom
    case .fravaer(let f): type = f.rawValue
    case .gjenaapnet(let a, let s):
      dato1 = a
      dato2 = s
    }
  }
  init(
    regel: UInt8, type: UInt8? = nil, utfall: Klageutfall? = nil, _ dato1: Dato? = nil, _ dato2: Dato? = nil,
    utvidelse: Utvidelse, nyFrist: Dato
  ) {
    self.regel = regel
    self.type = type
    self.utfall = utfall
    self.dato1 = dato1
    self.dato2 = dato2
    self.utvidelse = utvidelse
    self.nyFrist = nyFrist
  }
}

extension Historikkrad {
  init(_ a: Avslutning) {
    aarsak = a.aarsak
    dato = a.dato
    status = a.status
    registrert = a.registrert
    kilde = a.kilde
    kommune = a.kommune
  }
}
