import Domene
import Innlesing
import Kalender
import Kodeverk
import Regelverk
import Tabular

extension Avvikskode {
  /// Place of the code among all codes in the order of their bytes: what
  /// `avvik.csv` sorts by.
  public var tekstrang: Int { Avvikskode.rang[nummer] }
  private static let rang: [Int] = {
    let ordnet = allCases.sorted { Array($0.rawValue.utf8).lexicographicallyPrecedes(Array($1.rawValue.utf8)) }
    var ut = [Int](repeating: 0, count: allCases.count)
    for (i, k) in ordnet.enumerated() { ut[k.nummer] = i }
    return ut
  }()
}

extension Avvik {
  /// Alvorlighet as the file has it.
  public var vistAlvorlighet: Alvorlighet { somAdvarsel ? .advarsel : kode.alvorlighet }
}

/// What `avvik.csv` sorts by (`formats.md`): Fil (bytes), Linje, Kolonne's place
/// (none first, unknown columns last), Kode; avvik without a row last, by
/// DUF-nummer and Kode. Equal keys keep the order that they were found in: sort
/// with a stable sort.
public struct Avviksnoekkel: Comparable, Sendable {
  /// Rank of the file's path by its bytes; `UInt32.max` without a row.
  public let filrang: UInt32
  /// Physical line; 0 for what concerns the whole file.
  public let linje: UInt32
  /// Place of the column in the table of types; 0 none, greatest unknown.
  public let kolonne: UInt16
  /// `Avvikskode.tekstrang`.
  public let koderang: UInt8
  /// Only where there is no row.
  public let duf: UInt64

  /// - Parameter filrang: rank of the file's path among the paths of the drop in
  ///   the order of their bytes; not looked at when the avvik has no row.
  public init(_ a: Avvik, filrang: UInt32) {
    koderang = UInt8(truncatingIfNeeded: a.kode.tekstrang)
    if let k = a.kilde {
      self.filrang = filrang
      linje = k.linje
      kolonne = a.kolonne
      duf = 0
    } else {
      self.filrang = .max
      linje = 0
      kolonne = 0
      duf = a.duf
    }
  }

  /// The file's order.
  public static func < (a: Self, b: Self) -> Bool {
    if a.filrang != b.filrang { return a.filrang < b.filrang }
    if a.linje != b.linje { return a.linje < b.linje }
    if a.kolonne != b.kolonne { return a.kolonne < b.kolonne }
    if a.duf != b.duf { return a.duf < b.duf }
    return a.koderang < b.koderang
  }
}

/// Writes the rows of `avvik.csv`; the caller has sorted them by `Avviksnoekkel`.
public struct AvvikWriter: ~Copyable, Sendable {
  /// Name of the output file.
  public static let filnavn = "avvik.csv"
  /// Its columns (`formats.md`).
  public static let kolonner = [
    "Alvorlighet", "Kode", "Fil", "Linje", "Kolonne", "Verdi", "DUF-nummer", "Melding",
  ]
  /// A value longer than this, in bytes, is cut: a quote that never closes may
  /// have swallowed a file.
  static let lengsteVerdi = 1000

  private var w: CSVRowWriter
  private let hoder: Segmenter
  private let navn = Kodenavn.felles
  /// Rows by the places of `Avvikshoder`.
  private var antallEtterHode: [Int] = Array(repeating: 0, count: Avvikshoder.antall)

  /// Nothing written yet; `hode` is not part of it.
  public init(dialekt: CSVDialect = .excelNb) {
    w = CSVRowWriter(dialect: dialekt)
    hoder = Avvikshoder.felles[dialekt] ?? Avvikshoder.lag(dialekt)
  }

  /// Byte order mark and column names.
  public static func hode(dialekt: CSVDialect) -> [UInt8] {
    var w = CSVRowWriter(dialect: dialekt)
    w.beginFile()
    for k in kolonner { w.field(trusted: k) }
    w.endRow()
    return w.out.bytes()
  }

  /// Rows written.
  public var rader: Int { w.rows }
  /// What is written since the last `nullstill`.
  public func medBytes<R, E: Error>(_ les: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try w.out.withUnsafeBytes(les)
  }
  /// A copy of what `medBytes` shows.
  public func bytes() -> [UInt8] { w.out.bytes() }
  /// Rows of a code.
  public func antall(_ k: Avvikskode) -> Int {
    antallEtterHode[Avvikshoder.plass(k, somAdvarsel: false)] + antallEtterHode[Avvikshoder.plass(k, somAdvarsel: true)]
  }
  /// Rows of an alvorlighet.
  public func antall(_ a: Alvorlighet) -> Int {
    Avvikskode.allCases.reduce(0) { sum, k in
      sum + (k.alvorlighet == a ? antallEtterHode[Avvikshoder.plass(k, somAdvarsel: false)] : 0)
        + (a == .advarsel ? antallEtterHode[Avvikshoder.plass(k, somAdvarsel: true)] : 0)
    }
  }
  /// Rows by code, in the catalogue's order (for the manifest).
  public var antall: [Int] { Avvikskode.allCases.map { antall($0) } }

