import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular

/// Writes the rows of one person after another into the lists of `Tilleggsfil`, as
/// `Personrapport` does for the others. R-02 holds by the same writers.
public struct Tilleggsrapport: ~Copyable, Sendable {
  /// A row of fristvarsel.csv with its date: the list is sorted by it in the end.
  public struct Fristrad: Sendable {
    /// The deadline.
    public var dato: Dato
    /// Where its bytes end.
    public var slutt: Int
  }

  private let tabeller: Rapporttabeller
  private let t: Tabeller
  private let motor: Regelmotor
  private let skille: UInt8
  private let oenskerFristvarsel: Bool
  private let oenskerDeltakelse: Bool
  private let oenskerAktivtid: Bool
  /// Last day of a deadline that is warned of.
  private let varselTil: Dato
  private var frist: CSVRowWriter
  private var deltakelse: CSVRowWriter
  private var aktivtid: CSVRowWriter
  /// By row of fristvarsel.csv.
  public private(set) var frister: [Fristrad] = []

  /// - Parameter varselDager: how many days ahead fristvarsel.csv looks.
  public init(_ tabeller: Rapporttabeller, motor: Regelmotor, oensket: Set<Tilleggsfil>, varselDager: Int) {
    self.tabeller = tabeller
    t = tabeller.p
    self.motor = motor
    skille = tabeller.dialekt.separator
    oenskerFristvarsel = oensket.contains(.fristvarsel)
    oenskerDeltakelse = oensket.contains(.deltakelse)
    oenskerAktivtid = oensket.contains(.aktivtid)
    varselTil = tabeller.dato + varselDager
    frist = CSVRowWriter(dialect: tabeller.dialekt)
    deltakelse = CSVRowWriter(dialect: tabeller.dialekt)
    aktivtid = CSVRowWriter(dialect: tabeller.dialekt)
  }

  /// The rows of a list, without its head.
  public func bytes(_ f: Tilleggsfil) -> [UInt8] {
    switch f {
    case .fristvarsel: frist.out.withUnsafeBytes { [UInt8]($0) }
    case .deltakelse: deltakelse.out.withUnsafeBytes { [UInt8]($0) }
    case .aktivtid: aktivtid.out.withUnsafeBytes { [UInt8]($0) }
    }
  }

  /// Rows of a list.
  public func rader(_ f: Tilleggsfil) -> Int {
    switch f {
    case .fristvarsel: frist.rows
    case .deltakelse: deltakelse.rows
    case .aktivtid: aktivtid.rows
    }
  }

  /// Empties every list; the memory stays.
  public mutating func nullstill() {
    frist.removeAll()
    deltakelse.removeAll()
    aktivtid.removeAll()
    frister.removeAll(keepingCapacity: true)
  }

  /// Writes everything that the lists have of a person.
  /// - Parameter rom: as the person's judgement has left it; only looked at (see `Arbeidsrom`).
  public mutating func leggTil(
    _ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ rom: inout Arbeidsrom
  ) {
    guard let kategori = v.kategori else { return }
    if oenskerDeltakelse { maaneder(dufbytes(p.duf, etter: skille), p, v, &rom) }
    // P-01: lists of persons hold those with an open kategori.
    guard v.kategoriLukket == nil else { return }
    let skjermet = p.skjermet
    let varsle = oenskerFristvarsel && skalVarsles(v)
    let a = v.gjeldendeAvslutning.flatMap { v.historikk.indices.contains($0) ? v.historikk[$0] : nil }
    let tid = oenskerAktivtid && a?.aarsak.gruppe == .arbeid ? v.aktivTid.last?.total : nil
    guard varsle || tid != nil else { return }
    let duf = dufbytes(p.duf, etter: skille)
    let tekst = p.tekst.span.bytes
    if varsle { fristrad(duf, kategori, skjermet, v, tekst) }
    if let tid, let a { aktivtidrad(duf, kategori, skjermet, a, tid, v, tekst) }
  }

