import Domene
import Kalender
import Kodeverk

@testable import Regelverk

/// The second telling of `rules.md`: plain and slow, written from the text and
/// the guides alone, with a calendar and code tables of its own. It exists to be
/// held against the engine; nothing in it is taken from there.
struct Fasit {
  typealias Kal = Fasitkalender

  let p: Persongrunnlag
  let dagen: Dato
  var svar = Fasitsvar()

  static func vurder(_ p: Persongrunnlag, _ dagen: Dato) -> Fasitsvar {
    var f = Fasit(p: p, dagen: dagen)
    f.regn()
    return f.svar
  }

  private init(p: Persongrunnlag, dagen: Dato) {
    self.p = p
    self.dagen = dagen
  }

  // MARK: T-01

  /// The rows that hold on D, in input order: known, the newest version, not deleted.
  static func gjeldende<R: Registrert>(_ rader: Radliste<R>, _ dagen: Dato) -> [R] {
    var ut: [R] = []
    for (i, r) in rader.enumerated() {
      if r.reg.registrert > dagen { continue }
      if erstattet(i, rader, dagen) { continue }
      if let s = r.reg.slettet, s <= dagen { continue }
      ut.append(r)
    }
    return ut
  }

  /// Whether a later version of row i is known on D.
  static func erstattet<R: Registrert>(_ i: Int, _ rader: Radliste<R>, _ dagen: Dato) -> Bool {
    let r = rader[i].reg
    if r.id == 0 { return false }
    for (j, annen) in rader.enumerated() {
      if j == i || annen.reg.id != r.id || annen.reg.registrert > dagen { continue }
      if annen.reg.registrert > r.registrert { return true }
      if annen.reg.registrert == r.registrert && j > i { return true }
    }
    return false
  }

  /// `Registrert dato` of a registration's first version.
  static func foerstRegistrert<R: Registrert>(_ r: R, _ rader: Radliste<R>) -> Dato {
    var d = r.reg.registrert
    if r.reg.id == 0 { return d }
    for annen in rader where annen.reg.id == r.reg.id && annen.reg.registrert < d { d = annen.reg.registrert }
    return d
  }

  /// The newest of some effective rows: `Registrert dato`, then later input order.
  static func nyeste<R: Registrert>(_ rader: [R]) -> R? {
    var best: R?
    for r in rader where best == nil || r.reg.registrert >= best!.reg.registrert { best = r }
    return best
  }

  // MARK: Facts

  var foedt: Dato?
  var oppholdEtterDato: [Opphold] = []
  var bosettinger: [Bosetting] = []
  var sluttmaalene: [Sluttmaalregistrering] = []
  var alleVedtak: [Vedtak] = []
  var klagene: [Klage] = []
  var tiltakene: [Tiltak] = []
  var fravaerene: [Fravaer] = []
  var avslutningene: [KommunalAvslutning] = []
  var kontaktene: [Kontakt] = []
  var doed: Dato?
  var utvandret: Dato?
  var mistetGrunnlag: Dato?
  /// P-04.
  var oppfoelging: Bosetting?

  mutating func regn() {
    bosettinger = Self.gjeldende(p.bosettinger, dagen)
    sluttmaalene = Self.gjeldende(p.sluttmaal, dagen)
    alleVedtak = Self.gjeldende(p.vedtak, dagen)
    klagene = Self.gjeldende(p.klager, dagen)
    tiltakene = Self.gjeldende(p.tiltak, dagen)
    fravaerene = Self.gjeldende(p.fravaer, dagen)
    avslutningene = Self.gjeldende(p.avslutninger, dagen)
    kontaktene = Self.gjeldende(p.kontakter, dagen)
    oppfoelging = nyesteBosetting()
    // Stable by Vedtaksdato: input order within a day.
    oppholdEtterDato = p.opphold.enumerated().filter { $0.element.vedtaksdato <= dagen }
      .sorted { ($0.element.vedtaksdato, $0.offset) < ($1.element.vedtaksdato, $1.offset) }.map(\.element)
    foedt = p.folkeregister?.foedselsdato
    if foedt == nil { foedt = oppholdEtterDato.last { $0.foedselsdato != nil }?.foedselsdato }
    finnHendelser()
    varslerForAlle()
    if foedt == nil {
      // On the newest UDI row known; before there is one there is nothing to say.
      if let rad = oppholdEtterDato.last { avvik(.foedselsdatoMangler, rad.kilde) }
    } else if finnKategori() {
      velgVedtak()
      finnStart()
      finnFrist()
      gaaGjennom()
      lukk()
      visFrist()
      lister()
      regnAktivTid()
      varsler()
    }
    svar.funn.sort()
  }

