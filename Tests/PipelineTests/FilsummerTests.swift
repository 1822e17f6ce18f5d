import Glibc
import Innlesing
import Testing

@testable import Pipeline

/// The checksums of a drop's files, which are summed together, are each its own file's.
@Suite struct FilsummerTests {
  /// Many small files, larger ones than a reader holds, some whose memory is given back at once,
  /// one that has grown, and among them such as cannot be read.
  @Test(arguments: [1, 2, 3]) func hverSinEgen(traader: Int) throws {
    let mappe = TemporaryFolder()
    mappe.write(
      "drop/udi/u.csv",
      "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n900099900014;A;B;01.05.1990;§ 28;01.12.2022\n")
    for i in 0..<70 {
      mappe.write("drop/kommune/\(i)/reservasjoner.csv", FilSomEndresTests.hode + FilSomEndresTests.rader(i))
    }
    for (i, bytes) in [9 << 20, 40 << 20, 3 << 20, 33 << 20, 100_000].enumerated() {
      // Noughts are no text, so that they are soon done with.
      let navn = "drop/kommune/stor\(i)/reservasjoner.csv"
      mappe.write(Array(navn.utf8), [65, 66] + Array(repeating: 0, count: bytes + i))
    }
    let borte = (0..<5).map { "drop/kommune/borte\($0)/reservasjoner.csv" }
    for navn in borte { mappe.write(navn, FilSomEndresTests.hode) }
    let vokst = "drop/kommune/vokst/reservasjoner.csv"
    mappe.write(vokst, "DUF")
    let listing = try DropListing.read(root: mappe.path + "/drop", patterns: .dropLayout)
    var grenser = Lesegrenser()
    grenser.maksBytesFil = 41 << 20
    grenser.delFilerFra = .max
    var trinn = Innlesingstrinn(
      inndata: Inndata(listing), dato: .foerste, grenser: grenser, traader: traader, progress: Progress(mode: .quiet))
    for navn in borte { _ = Posix.withPath(mappe.full(Array(navn.utf8))) { unlink($0) } }
    // Listed as the smallest, so that others are held when it turns out to be too large to be.
    mappe.write(Array(vokst.utf8), [66, 67] + Array(repeating: 0, count: 34 << 20))
    let lest = try trinn.kjoer()
    var antall = 0
    for (nr, fil) in lest.inndata.filer.enumerated() where fil.type != nil {
      let r = try #require(lest.filer[nr])
      #expect(lest.sha[nr] == Checksum.file(fil.full)?.hex ?? "", "\(visiblePath(fil.sti))")
      #expect(r.ulest == lest.sha[nr].isEmpty)
      antall += r.ulest ? 0 : 1
    }
    #expect(antall == 77)
    // All unlike, and none of what was not read.
    #expect(Set(lest.sha).count == 78)
  }
}
