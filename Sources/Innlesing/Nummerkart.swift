import Tabular

/// A DUF-nummer's room: its first six digits. The ten thousand numbers of a room follow
/// one another (two digits more are control digits), so rooms put persons in order
/// before it is known who there are.
enum Rom {
  /// Rooms that there can be.
  static let antall = 1_000_000
  @inline(__always)
  static func av(_ duf: UInt64) -> Int { Int(truncatingIfNeeded: duf / 1_000_000) }
}

/// Known numbers as bits: whether a number is known, and how many known ones come
/// before it. For a million persons that is some five megabytes, which a core's
/// cache mostly has at hand; a hash table of the numbers is six times as large.
///
/// A bit stands for the first ten digits; the control digits lie beside. Numbers
/// that share their first ten digits with a lower one (wrong control digits: they
/// are known as they are) stand in a list of their own.
struct Nummerkart: ~Copyable {
  /// 64 numbers that follow one another.
  struct Ord {
    var bits: UInt64 = 0
    /// Known numbers before these.
    var foer: UInt32 = 0
  }

  /// A room with known numbers.
  fileprivate struct Romkart {
    /// Which of the room's 157 words have a bit.
    var finnes: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var foersteOrd: UInt32 = 0
    var del: UInt32 = 0
  }

  /// By room: its place among `kart`; 0: nobody in it is known. Only the pages of
  /// rooms that somebody asks for come to be.
  private let romplass: UnsafeMutablePointer<UInt32>
  private let kart: UnsafeMutablePointer<Romkart>
  private let ord: UnsafeMutablePointer<Ord>
  /// By place among the numbers with a bit.
  private let kontroll: UnsafeMutablePointer<UInt8>
  /// Rising: numbers without a bit.
  private let ekstra: UnsafeMutablePointer<Ekstra>
  private let antallEkstra: Int

  fileprivate struct Ekstra {
    var duf: UInt64
    var treff: Treff
  }

  private static let tallPerRom = 10_000

  /// - Parameters:
  ///   - numre: rising, without repetition.
  ///   - del: the part that a number belongs to, by its place; all of a room belong to one.
  init(_ numre: [UInt64], del: (Int) -> UInt32) {
    var romtall = 0
    var ordtall = 0
    var ekstratall = 0
    var sisteRom = -1
    var sisteOrd = UInt64.max
    var siste = UInt64.max
    for d in numre {
      let pre = d / 100
      if pre == siste || Self.erUtenfor(d) {
        ekstratall += 1
        continue
      }
      siste = pre
      let r = Rom.av(d)
      if r != sisteRom {
        sisteRom = r
        romtall += 1
        sisteOrd = .max
      }
      let o = (pre % UInt64(Self.tallPerRom)) >> 6
      if o != sisteOrd {
        sisteOrd = o
        ordtall += 1
      }
    }
    // Zeroed by the system, page by page as they are asked for.
    romplass = LargePages.zeroed(Rom.antall * MemoryLayout<UInt32>.stride)
      .bindMemory(to: UInt32.self, capacity: Rom.antall)
    kart = .allocate(capacity: romtall + 1)
    kart.initialize(repeating: Romkart(), count: romtall + 1)
    ord = .allocate(capacity: max(1, ordtall))
    ord.initialize(repeating: Ord(), count: max(1, ordtall))
    kontroll = .allocate(capacity: max(1, numre.count))
    ekstra = .allocate(capacity: max(1, ekstratall))
    antallEkstra = ekstratall
    fyll(numre, del)
  }

  deinit {
    LargePages.free(romplass)
    kart.deallocate()
    ord.deallocate()
    kontroll.deallocate()
    ekstra.deallocate()
  }

  /// More than twelve digits: no DUF-nummer, but nothing to fall over.
  private static func erUtenfor(_ d: UInt64) -> Bool { d >= 1_000_000_000_000 }

