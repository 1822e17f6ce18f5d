import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular

/// What the rows of a run have in common, made ready once for a D and a
/// dialect: code names as quoted fields, kommuner and fylker as D shows them.
/// Workers share one.
public final class Rapporttabeller: Sendable {
  /// D.
  public let dato: Dato
  /// How the outputs are written.
  public let dialekt: CSVDialect
  let p: Tabeller

  /// Makes the tables ready: some milliseconds, once a run.
  public init(dato: Dato, dialekt: CSVDialect = .excelNb) {
    self.dato = dato
    self.dialekt = dialekt
    p = Tabeller(Tabellpekere(dato: dato, dialekt: dialekt))
  }

  deinit { p.frigi() }
}

/// `Tabellpekere` by its place: what is handed from row to row is one word, where the tables'
/// own pointers would be copied. A worker keeps it beside the reference that keeps them alive.
@dynamicMemberLookup
struct Tabeller: @unchecked Sendable {
  // Sendable: read-only memory, owned by `Rapporttabeller`.
  private let p: UnsafeMutablePointer<Tabellpekere>

  init(_ tabeller: Tabellpekere) {
    p = .allocate(capacity: 1)
    p.initialize(to: tabeller)
  }

  subscript<T>(dynamicMember k: KeyPath<Tabellpekere, T>) -> T { @inline(__always) get { p.pointee[keyPath: k] } }
  @inline(__always) func plass(_ k: Kommunenummer) -> Int? { p.pointee.plass(k) }
  @inline(__always) func bydel(_ b: Bydelsnummer) -> UnsafeRawBufferPointer { p.pointee.bydel(b) }

  /// Gives the memory back; by its owner, once.
  func frigi() {
    p.pointee.frigi()
    p.deallocate()
  }
}

/// The tables of `Rapporttabeller` as plain pointers.
struct Tabellpekere: @unchecked Sendable {
  // Sendable: read-only memory, owned by `Rapporttabeller`.

  // Fields made ready, quoted and with their separator behind.
  let kategori: Segmenter
  /// By raw value; then `tom`/`Uten sluttmål`.
  let sluttmaalRapport: Segmenter
  let sluttmaalListe: Segmenter
  /// `Avslutningsårsak;Avslutningsårsakgruppe;`.
  let aarsakOgGruppe: Segmenter
  /// `Avslutning;Avslutningsårsak;`.
  let avslutningOgAarsak: Segmenter
  /// By raw value; then empty.
  let kjoenn: Segmenter
  let fristtype: Segmenter
  /// The last five columns of the personliste, by the bits of `flaggnummer`.
  let flagg: Segmenter
  let status: Segmenter
  let regel: Segmenter
  /// `Ordning;Nr;Regel;` of the first steps, by rule.
  let loggstart: Segmenter
  /// `Utvidelse;` by months.
  let utvidelseMnd: Segmenter
  let faste: Segmenter
  // Kommuner.
  /// Place of a number among the kommuner, `ingen` when no year has it.
  let plass: UnsafeMutablePointer<UInt16>
  /// The name alone, to put a bydel behind.
  let kommunenavn: Segmenter
  let kommunefelt: Segmenter
  let fylkefelt: Segmenter
  /// By the place of the kommune and the bydel's last two digits: place of its name, `ingen` when
  /// the table has no such number.
  let bydelsplass: UnsafeMutablePointer<UInt16>
  let bydelsnavn: Segmenter
  let navn: Kodenavn

  static let ingen = UInt16.max
  /// Steps of a beregningslogg whose start stands in `loggstart`.
  static let trinnIRekke = 8
  enum Fast: Int, CaseIterable { case ordning, skjermet, regelmotor }

  /// Place in `flagg`.
  static func flaggnummer(_ v: borrowing Vurdering) -> Int {
    (v.medVedtak ? 1 : 0) | (v.medTiltak ? 2 : 0) | (v.fulltidVideregaaende ? 4 : 0)
      | (v.gjennomfoertLivsmestring ? 8 : 0) | (v.gjennomfoertForeldreveiledning ? 16 : 0)
  }

