import Domene
import Kalender
import Kodeverk

/// F-07 (S1 §3.1, §10.1, §10.2, §10.4): what a `Gjenåpnet program dato` does.
enum Gjenaapning: Sendable {
  /// The programme runs again from the decision's start.
  case fra(Dato)
  /// It does not, for this reason, told on this row.
  case ikke(Avvikskode, kilde: Kilde)
  /// The decision is there, but a death, an emigration or lost ground comes first
  /// no fault of a row.
  case stengt

  /// - Parameters:
  ///   - iKraft: the participation decision in force at the avslutning.
  ///   - sperre: no restart on or after it.
  static func vurder(
    _ rad: KommunalAvslutning, gjenaapnet: Dato, kategori: Kategoriperiode, frist: Dato?, gjenoppstartsfrist: Dato,
    _ vedtak: Radliste<Vedtak>, _ deltakelser: Radliste<Deltakelse>, iKraft: Int?, sperre: Dato?
  ) -> Gjenaapning {
    let kilde = rad.reg.kilde
    guard kategori.kategori == .rettTilProgram else { return .ikke(.gjenaapningKun6A, kilde: kilde) }
    guard rad.aarsak.gruppe == .arbeid else { return .ikke(.gjenaapningKunArbeid, kilde: kilde) }
    if let frist, rad.dato >= frist { return .ikke(.gjenaapningUtenResttid, kilde: kilde) }
    let tidligst = max(gjenaapnet, rad.dato)
    for d in deltakelser.indices where d != iKraft {
      let start = deltakelser[d].start
      guard start >= tidligst else { continue }
      if start > gjenoppstartsfrist {
        return .ikke(.gjenoppstartEtterFrist, kilde: vedtak[deltakelser[d].rad].reg.kilde)
      }
      if let sperre, start >= sperre { return .stengt }
      return .fra(start)
    }
    return .ikke(.gjenaapnetUtenVedtak, kilde: kilde)
  }
}
