import CProcessor
import Synchronization

/// One worker's posts, dealt into parts. Each part fills blocks of its own; when so
/// much memory is in use as the worker may have, all blocks go to the disk, part by part
/// in a few pieces, and the memory of each piece is used again when it has come there.
/// Meanwhile the worker goes on.
public final class Postlager: @unchecked Sendable {
  // Sendable: one worker writes; it is only read after all workers are done.

  /// Bytes of a block, if nothing else is asked for.
  public static let blokk = 16 << 10
  /// Bytes of a block in a store by room, which has more parts.
  static let romblokk = 4 << 10
  private let blokk: Int

  /// The end of a part's last block.
  struct Skrivepunkt {
    var neste: UnsafeMutableRawPointer
    var igjen: Int
  }

  /// Blocks that went to the disk in one piece.
  private final class Kjoering: @unchecked Sendable {
    // Unchecked: only `svar` is changed while others see it.
    var sted = 0
    let blokker: [UnsafeMutableRawPointer]
    /// What the parts are called (`Postlager.orden`), rising.
    let navn: [Int]
    /// First block of each of them, and of what would follow the last.
    let fra: [UInt32]
    enum Svar { case underveis, skrevet, feilet }
    let svar = Mutex(Svar.underveis)
    /// Its bytes on the disk are given up.
    var glemt = false

    init(_ blokker: [UnsafeMutableRawPointer], navn: [Int], _ fra: [UInt32]) {
      self.blokker = blokker
      self.navn = navn
      self.fra = fra
    }

    var erSkrevet: Bool { svar.withLock { $0 == .skrevet } }

    /// The blocks of parts that are called so: they follow one another.
    func plasser(_ omraade: Range<Int>) -> Range<Int> {
      func foerste(_ n: Int) -> Int { Int(fra[Halvering.foerste(navn.count) { navn[$0] >= n }]) }
      return foerste(omraade.lowerBound)..<foerste(omraade.upperBound)
    }
  }

  public let deler: Int
  /// By part. Outside the object, so that writing needs no more than this pointer.
  let punkter: UnsafeMutablePointer<Skrivepunkt>
  private let disk: (any Postdisk)?
  private let minne: Stykkminne
  private let maksBlokker: Int
  /// Who deals posts into the parts by room; nil: whoever adds them.
  private let rom: Rommottak?
  private var stykker: [UnsafeMutableRawPointer] = []
  private var ledige: [UnsafeMutableRawPointer] = []
  /// By part, in the order they were filled.
  private var blokker: [[UnsafeMutableRawPointer]]
  private var brukt = 0
  /// Posts that are larger than a block: by themselves, in memory.
  private var store: [[UnsafeMutableRawPointer]] = []
  private var kjoeringer: [Kjoering] = []
  /// Those whose memory is not used again yet.
  private var underveis: [Kjoering] = []
  private var antallBlokker = 0
  /// `orden` when all posts are in.
  private var iOrden: [(navn: Int, del: Int)] = []
  private var diskVirker: Bool

  /// - Parameters:
  ///   - grense: bytes that may be held before they go to `disk`.
  public convenience init(deler: Int, minne: Stykkminne, grense: Int = .max, disk: (any Postdisk)? = nil) {
    self.init(deler: deler, blokk: Self.blokk, rom: nil, minne: minne, grense: grense, disk: disk)
  }

  /// One whose parts are rooms.
  convenience init(rom: Rommottak, minne: Stykkminne, grense: Int, disk: (any Postdisk)?) {
    self.init(deler: rom.maks + 1, blokk: Self.romblokk, rom: rom, minne: minne, grense: grense, disk: disk)
  }

