import Kalender
import Testing

@testable import Pipeline

@Suite struct PipelineFileTests {
  static let base = "name: n\nberegningsdato: 2024-08-31\ninput: inn\noutput: ut\n"

  func parse(_ text: String) throws(RunError) -> PipelineFile {
    try PipelineFile.parse(Array(text.utf8), path: "p.yml")
  }

  @Test func smallestFileHasDefaults() throws {
    let f = try parse(Self.base)
    #expect(f.name == "n")
    #expect(f.beregningsdato == .fixed(try #require(Dato("2024-08-31"))))
    #expect(f.input == "inn")
    #expect(f.output == "ut")
    #expect(f.patterns == .dropLayout)
    #expect(f.limits == Limits())
    #expect(f.dialect == .excelNb)
    #expect(f.outputs == OutputName.standard)
    #expect(f.kept == KeepRuns() && f.kept.published == 7 && f.kept.failed == 3)
    #expect(f.threads == nil)
    #expect(f.parametre.endret.isEmpty)
    #expect(f.sha256 == Checksum.hex(Array(Self.base.utf8)))
  }

  @Test func everythingIsRead() throws {
    let f = try parse(
      """
      name: alt
      beregningsdato: today
      input: a/b
      files:
        folkeregister: fr/**
        vedtak: [kommune/**/vedtak*, "x/v_????.csv"]
      limits:
        avviste_rader_andel_fil: 5 %
        avviste_rader_andel_totalt: 0,25
        maks_felt_rad: 64
      output: ut
      dialect: rfc4180
      outputs: [avvik, personliste]
      kjoeringer: {behold: 30, behold_feilede: 0}
      threads: 3
      parametre:
        aldersgrense_øvre: 60
        timer_per_fraværsdag: "7,0"
      """)
    #expect(f.beregningsdato == .today)
    #expect(f.patterns.type(of: Array("fr/a/b.json".utf8)) == .folkeregister)
    #expect(f.patterns.type(of: Array("kommune/vedtak_1.csv".utf8)) == .vedtak)
    #expect(f.patterns.type(of: Array("x/v_3024.csv".utf8)) == .vedtak)
    #expect(f.patterns.type(of: Array("udi/u.csv".utf8)) == nil)
    #expect(f.limits.avvisteRaderAndelFil == 0.05)
    #expect(f.limits.avvisteRaderAndelTotalt == 0.25)
    #expect(f.limits.maksFeltRad == 64)
    #expect(f.dialect == .rfc4180)
    #expect(f.outputs == [.personliste, .avvik])
    #expect(f.kept.published == 30 && f.kept.failed == 0)
    #expect(f.threads == 3)
    #expect(f.parametre.endret[.aldersgrenseOevre] == "60")
  }

