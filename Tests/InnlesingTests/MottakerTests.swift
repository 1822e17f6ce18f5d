import Domene
import Testing

@testable import Innlesing

/// From the rows' numbers to each person's posts: by room before the persons are known, by part
/// afterwards, on the disk or not.
@Suite struct MottakerTests {
  private struct Rad: Hashable, Comparable {
    let person: UInt64
    let linje: UInt32
    static func < (a: Rad, b: Rad) -> Bool { (a.person, a.linje) < (b.person, b.linje) }
  }

  private static func post(_ r: inout Trekning, _ noekkel: UInt64, fil: UInt32, linje: UInt32) -> [UInt8] {
    var p = PostlagerTests.post(&r, Post.hode + r.under(150))
    p.withUnsafeMutableBytes {
      if let q = $0.baseAddress { Post.skrivHode(q, lengde: $0.count, noekkel: noekkel, Kilde(fil: fil, linje: linje), .udi) }
    }
    return p
  }

  private static func ta(_ m: Mottaker, _ post: [UInt8]) { post.withUnsafeBytes { m.ta($0) } }

  /// As `Innlesingstrinn` does it: UDI's rows, the table, what must be moved, kommuners' rows.
  @Test(arguments: [
    (4_095, Int.max), (4_095, 1), (3, Int.max), (3, 1), (0, Int.max), (0, 1),
  ])
  func `every person's posts come, once each`(maksRom: Int, grense: Int) throws {
    var r = Trekning(UInt64(maksRom) &+ UInt64(grense & 0xFF))
    let disk: PostlagerTests.Proevedisk? = grense == 1 ? PostlagerTests.Proevedisk() : nil
    let plass = Mottaker.Plass(grense: grense, disk: disk)
    let numre = NummerkartTests.numre(&r, 900)
    // Some numbers belong to another number's person, mostly of another part.
    let foeyd = stride(from: 0, to: 60, by: 2).map { (fra: numre[$0], til: numre[numre.count - 1 - $0]) }
    let eier = Dictionary(uniqueKeysWithValues: foeyd.map { ($0.fra, $0.til) })
    var ventet: [Rad] = []
    var linje: UInt32 = 0
    func rad(_ m: Mottaker, _ duf: UInt64, _ noekkel: UInt64, fil: UInt32) {
      linje += 1
      Self.ta(m, Self.post(&r, noekkel, fil: fil, linje: linje))
      // File 1 turns out not to count.
      if fil != 1 { ventet.append(Rad(person: eier[duf] ?? duf, linje: linje)) }
    }

    let registre = (0..<2).map { _ in Mottaker(plass, maksRom: maksRom) }
    for i in 0..<30_000 {
      let duf = numre[r.under(numre.count)]
      rad(registre[i % 2], duf, duf, fil: UInt32(r.under(3)))
    }
    for m in registre { m.ferdigMedRegistre() }
    #expect(Nummersortering.flettet(registre.map { $0.dufNumre() }) == numre)
    let tabell = Persontabell(numre: numre, sammenfoeyd: foeyd)
    #expect(tabell.deler > 1)
    for m in registre { m.lager.slipp() }
    let utenom = [false, true, false]
    let kommunale = try registre.map { m in
      let ny = Mottaker(tabell: tabell, plass)
      try ny.flytt(fra: m, utenom: utenom)
      return ny
    }
    for i in 0..<30_000 {
      let p = r.under(numre.count)
      rad(kommunale[i % 2], numre[p], UInt64(p), fil: UInt32(r.under(3)))
    }
    for m in kommunale { m.lager.ferdig() }
    if let disk { #expect(disk.skrevet > 0) }

    var funnet: [Rad] = []
    let minne = Delminne()
    var samler = Personsamler()
    // Twice: what a first walk through the persons does to the posts must not trouble the next.
    for del in (0..<tabell.deler).reversed() + Array(0..<tabell.deler) {
      let plasser = tabell.plasser(del: del)
      // In the second walk, which rises: what is behind may be lost.
      if funnet.count >= ventet.count { for m in registre + kommunale { m.glemDisk(foerDel: del, tabell) } }
      samler.forHverPerson(
        biter: try minne.biter(del: del, registre + kommunale, tabell), utenom: utenom, dokumenter: [], tabell: tabell,
        foerste: plasser.lowerBound, antall: plasser.count
      ) { person, poster in
        var forrige = (fil: UInt32(0), linje: UInt32(0))
        for p in Inndatatype.allCases.flatMap({ Array(poster[$0]) }) {
          let kilde = Post.kilde(p)
          #expect((kilde.fil, kilde.linje) > forrige)
          forrige = (kilde.fil, kilde.linje)
          // The key is the row's own number, by its place.
          let egen = numre[Int(Post.noekkel(p))]
          #expect((eier[egen] ?? egen) == numre[person])
          funnet.append(Rad(person: numre[person], linje: Post.kilde(p).linje))
        }
      }
    }
    #expect(funnet.sorted() == (ventet + ventet).sorted())
  }
}
