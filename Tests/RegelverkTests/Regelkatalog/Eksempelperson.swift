import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// Builds the person of a boundary example and asks the engine.
enum Eksempelperson {
  static func bygg(_ opplysninger: [Opplysning]) -> Persongrunnlag {
    var b = Bygg()
    b.p.opphold.removeAll()
    b.p.bosettinger.removeAll()
    var forrigeVedtak = ""
    for (nr, o) in opplysninger.enumerated() {
      let id = "E\(nr)"
      switch o {
      case .foedt(let t):
        var f = b.p.folkeregister ?? Folkeregisteropplysninger()
        f.foedselsdato = d(t)
        b.p.folkeregister = f
      case .tillatelse(let t, let paragraf, let ref, let effektuert, let til, let ankomst):
        b.opphold(t, paragraf: paragraf, ref: ref, effektuert: effektuert, til: til, ankomst: ankomst)
      case .bosatt(let t, let kommune, let avtalt): b.bosatt(t, kommune: kommune, avtalt: avtalt)
      case .deltakelse(let t, let kommune, let vedtatt, let registrert, let slettet):
        b.deltakelse(t, kommune: kommune, reg: registrert, vedtatt: vedtatt, id: id, slettet: slettet)
        forrigeVedtak = id
      case .sluttmaal(let s, let t): b.sluttmaal(s, reg: t)
      case .utvidet(let t, let mnd): b.vedtak(.utvidet, t, mnd: mnd, id: id)
      case .permisjon(let fra, let til, let slag):
        b.vedtak(.permisjonEgenSykdom, fra, til: til, som: slag, id: id)
      case .midlertidigStans(let fra, let til):
        b.vedtak(.midlertidigStans, fra, til: til, resultat: .vedtakFattet, id: id)
        forrigeVedtak = id
      case .permanentStans(let t):
        b.stans(t, id: id)
        forrigeVedtak = id
      case .klage(let utfall, let avgjort):
        // Registered with the vedtak, so that only the decision's date matters.
        b.klage(paa: forrigeVedtak, avgjort: avgjort, utfall, reg: "01.11.2021")
      case .fravaer(let type, let maaned, let dager, let timer):
        let m = maanedstall(maaned)
        b.fravaer(
          type, m.aar, m.maaned, dager: Desimal(dager), timer: timer == 0 ? nil : Desimal(timer))
      case .tiltak(let navn, let fra, let til, let timer, let gjennomfoert):
        b.tiltak(
          navn, fra, til, timer: timer.map { Desimal($0) },
          gjennomfoert: gjennomfoert == nil ? nil : .gjennomfoert, gjRegistrert: gjennomfoert)
      case .avslutning(let aarsak, let t, let registrert, let gjenaapnet):
        b.avslutt(t, aarsak, reg: registrert, gjenaapnet: gjenaapnet, id: id)
      case .avvistProgram(let t): b.avviser(t)
      case .adresse(let t, let kommune): b.adresse(t, kommune)
      case .doed(let t): b.doed(t)
      case .utflyttet(let t): b.utflytting(t)
      case .innflyttet(let t): b.innflytting(t)
      case .barn(let t): b.barn(t)
      case .dato, .periode, .antall, .tekst: Issue.record("\(o) is of no person")
      }
    }
    return b.p
  }

  static func maanedstall(_ t: String) -> (aar: Int, maaned: Int) {
    let deler = t.split(separator: ".").compactMap { Int($0) }
    guard deler.count == 2 else {
      Issue.record("not a month: \(t)")
      return (1900, 1)
    }
    return (deler[1], deler[0])
  }

