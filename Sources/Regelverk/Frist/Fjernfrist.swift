import Kalender

/// T-04 where it passes the years that `Virkedager` has in its table: a stans that a
/// complaint upset after a century moves the frist there. T-02 has no last year.
enum Fjernfrist {
  /// 31.12.2299, the last day of the table: four hundred years are 146 097 days.
  private static var tabellslutt: Dato { Dato(dagnummer: 146_096) }

  /// The n-th virkedag after a date.
  @inline(__always)
  static func legg(_ n: Int, til d: Dato) -> Dato {
    let frist = Virkedager.legg(n, til: d)
    return frist <= tabellslutt ? frist : forbiTabellen(n, til: d)
  }

  /// The same, a year at a time from 2300 on.
  @inline(never)
  private static func forbiTabellen(_ n: Int, til d: Dato) -> Dato {
    guard n > 0 else { return d }
    var igjen = n - Virkedager.antall(fom: d + 1, tom: tabellslutt)
    var nyttaar = tabellslutt + 1
    while true {
      let aar = nyttaar.aar
      let neste = nyttaar + (Dato.erSkuddaar(aar) ? 366 : 365)
      let fri = Helligdager.alle(i: aar)
      var dag = max(d + 1, nyttaar)
      let iAaret = virkedager(Periode(fom: dag, tom: neste - 1), fri)
      if iAaret < igjen {
        igjen -= iAaret
        nyttaar = neste
        continue
      }
      while true {
        if dag.ukedag <= 5 && !fri.contains(dag) { igjen -= 1 }
        if igjen <= 0 { return dag }
        dag = dag + 1
      }
    }
  }

  /// T-05 inside one year with these public holidays.
  private static func virkedager(_ periode: Periode, _ fri: [Dato]) -> Int {
    let dager = periode.kalenderdager
    guard dager > 0 else { return 0 }
    var sum = dager / 7 * 5
    for i in 0..<dager % 7 where (periode.fom + i).ukedag <= 5 { sum += 1 }
    for i in fri.indices where fri[i].ukedag <= 5 && periode.inneholder(fri[i]) {
      // Two may fall on one day.
      if fri.firstIndex(of: fri[i]) == i { sum -= 1 }
    }
    return sum
  }
}
