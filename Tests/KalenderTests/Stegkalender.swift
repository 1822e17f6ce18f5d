import Kalender

/// Every day from 01.01.1900 to 31.12.2299, met by stepping a day at a time: the
/// slow model that the calendar is held against.
struct Stegdag: Sendable {
  var aar: Int
  var maaned: Int
  var dag: Int
  /// 1 = Monday.
  var ukedag: Int
}

enum Stegkalender {
  static func lengde(_ maaned: Int, _ aar: Int) -> Int {
    switch maaned {
    case 2: (aar % 4 == 0 && aar % 100 != 0) || aar % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static let dager: [Stegdag] = {
    var ut: [Stegdag] = []
    var d = Stegdag(aar: 1900, maaned: 1, dag: 1, ukedag: 1)
    while d.aar < 2300 {
      ut.append(d)
      d.ukedag = d.ukedag % 7 + 1
      d.dag += 1
      if d.dag > lengde(d.maaned, d.aar) {
        d.dag = 1
        d.maaned += 1
        if d.maaned == 13 {
          d.maaned = 1
          d.aar += 1
        }
      }
    }
    return ut
  }()

  /// Days of 1900-2199, the dates that input may hold.
  static let inndata = dager.prefix { $0.aar < 2200 }

  /// Easter by the tables of the Church (epact and paschal full moon).
  static func paaskedag(_ aar: Int) -> (maaned: Int, dag: Int) {
    let gyllentall = aar % 19 + 1
    let aarhundre = aar / 100 + 1
    let sol = 3 * aarhundre / 4 - 12
    let maane = (8 * aarhundre + 5) / 25 - 5
    var epakt = (11 * gyllentall + 20 + maane - sol) % 30
    if epakt < 0 { epakt += 30 }
    if (epakt == 25 && gyllentall > 11) || epakt == 24 { epakt += 1 }
    var fullmaane = 44 - epakt
    if fullmaane < 21 { fullmaane += 30 }
    // The first Sunday after it, found by stepping from 1 March.
    let foerste = dager.firstIndex { $0.aar == aar && $0.maaned == 3 && $0.dag == 1 }!
    var i = foerste + fullmaane
    while dager[i].ukedag != 7 { i += 1 }
    return (dager[i].maaned, dager[i].dag)
  }

  /// Whether each day of `dager` is a virkedag (T-02).
  static let virkedag: [Bool] = {
    var ut = dager.map { $0.ukedag <= 5 }
    for (i, d) in dager.enumerated() {
      switch (d.maaned, d.dag) {
      case (1, 1), (5, 1), (5, 17), (12, 25), (12, 26): ut[i] = false
      default: break
      }
    }
    var i = 0
    for aar in 1900...2299 {
      let p = paaskedag(aar)
      while !(dager[i].aar == aar && dager[i].maaned == p.maaned && dager[i].dag == p.dag) { i += 1 }
      for n in [-3, -2, 0, 1, 39, 49, 50] { ut[i + n] = false }
    }
    return ut
  }()
}

func dato(_ tekst: String) -> Dato { Dato(tekst)! }
