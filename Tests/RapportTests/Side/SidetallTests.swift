import Domene
import Kalender
import Kodeverk
import Regelverk
import Testing

@testable import Rapport

@Suite struct SidetallTests {
  static let d = dato("31.08.2024")

  /// A person in programme with a frist.
  private func person(_ frist: Dato, type: Fristtype = .gjennomfoering) -> Eksempel {
    var e = Eksempel()
    e.v.start = dato("01.01.2024")
    e.v.vistFrist = (type, frist)
    return e
  }

  private func tell(_ personer: [Eksempel]) -> Sidetall {
    var t = Sidetall(dato: Self.d)
    for e in personer { t.tell(skjermet: e.p.skjermet, e.v) }
    return t
  }

  /// The day before, on and after every boundary.
  @Test(arguments: [
    (-1, [0, 0, 0]), (0, [1, 0, 0]), (30, [1, 0, 0]), (31, [0, 1, 0]), (60, [0, 1, 0]), (61, [0, 0, 1]),
    (90, [0, 0, 1]),
    (91, [0, 0, 0]),
  ])
  func vinduer(_ rad: (dager: Int, ut: [Int])) {
    let t = tell([person(Self.d + rad.dager)])
    #expect(t.alleFrister == rad.ut)
    #expect(t.fristerPerKommune().first?.antall ?? [0, 0, 0] == rad.ut)
  }

  @Test func bareDeSomMaaFoelgesOpp() {
    var avsluttet = person(Self.d + 10)
    avsluttet.avslutt(.arbeid, "01.08.2024")
    var gjenoppstart = person(Self.d + 10, type: .gjenoppstart)
    gjenoppstart.avslutt(.arbeid, "01.08.2024")
    var lukket = person(Self.d + 10)
    lukket.v.kategoriLukket = dato("01.07.2024")
    let aldri = Eksempel(kategori: nil)
    let t = tell([avsluttet, gjenoppstart, lukket, aldri])
    #expect(t.alleFrister == [1, 0, 0])
    #expect(t.frister(.gjenoppstart) == [1, 0, 0])
    #expect((t.personer, t.iKategori, t.iProgram, t.venter, t.avsluttet) == (3, 2, 0, 0, 2))
  }

  /// a protected person is in national figures only.
  @Test func skjermetBareForHeleLandet() {
    var e = person(Self.d + 5)
    e.p.skjermet = true
    e.avslutt(.ikkeRegistrert, "01.08.2024")
    var f = person(Self.d + 5)
    f.p.skjermet = true
    let t = tell([e, f])
    #expect(t.alleFrister == [1, 0, 0])
    #expect(t.utenAarsak == 1)
    #expect(t.fristerPerKommune().isEmpty)
    #expect(t.utenAarsakPerKommune().isEmpty)
  }

  /// A kommune that a reform has replaced is counted with its successor.
  @Test func kommunereform() {
    var gammel = person(Self.d + 5)
    gammel.v.oppfoelgingskommune = Kommunenummer(nummer: 3024)
    var ny = person(Self.d + 35)
    ny.v.oppfoelgingskommune = Kommunenummer(nummer: 3201)
    #expect(tell([gammel, ny]).fristerPerKommune() == [.init(navn: "Bærum", antall: [1, 1, 0])])
  }

  @Test func tidOgMedian() {
    let dager = [0, 182, 183, 365, 366, 730, 731, 1096]
    let t = tell(
      dager.map { n in
        var e = person(Self.d + 400)
        e.v.start = Self.d - n
        return e
      })
    #expect(t.tidHittil.antall == [2, 2, 1, 1, 1, 1])
    #expect(t.tidHittil.median == 365)
    #expect(t.aktivTid == .init(antall: [0, 0, 0, 0, 0, 0], median: nil))
  }

  /// Workers' tallies add up to one worker's, in any order.
  @Test func flettet() {
    let personer = (0..<40).map { i in
      var e = person(Self.d + i * 3)
      e.v.oppfoelgingskommune = Kommunenummer(nummer: i % 2 == 0 ? 301 : 4601)
      if i % 7 == 0 { e.avslutt(.ikkeRegistrert, "01.08.2024") }
      return e
    }
    let hel = tell(personer)
    var delt = tell(Array(personer[20...]))
    delt.flett(tell(Array(personer[..<20])))
    #expect(delt.alleFrister == hel.alleFrister)
    #expect(delt.fristerPerKommune() == hel.fristerPerKommune())
    #expect(delt.utenAarsakPerKommune() == hel.utenAarsakPerKommune())
    #expect(delt.tidHittil == hel.tidHittil)
    #expect((delt.personer, delt.utenAarsak) == (hel.personer, hel.utenAarsak))
  }
}
