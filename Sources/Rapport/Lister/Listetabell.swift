import Kalender
import Tabular

/// What a column of a list holds, for sorting and for the other dialect.
public enum Kolonnetype: Sendable { case duf, tekst, dato, tall }

extension Utfil {
  /// What the columns hold, by place.
  public var kolonnetyper: [Kolonnetype] {
    kolonner.map { k in
      switch k {
      case "DUF-nummer": .duf
      case "Fødselsdato", "Kategori fra", "Frist dato", "Avslutningsdato", "Registrert dato",
        "Frist for gjennomføring", "Ny frist", "Gjenoppstartsfrist":
        .dato
      case "Alder", "Nr", "Dager igjen", "Aktiv tid i program": .tall
      default: .tekst
      }
    }
  }
}

/// The file that was given is not the list that it should be.
public struct Listefeil: Error, Equatable {
  /// In English, without anything that the file holds.
  public let grunn: String
}

/// A list as its output file has it, read row by row as bytes. Filters, sorting and
/// distributions answer from what the file *shows*, so that a hidden value can
/// neither be found nor counted: it is not here.
public struct Listetabell: Sendable {
  /// The list that it is.
  public let utfil: Utfil
  /// How its bytes are written.
  public let dialekt: CSVDialect
  let bytes: [UInt8]
  /// Each row without its line end.
  let rader: [Range<Int>]

  /// Number of rows.
  public var antall: Int { rader.count }

  /// Rows as `Personrapport` has written them, without a head.
  public init(_ utfil: Utfil, dialekt: CSVDialect, kropp: [UInt8]) {
    self.utfil = utfil
    self.dialekt = dialekt
    bytes = kropp
    rader = Listetabell.linjer(kropp, fra: 0)
  }

  /// A whole output file; the dialect is told from its column names.
  public init(_ utfil: Utfil, fil: [UInt8]) throws(Listefeil) {
    self.utfil = utfil
    bytes = fil
    let start = fil.starts(with: CSVDialect.mark) ? CSVDialect.mark.count : 0
    let linjer = Listetabell.linjer(fil, fra: start)
    let nr = utfil.linjerFoerKolonner
    guard linjer.count > nr else { throw Listefeil(grunn: "has no line of column names") }
    let hode = Array(fil[linjer[nr]])
    guard let d = CSVDialect.all.first(where: { Listetabell.kolonnelinje(utfil, $0) == hode }) else {
      throw Listefeil(grunn: "has other columns than \(utfil.filnavn) of this version")
    }
    dialekt = d
    rader = Array(linjer[(nr + 1)...])
  }

  private static func kolonnelinje(_ u: Utfil, _ d: CSVDialect) -> [UInt8] {
    var w = CSVRowWriter(dialect: d)
    for k in u.kolonner { w.field(trusted: k) }
    w.endRow()
    return Array(w.out.bytes().dropLast(2))
  }

  /// The rows from a place; a line break inside quotes ends none.
  private static func linjer(_ b: [UInt8], fra: Int) -> [Range<Int>] {
    var ut: [Range<Int>] = []
    b.withUnsafeBufferPointer { p in
      var start = fra
      var i = fra
      var sitert = false
      while i < p.count {
        let c = p[i]
        if c == 0x22 { sitert.toggle() }
        if c == 0x0A, !sitert {
          let slutt = i > start && p[i - 1] == 0x0D ? i - 1 : i
          if slutt > start { ut.append(start..<slutt) }
          start = i + 1
        }
        i += 1
      }
      if start < p.count { ut.append(start..<p.count) }
    }
    return ut
  }

  /// A field's bytes as written, quotes and all.
  func raatt(_ rad: Int, _ kolonne: Int) -> Range<Int> {
    let r = rader[rad]
    return bytes.withUnsafeBufferPointer { p in
      var start = r.lowerBound
      var nr = 0
      var sitert = false
      var i = r.lowerBound
      while i < r.upperBound {
        let c = p[i]
        if c == 0x22 {
          sitert.toggle()
        } else if c == dialekt.separator, !sitert {
          if nr == kolonne { return start..<i }
          nr += 1
          start = i + 1
        }
        i += 1
      }
      return nr == kolonne ? start..<r.upperBound : r.upperBound..<r.upperBound
    }
  }

  /// A field's value.
  func verdi(_ rad: Int, _ kolonne: Int) -> ArraySlice<UInt8> { Listetabell.avsitert(bytes[raatt(rad, kolonne)]) }

  private static func avsitert(_ b: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard b.first == 0x22, b.count >= 2 else { return b }
    var ut: [UInt8] = []
    var forrige = false
    for c in b.dropFirst().dropLast() {
      if c == 0x22, !forrige {
        forrige = true
        continue
      }
      forrige = false
      ut.append(c)
    }
    return ut[...]
  }

  /// A field as text.
  public func tekst(_ rad: Int, _ kolonne: Int) -> String { String(decoding: verdi(rad, kolonne), as: UTF8.self) }

  /// A field that holds a date.
  func dato(_ rad: Int, _ kolonne: Int) -> Dato? { Array(verdi(rad, kolonne)).withUnsafeBytes { Dato(ascii: $0) } }

  /// A DUF-nummer's twelve digits as a number.
  public func duf(_ rad: Int) -> UInt64 {
    bytes[raatt(rad, 0)].reduce(0) { $1 >= 0x30 && $1 <= 0x39 ? $0 * 10 + UInt64($1 - 0x30) : $0 }
  }

  /// Writes a row in a dialect; in the file's own, its very bytes.
  func skriv(_ rad: Int, _ w: inout CSVRowWriter) {
    if w.dialect == dialekt {
      bytes[rader[rad]].withUnsafeBytes { w.field(plain: $0) }
      return w.endRow()
    }
    for (k, type) in utfil.kolonnetyper.enumerated() {
      if type == .dato, let d = dato(rad, k) {
        w.field(d)
      } else {
        verdi(rad, k).withUnsafeBytes { w.field(trusted: $0) }
      }
    }
    w.endRow()
  }
}
