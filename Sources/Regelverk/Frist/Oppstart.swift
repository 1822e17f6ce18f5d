import Domene
import Kalender
import Kodeverk

/// F-01 and F-02: the oppstartsfrist and the start of the programme.
struct Oppstart: Sendable {
  /// F-01 = K + 24 months; nil under introduksjonsloven.
  var frist: Dato?
  /// S; nil when there is none.
  var start: Dato?
  /// F-02: D is past the oppstartsfrist and not both were registered by it.
  var forSent = false

  /// F-01 (S1 §3.3-3.5). Integreringsloven only.
  static func frist(_ k: Kategoriperiode, _ parametre: Parametre.Gjeldende) -> Dato? {
    switch k.lovverk {
    case .integreringsloven: k.fra.plussMaanederAvkortet(parametre.oppstartsfristMnd)
    case .introduksjonsloven: nil
    }
  }

  /// F-02 (S0 §12, S1 §3.2-3.5, §5.2): S is the smallest `Startdato` of the
  /// participation decisions that count, if such a decision and a sluttmål were
  /// both registered by the oppstartsfrist.
  init(
    _ p: borrowing Persongrunnlag, _ deltakelser: borrowing Radliste<Deltakelse>, _ sluttmaal: borrowing Tilstander,
    frist: Dato?, per dato: Dato
  ) {
    self.frist = frist
    guard let frist, dato > frist else {
      start = deltakelser.first?.start
      return
    }
    let medVedtak = deltakelser.contains { Versjoner.foersteRegistrert(p.vedtak, $0.rad, per: dato) <= frist }
    let medSluttmaal =
      medVedtak
      && p.sluttmaal.indices.contains { sluttmaal[$0] != .ikkeKjent && p.sluttmaal[$0].reg.registrert <= frist }
    if medVedtak && medSluttmaal {
      start = deltakelser.first?.start
    } else {
      forSent = true
    }
  }
}
