import Rapport
import Tabular

/// `datapackage.json` beside outputs in the dialect rfc4180: what each file is and
/// what its columns hold, as R, Python and Stata's readers of Frictionless Data
/// Packages take it (datapackage.org). Made from the columns' own declarations.
enum Datapakke {
  static let filnavn = "datapackage.json"

  /// - Parameter m: the run's manifest, with all tables among its outputs.
  static func json(_ m: RunManifest) -> [UInt8] {
    var w = JSONWriter()
    w.object { w in
      w.value("$schema", "https://datapackage.org/profiles/2.0/datapackage.json")
      w.value("name", "nir-\(m.beregningsdato)")
      w.value("title", "Introduksjonsprogrammet, beregningsdato \(m.beregningsdato)")
      w.value("version", m.programVersion)
      w.array("resources") { w in
        for n in OutputName.allCases {
          guard let o = m.outputs.first(where: { $0.name == n.fileName }), let kolonner = n.utkolonner else { continue }
          w.object { w in ressurs(n, o, kolonner, &w) }
        }
      }
    }
    return w.bytes + [UInt8(ascii: "\n")]
  }

  private static func ressurs(_ n: OutputName, _ o: RunManifest.Output, _ kolonner: [Utkolonne], _ w: inout JSONWriter)
  {
    w.value("name", n.rawValue)
    w.value("path", o.name)
    w.value("type", "table")
    w.value("format", "csv")
    w.value("mediatype", "text/csv")
    w.value("encoding", "utf-8")
    w.value("bytes", o.bytes)
    w.value("hash", "sha256:\(o.sha256)")
    w.object("dialect") { w in
      w.value("delimiter", ",")
      w.value("lineTerminator", "\r\n")
      w.value("doubleQuote", true)
      w.value("header", true)
      let foer = n.utfil?.linjerFoerKolonner ?? 0
      if foer > 0 { w.array("headerRows") { $0.value(nil, foer + 1) } }
    }
    w.object("schema") { w in
      w.array("fields") { w in for k in kolonner { w.object { w in felt(k, &w) } } }
      w.array("missingValues") { $0.value(nil, "") }
    }
  }

  private static func felt(_ k: Utkolonne, _ w: inout JSONWriter) {
    w.value("name", k.navn)
    switch k.slag {
    case .tekst, .kode, .duf: w.value("type", "string")
    case .dato: w.value("type", "date")
    case .heltall: w.value("type", "integer")
    case .desimal: w.value("type", "number")
    }
    w.object("constraints") { w in
      if k.alltid { w.value("required", true) }
      switch k.slag {
      case .kode(let verdier): w.array("enum") { w in for v in verdier { w.value(nil, v) } }
      case .duf: w.value("pattern", "[0-9]{4} [0-9]{6} [0-9]{2}")
      case .tekst, .dato, .heltall, .desimal: break
      }
    }
  }
}

extension OutputName {
  /// Its columns with what they hold; nil for what is no table.
  var utkolonner: [Utkolonne]? {
    switch self {
    case .avslutningsrapport, .avslutningsrapportIntroduksjonsloven, .personliste, .personlisteIntroduksjonsloven,
      .beregningslogg, .avslutningshistorikk:
      utfil?.utkolonner
    case .maaloppnaaelse: Maaloppnaaelsefil.utkolonner
    case .avvik: AvvikWriter.utkolonner
    case .sammenligning:
      Sammenligningsfil.kolonner.map { Utkolonne(navn: $0, slag: .tekst, alltid: $0 == Sammenligningsfil.kolonner[0]) }
    case .fristvarsel, .deltakelse, .aktivtid: tilleggsfil?.utkolonner
    case .rapport: nil
    }
  }
}
