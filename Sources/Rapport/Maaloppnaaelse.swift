import Domene
import Kalender
import Kodeverk
import Regelverk

/// The ways that måloppnåelse is split (`formats.md`), in the order of the file.
public enum Inndeling: Int, CaseIterable, Sendable {
  case totalt, avslutningsaar, oppfoelgingsfylke, kommune, kategori, kjoenn, aldersgruppe, sluttmaal

  /// As the column `Inndeling` reads.
  public var navn: String {
    switch self {
    case .totalt: "Totalt"
    case .avslutningsaar: "Avslutningsår"
    case .oppfoelgingsfylke: "Oppfølgingsfylke"
    case .kommune: "Oppf.kommune"
    case .kategori: "Kategori"
    case .kjoenn: "Kjønn"
    case .aldersgruppe: "Aldersgruppe"
    case .sluttmaal: "Sluttmål"
    }
  }
}

/// `Aldersgruppe`, by the age on the avslutningsdato.
public enum Aldersgruppe: Int, CaseIterable, Sendable {
  case fra18, fra25, fra35, fra45, fra56, ukjent

  /// Younger than 18 is no group of the report: `Ukjent`, like no birth date.
  public init(alder: Int?) {
    let a = alder ?? 0
    let gruppe = (a >= 25 ? 1 : 0) + (a >= 35 ? 1 : 0) + (a >= 45 ? 1 : 0) + (a >= 56 ? 1 : 0)
    self = a < 18 ? .ukjent : Aldersgruppe(rawValue: gruppe) ?? .ukjent
  }

  /// As the column `Verdi` reads.
  public var navn: String { ["18-24", "25-34", "35-44", "45-55", "56+", "Ukjent"][rawValue] }
}

/// A value of an inndeling with its counts.
public struct Maalverdi: Sendable, Hashable {
  /// As the column `Verdi` reads.
  public var navn: String
  /// Its counts by group.
  public var fordeling: Fordeling
}

/// What the places of a tally stand for on a D; shared between workers.
final class Maalplan: Sendable {
  /// Years that have a place of their own; `Avslutningsår` never leaves them.
  static let foersteAar = 1900
  static let antallAar = 300

  let fylker: [Fylke]
  let kommuner: [(nummer: Kommunenummer, navn: String, fylke: Fylke)]
  /// By kommunenummer as registered: place of the kommune shown, or -1.
  let kommuneplass: [Int16]
  /// By place of a kommune.
  let fylkeplass: [Int16]
  /// First place of every inndeling in a law's counts, and the end.
  let fra: [Int]
  /// Places of a law.
  let plasser: Int
  /// Behind those that are a code.
  let ukjentKjoenn = Kjoenn.allCases.count
  let utenSluttmaal = Sluttmaal.allCases.count

  init(dato: Dato) {
    fylker = Kommuner.fylker(per: dato)
    kommuner = Kommuner.gyldige(per: dato)
    var plassAv: [UInt32: Int16] = [:]
    for (i, k) in kommuner.enumerated() { plassAv[k.nummer.nummer] = Int16(i) }
    kommuneplass = (0..<UInt32(10_000)).map { n in
      let k = Kommunenummer(nummer: n)
      return Kommuner.finnes(k) ? plassAv[Kommuner.visning(k, per: dato).nummer.nummer] ?? -1 : -1
    }
    let f = fylker
    fylkeplass = kommuner.map { k in Int16(f.firstIndex(of: k.fylke) ?? -1) }
    var n = 0
    fra =
      Inndeling.allCases.map { i in
        defer { n += Maalplan.antall(i, fylker: f.count, kommuner: plassAv.count) }
        return n
      } + [Maalplan.sum(fylker: f.count, kommuner: plassAv.count)]
    plasser = n
  }

  private static func antall(_ i: Inndeling, fylker: Int, kommuner: Int) -> Int {
    switch i {
    case .totalt: 1
    case .avslutningsaar: antallAar
    case .oppfoelgingsfylke: fylker
    case .kommune: kommuner
    case .kategori: Kategori.allCases.count
    case .kjoenn: Kjoenn.allCases.count + 1
    case .aldersgruppe: Aldersgruppe.allCases.count
    case .sluttmaal: Sluttmaal.allCases.count + 1
    }
  }

  private static func sum(fylker: Int, kommuner: Int) -> Int {
    Inndeling.allCases.reduce(0) { $0 + antall($1, fylker: fylker, kommuner: kommuner) }
  }
}

/// Counts of avslutninger in force by inndeling, value and group. Every
/// worker has its own; `flett` adds them up, in any order to the same sum.
public struct Maaloppnaaelse: Sendable {
  /// D: what kommuner and fylker there are.
  public let dato: Dato
  let plan: Maalplan
  /// By law, place and group.
  private var tall: [Int]
  /// Kommuner that are not valid on D, by law: they have no fylke.
  private var andre: [Lovverk: [Kommunenummer: Fordeling]] = [:]

  static var grupper: Int { Int(Avslutningsaarsakgruppe.inngaarIkke.rawValue) + 1 }

  /// An empty tally.
  public init(dato: Dato) {
    self.dato = dato
    plan = Maalplan(dato: dato)
    tall = Array(repeating: 0, count: Lovverk.allCases.count * plan.plasser * Maaloppnaaelse.grupper)
  }

