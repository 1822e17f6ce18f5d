import Domene
import Kalender
import Kodeverk

/// A municipal avslutning under the walk.
struct KommunalRad: Sendable {
  /// Place in `Persongrunnlag.avslutninger`.
  var rad: Int
  var dato: Dato
  var registrert: Dato
  /// Whether it counts in the stretch that is walked.
  var teller = false
  /// Whether it has got its place in the history.
  var ferdig = false

  /// the greatest `Registrert dato`, then the later in input order.
  func erNyereEnn(_ annen: KommunalRad) -> Bool {
    registrert != annen.registrert ? registrert > annen.registrert : rad > annen.rad
  }
}

/// What a municipal avslutning is tested against in one stretch.
struct Avslutningsproeve {
  let harVedtakOgSluttmaal: Bool
  /// S.
  let start: Dato?
  /// The gjennomføringsfrist of the stretch.
  let frist: Dato?
  /// The first of.
  let grense: BeregnetHendelse?

  /// The first test that a row fails, in the rule's order; nil when it counts.
  func feil(_ a: KommunalAvslutning) -> Avvikskode? {
    if !a.aarsak.registreresAvKommune { return .avslutningUkjentAarsak }
    guard harVedtakOgSluttmaal, let start else { return .avslutningUtenVedtakOgSluttmaal }
    if a.dato < start { return .avslutningFoerStart }
    if let frist, a.dato > frist { return .avslutningEtterFrist }
    if let grense, a.dato > grense.dato, !retter(a) { return .avslutningEtterAvslutning }
    return nil
  }

  /// a municipal `Død` or `Utvandret` corrects the date of a computed one.
  func retter(_ a: KommunalAvslutning) -> Bool {
    guard let grense, a.aarsak == grense.aarsak else { return false }
    return a.aarsak == .doed || a.aarsak == .utvandret
  }
}
