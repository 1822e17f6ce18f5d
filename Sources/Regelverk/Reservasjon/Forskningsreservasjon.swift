import Domene
import Kalender

/// R-01 (S1 §2.3): whether a person has reserved against being handed out
/// identifiably to research.
///
/// It fails safe as R-02 does, because an extract for an earlier D is handed out
/// today: a reservation holds when it is effective on D (T-01), and also when the
/// drop knows it, registered after D or not, and nobody has deleted it.
public enum Forskningsreservasjon {
  /// - Parameters:
  ///   - rader: every version of every reservation of the person.
  ///   - dato: D.
  public static func gjelder(_ rader: some Collection<Reservasjon>, per dato: Dato) -> Bool {
    if rader.isEmpty { return false }
    let rader = Radliste(rader)
    var tilstander = Tilstander()
    Versjoner.finn(rader, per: dato, i: &tilstander)
    if tilstander.harVirksom { return true }
    Versjoner.finn(rader, per: .siste, i: &tilstander)
    return tilstander.harVirksom
  }
}
