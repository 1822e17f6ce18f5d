import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// A date as tests write it; a wrong one is a wrong test and shows as 01.01.1900.
func d(_ tekst: String) -> Dato {
  guard let dato = Dato(tekst) else {
    Issue.record("not a date: \(tekst)")
    return .foerste
  }
  return dato
}

private func valgfri(_ tekst: String?) -> Dato? { tekst.map(d) }

/// Builds one person, a registration a line. `Registrert dato` is the row's own date
/// where none is said.
struct Bygg {
  var p = Persongrunnlag(duf: DUFNummer(verdi: 202_201_234_501))
  private var linje: UInt32 = 1

  /// A person of 30 with asylum (§ 28), settled by agreement in `kommune` on K.
  init(
    fra: String = "01.02.2022", foedt: String? = "10.05.1992", paragraf: Int = 28, vedtak: String? = nil,
    ankomst: String? = nil, kommune: UInt32 = 3301, avtalt: Bool = true
  ) {
    opphold(vedtak ?? fra, paragraf: paragraf, foedt: foedt, ankomst: ankomst)
    bosatt(fra, kommune: kommune, avtalt: avtalt)
  }

  /// A § 34 holder, settled 01.07.2022.
  static func kap6A(fra: String = "01.07.2022", foedt: String = "10.05.1992", vedtak: String = "20.06.2022") -> Bygg {
    Bygg(fra: fra, foedt: foedt, paragraf: 34, vedtak: vedtak)
  }

  private mutating func kilde() -> Kilde {
    linje += 1
    return Kilde(fil: 0, linje: linje)
  }

