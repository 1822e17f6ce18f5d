/// A calendar month, counted from January of year 0.
@frozen
public struct Maaned: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// `aar * 12 + maaned - 1`.
  public var nummer: Int32

  @inlinable public init(nummer: Int32) { self.nummer = nummer }

  @inlinable
  public init?(aar: Int, maaned: Int) {
    guard maaned >= 1, maaned <= 12, aar >= 1900, aar <= 2199 else { return nil }
    nummer = Int32(aar * 12 + maaned - 1)
  }

  @inlinable
  public init(_ dato: Dato) {
    let d = dato.deler
    nummer = Int32(truncatingIfNeeded: d.aar * 12 + d.maaned - 1)
  }

  @inlinable public var aar: Int { Int(nummer) / 12 }
  /// 1 to 12.
  @inlinable public var iAaret: Int { Int(nummer) % 12 + 1 }

  @inlinable public static func < (a: Maaned, b: Maaned) -> Bool { a.nummer < b.nummer }
  @inlinable public var neste: Maaned { Maaned(nummer: nummer &+ 1) }

  /// First and last day, both counted.
  @inlinable
  public var periode: Periode {
    let f = Dato(gyldigAar: aar, maaned: iAaret, dag: 1)
    return Periode(fom: f, tom: f + (Dato.dager(i: iAaret, aar: aar) - 1))
  }

  /// Norwegian month names, lower case.
  public static let navn = [
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
  ]

  /// `august 2021`.
  public var description: String { "\(Maaned.navn[iAaret - 1]) \(aar)" }
}
