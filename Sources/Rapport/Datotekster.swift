import Kalender
import Tabular

/// The texts of the dates that input may hold, put together of a month's and a day's: a
/// person's rows have half a dozen dates, and a table answers faster than a calendar. One
/// for the life of the process.
struct Datotekster: @unchecked Sendable {
  // Sendable: the memory is never written after `init`, nor freed.

  /// What a month adds to the text of its days, and its first day.
  private struct Maanedstekst {
    /// `.mm.åååå`
    var norsk: UInt64
    /// `åååå-mm-`
    var iso: UInt64
    var foerste: Int32
  }
  /// From January 1900 on, and the first day behind the last.
  private let maaneder: UnsafePointer<Maanedstekst>
  /// Two digits, by number.
  private let tosifret: UnsafePointer<UInt16>
  private static let antallDager = Int(Dato.siste.dagnummer) + 1
  /// 4800 months in 146 097 days, times 2^32.
  private static var maanederPerDag: Int { 141_110_653 }

  static let felles = Datotekster()

  private init() {
    let maaneder = UnsafeMutablePointer<Maanedstekst>.allocate(capacity: 300 * 12 + 1)
    let tosifret = UnsafeMutablePointer<UInt16>.allocate(capacity: 100)
    for n in 0..<100 { (tosifret + n).initialize(to: UInt16(0x3030 + n / 10 + (n % 10) << 8)) }
    for i in 0..<(300 * 12) {
      let m = Maaned(nummer: Int32(1900 * 12 + i))
      let mm = UInt64(tosifret[m.iAaret])
      let aaaa = UInt64(tosifret[m.aar / 100]) | UInt64(tosifret[m.aar % 100]) << 16
      (maaneder + i).initialize(
        to: Maanedstekst(
          norsk: 0x2E | mm << 8 | 0x2E << 24 | aaaa << 32, iso: aaaa | 0x2D << 32 | mm << 40 | 0x2D << 56,
          foerste: m.periode.fom.dagnummer))
    }
    (maaneder + 300 * 12).initialize(
      to: Maanedstekst(norsk: 0, iso: 0, foerste: Int32(truncatingIfNeeded: Datotekster.antallDager)))
    self.maaneder = UnsafePointer(maaneder)
    self.tosifret = UnsafePointer(tosifret)
  }

  /// The month of a date and its day's digits; nil for a date that input may not hold.
  @inline(__always)
  private func maanedOgDag(_ d: Dato) -> (UnsafePointer<Maanedstekst>, dag: UInt16)? {
    let n = Int(d.dagnummer)
    guard n >= 0, n < Datotekster.antallDager else { return nil }
    // By the mean length of a month the month of a day four days later: its own or the next.
    var m = maaneder + ((n &+ 4) &* Datotekster.maanederPerDag) &>> 32
    if Int(m.pointee.foerste) > n { m -= 1 }
    return (m, tosifret[n &- Int(m.pointee.foerste) &+ 1])
  }

  /// Appends `dd.mm.åååå`.
  @inline(__always)
  func skriv(_ d: Dato, til w: inout ByteWriter) {
    guard let (m, dag) = maanedOgDag(d) else { return w.append(d) }
    let t = m.pointee.norsk
    w.append(UInt64(dag) | t &<< 16, 8, t &>> 48, 2)
  }

  /// Appends the text of a date and the byte that comes after it.
  @inline(__always)
  func skriv(_ d: Dato, iso: Bool, etter: UInt8, til w: inout ByteWriter) {
    guard let (m, dag) = maanedOgDag(d) else {
      w.append(d, iso: iso)
      w.append(etter)
      return
    }
    if iso {
      w.append(m.pointee.iso, 8, UInt64(dag) | UInt64(etter) &<< 16, 3)
    } else {
      let t = m.pointee.norsk
      w.append(UInt64(dag) | t &<< 16, 8, t &>> 48 | UInt64(etter) &<< 16, 3)
    }
  }
}
