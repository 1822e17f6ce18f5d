import Domene

/// The avvik that one worker has found, with the bytes that they quote. Every
/// worker owns one; they are put in order when all are done.
public struct Avviksliste: Sendable {
  public private(set) var avvik: [Avvik] = []
  /// The bytes that `verdi` and `tillegg` point into.
  public private(set) var bytes: [UInt8] = []

  /// The longest quoted value: what is longer is cut and ends in `…`.
  public static let lengsteVerdi = 200

  /// Takes the list's avvik over when it is full, and leaves it empty (`toem`):
  /// so that faults by the million need no memory. nil: everything is kept.
  public var naarFull: (@Sendable (inout Avviksliste) -> Void)?
  /// Nothing is handed over now: it may be taken back (`kutt`).
  var holdes = false
  /// How many avvik, and bytes, are held before `naarFull` is asked.
  static let fullVed = (avvik: 16_384, bytes: 4 << 20)

  public init() {}

  public var antall: Int { avvik.count }

  public mutating func leggTil(_ a: Avvik) {
    avvik.append(a)
    if naarFull != nil, !holdes, avvik.count >= Self.fullVed.avvik || bytes.count >= Self.fullVed.bytes { naarFull?(&self) }
  }

  /// Forgets everything that is held.
  public mutating func toem() {
    avvik.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Adds an avvik that quotes a value and a further text.
  public mutating func leggTil(
    _ a: Avvik, verdi: UnsafeRawBufferPointer, tillegg: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
  ) {
    var a = a
    a.verdi = leggInn(verdi)
    a.tillegg = leggInn(tillegg)
    leggTil(a)
  }

  public mutating func leggTil(_ a: Avvik, verdi: UnsafeRawBufferPointer, tillegg: String) {
    var t = tillegg
    t.withUTF8 { leggTil(a, verdi: verdi, tillegg: UnsafeRawBufferPointer($0)) }
  }

  public mutating func leggTil(_ a: Avvik, tillegg: String) {
    leggTil(a, verdi: UnsafeRawBufferPointer(start: nil, count: 0), tillegg: tillegg)
  }

  private mutating func leggInn(_ b: UnsafeRawBufferPointer) -> Tekst {
    if b.count == 0 { return .tom }
    let fra = UInt32(truncatingIfNeeded: bytes.count)
    var n = min(b.count, Self.lengsteVerdi)
    // Not in the middle of a character.
    while n > 0, n < b.count, b[n] & 0xC0 == 0x80 { n -= 1 }
    bytes.append(contentsOf: b[..<n])
    if n < b.count { bytes.append(contentsOf: [0xE2, 0x80, 0xA6]) }
    return Tekst(fra: fra, lengde: UInt32(truncatingIfNeeded: bytes.count) - fra)
  }

  public func tekst(_ t: Tekst) -> ArraySlice<UInt8> { bytes[Int(t.fra)..<Int(t.fra + t.lengde)] }

  /// Drops the avvik from a place on: a file that is rejected whole takes its
  /// rows' avvik with it.
  public mutating func kutt(til antall: Int) {
    if antall < avvik.count { avvik.removeSubrange(antall...) }
  }

  public mutating func behold(_ skal: (Avvik) -> Bool) { avvik.removeAll { !skal($0) } }
}
