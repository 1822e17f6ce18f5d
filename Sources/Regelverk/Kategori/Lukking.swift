import Domene
import Kalender
import Kodeverk

/// K-07 (S1 §5.2): the day that the kategori closes: death, emigration, lost ground,
/// `Utgått oppstartsfrist`, and a municipal avslutning whose årsak closes it.
enum Lukking {
  static func lukk(
    _ p: Persongrunnlag, _ kategori: Kategoriperiode, _ oppstart: Oppstart, _ endelige: Endelige,
    _ v: inout Vurdering
  ) {
    var lukket: Dato?
    func lukk(_ d: Dato) { if d < lukket ?? .uendelig { lukket = d } }
    if let e = endelige.foerste { lukk(e.dato) }
    if oppstart.forSent, let o = oppstart.frist { lukk(o) }
    if let nr = v.gjeldendeAvslutning {
      let a = v.historikk[nr]
      if a.kilde != nil && a.aarsak.lukkerKategori {
        // A municipal Død or Utvandret corrects the date of the computed one.
        if a.aarsak == endelige.foerste?.aarsak { lukket = nil }
        lukk(a.dato)
      }
    }
    v.kategoriLukket = lukket
  }
}
