import Domene
import Innlesing
import Kodeverk

// How the night went, what moved, and the avvik.

extension Html {
  /// Key numbers, then what each sender's files came to.
  mutating func natten(_ g: Sidegrunnlag) {
    let r = g.rader
    let hele = g.avsendere.reduce(0) { $0 + $1.avvistHele }
    noekkeltall([
      ("Personer i alt", g.tall.personer), ("I kategori nå", g.tall.iKategori), ("I program nå", g.tall.iProgram),
      ("Venter på oppstart", g.tall.venter), ("Avsluttet", g.tall.avsluttet), ("Filer", g.filer), ("Rader lest", r.lest),
      ("Rader avvist", r.avvist), ("Like rader", r.duplikater),
    ])
    if hele > 0 {
      tagg("p", ["class": "ille"], hele == 1 ? "1 fil er avvist i sin helhet." : "\(Sidetekst.antall(hele)) filer er avvist i sin helhet.")
    }
    if g.ikkeLest > 0 { tagg("p", ["class": "ille"], "\(Sidetekst.antall(g.ikkeLest)) oppføringer i leveransen kunne ikke leses.") }
    tagg("h3", "Hva avsenderne leverte")
    let verst = g.avsendere.sorted {
      ($1.rader.avvist, $1.avvistHele, $0.navn) < ($0.rader.avvist, $0.avvistHele, $1.navn)
    }
    var t = Sidetabell(
      "Rader per avsender", kolonner: ["Avsender", "Filer", "Lest", "Tatt inn", "Avvist", "Andel avvist", "Like", "Filer avvist"],
      rader: verst.map { a in
        [a.navn, Sidetekst.antall(a.filer)] + rader(a.rader) + [Sidetekst.antall(a.avvistHele)]
      })
    t.merknad = "De med flest avviste rader står først. Lest = tatt inn + avvist + like."
    t.kutt(til: Nattside.lengsteTabell, "avsendere")
    t.sum = ["Alle", Sidetekst.antall(g.filer)] + rader(r) + [Sidetekst.antall(hele)]
    tabell(t)
  }

  private func rader(_ r: Sidegrunnlag.Rader) -> [String] {
    [
      Sidetekst.antall(r.lest), Sidetekst.antall(r.tatt), Sidetekst.antall(r.avvist),
      Sidetekst.prosent(Fordeling.hundredeler(r.avvist, av: r.lest)), Sidetekst.antall(r.duplikater),
    ]
  }

  mutating func noekkeltall(_ tall: [(navn: String, antall: Int)]) {
    tagg("dl") { h in
      for t in tall {
        h.tagg("div") { h in
          h.tagg("dt", t.navn)
          h.tagg("dd", Sidetekst.antall(t.antall))
        }
      }
    }
  }

