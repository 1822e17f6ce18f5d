import Domene
import Kalender
import Kodeverk

/// What to do with each field of a file's rows, in the file's order, as plain
/// memory: the quick way through rows that have nothing wrong with them.
///
/// Rows without quotes whose every value is spelt in its usual way are nearly all
/// rows. They are read here, straight from the positions of the delimiters; a row
/// with anything else about it is given back untouched, and `Radleser` reads it in full.
struct Radplan: ~Copyable {
  struct Steg {
    var slag: Radleser.Slag
    /// Of the post's mask; 0 for a column that the type does not have.
    var bit: UInt16
    var maaHaVerdi: Bool
    var fra: Int64
    var til: Int64
    var oppslag: Kodeoppslag?
  }

  let steg: UnsafeMutablePointer<Steg>
  let antall: Int
  let type: Inndatatype
  private let maaneder = Dato.maanedstabell
  private let kommuner = Kommuner.tabell
  /// Bytes of the longest row that is read here.
  private let lengste: Int

  /// False when the file's columns stand in another order than the type's, or a
  /// column is missing whose absence says something: no row is read here.
  let gjelder: Bool

  init(_ leser: borrowing Radleser, _ kolonneAv: [Int], lengsteLinje: Int) {
    let brukte = kolonneAv.filter { $0 >= 0 }
    var gaar = kolonneAv.count > 0 && kolonneAv.count <= 64 && zip(brukte, brukte.dropFirst()).allSatisfy { $0 < $1 }
    for k in 0..<leser.antallKolonner where !brukte.contains(k) && leser.maaSes(k) { gaar = false }
    gjelder = gaar
    type = leser.type
    antall = kolonneAv.count
    lengste = min(lengsteLinje, Postkoe.stoerste / 2 - 16 * 64)
    steg = .allocate(capacity: max(1, antall))
    for (i, k) in kolonneAv.enumerated() { (steg + i).initialize(to: leser.steg(k)) }
  }

  deinit {
    steg.deinitialize(count: antall)
    steg.deallocate()
  }

