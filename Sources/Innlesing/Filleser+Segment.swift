import Domene
import Tabular

/// A part of a big plain file that one worker reads by itself.
public struct Segmentbit: Sendable {
  /// First byte that the part is about; a row belongs to the part it starts in.
  public let fra: Int
  /// The first byte of the next part; the file's size in the last.
  public let til: Int
  public init(fra: Int, til: Int) {
    self.fra = fra
    self.til = til
  }
}

/// What one part came to. Parts are read on the guess that a line break before
/// them ends a row; the guess holds when every part starts where the one before
/// it ended.
public struct Segmentresultat: Sendable {
  public var r = Filresultat()
  /// Where the part's first row starts, and where the first row after it does.
  public var start = 0
  public var slutt = 0
  /// Physical lines from `start` to `slutt`.
  public var linjer = 0
  /// The file as it was when the part was read; nil when it could not be.
  public var stempel: FileStamp?
  /// False: the whole file must be read in order (a quote that never closes, bytes
  /// that are no UTF-8, a NUL, an error).
  public var gikkBra = true
  public init() {}
}

extension Filleser {
  private static var hodelengde: Int { 64 << 10 }
  /// What tells the format of NDJSON, which has no header, and mostly holds its longest line.
  private static var linjelengde: Int { 8 << 10 }

  /// Whether a file can be read in parts: plain CSV or NDJSON whose header can be
  /// seen at once.
  public static func kanDeles(_ fil: Innfil, _ grenser: Lesegrenser) -> Bool {
    var buffer = InputBuffer()
    do throws(TabularError) {
      let f = try FileSegment(fil.sti, followLinks: false)
      // What is over the limit is refused where files are read whole.
      guard f.size >= grenser.delFilerFra, f.size <= grenser.maksBytesFil else { return false }
      _ = try buffer.read(f, offset: 0, length: hodelengde)
    } catch { return false }
    let b = buffer.bytes
    let kropp = UnsafeRawBufferPointer(rebasing: b[(TextEncoding.hasMark(b) ? 3 : 0)...])
    switch FileKind.sniff(kropp) {
    case .csv: return !Inflater.isGzip(b) && fil.type != .folkeregister && b.contains(0x0A)
    case .ndjson: return true
    case .json, .empty: return false
    }
  }

  /// Reads one part of a file for which `kanDeles` holds.
  public mutating func les(_ fil: Innfil, _ bit: Segmentbit) -> Segmentresultat {
    var s = Segmentresultat()
    do throws(TabularError) {
      let f = try FileSegment(fil.sti, followLinks: false)
      s.stempel = f.stamp
      try les(fil, bit, f, &s)
    } catch {
      s.gikkBra = false
    }
    return s
  }