  private init(
    deler: Int, blokk: Int, rom: Rommottak?, minne: Stykkminne, grense: Int, disk: (any Postdisk)?
  ) {
    self.deler = deler
    self.blokk = blokk
    self.rom = rom
    self.disk = disk
    self.minne = minne
    diskVirker = disk != nil
    maksBlokker = grense / blokk
    blokker = Array(repeating: [], count: deler)
    punkter = .allocate(capacity: max(1, deler))
    punkter.initialize(
      repeating: Skrivepunkt(neste: UnsafeMutableRawPointer(punkter), igjen: 0), count: max(1, deler))
  }

  deinit {
    frigi()
    punkter.deallocate()
  }

  private func frigi() {
    minne.giTilbake(stykker)
    for liste in store { for p in liste { p.deallocate() } }
    stykker = []
    store = []
    ledige = []
  }

  /// What each part is called, in the order of the names: its number, or its room. Part 0
  /// of a store by room holds what is of no room.
  private func orden() -> [(navn: Int, del: Int)] {
    guard let rom else { return (0..<deler).map { ($0, $0) } }
    return rom.rom.enumerated().map { (navn: $1, del: $0 + 1) }.sorted { $0.navn < $1.navn } + [(Self.utenRom, 0)]
  }

  /// What the part is called that holds posts of no room.
  static let utenRom = Rom.antall

  /// Adds a post (all of it, header first).
  @inline(__always)
  public func leggTil(_ post: UnsafeRawPointer, _ lengde: Int, del: Int) {
    if !Self.leggTil(post, lengde, punkter + del) { nyBlokk(post, lengde, del) }
  }

  /// Fetches where the part's next post goes.
  @inline(__always)
  func varm(del: Int) {
    let neste = punkter[del].neste
    nir_prefetch(neste + 64)
    nir_prefetch(neste + 128)
  }

  /// Adds a post where there is room in the last block; false when there is none.
  @inline(__always)
  static func leggTil(
    _ post: UnsafeRawPointer, _ n: Int, _ punkt: UnsafeMutablePointer<Skrivepunkt>
  ) -> Bool {
    let igjen = punkt.pointee.igjen
    guard igjen >= n else { return false }
    let neste = punkt.pointee.neste
    neste.copyMemory(from: post, byteCount: n)
    punkt.pointee.neste = neste + n
    punkt.pointee.igjen = igjen &- n
    return true
  }

  /// The same for a post that has room behind it in its own memory (`Postkoe.rom`): copied
  /// by the vector, over its end where the block has room too.
  /// - Parameter noekkel: the key that it gets. Written into the copy: the vector would have to
  ///   wait for a key that was written into the post just before.
  @inline(__always)
  func leggTilFraKoe(_ post: UnsafeMutableRawPointer, _ n: Int, noekkel: UInt64, del: Int) {
    let punkt = punkter + del
    guard punkt.pointee.igjen >= n &+ Postkoe.rom else {
      post.storeBytes(of: noekkel, toByteOffset: 4, as: UInt64.self)
      return leggTil(post, n, del: del)
    }
    let neste = punkt.pointee.neste
    var i = 0
    repeat {
      (neste + i).storeBytes(of: (post + i).loadUnaligned(as: SIMD32<UInt8>.self), as: SIMD32<UInt8>.self)
      i &+= Postkoe.rom
    } while i < n
    neste.storeBytes(of: noekkel, toByteOffset: 4, as: UInt64.self)
    punkt.pointee.neste = neste + n
    punkt.pointee.igjen &-= n
  }

  @inline(never)
  func nyBlokk(_ post: UnsafeRawPointer, _ n: Int, _ del: Int) {
    if n > blokk { return leggTilStor(post, n, del) }
    // Not while the blocks could be mostly empty ones.
    if brukt >= maksBlokker, brukt >= 2 * (rom?.rom.count ?? deler), diskVirker { tilDisk() }
    avslutt(del)
    let minne = ledigBlokk()
    blokker[del].append(minne)
    brukt += 1
    punkter[del] = Skrivepunkt(neste: minne, igjen: blokk)
    _ = Self.leggTil(post, n, punkter + del)
  }

