/// A small simplex solver for the tests: `A x = b`, `x >= 0`. It finds a solution
/// once and then the least and greatest value of one variable after another.
struct LinearProgram {
  private var t: [[Double]]
  private var basis: [Int]
  private let n: Int
  let isFeasible: Bool
  private static let eps = 1e-7

  /// - Parameter rows: coefficients by variable and the right side.
  init(variables n: Int, rows: [(coefficients: [Int: Double], right: Double)]) {
    self.n = n
    let m = rows.count
    t = rows.enumerated().map { i, r in
      let sign = r.right < 0 ? -1.0 : 1.0
      var line = [Double](repeating: 0, count: n + m + 1)
      for (k, v) in r.coefficients { line[k] = sign * v }
      line[n + i] = 1
      line[n + m] = sign * r.right
      return line
    }
    basis = (0..<m).map { n + $0 }
    // Phase 1: the artificial variables to 0.
    var cost = [Double](repeating: 0, count: n + m)
    for i in 0..<m { cost[n + i] = -1 }
    let left = -LinearProgram.maximise(&t, &basis, cost, columns: n + m)
    isFeasible = left < 1e-6
    guard isFeasible else { return }
    // Out with artificial variables that are still basic at 0; rows that say nothing go.
    for i in (0..<m).reversed() where basis[i] >= n {
      if let j = (0..<n).first(where: { abs(t[i][$0]) > LinearProgram.eps }) {
        LinearProgram.pivot(&t, &basis, i, j)
      } else {
        t.remove(at: i)
        basis.remove(at: i)
      }
    }
  }

  /// Least and greatest value of a variable; infinity when there is none.
  mutating func range(of variable: Int) -> (Double, Double) {
    var cost = [Double](repeating: 0, count: n)
    cost[variable] = 1
    let high = LinearProgram.maximise(&t, &basis, cost, columns: n)
    cost[variable] = -1
    return (-LinearProgram.maximise(&t, &basis, cost, columns: n), high)
  }

  private static func pivot(_ t: inout [[Double]], _ basis: inout [Int], _ r: Int, _ c: Int) {
    let p = t[r][c]
    for k in t[r].indices { t[r][k] /= p }
    for i in t.indices where i != r && abs(t[i][c]) > 1e-12 {
      let f = t[i][c]
      for k in t[i].indices { t[i][k] -= f * t[r][k] }
    }
    basis[r] = c
  }

  private static func maximise(
    _ t: inout [[Double]], _ basis: inout [Int], _ cost: [Double], columns: Int
  ) -> Double {
    guard let last = t.first.map({ $0.count - 1 }) else { return cost.contains { $0 > 0 } ? .infinity : 0 }
    func c(_ j: Int) -> Double { j < cost.count ? cost[j] : 0 }
    // The reduced costs as a row of their own.
    var z = (0..<columns).map(c)
    for (i, b) in basis.enumerated() where c(b) != 0 { for j in 0..<columns { z[j] -= c(b) * t[i][j] } }
    while true {
      // Bland's rule: the first that helps; it never goes in circles.
      guard let j = (0..<columns).first(where: { z[$0] > eps }) else { break }
      var row: Int?
      var best = Double.infinity
      for i in t.indices where t[i][j] > eps {
        let q = t[i][last] / t[i][j]
        if q < best - 1e-12 || (q < best + 1e-12 && basis[i] < basis[row ?? i]) {
          best = q
          row = i
        }
      }
      guard let row else { return .infinity }
      pivot(&t, &basis, row, j)
      let f = z[j]
      for k in 0..<columns { z[k] -= f * t[row][k] }
    }
    return basis.enumerated().reduce(0) { $0 + c($1.element) * t[$1.offset][last] }
  }
}
