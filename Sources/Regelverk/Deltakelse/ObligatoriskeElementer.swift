import Domene
import Kalender
import Kodeverk

/// D-04 (S1 §7.8): livsmestring for all but kapittel 6A; foreldreveiledning for those
/// with a child under 18 in the programme, or born within nine months after it. By
/// integreringsloven, at an avslutning in force of a programme that had started.
enum ObligatoriskeElementer {
  static func finn(
    _ p: Persongrunnlag, _ tilstander: Radliste<Registreringstilstand>, _ typer: Tiltakstypeoppslag, avsluttet: Dato,
    _ v: inout Vurdering
  ) {
    guard v.lovverk == .integreringsloven, let start = v.start, start <= avsluttet else { return }
    if v.gruppe != .kapittel6A && !gjennomfoert(p, tilstander, typer, .livsmestring) {
      v.funn.append(Funn(.livsmestringMangler, kilde: nil, dato1: avsluttet))
    }
    if let f = p.folkeregister, f.barnFoedt.contains(where: { omfatter($0, start, avsluttet) }),
      !gjennomfoert(p, tilstander, typer, .foreldreveiledning)
    {
      v.funn.append(Funn(.foreldreveiledningMangler, kilde: nil, dato1: avsluttet))
    }
  }

  /// Whether a child born on `foedt` makes foreldreveiledning obligatory.
  static func omfatter(_ foedt: Dato, _ start: Dato, _ avsluttet: Dato) -> Bool {
    foedt <= avsluttet.plussMaanederAvkortet(Regeltall.venterBarnMnd)
      && start < foedt.plussMaanederAvkortet(Regeltall.barnUnderAar * 12)
  }

  /// Whether an effective tiltak of the kind is marked `Gjennomført`.
  static func gjennomfoert(
    _ p: Persongrunnlag, _ tilstander: Radliste<Registreringstilstand>, _ typer: Tiltakstypeoppslag,
    _ merke: Tiltakstypeoppslag.Merker
  ) -> Bool {
    for i in p.tiltak.indices where tilstander[i] == .virksom {
      if p.tiltak[i].gjennomfoering == .gjennomfoert && typer[p.tiltak[i].type].merker.contains(merke) { return true }
    }
    return false
  }
}
