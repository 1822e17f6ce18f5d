import Domene
import Kalender
import Kodeverk

/// the walk over one person's events in date order, a stretch of programme at
/// a time. A stretch runs from S (or, before S, from K) or a restart's startdato to
/// the next restart.
struct Gang {
  let dato: Dato
  /// Months from K to the gjenoppstartsfrist.
  let gjenoppstartsfristMnd: Int
  let kategori: Kategoriperiode
  let oppstart: Oppstart
  let endelige: Endelige
  let harVedtakOgSluttmaal: Bool

  /// The frist of the stretch that is walked.
  var frist: Dato?
  /// First day of the stretch.
  var fra: Dato
  /// A restart (b): a stans on its startdato belongs to the stretch before.
  var stansEtterFra = false

  /// Walks all stretches and puts every row that counts into the history.
  mutating func gaa(_ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ v: inout Vurdering) {
    // Every turn settles a municipal row or passes a computed event; the limit
    // only guards against a fault of ours.
    var runder = rom.kommunale.count + rom.utvalg.deltakelser.count + rom.utvalg.permanenteStanser.count + 8
    while runder > 0 {
      runder -= 1
      guard let neste = strekning(p, &rom, &v) else { return }
      fra = neste.dato
      stansEtterFra = neste.slag == .nyttVedtak
    }
  }

  // MARK: One stretch

  /// Walks one stretch; the restart that ends it, or nil when it is the last.
  private mutating func strekning(_ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ v: inout Vurdering) -> Gjenopptak? {
    let beregnet = foersteBeregnede(p, &rom)
    let sperre = endelige.foerste
    let grense = oppstart.forSent ? utgaatt(mot: sperre) : sperre
    let proeve = Avslutningsproeve(
      harVedtakOgSluttmaal: harVedtakOgSluttmaal, start: oppstart.start, frist: frist, grense: grense)
    for i in rom.kommunale.indices {
      rom.kommunale[i].teller =
        !rom.kommunale[i].ferdig && proeve.feil(p.avslutninger[rom.kommunale[i].rad]) == nil
    }
    let gjenopptak = finnGjenopptak(p, &rom, beregnet, sperre: sperre?.dato)
    let holder = gjenopptak.map { $0.rad } ?? nyesteRad(&rom, foer: nil, og: nil)
    avgjoerRader(p, &rom, &v, proeve, holder: holder, til: gjenopptak)

    // The computed event, where it falls in this stretch.
    if let b = beregnet, iStrekningen(b, gjenopptak, &rom) {
      if let holder {
        skrivErstattet(p, &rom, b, av: rom.kommunale[holder], proeve, til: gjenopptak?.dato)
      } else {
        let status: Avslutningsstatus = gjenopptak == nil ? .gjeldende : .ikkeGjeldende
        skrivBeregnet(p, &rom, b, status)
      }
    }
    if let holder {
      gjenaapningsfunn(p, &rom, &v, holder, gjenopptak, sperre: sperre?.dato)
      if let gjenopptak { forleng(rom.kommunale[holder], gjenopptak, &rom, &v) }
    } else if let gjenopptak, let b = beregnet {
      rom.opphold.append(Periode(fom: b.dato, tom: gjenopptak.dato))
    }
    return gjenopptak
  }

  /// A-05 where it comes before the first of.
  private func utgaatt(mot annen: BeregnetHendelse?) -> BeregnetHendelse? {
    guard let o = oppstart.frist else { return annen }
    let utgaatt = BeregnetHendelse(aarsak: .utgaattOppstartsfrist, dato: o)
    guard let annen, annen < utgaatt else { return utgaatt }
    return annen
  }

  /// The first computed event of the stretch, as if it had no end.
  private func foersteBeregnede(_ p: Persongrunnlag, _ rom: inout Arbeidsrom) -> BeregnetHendelse? {
    var best = endelige.foerste
    func proev(_ aarsak: Avslutningsaarsak, _ d: Dato) {
      let h = BeregnetHendelse(aarsak: aarsak, dato: d)
      if let b = best, !(h < b) { return }
      best = h
    }
    if let d = avvistProgram(p, &rom) { proev(.personAvvistProgram, d) }
    guard oppstart.start != nil else {
      if oppstart.forSent, let o = oppstart.frist { proev(.utgaattOppstartsfrist, o) }
      return best
    }
    if fra <= dato {
      if let d = Flytting.foerste(rom.adresser, rom.utvalg.deltakelser, etter: fra) { proev(.flyttet, d) }
      for d in rom.utvalg.permanenteStanser where d <= dato && (stansEtterFra ? d > fra : d >= fra) {
        proev(.permanentStans, d)
        break
      }
    }
    if let frist, dato > frist { proev(.ikkeRegistrert, frist) }
    return best
  }

