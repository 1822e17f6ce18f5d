import CProcessor
import Tabular

/// A DUF-nummer's room: its first six digits. The ten thousand numbers of a room follow
/// one another (two digits more are control digits), so rooms put persons in order
/// before it is known who there are.
enum Rom {
  /// Rooms that there can be.
  static let antall = 1_000_000
  /// A room's numbers, by the four digits before the control digits, and the words that have a bit for each.
  static let tall = 10_000
  static let ord = (tall + 63) / 64
  @inline(__always)
  static func av(_ duf: UInt64) -> Int { Int(truncatingIfNeeded: duf / 1_000_000) }
  /// The first number of the room behind a room; of what is behind all rooms, the last number that there is.
  static func foerste(etter rom: Int) -> UInt64 { rom < antall ? UInt64(rom + 1) * 1_000_000 : .max }
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

  /// What is known of a room, in one word.
  fileprivate struct Romkart {
    enum Slag: UInt8 {
      /// Nobody in it is known.
      case tomt
      /// All of the room's 157 words are there: a word's place is plain to see.
      case tett
      /// Only some of them are (`Spredt`).
      case spredt
    }
    /// The place of its first word; of a `spredt` one that among `spredte`.
    var plass: UInt32 = 0
    var del: UInt16 = 0
    var slag = Slag.tomt
  }

  /// A room that has few numbers.
  fileprivate struct Spredt {
    /// Which of its words are there.
    var finnes: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var foersteOrd: UInt32 = 0

    mutating func sett(_ nr: Int) {
      let bit: UInt64 = 1 << UInt64(nr & 63)
      switch nr >> 6 {
      case 0: finnes.0 |= bit
      case 1: finnes.1 |= bit
      default: finnes.2 |= bit
      }
    }

    /// The place of the room's word `nr`; nil when it is not there.
    func plass(_ nr: Int) -> Int? {
      let ord = nr < 64 ? finnes.0 : nr < 128 ? finnes.1 : finnes.2
      let bit: UInt64 = 1 << UInt64(nr & 63)
      if ord & bit == 0 { return nil }
      let foer = nr < 64 ? 0 : nr < 128 ? finnes.0.nonzeroBitCount : finnes.0.nonzeroBitCount + finnes.1.nonzeroBitCount
      return Int(foersteOrd) + foer + (ord & (bit - 1)).nonzeroBitCount
    }
  }

  /// By room. Only the pages of rooms that somebody asks for come to be: zeros are a `tomt` one.
  private let romminne = ZeroedMemory(bytes: Rom.antall * MemoryLayout<Romkart>.stride)
  private let kart: UnsafeMutablePointer<Romkart>
  private let spredte: UnsafeMutablePointer<Spredt>
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

  /// From so many numbers on a room has all its words: a hundred bytes a number at most.
  private static let tettFra = 25

  /// - Parameters:
  ///   - numre: rising, without repetition.
  ///   - del: the part that a number belongs to, by its place; all of a room belong to one.
  init(_ numre: [UInt64], del: (Int) -> UInt32) {
    var alleRom: [Iromet] = []
    numre.withUnsafeBufferPointer { numre in
      var fra = 0
      while fra < numre.count {
        let her = Self.tell(numre, fra)
        alleRom.append(her)
        fra = her.omraade.upperBound
      }
    }
    let spredttall = alleRom.reduce(0) { $0 + ($1.medBit > 0 && !$1.erTett ? 1 : 0) }
    let ordtall = alleRom.reduce(0) { $0 + $1.ordIAlt }
    let ekstratall = alleRom.reduce(0) { $0 + $1.omraade.count - $1.medBit }
    // Zeroed by the system, page by page as they are asked for.
    kart = romminne.start.bindMemory(to: Romkart.self, capacity: Rom.antall)
    spredte = .allocate(capacity: max(1, spredttall))
    spredte.initialize(repeating: Spredt(), count: max(1, spredttall))
    ord = .allocate(capacity: max(1, ordtall))
    ord.initialize(repeating: Ord(), count: max(1, ordtall))
    kontroll = .allocate(capacity: max(1, numre.count))
    ekstra = .allocate(capacity: max(1, ekstratall))
    antallEkstra = ekstratall
    numre.withUnsafeBufferPointer { fyll($0, alleRom, del) }
  }

