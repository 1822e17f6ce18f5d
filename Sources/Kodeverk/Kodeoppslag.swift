/// Looks a code value up by its bytes, as `formats.md` wants it: without regard
/// to case, doubled spaces, `-` or `–`, a full stop after `pga`, and Unicode form.
///
/// The spelling of the table is found by one hash probe over the raw bytes;
/// other spellings are brought to one form first.
public struct Kodeoppslag: @unchecked Sendable {
  // Read-only once made. The tables live as long as the process (they are made
  // once, from embedded files), so the memory is never freed and looking up
  // needs no reference counting.
  @usableFromInline struct Plass: Sendable {
    @usableFromInline var hash: UInt64
    @usableFromInline var fra: Int32
    @usableFromInline var lengde: Int32
    @usableFromInline var kode: Int32
  }
  @usableFromInline let plasser: UnsafeMutablePointer<Plass>
  @usableFromInline let tekst: UnsafeMutablePointer<UInt8>
  @usableFromInline let maske: Int
  /// Bits of a hash below those that tell its place.
  @usableFromInline let skift: UInt64
  private let alle: UnsafeMutablePointer<[(normalisert: [UInt8], kode: Int)]>
  /// The normalised spellings, for the nearest known value in a Melding.
  public var spellinger: [(normalisert: [UInt8], kode: Int)] { alle.pointee }

  /// One that finds nothing.
  public static let tomt = Kodeoppslag([])

  /// - Parameter navn: spellings and the code each stands for. Later spellings
  ///   equal to an earlier one are passed over.
  public init(_ navn: [(String, Int)]) {
    // Each of the table's own spellings where its hash says, if a little room more is enough for that.
    let egne = Set(Set(navn.map { Array($0.0.utf8) }).map { $0.withUnsafeBytes { Kodeoppslag.hash($0) } })
    var n = 16
    func delesPlass() -> Bool { Set(egne.map { $0 >> UInt64(64 - n.trailingZeroBitCount) }).count < egne.count }
    while n < navn.count * 6 || n < navn.count * 48 && delesPlass() { n *= 2 }
    maske = n - 1
    skift = UInt64(64 - n.trailingZeroBitCount)
    plasser = .allocate(capacity: n)
    plasser.initialize(repeating: Plass(hash: 0, fra: 0, lengde: -1, kode: -1), count: n)
    var alle: [(normalisert: [UInt8], kode: Int)] = []
    for (tekst, kode) in navn {
      let norm = Kodeoppslag.normaliser(Array(tekst.utf8))
      alle.append((norm, kode))
    }
    self.alle = .allocate(capacity: 1)
    self.alle.initialize(to: alle)
    let skrivemaater = navn.map { (Array($0.0.utf8), $0.1) } + alle.map { ($0.normalisert, $0.kode) }
    // Eight bytes may be read wherever a spelling begins.
    tekst = .allocate(capacity: skrivemaater.reduce(8) { $0 + $1.0.count })
    tekst.initialize(repeating: 0, count: skrivemaater.reduce(8) { $0 + $1.0.count })
    var brukt = 0
    for (bytes, kode) in skrivemaater {
      let h = bytes.withUnsafeBytes { Kodeoppslag.hash($0) }
      var i = Int(truncatingIfNeeded: h >> skift)
      if bytes.withUnsafeBytes({ finn($0) }) != nil { continue }
      while plasser[i].lengde >= 0 { i = (i + 1) & maske }
      plasser[i] = Plass(hash: h, fra: Int32(brukt), lengde: Int32(bytes.count), kode: Int32(kode))
      for b in bytes {
        tekst[brukt] = b
        brukt += 1
      }
    }
  }

  /// The code of a value that is spelt as in the table (or in its normal form);
  /// nil for every other spelling.
  public func finn(_ b: UnsafeRawBufferPointer) -> Int? {
    guard let p = b.baseAddress else { return nil }
    return b.count < 8 ? finn(kort: Kodeoppslag.kort(b), b.count) : finnLang(p, b.count)
  }

  /// The same of the `n` bytes at `p`, where eight bytes can be read however few the value has.
  public func finn(medRom p: UnsafeRawPointer, _ n: Int) -> Int? {
    n < 8 ? finn(kort: Kodeoppslag.kort(p, n), n) : finnLang(p, n)
  }