  private mutating func les(
    _ fil: Innfil, _ bit: Segmentbit, _ f: borrowing FileSegment, _ s: inout Segmentresultat
  ) throws(TabularError) {
    // The header is read by every part; only the first tells its faults.
    _ = try buffer.read(f, offset: 0, length: Self.linjelengde)
    let merke = TextEncoding.hasMark(buffer.bytes) ? 3 : 0
    var format = FileKind.sniff(UnsafeRawBufferPointer(rebasing: buffer.bytes[merke...]))
    var hode: [UInt8] = []
    if format != .ndjson {
      _ = try buffer.read(f, offset: 0, length: Self.hodelengde)
      hode = Array(buffer.bytes)
      format = FileKind.sniff(UnsafeRawBufferPointer(rebasing: buffer.bytes[merke...]))
    }
    s.r.format = format
    s.r.koding = merke > 0 ? .utf8WithMark : .utf8

    // From the byte before the part, so that a row that starts on its first byte is
    // seen; on to the end of the row that runs over its last.
    let lesFra = bit.fra == 0 ? merke : bit.fra - 1
    var over = format == .ndjson ? Self.linjelengde : Self.hodelengde
    var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    var fullt = false
    while !fullt {
      let vil = bit.til - lesFra + over
      let n = try buffer.read(f, offset: lesFra, length: vil)
      bytes = buffer.bytes
      if n < vil { break }
      // Cut after the last line break, which must lie beyond the part.
      var j = n
      while j > bit.til - lesFra, bytes[j - 1] != 0x0A { j -= 1 }
      if j > bit.til - lesFra {
        bytes = UnsafeRawBufferPointer(rebasing: bytes[..<j])
        fullt = true
      } else {
        // A line longer than any may be: only the whole file can tell where it ends.
        // Without this every part before its end would read on to it.
        guard over <= grenser.maksBytesLinje else {
          s.gikkBra = false
          return
        }
        over *= 4
      }
    }
    var start = 0
    if bit.fra > 0 {
      while start < bytes.count, bytes[start] != 0x0A { start += 1 }
      start = min(start + 1, bytes.count)
    }
    let kropp = UnsafeRawBufferPointer(rebasing: bytes[start...])
    s.start = bit.fra == 0 ? 0 : lesFra + start
    let til = max(0, bit.til - lesFra - start)
    var brukt = 0
    switch format {
    case .csv: try lesCSVbit(fil, kropp, hode, merke, til, forste: bit.fra == 0, &s, &brukt)
    case .ndjson:
      // The lines that start in the part: to the first line break at or after its end.
      brukt = til == 0 ? 0 : NDJSONLines.nextStart(kropp, after: til - 1)
      let linjer = UnsafeRawBufferPointer(rebasing: kropp[..<brukt])
      guard try TextEncoding.requireUTF8(linjer) == .utf8 else { throw .notUTF8(offset: 0) }
      s.linjer = fil.type == .folkeregister ? lesDokumenter(fil, linjer, &s.r) : lesObjekter(fil, linjer, &s.r)
    case .json, .empty: s.gikkBra = false
    }
    s.slutt = lesFra + start + brukt
    // Files that are held before the part must stand.
    if !buffer.keeps { buffer.shrink(to: 32 << 20) }
  }

  private mutating func lesCSVbit(
    _ fil: Innfil, _ kropp: UnsafeRawBufferPointer, _ hode: [UInt8], _ merke: Int, _ til: Int, forste: Bool,
    _ s: inout Segmentresultat, _ brukt: inout Int
  ) throws(TabularError) {
    bytt(fil.type)
    var kolonneAv: [Int] = []
    let foer = avvik.antall
    // What may be taken back must not be handed on.
    avvik.holdes = !forste
    let skilletegn = hode.withUnsafeBytes { sniffDelimiter(UnsafeRawBufferPointer(rebasing: $0[merke...])) }
    s.r.skilletegn = skilletegn
    let godtHode = hode.withUnsafeBytes { b in
      let h = UnsafeRawBufferPointer(rebasing: b[merke...])
      indeks.build(h, delimiter: skilletegn)
      var scanner = CSVScanner(h, delimiter: skilletegn, firstLine: 1, maxFields: grenser.maksFeltRad)
      var r = Filresultat()
      return lesHode(fil, h, &scanner, &kolonneAv, &r)
    }
    if !forste { avvik.kutt(til: foer) }
    avvik.holdes = false
    var hodesjekk = UTF8Check()
    hode.withUnsafeBytes { hodesjekk.update(UnsafeRawBufferPointer(rebasing: $0[..<((hode.lastIndex(of: 0x0A) ?? -1) + 1)])) }
    hodesjekk.finish()
    guard hodesjekk.isClean else {
      s.gikkBra = false
      return
    }
    guard godtHode else {
      // The whole file is rejected: the first part has said why.
      s.r.avvistHelt = true
      brukt = til
      return
    }
    indeks.build(kropp, delimiter: skilletegn)
    var felt = CSVScanner(kropp, delimiter: skilletegn, firstLine: 1, maxFields: max(1, kolonneAv.count))
    if forste { _ = felt.nextRow(indeks) }
    if !lesRader(fil, &felt, kolonneAv, til: til, &s.r) { s.gikkBra = false }
    brukt = felt.offset
    s.linjer = felt.line - 1
    let lest = UnsafeRawBufferPointer(rebasing: kropp[..<min(brukt, kropp.count)])
    var sjekk = UTF8Check()
    sjekk.update(lest)
    sjekk.finish()
    if !sjekk.isClean { s.gikkBra = false }
  }
}
