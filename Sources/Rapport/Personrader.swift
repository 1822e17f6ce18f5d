import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular

// One row (or the rows) of a person in each output, column by column as
// `formats.md` lists them.

extension CSVRowWriter {
  /// `Fornavn, Etternavn`, or `Skjermet`.
  mutating func navn(
    _ t: Tabeller, _ skjermet: Bool, _ v: borrowing Vurdering, _ tekst: RawSpan
  ) {
    if skjermet { return fast(t, .skjermet) }
    let start = beginField()
    let spesielt = out.append(
      fornavn: v.fornavn, mellomnavn: v.mellomnavn, etternavn: v.etternavn, i: tekst, skille: separator)
    let foerst = v.fornavn.erTom ? v.mellomnavn.erTom ? v.etternavn : v.mellomnavn : v.fornavn
    endField(from: start, first: foerst.foersteByte(i: tekst), special: spesielt)
  }

  @inline(__always)
  mutating func fast(_ t: Tabeller, _ f: Tabellpekere.Fast) { fields(t.faste, f.rawValue) }

  /// `Oppf.kommune/bydel`: the kommune as D shows it, with `/` and the bydel
  /// where the rules give one; `Skjermet`.
  mutating func kommune(
    _ t: Tabeller, _ skjermet: Bool, _ kommune: Kommunenummer?, _ bydel: Bydelsnummer?
  ) {
    if skjermet { return fast(t, .skjermet) }
    guard let kommune else { return emptyField() }
    let plass = t.plass(kommune)
    let bydelsnavn = bydel.map { t.bydel($0) }
    if let plass, (bydelsnavn?.count ?? 0) == 0 { return fields(t.kommunefelt, plass) }
    let start = beginField()
    if let plass {
      t.kommunenavn.skriv(plass, til: &out)
    } else {
      // A number that no year has is shown as it is.
      out.append(kommune)
    }
    if let b = bydelsnavn, b.count > 0 {
      out.append(0x2F)
      out.append(b)
    }
    endField(ownWordsFrom: start)
  }

  /// `Oppfølgingsfylke`; `Skjermet`.
  mutating func fylke(_ t: Tabeller, _ skjermet: Bool, _ kommune: Kommunenummer?) {
    if skjermet { return fast(t, .skjermet) }
    guard let kommune, let plass = t.plass(kommune) else { return emptyField() }
    fields(t.fylkefelt, plass)
  }

  /// `Registrert av`: `Regelmotor` for what is computed; `Skjermet`.
  private mutating func registrertAv(
    _ t: Tabeller, _ skjermet: Bool, _ av: Tekst?, _ tekst: RawSpan
  ) {
    if skjermet { return fast(t, .skjermet) }
    guard let av else { return fast(t, .regelmotor) }
    let start = beginField()
    let spesielt = out.append(av, i: tekst, skille: separator)
    endField(from: start, first: av.foersteByte(i: tekst), special: spesielt)
  }

  /// A row of the avslutningsrapport.
  mutating func rapportrad(
    _ t: Tabeller, _ duf: SIMD16<UInt8>, _ kategori: Kategori, _ skjermet: Bool, _ a: Avslutning,
    _ v: borrowing Vurdering, _ tekst: RawSpan
  ) {
    out.append(duf, 15)
    navn(t, skjermet, v, tekst)
    fields(t.kjoenn, v.kjoenn.map { Int($0.rawValue) } ?? t.kjoenn.antall - 1)
    if let f = v.foedselsdato { field(int: f.alder(per: a.dato)) } else { emptyField() }
    fields(t.kategori, Int(kategori.rawValue))
    fields(t.sluttmaalRapport, v.sluttmaal.map { Int($0.rawValue) } ?? t.sluttmaalRapport.antall - 1)
    fields(t.aarsakOgGruppe, Int(a.aarsak.rawValue))
    field(a.dato, t.navn.datoer)
    fylke(t, skjermet, v.rapportkommune)
    kommune(t, skjermet, v.rapportkommune, v.rapportbydel)
    field(a.registrert, t.navn.datoer)
    registrertAv(t, skjermet, a.registrertAv, tekst)
    field(v.gjennomfoeringsfrist, t.navn.datoer)
    endRow()
  }

  /// A row of the personliste.
  mutating func listerad(
    _ t: Tabeller, _ duf: SIMD16<UInt8>, _ kategori: Kategori, _ skjermet: Bool, _ v: borrowing Vurdering,
    _ tekst: RawSpan
  ) {
    out.append(duf, 15)
    navn(t, skjermet, v, tekst)
    field(v.foedselsdato, t.navn.datoer)
    fields(t.kategori, Int(kategori.rawValue))
    field(v.kategoriFra, t.navn.datoer)
    fast(t, .ordning)
    if let frist = v.vistFrist {
      fields(t.fristtype, Int(frist.type.rawValue))
      field(frist.dato, t.navn.datoer)
    } else {
      emptyField()
      emptyField()
    }
    kommune(t, skjermet, v.oppfoelgingskommune, v.oppfoelgingsbydel)
    fylke(t, skjermet, v.oppfoelgingskommune)
    fields(t.sluttmaalListe, v.sluttmaal.map { Int($0.rawValue) } ?? t.sluttmaalListe.antall - 1)
    fields(t.flagg, Tabellpekere.flaggnummer(v))
    endRow()
  }

  /// The beregningslogg of a person: the steps of the frist in order (F-10).
  mutating func loggrader(_ t: Tabeller, _ duf: SIMD16<UInt8>, _ v: borrowing Vurdering) {
    let navn = t.navn
    for i in v.beregningslogg.indices {
      let trinn = v.beregningslogg[i]
      out.append(duf, 15)
      if i < Tabellpekere.trinnIRekke {
        fields(t.loggstart, Int(trinn.regel.rawValue) &* Tabellpekere.trinnIRekke &+ i)
      } else {
        fast(t, .ordning)
        field(int: i + 1)
        fields(t.regel, Int(trinn.regel.rawValue))
      }
      var start = beginField()
      Beregningsloggtekst.type(trinn.grunn, navn, til: &out)
      endField(ownWordsFrom: start)
      if case .maaneder(let n) = trinn.utvidelse, n >= 0, n < t.utvidelseMnd.antall {
        fields(t.utvidelseMnd, n)
      } else {
        start = beginField()
        Beregningsloggtekst.utvidelse(trinn.utvidelse, til: &out)
        endField(ownWordsFrom: start)
      }
      field(trinn.nyFrist, navn.datoer)
      endRow()
    }
  }

  /// The avslutningshistorikk of a person, in the order that the rules give it.
  mutating func historikkrader(
    _ t: Tabeller, _ duf: SIMD16<UInt8>, _ skjermet: Bool, _ v: borrowing Vurdering,
    _ tekst: RawSpan
  ) {
    for i in v.historikk.indices {
      let a = v.historikk[i]
      out.append(duf, 15)
      fields(t.avslutningOgAarsak, Int(a.aarsak.rawValue))
      if let timer = a.timer { field(millionths: timer.mikro, minimumDecimals: 1) } else { emptyField() }
      field(a.dato, t.navn.datoer)
      field(a.registrert, t.navn.datoer)
      registrertAv(t, skjermet, a.registrertAv, tekst)
      kommune(t, skjermet, a.kommune, a.bydel)
      fields(t.status, Int(a.status.rawValue))
      endRow()
    }
  }
}
