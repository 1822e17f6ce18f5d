/// One way in which a table is split, for disclosure control: values, and the sums
/// over some of them that are shown too (a fylke of its kommuner, all).
struct Skjuleakse: Sendable {
  /// Number of values; the sums come after them.
  let basis: Int
  /// The value that is never shown but is part of a sum: persons without a kommune
  /// that may be told. Who knows the sum and the rest of it knows this.
  let usett: Int?
  /// The sums that each value is part of.
  let over: [[Int]]
  /// Values and sums.
  let antall: Int

  /// One step of a change that leaves whatever it does not name as it was.
  struct Steg: Sendable {
    /// Places and what is added there, 1 or -1.
    var endringer: [(plass: Int, tegn: Int)]
    /// Whether the number of persons of the axis changes.
    var alene: Bool
    /// Whether the unseen value takes part.
    var usett: Bool
  }

  /// - Parameter over: the sums of each value, numbered from 0.
  init(basis: Int, usett: Int? = nil, over: [[Int]], summer: Int) {
    self.basis = basis
    self.usett = usett
    self.over = over.map { $0.map { basis + $0 } }
    antall = basis + summer
  }

  /// The six groups: `Tallgrunnlag` is the sum of all but the last.
  static let gruppe = Skjuleakse(basis: 6, over: (0..<6).map { $0 < 5 ? [0] : [] }, summer: 1)
  /// Place of `Tallgrunnlag` among the groups.
  static let grunnlag = 6

  /// One more in a value and all its sums; or one moved from a value to another.
  private func steg(_ i: Int, _ j: Int?) -> Steg {
    var e = [(plass: i, tegn: 1)] + over[i].filter { s in j.map { !over[$0].contains(s) } ?? true }.map { ($0, 1) }
    if let j {
      e.append((j, -1))
      e += over[j].filter { !over[i].contains($0) }.map { ($0, -1) }
    }
    return Steg(endringer: e, alene: j == nil, usett: i == usett || j == usett)
  }

  /// Every step that changes a place. The unseen value takes part only where it is
  /// itself to be changed: that somebody may know it must not uncover others.
  func steg(som plass: Int) -> [Steg] {
    let i = plass < basis ? [plass] : (0..<basis).filter { over[$0].contains(plass) && $0 != usett }
    var ut: [Steg] = []
    for a in i {
      for b in 0..<basis where b != a && b != usett && !(plass >= basis && over[b].contains(plass)) {
        ut.append(steg(a, b))
      }
      ut.append(steg(a, nil))
    }
    return ut
  }
}
