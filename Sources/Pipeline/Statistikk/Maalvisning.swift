import Kodeverk
import Rapport

/// Måloppnåelse on the screen: a table, and below it the changes between years.
public enum Maalvisning {
  /// Every table of a run, each with its changes between years.
  public static func tekst(_ k: Maalkjoering, _ terminal: Terminal) -> String {
    var ut = ""
    for t in k.tabeller {
      if !ut.isEmpty { ut += "\n" }
      let ved =
        t.inndelinger.isEmpty ? "" : " etter " + t.inndelinger.map { $0.navn.lowercased() }.joined(separator: " og ")
      ut += "Måloppnåelse\(ved), \(t.lovverk.navn)\n"
      ut += tabell(t, terminal) + endringer(t, terminal)
    }
    if k.grense > 1 {
      ut +=
        "\(Maalkjoering.skjultTegn) = vises ikke: tall fra 1 til \(k.grense - 1), og tall som de kunne regnes ut av\n"
    }
    return ut
  }

  private static func hode(_ t: Maaltabell) -> [TextTable.Column] {
    t.inndelinger.map { TextTable.Column($0.navn) }
  }

  private static func navn(_ t: Maaltabell, _ r: Maalrad) -> [String] {
    r.verdier.enumerated().map { d, v in v.map { t.kategorier[d][$0].navn } ?? "Alle" }
  }

  private static func tabell(_ t: Maaltabell, _ terminal: Terminal) -> String {
    var tt = TextTable(
      hode(t) + Avslutningsaarsakgruppe.allCases.dropLast().map { .init($0.navn, right: true) }
        + [.init("Tallgrunnlag", right: true), .init("Inngår ikke", right: true)])
    // Most kommuner have nobody in a small drop; what is left out is said.
    let utelat = t.inndelinger.contains(.kommune)
    var utelatt = 0
    for r in t.rader {
      if utelat, r.antall.allSatisfy({ $0 == .antall(0) }) {
        utelatt += 1
        continue
      }
      let grupper = Avslutningsaarsakgruppe.allCases.dropLast().map { g in
        tall(r.antall[Int(g.rawValue)]) + (r.prosent(g)?.verdi).map { " (\(hundredeler($0)) %)" }.orEmpty
      }
      let inngaarIkke = r.antall[Int(Avslutningsaarsakgruppe.inngaarIkke.rawValue)]
      tt.add(navn(t, r) + grupper + [tall(r.tallgrunnlag), tall(inngaarIkke)])
    }
    let ut = tt.text(width: terminal.width, styled: terminal.styled)
    return ut + (utelatt > 0 ? "\(grouped(utelatt)) rader uten avsluttede er utelatt\n" : "")
  }

  private static func endringer(_ t: Maaltabell, _ terminal: Terminal) -> String {
    let alle = t.aarsendringer.filter { e in e.grupper.contains { $0 != nil } }
    guard !alle.isEmpty else { return "" }
    var tt = TextTable(
      [.init("Endring", fixed: true)] + hode(t).filter { $0.title != Inndeling.avslutningsaar.navn }
        + Avslutningsaarsakgruppe.allCases.dropLast().map { .init($0.navn, right: true) })
    for e in alle {
      let andre = zip(t.inndelinger, navn(t, t.rader[e.rad])).filter { $0.0 != .avslutningsaar }.map(\.1)
      let grupper = e.grupper.map { g in
        g.map { ($0.erMerEnnTilfeldig ? "* " : "") + $0.kort } ?? Maalkjoering.skjultTegn
      }
      tt.add(["\(e.fra)-\(e.til)"] + andre + grupper)
    }
    return "\nEndring i prosentpoeng fra året før, med 95 % konfidensintervall (Newcombe)\n"
      + tt.text(width: terminal.width, styled: terminal.styled)
      + "* = mer enn tilfeldig variasjon: intervallet går ikke over 0\n"
  }

  private static func tall(_ t: Maaltall) -> String { t.verdi.map(grouped) ?? Maalkjoering.skjultTegn }

  private static func hundredeler(_ n: Int) -> String { "\(n / 100),\(n % 100 < 10 ? "0" : "")\(n % 100)" }
}

extension String? {
  fileprivate var orEmpty: String { self ?? "" }
}
