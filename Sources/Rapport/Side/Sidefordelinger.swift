import Kodeverk
import Regelverk

// Måloppnåelse, time in programme, frister and avslutninger without årsak.

extension Html {
  private static let grupper = Avslutningsaarsakgruppe.allCases.filter { $0 != .inngaarIkke }
  /// Years that the chart and its table have; earlier ones are in the CSV file.
  private static let antallAar = 12

  mutating func maaloppnaaelse(_ g: Sidegrunnlag) {
    tagg(
      "p",
      "Andel av avslutningene som er i kraft, etter gruppe av avslutningsårsak. De som ikke inngår i tallgrunnlaget "
        + "(død, utvandret og de som ikke lenger er i kategori) er holdt utenfor andelene.")
    var noe = false
    for l in Lovverk.allCases where g.maal.totalt(l).antall.contains(where: { $0 > 0 }) {
      noe = true
      maaloppnaaelse(g, l)
    }
    if !noe { tagg("p", "Ingen avslutning er i kraft.") }
  }

  private mutating func maaloppnaaelse(_ g: Sidegrunnlag, _ l: Lovverk) {
    let lov = l == .integreringsloven ? "Integreringsloven" : "Introduksjonsloven"
    let alle = g.maal.totalt(l)
    tagg("h3", lov)
    if alle.tallgrunnlag > 0 {
      let andeler = Html.grupper.map { ($0, alle.prosent($0) ?? 0) }
      let tekst = andeler.map { "\($0.0.navn) \(Sidetekst.prosent($0.1))" }.joined(separator: ", ")
      tagg("figure") { h in
        h.tagg("figcaption", "Måloppnåelse etter gruppe, \(lov.lowercased())")
        h.stolpediagram(
          id: "maal-\(l.navn)", tittel: "Måloppnåelse etter gruppe, \(lov.lowercased())",
          beskrivelse: "Andel av \(Sidetekst.antall(alle.tallgrunnlag)) avslutninger i tallgrunnlaget: \(tekst).",
          akse: "Andel av tallgrunnlaget",
          andeler.map { Stolpe(navn: $0.0.navn, verdi: $0.1, etikett: Sidetekst.prosent($0.1)) }, prosent: true)
      }
    }
    let aar = Array(g.maal.verdier(l, .avslutningsaar).suffix(Html.antallAar).reversed())
    let medGrunnlag = aar.filter { $0.fordeling.tallgrunnlag > 0 }
    if let nyest = medGrunnlag.first, let eldst = medGrunnlag.last {
      func andel(_ v: Maalverdi) -> String {
        "\(Sidetekst.helProsent(v.fordeling.prosent(.arbeid) ?? 0)) til arbeid i \(v.navn)"
      }
      tagg("figure") { h in
        h.tagg("figcaption", "Måloppnåelse etter avslutningsår, \(lov.lowercased())")
        h.andelsdiagram(
          id: "aar-\(l.navn)", tittel: "Måloppnåelse etter avslutningsår, \(lov.lowercased())",
          beskrivelse: "En liggende stolpe for hvert år, delt i fem grupper: \(andel(nyest)), \(andel(eldst)). "
            + "Alle tall står i tabellen under.",
          akse: "Andel av årets tallgrunnlag", deler: Html.grupper.map(\.navn),
          medGrunnlag.map { v in
            Andelsrad(
              navn: "\(v.navn) (\(Sidetekst.antall(v.fordeling.tallgrunnlag)))",
              antall: Html.grupper.map { v.fordeling[$0] })
          })
      }
    }
    if !aar.isEmpty { maaltabell("Avslutningsår", aar, alle, lov) }
    for i in [Inndeling.kjoenn, .aldersgruppe, .kategori, .sluttmaal] {
      maaltabell(i.navn, g.maal.verdier(l, i).filter { v in v.fordeling.antall.contains { $0 > 0 } }, alle, lov)
    }
  }

  private mutating func maaltabell(_ inndeling: String, _ verdier: [Maalverdi], _ alle: Fordeling, _ lov: String) {
    func rad(_ navn: String, _ f: Fordeling) -> [String] {
      [navn] + Html.grupper.map { f.prosent($0).map(Sidetekst.prosent) ?? "–" }
        + [Sidetekst.antall(f.tallgrunnlag), Sidetekst.antall(f[.inngaarIkke])]
    }
    var t = Sidetabell(
      "\(inndeling), \(lov.lowercased())",
      kolonner: [inndeling] + Html.grupper.map(\.navn) + ["Tallgrunnlag", "Inngår ikke"],
      rader: verdier.map { rad($0.navn, $0.fordeling) })
    t.sum = rad("Alle", alle)
    tabell(t)
  }

  mutating func tid(_ g: Sidegrunnlag) {
    tidsfigur(
      "tid-hittil", "Tid siden oppstart for dem som er i program", "Deltakere",
      "Kalenderdager fra programmets start til beregningsdatoen.", g.tall.tidHittil)
    tidsfigur(
      "tid-aktiv", "Aktiv tid i program for dem som er avsluttet", "Avsluttede",
      "Kalenderdager i program uten permisjon, gyldig fravær og opphold mellom programmer.", g.tall.aktivTid)
  }

