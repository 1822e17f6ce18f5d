import Domene
import Kalender
import Kodeverk

/// The rules, for one date D. Everything is computed anew from what is known on D
/// (T-01): no files, no clock, nothing remembered between persons or nights.
///
/// One for a run, and never changed. Handed on it is one word: as a value it would be copied for
/// every person.
public final class Regelmotor: Sendable {
  /// D.
  public let dato: Dato
  /// The month of D.
  let maaned: Maaned
  /// The law's numbers on D.
  public let parametre: Parametre.Gjeldende
  let kategoriregel: Kategoriregel
  let tiltakstyper: Tiltakstypeoppslag
  let sluttmaal: Sluttmaalsoppslag
  let fravaerstyper: Fravaerstypeoppslag
  let hjemler: Hjemmeltabell
  private let medAktivTid: Bool

  /// The rules as of `dato` with the numbers of `parametre`.
  /// - Parameter medAktivTid: whether anybody asks for F-09; `Vurdering.aktivTid` stays empty otherwise.
  public init(dato: Dato, parametre: Parametre, medAktivTid: Bool = true) {
    self.dato = dato
    self.medAktivTid = medAktivTid
    maaned = Maaned(dato)
    self.parametre = parametre.per(dato)
    kategoriregel = Kategoriregel(dato: dato, parametre: self.parametre)
    tiltakstyper = Tiltakstypeoppslag()
    sluttmaal = Sluttmaalsoppslag()
    fravaerstyper = Fravaerstypeoppslag()
    hjemler = Hjemler.tabell
  }

  /// Judges one person: the rules in their order, from kategori to varsler.
  ///
  /// - Parameters:
  ///   - p: everything the drop holds of the p.
  ///   - rom: scratch memory, used again from person to person.
  ///   - v: emptied and filled.
  public func vurder(_ p: Persongrunnlag, _ rom: inout Arbeidsrom, into v: inout Vurdering) {
    v.nullstill()
    kjenn(p, &rom)

    // K: kategori.
    Oppholdsgrunnlag.finn(
      p.opphold, hjemler, per: dato, kapittel6AFra: parametre.kapittel6AFra, i: &rom.tillatelser)
    Personopplysninger.fyll(p, rom.tillatelser, &v)
    let endelige = Endelige(
      p, mistetGrunnlag: Oppholdsgrunnlag.mistetGrunnlag(p.opphold, rom.tillatelser, per: dato), per: dato)
    let kategori = finnKategori(p, sperre: endelige.foerste?.dato, &rom, &v)

    Tiltaksvarsler.finn(p, rom.tiltak, tiltakstyper, per: dato, &rom.tiltaksbilde, &v)
    Fravaersvarsler.finn(p.fravaer, rom.fravaer, fravaerstyper, &v)
    Klagevarsler.finn(p.klager, rom.klager, per: dato, &v)
    guard let kategori else { return }
    programmet(p, kategori, endelige, &rom, &v)
  }

  /// T-01: what is known of every registration.
  private func kjenn(_ p: Persongrunnlag, _ rom: inout Arbeidsrom) {
    Versjoner.finn(p.bosettinger, per: dato, i: &rom.bosettinger)
    Versjoner.finn(p.kontakter, per: dato, i: &rom.kontakter)
    Versjoner.finn(p.integreringskontrakter, per: dato, i: &rom.kontrakter)
    Versjoner.finn(p.sluttmaal, per: dato, i: &rom.sluttmaal)
    Versjoner.finn(p.vedtak, per: dato, i: &rom.vedtak)
    Versjoner.finn(p.klager, per: dato, i: &rom.klager)
    Versjoner.finn(p.tiltak, per: dato, i: &rom.tiltak)
    Versjoner.finn(p.fravaer, per: dato, i: &rom.fravaer)
    Versjoner.finn(p.avslutninger, per: dato, i: &rom.avslutninger)
    Versjoner.finn(p.utdanning, per: dato, i: &rom.utdanning)
  }

  /// K-01 to K-06 and P-04: the period that holds on D; nil when the person never had
  /// a kategori by D.
  private func finnKategori(
    _ p: Persongrunnlag, sperre: Dato?, _ rom: inout Arbeidsrom, _ v: inout Vurdering
  ) -> Kategoriperiode? {
    guard let foedt = v.foedselsdato else {
      if let nyeste = rom.tillatelser.last {
        v.funn.append(Funn(.foedselsdatoMangler, kilde: p.opphold[nyeste.rad].kilde))
      }
      return nil
    }
    let bosatt = Bosatt(p.bosettinger, rom.bosettinger, per: dato)
    kategoriregel.perioder(
      p.opphold, &rom.tillatelser, foedt: foedt, bosatt, sperre: sperre, i: &rom.perioder)
    guard let kategori = rom.perioder.last else { return nil }
    v.kategori = kategori.kategori
    v.gruppe = kategori.gruppe
    v.lovverk = kategori.lovverk
    v.kategoriFra = kategori.fra
    if let n = bosatt.naavaerende {
      v.oppfoelgingskommune = p.bosettinger[n].reg.kommune
      v.oppfoelgingsbydel = p.bosettinger[n].bydel
    }
    return kategori
  }

