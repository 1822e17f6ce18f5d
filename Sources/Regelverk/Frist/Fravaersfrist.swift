import Domene
import Kalender
import Kodeverk

/// Absence summed a type over the programme, exact in millionths of a day.
struct Fravaerssum: Sendable {
  /// Days and hours a type, by raw value.
  private var dager: InlineArray<10, Int> = InlineArray(repeating: 0)
  private var timer: InlineArray<10, Int> = InlineArray(repeating: 0)
  /// One bit a type that has rows, by raw value.
  private var typer: UInt16 = 0

  /// More than anybody can be absent; keeps sums of absurd rows from overflowing.
  private static let tak = 1_000_000_000_000_000

  /// Sums the effective rows of the months `fra` to `til`, both counted.
  init(_ rader: borrowing Radliste<Fravaer>, _ tilstander: borrowing Tilstander, fra: Maaned, til: Maaned) {
    for i in rader.indices where tilstander[i] == .virksom {
      let r = rader[i]
      guard r.periode >= fra && r.periode <= til else { continue }
      let t = Int(r.type.rawValue)
      typer |= 1 << UInt16(t)
      if let d = r.dager { dager[t] = Fravaerssum.pluss(dager[t], d) }
      if let h = r.timer { timer[t] = Fravaerssum.pluss(timer[t], h) }
    }
  }

  private static func pluss(_ sum: Int, _ d: Desimal) -> Int {
    sum + min(max(Int(d.mikro), 0), tak - sum)
  }

  var erTom: Bool { typer == 0 }

  /// The types that have rows, in the code table's order.
  @inline(__always)
  func forHverType(_ gjoer: (Fravaerstype) -> Void) {
    var igjen = typer
    while igjen != 0 {
      if let type = Fravaerstype(rawValue: UInt8(truncatingIfNeeded: igjen.trailingZeroBitCount)) { gjoer(type) }
      igjen &= igjen &- 1
    }
  }

  /// F-06: a type's days and the whole days of its hours, in millionths of a day.
  func mikrodager(_ type: Fravaerstype, timerPerDag: Int) -> Int {
    let t = Int(type.rawValue)
    return dager[t] + (timerPerDag > 0 ? timer[t] / timerPerDag * 1_000_000 : 0)
  }

  /// The whole days of a type.
  func heleDager(_ type: Fravaerstype, timerPerDag: Int) -> Int {
    min(mikrodager(type, timerPerDag: timerPerDag) / 1_000_000, 1_000_000)
  }
}

/// F-06 (S1 §8.1, §8.3, §10.4): gyldig fravær, when more than 10 days in all over
/// the programme, extends the frist by every one of its days; manglende barnepass
/// and tilbud always do, after it. One step a type, in the code table's order.
enum Fravaersfrist {
  static func legg(
    _ sum: Fravaerssum, _ typer: Fravaerstypeoppslag, _ parametre: Parametre.Gjeldende, til frist: inout Dato,
    _ v: inout Vurdering
  ) {
    guard !sum.erTom else { return }
    let timer = parametre.timerPerFravaersdagMikro
    var gyldig = 0
    sum.forHverType { type in
      if typer.virkning(type) == .over10 { gyldig += sum.mikrodager(type, timerPerDag: timer) }
    }
    if gyldig > parametre.fravaerGrenseMikro { legg(.over10, sum, typer, timer, til: &frist, &v) }
    legg(.alltid, sum, typer, timer, til: &frist, &v)
  }

  private static func legg(
    _ virkning: Fravaersvirkning, _ sum: Fravaerssum, _ typer: Fravaerstypeoppslag, _ timer: Int,
    til frist: inout Dato, _ v: inout Vurdering
  ) {
    sum.forHverType { type in
      guard typer.virkning(type) == virkning else { return }
      let dager = sum.heleDager(type, timerPerDag: timer)
      guard dager > 0 else { return }
      v.beregningslogg.append(.legg(.virkedager(dager), til: &frist, .f06, .fravaer(type: type)))
    }
  }
}
