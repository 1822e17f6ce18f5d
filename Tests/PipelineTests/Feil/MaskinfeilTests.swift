import Glibc
import Innlesing
import Kalender
import Testing

@testable import Pipeline

/// Where the folders lie, and what the machine lacks.
@Suite struct MaskinfeilTests {
  @Test("an output folder in the drop is refused, by whatever name", arguments: [
    "drop", "drop/", "drop/ut", "drop/ut/nede", "drop/../drop/ut", "./drop/ut", "lenke", "lenke/ut", "drop/finnes/../ut",
  ])
  func utIInn(ut: String) throws {
    let t = TemporaryFolder()
    t.write("drop/udi/u.csv", "")
    _ = Posix.withPath(t.full(Array("lenke".utf8))) { symlink("drop", $0) }
    var f = PipelineFile.forDrop(t.path + "/drop")
    f.output = t.path + "/" + ut
    let kode = WholeRunTests.exitCode { try WholeRunTests.run(f, threads: 1, to: f.output) }
    #expect(kode == 64)
    #expect(t.names("drop") == ["udi"])
  }

  @Test("beside the drop, above it, or with a name that begins like it", arguments: ["ut", ".", "drop2", "drop.ut", "drop/../ut"])
  func utenfor(ut: String) throws {
    let t = TemporaryFolder()
    t.write("drop/udi/u.csv", "")
    let f = PipelineFile.forDrop(t.path + "/drop")
    let s = try WholeRunTests.run(f, threads: 1, to: t.path + "/" + ut)
    #expect(s.manifest.inputs.count == 1)
  }

  @Test("want of descriptors and memory is the machine's fault, a missing file is not") func maskinen() {
    for n in [EMFILE, ENFILE, ENOMEM] { #expect(Posix.isMachineFault(n)) }
    for n in [ENOENT, EACCES, EIO, ELOOP, EISDIR, EINVAL, 0] { #expect(!Posix.isMachineFault(n)) }
  }

  @Test("folders of ours are readable by owner and group only") func rettigheter() {
    let t = TemporaryFolder()
    let sti = t.full(Array("a/b/c".utf8))
    #expect(Posix.makeFolders(sti, mode: 0o750))
    for d in ["a", "a/b", "a/b/c"] {
      let rett = Posix.status(t.full(Array(d.utf8))).map { $0.st_mode & 0o777 }
      #expect(rett == 0o750, "\(d)")
    }
    t.write("fil", "")
    #expect(!Posix.makeFolders(t.full(Array("fil".utf8)), mode: 0o750) && errno == ENOTDIR)
  }
}
