import Domene
import Kalender
import Kodeverk

/// Turns the posts of one person back into domain values.
public struct Persondekoder: Sendable {
  /// Whether every `Registrert av` is kept, and not only those of avslutninger, which are
  /// the ones that the night's outputs show.
  public var alleRegistrertAv = true

  /// One that keeps everything.
  public init() {}

  /// The fødselsnummer and `Vedtaksdato` of a UDI post: what joins documents
  /// without a DUF-nummer to a person.
  public static func udiNoekler(_ p: UnsafeRawPointer) -> (foedselsnummer: UInt64, vedtaksdato: Dato)? {
    var l = Leser(p)
    l.hopp()  // DUF
    if l.har() { _ = l.raaTekst() }
    if l.har() { _ = l.raaTekst() }
    _ = l.dato()
    _ = l.kode()
    l.merkelapp()
    guard let f = l.foedselsnummer() else { return nil }
    _ = l.hjemmel()
    _ = l.hjemmel()
    return (f, l.maaDato())
  }

  /// `Vedtak-ID` of a klage or `ID` of a vedtak, as a hash.
  public static func vedtakId(_ p: UnsafeRawPointer) -> UInt64 {
    var l = Leser(p)
    if Post.type(p) == Inndatatype.vedtak.rawValue { return l.idAvTekst() }
    _ = l.id()
    l.hopp()
    return l.idAvTekst()
  }

