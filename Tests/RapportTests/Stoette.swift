import Domene
import Innlesing
import Kalender
import Kodeverk
import Regelverk
import Tabular

@testable import Rapport

/// A date from `dd.mm.åååå`; 01.01.1900 when the text is none, so that a slip
/// shows in the golden bytes.
func dato(_ t: String) -> Dato { Dato(t) ?? .foerste }

/// A text of several lines of source.
func tekst(_ biter: String...) -> String { biter.joined() }

/// A hand-made person and what the rules would say of it.
struct Eksempel {
  var p: Persongrunnlag
  var v = Vurdering()

  init(
    duf: UInt64 = 900_099_900_014, fornavn: String = "Historikk", mellomnavn: String = "",
    etternavn: String = "Farmen", kategori: Kategori? = .rettOgPliktProgram
  ) {
    p = Persongrunnlag(duf: DUFNummer(verdi: duf))
    v.fornavn = p.leggInn(Array(fornavn.utf8))
    v.mellomnavn = p.leggInn(Array(mellomnavn.utf8))
    v.etternavn = p.leggInn(Array(etternavn.utf8))
    v.kategori = kategori
    v.lovverk = kategori?.lovverk ?? .integreringsloven
    v.gruppe = kategori == .rettTilProgram ? .kapittel6A : .rettOgPlikt
    v.kategoriFra = dato("26.04.2021")
    v.oppstartsfrist = dato("26.04.2023")
    v.foedselsdato = dato("29.02.1988")
    v.kjoenn = .kvinne
    v.sluttmaal = .fullfoereVgoOver25
    v.oppfoelgingskommune = Kommunenummer(nummer: 301)
    v.oppfoelgingsbydel = Bydelsnummer(nummer: 30101)
    v.rapportkommune = Kommunenummer(nummer: 301)
    v.rapportbydel = Bydelsnummer(nummer: 30101)
  }

  /// Gives the person an avslutning in force.
  mutating func avslutt(
    _ aarsak: Avslutningsaarsak, _ d: String, timer: Desimal? = nil, registrert: String? = nil, av: String? = nil
  ) {
    let tekst = av.map { p.leggInn(Array($0.utf8)) }
    v.gjeldendeAvslutning = v.historikk.count
    v.historikk.append(
      Avslutning(
        aarsak: aarsak, dato: dato(d), timer: timer, registrert: dato(registrert ?? d), registrertAv: tekst,
        kommune: v.rapportkommune, bydel: v.rapportbydel, status: .gjeldende,
        kilde: av == nil ? nil : Kilde(fil: 0, linje: 2)))
  }

  /// S1 §6.3's log, with every other kind of step behind it.
  mutating func alleTrinn() {
    v.beregningslogg = [
      Fristtrinn(
        regel: .f01, grunn: .oppstart(kategoriFra: dato("26.04.2021")), utvidelse: .maaneder(24),
        nyFrist: dato("26.04.2023")),
      Fristtrinn(
        regel: .f02, grunn: .base(start: dato("01.08.2021")), utvidelse: .maaneder(24), nyFrist: dato("01.08.2023")),
      Fristtrinn(
        regel: .f03, grunn: .utvidet(vedtaksdato: dato("01.02.2022")), utvidelse: .maaneder(6),
        nyFrist: dato("01.02.2024")),
      Fristtrinn(
        regel: .f04,
        grunn: .medhold(
          type: .midlertidigStans, start: dato("08.11.2021"), utfall: .medhold, avgjort: dato("22.11.2021")),
        utvidelse: .virkedager(11), nyFrist: dato("16.08.2023")),
      Fristtrinn(
        regel: .f04,
        grunn: .medhold(
          type: .permanentStans, start: dato("08.11.2021"), utfall: .delvisMedhold, avgjort: dato("22.11.2021")),
        utvidelse: .virkedager(11), nyFrist: dato("16.08.2023")),
      Fristtrinn(
        regel: .f04,
        grunn: .medhold(
          type: .midlertidigStans, start: dato("08.11.2021"), utfall: .oppheves, avgjort: dato("22.11.2021")),
        utvidelse: .virkedager(11), nyFrist: dato("16.08.2023")),
      Fristtrinn(
        regel: .f05,
        grunn: .permisjon(
          type: .permisjonEgenSykdom, periode: Periode(fom: dato("01.08.2022"), tom: dato("31.08.2022"))),
        utvidelse: .kalenderdager(31), nyFrist: dato("01.02.2023")),
      Fristtrinn(
        regel: .f06, grunn: .fravaer(type: .egenmelding), utvidelse: .virkedager(6), nyFrist: dato("09.02.2023")),
      Fristtrinn(
        regel: .f07, grunn: .gjenaapnet(avsluttet: dato("01.09.2022"), start: dato("01.10.2022")),
        utvidelse: .kalenderdager(30), nyFrist: dato("18.03.2023")),
    ]
  }
}

/// What one person becomes in an output.
func rader(_ e: Eksempel, _ u: Utfil, dialekt: CSVDialect = .excelNb, per: String = "31.08.2024") -> String {
  var r = Personrapport(dato: dato(per), dialekt: dialekt)
  r.leggTil(e.p, e.v)
  return String(decoding: r.bytes(u), as: UTF8.self)
}

/// Runs with texts as bytes.
func medTekster<R>(
  fil: String = "", kolonne: String = "", verdi: String = "", tillegg: String = "", _ k: (Melding.Tekster) -> R
) -> R {
  Array(fil.utf8).withUnsafeBytes { f in
    Array(kolonne.utf8).withUnsafeBytes { ko in
      Array(verdi.utf8).withUnsafeBytes { v in
        Array(tillegg.utf8).withUnsafeBytes { t in
          k(Melding.Tekster(fil: f, kolonne: ko, verdi: v, tillegg: t))
        }
      }
    }
  }
}
