import Tabular

/// Which of a store's parts each room's posts go to while it is not yet known who
/// there are: rooms get parts in the order they are met.
///
/// There are only so many parts. What comes from rooms beyond them (a drop of
/// numbers without any order) goes to part 0 and is moved when the persons are known.
final class Rommottak: @unchecked Sendable {
  // Unchecked: one worker uses it.

  /// Rooms that get a part of their own.
  let maks: Int
  private let delAv: UnsafeMutablePointer<UInt16>
  private(set) var rom: [Int] = []

  /// - Parameter maks: 1 ... 65,535.
  init(maks: Int) {
    self.maks = maks
    delAv = LargePages.zeroed(Rom.antall * MemoryLayout<UInt16>.stride)
      .bindMemory(to: UInt16.self, capacity: Rom.antall)
  }

  deinit { LargePages.free(delAv) }

  /// The part for a number's posts.
  @inline(__always)
  func del(_ duf: UInt64) -> Int {
    let r = Rom.av(duf)
    guard r < Rom.antall else { return 0 }
    let d = delAv[r]
    return d == 0 ? nyDel(r) : Int(d)
  }

  @inline(never)
  private func nyDel(_ r: Int) -> Int {
    guard rom.count < maks else { return 0 }
    rom.append(r)
    delAv[r] = UInt16(truncatingIfNeeded: rom.count)
    return rom.count
  }
}
