/// Norway's public holidays (T-02).
public enum Helligdager {
  /// Første påskedag of a year, by the Gregorian computus.
  public static func paaskedag(_ aar: Int) -> Dato {
    let a = aar % 19, b = aar / 100, c = aar % 100
    let d = b / 4, e = b % 4, g = (8 * b + 13) / 25
    let h = (19 * a + b - d - g + 15) % 30
    let m = (a + 11 * h) / 319
    let r = (2 * e + 2 * (c / 4) - c % 4 - h + m + 32) % 7
    let maaned = (h - m + r + 90) / 25
    let dag = (h - m + r + maaned + 19) % 32
    return Dato(gyldigAar: aar, maaned: maaned, dag: dag)
  }

  /// The twelve public holidays of a year; two may fall on one day (17 May and
  /// 2. pinsedag). 24 and 31 December are none.
  public static func alle(i aar: Int) -> [Dato] {
    let p = paaskedag(aar)
    func fast(_ m: Int, _ d: Int) -> Dato { Dato(gyldigAar: aar, maaned: m, dag: d) }
    return [
      fast(1, 1), p - 3, p - 2, p, p + 1, fast(5, 1), fast(5, 17), p + 39, p + 49, p + 50,
      fast(12, 25), fast(12, 26),
    ]
  }
}
