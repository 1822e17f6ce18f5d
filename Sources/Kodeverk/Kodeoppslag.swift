/// Looks a code value up by its bytes, as `formats.md` wants it: without regard
/// to case, doubled spaces, `-` or `–`, a full stop after `pga`, and Unicode form.
///
/// The spelling of the table is found by one hash probe over the raw bytes;
/// other spellings are brought to one form first.
public struct Kodeoppslag: @unchecked Sendable {
  // Read-only once made. The tables live as long as the process (they are made
  // once, from embedded files), so the memory is never freed and looking up
  // needs no reference counting.
  private struct Plass: Sendable {
    var hash: UInt64
    var fra: Int32
    var lengde: Int32
    var kode: Int32
  }
  private let plasser: UnsafeMutablePointer<Plass>
  private let tekst: UnsafeMutablePointer<UInt8>
  private let maske: Int
  private let alle: UnsafeMutablePointer<[(normalisert: [UInt8], kode: Int)]>
  /// The normalised spellings, for the nearest known value in a Melding.
  public var spellinger: [(normalisert: [UInt8], kode: Int)] { alle.pointee }

  /// - Parameter navn: spellings and the code each stands for. Later spellings
  ///   equal to an earlier one are passed over.
  public init(_ navn: [(String, Int)]) {
    var n = 16
    while n < navn.count * 6 { n *= 2 }
    maske = n - 1
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
    tekst = .allocate(capacity: max(1, skrivemaater.reduce(0) { $0 + $1.0.count }))
    var brukt = 0
    for (bytes, kode) in skrivemaater {
      let h = bytes.withUnsafeBytes { Kodeoppslag.hash($0) }
      var i = Int(truncatingIfNeeded: h) & maske
      var finnes = false
      while plasser[i].lengde >= 0 {
        if plasser[i].hash == h { finnes = true }
        i = (i + 1) & maske
      }
      if finnes { continue }
      plasser[i] = Plass(hash: h, fra: Int32(brukt), lengde: Int32(bytes.count), kode: Int32(kode))
      for b in bytes {
        tekst[brukt] = b
        brukt += 1
      }
    }
  }

  private func finn(_ b: UnsafeRawBufferPointer) -> Int? {
    let h = Kodeoppslag.hash(b)
    var i = Int(truncatingIfNeeded: h) & maske
    while plasser[i].lengde >= 0 {
      if plasser[i].hash == h, Int(plasser[i].lengde) == b.count {
        var lik = true
        let t = tekst + Int(plasser[i].fra)
        for k in 0..<b.count where t[k] != b[k] { lik = false }
        if lik { return Int(plasser[i].kode) }
      }
      i = (i &+ 1) & maske
    }
    return nil
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

  /// FNV-1a over eight bytes at a time; only for tables of our own.
  static func hash(_ b: UnsafeRawBufferPointer) -> UInt64 {
    var h: UInt64 = 0xcbf2_9ce4_8422_2325
    var i = 0
    while i &+ 8 <= b.count {
      h = (h ^ b.loadUnaligned(fromByteOffset: i, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      h ^= h >> 29
      i &+= 8
    }
    while i < b.count {
      h = (h ^ UInt64(b[i])) &* 0x0000_0100_0000_01b3
      i &+= 1
    }
    return h ^ (h >> 32)
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
