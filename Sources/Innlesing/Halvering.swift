/// Looks a place up in something that is in order, by halves.
enum Halvering {
  /// The first of 0 ..< `antall` that is so; `antall` when none is.
  /// - Parameter er: what holds of a place holds of all after it.
  @inline(__always)
  static func foerste(_ antall: Int, _ er: (Int) -> Bool) -> Int {
    var lav = 0
    var hoey = antall
    while lav < hoey {
      let m = (lav + hoey) / 2
      if er(m) { hoey = m } else { lav = m + 1 }
    }
    return lav
  }
}
