import Domene
import Kalender
import Kodeverk

/// A permit known on D with the group it gives (K-02).
struct Tillatelse: Sendable {
  /// Place in `Persongrunnlag.opphold`.
  var rad: Int
  var vedtaksdato: Dato
  /// nil: `hjemler.csv` has no row for it.
  var gruppe: Persongruppe?
  var kreverAvtalt: Bool
}

/// K-02 (S1 §2.1, §2.2, §3.1, §3.4): the permits with `Vedtaksdato` <= D, by
/// `Vedtaksdato`, then input order, each with its group.
enum Oppholdsgrunnlag {
  static func finn(
    _ opphold: Radliste<Opphold>, _ hjemler: Hjemmeltabell, per dato: Dato, kapittel6AFra: Dato,
    i tillatelser: inout Radliste<Tillatelse>
  ) {
    tillatelser.toem()
    for i in opphold.indices where opphold[i].vedtaksdato <= dato {
      let o = opphold[i]
      let treff = hjemler.gruppe(
        paragraf: o.paragraf, referanse: o.referanseparagraf, vedtaksdato: o.vedtaksdato)
      var gruppe = treff?.gruppe
      // Kapittel 6A holds only on D from 15.06.2022 (S1 §3.1).
      if gruppe == .kapittel6A && dato < kapittel6AFra { gruppe = .rettOgPlikt }
      tillatelser.append(
        Tillatelse(rad: i, vedtaksdato: o.vedtaksdato, gruppe: gruppe, kreverAvtalt: treff?.kreverAvtalt ?? false))
    }
    if tillatelser.count > 1 { tillatelser.sort { $0.vedtaksdato < $1.vedtaksdato } }
  }

  /// A-07 (S0 §12): the day that the permit's ground was lost, judged on D only;
  /// nil when it is not lost.
  static func mistetGrunnlag(_ opphold: Radliste<Opphold>, _ tillatelser: Radliste<Tillatelse>, per dato: Dato) -> Dato?
  {
    guard let siste = tillatelser.lastIndex(where: { $0.gruppe != nil }) else { return nil }
    var tapt: Dato?
    if let til = opphold[tillatelser[siste].rad].gyldigTil, til < dato { tapt = til + 1 }
    if siste + 1 < tillatelser.count {
      let ny = opphold[tillatelser[siste + 1].rad]
      let fra = ny.effektueringsdato ?? ny.vedtaksdato
      if fra <= dato && fra < tapt ?? .uendelig { tapt = fra }
    }
    return tapt
  }
}

extension Dato {
  /// After every date that can occur.
  static let uendelig = Dato(dagnummer: .max)
}
