import Innlesing
import Kodeverk
import Tabular
import Testing

@testable import Pipeline

/// The whole run, on the example drop and on drops that are broken on purpose.
@Suite struct WholeRunTests {
  static let project = ExampleDropTests.project

  static func pipeline() throws -> PipelineFile {
    var f = try PipelineFile.load(project + "/pipelines/nightly.yml")
    f.input = project + "/input"
    f.beregningsdato = .fixed(GeneratorOptions.defaultDate)
    return f
  }

  static func run(_ f: PipelineFile, threads: Int, to output: String) throws -> RunSummary {
    let o = RunOverrides(output: output, threads: threads)
    return try NightlyRun(file: f, overrides: o, progress: Progress(mode: .quiet)).run()
  }

  /// Every CSV of two output folders, held against one another.
  static func expectSame(_ t: TemporaryFolder, as folder: String) {
    for name in OutputName.standard.filter({ $0 != .rapport }) + [.fristvarsel] {
      let made = Posix.read(t.full(Array(name.fileName.utf8)), limit: 1 << 30)
      let kept = Posix.read(Array((folder + "/" + name.fileName).utf8), limit: 1 << 30)
      #expect(made != nil && made == kept, "\(name.fileName)")
    }
  }

  @Test("output/ is what the example drop gives", arguments: [1, 2, 8])
  func example(threads: Int) throws {
    let t = TemporaryFolder()
    let s = try Self.run(Self.pipeline(), threads: threads, to: t.path)
    Self.expectSame(t, as: Self.project + "/output")
    #expect(!s.manifest.inputs.contains { !$0.isBalanced })
    #expect(s.manifest.inputs.contains { $0.rowsRejected > 0 } && s.manifest.inputs.contains { $0.rowsDuplicate > 0 })
  }

  @Test("read in parts of a few hundred bytes, the same comes out", arguments: [200, 700, 5000])
  func parts(length: Int) throws {
    var f = try Self.pipeline()
    f.limits.delFilerFra = 2 * length
    f.limits.segmentlengde = length
    try Self.expectTheExample(f)
  }

  /// What a pipeline makes of the example drop is what reading every file in one go makes of it.
  private static func expectTheExample(_ f: PipelineFile) throws {
    let t = TemporaryFolder()
    let s = try run(f, threads: 2, to: t.path)
    expectSame(t, as: project + "/output")
    let u = TemporaryFolder()
    let whole = try run(pipeline(), threads: 1, to: u.path)
    #expect(s.manifest.inputs == whole.manifest.inputs)
  }

  @Test("read side by side, some hundred bytes at a time, the same comes out", arguments: [256, 1024, 4096])
  func mouthfuls(length: Int) throws {
    var f = try Self.pipeline()
    f.limits.munnfull = length
    try Self.expectTheExample(f)
  }

  /// What only shows far into a file, when rows of it have been taken and avvik told: another encoding, a NUL, a row
  /// longer than is kept for it. Nothing of the first reading may stay.
  @Test func lateSurprises() throws {
    func made(_ mouthful: Int) throws -> (TemporaryFolder, RunSummary) {
      let t = TemporaryFolder()
      try Self.copy(t)
      let head = Array("ID;DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av;Slettet;Ukjent\n".utf8)
      let rows = (0..<200).flatMap { i in
        Array("RE\(i);90009990\(1000 + i)14;03.08.2023;0\(i % 12).08.2023;1127-ASGE;;\n".utf8) + Array("RE\(i);feil\n".utf8)
      }
      for (i, late) in ([[0xE5], [0], Array(repeating: 0x61, count: 40_000), [0x81]] as [[UInt8]]).enumerated() {
        t.write(Array("drop/kommune/reservasjoner_900\(i).csv".utf8), head + rows + late + rows)
      }
      var f = try Self.pipeline(t)
      f.limits.munnfull = mouthful
      return (t, try Self.run(f, threads: 2, to: t.path + "/out"))
    }
    let (t, s) = try made(1_024)
    let (u, whole) = try made(1 << 20)
    for name in OutputName.standard where name != .rapport {
      #expect(t.read("out/" + name.fileName) == u.read("out/" + name.fileName), "\(name.fileName)")
    }
    #expect(s.manifest.inputs == whole.manifest.inputs)
    #expect(!s.manifest.inputs.contains { !$0.isBalanced })
    #expect(s.manifest.inputs.filter { $0.path.contains("reservasjoner_900") && $0.rowsRead > 700 }.count == 2)
  }

  /// The exit code of a run that fails; 0 when it does not.
  static func exitCode(_ run: () throws -> RunSummary) -> Int32 {
    do {
      _ = try run()
      return 0
    } catch {
      return (error as? RunError)?.exitCode ?? -1
    }
  }

  /// The example drop in a folder of the test's own.
  static func copy(_ t: TemporaryFolder) throws {
    let listing = try DropListing.read(root: project + "/input", patterns: .dropLayout)
    for file in listing.files {
      t.write(Array("drop/".utf8) + file.path, Posix.read(listing.fullPath(file), limit: 1 << 24) ?? [])
    }
  }

  static func pipeline(_ t: TemporaryFolder) throws -> PipelineFile {
    var f = try pipeline()
    f.input = t.path + "/drop"
    f.limits.avvisteRaderAndelTotalt = 1
    return f
  }

  static func codes(_ t: TemporaryFolder, _ file: String) -> [String] {
    var codes: [String] = []
    for line in (t.read("out/avvik.csv") ?? "").split(separator: "\r\n") {
      let fields = line.split(separator: ";", omittingEmptySubsequences: false)
      if fields.count > 2, fields[2] == file { codes.append(String(fields[1])) }
    }
    return codes
  }