  /// F, A, P and V of a person with a kategori.
  private func programmet(
    _ p: Persongrunnlag, _ kategori: Kategoriperiode, _ endelige: Endelige, _ rom: inout Arbeidsrom,
    _ v: inout Vurdering
  ) {
    let nyeFra = Kategoriregel.nyeVedtakFra(rom.perioder)
    Klagemedhold.finn(p.klager, rom.klager, per: dato, i: &rom.medhold)
    rom.utvalg.fyll(
      p, rom.vedtak, rom.medhold, nyeFra: nyeFra,
      fattetFra: kategori.gruppe == .kapittel6A && dato >= parametre.kapittel6AFra ? parametre.kapittel6AFra : nil)
    let gjeldendeSluttmaal = Versjoner.nyeste(p.sluttmaal, rom.sluttmaal)
    v.sluttmaal = gjeldendeSluttmaal.map { p.sluttmaal[$0].sluttmaal }

    // F-01 to F-06.
    let oppstart = Oppstart(
      p, rom.utvalg.deltakelser, rom.sluttmaal, frist: Oppstart.frist(kategori, parametre), per: dato)
    v.oppstartsfrist = oppstart.frist
    v.start = oppstart.start
    let frist = fold(p, kategori, oppstart, &rom, &v)

    // A, with the steps of F-07.
    Flytting.ordne(p, per: dato, i: &rom.adresser)
    Historikk.begynn(p, nyeFra: nyeFra, per: dato, &rom)
    var gang = Gang(
      dato: dato, gjenoppstartsfristMnd: parametre.gjenoppstartsfristMnd, kategori: kategori, oppstart: oppstart,
      endelige: endelige,
      harVedtakOgSluttmaal: oppstart.start != nil && (kategori.lovverk == .introduksjonsloven || v.sluttmaal != nil),
      frist: frist, fra: oppstart.start ?? kategori.fra)
    gang.gaa(p, &rom, &v)
    v.gjennomfoeringsfrist = gang.frist
    Historikk.avslutt(&rom, per: dato, &v)

    // K-07, F-08, P and what follows from an avslutning.
    Lukking.lukk(p, kategori, oppstart, endelige, &v)
    Fristvisning.vis(kategori, oppstart, parametre, &v)
    if let nr = v.gjeldendeAvslutning {
      let avsluttet = v.historikk[nr].dato
      Rapportsted.finn(avsluttet, rom.utvalg.deltakelser, per: dato, &v)
      if medAktivTid { AktivTid.beregn(p, &rom, avsluttet: avsluttet, fravaerstyper, parametre, &v) }
      EtterAvslutning.finn(p, &rom, avsluttet: avsluttet, &v)
      ObligatoriskeElementer.finn(p, rom.tiltaksbilde, avsluttet: avsluttet, &v)
    }
    Personlistevalg.finn(rom.utvalg.deltakelser, rom.tiltaksbilde, &v)

    // V.
    Vedtaksvarsler.finn(p, &rom, oppstart, dato: dato, gjeldendeSluttmaal, &v)
    Sluttmaalsvarsler.finn(p, &rom, gjeldendeSluttmaal, sluttmaal, &v)
    if Tiltaksvarsler.kanFinneMedKategori(rom.tiltaksbilde) {
      Tiltaksvarsler.finnMedKategori(p, rom.tiltak, tiltakstyper, &v)
    }
  }

  /// F-01 to F-06: the deadline as a fold over steps.
  private func fold(
    _ p: Persongrunnlag, _ kategori: Kategoriperiode, _ oppstart: Oppstart, _ rom: inout Arbeidsrom,
    _ v: inout Vurdering
  ) -> Dato? {
    if let o = oppstart.frist {
      v.beregningslogg.append(
        Fristtrinn(
          regel: .f01, grunn: .oppstart(kategoriFra: kategori.fra),
          utvidelse: .maaneder(parametre.oppstartsfristMnd), nyFrist: o))
    }
    guard let start = oppstart.start else { return nil }
    let maal = v.sluttmaal.map { sluttmaal[$0] }
    guard let mnd = Gjennomfoeringsfrist.maaneder(kategori.lovverk, maal, parametre) else {
      // No frist yet; that permisjoner overlap is told all the same.
      Permisjonsregel.finnOverlapp(p.vedtak, rom.utvalg.permisjoner, start: start, &rom.dekning, &v)
      return nil
    }
    var frist = start
    v.beregningslogg.append(.legg(.maaneder(mnd), til: &frist, .f02, .base(start: start)))
    UtvidetProgram.legg(
      p.vedtak, rom.utvalg.utvidelser,
      maks: Gjennomfoeringsfrist.maksUtvidelse(kategori.lovverk, maal, parametre), til: &frist, &v)
    KlageMedhold.legg(p.vedtak, rom.utvalg.medholdsstanser, til: &frist, &v)
    Permisjonsregel.legg(
      p.vedtak, rom.utvalg.permisjoner, start: start, til: &frist, &rom.dekning, &v)
    if !p.fravaer.isEmpty {
      Fravaersfrist.legg(
        Fravaerssum(p.fravaer, rom.fravaer, fra: Maaned(start), til: maaned), fravaerstyper, parametre,
        til: &frist, &v)
    }
    return frist
  }
}
