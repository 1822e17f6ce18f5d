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
    // The weights 4 6 3 2 4 6 3 2 7 5. Eight of the ten digits are taken apart side by side in one
    // word: into two numbers of four digits, four of two, and their tens and ones.
    let aarOgLoepenummer = verdi / 100
    let foerste = aarOgLoepenummer / 100_000_000
    let aatte = aarOgLoepenummer &- foerste &* 100_000_000
    let over = aatte / 10_000
    let firer = over | (aatte &- over &* 10_000) &<< 32
    // 10486 in 2 to the 20th is a hundredth of numbers below 10 000, 103 in 1024 a tenth of those below 100.
    let hundreder = (firer &* 10486) &>> 20 & 0x7F_0000_007F
    let toere = hundreder | (firer &- hundreder &* 100) &<< 16
    let tiere = (toere &* 103) &>> 10 & 0x000F_000F_000F_000F
    let enere = toere &- tiere &* 10
    // The highest place of a product is the sum of each digit times its weight, the weights backwards.
    let sum = (tiere &* 0x0003_0004_0003_0007 &+ enere &* 0x0002_0006_0002_0005) &>> 48
    let foersteTier = foerste / 10
    return (sum &+ 6 &* foerste &- 56 &* foersteTier) % 11 == verdi &- aarOgLoepenummer &* 100
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
