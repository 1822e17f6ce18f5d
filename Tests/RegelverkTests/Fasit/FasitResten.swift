import Domene
import Kalender
import Kodeverk

@testable import Regelverk

// K-07, F-08, F-09, P, V and A-13.
extension Fasit {
  // MARK: K-07

  mutating func lukk() {
    var datoer: [Dato] = []
    // A corrected death or emigration closes on the date that corrects it.
    if rettet == nil { for h in lovbestemte(fra: perioden.fra) { datoer.append(h.dato) } }
    if utgaatt { datoer.append(oppstartsfrist!) }
    if let g = svar.gjeldende, Self.lukkende.contains(g.aarsak) { datoer.append(g.dato) }
    svar.lukket = datoer.min()
  }

  // MARK: F-08

  mutating func visFrist() {
    if perioden.kategori == .rettTilProgram, let g = svar.gjeldende, Self.arbeid.contains(g.aarsak) {
      svar.gjenoppstartsfrist = Kal.plussMaaneder(perioden.fra, 24)
      (svar.vistType, svar.vistDato) = (.gjenoppstart, svar.gjenoppstartsfrist)
    } else if let f = frist {
      (svar.vistType, svar.vistDato) = (.gjennomfoering, f)
    } else if let f = oppstartsfrist {
      (svar.vistType, svar.vistDato) = (.oppstart, f)
    }
  }

  // MARK: P

  /// P-04.
  func nyesteBosetting() -> Bosetting? {
    var best: Bosetting?
    for b in bosettinger where b.fra <= dagen {
      if best == nil || (b.fra, b.reg.registrert) >= (best!.fra, best!.reg.registrert) { best = b }
    }
    return best
  }

  mutating func lister() {
    let best = oppfoelging
    svar.oppfoelgingskommune = best?.reg.kommune
    if let g = svar.gjeldende {
      svar.rapportkommune = kommunePaa(g.dato)
    }
    svar.medVedtak = deltakelser.contains { Self.samme($0.reg.kommune, best?.reg.kommune) }
    svar.medTiltak = !tiltakene.isEmpty
    svar.fulltidVideregaaende = tiltakene.contains { $0.type.navn.hasPrefix("Videregående opplæring fulltid") }
    svar.livsmestring = tiltakene.contains {
      $0.type.navn == "Livsmestring i et nytt land" && $0.gjennomfoering == .gjennomfoert
    }
    svar.foreldreveiledning = tiltakene.contains {
      $0.type.navn == "Foreldreveiledning" && $0.gjennomfoering == .gjennomfoert
    }
  }

  // MARK: F-09

  mutating func regnAktivTid() {
    guard let s = start, let g = svar.gjeldende, g.dato >= s else { return }
    let a = g.dato
    svar.aktivTidDager.append(Int(a.dagnummer - s.dagnummer))
    var brukt: Set<Int32> = []
    for v in foldrekke(vedtakene.filter(erPermisjon)) {
      guard let slutt = v.slutt, slutt >= v.start! else { continue }
      var n = 0
      var d = v.start!
      while d <= slutt {
        if d > s && d < a && brukt.insert(d.dagnummer).inserted { n += 1 }
        d = Kal.dagenEtter(d)
      }
      if n > 0 { svar.aktivTidDager.append(-n) }
    }
    let dager = fravaersdager(til: a)
    let typer: [Fravaerstype] = [
      .egenmelding, .gyldigFravaer, .annetGyldig, .egenmeldingBarn, .annetGyldigBarn, .manglendeBarnepass,
      .manglendeTilbud,
    ]
    for t in typer {
      let n = Int((dager[t] ?? 0) / 1_000_000)
      if n > 0 { svar.aktivTidDager.append(-n) }
    }
    for u in uteAvProgram {
      var n = 0
      var d = u.fra
      while d < u.til {
        if d < a && brukt.insert(d.dagnummer).inserted { n += 1 }
        d = Kal.dagenEtter(d)
      }
      if n > 0 { svar.aktivTidDager.append(-n) }
    }
  }

  // MARK: V

