import Domene
import Kalender
import Kodeverk

/// Writes a person out for a test: one call a row, dates as text, `Registrert
/// dato` by default the day that the row is about.
struct Personbygger {
  var p = Persongrunnlag(duf: DUFNummer(verdi: 202_201_234_501))
  private var linjer: [UInt32: UInt32] = [:]

  init(foedt: String? = nil) {
    if let foedt {
      var f = Folkeregisteropplysninger()
      f.foedselsdato = Self.dato(foedt)
      p.folkeregister = f
    }
  }

  static func dato(_ t: String) -> Dato {
    guard let d = Dato(t) else { fatalError("ingen dato: \(t)") }
    return d
  }
  static func dato(_ t: String?) -> Dato? { t.map { dato($0) } }

  /// FNV-1a, so that the same ID is the same registration.
  static func id(_ t: String) -> UInt64 {
    if t.isEmpty { return 0 }
    var h: UInt64 = 0xcbf2_9ce4_8422_2325
    for b in t.utf8 { h = (h ^ UInt64(b)) &* 0x0000_0100_0000_01b3 }
    return h
  }

  private mutating func kilde(_ fil: UInt32) -> Kilde {
    linjer[fil, default: 1] += 1
    return Kilde(fil: fil, linje: linjer[fil]!)
  }

  private mutating func reg(
    _ fil: UInt32, _ id: String, _ registrert: Dato, _ slettet: Dato?, _ kommune: UInt32?
  ) -> Registrering {
    Registrering(
      id: Self.id(id), kilde: kilde(fil), registrert: registrert, slettet: slettet, registrertAv: .tom,
      kommune: kommune.map { Kommunenummer(nummer: $0) })
  }

  mutating func opphold(
    _ paragraf: Int, ref: Int? = nil, vedtak: Dato, eff: Dato? = nil, gyldigTil: Dato? = nil, ankomst: Dato? = nil,
    foedt: Dato? = nil
  ) {
    p.opphold.append(
      Opphold(
        kilde: kilde(0), fornavn: .tom, etternavn: .tom, foedselsdato: foedt, kjoenn: nil, paragraf: paragraf,
        referanseparagraf: ref, vedtaksdato: vedtak, effektueringsdato: eff, gyldigTil: gyldigTil,
        ankomstNorge: ankomst))
  }
  mutating func opphold(
    _ paragraf: Int, ref: Int? = nil, vedtak: String, eff: String? = nil, gyldigTil: String? = nil,
    ankomst: String? = nil, foedt: String? = nil
  ) {
    opphold(
      paragraf, ref: ref, vedtak: Self.dato(vedtak), eff: Self.dato(eff), gyldigTil: Self.dato(gyldigTil),
      ankomst: Self.dato(ankomst), foedt: Self.dato(foedt))
  }

  mutating func bosatt(
    _ fra: Dato, avtalt: Bool = true, kommune: UInt32 = 301, id: String = "", registrert: Dato? = nil,
    slettet: Dato? = nil
  ) {
    let r = reg(1, id, registrert ?? fra, slettet, kommune)
    p.bosettinger.append(Bosetting(reg: r, bydel: nil, fra: fra, avtalt: avtalt))
  }
  mutating func bosatt(
    _ fra: String, avtalt: Bool = true, kommune: UInt32 = 301, id: String = "", registrert: String? = nil,
    slettet: String? = nil
  ) {
    bosatt(
      Self.dato(fra), avtalt: avtalt, kommune: kommune, id: id, registrert: Self.dato(registrert),
      slettet: Self.dato(slettet))
  }

  mutating func kontakt(
    _ gjelder: Kontakttype, _ dato: Dato, id: String = "", registrert: Dato? = nil, slettet: Dato? = nil
  ) {
    let r = reg(2, id, registrert ?? dato, slettet, nil)
    p.kontakter.append(Kontakt(reg: r, gjelder: gjelder, dato: dato))
  }
  mutating func kontakt(
    _ gjelder: Kontakttype, _ dato: String, id: String = "", registrert: String? = nil, slettet: String? = nil
  ) {
    kontakt(gjelder, Self.dato(dato), id: id, registrert: Self.dato(registrert), slettet: Self.dato(slettet))
  }