  /// A-06 (S1 §4.1): the first time in the stretch that the person turned the
  /// programme down.
  private func avvistProgram(_ p: Persongrunnlag, _ rom: inout Arbeidsrom) -> Dato? {
    var foerste: Dato?
    for i in p.kontakter.indices where rom.kontakter[i] == .virksom {
      let k = p.kontakter[i]
      guard k.gjelder == .avvistProgram, k.dato >= fra, k.dato >= kategori.fra, k.dato <= dato else { continue }
      if k.dato < foerste ?? .uendelig { foerste = k.dato }
    }
    return foerste
  }

  /// Whether the first computed event falls before the restart that ends the stretch.
  private func iStrekningen(_ b: BeregnetHendelse, _ slutt: Gjenopptak?, _ rom: inout Arbeidsrom) -> Bool {
    guard let slutt else { return true }
    if b.aarsak == .ikkeRegistrert {
      // Only a step of F-07 moves the frist; otherwise A-09 is the next stretch's.
      guard slutt.slag == .gjenaapning, let rad = slutt.rad else { return false }
      return rom.kommunale[rad].dato < slutt.dato
    }
    if b.dato < slutt.dato { return true }
    guard b.dato == slutt.dato else { return false }
    switch slutt.slag {
    case .gjenaapning: return false
    case .nyttVedtak: return slutt.rad == nil || b.aarsak == .permanentStans || b.aarsak == .flyttet
    }
  }

  // MARK: Restarts

  /// The decision in force before an event on a date: the last to start before it,
  /// on the first day of the stretch the one in force on that day.
  private func iKraftFoer(_ d: Dato, _ rom: inout Arbeidsrom) -> Int {
    rom.utvalg.deltakelser.plassIKraft(d <= fra ? fra : d - 1) ?? 0
  }

  /// possible restarts in order of startdato; one holds when its row is
  /// the newest registered of those dated before that startdato and itself.
  private func finnGjenopptak(
    _ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ beregnet: BeregnetHendelse?, sperre: Dato?
  ) -> Gjenopptak? {
    guard oppstart.start != nil, !rom.utvalg.deltakelser.isEmpty else { return nil }
    var best: Gjenopptak?
    if let b = beregnet, b.aarsak == .flyttet || b.aarsak == .permanentStans {
      let ny = NyttVedtak.finn(
        rom.utvalg.deltakelser, rom.adresser, tidligst: b.dato, iKraft: iKraftFoer(b.dato, &rom),
        ogsaaSammeKommune: b.aarsak == .flyttet, frist: frist, sperre: sperre, per: dato)
      if let ny, nyesteRad(&rom, foer: ny, og: nil) == nil {
        best = Gjenopptak(slag: .nyttVedtak, dato: ny, rad: nil)
      }
    }
    for i in rom.kommunale.indices where rom.kommunale[i].teller && !rom.kommunale[i].ferdig {
      guard var g = gjenopptak(etter: i, p, &rom, beregnet, sperre: sperre) else { continue }
      if let b = best {
        if b.dato < g.dato { continue }
        // On one date: a row dated before it is of the old stretch, one on it of the new;
        // of rows dated on it (a) comes before (b).
        if b.dato == g.dato && rom.kommunale[i].dato == g.dato {
          guard let r = b.rad, rom.kommunale[r].dato == g.dato, b.slag == .nyttVedtak, g.slag == .gjenaapning
          else { continue }
        }
      }
      guard nyesteRad(&rom, foer: g.dato, og: i) == i else { continue }
      g.rad = i
      best = g
    }
    return best
  }

