import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular

/// Writes the rows of one person after another into the six outputs of
/// `Utfil`, in the order that persons come (by DUF-nummer within a partition;
/// the partitions' bytes are put after one another by the caller).
public struct Personrapport: ~Copyable, Sendable {
  /// D.
  public var dato: Dato { tabeller.dato }
  /// How the outputs are written.
  public var dialekt: CSVDialect { tabeller.dialekt }
  /// Keeps alive what `t` points to.
  private let tabeller: Rapporttabeller
  private let t: Tabeller
  private let skille: UInt8

  private var rapport: CSVRowWriter
  private var rapportIntro: CSVRowWriter
  private var liste: CSVRowWriter
  private var listeIntro: CSVRowWriter
  private var logg: CSVRowWriter
  private var historikk: CSVRowWriter

  /// One bit an output that is asked for, by its raw value: the others cost nothing.
  private let oensket: UInt8

  /// A worker's writer; workers share the tables.
  /// - Parameter utfiler: the outputs to write; the others stay empty.
  public init(_ tabeller: Rapporttabeller, utfiler: [Utfil] = Utfil.allCases) {
    self.tabeller = tabeller
    oensket = utfiler.reduce(0) { $0 | 1 << $1.rawValue }
    t = tabeller.p
    let d = tabeller.dialekt
    skille = d.separator
    rapport = CSVRowWriter(dialect: d)
    rapportIntro = CSVRowWriter(dialect: d)
    liste = CSVRowWriter(dialect: d)
    listeIntro = CSVRowWriter(dialect: d)
    logg = CSVRowWriter(dialect: d)
    historikk = CSVRowWriter(dialect: d)
  }

  /// A writer with tables of its own.
  public init(dato: Dato, dialekt: CSVDialect = .excelNb) {
    self.init(Rapporttabeller(dato: dato, dialekt: dialekt))
  }

  // MARK: What is written

  /// Rows of an output.
  public func rader(_ u: Utfil) -> Int {
    switch u {
    case .avslutningsrapport: rapport.rows
    case .avslutningsrapportIntroduksjonsloven: rapportIntro.rows
    case .personliste: liste.rows
    case .personlisteIntroduksjonsloven: listeIntro.rows
    case .beregningslogg: logg.rows
    case .avslutningshistorikk: historikk.rows
    }
  }

  /// The rows of an output, without its head (`Utfil.hode`).
  public func medBytes<R, E: Error>(_ u: Utfil, _ les: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    switch u {
    case .avslutningsrapport: try rapport.out.withUnsafeBytes(les)
    case .avslutningsrapportIntroduksjonsloven: try rapportIntro.out.withUnsafeBytes(les)
    case .personliste: try liste.out.withUnsafeBytes(les)
    case .personlisteIntroduksjonsloven: try listeIntro.out.withUnsafeBytes(les)
    case .beregningslogg: try logg.out.withUnsafeBytes(les)
    case .avslutningshistorikk: try historikk.out.withUnsafeBytes(les)
    }
  }

  /// A copy of the rows of an output.
  public func bytes(_ u: Utfil) -> [UInt8] { medBytes(u) { [UInt8]($0) } }

  /// Empties every output and its count of rows; the memory stays.
  public mutating func nullstill() {
    rapport.removeAll()
    rapportIntro.removeAll()
    liste.removeAll()
    listeIntro.removeAll()
    logg.removeAll()
    historikk.removeAll()
  }

  // MARK: A person

  @inline(__always)
  private func oensker(_ u: Utfil) -> Bool { oensket & 1 << u.rawValue != 0 }

  /// Writes everything that the outputs have of a person. One without a
  /// kategori stands in none of them (K-07).
  public mutating func leggTil(_ p: borrowing Persongrunnlag, _ v: borrowing Vurdering) {
    leggTil(p.duf, skjermet: p.skjermet, tekst: p.tekst.span.bytes, v)
  }

  /// The same of what is asked of the person: who has one that may still be changed would have to copy all of it.
  /// - Parameters:
  ///   - skjermet: R-02.
  ///   - tekst: what the texts of `v` point into (`Persongrunnlag.tekst`).
  public mutating func leggTil(_ duf: DUFNummer, skjermet: Bool, tekst: RawSpan, _ v: borrowing Vurdering) {
    guard let kategori = v.kategori else { return }
    let duf = dufbytes(duf, etter: skille)
    let gjeldende = v.gjeldendeAvslutning.flatMap { v.historikk.indices.contains($0) ? $0 : nil }
    // P-01.
    let aapen = v.kategoriLukket == nil
    switch v.lovverk {
    case .integreringsloven:
      if let gjeldende, oensker(.avslutningsrapport) {
        rapport.rapportrad(t, duf, kategori, skjermet, v.historikk[gjeldende], v, tekst)
      }
      if aapen, oensker(.personliste) { liste.listerad(t, duf, kategori, skjermet, v, tekst) }
    case .introduksjonsloven:
      if let gjeldende, oensker(.avslutningsrapportIntroduksjonsloven) {
        rapportIntro.rapportrad(t, duf, kategori, skjermet, v.historikk[gjeldende], v, tekst)
      }
      if aapen, oensker(.personlisteIntroduksjonsloven) {
        listeIntro.listerad(t, duf, kategori, skjermet, v, tekst)
      }
    }
    if oensker(.beregningslogg), !v.beregningslogg.isEmpty { logg.loggrader(t, duf, v) }
    if oensker(.avslutningshistorikk), !v.historikk.isEmpty {
      historikk.historikkrader(t, duf, skjermet, v, tekst)
    }
  }
}
