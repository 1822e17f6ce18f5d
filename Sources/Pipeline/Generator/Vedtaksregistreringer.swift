import Innlesing
import Kalender
import Kodeverk

// Vedtak with their klager, and avslutninger, of one person.

extension UnitWriter {
  mutating func vedtak(_ p: Livsloep, _ home: Int, _ away: Int) {
    guard let s = p.start else {
      // A refusal, or a plan before there is a programme.
      if random.permille(60) {
        etVedtak(p, .deltakelse, nr: 10, home, p.kategoriFra + 30, texts.avslag, fra: p.kategoriFra + 45, til: nil)
      }
      return
    }
    deltakelse(p, s, nr: 10, home)
    if random.permille(420) { planvedtak(p, s, nr: 11, home) }
    if random.permille(90) { utvidelse(p, s, nr: 12, home) }
    if random.permille(130) { permisjoner(p, s, home) }
    if random.permille(70) { stans(p, s, home) }
    if random.permille(25) {
      // Types that rules do not count: reduction, deduction, repayment.
      let type = Vedtakstype.allCases[9 + random.below(5)]
      let d = s + random.between(20, 300)
      etVedtak(p, type, nr: 17, home, d, texts.vedtakFattet, fra: d, til: nil)
    }
    if let f = p.flyttet, random.permille(650) { deltakelse(p, f + random.between(1, 60), nr: 18, away) }
    if let t = p.flyttetTilbake, random.permille(500) { deltakelse(p, t + random.below(30), nr: 19, home) }
    // A new decision of a new kategori (K-06).
    if p.tillatelser.contains(where: { $0.grunnlag == .asyl }), p.erKollektiv, let siste = p.tillatelser.last {
      deltakelse(p, siste.vedtak + random.between(10, 90), nr: 20, home)
    }
  }

  private mutating func deltakelse(_ p: Livsloep, _ start: Dato, nr: Int, _ part: Int) {
    let d = start - random.between(0, 25)
    var til = random.permille(350) ? start.plussMaanederAvkortet(24) - 1 : nil
    // Who has ended mostly got an end to the vedtak as well.
    if let a = p.avsluttet, a > start, random.permille(900) { til = a }
    // A decision without a start date does not count (formats.md).
    let registrert = etVedtak(
      p, .deltakelse, nr: nr, part, d, texts.innvilget, fra: random.permille(990) ? start : nil, til: til)
    if registrert, random.permille(15) { klage(p, paa: nr, d, part) }
  }

  private mutating func planvedtak(_ p: Livsloep, _ s: Dato, nr: Int, _ part: Int) {
    let type: Vedtakstype = random.permille(800) ? .integreringsplan : .endringIntegreringsplan
    etVedtak(p, type, nr: nr, part, s + random.between(0, 60), texts.vedtakFattet, fra: s, til: nil)
  }

  private mutating func utvidelse(_ p: Livsloep, _ s: Dato, nr: Int, _ part: Int) {
    let d = s + random.between(100, 600)
    let mnd = random.pick([6, 6, 12, 12, 3, 0], or: 6)
    etVedtak(
      p, .utvidet, nr: nr, part, d, texts.innvilget, fra: random.permille(800) ? d + 10 : nil, til: nil,
      utvidelse: random.permille(800) ? mnd : nil)
    if random.permille(120) {
      etVedtak(p, .utvidet, nr: nr + 1, part, d + 90, texts.innvilget, fra: nil, til: nil, utvidelse: 6)
    }
  }

  private mutating func permisjoner(_ p: Livsloep, _ s: Dato, _ part: Int) {
    var fra = s + random.between(-20, 250)
    for i in 0..<(random.permille(250) ? 2 : 1) {
      let type = Vedtakstype.allCases[4 + random.below(5)]
      var til: Dato? = fra + random.between(3, type == .permisjonFoedsel ? 300 : 45)
      if random.permille(25) { til = nil }
      if random.permille(15) { til = fra - 3 }
      etVedtak(
        p, type, nr: 14 + i, part, fra - random.between(0, 20), random.permille(950) ? texts.innvilget : texts.avslag,
        fra: fra, til: til, leggTil: random.permille(975) ? random.below(2) : nil)
      // The next one begins inside or after this one.
      fra = fra + random.between(2, 80)
    }
  }

