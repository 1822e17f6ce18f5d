import Domene
import Kalender
import Kodeverk

/// A row that posts of one type are read as, column by column in the order of `Inndatatype`.
protocol Postrad: Sendable {
  static var type: Inndatatype { get }
  /// The person's list of such rows.
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar
  /// The columns that such posts mostly have values in, one bit each, the first the lowest: one
  /// test of them all takes the place of one a column.
  static var vanlige: UInt32 { get }
  /// nil: no row that counts.
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self?
}

extension Opphold: Postrad {
  static var type: Inndatatype { .udi }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.opphold)
  }
  static var vanlige: UInt32 { 0b0_0010_1011_1110 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    l.hopp()
    let (fornavn, etternavn) = l.toTekster(&g)
    let foedt = l.dato()
    let kjoenn = l.kode().flatMap { Kjoenn(rawValue: $0) }
    l.avtrykk()
    _ = l.foedselsnummer()
    let hjemmel = l.hjemmel()
    let referanse = l.hjemmel()
    return Opphold(
      kilde: l.kilde, fornavn: fornavn, etternavn: etternavn, foedselsdato: foedt, kjoenn: kjoenn,
      paragraf: hjemmel ?? 0, referanseparagraf: referanse, vedtaksdato: l.maaDato(),
      effektueringsdato: l.dato(), gyldigTil: l.dato(), ankomstNorge: l.dato())
  }
}

extension Bosetting: Postrad {
  static var type: Inndatatype { .bosettinger }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.bosettinger)
  }
  static var vanlige: UInt32 { 0b0_1111_0101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    let kommune = l.kommune()
    let bydel = l.bydel()
    let fra = l.maaDato()
    let avtalt = l.boolsk() ?? false
    return Bosetting(reg: d.hale(&l, id, kommune, &g, type), bydel: bydel, fra: fra, avtalt: avtalt)
  }
}

extension Kontakt: Postrad {
  static var type: Inndatatype { .kontakter }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.kontakter)
  }
  static var vanlige: UInt32 { 0b0111_1101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    let gjelder = l.kode().flatMap { Kontakttype(rawValue: $0) } ?? .kontakt
    let dato = l.maaDato()
    let kommune = l.kommune()
    return Kontakt(reg: d.hale(&l, id, kommune, &g, type), gjelder: gjelder, dato: dato)
  }
}

extension Integreringskontrakt: Postrad {
  static var type: Inndatatype { .integreringskontrakter }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.integreringskontrakter)
  }
  static var vanlige: UInt32 { 0b011_1101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    let inngaatt = l.maaDato()
    let kommune = l.kommune()
    return Integreringskontrakt(reg: d.hale(&l, id, kommune, &g, type), inngaatt: inngaatt)
  }
}

extension Sluttmaalregistrering: Postrad {
  static var type: Inndatatype { .sluttmaal }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.sluttmaal)
  }
  static var vanlige: UInt32 { 0b11_1101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    guard let s = l.kode().flatMap({ Sluttmaal(rawValue: $0) }) else { return nil }
    let kommune = l.kommune()
    let registrert = l.maaDato()
    let av = d.registrertAv(&l, &g, type)
    return Sluttmaalregistrering(
      reg: Registrering(
        id: id, kilde: l.kilde, registrert: registrert, slettet: nil, registrertAv: av, kommune: kommune),
      sluttmaal: s)
  }
}

extension Vedtak: Postrad {
  static var type: Inndatatype { .vedtak }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.vedtak)
  }
  static var vanlige: UInt32 { 0b0_1110_0001_1101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let raaId = l.har() ? l.raaTekst() : UnsafeRawBufferPointer(start: nil, count: 0)
    let idTekst = l.leggInn(raaId, &g)
    let id = Feltleser.hash(raaId)
    l.hopp()
    guard let type = l.kode().flatMap({ Vedtakstype(rawValue: $0) }) else { return nil }
    let vedtaksdato = l.maaDato()
    guard let resultat = l.kode().flatMap({ Resultat(rawValue: $0) }) else { return nil }
    let start = l.dato()
    let slutt = l.dato()
    let leggTil = l.kode().flatMap { Dagtype(rawValue: $0) }
    let utvidelse = l.kode().map { Int($0) }
    let kommune = l.kommune()
    return Vedtak(
      reg: d.hale(&l, id, kommune, &g, Self.type), idTekst: idTekst, type: type, vedtaksdato: vedtaksdato,
      resultat: resultat, start: start, slutt: slutt, leggTil: leggTil, utvidelseMnd: utvidelse)
  }
}

