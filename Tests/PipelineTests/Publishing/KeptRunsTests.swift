import Foundation
import Synchronization
import Testing

@testable import Pipeline

/// `nir runs`: nights of a real run, then what somebody does to them.
@Suite struct KeptRunsTests {
  /// Three nights in `ut`, of which the oldest has been cleared, and one that failed.
  static func nights() throws -> TemporaryFolder {
    let t = TemporaryFolder()
    for name in ["drop", "ut"] {
      try FileManager.default.copyItem(atPath: made.get().path + "/" + name, toPath: t.path + "/" + name)
    }
    return t
  }

  /// Made once; never changed.
  private nonisolated(unsafe) static let made = Result {
    let t = TemporaryFolder()
    try NattsideKjoeringTests.drop(t)
    for day in 1...3 { _ = try run(t, "2024-08-0\(day)") }
    do { _ = try run(t, "2024-08-04", input: "finnes-ikke") } catch {}
    return t
  }

  @discardableResult
  static func run(_ t: TemporaryFolder, _ date: String, input: String = "drop") throws -> RunManifest {
    let yml = """
      name: natt
      beregningsdato: \(date)
      input: \(t.path)/\(input)
      output: \(t.path)/ut
      outputs: [personliste, maaloppnaaelse, avvik, rapport, sammenligning]
      kjoeringer: {behold: 2}
      """
    let file = try PipelineFile.parse(Array(yml.utf8), path: "p.yml")
    return try NightlyRun(file: file, overrides: RunOverrides(), progress: Progress(mode: .quiet)).run().manifest
  }

  static func faults(_ t: TemporaryFolder) throws -> [String] {
    RunsVerification(try KeptRuns(folder: t.path + "/ut")).faults
  }

  @Test func list() throws {
    let t = try Self.nights()
    t.write("ut/.kjoeringer/2026-01-01T000000Z-1.arbeid/avvik.csv", "halv")
    let kept = try KeptRuns(folder: t.path + "/ut")
    #expect(kept.runs.map(\.status) == [.cutOff, .kept, .current, .failed])
    #expect(kept.runs.map { $0.manifest?.beregningsdato } == [nil, "2024-08-02", "2024-08-03", "2024-08-04"])
    let text = kept.text(Terminal(width: nil, styled: false))
    for r in kept.runs { #expect(text.contains("\(r.id.text)") && text.contains(r.status.rawValue)) }
    #expect(text.contains("finnes-ikke: No such file or directory"))
    let json = String(decoding: kept.json(), as: UTF8.self)
    #expect(json.contains("\"exit_code\": 66") && json.contains("\"status\": \"gjeldende\""))
    let v = RunsVerification(kept)
    #expect(v.faults == [] && v.runs == 2 && v.files == 12)
    #expect(v.notes.count == 1 && v.notes.allSatisfy { $0.contains("cleared") })
  }

  /// Whether a run's folder is one that goes on or was cut off, its lock tells.
  @Test func goingOn() throws {
    let t = TemporaryFolder()
    let p = try Publisher.open(t.path)
    p.begin(ManifestTests.sample())
    #expect(try KeptRuns(folder: t.path).runs.map(\.status) == [.running])
    p.release()
    #expect(try KeptRuns(folder: t.path).runs.map(\.status) == [.cutOff])
    // The next run says it for good.
    try Publisher.open(t.path).abandon()
    let left = try KeptRuns(folder: t.path).runs
    #expect(left.map(\.status) == [.cutOff] && left.first?.manifest?.outcome?.status == .cutOff)
    #expect(left.first?.manifest?.beregningsdato == "2024-08-31")
  }

  @Test func noRuns() throws {
    let t = TemporaryFolder()
    #expect { try KeptRuns(folder: t.path) } throws: { ($0 as? RunError)?.exitCode == 66 }
    #expect { try KeptRuns(folder: t.path + "/x") } throws: { ($0 as? RunError)?.exitCode == 66 }
  }

  /// What somebody does, and what is said of it.
  static let deeds: [(name: String, deed: @Sendable (TemporaryFolder, [String]) -> Void, fault: String)] = [
    ("changed", { t, r in t.write("\(r[0])/avvik.csv", (t.read("\(r[0])/avvik.csv") ?? "").replacing("Feil", with: "Fiel")) }, "avvik.csv: changed: SHA-256"),
    ("longer", { t, r in t.write("\(r[1])/avvik.csv", (t.read("\(r[1])/avvik.csv") ?? "") + "x") }, "avvik.csv: changed: "),
    ("missing", { t, r in unlink("\(t.path)/\(r[0])/personliste.csv") }, "personliste.csv: missing"),
    ("extra", { t, r in t.write("\(r[0])/annet.csv", "x") }, "annet.csv: extra"),
    ("manifest", { t, r in t.write("\(r[0])/kjoering.json", (t.read("\(r[0])/kjoering.json") ?? "") + "\n") }, "kjoering.json: changed"),
    ("manifest gone", { t, r in unlink("\(t.path)/\(r[0])/kjoering.json") }, "kjoering.json is missing"),
    ("night gone", { t, r in rename("\(t.path)/\(r[0])", "\(t.path)/borte") }, "missing: it was published and not cleared"),
    ("log gone", { t, r in unlink("\(t.path)/ut/.kjoeringer/kjede") }, "the log of the chain is gone"),
    ("log line", { t, r in t.write("ut/.kjoeringer/kjede", (t.read("ut/.kjoeringer/kjede") ?? "") + "hei\n") }, "kjede:5: not a line"),
    ("link gone", { t, r in unlink("\(t.path)/ut/avvik.csv") }, "avvik.csv: missing in the output folder"),
    ("own file", { t, r in unlink("\(t.path)/ut/avvik.csv"); t.write("ut/avvik.csv", "x") }, "avvik.csv: a file of its own"),
    ("current gone", { t, r in unlink("\(t.path)/ut/.gjeldende") }, ".gjeldende: points to no published run"),
    ("loose link", { t, r in symlink(".gjeldende/x.csv", "\(t.path)/ut/x.csv") }, "x.csv: a link to nothing"),
  ]

  @Test(arguments: deeds.indices)
  func verified(_ nr: Int) throws {
    let t = try Self.nights()
    #expect(try Self.faults(t) == [])
    let runs = try KeptRuns(folder: t.path + "/ut").runs.prefix(2).map { "ut/.kjoeringer/\($0.id.text)" }
    Self.deeds[nr].deed(t, Array(runs))
    let faults = try Self.faults(t)
    #expect(faults.contains { $0.contains(Self.deeds[nr].fault) }, "\(Self.deeds[nr].name): \(faults)")
  }

  /// A run that another program's manifest has come before is seen.
  @Test func brokenChain() throws {
    let t = try Self.nights()
    t.write("ut/kjoering.tmp", "{}")
    unlink(t.path + "/ut/kjoering.json")
    try Self.run(t, "2024-08-05")
    #expect(try Self.faults(t).contains { $0.contains("its manifest follows none") })
  }
}

/// A run made again from its manifest.
@Suite struct RunAgainTests {
  static func again(_ t: TemporaryFolder, _ manifest: String) throws -> (differing: [String], warnings: [String]) {
    let o = RunOverrides(input: t.path + "/drop", output: t.path + "/igjen", threads: 3)
    let run = try RunAgain(manifest: t.path + "/" + manifest, overrides: o, progress: Progress(mode: .quiet))
    return (try run().differing, run.warnings)
  }

