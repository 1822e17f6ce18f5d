import Tabular

/// Reads an output file of a run row by row, in blocks, so that a night of a
/// million persons takes no more memory than a small one. Either dialect: which
/// one it is, the column line tells.
final class Utfilleser {
  private static let blokk = 4 << 20
  private static let maksFelt = 64

  private let fil: FileSegment
  let navn: String
  /// Where in the file the block in memory begins.
  private var fra = 0
  private var lengde: Int
  private var buffer = InputBuffer()
  private var indeks = CSVIndex()
  private var rader: CSVScanner
  let skilletegn: UInt8
  /// The column names.
  let kolonner: [String]
  /// Fields of the row last read.
  private(set) var antallFelt = 0
  private var raddel = UnsafeRawBufferPointer(start: nil, count: 0)

  private init(
    _ fil: consuming FileSegment, _ navn: String, _ kolonner: [String], skilletegn: UInt8, fra: Int, lengde: Int
  ) {
    self.fil = fil
    self.navn = navn
    self.kolonner = kolonner
    self.skilletegn = skilletegn
    self.fra = fra
    self.lengde = lengde
    rader = Utfilleser.skanner(UnsafeRawBufferPointer(start: nil, count: 0), skilletegn)
  }

  /// Opens a file and passes over everything up to its column line.
  /// - Parameters:
  ///   - sti: the file.
  ///   - navn: what messages call it.
  ///   - foerste: name of its first column.
  ///   - blokk: bytes read at a time; less only in tests.
  /// - Throws: `RunError` when it cannot be read or has no such column line.
  static func aapne(
    _ sti: [UInt8], navn: String, foerste: String, blokk: Int = blokk
  ) throws(RunError) -> Utfilleser {
    let hode: (kolonner: [String], skilletegn: UInt8, til: Int)
    var start = InputBuffer()
    do throws(TabularError) {
      let fil = try FileSegment(sti)
      _ = try start.read(fil, offset: 0, length: 1 << 16)
    } catch {
      throw feil(navn, error)
    }
    hode = try lesHode(start.bytes, navn, foerste)
    let fil: FileSegment
    do throws(TabularError) { fil = try FileSegment(sti) } catch { throw feil(navn, error) }
    let l = Utfilleser(
      fil, navn, hode.kolonner, skilletegn: hode.skilletegn, fra: hode.til, lengde: max(4096, blokk))
    try l.les()
    return l
  }

  private static func lesHode(
    _ b: UnsafeRawBufferPointer, _ navn: String, _ foerste: String
  ) throws(RunError) -> (kolonner: [String], skilletegn: UInt8, til: Int) {
    guard let linje = kolonnelinje(b, Array(foerste.utf8)) else {
      throw .inputNotGoodEnough("\(navn): no line of columns that begins with \(foerste)")
    }
    let hode = UnsafeRawBufferPointer(rebasing: b[linje.fra..<linje.til])
    var indeks = CSVIndex()
    indeks.build(hode, delimiter: linje.skilletegn)
    var s = skanner(hode, linje.skilletegn)
    guard case .row(let n) = s.nextRow(indeks), n <= maksFelt else {
      throw .inputNotGoodEnough("\(navn): the line of columns cannot be read")
    }
    let kolonner = (0..<n).map { String(decoding: verdi(s.bytes(s.fields[$0]), s.fields[$0]), as: UTF8.self) }
    return (kolonner, linje.skilletegn, linje.til)
  }

  private static func skanner(_ b: UnsafeRawBufferPointer, _ skilletegn: UInt8) -> CSVScanner {
    CSVScanner(b, delimiter: skilletegn, firstLine: 1, maxFields: maksFelt)
  }

  /// The line that begins with a name and a delimiter: its range with the line end.
  private static func kolonnelinje(
    _ b: UnsafeRawBufferPointer, _ navn: [UInt8]
  ) -> (fra: Int, til: Int, skilletegn: UInt8)? {
    var start = TextEncoding.hasMark(b) ? 3 : 0
    while start < b.count {
      let slutt = b[start...].firstIndex(of: 0x0A) ?? b.count
      let etter = start + navn.count
      if etter < slutt, b[start..<etter].elementsEqual(navn), [0x3B, 0x2C, 0x09].contains(b[etter]) {
        return (start, min(slutt + 1, b.count), b[etter])
      }
      start = slutt + 1
    }
    return nil
  }

  private static func feil(_ navn: String, _ e: TabularError) -> RunError {
    if case .io(let number, _) = e { return .ioFailed("\(navn): \(Posix.reason(number))") }
    return .ioFailed("\(navn): cannot be read")
  }

  /// Reads a block from `fra`.
  private func les() throws(RunError) {
    do throws(TabularError) { _ = try buffer.read(fil, offset: fra, length: lengde) } catch {
      throw Utfilleser.feil(navn, error)
    }
    indeks.build(buffer.bytes, delimiter: skilletegn)
    rader = Utfilleser.skanner(buffer.bytes, skilletegn)
  }

  /// Goes to the next row; false at the end.
  func neste() throws(RunError) -> Bool {
    while true {
      let sist = fra + buffer.bytes.count >= fil.size
      let rad = rader.nextRow(indeks)
      let start = rader.rowStart
      let til = rader.offset
      // A row that the block's end cuts is read again from its start.
      let avkortet = !sist && (rad == .end || til >= buffer.bytes.count)
      if avkortet {
        let brukt = rad == .end ? buffer.bytes.count : start
        if brukt == 0 {
          guard lengde < 1 << 30 else { throw .inputNotGoodEnough("\(navn): a row is too long") }
          lengde *= 2
        }
        fra += brukt
        try les()
        continue
      }
      switch rad {
      case .end: return false
      case .row(let n):
        guard n == kolonner.count else { throw .inputNotGoodEnough("\(navn): a row with \(n) fields, not \(kolonner.count)") }
        antallFelt = n
        raddel = UnsafeRawBufferPointer(rebasing: buffer.bytes[start..<til])
        return true
      case .unclosedQuote, .textAfterQuote: throw .inputNotGoodEnough("\(navn): quoting that no output file has")
      }
    }
  }

  /// The bytes of the row as they stand, with its line end; good until `neste`.
  var rad: UnsafeRawBufferPointer { raddel }

  /// A field's bytes as they stand; good until `neste`.
  func raatt(_ i: Int) -> UnsafeRawBufferPointer {
    i < antallFelt ? rader.bytes(rader.fields[i]) : UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// A field as text.
  func felt(_ i: Int) -> String {
    i < antallFelt ? String(decoding: Utfilleser.verdi(raatt(i), rader.fields[i]), as: UTF8.self) : ""
  }

  /// Place of a column.
  func plass(_ kolonne: String) -> Int? { kolonner.firstIndex(of: kolonne) }

  static func verdi(_ b: UnsafeRawBufferPointer, _ f: CSVField) -> [UInt8] {
    guard f.escaped else { return [UInt8](b) }
    var ut: [UInt8] = []
    var i = 0
    while i < b.count {
      ut.append(b[i])
      i += b[i] == 0x22 ? 2 : 1
    }
    return ut
  }
}
