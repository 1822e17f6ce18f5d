import CProcessor
import Domene
import Kalender
import Kodeverk

/// One row on the quick way, and the post that it becomes. Each function takes the type's column
/// `k`, the next that the post wants: it writes its value, or tells that the row must be read in full.
///
/// Sixteen bytes behind the row's end can be read, so that values are read by the word.
///
/// While a row's columns are read nobody is handed the address of what changes from one to the next: so it stays in
/// the processor's registers. Whatever is too long to stand there is a function of values.
struct Raskrad {
  private let felles: UnsafePointer<Felles>
  private let etter: UnsafeRawPointer
  private let foer: UnsafePointer<UInt32>
  private let lengder: UnsafePointer<UInt32>
  private let ut: UnsafeMutableRawPointer
  private var n = Post.hode &+ 2
  private var maske: UInt32
  private var duf: UInt64 = 0

  /// Where a row's values are, by the type's column.
  struct Verdier {
    /// The position of the byte before each; their lengths are in `Felles`.
    let foer: UnsafePointer<UInt32>
    /// A bit a column that is not empty.
    let maske: UInt32
  }

  /// A row before its columns are read: few enough words to be handed on in registers.
  struct Start {
    fileprivate let felles: UnsafePointer<Felles>
    fileprivate let foer: UnsafePointer<UInt32>
    fileprivate let ut: UnsafeMutableRawPointer
    fileprivate let maske: UInt32

    /// - Parameter ut: room for `Postkoe.stoerste` bytes.
    @inline(__always)
    init(_ felles: UnsafePointer<Felles>, _ verdier: Verdier, _ ut: UnsafeMutableRawPointer) {
      self.felles = felles
      foer = verdier.foer
      maske = verdier.maske
      self.ut = ut
    }
  }

  /// What became of a row.
  struct Utfall {
    /// False: it must be read in full.
    let gikk: Bool
    /// Of the post.
    let lengde: Int
    /// The number that it is keyed by.
    let duf: UInt64
    /// A bit a column that has a value.
    let maske: UInt32
  }

  /// What a file's rows have in common.
  struct Felles {
    /// The byte after that at position 0 of the block at hand.
    var etter: UnsafeRawPointer
    /// Of the row at hand, by the type's column.
    let lengder: UnsafePointer<UInt32>
    /// By the type's column.
    let plasser: UnsafePointer<Radplan.Plass>
    let maaneder = Dato.maanedstabell
    let kommuner = Kommuner.tabell
    let hjemler: Hjemmelminne
    /// Whether `Registrert av` is kept as it is.
    let medAv: Bool
  }

  @inline(__always)
  init(_ s: Start) {
    felles = s.felles
    etter = s.felles.pointee.etter
    foer = s.foer
    lengder = s.felles.pointee.lengder
    ut = s.ut
    maske = s.maske
  }

  @inline(__always) private var plasser: UnsafePointer<Radplan.Plass> { felles.pointee.plasser }
  @inline(__always) private var maaneder: UnsafePointer<Int32> { felles.pointee.maaneder }

  /// What became of it.
  @inline(__always)
  func utfall(_ gikk: Bool) -> Utfall { Utfall(gikk: gikk, lengde: n, duf: duf, maske: maske) }

  /// Writes the post's header.
  @inline(__always)
  static func skrivHode(_ u: Utfall, _ kilde: Kilde, _ type: Inndatatype, _ ut: UnsafeMutableRawPointer) {
    Post.skrivHode(ut, lengde: UInt16(truncatingIfNeeded: u.lengde), noekkel: u.duf, kilde, type)
    nir_put_16(ut + Post.hode, UInt16(truncatingIfNeeded: u.maske))
  }

  // MARK: - The columns' kinds (`Kolonneslag`)

  @inline(__always)
  mutating func duf(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 12, let d = Siffer.tolv(medRom: v) else { return false }
    duf = d
    return true
  }

  @inline(__always)
  mutating func tekst(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    if lengde > 127 || Self.harKant(v, lengde) { return false }
    Self.skriv(tekst: v, lengde, ut + n)
    return tatt(lengde &+ 1)
  }

  @inline(__always)
  private static func skriv(tekst v: UnsafeRawPointer, _ lengde: Int, _ ut: UnsafeMutableRawPointer) {
    nir_put_8(ut, UInt8(truncatingIfNeeded: lengde))
    ut.storeBytes(of: v.loadUnaligned(as: SIMD16<UInt8>.self), toByteOffset: 1, as: SIMD16<UInt8>.self)
    if lengde > 16 { skrivResten(v, lengde, ut) }
  }

