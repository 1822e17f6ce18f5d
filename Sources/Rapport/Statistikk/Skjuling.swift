/// Disclosure control of tables that are shown together (`--suppress N`).
///
/// First the small numbers are hidden: counts and bases from 1 to N - 1; and where a
/// base is small its whole row, zeros too (but those that a sum of 0 shows), since
/// zeros beside one `:` would say what became of the few. Then so much more that no hidden number can be worked out.
/// That is made sure of by construction: for every hidden number there is another
/// set of persons that gives exactly the same shown numbers and another hidden one.
/// The other set comes from the true one by moving a person between values, and
/// another person back (a step on each axis, all of them multiplied); every number
/// that the change touches is hidden. What everybody can know is held: numbers are
/// never below zero, and a number alone in being hidden is at least 1.
struct Skjuling {
  /// Tables of one run. With more than one, every one has at most one axis, whose
  /// last sum is «all»: those cells are the same in all of them.
  private let tabeller: [Celletabell]
  private let grense: Int
  /// By table and cell.
  private(set) var skjult: [[Bool]]
  private var dekket: [[Bool]]
  /// Least value that everybody knows a hidden cell to have.
  private var gulv: [[Int8]]
  /// Zeros of small rows that cannot be hidden, because a sum that is 0 shows them.
  private var aapneNuller: Set<Celle> = []

  private struct Celle: Hashable {
    var tabell: Int
    var celle: Int
  }

  init(_ tabeller: [Celletabell], grense: Int) {
    self.tabeller = tabeller
    self.grense = grense
    let ingen = tabeller.map { Array(repeating: false, count: $0.verdi.count) }
    skjult = ingen
    dekket = ingen
    gulv = []
    guard grense > 1 else { return }
    while true {
      skjult = ingen
      dekket = ingen
      gulv = tabeller.map { Array(repeating: 1, count: $0.verdi.count) }
      finnSmaa()
      let foer = aapneNuller.count
      for t in tabeller.indices {
        for c in skjult[t].indices where skjult[t][c] && !dekket[t][c] && !dekk(t, c) {
          aapneNuller.insert(Celle(tabell: t, celle: c))
        }
      }
      // A number above 0 can always change, with one person more in all its sums.
      if aapneNuller.count == foer { return }
    }
  }

  private func erLiten(_ n: Int) -> Bool { n >= 1 && n < grense }

  private mutating func finnSmaa() {
    for t in tabeller.indices {
      let tab = tabeller[t]
      let grupper = Skjuleakse.gruppe.antall
      for rad in stride(from: 0, to: tab.verdi.count, by: grupper) {
        let usett = tab.erUsett(tab.plasser(rad))
        for g in 0..<grupper {
          if usett { gulv[t][rad + g] = 0 }
          if erLiten(tab.verdi[rad + g]) { skjult[t][rad + g] = true }
        }
        guard !usett, erLiten(tab.verdi[rad + Skjuleakse.grunnlag]) else { continue }
        let skjules = (rad..<rad + Skjuleakse.grunnlag - 1).filter {
          tab.verdi[$0] > 0 || !aapneNuller.contains(Celle(tabell: t, celle: $0))
        }
        // As long as a zero is among them, none is known to be more.
        let harNull = skjules.contains { tab.verdi[$0] == 0 }
        for c in skjules {
          skjult[t][c] = true
          if harNull { gulv[t][c] = 0 }
        }
      }
    }
  }

  // MARK: A change that leaves everything shown as it was

  private struct Endring {
    var celler: [(tabell: Int, celle: Int, tegn: Int)]
    var pris: Int
    /// 1 or -1: what all signs are multiplied by.
    var retning: Int
  }

  /// What it costs to hide a cell: what is lost with it.
  private func pris(_ t: Int, _ c: Int, sum: Bool) -> Int {
    skjult[t][c] ? 0 : (tabeller[t].verdi[c] + 1) * (sum ? 2 : 1)
  }

  /// Whether a cell can change at all, and so far in a direction.
  private func kan(_ t: Int, _ c: Int, _ tegn: Int, usett: Bool) -> Bool {
    let v = tabeller[t].verdi[c]
    // A zero that is shown stays; an unseen one is known by nobody.
    if v == 0 { return tegn > 0 && (skjult[t][c] || usett) }
    return tegn > 0 || v > Int(gulv[t][c])
  }

  /// Finds the cheapest change of a cell, hides what it touches; false when there is
  /// none.
  private mutating func dekk(_ t: Int, _ c: Int) -> Bool {
    var beste: Endring?
    let tab = tabeller[t]
    let plasser = tab.plasser(c)
    let steg = tab.akser.indices.map { tab.akser[$0].steg(som: plasser[$0]) }
    for retning in tab.verdi[c] > 0 ? [1, -1] : [1] {
      var valgt: [Skjuleakse.Steg] = []
      soek(t, plasser, steg, &valgt, [(0, retning)], 0, retning, &beste)
    }
    guard let beste else { return false }
    for e in beste.celler {
      skjult[e.tabell][e.celle] = true
      dekket[e.tabell][e.celle] = true
    }
    return true
  }