  mutating func avvik(_ kode: Avvikskode, _ kilde: Kilde?) {
    svar.funn.append(Funnrad(kode: kode, kilde: kilde))
  }

  // MARK

  mutating func finnHendelser() {
    if let d = p.folkeregister?.doedsdato, d <= dagen { doed = d }
    for ut in (p.folkeregister?.utflyttinger ?? []).sorted() where ut <= dagen {
      if !(p.folkeregister?.innflyttinger ?? []).contains(where: { $0 > ut }) {
        utvandret = ut
        break
      }
    }
    if let i = oppholdEtterDato.lastIndex(where: { gruppe($0) != nil }) {
      if let til = oppholdEtterDato[i].gyldigTil, til < dagen { mistetGrunnlag = Kal.dagenEtter(til) }
      if i + 1 < oppholdEtterDato.count {
        let nyere = oppholdEtterDato[i + 1]
        let d = nyere.effektueringsdato ?? nyere.vedtaksdato
        if d <= dagen, mistetGrunnlag == nil || d < mistetGrunnlag! { mistetGrunnlag = d }
      }
    }
  }

  // MARK: K

  static let kapittel6AFra = Kal.dato(2022, 6, 15)
  static let integreringslovenFra = Kal.dato(2021, 1, 1)

  /// K-02.
  func gruppe(_ o: Opphold) -> (gruppe: Persongruppe, avtale: Bool)? {
    switch o.paragraf {
    case 28, 35, 38: return (.rettOgPlikt, true)
    case 34:
      if o.vedtaksdato >= Kal.dato(2022, 3, 11) && dagen >= Self.kapittel6AFra { return (.kapittel6A, true) }
      return (.rettOgPlikt, true)
    case 53: return (.rettOgPlikt, false)
    case 40...52:
      if let r = o.referanseparagraf, [28, 34, 35, 38, 53].contains(r) { return (.rettOgPlikt, false) }
      return nil
    default: return nil
    }
  }

  struct Periodevalg {
    var nr: Int
    var gruppe: Persongruppe
    var lovverk: Lovverk
    var kategori: Kategori
    var fra: Dato
  }
  var perioden: Periodevalg!
  /// Vedtak and avslutninger dated before it belong to an earlier period (K-06).
  var skille: Dato?

