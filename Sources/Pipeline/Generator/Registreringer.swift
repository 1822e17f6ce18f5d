import Innlesing
import Kalender
import Kodeverk

// What UDI and the kommuner have registered about one person.

extension UnitWriter {
  /// Writes all rows of a person. `home` is the part where the person is settled
  /// first, `away` where a move leads to.
  mutating func rows(of p: Livsloep, home: Int, away: Int) {
    begin(person: p)
    udi(p, home)
    // Rows under an old number belong to the current one, which only a document can tell.
    let duf = options.documents ? p.gammeltDuf ?? p.duf : p.duf
    bosettinger(p, home, away)
    utdanning(p, home)
    kontakter(p, home)
    if random.permille(p.erKollektiv ? 350 : 880) {
      let d = p.kategoriFra + random.between(5, 90)
      begin(.integreringskontrakter, 3, duf: duf)
      date(d)
      finish(home, late(d))
    }
    if random.permille(10) {
      let d = p.bosatt + random.between(10, 300)
      begin(.reservasjoner, 4, duf: p.duf)
      date(d)
      finish(home, late(d))
    }
    sluttmaal(p, home, duf)
    vedtak(p, home, away)
    tiltak(p, home, away)
    fravaer(p, home)
    avslutning(p, home)
  }

  /// When something of a date is registered: mostly soon, now and then late.
  mutating func late(_ d: Dato) -> Dato {
    switch random.below(20) {
    case 0: d + random.between(60, 420)
    case 1: d - random.between(1, 25)
    default: d + random.below(35)
    }
  }

  private mutating func udi(_ p: Livsloep, _ home: Int) {
    let withoutBirth = options.mess > 0 && p.index % 199 == 7
    for t in p.tillatelser {
      begin(.udi, 0, duf: p.duf)
      text(texts.fornavn[p.fornavn])
      text(texts.etternavn[p.etternavn])
      date(withoutBirth ? nil : p.foedt)
      if random.permille(990) { code(Array((p.kvinne ? "Kvinne" : "Mann").utf8)) } else { empty() }
      text(texts.land[p.land])
      digits(random.permille(900) ? p.fnr : nil, width: 11)
      text(hjemmel(t.grunnlag))
      if t.grunnlag == .familie {
        text(random.permille(500) ? texts.hjemlerAsyl[0] : texts.hjemmelOverfoering)
      } else {
        empty()
      }
      date(t.vedtak)
      date(t.effektuert)
      date(random.permille(970) ? t.gyldigTil : nil)
      date(random.permille(960) ? p.ankomst : nil)
      finishPlain(home)
    }
  }

  private mutating func hjemmel(_ g: Livsloep.Grunnlag) -> [UInt8] {
    switch g {
    case .kollektiv: texts.hjemmelKollektiv
    case .asyl, .gammelLov: texts.hjemlerAsyl[random.below(2)]
    case .overfoering: texts.hjemmelOverfoering
    case .humanitaer: texts.hjemmelHumanitaer
    case .selvstendig: texts.hjemmelSelvstendig
    case .familie: texts.hjemlerFamilie[random.below(2)]
    case .uten: texts.hjemmelUten
    }
  }

  private mutating func bosettinger(_ p: Livsloep, _ home: Int, _ away: Int) {
    bosetting(p, home, fra: p.bosatt, avtalt: p.avtalt, 1)
    if !p.avtalt, random.permille(300) { bosetting(p, home, fra: p.bosatt + 120, avtalt: true, 5) }
    if let f = p.flyttet { bosetting(p, away, fra: f, avtalt: random.permille(600), 6) }
    if let t = p.flyttetTilbake { bosetting(p, home, fra: t, avtalt: true, 7) }
  }

  private mutating func bosetting(_ p: Livsloep, _ part: Int, fra: Dato, avtalt: Bool, _ number: Int) {
    let registrert = late(fra)
    begin(.bosettinger, number, duf: p.duf)
    kommune(part, registrert)
    let bydeler = places[unit.parts[part].place].bydeler
    if !bydeler.isEmpty, random.permille(700) { text(bydeler[random.below(bydeler.count)]) } else { empty() }
    date(fra)
    yesNo(avtalt)
    finish(part, registrert)
  }

  private mutating func utdanning(_ p: Livsloep, _ home: Int) {
    guard random.permille(720) else { return }
    let d = p.bosatt + random.between(5, 100)
    begin(.utdanning, 2, duf: p.duf)
    yesNo(random.permille(30) ? !p.harVideregaaende : p.harVideregaaende)
    if random.permille(250) {
      code(random.permille(50) ? Array("Arbeid".utf8) : texts.sluttmaal[Int(p.sluttmaal.rawValue)])
    } else {
      empty()
    }
    finish(home, d)
  }

