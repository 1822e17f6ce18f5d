import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular

extension Forklaring {
  /// «Beregningslogg - Frist - Introduksjonsprogram» (F-10): the rules tried, and
  /// the steps as the guide's table.
  func beregningslogg(_ v: borrowing Vurdering, _ bilde: Deltakelsesbilde, _ w: inout ByteWriter) {
    guard v.kategori != nil else { return }
    tittel("Beregningslogg - Frist - Introduksjonsprogram", &w)
    w.literal("  Resultat og gjennomført beregning\n")
    for r in bilde.setninger {
      avsnitt(r.setning.tekst, innrykk: 7, foran: r.ja ? "  Ja   " : "  Nei  ", r.ja ? .vanlig : .dempet, &w)
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
    t.skriv(stil, &w, ellers: "Ingen frist.")
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
    t.skriv(stil, &w, ellers: "Ingen.")
  }

  private func bygd(_ k: (inout ByteWriter) -> Void) -> String {
    var w = ByteWriter()
    k(&w)
    return w.text()
  }
}
