import Kalender
import Kodeverk
import Tabular

@testable import Rapport

/// Persons that differ in everything a filter asks for: every set of forvalg occurs,
/// and every tenth is protected.
func listepersoner(_ antall: Int = 64) -> [Eksempel] {
  let fornavn = ["Åse", "Øyvind", "Ærlend", "Zoë", "Amina", "O=Malley", "Per;Ole", "Nguyễn \"N\""]
  let etternavn = ["Farmen", "Åsen", "Nguyễn", "farmen-Berg", "=1+1", "Østby"]
  let steder: [(UInt32?, UInt32?)] = [
    (301, 30101), (301, nil), (3024, nil), (1103, nil), (9999, nil), (nil, nil), (301, 30105),
  ]
  let kategorier: [Kategori] = [.rettOgPliktProgram, .kanTilbysProgram, .rettTilProgram, .rettOgPliktOrdning]
  let aarsaker: [Avslutningsaarsak] = [.arbeid, .annet, .doed, .fagskole, .ikkeRegistrert]
  return (0..<antall).map { i in
    var e = Eksempel(
      duf: 202_000_000_000 + UInt64(i * 37), fornavn: fornavn[i % fornavn.count],
      mellomnavn: i % 4 == 0 ? "Mellom" : "", etternavn: etternavn[i % etternavn.count],
      kategori: kategorier[i / 3 % kategorier.count])
    e.v.kategoriFra = dato("01.02.2021") + i % 9 * 40
    e.v.foedselsdato = Dato(aar: 1965 + i % 40, maaned: 1 + i % 12, dag: 1 + i % 28)
    e.v.kjoenn = i % 7 == 0 ? nil : Kjoenn.allCases[i % 2]
    e.v.medVedtak = i & 1 != 0
    e.v.medTiltak = i & 2 != 0
    e.v.gjennomfoertLivsmestring = i & 4 != 0
    e.v.gjennomfoertForeldreveiledning = i & 8 != 0
    e.v.fulltidVideregaaende = i & 16 != 0
    e.v.sluttmaal = i & 32 != 0 ? Sluttmaal.allCases[i % 8] : nil
    e.v.vistFrist =
      i % 5 == 0 ? nil : ([.oppstart, .gjennomfoering, .gjenoppstart][i % 3], dato("01.03.2024") + i * 11 % 300)
    let s = steder[i * 5 % steder.count]
    e.v.oppfoelgingskommune = s.0.map { Kommunenummer(nummer: $0) }
    e.v.oppfoelgingsbydel = s.1.map { Bydelsnummer(nummer: $0) }
    e.v.rapportkommune = e.v.oppfoelgingskommune
    e.v.rapportbydel = e.v.oppfoelgingsbydel
    e.p.skjermet = i % 10 == 9
    if i % 3 != 0 {
      e.avslutt(
        aarsaker[i % aarsaker.count], "1\(i % 9).0\(1 + i % 9).202\(2 + i % 3)", av: i % 2 == 0 ? "0301-AB\(i)" : nil)
    }
    return e
  }
}

/// A list of those persons.
func liste(_ u: Utfil, _ personer: [Eksempel], dialekt: CSVDialect = .excelNb) -> Listetabell {
  var r = Personrapport(dato: dato("31.08.2024"), dialekt: dialekt)
  for e in personer { r.leggTil(e.p, e.v) }
  return Listetabell(u, dialekt: dialekt, kropp: r.bytes(u))
}

/// Rows read in the plainest way: the whole file, quotes and all, field by field.
func enkelLesing(_ bytes: [UInt8], _ skille: UInt8 = 0x3B) -> [[String]] {
  var rader: [[String]] = []
  var rad: [String] = []
  var felt: [UInt8] = []
  var sitert = false
  var i = 0
  while i < bytes.count {
    let c = bytes[i]
    i += 1
    if sitert {
      if c == 0x22, i < bytes.count, bytes[i] == 0x22 {
        felt.append(c)
        i += 1
      } else if c == 0x22 {
        sitert = false
      } else {
        felt.append(c)
      }
    } else if c == 0x22 {
      sitert = true
    } else if c == skille || c == 0x0A {
      rad.append(String(decoding: felt, as: UTF8.self))
      felt = []
      if c == 0x0A {
        rader.append(rad)
        rad = []
      }
    } else if c != 0x0D {
      felt.append(c)
    }
  }
  return rader
}
