/// The code tables by their file's name, for whoever shows them.
public enum Kodeverktabell: String, CaseIterable, Sendable {
  case avslutningsaarsaker, bydeler, fravaerstyper, hjemler, kategorier, klageutfall, kommuner, kontakttyper, parametre
  case sluttmaal, tiltakstyper, vedtakstyper

  private var tabell: Kodetabell {
    switch self {
    case .avslutningsaarsaker: Innhold.avslutningsaarsaker
    case .bydeler: Innhold.bydeler
    case .fravaerstyper: Innhold.fravaerstyper
    case .hjemler: Innhold.hjemler
    case .kategorier: Innhold.kategorier
    case .klageutfall: Innhold.klageutfall
    case .kommuner: Innhold.kommuner
    case .kontakttyper: Innhold.kontakttyper
    case .parametre: Innhold.parametre
    case .sluttmaal: Innhold.sluttmaal
    case .tiltakstyper: Innhold.tiltakstyper
    case .vedtakstyper: Innhold.vedtakstyper
    }
  }

  /// `sluttmaal.csv`.
  public var filnavn: String { rawValue + ".csv" }
  /// The columns' names.
  public var kolonner: [String] { tabell.kolonner }
  /// The rows as written.
  public var rader: [[String]] { tabell.rader }
}
