import Domene
import Kalender
import Kodeverk

/// D-01 (S1 §7.4, §7.5): the tiltak that a person is offered in one month.
public struct TilbudtMaaned: Sendable {
  /// The month.
  public var maaned: Maaned
  /// «Gjennomsnittlig tilbudt tiltak» in hundredths of an hour a week.
  public var hundredeler: Int
  /// Places in `Persongrunnlag.tiltak` of the effective tiltak of the month, the
  /// replacing ones included.
  public var tiltak: [Int]
  /// S1 §7.7: how many deleted tiltak the month has.
  public var slettede: Int

  /// A month with what it shows.
  public init(maaned: Maaned, hundredeler: Int, tiltak: [Int], slettede: Int) {
    self.maaned = maaned
    self.hundredeler = hundredeler
    self.tiltak = tiltak
    self.slettede = slettede
  }
}

extension Regelmotor {
  /// D-01: hours of tiltak a week, a month: the sum over effective tiltak that are not
  /// marked `Erstattende tiltak` of hours x (virkedager of the month inside the
  /// tiltak's period, cut at the avslutningsdato / virkedager of the month). The
  /// months that any tiltak touches, in order.
  public func tilbudtTiltak(_ p: Persongrunnlag, _ v: Vurdering) -> [TilbudtMaaned] {
    var tilstander = Tilstander()
    Versjoner.finn(p.tiltak, per: dato, i: &tilstander)
    let avsluttet = v.gjeldendeAvslutning.map { v.historikk[$0].dato }
    var maaneder: [Maaned: TilbudtMaaned] = [:]
    // Millionths of hours x virkedager.
    var sum: [Maaned: Int] = [:]
    for i in p.tiltak.indices {
      let t = p.tiltak[i]
      guard tilstander[i] == .virksom || tilstander[i] == .slettet, t.fra <= t.til else { continue }
      var m = Maaned(t.fra)
      let siste = Maaned(t.til)
      while m <= siste {
        var rad = maaneder[m] ?? TilbudtMaaned(maaned: m, hundredeler: 0, tiltak: [], slettede: 0)
        if tilstander[i] == .virksom {
          rad.tiltak.append(i)
          let periode = Periode(fom: t.fra, tom: min(t.til, avsluttet ?? t.til))
          if !t.erstattende, let timer = t.timerPerUke {
            sum[m, default: 0] += Int(timer.mikro) * m.periode.snitt(periode).virkedager
          }
        } else {
          rad.slettede += 1
        }
        maaneder[m] = rad
        m = m.neste
      }
    }
    return maaneder.values.sorted { $0.maaned < $1.maaned }.map { rad in
      var rad = rad
      rad.hundredeler = Avrunding.hundredeler(mikro: sum[rad.maaned] ?? 0, delt: rad.maaned.periode.virkedager)
      return rad
    }
  }
}

/// Rounding to two decimals, half away from zero.
enum Avrunding {
  /// `mikro` millionths divided by `antall`, in hundredths.
  static func hundredeler(mikro: Int, delt antall: Int) -> Int {
    let nevner = antall * 10_000
    guard nevner > 0 else { return 0 }
    let hele = mikro / nevner
    return (mikro % nevner) * 2 >= nevner ? hele + 1 : hele
  }
}
