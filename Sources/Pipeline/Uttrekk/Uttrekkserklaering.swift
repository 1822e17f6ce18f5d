import Innlesing
import Rapport

/// What was done to make an extract, for those who hand it out and those who get it.
/// The same input, choice and key give the same bytes; the key is not in it.
public struct Uttrekkserklaering: Sendable {
  let tabell: Uttrekkstabell
  /// The figures of k-anonymity before small groups were protected.
  let foer: Gruppetall
  let etter: Gruppetall
  let formaal: String
  let noekkelkontroll: String
  let dialekt: String
  let endredeParametre: [(navn: String, verdi: String)]
  let pipelineSHA256: String
  let uttrekk: RunManifest.Output
  /// Files of the drop that were read, their bytes, and one checksum of all.
  let inndata: (filer: Int, bytes: Int, sha256: String)
  let rader: (lest: Int, avvist: Int)
  let reservasjonsfeil: (personer: Int, utenPerson: Int, ukjente: Int)

  init(
    tabell: Uttrekkstabell, foer: Gruppetall, bestilling: Uttrekkskjoering.Bestilling, file: PipelineFile,
    drop: Dropgjennomgang, reservasjoner: Uttrekksreservasjoner, uttrekk: RunManifest.Output
  ) {
    self.tabell = tabell
    self.foer = foer
    etter = tabell.gruppetall()
    formaal = bestilling.formaal
    noekkelkontroll = bestilling.noekkel.kontroll
    dialekt = bestilling.dialekt.rawValue
    endredeParametre = file.parametre.endret.map { ($0.key.rawValue, $0.value) }.sorted { $0.navn < $1.navn }
    pipelineSHA256 = file.sha256
    self.uttrekk = uttrekk
    inndata = drop.kontrollsum()
    rader = drop.lest.filer.reduce((0, 0)) { ($0.0 + ($1?.lest ?? 0), $0.1 + ($1?.avvist ?? 0)) }
    reservasjonsfeil = (reservasjoner.personer.count, reservasjoner.utenPerson, reservasjoner.ukjente)
  }

  /// Names of columns, or a dash.
  static func navn(_ k: [Uttrekkskolonne]) -> String { k.isEmpty ? "–" : k.map(\.navn).joined(separator: ", ") }
}

extension Dropgjennomgang {
  /// The drop as one checksum: that of the lines that `sha256sum` writes of its files in
  /// the order of their paths' bytes.
  func kontrollsum() -> (filer: Int, bytes: Int, sha256: String) {
    let filer = inndata.filer.indices.prefix(inndata.listing.files.count).sorted {
      inndata.filer[$0].rang < inndata.filer[$1].rang
    }
    var sum = Checksum()
    for i in filer { sum.update(Array("\(lest.sha[i])  ".utf8) + inndata.filer[i].sti + [0x0A]) }
    return (filer.count, filer.reduce(0) { $0 + inndata.filer[$1].bytes }, sum.hex())
  }
}

// MARK: For people