  private mutating func stans(_ p: Livsloep, _ s: Dato, _ part: Int) {
    let permanent = random.permille(450)
    let fra = s + random.between(20, 350)
    let registrert = etVedtak(
      p, permanent ? .permanentStans : .midlertidigStans, nr: 16, part, fra - random.between(0, 10),
      random.permille(900) ? texts.vedtakFattet : random.permille(500) ? texts.innvilget : texts.avslag,
      fra: random.permille(950) ? fra : nil, til: permanent ? nil : fra + random.between(5, 60))
    if registrert, random.permille(550) { klage(p, paa: 16, fra, part) }
  }

  @discardableResult
  private mutating func etVedtak(
    _ p: Livsloep, _ type: Vedtakstype, nr: Int, _ part: Int, _ d: Dato, _ resultat: [UInt8], fra: Dato?, til: Dato?,
    leggTil: Int? = nil, utvidelse: Int? = nil
  ) -> Bool {
    begin(.vedtak, nr, duf: p.duf)
    code(texts.vedtakstyper[Int(type.rawValue)])
    date(d)
    code(resultat)
    date(fra)
    date(til)
    if let leggTil { code(Array((leggTil == 0 ? "Virkedager" : "Kalenderdager").utf8)) } else { empty() }
    if let utvidelse { whole(utvidelse) } else { empty() }
    return finish(part, late(d))
  }

  private mutating func klage(_ p: Livsloep, paa nr: Int, _ d: Dato, _ part: Int) {
    let klaget = d + random.between(3, 40)
    let avgjort = random.permille(900) ? klaget + random.between(5, 120) : nil
    begin(.klager, nr, duf: p.duf)
    vedtakID(nr)
    date(klaget)
    date(avgjort)
    // Decided without an outcome is an avvik (S1 §6.2).
    if avgjort != nil, random.permille(960) {
      code(texts.klageutfall[random.below(texts.klageutfall.count)])
    } else {
      empty()
    }
    finish(part, late(klaget))
  }

  mutating func avslutning(_ p: Livsloep, _ home: Int) {
    guard let a = p.avsluttet else { return }
    let arbeid = random.permille(330)
    let aarsak: Avslutningsaarsak = arbeid ? .arbeid : Avslutningsaarsak.allCases[random.below(23)]
    let kode = random.permille(8) ? Avslutningsaarsak.ikkeRegistrert : aarsak
    let registrert = late(a)
    let timer = kode.vilHaTimer ? (random.permille(900) ? random.pick([61, 80, 120, 150], or: 80) : nil) : nil
    // Reopening is for work and for collective protection; others try it too.
    let gjenaapner = random.permille(p.erKollektiv && arbeid ? 220 : 12)
    enAvslutning(p, kode, a, timer, nil, nr: 50, home, registrert)
    if gjenaapner {
      let g = a + random.between(0, 120)
      enAvslutning(p, kode, a, timer, g, nr: 50, home, max(registrert, g - random.between(-5, 10)))
      if random.permille(800) { deltakelse(p, g + random.below(20), nr: 21, home) }
    } else if random.permille(40) {
      // Another registration of the same ending: the newest holds.
      enAvslutning(p, .annet, a + random.between(-10, 10), nil, nil, nr: 51, home, registrert + random.between(1, 60))
    }
  }

  private mutating func enAvslutning(
    _ p: Livsloep, _ aarsak: Avslutningsaarsak, _ a: Dato, _ timer: Int?, _ gjenaapnet: Dato?, nr: Int, _ part: Int,
    _ registrert: Dato
  ) {
    begin(.avslutninger, nr, duf: p.duf)
    code(texts.aarsaker[Int(aarsak.rawValue)])
    date(a)
    if let timer { quarters(timer) } else { empty() }
    date(gjenaapnet)
    finish(part, registrert)
  }
}
