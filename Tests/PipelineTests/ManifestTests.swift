import Testing

@testable import Pipeline

@Suite struct ManifestTests {
  static func sample() -> RunManifest {
    var m = RunManifest(
      beregningsdato: "2024-08-31", programVersion: "1", pipelineName: "n \"æ\"", pipelineFile: "p.yml",
      pipelineSHA256: "ab")
    m.changedParameters = [("b", "2"), ("a", "1")]
    m.outcome = .init(id: "2026-11-22T183005Z-1", status: .failed, exitCode: 65, error: "grense \"æ\"")
    m.ruleSet = "12"
    m.resolved = ["name: \"n\"", "limits:", "  maks_filer: 3"]
    m.comparedSHA256 = "34"
    m.persons = 7
    var i = RunManifest.Input(path: "udi/a\nb.csv", type: "udi", bytes: 12, sha256: "cd")
    i.compression = "gzip"
    i.format = "csv"
    i.encoding = "utf-8"
    i.delimiter = ";"
    i.rowsRead = 6
    i.rowsTaken = 3
    i.rowsRejected = 2
    i.rowsDuplicate = 1
    m.inputs = [i, .init(path: "x", type: nil, bytes: 0, sha256: "")]
    m.notRead = [.init(path: "l", reason: "r")]
    m.outputs = [.init(name: "avvik.csv", rows: 3, bytes: 99, sha256: "ef")]
    m.avvik = [("FIL_TOM", 2), ("DUPLIKAT", 1)]
    m.previousSHA256 = "00"
    m.stages = [.init(name: "reading", milliseconds: 1, cpuMilliseconds: 2, peakMemoryBytes: 3)]
    return m
  }

  @Test func orderOfGivingDoesNotShow() {
    var other = Self.sample()
    other.changedParameters.reverse()
    other.avvik.reverse()
    #expect(other.json() == Self.sample().json())
  }

  @Test func whatIsWrittenIsRead() throws {
    let m = Self.sample()
    let back = try #require(RunManifest(json: m.json()))
    #expect(back.json() == m.json())
    #expect(back.inputs[0].isBalanced)
  }

  /// Manifests of older programs, which said less, are still a night before.
  @Test func lessIsRead() throws {
    var m = Self.sample()
    m.outcome = nil
    var text = String(decoding: m.json(), as: UTF8.self)
    for line in text.split(separator: "\n") where line.contains("\"rule_set\"") || line.contains("compared_sha256") {
      text = String(text.split(separator: "\n").filter { $0 != line }.joined(separator: "\n"))
    }
    text = text.replacing("\"version\": \"1\",", with: "\"version\": \"1\"").replacing(
      "\"sha256\": \"00\",", with: "\"sha256\": \"00\"")
    let back = try #require(RunManifest(json: Array(text.utf8)))
    #expect(back.outcome == nil && back.ruleSet == nil && back.comparedSHA256 == nil && back.persons == 7)
  }

  @Test func emptyParts() throws {
    let m = RunManifest(
      beregningsdato: "d", programVersion: "1", pipelineName: "n", pipelineFile: "p", pipelineSHA256: "")
    let text = String(decoding: m.json(), as: UTF8.self)
    #expect(text.contains("\"inputs\": []"))
    #expect(text.contains("\"parametre\": {}"))
    #expect(RunManifest(json: m.json()) != nil)
  }

  @Test func strangeFilesAreNone() {
    #expect(RunManifest(json: Array("{}".utf8)) == nil)
    #expect(RunManifest(json: []) == nil)
  }

  @Test func checksum() {
    #expect(Checksum.hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func numbersForPeople() {
    #expect(grouped(1_234_567) == "1 234 567")
    #expect(grouped(999) == "999")
    #expect(seconds(310_000_000) == "0.31 s")
    #expect(seconds(12_400_000_000) == "12.4 s")
    #expect(seconds(125_000_000_000) == "2 min 05 s")
  }
}

@Suite struct NightlyRunTests {
  static func pipeline(_ t: TemporaryFolder) throws -> PipelineFile {
    try PipelineFile.parse(
      Array("name: t\nberegningsdato: 2024-08-31\ninput: \(t.path)/inn\noutput: \(t.path)/ut\n".utf8), path: "p.yml")
  }

  @Test func manifestsChain() throws {
    let t = TemporaryFolder()
    t.write("inn/kommune/vedtak_1.csv", "")
    let run = NightlyRun(file: try Self.pipeline(t), overrides: RunOverrides(), progress: Progress(mode: .quiet))
    let first = try run.run()
    #expect(first.manifest.previousSHA256 == nil)
    let bytes = try #require(t.read("ut/kjoering.json"))
    let second = try run.run()
    #expect(second.manifest.previousSHA256 == Checksum.hex(Array(bytes.utf8)))
  }

  @Test func missingInputIs66AndLeavesTheOutput() throws {
    let t = TemporaryFolder()
    t.write("ut/avvik.csv", "i gaar")
    let run = NightlyRun(file: try Self.pipeline(t), overrides: RunOverrides(), progress: Progress(mode: .quiet))
    #expect { try run.run() } throws: { ($0 as? RunError)?.exitCode == 66 }
    #expect(t.read("ut/avvik.csv") == "i gaar")
  }
}