extension Klage: Postrad {
  static var type: Inndatatype { .klager }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.klager)
  }
  static var vanlige: UInt32 { 0b01_1100_1101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    let vedtakId = l.idAvTekst()
    let registrert = l.maaDato()
    let avgjort = l.dato()
    let utfall = l.kode().flatMap { Klageutfall(rawValue: $0) }
    let kommune = l.kommune()
    return Klage(
      reg: d.hale(&l, id, kommune, &g, type), vedtakId: vedtakId, klageRegistrert: registrert, avgjort: avgjort,
      utfall: utfall)
  }
}

extension Tiltak: Postrad {
  static var type: Inndatatype { .tiltak }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.tiltak)
  }
  static var vanlige: UInt32 { 0b011_1000_0111_1101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    let gruppe = l.kode().flatMap { Tiltaksgruppe(rawValue: $0) }
    guard let type = l.kode().map({ Tiltakstype(kjent: $0) }) else { return nil }
    let fra = l.maaDato()
    let til = l.maaDato()
    let timer = l.desimal()
    let erstattende = l.boolsk() ?? false
    let gjennomfoering = l.kode().flatMap { Gjennomfoering(rawValue: $0) }
    let gjennomfoert = l.dato()
    let mottatt = l.boolsk()
    let kommune = l.kommune()
    return Tiltak(
      reg: d.hale(&l, id, kommune, &g, Self.type), gruppe: gruppe, type: type, fra: fra, til: til, timerPerUke: timer,
      erstattende: erstattende, gjennomfoering: gjennomfoering, gjennomfoeringRegistrert: gjennomfoert,
      mottattTilbud: mottatt)
  }
}

extension Fravaer: Postrad {
  static var type: Inndatatype { .fravaer }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.fravaer)
  }
  static var vanlige: UInt32 { 0b01_1100_1101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    guard let type = l.kode().flatMap({ Fravaerstype(rawValue: $0) }) else { return nil }
    let periode = l.periode() ?? Maaned(nummer: 1900 * 12)
    let dager = l.desimal()
    let timer = l.desimal()
    let kommune = l.kommune()
    return Fravaer(reg: d.hale(&l, id, kommune, &g, Self.type), type: type, periode: periode, dager: dager, timer: timer)
  }
}

extension KommunalAvslutning: Postrad {
  static var type: Inndatatype { .avslutninger }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.avslutninger)
  }
  static var vanlige: UInt32 { 0b01_1100_1101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    guard let aarsak = l.kode().flatMap({ Avslutningsaarsak(rawValue: $0) }) else { return nil }
    let dato = l.maaDato()
    let timer = l.desimal()
    let gjenaapnet = l.dato()
    let kommune = l.kommune()
    return KommunalAvslutning(
      reg: d.hale(&l, id, kommune, &g, type), aarsak: aarsak, dato: dato, timer: timer,
      gjenaapnet: gjenaapnet)
  }
}

extension Reservasjon: Postrad {
  static var type: Inndatatype { .reservasjoner }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.reservasjoner)
  }
  static var vanlige: UInt32 { 0b01_1101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    let dato = l.maaDato()
    return Reservasjon(reg: d.hale(&l, id, nil, &g, type), dato: dato)
  }
}

extension Utdanning: Postrad {
  static var type: Inndatatype { .utdanning }
  @inline(__always)
  static func rader<Svar>(i g: inout Persongrunnlag, _ gjoer: (inout Radliste<Self>) -> Svar) -> Svar {
    gjoer(&g.utdanning)
  }
  static var vanlige: UInt32 { 0b011_0101 }

  @inline(__always)
  static func les(_ l: inout Persondekoder.Leser, _ d: Persondekoder, _ g: inout Persongrunnlag) -> Self? {
    let id = l.id()
    l.hopp()
    let har = l.boolsk() ?? false
    let kode = l.kode()
    if kode == .max { l.i &+= 8 }
    return Utdanning(
      reg: d.hale(&l, id, nil, &g, type), harVideregaaende: har, anbefalt: kode.flatMap { Sluttmaal(rawValue: $0) },
      anbefaltUtenforTabellen: kode == .max)
  }
}
