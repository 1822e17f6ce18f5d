import CProcessor
import Domene
import Kalender
import Kodeverk
import Tabular

/// Where the type's columns stand in a file's rows and what their values must be, as plain
/// memory: the quick way through rows that have nothing wrong with them.
///
/// Rows without quotes whose every value is spelt in its usual way are nearly all
/// rows. They are read by `Raskrad`, straight from the positions of the delimiters; a row
/// with anything else about it is left as it was, and `Radleser` reads it in full.
struct Radplan: ~Copyable {
  struct Plass {
    var fra: Int64 = 0
    var til: Int64 = 0
    var oppslag: Kodeoppslag
  }

  /// By the type's column.
  let plasser: UnsafeMutablePointer<Plass>
  private let kolonner: Int
  /// By the type's column: its field; -1 in a file that lacks it.
  private let felt: UnsafeMutablePointer<Int>
  /// Whether the file's columns stand as the type's.
  private let iOrden: Bool
  /// A bit a column that may not be empty.
  private let maaHaVerdi: UInt32
  /// Fields of a row.
  let antall: Int
  let type: Inndatatype
  /// Bytes of the longest row that is read here.
  let lengste: Int
  let hjemler = Hjemmelminne()
  /// Where a row's fields are in another order than the columns: the position before each column's value.
  private let foer: UnsafeMutablePointer<UInt32>
  private let lengder: UnsafeMutablePointer<UInt32>

  /// False when a column is missing whose absence says something, or there are very many: no row is read here.
  let gjelder: Bool

  /// Columns that a type may have: the processor looks at so many fields at once.
  private static let maksKolonner = CSVIndex.Structure.mostRead

  init(_ leser: borrowing Radleser, _ kolonneAv: [Int], lengsteLinje: Int) {
    kolonner = leser.antallKolonner
    var gaar =
      kolonneAv.count > 0 && kolonneAv.count <= CSVIndex.Structure.mostFields && kolonner <= Self.maksKolonner
    plasser = .allocate(capacity: max(1, kolonner))
    felt = .allocate(capacity: max(1, kolonner))
    var iOrden = true
    var maa: UInt32 = 0
    for k in 0..<kolonner {
      (plasser + k).initialize(to: leser.plass(k))
      let f = kolonneAv.firstIndex(of: k) ?? -1
      (felt + k).initialize(to: f)
      if f != k { iOrden = false }
      if f < 0, leser.maaSes(k) { gaar = false }
      if leser.maaHaVerdi(k) { maa |= 1 << UInt32(k) }
    }
    self.iOrden = iOrden
    maaHaVerdi = maa
    gjelder = gaar
    type = leser.type
    antall = kolonneAv.count
    lengste = min(lengsteLinje, Postkoe.stoerste / 2 - 16 * 64)
    foer = .allocate(capacity: Self.maksKolonner)
    foer.initialize(repeating: 0, count: Self.maksKolonner)
    lengder = .allocate(capacity: Self.maksKolonner)
    lengder.initialize(repeating: 0, count: Self.maksKolonner)
  }

  deinit {
    plasser.deinitialize(count: kolonner)
    plasser.deallocate()
    hjemler.frigi()
    felt.deallocate()
    foer.deallocate()
    lengder.deallocate()
  }

  /// Where the values of a row are; nil when one is missing that must be there.
  /// - Parameters:
  ///   - posisjoner: from the one before the row on.
  ///   - cr: whether the row ends with a CR, which is no part of its last value.
  @inline(__always)
  func verdier(_ posisjoner: UnsafePointer<UInt32>, cr: Bool) -> Raskrad.Verdier? {
    let v = iOrden ? iRekkefoelge(posisjoner, cr) : omstokket(posisjoner, cr)
    return v.maske & maaHaVerdi == maaHaVerdi ? v : nil
  }

  @inline(__always)
  private func iRekkefoelge(_ posisjoner: UnsafePointer<UInt32>, _ cr: Bool) -> Raskrad.Verdier {
    var maske = nir_field_lengths(posisjoner, lengder)
    if cr, antall <= Self.maksKolonner {
      let siste = antall &- 1
      lengder[siste] &-= 1
      if lengder[siste] == 0 { maske &= ~(1 &<< UInt32(truncatingIfNeeded: siste)) }
    }
    // Fields behind the type's columns are the file's own.
    maske &= (1 &<< UInt32(truncatingIfNeeded: kolonner)) &- 1
    return Raskrad.Verdier(foer: posisjoner, lengder: UnsafePointer(lengder), maske: maske)
  }

  @inline(never)
  private func omstokket(_ posisjoner: UnsafePointer<UInt32>, _ cr: Bool) -> Raskrad.Verdier {
    var maske: UInt32 = 0
    for k in 0..<kolonner where felt[k] >= 0 {
      let f = felt[k]
      foer[k] = posisjoner[f]
      lengder[k] = posisjoner[f + 1] &- posisjoner[f] &- (cr && f == antall - 1 ? 2 : 1)
      if lengder[k] != 0 { maske |= 1 << UInt32(k) }
    }
    return Raskrad.Verdier(foer: UnsafePointer(foer), lengder: UnsafePointer(lengder), maske: maske)
  }
}

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
    self.ut = ut
  }

  /// Writes the header; returns the post's length and the number that it is keyed by.
  @inline(__always)
  func ferdig(_ kilde: Kilde, _ type: Inndatatype) -> (lengde: Int, duf: UInt64) {
    nir_put_32(ut, UInt32(truncatingIfNeeded: n))
    nir_put_64(ut + 4, duf)
    nir_put_32(ut + 12, kilde.fil)
    nir_put_32(ut + 16, kilde.linje)
    nir_put_8(ut + 20, type.rawValue)
    nir_put_16(ut + 21, UInt16(truncatingIfNeeded: maske))
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

  @inline(__always)
  static func tolv(_ p: UnsafeRawPointer) -> UInt64? {
    guard let a = aatte(p), let b = fire(p + 8) else { return nil }
    return a &* 10_000 &+ UInt64(b)
  }
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
