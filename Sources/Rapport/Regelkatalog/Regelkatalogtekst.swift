import Domene
import Innlesing
import Kodeverk
import Regelverk
import Tabular

/// The rule catalogue as text in bokmål (`nir rules`): everything in it is read off
/// the rules' own declarations, the parameters and the code tables.
public struct Regelkatalogtekst {
  let parametre: Parametre
  let stil: Skjermstil
  /// Code tables with more rows than this are not shown whole.
  private static let flestRader = 30

  /// A writer.
  public init(parametre: Parametre = Parametre(), stil: Skjermstil = .roer) {
    self.parametre = parametre
    self.stil = stil
  }

  /// Every rule: id, meaning, source, numbers with validity dates, avvik.
  public func liste(til w: inout ByteWriter) {
    var del = ""
    for regel in Regel.allCases {
      if regel.del != del {
        if !del.isEmpty { w.literal("\n") }
        del = regel.del
        linje(stil.merk(del, .tittel), &w)
      }
      avsnitt(regel.mening, foran: Regelkatalogtekst.foran(regel.id), &w)
      var rest: [String] = []
      if !regel.kilde.isEmpty { rest.append(regel.kilde) }
      rest += regel.tall(parametre).map { "\($0.navn) = \($0.verdi)" + Regelkatalogtekst.gyldighet($0) }
      if !rest.isEmpty { avsnitt(rest.joined(separator: "; "), foran: "        ", rolle: .dempet, &w) }
      let avvik = regel.avvik.map(\.rawValue)
      if !avvik.isEmpty { avsnitt(avvik.joined(separator: ", "), foran: "        ", rolle: .advarsel, &w) }
    }
  }

  /// One rule, with its code tables and its boundary examples.
  public func regel(_ regel: Regel, til w: inout ByteWriter) {
    linje(stil.merk("\(regel.id)  \(regel.del)", .tittel), &w)
    for l in stil.linjer(regel.mening + ".", innrykk: 0) { linje(l, &w) }
    avsnitt(regel.kilde.isEmpty ? "rules.md" : regel.kilde, foran: "Kilde: ", &w)
    let tall = regel.tall(parametre)
    if !tall.isEmpty {
      tittel("Tall", &w)
      var t = Teksttabell(["Tall", "Verdi", "Gyldig fra", "Gyldig til", "Kilde"])
      for n in tall { t.rad([n.navn, n.verdi, n.gyldigFra, n.gyldigTil, n.kilde]) }
      t.skriv(stil, &w, ellers: "Ingen.")
    }
    for k in regel.kodetabeller { kodetabell(k, &w) }
    if !regel.avvik.isEmpty {
      tittel("Avvik", &w)
      for a in regel.avvik {
        avsnitt("\(a.alvorlighet.navn) \(a.rawValue)" + (a.kolonne.map { "  (\($0))" } ?? ""), foran: "  ", &w)
      }
    }
    for g in regel.grenser { grense(g, &w) }
  }

  // MARK: Parts

  private func kodetabell(_ k: Kodeverktabell, _ w: inout ByteWriter) {
    tittel(k.filnavn, &w)
    var rader = k.rader
    if rader.count > Regelkatalogtekst.flestRader {
      let datoer = k.kolonner.indices.filter { k.kolonner[$0].hasPrefix("gyldig_") }
      rader = k == .kommuner ? [] : rader.filter { r in datoer.contains { $0 < r.count && !r[$0].isEmpty } }
      linje(
        rader.isEmpty
          ? "  \(k.rader.count) rader, hver med sin gyldighetstid."
          : "  \(k.rader.count) rader. De med gyldighetstid:", &w)
      if rader.isEmpty { return }
    }
    var t = Teksttabell(k.kolonner)
    for r in rader { t.rad(r) }
    t.skriv(stil, &w, ellers: "Ingen rader.")
  }

  private func grense(_ g: Grensetabell, _ w: inout ByteWriter) {
    tittel("Grense: \(g.tittel)", &w)
    if !g.felles.isEmpty {
      avsnitt(g.felles.map(\.beskrivelse).joined(separator: "; "), foran: "  ", rolle: .dempet, &w)
    }
    let medGitt = g.rader.contains { !$0.gitt.isEmpty }
    let medPer = g.rader.contains { !$0.per.isEmpty }
    var t = Teksttabell((medGitt ? ["Gitt"] : []) + (medPer ? ["Beregnet per"] : []) + [g.spoersmaal.navn])
    for r in g.rader {
      t.rad(
        (medGitt ? [r.gitt.map(\.beskrivelse).joined(separator: "; ")] : []) + (medPer ? [r.per] : []) + [r.svar])
    }
    t.skriv(stil, &w, ellers: "Ingen.")
  }

  private static func foran(_ id: String) -> String { "  " + id + String(repeating: " ", count: 6 - id.count) }

  private static func gyldighet(_ t: Tallverdi) -> String {
    switch (t.gyldigFra.isEmpty, t.gyldigTil.isEmpty) {
    case (true, true): ""
    case (false, true): " (fra \(t.gyldigFra))"
    case (true, false): " (til \(t.gyldigTil))"
    case (false, false): " (\(t.gyldigFra)-\(t.gyldigTil))"
    }
  }

  private func tittel(_ t: String, _ w: inout ByteWriter) {
    w.literal("\n")
    linje(stil.merk(t, .tittel), &w)
  }

  private func linje(_ t: String, _ w: inout ByteWriter) {
    w.append(text: t)
    w.literal("\n")
  }

  private func avsnitt(
    _ t: String, foran: String, rolle: Skjermstil.Rolle = .vanlig, _ w: inout ByteWriter
  ) {
    for (n, l) in stil.linjer(t, innrykk: foran.count).enumerated() {
      linje((n == 0 ? foran : String(repeating: " ", count: foran.count)) + stil.merk(l, rolle), &w)
    }
  }
}
