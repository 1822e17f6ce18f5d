import Glibc
import Testing

@testable import Pipeline

@Suite struct PublisherTests {
  @Test func filesComeInPlaceTogether() throws {
    let t = TemporaryFolder()
    let out = t.path + "/ut/natt"
    let p = try Publisher.open(out)
    let a = try p.file(named: "a.csv")
    try a.write("hei")
    try a.write([UInt8](repeating: 0x2E, count: 1 << 19))
    try a.write(" slutt")
    let b = try p.file(named: "kjoering.json")
    try b.write("{}")
    #expect(t.read("ut/natt/a.csv") == nil)
    #expect(a.size == 9 + (1 << 19))
    try p.publish()
    let text = try #require(t.read("ut/natt/a.csv"))
    #expect(text.hasPrefix("hei...") && text.hasSuffix(". slutt"))
    #expect(a.sha256 == Checksum.hex(Array(text.utf8)))
    #expect(t.names("ut/natt") == [".gjeldende", ".kjoeringer", ".nir-lock", "a.csv", "kjoering.json"])
    let mode = try #require(Posix.status(Array((out + "/a.csv").utf8))).st_mode & 0o777
    #expect(mode == 0o640)
  }

  @Test func failedRunLeavesOldFiles() throws {
    let t = TemporaryFolder()
    t.write("a.csv", "i gaar")
    do {
      let p = try Publisher.open(t.path)
      try p.file(named: "a.csv").write("i dag")
      p.abandon()
    }
    #expect(t.read("a.csv") == "i gaar")
    do {
      // A run that ends by an error just lets go of its publisher.
      let p = try Publisher.open(t.path)
      try p.file(named: "a.csv").write("i dag")
    }
    #expect(t.read("a.csv") == "i gaar")
    #expect(t.visible() == ["a.csv"])
    #expect(t.names(".kjoeringer") == [])
  }

  @Test func secondRunIsToldWhoHolds() throws {
    let t = TemporaryFolder()
    let p = try Publisher.open(t.path)
    #expect { try Publisher.open(t.path) } throws: { e in
      (e as? RunError)?.exitCode == 75 && (e as? RunError)?.message.contains("process \(getpid()) on ") == true
    }
    p.abandon()
    _ = try Publisher.open(t.path)
  }

  @Test func leftoversOfAKilledRunAreNoObstacle() throws {
    let t = TemporaryFolder()
    t.write(".nir-lock", "process 1 on gone since 2020-01-01T00:00:00Z\n")
    t.write(".nir-tmp-\(getpid())/a.csv", "halv")
    t.write(".nir-tmp-99999/b.csv", "halv")
    let p = try Publisher.open(t.path)
    try p.file(named: "a.csv").write("hel")
    try p.publish()
    #expect(t.names() == [".gjeldende", ".kjoeringer", ".nir-lock", "a.csv"])
    #expect(t.read("a.csv") == "hel")
  }

  @Test func outputsNoLongerWrittenGo() throws {
    let t = TemporaryFolder()
    t.write("b.csv", "i gaar")
    t.write("annet.txt", "ikke vaart")
    let p = try Publisher.open(t.path)
    try p.file(named: "a.csv").write("x")
    try p.publish(removing: ["b.csv", "a.csv"])
    #expect(t.visible() == ["a.csv", "annet.txt"])
  }

  @Test func folderThatCannotBeMade() throws {
    let t = TemporaryFolder()
    t.write("fil", "x")
    #expect { try Publisher.open(t.path + "/fil/ut") } throws: { ($0 as? RunError)?.exitCode == 73 }
    #expect { try Publisher.open(t.path + "/fil") } throws: { ($0 as? RunError)?.exitCode == 73 }
  }

  @Test func fullDiskIs74() throws {
    // /dev/full stands in for a disk without room.
    let fd = open("/dev/full", O_WRONLY)
    let f = OutputFile(name: "a.csv", fd: fd, disk: DiskQueue())
    try f.write("x")
    #expect { try f.finish() } throws: { ($0 as? RunError)?.exitCode == 74 }
  }

  @Test(arguments: ["", "../a", ".a", "a/b"])
  func namesAreNamesOnly(_ name: String) throws {
    let t = TemporaryFolder()
    let p = try Publisher.open(t.path)
    #expect(throws: RunError.self) { try p.file(named: name) }
  }
}