  private func leggTilStor(_ post: UnsafeRawPointer, _ n: Int, _ del: Int) {
    if store.isEmpty { store = Array(repeating: [], count: deler) }
    let minne = UnsafeMutableRawPointer.allocate(byteCount: n, alignment: 16)
    minne.copyMemory(from: post, byteCount: n)
    store[del].append(minne)
  }

  /// A length of none after the part's last post.
  private func avslutt(_ del: Int) {
    if punkter[del].igjen >= 4 { punkter[del].neste.storeBytes(of: 0, as: UInt32.self) }
  }

  private func ledigBlokk() -> UnsafeMutableRawPointer {
    if let b = ledige.popLast() { return b }
    if !underveis.isEmpty {
      taTilbake(vent: antallBlokker >= maksBlokker + Self.slakk / blokk)
      if let b = ledige.popLast() { return b }
    }
    let stykke = minne.ta()
    stykker.append(stykke)
    antallBlokker += Stykkminne.stykke / blokk
    for i in stride(from: Stykkminne.stykke / blokk - 1, to: 0, by: -1) { ledige.append(stykke + i * blokk) }
    return stykke
  }

  /// Bytes that may be filled over the limit while others are on their way.
  private static let slakk = 8 << 20

  /// Every block on its way to the disk, part by part, as much in each lane.
  private func tilDisk() {
    guard let disk else { return }
    let orden = self.orden()
    let ialt = blokker.reduce(0) { $0 + $1.count }
    var i = 0
    var sendt = 0
    for bane in 0..<disk.baner {
      var alle: [UnsafeMutableRawPointer] = []
      var navn: [Int] = []
      var fra: [UInt32] = []
      while i < orden.count, bane == disk.baner - 1 || (sendt + alle.count) * disk.baner < ialt * (bane + 1) {
        let d = orden[i].del
        navn.append(orden[i].navn)
        fra.append(UInt32(truncatingIfNeeded: alle.count))
        avslutt(d)
        alle += blokker[d]
        blokker[d].removeAll(keepingCapacity: true)
        punkter[d].igjen = 0
        i += 1
      }
      fra.append(UInt32(truncatingIfNeeded: alle.count))
      if alle.isEmpty { continue }
      sendt += alle.count
      let k = Kjoering(alle, navn: navn, fra)
      kjoeringer.append(k)
      underveis.append(k)
      k.sted = disk.skriv(alle.map { UnsafeRawBufferPointer(start: $0, count: blokk) }, bane: bane) { gikkBra in
        k.svar.withLock { $0 = gikkBra ? .skrevet : .feilet }
      }
    }
    brukt = 0
  }

  /// Takes back the memory of pieces that have come to the disk.
  /// - Parameter vent: whether to wait for all that are under way.
  private func taTilbake(vent: Bool) {
    if vent { disk?.vent() }
    underveis.removeAll { k in
      switch k.svar.withLock({ $0 }) {
      case .underveis: return false
      case .skrevet: ledige.append(contentsOf: k.blokker)
      // A full disk: what could not be written stays where it is, and the run goes on in memory.
      case .feilet: diskVirker = false
      }
      return true
    }
  }

  /// Bytes of parts (by name) that lie on the disk, whole blocks.
  func bytesPaaDisk(_ omraade: Range<Int>) -> Int {
    kjoeringer.reduce(0) { $0 + ($1.erSkrevet ? $1.plasser(omraade).count : 0) } * blokk
  }

  /// Reads what of parts lies on the disk.
  /// - Parameter minne: `bytesPaaDisk` of room, on a page.
  /// - Throws: what the disk throws.
  func lesDisk(_ omraade: Range<Int>, _ minne: UnsafeMutableRawBufferPointer) throws {
    var n = 0
    for k in kjoeringer where k.erSkrevet {
      let plasser = k.plasser(omraade)
      let antall = plasser.count * blokk
      if antall == 0 { continue }
      try disk?.les(
        UnsafeMutableRawBufferPointer(rebasing: minne[n..<(n + antall)]), fra: k.sted + plasser.lowerBound * blokk)
      n += antall
    }
  }

