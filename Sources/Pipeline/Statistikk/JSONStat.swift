import Kalender
import Kodeverk
import Rapport

/// Måloppnåelse as JSON-stat 2.0 (https://json-stat.org/format/): a dataset, or a
/// collection of datasets where there are several tables. Kommuner and fylker have
/// Statistics Norway's codes, `0` being the whole country; `:` is its sign for a
/// number that is not shown, `.` for one that cannot be given.
public enum JSONStat {
  /// The tables of some runs (one a law).
  public static func bytes(_ kjoeringer: [Maalkjoering], per dato: Dato) -> [UInt8] {
    var w = JSONWriter()
    let alle = kjoeringer.flatMap { k in k.tabeller.map { (k.grense, $0) } }
    if alle.count == 1, let (grense, t) = alle.first {
      w.object { dataset(&$0, t, grense, dato) }
    } else {
      w.object { w in
        w.value("version", "2.0")
        w.value("class", "collection")
        w.value("label", "Måloppnåelse i introduksjonsprogrammet")
        w.value("updated", dato.iso)
        w.object("link") { w in
          w.array("item") { w in
            for (grense, t) in alle { w.object { dataset(&$0, t, grense, dato) } }
          }
        }
      }
    }
    return w.bytes + [0x0A]
  }

  /// A dimension: its id, label and categories, with «all» where the table has it.
  private struct Dimensjon {
    var id: String
    var navn: String
    var kategorier: [Maalkategori]
    var rolle: String?
  }

  private static func dimensjon(_ i: Inndeling, _ kategorier: [Maalkategori], alle: Bool) -> Dimensjon {
    let sted = i == .kommune || i == .oppfoelgingsfylke
    let sum = alle ? [Maalkategori(kode: "0", navn: sted ? "Hele landet" : "Alle")] : []
    let (id, rolle): (String, String?) =
      switch i {
      case .totalt: ("Totalt", nil)
      case .avslutningsaar: ("Tid", "time")
      case .oppfoelgingsfylke, .kommune: ("Region", "geo")
      case .kategori: ("Kategori", nil)
      case .kjoenn: ("Kjonn", nil)
      case .aldersgruppe: ("Alder", nil)
      case .sluttmaal: ("Sluttmaal", nil)
      }
    return Dimensjon(id: id, navn: i.navn, kategorier: sum + kategorier, rolle: rolle)
  }

  private static let innhold = [
    Maalkategori(kode: "Antall", navn: "Antall avsluttede"), Maalkategori(kode: "Tallgrunnlag", navn: "Tallgrunnlag"),
    Maalkategori(kode: "Prosent", navn: "Prosent av tallgrunnlaget"),
  ]

  private static func dimensjoner(_ t: Maaltabell) -> [Dimensjon] {
    let lov = Maalkategori(kode: t.lovverk.navn, navn: t.lovverk.navn)
    let grupper = Avslutningsaarsakgruppe.allCases.map { Maalkategori(kode: String($0.rawValue + 1), navn: $0.navn) }
    return [Dimensjon(id: "Lovverk", navn: "Lovverk", kategorier: [lov])]
      + t.inndelinger.indices.map { dimensjon(t.inndelinger[$0], t.kategorier[$0], alle: t.harAlle[$0]) }
      + [
        Dimensjon(id: "Avslutningsaarsakgruppe", navn: "Avslutningsårsakgruppe", kategorier: grupper),
        Dimensjon(id: "ContentsCode", navn: "Statistikkvariabel", kategorier: innhold, rolle: "metric"),
      ]
  }

  private static func dataset(_ w: inout JSONWriter, _ t: Maaltabell, _ grense: Int, _ dato: Dato) {
    let dim = dimensjoner(t)
    let ved =
      t.inndelinger.isEmpty ? "" : " etter " + t.inndelinger.map { $0.navn.lowercased() }.joined(separator: ", ")
    w.value("version", "2.0")
    w.value("class", "dataset")
    w.value("label", "Måloppnåelse i introduksjonsprogrammet (\(t.lovverk.navn))\(ved)")
    w.value("source", "Nasjonalt introduksjonsregister (NIR)")
    w.value("updated", dato.iso)
    if grense > 1 {
      w.array("note") {
        $0.value(
          nil, "Tall fra 1 til \(grense - 1), og tall som de ellers kunne regnes ut av, vises ikke (tegnet :).")
      }
    }
    w.array("id") { w in for d in dim { w.value(nil, d.id) } }
    w.line("size", dim.map { String($0.kategorier.count) })
    w.object("role") { w in
      for r in ["time", "geo", "metric"] where dim.contains(where: { $0.rolle == r }) {
        w.array(r) { w in for d in dim where d.rolle == r { w.value(nil, d.id) } }
      }
    }
    w.object("dimension") { w in for d in dim { skriv(&w, d) } }
    let (verdier, status) = tall(t)
    w.line("value", verdier)
    if !status.isEmpty {
      w.object("status") { w in for (i, s) in status { w.value(String(i), s) } }
    }
    w.object("extension") { w in
      w.value("beregningsdato", dato.iso)
      w.value("suppress", grense)
    }
  }

  private static func skriv(_ w: inout JSONWriter, _ d: Dimensjon) {
    w.object(d.id) { w in
      w.value("label", d.navn)
      w.object("category") { w in
        w.array("index") { w in for k in d.kategorier { w.value(nil, k.kode) } }
        w.object("label") { w in for k in d.kategorier { w.value(k.kode, k.navn) } }
        if d.rolle == "metric" {
          w.object("unit") { w in
            for k in d.kategorier {
              w.object(k.kode) { w in
                w.value("base", k.kode == "Prosent" ? "prosent" : "personer")
                w.value("decimals", k.kode == "Prosent" ? 2 : 0)
              }
            }
          }
        }
      }
    }
  }

  /// The values, the last dimension changing fastest, and what is to be said of
  /// those that are null.
  private static func tall(_ t: Maaltabell) -> (verdier: [String], status: [(Int, String)]) {
    var verdier: [String] = []
    var status: [(Int, String)] = []
    func legg(_ v: Maaltall?, _ tekst: (Int) -> String) {
      switch v {
      case .antall(let n): verdier.append(tekst(n))
      case .skjult:
        status.append((verdier.count, Maalkjoering.skjultTegn))
        verdier.append("null")
      case nil:
        status.append((verdier.count, "."))
        verdier.append("null")
      }
    }
    for r in t.rader {
      for g in Avslutningsaarsakgruppe.allCases {
        legg(r.antall[Int(g.rawValue)]) { String($0) }
        legg(r.tallgrunnlag) { String($0) }
        legg(r.prosent(g)) { "\($0 / 100).\($0 % 100 < 10 ? "0" : "")\($0 % 100)" }
      }
    }
    return (verdier, status)
  }
}
