import Domene
import Kalender
import Kodeverk
import Regelverk

/// A column that a research extract may have. There is no column for what
/// identifies a person directly, so none can be chosen by mistake. The raw value is
/// its name on the command line.
public enum Uttrekkskolonne: String, CaseIterable, Sendable {
  case lovverk, kategori
  case kategoriFra = "kategori-fra"
  case kategoriLukket = "kategori-lukket"
  case kjoenn
  case foedselsaar
  case aldersgruppe
  case aldersgruppeAvslutning = "aldersgruppe-avslutning"
  case fylke, kommune, sluttmaal, startdato, oppstartsfrist, gjennomfoeringsfrist, gjenoppstartsfrist
  case fristType = "frist-type"
  case avslutning, avslutningsaarsak, maaloppnaaelse, avslutningsdato
  case timerArbeid = "timer-arbeid"
  case aktivTid = "aktiv-tid"
  case vedtak, tiltak
  case fulltidVgo = "fulltid-vgo"
  case livsmestring, foreldreveiledning

  /// What its values are.
  enum Slag: Sendable {
    /// A place among these.
    case kode([String])
    case dato
    case heltall
    /// Hundredths.
    case desimal
    case kommune, fylke
  }

  /// Name in the extract's first line.
  public var navn: String {
    switch self {
    case .lovverk: "Lovverk"
    case .kategori: "Kategori"
    case .kategoriFra: "Kategori fra"
    case .kategoriLukket: "Kategori lukket"
    case .kjoenn: "Kjønn"
    case .foedselsaar: "Fødselsår"
    case .aldersgruppe: "Aldersgruppe"
    case .aldersgruppeAvslutning: "Aldersgruppe ved avslutning"
    case .fylke: "Oppfølgingsfylke"
    case .kommune: "Oppfølgingskommune"
    case .sluttmaal: "Sluttmål"
    case .startdato: "Startdato"
    case .oppstartsfrist: "Frist for oppstart"
    case .gjennomfoeringsfrist: "Frist for gjennomføring"
    case .gjenoppstartsfrist: "Gjenoppstartsfrist"
    case .fristType: "Frist type"
    case .avslutning: "Avslutning"
    case .avslutningsaarsak: "Avslutningsårsak"
    case .maaloppnaaelse: "Avslutningsårsakgruppe"
    case .avslutningsdato: "Avslutningsdato"
    case .timerArbeid: "Antall timer arbeid per uke"
    case .aktivTid: "Aktiv tid i program"
    case .vedtak: "Vedtak"
    case .tiltak: "Tiltak"
    case .fulltidVgo: "Fulltid videregående opplæring"
    case .livsmestring: "Gjennomført livsmestring"
    case .foreldreveiledning: "Gjennomført foreldreveiledning"
    }
  }

  /// Whether others may know the value of a person, so that it can be used to find
  /// the person in the extract. Frister are: they follow from the dates before them.
  public var erKjentUtad: Bool {
    switch self {
    case .sluttmaal, .fristType, .avslutning, .avslutningsaarsak, .maaloppnaaelse, .timerArbeid, .aktivTid, .vedtak,
      .tiltak, .fulltidVgo, .livsmestring, .foreldreveiledning:
      false
    default: true
    }
  }

  var slag: Slag {
    switch self {
    case .lovverk: .kode(Lovverk.allCases.map(\.navn))
    case .kategori: .kode(Kategori.tabellnavn)
    case .kjoenn: .kode(Kjoenn.tabellnavn)
    case .aldersgruppe, .aldersgruppeAvslutning: .kode(Aldersgruppe.allCases.map(\.navn))
    case .sluttmaal: .kode(Sluttmaal.tabellnavn + [Fasttekst.utenSluttmaal])
    case .fristType: .kode([Fristtype.oppstart, .gjennomfoering, .gjenoppstart].map(\.navn))
    case .avslutning: .kode([Fasttekst.ordinaer, Fasttekst.stans])
    case .avslutningsaarsak: .kode(Avslutningsaarsak.tabellnavn)
    case .maaloppnaaelse: .kode(Avslutningsaarsakgruppe.tabellnavn)
    case .vedtak, .tiltak, .fulltidVgo, .livsmestring, .foreldreveiledning: .kode(["Nei", "Ja"])
    case .kategoriFra, .kategoriLukket, .startdato, .oppstartsfrist, .gjennomfoeringsfrist, .gjenoppstartsfrist,
      .avslutningsdato:
      .dato
    case .foedselsaar, .aktivTid: .heltall
    case .timerArbeid: .desimal
    case .fylke: .fylke
    case .kommune: .kommune
    }
  }