  @Test(arguments: [
    ("nmae: x\n", "p.yml:5: unknown key `nmae`"),
    ("files:\n  vedtakk: x\n", "p.yml:6: unknown key `vedtakk`"),
    ("limits:\n  maks: 1\n", "p.yml:6: unknown key `maks`"),
    ("parametre:\n  alder: 1\n", "p.yml:6: unknown key `alder`"),
    ("limits: 3\n", "p.yml:5: `limits` must be keys"),
    ("threads: many\n", "p.yml:5: `threads` must be a whole number"),
    ("threads: 0\n", "p.yml:5: `threads` must be from 1 to 1024"),
    ("threads: -2\n", "p.yml:5: `threads` must be a whole number"),
    ("threads: [2]\n", "p.yml:5: `threads` must be a text"),
    ("threads:\n", "p.yml:5: `threads` has no value"),
    ("threads: ~\n", "p.yml:5: `threads` has no value"),
    ("threads: Null\n", "p.yml:5: `threads` has no value"),
    ("kjoeringer: 3\n", "p.yml:5: `kjoeringer` must be keys"),
    ("kjoeringer: {behold: 0}\n", "p.yml:5: `behold` must be from 1 to 1000"),
    ("kjoeringer:\n  behold: 2\n  behold_feilede: 1001\n", "p.yml:7: `behold_feilede` must be from 0 to 1000"),
    ("kjoeringer: {antall: 2}\n", "p.yml:5: unknown key `antall`"),
    ("dialect: excel\n", "p.yml:5: `dialect` must be `excel-nb`, `rfc4180`"),
    ("outputs: [avvik, rapporter]\n", "p.yml:5: `rapporter` is no output"),
    ("outputs:\n  - avvik\n  - avvik\n", "p.yml:7: output `avvik` is given more than once"),
    ("outputs: []\n", "p.yml:5: `outputs` is an empty list"),
    ("files: {}\n", "p.yml:5: `files` names no type"),
    ("files:\n  udi:\n    - udi/*\n    - /etc/passwd\n", "p.yml:8: pattern `/etc/passwd` of `udi` is absolute"),
    ("files:\n  udi: ../annet/*\n", "p.yml:6: pattern `../annet/*` of `udi` points out of the input root"),
    ("files:\n  udi: a/../../b\n", "p.yml:6: pattern `a/../../b` of `udi` points out of the input root"),
    ("files:\n  udi: a//b\n", "p.yml:6: pattern `a//b` of `udi` has an empty name"),
    ("files:\n  udi: \"a[0-9]\"\n", "p.yml:6: pattern `a[0-9]` of `udi` holds `[`"),
    ("files:\n  udi: {a: b}\n", "p.yml:6: `udi` must be a text or a list"),
    ("limits:\n  avviste_rader_andel_fil: 1.5\n", "p.yml:6: `avviste_rader_andel_fil` must be a share"),
    ("limits:\n  avviste_rader_andel_fil: -0.1\n", "p.yml:6: `avviste_rader_andel_fil` must be a share"),
    ("limits:\n  maks_felt_rad: 1\n", "p.yml:6: `maks_felt_rad` must be from 16"),
    ("limits:\n  maks_bytes_linje: 99999999999999999999\n", "p.yml:6: `maks_bytes_linje` must be a whole number"),
    ("parametre:\n  oppstartsfrist_mnd: to\n", "p.yml:6: value of parameter `oppstartsfrist_mnd`"),
    ("parametre:\n  integreringsloven_fra: 2021-02-30\n", "p.yml:6: value of parameter `integreringsloven_fra`"),
    ("name: igjen\n", "p.yml:1: key `name` is given more than once"),
    ("limits: [\n", "not YAML"),
    ("---\nname: b\n", "not YAML"),
  ])
  func faultsHaveTheirLine(_ added: String, _ expected: String) {
    #expect { try parse(Self.base + added) } throws: { e in
      guard case RunError.usage(let m)? = e as? RunError else { return false }
      return m.contains(expected)
    }
  }

  @Test(arguments: [
    ("", "is empty"), ("- a\n", "p.yml:1: a pipeline file must be keys"),
    ("name: x\n", "key `beregningsdato` is missing"),
    ("name: x\nberegningsdato: i morgen\ninput: i\noutput: o\n", "p.yml:2: `beregningsdato` must be `today` or a date"),
    ("name: x\nberegningsdato: 2023-02-29\ninput: i\noutput: o\n", "p.yml:2: `beregningsdato`"),
    ("name: {a: 1}\nberegningsdato: today\ninput: i\noutput: o\n", "p.yml:1: `name` must be a text"),
    ("name: x\nberegningsdato: today\ninput:\noutput: o\n", "p.yml:3: `input` has no value"),
  ])
  func faultsOfTheWholeFile(_ text: String, _ expected: String) {
    #expect { try parse(text) } throws: { e in
      (e as? RunError)?.exitCode == 64 && (e as? RunError)?.message.contains(expected) == true
    }
  }

  @Test func notUTF8() {
    #expect(throws: RunError.usage("p.yml: is not UTF-8")) { try PipelineFile.parse([0xFF, 0xFE], path: "p.yml") }
  }

  @Test func missingFile() {
    #expect { try PipelineFile.load("/nonexistent/x.yml") } throws: { ($0 as? RunError)?.exitCode == 64 }
  }

  @Test func optionsStandOverTheFile() throws {
    let f = try parse(Self.base).applying(RunOverrides(date: .today, input: "I", output: "O", threads: 9))
    #expect(f.beregningsdato == .today)
    #expect(f.input == "I")
    #expect(f.output == "O")
    #expect(f.threads == 9)
  }
}

@Suite struct GlobTests {
  @Test(arguments: [
    ("kommune/**/vedtak*", "kommune/vedtak_3024.csv", true),
    ("kommune/**/vedtak*", "kommune/a/b/vedtak.csv", true),
    ("kommune/**/vedtak*", "kommune/a/xvedtak.csv", false),
    ("kommune/**/vedtak*", "vedtak.csv", false),
    ("kommune/**/vedtak*", "kommune/vedtak/x.csv", false),
    ("**", "a", true), ("**", "a/b", true), ("a/**", "a", false), ("a/**", "a/b", true), ("a/**", "a/b/c", true),
    ("**/x", "x", true), ("**/x", "a/b/x", true), ("**/x", "a/b/xy", false),
    ("**/a/**/b", "a/a/c/b/b", true), ("**/a/**/b", "a/c/d", false),
    ("*", "abc", true), ("*", "a/b", false), ("*.csv", ".csv", true), ("*.csv", "a.csv.gz", false),
    ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXc", false),
    ("v?", "v1", true), ("v?", "v", false), ("v?", "v12", false), ("v?x", "våx", true),
    ("a**b", "a123b", true), ("a**b", "a/b", false),
    ("å*", "ås", true), ("A", "a", false),
  ])
  func table(_ pattern: String, _ path: String, _ fits: Bool) throws {
    #expect(try Glob(pattern).matches(Array(path.utf8)) == fits)
  }

  @Test func bytesThatAreNoUTF8() throws {
    #expect(try Glob("v?x").matches([0x76, 0xFF, 0x78]))
    #expect(try Glob("v*").matches([0x76, 0xFF, 0x0A, 0x20]))
  }

  @Test func manyStarsTakeNoTime() throws {
    let long = [UInt8](repeating: 0x61, count: 20_000)
    #expect(try !Glob("*a*a*a*a*a*a*a*a*a*a*b").matches(long))
  }
}
