import Kalender
import Kodeverk

/// A value of an inndeling: its code in exchange formats and its name.
public struct Maalkategori: Sendable, Hashable {
  /// Four digits of a kommune, two of a fylke (as Statistics Norway has them), a
  /// year, else a number in the order of the code table.
  public var kode: String
  /// As the register shows it.
  public var navn: String

  /// A value with its code.
  public init(kode: String, navn: String) {
    self.kode = kode
    self.navn = navn
  }
}

/// The persons of an avslutningsrapport as måloppnåelse counts them: the place of
/// each in every inndeling, and its group. Made from what the report shows, so that
/// a protected person has neither fylke nor kommune here.
public struct Maaldata: Sendable {
  /// Whose persons.
  public let lovverk: Lovverk
  /// By inndeling, in the order of `formats.md`.
  public private(set) var kategorier: [[Maalkategori]]
  /// By inndeling, then by person; -1 where the person has no value.
  private(set) var verdier: [[Int32]]
  /// By person.
  private(set) var grupper: [UInt8] = []
  /// By place of a kommune: its fylke's place, -1 for none.
  private(set) var fylkeAvKommune: [Int] = []

  /// Number of persons.
  public var antall: Int { grupper.count }

  /// - Parameters:
  ///   - rapport: the unfiltered avslutningsrapport of a law.
  ///   - aar: only these years; nil for those that occur.
  public init(_ rapport: Listetabell, per dato: Dato, aar: [Int]? = nil) {
    lovverk = rapport.utfil.lovverk ?? .integreringsloven
    kategorier = Inndeling.allCases.map { _ in [] }
    verdier = Inndeling.allCases.map { _ in [] }
    var l = Leser(rapport, dato, lovverk)
    for r in 0..<rapport.antall {
      guard let p = l.person(r) else { continue }
      if let aar, !aar.contains(p.aar) { continue }
      grupper.append(p.gruppe)
      for (i, v) in p.verdier.enumerated() { verdier[i].append(v) }
    }
    kategorier = l.kategorier(verdier[Inndeling.kjoenn.rawValue], verdier[Inndeling.aldersgruppe.rawValue])
    fylkeAvKommune = l.fylkeAvKommune()
    ordneAar(aar)
    ordneKommuner(l.gyldigeKommuner)
  }

  /// The years as places, in order.
  private mutating func ordneAar(_ valgt: [Int]?) {
    let i = Inndeling.avslutningsaar.rawValue
    let aarene = valgt.map { Array(Set($0)).sorted() } ?? Set(verdier[i].map(Int.init)).sorted()
    kategorier[i] = aarene.map { Maalkategori(kode: String($0), navn: String($0)) }
    let plass = Dictionary(uniqueKeysWithValues: aarene.enumerated().map { (Int32($1), Int32($0)) })
    verdier[i] = verdier[i].map { plass[$0] ?? -1 }
  }

  /// Kommuner that are not valid on D come after the others, by number.
  private mutating func ordneKommuner(_ gyldige: Int) {
    let i = Inndeling.kommune.rawValue
    let andre = kategorier[i].indices.dropFirst(gyldige).sorted { kategorier[i][$0].kode < kategorier[i][$1].kode }
    guard !andre.isEmpty else { return }
    let orden = Array(0..<gyldige) + andre
    var ny = [Int32](repeating: 0, count: orden.count)
    for (n, gammel) in orden.enumerated() { ny[gammel] = Int32(n) }
    kategorier[i] = orden.map { kategorier[i][$0] }
    fylkeAvKommune = orden.map { fylkeAvKommune[$0] }
    verdier[i] = verdier[i].map { $0 < 0 ? -1 : ny[Int($0)] }
  }
}

/// Reads the rows of an avslutningsrapport as places in the inndelinger.
private struct Leser {
  struct Person {
    var aar: Int
    var gruppe: UInt8
    var verdier: [Int32]
  }

  private let t: Listetabell
  private let lovverk: Lovverk
  private let dato: Dato
  private let fylker: [Fylke]
  private var kommuner: [Maalkategori]
  private let kommunefylke: [Int]
  let gyldigeKommuner: Int
  private let kategori: [String: Int32]
  private let kjoenn: [String: Int32]
  private let sluttmaal: [String: Int32]
  private let gruppe: [String: UInt8]
  private let fylke: [String: Int32]
  private var kommune: [String: Int32]
  private let k: (kjoenn: Int, alder: Int, kategori: Int, sluttmaal: Int, gruppe: Int, dato: Int, fylke: Int, sted: Int)

