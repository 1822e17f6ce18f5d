import Kodeverk

/// What was found of the words of a Hjemmel: they are long and few, so that holding them against those
/// that were read before costs a tenth of reading them anew. One worker uses it.
///
/// It is plain memory that its owner frees, so that asking it counts no references.
struct Hjemmelminne {
  struct Svar {
    /// The number after the first `§`.
    var paragraf: UInt32
    /// Of the words (`Feltleser.hash`).
    var hash: UInt64
  }

  private struct Husket {
    var lengde = 0
    var svar = Svar(paragraf: 0, hash: 0)
  }

  private static let plasser = 64
  /// Bytes of the longest text that is kept.
  private static let lengst = 64

  private let husket: UnsafeMutablePointer<Husket>
  private let tekster: UnsafeMutableRawPointer

  init() {
    husket = .allocate(capacity: Self.plasser)
    husket.initialize(repeating: Husket(), count: Self.plasser)
    tekster = .allocate(byteCount: Self.plasser * Self.lengst, alignment: 16)
  }

  func frigi() {
    husket.deallocate()
    tekster.deallocate()
  }

  /// Of the `n` bytes at `p`, one or more; nil when there is no `§` with a number.
  @inline(__always)
  func finn(_ p: UnsafeRawPointer, _ n: Int) -> Svar? {
    guard n >= 16, n <= Self.lengst else { return les(p, n) }
    // Which words they are shows in their middle and at their end: paragraf, ledd and bokstav.
    let midt = p.loadUnaligned(fromByteOffset: n / 2 &- 8, as: UInt64.self)
    let sist = p.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self)
    let h = (midt ^ sist &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: n)) &* 0xD6E8_FEB8_6659_FD93
    let i = Int(truncatingIfNeeded: h &>> 58)
    let tekst = tekster + i &* Self.lengst
    if husket[i].lengde == n, Kodeoppslag.like(p, tekst, hoeyst64: n) { return husket[i].svar }
    guard let svar = les(p, n) else { return nil }
    tekst.copyMemory(from: p, byteCount: n)
    husket[i] = Husket(lengde: n, svar: svar)
    return svar
  }

  @inline(never)
  private func les(_ p: UnsafeRawPointer, _ n: Int) -> Svar? {
    let tekst = UnsafeRawBufferPointer(start: p, count: n)
    return Hjemler.paragraf(tekst).map {
      Svar(paragraf: UInt32(truncatingIfNeeded: $0), hash: Feltleser.hash(tekst))
    }
  }
}