  /// An empty tally of the same D, for another worker.
  public func tom() -> Maaloppnaaelse {
    var ny = self
    ny.tall = Array(repeating: 0, count: tall.count)
    ny.andre = [:]
    return ny
  }

  @inline(__always)
  private func plass(_ l: Lovverk, _ i: Inndeling, _ verdi: Int) -> Int {
    (Int(l.rawValue) * plan.plasser + plan.fra[i.rawValue] + verdi) * Maaloppnaaelse.grupper
  }

  /// Counts a person whose avslutning is in force: once in every inndeling that
  /// has a value for it. A person of R-02 is in no fylke and no kommune.
  public mutating func tell(skjermet: Bool, _ v: borrowing Vurdering) {
    guard let kategori = v.kategori, let nr = v.gjeldendeAvslutning, v.historikk.indices.contains(nr) else { return }
    let a = v.historikk[nr]
    let l = v.lovverk
    let g = Int(a.aarsak.gruppe.rawValue)
    let aar = min(max(a.dato.aar - Maalplan.foersteAar, 0), Maalplan.antallAar - 1)
    let alder = Aldersgruppe(alder: v.foedselsdato?.alder(per: a.dato))
    let kommune = skjermet ? nil : v.rapportkommune.flatMap { tellAndre($0, l, g) }
    let plan = self.plan
    let foran = Int(l.rawValue) &* plan.plasser
    // Once for all of them: an array asks whether it is shared.
    tall.withUnsafeMutableBufferPointer { t in
      func tell(_ i: Inndeling, _ verdi: Int) {
        let plass = (foran &+ plan.fra[i.rawValue] &+ verdi) &* Maaloppnaaelse.grupper &+ g
        if plass >= 0, plass < t.count { t[plass] &+= 1 }
      }
      tell(.totalt, 0)
      tell(.avslutningsaar, aar)
      if let kommune {
        tell(.kommune, kommune)
        let f = plan.fylkeplass[kommune]
        if f >= 0 { tell(.oppfoelgingsfylke, Int(f)) }
      }
      tell(.kategori, Int(kategori.rawValue))
      tell(.kjoenn, v.kjoenn.map { Int($0.rawValue) } ?? plan.ukjentKjoenn)
      tell(.aldersgruppe, alder.rawValue)
      tell(.sluttmaal, v.sluttmaal.map { Int($0.rawValue) } ?? plan.utenSluttmaal)
    }
  }

  /// The place of a kommune that is valid on D; one that is not is counted here.
  @inline(__always)
  private mutating func tellAndre(_ k: Kommunenummer, _ l: Lovverk, _ g: Int) -> Int? {
    let nr = k.nummer < 10_000 ? plan.kommuneplass[Int(k.nummer)] : -1
    if nr >= 0 { return Int(nr) }
    andre[l, default: [:]][Kommuner.visning(k, per: dato).nummer, default: Fordeling()].antall[g] += 1
    return nil
  }

  /// Adds another tally of the same D.
  public mutating func flett(_ annen: Maaloppnaaelse) {
    for i in tall.indices where i < annen.tall.count { tall[i] += annen.tall[i] }
    for (l, kommuner) in annen.andre {
      for (k, f) in kommuner {
        for g in f.antall.indices { andre[l, default: [:]][k, default: Fordeling()].antall[g] += f.antall[g] }
      }
    }
  }

  /// Everybody of a law: the Fordeling line of its avslutningsrapport.
  public func totalt(_ l: Lovverk) -> Fordeling { fordeling(l, .totalt, 0) }

  private func fordeling(_ l: Lovverk, _ i: Inndeling, _ verdi: Int) -> Fordeling {
    let fra = plass(l, i, verdi)
    return Fordeling(antall: Array(tall[fra..<(fra + Maaloppnaaelse.grupper)]))
  }

  /// The values of an inndeling with their counts, zeros too, in the order of
  /// the file (`formats.md`).
  public func verdier(_ l: Lovverk, _ i: Inndeling) -> [Maalverdi] {
    func alle(_ navn: [String]) -> [Maalverdi] {
      navn.enumerated().map { Maalverdi(navn: $1, fordeling: fordeling(l, i, $0)) }
    }
    func forekommer(_ v: Maalverdi) -> Bool { v.fordeling.antall.contains { $0 > 0 } }
    switch i {
    case .totalt: return alle(["Alle"])
    case .avslutningsaar:
      return alle((0..<Maalplan.antallAar).map { String(Maalplan.foersteAar + $0) }).filter(forekommer)
    case .oppfoelgingsfylke: return alle(plan.fylker.map(\.navn))
    case .kommune:
      return alle(plan.kommuner.map(\.navn))
        + (andre[l] ?? [:]).sorted { $0.key < $1.key }.map {
          Maalverdi(navn: Kommuner.visning($0.key, per: dato).navn, fordeling: $0.value)
        }
    case .kategori:
      return zip(Kategori.allCases, alle(Kategori.tabellnavn)).filter { $0.0.lovverk == l }.map(\.1)
    case .kjoenn:
      let v = alle(Kjoenn.tabellnavn + ["Ukjent"])
      return v.dropLast() + v.suffix(1).filter(forekommer)
    case .aldersgruppe:
      let v = alle(Aldersgruppe.allCases.map(\.navn))
      return v.dropLast() + v.suffix(1).filter(forekommer)
    case .sluttmaal: return alle(Sluttmaal.tabellnavn + [Fasttekst.utenSluttmaal])
    }
  }
}