  private mutating func kontakter(_ p: Livsloep, _ home: Int) {
    guard random.permille(450) else { return }
    // A person who has turned the programme down, before or after it began.
    let avvist = random.permille(50)
    let d = avvist ? p.kategoriFra + random.between(-10, 200) : p.kategoriFra + random.between(-30, 60)
    begin(.kontakter, 8, duf: p.duf)
    code(texts.kontakttyper[avvist ? 2 : random.below(2)])
    date(d)
    finish(home, late(d))
  }

  private mutating func sluttmaal(_ p: Livsloep, _ home: Int, _ duf: UInt64) {
    guard let s = p.start, random.permille(950) else { return }
    let d = s + random.between(-30, 40)
    begin(.sluttmaal, 9, duf: duf)
    code(texts.sluttmaal[Int(p.sluttmaal.rawValue)])
    finish(home, d)
    // Edited to another one: everything is computed anew (F-02).
    if random.permille(40) {
      begin(.sluttmaal, 9, duf: duf)
      code(texts.sluttmaal[random.below(texts.sluttmaal.count)])
      finish(home, d + random.between(20, 300))
    }
  }

  private mutating func tiltak(_ p: Livsloep, _ home: Int, _ away: Int) {
    guard let s = p.start, random.permille(930) else { return }
    var number = 32
    let antall = 3 + random.below(4)
    for i in 0..<antall {
      var fra = s + random.between(-5, i == 0 ? 20 : 300)
      var til = fra + random.between(10, 500)
      // Who has ended has no tiltak after it, but for what was never cut short.
      if let a = p.avsluttet, a > s, random.permille(940) {
        if fra >= a { fra = s + random.below(max(1, a - s)) }
        til = max(fra, min(til, a))
      }
      let part = p.flyttet.map { fra >= $0 } == true ? away : home
      // The obligatory elements first, then any type, now and then one that is no longer valid (D-03).
      let type: Tiltakstype
      if i == 0 {
        type = texts.tiltak[0]
      } else if i == 1, random.permille(600) {
        type = texts.tiltak[random.permille(550) ? 5 : 4]
      } else {
        var t = texts.tiltak[random.below(texts.tiltak.count)]
        if !random.permille(60) {
          for _ in 0..<4 where !erGyldig(t, fra, p) { t = texts.tiltak[random.below(texts.tiltak.count)] }
        }
        type = t
      }
      etTiltak(p, type, fra, til, part, number)
      number += 1
    }
  }

  private func erGyldig(_ t: Tiltakstype, _ d: Dato, _ p: Livsloep) -> Bool {
    if let f = t.gyldigFra, d < f { return false }
    if let g = t.gyldigTil, d > g { return false }
    return p.erKollektiv || !t.erKunKapittel6A
  }

  private mutating func etTiltak(
    _ p: Livsloep, _ type: Tiltakstype, _ fra: Dato, _ til: Dato, _ part: Int, _ number: Int
  ) {
    let registrert = late(fra)
    begin(.tiltak, number, duf: p.duf)
    switch random.below(50) {
    case 0: empty()
    case 1: code(texts.tiltaksgrupper[random.below(texts.tiltaksgrupper.count)])
    default: code(texts.tiltaksgrupper[Int(type.gruppe.rawValue)])
    }
    code(texts.tiltakstyper[Int(type.nummer)])
    date(fra)
    date(til)
    if random.permille(960) { quarters(random.pick([12, 16, 20, 30, 40, 60, 80, 100, 150], or: 80)) } else { empty() }
    if random.permille(30) { yesNo(true) } else if random.permille(300) { yesNo(false) } else { empty() }
    if (type.erLivsmestring || type.erForeldreveiledning) && random.permille(800) {
      code(Array((random.permille(850) ? "Gjennomført" : "Ikke gjennomført").utf8))
      // Late: more than two, or twelve, months after the tiltak was registered (S1 §7.3).
      date(registrert + (random.permille(850) ? random.between(1, 60) : random.between(61, 500)))
    } else {
      empty()
      empty()
    }
    if type.erOmsorgspermisjon && random.permille(700) { yesNo(random.permille(800)) } else { empty() }
    finish(part, registrert)
  }

  private mutating func fravaer(_ p: Livsloep, _ home: Int) {
    guard let s = p.start, random.permille(620) else { return }
    var number = 40
    for _ in 0..<(1 + random.below(6)) {
      let d = s + random.between(0, 400)
      let m = d.maaned
      // Small counts, so that many sums lie about the limit of ten days.
      let type = random.permille(850) ? random.below(5) : 5 + random.below(5)
      begin(.fravaer, number, duf: p.duf)
      code(texts.fravaerstyper[type])
      month(m)
      let roll = random.below(100)
      if roll < 2 {
        empty()
        empty()
      } else if roll < 10 {
        empty()
        quarters(random.pick([15, 30, 45, 60], or: 30))
      } else {
        quarters(roll < 12 ? 4 * 30 : roll < 15 ? 2 + 4 * random.below(6) : 4 * random.between(1, 6))
        if random.permille(60) { quarters(30) } else { empty() }
      }
      finish(home, m.neste.periode.fom + random.between(0, 25))
      number += 1
    }
  }
}