  static func kept(_ name: String) -> String? {
    Posix.read(Array((project + "/output/" + name).utf8), limit: 1 << 30).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("a file that cannot be read gives an avvik, and the others go on")
  func broken() throws {
    let t = TemporaryFolder()
    try Self.copy(t)
    t.write(Array("drop/kommune/vedtak_9001.csv".utf8), [0x1F, 0x8B, 0x08, 0, 0])
    t.write(Array("drop/kommune/vedtak_9002.csv".utf8), Array("ID;DUF-nummer\0;Vedtakstype\r\n".utf8))
    t.write("drop/kommune/vedtak_9003.csv", "")
    t.write("drop/kommune/vedtak_9004.csv", "a;b;c\r\n1;2;3\r\n")
    t.write("drop/kommune/vedtak_9005.json", "[{\"ID\": \"1\"}, {\"ID\"")
    t.write("drop/kommune/vedtak_9006.json", "{\"ID\": ")
    t.write(Array("drop/kommune/vedtak_9007.json".utf8), Array("[{\"ID\": \"".utf8) + [0xFF] + Array("\"}]".utf8))
    t.write("drop/kommune/vedtak_9008.csv", "[1, 2, 3]")
    t.write("drop/annet/vedtak_9009.csv", "x")
    t.write("drop/folkeregister/personer.csv", "fornavn;etternavn\r\nx;y\r\n")
    let s = try Self.run(Self.pipeline(t), threads: 2, to: t.path + "/out")
    #expect(Self.codes(t, "kommune/vedtak_9001.csv") == ["FIL_SKADET"])
    #expect(Self.codes(t, "kommune/vedtak_9002.csv") == ["FIL_SKADET"])
    #expect(Self.codes(t, "kommune/vedtak_9003.csv") == ["FIL_TOM"])
    #expect(Self.codes(t, "kommune/vedtak_9004.csv").filter { $0 == "KOLONNE_MANGLER" }.count == 7)
    #expect(Self.codes(t, "kommune/vedtak_9005.json").contains("VERDI_MANGLER"))
    #expect(Self.codes(t, "kommune/vedtak_9005.json").last == "JSON_UGYLDIG")
    #expect(Self.codes(t, "kommune/vedtak_9006.json") == ["JSON_UGYLDIG"])
    #expect(Self.codes(t, "kommune/vedtak_9007.json") == ["FIL_SKADET"])
    #expect(Self.codes(t, "kommune/vedtak_9008.csv") == ["JSON_STRUKTUR", "JSON_STRUKTUR", "JSON_STRUKTUR"])
    #expect(Self.codes(t, "annet/vedtak_9009.csv") == ["FIL_UKJENT_TYPE"])
    #expect(!Self.codes(t, "folkeregister/personer.csv").isEmpty)
    #expect(!s.manifest.inputs.contains { !$0.isBalanced })
    // Nobody's result hangs on the broken files.
    #expect(t.read("out/personliste.csv") == Self.kept("personliste.csv"))
  }

  @Test("a run that fails leaves the last run's outputs as they were")
  func failing() throws {
    let t = TemporaryFolder()
    try Self.copy(t)
    var f = try Self.pipeline(t)
    _ = try Self.run(f, threads: 2, to: t.path + "/out")
    let names = t.names("out")
    let before = names.map { t.read("out/" + $0) }
    f.limits.avvisteRaderAndelTotalt = 0
    let code = Self.exitCode { try Self.run(f, threads: 2, to: t.path + "/out") }
    #expect(code == 65)
    #expect(t.names("out") == names)
    // What the outputs' readers see; the metrics and the trace say that a run failed.
    let outputs = names.indices.filter { !names[$0].hasPrefix(".") && names[$0] != Metrics.fileName }
    #expect(outputs.count > 5 && outputs.allSatisfy { t.read("out/" + names[$0]) == before[$0] })
    let last = try KeptRuns(folder: t.path + "/out").runs.last
    #expect(last?.status == .failed && last?.manifest?.outcome?.exitCode == 65)
    // The trace has what the limit was held against.
    #expect(last?.manifest?.inputs.contains { $0.rowsRejected > 0 } == true)
    #expect(t.names("out/.kjoeringer/\(last?.id.text ?? "").feilet") == [OutputName.manifest])
    #expect(t.read("out/" + Metrics.fileName)?.contains("nir_last_run_exit_code{pipeline=\"nightly\"} 65\n") == true)
  }

  @Test("no such drop is 66, an empty one gives empty outputs")
  func nothing() throws {
    let t = TemporaryFolder()
    let code = Self.exitCode { try Self.run(try Self.pipeline(t), threads: 1, to: t.path + "/out") }
    #expect(code == 66)
    t.write("drop/README.md", "nothing here")
    let s = try Self.run(Self.pipeline(t), threads: 2, to: t.path + "/out")
    #expect(s.manifest.persons == 0 && s.manifest.inputs.isEmpty)
    #expect((t.read("out/personliste.csv") ?? "").split(separator: "\r\n").count == 1)
  }

  @Test("only the outputs that the pipeline asks for are written")
  func fewer() throws {
    let t = TemporaryFolder()
    var f = try Self.pipeline()
    f.outputs = [.personliste, .maaloppnaaelse]
    _ = try Self.run(f, threads: 2, to: t.path)
    #expect(t.names().filter { $0.hasSuffix(".csv") } == ["maaloppnaaelse.csv", "personliste.csv"])
  }
}
