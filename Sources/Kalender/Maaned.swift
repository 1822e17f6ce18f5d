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

  /// Reads `mm.åååå` or `åååå-mm` where those seven bytes, and one more that can be read, stand; nil for
  /// anything else.
  @inlinable @inline(__always)
  public init?(syvTegn p: UnsafeRawPointer) {
    // As dates are read (`Dato.init(tiTegn:maaneder:)`); the eighth byte becomes a digit that is passed over.
    let syv = UInt64(littleEndian: p.loadUnaligned(as: UInt64.self)) & 0x00FF_FFFF_FFFF_FFFF | 0x3000_0000_0000_0000
    var v = syv ^ 0x3030_3030_302E_3030
    if (v & 0xF0F0_F0F0_F0F0_F0F0) | ((v &+ 0x7676_7676_767F_7676) & 0x8080_8080_8080_8080) == 0 {
      v = v &* 10 &+ (v &>> 8)
      self.init(aar: Int(v &>> 24 & 0xFF) &* 100 &+ Int(v &>> 40 & 0xFF), maaned: Int(v & 0xFF))
    } else {
      v = syv ^ 0x3030_302D_3030_3030
      guard (v & 0xF0F0_F0F0_F0F0_F0F0) | ((v &+ 0x7676_767F_7676_7676) & 0x8080_8080_8080_8080) == 0 else { return nil }
      v = v &* 10 &+ (v &>> 8)
      self.init(aar: Int(v & 0xFF) &* 100 &+ Int(v &>> 16 & 0xFF), maaned: Int(v &>> 40 & 0xFF))
    }
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