  /// What `finn(medRom:)` finds of nearly all values: those that stand just where their hash says, and are neither
  /// very short nor very long. nil says nothing.
  @inlinable @inline(__always)
  public func treff(medRom p: UnsafeRawPointer, _ n: Int) -> Int? {
    guard n >= 8, n <= 64 else { return nil }
    let h = Kodeoppslag.hash(p, n)
    let plass = plasser + Int(truncatingIfNeeded: h &>> skift)
    guard plass.pointee.hash == h, Int(plass.pointee.lengde) == n,
      Kodeoppslag.like(p, UnsafeRawPointer(tekst + Int(plass.pointee.fra)), hoeyst64: n)
    else { return nil }
    return Int(plass.pointee.kode)
  }

  /// The same of the values that are shorter than eight bytes.
  @inlinable @inline(__always)
  public func treff(kort p: UnsafeRawPointer, _ n: Int) -> Int? {
    guard n < 8 else { return nil }
    let kort = Kodeoppslag.kort(p, n)
    let h = Kodeoppslag.hash(foerst: kort, sist: kort, n)
    let plass = plasser + Int(truncatingIfNeeded: h &>> skift)
    guard plass.pointee.hash == h, Int(plass.pointee.lengde) == n,
      Kodeoppslag.kort(tekst + Int(plass.pointee.fra), n) == kort
    else { return nil }
    return Int(plass.pointee.kode)
  }

  /// - Parameter kort: the bytes of a value of `n`, fewer than eight, the first lowest.
  private func finn(kort: UInt64, _ n: Int) -> Int? {
    finn(Kodeoppslag.hash(foerst: kort, sist: kort, n), n) { Kodeoppslag.kort($0, n) == kort }
  }

  private func finnLang(_ p: UnsafeRawPointer, _ n: Int) -> Int? {
    finn(Kodeoppslag.hash(p, n), n) { Kodeoppslag.like(p, $0, n) }
  }

  @inline(__always)
  private func finn(_ h: UInt64, _ n: Int, _ erDen: (UnsafeRawPointer) -> Bool) -> Int? {
    var i = Int(truncatingIfNeeded: h &>> skift)
    while plasser[i].lengde >= 0 {
      if plasser[i].hash == h, Int(plasser[i].lengde) == n, erDen(UnsafeRawPointer(tekst + Int(plasser[i].fra))) {
        return Int(plasser[i].kode)
      }
      i = (i &+ 1) & maske
    }
    return nil
  }

  /// The `n` bytes at `p`, of eight that can be read, as one word.
  @inlinable @inline(__always)
  static func kort(_ p: UnsafeRawPointer, _ n: Int) -> UInt64 {
    UInt64(littleEndian: p.loadUnaligned(as: UInt64.self)) & ((1 &<< UInt64(truncatingIfNeeded: 8 &* n)) &- 1)
  }

