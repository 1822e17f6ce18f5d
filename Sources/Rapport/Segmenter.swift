import Kodeverk
import Tabular

/// Byte strings that are made once and written many times, by number. A plain
/// value of pointers: reading one touches no reference count, so workers on
/// several threads share them without waiting for one another.
struct Segmenter: @unchecked Sendable {
  // Sendable: the memory is never written after `init`.
  private let base: UnsafeMutableRawPointer
  private let slutt: UnsafeMutablePointer<UInt32>
  let antall: Int
  /// Bytes behind the last that may be read too.
  private static let slakk = 32

  init(_ biter: [[UInt8]]) {
    antall = biter.count
    base = UnsafeMutableRawPointer.allocate(
      byteCount: biter.reduce(0) { $0 + $1.count } + Segmenter.slakk, alignment: 16)
    slutt = UnsafeMutablePointer<UInt32>.allocate(capacity: antall + 1)
    slutt[0] = 0
    var n = 0
    for (i, b) in biter.enumerated() {
      b.withUnsafeBytes {
        if let p = $0.baseAddress { (base + n).copyMemory(from: p, byteCount: $0.count) }
      }
      n += b.count
      slutt[i + 1] = UInt32(n)
    }
    (base + n).initializeMemory(as: UInt8.self, repeating: 0, count: Segmenter.slakk)
  }

  init(_ tekster: [String]) { self.init(tekster.map { Array($0.utf8) }) }

  /// The bytes of a number; none when there is no such number.
  @inline(__always)
  subscript(i: Int) -> UnsafeRawBufferPointer {
    guard i >= 0, i < antall else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let fra = Int(slutt[i])
    return UnsafeRawBufferPointer(start: base + fra, count: Int(slutt[i &+ 1]) &- fra)
  }

  /// Appends the bytes of a number.
  @inline(__always)
  func skriv(_ i: Int, til w: inout ByteWriter) {
    guard i >= 0, i < antall else { return }
    let fra = Int(slutt[i])
    w.append(withSlack: base + fra, Int(slutt[i &+ 1]) &- fra)
  }

  /// Gives the memory back; by its owner, once.
  func frigi() {
    base.deallocate()
    slutt.deallocate()
  }
}

/// The names of the code tables and the dates as bytes, unquoted, for texts that are
/// put together. One for the life of the process, by its place: handed on, it is one word.
@dynamicMemberLookup
struct Kodenavn: @unchecked Sendable {
  // Sendable: the memory is never written after `init`, nor freed.
  struct Tabeller {
    let vedtakstype = Segmenter(Vedtakstype.tabellnavn)
    let fravaerstype = Segmenter(Fravaerstype.tabellnavn)
    let sluttmaal = Segmenter(Sluttmaal.tabellnavn)
    let aarsak = Segmenter(Avslutningsaarsak.tabellnavn)
    let tiltakstype = Segmenter(Tiltakstype.tabellnavn)
    let tiltaksgruppe = Segmenter(Tiltaksgruppe.tabellnavn)
    let datoer = Datotekster.felles
  }
  private let p: UnsafePointer<Tabeller>

  static let felles = Kodenavn()

  private init() {
    let ny = UnsafeMutablePointer<Tabeller>.allocate(capacity: 1)
    ny.initialize(to: Tabeller())
    p = UnsafePointer(ny)
  }

  subscript<T>(dynamicMember k: KeyPath<Tabeller, T>) -> T { @inline(__always) get { p.pointee[keyPath: k] } }
}
