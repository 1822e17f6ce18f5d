import Foundation
import Kalender
import Rapport
import Tabular
import Testing

@testable import Pipeline

/// A real run with the page, the comparison and the data package.
@Suite struct NattsideKjoeringTests {
  static func drop(_ t: TemporaryFolder) throws {
    var o = GeneratorOptions(persons: 80, seed: 9, date: GeneratorOptions.defaultDate)
    o.mess = 0.02
    _ = try DropGenerator(o).run(into: t.path + "/drop", progress: Progress(mode: .quiet))
  }

  static func kjoer(_ t: TemporaryFolder, _ dato: String, dialekt: String = "excel-nb", traader: Int = 2) throws
    -> RunManifest
  {
    let navn = OutputName.allCases.map(\.rawValue).joined(separator: ", ")
    let yml = """
      name: natt
      beregningsdato: \(dato)
      input: \(t.path)/drop
      output: \(t.path)/ut
      dialect: \(dialekt)
      threads: \(traader)
      outputs: [\(navn)]
      """
    let fil = try PipelineFile.parse(Array(yml.utf8), path: "p.yml")
    return try NightlyRun(file: fil, overrides: RunOverrides(), progress: Progress(mode: .quiet)).run().manifest
  }

  @Test func toNetter() throws {
    let t = TemporaryFolder()
    try Self.drop(t)
    let foerste = try Self.kjoer(t, "2024-06-30")
    #expect(t.read("ut/rapport.html")?.contains("ingenting å sammenligne med") == true)
    #expect(foerste.outputs.first { $0.name == "sammenligning.csv" }?.rows == 0)
    let gammel = t.path + "/gammel"
    #expect(rename(t.path + "/ut", gammel) == 0)
    _ = Posix.makeFolders(Array((t.path + "/ut").utf8), mode: 0o755)
    for n in t.names("gammel") where !n.hasPrefix(".") { t.write("ut/\(n)", t.read("gammel/\(n)") ?? "") }

    let andre = try Self.kjoer(t, "2024-08-31")
    // What the run says is what `nir compare` says of the two folders.
    var bytes: [UInt8] = []
    let r = try Sammenligningsfil.csv(try Sammenligning(gammel: gammel, ny: t.path + "/ut")) { bytes += $0 }
    #expect(r.rader > 0)
    #expect(andre.outputs.first { $0.name == "sammenligning.csv" }?.rows == r.rader)
    #expect(t.read("ut/sammenligning.csv") == String(decoding: bytes, as: UTF8.self))
    let side = try #require(t.read("ut/rapport.html"))
    #expect(side.contains("Sammenlignet med kjøringen for 30.06.2024."))
    #expect(side.contains("Avslutninger kommet"))
    // The night once more: nothing is compared with itself.
    _ = try Self.kjoer(t, "2024-08-31")
    #expect(t.read("ut/rapport.html")?.contains("ingenting å sammenligne med") == true)
  }

  /// Nothing about a person stands on the page of a real night.
  @Test func ingenPersonerPaaSiden() throws {
    let t = TemporaryFolder()
    try Self.drop(t)
    _ = try Self.kjoer(t, "2024-08-31", dialekt: "rfc4180")
    let side = try #require(t.read("ut/rapport.html"))
    let liste = try Utfilleser.aapne(t.full(Array("ut/personliste.csv".utf8)), navn: "l", foerste: "DUF-nummer")
    var personer = 0
    while try liste.neste() {
      personer += 1
      #expect(!side.contains(liste.felt(0)))
      if liste.felt(1) != "Skjermet" { #expect(!side.contains(liste.felt(1))) }
    }
    #expect(personer > 0)
  }

  @Test func likeByteUansettTraader() throws {
    let t = TemporaryFolder()
    try Self.drop(t)
    _ = try Self.kjoer(t, "2024-08-31", traader: 1)
    let en = t.read("ut/rapport.html")
    _ = try Self.kjoer(t, "2024-08-31", traader: 4)
    #expect(en != nil && en == t.read("ut/rapport.html"))
  }

  /// The package describes every table, column by column, and only in rfc4180.
  @Test func datapakke() throws {
    let t = TemporaryFolder()
    try Self.drop(t)
    _ = try Self.kjoer(t, "2024-08-31")
    #expect(t.read("ut/datapackage.json") == nil)
    let m = try Self.kjoer(t, "2024-08-31", dialekt: "rfc4180")
    let json = try #require(t.read("ut/datapackage.json"))
    let pakke = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let ressurser = try #require(pakke["resources"] as? [[String: Any]])
    #expect(ressurser.compactMap { $0["path"] as? String } == m.outputs.map(\.name).filter { $0.hasSuffix(".csv") })
    for r in ressurser {
      let sti = try #require(r["path"] as? String)
      let skjema = try #require(r["schema"] as? [String: Any])
      let felt = try #require(skjema["fields"] as? [[String: Any]]).compactMap { $0["name"] as? String }
      let l = try Utfilleser.aapne(t.full(Array("ut/\(sti)".utf8)), navn: sti, foerste: felt.first ?? "")
      #expect(l.kolonner == felt, "\(sti)")
      let hode = ((r["dialect"] as? [String: Any])?["headerRows"] as? [Int])?.first ?? 1
      #expect((t.read("ut/\(sti)") ?? "").split(separator: "\r\n")[hode - 1].hasPrefix(felt.first ?? "-"), "\(sti)")
    }
    // A later night in the other dialect takes the package away.
    _ = try Self.kjoer(t, "2024-09-01")
    #expect(t.read("ut/datapackage.json") == nil)
  }

  /// Every value fits what the package says of its column.
  @Test func verdieneHolderSkjemaet() throws {
    let t = TemporaryFolder()
    try Self.drop(t)
    _ = try Self.kjoer(t, "2024-08-31", dialekt: "rfc4180")
    for n in OutputName.allCases {
      guard let kolonner = n.utkolonner else { continue }
      let l = try Utfilleser.aapne(t.full(Array("ut/\(n.fileName)".utf8)), navn: n.fileName, foerste: kolonner[0].navn)
      while try l.neste() {
        for (i, k) in kolonner.enumerated() {
          let v = l.felt(i)
          if v.isEmpty {
            #expect(!k.alltid, "\(n.fileName) \(k.navn)")
            continue
          }
          let passer =
            switch k.slag {
            case .tekst: true
            case .kode(let verdier): verdier.contains(v)
            case .dato: Dato(v)?.iso == v
            case .heltall: Int(v) != nil
            case .desimal: Double(v) != nil
            case .duf: v.utf8.count == 14 && v.split(separator: " ").map(\.utf8.count) == [4, 6, 2]
            }
          #expect(passer, "\(n.fileName) \(k.navn)")
        }
      }
    }
  }
}
