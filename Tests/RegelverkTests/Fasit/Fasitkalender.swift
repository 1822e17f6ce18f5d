import Kalender

/// A calendar of the second telling's own: every day from 01.01.1880 to
/// 31.12.2699 met by stepping a day at a time. It shares with `Kalender` only
/// that day 0 is Monday 01.01.1900.
enum Fasitkalender {
  struct Dag { var aar: Int16, maaned: Int8, dag: Int8, virkedag: Bool }

  static let fra = dagerFoer1900
  private static let dagerFoer1900: Int = {
    var n = 0
    for aar in 1880..<1900 { n += erSkuddaar(aar) ? 366 : 365 }
    return n
  }()

  static func erSkuddaar(_ aar: Int) -> Bool {
    if aar % 400 == 0 { return true }
    if aar % 100 == 0 { return false }
    return aar % 4 == 0
  }

  static func lengde(_ maaned: Int, _ aar: Int) -> Int {
    if maaned == 2 { return erSkuddaar(aar) ? 29 : 28 }
    return [4, 6, 9, 11].contains(maaned) ? 30 : 31
  }

  /// Day number (as `Dato.dagnummer`) + `fra` gives the place in `dager`.
  static let dager: [Dag] = {
    var ut: [Dag] = []
    ut.reserveCapacity(820 * 366)
    // 01.01.1880 was a Thursday (4); checked by 01.01.1900 coming out as a Monday.
    var ukedag = 4
    for aar in 1880...2699 {
      let fri = fridager(aar)
      for m in 1...12 {
        for d in 1...lengde(m, aar) {
          let helg = ukedag >= 6
          ut.append(
            Dag(aar: Int16(aar), maaned: Int8(m), dag: Int8(d), virkedag: !helg && !fri.contains(m * 100 + d)))
          ukedag = ukedag == 7 ? 1 : ukedag + 1
        }
      }
    }
    return ut
  }()

  /// Index of the first day of every month, from January 1880.
  static let maanedsstart: [Int] = {
    var ut: [Int] = []
    for (i, d) in dager.enumerated() where d.dag == 1 { ut.append(i) }
    return ut
  }()

  /// Month and day of første påskedag: the first Sunday after the paschal full
  /// moon, which the epact gives (the Church's own reckoning, not a formula for
  /// the day).
  static func paaskedag(_ aar: Int) -> (maaned: Int, dag: Int) {
    let gyllentall = aar % 19 + 1
    let aarhundre = aar / 100 + 1
    let solkorreksjon = 3 * aarhundre / 4 - 12
    let maanekorreksjon = (8 * aarhundre + 5) / 25 - 5
    var epakt = (11 * gyllentall + 20 + maanekorreksjon - solkorreksjon) % 30
    if epakt < 0 { epakt += 30 }
    if (epakt == 25 && gyllentall > 11) || epakt == 24 { epakt += 1 }
    // The full moon on or after 21 March, counted in days of March.
    var fullmaane = 44 - epakt
    if fullmaane < 21 { fullmaane += 30 }
    // Weekday of 1 March by stepping through the years from 1880 (1 March 1880 was a Monday).
    var ukedag = 1
    var y = 1880
    while y < aar {
      y += 1
      ukedag += erSkuddaar(y) ? 2 : 1
      if ukedag > 7 { ukedag -= 7 }
    }
    var dag = fullmaane
    repeat { dag += 1 } while (ukedag + dag - 1 - 1) % 7 + 1 != 7
    return dag > 31 ? (4, dag - 31) : (3, dag)
  }

  private static func fridager(_ aar: Int) -> Set<Int> {
    var ut: Set<Int> = [101, 501, 517, 1225, 1226]
    let p = paaskedag(aar)
    func flytt(_ n: Int) -> Int {
      var m = p.maaned
      var d = p.dag
      var igjen = n
      while igjen > 0 {
        d += 1
        if d > lengde(m, aar) { (m, d) = (m + 1, 1) }
        igjen -= 1
      }
      while igjen < 0 {
        d -= 1
        if d < 1 {
          m -= 1
          d = lengde(m, aar)
        }
        igjen += 1
      }
      return m * 100 + d
    }
    for n in [-3, -2, 0, 1, 39, 49, 50] { ut.insert(flytt(n)) }
    return ut
  }

  static func dag(_ d: Dato) -> Dag { dager[Int(d.dagnummer) + fra] }

  static func dato(_ aar: Int, _ maaned: Int, _ dag: Int) -> Dato {
    Dato(dagnummer: Int32(maanedsstart[(aar - 1880) * 12 + maaned - 1] + dag - 1 - fra))
  }

  static func erVirkedag(_ d: Dato) -> Bool { dag(d).virkedag }

  /// T-03.
  static func plussMaaneder(_ d: Dato, _ n: Int) -> Dato {
    let k = dag(d)
    var aar = Int(k.aar)
    var m = Int(k.maaned)
    for _ in 0..<n {
      m += 1
      if m == 13 { (aar, m) = (aar + 1, 1) }
    }
    return dato(aar, m, min(Int(k.dag), lengde(m, aar)))
  }

  /// T-04.
  static func plussVirkedager(_ d: Dato, _ n: Int) -> Dato {
    var i = Int(d.dagnummer) + fra
    var igjen = n
    while igjen > 0 {
      i += 1
      if dager[i].virkedag { igjen -= 1 }
    }
    return Dato(dagnummer: Int32(i - fra))
  }

  /// T-05.
  static func virkedager(_ a: Dato, _ b: Dato) -> Int {
    var n = 0
    var d = a
    while d <= b {
      if erVirkedag(d) { n += 1 }
      d = dagenEtter(d)
    }
    return n
  }

  static func dagenEtter(_ d: Dato) -> Dato { Dato(dagnummer: d.dagnummer + 1) }

  /// Whole years, by counting birthdays (T-03: 29.02 has its birthday on 28.02).
  static func alder(_ foedt: Dato, _ naar: Dato) -> Int {
    let f = dag(foedt)
    let n = dag(naar)
    var aar = Int(n.aar) - Int(f.aar)
    let bursdag = min(Int(f.dag), lengde(Int(f.maaned), Int(n.aar)))
    if Int(n.maaned) < Int(f.maaned) || (n.maaned == f.maaned && Int(n.dag) < bursdag) { aar -= 1 }
    return aar
  }

  /// Months since year 0, as `Maaned.nummer`.
  static func maanedsnummer(_ d: Dato) -> Int {
    let k = dag(d)
    return Int(k.aar) * 12 + Int(k.maaned) - 1
  }
}
