import CProcessor

/// Digits by the word.
enum Siffer {
  /// Eight digits at `p` as a number; nil when one is no digit.
  @inline(__always)
  static func aatte(_ p: UnsafeRawPointer) -> UInt64? {
    let v = UInt64(littleEndian: p.loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
    if (v & 0xF0F0_F0F0_F0F0_F0F0) | ((v &+ 0x7676_7676_7676_7676) & 0x8080_8080_8080_8080) != 0 { return nil }
    // Pairs, then fours, then eight.
    let par = v &* 10 &+ (v >> 8)
    let fire = (par & 0x00FF_00FF_00FF_00FF) &* 100 &+ ((par >> 16) & 0x00FF_00FF_00FF_00FF)
    return (fire & 0xFFFF) &* 10_000 &+ ((fire >> 32) & 0xFFFF)
  }

  /// Four digits at `p` as a number; nil when one is no digit.
  @inline(__always)
  static func fire(_ p: UnsafeRawPointer) -> Int? {
    let v = UInt32(littleEndian: p.loadUnaligned(as: UInt32.self)) ^ 0x3030_3030
    if (v & 0xF0F0_F0F0) | ((v &+ 0x7676_7676) & 0x8080_8080) != 0 { return nil }
    let par = v &* 10 &+ (v >> 8)
    return Int(par & 0xFF) &* 100 &+ Int((par >> 16) & 0xFF)
  }

  /// A whole number of one to three digits, or such a one with a decimal comma or point and one decimal behind it,
  /// in hundredths; nil for anything else. Eight bytes can be read at `p`, however few of them are the number's.
  @inline(__always)
  static func hundredeler(_ p: UnsafeRawPointer, _ n: Int) -> Int? {
    guard n <= 5 else { return nil }
    let b = p.assumingMemoryBound(to: UInt8.self)
    // A comma or a point before the last.
    let medDesimal = n >= 3 && b[n &- 2] | 2 == 0x2E
    let hele = medDesimal ? n &- 2 : n
    guard hele <= 3 else { return nil }
    let desimal = medDesimal ? Int(b[n &- 1] &- 0x30) : 0
    // The digits as the highest bytes of a word of four, noughts below.
    let skift = UInt32(truncatingIfNeeded: 32 &- 8 &* hele)
    let v = (UInt32(littleEndian: p.loadUnaligned(as: UInt32.self)) ^ 0x3030_3030) &<< skift
    guard (v & 0xF0F0_F0F0) | ((v &+ 0x7676_7676) & 0x8080_8080) == 0, desimal <= 9 else { return nil }
    let tall = Int(v &>> 24) &+ 10 &* Int(v &>> 16 & 0xFF) &+ 100 &* Int(v &>> 8 & 0xFF)
    return tall &* 100 &+ desimal &* 10
  }

  /// Twelve digits at `p` as a number; nil when one is no digit.
  @inline(__always)
  static func tolv(_ p: UnsafeRawPointer) -> UInt64? {
    guard let a = aatte(p), let b = fire(p + 8) else { return nil }
    return a &* 10_000 &+ UInt64(b)
  }

  /// The same where sixteen bytes can be read.
  @inline(__always)
  static func tolv(medRom p: UnsafeRawPointer) -> UInt64? {
    let tall = nir_twelve_digits(p)
    return tall != .max ? tall : tolvAnnerledes(p)
  }

  /// Kept out of the rows' functions: where the processor helps, only what is no number comes here.
  @inline(never)
  private static func tolvAnnerledes(_ p: UnsafeRawPointer) -> UInt64? { tolv(p) }
}

/// Numbers with decimals in posts: hundredths in two bytes where they fit, which
/// hours and days do; else all bits eight to ten.
enum Desimalpost {
  /// As many hundredths do not fit in two bytes.
  static let forStor = Int(UInt16.max)

  /// Writes millionths; tells how many bytes.
  @inline(__always)
  static func skriv(_ mikro: Int64, _ ut: UnsafeMutableRawPointer) -> Int {
    let hundredeler = mikro / 10_000
    if hundredeler &* 10_000 == mikro, hundredeler >= 0, hundredeler < Int64(forStor) {
      ut.storeBytes(of: UInt16(truncatingIfNeeded: hundredeler), as: UInt16.self)
      return 2
    }
    ut.storeBytes(of: UInt16.max, as: UInt16.self)
    ut.storeBytes(of: mikro, toByteOffset: 2, as: Int64.self)
    return 10
  }

  /// Millionths, and how many bytes they took.
  @inline(__always)
  static func les(_ p: UnsafeRawPointer) -> (mikro: Int64, bytes: Int) {
    let h = p.loadUnaligned(as: UInt16.self)
    if h != .max { return (Int64(h) &* 10_000, 2) }
    return (p.loadUnaligned(fromByteOffset: 2, as: Int64.self), 10)
  }
}
