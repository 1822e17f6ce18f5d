import Kalender

/// Numbers of persons who do not exist, with right control digits (N-01, N-02).
enum PersonNumbers {
  /// A DUF-nummer of a year and a serial number, with its control number.
  static func duf(year: Int, serial: Int) -> UInt64 {
    let ten = UInt64(year) * 1_000_000 + UInt64(serial)
    let weights: [UInt64] = [5, 7, 2, 3, 6, 4, 2, 3, 6, 4]
    var sum: UInt64 = 0
    var rest = ten
    for w in weights {
      sum += rest % 10 * w
      rest /= 10
    }
    return ten * 100 + sum % 11
  }

  /// The DUF-nummer of person `index`: no two persons of a drop share one, though
  /// the serials are spread like real ones.
  static func duf(index: Int, year: Int) -> UInt64 {
    // 611 953 and 1 000 000 share no factor, so a million persons have a million
    // serials; each further million uses earlier years.
    let serial = (index % 1_000_000 * 611_953 + 12_345) % 1_000_000
    return duf(year: year - 12 * (index / 1_000_000), serial: serial)
  }

  /// What synthetic numbers add to the month: 80 (adults) and 65 (children), so
  /// that the two never meet.
  enum Series: Int {
    case adult = 80
    case child = 65
  }

  /// A fødselsnummer; nil when no control digits fit these nine digits.
  static func foedselsnummer(_ born: Dato, individual: Int, _ series: Series) -> UInt64? {
    let d = born.deler
    guard individual >= 0, individual <= 999 else { return nil }
    let nine = ((d.dag * 100 + d.maaned + series.rawValue) * 100 + d.aar % 100) * 1000 + individual
    var digits = [Int](repeating: 0, count: 9)
    var rest = nine
    for i in (0..<9).reversed() {
      digits[i] = rest % 10
      rest /= 10
    }
    guard let k1 = control(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) else { return nil }
    guard let k2 = control(digits + [k1], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) else { return nil }
    return UInt64(nine) * 100 + UInt64(k1 * 10 + k2)
  }

  private static func control(_ digits: [Int], _ weights: [Int]) -> Int? {
    let r = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
    return r == 0 ? 0 : r == 1 ? nil : 11 - r
  }

  /// Birth date and fødselsnummer of number `index` out of `count` births spread
  /// over the days from `first` to `last`: unique as long as there are individual
  /// numbers left on a day.
  static func born(index: Int, count: Int, first: Dato, last: Dato, _ series: Series) -> (date: Dato, number: UInt64?) {
    let days = max(1, last - first + 1)
    let place = (index * 7919 + 13) % days
    let date = first + place
    // Some nine digits have no control digits: each person has a few to try.
    let tries = max(1, min(10, 999 / (count / days + 1)))
    let start = index / days * tries
    for t in 0..<tries {
      if let n = foedselsnummer(date, individual: start + t, series) { return (date, n) }
    }
    return (date, nil)
  }
}
