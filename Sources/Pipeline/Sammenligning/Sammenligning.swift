import Domene
import Kalender
import Kodeverk
import Rapport

/// A change of one person between two nights.
public struct Personendring: Sendable, Equatable {
  /// What changed, in the order in which a person's changes stand.
  public enum Slag: Int, CaseIterable, Sendable {
    case nyPerson, borte, flyttetFrist, avslutningKommet, avslutningBorte, avslutningEndret

    public var navn: String {
      switch self {
      case .nyPerson: "Ny person"
      case .borte: "Person borte"
      case .flyttetFrist: "Flyttet frist"
      case .avslutningKommet: "Avslutning kommet"
      case .avslutningBorte: "Avslutning borte"
      case .avslutningEndret: "Avslutning med ny status"
      }
    }
  }

  public var slag: Slag
  public var duf: DUFNummer
  /// What it was; empty when there was nothing.
  public var foer = ""
  /// What it is; empty when there is nothing.
  public var etter = ""
  /// The beregningslogg, a step a line; only of a moved frist.
  public var loggFoer: [String] = []
  public var loggEtter: [String] = []
}

/// A group of a value of an inndeling whose count changed.
public struct Maalendring: Sendable, Equatable {
  public var lovverk: String
  public var inndeling: String
  public var verdi: String
  public var gruppe: Avslutningsaarsakgruppe
  public var foer: Fordeling
  public var etter: Fordeling
}

/// Compares two nights' output folders: a merge of two streams of persons.
public struct Sammenligning {
  private let gammel: Nattleser
  private let ny: Nattleser
  private let maal: (foer: Nattmaal, etter: Nattmaal)?
  /// Files that only one of the folders has, and that are not compared.
  public let utelatt: [String]

  /// - Throws: `RunError` when a folder holds no outputs or they cannot be read.
  public init(gammel: String, ny: String) throws(RunError) {
    try self.init(gammel: gammel, ny: ny) { Nattleser.sti(ny, $0) }
  }

  /// - Parameter nyFil: where a file of the new night stands, nil when it has none such.
  init(gammel: String, ny: String, nyFil: (String) -> [UInt8]?) throws(RunError) {
    func finnes(_ sti: [UInt8]?) -> Bool { sti.flatMap { Posix.status($0) }.map(Posix.isRegular) ?? false }
    let navn = Utfil.allCases.map(\.filnavn) + [Maaloppnaaelsefil.filnavn]
    let foer = navn.filter { finnes(Nattleser.sti(gammel, $0)) }
    let etter = navn.filter { finnes(nyFil($0)) }
    guard !foer.isEmpty else { throw .noInput("\(visiblePath(gammel.utf8)): holds no output of a night") }
    guard !etter.isEmpty else { throw .noInput("\(visiblePath(ny.utf8)): holds no output of a night") }
    let begge = Utfil.allCases.filter { foer.contains($0.filnavn) && etter.contains($0.filnavn) }
    utelatt = navn.filter { foer.contains($0) != etter.contains($0) }
    let gammeltNavn = visiblePath(gammel.utf8)
    let nyttNavn = visiblePath(ny.utf8)
    self.gammel = try Nattleser(begge.map { ($0, Nattleser.sti(gammel, $0.filnavn)) }, navn: gammeltNavn)
    self.ny = try Nattleser(begge.map { ($0, nyFil($0.filnavn) ?? []) }, navn: nyttNavn)
    let m = Maaloppnaaelsefil.filnavn
    if foer.contains(m), let sti = nyFil(m), etter.contains(m) {
      maal = (
        try Nattmaal(Nattleser.sti(gammel, m), navn: "\(gammeltNavn)/\(m)"), try Nattmaal(sti, navn: "\(nyttNavn)/\(m)")
      )
    } else {
      maal = nil
    }
  }

  /// Hands over every person's changes, in the order of DUF-nummer.
  public func forHver(_ gjoer: (Personendring) throws(RunError) -> Void) throws(RunError) {
    var a = Nattrader()
    var b = Nattrader()
    while let neste = [gammel.neste, ny.neste].compactMap({ $0 }).min() {
      let iGammel = gammel.neste == neste
      let iNy = ny.neste == neste
      if iGammel { try gammel.ta(&a) }
      if iNy { try ny.ta(&b) }
      if iGammel, iNy {
        if a.bytes == b.bytes { continue }
        for e in Personnatt.endringer(Personnatt(a, gammel), Personnatt(b, ny), b.duf) { try gjoer(e) }
      } else if iGammel {
        try gjoer(.init(slag: .borte, duf: a.duf, foer: Personnatt(a, gammel).tekst))
      } else {
        try gjoer(.init(slag: .nyPerson, duf: b.duf, etter: Personnatt(b, ny).tekst))
      }
    }
  }

  /// The changes of måloppnåelse, in the order of the new file, what it no longer has last.
  public func maalendringer() -> [Maalendring] {
    guard let maal else { return [] }
    var ut: [Maalendring] = []
    let borte = maal.foer.noekler.filter { maal.etter.fordelinger[$0] == nil }
    for k in maal.etter.noekler + borte {
      let foer = maal.foer.fordelinger[k] ?? Fordeling()
      let etter = maal.etter.fordelinger[k] ?? Fordeling()
      guard foer != etter else { continue }
      for g in Avslutningsaarsakgruppe.allCases where foer[g] != etter[g] || foer.prosent(g) != etter.prosent(g) {
        ut.append(
          .init(lovverk: k.lovverk, inndeling: k.inndeling, verdi: k.verdi, gruppe: g, foer: foer, etter: etter))
      }
    }
    return ut
  }
}

extension Sidegrunnlag.Endringer {
  /// Counts a person's change.
  mutating func tell(_ e: Personendring) {
    switch e.slag {
    case .nyPerson: nyePersoner += 1
    case .borte: bortePersoner += 1
    case .flyttetFrist: flyttedeFrister += 1
    case .avslutningKommet: nyeAvslutninger += 1
    case .avslutningBorte: borteAvslutninger += 1
    case .avslutningEndret: endretStatus += 1
    }
  }
}