  /// What changed since the night before.
  mutating func endringer(_ g: Sidegrunnlag) {
    guard let f = g.forrige else {
      tagg("p", "Utmappen holdt ingen kjøring for en tidligere dato, så det er ingenting å sammenligne med.")
      return
    }
    tagg("p", "Sammenlignet med kjøringen for \(f.dato).")
    if f.programversjon != g.programversjon {
      tagg("p", ["class": "ille"], "Forrige kjøring var laget av nir \(f.programversjon): noe kan være endret fordi programmet er.")
    }
    if let e = g.endringer {
      noekkeltall([
        ("Nye personer", e.nyePersoner), ("Personer borte", e.bortePersoner), ("Flyttede frister", e.flyttedeFrister),
        ("Avslutninger kommet", e.nyeAvslutninger), ("Avslutninger borte", e.borteAvslutninger),
        ("Avslutninger med ny status", e.endretStatus),
      ])
      tagg("p", "Hver endring står i sammenligning.csv.")
    }
    var rader: [[String]] = []
    func rad(_ navn: String, _ foer: Int, _ naa: Int) {
      rader.append([navn, Sidetekst.antall(foer), Sidetekst.antall(naa), Sidetekst.endring(naa - foer)])
    }
    rad("Filer", f.filer, g.filer)
    rad("Rader lest", f.rader.lest, g.rader.lest)
    rad("Rader avvist", f.rader.avvist, g.rader.avvist)
    rad("Like rader", f.rader.duplikater, g.rader.duplikater)
    for u in g.utfiler { if let foer = f.utfiler[u.navn] { rad("Rader i \(u.navn)", foer, u.rader) } }
    tabell(Sidetabell("Leveranse og utfiler", kolonner: ["Størrelse", "Forrige", "Nå", "Endring"], rader: rader))
    for l in Lovverk.allCases {
      guard let foer = f.maal[l.navn] else { continue }
      let naa = g.maal.totalt(l)
      guard foer.antall.contains(where: { $0 > 0 }) || naa.antall.contains(where: { $0 > 0 }) else { continue }
      tabell(
        Sidetabell(
          "Måloppnåelse før og etter, \(l.navn)",
          kolonner: ["Avslutningsårsakgruppe", "Antall før", "Antall nå", "Endring", "Andel før", "Andel nå"],
          rader: Avslutningsaarsakgruppe.allCases.map { a in
            [
              a.navn, Sidetekst.antall(foer[a]), Sidetekst.antall(naa[a]), Sidetekst.endring(naa[a] - foer[a]),
              foer.prosent(a).map(Sidetekst.prosent) ?? "–", naa.prosent(a).map(Sidetekst.prosent) ?? "–",
            ]
          }))
    }
  }

  /// The avvik that grow, or, with no night before, the most frequent ones.
  mutating func avvik(_ g: Sidegrunnlag) {
    let alle = g.avvik.reduce(0) { $0 + $1.value }
    guard alle > 0 else {
      tagg("p", "Ingen avvik.")
      return
    }
    tagg("p", "\(Sidetekst.antall(alle)) avvik i alt. Hvert av dem står i avvik.csv med hva som er galt og hva som må gjøres.")
    func alvorlighet(_ kode: String) -> String { Avvikskode(rawValue: kode)?.alvorlighet.navn ?? "" }
    if let f = g.forrige {
      let voksende = g.avvik.map { (kode: $0.key, naa: $0.value, foer: f.avvik[$0.key] ?? 0) }.filter { $0.naa > $0.foer }
        .sorted { ($1.naa - $1.foer, $0.kode) < ($0.naa - $0.foer, $1.kode) }
      tagg("h3", "Avvik som øker")
      if voksende.isEmpty {
        tagg("p", "Ingen avvikskode har flere avvik enn forrige natt.")
      } else {
        var t = Sidetabell(
          "Avvik som øker", kolonner: ["Kode", "Alvorlighet", "Forrige", "Nå", "Endring"],
          rader: voksende.map {
            [
              $0.kode, alvorlighet($0.kode), Sidetekst.antall($0.foer), Sidetekst.antall($0.naa),
              Sidetekst.endring($0.naa - $0.foer),
            ]
          })
        t.kolonner[1].erTall = false
        t.kutt(til: Nattside.lengsteTabell, "koder")
        tabell(t)
      }
      tagg("h3", "Alle avvik")
    }
    let flest = g.avvik.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var t = Sidetabell(
      "Avvik etter kode", kolonner: ["Kode", "Alvorlighet", "Antall"],
      rader: flest.map { [$0.key, alvorlighet($0.key), Sidetekst.antall($0.value)] })
    t.kolonner[1].erTall = false
    t.merknad = "Feil: raden er ikke brukt. Advarsel: raden er brukt, men noen bør se på den. Info: ingenting å gjøre."
    t.kutt(til: 2 * Nattside.lengsteTabell, "koder")
    t.sum = ["Alle", "", Sidetekst.antall(alle)]
    tabell(t)
  }
}
