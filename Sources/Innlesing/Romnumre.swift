/// The numbers that several workers have met before there was a table of persons, put together room by room.
///
/// Good as long as no worker meets further numbers.
struct Romnumre {
  /// A room, and its boards: one of each worker who has met it.
  private struct Moett {
    let rom: Int
    var tavler: [UnsafeBufferPointer<UInt64>]
    /// Numbers on them.
    var antall = 0

    @inline(__always)
    func forHvertOrd(_ gjoer: (Int, UInt64) -> Void) {
      for o in 0..<Rom.ord { gjoer(o, tavler.reduce(0) { $0 | $1[o] }) }
    }
  }

  private let mottak: [Rommottak]
  /// Rising.
  private let moett: [Moett]

  init(_ mottak: [Rommottak]) {
    self.mottak = mottak
    var alle: [(rom: Int, tavle: UnsafeBufferPointer<UInt64>)] = []
    for m in mottak {
      for (i, r) in m.rom.enumerated() { alle.append((r, m.tavle(del: i + 1))) }
    }
    alle.sort { $0.rom < $1.rom }
    var moett: [Moett] = []
    for a in alle {
      if moett.last?.rom != a.rom { moett.append(Moett(rom: a.rom, tavler: [])) }
      moett[moett.count - 1].tavler.append(a.tavle)
    }
    for i in moett.indices {
      var n = 0
      moett[i].forHvertOrd { n += $1.nonzeroBitCount }
      moett[i].antall = n
    }
    self.moett = moett
  }

  /// The numbers, rising, each once; or one of so many shares that stand one behind the other, each of about as
  /// many numbers, so that each can be made by itself.
  func numre(del: Int, av deler: Int) -> [UInt64] {
    let antallAndre = mottak.reduce(0) { $0 + $1.andre.count }
    let andrePerRom = antallAndre / max(1, moett.count)
    let ialt = moett.reduce(0) { $0 + $1.antall + andrePerRom }
    /// The first room of a share.
    func grense(_ d: Int) -> Int {
      if d == deler { return moett.count }
      var foer = 0
      return moett.firstIndex { m in
        defer { foer += m.antall + andrePerRom }
        return foer * deler >= ialt * d
      } ?? moett.count
    }
    let rom = moett[grense(del)..<grense(del + 1)]
    let numre = [UInt64](unsafeUninitializedCapacity: rom.reduce(0) { $0 + $1.antall }) { ut, antall in
      for m in rom {
        let foerst = UInt64(m.rom) * 1_000_000
        let siffer = Kontrollsiffer.av(rom: m.rom)
        m.forHvertOrd { o, bits in
          var igjen = bits
          while igjen != 0 {
            let tall = o << 6 | igjen.trailingZeroBitCount
            igjen &= igjen - 1
            let kontroll = Kontrollsiffer.av(siffer, Kontrollsiffer.avTall[tall])
            ut.initializeElement(at: antall, to: foerst + UInt64(tall * 100 + Int(kontroll)))
            antall += 1
          }
        }
      }
    }
    if antallAndre == 0 { return numre }
    // Whatever room they are of: the first share has all before the second one's, the last all behind.
    let fra = del == 0 ? 0 : foerste(grense(del))
    let til = del == deler - 1 ? nil : foerste(grense(del + 1))
    var andre: [UInt64] = []
    for m in mottak { for n in m.andre where n >= fra && til.map({ n < $0 }) ?? true { andre.append(n) } }
    return Nummersortering.flettet([numre, Nummersortering.unike(andre)])
  }

  /// The first number of a room; of what is behind all rooms, the last number that there is.
  private func foerste(_ plass: Int) -> UInt64 { plass < moett.count ? UInt64(moett[plass].rom) * 1_000_000 : .max }
}
