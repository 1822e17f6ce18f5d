import Domene
import Kalender
import Kodeverk

/// F-04 (S1 §6.2, §6.3): a complaint upheld on a stans adds the virkedager from the
/// stans' start to the day it was decided, at most to the stans' own end.
enum KlageMedhold {
  static func legg(
    _ vedtak: Radliste<Vedtak>, _ stanser: Radliste<Medholdsstans>, til frist: inout Dato, _ v: inout Vurdering
  ) {
    for s in stanser {
      let rad = vedtak[s.rad]
      let slutt = min(rad.slutt ?? .uendelig, s.medhold.avgjort)
      let dager = Periode(fom: s.start, tom: slutt).virkedager
      guard dager > 0 else { continue }
      v.beregningslogg.append(
        .legg(
          .virkedager(dager), til: &frist, .f04,
          .medhold(type: rad.type, start: s.start, utfall: s.medhold.utfall, avgjort: s.medhold.avgjort)))
    }
  }
}
