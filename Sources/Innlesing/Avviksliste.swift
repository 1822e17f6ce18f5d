import Domene

/// The avvik that one worker has found, with the bytes that they quote. Every
/// worker owns one; they are put in order when all are done.
public struct Avviksliste: Sendable {
  // In pieces, so that a long list is never moved to grow.
  private var fulle: [[Avvik]] = []
  private var siste: [Avvik] = []
  private static let bitlengde = 4096
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

  public var antall: Int { fulle.count * Self.bitlengde + siste.count }

  /// All avvik in the order they were added, a piece at a time.
  public var biter: [[Avvik]] { siste.isEmpty ? fulle : fulle + [siste] }

  /// All avvik in the order they were added.
  public var avvik: [Avvik] { fulle.isEmpty ? siste : biter.flatMap { $0 } }

  public mutating func leggTil(_ a: Avvik) {
    if siste.count == Self.bitlengde { nyBit() }
    siste.append(a)
    if naarFull != nil, !holdes, antall >= Self.fullVed.avvik || bytes.count >= Self.fullVed.bytes { naarFull?(&self) }
  }

  @inline(never)
  private mutating func nyBit() {
    fulle.append(siste)
    siste = []
    siste.reserveCapacity(Self.bitlengde)
  }

  /// Hands over all avvik in the order they were added, a piece at a time. The list is without avvik then; the bytes
  /// that they quote stay, and so does memory for as many again.
  @inline(__always)
  public mutating func taAvvik(_ ta: (UnsafeBufferPointer<Avvik>) -> Void) {
    for bit in fulle { bit.withUnsafeBufferPointer { ta($0) } }
    siste.withUnsafeBufferPointer { ta($0) }
    fulle.removeAll(keepingCapacity: true)
    siste.removeAll(keepingCapacity: true)
  }

  /// Forgets everything that is held.
  public mutating func toem() {
    fulle.toem()
    siste.toem()
    bytes.toem()
  }

  /// Adds an avvik that quotes a value and a further text.
  public mutating func leggTil(
    _ a: Avvik, verdi: UnsafeRawBufferPointer, tillegg: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
  ) {
    var a = a
    let fra = bytes.count
    leggInn(verdi)
    let verdislutt = bytes.count
    leggInn(tillegg)
    a.settTekster(fra: fra, verdi: verdislutt - fra, tillegg: bytes.count - verdislutt)
    leggTil(a)
  }

  public mutating func leggTil(_ a: Avvik, verdi: UnsafeRawBufferPointer, tillegg: String) {
    var t = tillegg
    t.withUTF8 { leggTil(a, verdi: verdi, tillegg: UnsafeRawBufferPointer($0)) }
  }

  public mutating func leggTil(_ a: Avvik, tillegg: String) {
    leggTil(a, verdi: UnsafeRawBufferPointer(start: nil, count: 0), tillegg: tillegg)
  }

  private mutating func leggInn(_ b: UnsafeRawBufferPointer) {
    if b.count == 0 { return }
    var n = min(b.count, Self.lengsteVerdi)
    // Not in the middle of a character.
    while n > 0, n < b.count, b[n] & 0xC0 == 0x80 { n -= 1 }
    bytes.append(contentsOf: b[..<n])
    if n < b.count { bytes.append(contentsOf: [0xE2, 0x80, 0xA6]) }
  }

  public func tekst(_ t: Tekst) -> ArraySlice<UInt8> { bytes[Int(t.fra)..<Int(t.fra + t.lengde)] }

  /// Drops the avvik from a place on: a file that is rejected whole takes its
  /// rows' avvik with it.
  public mutating func kutt(til antall: Int) {
    while antall < fulle.count * Self.bitlengde, let foer = fulle.popLast() { siste = foer }
    let igjen = antall - fulle.count * Self.bitlengde
    if igjen < siste.count { siste.removeSubrange(max(0, igjen)...) }
  }
}
