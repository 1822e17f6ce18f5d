import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular
import Testing

@testable import Rapport

/// Every row of the conformance drops read back into a hand-made `Vurdering` and
/// written again: the same bytes. Where the drops are not on the machine, skipped.
@Suite(.enabled(if: FasitTests.finnes)) struct RundturTests {
  /// The fields of the rows after the head.
  private static func rader(_ navn: String, _ fil: String, hode: Int) -> [[String]] {
    guard let b = FasitTests.les("\(navn)/expected/\(fil)") else { return [] }
    var ut: [[String]] = [[]]
    var felt: [UInt8] = []
    var inni = false
    var i = 3
    while i < b.count {
      let c = b[i]
      if inni {
        if c == 0x22, i + 1 < b.count, b[i + 1] == 0x22 {
          felt.append(0x22)
          i += 1
        } else if c == 0x22 {
          inni = false
        } else {
          felt.append(c)
        }
      } else if c == 0x22 {
        inni = true
      } else if c == 0x3B || c == 0x0A {
        ut[ut.count - 1].append(String(decoding: felt, as: UTF8.self))
        felt = []
        if c == 0x0A { ut.append([]) }
      } else if c != 0x0D {
        felt.append(c)
      }
      i += 1
    }
    return Array(ut.dropFirst(hode).dropLast())
  }

  private static func per(_ navn: String) -> Dato {
    dato(String(decoding: (FasitTests.les("\(navn)/date") ?? []).prefix(10), as: UTF8.self))
  }

  private static func bytes(_ navn: String, _ u: Utfil) -> [UInt8] {
    FasitTests.les("\(navn)/expected/\(u.filnavn)") ?? []
  }

  /// A person with the fields that the lists share.
  private static func person(_ felt: [String], _ kategori: Kategori?) -> Eksempel {
    let duf = UInt64(felt[0].filter { $0 != " " }) ?? 0
    var deler = felt[1].split(separator: ", ", maxSplits: 1).map(String.init)
    if deler.count < 2 { deler.append("") }
    var e = Eksempel(duf: duf, fornavn: deler[0], etternavn: deler[1], kategori: kategori)
    e.p.skjermet = felt[1] == "Skjermet"
    return e
  }

  private static func kategori(_ t: String) -> Kategori? { Kategori.allCases.first { $0.navn == t } }

  /// What reports show of kommuner and bydeler on a date, back as numbers.
  private struct Steder {
    private var kommuner: [String: Kommunenummer] = [:]
    private var bydeler: [String: Bydelsnummer] = [:]

    init(_ per: Dato) {
      for k in Kommuner.gyldige(per: per) {
        kommuner[k.navn] = k.nummer
        for n in 1..<100 {
          let b = Bydelsnummer(nummer: k.nummer.nummer * 100 + UInt32(n))
          if let navn = b.navn { bydeler["\(k.navn)/\(navn)"] = b }
        }
      }
    }

    subscript(t: String) -> (Kommunenummer?, Bydelsnummer?) {
      if let n = UInt32(t) { return (Kommunenummer(nummer: n), nil) }
      return (kommuner[String(t.prefix { $0 != "/" })], bydeler[t])
    }
  }

  @Test(arguments: FasitTests.navn)
  func avslutningsrapporterOgMaaloppnaaelse(_ navn: String) {
    let d = Self.per(navn)
    let steder = Steder(d)
    var tall = Maaloppnaaelse(dato: d)
    var r = Personrapport(dato: d)
    for u in [Utfil.avslutningsrapport, .avslutningsrapportIntroduksjonsloven] {
      for felt in Self.rader(navn, u.filnavn, hode: 3) {
        var e = Self.person(felt, Self.kategori(felt[4]))
        e.v.kjoenn = Kjoenn.allCases.first { $0.navn == felt[2] }
        // Born on the avslutningsdato, so many years before.
        e.v.foedselsdato = Int(felt[3]).map { dato(felt[8]).plussMaanederAvkortet(-12 * $0) }
        e.v.sluttmaal = Sluttmaal.allCases.first { $0.navn == felt[5] }
        (e.v.rapportkommune, e.v.rapportbydel) = steder[felt[10]]
        e.v.gjennomfoeringsfrist = Dato(felt[13])
        let aarsak = Avslutningsaarsak.allCases.first { $0.navn == felt[6] } ?? .ukjent
        e.avslutt(aarsak, felt[8], registrert: felt[11], av: felt[12] == "Regelmotor" ? nil : felt[12])
        r.leggTil(e.p, e.v)
        tall.tell(skjermet: e.p.skjermet, e.v)
      }
      let hode = u.hode(dialekt: .excelNb, fordeling: tall.totalt(u.lovverk ?? .integreringsloven))
      #expect(hode + r.bytes(u) == Self.bytes(navn, u), "\(u.filnavn)")
    }
    #expect(
      Maaloppnaaelsefil.skriv(tall, dialekt: .excelNb).bytes
        == FasitTests.les("\(navn)/expected/maaloppnaaelse.csv"))
  }

  @Test(arguments: FasitTests.navn)
  func personlister(_ navn: String) {
    let d = Self.per(navn)
    let steder = Steder(d)
    var r = Personrapport(dato: d)
    for u in [Utfil.personliste, .personlisteIntroduksjonsloven] {
      for felt in Self.rader(navn, u.filnavn, hode: 1) {
        var e = Self.person(felt, Self.kategori(felt[3]))
        e.v.foedselsdato = Dato(felt[2])
        e.v.kategoriFra = Dato(felt[4])
        let type = [Fristtype.oppstart, .gjennomfoering, .gjenoppstart].first { $0.navn == felt[6] }
        e.v.vistFrist = type.map { ($0, dato(felt[7])) }
        (e.v.oppfoelgingskommune, e.v.oppfoelgingsbydel) = steder[felt[8]]
        e.v.sluttmaal = Sluttmaal.allCases.first { $0.navn == felt[10] }
        e.v.medVedtak = felt[11].hasPrefix("Med")
        e.v.medTiltak = felt[12].hasPrefix("Med")
        e.v.fulltidVideregaaende = felt[13].hasPrefix("Med")
        e.v.gjennomfoertLivsmestring = felt[14].hasPrefix("Med")
        e.v.gjennomfoertForeldreveiledning = felt[15].hasPrefix("Med")
        r.leggTil(e.p, e.v)
      }
      #expect(u.hode(dialekt: .excelNb) + r.bytes(u) == Self.bytes(navn, u), "\(u.filnavn)")
    }
  }

  @Test(arguments: FasitTests.navn)
  func avslutningshistorikken(_ navn: String) {
    let d = Self.per(navn)
    let steder = Steder(d)
    var r = Personrapport(dato: d)
    for felt in Self.rader(navn, Utfil.avslutningshistorikk.filnavn, hode: 1) {
      var e = Self.person([felt[0], felt[7]], .rettOgPliktProgram)
      (e.v.rapportkommune, e.v.rapportbydel) = steder[felt[7]]
      let aarsak = Avslutningsaarsak.allCases.first { $0.navn == felt[2] } ?? .ukjent
      let timer = felt[3].split(separator: ",").map(String.init)
      var mikro: Int64?
      if let hel = timer.first.flatMap({ Int64($0) }), timer.count == 2, let brok = Int64(timer[1]) {
        mikro = hel * 1_000_000 + brok * (timer[1].count == 1 ? 100_000 : 10_000)
      }
      e.avslutt(
        aarsak, felt[4], timer: mikro.map { Desimal(mikro: $0) }, registrert: felt[5],
        av: felt[6] == "Regelmotor" ? nil : felt[6])
      e.v.historikk[0].status = Avslutningsstatus.allCases.first { $0.navn == felt[8] } ?? .gjeldende
      r.leggTil(e.p, e.v)
    }
    let u = Utfil.avslutningshistorikk
    #expect(u.hode(dialekt: .excelNb) + r.bytes(u) == Self.bytes(navn, u))
  }
}