  /// K-03 to K-05 for one permit; nil when it gives no kategori on D.
  func kategori(_ nr: Int) -> Periodevalg? {
    let o = oppholdEtterDato[nr]
    guard let g = gruppe(o) else { return nil }
    let rader = bosettinger.enumerated().sorted {
      ($0.element.fra, $0.element.reg.registrert, $0.offset) < ($1.element.fra, $1.element.reg.registrert, $1.offset)
    }.map(\.element)
    var bosatt: Dato?
    var kanTilbys = false
    if g.gruppe == .kapittel6A {
      bosatt = rader.first { $0.avtalt }?.fra
    } else {
      bosatt = rader.first?.fra
      if g.avtale, let r = rader.first, !r.avtalt { kanTilbys = true }
    }
    guard let bosatt else { return nil }
    let fra = max(bosatt, o.effektueringsdato ?? o.vedtaksdato)
    if fra > dagen { return nil }
    let alder = Kal.alder(foedt!, o.vedtaksdato)
    if alder < 18 { return nil }
    if alder > 55 { kanTilbys = true }
    for d in [doed, utvandret, mistetGrunnlag] {
      if let d, d < fra { return nil }
    }
    var gammelLov = o.vedtaksdato < Self.integreringslovenFra
    if let a = o.ankomstNorge, a >= Self.integreringslovenFra { gammelLov = false }
    let k: Kategori
    if gammelLov {
      k = kanTilbys ? .kanTilbysOrdning : .rettOgPliktOrdning
    } else if kanTilbys {
      k = .kanTilbysProgram
    } else {
      k = g.gruppe == .kapittel6A ? .rettTilProgram : .rettOgPliktProgram
    }
    return Periodevalg(
      nr: nr, gruppe: g.gruppe, lovverk: gammelLov ? .introduksjonsloven : .integreringsloven, kategori: k, fra: fra)
  }

  /// K-06. False: never a kategori by D.
  mutating func finnKategori() -> Bool {
    var stroeket: Set<Int> = []
    var perioder: [Periodevalg] = []
    omigjen: while true {
      perioder = []
      for nr in oppholdEtterDato.indices where !stroeket.contains(nr) {
        guard let ny = kategori(nr) else { continue }
        guard let siste = perioder.last else {
          perioder.append(ny)
          continue
        }
        if ny.gruppe == siste.gruppe { continue }
        if ny.fra <= siste.fra {
          // The old period drops out as if its permit were not there.
          stroeket.insert(siste.nr)
          continue omigjen
        }
        perioder.append(ny)
      }
      break
    }
    guard let siste = perioder.last else { return false }
    perioden = siste
    for (gammel, ny) in zip(perioder, perioder.dropFirst()) {
      if gammel.lovverk == .integreringsloven && ny.lovverk == .integreringsloven { skille = ny.fra }
    }
    svar.kategori = siste.kategori
    svar.gruppe = siste.gruppe
    svar.lovverk = siste.lovverk
    svar.kategoriFra = siste.fra
    return true
  }

  // MARK: Vedtak that count

  /// All vedtak that count: effective, by K-06, and not upset by a complaint.
  var vedtakene: [Vedtak] = []
  /// The same with those that a complaint has upset (F-04 asks for them).
  var vedtakMedOmgjorte: [Vedtak] = []
  /// Effective, granted participation decisions, in fold order.
  var deltakelser: [Vedtak] = []

  /// F-04a: the first complaint that has upset a vedtak.
  func medhold(_ v: Vedtak) -> Klage? {
    var best: Klage?
    for k in klagene where k.vedtakId == v.reg.id {
      guard let u = k.utfall, [.medhold, .delvisMedhold, .oppheves].contains(u) else { continue }
      guard let d = k.avgjort, d <= dagen else { continue }
      if best == nil || d < best!.avgjort! { best = k }
    }
    return best
  }

  func tekst(_ t: Tekst) -> [UInt8] { Array(p.bytes(t)) }

