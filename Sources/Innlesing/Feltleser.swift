import Domene
import Kalender
import Kodeverk

/// Typed values straight from bytes. Every function takes a trimmed, non-empty
/// value and gives nil for what `formats.md` does not allow.
enum Feltleser {
  /// Without surrounding spaces, tabs, line ends and no-break spaces.
  @inline(__always)
  static func trimmet(_ b: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard b.count > 0 else { return b }
    let f = b[0]
    let s = b[b.count &- 1]
    if f > 0x20, f != 0xC2, s > 0x20, s != 0xA0 { return b }
    return trimmetSakte(b)
  }

  @inline(never)
  private static func trimmetSakte(_ b: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var i = 0
    var j = b.count
    func blank(_ c: UInt8) -> Bool { c == 0x20 || (c >= 0x09 && c <= 0x0D) }
    while i < j {
      if blank(b[i]) {
        i += 1
      } else if b[i] == 0xC2, i + 1 < j, b[i + 1] == 0xA0 {
        i += 2
      } else {
        break
      }
    }
    while j > i {
      if blank(b[j - 1]) {
        j -= 1
      } else if b[j - 1] == 0xA0, j - 2 >= i, b[j - 2] == 0xC2 {
        j -= 2
      } else {
        break
      }
    }
    return UnsafeRawBufferPointer(rebasing: b[i..<j])
  }

  /// N-01: 12 digits, spaces allowed.
  @inline(__always)
  static func duf(_ b: UnsafeRawBufferPointer) -> UInt64? {
    var n: UInt64 = 0
    var sifre = 0
    for c in b {
      let d = c &- 0x30
      if d <= 9 {
        n = n &* 10 &+ UInt64(d)
        sifre &+= 1
        if sifre > 12 { return nil }
      } else if c != 0x20 {
        return nil
      }
    }
    return sifre == 12 ? n : nil
  }

  /// Only digits, at most `maks`; their value and how many.
  @inline(__always)
  static func sifre(_ b: UnsafeRawBufferPointer, maks: Int) -> (verdi: UInt64, antall: Int)? {
    guard b.count > 0, b.count <= maks else { return nil }
    var n: UInt64 = 0
    for c in b {
      let d = c &- 0x30
      if d > 9 { return nil }
      n = n &* 10 &+ UInt64(d)
    }
    return (n, b.count)
  }

  /// N-02: eleven digits with right control digits and a possible date; ten get
  /// their zero back (`ledendeNull`).
  static func foedselsnummer(_ b: UnsafeRawBufferPointer) -> (nummer: UInt64, gyldig: Bool, ledendeNull: Bool) {
    guard let s = sifre(b, maks: 11), s.antall >= 10 else { return (0, false, false) }
    // The digits from the last: the number's own, whether or not it lost its zero.
    var rest = s.verdi
    var s1 = 0
    var s2 = 0
    var i = 10
    while i >= 4 {
      let (kvotient, siffer) = rest.quotientAndRemainder(dividingBy: 10)
      s1 &+= Int(siffer) &* Int(vekter1 >> UInt64(4 * i) & 15)
      s2 &+= Int(siffer) &* Int(vekter2 >> UInt64(4 * i) & 15)
      rest = kvotient
      i &-= 1
    }
    // What is left is ddmm.
    let ddmm = Int(rest)
    let dag = ddmm / 100
    let maaned = ddmm % 100
    for (i, siffer) in [(0, dag / 10), (1, dag % 10), (2, maaned / 10), (3, maaned % 10)] {
      s1 += siffer * Int(vekter1 >> UInt64(4 * i) & 15)
      s2 += siffer * Int(vekter2 >> UInt64(4 * i) & 15)
    }
    // From 2032 k1 also leaves remainder 1, 2 or 3 (both accepted now).
    let kontrollRett = s1 % 11 <= 3 && s2 % 11 == 0
    return (s.verdi, kontrollRett && datodel(dag: dag, maaned: maaned), s.antall == 10)
  }

