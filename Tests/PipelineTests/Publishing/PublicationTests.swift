import Glibc
import Testing

@testable import Pipeline

/// Nights in an output folder that are cut off after every one of their changes.
@Suite struct PublicationTests {
  typealias Night = [String: String]

  static let a: Night = ["personliste.csv": "A1", "avvik.csv": "A2", "gammel.csv": "A3", "kjoering.json": "A"]
  static let b: Night = ["personliste.csv": "B1", "avvik.csv": "A2", "ny.csv": "B4", "kjoering.json": "B"]
  static let c: Night = ["personliste.csv": "C1", "avvik.csv": "C2", "kjoering.json": "C"]

  /// What a reader finds.
  static func shown(_ t: TemporaryFolder) -> Night {
    var night: Night = [:]
    for name in t.visible() where name != "brukerens.txt" { night[name] = t.read(name) }
    return night
  }

  static func open(_ t: TemporaryFolder, _ night: Night) throws -> Publisher {
    let p = try Publisher.open(t.path)
    for (name, text) in night.sorted(by: { $0.key < $1.key }) { try p.file(named: name).write(text) }
    return p
  }

  static func publish(_ t: TemporaryFolder, _ night: Night) throws {
    try open(t, night).publish(removing: Array(a.keys))
  }

  /// The folder as night A left it: by an older program as files of its own, as
  /// committed files with A's links beside them, or as links.
  static func nightA(_ how: Int) throws -> TemporaryFolder {
    let t = TemporaryFolder()
    t.write("brukerens.txt", "mitt")
    if how != 0 { try publish(t, a) }
    if how < 2 {
      for (name, text) in a where how == 0 || name != "avvik.csv" {
        unlink(t.path + "/" + name)
        t.write(name, text)
      }
    }
    return t
  }

  /// Makes the changes of night B up to one of them, as a run that is killed there.
  static func cut(_ t: TemporaryFolder, after count: Int) throws -> Bool {
    let p = try open(t, b)
    let plan = try p.prepare(earlier: Array(a.keys))
    let changes = plan.upToSwitch + plan.afterSwitch
    for change in changes.prefix(count) { try change.perform() }
    p.release()
    return count < changes.count
  }

  @Test("a run that is cut off after any change leaves one night, and the next run is whole", arguments: [0, 1, 2])
  func everyPlace(_ how: Int) throws {
    var count = 0
    var switched = 0
    var goesOn = true
    while goesOn {
      let t = try Self.nightA(how)
      #expect(Self.shown(t) == Self.a)
      goesOn = try Self.cut(t, after: count)
      let left = Self.shown(t)
      #expect(left == Self.a || left == Self.b, "after \(count) changes: \(left)")
      if left == Self.b { switched += 1 }
      // Whoever opens the folder next finishes the one or clears the other.
      let p = try Publisher.open(t.path)
      #expect(Self.shown(t) == left)
      p.abandon()
      let failed = t.names(".kjoeringer").filter { $0.hasSuffix(".feilet") }
      #expect(failed.count == (left == Self.a ? 1 : 0), "after \(count) changes")
      try Self.publish(t, Self.c)
      #expect(Self.shown(t) == Self.c)
      #expect(t.read("brukerens.txt") == "mitt")
      #expect(t.names().filter { $0.hasPrefix(".nir-ny-") } == [])
      #expect(t.names(".kjoeringer").filter { $0.hasSuffix(".arbeid") || $0.hasSuffix(".rydd") } == [])
      let log = ChainLog(Array((t.read(".kjoeringer/kjede") ?? "").utf8))
      let folders = OutputLayout(Array(t.path.utf8)).runFolders().filter { $0.state == .whole }.map(\.id)
      #expect(log.runs.map(\.id) == folders && log.strangeLines.isEmpty, "after \(count) changes")
      count += 1
    }
    #expect(count > 8 && switched > 1)
  }

  @Test("files with tonight's bytes stay files, so that output/ in git does not change")
  func sameBytesStay() throws {
    let t = TemporaryFolder()
    for (name, text) in Self.a { t.write(name, text) }
    var night = Self.a
    night["kjoering.json"] = "nye tider"
    try Self.publish(t, night)
    #expect(Self.shown(t) == night)
    let layout = OutputLayout(Array(t.path.utf8))
    #expect(["avvik.csv", "gammel.csv", "personliste.csv"].allSatisfy { layout.place($0) == .regular })
    #expect(layout.place("kjoering.json") == .linked)
    // They are the user's still: to write in one changes no kept run.
    let kept = layout.runFolders().map { t.read(".kjoeringer/\($0.id.text)/avvik.csv") }
    let fd = Glibc.open(t.path + "/avvik.csv", O_WRONLY)
    Glibc.write(fd, "x", 1)
    close(fd)
    #expect(kept.count == 2 && layout.runFolders().map { t.read(".kjoeringer/\($0.id.text)/avvik.csv") } == kept)
    // Another night: now they are switched together.
    try Self.publish(t, Self.b)
    #expect(Self.shown(t) == Self.b)
    #expect(Self.b.keys.allSatisfy { layout.place($0) == .linked })
  }

