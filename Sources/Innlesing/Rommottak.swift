import CProcessor
import Tabular

/// Which of a store's parts each room's posts go to while it is not yet known who
/// there are, and which numbers were met: rooms get parts in the order they are met.
///
/// Numbers with the control digits that they should have, which are nearly all, are bits of their room's
/// board: so they are in order, each once, as soon as they are met. All others stand in a list.
///
/// There are only so many parts. What comes from rooms beyond them (a drop of
/// numbers without any order) goes to part 0 and is moved when the persons are known.
final class Rommottak: @unchecked Sendable {
  // Unchecked: one worker uses it.

  /// Rooms that get a part of their own.
  let maks: Int
  /// Outside the object, so that a row costs no counting of references and no access checks.
  private let tilstand: UnsafeMutablePointer<Tilstand>

  private struct Tilstand: ~Copyable {
    /// By room; 0: none yet.
    let delAv: UnsafeMutablePointer<UInt16>
    private let minne = ZeroedMemory(bytes: Rom.antall * MemoryLayout<UInt16>.stride)
    var rom: [Int] = []
    /// By part, from part 1 on: the room's board, and what the room adds to its control digits.
    var tavler = UnsafeMutableBufferPointer<UInt64>(start: nil, count: 0)
    var sifre = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
    let avTall = Kontrollsiffer.avTall
    var andre = UnsafeMutableBufferPointer<UInt64>(start: nil, count: 0)
    var antallAndre = 0

    init() { delAv = minne.start.bindMemory(to: UInt16.self, capacity: Rom.antall) }

    deinit {
      tavler.deallocate()
      sifre.deallocate()
      andre.deallocate()
    }
  }

  /// - Parameter maks: 0 ... 65,535.
  init(maks: Int) {
    self.maks = maks
    tilstand = .allocate(capacity: 1)
    tilstand.initialize(to: Tilstand())
  }

  deinit {
    tilstand.deinitialize(count: 1)
    tilstand.deallocate()
  }

  /// Rooms that have a part: the first has part 1.
  var rom: [Int] { tilstand.pointee.rom }

  /// The numbers of a part's room that were met with the control digits that they should have: a bit each, by
  /// the four digits before those. Good until the next number comes.
  func tavle(del: Int) -> UnsafeBufferPointer<UInt64> {
    UnsafeBufferPointer(rebasing: tilstand.pointee.tavler[(del - 1) * Rom.ord..<del * Rom.ord])
  }

  /// All other numbers, one a row. Good until the next one comes.
  var andre: UnsafeBufferPointer<UInt64> {
    UnsafeBufferPointer(rebasing: tilstand.pointee.andre[..<tilstand.pointee.antallAndre])
  }

  /// Notes a row's number; returns the part for its post.
  @inline(__always)
  func ta(_ duf: UInt64) -> Int {
    let t = tilstand
    let r = Rom.av(duf)
    guard r < Rom.antall else { return ta(utenTavle: duf, del: 0) }
    let kjent = t.pointee.delAv[r]
    let d = kjent == 0 ? nyDel(r) : Int(kjent)
    if d == 0 { return ta(utenTavle: duf, del: 0) }
    let rest = Int(truncatingIfNeeded: duf) &- r &* 1_000_000
    let tall = rest / 100
    guard Int(Kontrollsiffer.av(t.pointee.sifre[d &- 1], t.pointee.avTall[tall])) == rest &- tall &* 100 else {
      return ta(utenTavle: duf, del: d)
    }
    t.pointee.tavler[(d &- 1) &* Rom.ord &+ tall &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: tall & 63)
    return d
  }

  /// Fetches what `ta` will change; returns the part for the post as far as it is known.
  @inline(__always)
  func varm(_ duf: UInt64) -> Int {
    let t = tilstand
    let r = Rom.av(duf)
    guard r < Rom.antall else { return 0 }
    let d = Int(t.pointee.delAv[r])
    if d > 0, let tavler = t.pointee.tavler.baseAddress {
      let tall = (Int(truncatingIfNeeded: duf) &- r &* 1_000_000) / 100
      let ord = (d &- 1) &* Rom.ord &+ tall &>> 6
      nir_prefetch(tavler + ord)
    }
    return d
  }

  @inline(never)
  private func ta(utenTavle duf: UInt64, del: Int) -> Int {
    if tilstand.pointee.antallAndre == tilstand.pointee.andre.count { Self.voks(&tilstand.pointee.andre, fyll: 0) }
    tilstand.pointee.andre[tilstand.pointee.antallAndre] = duf
    tilstand.pointee.antallAndre += 1
    return del
  }

  private static func voks<T>(_ b: inout UnsafeMutableBufferPointer<T>, minst: Int = 1 << 10, fyll: T) {
    let ny = UnsafeMutableBufferPointer<T>.allocate(capacity: max(minst, 2 * b.count))
    let brukt = ny.moveInitialize(fromContentsOf: b)
    ny[brukt...].initialize(repeating: fyll)
    b.deallocate()
    b = ny
  }

  @inline(never)
  private func nyDel(_ r: Int) -> Int {
    guard tilstand.pointee.rom.count < maks else { return 0 }
    tilstand.pointee.rom.append(r)
    let d = tilstand.pointee.rom.count
    tilstand.pointee.delAv[r] = UInt16(truncatingIfNeeded: d)
    if d > tilstand.pointee.sifre.count { Self.voks(&tilstand.pointee.sifre, fyll: 0) }
    tilstand.pointee.sifre[d - 1] = Kontrollsiffer.av(rom: r)
    while d * Rom.ord > tilstand.pointee.tavler.count {
      Self.voks(&tilstand.pointee.tavler, minst: 64 * Rom.ord, fyll: 0)
    }
    return d
  }
}
