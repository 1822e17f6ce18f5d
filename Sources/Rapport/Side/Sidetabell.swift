/// A table of the page: a caption, a header row, and a header a row.
struct Sidetabell {
  /// A column; numbers stand to the right.
  struct Kolonne {
    var navn: String
    var erTall = true
  }

  /// What the table is, for its caption and as the name of its frame.
  var navn: String
  /// What a reader must know to read it; empty: nothing.
  var merknad = ""
  var kolonner: [Kolonne]
  /// Cells, the first being the row's header.
  var rader: [[String]]
  /// The last row, set off: a sum.
  var sum: [String]?
  /// Rows that are left out: `og N til`.
  var flere = 0
  /// What the rows are, with `flere`: `kommuner`.
  var radnavn = ""

  /// - Parameter kolonner: their names; all but the first hold numbers.
  init(_ navn: String, kolonner: [String], rader: [[String]]) {
    self.navn = navn
    self.kolonner = kolonner.enumerated().map { Kolonne(navn: $1, erTall: $0 > 0) }
    self.rader = rader
  }

  /// Keeps the first rows and says how many more there are.
  mutating func kutt(til antall: Int, _ radnavn: String) {
    self.radnavn = radnavn
    flere = max(0, rader.count - antall)
    if flere > 0 { rader.removeSubrange(antall...) }
  }
}

extension Html {
  /// A table in a frame that scrolls where it is wider than the screen.
  mutating func tabell(_ t: Sidetabell) {
    tagg("div", ["class": "rull", "role": "region", "aria-label": t.navn, "tabindex": "0"]) { h in
      h.tagg("table") { h in
        h.tagg("caption", t.merknad.isEmpty ? t.navn : "\(t.navn). \(t.merknad)")
        h.tagg("thead") { h in
          h.tagg("tr") { h in
            for k in t.kolonner { h.tagg("th", k.erTall ? ["scope": "col", "class": "tall"] : ["scope": "col"], k.navn) }
          }
        }
        h.tagg("tbody") { h in
          for r in t.rader { h.rad(r, t) }
          if t.flere > 0 {
            h.tagg("tr") { h in
              h.tagg(
                "td", ["colspan": "\(t.kolonner.count)", "class": "svak"],
                "og \(Sidetekst.antall(t.flere)) \(t.radnavn) til")
            }
          }
        }
        if let sum = t.sum { h.tagg("tfoot") { $0.rad(sum, t) } }
      }
    }
    linje()
  }

  private mutating func rad(_ celler: [String], _ t: Sidetabell) {
    tagg("tr") { h in
      for (i, c) in celler.enumerated() {
        if i == 0 {
          h.tagg("th", ["scope": "row"], c)
        } else {
          h.tagg("td", i < t.kolonner.count && t.kolonner[i].erTall ? ["class": "tall"] : [:], c)
        }
      }
    }
  }
}
