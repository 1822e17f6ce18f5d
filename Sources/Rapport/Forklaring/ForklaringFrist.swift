import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular

extension Forklaring {
  /// «Beregningslogg - Frist - Introduksjonsprogram» (F-10): the rules tried, and
  /// the steps as the guide's table.
  func beregningslogg(_ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ w: inout ByteWriter) {
    guard v.kategori != nil else { return }
    tittel("Beregningslogg - Frist - Introduksjonsprogram", &w)
    w.literal("  Gjennomført beregning\n")
    for r in regler(p, v) {
      w.append(text: r.gjelder ? "  Ja   " : "  Nei  ")
      w.append(text: r.setning)
      w.literal("\n")
    }
    w.literal("\n  Fristberegning\n")
    var t = Teksttabell(["Type beregning", "Utvidelse", "Ny frist"])
    for trinn in v.beregningslogg {
      t.rad([
        bygd { Beregningsloggtekst.type(trinn, til: &$0) },
        bygd { Beregningsloggtekst.utvidelse(trinn.utvidelse, til: &$0) },
        tekst(trinn.nyFrist),
      ])
    }
    t.skriv(&w, ellers: "Ingen frist.")
  }

  /// «Aktiv tid i program» (F-09, S1 §10.3).
  func aktivTid(_ v: borrowing Vurdering, _ w: inout ByteWriter) {
    guard !v.aktivTid.isEmpty else { return }
    tittel("Aktiv tid i program", &w)
    var t = Teksttabell(["Type beregning", "Beregnet tid", "Total tid"])
    for trinn in v.aktivTid {
      t.rad([
        bygd { Beregningsloggtekst.type(trinn, til: &$0) }, bygd { Beregningsloggtekst.tid(trinn.dager, til: &$0) },
        bygd { Beregningsloggtekst.tid(trinn.total, til: &$0) },
      ])
    }
    t.skriv(&w, ellers: "Ingen.")
  }

  private func bygd(_ k: (inout ByteWriter) -> Void) -> String {
    var w = ByteWriter()
    k(&w)
    return w.text()
  }

  /// F-10 (a): the guide's eight sentences (S1 §3.5, §6.3, §10.4) and whether
  /// each applied to the person. They stand as the guide has them, also where the
  /// one on fravær says «permisjon».
  func regler(_ p: borrowing Persongrunnlag, _ v: borrowing Vurdering) -> [(setning: String, gjelder: Bool)] {
    func har(_ r: Fristregel) -> Bool { v.beregningslogg.contains { $0.regel == r } }
    func base(_ mnd: Int) -> Bool {
      v.beregningslogg.contains { $0.regel == .f02 && $0.utvidelse == .maaneder(mnd) }
    }
    var stanstype = Vedtakstype.midlertidigStans
    for t in v.beregningslogg {
      if case .medhold(let type, _, _, _) = t.grunn { stanstype = type }
    }
    let over10 = v.beregningslogg.contains {
      if case .fravaer(let type) = $0.grunn { type.virkning == .over10 } else { false }
    }
    let stans = stanstype == .permanentStans ? "permanent stans" : "midlertidig stans"
    // K-06: a renewal of the same group does not compute the kategori anew.
    let gruppe = v.gruppe
    let fornyelser = p.opphold.count {
      $0.vedtaksdato <= dato
        && Hjemler.gruppe(paragraf: $0.paragraf, referanse: $0.referanseparagraf, vedtaksdato: $0.vedtaksdato)?.gruppe
          == gruppe
    }
    let rett = v.gruppe == .kapittel6A ? "rett" : "rett og plikt"
    return [
      (
        "Kategori beregnet fra: Personen har beregnet dato for kategori for \(rett) til introprogram fra før av, "
          + "og får derfor ikke reberegnet denne.", v.kategori != nil && fornyelser > 1
      ),
      (
        "Fristregel: Personen får beregnet 2 års frist for oppstart i introduksjonsprogram fra datoen for beregning "
          + "av kategorien", har(.f01)
      ),
      (
        "Fristregel: Personen har vedtak om introprogram og \(sluttmaal(.hoeyereUtdanning, .arbeidMedVgo)). "
          + "Personen får beregnet gjennomføringsfrist til startdato for første vedtak om introprogram + 6 måneder",
        base(6)
      ),
      (
        "Fristregel: Personen har vedtak om introprogram og \(sluttmaal(.arbeidUtenVgo, .grunnskole, .delerAvVgo, .delerAvGrunnskole)). "
          + "Personen får beregnet gjennomføringsfrist til startdato for første vedtak om introprogram + 24 måneder",
        base(24)
      ),
      (
        "Fristregel: Personen har vedtak om \(stans) for introprogram og har registrert klage som har utfall medhold "
          + "eller hvor vedtaket oppheves. Personen får utvidet fristen med tiden (virkedager) mellom startdato for "
          + "vedtak \(stans) til dato for avgjort klage. (Maksimalt lengde mellom start- og sluttdato på vedtaket)",
        har(.f04)
      ),
      (
        "Fristregel: Personen har vedtak om introprogram og har vedtak om permisjon intro. "
          + "Personen får lagt til total lengde på permisjon for gjennomføringsfristen.", har(.f05)
      ),
      (
        "Fristregel: Personen har vedtak om introprogram og har over 10 dager fravær. "
          + "Personen får lagt til total lengde på permisjon for gjennomføringsfristen.", over10
      ),
      (
        "Fristregel: Personen har gjenåpnet et avsluttet introprogram. "
          + "Personen får utvidet fristen perioden fra programmet ble avsluttet til det ble gjenåpnet.", har(.f07)
      ),
    ]
  }

  /// `sluttmål A eller sluttmål B`, in the guide's order.
  private func sluttmaal(_ alle: Sluttmaal...) -> String {
    alle.map { "sluttmål \($0.navn)" }.joined(separator: " eller ")
  }
}