  mutating func kontrakt(_ dato: Dato, registrert: Dato? = nil) {
    let r = reg(3, "", registrert ?? dato, nil, nil)
    p.integreringskontrakter.append(Integreringskontrakt(reg: r, inngaatt: dato))
  }
  mutating func kontrakt(_ dato: String) { kontrakt(Self.dato(dato)) }

  mutating func sluttmaal(_ s: Sluttmaal, _ registrert: Dato, id: String = "") {
    let r = reg(4, id, registrert, nil, nil)
    p.sluttmaal.append(Sluttmaalregistrering(reg: r, sluttmaal: s))
  }
  mutating func sluttmaal(_ s: Sluttmaal, _ registrert: String, id: String = "") {
    sluttmaal(s, Self.dato(registrert), id: id)
  }

  mutating func vedtak(
    _ type: Vedtakstype, id: String, vedtaksdato: Dato, start: Dato? = nil, slutt: Dato? = nil,
    resultat: Resultat = .innvilget, leggTil: Dagtype? = nil, mnd: Int? = nil, kommune: UInt32 = 301,
    registrert: Dato? = nil, slettet: Dato? = nil
  ) {
    let r = reg(5, id, registrert ?? vedtaksdato, slettet, kommune)
    let t = p.leggInn(Array(id.utf8))
    p.vedtak.append(
      Vedtak(
        reg: r, idTekst: t, type: type, vedtaksdato: vedtaksdato, resultat: resultat, start: start, slutt: slutt,
        leggTil: leggTil, utvidelseMnd: mnd))
  }
  mutating func vedtak(
    _ type: Vedtakstype, id: String, vedtaksdato: String? = nil, start: String? = nil, slutt: String? = nil,
    resultat: Resultat = .innvilget, leggTil: Dagtype? = nil, mnd: Int? = nil, kommune: UInt32 = 301,
    registrert: String? = nil, slettet: String? = nil
  ) {
    vedtak(
      type, id: id, vedtaksdato: Self.dato(vedtaksdato ?? start!), start: Self.dato(start), slutt: Self.dato(slutt),
      resultat: resultat, leggTil: leggTil, mnd: mnd, kommune: kommune, registrert: Self.dato(registrert),
      slettet: Self.dato(slettet))
  }

  mutating func klage(
    paa vedtakId: String, avgjort: Dato?, utfall: Klageutfall?, registrert: Dato, id: String = "",
    slettet: Dato? = nil
  ) {
    let r = reg(6, id, registrert, slettet, nil)
    p.klager.append(
      Klage(reg: r, vedtakId: Self.id(vedtakId), klageRegistrert: registrert, avgjort: avgjort, utfall: utfall))
  }
  mutating func klage(paa vedtakId: String, avgjort: String?, utfall: Klageutfall?, registrert: String) {
    klage(paa: vedtakId, avgjort: Self.dato(avgjort), utfall: utfall, registrert: Self.dato(registrert))
  }

  mutating func tiltak(
    _ type: String, _ fra: Dato, _ til: Dato, timer: Desimal? = Desimal(20), gruppe: Tiltaksgruppe? = nil,
    utenGruppe: Bool = false, gjennomfoering: Gjennomfoering? = nil, gjennomfoeringRegistrert: Dato? = nil,
    mottatt: Bool? = nil, erstattende: Bool = false, id: String = "", registrert: Dato? = nil, slettet: Dato? = nil
  ) {
    let r = reg(7, id, registrert ?? fra, slettet, nil)
    let t = Tiltakstype(nummer: Tiltakstype.tabellnavn.firstIndex(of: type)!)!
    p.tiltak.append(
      Tiltak(
        reg: r, gruppe: utenGruppe ? nil : gruppe ?? t.gruppe, type: t, fra: fra, til: til, timerPerUke: timer,
        erstattende: erstattende, gjennomfoering: gjennomfoering, gjennomfoeringRegistrert: gjennomfoeringRegistrert,
        mottattTilbud: mottatt))
  }
  mutating func tiltak(
    _ type: String, _ fra: String, _ til: String, timer: Desimal? = Desimal(20), erstattende: Bool = false
  ) {
    tiltak(type, Self.dato(fra), Self.dato(til), timer: timer, erstattende: erstattende)
  }