  /// What the engine answers of a person.
  static func svar(_ s: Spoersmaal, _ opplysninger: [Opplysning], per: String) -> String {
    if s.erBeregning { return beregning(s, opplysninger) }
    // What Folkeregisteret says is handed to the rules as known on D.
    let p = bygg(opplysninger)
    let motor = Regelmotor(dato: d(per), parametre: Parametre())
    var rom = Arbeidsrom()
    var v = Vurdering()
    motor.vurder(p, &rom, into: &v)
    func tekst(_ dato: Dato?) -> String { dato.map { "\($0)" } ?? "ingen" }
    switch s {
    case .lovverk: return v.lovverk.navn
    case .kategori: return v.kategori?.navn ?? "ingen"
    case .kategoriFra: return tekst(v.kategoriFra)
    case .kategoriLukket: return tekst(v.kategoriLukket)
    case .start: return tekst(v.start)
    case .gjennomfoeringsfrist: return tekst(v.gjennomfoeringsfrist)
    case .vistFrist: return v.vistFrist.map { "\($0.type.navn) \($0.dato)" } ?? "ingen"
    case .trinn(let regel): return trinn(v.beregningslogg.filter { $0.regel == regel })
    case .aktivTid:
      guard let foerste = v.aktivTid.first, let siste = v.aktivTid.last else { return "ingen" }
      let trekk = v.aktivTid.dropFirst().map { "- \(-$0.dager)" }.joined(separator: ", ")
      return trekk.isEmpty ? "\(foerste.dager)" : "\(foerste.dager), \(trekk) = \(siste.total)"
    case .avslutning:
      return v.gjeldendeAvslutning.map { "\(v.historikk[$0].dato) \(v.historikk[$0].aarsak.navn)" } ?? "ingen"
    case .historikk: return v.historikk.isEmpty ? "ingen" : v.historie.joined(separator: ", ")
    case .avslutningRegistrert:
      return v.gjeldendeAvslutning.map {
        "\(v.historikk[$0].registrert) \(v.historikk[$0].registrertAv == nil ? "Regelmotor" : "kommunen")"
      } ?? "ingen"
    case .avvik(let kode): return v.har(kode) ? "Ja" : "Nei"
    case .tilbudt(let m):
      let tall = maanedstall(m)
      guard let rad = motor.tilbudtTiltak(p, v).first(where: { $0.maaned == Maaned(aar: tall.aar, maaned: tall.maaned) })
      else { return "ingen" }
      return "\(rad.hundredeler / 100),\(rad.hundredeler % 100 < 10 ? "0" : "")\(rad.hundredeler % 100)"
    case .permisjonsdager(let aar): return "\(motor.fravaersaar(p, v).first { $0.aar == aar }?.permisjon ?? 0)"
    case .vedtaksstatus: return motor.vedtaksstatus(p, v).map(\.tekst).joined(separator: ", ")
    case .medVedtak: return v.medVedtak ? "Ja" : "Nei"
    case .paaPersonlisten: return v.erAapen ? "Ja" : "Nei"
    case .oppfoelgingskommune: return v.oppfoelgingskommune.map { Opplysning.kommune($0.nummer) } ?? "ingen"
    case .virkedag, .plussMaaneder, .plussVirkedager, .antallVirkedager, .antallKalenderdager, .alder, .dufKontroll,
      .foedselsnummer, .ledendeNull:
      return "?"
    }
  }

  private static func trinn(_ liste: [Fristtrinn]) -> String {
    if liste.isEmpty { return "ingen" }
    return liste.map { t in
      switch t.utvidelse {
      case .maaneder(let n): "+ \(n) mnd -> \(t.nyFrist)"
      case .virkedager(let n): "+ \(n) virkedager -> \(t.nyFrist)"
      case .kalenderdager(let n): "+ \(n) kalenderdager -> \(t.nyFrist)"
      }
    }.joined(separator: ", ")
  }

  /// What the calendar answers.
  private static func beregning(_ s: Spoersmaal, _ opplysninger: [Opplysning]) -> String {
    var dato = Dato.foerste
    var foedt = Dato.foerste
    var periode = Periode(fom: .foerste, tom: .foerste)
    var antall = 0
    var tekst = ""
    for o in opplysninger {
      switch o {
      case .dato(let t): dato = d(t)
      case .foedt(let t): foedt = d(t)
      case .periode(let fra, let til): periode = Periode(fom: d(fra), tom: d(til))
      case .antall(let n): antall = n
      case .tekst(let t): tekst = t
      default: Issue.record("\(o) is of no calculation")
      }
    }
    switch s {
    case .virkedag: return Virkedager.er(dato) ? "Ja" : "Nei"
    case .plussMaaneder: return "\(dato.plussMaanederAvkortet(antall))"
    case .plussVirkedager: return "\(Virkedager.legg(antall, til: dato))"
    case .antallVirkedager: return "\(periode.virkedager)"
    case .antallKalenderdager: return "\(periode.kalenderdager)"
    case .alder: return "\(foedt.alder(per: dato))"
    case .dufKontroll: return UInt64(tekst).map { DUFNummer(verdi: $0).harRettKontroll } == true ? "riktig" : "feil"
    default: return "?"
    }
  }
}

extension Spoersmaal {
  /// Whether it is of the calendar or a number, not of a person.
  var erBeregning: Bool {
    switch self {
    case .virkedag, .plussMaaneder, .plussVirkedager, .antallVirkedager, .antallKalenderdager, .alder, .dufKontroll: true
    default: false
    }
  }

  /// Whether the readers answer it (`InnlesingTests`), not the rules.
  var spoerLeserne: Bool { self == .foedselsnummer || self == .ledendeNull }
}
