import Kodeverk

/// `rapport.html`: the night at a glance, for people. One file without any
/// outside resource; sums only, and per kommune none that could be one person's.
/// It has no clock in it: the same night gives the same bytes.
public enum Nattside {
  /// Name of the output file.
  public static let filnavn = "rapport.html"
  /// The longest table; all rows are in the CSV files.
  static let lengsteTabell = 25

  /// The whole page.
  public static func skriv(_ g: Sidegrunnlag) -> [UInt8] {
    var h = Html()
    h.raa("<!DOCTYPE html>\n")
    h.tagg("html", ["lang": "nb"]) { h in
      h.tagg("head") { h in
        h.tom("meta", ["charset": "utf-8"])
        // A page that may fetch nothing, whatever a file's name would make of it.
        h.tom(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          ])
        h.tom("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        h.tom("meta", ["name": "color-scheme", "content": "light dark"])
        h.tom("meta", ["name": "robots", "content": "noindex"])
        h.tom("link", ["rel": "icon", "href": "data:,"])
        h.tagg("title", "Introduksjonsprogrammet: rapport for \(g.dato)")
        h.tagg("style") { $0.raa(Sidestil.css) }
      }
      h.linje()
      h.tagg("body") { h in
        h.tagg("a", ["class": "hopp", "href": "#innhold"], "Hopp til innholdet")
        h.tagg("header") { hode(g, &$0) }
        h.tagg("nav", ["aria-label": "På denne siden"]) { h in
          h.tagg("ul") { h in
            for d in Sidedel.allCases { h.tagg("li") { $0.tagg("a", ["href": "#\(d.rawValue)"], d.tittel) } }
          }
        }
        h.tagg("main", ["id": "innhold", "tabindex": "-1"]) { h in
          for d in Sidedel.allCases {
            h.linje()
            h.tagg("section", ["aria-labelledby": d.rawValue]) { h in
              h.tagg("h2", ["id": d.rawValue], d.tittel)
              d.skriv(g, &h)
            }
          }
        }
        h.tagg("footer") { h in
          h.tagg("p") { h in
            h.tekst(
              "Siden viser bare antall. Tall under \(Smaatall.grense) for en kommune vises som "
                + "«færre enn \(Smaatall.grense)», og «skjult» står der et slikt tall ellers kunne regnes ut. ")
            h.tekst("Personer med adressebeskyttelse er bare med i tallene for hele landet.")
          }
          h.tagg("p", "Fullstendige tall står i CSV-filene i samme mappe. Laget av nir \(g.programversjon).")
        }
      }
    }
    h.linje()
    return Array(h.kilde.utf8)
  }

  private static func hode(_ g: Sidegrunnlag, _ h: inout Html) {
    h.tagg("h1", "Introduksjonsprogrammet, natten \(g.dato)")
    h.tagg("p", ["class": "svak"], "Beregningsdato \(g.dato). Kjøring «\(g.pipeline)», nir \(g.programversjon).")
    if !g.endredeParametre.isEmpty {
      let p = g.endredeParametre.map { "\($0.navn) = \($0.verdi)" }.joined(separator: ", ")
      h.tagg(
        "p", ["class": "ille"],
        "Kjørt med andre verdier enn regelverkets: \(p). Tallene er et «hva om», ikke registerets.")
    }
  }
}

/// The page's sections, in order; the raw value is the anchor.
enum Sidedel: String, CaseIterable {
  case natten, endringer, maaloppnaaelse, tid, frister
  case uten = "uten-aarsak"
  case avvik

  var tittel: String {
    switch self {
    case .natten: "Hvordan natten gikk"
    case .endringer: "Endret siden forrige natt"
    case .maaloppnaaelse: "Måloppnåelse"
    case .tid: "Tid i program"
    case .frister: "Frister som går ut"
    case .uten: "Avslutninger uten registrert årsak"
    case .avvik: "Avvik"
    }
  }

  func skriv(_ g: Sidegrunnlag, _ h: inout Html) {
    switch self {
    case .natten: h.natten(g)
    case .endringer: h.endringer(g)
    case .maaloppnaaelse: h.maaloppnaaelse(g)
    case .tid: h.tid(g)
    case .frister: h.frister(g)
    case .uten: h.utenAarsak(g)
    case .avvik: h.avvik(g)
    }
  }
}
