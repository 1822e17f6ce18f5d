import Tabular

/// Which of a store's parts each room's posts go to while it is not yet known who
/// there are, and which numbers were met: rooms get parts in the order they are met.
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
    var numre = UnsafeMutableBufferPointer<UInt64>(start: nil, count: 0)
    var antall = 0

    init() { delAv = minne.start.bindMemory(to: UInt16.self, capacity: Rom.antall) }

    deinit {
      numre.deallocate()
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

  /// The number of every row, one after another. Good until the next one comes.
  var numre: UnsafeBufferPointer<UInt64> { UnsafeBufferPointer(rebasing: tilstand.pointee.numre[..<tilstand.pointee.antall]) }

  /// Notes a row's number; returns the part for its post.
  @inline(__always)
  func ta(_ duf: UInt64) -> Int {
    let t = tilstand
    if t.pointee.antall == t.pointee.numre.count { voks() }
    t.pointee.numre[t.pointee.antall] = duf
    t.pointee.antall &+= 1
    let r = Rom.av(duf)
    guard r < Rom.antall else { return 0 }
    let d = t.pointee.delAv[r]
    return d == 0 ? nyDel(r) : Int(d)
  }

  @inline(never)
  private func voks() {
    let foer = tilstand.pointee.numre
    let ny = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: max(1 << 10, 2 * foer.count))
    _ = ny.moveInitialize(fromContentsOf: foer)
    foer.deallocate()
    tilstand.pointee.numre = ny
  }

  @inline(never)
  private func nyDel(_ r: Int) -> Int {
    guard tilstand.pointee.rom.count < maks else { return 0 }
    tilstand.pointee.rom.append(r)
    let d = tilstand.pointee.rom.count
    tilstand.pointee.delAv[r] = UInt16(truncatingIfNeeded: d)
    return d
  }
}
