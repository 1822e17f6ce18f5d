import Domene
import Kalender
import Kodeverk

/// D-04 (S1 §7.8): livsmestring for all but kapittel 6A; foreldreveiledning for those
/// with a child under 18 in the programme, or born within nine months after it. By
/// integreringsloven, at an avslutning in force of a programme that had started.
enum ObligatoriskeElementer {
  static func finn(
    _ p: Persongrunnlag, _ tiltak: Tiltaksbilde, avsluttet: Dato, _ v: inout Vurdering
  ) {
    guard v.lovverk == .integreringsloven, let start = v.start, start <= avsluttet else { return }
    if v.gruppe != .kapittel6A && !tiltak.gjennomfoert.contains(.livsmestring) {
      v.funn.append(Funn(.livsmestringMangler, kilde: nil, dato1: avsluttet))
    }
    if let barn = p.folkeregister?.barnFoedt, barn.contains(where: { omfatter($0, start, avsluttet) }),
      !tiltak.gjennomfoert.contains(.foreldreveiledning)
    {
      v.funn.append(Funn(.foreldreveiledningMangler, kilde: nil, dato1: avsluttet))
    }
  }

  /// Whether a child born on `foedt` makes foreldreveiledning obligatory.
  static func omfatter(_ foedt: Dato, _ start: Dato, _ avsluttet: Dato) -> Bool {
    foedt <= avsluttet.plussMaanederAvkortet(Regeltall.venterBarnMnd)
      && start < foedt.plussMaanederAvkortet(Regeltall.barnUnderAar * 12)
  }
}