  init(_ t: Listetabell, _ dato: Dato, _ l: Lovverk) {
    self.t = t
    self.dato = dato
    lovverk = l
    fylker = Kommuner.fylker(per: dato)
    let gyldige = Kommuner.gyldige(per: dato)
    kommuner = gyldige.map { Maalkategori(kode: $0.nummer.tekst, navn: $0.navn) }
    let f = fylker
    kommunefylke = gyldige.map { k in f.firstIndex(of: k.fylke) ?? -1 }
    gyldigeKommuner = gyldige.count
    func plasser<T: FixedWidthInteger>(_ navn: [String]) -> [String: T] {
      var ut: [String: T] = [:]
      for (i, n) in navn.enumerated() { ut[n] = T(i) }
      return ut
    }
    kategori = plasser(Leser.kategorinavn(l))
    kjoenn = plasser(Kjoenn.tabellnavn)
    sluttmaal = plasser(Sluttmaal.tabellnavn)
    gruppe = plasser(Avslutningsaarsakgruppe.tabellnavn)
    fylke = plasser(f.map(\.navn))
    kommune = plasser(kommuner.map(\.navn))
    let navn = t.utfil.kolonner
    func kol(_ n: String) -> Int { navn.firstIndex(of: n) ?? 0 }
    k = (
      kol("Kjønn"), kol("Alder"), kol("Kategori"), kol("Sluttmål"), kol("Avslutningsårsakgruppe"),
      kol("Avslutningsdato"), kol("Oppfølgingsfylke"), kol("Oppf.kommune/bydel")
    )
  }

  private static func kategorinavn(_ l: Lovverk) -> [String] {
    Kategori.allCases.filter { $0.lovverk == l }.map(\.navn)
  }

  mutating func person(_ r: Int) -> Person? {
    guard let g = gruppe[t.tekst(r, k.gruppe)], let d = t.dato(r, k.dato) else { return nil }
    let alder = Aldersgruppe(alder: Int(t.tekst(r, k.alder)))
    var v = Inndeling.allCases.map { _ in Int32(0) }
    v[Inndeling.avslutningsaar.rawValue] = Int32(d.aar)
    v[Inndeling.oppfoelgingsfylke.rawValue] = fylke[t.tekst(r, k.fylke)] ?? -1
    v[Inndeling.kommune.rawValue] = kommuneplass(t.tekst(r, k.sted))
    v[Inndeling.kategori.rawValue] = kategori[t.tekst(r, k.kategori)] ?? -1
    v[Inndeling.kjoenn.rawValue] = kjoenn[t.tekst(r, k.kjoenn)] ?? Int32(Kjoenn.allCases.count)
    v[Inndeling.aldersgruppe.rawValue] = Int32(alder.rawValue)
    v[Inndeling.sluttmaal.rawValue] = sluttmaal[t.tekst(r, k.sluttmaal)] ?? Int32(Sluttmaal.allCases.count)
    return Person(aar: d.aar, gruppe: g, verdier: v)
  }

  private mutating func kommuneplass(_ tekst: String) -> Int32 {
    let sted = Sted(tekst)
    if tekst.isEmpty || sted.erSkjermet { return -1 }
    if let p = kommune[sted.kommune] { return p }
    // A number that is not valid on D, or that no year has: told by its digits.
    let p = Int32(kommuner.count)
    let kode = Kommuner.oppslag(sted.kommune, per: dato)?.nummer.tekst ?? sted.kommune
    kommuner.append(Maalkategori(kode: kode, navn: sted.kommune))
    kommune[sted.kommune] = p
    return p
  }

  func fylkeAvKommune() -> [Int] { kommunefylke + kommuner.dropFirst(gyldigeKommuner).map { _ in -1 } }

  func kategorier(_ kjoennene: [Int32], _ aldrene: [Int32]) -> [[Maalkategori]] {
    func nummerert(_ navn: [String]) -> [Maalkategori] {
      navn.enumerated().map { Maalkategori(kode: String($0 + 1), navn: $1) }
    }
    return Inndeling.allCases.map { i in
      switch i {
      case .totalt: return [Maalkategori(kode: "0", navn: "Alle")]
      case .avslutningsaar: return []
      case .oppfoelgingsfylke:
        return fylker.map { Maalkategori(kode: ($0.nummer < 10 ? "0" : "") + String($0.nummer), navn: $0.navn) }
      case .kommune: return kommuner
      case .kategori: return nummerert(Leser.kategorinavn(lovverk))
      case .kjoenn:
        // SSB: 1 men, 2 women; the register's table has women first.
        let v = [Maalkategori(kode: "2", navn: Kjoenn.kvinne.navn), Maalkategori(kode: "1", navn: Kjoenn.mann.navn)]
        return v + (kjoennene.contains(2) ? [Maalkategori(kode: "9", navn: "Ukjent")] : [])
      case .aldersgruppe:
        let alle = Aldersgruppe.allCases.map { Maalkategori(kode: $0.navn, navn: $0.navn) }
        return aldrene.contains(Int32(Aldersgruppe.ukjent.rawValue)) ? alle : alle.dropLast()
      case .sluttmaal: return nummerert(Sluttmaal.tabellnavn + [Fasttekst.utenSluttmaal])
      }
    }
  }
}
