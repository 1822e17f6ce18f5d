import Domene
import Innlesing
import Kalender
import Testing

@testable import Pipeline

/// `masker_verdi`: what stood in personal columns is in no `avvik.csv` and no report of
/// `nir validate`.
@Suite struct MaskeringTests {
  static let hemmelig = ["13057548", "Kari-Feil", "31.02.1988", "9000999X0014", "Ola Nordmann", "99999", "KOMM-OLNO"]

  let folder = TemporaryFolder()

  init() {
    folder.write(
      "drop/udi/u.csv",
      """
      DUF-nummer;Fornavn;Etternavn;Fødselsdato;Fødselsnummer;Hjemmel;Vedtaksdato;Ola Nordmann
      900099900014;A;B;01.05.1990;13057548;§ 28;01.12.2022;
      900099900113;Kari-Feil;B;31.02.1988;;§ 28;01.12.2022;
      9000999X0014;A;B;01.05.1990;;§ 28;01.12.2022;

      """)
    folder.write(
      "drop/kommune/reservasjoner.csv",
      """
      DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av
      900099900014;32.01.2024;02.02.2024;KOMM-OLNO
      900099900212;01.01.2024;02.02.2024;

      """)
    folder.write(
      "drop/folkeregister/p.ndjson",
      #"{"utlendingsmyndighetenesIdentifikasjonsnummer":[{"identifikasjonsnummer":"900099900014","erGjeldende":true}],"identifikasjonsnummer":[{"foedselsEllerDNummer":"99999","erGjeldende":true}]}"#
    )
  }

  func avvik(masker: Bool) throws -> String {
    let options = masker ? "{masker_verdi: true}" : "{masker_verdi: false}"
    let text = """
      name: n
      beregningsdato: 2024-08-31
      input: \(folder.path)/drop
      output: \(folder.path)/out
      outputs:
        - avvik: \(options)
      """
    let f = try PipelineFile.parse(Array(text.utf8), path: "p.yml")
    _ = try NightlyRun(file: f, overrides: RunOverrides(), progress: Progress(mode: .quiet)).run()
    return folder.read("out/avvik.csv") ?? ""
  }

  @Test func standardErUmaskert() throws {
    let text = PipelineFileTests.base + "outputs: [avvik]\n"
    let f = try PipelineFile.parse(Array(text.utf8), path: "p.yml")
    #expect(f.outputOptions.maskerVerdi == false)
    let fil = try avvik(masker: false)
    for h in ["13057548", "31.02.1988", "9000999X0014", "Ola Nordmann", "99999"] { #expect(fil.contains(h)) }
  }

  @Test func avvikMaskeres() throws {
    let aapen = try avvik(masker: false)
    let fil = try avvik(masker: true)
    for h in Self.hemmelig { #expect(!fil.contains(h)) }
    // What is not personal still stands, and so does who it is about.
    #expect(fil.contains("32.01.2024") && fil.contains("9000 999000 14"))
    #expect(aapen.split(separator: "\r\n").count == fil.split(separator: "\r\n").count)
    // One mask for every value: nothing of its length.
    var masker = 0
    for linje in fil.split(separator: "\r\n").dropFirst() {
      let felt = linje.split(separator: ";", omittingEmptySubsequences: false)
      if felt.count > 5, felt[5].contains("*") {
        #expect(felt[5] == "***")
        masker += 1
      }
    }
    #expect(masker >= 4)
    #expect(fil.contains("Kolonnen «***» er ukjent"))
  }

  @Test(arguments: Validation.Format.allCases) func rapporteneMaskeres(format: Validation.Format) throws {
    for masker in [false, true] {
      var o = Validation.Options()
      o.paths = [folder.path + "/drop"]
      o.date = .fixed(try #require(Dato("2024-08-31")))
      o.mask = masker
      var ut: [UInt8] = []
      _ = try Validation(o, progress: Progress(mode: .quiet)).run(format, shown: nil) { ut += Array($0) }
      let tekst = String(decoding: ut, as: UTF8.self)
      for h in ["13057548", "31.02.1988", "9000999X0014", "99999", "Ola Nordmann"] {
        #expect(tekst.contains(h) != masker, "\(format)")
      }
      #expect(tekst.contains("32.01.2024"))
    }
  }

  @Test func deSomErPersonlige() {
    for t in Inndatatype.allCases where t != .folkeregister {
      let navn = Set(t.kolonner.filter(\.personlig).map(\.navn))
      var ventet: Set<String> = ["DUF-nummer"]
      if t.erKommunal { ventet.insert("Registrert av") }
      if t == .udi { ventet.formUnion(["Fornavn", "Etternavn", "Fødselsdato", "Statsborgerskap", "Fødselsnummer"]) }
      #expect(navn == ventet, "\(t.navn)")
    }
    let aapne = Inndatatype.folkeregister.kolonner.filter { !$0.personlig }.map(\.navn)
    #expect(aapne == [])
  }
}
