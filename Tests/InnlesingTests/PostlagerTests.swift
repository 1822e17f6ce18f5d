import Testing

@testable import Innlesing

@Suite struct PostlagerTests {
  /// A disk in memory; it may be full from some piece on.
  final class Proevedisk: Postdisk, @unchecked Sendable {
    // Unchecked: one thread uses it.
    var bytes: [UInt8] = []
    var skrevet = 0
    var fullEtter = Int.max
    let baner = 5
    /// Bytes by lane.
    var iBane = [0, 0, 0, 0, 0]
    func skriv(_ biter: [UnsafeRawBufferPointer], bane: Int) -> Int? {
      if skrevet >= fullEtter { return nil }
      skrevet += 1
      let sted = bytes.count
      for b in biter {
        iBane[bane] += b.count
        bytes += b
      }
      return sted
    }
    func glem(_ omraade: Range<Int>) { for i in omraade { bytes[i] = 0 } }
    func les(_ minne: UnsafeMutableRawBufferPointer, fra: Int) throws {
      bytes.withUnsafeBytes { minne.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[fra..<(fra + minne.count)])) }
    }
  }

  static func post(_ r: inout Trekning, _ lengde: Int) -> [UInt8] {
    var p = (0..<lengde).map { _ in UInt8(truncatingIfNeeded: r.neste()) }
    withUnsafeBytes(of: UInt16(lengde).littleEndian) { for i in 0..<2 { p[i] = $0[i] } }
    return p
  }

  /// Every post comes back from its part, in the order it was added, wherever it lay.
  @Test(arguments: [(1, Int.max), (5, Int.max), (40, Int.max), (5, 2), (5, 0)])
  func `posts come back`(deler: Int, fullEtter: Int) throws {
    var r = Trekning(UInt64(deler))
    let disk = Proevedisk()
    disk.fullEtter = fullEtter
    let lager = Postlager(deler: deler, minne: Stykkminne(), grense: 4 * Postlager.blokk, disk: disk)
    var ventet: [[[UInt8]]] = Array(repeating: [], count: deler)
    for i in 0..<20_000 {
      // Now and then one as large as a block, or larger: those stay in memory and come last.
      let lengde = i % 5_000 == 4_999 ? Postlager.blokk : 25 + r.under(200)
      let p = Self.post(&r, lengde)
      let del = r.under(deler)
      ventet[del].append(p)
      p.withUnsafeBytes { lager.leggTil($0.baseAddress!, lengde, del: del) }
    }
    let stor = Self.post(&r, 3 * Postlager.blokk + 7)
    ventet[0].append(stor)
    stor.withUnsafeBytes { lager.leggTil($0.baseAddress!, stor.count, del: 0) }
    lager.ferdig()
    #expect(disk.skrevet == min(fullEtter, disk.skrevet))
    if fullEtter > 0 { #expect(disk.skrevet > 0) }
    for del in 0..<deler {
      var funnet: [[UInt8]] = []
      try lager.forHver(del..<(del + 1)) { funnet.append(Array(UnsafeRawBufferPointer(start: $0, count: Post.lengde($0)))) }
      #expect(funnet == ventet[del])
    }
  }

  /// A store that is written out little by little gives every lane about as much: the disk has
  /// room back evenly, from the first parts on.
  @Test func `lanes share the posts`() {
    var r = Trekning(3)
    let disk = Proevedisk()
    let deler = 100
    let lager = Postlager(deler: deler, minne: Stykkminne(), grense: 300 * Postlager.blokk, disk: disk)
    for _ in 0..<200_000 {
      let p = Self.post(&r, 100)
      p.withUnsafeBytes { lager.leggTil($0.baseAddress!, p.count, del: r.under(deler)) }
    }
    lager.ferdig()
    let mest = disk.iBane.max() ?? 0
    let minst = disk.iBane.min() ?? 0
    #expect(minst > 0)
    // A part is never in two lanes of one piece of writing.
    #expect(mest - minst < disk.bytes.count / 10)
  }

  @Test(arguments: 0..<6)
  func `lists of numbers become one`(antall: Int) {
    var r = Trekning(UInt64(antall))
    let lister = (0..<antall).map { _ in Set((0..<r.under(50)).map { _ in UInt64(r.under(100)) }).sorted() }
    #expect(Nummersortering.flettet(lister) == Set(lister.joined()).sorted())
  }

  @Test(arguments: [0, 1, 100, 70_000, 200_000])
  func `numbers in order, each once`(antall: Int) {
    var r = Trekning(UInt64(antall))
    for stoerst in [1_000, 999_999_999_999, Int.max / 2] {
      let numre = (0..<antall).map { _ in UInt64(r.under(stoerst)) }
      #expect(Nummersortering.unike(numre) == Set(numre).sorted())
    }
  }

  /// A year has a hundred rooms: what is marked in a table, and what differs in control digits alone.
  @Test(arguments: [1, 2, 3])
  func `numbers in shares`(deler: Int) {
    var r = Trekning(UInt64(deler))
    for feil in [false, true] {
      let lister = (0..<3).map { _ in
        (0..<60_000).map { _ in
          let tall = UInt64(20_200_000_00 + r.under(400_000))
          // In one room some have other control digits than they should.
          let siffer = tall % 89 + (feil && tall / 10_000 == 202_007 ? UInt64(r.under(3)) : 0)
          return tall * 100 + siffer
        }
      }
      let del = lister.withBuffers { b in (0..<deler).map { Nummersortering.unike(b, del: $0, av: deler) } }
      #expect(Array(del.joined()) == Set(lister.joined()).sorted())
      #expect(del.allSatisfy { !$0.isEmpty })
      #expect(Nummersortering.flettet(del) == Array(del.joined()))
    }
    // Few: all in the first share.
    let faa = [[3, 1, 2], [2, 900_000_000_000]].map { $0.map { UInt64($0) } }
    let del = faa.withBuffers { b in (0..<deler).map { Nummersortering.unike(b, del: $0, av: deler) } }
    #expect(Array(del.joined()) == [1, 2, 3, 900_000_000_000])
  }
}

extension [[UInt64]] {
  /// The lists as buffers, copied.
  fileprivate func withBuffers<R>(_ gjoer: ([UnsafeBufferPointer<UInt64>]) -> R) -> R {
    let kopier = map { liste in
      let b = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: liste.count)
      _ = b.initialize(from: liste)
      return b
    }
    defer { for k in kopier { k.deallocate() } }
    return gjoer(kopier.map { UnsafeBufferPointer($0) })
  }
}
