import Domene
import Kalender
import Kodeverk

@testable import Regelverk

// A: the walk, stretch by stretch.
extension Fasit {
  /// An event that the rule engine works out. `rekke` is A-10's order for one date.
  struct Beregnet {
    var dato: Dato
    var rekke: Int
    var aarsak: Avslutningsaarsak
  }

  /// A restart: of which row (nil: of a computed event), when, and by which decision.
  struct Omstart {
    var rad: Int?
    var dato: Dato
    var vedtak: Vedtak
    var gjenaapning: Bool
  }

  static let arbeid: [Avslutningsaarsak] = [.arbeid, .arbeidMedLoennstilskudd]
  static let baremotor: [Avslutningsaarsak] = [
    .ikkeRegistrert, .utgaattOppstartsfrist, .ikkeLengerIKategori, .personAvvistProgram, .permanentStans,
  ]
  static let lukkende: [Avslutningsaarsak] = [.mistetRett, .utvandret, .doed]

  mutating func historie(_ r: KommunalAvslutning, _ status: Avslutningsstatus) {
    svar.historikk.append(
      Historikkrad(
        aarsak: r.aarsak, dato: r.dato, status: status, registrert: r.reg.registrert, kilde: r.reg.kilde,
        kommune: r.reg.kommune ?? kommunePaa(r.dato)))
    if status == .gjeldende { svar.gjeldende = svar.historikk.last }
  }

  mutating func historie(_ b: Beregnet, _ status: Avslutningsstatus) {
    //
    let dagenEtter = b.aarsak == .ikkeRegistrert || b.aarsak == .utgaattOppstartsfrist
    svar.historikk.append(
      Historikkrad(
        aarsak: b.aarsak, dato: b.dato, status: status,
        registrert: dagenEtter ? Kal.dagenEtter(b.dato) : b.dato, kilde: nil,
        kommune: kommunePaa(b.dato)))
    if status == .gjeldende { svar.gjeldende = svar.historikk.last }
  }

  /// The kommune of the participation decision in force on a day, else the
  /// oppfølgingskommune; also for a municipal row that names none.
  func kommunePaa(_ d: Dato) -> Kommunenummer? { vedtakPaa(d)?.reg.kommune ?? oppfoelging?.reg.kommune }

