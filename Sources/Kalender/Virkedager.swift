/// Virkedager (T-02, T-04, T-05), answered in constant time from a table that is
/// built once: Monday to Friday, not a public holiday.
public enum Virkedager {
  /// Years that the table covers. Input ends in 2199; frister may pass it.
  @usableFromInline static var aarFra: Int { 1900 }
  @usableFromInline static var aarTil: Int { 2299 }

  @usableFromInline
  struct Tabell: @unchecked Sendable {
    /// `til[n]` = virkedager among day numbers 0 ..< n.
    @usableFromInline let til: UnsafePointer<Int32>
    /// Day number of the i-th virkedag (from 0).
    @usableFromInline let dag: UnsafePointer<Int32>
    @usableFromInline let dager: Int
    @usableFromInline let antall: Int
    /// Virkedager of every month, from January of the first year.
    @usableFromInline let iMaaned: UnsafePointer<UInt8>
    /// The least of them.
    let faerrest: Int

    init() {
      let slutt = Int(Dato(gyldigAar: Virkedager.aarTil, maaned: 12, dag: 31).dagnummer) + 1
      var fri = [Bool](repeating: false, count: slutt)
      for aar in Virkedager.aarFra...Virkedager.aarTil {
        for h in Helligdager.alle(i: aar) { fri[Int(h.dagnummer)] = true }
      }
      // Never freed: one table for the life of the process.
      let til = UnsafeMutablePointer<Int32>.allocate(capacity: slutt + 1)
      let dag = UnsafeMutablePointer<Int32>.allocate(capacity: slutt)
      var n = 0
      for d in 0..<slutt {
        til[d] = Int32(n)
        if d % 7 < 5 && !fri[d] {
          dag[n] = Int32(d)
          n += 1
        }
      }
      til[slutt] = Int32(n)
      self.til = UnsafePointer(til)
      self.dag = UnsafePointer(dag)
      dager = slutt
      antall = n
      let maaneder = (Virkedager.aarTil - Virkedager.aarFra + 1) * 12
      let iMaaned = UnsafeMutablePointer<UInt8>.allocate(capacity: maaneder)
      for i in 0..<maaneder {
        let p = Maaned(nummer: Int32(Virkedager.aarFra * 12 + i)).periode
        iMaaned[i] = UInt8(til[Int(p.tom.dagnummer) + 1] - til[Int(p.fom.dagnummer)])
      }
      self.iMaaned = UnsafePointer(iMaaned)
      faerrest = Int((0..<maaneder).map { iMaaned[$0] }.min() ?? 0)
    }
  }

  @usableFromInline static let tabell = Tabell()

  /// Whether a date is a virkedag. Outside 1900-2299: Monday to Friday.
  @inlinable
  public static func er(_ d: Dato) -> Bool {
    let t = tabell
    let n = Int(d.dagnummer)
    guard n >= 0, n < t.dager else { return d.ukedag <= 5 }
    return t.til[n + 1] != t.til[n]
  }

  /// T-05: virkedager from `fom` to `tom`, both counted; 0 when `tom < fom`.
  /// Days outside 1900-2299 are not counted.
  @inlinable
  public static func antall(fom: Dato, tom: Dato) -> Int {
    let t = tabell
    let a = min(max(Int(fom.dagnummer), 0), t.dager)
    let b = min(max(Int(tom.dagnummer) + 1, 0), t.dager)
    return b <= a ? 0 : Int(t.til[b] - t.til[a])
  }

  /// T-05: virkedager of a month; as many as `antall` counts.
  @inlinable
  public static func antall(i m: Maaned) -> Int {
    let plass = Int(m.nummer) - aarFra * 12
    guard plass >= 0, plass < (aarTil - aarFra + 1) * 12 else { return m.periode.virkedager }
    return Int(tabell.iMaaned[plass])
  }

  /// T-05: no month from 1900 to 2299 has fewer virkedager.
  public static var faerrestIMaaned: Int { tabell.faerrest }

  /// T-04: the n-th virkedag after a date; the date itself never counts and need
  /// not be a virkedag. n = 0 gives the date. Past the table: five days a week.
  @inlinable
  public static func legg(_ n: Int, til d: Dato) -> Dato {
    guard n > 0 else { return d }
    let t = tabell
    let fra = min(max(Int(d.dagnummer) + 1, 0), t.dager)
    let i = Int(t.til[fra]) + n - 1
    if i < t.antall { return Dato(dagnummer: t.dag[i]) }
    return ukedager(i - t.antall + 1, etter: max(d, Dato(dagnummer: Int32(t.dager - 1))))
  }

  @usableFromInline
  static func ukedager(_ n: Int, etter d: Dato) -> Dato {
    // From a weekend as from the Friday before it: whole weeks then end on a weekday.
    var d = d - max(0, d.ukedag - 5) + 7 * (n / 5)
    var rest = n % 5
    while rest > 0 {
      d = d + 1
      if d.ukedag <= 5 { rest -= 1 }
    }
    return d
  }
}
