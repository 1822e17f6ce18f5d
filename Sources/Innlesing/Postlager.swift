import CProcessor

/// One worker's posts, dealt into parts. Each part fills blocks of its own; when so
/// much memory is in use as the worker may have, all blocks go to the disk, part by part
/// in a few pieces, and their memory is filled again.
public final class Postlager: @unchecked Sendable {
  // Sendable: one worker writes; it is only read after all workers are done.

  /// Bytes of a block, if nothing else is asked for.
  public static let blokk = 8 << 10
  /// Bytes of a block in a store by room, which has more parts.
  static let romblokk = 4 << 10
  private let blokk: Int

  /// The end of a part's last block.
  struct Skrivepunkt {
    var neste: UnsafeMutableRawPointer
    var igjen: Int
  }

  /// A block, and what of it is filled.
  private struct Blokk {
    let minne: UnsafeMutableRawPointer
    var brukt = 0
  }

  /// What went to the disk in one piece: the posts of some parts, one part behind the other.
  private final class Kjoering: @unchecked Sendable {
    // Unchecked: `glemt` belongs to who forgets, the rest is not changed.
    /// Where it begins on the disk; nil where it could not be written.
    let sted: Int?
    /// The blocks where it could not, and the first of each part.
    let blokker: [Blokk]
    let foersteBlokk: [Int]
    /// What the parts are called (`Postlager.orden`), rising.
    let navn: [Int]
    /// Where each of them begins, in bytes, and where the last one ends.
    let fra: [Int]
    /// Its bytes on the disk are given up.
    var glemt = false

    init(_ blokker: [Blokk], foersteBlokk: [Int], sted: Int?, navn: [Int], fra: [Int]) {
      self.blokker = sted == nil ? blokker : []
      self.foersteBlokk = foersteBlokk
      self.sted = sted
      self.navn = navn
      self.fra = fra
    }

    var bytes: Int { fra.last ?? 0 }

    /// The places in `navn` of parts that are called so: they follow one another.
    func plasser(_ omraade: Range<Int>) -> Range<Int> {
      func foerste(_ n: Int) -> Int { Halvering.foerste(navn.count) { navn[$0] >= n } }
      guard let siste = navn.last, siste >= omraade.lowerBound, navn[0] < omraade.upperBound else { return 0..<0 }
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
  private var blokker: [[Blokk]]
  private var brukt = 0
  /// Posts that are larger than a block: by themselves, in memory.
  private var store: [[UnsafeMutableRawPointer]] = []
  private var kjoeringer: [Kjoering] = []
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
    nir_prefetch_far(neste + 128)
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
      Post.sett(noekkel: noekkel, post)
      return leggTil(post, n, del: del)
    }
    let neste = punkt.pointee.neste
    var i = 0
    repeat {
      (neste + i).storeBytes(of: (post + i).loadUnaligned(as: SIMD32<UInt8>.self), as: SIMD32<UInt8>.self)
      i &+= Postkoe.rom
    } while i < n
    Post.skriv(noekkel: noekkel, som: post, neste)
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
    blokker[del].append(Blokk(minne: minne))
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

  /// The part's last block is filled as far as it will be for now.
  private func avslutt(_ del: Int) {
    let siste = blokker[del].count - 1
    if siste >= 0 { blokker[del][siste].brukt = punkter[del].neste - blokker[del][siste].minne }
  }

  private func ledigBlokk() -> UnsafeMutableRawPointer {
    if let b = ledige.popLast() { return b }
    let stykke = minne.ta()
    stykker.append(stykke)
    for i in stride(from: Stykkminne.stykke / blokk - 1, to: 0, by: -1) { ledige.append(stykke + i * blokk) }
    return stykke
  }

  /// Every block to the disk, part by part, as much in each lane.
  private func tilDisk() {
    guard let disk else { return }
    let orden = self.orden()
    for (_, del) in orden { avslutt(del) }
    let ialt = blokker.reduce(0) { $1.reduce($0) { $0 + $1.brukt } }
    var i = 0
    var sendt = 0
    for bane in 0..<disk.baner {
      var alle: [Blokk] = []
      var foersteBlokk: [Int] = []
      var navn: [Int] = []
      var fra = [0]
      var bytes = 0
      while i < orden.count, bane == disk.baner - 1 || (sendt + bytes) * disk.baner < ialt * (bane + 1) {
        let d = orden[i].del
        if !blokker[d].isEmpty {
          navn.append(orden[i].navn)
          foersteBlokk.append(alle.count)
          alle += blokker[d]
          bytes += blokker[d].reduce(0) { $0 + $1.brukt }
          fra.append(bytes)
          blokker[d].removeAll(keepingCapacity: true)
          punkter[d].igjen = 0
        }
        i += 1
      }
      foersteBlokk.append(alle.count)
      if alle.isEmpty { continue }
      sendt += bytes
      let sted = disk.skriv(alle.map { UnsafeRawBufferPointer(start: $0.minne, count: $0.brukt) }, bane: bane)
      kjoeringer.append(Kjoering(alle, foersteBlokk: foersteBlokk, sted: sted, navn: navn, fra: fra))
      // A full disk: what could not be written stays where it is, and the run goes on in memory.
      if sted == nil { diskVirker = false } else { ledige.append(contentsOf: alle.map(\.minne)) }
    }
    brukt = 0
  }

