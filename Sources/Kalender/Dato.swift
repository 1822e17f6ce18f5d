/// A calendar date as a day number in four bytes: days since 01.01.1900 in the
/// proleptic Gregorian calendar. Input holds dates from 1900 to 2199
/// (`formats.md`); arithmetic may leave that range and stays exact.
@frozen
public struct Dato: Hashable, Comparable, Sendable {
  /// Days since 01.01.1900, which is day 0.
  public var dagnummer: Int32

  @inlinable @inline(__always)
  public init(dagnummer: Int32) { self.dagnummer = dagnummer }

  /// The date of a year, month and day, or nil when the calendar has no such day.
  @inlinable
  public init?(aar: Int, maaned: Int, dag: Int) {
    guard maaned >= 1, maaned <= 12, dag >= 1, dag <= Dato.dager(i: maaned, aar: aar) else { return nil }
    self.init(gyldigAar: aar, maaned: maaned, dag: dag)
  }

  @usableFromInline
  init(gyldigAar aar: Int, maaned: Int, dag: Int) {
    // The way back from `deler`: years from March, so many spans of 400 before that all are positive.
    let foerMars: UInt64 = maaned <= 2 ? 1 : 0
    let y = UInt64(truncatingIfNeeded: aar &+ 14_700 &* 400) &- foerMars
    let aarhundre = y / 100
    let m = UInt64(truncatingIfNeeded: maaned) &+ 12 &* foerMars
    let foerMaaneden = 1461 &* y / 4 &- aarhundre &+ aarhundre / 4 &+ (979 &* m &- 2919) / 32
    let dager = foerMaaneden &+ UInt64(truncatingIfNeeded: dag)
    dagnummer = Int32(truncatingIfNeeded: Int64(bitPattern: dager) &- (693_902 &+ 14_700 &* 146_097))
  }

  /// First and last date that input may hold (`avvik.md`, `DATO_UGYLDIG`).
  public static let foerste = Dato(dagnummer: 0)
  public static let siste = Dato(gyldigAar: 2199, maaned: 12, dag: 31)

  /// Number of days in a month.
  @inlinable
  public static func dager(i maaned: Int, aar: Int) -> Int {
    if maaned == 2 { return erSkuddaar(aar) ? 29 : 28 }
    // 31 in every other month, from January and from August on.
    return 30 | (maaned ^ maaned &>> 3) & 1
  }

  @inlinable
  public static func erSkuddaar(_ aar: Int) -> Bool {
    // Of years that four divides, 25 divides the centuries, and sixteen every fourth of those.
    aar & 3 == 0 && (aar & 15 == 0 || aar % 25 != 0)
  }

  /// Year, month and day.
  ///
  /// Neri and Schneider, «Euclidean affine functions and their application to calendar
  /// algorithms» (2022): years from March, each division by a constant of few bits.
  @inlinable
  public var deler: (aar: Int, maaned: Int, dag: Int) {
    // So many spans of 400 years that every day number of 32 bits is positive.
    let dag = UInt64(bitPattern: Int64(dagnummer) &+ (693_901 &+ 14_700 &* 146_097))
    let n1 = 4 &* dag &+ 3
    let aarhundre = n1 / 146_097
    let p2 = ((n1 &- aarhundre &* 146_097) | 3) &* 2_939_745
    let iAaret = UInt32(truncatingIfNeeded: p2) / (2_939_745 * 4)
    let n3 = 2141 &* iAaret &+ 197_913
    let nesteAar = iAaret >= 306
    let aar = Int(truncatingIfNeeded: 100 &* aarhundre &+ p2 &>> 32) &- 14_700 &* 400
    let maaned = Int(n3 &>> 16)
    return (nesteAar ? aar &+ 1 : aar, nesteAar ? maaned &- 12 : maaned, Int((n3 & 0xFFFF) / 2141) &+ 1)
  }

  @inlinable public var aar: Int { deler.aar }

  /// 1 = Monday ... 7 = Sunday. 01.01.1900 was a Monday.
  @inlinable
  public var ukedag: Int {
    let r = Int(dagnummer) % 7
    return (r < 0 ? r + 7 : r) + 1
  }

