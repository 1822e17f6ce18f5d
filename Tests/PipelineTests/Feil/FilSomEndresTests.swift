import Glibc
import Innlesing
import Kalender
import Tabular
import Testing

@testable import Pipeline

/// Files that are another thing when they are read than when the drop was listed. The
/// whole suite of faults is `Tests/Faults/faults`; this is what can be told without chance.
@Suite struct FilSomEndresTests {
  static let hode = "DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av\n"
  static func rader(_ n: Int) -> String { (0..<n).map { "900099900014;01.02.2024;02.02.2024;A\($0)\n" }.joined() }
  static let navn = "drop/kommune/reservasjoner.csv"

  let mappe = TemporaryFolder()
  var sti: [UInt8] { mappe.full(Array(Self.navn.utf8)) }

  init() {
    mappe.write(
      "drop/udi/u.csv",
      "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n900099900014;A;B;01.05.1990;§ 28;01.12.2022\n")
    mappe.write(Self.navn, Self.hode + Self.rader(200))
  }

  /// Lists the drop, lets something happen to the file, and reads.
  /// - Parameter deler: read in parts of this many bytes.
  func les(deler: Int?, _ endre: () -> Void) throws -> (r: Filresultat, sha: String) {
    var grenser = Lesegrenser()
    if let deler {
      grenser.delFilerFra = 2 * deler
      grenser.segmentlengde = deler
    }
    let listing = try DropListing.read(root: mappe.path + "/drop", patterns: .dropLayout)
    var trinn = Innlesingstrinn(
      inndata: Inndata(listing), dato: .foerste, grenser: grenser, traader: 2, progress: Progress(mode: .quiet))
    endre()
    let lest = try trinn.kjoer()
    let nr = try #require(lest.inndata.filer.firstIndex { $0.type == .reservasjoner })
    return (try #require(lest.filer[nr]), lest.sha[nr])
  }

  /// What is read of a file is of one state of it, and its checksum is of that state.
  @Test("cut, grown, replaced: one state is read, and its checksum is told", arguments: [nil, 300])
  func enTilstand(deler: Int?) throws {
    for antall in [0, 1, 50, 199, 200, 201, 900] {
      mappe.write(Self.navn, Self.hode + Self.rader(200))
      let ny = Self.hode + Self.rader(antall)
      let (r, sha) = try les(deler: deler) { mappe.write(Self.navn, ny) }
      #expect(r.lest == antall && r.tatt + r.avvist == r.lest, "\(antall)")
      #expect(sha == Checksum.hex(Array(ny.utf8)))
    }
  }

  @Test("cut in the middle of a row: the row is rejected, nothing is invented", arguments: [nil, 300])
  func midtIEnRad(deler: Int?) throws {
    let hel = Self.hode + Self.rader(200)
    let (r, _) = try les(deler: deler) { truncate(mappe.path + "/" + Self.navn, off_t(hel.utf8.count / 2 + 7)) }
    #expect(r.lest == r.tatt + r.avvist && r.avvist <= 1 && r.lest < 200)
  }

  @Test("gone, a folder, a pipe, a link: told, and never waited for", arguments: [nil, 300])
  func noeAnnet(deler: Int?) throws {
    let ting: [(String, () -> Void, Int32)] = [
      ("borte", {}, ENOENT), ("mappe", { _ = Posix.withPath(self.sti) { mkdir($0, 0o755) } }, EISDIR),
      ("roer", { _ = Posix.withPath(self.sti) { mkfifo($0, 0o644) } }, EINVAL),
      ("lenke", { _ = Posix.withPath(self.sti) { symlink("/etc/passwd", $0) } }, ELOOP),
      ("lenke til seg selv", { _ = Posix.withPath(self.sti) { symlink("reservasjoner.csv", $0) } }, ELOOP),
      ("enhet", { _ = Posix.withPath(self.sti) { symlink("/dev/zero", $0) } }, ELOOP),
    ]
    for (navn, lag, feil) in ting {
      mappe.write(Self.navn, Self.hode + Self.rader(200))
      let (r, sha) = try les(deler: deler) {
        _ = Posix.withPath(sti) { unlink($0) }
        lag()
      }
      #expect(r.lesefeil == .io(errno: feil, operation: .open), "\(navn)")
      #expect(r.avvistHelt && r.lest == 0 && sha == "", "\(navn)")
      _ = Posix.withPath(sti) { unlink($0) }
      _ = Posix.withPath(sti) { rmdir($0) }
    }
  }

  @Test("a link inside the drop is read where it ended when it was listed") func lenkeInnenfor() throws {
    mappe.write("drop/kommune/ekte.data", Self.hode + Self.rader(3))
    _ = Posix.withPath(sti) { unlink($0) }
    _ = Posix.withPath(sti) { symlink("ekte.data", $0) }
    let (r, _) = try les(deler: nil) {
      _ = Posix.withPath(sti) { unlink($0) }
      _ = Posix.withPath(sti) { symlink("/etc/passwd", $0) }
    }
    #expect(r.lest == 3 && r.lesefeil == nil)
  }

  @Test("a segment that is read past the file's new end has less, and no fault") func segment() throws {
    let f = try FileSegment(sti)
    var b = InputBuffer()
    let hele = try b.read(f, offset: 0, length: 1 << 20)
    #expect(hele == f.size)
    truncate(mappe.path + "/" + Self.navn, 100)
    let rest = try b.read(f, offset: 60, length: 1 << 20)
    let etter = try b.read(f, offset: 5000, length: 10)
    #expect(rest == 40 && etter == 0)
    let naa = try FileSegment(sti)
    #expect(naa.stamp != f.stamp)
    #expect(FileStamp(sti) == naa.stamp)
    #expect(FileStamp(Array("/finnes/ikke".utf8)) == nil)
  }

  @Test("a pipe is no pipeline file, no manifest and no file of a command") func roer() {
    _ = Posix.withPath(sti) { unlink($0) }
    _ = Posix.withPath(sti) { mkfifo($0, 0o644) }
    #expect(Posix.read(sti, limit: 10) == nil && errno == EINVAL)
    #expect(Checksum.file(sti) == nil)
    var b = InputBuffer()
    do throws(TabularError) {
      try b.read(sti, limit: 10)
      Issue.record("read")
    } catch { #expect(error == .io(errno: EINVAL, operation: .open)) }
    let kode = WholeRunTests.exitCode {
      let f = try PipelineFile.load(mappe.path + "/" + Self.navn)
      return try WholeRunTests.run(f, threads: 1, to: mappe.path + "/ut")
    }
    #expect(kode == 64)
  }
}
