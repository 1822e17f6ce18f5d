import Domene
import Kalender
import Kodeverk

/// F-10 (a): the guide's eight sentences of «Gjennomført beregning» (S1 §3.5, §6.3,
/// §10.4), in the order of its pictures.
public enum Fristsetning: UInt8, CaseIterable, Sendable {
  case kategoriFraFoer, oppstart, seksMaaneder, tjuefireMaaneder, medhold, permisjon, fravaer, gjenaapnet

  /// The sentence as the guide has it.
  public var tekst: String {
    switch self {
    case .kategoriFraFoer:
      "Kategori beregnet fra: Personen har beregnet dato for kategori for rett og plikt til introprogram fra før av, og får derfor ikke reberegnet denne."
    case .oppstart:
      "Fristregel: Personen får beregnet 2 års frist for oppstart i introduksjonsprogram fra datoen for beregning av kategorien"
    case .seksMaaneder:
      "Fristregel: Personen har vedtak om introprogram og sluttmål Høyere utdanning - person har utdanning på videregående nivå fra før eller sluttmål Arbeid - person har utdanning på videregående nivå fra før. Personen får beregnet gjennomføringsfrist til startdato for første vedtak om introprogram + 6 måneder"
    case .tjuefireMaaneder:
      "Fristregel: Personen har vedtak om introprogram og sluttmål Arbeid - person har ikke utdanning på videregående nivå fra før eller sluttmål Fullføre grunnskole eller sluttmål Fullføre deler av videregående opplæring eller sluttmål Fullføre deler av grunnskole. Personen får beregnet gjennomføringsfrist til startdato for første vedtak om introprogram + 24 måneder"
    case .medhold:
      "Fristregel: Personen har vedtak om midlertidig stans for introprogram og har registrert klage som har utfall medhold eller hvor vedtaket oppheves. Personen får utvidet fristen med tiden (virkedager) mellom startdato for vedtak midlertidig stans til dato for avgjort klage. (Maksimalt lengde mellom start- og sluttdato på vedtaket)"
    case .permisjon:
      "Fristregel: Personen har vedtak om introprogram og har vedtak om permisjon intro. Personen får lagt til total lengde på permisjon for gjennomføringsfristen."
    case .fravaer:
      "Fristregel: Personen har vedtak om introprogram og har over 10 dager fravær. Personen får lagt til total lengde på permisjon for gjennomføringsfristen."
    case .gjenaapnet:
      "Fristregel: Personen har gjenåpnet et avsluttet introprogram. Personen får utvidet fristen perioden fra programmet ble avsluttet til det ble gjenåpnet."
    }
  }
}

extension Regelmotor {
  /// F-10 (a): every sentence with whether it applied, for `explain`.
  public func fristsetninger(_ p: Persongrunnlag, _ v: Vurdering) -> [(setning: Fristsetning, ja: Bool)] {
    Fristsetning.allCases.map { ($0, gjelder($0, p, v)) }
  }

  private func gjelder(_ setning: Fristsetning, _ p: Persongrunnlag, _ v: Vurdering) -> Bool {
    func harTrinn(_ regel: Fristregel) -> Bool { v.beregningslogg.contains { $0.regel == regel } }
    func harBase(_ mnd: Int) -> Bool {
      v.lovverk == .integreringsloven
        && v.beregningslogg.contains { $0.regel == .f02 && $0.utvidelse == .maaneder(mnd) }
    }
    switch setning {
    case .kategoriFraFoer: return erFornyet(p)
    case .oppstart: return harTrinn(.f01)
    case .seksMaaneder: return harBase(6)
    case .tjuefireMaaneder: return harBase(24)
    case .medhold: return harTrinn(.f04)
    case .permisjon: return harTrinn(.f05)
    case .fravaer:
      return v.beregningslogg.contains {
        if case .fravaer(let type) = $0.grunn { return type.virkning == .over10 }
        return false
      }
    case .gjenaapnet: return harTrinn(.f07)
    }
  }

  /// K-06: a later permit of the same group changed nothing.
  private func erFornyet(_ p: Persongrunnlag) -> Bool {
    let rom = arbeidsrom(p)
    guard let periode = rom.perioder.last else { return false }
    return rom.tillatelser.indices.contains { $0 > periode.tillatelse && rom.tillatelser[$0].gruppe == periode.gruppe }
  }
}