extension Uttrekkserklaering {
  /// `uttrekk.txt`, bokmål.
  public func tekst() -> String {
    let valg = tabell.valg
    var ut = "Uttrekk til forskning fra Nasjonalt introduksjonsregister\n"
    ut += "=========================================================\n\n"
    func linje(_ navn: String, _ verdi: String) {
      ut += navn + ":" + String(repeating: " ", count: max(1, 28 - navn.count)) + verdi + "\n"
    }
    linje("Formål", formaal.isEmpty ? "ikke oppgitt" : formaal)
    linje("Beregningsdato", tabell.dato.description)
    linje("Program", "nir \(ProgramVersion.current)")
    let endret = endredeParametre.map { "\($0.navn)=\($0.verdi)" }.joined(separator: ", ")
    linje("Endrede parametre", endret.isEmpty ? "ingen" : endret)
    linje("Fil", "\(uttrekk.name) (\(dialekt), \(uttrekk.rows) rader, \(uttrekk.bytes) byte)")
    linje("SHA-256 av filen", uttrekk.sha256)
    linje("Inndata", "\(inndata.filer) filer, \(inndata.bytes) byte; \(rader.lest) rader lest, \(rader.avvist) avvist")
    linje("SHA-256 av inndata", inndata.sha256)
    if !pipelineSHA256.isEmpty { linje("SHA-256 av oppsettet", pipelineSHA256) }
    ut += "\nPersoner\n--------\n\n"
    linje("Med kategori per dato", "\(tabell.personer)")
    linje("Reservert mot forskning", "\(tabell.reserverte)")
    linje("Med adressebeskyttelse", "\(tabell.skjermede)")
    linje("Utelatt etter bestilling", "\(tabell.utelatte)")
    linje("Utelatt fordi for få", "\(tabell.fjernet)")
    linje("I uttrekket", "\(tabell.rader)")
    ut += "\nHva som er gjort\n----------------\n\n"
    for p in punkter() { ut += "- \(p)\n" }
    ut += "\nKolonner\n--------\n\n"
    let skjult = tabell.skjultPerKolonne()
    for (i, n) in tabell.kolonnenavn.dropFirst().enumerated() {
      ut += "- \(n)\(valg.gjeldendeKjennetegn.contains(valg.kolonner[i]) ? " *" : "")"
      ut += (skjult[i] > 0 ? ", skjult for \(skjult[i]) personer" : "") + "\n"
    }
    ut += "\n* regnet som kjennetegn: kan være kjent for andre og brukes til å finne personen igjen.\n"
    ut += "\nSmå grupper\n-----------\n\nPersoner med lik kombinasjon av kjennetegn\n\n"
    ut += gruppetekst(valg.minsteGruppe > 1 ? "Før vern av små grupper" : "I uttrekket", foer)
    if valg.minsteGruppe > 1 { ut += "\n" + gruppetekst("I uttrekket", etter) }
    return ut
  }

  private func gruppetekst(_ navn: String, _ g: Gruppetall) -> String {
    "\(navn): \(g.kombinasjoner) kombinasjoner, den minste med \(g.minst)\n"
      + g.under.map { "  færre enn \($0.grense): \($0.kombinasjoner) kombinasjoner, \($0.personer) personer\n" }
      .joined()
  }

  /// One sentence for each thing that was done.
  private func punkter() -> [String] {
    let valg = tabell.valg
    var p = [
      "Navn, DUF-nummer, fødselsnummer, fødselsdato, saksnumre, bydel, saksbehandlere og fritekst er ikke med.",
      "Hver person har et pseudonym: de første 128 bit av HMAC-SHA-256 av DUF-nummeret med en hemmelig nøkkel"
        + (formaal.isEmpty ? "." : " og formålet over."),
      "Samme nøkkel og formål gir samme pseudonym i alle uttrekk. Nøkkelkontroll (lik for uttrekk med samme nøkkel): \(noekkelkontroll).",
      "Personer som har reservert seg mot forskning (integreringsforskriften § 62) "
        + (valg.utelat.contains(.reserved)
          ? "er utelatt." : "er med uten pseudonym, og kan ikke kobles mellom uttrekk."),
      "Personer med adressebeskyttelse "
        + (valg.utelat.contains(.protected) ? "er utelatt." : "står uten kommune og fylke (Skjermet)."),
      valg.datoer.beskrivelse,
      "Radene er sortert etter pseudonym, så rekkefølgen sier ingenting om DUF-nummer.",
    ]
    if valg.minsteGruppe > 1 {
      p.append(
        "Der færre enn \(valg.minsteGruppe) personer har lik kombinasjon av kjennetegn, er så mange av kjennetegnene som trengs, skjult (:): "
          + "\(tabell.skjulte) personer. Er de for få også da, er de utelatt: \(tabell.fjernet) personer.")
    }
    if reservasjonsfeil.personer > 0 {
      p.append(
        "\(reservasjonsfeil.personer) personer har en reservasjon som er avvist ved innlesing; de er regnet som reservert."
      )
    }
    if reservasjonsfeil.utenPerson > 0 {
      p.append("\(reservasjonsfeil.utenPerson) rader med reservasjon har et DUF-nummer som ingen i inndata har.")
    }
    if reservasjonsfeil.ukjente > 0 {
      p.append(
        "OBS: \(reservasjonsfeil.ukjente) feil i filer med reservasjoner sier ikke hvem de gjelder. "
          + "Det er godtatt at noen som har reservert seg, kan ha fått pseudonym.")
    }
    return p
  }
}