  @inlinable @inline(__always)
  public static func < (a: Dato, b: Dato) -> Bool { a.dagnummer < b.dagnummer }

  @inlinable @inline(__always)
  public static func + (d: Dato, dager: Int) -> Dato {
    Dato(dagnummer: Int32(truncatingIfNeeded: Int(d.dagnummer) + dager))
  }

  @inlinable @inline(__always)
  public static func - (d: Dato, dager: Int) -> Dato { d + -dager }

  /// Calendar days from `b` to `a`; 01.07 to 01.09 is 62 (S1 §10.3).
  @inlinable @inline(__always)
  public static func - (a: Dato, b: Dato) -> Int { Int(a.dagnummer) - Int(b.dagnummer) }

  /// T-03: the same day of the month, or the month's last day when it has no
  /// such day. 31.08 + 6 months is 28.02 or 29.02.
  @inlinable
  public func plussMaanederAvkortet(_ antall: Int) -> Dato {
    let d = deler
    let m = d.aar * 12 + (d.maaned - 1) + antall
    let aar = m >= 0 ? m / 12 : (m - 11) / 12
    let maaned = m - aar * 12 + 1
    return Dato(gyldigAar: aar, maaned: maaned, dag: min(d.dag, Dato.dager(i: maaned, aar: aar)))
  }

  /// Whole years of age of somebody born on this date, on another date. Follows
  /// T-03: who is born on 29.02 has birthday on 28.02 in common years.
  @inlinable
  public func alder(per dato: Dato) -> Int {
    let f = deler
    let d = dato.deler
    let aar = d.aar - f.aar
    let dag = min(f.dag, Dato.dager(i: f.maaned, aar: d.aar))
    return d.maaned &* 32 &+ d.dag < f.maaned &* 32 &+ dag ? aar - 1 : aar
  }

  /// Whether this date is past so many months (T-03) after another one.
  @inlinable
  public func erMerEnn(_ maaneder: Int, etter d: Dato) -> Bool {
    // No month has fewer than 28 days: mostly that is enough to know.
    self - d > 28 * maaneder && self > d.plussMaanederAvkortet(maaneder)
  }

  @inlinable public var maaned: Maaned { Maaned(self) }
}

