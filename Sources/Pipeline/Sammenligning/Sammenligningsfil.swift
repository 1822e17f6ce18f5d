import Kalender
import Kodeverk
import Rapport
import Tabular

/// What changed between two nights, written: as CSV (also `sammenligning.csv` of
/// a run), as text and as JSON.
public enum Sammenligningsfil {
  /// Columns of the CSV form.
  public static let kolonner = [
    "Endring", "DUF-nummer", "Gjelder", "Før", "Etter", "Beregningslogg før", "Beregningslogg etter",
  ]
  private static let maal = "Måloppnåelse"

  /// Writes the CSV form piece by piece and counts what it tells.
  /// - Parameter ut: is handed the bytes.
  /// - Returns: the counts, and the rows without the header.
  public static func csv(
    _ s: Sammenligning?, dialekt: CSVDialect = .excelNb, _ ut: ([UInt8]) throws(RunError) -> Void
  ) throws(RunError) -> (endringer: Sidegrunnlag.Endringer, rader: Int) {
    var w = CSVRowWriter(dialect: dialekt, capacity: 1 << 17)
    w.beginFile()
    for k in kolonner { w.field(trusted: k) }
    w.endRow()
    var rader = -1
    var antall = Sidegrunnlag.Endringer()
    if let s {
      var ventende: [Personendring] = []
      // Written in batches: a closure cannot hold on to the writer.
      func skriv(_ w: inout CSVRowWriter) throws(RunError) {
        for e in ventende { rad(e, &w) }
        ventende.removeAll(keepingCapacity: true)
        rader += w.rows
        try ut(w.out.bytes())
        w.removeAll()
      }
      try s.forHver { (e) throws(RunError) in
        antall.tell(e)
        ventende.append(e)
        if ventende.count == 512 { try skriv(&w) }
      }
      try skriv(&w)
      for m in s.maalendringer() { rad(m, &w) }
    }
    rader += w.rows
    try ut(w.out.bytes())
    return (antall, rader)
  }

  private static func rad(_ e: Personendring, _ w: inout CSVRowWriter) {
    w.field(trusted: e.slag.navn)
    w.field(trusted: e.duf.visning)
    w.field(trusted: e.slag == .flyttetFrist ? "Frist" : e.slag.rawValue < 2 ? "Person" : "Avslutning")
    for t in [e.foer, e.etter, e.loggFoer.joined(separator: " | "), e.loggEtter.joined(separator: " | ")] {
      Array(t.utf8).withUnsafeBytes { w.field(input: $0) }
    }
    w.endRow()
  }

  private static func rad(_ m: Maalendring, _ w: inout CSVRowWriter) {
    w.field(trusted: maal)
    w.emptyField()
    w.field(trusted: gjelder(m))
    w.field(trusted: tall(m.foer, m.gruppe))
    w.field(trusted: tall(m.etter, m.gruppe))
    w.emptyField()
    w.emptyField()
    w.endRow()
  }

  private static func gjelder(_ m: Maalendring) -> String {
    "\(m.lovverk), \(m.inndeling): \(m.verdi), \(m.gruppe.navn)"
  }

  /// `2061 (23,88 %)`.
  private static func tall(_ f: Fordeling, _ g: Avslutningsaarsakgruppe) -> String {
    f.prosent(g).map { "\(f[g]) (\(prosent($0)) %)" } ?? "\(f[g])"
  }

  private static func prosent(_ h: Int) -> String { "\(h / 100),\(h % 100 < 10 ? "0" : "")\(h % 100)" }

  // MARK: Text and JSON

  /// The text form: the counts, måloppnåelse, then person by person, a moved
  /// frist with both beregningslogger side by side.
  public static func tekst(_ s: Sammenligning) throws(RunError) -> String {
    var endringer: [Personendring] = []
    var antall = Sidegrunnlag.Endringer()
    try s.forHver { (e) throws(RunError) in
      antall.tell(e)
      endringer.append(e)
    }
    var ut = ""
    for (navn, n) in linjer(antall) { ut += navn + String(repeating: " ", count: 28 - navn.count) + "\(n)\n" }
    for f in s.utelatt { ut += "Ikke sammenlignet: \(f) finnes bare for den ene natten.\n" }
    let m = s.maalendringer().filter { $0.inndeling == Inndeling.totalt.navn }
    if !m.isEmpty {
      ut += "\nMåloppnåelse\n"
      for e in m { ut += "  \(e.lovverk), \(e.gruppe.navn): \(tall(e.foer, e.gruppe)) -> \(tall(e.etter, e.gruppe))\n" }
    }
    var sist: Personendring?
    for e in endringer {
      if e.duf != sist?.duf { ut += "\n\(e.duf.visning)\n" }
      sist = e
      ut += "  \(e.slag.navn): " + [e.foer, e.etter].map { $0.isEmpty ? "ingen" : $0 }.joined(separator: " -> ") + "\n"
      if e.slag == .flyttetFrist { ut += sideVedSide(e.loggFoer, e.loggEtter) }
    }
    return ut
  }

