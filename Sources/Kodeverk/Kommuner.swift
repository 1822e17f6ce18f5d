import Kalender

/// A kommunenummer: four digits. Folkeregisteret's are not tested, so another
/// text is carried as a number from 10 000 (its bytes hashed) that equals only itself.
@frozen
public struct Kommunenummer: Hashable, Comparable, Sendable {
  public let nummer: UInt32
  @inlinable public init(nummer: UInt32) { self.nummer = nummer }

  /// Four digits as written.
  @inlinable
  public init?(fireSifre b: UnsafeRawBufferPointer) {
    guard b.count == 4 else { return nil }
    var n: UInt32 = 0
    for c in b {
      guard c >= 0x30, c <= 0x39 else { return nil }
      n = n * 10 + UInt32(c - 0x30)
    }
    nummer = n
  }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.nummer < b.nummer }

  /// The four digits.
  public var tekst: String {
    let t = String(nummer)
    return String(repeating: "0", count: max(0, 4 - t.utf8.count)) + t
  }
}

/// A bydelsnummer: six digits, the kommunenummer first.
@frozen
public struct Bydelsnummer: Hashable, Sendable {
  public let nummer: UInt32
  @inlinable public init(nummer: UInt32) { self.nummer = nummer }
  public var navn: String? { Kommuner.bydelsnavn[nummer] }

  /// Finds a bydel by its name (`bydeler.csv`).
  public static let oppslag = Kodeoppslag(
    Kommuner.bydelsnavn.sorted { $0.key < $1.key }.map { ($0.value, Int($0.key)) })

  /// Whether the table has the number.
  public static func finnes(_ nummer: UInt32) -> Bool { Kommuner.bydelsnavn[nummer] != nil }
}

/// A fylke as valid on a date.
public struct Fylke: Hashable, Comparable, Sendable {
  public let nummer: Int
  public let navn: String
  public static func < (a: Self, b: Self) -> Bool { a.nummer < b.nummer }
}

/// `kommuner.csv` and `bydeler.csv`: every kommunenummer since 1971 with its
/// dates and what replaced it.
public enum Kommuner {
  struct Rad: Sendable {
    let nummer: UInt32
    let visningsnavn: String
    let fylke: Fylke
    let fra: Dato?
    let til: Dato?
    let erstattetAv: [UInt32]
  }

  /// Rows by number; a number used in several periods has several rows.
  static let rader: [UInt32: [Rad]] = {
    let t = Innhold.kommuner
    var ut: [UInt32: [Rad]] = [:]
    for i in t.rader.indices {
      let n = UInt32(t.verdi(i, "kommunenummer")) ?? 0
      ut[n, default: []].append(
        Rad(
          nummer: n, visningsnavn: t.verdi(i, "visningsnavn"),
          fylke: Fylke(nummer: Int(t.verdi(i, "fylkesnummer")) ?? 0, navn: t.verdi(i, "fylkesnavn")),
          fra: Dato(t.verdi(i, "gyldig_fra")), til: Dato(t.verdi(i, "gyldig_til")),
          erstattetAv: t.verdi(i, "erstattet_av").split(separator: "|").compactMap { UInt32($0) }))
    }
    return ut
  }()

  static let bydelsnavn: [UInt32: String] = {
    let t = Innhold.bydeler
    var ut: [UInt32: String] = [:]
    for i in t.rader.indices {
      if let n = UInt32(t.verdi(i, "bydelsnummer")) { ut[n] = t.verdi(i, "bydelsnavn") }
    }
    return ut
  }()

  /// All direct and indirect successors of a number.
  static let etterfoelgere: [UInt32: Set<UInt32>] = {
    var ut: [UInt32: Set<UInt32>] = [:]
    for (n, rr) in rader {
      var sett: Set<UInt32> = []
      var koe = rr.flatMap(\.erstattetAv)
      while let m = koe.popLast() {
        if sett.insert(m).inserted { koe += (rader[m] ?? []).flatMap(\.erstattetAv) }
      }
      sett.remove(n)
      if !sett.isEmpty { ut[n] = sett }
    }
    return ut
  }()

  /// Whether any year has the number.
  public static func finnes(_ k: Kommunenummer) -> Bool { kjente[Int(min(k.nummer, 10_000))] }
  /// The same by number, 0 to 9999, for who asks a row: made once, for the life of the process.
  nonisolated(unsafe) public static let tabell: UnsafePointer<Bool> = {
    let p = UnsafeMutablePointer<Bool>.allocate(capacity: kjente.count)
    for (i, k) in kjente.enumerated() { p[i] = k }
    return UnsafePointer(p)
  }()
  static let kjente: [Bool] = {
    var ut = [Bool](repeating: false, count: 10_001)
    for n in rader.keys { ut[Int(n)] = true }
    return ut
  }()

  /// two numbers are the same kommune when equal or when one is a
  /// successor, direct or indirect, of the other.
  public static func erSamme(_ a: Kommunenummer, _ b: Kommunenummer) -> Bool {
    a == b || (etterfoelgere[a.nummer]?.contains(b.nummer) ?? false)
      || (etterfoelgere[b.nummer]?.contains(a.nummer) ?? false)
  }

  /// Name and fylke of a kommune as a report on D shows them: where a reform has
  /// replaced it, those of its (first) successor valid on D. A number that no
  /// year has is shown as it is, without fylke.
  public static func visning(_ k: Kommunenummer, per d: Dato) -> (navn: String, fylke: Fylke?, nummer: Kommunenummer) {
    guard var rad = gjeldendeRad(k.nummer, d) else { return (k.tekst, nil, k) }
    var sett: Set<UInt32> = [k.nummer]
    while let til = rad.til, til < d, let neste = rad.erstattetAv.first, sett.insert(neste).inserted,
      let r = gjeldendeRad(neste, d)
    {
      rad = r
    }
    return (rad.visningsnavn, rad.fylke, Kommunenummer(nummer: rad.nummer))
  }

  /// The row of a number valid on D, else its last.
  private static func gjeldendeRad(_ n: UInt32, _ d: Dato) -> Rad? {
    guard let rr = rader[n] else { return nil }
    return rr.first { ($0.fra ?? .foerste) <= d && d <= ($0.til ?? .siste) } ?? rr.last
  }

  /// All kommuner valid on D, by number.
  public static func gyldige(per d: Dato) -> [(nummer: Kommunenummer, navn: String, fylke: Fylke)] {
    rader.values.flatMap { $0 }.filter { ($0.fra ?? .foerste) <= d && d <= ($0.til ?? .siste) }
      .sorted { $0.nummer < $1.nummer }
      .map { (Kommunenummer(nummer: $0.nummer), $0.visningsnavn, $0.fylke) }
  }

  /// All fylker valid on D, by number.
  public static func fylker(per d: Dato) -> [Fylke] { Set(gyldige(per: d).map(\.fylke)).sorted() }
}