  /// The parts' last posts end here: to be called before the posts are read.
  public func ferdig() {
    taTilbake(vent: !underveis.isEmpty)
    for d in 0..<deler { avslutt(d) }
    iOrden = orden()
  }

  /// For a store that will wait while others are filled: where some of it lies on the disk
  /// already, all of it is sent there.
  func begynnAaSlippe() { if !kjoeringer.isEmpty, diskVirker, brukt > 0 { tilDisk() } }

  /// As `ferdig`; and others have the memory of what lies on the disk.
  public func slipp() {
    ferdig()
    guard brukt == 0, kjoeringer.allSatisfy(\.erSkrevet) else { return }
    minne.giTilbake(stykker)
    stykker = []
    ledige = []
    antallBlokker = 0
  }

  /// Parts that are called less than `navn` will not be asked for again: the disk may have
  /// their room back. By one thread at a time, and others may read other parts meanwhile.
  func glemDisk(foer navn: Int) {
    for k in kjoeringer where !k.glemt && k.erSkrevet {
      guard let siste = k.navn.last, siste < navn else { continue }
      k.glemt = true
      disk?.glem(k.sted..<(k.sted + k.blokker.count * blokk))
    }
  }

  /// The blocks in memory of parts (by name).
  func iMinnet(_ omraade: Range<Int>) -> [Postbiter] {
    var ut: [Postbiter] = []
    for k in kjoeringer where !k.erSkrevet {
      for b in k.blokker[k.plasser(omraade)] { ut.append(bit(b, blokk)) }
    }
    var i = Halvering.foerste(iOrden.count) { iOrden[$0].navn >= omraade.lowerBound }
    while i < iOrden.count, iOrden[i].navn < omraade.upperBound {
      for b in blokker[iOrden[i].del] { ut.append(bit(b, blokk)) }
      if !store.isEmpty { for p in store[iOrden[i].del] { ut.append(bit(p, Post.lengde(p))) } }
      i += 1
    }
    return ut
  }

  /// The posts of a part, of a store that had room for all.
  public func biter(del: Int) -> [Postbiter] { iMinnet(del..<(del + 1)) }

  private func bit(_ start: UnsafeMutableRawPointer, _ antall: Int) -> Postbiter {
    Postbiter(UnsafeMutableRawBufferPointer(start: start, count: antall), blokk: blokk, medDuf: rom != nil)
  }

  /// Memory that such parts were read into.
  func biter(_ lest: UnsafeMutableRawBufferPointer) -> Postbiter { Postbiter(lest, blokk: blokk, medDuf: rom != nil) }

  /// Every post of parts (by name). What is handed out is good until the next one is.
  /// - Throws: what the disk throws.
  public func forHver(_ omraade: Range<Int>, _ gjoer: (UnsafeRawPointer) throws -> Void) throws {
    for k in kjoeringer where k.erSkrevet {
      let plasser = k.plasser(omraade)
      // A mouthful at a time: a store may have gone to the disk many times.
      let munnfull = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.munnfull, alignment: 4096)
      defer { munnfull.deallocate() }
      var i = plasser.lowerBound
      while i < plasser.upperBound {
        let antall = min(Self.munnfull / blokk, plasser.upperBound - i)
        let b = UnsafeMutableRawBufferPointer(rebasing: munnfull[..<(antall * blokk)])
        try disk?.les(b, fra: k.sted + i * blokk)
        try biter(b).forHver { try gjoer($0) }
        i += antall
      }
    }
    for b in iMinnet(omraade) { try b.forHver { try gjoer($0) } }
  }

  /// Every post. What is handed out is good until the next one is.
  /// - Throws: what the disk throws.
  public func forHver(_ gjoer: (UnsafeRawPointer) throws -> Void) throws { try forHver(0..<Int.max, gjoer) }

  private static let munnfull = 1 << 20
}
