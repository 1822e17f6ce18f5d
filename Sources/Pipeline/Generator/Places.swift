import Kalender
import Kodeverk

/// A kommune that a synthetic drop has persons in.
struct Place: Sendable {
  /// Its numbers, each from a date on: a reform changes the number, not the place.
  var numbers: [(from: Dato, number: UInt32)]
  var weight: Int
  /// Bydeler as rows may write them: number and name.
  var bydeler: [[UInt8]]

  /// The number on a date.
  func number(_ d: Dato) -> Int {
    var n = numbers.first?.number ?? 301
    for x in numbers where x.from <= d { n = x.number }
    return Int(n)
  }

  /// The number that the place's files bear.
  var current: Int { Int(numbers.last?.number ?? 301) }
}

extension Place {
  /// The kommuner valid on the date, with the numbers that they had before the
  /// reforms of 2020 and 2024; for a small drop those first in which there is most
  /// to see.
  static func all(per date: Dato, atMost limit: Int) -> [Place] {
    let valid = Kommuner.gyldige(per: date)
    let preferred: [UInt32] = [301, 4601, 1103, 3301, 3201, 5501, 1508, 3203, 5001, 4204, 1560, 3205, 5049, 1804]
    let byNumber = Dictionary(valid.map { ($0.nummer.nummer, $0) }, uniquingKeysWith: { a, _ in a })
    let first = preferred.filter { byNumber[$0] != nil }
    let rest = valid.map(\.nummer.nummer).filter { !first.contains($0) }
    // Spread the rest over the country, not from the top of the list.
    let step = max(1, rest.count / max(1, limit - first.count))
    let spread = limit >= valid.count ? rest : rest.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    let chosen = (first + spread).prefix(max(1, limit)).sorted()
    let reforms = [(2020, 1, 1), (2024, 1, 1)].compactMap { Dato(aar: $0.0, maaned: $0.1, dag: $0.2) }
      .filter { $0 <= date }
    let before = reforms.map { d in Kommuner.gyldige(per: d - 1).map(\.nummer) }
    return chosen.map { n in
      var numbers: [(from: Dato, number: UInt32)] = []
      var from = Dato.foerste
      for (reform, valid) in zip(reforms, before) {
        let own = Kommunenummer(nummer: n)
        let then = valid.contains(own) ? own : valid.first { Kommuner.erSamme($0, own) } ?? own
        if then.nummer != numbers.last?.number { numbers.append((from, then.nummer)) }
        from = reform
      }
      if n != numbers.last?.number { numbers.append((from, n)) }
      return Place(numbers: numbers, weight: weight(n), bydeler: bydeler(n))
    }
  }

  /// Roughly how many of the country's settled persons a kommune has.
  private static func weight(_ n: UInt32) -> Int {
    switch n {
    case 301: 120
    case 4601: 60
    case 5001: 45
    case 1103: 38
    case 3301, 4204, 3107, 3003, 3004: 26
    case 3201, 5501, 3203, 3205, 3105, 1804: 18
    default: 1 + Int((n &* 2_654_435_761) >> 27) % 8
    }
  }

  private static func bydeler(_ n: UInt32) -> [[UInt8]] {
    (1..<20).flatMap { i -> [[UInt8]] in
      let number = n * 100 + UInt32(i)
      guard let name = Bydelsnummer(nummer: number).navn else { return [] }
      let digits = String(number)
      let padded = String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
      return [Array(padded.utf8), Array(name.utf8)]
    }
  }
}

/// A part of the work: a stretch of persons who live in a few kommuner. Units are
/// made in parallel and know nothing of one another; who moves does so inside one.
struct WorkUnit: Sendable {
  struct Part: Sendable {
    /// Index among the places.
    var place: Int
    var persons: Range<Int>
    /// Whether the place's persons begin here: its files then have the plain name.
    var isFirst: Bool
  }

  var number: Int
  /// The last part may have no persons: a place that others move to.
  var parts: [Part]
  var persons: Range<Int>

  /// Shares the persons out by the places' weights, about `size` to a unit.
  static func plan(persons: Int, places: [Place], size: Int) -> [WorkUnit] {
    let total = places.reduce(0) { $0 + $1.weight }
    var units: [WorkUnit] = []
    var parts: [Part] = []
    var held = 0
    func close() {
      guard let first = parts.first, let last = parts.last else { return }
      let range = first.persons.lowerBound..<last.persons.upperBound
      if parts.count == 1, places.count > 1 {
        // Nobody can move inside one place, so a neighbour comes along.
        let other = (first.place + 1) % places.count
        parts.append(Part(place: other, persons: range.upperBound..<range.upperBound, isFirst: false))
      }
      units.append(WorkUnit(number: units.count, parts: parts, persons: range))
      parts = []
      held = 0
    }
    var weight = 0
    for (p, place) in places.enumerated() {
      var from = persons * weight / total
      weight += place.weight
      let to = persons * weight / total
      // A place is split only when it is too large for a unit of its own.
      if held > 0, held + to - from > size { close() }
      let pieces = max(1, (to - from + size - 1) / size)
      for piece in 0..<pieces {
        let n = (to - from) / (pieces - piece)
        parts.append(Part(place: p, persons: from..<(from + n), isFirst: piece == 0))
        from += n
        held += n
        if piece < pieces - 1 { close() }
      }
    }
    close()
    return units
  }
}
