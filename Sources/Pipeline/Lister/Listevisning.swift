import Kalender
import Rapport

extension Utfil {
  /// Whether it is a personliste of either law.
  public var erPersonliste: Bool { self == .personliste || self == .personlisteIntroduksjonsloven }
}

/// A list on the screen: the columns that the register's own page has (S1 §1.3,
/// §9.7), grey where an ordning has ended, and how many of how many are shown.
public struct Listevisning {
  let svar: Listesvar
  let avsluttede: Set<UInt64>?
  let dato: Dato

  /// - Parameter avsluttede: who is to be grey; nil when the source cannot tell.
  public init(_ svar: Listesvar, avsluttede: Set<UInt64>?, dato: Dato) {
    self.svar = svar
    self.avsluttede = avsluttede
    self.dato = dato
  }

  /// The table as it stands on the terminal.
  public func tekst(_ terminal: Terminal) -> String {
    svar.tabell.utfil.erPersonliste ? personliste(terminal) : rapport(terminal)
  }

  private func kolonne(_ navn: String) -> Int { svar.tabell.utfil.kolonner.firstIndex(of: navn) ?? 0 }

  private func personliste(_ terminal: Terminal) -> String {
    var t = TextTable([
      .init("DUF-nummer", fixed: true), .init("Fornavn, Etternavn"), .init("Kategori"),
      .init("Kategori fra", fixed: true, optional: true),
      .init("Ordning", optional: true), .init("Frist", fixed: true), .init("Oppf.kommune/bydel"),
    ])
    let (type, frist) = (kolonne("Frist type"), kolonne("Frist dato"))
    let enkle = ["DUF-nummer", "Fornavn, Etternavn", "Kategori", "Kategori fra", "Ordning"].map(kolonne)
    let sted = kolonne("Oppf.kommune/bydel")
    var graa = 0
    for r in svar.rader {
      let ferdig = avsluttede?.contains(svar.tabell.duf(r)) ?? false
      if ferdig { graa += 1 }
      let f = [svar.tabell.tekst(r, type), svar.tabell.tekst(r, frist)].filter { !$0.isEmpty }.joined(separator: " - ")
      t.add(enkle.map { svar.tabell.tekst(r, $0) } + [f, svar.tabell.tekst(r, sted)], dim: ferdig)
    }
    var ut = t.text(width: terminal.width, styled: terminal.styled) + linjer("personer")
    if graa > 0 {
      ut +=
        terminal.styled
        ? "Grå skrift = ordning er inaktiv eller fullført (\(graa))\n" : "\(graa) av dem har en avsluttet ordning\n"
    }
    return ut
  }

  private func rapport(_ terminal: Terminal) -> String {
    let navn = [
      "DUF-nummer", "Fornavn, Etternavn", "Kategori", "Sluttmål", "Avslutningsårsak", "Avslutningsdato",
      "Oppf.kommune/bydel", "Registrert av",
    ]
    let kolonner = navn.map(kolonne)
    var t = TextTable(navn.map { .init($0, fixed: $0 == "DUF-nummer" || $0 == "Avslutningsdato") })
    for r in svar.rader { t.add(kolonner.map { svar.tabell.tekst(r, $0) }) }
    let f = svar.fordeling
    return t.text(width: terminal.width, styled: terminal.styled) + linjer("avslutninger") + f.tekst() + "\n"
  }

  private func linjer(_ hva: String) -> String {
    let alle = grouped(svar.tabell.antall)
    return "Viser \(grouped(svar.antall)) av \(alle) \(hva) per \(dato)\n"
  }
}