  /// Empties the bytes, so that they can be written out in pieces; the counts go on.
  public mutating func toemBytes() { w.out.removeAll() }
  /// Gives the bytes away for others, whose memory is written into from here on.
  public mutating func byttBytes(_ bytes: inout ByteWriter) { swap(&w.out, &bytes) }

  /// A text that comes from input as a field made ready.
  public static func felt(_ tekst: [UInt8], dialekt: CSVDialect) -> [UInt8] {
    var w = CSVRowWriter(dialect: dialekt)
    tekst.withUnsafeBytes { w.field(input: $0) }
    return w.out.bytes()
  }

  /// Writes a row.
  /// - Parameters:
  ///   - t: path of the file, name of the column, value and tillegg, as bytes;
  ///     empty where there is none.
  ///   - filfelt: the path as `felt` made it ready; nil: from `t`.
  ///   - kolonnefelt: the column's name likewise.
  public mutating func skriv(
    _ a: Avvik, _ t: Melding.Tekster = Melding.Tekster(), filfelt: UnsafeRawBufferPointer? = nil,
    kolonnefelt: UnsafeRawBufferPointer? = nil
  ) {
    let hode = Avvikshoder.plass(a.kode, somAdvarsel: a.somAdvarsel)
    antallEtterHode[hode] += 1
    w.fields(hoder, hode)
    if let k = a.kilde {
      if let filfelt { w.fields(filfelt) } else { w.field(input: t.fil) }
      if k.linje > 0 { w.field(int: Int(k.linje)) } else { w.emptyField() }
    } else {
      w.emptyField()
      w.emptyField()
    }
    if let kolonnefelt { w.fields(kolonnefelt) } else { w.field(input: t.kolonne) }
    verdi(a, t)
    if a.duf != 0 {
      w.out.append(dufbytes(DUFNummer(verdi: a.duf), etter: w.dialect.separator), 15)
    } else {
      w.emptyField()
    }
    let start = w.beginField()
    if Melding.lesing(a, t, &w.out) {
      w.endField(from: start)
    } else {
      // Of a rule's finding: names of code tables, numbers and dates between our words.
      Melding.regel(a, &w.out)
      w.endField(ownWordsFrom: start)
    }
    w.endRow()
  }

  /// `Verdi`: what stood in the field; of a rule's finding the number or date
  /// that its column holds.
  private mutating func verdi(_ a: Avvik, _ t: Melding.Tekster) {
    if t.verdi.count > 0 {
      let start = w.beginField()
      w.out.kuttet(t.verdi, AvvikWriter.lengsteVerdi)
      w.endField(from: start, input: true)
      return
    }
    switch a.kode {
    case .utvidelseOverMaks, .utvidelseUvanlig:
      if let n = a.tall1 { w.field(int: n) } else { w.emptyField() }
    case .fravaerOverVirkedager:
      if let n = a.tall2 { w.field(millionths: Int64(n), minimumDecimals: 0) } else { w.emptyField() }
    case .avslutningUkjentAarsak: w.field(trusted: navn.aarsak[a.tall2 ?? -1])
    case .sluttmaalMotUtdanning, .sluttmaalMotAlder, .sluttmaalMotAnbefalt:
      w.field(trusted: navn.sluttmaal[a.tall2 ?? -1])
    case .tiltakKunKapittel6A: w.field(trusted: navn.tiltakstype[a.tall2 ?? -1])
    case .tiltaksgruppeFeil: w.field(trusted: navn.tiltaksgruppe[a.tall1 ?? -1])
    case .manglendeTilbud: w.field(trusted: navn.fravaerstype[a.tall2 ?? -1])
    case .permisjonUtenPeriode, .gjennomfoeringSent, .gjenaapnetUtenVedtak, .gjenaapningKun6A, .gjenaapningKunArbeid,
      .gjenaapningUtenResttid:
      w.field(a.dato2)
    case .oppstartEtterFrist, .vedtakFoerKapittel6A, .permisjonOverlapp, .gjenoppstartEtterFrist,
      .avslutningUtenVedtakOgSluttmaal, .avslutningFoerStart, .avslutningEtterFrist, .avslutningEtterAvslutning,
      .vedtakEtterAvslutning,
      .tiltakEtterAvslutning, .tiltakskodeUgyldigDato, .overgangstilbudAlder:
      w.field(a.dato1)
    default: w.emptyField()
    }
  }
}

/// `Alvorlighet;Kode;` of every code, made ready. One for the life of the process.
private enum Avvikshoder {
  static let felles: [CSVDialect: Segmenter] = Dictionary(
    uniqueKeysWithValues: CSVDialect.all.map { ($0, lag($0)) })

  static func lag(_ dialekt: CSVDialect) -> Segmenter {
    Segmenter(
      Avvikskode.allCases.flatMap { k in
        [k.alvorlighet, .advarsel].map { a in
          var w = CSVRowWriter(dialect: dialekt)
          w.field(trusted: a.navn)
          w.field(trusted: k.rawValue)
          return w.out.bytes()
        }
      })
  }

  static func plass(_ k: Avvikskode, somAdvarsel: Bool) -> Int { k.nummer * 2 + (somAdvarsel ? 1 : 0) }
  static let antall = 2 * Avvikskode.allCases.count
}
