import Domene
import Innlesing
import Kalender
import Kodeverk
import Regelverk
import Tabular

extension Forklaring {
  /// A finding of a rule with its Melding and the row that it stands on.
  func varsel(_ f: Funn, _ p: borrowing Persongrunnlag) -> Varsel {
    let a = Avvik(f, p)
    let (fil, linje) = f.kilde.map(sted) ?? ("", 0)
    return Varsel(
      alvorlighet: a.vistAlvorlighet, kode: f.kode, fil: fil, linje: linje, melding: Melding.tekst(a))
  }

  /// What reading and the rules have found, a Melding each.
  func varsler(_ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ lesing: [Varsel], _ w: inout ByteWriter) {
    tittel("Varsler", &w)
    // What a fault of reading quotes may be a name or a kommune (R-02).
    var alle = lesing
    if p.skjermet {
      for i in alle.indices { alle[i].melding = "Meldingen vises ikke for en skjermet person. Se avvik.csv." }
    }
    for f in v.funn { alle.append(varsel(f, p)) }
    // As `avvik.csv` has them: by file and line, those without a row last.
    alle = alle.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.fil != y.fil { return x.fil.isEmpty || y.fil.isEmpty ? y.fil.isEmpty : Array(x.fil.utf8).lexicographicallyPrecedes(Array(y.fil.utf8)) }
      return x.linje != y.linje ? x.linje < y.linje : a.offset < b.offset
    }.map(\.element)
    if alle.isEmpty { w.literal("  Ingen.\n") }
    for a in alle {
      let rolle: Skjermstil.Rolle =
        switch a.alvorlighet {
        case .feil: .feil
        case .advarsel: .advarsel
        case .info: .dempet
        }
      w.literal("  ")
      w.append(text: stil.merk("\(a.alvorlighet.navn) \(a.kode.rawValue)", rolle))
      if p.skjermet, !a.fil.isEmpty {
        // The name of a municipal file gives the kommune away (R-02).
        w.append(text: "  (\(Fasttekst.skjermet))")
      } else if !a.fil.isEmpty {
        w.append(text: Teksttabell.trygg("  (\(a.fil)" + (a.linje > 0 ? ", linje \(a.linje))" : ")")))
      }
      w.literal("\n")
      avsnitt(a.melding, innrykk: 4, .vanlig, &w)
    }
  }

  /// What somebody should look at: frister that come near or are over, and what
  /// the kommune has yet to register.
  func oppfoelging(
    _ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ bilde: Deltakelsesbilde, _ lesing: [Varsel],
    _ w: inout ByteWriter
  ) {
    var punkter: [String] = []
    if v.kategori != nil { punkter = frister(v) + mangler(v) }
    let varsler =
      v.funn.count { $0.kode.alvorlighet != .info } + lesing.count { $0.alvorlighet != .info }
    if varsler > 0 { punkter.append("Gå gjennom varslene over (\(varsler)).") }
    tittel("Bør følges opp", &w)
    if punkter.isEmpty { w.literal("  Ingenting.\n") }
    for t in punkter { avsnitt(t, innrykk: 4, foran: "  - ", .vanlig, &w) }
  }

  private func frister(_ v: borrowing Vurdering) -> [String] {
    guard v.kategoriLukket == nil, let f = v.vistFrist else { return [] }
    // Who has ended has no deadline to keep, but for the right to start again.
    if v.gjeldendeAvslutning != nil, f.type != .gjenoppstart { return [] }
    let dager = f.dato - dato
    let hva = "Fristen for \(f.type.navn.lowercased())"
    if dager < 0 { return ["\(hva) gikk ut \(tekst(f.dato))."] }
    if dager == 0 { return ["\(hva) går ut i dag."] }
    if dager <= Forklaring.varselDager {
      return ["\(hva) går ut \(tekst(f.dato)), om \(dager) \(dager == 1 ? "dag" : "dager")."]
    }
    return []
  }

  private func mangler(_ v: borrowing Vurdering) -> [String] {
    guard let nr = v.gjeldendeAvslutning, v.historikk.indices.contains(nr) else { return [] }
    switch v.historikk[nr].aarsak {
    case .ikkeRegistrert:
      return ["Kommunen må registrere avslutningsårsak, med en dato innenfor fristen for gjennomføring."]
    case .permanentStans:
      return ["Kommunen må registrere avslutningsårsak i tillegg til vedtaket om permanent stans."]
    default: return []
    }
  }
}