  private static func linjer(_ a: Sidegrunnlag.Endringer) -> [(String, Int)] {
    [
      ("Nye personer", a.nyePersoner), ("Personer borte", a.bortePersoner), ("Flyttede frister", a.flyttedeFrister),
      ("Avslutninger kommet", a.nyeAvslutninger), ("Avslutninger borte", a.borteAvslutninger),
      ("Avslutninger med ny status", a.endretStatus),
    ]
  }

  /// Two lists of steps in two columns; a step that is not in both is marked.
  static func sideVedSide(_ a: [String], _ b: [String], bredde: Int = 60) -> String {
    // A step is the same when only the date that it leads to has moved.
    func utenDato(_ trinn: String) -> Substring { trinn.dropLast(" = dd.mm.åååå".count) }
    func merket(_ trinn: String, _ andre: [String], _ merke: String) -> String {
      (andre.contains { utenDato($0) == utenDato(trinn) } ? "  " : merke + " ") + trinn
    }
    var ut = "    " + fylt("  Før", bredde) + " | " + "  Etter\n"
    for i in 0..<max(a.count, b.count) {
      let v = i < a.count ? brutt(merket(a[i], b, "-"), bredde) : []
      let h = i < b.count ? brutt(merket(b[i], a, "+"), bredde) : []
      for j in 0..<max(v.count, h.count) {
        let linje = "    " + fylt(j < v.count ? v[j] : "", bredde) + " | " + (j < h.count ? h[j] : "")
        ut += linje.replacingTrailingSpaces() + "\n"
      }
    }
    return ut
  }

  private static func fylt(_ t: String, _ bredde: Int) -> String { t + String(repeating: " ", count: max(0, bredde - t.count)) }

  /// Breaks a line at spaces; further lines are indented.
  private static func brutt(_ t: String, _ bredde: Int) -> [String] {
    var ut: [String] = []
    var linje = String(t.prefix(2))
    for ord in t.dropFirst(2).split(separator: " ") {
      if linje.count + ord.count + 1 > bredde, linje.count > 4 {
        ut.append(linje)
        linje = "    "
      }
      if linje.last != " " { linje += " " }
      linje += ord
    }
    return ut + [linje]
  }

  /// The JSON form.
  public static func json(_ s: Sammenligning) throws(RunError) -> [UInt8] {
    var endringer: [Personendring] = []
    var antall = Sidegrunnlag.Endringer()
    try s.forHver { (e) throws(RunError) in
      antall.tell(e)
      endringer.append(e)
    }
    var w = JSONWriter()
    w.object { w in
      w.object("antall") { w in for (navn, n) in linjer(antall) { w.value(navn, n) } }
      w.array("ikke_sammenlignet") { w in for f in s.utelatt { w.value(nil, f) } }
      w.array("endringer") { w in
        for e in endringer {
          w.object { w in
            w.value("endring", e.slag.navn)
            w.value("duf_nummer", e.duf.visning)
            w.value("foer", e.foer.isEmpty ? nil : e.foer)
            w.value("etter", e.etter.isEmpty ? nil : e.etter)
            guard e.slag == .flyttetFrist else { return }
            w.array("beregningslogg_foer") { w in for t in e.loggFoer { w.value(nil, t) } }
            w.array("beregningslogg_etter") { w in for t in e.loggEtter { w.value(nil, t) } }
          }
        }
      }
      w.array("maaloppnaaelse") { w in
        for m in s.maalendringer() {
          w.object { w in
            w.value("lovverk", m.lovverk)
            w.value("inndeling", m.inndeling)
            w.value("verdi", m.verdi)
            w.value("avslutningsaarsakgruppe", m.gruppe.navn)
            for (navn, f) in [("foer", m.foer), ("etter", m.etter)] {
              w.object(navn) { w in
                w.value("antall", f[m.gruppe])
                w.value("tallgrunnlag", f.tallgrunnlag)
                w.value("prosent", f.prosent(m.gruppe).map(prosent))
              }
            }
          }
        }
      }
    }
    return w.bytes + [UInt8(ascii: "\n")]
  }
}

extension String {
  fileprivate func replacingTrailingSpaces() -> String {
    var t = self
    while t.last == " " { t.removeLast() }
    return t
  }
}