  mutating func fravaer(
    _ type: Fravaerstype, _ periode: Maaned, dager: Desimal? = nil, timer: Desimal? = nil, id: String = "",
    registrert: Dato? = nil, slettet: Dato? = nil
  ) {
    let r = reg(8, id, registrert ?? periode.periode.tom, slettet, nil)
    p.fravaer.append(Fravaer(reg: r, type: type, periode: periode, dager: dager, timer: timer))
  }
  mutating func fravaer(
    _ type: Fravaerstype, _ aar: Int, _ maaned: Int, dager: Int? = nil, timer: Int? = nil, registrert: String? = nil
  ) {
    fravaer(
      type, Maaned(aar: aar, maaned: maaned)!, dager: dager.map { Desimal($0) }, timer: timer.map { Desimal($0) },
      registrert: Self.dato(registrert))
  }

  mutating func avslutning(
    _ aarsak: Avslutningsaarsak, _ dato: Dato, registrert: Dato? = nil, gjenaapnet: Dato? = nil,
    timer: Desimal? = Desimal(30), id: String = "", slettet: Dato? = nil, kommune: UInt32? = nil
  ) {
    let r = reg(9, id, registrert ?? dato, slettet, kommune)
    p.avslutninger.append(KommunalAvslutning(reg: r, aarsak: aarsak, dato: dato, timer: timer, gjenaapnet: gjenaapnet))
  }
  mutating func avslutning(
    _ aarsak: Avslutningsaarsak, _ dato: String, registrert: String? = nil, gjenaapnet: String? = nil,
    timer: Desimal? = Desimal(30), id: String = "", slettet: String? = nil
  ) {
    avslutning(
      aarsak, Self.dato(dato), registrert: Self.dato(registrert), gjenaapnet: Self.dato(gjenaapnet), timer: timer,
      id: id, slettet: Self.dato(slettet))
  }

  mutating func utdanning(_ har: Bool, anbefalt: Sluttmaal? = nil, _ registrert: Dato) {
    let r = reg(10, "", registrert, nil, nil)
    p.utdanning.append(Utdanning(reg: r, harVideregaaende: har, anbefalt: anbefalt))
  }

  private mutating func folkeregister(_ endre: (inout Folkeregisteropplysninger) -> Void) {
    var f = p.folkeregister ?? Folkeregisteropplysninger()
    endre(&f)
    p.folkeregister = f
  }
  mutating func foedt(_ d: Dato?) { folkeregister { $0.foedselsdato = d } }
  mutating func doed(_ d: Dato) { folkeregister { $0.doedsdato = d } }
  mutating func doed(_ d: String) { doed(Self.dato(d)) }
  mutating func utflyttet(_ d: Dato) { folkeregister { $0.utflyttinger.append(d) } }
  mutating func utflyttet(_ d: String) { utflyttet(Self.dato(d)) }
  mutating func innflyttet(_ d: Dato) { folkeregister { $0.innflyttinger.append(d) } }
  mutating func innflyttet(_ d: String) { innflyttet(Self.dato(d)) }
  mutating func barn(_ d: Dato) { folkeregister { $0.barnFoedt.append(d) } }
  mutating func bor(_ fra: Dato, _ kommune: UInt32?, ajour: Dato? = nil) {
    folkeregister {
      $0.adresser.append(
        Bostedsadresse(fra: fra, kommune: kommune.map { Kommunenummer(nummer: $0) }, ajourhold: ajour ?? fra))
    }
  }
  mutating func bor(_ fra: String, _ kommune: UInt32?) { bor(Self.dato(fra), kommune) }
}
