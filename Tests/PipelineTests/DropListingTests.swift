import Glibc
import Testing

@testable import Pipeline

@Suite struct DropListingTests {
  func list(_ t: TemporaryFolder) throws -> DropListing { try DropListing.read(root: t.path, patterns: .dropLayout) }

  @Test func dropLayoutGivesTypes() throws {
    let t = TemporaryFolder()
    for n in [
      "folkeregister/p.ndjson", "folkeregister/under/p2.json", "udi/u.csv", "kommune/vedtak_3024.csv",
      "kommune/a/b/fravaer-2024-08.ndjson.gz", "kommune/sluttmaal.json", "kommune/tull_1.csv", "kommune/vedtakk.csv",
      "kommune/udi_1.csv", "annet/vedtak.csv", "vedtak.csv", "kommune/.skjult.csv", ".git/x", "README.md",
      "kommune/README_x", "kommune/vedtakø_1.csv", "kommune/Vedtak_1.csv",
    ] { t.write(n, "x") }
    let got = try list(t).files.map { "\($0.visible)=\($0.type?.navn ?? "-")" }
    #expect(
      got == [
        "annet/vedtak.csv=-", "folkeregister/p.ndjson=folkeregister", "folkeregister/under/p2.json=folkeregister",
        "kommune/Vedtak_1.csv=-", "kommune/a/b/fravaer-2024-08.ndjson.gz=fravaer", "kommune/sluttmaal.json=sluttmaal",
        "kommune/tull_1.csv=-", "kommune/udi_1.csv=-", "kommune/vedtak_3024.csv=vedtak", "kommune/vedtakk.csv=-",
        "kommune/vedtakø_1.csv=-", "udi/u.csv=udi", "vedtak.csv=-",
      ])
    #expect(
      try list(t).inInputOrder.prefix(4).map { $0.type?.navn ?? "-" } == [
        "folkeregister", "folkeregister", "udi", "sluttmaal",
      ])
  }

  /// Paths as nobody's drop has them, but a command line may.
  @Test func typesOfPathsWithoutNames() {
    for (path, type) in [
      ("", nil), ("/", nil), ("kommune", nil), ("kommune/", nil), ("/kommune/vedtak.csv", "vedtak"), ("udi", nil),
      ("udi/", nil), ("//udi//x", "udi"), ("kommune//vedtak_1.csv", "vedtak"), ("kommune/vedtak/", "vedtak"),
      ("kommune/vedtak/x", nil),
    ] as [(String, String?)] {
      #expect(FilePatterns.dropLayout.type(of: Array(path.utf8))?.navn == type, "\(path)")
    }
  }

  /// So many that two threads look at them.
  @Test func thousandsOfFiles() throws {
    let t = TemporaryFolder()
    let names = (0..<1_500).map { "kommune/\(["vedtak", "tiltak", "annet"][$0 % 3])_\($0).csv" }
    for (i, n) in names.enumerated() { t.write(n, String(repeating: "x", count: i % 7)) }
    symlink("ingensteds", t.path + "/kommune/vedtak_lenke.csv")
    let got = try list(t)
    #expect(got.files.map(\.visible) == names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    let sizes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 % 7) })
    for f in got.files { #expect(f.size == sizes[f.visible], "\(f.visible)") }
    #expect(got.refused.map(\.reason) == [.brokenLink])
  }

  @Test func oddNames() throws {
    let t = TemporaryFolder()
    let odd: [[UInt8]] = [
      Array("kommune/vedtak med mellomrom.csv".utf8), Array("kommune/vedtak\nlinje.csv".utf8),
      Array("kommune/vedtak_".utf8) + [0xFF, 0xFE], Array("kommune/vedtak".utf8) + [0xE5],
    ]
    for n in odd { t.write(n, [1, 2, 3]) }
    let got = try list(t).files
    #expect(Set(got.map(\.path)) == Set(odd))
    #expect(got.allSatisfy { $0.type == .vedtak && $0.size == 3 })
    #expect(got.map(\.visible).contains("kommune/vedtak\\x0alinje.csv"))
    #expect(got.map(\.visible).contains("kommune/vedtak_\\xff\\xfe"))
    #expect(got.map(\.path) == got.map(\.path).sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test func linksStayInside() throws {
    let t = TemporaryFolder()
    let outside = TemporaryFolder()
    outside.write("kommune/vedtak_1.csv", "x")
    t.write("kommune/vedtak_2.csv", "x")
    t.write("lager/tiltak_1.csv", "x")
    func link(_ target: String, _ name: String) { _ = symlink(target, t.path + "/" + name) }
    link(outside.path + "/kommune/vedtak_1.csv", "kommune/vedtak_ut.csv")
    link(outside.path, "udi")
    link("../lager/tiltak_1.csv", "kommune/tiltak_inn.csv")
    link("..", "kommune/sloeyfe")
    link("ingensteds", "kommune/klager_borte.csv")
    _ = mkfifo(t.path + "/kommune/fravaer_roer.csv", 0o644)
    let l = try list(t)
    #expect(
      l.files.map { "\($0.visible)=\($0.type?.navn ?? "-")" } == [
        "kommune/tiltak_inn.csv=tiltak", "kommune/vedtak_2.csv=vedtak", "lager/tiltak_1.csv=-",
      ])
    #expect(
      l.refused.map { "\(visiblePath($0.path)) \($0.reason)" } == [
        "kommune/fravaer_roer.csv notAFile", "kommune/klager_borte.csv brokenLink", "kommune/sloeyfe folderLoop",
        "kommune/vedtak_ut.csv linkOutOfDrop", "udi linkOutOfDrop",
      ])
  }

  @Test func unreadableFolderIsReported() throws {
    // Root reads everything, so this can only be seen as another user.
    guard geteuid() != 0 else { return }
    let t = TemporaryFolder()
    t.write("kommune/stengt/vedtak_1.csv", "x")
    _ = chmod(t.path + "/kommune/stengt", 0)
    #expect(try list(t).refused.map(\.reason) == [.unreadableFolder])
  }

  @Test func noSuchInput() {
    #expect { try DropListing.read(root: "/nonexistent/drop", patterns: .dropLayout) } throws: {
      ($0 as? RunError)?.exitCode == 66
    }
    let t = TemporaryFolder()
    t.write("fil", "x")
    #expect { try DropListing.read(root: t.path + "/fil", patterns: .dropLayout) } throws: {
      ($0 as? RunError)?.exitCode == 66
    }
  }
}
