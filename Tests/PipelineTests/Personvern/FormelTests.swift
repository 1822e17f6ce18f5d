import Domene
import Innlesing
import Kalender
import Rapport
import Testing

@testable import Pipeline

/// A text from outside that a spreadsheet would run is written with a `'` before it
/// (`formats.md`), in every column of every CSV that is written anywhere.
@Suite struct FormelTests {
  static let begynnelser = ["=", "+", "-", "@", "\t", "\r", "=\"", "@;", "-\n"]

  /// Rows of CSV with quotes undone.
  static func rader(_ fil: String, _ skille: UInt8) -> [[String]] {
    var alle: [[[UInt8]]] = [[[]]]
    var sitert = false
    let b = Array(fil.utf8)
    var i = b.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while i < b.count {
      let c = b[i]
      if sitert {
        if c == 0x22, i + 1 < b.count, b[i + 1] == 0x22 {
          alle[alle.count - 1][alle[alle.count - 1].count - 1].append(c)
          i += 1
        } else if c == 0x22 {
          sitert = false
        } else {
          alle[alle.count - 1][alle[alle.count - 1].count - 1].append(c)
        }
      } else if c == 0x22 {
        sitert = true
      } else if c == skille {
        alle[alle.count - 1].append([])
      } else if c == 0x0A {
        alle.append([[]])
      } else if c != 0x0D {
        alle[alle.count - 1][alle[alle.count - 1].count - 1].append(c)
      }
      i += 1
    }
    return alle.map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  static func felt(_ t: String) -> String {
    "\"" + t.replacing("\"", with: "\"\"") + "\""
  }

  /// JSON's escapes, so that what a CSV field would have trimmed comes through too.
  static func json(_ t: String) -> String {
    t.replacing("\"", with: "\\\"").replacing("\t", with: "\\t").replacing("\r", with: "\\r").replacing("\n", with: "\\n")
  }

  /// A drop where every text is `ond`, the file names too.
  static func drop(_ ond: String) -> TemporaryFolder {
    let t = TemporaryFolder()
    let o = felt(ond + "x")
    let duf = "9000 999000 14"
    t.write(
      "drop/udi/u.csv",
      "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Kjønn;Fødselsnummer;Hjemmel;Vedtaksdato;Statsborgerskap;\(o)\n"
        + "\(duf);\(o);\(o);01.05.1990;\(o);\(o);§ 28;01.12.2022;\(o);\n"
        + "\(duf);\(o);\(o);01.05.1990;;\(o);Utlendingsloven § 28 Asyl;01.12.2022;\(o);\n"
        + "900099900113;\(o);\(o);\(o);;;§ 28;\(o);\(o);\n")
    t.write(
      "drop/folkeregister/p.ndjson",
      #"{"utlendingsmyndighetenesIdentifikasjonsnummer":[{"identifikasjonsnummer":"900099900212","erGjeldende":true,"ajourholdstidspunkt":"2022-01-01"}],"navn":[{"fornavn":"\#(json(ond))x","etternavn":"\#(json(ond))y","erGjeldende":true,"ajourholdstidspunkt":"2022-01-01"}],"foedsel":[{"foedselsdato":"1990-01-01","erGjeldende":true,"ajourholdstidspunkt":"2022-01-01"}],"adressebeskyttelse":[]}"#
        + "\n")
    t.write(
      "drop/udi/v.csv",
      "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n900099900212;;;;Utlendingsloven § 28 Asyl;01.12.2022\n")
    for (i, d) in [duf, "900099900212"].enumerated() {
      t.write(
        "drop/kommune/bosettinger_\(i).csv",
        "ID;DUF-nummer;Oppf.kommune;Bydel;Fra dato;Avtalt bosetting;Registrert dato;Registrert av\n"
          + "\(o);\(d);0301;030101;01.01.2023;Ja;01.01.2023;\(o)\n\(o);\(d);\(o);\(o);\(o);\(o);\(o);\(o)\n")
      t.write(
        "drop/kommune/vedtak_\(i).csv",
        "ID;DUF-nummer;Vedtakstype;Vedtaksdato;Resultat;Startdato;Oppf.kommune;Registrert dato;Registrert av\n"
          + "\(o);\(d);Deltakelse i introduksjonsprogram;01.02.2023;Innvilget;01.02.2023;0301;01.02.2023;\(o)\n"
          + "2;\(d);\(o);01.02.2023;\(o);;0301;01.02.2023;\(o)\n")
      t.write(
        "drop/kommune/sluttmaal_\(i).csv",
        "ID;DUF-nummer;Sluttmål;Registrert dato;Registrert av\n\(o);\(d);Fullføre grunnskole;01.02.2023;\(o)\n")
      t.write(
        "drop/kommune/klager_\(i).csv",
        "ID;DUF-nummer;Vedtak-ID;Klage registrert dato;Registrert dato\n;\(d);\(o)ukjent;01.03.2023;01.03.2023\n")
    }
    t.write(
      "drop/kommune/avslutninger.csv",
      "ID;DUF-nummer;Avslutningsårsak;Avslutningsdato;Antall timer arbeid per uke;Registrert dato;Registrert av\n"
        + "\(o);\(duf);Arbeid;01.06.2023;30;01.06.2023;\(o)\n")
    // A file without a type, in the root of the drop: its name is the first thing in the cell.
    t.write(Array("drop/\(ond.replacing("/", with: ""))fil.csv".utf8), Array("x".utf8))
    return t
  }

  static func sjekk(_ navn: String, _ fil: String, _ skille: UInt8, _ ond: String, _ funnet: inout Int) {
    let hoder = ["+ 24 mnd", "+ 6 mnd", "+ 36 mnd"]
    for rad in rader(fil, skille) {
      for f in rad {
        // The steps' own texts are the program's (F-10).
        if hoder.contains(f) { continue }
        if let c = f.unicodeScalars.first { #expect(!"=+-@\t\r".unicodeScalars.contains(c), "\(navn): \(f.debugDescription)") }
        if f.hasPrefix("'" + ond) { funnet += 1 }
      }
    }
  }

  @Test("no CSV of a run or command begins a cell with a formula", arguments: begynnelser)
  func ingenFormel(ond: String) throws {
    let t = Self.drop(ond)
    for dialekt in OutputDialect.allCases {
      var f = PipelineFile.forDrop(t.path + "/drop")
      f.output = t.path + "/ut-" + dialekt.rawValue
      f.dialect = dialekt
      f.outputs = OutputName.allCases
      f.outputOptions.perKommune = Set(OutputName.allCases.filter { $0.kommunekolonne != nil })
      let skille: UInt8 = dialekt == .excelNb ? 0x3B : 0x2C
      for dag in ["2023-05-01", "2023-08-31"] {
        f.beregningsdato = .fixed(try #require(Dato(dag)))
        _ = try NightlyRun(file: f, overrides: RunOverrides(), progress: Progress(mode: .quiet)).run()
      }
      var funnet: [String: Int] = [:]
      for n in t.names("ut-" + dialekt.rawValue) where n.hasSuffix(".csv") {
        guard let fil = t.read("ut-\(dialekt.rawValue)/\(n)") else { continue }
        Self.sjekk(n, fil, skille, ond, &funnet[n, default: 0])
      }
      // A leading tab or line break of a CSV value is trimmed away; JSON's names and the file's name keep it.
      #expect(funnet["avvik.csv", default: 0] > 0)
      if !"\t\r\n".contains(ond) {
        for n in ["personliste.csv", "avslutningsrapport.csv", "avslutningshistorikk.csv", "personliste_0301.csv"] {
          #expect(funnet[n, default: 0] > 0, "\(n)")
        }
      }
    }
    try kommandoene(t, ond)
  }

  private func kommandoene(_ t: TemporaryFolder, _ ond: String) throws {
    var n = 0
    var o = Validation.Options()
    o.paths = [t.path + "/drop"]
    o.date = .fixed(try #require(Dato("2023-08-31")))
    o.rules = true
    var ut: [UInt8] = []
    _ = try Validation(o, progress: Progress(mode: .quiet)).run(.csv, shown: nil) { ut += Array($0) }
    Self.sjekk("validate", String(decoding: ut, as: UTF8.self), 0x3B, ond, &n)
    #expect(n > 0)

    var f = PipelineFile.forDrop(t.path + "/drop")
    f.beregningsdato = o.date
    for kilde in [
      try Listekilde.drop(f, utfiler: [.personliste, .avslutningsrapport], progress: Progress(mode: .quiet)),
      try Listekilde.mappe(t.path + "/ut-excel-nb", dato: nil),
    ] {
      for u in [Utfil.personliste, .avslutningsrapport] {
        var v = Listevalg()
        v.navn = ond
        for valg in [Listevalg(), v] {
          for (dialekt, skille) in [(OutputDialect.excelNb, UInt8(0x3B)), (.rfc4180, 0x2C)] {
            let csv = Listesvar(try kilde.tabell(u), valg).csv(dialekt: dialekt == .excelNb ? .excelNb : .rfc4180)
            Self.sjekk("\(u)", String(decoding: csv, as: UTF8.self), skille, ond, &n)
          }
        }
      }
    }
    let ondt = Self.felt(ond + "z")
    for (type, hode, rad) in [
      ("vedtak", "ID;DUF-nummer;Vedtakstype;Vedtaksdato;Registrert av", "\(ondt);9000 999000 14;\(ondt);01.02.2023;\(ondt)"),
      ("udi", "DUF-nummer;Fornavn;Etternavn;Vedtaksdato;Hjemmel", "9000 999000 14;\(ondt);\(ondt);01.12.2022;\(ondt)"),
    ] {
      t.write("fag.csv", hode + "\n" + rad + "\n")
      let a = try Avstemming(fil: t.path + "/fag.csv", typenavn: type, input: t.path + "/drop", utenom: [])
      #expect(!a.funn.isEmpty)
      for (d, skille) in [(false, UInt8(0x3B)), (true, 0x2C)] {
        let csv = d ? Avstemmingsfil.csv(a, dialekt: .rfc4180) : Avstemmingsfil.csv(a)
        Self.sjekk("reconcile", String(decoding: csv, as: UTF8.self), skille, ond, &n)
      }
    }
    let s = try Sammenligning(gammel: t.path + "/ut-excel-nb", ny: t.path + "/ut-rfc4180")
    _ = try Sammenligningsfil.csv(s) { Self.sjekk("compare", String(decoding: $0, as: UTF8.self), 0x3B, ond, &n) }
  }
}