  deinit {
    spredte.deallocate()
    ord.deallocate()
    kontroll.deallocate()
    ekstra.deallocate()
  }

  /// More than twelve digits: no DUF-nummer, but nothing to fall over.
  private static func erUtenfor(_ d: UInt64) -> Bool { d >= 1_000_000_000_000 }

  /// The numbers of a room; what has more than twelve digits may come one by one.
  private struct Iromet {
    var omraade: Range<Int>
    /// Numbers with a bit: the first that begins so, and no more than twelve digits.
    var medBit = 0
    /// Words that these are in.
    var ord = 0
    var erTett: Bool { medBit >= Nummerkart.tettFra }
    var ordIAlt: Int { erTett ? Rom.ord : ord }
  }

  /// The room that begins at a place.
  private static func tell(_ numre: UnsafeBufferPointer<UInt64>, _ fra: Int) -> Iromet {
    let rom = Rom.av(numre[fra])
    let neste = Rom.foerste(etter: rom)
    let foerst = UInt64(rom) &* UInt64(Rom.tall)
    var her = Iromet(omraade: fra..<fra)
    var forrige = UInt64.max
    var sisteOrd = UInt64.max
    var i = fra
    while i < numre.count, numre[i] < neste || i == fra {
      let n = numre[i]
      i += 1
      let pre = n / 100
      if pre != forrige, !erUtenfor(n) {
        her.medBit += 1
        let o = (pre &- foerst) >> 6
        if o != sisteOrd { her.ord += 1 }
        sisteOrd = o
      }
      forrige = pre
    }
    her.omraade = fra..<i
    return her
  }

  private func fyll(_ numre: UnsafeBufferPointer<UInt64>, _ alleRom: [Iromet], _ del: (Int) -> UInt32) {
    var antallSpredte = 0
    var nesteOrd = 0
    var medBit: UInt32 = 0
    var e = 0
    for her in alleRom {
      let del = del(her.omraade.lowerBound)
      let rom = Rom.av(numre[her.omraade.lowerBound])
      let foerst = UInt64(rom) &* UInt64(Rom.tall)
      let foersteOrd = UInt32(truncatingIfNeeded: nesteOrd)
      var spredt = Spredt(foersteOrd: foersteOrd)
      var siste = -1
      var forrige = UInt64.max
      for i in her.omraade {
        let pre = numre[i] / 100
        defer { forrige = pre }
        if pre == forrige || Self.erUtenfor(numre[i]) {
          let treff = Treff(plass: UInt32(truncatingIfNeeded: i), del: del)
          (ekstra + e).initialize(to: Ekstra(duf: numre[i], treff: treff))
          e += 1
          continue
        }
        let n = Int(truncatingIfNeeded: pre &- foerst)
        let o = n >> 6
        if o != siste {
          // Up to this word: those between are empty, where they are there at all.
          for tomt in (her.erTett ? siste + 1 : o)...o {
            ord[nesteOrd].foer = medBit
            nesteOrd += 1
            spredt.sett(tomt)
          }
          siste = o
        }
        ord[nesteOrd - 1].bits |= 1 << UInt64(n & 63)
        kontroll[Int(medBit)] = UInt8(truncatingIfNeeded: numre[i] &- pre &* 100)
        medBit += 1
      }
      if her.medBit == 0 { continue }
      var k = Romkart(plass: foersteOrd, del: UInt16(truncatingIfNeeded: del), slag: .tett)
      if her.erTett {
        nesteOrd = Int(foersteOrd) + Rom.ord
      } else {
        k.plass = UInt32(truncatingIfNeeded: antallSpredte)
        k.slag = .spredt
        spredte[antallSpredte] = spredt
        antallSpredte += 1
      }
      kart[rom] = k
    }
  }

  /// A known number: its place among all known ones, and the part of its room.
  struct Treff: Sendable {
    var plass: UInt32
    var del: UInt32
    /// No number with a bit.
    static var ingen: Treff { Treff(plass: .max, del: 0) }
  }

  /// Where a number's bit would be, and its control digits.
  struct Spor: Sendable {
    var ord: UInt32
    var del: UInt16
    var bit: UInt8
    var kontroll: UInt8
    /// No number of its room has a bit near it.
    static var intet: Spor { Spor(ord: .max, del: 0, bit: 0, kontroll: 0) }
  }