  /// `Vedtak-ID` of a klage, as written.
  static func vedtakIdTekst(_ p: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    var l = Leser(p)
    _ = l.id()
    l.hopp()
    return l.har() ? l.raaTekst() : UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// Adds one post (not of a person document) to the person. Posts come in input order.
  public func leggTil(_ p: UnsafeRawPointer, til g: inout Persongrunnlag) {
    les(p, vanlig: true, til: &g)
  }

  /// One that lacks what such posts mostly have.
  @inline(never)
  private func leggTil(uvanlig p: UnsafeRawPointer, til g: inout Persongrunnlag) { les(p, vanlig: false, til: &g) }

  /// The columns that posts of a type mostly have values in, one bit each: one test of them
  /// all takes the place of one a column. The columns of `Inndatatype`, the first the lowest.
  @inline(__always)
  private static func vanlige(_ type: Inndatatype) -> UInt32 {
    switch type {
    case .folkeregister: 0
    case .udi: 0b0_0010_1011_1110
    case .bosettinger: 0b0_1111_0101
    case .kontakter: 0b0111_1101
    case .integreringskontrakter: 0b011_1101
    case .sluttmaal: 0b11_1101
    case .vedtak: 0b0_1110_0001_1101
    case .klager: 0b01_1100_1101
    case .tiltak: 0b011_1000_0111_1101
    case .fravaer: 0b01_1100_1101
    case .avslutninger: 0b01_1100_1101
    case .reservasjoner: 0b01_1101
    case .utdanning: 0b011_0101
    }
  }

  /// Inlined twice: with the usual columns known to have values (a post without them goes to
  /// `leggTil(uvanlig:)`), and with any of them empty.
  @inline(__always)
  private func les(_ p: UnsafeRawPointer, vanlig: Bool, til g: inout Persongrunnlag) {
    guard let type = Inndatatype(post: p) else { return }
    let kilde = Post.kilde(p)
    var l = Leser(p)
    switch type {
    case .folkeregister: return
    case .udi:
      if vanlig, !l.har(alle: Self.vanlige(.udi)) { return leggTil(uvanlig: p, til: &g) }
      l.hopp()
      let (fornavn, etternavn) = l.toTekster(&g)
      let foedt = l.dato()
      let kjoenn = l.kode().flatMap { Kjoenn(rawValue: $0) }
      l.merkelapp()
      _ = l.foedselsnummer()
      let hjemmel = l.hjemmel()
      let referanse = l.hjemmel()
      g.opphold.append(
        Opphold(
          kilde: kilde, fornavn: fornavn, etternavn: etternavn, foedselsdato: foedt, kjoenn: kjoenn,
          paragraf: hjemmel ?? 0, referanseparagraf: referanse, vedtaksdato: l.maaDato(),
          effektueringsdato: l.dato(), gyldigTil: l.dato(), ankomstNorge: l.dato()))
    case .bosettinger:
      if vanlig, !l.har(alle: Self.vanlige(.bosettinger)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      let kommune = l.kommune()
      let bydel = l.bydel()
      let fra = l.maaDato()
      let avtalt = l.boolsk() ?? false
      g.bosettinger.append(
        Bosetting(reg: hale(&l, id, kilde, kommune, &g), bydel: bydel, fra: fra, avtalt: avtalt))
    case .kontakter:
      if vanlig, !l.har(alle: Self.vanlige(.kontakter)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      let gjelder = l.kode().flatMap { Kontakttype(rawValue: $0) } ?? .kontakt
      let dato = l.maaDato()
      let kommune = l.kommune()
      g.kontakter.append(Kontakt(reg: hale(&l, id, kilde, kommune, &g), gjelder: gjelder, dato: dato))
    case .integreringskontrakter:
      if vanlig, !l.har(alle: Self.vanlige(.integreringskontrakter)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      let inngaatt = l.maaDato()
      let kommune = l.kommune()
      g.integreringskontrakter.append(
        Integreringskontrakt(reg: hale(&l, id, kilde, kommune, &g), inngaatt: inngaatt))
    case .sluttmaal:
      if vanlig, !l.har(alle: Self.vanlige(.sluttmaal)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      guard let s = l.kode().flatMap({ Sluttmaal(rawValue: $0) }) else { return }
      let kommune = l.kommune()
      let registrert = l.maaDato()
      let av = registrertAv(&l, &g)
      g.sluttmaal.append(
        Sluttmaalregistrering(
          reg: Registrering(
            id: id, kilde: kilde, registrert: registrert, slettet: nil, registrertAv: av, kommune: kommune),
          sluttmaal: s))
    case .vedtak:
      if vanlig, !l.har(alle: Self.vanlige(.vedtak)) { return leggTil(uvanlig: p, til: &g) }
      let raaId = l.har() ? l.raaTekst() : UnsafeRawBufferPointer(start: nil, count: 0)
      let idTekst = l.leggInn(raaId, &g)
      let id = Feltleser.hash(raaId)
      l.hopp()
      guard let vedtakstype = l.kode().flatMap({ Vedtakstype(rawValue: $0) }) else { return }
      let vedtaksdato = l.maaDato()
      guard let resultat = l.kode().flatMap({ Resultat(rawValue: $0) }) else { return }
      let start = l.dato()
      let slutt = l.dato()
      let leggTil = l.kode().flatMap { Dagtype(rawValue: $0) }
      let utvidelse = l.kode().map { Int($0) }
      let kommune = l.kommune()
      g.vedtak.append(
        Vedtak(
          reg: hale(&l, id, kilde, kommune, &g), idTekst: idTekst, type: vedtakstype, vedtaksdato: vedtaksdato,
          resultat: resultat, start: start, slutt: slutt, leggTil: leggTil, utvidelseMnd: utvidelse))
    case .klager:
      if vanlig, !l.har(alle: Self.vanlige(.klager)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      let vedtakId = l.idAvTekst()
      let registrert = l.maaDato()
      let avgjort = l.dato()
      let utfall = l.kode().flatMap { Klageutfall(rawValue: $0) }
      let kommune = l.kommune()
      g.klager.append(
        Klage(
          reg: hale(&l, id, kilde, kommune, &g), vedtakId: vedtakId, klageRegistrert: registrert, avgjort: avgjort,
          utfall: utfall))
    case .tiltak:
      if vanlig, !l.har(alle: Self.vanlige(.tiltak)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      let gruppe = l.kode().flatMap { Tiltaksgruppe(rawValue: $0) }
      guard let tiltakstype = l.kode().map({ Tiltakstype(kjent: $0) }) else { return }
      let fra = l.maaDato()
      let til = l.maaDato()
      let timer = l.desimal()
      let erstattende = l.boolsk() ?? false
      let gjennomfoering = l.kode().flatMap { Gjennomfoering(rawValue: $0) }
      let gjennomfoert = l.dato()
      let mottatt = l.boolsk()
      let kommune = l.kommune()
      g.tiltak.append(
        Tiltak(
          reg: hale(&l, id, kilde, kommune, &g), gruppe: gruppe, type: tiltakstype, fra: fra, til: til,
          timerPerUke: timer, erstattende: erstattende, gjennomfoering: gjennomfoering,
          gjennomfoeringRegistrert: gjennomfoert, mottattTilbud: mottatt))
    case .fravaer:
      if vanlig, !l.har(alle: Self.vanlige(.fravaer)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      guard let fravaerstype = l.kode().flatMap({ Fravaerstype(rawValue: $0) }) else { return }
      let periode = l.periode() ?? Maaned(nummer: 1900 * 12)
      let dager = l.desimal()
      let timer = l.desimal()
      let kommune = l.kommune()
      g.fravaer.append(
        Fravaer(reg: hale(&l, id, kilde, kommune, &g), type: fravaerstype, periode: periode, dager: dager, timer: timer)
      )
    case .avslutninger:
      if vanlig, !l.har(alle: Self.vanlige(.avslutninger)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      guard let aarsak = l.kode().flatMap({ Avslutningsaarsak(rawValue: $0) }) else { return }
      let dato = l.maaDato()
      let timer = l.desimal()
      let gjenaapnet = l.dato()
      let kommune = l.kommune()
      g.avslutninger.append(
        KommunalAvslutning(
          reg: hale(&l, id, kilde, kommune, &g, visesAv: true), aarsak: aarsak, dato: dato, timer: timer,
          gjenaapnet: gjenaapnet))
    case .reservasjoner:
      if vanlig, !l.har(alle: Self.vanlige(.reservasjoner)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      let dato = l.maaDato()
      g.reservasjoner.append(Reservasjon(reg: hale(&l, id, kilde, nil, &g), dato: dato))
    case .utdanning:
      if vanlig, !l.har(alle: Self.vanlige(.utdanning)) { return leggTil(uvanlig: p, til: &g) }
      let id = l.id()
      l.hopp()
      let har = l.boolsk() ?? false
      let kode = l.kode()
      if kode == .max { l.i &+= 8 }
      g.utdanning.append(
        Utdanning(
          reg: hale(&l, id, kilde, nil, &g), harVideregaaende: har, anbefalt: kode.flatMap { Sluttmaal(rawValue: $0) },
          anbefaltUtenforTabellen: kode == .max))
    }
  }

  /// `Registrert dato`, `Registrert av` and `Slettet`, with which every type ends.
  @inline(__always)
  private func hale(
    _ l: inout Leser, _ id: UInt64, _ kilde: Kilde, _ kommune: Kommunenummer?, _ g: inout Persongrunnlag,
    visesAv: Bool = false
  ) -> Registrering {
    let registrert = l.maaDato()
    let av = registrertAv(&l, &g, vises: visesAv)
    let slettet = l.dato()
    return Registrering(
      id: id, kilde: kilde, registrert: registrert, slettet: slettet, registrertAv: av, kommune: kommune)
  }

  @inline(__always)
  private func registrertAv(_ l: inout Leser, _ g: inout Persongrunnlag, vises: Bool = false) -> Tekst {
    guard l.har() else { return .tom }
    let tekst = l.raaTekst()
    return vises || alleRegistrertAv ? l.leggInn(tekst, &g) : .tom
  }
}

extension Inndatatype {
  /// The type of a post.
  @inline(__always)
  fileprivate init?(post p: UnsafeRawPointer) {
    let type = Post.type(p)
    guard type <= Inndatatype.utdanning.rawValue else { return nil }
    // Raw values are counted from 0 without a gap, as the cases themselves are.
    self = unsafeBitCast(type, to: Inndatatype.self)
  }
}