  init(dato: Dato, dialekt: CSVDialect) {
    func felt(_ tekster: String...) -> [UInt8] {
      var w = CSVRowWriter(dialect: dialekt)
      for t in tekster { w.field(trusted: t) }
      return w.out.bytes()
    }
    kategori = Segmenter(Kategori.tabellnavn.map { felt($0) })
    sluttmaalRapport = Segmenter((Sluttmaal.tabellnavn + [""]).map { felt($0) })
    sluttmaalListe = Segmenter((Sluttmaal.tabellnavn + [Fasttekst.utenSluttmaal]).map { felt($0) })
    aarsakOgGruppe = Segmenter(Avslutningsaarsak.allCases.map { felt($0.navn, $0.gruppe.navn) })
    avslutningOgAarsak = Segmenter(
      Avslutningsaarsak.allCases.map {
        felt($0 == .permanentStans ? Fasttekst.stans : Fasttekst.ordinaer, $0.navn)
      })
    kjoenn = Segmenter((Kjoenn.tabellnavn + [""]).map { felt($0) })
    fristtype = Segmenter([Fristtype.oppstart, .gjennomfoering, .gjenoppstart].map { felt($0.navn) })
    flagg = Segmenter(
      (0..<32).map { n in
        Fasttekst.flagg.enumerated().flatMap { i, tekst in
          felt((n >> i & 1 == 1 ? "Med " : "Uten ") + tekst)
        }
      })
    status = Segmenter(Avslutningsstatus.allCases.map { felt($0.navn) })
    // The raw value counts from 1.
    regel = Segmenter([[]] + Fristregel.allCases.map { felt($0.id) })
    let ingenRegel = [[UInt8]](repeating: [], count: Tabellpekere.trinnIRekke)
    loggstart = Segmenter(
      ingenRegel
        + Fristregel.allCases.flatMap { r in
          (1...Tabellpekere.trinnIRekke).map { felt(Kategori.ordning, String($0), r.id) }
        })
    utvidelseMnd = Segmenter(
      (0...60).map { n in
        var w = ByteWriter()
        Beregningsloggtekst.utvidelse(.maaneder(n), til: &w)
        return felt(w.text())
      })
    faste = Segmenter(
      Fast.allCases.map {
        switch $0 {
        case .ordning: felt(Kategori.ordning)
        case .skjermet: felt(Fasttekst.skjermet)
        case .regelmotor: felt(Fasttekst.regelmotor)
        }
      })

    let plass = UnsafeMutablePointer<UInt16>.allocate(capacity: 10_000)
    var navn: [String] = []
    var fylker: [String] = []
    for n in 0..<UInt32(10_000) {
      let k = Kommunenummer(nummer: n)
      guard Kommuner.finnes(k) else {
        plass[Int(n)] = Tabellpekere.ingen
        continue
      }
      let v = Kommuner.visning(k, per: dato)
      plass[Int(n)] = UInt16(navn.count)
      navn.append(v.navn)
      fylker.append(v.fylke?.navn ?? "")
    }
    // Of the hundred numbers that each kommune could have few are any bydel's.
    var bydelsnavn: [String] = []
    var bydelsplass = [UInt16](repeating: Tabellpekere.ingen, count: navn.count * 100)
    for b in Bydelsnummer.alle {
      guard let bydel = b.navn, b.nummer < 1_000_000, plass[Int(b.nummer / 100)] != Tabellpekere.ingen else { continue }
      bydelsplass[Int(plass[Int(b.nummer / 100)]) * 100 + Int(b.nummer % 100)] = UInt16(bydelsnavn.count)
      bydelsnavn.append(bydel)
    }
    self.plass = plass
    kommunenavn = Segmenter(navn)
    kommunefelt = Segmenter(navn.map { felt($0) })
    fylkefelt = Segmenter(fylker.map { felt($0) })
    self.bydelsplass = UnsafeMutablePointer<UInt16>.allocate(capacity: max(1, bydelsplass.count))
    self.bydelsplass.initialize(from: bydelsplass, count: bydelsplass.count)
    self.bydelsnavn = Segmenter(bydelsnavn)
    self.navn = Kodenavn.felles
  }

  /// Gives the memory back; `Kodenavn.felles` stays.
  func frigi() {
    for s in [
      kategori, sluttmaalRapport, sluttmaalListe, aarsakOgGruppe, avslutningOgAarsak, kjoenn, fristtype, flagg,
      status, regel, loggstart, utvidelseMnd, faste, kommunenavn, kommunefelt, fylkefelt, bydelsnavn,
    ] {
      s.frigi()
    }
    plass.deallocate()
    bydelsplass.deallocate()
  }

  @inline(__always)
  func plass(_ k: Kommunenummer) -> Int? {
    guard k.nummer < 10_000 else { return nil }
    let p = plass[Int(k.nummer)]
    return p == Tabellpekere.ingen ? nil : Int(p)
  }

  /// The name of a bydel; none when the table has no such number.
  @inline(__always)
  func bydel(_ b: Bydelsnummer) -> UnsafeRawBufferPointer {
    guard let k = plass(Kommunenummer(nummer: b.nummer / 100)) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    // Past the table for a number that has none.
    return bydelsnavn[Int(bydelsplass[k &* 100 &+ Int(b.nummer % 100)])]
  }
}

/// Words that output files repeat (`formats.md`, Output files).
enum Fasttekst {
  static let skjermet = "Skjermet"
  static let regelmotor = "Regelmotor"
  static let utenSluttmaal = "Uten sluttmål"
  static let ordinaer = "Ordinær avslutning"
  static let stans = "Stans"
  static let flagg = [
    "vedtak", "tiltak", "deltakelse i fulltid videregående opplæring", "gjennomført livsmestring",
    "gjennomført foreldreveiledning",
  ]
}