  /// What `finn` looks into, as plain memory: good as long as the map lives.
  struct Blikk: @unchecked Sendable {
    // Unchecked: never changed once made.
    fileprivate let kart: UnsafePointer<Romkart>
    fileprivate let spredte: UnsafePointer<Spredt>
    fileprivate let ord: UnsafePointer<Ord>
    fileprivate let kontroll: UnsafePointer<UInt8>
    fileprivate let ekstra: UnsafePointer<Ekstra>
    fileprivate let antallEkstra: Int

    /// nil: nobody knows the number.
    @inline(__always)
    func finn(_ duf: UInt64) -> Treff? {
      let spor = spor(duf)
      return bekreft(kandidat(spor), spor, duf)
    }

    /// Fetches what `finn` will look at.
    @inline(__always)
    func varm(_ duf: UInt64) { _ = spor(duf) }

    // The same in three steps, each of which fetches what the next will look at: who has many numbers
    // takes each step for all of them.

    /// Where a number's bit is.
    @inline(__always)
    func spor(_ duf: UInt64) -> Spor {
      guard duf < 1_000_000_000_000 else { return .intet }
      let pre = duf / 100
      let rom = pre / 10_000
      let k = kart[Int(truncatingIfNeeded: rom)]
      let iRommet = pre &- rom &* 10_000
      let nr = Int(truncatingIfNeeded: iRommet &>> 6)
      var ordnr = Int(truncatingIfNeeded: k.plass) &+ nr
      if k.slag != .tett {
        guard let sitt = Self.plassISpredt(k, nr, spredte) else { return .intet }
        ordnr = sitt
      }
      nir_prefetch(ord + ordnr)
      return Spor(
        ord: UInt32(truncatingIfNeeded: ordnr), del: k.del, bit: UInt8(truncatingIfNeeded: iRommet & 63),
        kontroll: UInt8(truncatingIfNeeded: duf &- pre &* 100))
    }

    /// The place of the word `nr` of a room that has not all of them. A function of values: who goes through many
    /// numbers would have to lay everything else out in memory for it.
    @inline(never)
    private static func plassISpredt(_ k: Romkart, _ nr: Int, _ spredte: UnsafePointer<Spredt>) -> Int? {
      k.slag == .spredt ? spredte[Int(k.plass)].plass(nr) : nil
    }

    /// The number with a bit that begins as this one does (`Treff.ingen`: there is none).
    @inline(__always)
    func kandidat(_ spor: Spor) -> Treff {
      if spor.ord == Spor.intet.ord { return .ingen }
      let o = ord + Int(truncatingIfNeeded: spor.ord)
      let mitt = UInt64(spor.bit)
      let bits = o.pointee.bits
      if bits &>> mitt & 1 == 0 { return .ingen }
      let n = o.pointee.foer &+ UInt32(truncatingIfNeeded: (bits & ((1 &<< mitt) &- 1)).nonzeroBitCount)
      nir_prefetch(kontroll + Int(n))
      return Treff(plass: n, del: UInt32(spor.del))
    }

    /// What a candidate is; nil: nobody knows the number.
    @inline(__always)
    func bekreft(_ kandidat: Treff, _ spor: Spor, _ duf: UInt64) -> Treff? {
      if kandidat.plass == Treff.ingen.plass { return antallEkstra == 0 ? nil : finnEkstra(duf) }
      guard kontroll[Int(kandidat.plass)] == spor.kontroll else { return finnEkstra(duf) }
      return antallEkstra == 0
        ? kandidat : Treff(plass: kandidat.plass &+ ekstraFoer(duf), del: kandidat.del)
    }

    /// Of the numbers without a bit, how many are lower.
    @inline(never)
    private func ekstraFoer(_ duf: UInt64) -> UInt32 {
      UInt32(truncatingIfNeeded: Halvering.foerste(antallEkstra) { ekstra[$0].duf >= duf })
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
      kart: UnsafePointer(kart), spredte: UnsafePointer(spredte), ord: ord, kontroll: kontroll, ekstra: ekstra,
      antallEkstra: antallEkstra)
  }
}
