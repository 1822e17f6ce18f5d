import Domene
import Kalender
import Kodeverk

/// F-03 (S1 §3.2, §5.2): each granted `Utvidet deltakelse i introduksjonsprogram`
/// adds its months, the sum never above the sluttmål's `maks_utvidelse_mnd`.
enum UtvidetProgram {
  static func legg(
    _ vedtak: Radliste<Vedtak>, _ utvidelser: Radliste<Foldvedtak>, maks: Int, til frist: inout Dato,
    _ v: inout Vurdering
  ) {
    var brukt = 0
    for u in utvidelser {
      let rad = vedtak[u.rad]
      let oensket = rad.utvidelseMnd ?? maks
      let faar = min(oensket, max(0, maks - brukt))
      if let mnd = rad.utvidelseMnd, mnd != Regeltall.vanligeUtvidelserMnd.0 && mnd != Regeltall.vanligeUtvidelserMnd.1
      {
        v.funn.append(Funn(.utvidelseUvanlig, kilde: rad.reg.kilde, dato1: rad.vedtaksdato, tall1: mnd))
      }
      if faar < oensket {
        v.funn.append(
          Funn(.utvidelseOverMaks, kilde: rad.reg.kilde, dato1: rad.vedtaksdato, tall1: oensket, tall2: maks))
      }
      brukt += faar
      guard faar > 0 else { continue }
      v.beregningslogg.append(
        .legg(.maaneder(faar), til: &frist, .f03, .utvidet(vedtaksdato: rad.vedtaksdato)))
    }
  }
}