  /// The person's value.
  /// - Parameters:
  ///   - dato: D.
  ///   - form: how exact dates are.
  func verdi(
    _ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, per dato: Dato, _ form: Datoform
  ) -> Uttrekksverdi {
    func ja(_ b: Bool) -> Uttrekksverdi { Uttrekksverdi(b ? 1 : 0) }
    func kode(_ n: UInt8?) -> Uttrekksverdi { n.map { Uttrekksverdi(Int($0)) } ?? .tom }
    let a = v.gjeldendeAvslutning.flatMap { v.historikk.indices.contains($0) ? v.historikk[$0] : nil }
    switch self {
    case .lovverk: return kode(v.lovverk.rawValue)
    case .kategori: return kode(v.kategori?.rawValue)
    // Days since itself would say nothing.
    case .kategoriFra: return (form == .relative ? .year : form).verdi(v.kategoriFra, fra: nil)
    case .kategoriLukket: return form.verdi(v.kategoriLukket, fra: v.kategoriFra)
    case .kjoenn: return kode(v.kjoenn?.rawValue)
    case .foedselsaar: return v.foedselsdato.map { Uttrekksverdi($0.aar) } ?? .tom
    case .aldersgruppe: return Uttrekksverdi(Aldersgruppe(alder: v.foedselsdato?.alder(per: dato)).rawValue)
    case .aldersgruppeAvslutning:
      return a.map { a in Uttrekksverdi(Aldersgruppe(alder: v.foedselsdato?.alder(per: a.dato)).rawValue) } ?? .tom
    case .fylke:
      if p.skjermet { return .skjermet }
      return v.oppfoelgingskommune.flatMap { Kommuner.visning($0, per: dato).fylke }.map { Uttrekksverdi($0.nummer) }
        ?? .tom
    case .kommune:
      if p.skjermet { return .skjermet }
      return v.oppfoelgingskommune.map { Uttrekksverdi(Int(Kommuner.visning($0, per: dato).nummer.nummer)) } ?? .tom
    case .sluttmaal: return Uttrekksverdi(v.sluttmaal.map { Int($0.rawValue) } ?? Sluttmaal.allCases.count)
    case .startdato: return form.verdi(v.start, fra: v.kategoriFra)
    case .oppstartsfrist: return form.verdi(v.oppstartsfrist, fra: v.kategoriFra)
    case .gjennomfoeringsfrist: return form.verdi(v.gjennomfoeringsfrist, fra: v.kategoriFra)
    case .gjenoppstartsfrist: return form.verdi(v.gjenoppstartsfrist, fra: v.kategoriFra)
    case .fristType: return kode(v.vistFrist?.type.rawValue)
    case .avslutning: return a.map { Uttrekksverdi($0.erStans ? 1 : 0) } ?? .tom
    case .avslutningsaarsak: return kode(a?.aarsak.rawValue)
    case .maaloppnaaelse: return kode(a?.aarsak.gruppe.rawValue)
    case .avslutningsdato: return form.verdi(a?.dato, fra: v.kategoriFra)
    // A week has 168 hours; what a row claims beyond any sense is cut, not wrapped.
    case .timerArbeid: return a?.timer.map { Uttrekksverdi(Int(max(0, min($0.mikro / 10_000, 1_000_000)))) } ?? .tom
    case .aktivTid: return v.aktivTid.last.map { Uttrekksverdi($0.total) } ?? .tom
    case .vedtak: return ja(v.medVedtak)
    case .tiltak: return ja(v.medTiltak)
    case .fulltidVgo: return ja(v.fulltidVideregaaende)
    case .livsmestring: return ja(v.gjennomfoertLivsmestring)
    case .foreldreveiledning: return ja(v.gjennomfoertForeldreveiledning)
    }
  }
}
