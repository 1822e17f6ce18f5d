import Domene
import Kalender
import Kodeverk

/// A person on paper, compact and without names: what to write a case from.
enum Persondump {
  static func tekst(_ p: Persongrunnlag) -> String {
    var ut: [String] = []
    func d(_ x: Dato?) -> String { x.map { "\($0)" } ?? "-" }
    func reg<R: Registrert>(_ r: R) -> String {
      "rad \(r.reg.kilde.linje) id \(r.reg.id % 10_000) reg \(r.reg.registrert)"
        + (r.reg.slettet.map { " slettet \($0)" } ?? "") + (r.reg.kommune.map { " k\($0.nummer)" } ?? "")
    }
    if let f = p.folkeregister {
      ut.append("folkeregister født \(d(f.foedselsdato)) død \(d(f.doedsdato))")
      for a in f.adresser {
        ut.append("  bor \(a.fra) \(a.kommune.map { "\($0.nummer)" } ?? "-") ajour \(d(a.ajourhold))")
      }
      if !f.utflyttinger.isEmpty { ut.append("  ut \(f.utflyttinger) inn \(f.innflyttinger)") }
      if !f.barnFoedt.isEmpty { ut.append("  barn \(f.barnFoedt)") }
    }
    for o in p.opphold {
      ut.append(
        "opphold §\(o.paragraf) ref \(o.referanseparagraf.map(String.init) ?? "-") "
          + "vedtak \(o.vedtaksdato) eff \(d(o.effektueringsdato)) til \(d(o.gyldigTil)) "
          + "ankomst \(d(o.ankomstNorge)) født \(d(o.foedselsdato))"
      )
    }
    for b in p.bosettinger { ut.append("bosatt \(b.fra) \(b.avtalt ? "avtalt" : "ikke avtalt") \(reg(b))") }
    for k in p.kontakter { ut.append("kontakt \(k.gjelder) \(k.dato) \(reg(k))") }
    for s in p.sluttmaal { ut.append("sluttmål \(s.sluttmaal) (\(s.sluttmaal.fristMnd)) \(reg(s))") }
    for v in p.vedtak {
      ut.append(
        "vedtak \(v.type) \(v.resultat) \(d(v.start)) - \(d(v.slutt)) vedtaksdato \(v.vedtaksdato) "
          + "\(v.leggTil.map { "\($0)" } ?? "") \(v.utvidelseMnd.map { "\($0) mnd" } ?? "") \(reg(v))"
      )
    }
    for k in p.klager {
      ut.append("klage på \(k.vedtakId % 10_000) avgjort \(d(k.avgjort)) \(k.utfall.map { "\($0)" } ?? "-") \(reg(k))")
    }
    for t in p.tiltak {
      ut.append("tiltak \(t.type.nummer) \(t.fra) - \(t.til) \(t.gjennomfoering.map { "\($0)" } ?? "-") \(reg(t))")
    }
    for f in p.fravaer {
      ut.append(
        "fravær \(f.type) \(f.periode) dager \(f.dager.map { "\($0.mikro)" } ?? "-") "
          + "timer \(f.timer.map { "\($0.mikro)" } ?? "-") \(reg(f))"
      )
    }
    for a in p.avslutninger {
      ut.append(
        "avslutning \(a.aarsak) \(a.dato) gjenåpnet \(d(a.gjenaapnet)) "
          + "timer \(a.timer == nil ? "mangler" : "") \(reg(a))"
      )
    }
    for u in p.utdanning {
      ut.append("utdanning vgo \(u.harVideregaaende) \(u.anbefalt.map { "\($0)" } ?? "-") \(reg(u))")
    }
    return ut.joined(separator: "\n")
  }
}
