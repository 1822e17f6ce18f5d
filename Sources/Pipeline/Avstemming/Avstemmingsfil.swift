import Innlesing
import Tabular

/// An avstemming written: as text, CSV and JSON.
public enum Avstemmingsfil {
  public static let kolonner = [
    "Funn", "Type", "DUF-nummer", "ID", "Nøkkeldato", "Kolonne", "I fagsystemet", "I leveransen", "Linje i filen",
    "Fil i leveransen", "Linje i leveransen",
  ]

  public static func csv(_ a: Avstemming, dialekt: CSVDialect = .excelNb) -> [UInt8] {
    var w = CSVRowWriter(dialect: dialekt, capacity: 1 << 16)
    w.beginFile()
    for k in kolonner { w.field(trusted: k) }
    w.endRow()
    for f in a.funn {
      w.field(trusted: f.slag.rawValue)
      w.field(trusted: a.type.navn)
      for t in [f.duf, f.id, f.noekkel, f.kolonne, f.her, f.der, f.linje > 0 ? "\(f.linje)" : "", f.fil] {
        Array(t.utf8).withUnsafeBytes { w.field(input: $0) }
      }
      if f.filLinje > 0 { w.field(int: f.filLinje) } else { w.emptyField() }
      w.endRow()
    }
    return w.out.bytes()
  }

  public static func json(_ a: Avstemming) -> [UInt8] {
    var w = JSONWriter()
    w.object { w in
      w.value("type", a.type.navn)
      w.object("antall") { w in for (navn, n) in antall(a) { w.value(navn, n) } }
      w.array("kommuner") { w in for k in a.kommuner { w.value(nil, k) } }
      w.array("funn") { w in
        for f in a.funn {
          w.object { w in
            w.value("funn", f.slag.rawValue)
            w.value("duf_nummer", f.duf)
            w.value("id", f.id.isEmpty ? nil : f.id)
            w.value("noekkeldato", f.noekkel)
            if f.slag == .ulikt {
              w.value("kolonne", f.kolonne)
              w.value("i_fagsystemet", f.her)
              w.value("i_leveransen", f.der)
            }
            if f.linje > 0 { w.value("linje", f.linje) }
            if f.filLinje > 0 {
              w.value("fil_i_leveransen", f.fil)
              w.value("linje_i_leveransen", f.filLinje)
            }
          }
        }
      }
    }
    return w.bytes + [UInt8(ascii: "\n")]
  }

  public static func tekst(_ a: Avstemming) -> String {
    var ut = "Type \(a.type.navn)"
    if !a.kommuner.isEmpty { ut += ", kommuner \(a.kommuner.joined(separator: ", "))" }
    ut += "\n"
    for (navn, n) in antall(a) { ut += navn + String(repeating: " ", count: 34 - navn.count) + "\(n)\n" }
    var duf = ""
    for f in a.funn {
      if f.duf != duf { ut += "\n\(f.duf)\n" }
      duf = f.duf
      let hva = DisplayText.visible(f.id.isEmpty ? f.noekkel : "\(f.noekkel) (ID \(f.id))")
      var hvor: [String] = []
      if f.linje > 0 { hvor.append("linje \(f.linje)") }
      if f.filLinje > 0 { hvor.append("\(f.fil):\(f.filLinje)") }
      ut += "  \(f.slag.rawValue): \(hva)"
      if f.slag == .ulikt {
        ut += ": \(f.kolonne) er «\(DisplayText.visible(f.her))» i fagsystemet, «\(DisplayText.visible(f.der))» i leveransen"
      }
      ut += " [\(hvor.joined(separator: ", "))]\n"
    }
    return ut
  }

  private static func antall(_ a: Avstemming) -> [(String, Int)] {
    func n(_ s: Avstemmingsfunn.Slag) -> Int { a.funn.count { $0.slag == s } }
    return [
      ("Registreringer i filen", a.iFilen), ("Registreringer i leveransen", a.iLeveransen), ("Helt like", a.like),
      ("Bare i fagsystemet", n(.bareHer)), ("Bare i leveransen", n(.bareDer)), ("Ulike verdier", n(.ulikt)),
      ("Rader som ikke kan leses", a.uleselige),
    ]
  }
}