  @Test("the current and an earlier kept run give the same bytes, the comparison with the night before too")
  func sameBytes() throws {
    let t = TemporaryFolder()
    try NattsideKjoeringTests.drop(t)
    var ids: [String] = []
    for date in ["2024-06-30", "2024-07-31", "2024-08-31"] {
      ids.append(try NattsideKjoeringTests.kjoer(t, date).outcome?.id ?? "")
    }
    #expect(t.read("ut/sammenligning.csv")?.split(separator: "\r\n").count ?? 0 > 1)
    for manifest in ["ut/kjoering.json"] + ids.map({ "ut/.kjoeringer/\($0)/kjoering.json" }) {
      let r = try Self.again(t, manifest)
      #expect(r.differing == [] && r.warnings == [], "\(manifest)")
      let m = try #require(RunManifest.read(folder: t.path + "/igjen")?.manifest)
      for o in m.outputs {
        let folder = manifest.dropLast("/kjoering.json".count)
        #expect(t.read("igjen/\(o.name)") == t.read("\(folder)/\(o.name)"), "\(o.name)")
      }
    }
  }

  @Test func aNightThatIsNoLongerKeptIsTold() throws {
    let t = try KeptRunsTests.nights()
    let oldest = try #require(try KeptRuns(folder: t.path + "/ut").runs.first)
    let r = try Self.again(t, "ut/.kjoeringer/\(oldest.id.text)/kjoering.json")
    #expect(r.warnings.count == 1 && r.warnings[0].contains("no longer kept"))
    #expect(r.differing.allSatisfy { $0.hasPrefix("sammenligning.csv") || $0.hasPrefix("rapport.html") })
    #expect(r.differing.contains("rapport.html: other bytes"))
  }