  /// A call, since names are short: a loop for all of a text asks at every one of them how often it is to go round.
  @inline(never)
  private static func skrivResten(_ v: UnsafeRawPointer, _ lengde: Int, _ ut: UnsafeMutableRawPointer) {
    for i in stride(from: 16, to: lengde, by: 16) {
      ut.storeBytes(
        of: v.loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self), toByteOffset: 1 &+ i, as: SIMD16<UInt8>.self)
    }
  }

  /// `Registrert av`: the text, or what tells it from others (`Radverdier.utenRegistrertAv`).
  @inline(__always)
  mutating func registrertAv(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    if Self.harKant(v, lengde) { return false }
    if !felles.pointee.medAv { return skriv(avtrykkAv: v, lengde) }
    if lengde > 127 { return false }
    Self.skrivAv(v, lengde, ut + n)
    return tatt(lengde &+ 1)
  }

  /// Kept out of the rows' functions: at night few rows come here.
  @inline(never)
  private static func skrivAv(_ v: UnsafeRawPointer, _ lengde: Int, _ ut: UnsafeMutableRawPointer) {
    skriv(tekst: v, lengde, ut)
  }

  /// Of an ID only (some of) the hash is kept.
  @inline(__always)
  mutating func id(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    if Self.harKant(v, lengde) { return false }
    return skriv(Feltleser.hash(medRom: v, lengde), bytes: Postverdi.id)
  }

  /// A text that no output needs: what tells it from others.
  @inline(__always)
  mutating func merkelapp(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    if Self.harKant(v, lengde) { return false }
    return skriv(avtrykkAv: v, lengde)
  }

  @inline(__always)
  private mutating func skriv(avtrykkAv v: UnsafeRawPointer, _ lengde: Int) -> Bool {
    skriv(Feltleser.hash(medRom: v, lengde), bytes: Postverdi.avtrykk)
  }

  @inline(__always)
  mutating func dato(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 10 else { return lengde == 0 }
    var dagnummer = nir_date(v, maaneder)
    // No date that is taken is before the first of 1900, which is 0.
    if dagnummer < 0 {
      dagnummer = Self.annenDato(v, maaneder)
      if dagnummer < 0 { return false }
    }
    nir_put_32(ut + n, UInt32(bitPattern: dagnummer))
    return tatt(Postverdi.dato)
  }

  /// The day number of a date that is not written `dd.mm.åååå`; `Int32.min`: it is none.
  @inline(never)
  private static func annenDato(_ v: UnsafeRawPointer, _ maaneder: UnsafePointer<Int32>) -> Int32 {
    Dato(tiTegn: v, maaneder: maaneder)?.dagnummer ?? .min
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
    guard let nummer = Siffer.fire(v), felles.pointee.kommuner[nummer] else { return false }
    return skriv(UInt16(truncatingIfNeeded: nummer))
  }

  @inline(__always)
  mutating func bydel(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 6 else { return lengde == 0 }
    guard let b = Feltleser.sifre(UnsafeRawBufferPointer(start: v, count: 6), maks: 6),
      Bydelsnummer.finnes(UInt32(b.verdi))
    else { return false }
    return skriv(b.verdi, bytes: Postverdi.bydel)
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
    guard let b = Feltleser.boolsk(medRom: v, lengde) else { return false }
    return skriv(UInt8(b ? 1 : 0))
  }

  @inline(__always)
  mutating func desimal(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    let bytes = Self.desimal(v, lengde, plasser + k, ut + n)
    return bytes > 0 && tatt(bytes)
  }

  /// Writes a number with decimals.
  /// - Returns: the bytes that it took; 0: it is none, or more or less than it may be.
  @inline(never)
  private static func desimal(
    _ v: UnsafeRawPointer, _ lengde: Int, _ plass: UnsafePointer<Radplan.Plass>, _ ut: UnsafeMutableRawPointer
  ) -> Int {
    // Whole numbers of up to three digits, and such with one decimal, are nearly all.
    if let hundredeler = Siffer.hundredeler(v, lengde), hundredeler < Desimalpost.forStor {
      let m = Int64(hundredeler) &* 10_000
      guard m >= plass.pointee.fra, m <= plass.pointee.til else { return 0 }
      nir_put_16(ut, UInt16(truncatingIfNeeded: hundredeler))
      return 2
    }
    guard let m = mikro(v, lengde, plass) else { return 0 }
    return Desimalpost.skriv(m, ut)
  }

  @inline(__always)
  mutating func heltall(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    guard let m = Self.mikro(v, lengde, plasser + k), m % 1_000_000 == 0 else { return false }
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
    let kode = plasser[k].oppslag.treff(medRom: v, lengde) ?? Self.sjelden(v, lengde, plasser + k)
    if kode < 0 { return false }
    lest = kode
    return skriv(UInt8(truncatingIfNeeded: kode))
  }

  /// A code whose spellings all are shorter than eight bytes.
  @inline(__always)
  mutating func kortKode(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    let kode = plasser[k].oppslag.treff(kort: v, lengde) ?? Self.sjelden(v, lengde, plasser + k)
    return kode >= 0 && skriv(UInt8(truncatingIfNeeded: kode))
  }

  @inline(__always)
  mutating func foedselsnummer(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    guard lengde == 11 else { return lengde == 0 }
    guard let f = Feltleser.foedselsnummer(elleve: v) else { return false }
    return skriv(f, bytes: Postverdi.foedselsnummer)
  }

  @inline(__always)
  mutating func hjemmel(_ k: Int) -> Bool {
    let (v, lengde) = verdi(k)
    if lengde == 0 { return true }
    guard !Self.harKant(v, lengde), let h = felles.pointee.hjemler.finn(v, lengde) else { return false }
    return skriv(Postverdi.hjemmel(h.paragraf, hash: h.hash), bytes: Postverdi.hjemmel)
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

  /// A code that does not stand where its hash says, or is very short or long; -1: it is none.
  @inline(never)
  private static func sjelden(_ v: UnsafeRawPointer, _ lengde: Int, _ plass: UnsafePointer<Radplan.Plass>) -> Int {
    plass.pointee.oppslag.finn(medRom: v, lengde) ?? -1
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

  /// The lowest `bytes` of a word; those behind them are written over by what comes next.
  @inline(__always)
  private mutating func skriv(_ verdi: UInt64, bytes: Int) -> Bool {
    nir_put_64(ut + n, verdi)
    return tatt(bytes)
  }

  @inline(never)
  private static func mikro(_ v: UnsafeRawPointer, _ lengde: Int, _ plass: UnsafePointer<Radplan.Plass>) -> Int64? {
    guard let m = Feltleser.mikro(UnsafeRawBufferPointer(start: v, count: lengde)), m >= plass.pointee.fra,
      m <= plass.pointee.til
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