  mutating func gaaGjennom() {
    adresselinje = finnAdresser()
    // Deleted rows and earlier versions, as they stood.
    for (i, r) in p.avslutninger.enumerated() where r.reg.registrert <= dagen {
      if Self.erstattet(i, p.avslutninger, dagen) {
        historie(r, .erstattet)
      } else if let s = r.reg.slettet, s <= dagen {
        historie(r, .slettet)
      }
    }

    // what never reaches the competition.
    var igjen: [KommunalAvslutning] = []
    for r in avslutningene {
      if let skille, r.dato < skille {
        // K-06: of an earlier period.
        if r.dato <= dagen { historie(r, .ikkeGjeldende) }
        continue
      }
      if r.dato > dagen { continue }
      // Without an S there is no decision and sluttmål that count together (F-02).
      let mangler = start == nil || (perioden.lovverk == .integreringsloven && svar.sluttmaal == nil)
      if Self.baremotor.contains(r.aarsak) {
        avvis(r, .avslutningUkjentAarsak)
      } else if mangler {
        avvis(r, .avslutningUtenVedtakOgSluttmaal)
      } else if r.dato < start! {
        avvis(r, .avslutningFoerStart)
      } else {
        igjen.append(r)
      }
    }

    if start == nil {
      // Waiting, from K: only these can end it.
      var hendelser = lovbestemte(fra: perioden.fra)
      for k in avvisninger(fra: perioden.fra) { hendelser.append(k) }
      if utgaatt { hendelser.append(Beregnet(dato: oppstartsfrist!, rekke: 7, aarsak: .utgaattOppstartsfrist)) }
      if let h = foerste(hendelser) {
        historie(h, .gjeldende)
        programSlutt = h
      }
    } else {
      var fra = start!
      var foersteStrekning = true
      // Whether a stans on the stretch's first day is of it.
      var stansPaaFoerste = true
      while let neste = strekning(&igjen, fra, foersteStrekning, stansPaaFoerste) {
        if neste.gjenaapning {
          let a = neste.avsluttet
          let n = neste.omstart.dato.dagnummer - a.dagnummer
          if n > 0 {
            trinn(
              Loggrad(
                regel: 7, a, neste.omstart.dato, utvidelse: .kalenderdager(Int(n)),
                nyFrist: Dato(dagnummer: frist!.dagnummer + n)))
          }
        }
        uteAvProgram.append((neste.avsluttet, neste.omstart.dato))
        fra = neste.omstart.dato
        stansPaaFoerste = neste.gjenaapning
        foersteStrekning = false
      }
      svar.gjennomfoeringsfrist = frist
    }
    svar.historikk = svar.historikk.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.dato != y.dato { return x.dato < y.dato }
      let (rx, ry) = (rekke(x), rekke(y))
      if rx != ry { return rx < ry }
      if x.registrert != y.registrert { return x.registrert < y.registrert }
      if let kx = x.kilde, let ky = y.kilde { return kx < ky }
      return a.offset < b.offset
    }.map(\.element)
  }

  mutating func avvis(_ r: KommunalAvslutning, _ kode: Avvikskode) {
    historie(r, .avvist)
    avvik(kode, r.reg.kilde)
  }

  /// the order on one date.
  func rekke(_ h: Historikkrad) -> Int {
    if h.kilde != nil { return 0 }
    switch h.aarsak {
    case .doed: return 1
    case .utvandret: return 2
    case .ikkeLengerIKategori: return 3
    case .personAvvistProgram: return 4
    case .flyttet: return 5
    case .permanentStans: return 6
    default: return 7
    }
  }

  func foerste(_ h: [Beregnet]) -> Beregnet? { h.min { ($0.dato, $0.rekke) < ($1.dato, $1.rekke) } }

  /// from a day.
  func lovbestemte(fra: Dato) -> [Beregnet] {
    var ut: [Beregnet] = []
    if let d = doed, d >= fra { ut.append(Beregnet(dato: d, rekke: 1, aarsak: .doed)) }
    if let d = utvandret, d >= fra { ut.append(Beregnet(dato: d, rekke: 2, aarsak: .utvandret)) }
    if let d = mistetGrunnlag, d >= fra { ut.append(Beregnet(dato: d, rekke: 3, aarsak: .ikkeLengerIKategori)) }
    return ut
  }

  /// A-06 from a day.
  func avvisninger(fra: Dato) -> [Beregnet] {
    kontaktene.filter { $0.gjelder == .avvistProgram && $0.dato >= fra && $0.dato <= dagen }
      .map { Beregnet(dato: $0.dato, rekke: 4, aarsak: .personAvvistProgram) }
  }

  /// A-04 from a day.
  func flyttinger(fra: Dato) -> [Beregnet] {
    var ut: [Beregnet] = []
    var forrige: Kommunenummer?
    for a in adresselinje {
      defer { forrige = a.kommune }
      if a.fra < fra || a.fra > dagen { continue }
      guard let v = vedtakPaa(a.fra), a.fra > v.start! else { continue }
      if Self.samme(a.kommune, v.reg.kommune) || Self.samme(a.kommune, forrige) { continue }
      ut.append(Beregnet(dato: a.fra, rekke: 5, aarsak: .flyttet))
    }
    return ut
  }

  /// A-08 from a day.
  func stanser(fra: Dato, medFoerste: Bool) -> [Beregnet] {
    var ut: [Beregnet] = []
    for v in vedtakene where v.type == .permanentStans && v.resultat != .avslag {
      let d = v.start ?? v.vedtaksdato
      if d > dagen || d < fra || (d == fra && !medFoerste) { continue }
      ut.append(Beregnet(dato: d, rekke: 6, aarsak: .permanentStans))
    }
    return ut
  }

  struct Strekningsslutt {
    var omstart: Omstart
    var avsluttet: Dato
    var gjenaapning: Bool { omstart.gjenaapning }
  }

  /// One stretch of programme. Takes its rows out of `igjen`; nil when nothing restarts it.
  mutating func strekning(
    _ igjen: inout [KommunalAvslutning], _ fra: Dato, _ foerst: Bool, _ stansPaaFoerste: Bool
  ) -> Strekningsslutt? {
    let grense = frist
    strekningFra = fra
    let lov = lovbestemte(fra: foerst ? perioden.fra : fra)
    let skranke = foerste(lov)
    var hendelser = lov
    hendelser += avvisninger(fra: max(fra, perioden.fra))
    hendelser += flyttinger(fra: fra)
    hendelser += stanser(fra: fra, medFoerste: stansPaaFoerste)
    if let grense, dagen > grense { hendelser.append(Beregnet(dato: grense, rekke: 7, aarsak: .ikkeRegistrert)) }
    let beregnet = foerste(hendelser)

    // Which rows count, were the stretch to last.
    var feil: [Int: Avvikskode] = [:]
    var teller: [Int] = []
    for (i, r) in igjen.enumerated() {
      if let grense, r.dato > grense {
        feil[i] = .avslutningEtterFrist
      } else if let s = skranke, r.dato > s.dato, !retter(r, s) {
        feil[i] = .avslutningEtterAvslutning
      } else {
        teller.append(i)
      }
    }
    func nyestAv(_ rader: [Int]) -> Int? {
      var best: Int?
      for i in rader where best == nil || igjen[i].reg.registrert >= igjen[best!].reg.registrert { best = i }
      return best
    }

    // The restarts that may come, in order of startdato.
    var omstarter: [Omstart] = []
    for i in teller {
      var egne: [Omstart] = []
      if case .omstart(let v) = gjenaapning(igjen[i]), tillatt(v.start!, skranke) {
        egne.append(Omstart(rad: i, dato: v.start!, vedtak: v, gjenaapning: true))
      }
      if !Self.lukkende.contains(igjen[i].aarsak) {
        let r = igjen[i]
        var v: Vedtak?
        if r.aarsak == .flyttet { v = nyttVedtak(etter: r.dato, tidligst: r.dato, tilbake: true) }
        if v == nil || v!.start! > r.dato, let b = beregnet {
          if b.aarsak == .permanentStans || (b.aarsak == .flyttet && b.dato <= r.dato) {
            let w = nyttVedtak(etter: r.dato, tidligst: max(r.dato, b.dato), tilbake: false)
            if let w, v == nil || w.start! < v!.start! { v = w }
          }
        }
        if let v, tillatt(v.start!, skranke) {
          egne.append(Omstart(rad: i, dato: v.start!, vedtak: v, gjenaapning: false))
        }
      }
      if let e = egne.min(by: { ($0.dato, $0.gjenaapning ? 0 : 1) < ($1.dato, $1.gjenaapning ? 0 : 1) }) {
        omstarter.append(e)
      }
    }
    if let b = beregnet, b.aarsak == .permanentStans || b.aarsak == .flyttet,
      let v = nyttVedtak(etter: b.dato, tidligst: b.dato, tilbake: b.aarsak == .flyttet), tillatt(v.start!, skranke)
    {
      omstarter.append(Omstart(rad: nil, dato: v.start!, vedtak: v, gjenaapning: false))
    }
    // On one date: a computed event's own restart first (a row dated on it is of the
    // new stretch), then by the row's date, for the same reason.
    omstarter.sort { a, b in
      func noekkel(_ o: Omstart) -> (Dato, Int, Dato, Int) {
        (o.dato, o.rad == nil ? 0 : 1, o.rad.map { igjen[$0].dato } ?? o.dato, o.gjenaapning ? 0 : 1)
      }
      return noekkel(a) < noekkel(b)
    }
    var slutt: Omstart?
    for o in omstarter {
      let foer = teller.filter { igjen[$0].dato < o.dato }
      if let i = o.rad {
        if nyestAv(Set(foer).union([i]).sorted()) == i {
          slutt = o
          break
        }
      } else if foer.isEmpty {
        slutt = o
        break
      }
    }

    // What became of everything in the stretch.
    let holder: Int?
    if let slutt { holder = slutt.rad } else { holder = nyestAv(teller) }
    var rest: [KommunalAvslutning] = []
    for (i, r) in igjen.enumerated() {
      if let slutt, i != holder, r.dato >= slutt.dato {
        rest.append(r)
      } else if let kode = feil[i] {
        avvis(r, kode)
      } else {
        if i != holder {
          historie(r, .erstattet)
        } else if let slutt {
          historie(r, slutt.gjenaapning ? .ikkeGjeldendeGjenaapnet : .ikkeGjeldende)
        } else {
          historie(r, .gjeldende)
        }
        if r.aarsak == .arbeid && r.timer == nil { avvik(.timerMangler, r.reg.kilde) }
      }
    }
    if let i = holder {
      let r = igjen[i]
      gjenaapningsavvik(r)
      if let b = beregnet, iStrekningen(b, slutt) {
        switch b.aarsak {
        case .permanentStans: historie(b, .slettet)
        case .flyttet, .personAvvistProgram: if b.dato <= r.dato { historie(b, .slettet) }
        case .ikkeRegistrert:
          // It had been in force when no version of such a row was there in time.
          let flytter = slutt == nil || (slutt!.gjenaapning && slutt!.dato > r.dato)
          let iTide = igjen.indices.contains { j in
            guard teller.contains(j), slutt == nil || igjen[j].dato < slutt!.dato || j == i else { return false }
            return Self.foerstRegistrert(igjen[j], p.avslutninger) <= Kal.dagenEtter(b.dato)
          }
          if flytter && !iTide { historie(b, .slettet) }
        default: break
        }
      }
      // A corrected death or emigration had been in force only where nothing came before it.
      if let s = skranke, let b = beregnet, b.aarsak == s.aarsak, retter(r, s), slutt == nil {
        historie(s, .slettet)
      }
      if slutt == nil {
        programSlutt = Beregnet(dato: r.dato, rekke: 0, aarsak: r.aarsak)
        if let s = skranke, retter(r, s) { rettet = s.aarsak }
      }
    } else if let b = beregnet {
      if slutt != nil {
        historie(b, .ikkeGjeldende)
      } else {
        historie(b, .gjeldende)
        programSlutt = b
      }
    }
    let avsluttet = holder.map { igjen[$0].dato } ?? beregnet?.dato
    igjen = rest
    guard let slutt else { return nil }
    return Strekningsslutt(omstart: slutt, avsluttet: avsluttet!)
  }

  /// A municipal `Død` or `Utvandret` corrects a computed one of the same årsak
  /// that is the first of in the stretch.
  /// The wait before S is of the first stretch.
  func retter(_ r: KommunalAvslutning, _ s: Beregnet) -> Bool {
    s.aarsak == r.aarsak && (r.aarsak == .doed || r.aarsak == .utvandret)
  }

  /// No restart on or after a death, an emigration or a lost ground.
  func tillatt(_ d: Dato, _ skranke: Beregnet?) -> Bool { skranke == nil || d < skranke!.dato }

  /// Whether a computed event is of the stretch that a restart ends: a stans on
  /// the startdato is of the new stretch after F-07, of the old one after (b).
  func iStrekningen(_ b: Beregnet, _ slutt: Omstart?) -> Bool {
    guard let slutt else { return true }
    if b.aarsak == .ikkeRegistrert { return true }
    if b.dato == slutt.dato && b.aarsak == .permanentStans { return !slutt.gjenaapning }
    return b.dato < slutt.dato
  }

  /// A-10, restart (b): the first decision that starts the programme again.
  func nyttVedtak(etter hendelse: Dato, tidligst: Dato, tilbake: Bool) -> Vedtak? {
    guard let gammelt = vedtakFoer(hendelse, strekningFra) else { return nil }
    for v in deltakelser {
      let s = v.start!
      if s < tidligst || s > dagen { continue }
      if let frist, s > frist { continue }
      if !Self.samme(v.reg.kommune, gammelt.reg.kommune) { return v }
      guard tilbake, let naa = bosted(s), Self.samme(naa, gammelt.reg.kommune) else { continue }
      // Moving, as A-04 has it: a neighbour whose kommune gets a new number has not moved.
      let borte = adresselinje.indices.contains { i in
        let a = adresselinje[i]
        if a.fra <= gammelt.start! || a.fra > s || Self.samme(a.kommune, gammelt.reg.kommune) { return false }
        return i == 0 || !Self.samme(a.kommune, adresselinje[i - 1].kommune)
      }
      if borte { return v }
    }
    return nil
  }

  func bosted(_ d: Dato) -> Kommunenummer? { adresselinje.last { $0.fra <= d }?.kommune }
}