  private func fyll(_ numre: [UInt64], _ del: (Int) -> UInt32) {
    var r = 0
    var o = -1
    var medBit: UInt32 = 0
    var e = 0
    var sisteRom = -1
    var sisteOrd = UInt64.max
    var siste = UInt64.max
    for (i, d) in numre.enumerated() {
      let pre = d / 100
      if pre == siste || Self.erUtenfor(d) {
        (ekstra + e).initialize(to: Ekstra(duf: d, treff: Treff(plass: UInt32(truncatingIfNeeded: i), del: del(i))))
        e += 1
        continue
      }
      siste = pre
      let rom = Rom.av(d)
      if rom != sisteRom {
        sisteRom = rom
        sisteOrd = .max
        r += 1
        romplass[rom] = UInt32(truncatingIfNeeded: r)
        kart[r].foersteOrd = UInt32(truncatingIfNeeded: o + 1)
        kart[r].del = del(i)
      }
      let iRommet = pre % UInt64(Self.tallPerRom)
      let plass = iRommet >> 6
      if plass != sisteOrd {
        sisteOrd = plass
        o += 1
        ord[o].foer = medBit
        let bit: UInt64 = 1 << (plass & 63)
        switch plass >> 6 {
        case 0: kart[r].finnes.0 |= bit
        case 1: kart[r].finnes.1 |= bit
        default: kart[r].finnes.2 |= bit
        }
      }
      ord[o].bits |= 1 << (iRommet & 63)
      kontroll[Int(medBit)] = UInt8(truncatingIfNeeded: d &- pre &* 100)
      medBit += 1
    }
  }

  /// A known number: its place among all known ones, and the part of its room.
  struct Treff: Sendable {
    var plass: UInt32
    var del: UInt32
  }

  /// What `finn` looks into, as plain memory: good as long as the map lives.
  struct Blikk: @unchecked Sendable {
    // Unchecked: never changed once made.
    fileprivate let romplass: UnsafePointer<UInt32>
    fileprivate let kart: UnsafePointer<Romkart>
    fileprivate let ord: UnsafePointer<Ord>
    fileprivate let kontroll: UnsafePointer<UInt8>
    fileprivate let ekstra: UnsafePointer<Ekstra>
    fileprivate let antallEkstra: Int

    /// nil: nobody knows the number.
    @inline(__always)
    func finn(_ duf: UInt64) -> Treff? {
      guard duf < 1_000_000_000_000 else { return finnEkstra(duf) }
      let pre = duf / 100
      let rom = pre / 10_000
      let r = romplass[Int(truncatingIfNeeded: rom)]
      if r == 0 { return nil }
      let k = kart + Int(r)
      let iRommet = pre &- rom &* 10_000
      let plass = iRommet >> 6
      let bit = plass & 63
      var ordnr = UInt64(k.pointee.foersteOrd)
      var finnes = k.pointee.finnes.0
      if plass >= 64 {
        ordnr &+= UInt64(finnes.nonzeroBitCount)
        finnes = k.pointee.finnes.1
        if plass >= 128 {
          ordnr &+= UInt64(finnes.nonzeroBitCount)
          finnes = k.pointee.finnes.2
        }
      }
      if finnes >> bit & 1 == 0 { return nil }
      ordnr &+= UInt64((finnes & ((1 << bit) &- 1)).nonzeroBitCount)
      let o = ord + Int(truncatingIfNeeded: ordnr)
      let mitt = iRommet & 63
      let bits = o.pointee.bits
      if bits >> mitt & 1 == 0 { return nil }
      let n = o.pointee.foer &+ UInt32(truncatingIfNeeded: (bits & ((1 << mitt) &- 1)).nonzeroBitCount)
      if UInt64(kontroll[Int(n)]) == duf &- pre &* 100 {
        return Treff(plass: antallEkstra == 0 ? n : n &+ ekstraFoer(duf), del: k.pointee.del)
      }
      return finnEkstra(duf)
    }

    /// Of the numbers without a bit, how many are lower.
    @inline(never)
    private func ekstraFoer(_ duf: UInt64) -> UInt32 {
      var lav = 0
      var hoey = antallEkstra
      while lav < hoey {
        let m = (lav + hoey) / 2
        if ekstra[m].duf < duf { lav = m + 1 } else { hoey = m }
      }
      return UInt32(truncatingIfNeeded: lav)
    }

    @inline(never)
    private func finnEkstra(_ duf: UInt64) -> Treff? {
      let i = Int(ekstraFoer(duf))
      guard i < antallEkstra, ekstra[i].duf == duf else { return nil }
      return ekstra[i].treff
    }
  }

  var blikk: Blikk {
    Blikk(
      romplass: romplass, kart: kart, ord: ord, kontroll: kontroll, ekstra: ekstra, antallEkstra: antallEkstra)
  }
}