  private mutating func tidsfigur(
    _ id: String, _ tittel: String, _ hvem: String, _ merknad: String, _ t: Sidetall.Tidsfordeling
  ) {
    tagg("h3", tittel)
    let alle = t.antall.reduce(0, +)
    guard alle > 0, let median = t.median else {
      tagg("p", "Ingen.")
      return
    }
    tagg("p", "\(merknad) Median: \(Sidetekst.dager(median)).")
    let klasser = Array(zip(Sidetall.tidsklasser, t.antall))
    tagg("figure") { h in
      h.tagg("figcaption", tittel)
      h.stolpediagram(
        id: id, tittel: tittel,
        beskrivelse: klasser.map { "\($0): \(Sidetekst.antall($1))" }.joined(separator: ", ") + ".",
        akse: "Antall personer",
        klasser.map { Stolpe(navn: $0, verdi: $1, etikett: Sidetekst.antall($1)) })
    }
    var tab = Sidetabell(
      tittel, kolonner: ["Tid", hvem, "Andel"],
      rader: klasser.map { [$0, Sidetekst.antall($1), Sidetekst.prosent(Fordeling.hundredeler($1, av: alle))] })
    tab.sum = ["Alle", Sidetekst.antall(alle), alle > 0 ? Sidetekst.prosent(10_000) : "–"]
    tabell(tab)
  }

  mutating func frister(_ g: Sidegrunnlag) {
    let alle = g.tall.alleFrister
    tagg(
      "p",
      "Frister fra og med \(g.dato) for personer i kategori uten avslutning (gjenoppstart: også etter avslutning), "
        + "etter hvor mange dager det er igjen.")
    let vinduer = ["0–30 dager", "31–60 dager", "61–90 dager"]
    if alle.contains(where: { $0 > 0 }) {
      tagg("figure") { h in
        h.tagg("figcaption", "Frister som går ut, hele landet")
        h.stolpediagram(
          id: "frister-landet", tittel: "Frister som går ut, hele landet",
          beskrivelse: zip(vinduer, alle).map { "\($0): \(Sidetekst.antall($1))" }.joined(separator: ", ") + ".",
          akse: "Antall frister",
          zip(vinduer, alle).map { Stolpe(navn: $0, verdi: $1, etikett: Sidetekst.antall($1)) })
      }
    }
    var t = Sidetabell(
      "Frister som går ut, etter type", kolonner: ["Frist"] + vinduer,
      rader: Sidetall.fristtyper.map { f in [f.navn] + g.tall.frister(f).map(Sidetekst.antall) })
    t.sum = ["Alle"] + alle.map(Sidetekst.antall)
    tabell(t)
    tagg("h3", "Frister per kommune")
    kommunetabell("Frister per kommune", vinduer, g.tall.fristerPerKommune(), landet: alle)
  }

  mutating func utenAarsak(_ g: Sidegrunnlag) {
    tagg(
      "p",
      "Program som er avsluttet fordi fristen for gjennomføring gikk ut uten at kommunen har registrert en avslutning. "
        + "Hele landet: \(Sidetekst.antall(g.tall.utenAarsak)).")
    if g.tall.utenAarsak > 0 {
      kommunetabell(
        "Avslutninger uten registrert årsak per kommune", ["Antall"], g.tall.utenAarsakPerKommune(),
        landet: [g.tall.utenAarsak])
    }
  }

  /// Counts per kommune, small ones hidden; the whole country's below.
  private mutating func kommunetabell(
    _ navn: String, _ kolonner: [String], _ tall: [Sidetall.Kommunetall], landet: [Int]
  ) {
    guard !tall.isEmpty else {
      tagg("p", "Ingen å vise per kommune.")
      return
    }
    let skjult = kolonner.indices.map { i in Smaatall.kolonne(tall.map { $0.antall[i] }) }
    let rader = tall.indices.map { r in (navn: tall[r].navn, celler: skjult.map { $0[r] }) }.filter { rad in
      // That a kommune is listed for hidden cells alone would tell that they are not 0.
      rad.celler.contains { $0 != .skjult && $0 != .tall(0) }
    }.sorted {
      let a = $0.celler.reduce(0) { $0 + $1.sortering }
      let b = $1.celler.reduce(0) { $0 + $1.sortering }
      return (b, $0.navn) < (a, $1.navn)
    }
    guard !rader.isEmpty else {
      tagg("p", "Tallene er for små til å vises per kommune.")
      return
    }
    var t = Sidetabell(navn, kolonner: ["Kommune"] + kolonner, rader: rader.map { [$0.navn] + $0.celler.map(\.tekst) })
    t.kutt(til: Nattside.lengsteTabell, "kommuner")
    t.sum = ["Hele landet"] + landet.map(Sidetekst.antall)
    tabell(t)
  }
}