  /// Those that need no kategori.
  mutating func varslerForAlle() {
    for t in tiltakene {
      let navn = t.type.navn
      if t.timerPerUke == nil { avvik(.tiltakUtenTimer, t.reg.kilde) }
      if t.gruppe == nil || t.gruppe != t.type.gruppe { avvik(.tiltaksgruppeFeil, t.reg.kilde) }
      if navn == "Tilbud i omsorgspermisjon" && t.mottattTilbud != true { avvik(.mottattTilbudMangler, t.reg.kilde) }
      if !t.type.erOmdoept {
        if let fra = t.type.gyldigFra, t.fra < fra { avvik(.tiltakskodeUgyldigDato, t.reg.kilde) }
        if let til = t.type.gyldigTil, t.fra > til { avvik(.tiltakskodeUgyldigDato, t.reg.kilde) }
      }
      if let r = t.gjennomfoeringRegistrert,
        r > Kal.plussMaaneder(Self.foerstRegistrert(t, p.tiltak), 2)
      {
        avvik(.gjennomfoeringSent, t.reg.kilde)
      }
    }
    for f in fravaerene {
      if f.dager == nil && f.timer == nil { avvik(.fravaerUtenOmfang, f.reg.kilde) }
      if let d = f.dager {
        var virkedager = 0
        let aar = Int(f.periode.nummer) / 12
        let m = Int(f.periode.nummer) % 12 + 1
        for dag in 1...Kal.lengde(m, aar) where Kal.erVirkedag(Kal.dato(aar, m, dag)) { virkedager += 1 }
        if d.mikro > Int64(virkedager) * 1_000_000 { avvik(.fravaerOverVirkedager, f.reg.kilde) }
      }
      if f.type == .manglendeBarnepass || f.type == .manglendeTilbud { avvik(.manglendeTilbud, f.reg.kilde) }
    }
    for k in klagene {
      if let a = k.avgjort, a <= dagen, k.utfall == nil { avvik(.klageUtenUtfall, k.reg.kilde) }
    }
  }

  mutating func varsler() {
    let maal = Self.nyeste(sluttmaalene)
    let utdanning = Self.nyeste(Self.gjeldende(p.utdanning, dagen))
    let integrering = perioden.lovverk == .integreringsloven
    let er6A = perioden.gruppe == .kapittel6A
    for t in tiltakene {
      if t.type.navn == "Språktilbud, engelsk" && !er6A { avvik(.tiltakKunKapittel6A, t.reg.kilde) }
      if t.type.navn.hasPrefix("Overgangstilbud") {
        let alder = Kal.alder(foedt!, t.fra)
        if alder < 16 || alder > 24 { avvik(.overgangstilbudAlder, t.reg.kilde) }
      }
    }
    if let maal {
      if let u = utdanning {
        let vilHa = maal.sluttmaal == .hoeyereUtdanning || maal.sluttmaal == .arbeidMedVgo
        if vilHa != u.harVideregaaende { avvik(.sluttmaalMotUtdanning, maal.reg.kilde) }
        if let a = u.anbefalt, a != maal.sluttmaal { avvik(.sluttmaalMotAnbefalt, maal.reg.kilde) }
      }
      let alder = Kal.alder(foedt!, maal.reg.registrert)
      if (maal.sluttmaal == .fullfoereVgoUnder25 && alder >= 25)
        || (maal.sluttmaal == .fullfoereVgoOver25 && alder < 25)
      {
        avvik(.sluttmaalMotAlder, maal.reg.kilde)
      }
      if svar.lukket == nil && start == nil && deltakelser.isEmpty {
        avvik(.sluttmaalUtenVedtak, maal.reg.kilde)
      }
    }
    if let s = start, s <= dagen, svar.gjeldende == nil {
      // In programme on D; after F-07 as soon as the decision is effective.
      let rad = deltakelser[0].reg.kilde
      if maal == nil && integrering { avvik(.vedtakUtenSluttmaal, rad) }
      if tiltakene.isEmpty { avvik(.vedtakUtenTiltak, rad) }
      if integrering && !er6A && Self.gjeldende(p.integreringskontrakter, dagen).isEmpty {
        avvik(.integreringskontraktMangler, nil)
      }
    }
    if let g = svar.gjeldende {
      // A-13, D-04.
      let a = g.dato
      // A refusal runs nowhere.
      for v in vedtakene where v.resultat != .avslag {
        let apen =
          v.slutt == nil && v.resultat == .innvilget
          && (v.type == .deltakelse || v.type.erStans || v.type.erPermisjon)
        if apen || (v.slutt != nil && v.slutt! > a) { avvik(.vedtakEtterAvslutning, v.reg.kilde) }
      }
      for t in tiltakene where t.til > a { avvik(.tiltakEtterAvslutning, t.reg.kilde) }
      if integrering, let s = start, s <= a {
        if !er6A && !svar.livsmestring { avvik(.livsmestringMangler, nil) }
        let barn = (p.folkeregister?.barnFoedt ?? []).contains { b in
          b <= Kal.plussMaaneder(a, 9) && Kal.plussMaaneder(b, 18 * 12) > s
        }
        if barn && !svar.foreldreveiledning { avvik(.foreldreveiledningMangler, nil) }
      }
    }
  }
}