  /// Multiplies the axes' steps one after another, as long as it can become cheaper
  /// than the best so far.
  /// - Parameter del: what the axes so far come to: cells' numbers and signs.
  private func soek(
    _ t: Int, _ plasser: [Int], _ steg: [[Skjuleakse.Steg]], _ valgt: inout [Skjuleakse.Steg],
    _ del: [(nr: Int, tegn: Int)], _ pris: Int, _ retning: Int, _ beste: inout Endring?
  ) {
    if beste?.pris == 0 { return }
    let tab = tabeller[t]
    let akse = valgt.count
    guard akse < steg.count else {
      fullfoer(t, valgt, del, pris, retning, &beste)
      return
    }
    // The rest of the axes stand on the cell's own place: those cells are touched
    // whatever steps the rest take.
    let hale = (akse + 1..<steg.count).reduce(0) { $0 + plasser[$1] * tab.steg[$1] }
    for s in steg[akse] {
      var nytt: [(nr: Int, tegn: Int)] = []
      nytt.reserveCapacity(del.count * s.endringer.count)
      var sum = 0
      var gaar = true
      for d in del {
        for e in s.endringer where gaar {
          let nr = d.nr + e.plass * tab.steg[akse]
          nytt.append((nr, d.tegn * e.tegn))
          // The sign is the last axis' to decide when the rest have signs too; a
          // single place of theirs is always 1 at the cell itself.
          let usett = valgt.contains(where: \.usett) || s.usett
          gaar = kan(t, nr + hale, d.tegn * e.tegn, usett: usett && erUsett(t, nr + hale))
          sum += erUsett(t, nr + hale) ? 0 : self.pris(t, nr + hale, sum: erSum(t, nr + hale))
        }
        if !gaar { break }
      }
      guard gaar, sum < beste?.pris ?? Int.max else { continue }
      valgt.append(s)
      soek(t, plasser, steg, &valgt, nytt, sum, retning, &beste)
      valgt.removeLast()
    }
  }

  private func erUsett(_ t: Int, _ c: Int) -> Bool {
    let tab = tabeller[t]
    for (i, a) in tab.akser.enumerated() { if let u = a.usett, c / tab.steg[i] % a.antall == u { return true } }
    return false
  }

  private func erSum(_ t: Int, _ c: Int) -> Bool {
    let tab = tabeller[t]
    for (i, a) in tab.akser.enumerated() where c / tab.steg[i] % a.antall >= a.basis { return true }
    return false
  }

  /// A whole change of one table; where it changes how many there are in all, the
  /// other tables' cheapest values take the same change.
  private func fullfoer(
    _ t: Int, _ valgt: [Skjuleakse.Steg], _ del: [(nr: Int, tegn: Int)], _ pris: Int, _ retning: Int,
    _ beste: inout Endring?
  ) {
    var celler = del.map { (tabell: t, celle: $0.nr, tegn: $0.tegn) }
    var sum = pris
    if tabeller.count > 1, valgt.dropLast().allSatisfy(\.alene), let gruppesteg = valgt.last {
      for u in tabeller.indices where u != t {
        guard let (andre, andrepris) = billigste(u, gruppesteg, retning) else { return }
        celler += andre
        sum += andrepris
      }
    }
    if sum < beste?.pris ?? Int.max { beste = Endring(celler: celler, pris: sum, retning: retning) }
  }

  /// The cheapest value of another table that can take a change of the groups.
  private func billigste(
    _ u: Int, _ gruppesteg: Skjuleakse.Steg, _ retning: Int
  ) -> (celler: [(tabell: Int, celle: Int, tegn: Int)], pris: Int)? {
    let tab = tabeller[u]
    let verdier = tab.akser.count > 1 ? Array(0..<tab.akser[0].basis) : [-1]
    var beste: (celler: [(tabell: Int, celle: Int, tegn: Int)], pris: Int)?
    for v in verdier where v < 0 || v != tab.akser[0].usett {
      let plasser = v < 0 ? [0] : ([v] + tab.akser[0].over[v]).map { $0 * tab.steg[0] }
      var celler: [(tabell: Int, celle: Int, tegn: Int)] = []
      var sum = 0
      var gaar = true
      for p in plasser where gaar {
        for e in gruppesteg.endringer where gaar {
          let c = p + e.plass
          gaar = kan(u, c, e.tegn * retning, usett: false)
          sum += pris(u, c, sum: erSum(u, c))
          celler.append((u, c, e.tegn * retning))
        }
      }
      if gaar, sum < beste?.pris ?? Int.max { beste = (celler, sum) }
    }
    return beste
  }
}