  static func hash(_ id: String) -> UInt64 {
    id.isEmpty ? 0 : id.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  private mutating func reg(_ id: String, _ registrert: String, _ slettet: String?, _ kommune: UInt32?) -> Registrering
  {
    Registrering(
      id: Bygg.hash(id), kilde: kilde(), registrert: d(registrert), slettet: valgfri(slettet), registrertAv: .tom,
      kommune: kommune.map { Kommunenummer(nummer: $0) })
  }

  mutating func opphold(
    _ vedtak: String, paragraf: Int, ref: Int? = nil, foedt: String? = nil, effektuert: String? = nil,
    til: String? = nil,
    ankomst: String? = nil
  ) {
    p.opphold.append(
      Opphold(
        kilde: kilde(), fornavn: .tom, etternavn: .tom, foedselsdato: valgfri(foedt), kjoenn: .kvinne,
        paragraf: paragraf, referanseparagraf: ref, vedtaksdato: d(vedtak), effektueringsdato: valgfri(effektuert),
        gyldigTil: valgfri(til), ankomstNorge: valgfri(ankomst)))
  }

  mutating func bosatt(
    _ fra: String, kommune: UInt32 = 3301, avtalt: Bool = true, reg r: String? = nil, slettet: String? = nil
  ) {
    p.bosettinger.append(
      Bosetting(reg: reg("", r ?? fra, slettet, kommune), bydel: nil, fra: d(fra), avtalt: avtalt))
  }

  mutating func sluttmaal(_ s: Sluttmaal = .arbeidUtenVgo, reg r: String = "01.03.2022", id: String = "") {
    p.sluttmaal.append(Sluttmaalregistrering(reg: reg(id, r, nil, nil), sluttmaal: s))
  }

  mutating func vedtak(
    _ type: Vedtakstype, _ start: String?, til: String? = nil, vedtatt: String? = nil,
    resultat: Resultat = .innvilget, som: Dagtype? = nil, mnd: Int? = nil, kommune: UInt32 = 3301, reg r: String? = nil,
    id: String? = nil, slettet: String? = nil
  ) {
    let navn = id ?? "V\(linje)"
    let tekst = p.leggInn(navn.utf8)
    p.vedtak.append(
      Vedtak(
        reg: reg(navn, r ?? start ?? vedtatt ?? "01.03.2022", slettet, kommune), idTekst: tekst, type: type,
        vedtaksdato: d(vedtatt ?? start ?? "01.03.2022"), resultat: resultat, start: valgfri(start),
        slutt: valgfri(til), leggTil: som, utvidelseMnd: mnd))
  }

  mutating func deltakelse(
    _ start: String?, kommune: UInt32 = 3301, reg r: String? = nil, vedtatt: String? = nil, id: String? = nil,
    til: String? = nil, slettet: String? = nil
  ) {
    vedtak(
      .deltakelse, start, til: til, vedtatt: vedtatt, kommune: kommune, reg: r, id: id, slettet: slettet)
  }

  mutating func permisjon(
    _ fra: String, _ til: String?, som: Dagtype? = .kalenderdager, type: Vedtakstype = .permisjonEgenSykdom
  ) {
    vedtak(type, fra, til: til, som: som)
  }

  mutating func stans(_ start: String, id: String? = nil, reg r: String? = nil) {
    vedtak(.permanentStans, start, resultat: .vedtakFattet, reg: r, id: id)
  }

  mutating func klage(paa id: String, avgjort: String?, _ utfall: Klageutfall? = .medhold, reg r: String? = nil) {
    p.klager.append(
      Klage(
        reg: reg("", r ?? avgjort ?? "01.03.2022", nil, nil), vedtakId: Bygg.hash(id),
        klageRegistrert: d(r ?? avgjort ?? "01.03.2022"), avgjort: valgfri(avgjort), utfall: utfall))
  }

  mutating func fravaer(_ type: Fravaerstype, _ aar: Int, _ maaned: Int, dager: Desimal? = nil, timer: Desimal? = nil) {
    guard let m = Maaned(aar: aar, maaned: maaned) else { return }
    p.fravaer.append(
      Fravaer(reg: reg("", "01.01.2022", nil, nil), type: type, periode: m, dager: dager, timer: timer))
  }

  mutating func avslutt(
    _ dato: String, _ aarsak: Avslutningsaarsak = .grunnskole, reg r: String? = nil, gjenaapnet: String? = nil,
    timer: Desimal? = Desimal(30), id: String = "", slettet: String? = nil
  ) {
    p.avslutninger.append(
      KommunalAvslutning(
        reg: reg(id, r ?? dato, slettet, 3301), aarsak: aarsak, dato: d(dato), timer: timer,
        gjenaapnet: valgfri(gjenaapnet)))
  }

  mutating func avviser(_ dato: String) {
    p.kontakter.append(Kontakt(reg: reg("", dato, nil, nil), gjelder: .avvistProgram, dato: d(dato)))
  }

  mutating func kontrakt(_ dato: String) {
    p.integreringskontrakter.append(Integreringskontrakt(reg: reg("", dato, nil, nil), inngaatt: d(dato)))
  }

  mutating func tiltak(
    _ navn: String, _ fra: String, _ til: String, gruppe: Tiltaksgruppe? = nil, timer: Desimal? = Desimal(20),
    erstattende: Bool = false, gjennomfoert: Gjennomfoering? = nil, gjRegistrert: String? = nil, mottatt: Bool? = nil,
    reg r: String? = nil, id: String = ""
  ) {
    guard let nr = Tiltakstype.oppslag.kode(navn), let type = Tiltakstype(nummer: nr) else {
      Issue.record("no such tiltak: \(navn)")
      return
    }
    p.tiltak.append(
      Tiltak(
        reg: reg(id, r ?? fra, nil, nil), gruppe: gruppe ?? type.gruppe, type: type, fra: d(fra), til: d(til),
        timerPerUke: timer, erstattende: erstattende, gjennomfoering: gjennomfoert,
        gjennomfoeringRegistrert: valgfri(gjRegistrert), mottattTilbud: mottatt))
  }

  private mutating func folkeregister(_ endre: (inout Folkeregisteropplysninger) -> Void) {
    var f = p.folkeregister ?? Folkeregisteropplysninger()
    endre(&f)
    p.folkeregister = f
  }

  mutating func doed(_ dato: String) { folkeregister { $0.doedsdato = d(dato) } }
  mutating func utflytting(_ dato: String) { folkeregister { $0.utflyttinger.append(d(dato)) } }
  mutating func innflytting(_ dato: String) { folkeregister { $0.innflyttinger.append(d(dato)) } }
  mutating func barn(_ foedt: String) { folkeregister { $0.barnFoedt.append(d(foedt)) } }
  mutating func adresse(_ fra: String, _ kommune: UInt32?, ajour: String? = nil) {
    folkeregister {
      $0.adresser.append(
        Bostedsadresse(fra: d(fra), kommune: kommune.map { Kommunenummer(nummer: $0) }, ajourhold: valgfri(ajour)))
    }
  }

  /// Participation from 01.04.2022 and a 24 months' sluttmål: frist 01.04.2024.
  mutating func iProgram(_ start: String = "01.04.2022", sluttmaal s: Sluttmaal = .arbeidUtenVgo) {
    deltakelse(start, reg: start, id: "D1")
    sluttmaal(s, reg: start)
  }

  func vurder(_ dato: String) -> Vurdering {
    var rom = Arbeidsrom()
    var v = Vurdering()
    Regelmotor(dato: d(dato), parametre: Parametre()).vurder(p, &rom, into: &v)
    return v
  }
}

extension Bygg {
  /// A copy with more rows.
  func med(_ endre: (inout Bygg) -> Void) -> Bygg {
    var b = self
    endre(&b)
    return b
  }
}

extension Vurdering {
  /// The history as `dd.mm.åååå årsak: status`.
  var historie: [String] { historikk.map { "\($0.dato) \($0.aarsak.navn): \($0.status.navn)" } }
  var gjeldende: String? { gjeldendeAvslutning.map { historie[$0] } }
  /// The codes of the findings, sorted, without V's everyday ones.
  var koder: [String] {
    let vanlige: Set<Avvikskode> = [
      .vedtakUtenTiltak, .integreringskontraktMangler, .livsmestringMangler, .vedtakEtterAvslutning,
    ]
    return funn.filter { !vanlige.contains($0.kode) }.map(\.kode.rawValue).sorted()
  }
  func har(_ kode: Avvikskode) -> Bool { funn.contains { $0.kode == kode } }
  var frist: String? { gjennomfoeringsfrist.map { "\($0)" } }
  /// The steps from F-02 as `F-05 +31`.
  var trinn: [String] {
    beregningslogg.filter { $0.regel != .f01 }.map { t in
      switch t.utvidelse {
      case .maaneder(let n): "\(t.regel.id) +\(n) mnd"
      case .virkedager(let n): "\(t.regel.id) +\(n) v"
      case .kalenderdager(let n): "\(t.regel.id) +\(n) k"
      }
    }
  }
}