// MARK: For programs

extension Uttrekkserklaering {
  /// `uttrekk.json`.
  public func json() -> [UInt8] {
    let valg = tabell.valg
    var w = JSONWriter()
    w.object { w in
      w.value("format_version", 1)
      w.object("program") { w in
        w.value("name", "nir")
        w.value("version", ProgramVersion.current)
      }
      w.value("formaal", formaal.isEmpty ? nil : formaal)
      w.value("beregningsdato", tabell.dato.iso)
      w.object("parametre") { w in for p in endredeParametre { w.value(p.navn, p.verdi) } }
      w.value("pipeline_sha256", pipelineSHA256.isEmpty ? nil : pipelineSHA256)
      w.object("inndata") { w in
        w.value("filer", inndata.filer)
        w.value("bytes", inndata.bytes)
        w.value("sha256", inndata.sha256)
        w.value("rader_lest", rader.lest)
        w.value("rader_avvist", rader.avvist)
      }
      w.object("uttrekk") { w in
        w.value("fil", uttrekk.name)
        w.value("dialekt", dialekt)
        w.value("rader", uttrekk.rows)
        w.value("bytes", uttrekk.bytes)
        w.value("sha256", uttrekk.sha256)
      }
      w.array("kolonner") { w in
        let skjult = tabell.skjultPerKolonne()
        for (i, n) in tabell.kolonnenavn.dropFirst().enumerated() {
          w.object { w in
            w.value("navn", n)
            w.value("valg", valg.kolonner[i].rawValue)
            w.value("kjennetegn", valg.gjeldendeKjennetegn.contains(valg.kolonner[i]))
            w.value("skjult", skjult[i])
          }
        }
      }
      w.object("pseudonym") { w in
        w.value("metode", "HMAC-SHA-256, 128 bit")
        w.value("noekkelkontroll", noekkelkontroll)
      }
      w.value("datoer", valg.datoer.rawValue)
      w.object("personer") { w in
        w.value("med_kategori", tabell.personer)
        w.value("reservert", tabell.reserverte)
        w.value("skjermet", tabell.skjermede)
        w.value("utelatt_etter_bestilling", tabell.utelatte)
        w.value("kjennetegn_skjult", tabell.skjulte)
        w.value("utelatt_for_faa", tabell.fjernet)
        w.value("i_uttrekket", tabell.rader)
      }
      w.array("utelater") { w in for u in Utelatelse.allCases where valg.utelat.contains(u) { w.value(nil, u.rawValue) }
      }
      w.object("reservasjoner_avvist") { w in
        w.value("personer", reservasjonsfeil.personer)
        w.value("uten_person", reservasjonsfeil.utenPerson)
        w.value("ukjente", reservasjonsfeil.ukjente)
      }
      w.value("minste_gruppe", valg.minsteGruppe)
      w.object("grupper_foer") { w in Uttrekkserklaering.skriv(foer, &w) }
      w.object("grupper") { w in Uttrekkserklaering.skriv(etter, &w) }
    }
    return w.bytes + [0x0A]
  }

  private static func skriv(_ g: Gruppetall, _ w: inout JSONWriter) {
    w.value("kombinasjoner", g.kombinasjoner)
    w.value("minste", g.minst)
    w.array("under") { w in
      for u in g.under {
        w.object { w in
          w.value("grense", u.grense)
          w.value("kombinasjoner", u.kombinasjoner)
          w.value("personer", u.personer)
        }
      }
    }
  }
}
