import Kalender
import Kodeverk

@testable import Rapport

/// Somebody who wants to know the hidden numbers of a run: knows every shown number
/// of every table, how they add up, that numbers are never below 0, and that zeros are
/// only hidden in rows whose base is.
struct Angrep {
  /// A hidden number with what the sums leave of it.
  struct Funn: CustomStringConvertible {
    var tabell: [Inndeling]
    var rad: [Int?]
    var gruppe: Int
    var nedre: Double
    var oevre: Double
    /// Only one whole number is left.
    var erRoepet: Bool { (nedre - 1e-6).rounded(.up) >= (oevre + 1e-6).rounded(.down) }
    var description: String { "\(tabell) \(rad) gruppe \(gruppe): \(nedre)...\(oevre)" }
  }

  private var ukjente: [(tabell: Int, rad: Int, gruppe: Int)] = []
  private var gulv: [Double] = []
  private var ligninger: [(coefficients: [Int: Double], right: Double)] = []
  private var plass: [[Int]: Int] = [:]
  private let kjoering: Maalkjoering

  /// - Parameter vis: numbers to show all the same, to see that the attack bites.
  init(_ kjoering: Maalkjoering, vis: (_ tabell: Int, _ rad: Int, _ gruppe: Int) -> Int? = { _, _, _ in nil }) {
    self.kjoering = kjoering
    var verdier: [[[Int?]]] = []
    for (ti, t) in kjoering.tabeller.enumerated() {
      verdier.append(
        t.rader.enumerated().map { ri, r in
          (0..<7).map { g in (g < 6 ? r.antall[g] : r.tallgrunnlag).verdi ?? vis(ti, ri, g) }
        })
    }
    for (ti, t) in kjoering.tabeller.enumerated() {
      for ri in t.rader.indices {
        let nuller = verdier[ti][ri][6] == nil
        for g in 0..<7 where verdier[ti][ri][g] == nil {
          plass[[ti, ri, g]] = ukjente.count
          ukjente.append((ti, ri, g))
          gulv.append(nuller && g < 5 ? 0 : 1)
        }
      }
    }
    grupper(verdier)
    for ti in kjoering.tabeller.indices { innenTabell(ti, verdier) }
    mellomTabeller(verdier)
  }

  /// Adds `sum of the parts + unseen = whole`.
  private mutating func sum(
    _ deler: [(Int, Int, Int)], _ hele: (Int, Int, Int), _ verdier: [[[Int?]]], usett: Bool
  ) {
    var k: [Int: Double] = [:]
    var b = 0.0
    func legg(_ c: (Int, Int, Int), _ tegn: Double) {
      if let v = verdier[c.0][c.1][c.2] {
        b -= tegn * Double(v)
      } else if let p = plass[[c.0, c.1, c.2]] {
        k[p, default: 0] += tegn
        b -= tegn * gulv[p]
      }
    }
    for d in deler { legg(d, 1) }
    legg(hele, -1)
    if usett {
      // What is in no kommune that may be told: nobody sees it.
      k[ukjente.count] = 1
      ukjente.append((-1, 0, 0))
      gulv.append(0)
    }
    if !k.isEmpty { ligninger.append((k, b)) }
  }

  private mutating func grupper(_ v: [[[Int?]]]) {
    for (ti, t) in kjoering.tabeller.enumerated() {
      for ri in t.rader.indices { sum((0..<5).map { (ti, ri, $0) }, (ti, ri, 6), v, usett: false) }
    }
  }

  private mutating func innenTabell(_ ti: Int, _ v: [[[Int?]]]) {
    let t = kjoering.tabeller[ti]
    for d in t.inndelinger.indices where t.harAlle[d] {
      for (ri, r) in t.rader.enumerated() where r.verdier[d] == nil {
        let deler = t.rader.indices.filter { i in
          t.rader[i].verdier[d] != nil
            && t.rader[i].verdier.enumerated().allSatisfy { $0.offset == d || $0.element == r.verdier[$0.offset] }
        }
        for g in 0..<7 { sum(deler.map { (ti, $0, g) }, (ti, ri, g), v, usett: Angrep.sted(t.inndelinger[d])) }
      }
    }
  }