  @inlinable
  static func kort(_ b: UnsafeRawBufferPointer) -> UInt64 {
    b.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Whether the same `n` bytes, eight or more, stand at both.
  @inlinable @inline(__always)
  static func like(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ n: Int) -> Bool {
    if n <= 64 { return like(a, b, hoeyst64: n) }
    var ulikt = skille(a, b, n &- 16)
    for i in stride(from: 0, to: n &- 16, by: 16) { ulikt |= skille(a, b, i) }
    return erNull(ulikt)
  }

  /// Of eight to 64 bytes. How many a value has is anybody's guess, the processor's too: where they are sixteen
  /// or more all are looked at without asking, some of them more than once.
  @inlinable @inline(__always)
  public static func like(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, hoeyst64 n: Int) -> Bool {
    if n < 16 {
      let foerste = a.loadUnaligned(as: UInt64.self) ^ b.loadUnaligned(as: UInt64.self)
      return foerste
        | (a.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self) ^ b.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self))
        == 0
    }
    let siste = n &- 16
    let ulikt =
      skille(a, b, 0) | skille(a, b, min(16, siste)) | skille(a, b, min(32, siste)) | skille(a, b, siste)
    return erNull(ulikt)
  }

  /// How sixteen bytes differ. As bytes: of words the compiler would put together anew those that it has read
  /// already for the hash, with half as many instructions again as it takes to read them once more.
  @inlinable @inline(__always)
  static func skille(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ i: Int) -> SIMD16<UInt8> {
    a.loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self) ^ b.loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self)
  }

  @inlinable @inline(__always)
  static func erNull(_ v: SIMD16<UInt8>) -> Bool {
    let ord = unsafeBitCast(v, to: SIMD2<UInt64>.self)
    return ord[0] | ord[1] == 0
  }

  /// The code of a value, trimmed by the caller; nil when the table has none such.
  public func kode(_ verdi: UnsafeRawBufferPointer) -> Int? {
    if let k = finn(verdi) { return k }
    let norm = Kodeoppslag.normaliser(Array(verdi))
    return norm.withUnsafeBytes { finn($0) }
  }

  public func kode(_ verdi: some StringProtocol) -> Int? {
    Array(verdi.utf8).withUnsafeBytes { kode($0) }
  }

  /// Of eight bytes or more: from the first and the last eight and the length. That is enough to tell the
  /// values of one table apart, and equal hashes are compared in full.
  @inlinable @inline(__always)
  static func hash(_ p: UnsafeRawPointer, _ n: Int) -> UInt64 {
    hash(foerst: p.loadUnaligned(as: UInt64.self), sist: p.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self), n)
  }

  /// The same of any number of bytes.
  private static func hash(_ b: UnsafeRawBufferPointer) -> UInt64 {
    guard let p = b.baseAddress else { return 0 }
    if b.count >= 8 { return hash(p, b.count) }
    let kort = kort(b)
    return hash(foerst: kort, sist: kort, b.count)
  }

  @inlinable @inline(__always)
  static func hash(foerst: UInt64, sist: UInt64, _ n: Int) -> UInt64 {
    // The highest bits, which all others have a say in, tell the place.
    foerst &* 0x9E37_79B9_7F4A_7C15 ^ (sist &+ UInt64(truncatingIfNeeded: n)) &* 0xD6E8_FEB8_6659_FD93
  }

  /// One form for all spellings that count as the same: composed letters, lower
  /// case, single spaces, `-` for every dash, no full stop after `pga`.
  public static func normaliser(_ b: [UInt8]) -> [UInt8] {
    var ut: [UInt8] = []
    ut.reserveCapacity(b.count)
    var i = 0
    var mellomrom = false
    func neste(_ k: Int) -> UInt8 { i + k < b.count ? b[i + k] : 0 }
    while i < b.count {
      let c = b[i]
      if c == 0x20 || c == 0x09 || (c == 0xC2 && neste(1) == 0xA0) {
        mellomrom = !ut.isEmpty
        i += c == 0xC2 ? 2 : 1
        continue
      }
      if mellomrom {
        ut.append(0x20)
        mellomrom = false
      }
      if c >= 0x41 && c <= 0x5A {
        // A letter and a combining mark: å is the only such letter that the tables have.
        if c == 0x41 && neste(1) == 0xCC && neste(2) == 0x8A {
          ut += [0xC3, 0xA5]
          i += 3
        } else {
          ut.append(c | 0x20)
          i += 1
        }
      } else if c == 0x61 && neste(1) == 0xCC && neste(2) == 0x8A {
        ut += [0xC3, 0xA5]
        i += 3
      } else if c == 0xC3, i + 1 < b.count {
        let d = neste(1)
        ut.append(c)
        ut.append(d >= 0x80 && d <= 0x9E && d != 0x97 ? d | 0x20 : d)
        i += 2
      } else if c == 0xE2 && neste(1) == 0x80 && neste(2) >= 0x90 && neste(2) <= 0x95 {
        ut.append(0x2D)
        i += 3
      } else if c == 0x2E && ut.count >= 3 && b[i - 1] != 0x2E
        && ut[(ut.count - 3)...].elementsEqual([0x70, 0x67, 0x61])
        && (ut.count == 3 || ut[ut.count - 4] == 0x20)
      {
        i += 1
      } else {
        ut.append(c)
        i += 1
      }
    }
    return ut
  }

  /// The code whose spelling is nearest to a value (edit distance over bytes),
  /// for «mente du …» in a Melding.
  public func naermeste(_ verdi: UnsafeRawBufferPointer) -> Int? {
    // A value longer than any spelling could be is cut: the distance is quadratic.
    let a = Kodeoppslag.normaliser(Array(verdi.prefix(160)))
    var best: (avstand: Int, kode: Int)?
    for (b, kode) in spellinger {
      var forrige = Array(0...b.count)
      for (i, x) in a.enumerated() {
        var denne = [i + 1]
        denne.reserveCapacity(b.count + 1)
        for (j, y) in b.enumerated() {
          denne.append(min(forrige[j + 1] + 1, denne[j] + 1, forrige[j] + (x == y ? 0 : 1)))
        }
        forrige = denne
      }
      if best == nil || forrige[b.count] < best!.avstand { best = (forrige[b.count], kode) }
    }
    return best?.kode
  }
}
