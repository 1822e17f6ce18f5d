import Tabular

/// Puts DUF-nummer in order, each once, room by room (`Rom`): a room's numbers are marked in a
/// table that fits in the nearest cache, which for a million numbers is a twentieth of the time
/// that comparing them takes.
enum Nummersortering {
  /// So few are compared.
  private static let faa = 1 << 16
  /// Of a room too.
  private static let faaIRommet = 32
  private static let romstoerrelse: UInt64 = 1_000_000

  /// Numbers in any order.
  static func unike(_ numre: [UInt64]) -> [UInt64] { numre.withUnsafeBufferPointer { unike([$0]) } }

  /// Lists in any order, as one; or a share of that one: the shares stand one behind the other, each
  /// of about as many of the lists' numbers, so that each can be made by itself.
  static func unike(_ lister: [UnsafeBufferPointer<UInt64>], del: Int = 0, av deler: Int = 1) -> [UInt64] {
    let ialt = lister.reduce(0) { $0 + $1.count }
    let stoerst = lister.reduce(0) { max($0, $1.max() ?? 0) }
    // Few numbers, or some of more digits (which no DUF-nummer has): by comparison.
    guard ialt > faa, ialt <= UInt32.max, stoerst / romstoerrelse < UInt64(Rom.antall) else {
      if del > 0 { return [] }
      var alle: [UInt64] = []
      alle.reserveCapacity(ialt)
      for l in lister { alle.append(contentsOf: l) }
      alle.sort()
      return utenGjentakelser(alle)
    }
    let minne = ZeroedMemory(bytes: (Rom.antall + 1) * MemoryLayout<UInt32>.stride)
    // By room, how many numbers stand in rooms before it.
    let foer = minne.start.bindMemory(to: UInt32.self, capacity: Rom.antall + 1)
    for l in lister { for n in l { foer[Rom.av(n) + 1] &+= 1 } }
    let siste = Int(stoerst / romstoerrelse)
    for r in 0...siste { foer[r + 1] &+= foer[r] }
    func grense(_ d: Int) -> Int {
      d == deler ? siste + 1 : Halvering.foerste(siste + 1) { Int(foer[$0]) >= ialt / deler * d }
    }
    return rom(grense(del)..<max(grense(del), grense(del + 1)), lister, foer)
  }

  /// The numbers of some rooms.
  /// - Parameter foer: is changed.
  private static func rom(
    _ rom: Range<Int>, _ lister: [UnsafeBufferPointer<UInt64>], _ foer: UnsafeMutablePointer<UInt32>
  ) -> [UInt64] {
    let start = Int(foer[rom.lowerBound])
    let antallHer = Int(foer[rom.upperBound]) - start
    // What numbers have beside their room; the last place takes what is of other rooms.
    let rester = UnsafeMutablePointer<UInt32>.allocate(capacity: antallHer + 1)
    defer { rester.deallocate() }
    for l in lister {
      for n in l {
        let r = Rom.av(n)
        let plass = rom.contains(r) ? Int(foer[r]) - start : antallHer
        foer[r] &+= 1
        rester[plass] = UInt32(truncatingIfNeeded: n &- UInt64(r) &* romstoerrelse)
      }
    }
    let tavle = Romtavle()
    return [UInt64](unsafeUninitializedCapacity: antallHer) { ut, antall in
      var fra = 0
      for r in rom {
        // Where the room's numbers end, now that they are dealt.
        let til = Int(foer[r]) - start
        if til == fra { continue }
        var her = UnsafeMutableBufferPointer(start: rester + fra, count: til - fra)
        fra = til
        let foerst = UInt64(r) * romstoerrelse
        if her.count >= faaIRommet, tavle.merk(her) {
          tavle.forHvertTall {
            ut.initializeElement(at: antall, to: foerst + UInt64($0))
            antall += 1
          }
          continue
        }
        her.sort()
        for (i, x) in her.enumerated() where i == 0 || x != her[i - 1] {
          ut.initializeElement(at: antall, to: foerst + UInt64(x))
          antall += 1
        }
      }
    }
  }

  /// The ten thousand numbers of a room: which are there, and with which control digits.
  private struct Romtavle: ~Copyable {
    private let bits: UnsafeMutablePointer<UInt64>
    private let kontroll: UnsafeMutablePointer<UInt8>

    init() {
      bits = .allocate(capacity: Rom.ord)
      bits.initialize(repeating: 0, count: Rom.ord)
      kontroll = .allocate(capacity: Rom.tall)
      kontroll.initialize(repeating: 0, count: Rom.tall)
    }

    deinit {
      bits.deallocate()
      kontroll.deallocate()
    }

    /// False, and nothing is marked, when two numbers differ in their control digits alone.
    func merk(_ rester: UnsafeMutableBufferPointer<UInt32>) -> Bool {
      for x in rester {
        let tall = Int(x / 100)
        let siffer = UInt8(truncatingIfNeeded: x % 100)
        let bit: UInt64 = 1 << UInt64(tall & 63)
        if bits[tall >> 6] & bit != 0, kontroll[tall] != siffer {
          bits.update(repeating: 0, count: Rom.ord)
          return false
        }
        bits[tall >> 6] |= bit
        kontroll[tall] = siffer
      }
      return true
    }

    /// Hands out what is marked, rising, and wipes it.
    @inline(__always)
    func forHvertTall(_ gjoer: (Int) -> Void) {
      for o in 0..<Rom.ord {
        var igjen = bits[o]
        bits[o] = 0
        while igjen != 0 {
          let tall = o << 6 | igjen.trailingZeroBitCount
          igjen &= igjen - 1
          gjoer(tall * 100 + Int(kontroll[tall]))
        }
      }
    }
  }

  /// Lists that each rise and have every number once, as one such list.
  static func flettet(_ lister: [[UInt64]]) -> [UInt64] {
    var lister = lister
    while lister.count > 1 {
      let b = lister.removeLast()
      let a = lister.removeLast()
      lister.insert(flettet(a, b), at: 0)
    }
    return lister.first ?? []
  }

  private static func flettet(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    guard let siste = a.last, let foerste = b.first else { return a.isEmpty ? b : a }
    if siste < foerste { return a + b }
    return [UInt64](unsafeUninitializedCapacity: a.count + b.count) { ut, antall in
      var i = 0
      var j = 0
      while i < a.count, j < b.count {
        let (x, y) = (a[i], b[j])
        ut.initializeElement(at: antall, to: min(x, y))
        antall += 1
        // Both go on where they are equal.
        i += x <= y ? 1 : 0
        j += y <= x ? 1 : 0
      }
      for x in a[i...] + b[j...] {
        ut.initializeElement(at: antall, to: x)
        antall += 1
      }
    }
  }

  /// In the same memory, which is dear by the ten million bytes.
  private static func utenGjentakelser(_ sortert: consuming [UInt64]) -> [UInt64] {
    var antall = 0
    sortert.withUnsafeMutableBufferPointer { b in
      for i in b.indices where antall == 0 || b[i] != b[antall - 1] {
        b[antall] = b[i]
        antall += 1
      }
    }
    sortert.removeLast(sortert.count - antall)
    return sortert
  }
}
