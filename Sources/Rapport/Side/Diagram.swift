// The page's charts, drawn as SVG. A chart 420 units wide is read on a phone
// without being scaled down much; labels stand above their bar, so that long ones
// have room. The text alternative is the title and description here and the
// table that always follows.

/// A bar with its value.
struct Stolpe {
  var navn: String
  var verdi: Int
  /// What stands behind the bar.
  var etikett: String
}

/// A bar of 100 %, divided.
struct Andelsrad {
  var navn: String
  /// Counts by part.
  var antall: [Int]
}

extension Html {
  private static let bredde = 420
  private static let radhoeyde = 38

  /// The figure around a chart: a frame that can be scrolled with the keyboard
  /// where the screen is narrower than the chart.
  private mutating func ramme(
    _ id: String, _ tittel: String, _ beskrivelse: String, hoeyde: Int, _ tegn: (inout Html) -> Void
  ) {
    tagg("svg", [
      "class": "diagram", "viewBox": "0 0 \(Html.bredde) \(hoeyde)", "role": "img",
      "aria-labelledby": "\(id)-t \(id)-b", "focusable": "false",
    ]) { h in
      h.tagg("title", ["id": "\(id)-t"], tittel)
      h.tagg("desc", ["id": "\(id)-b"], beskrivelse)
      tegn(&h)
    }
    linje()
  }

  /// The axis under the bars: line, ticks with numbers, name.
  private mutating func akse(y: Int, til x1: Int, merker: [(x: Int, tekst: String)], navn: String) {
    svg("line", ["class": "akse", "x1": "0", "y1": "\(y)", "x2": "\(x1)", "y2": "\(y)"])
    for (i, m) in merker.enumerated() {
      svg("line", ["class": "rute", "x1": "\(m.x)", "y1": "0", "x2": "\(m.x)", "y2": "\(y)"])
      svg("line", ["class": "akse", "x1": "\(m.x)", "y1": "\(y)", "x2": "\(m.x)", "y2": "\(y + 4)"])
      let anker = i == 0 ? "start" : m.x >= Html.bredde ? "end" : "middle"
      tagg("text", ["class": "merke", "x": "\(m.x)", "y": "\(y + 16)", "text-anchor": anker], m.tekst)
    }
    tagg("text", ["class": "merke", "x": "0", "y": "\(y + 32)"], navn)
  }

  /// Horizontal bars from 0.
  mutating func stolpediagram(
    id: String, tittel: String, beskrivelse: String, akse aksenavn: String, _ stolper: [Stolpe],
    prosent: Bool = false
  ) {
    let plass = 330
    let topp = Html.penTopp(stolper.map(\.verdi).max() ?? 0, enhet: prosent ? 100 : 1)
    let y = stolper.count * Html.radhoeyde + 4
    ramme(id, tittel, beskrivelse, hoeyde: y + 38) { h in
      h.akse(
        y: y, til: plass + 1,
        merker: [0, 1, 2].map { i in
          let v = topp * i / 2
          return (plass * i / 2, prosent ? Sidetekst.helProsent(v) : Sidetekst.antall(v))
        }, navn: aksenavn)
      for (i, s) in stolper.enumerated() {
        let over = i * Html.radhoeyde
        let b = topp > 0 ? max(s.verdi > 0 ? 1 : 0, plass * s.verdi / topp) : 0
        h.tagg("text", ["x": "0", "y": "\(over + 14)"], s.navn)
        h.svg("rect", ["class": "g0", "x": "0", "y": "\(over + 19)", "width": "\(b)", "height": "15"])
        h.tagg("text", ["class": "verdi", "x": "\(b + 6)", "y": "\(over + 31)"], s.etikett)
      }
    }
  }

  /// Bars of 100 %, each divided into the same parts.
  mutating func andelsdiagram(
    id: String, tittel: String, beskrivelse: String, akse aksenavn: String, deler: [String], _ rader: [Andelsrad]
  ) {
    let y = rader.count * Html.radhoeyde + 4
    ramme(id, tittel, beskrivelse, hoeyde: y + 38) { h in
      h.akse(
        y: y, til: Html.bredde,
        merker: [0, 25, 50, 75, 100].map { (Html.bredde * $0 / 100, "\($0)\u{A0}%") }, navn: aksenavn)
      for (i, r) in rader.enumerated() {
        let over = i * Html.radhoeyde
        h.tagg("text", ["x": "0", "y": "\(over + 14)"], r.navn)
        let alle = r.antall.reduce(0, +)
        guard alle > 0 else { continue }
        var foer = 0
        for (g, n) in r.antall.enumerated() where n > 0 {
          let x0 = Html.bredde * foer / alle
          foer += n
          let b = Html.bredde * foer / alle - x0
          h.svg("rect", [
            "class": "g\(g)", "x": "\(x0)", "y": "\(over + 18)", "width": "\(max(1, b - 1))", "height": "17",
          ])
          if b >= 36 {
            h.tagg("text", [
              "class": "paa", "x": "\(x0 + b / 2)", "y": "\(over + 31)", "text-anchor": "middle",
            ], Sidetekst.helProsent(Fordeling.hundredeler(n, av: alle)))
          }
        }
      }
    }
    tagg("ul", ["class": "tegnforklaring"]) { h in
      for (g, d) in deler.enumerated() {
        h.tagg("li") { h in
          h.tagg("span", ["class": "prikk g\(g)", "aria-hidden": "true"], "")
          h.tekst(d)
        }
      }
    }
  }

  /// The end of an axis: 2, 4, 6, 10 or 20 times a power of ten (so that its half is whole).
  static func penTopp(_ n: Int, enhet: Int) -> Int {
    var steg = enhet
    while true {
      for k in [2, 4, 6, 10] where k * steg >= n { return k * steg }
      let (neste, forMye) = steg.multipliedReportingOverflow(by: 10)
      if forMye { return n }
      steg = neste
    }
  }
}
