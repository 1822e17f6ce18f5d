import Domene
import Kalender
import Kodeverk

/// the order of events on one date. The raw value is the order.
enum Hendelsestype: UInt8, Sendable {
  case kommunal, doed, utvandret, mistetGrunnlag, avvistProgram, flyttet, permanentStans
  ///
  case fristUte

  /// The order of a municipal or computed row in the history.
  init(_ aarsak: Avslutningsaarsak, kommunal: Bool) {
    if kommunal {
      self = .kommunal
      return
    }
    switch aarsak {
    case .doed: self = .doed
    case .utvandret: self = .utvandret
    case .ikkeLengerIKategori: self = .mistetGrunnlag
    case .personAvvistProgram: self = .avvistProgram
    case .flyttet: self = .flyttet
    case .permanentStans: self = .permanentStans
    case .ikkeRegistrert, .utgaattOppstartsfrist, .arbeid, .arbeidMedLoennstilskudd, .arbeidOgGrunnskole,
      .arbeidOgVideregaaende, .arbeidOgFagskole, .arbeidOgHoeyereUtdanning, .hoeyereUtdanning, .fagskole,
      .videregaaendeYrkesfag, .videregaaendeStudiespesialisering, .grunnskole, .arbeidsmarkedstiltak,
      .kvalifiserendeTiltak, .hjemmeMedBarnUnder1Aar, .hjemmeMedBarnOver1Aar, .ikkeArbeidssoeker,
      .helsemessigeUtfordringer, .mistetRett, .ukjent, .annet:
      self = .fristUte
    }
  }
}

/// An event that the rule engine computes.
struct BeregnetHendelse: Sendable {
  var aarsak: Avslutningsaarsak
  var dato: Dato

  var type: Hendelsestype { Hendelsestype(aarsak, kommunal: false) }

  /// the earlier date, then the order of events.
  static func < (a: Self, b: Self) -> Bool {
    a.dato != b.dato ? a.dato < b.dato : a.type.rawValue < b.type.rawValue
  }
}

/// what ends everything and allows no restart.
struct Endelige: Sendable {
  ///
  var doed: Dato?
  ///
  var utvandret: Dato?
  ///
  var mistetGrunnlag: Dato?
  /// The first of them, by date, then A-10's order.
  private(set) var foerste: BeregnetHendelse?

  init(_ p: Persongrunnlag, mistetGrunnlag: Dato?, per dato: Dato) {
    self.mistetGrunnlag = mistetGrunnlag
    if p.folkeregister != nil { finn(p, per: dato) }
    foerste = finnFoerste()
  }

  // Not inlined: the person is copied for it.
  @inline(never)
  private mutating func finn(_ p: Persongrunnlag, per dato: Dato) {
    guard let f = p.folkeregister else { return }
    if let d = f.doedsdato, d <= dato { doed = d }
    utvandret = Endelige.utvandring(f.utflyttinger, f.innflyttinger, per: dato)
  }

  /// the earliest utflytting that no innflytting strictly later follows.
  static func utvandring(_ utflyttinger: [Dato], _ innflyttinger: [Dato], per dato: Dato) -> Dato? {
    var foerste: Dato?
    for u in utflyttinger where u <= dato && u < foerste ?? .uendelig {
      if innflyttinger.contains(where: { $0 > u }) { continue }
      foerste = u
    }
    return foerste
  }

  private func finnFoerste() -> BeregnetHendelse? {
    var best: BeregnetHendelse?
    if let d = doed { best = BeregnetHendelse(aarsak: .doed, dato: d) }
    if let d = utvandret, d < best?.dato ?? .uendelig { best = BeregnetHendelse(aarsak: .utvandret, dato: d) }
    if let d = mistetGrunnlag, d < best?.dato ?? .uendelig {
      best = BeregnetHendelse(aarsak: .ikkeLengerIKategori, dato: d)
    }
    return best
  }
}