  private static func sted(_ i: Inndeling) -> Bool { i == .kommune || i == .oppfoelgingsfylke }

  /// Tables of one inndeling each add up to the whole.
  private mutating func mellomTabeller(_ v: [[[Int?]]]) {
    guard let hele = kjoering.tabeller.firstIndex(where: { $0.inndelinger.isEmpty }) else { return }
    for (ti, t) in kjoering.tabeller.enumerated() where t.inndelinger.count == 1 {
      for g in 0..<7 {
        sum(t.rader.indices.map { (ti, $0, g) }, (hele, 0, g), v, usett: Angrep.sted(t.inndelinger[0]))
      }
    }
  }

  /// Adds that fylker are sums of their kommuner.
  mutating func fylker(_ data: Maaldata) {
    guard let k = kjoering.tabeller.firstIndex(where: { $0.inndelinger == [.kommune] }),
      let f = kjoering.tabeller.firstIndex(where: { $0.inndelinger == [.oppfoelgingsfylke] })
    else { return }
    let v = kjoering.tabeller.map { t in
      t.rader.map { r in (0..<7).map { (($0 < 6) ? r.antall[$0] : r.tallgrunnlag).verdi } }
    }
    for fylke in kjoering.tabeller[f].rader.indices {
      let deler = data.fylkeAvKommune.indices.filter { data.fylkeAvKommune[$0] == fylke }
      for g in 0..<7 { sum(deler.map { (k, $0, g) }, (f, fylke, g), v, usett: false) }
    }
  }

  /// Everything hidden with what is left of it by the sums; nil when the sums do not
  /// go up, which would be a fault of the tables.
  func kjoer() -> [Funn]? {
    var lp = LinearProgram(variables: ukjente.count, rows: ligninger)
    guard lp.isFeasible else { return nil }
    return ukjente.indices.filter { ukjente[$0].tabell >= 0 }.map { i in
      let (a, b) = lp.range(of: i)
      let u = ukjente[i]
      let t = kjoering.tabeller[u.tabell]
      return Funn(
        tabell: t.inndelinger, rad: t.rader[u.rad].verdier, gruppe: u.gruppe, nedre: a + gulv[i], oevre: b + gulv[i])
    }
  }
}

/// Numbers that look random and are the same every time.
struct Terning {
  private var x: UInt64
  init(_ fro: Int) { x = UInt64(truncatingIfNeeded: fro) &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func tall(_ under: Int) -> Int {
    x ^= x << 13
    x ^= x >> 7
    x ^= x << 17
    return Int((x &* 0x2545_F491_4F6C_DD1D) >> 33) % max(1, under)
  }
}

/// Avslutninger of made-up persons, as the report shows them.
func rapport(_ fro: Int, _ antall: Int, kommuner: [UInt32] = [301, 3201, 3203, 3301, 1103, 4601], skjev: Int = 6)
  -> Listetabell
{
  var t = Terning(fro)
  var r = Personrapport(dato: dato("31.08.2024"))
  let grupper: [Avslutningsaarsak] = [.annet, .arbeid, .doed, .arbeidOgGrunnskole, .videregaaendeYrkesfag, .fagskole]
  for i in 0..<antall {
    var e = Eksempel(
      duf: UInt64(i + 1), kategori: [.rettOgPliktProgram, .kanTilbysProgram, .rettTilProgram][t.tall(3)])
    e.v.kjoenn = Kjoenn.allCases[t.tall(2)]
    e.v.foedselsdato = Dato(aar: 1960 + t.tall(44), maaned: 1, dag: 1)
    e.v.sluttmaal = t.tall(9) == 8 ? nil : Sluttmaal.allCases[t.tall(8)]
    e.v.rapportkommune = Kommunenummer(nummer: kommuner[min(t.tall(kommuner.count), t.tall(kommuner.count + 2))])
    e.v.rapportbydel = nil
    e.p.skjermet = t.tall(20) == 0
    // Some groups are rare: that is where small numbers come from.
    e.avslutt(grupper[min(t.tall(skjev), t.tall(skjev))], "01.02.\(2022 + t.tall(3))")
    r.leggTil(e.p, e.v)
  }
  return Listetabell(.avslutningsrapport, dialekt: .excelNb, kropp: r.bytes(.avslutningsrapport))
}
