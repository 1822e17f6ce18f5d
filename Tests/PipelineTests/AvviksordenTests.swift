import Domene
import Innlesing
import Testing

@testable import Pipeline

/// The order of `avvik.csv` as keys.
@Suite struct AvviksordenTests {
  /// Numbers that look random and are the same every time.
  private func tall(_ antall: Int, _ maske: UInt64) -> [UInt64] {
    var x: UInt64 = 88_172_645_463_325_252
    return (0..<antall).map { _ in
      x ^= x << 13
      x ^= x >> 7
      x ^= x << 17
      return x & maske
    }
  }

  @Test(arguments: [UInt64.max, 0xFF, 0xFFFF, 0xFF00_0000_00F0, 0, 0x8000_0000_0000_0001])
  func ordnes(_ maske: UInt64) {
    for antall in [0, 1, 2, 3, 100, 5000] {
      let inn = tall(antall, maske).enumerated().map { Avviksplass(noekkel: $1, liste: 0, nr: UInt32($0)) }
      var ut = inn
      var rom: [Avviksplass] = []
      Avviksplass.ordne(&ut, &rom)
      let ventet = inn.sorted { ($0.noekkel, $0.nr) < ($1.noekkel, $1.nr) }
      // Equal keys keep their order.
      #expect(ut.map(\.noekkel) == ventet.map(\.noekkel))
      #expect(ut.map(\.nr) == ventet.map(\.nr))
    }
  }

  // MARK: Ranges

  /// A drop of some files without a byte of their own: file `i` has source `2 * i`.
  private func orden(filer: Int) -> (orden: Avviksorden, rang: [Int]) {
    let funnet = (0..<filer).map { i in
      let navn = i % 2 == 0 ? "vedtak" : "tiltak"
      return DropFile(
        path: Array("kommune/\(navn)_\(9 - i).csv".utf8), type: i % 2 == 0 ? .vedtak : .tiltak, size: 1)
    }
    var inndata = Inndata(DropListing(root: [], files: funnet, refused: []))
    inndata.del(Lesegrenser())
    return (Avviksorden(inndata), inndata.filer.map { Int($0.rang) })
  }

  private func avvik(_ fil: Int?, _ linje: Int, duf: UInt64 = 0) -> Avvik {
    var a = Avvik(.dufUgyldig, kilde: fil.map { Kilde(fil: UInt32(2 * $0), linje: UInt32(linje)) })
    a.duf = duf
    return a
  }

  @Test func omraaderFoelgerOrdenen() throws {
    let (orden, rang) = orden(filer: 5)
    var rader = [Int](repeating: 0, count: 5)
    for (i, antall) in [0, 5, 300_000, 3, 40_000].enumerated() { rader[rang[i]] = antall }
    let omraader = Avviksomraader(orden, rader: rader, delnumre: [1_000, 2_000])
    var alle: [Avvik] = []
    for fil in 0..<5 {
      for linje in [0, 1, 2, 4, 5, 6, 8_191, 8_192, 8_193, 39_999, 40_001, 299_999, 300_001, 4_000_000] {
        alle.append(avvik(fil, linje))
      }
    }
    for duf in [0, 1, 999, 1_000, 1_001, 1_999, 2_000, 281_474_976_710_655] as [UInt64] {
      alle.append(avvik(nil, 0, duf: duf))
    }
    let noekler = try alle.map { try #require(orden.noekkel($0)) }.sorted()
    let funnet = noekler.map { omraader.omraade($0) }
    #expect(funnet == funnet.sorted())
    #expect(funnet.allSatisfy { (0..<omraader.antall).contains($0) })
    // The large file is in many, and numbers without a row in as many as there are parts.
    #expect(Set(funnet).count > 8)
    #expect(Set(noekler.filter { orden.fil($0) == orden.antallFiler }.map { omraader.omraade($0) }).count == 3)
  }

  @Test func etTomtDropHarOmraader() throws {
    let (orden, _) = orden(filer: 0)
    let omraader = Avviksomraader(orden, rader: [], delnumre: [])
    let noekkel = try #require(orden.noekkel(avvik(nil, 0, duf: 12)))
    #expect(omraader.omraade(noekkel) < omraader.antall)
  }

  @Test func alleFordeles() throws {
    let (orden, rang) = orden(filer: 3)
    var rader = [Int](repeating: 0, count: 3)
    for i in 0..<3 { rader[rang[i]] = 20_000 }
    let omraader = Avviksomraader(orden, rader: rader, delnumre: [500])
    var liste = Avviksliste()
    var fordeling = Avviksfordeling(orden, omraader)
    var ventet: [UInt64] = []
    for (i, n) in tall(6_000, .max).enumerated() {
      let a = n % 7 == 0 ? avvik(nil, 0, duf: n >> 8 % 1_000) : avvik(Int(n % 3), Int(n >> 10 % 20_001))
      ventet.append(try #require(orden.noekkel(a)))
      Array(String(ventet[i]).utf8).withUnsafeBytes { liste.leggTil(a, verdi: $0) }
      // As parts of persons come: the list is emptied, and the texts stay.
      if i % 1_700 == 0 { fordeling.del(&liste) }
    }
    fordeling.del(&liste)
    fordeling.ferdig(liste)
    #expect(liste.antall == 0)
    var funnet: [UInt64] = []
    for o in 0..<omraader.antall {
      var her: [Avvik] = []
      fordeling.hent(o, til: &her)
      let noekler = try her.map { try #require(orden.noekkel($0)) }
      #expect(noekler.allSatisfy { omraader.omraade($0) == o })
      #expect(zip(her, noekler).allSatisfy { Array(fordeling.liste.tekst($0.verdi)) == Array(String($1).utf8) })
      funnet += noekler.sorted()
    }
    #expect(funnet == ventet.sorted())
  }
}