  /// Bytes on the disk.
  struct Paadisk {
    let lager: Postlager
    let sted: Int
    let bytes: Int
  }

  /// What of parts (by name) lies on the disk.
  func paaDisk(_ omraade: Range<Int>, _ ut: inout [Paadisk]) {
    for k in kjoeringer {
      guard let sted = k.sted else { continue }
      let plasser = k.plasser(omraade)
      if plasser.isEmpty { continue }
      let fra = k.fra[plasser.lowerBound]
      ut.append(Paadisk(lager: self, sted: sted + fra, bytes: k.fra[plasser.upperBound] - fra))
    }
  }

  /// Reads it.
  /// - Parameter minne: has room for its bytes.
  /// - Throws: what the disk throws.
  func les(_ p: Paadisk, _ minne: UnsafeMutableRawBufferPointer) throws {
    try disk?.les(UnsafeMutableRawBufferPointer(rebasing: minne[..<p.bytes]), fra: p.sted)
  }

  /// The parts' last posts end here: to be called before the posts are read.
  public func ferdig() {
    for d in 0..<deler { avslutt(d) }
    iOrden = orden()
  }

  /// For a store that will wait while others are filled: where some of it lies on the disk
  /// already, all of it is sent there.
  func begynnAaSlippe() { if !kjoeringer.isEmpty, diskVirker, brukt > 0 { tilDisk() } }

  /// As `ferdig`; and others have the memory of what lies on the disk.
  public func slipp() {
    ferdig()
    guard brukt == 0, kjoeringer.allSatisfy({ $0.sted != nil }) else { return }
    minne.giTilbake(stykker)
    stykker = []
    ledige = []
  }

  /// Parts that are called less than `navn` will not be asked for again: the disk may have
  /// their room back. By one thread at a time, and others may read other parts meanwhile.
  func glemDisk(foer navn: Int) {
    for k in kjoeringer where !k.glemt {
      guard let sted = k.sted, let siste = k.navn.last, siste < navn else { continue }
      k.glemt = true
      disk?.glem(sted..<(sted + k.bytes))
    }
  }

  /// The blocks in memory of parts (by name).
  func iMinnet(_ omraade: Range<Int>) -> [Postbiter] {
    var ut: [Postbiter] = []
    for k in kjoeringer where k.sted == nil {
      let plasser = k.plasser(omraade)
      for b in k.blokker[k.foersteBlokk[plasser.lowerBound]..<k.foersteBlokk[plasser.upperBound]] { ut.append(bit(b)) }
    }
    var i = Halvering.foerste(iOrden.count) { iOrden[$0].navn >= omraade.lowerBound }
    while i < iOrden.count, iOrden[i].navn < omraade.upperBound {
      for b in blokker[iOrden[i].del] { ut.append(bit(b)) }
      if !store.isEmpty {
        for p in store[iOrden[i].del] { ut.append(bit(Blokk(minne: p, brukt: Post.lengde(p)))) }
      }
      i += 1
    }
    return ut
  }

  /// The posts of a part, of a store that had room for all.
  public func biter(del: Int) -> [Postbiter] { iMinnet(del..<(del + 1)) }

  private func bit(_ b: Blokk) -> Postbiter {
    biter(UnsafeMutableRawBufferPointer(start: b.minne, count: b.brukt))
  }

  /// Memory that such posts were read into.
  func biter(_ lest: UnsafeMutableRawBufferPointer) -> Postbiter { Postbiter(lest, medDuf: rom != nil) }

  /// Every post of parts (by name). What is handed out is good until the next one is.
  /// - Throws: what the disk throws.
  public func forHver(_ omraade: Range<Int>, _ gjoer: (UnsafeRawPointer) throws -> Void) throws {
    var biter: [Paadisk] = []
    paaDisk(omraade, &biter)
    var minne: [UInt8] = []
    for p in biter {
      if minne.count < p.bytes { minne = [UInt8](repeating: 0, count: p.bytes + p.bytes / 4) }
      try minne.withUnsafeMutableBytes { m in
        try les(p, m)
        try self.biter(UnsafeMutableRawBufferPointer(rebasing: m[..<p.bytes])).forHver { try gjoer($0) }
      }
    }
    for b in iMinnet(omraade) { try b.forHver { try gjoer($0) } }
  }

  /// Every post. What is handed out is good until the next one is.
  /// - Throws: what the disk throws.
  public func forHver(_ gjoer: (UnsafeRawPointer) throws -> Void) throws { try forHver(0..<Int.max, gjoer) }
}