  /// A deadline from D to the last day warned of, that the person can still do
  /// something about: no avslutning, but for the one to come back by.
  private func skalVarsles(_ v: borrowing Vurdering) -> Bool {
    guard let f = v.vistFrist, f.dato >= tabeller.dato, f.dato <= varselTil else { return false }
    return f.type == .gjenoppstart || v.gjeldendeAvslutning == nil
  }

  private mutating func fristrad(
    _ duf: SIMD16<UInt8>, _ kategori: Kategori, _ skjermet: Bool, _ v: borrowing Vurdering,
    _ tekst: RawSpan
  ) {
    guard let f = v.vistFrist else { return }
    frist.out.append(duf, 15)
    frist.navn(t, skjermet, v, tekst)
    frist.fields(t.kategori[Int(kategori.rawValue)])
    frist.fields(t.fristtype[Int(f.type.rawValue)])
    frist.field(f.dato)
    frist.field(int: f.dato - tabeller.dato)
    frist.fields(t.sluttmaalListe[v.sluttmaal.map { Int($0.rawValue) } ?? Sluttmaal.allCases.count])
    frist.field(trusted: (v.medVedtak ? "Med " : "Uten ") + Fasttekst.flagg[0])
    frist.field(trusted: (v.medTiltak ? "Med " : "Uten ") + Fasttekst.flagg[1])
    frist.kommune(t, skjermet, v.oppfoelgingskommune, v.oppfoelgingsbydel)
    frist.fylke(t, skjermet, v.oppfoelgingskommune)
    frist.endRow()
    frister.append(Fristrad(dato: f.dato, slutt: frist.out.count))
  }

  private mutating func aktivtidrad(
    _ duf: SIMD16<UInt8>, _ kategori: Kategori, _ skjermet: Bool, _ a: Avslutning, _ tid: Int,
    _ v: borrowing Vurdering, _ tekst: RawSpan
  ) {
    aktivtid.out.append(duf, 15)
    aktivtid.navn(t, skjermet, v, tekst)
    aktivtid.fields(t.kategori[Int(kategori.rawValue)])
    aktivtid.field(trusted: a.aarsak.navn)
    aktivtid.field(a.dato)
    aktivtid.field(int: tid)
    aktivtid.field(v.gjenoppstartsfrist)
    aktivtid.kommune(t, skjermet, v.oppfoelgingskommune, v.oppfoelgingsbydel)
    aktivtid.fylke(t, skjermet, v.oppfoelgingskommune)
    aktivtid.endRow()
  }

  private mutating func maaneder(
    _ duf: SIMD16<UInt8>, _ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ rom: inout Arbeidsrom
  ) {
    for m in motor.deltakelse(p, v, rom) {
      deltakelse.out.append(duf, 15)
      // As the input's own `Periode`, in the dialect's manner.
      let start = deltakelse.beginField()
      if deltakelse.dialect.isoDates {
        deltakelse.out.append(int: m.maaned.aar, width: 4)
        deltakelse.out.append(0x2D)
        deltakelse.out.append(int: m.maaned.iAaret, width: 2)
      } else {
        deltakelse.out.append(int: m.maaned.iAaret, width: 2)
        deltakelse.out.append(0x2E)
        deltakelse.out.append(int: m.maaned.aar, width: 4)
      }
      deltakelse.endField(from: start)
      deltakelse.field(hundredths: m.tiltakHundredeler)
      deltakelse.field(millionths: m.gyldig.mikro, minimumDecimals: 0)
      deltakelse.field(millionths: m.ugyldig.mikro, minimumDecimals: 0)
      deltakelse.field(int: m.permisjon)
      deltakelse.field(millionths: m.ferieHoeytid.mikro, minimumDecimals: 0)
      deltakelse.field(millionths: m.manglendeTilbud.mikro, minimumDecimals: 0)
      deltakelse.field(millionths: m.timer.mikro, minimumDecimals: 0)
      deltakelse.kommune(t, p.skjermet, v.oppfoelgingskommune, v.oppfoelgingsbydel)
      deltakelse.fylke(t, p.skjermet, v.oppfoelgingskommune)
      deltakelse.endRow()
    }
  }
}
