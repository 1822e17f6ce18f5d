/// Counts of persons over some axes and the six groups, with every sum.
struct Celletabell: Sendable {
  /// The groups' axis is the last.
  let akser: [Skjuleakse]
  let steg: [Int]
  private(set) var verdi: [Int]

  init(_ akser: [Skjuleakse]) {
    self.akser = akser + [.gruppe]
    var n = 1
    var s = [Int](repeating: 1, count: self.akser.count)
    for i in self.akser.indices.reversed() {
      s[i] = n
      n *= self.akser[i].antall
    }
    steg = s
    verdi = Array(repeating: 0, count: n)
  }

  /// Counts a person by its place on every axis, the group last.
  mutating func tell(_ plasser: [Int]) {
    tell(plasser, akse: 0, til: 0)
  }

  private mutating func tell(_ plasser: [Int], akse: Int, til nr: Int) {
    guard akse < akser.count else {
      verdi[nr] += 1
      return
    }
    let p = plasser[akse]
    tell(plasser, akse: akse + 1, til: nr + p * steg[akse])
    for s in akser[akse].over[p] { tell(plasser, akse: akse + 1, til: nr + s * steg[akse]) }
  }

  /// The cell's number.
  func nr(_ plasser: [Int]) -> Int { zip(plasser, steg).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The places of a cell.
  func plasser(_ nr: Int) -> [Int] { akser.indices.map { nr / steg[$0] % akser[$0].antall } }

  /// Whether the cell is never shown.
  func erUsett(_ plasser: [Int]) -> Bool { zip(akser, plasser).contains { $0.usett == $1 } }
}
