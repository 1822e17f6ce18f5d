import Domene
import Kalender
import Kodeverk
import Regelverk

/// What the night's page counts of persons beside måloppnåelse. Every worker has
/// its own; `flett` adds them up, in any order to the same sum. Only sums leave
/// it: nothing on the page is about one person.
public struct Sidetall: Sendable {
  /// How many days ahead a frist is counted, each window ending on its day.
  public static let vinduer = [30, 60, 90]
  static let fristtyper: [Fristtype] = [.oppstart, .gjennomfoering, .gjenoppstart]
  /// Longer stays count as this many days: only the last class holds them.
  static let lengsteDager = 5000
  private static let kommuner = 10_000

  /// D.
  public let dato: Dato
  /// Persons who have, or have had, a kategori.
  public private(set) var personer = 0
  /// Persons with an open kategori.
  public private(set) var iKategori = 0
  /// Of these: started, and no avslutning in force.
  public private(set) var iProgram = 0
  /// Of these: not started, and no avslutning in force.
  public private(set) var venter = 0
  /// Persons with an avslutning in force.
  public private(set) var avsluttet = 0
  /// Avslutninger in force without a registered årsak.
  public private(set) var utenAarsak = 0
  /// By fristtype and window.
  private var frister = [Int](repeating: 0, count: 9)
  /// By kommunenummer as registered and window; not persons of R-02.
  private var fristerIKommune = [UInt32](repeating: 0, count: kommuner * 3)
  /// By kommunenummer as registered; not persons of R-02.
  private var utenAarsakIKommune = [UInt32](repeating: 0, count: kommuner)
  private var tidIProgram = [UInt32](repeating: 0, count: lengsteDager + 1)
  private var tidVedAvslutning = [UInt32](repeating: 0, count: lengsteDager + 1)

  /// An empty tally of a D.
  public init(dato: Dato) { self.dato = dato }

  /// The window that a frist runs out in; nil: none. A frist that ends on D counts.
  private func vindu(_ frist: Dato) -> Int? {
    let dager = frist - dato
    return dager < 0 ? nil : Sidetall.vinduer.firstIndex { dager <= $0 }
  }

  /// Counts a person.
  /// - Parameter skjermet: R-02.
  public mutating func tell(skjermet: Bool, _ v: borrowing Vurdering) {
    guard v.kategori != nil else { return }
    personer += 1
    let avslutning = v.gjeldendeAvslutning.flatMap { v.historikk.indices.contains($0) ? v.historikk[$0] : nil }
    if v.kategoriLukket == nil {
      iKategori += 1
      if avslutning == nil {
        if let start = v.start, start <= dato {
          iProgram += 1
          tidIProgram[min(max(0, dato - start), Sidetall.lengsteDager)] += 1
        } else {
          venter += 1
        }
      }
      // As in fristvarsel: who is ended needs no more following up, but for a new start.
      if let frist = v.vistFrist, avslutning == nil || frist.type == .gjenoppstart, let i = vindu(frist.dato) {
        frister[Int(frist.type.rawValue) * 3 + i] += 1
        if !skjermet, let k = v.oppfoelgingskommune, k.nummer < Sidetall.kommuner {
          fristerIKommune[Int(k.nummer) * 3 + i] += 1
        }
      }
    }
    guard let a = avslutning else { return }
    avsluttet += 1
    if let tid = v.aktivTid.last { tidVedAvslutning[min(max(0, tid.total), Sidetall.lengsteDager)] += 1 }
    if a.aarsak == .ikkeRegistrert {
      utenAarsak += 1
      if !skjermet, let k = v.rapportkommune, k.nummer < Sidetall.kommuner { utenAarsakIKommune[Int(k.nummer)] += 1 }
    }
  }

  /// Adds another tally of the same D.
  public mutating func flett(_ b: Sidetall) {
    personer += b.personer
    iKategori += b.iKategori
    iProgram += b.iProgram
    venter += b.venter
    avsluttet += b.avsluttet
    utenAarsak += b.utenAarsak
    for i in frister.indices { frister[i] += b.frister[i] }
    for i in fristerIKommune.indices { fristerIKommune[i] += b.fristerIKommune[i] }
    for i in utenAarsakIKommune.indices { utenAarsakIKommune[i] += b.utenAarsakIKommune[i] }
    for i in tidIProgram.indices {
      tidIProgram[i] += b.tidIProgram[i]
      tidVedAvslutning[i] += b.tidVedAvslutning[i]
    }
  }

  // MARK: What came of it

  /// Frister of a type by window, the whole country.
  func frister(_ t: Fristtype) -> [Int] { (0..<3).map { frister[Int(t.rawValue) * 3 + $0] } }

  /// Frister by window, the whole country.
  var alleFrister: [Int] { (0..<3).map { i in (0..<3).reduce(0) { $0 + frister[$1 * 3 + i] } } }

  /// A kommune as D shows it with its counts; those with nothing but zeros are left out.
  struct Kommunetall: Equatable {
    var navn: String
    var antall: [Int]
  }

  /// Frister by window per kommune, by name.
  func fristerPerKommune() -> [Kommunetall] { perKommune(fristerIKommune, bredde: 3) }

  /// Avslutninger without a registered årsak per kommune, by name.
  func utenAarsakPerKommune() -> [Kommunetall] { perKommune(utenAarsakIKommune, bredde: 1) }

  private func perKommune(_ tall: [UInt32], bredde: Int) -> [Kommunetall] {
    var samlet: [Kommunenummer: Kommunetall] = [:]
    for n in 0..<Sidetall.kommuner {
      let t = tall[n * bredde..<(n + 1) * bredde]
      guard t.contains(where: { $0 > 0 }) else { continue }
      let v = Kommuner.visning(Kommunenummer(nummer: UInt32(n)), per: dato)
      var k = samlet[v.nummer] ?? Kommunetall(navn: v.navn, antall: t.map { _ in 0 })
      for (i, antall) in t.enumerated() { k.antall[i] += Int(antall) }
      samlet[v.nummer] = k
    }
    return samlet.sorted { ($0.value.navn, $0.key) < ($1.value.navn, $1.key) }.map(\.value)
  }

  /// Classes of time that the page shows.
  static let tidsklasser = ["under 6 mnd", "6–12 mnd", "12–18 mnd", "18–24 mnd", "24–36 mnd", "36 mnd og mer"]
  /// First day of every class but the first, in days of a mean year.
  private static let tidsgrenser = [183, 366, 548, 731, 1096]

  /// How many fall into each of `tidsklasser`, and the median in days (nil: nobody).
  struct Tidsfordeling: Equatable {
    var antall: [Int]
    var median: Int?
  }

  /// Days since S, of those in programme on D.
  var tidHittil: Tidsfordeling { Sidetall.fordeling(tidIProgram) }
  /// Aktiv tid i program (F-09), of those whose avslutning is in force.
  var aktivTid: Tidsfordeling { Sidetall.fordeling(tidVedAvslutning) }

  private static func fordeling(_ dager: [UInt32]) -> Tidsfordeling {
    var antall = [Int](repeating: 0, count: tidsklasser.count)
    for (d, n) in dager.enumerated() where n > 0 { antall[tidsgrenser.count { $0 <= d }] += Int(n) }
    let alle = antall.reduce(0, +)
    var foer = 0
    let median =
      alle == 0
      ? nil
      : dager.firstIndex { n in
        foer += Int(n)
        return foer * 2 >= alle
      }
    return Tidsfordeling(antall: antall, median: median)
  }
}