  /// Reads the row at `fra` into a post that is keyed by DUF-nummer.
  /// - Parameters:
  ///   - base: the block.
  ///   - slutt: bytes in the block.
  ///   - posisjoner: of the row's first structural byte; at least `antall` of them.
  ///   - ut: room for `Postkoe.stoerste` bytes.
  /// - Returns: the post's length and where the row's line feed stands; nil: read the row in full.
  @inline(__always)
  func les(
    _ base: UnsafeRawPointer, slutt: Int, fra: Int, _ posisjoner: UnsafePointer<UInt32>, skille: UInt8,
    kilde: Kilde, _ ut: UnsafeMutableRawPointer
  ) -> (lengde: Int, linjeslutt: Int)? {
    // Words are read past a value's end, never past the block's.
    let linjeslutt = Int(posisjoner[antall &- 1])
    if linjeslutt &- fra > lengste || linjeslutt &+ 16 > slutt { return nil }
    var n = Post.hode &+ 2
    var maske: UInt16 = 0
    var duf: UInt64 = 0
    var vedtakstype = 0
    var innvilget = false
    var start = fra
    var neste = posisjoner
    var s = UnsafePointer(steg)
    let etter = s + antall
    while s != etter {
      let p = Int(neste.pointee)
      let c = base.load(fromByteOffset: p, as: UInt8.self)
      let felt = s
      let v = base + start
      var lengde = p &- start
      start = p &+ 1
      neste += 1
      s += 1
      if s != etter {
        if c != skille { return nil }
      } else {
        if c != 0x0A { return nil }
        if lengde > 0, base.load(fromByteOffset: p &- 1, as: UInt8.self) == 0x0D { lengde &-= 1 }
      }
      let bit = felt.pointee.bit
      if bit == 0 { continue }
      if lengde == 0 {
        if felt.pointee.maaHaVerdi { return nil }
        if felt.pointee.slag == .boolsk {
          maske |= bit
          ut.storeBytes(of: 0, toByteOffset: n, as: UInt8.self)
          n &+= 1
        }
        continue
      }
      maske |= bit
      let verdi = UnsafeRawBufferPointer(start: v, count: lengde)
      switch felt.pointee.slag {
      case .duf:
        guard lengde == 12, let d = Siffer.tolv(v) else { return nil }
        duf = d
      case .tekst:
        if lengde > 127 || Self.harKant(v, lengde) { return nil }
        ut.storeBytes(of: UInt8(truncatingIfNeeded: lengde), toByteOffset: n, as: UInt8.self)
        n &+= 1
        if lengde <= 16 {
          // The line feed has sixteen bytes after it, so every value has.
          ut.storeBytes(of: v.loadUnaligned(as: SIMD16<UInt8>.self), toByteOffset: n, as: SIMD16<UInt8>.self)
        } else {
          var i = 0
          repeat {
            ut.storeBytes(
              of: v.loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self), toByteOffset: n &+ i, as: SIMD16<UInt8>.self)
            i &+= 16
          } while i &+ 16 < lengde
          // The last sixteen, some of them for the second time.
          ut.storeBytes(
            of: v.loadUnaligned(fromByteOffset: lengde &- 16, as: SIMD16<UInt8>.self),
            toByteOffset: n &+ lengde &- 16, as: SIMD16<UInt8>.self)
        }
        n &+= lengde
      case .id, .merkelapp:
        if Self.harKant(v, lengde) { return nil }
        ut.storeBytes(of: Feltleser.hash(verdi), toByteOffset: n, as: UInt64.self)
        n &+= 8
      case .dato:
        guard lengde == 10, let d = Dato(tiTegn: v, maaneder: maaneder) else { return nil }
        ut.storeBytes(of: UInt32(bitPattern: d.dagnummer), toByteOffset: n, as: UInt32.self)
        n &+= 3
      case .maaned:
        guard !Self.harKant(v, lengde), let m = Feltleser.maaned(verdi) else { return nil }
        ut.storeBytes(of: UInt16(truncatingIfNeeded: Int(m.nummer) - 1900 * 12), toByteOffset: n, as: UInt16.self)
        n &+= 2
      case .kommune:
        guard lengde == 4, let k = Siffer.fire(v), kommuner[k] else { return nil }
        ut.storeBytes(of: UInt16(truncatingIfNeeded: k), toByteOffset: n, as: UInt16.self)
        n &+= 2
      case .bydel:
        guard lengde == 6, let b = Feltleser.sifre(verdi, maks: 6), Bydelsnummer.finnes(UInt32(b.verdi)) else { return nil }
        ut.storeBytes(of: UInt32(b.verdi), toByteOffset: n, as: UInt32.self)
        n &+= 4
      case .boolsk, .boolskEllerTom:
        guard let b = Feltleser.boolsk(verdi) else { return nil }
        ut.storeBytes(of: b ? 1 : 0, toByteOffset: n, as: UInt8.self)
        n &+= 1
      case .desimal:
        guard let m = Feltleser.mikro(verdi), m >= felt.pointee.fra, m <= felt.pointee.til else { return nil }
        n &+= Desimalpost.skriv(m, ut + n)
      case .heltall:
        guard let m = Feltleser.mikro(verdi), m % 1_000_000 == 0, m >= felt.pointee.fra, m <= felt.pointee.til else { return nil }
        ut.storeBytes(of: UInt8(truncatingIfNeeded: m / 1_000_000), toByteOffset: n, as: UInt8.self)
        n &+= 1
      case .kode, .kodeEllerTekst:
        guard let k = felt.pointee.oppslag?.finn(medRom: v, lengde) else { return nil }
        ut.storeBytes(of: UInt8(truncatingIfNeeded: k), toByteOffset: n, as: UInt8.self)
        n &+= 1
      case .vedtakstype:
        guard let k = felt.pointee.oppslag?.finn(medRom: v, lengde) else { return nil }
        vedtakstype = k
        ut.storeBytes(of: UInt8(truncatingIfNeeded: k), toByteOffset: n, as: UInt8.self)
        n &+= 1
      case .resultat:
        guard let k = felt.pointee.oppslag?.finn(medRom: v, lengde) else { return nil }
        innvilget = k == Int(Resultat.innvilget.rawValue)
        ut.storeBytes(of: UInt8(truncatingIfNeeded: k), toByteOffset: n, as: UInt8.self)
        n &+= 1
      case .foedselsnummer:
        guard lengde == 11, let f = Feltleser.foedselsnummer(elleve: v) else { return nil }
        ut.storeBytes(of: f, toByteOffset: n, as: UInt64.self)
        n &+= 8
      case .hjemmel:
        guard !Self.harKant(v, lengde), let p = Hjemler.paragraf(verdi) else { return nil }
        ut.storeBytes(of: UInt32(truncatingIfNeeded: p), toByteOffset: n, as: UInt32.self)
        ut.storeBytes(of: Feltleser.hash(verdi), toByteOffset: n &+ 4, as: UInt64.self)
        n &+= 12
      }
    }
    if type == .vedtak, innvilget, manglerTid(vedtakstype, maske) { return nil }
    ut.storeBytes(of: UInt32(truncatingIfNeeded: n), toByteOffset: 0, as: UInt32.self)
    ut.storeBytes(of: duf, toByteOffset: 4, as: UInt64.self)
    ut.storeBytes(of: kilde.fil, toByteOffset: 12, as: UInt32.self)
    ut.storeBytes(of: kilde.linje, toByteOffset: 16, as: UInt32.self)
    ut.storeBytes(of: type.rawValue, toByteOffset: 20, as: UInt8.self)
    ut.storeBytes(of: maske, toByteOffset: 21, as: UInt16.self)
    return (n, linjeslutt)
  }

  /// Whether a value begins or ends as a space could, which would have to be taken off. Values that only
  /// digits or a table's own spelling can be are not asked: such a one is none.
  @inline(__always)
  private static func harKant(_ v: UnsafeRawPointer, _ lengde: Int) -> Bool {
    let foerst = v.load(as: UInt8.self)
    let sist = v.load(fromByteOffset: lengde &- 1, as: UInt8.self)
    return foerst <= 0x20 || foerst == 0xC2 || sist <= 0x20 || sist == 0xA0
  }

  /// Whether a granted vedtak lacks what `Radleser` tells about.
  private func manglerTid(_ vedtakstype: Int, _ maske: UInt16) -> Bool {
    let k = Vedtakskolonner.self
    return maske >> UInt16(truncatingIfNeeded: k.start) & 1 == 0
      || (Vedtakstype(rawValue: UInt8(truncatingIfNeeded: vedtakstype))?.erPermisjon ?? true)
        && maske >> UInt16(truncatingIfNeeded: k.leggTil) & 1 == 0
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

  @inline(__always)
  static func tolv(_ p: UnsafeRawPointer) -> UInt64? {
    guard let a = aatte(p), let b = fire(p + 8) else { return nil }
    return a &* 10_000 &+ UInt64(b)
  }
}

/// Numbers with decimals in posts: hundredths in two bytes where they fit, which
/// hours and days do; else all bits eight to ten.
enum Desimalpost {
  /// Writes millionths; tells how many bytes.
  @inline(__always)
  static func skriv(_ mikro: Int64, _ ut: UnsafeMutableRawPointer) -> Int {
    let hundredeler = mikro / 10_000
    if hundredeler &* 10_000 == mikro, hundredeler >= 0, hundredeler < 0xFFFF {
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
