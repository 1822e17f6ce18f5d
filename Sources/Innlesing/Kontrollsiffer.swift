/// The control digits of DUF-nummer, room by room (`Rom`): the weights 4 6 3 2 4 6 3 2 7 5 on the ten digits
/// before them, modulo 11 (N-01). A number without right ones is known as it is all the same.
enum Kontrollsiffer {
  /// What the last four of the ten digits add. Made once, for the life of the process.
  nonisolated(unsafe) static let avTall: UnsafePointer<UInt8> = {
    let p = UnsafeMutablePointer<UInt8>.allocate(capacity: Rom.tall)
    for t in 0..<Rom.tall {
      let sum = 3 * (t / 1000) + 2 * (t / 100 % 10) + 7 * (t / 10 % 10) + 5 * (t % 10)
      (p + t).initialize(to: UInt8(sum % 11))
    }
    return UnsafePointer(p)
  }()

  /// What the digits of a room add.
  static func av(rom: Int) -> UInt8 {
    var igjen = rom
    var sum = 0
    for vekt in [6, 4, 2, 3, 6, 4] {
      sum += igjen % 10 * vekt
      igjen /= 10
    }
    return UInt8(sum % 11)
  }

  /// The control digits that a number should have, of the two sums: 0 ... 10.
  @inline(__always)
  static func av(_ rom: UInt8, _ tall: UInt8) -> UInt8 {
    let sum = rom &+ tall
    return sum >= 11 ? sum &- 11 : sum
  }
}
