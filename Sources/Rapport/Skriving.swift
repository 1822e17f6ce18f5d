import Domene
import Kalender
import Kodeverk
import Tabular

// The domain's values as bytes. `Tabular` knows no domain, so this is where the
// two meet.

extension ByteWriter {
  /// A date, `dd.mm.åååå` unless `iso`.
  @inline(__always)
  mutating func append(_ d: Dato, iso: Bool = false) {
    let x = d.deler
    append(year: min(max(x.aar, 0), 9999), month: x.maaned, day: x.dag, iso: iso)
  }

  /// A DUF-nummer as every output file has it: `9000 999000 14`.
  mutating func append(_ duf: DUFNummer) { append(dufbytes(duf, etter: 0x20), 14) }

  /// A month: `august 2021`.
  mutating func append(_ m: Maaned) {
    append(text: Maaned.navn[m.iAaret - 1])
    append(0x20)
    append(int: m.aar)
  }

  /// A kommunenummer's four digits.
  mutating func append(_ k: Kommunenummer) { append(int: Int(k.nummer), width: 4) }

  /// A text of a person's.
  /// - Returns: whether a field with it must be quoted where fields end in `skille`.
  @inline(__always) @discardableResult
  mutating func append(_ t: Tekst, i tekst: RawSpan, skille: UInt8 = 0x3B) -> Bool {
    let fra = Int(t.fra)
    let lengde = Int(t.lengde)
    guard lengde > 0, fra + lengde + Persongrunnlag.slakk <= tekst.byteCount else { return false }
    return tekst.withUnsafeBytes {
      guard let p = $0.baseAddress else { return false }
      return append(withSlack: p + fra, lengde, holdsSpecial: skille)
    }
  }

  /// A name as output files have it: `Fornavn Mellomnavn, Etternavn`. A part
  /// that is missing leaves neither space nor comma behind.
  /// - Returns: whether a field with it must be quoted where fields end in `skille`.
  @inline(__always) @discardableResult
  mutating func append(
    fornavn: Tekst, mellomnavn: Tekst, etternavn: Tekst, i tekst: RawSpan, skille: UInt8 = 0x3B
  ) -> Bool {
    var spesiell = append(fornavn, i: tekst, skille: skille)
    if !mellomnavn.erTom {
      if !fornavn.erTom { append(0x20) }
      if append(mellomnavn, i: tekst, skille: skille) { spesiell = true }
    }
    if !etternavn.erTom {
      if !fornavn.erTom || !mellomnavn.erTom {
        literal(", ")
        if skille == 0x2C { spesiell = true }
      }
      if append(etternavn, i: tekst, skille: skille) { spesiell = true }
    }
    return spesiell
  }
}

extension Tekst {
  /// 0 when it is empty.
  @inline(__always)
  func foersteByte(i tekst: RawSpan) -> UInt8 {
    guard !erTom, Int(fra) < tekst.byteCount else { return 0 }
    return tekst.withUnsafeBytes { $0[Int(fra)] }
  }
}

extension CSVRowWriter {
  /// A date in the dialect's form.
  @inline(__always)
  mutating func field(_ d: Dato) {
    out.append(d, iso: iso)
    out.append(separator)
  }

  /// A date in the dialect's form, empty when there is none.
  @inline(__always)
  mutating func field(_ d: Dato?) {
    if let d { field(d) } else { emptyField() }
  }

  /// The same from the table of dates.
  @inline(__always)
  mutating func field(_ d: Dato, _ t: Datotekster) { t.skriv(d, iso: iso, etter: separator, til: &out) }

  /// A date in the dialect's form, empty when there is none.
  @inline(__always)
  mutating func field(_ d: Dato?, _ t: Datotekster) {
    if let d { field(d, t) } else { emptyField() }
  }

  /// Fields made ready with their separators.
  @inline(__always)
  mutating func fields(_ ferdig: UnsafeRawBufferPointer) { out.append(ferdig) }

  /// The same, by their number in a table.
  @inline(__always)
  mutating func fields(_ s: Segmenter, _ nr: Int) { s.skriv(nr, til: &out) }
}

/// The 14 bytes of a DUF-nummer and the byte that comes after it.
func dufbytes(_ duf: DUFNummer, etter: UInt8) -> SIMD16<UInt8> {
  let aar = duf.verdi / 100_000_000
  let resten = ByteWriter.eightDigits(UInt32(truncatingIfNeeded: duf.verdi &- aar &* 100_000_000))
  let aarstall = ByteWriter.eightDigits(UInt32(truncatingIfNeeded: aar % 10_000)) &>> 32
  return unsafeBitCast(
    SIMD2<UInt64>(
      aarstall | 0x20 &<< 32 | resten &<< 40,
      resten &>> 24 & 0xFF_FFFF | 0x20 &<< 24 | (resten &>> 48) &<< 32 | UInt64(etter) &<< 48
        | 0x20 &<< 56),
    to: SIMD16<UInt8>.self)
}
