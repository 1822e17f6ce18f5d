import Domene
import Kalender
import TestSupport
import Testing

@testable import Innlesing

@Suite struct PostTests {
  private static func medPost<R>(_ bytes: Int, _ gjoer: (UnsafeMutableRawPointer) throws -> R) rethrows -> R {
    try withUnsafeTemporaryAllocation(byteCount: bytes, alignment: 16) { b in
      b.initializeMemory(as: UInt8.self, repeating: 0xAA)
      guard let p = b.baseAddress else { preconditionFailure() }
      return try gjoer(p)
    }
  }

  /// What the header holds comes back, at its bounds too, and goes no further than the header.
  @Test(arguments: [(0, 0), (999_999_999_999, 4_294_967_295), (1 << 40 - 1, 1)] as [(UInt64, UInt32)])
  func `a header comes back`(noekkel: UInt64, linje: UInt32) {
    for type in Inndatatype.allCases {
      for fil in [0, 1, UInt32(Post.maksKilder - 1)] {
        Self.medPost(Post.hode + 8) { p in
          let kilde = Kilde(fil: fil, linje: linje)
          Post.skrivHode(p, lengde: Post.hode + 3, noekkel: noekkel, kilde, type)
          #expect(Post.lengde(p) == Post.hode + 3)
          #expect(Post.noekkel(p) == noekkel)
          #expect(Post.kilde(p) == kilde)
          #expect(Post.type(p) == type.rawValue)
          #expect(!Post.harPlass(p))
          Post.sett(plass: 70_000, p)
          #expect(Post.harPlass(p))
          #expect(Post.noekkel(p) == 70_000)
          #expect((Post.kilde(p), Post.type(p)) == (kilde, type.rawValue))
          #expect(p.load(fromByteOffset: Post.hode, as: UInt8.self) == 0xAA)
        }
      }
    }
  }

  /// A long post is as long as it says, and no shorter than its values.
  @Test(arguments: [15, 255, 256, 32_767, 32_768, 32_769, 131_071, 131_072, 131_073, 5_000_000, 4_294_836_224])
  func `lengths come back`(bytes: Int) {
    let lengde = Post.rundet(bytes)
    #expect(lengde >= bytes)
    #expect(bytes < 1 << 15 ? lengde == bytes : lengde < bytes + 1 << 17)
    Self.medPost(Post.hode + 1) { p in
      Post.skrivHode(p, lengde: lengde, noekkel: 1, Kilde(fil: 1, linje: 2), .vedtak)
      #expect(Post.lengde(p) == lengde)
      #expect(Post.kilde(p) == Kilde(fil: 1, linje: 2))
    }
  }

  /// Rows whose text is longer than a block, and longer than a length that two bytes hold.
  @Test(arguments: [100, 9_000, 32_700, 32_768, 200_000])
  func `long rows come back`(lengde: Int) throws {
    let mappe = Droppmappe()
    let id = String(repeating: "å1", count: lengde / 3)
    func klage(_ id: String, _ vedtak: String) -> String {
      "\(id);202201234501;\(vedtak);01.02.2023;;;0301;03.02.2023;0301-ABCD;\n"
    }
    mappe.skriv(
      "klager.csv",
      Inndatatype.klager.kolonner.map(\.navn).joined(separator: ";") + "\n" + klage("K1", id) + klage("K2", id)
        + klage("K1", id) + klage("K1", id + "2") + klage("K1", "\"\(id)\""))
    let mottaker = Mottaker()
    var leser = Filleser(dato: .foerste, grenser: Lesegrenser(), mottaker: mottaker)
    let r = leser.les(Innfil(type: .klager, sti: Array(mappe.full("klager.csv").utf8), nummer: 7)) { _ in }
    #expect([r.lest, r.tatt, r.avvist] == [5, 5, 0])
    mottaker.lager.ferdig()
    var poster: [[UInt8]] = []
    try mottaker.lager.forHver { poster.append(Array(UnsafeRawBufferPointer(start: $0, count: Post.lengde($0)))) }
    poster.sort { a, b in
      a.withUnsafeBytes { a in b.withUnsafeBytes { b in Post.kilde(a.baseAddress!).linje < Post.kilde(b.baseAddress!).linje } }
    }
    let tekster = poster.map { p in
      p.withUnsafeBytes { String(decoding: Persondekoder.vedtakIdTekst($0.baseAddress!), as: UTF8.self) }
    }
    #expect(tekster == [id, id, id, id + "2", id])
    let like = poster.map { a in
      a.withUnsafeBytes { a in poster[0].withUnsafeBytes { Post.like(a.baseAddress!, $0.baseAddress!) } }
    }
    #expect(like == [true, false, true, false, true])
  }

  @Test func `values of few bytes come back`() {
    for paragraf in [0, 28, 999_999] as [UInt32] {
      #expect(Postverdi.paragraf(iHjemmel: Postverdi.hjemmel(paragraf, hash: .max)) == Int(paragraf))
      #expect(Postverdi.hjemmel(paragraf, hash: 1 << 24) != Postverdi.hjemmel(paragraf, hash: 1 << 25))
    }
    #expect(Postverdi.paragraf(iHjemmel: Postverdi.hjemmel(nil, hash: .max)) == nil)
    #expect(Postverdi.intetNummer > 99_999_999_999)
  }
}