  /// Start date, then `Vedtaksdato`, then `ID`.
  func foldrekke(_ rader: [Vedtak]) -> [Vedtak] {
    rader.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      let (sx, sy) = (x.start ?? x.vedtaksdato, y.start ?? y.vedtaksdato)
      if sx != sy { return sx < sy }
      if x.vedtaksdato != y.vedtaksdato { return x.vedtaksdato < y.vedtaksdato }
      let (ix, iy) = (tekst(x.idTekst), tekst(y.idTekst))
      if ix != iy { return ix.lexicographicallyPrecedes(iy) }
      return a.offset < b.offset
    }.map(\.element)
  }

  mutating func velgVedtak() {
    for v in alleVedtak {
      let omgjort = medhold(v) != nil
      let erDeltakelse = v.type == .deltakelse && v.resultat == .innvilget && v.start != nil && !omgjort
      if let skille, (v.start ?? v.vedtaksdato) < skille { continue }
      if perioden.gruppe == .kapittel6A && v.vedtaksdato < Self.kapittel6AFra {
        if erDeltakelse { avvik(.vedtakFoerKapittel6A, v.reg.kilde) }
        continue
      }
      vedtakMedOmgjorte.append(v)
      if !omgjort { vedtakene.append(v) }
      if erDeltakelse { deltakelser.append(v) }
    }
    deltakelser = foldrekke(deltakelser)
  }

  // MARK: F-01, F-02

  var oppstartsfrist: Dato?
  var start: Dato?
  /// No S, ever: the oppstartsfrist has passed.
  var utgaatt = false

  mutating func finnStart() {
    svar.sluttmaal = Self.nyeste(sluttmaalene)?.sluttmaal
    if perioden.lovverk == .introduksjonsloven {
      start = deltakelser.first?.start
      svar.start = start
      return
    }
    let frist = Kal.plussMaaneder(perioden.fra, 24)
    oppstartsfrist = frist
    svar.oppstartsfrist = frist
    let vedtakITide = deltakelser.contains { Self.foerstRegistrert($0, p.vedtak) <= frist }
    let maalITide = sluttmaalene.contains { Self.foerstRegistrert($0, p.sluttmaal) <= frist }
    if dagen > frist && !(vedtakITide && maalITide) {
      utgaatt = true
      for v in deltakelser { avvik(.oppstartEtterFrist, v.reg.kilde) }
    } else {
      start = deltakelser.first?.start
    }
    svar.start = start
  }

  /// F-02 to F-06 (`FasitFrist`).
  var frist: Dato?

  // MARK: Kommuner

  static func samme(_ a: Kommunenummer?, _ b: Kommunenummer?) -> Bool {
    guard let a, let b else { return false }
    return Fasitkommuner.samme(a.nummer, b.nummer)
  }

  /// Folkeregisteret's addresses as a time line: one a day, by `Fra`.
  func finnAdresser() -> [(fra: Dato, kommune: Kommunenummer)] {
    var ut: [(fra: Dato, kommune: Kommunenummer, ajour: Dato)] = []
    for a in p.folkeregister?.adresser ?? [] {
      guard let k = a.kommune else { continue }
      let ajour = a.ajourhold ?? Dato(dagnummer: -100_000)
      if let i = ut.firstIndex(where: { $0.fra == a.fra }) {
        if ajour >= ut[i].ajour { ut[i] = (a.fra, k, ajour) }
      } else {
        ut.append((a.fra, k, ajour))
      }
    }
    return ut.sorted { $0.fra < $1.fra }.map { ($0.fra, $0.kommune) }
  }
  var adresselinje: [(fra: Dato, kommune: Kommunenummer)] = []

  // MARK: State of the walk

  /// What ended the programme, when it is ended on D.
  var programSlutt: Beregnet?
  /// The computed death or emigration that a municipal row has corrected.
  var rettet: Avslutningsaarsak?
  /// First day of the stretch that is walked.
  var strekningFra = Dato(dagnummer: 0)
  /// Out of programme before each restart: the avslutning's date, the startdato.
  var uteAvProgram: [(fra: Dato, til: Dato)] = []

  /// The decision in force on a day: the last to start on or before it.
  func vedtakPaa(_ d: Dato) -> Vedtak? { deltakelser.last { $0.start! <= d } }

  /// The decision in force before an event: the last to start before it, and on
  /// the first day of a stretch the one that the stretch starts with.
  func vedtakFoer(_ d: Dato, _ strekningFra: Dato) -> Vedtak? {
    d <= strekningFra ? vedtakPaa(strekningFra) : deltakelser.last { $0.start! < d }
  }
}