extension Dato: CustomStringConvertible {
  /// `dd.mm.åååå`, as the register writes dates.
  public var description: String {
    let d = deler
    func to(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(to(d.dag)).\(to(d.maaned)).\(Dato.fire(d.aar))"
  }

  /// `åååå-mm-dd`.
  public var iso: String {
    let d = deler
    func to(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(Dato.fire(d.aar))-\(to(d.maaned))-\(to(d.dag))"
  }

  static func fire(_ aar: Int) -> String {
    let t = String(aar)
    return String(repeating: "0", count: max(0, 4 - t.utf8.count)) + t
  }
}

extension Dato {
  /// Reads `dd.mm.åååå` or `åååå-mm-dd` from exactly ten bytes of ASCII; nil for
  /// anything else, for a day that the calendar lacks, and outside 1900-2199.
  @inlinable
  public init?(ascii b: UnsafeRawBufferPointer) {
    guard b.count == 10, let p = b.baseAddress else { return nil }
    self.init(tiTegn: p, maaneder: Maanedstabell.foerste)
  }

  /// What `init(tiTegn:maaneder:)` wants: the first day of every month from 1900 on.
  public static var maanedstabell: UnsafePointer<Int32> { Maanedstabell.foerste }

  /// The same from a place where ten bytes stand.
  /// - Parameter maaneder: `maanedstabell`, which who reads many dates has at hand.
  @inlinable @inline(__always)
  public init?(tiTegn p: UnsafeRawPointer, maaneder: UnsafePointer<Int32>) {
    // Eight characters in one word: a digit's excess over `0` is at most 9, a sign of
    // the form has none. No byte carries into the next.
    let aatte = UInt64(littleEndian: p.loadUnaligned(as: UInt64.self))
    let to = UInt16(littleEndian: p.loadUnaligned(fromByteOffset: 8, as: UInt16.self)) ^ 0x3030
    var v = aatte ^ 0x3030_2E30_302E_3030
    var galt = (v & 0xF0F0_F0F0_F0F0_F0F0) | ((v &+ 0x7676_7F76_767F_7676) & 0x8080_8080_8080_8080)
    let galtTil = (to & 0xF0F0) | ((to &+ 0x7676) & 0x8080)
    let y: Int, m: Int, t: Int
    let siste = Int(to & 0xFF) &* 10 &+ Int(to >> 8)
    if galt == 0 {
      // dd.mm.åååå: byte i becomes digit i times ten and digit i + 1.
      v = v &* 10 &+ (v >> 8)
      t = Int(v & 0xFF)
      m = Int((v >> 24) & 0xFF)
      y = Int((v >> 48) & 0xFF) &* 100 &+ siste
    } else {
      v = aatte ^ 0x2D30_302D_3030_3030
      galt = (v & 0xF0F0_F0F0_F0F0_F0F0) | ((v &+ 0x7F76_767F_7676_7676) & 0x8080_8080_8080_8080)
      guard galt == 0 else { return nil }
      v = v &* 10 &+ (v >> 8)
      y = Int(v & 0xFF) &* 100 &+ Int((v >> 16) & 0xFF)
      m = Int((v >> 40) & 0xFF)
      t = siste
    }
    guard galtTil == 0 else { return nil }
    self.init(aar: y, maaned: m, dag: t, maaneder: maaneder)
  }

  /// As `init(tiTegn:maaneder:)`, of `åååå-mm-dd` alone.
  @inlinable @inline(__always)
  public init?(isoTegn p: UnsafeRawPointer, maaneder: UnsafePointer<Int32>) {
    var v = UInt64(littleEndian: p.loadUnaligned(as: UInt64.self)) ^ 0x2D30_302D_3030_3030
    let to = UInt16(littleEndian: p.loadUnaligned(fromByteOffset: 8, as: UInt16.self)) ^ 0x3030
    let galt = (v & 0xF0F0_F0F0_F0F0_F0F0) | ((v &+ 0x7F76_767F_7676_7676) & 0x8080_8080_8080_8080)
    let galtTil = (to & 0xF0F0) | ((to &+ 0x7676) & 0x8080)
    guard galt | UInt64(galtTil) == 0 else { return nil }
    v = v &* 10 &+ (v >> 8)
    self.init(
      aar: Int(v & 0xFF) &* 100 &+ Int((v >> 16) & 0xFF), maaned: Int((v >> 40) & 0xFF),
      dag: Int(to & 0xFF) &* 10 &+ Int(to >> 8), maaneder: maaneder)
  }

  /// A day of 1900-2199 by its numbers; nil when there is none.
  @inlinable @inline(__always)
  init?(aar y: Int, maaned m: Int, dag t: Int, maaneder: UnsafePointer<Int32>) {
    guard y >= 1900, y <= 2199, m >= 1, m <= 12 else { return nil }
    let plass = ((y &- 1900) &* 12 &+ m) &- 1
    let foerste = maaneder[plass]
    // How many days the month has shows where the next one begins; a day before its first is a very large number.
    let etterFoerste = UInt32(truncatingIfNeeded: t &- 1)
    guard etterFoerste < UInt32(bitPattern: maaneder[plass &+ 1] &- foerste) else { return nil }
    self.init(dagnummer: foerste &+ Int32(bitPattern: etterFoerste))
  }

  /// Reads a date from text, in either form.
  public init?(_ tekst: some StringProtocol) {
    var kopi = Array(tekst.utf8)
    let d = kopi.withUnsafeMutableBytes { Dato(ascii: UnsafeRawBufferPointer($0)) }
    guard let d else { return nil }
    self = d
  }
}

/// The first day of every month from January 1900 to January 2200, so that a
/// date is read without divisions. Made once, for the life of the process.
@usableFromInline
enum Maanedstabell {
  @usableFromInline
  nonisolated(unsafe) static let foerste: UnsafePointer<Int32> = {
    let p = UnsafeMutablePointer<Int32>.allocate(capacity: 300 * 12 + 1)
    for i in 0...(300 * 12) {
      p[i] = Dato(gyldigAar: 1900 + i / 12, maaned: i % 12 + 1, dag: 1).dagnummer
    }
    return UnsafePointer(p)
  }()
}