  /// The same of the eleven bytes at `p`, by the word; nil for what is no right number of eleven digits.
  @inline(__always)
  static func foedselsnummer(elleve p: UnsafeRawPointer) -> UInt64? {
    guard let foerste = Siffer.aatte(p), Siffer.aatte(p + 3) != nil else { return nil }
    let d = UInt64(littleEndian: p.loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
    // Every other digit in sixteen bits: the highest sixteen of the product are their sum by
    // weights that stand the other way around, and nothing below them is carried.
    let like = d & 0x00FF_00FF_00FF_00FF
    let ulike = (d >> 8) & 0x00FF_00FF_00FF_00FF
    let d8 = UInt64(p.load(fromByteOffset: 8, as: UInt8.self) & 15)
    let d9 = UInt64(p.load(fromByteOffset: 9, as: UInt8.self) & 15)
    let d10 = UInt64(p.load(fromByteOffset: 10, as: UInt8.self) & 15)
    let s1 =
      (like &* 0x0003_0006_0008_0004 &+ ulike &* 0x0007_0001_0009_0005) >> 48 &+ d8 &* 2 &+ d9
    let s2 =
      (like &* 0x0005_0003_0007_0005 &+ ulike &* 0x0004_0002_0006_0004) >> 48 &+ d8 &* 3 &+ d9 &* 2 &+ d10
    let par = d &* 10 &+ (d >> 8)
    guard s1 % 11 <= 3, s2 % 11 == 0, datodel(dag: Int(par & 0xFF), maaned: Int(par >> 16 & 0xFF)) else { return nil }
    return foerste &* 1_000 &+ d8 &* 100 &+ d9 &* 10 &+ d10
  }

  /// Whether the first four digits can be a date's. It is tested by month, the year not (29.02 allowed: `avvik.md`).
  @inline(__always)
  private static func datodel(dag: Int, maaned: Int) -> Bool {
    let dag = dag > 40 ? dag &- 40 : dag
    let maaned = maaned &- (maaned > 80 ? 80 : maaned > 65 ? 65 : maaned > 40 ? 40 : 0)
    return maaned >= 1 && maaned <= 12 && dag >= 1 && dag <= Dato.dager(i: maaned, aar: 2000)
  }

  /// The weights of the two control digits, a digit's in four bits, the first lowest:
  /// 3 7 6 1 8 9 4 5 2 and 1 for k1 itself; 5 4 3 2 7 6 5 4 3 2 and 1 for k2.
  private static let vekter1: UInt64 = 0x01_2549_8167_3
  private static let vekter2: UInt64 = 0x12_3456_7234_5

  /// `mm.åååå`, `åååå-mm` or a Norwegian month's name and a year.
  static func maaned(_ b: UnsafeRawBufferPointer) -> Maaned? {
    func tall(_ r: Range<Int>) -> Int? {
      guard r.upperBound <= b.count else { return nil }
      return sifre(UnsafeRawBufferPointer(rebasing: b[r]), maks: 4).map { Int($0.verdi) }
    }
    if b.count == 7, b[2] == 0x2E, let m = tall(0..<2), let a = tall(3..<7) { return Maaned(aar: a, maaned: m) }
    if b.count == 7, b[4] == 0x2D, let a = tall(0..<4), let m = tall(5..<7) { return Maaned(aar: a, maaned: m) }
    guard b.count >= 8, b.count <= 40, let a = tall(b.count - 4..<b.count), b[b.count - 5] == 0x20 else { return nil }
    let navn = Kodeoppslag.normaliser(Array(b[..<(b.count - 5)]))
    guard let i = maanedsnavn.firstIndex(of: navn) else { return nil }
    return Maaned(aar: a, maaned: i + 1)
  }
  private static let maanedsnavn = Maaned.navn.map { Array($0.utf8) }

  /// Digits with at most one decimal comma or point, digits on both sides, in
  /// millionths (further decimals are dropped). Also a minus, which the limits of
  /// every column then refuse.
  @inline(__always)
  static func mikro(_ b: UnsafeRawBufferPointer) -> Int64? {
    var i = 0
    let negativ = b[0] == 0x2D
    if negativ { i = 1 }
    var n: Int64 = 0
    let forste = i
    while i < b.count {
      let d = b[i] &- 0x30
      if d > 9 { break }
      if n < 1_000_000_000_000 { n = n &* 10 &+ Int64(d) }
      i &+= 1
    }
    if i == forste { return nil }
    if n >= 1_000_000_000_000 { n = 1_000_000_000_000 }
    var brok: Int64 = 0
    if i < b.count {
      guard b[i] == 0x2C || b[i] == 0x2E else { return nil }
      i &+= 1
      if i == b.count { return nil }
      var vekt: Int64 = 100_000
      while i < b.count {
        let d = b[i] &- 0x30
        if d > 9 { return nil }
        brok &+= Int64(d) &* vekt
        vekt /= 10
        i &+= 1
      }
    }
    let m = n &* 1_000_000 &+ brok
    return negativ ? -m : m
  }

  /// `Ja`/`Nei`, case aside.
  @inline(__always)
  static func boolsk(_ b: UnsafeRawBufferPointer) -> Bool? {
    if b.count == 2, b[0] | 0x20 == 0x6A, b[1] | 0x20 == 0x61 { return true }
    if b.count == 3, b[0] | 0x20 == 0x6E, b[1] | 0x20 == 0x65, b[2] | 0x20 == 0x69 { return false }
    return nil
  }

  /// `boolsk` of the `n` bytes at `p`, where four can be read however few there are.
  @inline(__always)
  static func boolsk(medRom p: UnsafeRawPointer, _ n: Int) -> Bool? {
    let ord = UInt32(littleEndian: p.loadUnaligned(as: UInt32.self)) | 0x2020_2020
    if n == 2, ord & 0xFFFF == 0x616A { return true }
    return n == 3 && ord & 0xFF_FFFF == 0x69_656E ? false : nil
  }

  /// A 64-bit hash of a text, for telling registrations and duplicates apart
  /// inside one person's rows; never 0 for a text.
  @inline(__always)
  static func hash(_ b: UnsafeRawBufferPointer) -> UInt64 {
    var h = startverdi ^ UInt64(truncatingIfNeeded: b.count)
    var i = 0
    while i &+ 8 <= b.count {
      h = blandet(h ^ b.loadUnaligned(fromByteOffset: i, as: UInt64.self), faktor)
      i &+= 8
    }
    var v: UInt64 = 0
    if i > 0 {
      // The last eight bytes; some of them may have counted already.
      if i < b.count { v = b.loadUnaligned(fromByteOffset: b.count &- 8, as: UInt64.self) }
    } else {
      while i < b.count {
        v = (v &<< 8) | UInt64(b[i])
        i &+= 1
      }
    }
    h = blandet(h ^ v, sisteFaktor)
    return h == 0 ? 1 : h
  }

  /// `hash` of the `n` bytes at `p`, one or more, where eight can be read however few there are.
  @inline(__always)
  static func hash(medRom p: UnsafeRawPointer, _ n: Int) -> UInt64 {
    // Words of nine to fifteen bytes, as IDs mostly are: the first eight and the last eight.
    let foerste = UInt64(littleEndian: p.loadUnaligned(as: UInt64.self))
    var h = startverdi ^ UInt64(truncatingIfNeeded: n)
    let siste: UInt64
    if n > 8, n < 16 {
      h = blandet(h ^ foerste, faktor)
      siste = UInt64(littleEndian: p.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self))
    } else if n < 8 {
      siste = foerste.byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* n)
    } else {
      return hashLang(p, n)
    }
    h = blandet(h ^ siste, sisteFaktor)
    return h == 0 ? 1 : h
  }

  @inline(never)
  private static func hashLang(_ p: UnsafeRawPointer, _ n: Int) -> UInt64 {
    hash(UnsafeRawBufferPointer(start: p, count: n))
  }

  private static let startverdi: UInt64 = 0x2545_F491_4F6C_DD1D
  private static let faktor: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let sisteFaktor: UInt64 = 0xD6E8_FEB8_6659_FD93

  /// Both halves of a product in one.
  @inline(__always)
  private static func blandet(_ h: UInt64, _ faktor: UInt64) -> UInt64 {
    let p = h.multipliedFullWidth(by: faktor)
    return p.low ^ p.high
  }

  /// As `hash`, another one: shorter for the short texts of person documents.
  @inline(__always)
  static func rasktHash(_ b: UnsafeRawBufferPointer) -> UInt64 {
    let n = b.count
    var h = startverdi ^ UInt64(truncatingIfNeeded: n)
    var siste: UInt64 = 0
    if n >= 8 {
      var i = 0
      while i &+ 8 < n {
        h = blandet(h ^ b.loadUnaligned(fromByteOffset: i, as: UInt64.self), faktor)
        i &+= 8
      }
      // The last eight, some of them for the second time.
      siste = b.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self)
    } else if n >= 4 {
      siste = UInt64(b.loadUnaligned(as: UInt32.self)) << 32 | UInt64(b.loadUnaligned(fromByteOffset: n &- 4, as: UInt32.self))
    } else if n > 0 {
      siste = UInt64(b[0]) << 16 | UInt64(b[n >> 1]) << 8 | UInt64(b[n &- 1])
    }
    return blandet(h ^ siste, sisteFaktor)
  }
}
