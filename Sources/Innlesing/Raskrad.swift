import CProcessor
import Domene
import Kalender
import Kodeverk

/// One row on the quick way, and the post that it becomes. Each function takes the type's column
/// `k`, the next that the post wants: it writes its value, or tells that the row must be read in full.
///
/// Sixteen bytes behind the row's end can be read, so that values are read by the word.
struct Raskrad {
  /// The byte after that at position 0.
  private let etter: UnsafeRawPointer
  private let foer: UnsafePointer<UInt32>
  private let lengder: UnsafePointer<UInt32>
  private let plasser: UnsafePointer<Radplan.Plass>
  private let tabeller: Tabeller
  private let medAv: Bool
  private let ut: UnsafeMutableRawPointer
  private var n = Post.hode &+ 2
  private var maske: UInt32
  private var duf: UInt64 = 0

  /// Where a row's values are, by the type's column.
  struct Verdier {
    /// The position of the byte before each.
    let foer: UnsafePointer<UInt32>
    let lengder: UnsafePointer<UInt32>
    /// A bit a column that is not empty.
    let maske: UInt32
  }

  /// What all rows ask.
  struct Tabeller {
    let maaneder = Dato.maanedstabell
    let kommuner = Kommuner.tabell
    let hjemler: Hjemmelminne
  }

  /// - Parameter ut: room for `Postkoe.stoerste` bytes.
  @inline(__always)
  init(
    _ base: UnsafeRawPointer, _ verdier: Verdier, _ plan: borrowing Radplan, _ tabeller: Tabeller,
    _ ut: UnsafeMutableRawPointer
  ) {
    etter = base + 1
    foer = verdier.foer
    lengder = verdier.lengder
    maske = verdier.maske
    plasser = UnsafePointer(plan.plasser)
    self.tabeller = tabeller
    medAv = plan.medAv
    self.ut = ut
  }

  /// Writes the header; returns the post's length and the number that it is keyed by.
  @inline(__always)
  func ferdig(_ kilde: Kilde, _ type: Inndatatype) -> (lengde: Int, duf: UInt64) {
    Post.skrivHode(ut, lengde: n, noekkel: duf, kilde, type)
    nir_put_16(ut + Post.hode, UInt16(truncatingIfNeeded: maske))
    return (n, duf)
  }

  // MARK: - The columns' kinds (`Kolonneslag`)

  @inline(__always)
  mutating func duf(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 12, let d = Siffer.tolv(v) else { return false }
    duf = d
    return true
  }

