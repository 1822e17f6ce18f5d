import Kalender
import Kodeverk

/// A DUF-nummer: twelve digits as a number (N-01). It does not print itself.
@frozen
public struct DUFNummer: Hashable, Comparable, Sendable, CustomStringConvertible, CustomReflectable {
  /// 0 ... 999 999 999 999: year (4), serial (6), control (2).
  public let verdi: UInt64
  @inlinable public init(verdi: UInt64) { self.verdi = verdi }
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.verdi < b.verdi }

  @inlinable public var aar: Int { Int(verdi / 100_000_000) }

  /// N-01: whether the control number is right. The guides' own test numbers
  /// (year part from 9000) are exempt and count as right.
  public var harRettKontroll: Bool {
    if aar >= 9000 { return true }
    // The weights 4 6 3 2 4 6 3 2 7 5, two digits at a time from behind: of a pair p with the
    // weights a and b, a * (p / 10) + b * (p % 10) is b * p - (10 * b - a) * (p / 10).
    @inline(__always) func ledd(_ p: UInt64, _ a: UInt64, _ b: UInt64) -> UInt64 {
      b &* p &- (10 &* b &- a) &* (p / 10)
    }
    let aarOgLoepenummer = verdi / 100
    let fire = aarOgLoepenummer / 100
    let seks = fire / 100
    let aatte = seks / 100
    let sum =
      ledd(aarOgLoepenummer &- fire &* 100, 7, 5) &+ ledd(fire &- seks &* 100, 3, 2)
      &+ ledd(seks &- aatte &* 100, 4, 6) &+ ledd(aatte % 100, 3, 2) &+ ledd(aatte / 100, 4, 6)
    return sum % 11 == verdi % 100
  }

  /// As output files write it: `9000 999000 14`.
  public var visning: String {
    var t = String(verdi)
    t = String(repeating: "0", count: max(0, 12 - t.utf8.count)) + t
    let a = t.index(t.startIndex, offsetBy: 4)
    let b = t.index(t.startIndex, offsetBy: 10)
    return "\(t[..<a]) \(t[a..<b]) \(t[b...])"
  }

  /// Never the number: it is personal data.
  public var description: String { "DUF-nummer" }
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Where a row stands. `fil` is the file's number in input order, so that two
/// sources compare as input order does (`formats.md`).
@frozen
public struct Kilde: Hashable, Comparable, Sendable {
  public var fil: UInt32
  /// Physical line, the header being 1; in a JSON array the element's ordinal.
  public var linje: UInt32
  @inlinable public init(fil: UInt32, linje: UInt32) {
    self.fil = fil
    self.linje = linje
  }
  @inlinable public static func < (a: Self, b: Self) -> Bool {
    (a.fil, a.linje) < (b.fil, b.linje)
  }
}

/// A number with decimals, exact in millionths (hours and days as registered).
@frozen
public struct Desimal: Hashable, Comparable, Sendable {
  public var mikro: Int64
  @inlinable public init(mikro: Int64) { self.mikro = mikro }
  @inlinable public init(_ hele: Int) { mikro = Int64(hele) * 1_000_000 }
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.mikro < b.mikro }
  /// Stops at the largest number rather than overflow: rows may hold absurd hours.
  @inlinable public static func + (a: Self, b: Self) -> Self {
    let (sum, forMye) = a.mikro.addingReportingOverflow(b.mikro)
    return Desimal(mikro: forMye ? (a.mikro < 0 ? .min : .max) : sum)
  }
  public static let null = Desimal(mikro: 0)
}

/// A text of a person's: a range of bytes in `Persongrunnlag.tekst` (UTF-8).
@frozen
public struct Tekst: Hashable, Sendable {
  public var fra: UInt32
  public var lengde: UInt32
  @inlinable public init(fra: UInt32, lengde: UInt32) {
    self.fra = fra
    self.lengde = lengde
  }
  public static let tom = Tekst(fra: 0, lengde: 0)
  @inlinable public var erTom: Bool { lengde == 0 }
}

/// What every municipal registration has (T-01).
@frozen
public struct Registrering: Sendable {
  /// A 64-bit hash of `ID`; 0 when empty (an empty ID stands for itself).
  public var id: UInt64
  public var kilde: Kilde
  public var registrert: Dato
  public var slettet: Dato?
  public var registrertAv: Tekst
  /// `Oppf.kommune` of the row, nil when empty.
  public var kommune: Kommunenummer?

  @inlinable @inline(__always)
  public init(
    id: UInt64, kilde: Kilde, registrert: Dato, slettet: Dato?, registrertAv: Tekst,
    kommune: Kommunenummer?
  ) {
    self.id = id
    self.kilde = kilde
    self.registrert = registrert
    self.slettet = slettet
    self.registrertAv = registrertAv
    self.kommune = kommune
  }
}

/// A municipal row of any type.
public protocol Registrert { var reg: Registrering { get } }