  @Test("the older program's night is kept as a run of its own")
  func adopted() throws {
    let t = try Self.nightA(0)
    try Self.publish(t, Self.b)
    let runs = t.names(".kjoeringer").filter { $0 != "kjede" }
    #expect(runs.count == 2)
    let old = try #require(runs.first)
    #expect(old.hasSuffix("-0"))
    #expect(Self.a.allSatisfy { t.read(".kjoeringer/\(old)/\($0.key)") == $0.value })
    #expect(t.names(".kjoeringer/\(old)") == Self.a.keys.sorted())
  }

  @Test("what is not an output is never replaced", arguments: ["folder", "link"])
  func foreign(_ what: String) throws {
    let t = TemporaryFolder()
    if what == "folder" { t.write("avvik.csv/x", "mitt") } else { symlink("annet", t.path + "/avvik.csv") }
    let p = try Publisher.open(t.path)
    #expect { try p.file(named: "avvik.csv") } throws: { e in
      (e as? RunError)?.exitCode == 73 && (e as? RunError)?.message.contains("avvik.csv") == true
    }
    p.abandon()
    #expect(t.names() == [".kjoeringer", ".nir-lock", "avvik.csv"])
  }

  @Test("a link of another's in the place of .gjeldende is refused")
  func foreignCurrent() throws {
    let t = TemporaryFolder()
    symlink("/tmp", t.path + "/.gjeldende")
    #expect { try Publisher.open(t.path) } throws: { ($0 as? RunError)?.exitCode == 73 }
    unlink(t.path + "/.gjeldende")
    // The lock was let go.
    try Self.publish(t, Self.a)
  }

  @Test("the newest runs are kept, the current one always")
  func clearing() throws {
    let t = TemporaryFolder()
    var keep = KeepRuns()
    keep.published = 2
    for n in 1...4 {
      let p = try Publisher.open(t.path, keep: keep)
      try p.file(named: "kjoering.json").write("natt \(n)")
      try p.publish()
    }
    let runs = t.names(".kjoeringer").filter { $0 != "kjede" }
    #expect(runs.map { t.read(".kjoeringer/\($0)/kjoering.json") } == ["natt 3", "natt 4"])
    #expect(t.read("kjoering.json") == "natt 4")
    let log = ChainLog(Array((t.read(".kjoeringer/kjede") ?? "").utf8))
    #expect(log.runs.count == 4 && log.cleared.count == 2)
  }
}

@Suite struct RunIDTests {
  @Test(arguments: ["2026-11-22T183005Z-1", "2026-02-28T000000Z-0", "1999-12-31T235959Z-120"])
  func readsBack(_ text: String) { #expect(RunID(text)?.text == text) }

  @Test(arguments: [
    "", "2026-11-22T183005Z", "2026-11-22T183005Z-", "2026-11-22T183005Z-01", "2026-02-30T183005Z-1",
    "2026-11-22T183005Z-1.feilet", "2026-11-22T253005Z-1", "kjede", "2026-11-22T183005Z-99999999999",
  ])
  func others(_ text: String) { #expect(RunID(text) == nil) }

  @Test func clockThatGoesBack() throws {
    let late = try #require(RunID("2026-11-22T183005Z-1"))
    let next = RunID.next(after: [late], now: late.seconds - 3600)
    #expect(next > late && next.text == "2026-11-22T183005Z-2")
    #expect(RunID.next(after: [late, next], now: late.seconds).counter == 3)
    #expect(RunID.next(after: [late], now: late.seconds + 1).counter == 1)
    #expect(RunID(seconds: 10, counter: 9) < RunID(seconds: 10, counter: 10))
  }
}

@Suite struct ChainLogTests {
  @Test func aLineThatWasCutDoesNotSpoilTheNext() throws {
    let t = TemporaryFolder()
    let layout = OutputLayout(Array(t.path.utf8))
    let id = try #require(RunID("2026-11-22T183005Z-1"))
    let whole = ChainLog.Entry.published(id, sha256: "ab").line + "\n"
    t.write(".kjoeringer/kjede", whole + "publisert 2026-11-")
    ChainLog.trim(layout)
    #expect(t.read(".kjoeringer/kjede") == whole)
    #expect(ChainLog.read(layout)?.entries == [.published(id, sha256: "ab")])
    #expect(ChainLog(Array("hei\n\(whole)".utf8)).strangeLines == [1])
  }
}