  @inline(__always)
  mutating func tekst(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    if lengde > 127 || Self.harKant(v, lengde) { return false }
    nir_put_8(ut + n, UInt8(truncatingIfNeeded: lengde))
    var i = 0
    repeat {
      let b = v.loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self)
      ut.storeBytes(of: b, toByteOffset: n &+ 1 &+ i, as: SIMD16<UInt8>.self)
      i &+= 16
    } while i < lengde
    return tatt(lengde &+ 1)
  }

  /// `Registrert av`: the text, or what tells it from others (`Radverdier.utenRegistrertAv`).
  @inline(__always)
  mutating func registrertAv(_ k: Int) -> Bool {
    if medAv { return avTekst(k) }
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    if Self.harKant(v, lengde) { return false }
    nir_put_64(ut + n, Feltleser.avtrykk(Feltleser.hash(medRom: v, lengde)))
    return tatt(Feltleser.avtrykkbytes)
  }

  /// Kept out of the rows' functions, which would no longer be one piece with it: at night few rows come here.
  @inline(never)
  private mutating func avTekst(_ k: Int) -> Bool { tekst(k) }

  /// Of an ID, or of a text that no output needs, only the hash is kept.
  @inline(__always)
  mutating func hash(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    if Self.harKant(v, lengde) { return false }
    return skriv(Feltleser.hash(medRom: v, lengde))
  }

  @inline(__always)
  mutating func dato(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 10 else { return lengde == 0 }
    guard let d = Dato(tiTegn: v, maaneder: tabeller.maaneder) else { return false }
    nir_put_32(ut + n, UInt32(bitPattern: d.dagnummer))
    return tatt(3)
  }

  @inline(__always)
  mutating func maaned(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 7, let m = Maaned(syvTegn: v) else { return lengde == 0 }
    return skriv(UInt16(truncatingIfNeeded: Int(m.nummer) - 1900 * 12))
  }

  @inline(__always)
  mutating func kommune(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 4 else { return lengde == 0 }
    guard let nummer = Siffer.fire(v), tabeller.kommuner[nummer] else { return false }
    return skriv(UInt16(truncatingIfNeeded: nummer))
  }

  @inline(__always)
  mutating func bydel(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 6 else { return lengde == 0 }
    guard let b = Feltleser.sifre(UnsafeRawBufferPointer(start: v, count: 6), maks: 6),
      Bydelsnummer.finnes(UInt32(b.verdi))
    else { return false }
    return skriv(UInt32(b.verdi))
  }

  /// - Parameter tomErNei: an empty value is Nei, also where rows are held against each other.
  @inline(__always)
  mutating func boolsk(_ k: Int, tomErNei: Bool = true) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 {
      if !tomErNei { return true }
      maske |= bit(k)
      return skriv(UInt8(0))
    }
    guard let b = Feltleser.boolsk(UnsafeRawBufferPointer(start: v, count: lengde)) else { return false }
    return skriv(UInt8(b ? 1 : 0))
  }

  @inline(__always)
  mutating func desimal(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    // Whole numbers of up to three digits, and such with one decimal, are nearly all.
    if let hundredeler = Siffer.hundredeler(v, lengde), hundredeler < Desimalpost.forStor {
      let m = Int64(hundredeler) &* 10_000
      guard m >= plasser[k].fra, m <= plasser[k].til else { return false }
      return skriv(UInt16(truncatingIfNeeded: hundredeler))
    }
    guard let m = mikro(v, lengde, k) else { return false }
    return tatt(Desimalpost.skriv(m, ut + n))
  }

  @inline(__always)
  mutating func heltall(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    guard let m = mikro(v, lengde, k), m % 1_000_000 == 0 else { return false }
    return skriv(UInt8(truncatingIfNeeded: m / 1_000_000))
  }

  @inline(__always)
  mutating func kode(_ k: Int) -> Bool {
    var lest = -1
    return kode(k, &lest)
  }

  /// - Parameter lest: the code; left as it is where there is no value.
  @inline(__always)
  mutating func kode(_ k: Int, _ lest: inout Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    guard let kode = plasser[k].oppslag.treff(medRom: v, lengde) ?? sjelden(k, v, lengde) else { return false }
    lest = kode
    return skriv(UInt8(truncatingIfNeeded: kode))
  }

  @inline(__always)
  mutating func foedselsnummer(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 11 else { return lengde == 0 }
    guard let f = Feltleser.foedselsnummer(elleve: v) else { return false }
    return skriv(f)
  }

  @inline(__always)
  mutating func hjemmel(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    guard !Self.harKant(v, lengde), let h = tabeller.hjemler.finn(v, lengde) else { return false }
    nir_put_32(ut + n, h.paragraf)
    nir_put_64(ut + n + 4, h.hash)
    return tatt(12)
  }

  // MARK: - Common to them

  /// Whether a column that has been read has a value.
  @inline(__always)
  func har(_ k: Int) -> Bool { maske & bit(k) != 0 }

  @inline(__always)
  private func verdi(_ k: Int) -> (v: UnsafeRawPointer, lengde: Int) {
    (etter + Int(truncatingIfNeeded: foer[k]), Int(truncatingIfNeeded: lengder[k]))
  }

  @inline(__always)
  private func bit(_ k: Int) -> UInt32 { 1 &<< UInt32(truncatingIfNeeded: k) }

  /// A code that does not stand where its hash says, or is very short or long.
  @inline(never)
  private func sjelden(_ k: Int, _ v: UnsafeRawPointer, _ lengde: Int) -> Int? {
    plasser[k].oppslag.finn(medRom: v, lengde)
  }

  @inline(__always)
  private mutating func tatt(_ bytes: Int) -> Bool {
    n &+= bytes
    return true
  }

  @inline(__always)
  private mutating func skriv(_ verdi: UInt8) -> Bool {
    nir_put_8(ut + n, verdi)
    return tatt(1)
  }

  @inline(__always)
  private mutating func skriv(_ verdi: UInt16) -> Bool {
    nir_put_16(ut + n, verdi)
    return tatt(2)
  }

  @inline(__always)
  private mutating func skriv(_ verdi: UInt32) -> Bool {
    nir_put_32(ut + n, verdi)
    return tatt(4)
  }

  @inline(__always)
  private mutating func skriv(_ verdi: UInt64) -> Bool {
    nir_put_64(ut + n, verdi)
    return tatt(8)
  }

  @inline(__always)
  private func mikro(_ v: UnsafeRawPointer, _ lengde: Int, _ k: Int) -> Int64? {
    guard let m = Feltleser.mikro(UnsafeRawBufferPointer(start: v, count: lengde)), m >= plasser[k].fra,
      m <= plasser[k].til
    else { return nil }
    return m
  }

  /// Whether a value begins or ends as a space could, which would have to be taken off. Values that only
  /// digits or a table's own spelling can be are not asked: such a one is none.
  @inline(__always)
  private static func harKant(_ v: UnsafeRawPointer, _ lengde: Int) -> Bool {
    let b = v.assumingMemoryBound(to: UInt8.self)
    let foerst = b[0]
    let sist = b[lengde &- 1]
    return foerst <= 0x20 || foerst == 0xC2 || sist <= 0x20 || sist == 0xA0
  }
}