  /// The earliest restart that a municipal row allows.
  private func gjenopptak(
    etter i: Int, _ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ beregnet: BeregnetHendelse?, sperre: Dato?
  ) -> Gjenopptak? {
    let rad = p.avslutninger[rom.kommunale[i].rad]
    // No restart after a death, an emigration or lost ground that a kommune registered.
    if rad.aarsak.lukkerKategori { return nil }
    var best: Gjenopptak?
    if case .fra(let fra) = gjenaapning(rad, p, &rom, sperre: sperre) {
      best = Gjenopptak(slag: .gjenaapning, dato: fra, rad: i)
    }
    // A `Flyttet` restarts from its own date: a stans after that is of the next stretch.
    // Another row restarts by what it replaced, on or after both dates.
    var tidligst: Dato?
    if rad.aarsak == .flyttet {
      tidligst = rad.dato
    } else if let b = beregnet, b.aarsak == .permanentStans || (b.aarsak == .flyttet && rad.dato >= b.dato) {
      tidligst = max(rad.dato, b.dato)
    }
    if let tidligst {
      let ny = NyttVedtak.finn(
        rom.utvalg.deltakelser, rom.adresser, tidligst: tidligst, iKraft: iKraftFoer(rad.dato, &rom),
        ogsaaSammeKommune: rad.aarsak == .flyttet, frist: frist, sperre: sperre, per: dato)
      if let ny, ny < best?.dato ?? .uendelig { best = Gjenopptak(slag: .nyttVedtak, dato: ny, rad: i) }
    }
    return best
  }

  private func gjenaapning(_ rad: KommunalAvslutning, _ p: Persongrunnlag, _ rom: inout Arbeidsrom, sperre: Dato?)
    -> Gjenaapning?
  {
    guard let g = rad.gjenaapnet else { return nil }
    return Gjenaapning.vurder(
      rad, gjenaapnet: g, kategori: kategori, frist: frist,
      gjenoppstartsfrist: kategori.fra.plussMaanederAvkortet(gjenoppstartsfristMnd), p.vedtak,
      rom.utvalg.deltakelser, iKraft: rom.utvalg.deltakelser.plassIKraft(rad.dato), sperre: sperre)
  }

  /// The newest registered of the counting rows dated before `foer` (nil: all) and
  /// row `og`.
  private func nyesteRad(_ rom: inout Arbeidsrom, foer: Dato?, og: Int?) -> Int? {
    var best: Int?
    for i in rom.kommunale.indices where rom.kommunale[i].teller && !rom.kommunale[i].ferdig {
      if let foer, rom.kommunale[i].dato >= foer, i != og { continue }
      if let b = best, !rom.kommunale[i].erNyereEnn(rom.kommunale[b]) { continue }
      best = i
    }
    return best
  }

  // MARK: History

  /// gives every row of the stretch its place in the history.
  private func avgjoerRader(
    _ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ v: inout Vurdering, _ proeve: Avslutningsproeve, holder: Int?,
    til slutt: Gjenopptak?
  ) {
    for i in rom.kommunale.indices where !rom.kommunale[i].ferdig {
      if let slutt, rom.kommunale[i].dato >= slutt.dato, i != holder { continue }
      rom.kommunale[i].ferdig = true
      let rad = p.avslutninger[rom.kommunale[i].rad]
      if !rom.kommunale[i].teller {
        if let feil = proeve.feil(rad) {
          v.funn.append(
            Funn(feil, kilde: rad.reg.kilde, dato1: rad.dato, dato2: grensedato(feil, proeve)))
        }
        skrivKommunal(&rom, rad, .avvist)
        continue
      }
      if rad.aarsak.vilHaTimer && rad.timer == nil {
        v.funn.append(Funn(.timerMangler, kilde: rad.reg.kilde, dato1: rad.dato))
      }
      if i != holder {
        skrivKommunal(&rom, rad, .erstattet)
      } else if let slutt {
        skrivKommunal(&rom, rad, slutt.slag == .gjenaapning ? .ikkeGjeldendeGjenaapnet : .ikkeGjeldende)
      } else {
        skrivKommunal(&rom, rad, .gjeldende)
      }
    }
  }