  @Test func otherInputsAreRefused() throws {
    let t = try KeptRunsTests.nights()
    let drop = try DropListing.read(root: t.path + "/drop", patterns: .dropLayout)
    let paths = drop.files.map { String(decoding: $0.path, as: UTF8.self) }
    let size = try #require(drop.files.map(\.size).firstIndex { $0 > 20 })
    let grown = try #require(drop.files.lastIndex { $0.size > 20 })
    unlink(t.path + "/drop/" + paths[1])
    t.write("drop/kommune/ny_1.csv", "x")
    t.write(Array("drop/\(paths[grown])".utf8), [0x0A])
    #expect { try Self.again(t, "ut/kjoering.json") } throws: { e in
      guard case .inputNotGoodEnough(let m)? = e as? RunError else { return false }
      return m.contains("\(paths[1]): missing") && m.contains("kommune/ny_1.csv: not in the manifest")
        && m.contains("\(paths[grown]): 1 bytes, in the manifest")
    }
    // The same size, another byte.
    let u = try KeptRunsTests.nights()
    var bytes = try #require(Posix.read(u.full(Array("drop/\(paths[size])".utf8)), limit: 1 << 24))
    bytes[bytes.count - 2] ^= 1
    u.write(Array("drop/\(paths[size])".utf8), bytes)
    #expect { try Self.again(u, "ut/kjoering.json") } throws: { e in
      guard case .inputNotGoodEnough(let m)? = e as? RunError else { return false }
      return m.contains("\(paths[size]): SHA-256")
    }
    #expect(u.visible("igjen") == [Metrics.fileName])
  }

  @Test func whatIsNoManifest() throws {
    let t = TemporaryFolder()
    t.write("x.json", "{}")
    #expect { try Self.again(t, "x.json") } throws: { ($0 as? RunError)?.exitCode == 66 }
    #expect { try Self.again(t, "y.json") } throws: { ($0 as? RunError)?.exitCode == 66 }
    var old = ManifestTests.sample()
    old.resolved = []
    t.write(Array("gammel.json".utf8), old.json())
    #expect { try Self.again(t, "gammel.json") } throws: { ($0 as? RunError)?.exitCode == 64 }
  }

  @Test func anotherProgramIsWarnedOf() throws {
    let t = try KeptRunsTests.nights()
    var m = try #require(RunManifest.read(folder: t.path + "/ut")?.manifest)
    m.programVersion = "0.0.9"
    m.ruleSet = "andre"
    m.comparedSHA256 = nil
    t.write(Array("m.json".utf8), m.json())
    let r = try Self.again(t, "m.json")
    #expect(r.warnings.count == 2)
    #expect(r.warnings.contains { $0.contains("0.0.9") } && r.warnings.contains { $0.contains("andre") })
  }
}

@Suite struct StopRequestTests {
  @Test("a run that is asked to stop leaves the last outputs and a trace", arguments: [SIGTERM, SIGINT])
  func stopped(_ number: Int32) throws {
    let t = try KeptRunsTests.nights()
    let before = t.visible("ut").filter { $0 != Metrics.fileName }.map { t.read("ut/\($0)") }
    let file = try PipelineFile.parse(
      Array("name: n\nberegningsdato: 2024-08-09\ninput: \(t.path)/drop\noutput: \(t.path)/ut\n".utf8), path: "p")
    let stop = StopRequest()
    stop.stop(number)
    let run = NightlyRun(file: file, overrides: RunOverrides(threads: 2), progress: Progress(mode: .quiet), stop: stop)
    #expect { try run.run() } throws: { ($0 as? RunError)?.exitCode == 128 + number }
    #expect(t.visible("ut").filter { $0 != Metrics.fileName }.map { t.read("ut/\($0)") } == before)
    let last = try KeptRuns(folder: t.path + "/ut").runs.last
    #expect(last?.status == .failed && last?.manifest?.outcome?.exitCode == Int(128 + number))
  }

  @Test("no work is begun once it is asked for", arguments: [1, 4])
  func workers(_ threads: Int) throws {
    let stop = StopRequest()
    let done = Counter()
    let code = StopRequest.$current.withValue(stop) {
      do {
        try parallelForEach(count: 1000, threads: threads) { i in
          done.add()
          // Every later item asks as well, so that no timing lets them all through.
          if i >= 10 { stop.stop(SIGTERM) }
        }
        return Int32(0)
      } catch { return (error as? RunError)?.exitCode ?? -1 }
    }
    #expect(code == 143)
    #expect(done.count >= 11 && done.count <= 10 + threads)
  }
}

/// Counts from any thread.
private final class Counter: Sendable {
  private let n = Atomic<Int>(0)
  func add() { n.wrappingAdd(1, ordering: .relaxed) }
  var count: Int { n.load(ordering: .relaxed) }
}