  /// The limit that the Melding of a failed test names.
  private func grensedato(_ feil: Avvikskode, _ proeve: Avslutningsproeve) -> Dato? {
    if feil == .avslutningFoerStart { return proeve.start }
    if feil == .avslutningEtterFrist { return proeve.frist }
    if feil == .avslutningEtterAvslutning { return proeve.grense?.dato }
    return nil
  }

  /// A-10, S1 §9.5: what a municipal row that holds makes of the computed event.
  private func skrivErstattet(
    _ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ b: BeregnetHendelse, av holder: KommunalRad,
    _ proeve: Avslutningsproeve, til slutt: Dato?
  ) {
    switch b.type {
    case .flyttet, .avvistProgram:
      if holder.dato >= b.dato { skrivBeregnet(p, &rom, b, .slettet) }
    case .permanentStans:
      skrivBeregnet(p, &rom, b, .slettet)
    case .doed, .utvandret:
      if proeve.retter(p.avslutninger[holder.rad]) { skrivBeregnet(p, &rom, b, .slettet) }
    case .fristUte:
      if b.aarsak == .ikkeRegistrert && haddeVirket(p, &rom, b.dato, til: slutt) { skrivBeregnet(p, &rom, b, .slettet) }
    case .mistetGrunnlag, .kommunal:
      break
    }
  }

  /// it had been in force when no version of a row that counts in the stretch
  /// had been registered by the day after the frist.
  private func haddeVirket(_ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ frist: Dato, til slutt: Dato?) -> Bool {
    for r in rom.kommunale where r.teller && r.dato < slutt ?? .uendelig {
      if Versjoner.foersteRegistrert(p.avslutninger, r.rad, per: dato) <= frist + 1 { return false }
    }
    return true
  }

  private func skrivKommunal(_ rom: inout Arbeidsrom, _ rad: KommunalAvslutning, _ status: Avslutningsstatus) {
    rom.historikk.append(Historikkrad(kommunal: rad, status))
  }

  /// `Regelmotor`, the event's date, or the day after the frist.
  private func skrivBeregnet(
    _ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ b: BeregnetHendelse, _ status: Avslutningsstatus
  ) {
    let frist = b.aarsak == .ikkeRegistrert || b.aarsak == .utgaattOppstartsfrist
    rom.historikk.append(
      Historikkrad(
        avslutning: Avslutning(
          aarsak: b.aarsak, dato: b.dato, timer: nil, registrert: frist ? b.dato + 1 : b.dato, registrertAv: nil,
          kommune: nil, bydel: nil, status: status, kilde: nil), type: b.type))
  }

  // MARK: Reopening

  /// F-07: the avvik of the row that holds.
  private func gjenaapningsfunn(
    _ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ v: inout Vurdering, _ holder: Int, _ gjenopptak: Gjenopptak?,
    sperre: Dato?
  ) {
    let rad = p.avslutninger[rom.kommunale[holder].rad]
    guard case .ikke(let kode, let kilde) = gjenaapning(rad, p, &rom, sperre: sperre) else { return }
    v.funn.append(Funn(kode, kilde: kilde, dato1: rad.dato, dato2: rad.gjenaapnet))
  }

  /// F-07: the days out of programme are added to the frist.
  private mutating func forleng(
    _ rad: KommunalRad, _ gjenopptak: Gjenopptak, _ rom: inout Arbeidsrom, _ v: inout Vurdering
  ) {
    rom.opphold.append(Periode(fom: rad.dato, tom: gjenopptak.dato))
    guard gjenopptak.slag == .gjenaapning, var ny = frist else { return }
    let dager = gjenopptak.dato - rad.dato
    if dager > 0 {
      v.beregningslogg.append(
        .legg(
          .kalenderdager(dager), til: &ny, .f07, .gjenaapnet(avsluttet: rad.dato, start: gjenopptak.dato)))
    }
    frist = ny
  }
}

extension Historikkrad {
  init(kommunal rad: KommunalAvslutning, _ status: Avslutningsstatus) {
    avslutning = Avslutning(
      aarsak: rad.aarsak, dato: rad.dato, timer: rad.timer, registrert: rad.reg.registrert,
      registrertAv: rad.reg.registrertAv, kommune: rad.reg.kommune, bydel: nil, status: status,
      kilde: rad.reg.kilde)
    type = .kommunal
  }
}
