import Domene
import Tabular

/// Files that one worker reads side by side, a mouthful of each at a time: what was read is still at
/// hand in the processor while it is summed and cut into rows, and the checksums of many files go on together
/// however large the files are. (Read whole, one after another: a fifth more time.)
///
/// Only CSV in UTF-8 with nothing strange about its beginning is read so; `Filleser.les` reads the others.
public final class Filbunke {
  /// Bytes that are read of a file at a time.
  public static let munnfull = 128 << 10
  /// Bytes of a row that began in the mouthful before; a longer one makes the file be read whole.
  static let forrom = 16 << 10
  /// Bytes behind a mouthful that may be read.
  private static let bakrom = 64

  /// One file that is being read.
  final class Gang {
    let fil: Innfil
    let kilde: FileSegment
    /// Where a mouthful is put.
    let minne: UnsafeMutableRawPointer
    /// Bytes of the mouthful, and those before it of a row that began earlier.
    var antall = 0
    var rest = 0
    /// Bytes of the file that have been read.
    var lest = 0
    /// Whether the mouthful is the first, the file's last, and waits to be cut into rows.
    var erFoerst = true
    var erSist = false
    var venter = false
    /// The file must be read whole, and what came of it here does not count.
    var feilet = false
    /// So many rows are rejected that no more are read.
    var erStoppet = false
    /// The physical line that the next row begins on.
    var linje = 1
    var r = Filresultat()
    var sjekk = UTF8Check()
    let skilletegn: UInt8
    /// Bytes of the byte order mark.
    let merke: Int
    let kolonneAv: [Int]
    let plan: Radplan

    init(
      _ fil: Innfil, _ kilde: consuming FileSegment, _ minne: UnsafeMutableRawPointer, skilletegn: UInt8, merke: Int,
      _ kolonneAv: [Int], _ plan: consuming Radplan
    ) {
      self.fil = fil
      self.kilde = kilde
      self.minne = minne
      self.skilletegn = skilletegn
      self.merke = merke
      self.kolonneAv = kolonneAv
      self.plan = plan
    }

    /// Reads the next mouthful.
    func fyll(_ munnfull: Int) {
      do throws(TabularError) { antall = try kilde.read(into: minne, offset: lest, count: munnfull) } catch {
        feilet = true
        antall = 0
      }
      lest += antall
      erSist = antall < munnfull
      venter = true
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: minne, count: antall) }
  }

  /// A mouthful as it lies on disk.
  public struct Munnfull {
    /// Which of the files that are read at the same time: 0 ..< `bredde`.
    public let plass: Int
    /// `Innfil.nummer`.
    public let nummer: UInt32
    /// Of all but a file's last a multiple of 64.
    public let bytes: UnsafeRawBufferPointer
    public let erFoerst: Bool
    public let erSist: Bool

    package init(plass: Int, nummer: UInt32, bytes: UnsafeRawBufferPointer, erFoerst: Bool, erSist: Bool) {
      self.plass = plass
      self.nummer = nummer
      self.bytes = bytes
      self.erFoerst = erFoerst
      self.erSist = erSist
    }
  }

  /// How many files are read at a time.
  public let bredde: Int
  private let munnfull: Int
  private let minne: UnsafeMutableRawPointer
  private var ganger: [Gang?]
  private var antall = 0

  /// - Parameters:
  ///   - bredde: 1 or more.
  ///   - munnfull: a multiple of 64, at least 128.
  public init(bredde: Int, munnfull: Int = munnfull) {
    self.bredde = max(1, bredde)
    self.munnfull = munnfull
    ganger = Array(repeating: nil, count: self.bredde)
    minne = .allocate(byteCount: self.bredde * Self.skritt(munnfull), alignment: 4096)
  }

  deinit { minne.deallocate() }

  private static func skritt(_ munnfull: Int) -> Int { (forrom + munnfull + bakrom + 4095) / 4096 * 4096 }

  public var erTom: Bool { antall == 0 }
  public var harPlass: Bool { antall < bredde }
  /// Bytes of its files that are still to be read.
  public var igjen: Int { ganger.reduce(0) { $0 + ($1.map { max(0, $0.kilde.size - $0.lest) } ?? 0) } }

  /// Begins with a file. There must be room.
  /// - Returns: false: it is to be read whole (`Filleser.les`), and nothing has come of it here.
  public func begynn(_ fil: Innfil, _ leser: inout Filleser) -> Bool {
    guard let plass = ganger.firstIndex(where: { $0 == nil }) else { return false }
    let her = minne + plass * Self.skritt(munnfull) + Self.forrom
    guard let gang = leser.aapne(fil, her, munnfull: munnfull) else { return false }
    ganger[plass] = gang
    antall += 1
    return true
  }

  /// Reads the next mouthful of every file.
  /// - Parameters:
  ///   - raa: is handed them as they lie on disk, for the checksums.
  ///   - ferdig: is told of each file that has come to its end: its `Innfil.nummer` and what came of it; nil: it must
  ///     be read whole after all, and its rows and avvik so far do not count.
  public func les(_ leser: inout Filleser, raa: ([Munnfull]) -> Void, ferdig: (UInt32, Filresultat?) -> Void) {
    var alle: [Munnfull] = []
    for (i, g) in ganger.enumerated() {
      guard let g else { continue }
      if !g.venter { g.fyll(munnfull) }
      if g.feilet { continue }
      alle.append(Munnfull(plass: i, nummer: g.fil.nummer, bytes: g.bytes, erFoerst: g.erFoerst, erSist: g.erSist))
    }
    raa(alle)
    for (i, g) in ganger.enumerated() {
      guard let g else { continue }
      if !g.feilet { leser.les(g) }
      if g.feilet || g.erSist {
        ferdig(g.fil.nummer, g.feilet ? nil : g.r)
        ganger[i] = nil
        antall -= 1
      }
    }
  }
}

extension Filleser {
  /// Bytes that are read of a file to see what it is.
  private static var begynnelse: Int { 64 }

  private static func kanVaereCSV(_ b: UnsafeRawBufferPointer) -> Bool {
    if Inflater.isGzip(b) { return false }
    switch FileKind.sniff(UnsafeRawBufferPointer(rebasing: b[(TextEncoding.hasMark(b) ? 3 : 0)...])) {
    case .csv: return true
    // Nothing but white space so far.
    case .empty: return b.count == begynnelse
    case .json, .ndjson: return false
    }
  }

  /// The header is mostly no longer.
  private static var hodelengde: Int { 4 << 10 }

  /// Opens a file and reads its first mouthful; nil: it must be read whole, and no avvik has been told.
  fileprivate mutating func aapne(_ fil: Innfil, _ minne: UnsafeMutableRawPointer, munnfull: Int) -> Filbunke.Gang? {
    // Person documents are JSON.
    if fil.type == .folkeregister { return nil }
    do throws(TabularError) {
      let kilde = try FileSegment(fil.sti, followLinks: false)
      if kilde.size > grenser.maksBytesFil { return nil }
      // The first bytes tell mostly what it is: others are not read for nothing.
      var n = try kilde.read(into: minne, offset: 0, count: Self.begynnelse)
      guard Self.kanVaereCSV(UnsafeRawBufferPointer(start: minne, count: n)) else { return nil }
      if n == Self.begynnelse {
        n += try kilde.read(into: minne + n, offset: n, count: munnfull - n)
      }
      let bytes = UnsafeRawBufferPointer(start: minne, count: n)
      let erSist = n < munnfull
      let merke = TextEncoding.hasMark(bytes) ? 3 : 0
      let kropp = UnsafeRawBufferPointer(rebasing: bytes[merke...])
      guard FileKind.sniff(kropp) == .csv else { return nil }
      var sjekk = UTF8Check()
      sjekk.update(bytes)
      if erSist { sjekk.finish() }
      guard sjekk.isClean else { return nil }
      let skilletegn = sniffDelimiter(kropp)
      guard let kolonneAv = hode(fil, kropp, skilletegn, erHel: erSist) else { return nil }
      let plan = Radplan(radleser, kolonneAv, lengsteLinje: grenser.maksBytesLinje)
      let g = Filbunke.Gang(fil, kilde, minne, skilletegn: skilletegn, merke: merke, kolonneAv, plan)
      g.antall = n
      g.lest = n
      g.erSist = erSist
      g.venter = true
      g.sjekk = sjekk
      g.r.format = .csv
      g.r.koding = merke > 0 ? .utf8WithMark : .utf8
      g.r.skilletegn = skilletegn
      return g
    } catch { return nil }
  }

  /// A header that nothing was to be told about, with its line end.
  struct Kjenthode {
    var skilletegn: UInt8
    var bytes: [UInt8]
    var kolonneAv: [Int]

    /// Whether a file with this delimiter begins so, and goes on.
    func begynner(_ kropp: UnsafeRawBufferPointer, _ skilletegn: UInt8) -> Bool {
      skilletegn == self.skilletegn && kropp.count > bytes.count
        && UnsafeRawBufferPointer(rebasing: kropp[..<bytes.count]).elementsEqual(bytes)
    }
  }

  /// Reads the header; nil, and no avvik, where it is not plainly a whole and good one.
  private mutating func hode(
    _ fil: Innfil, _ kropp: UnsafeRawBufferPointer, _ skilletegn: UInt8, erHel: Bool
  ) -> [Int]? {
    bytt(fil.type)
    // Hundreds of files of a type mostly have the same.
    if let kjent = kjenteHoder[Int(fil.type.rawValue)], kjent.begynner(kropp, skilletegn) { return kjent.kolonneAv }
    for lengde in [Self.hodelengde, Int.max] {
      let alt = lengde >= kropp.count
      let del = UnsafeRawBufferPointer(rebasing: kropp[..<min(lengde, kropp.count)])
      indeks.build(del, delimiter: skilletegn)
      var felt = CSVScanner(del, delimiter: skilletegn, firstLine: 1, maxFields: grenser.maksFeltRad)
      var kolonneAv: [Int] = []
      var r = Filresultat()
      let foer = avvik.antall
      // What may be taken back must not be handed on.
      avvik.holdes = true
      let erGod = lesHode(fil, del, &felt, &kolonneAv, &r)
      // Up to its line's end; where the quotes up to there are pairs, the delimiter was told by it alone.
      let erHelt = alt && erHel || felt.offset < del.count
      let anfoersel = del[..<felt.offset].reduce(0) { $0 + ($1 == 0x22 ? 1 : 0) }
      if erGod, erHelt, anfoersel % 2 == 0 {
        avvik.holdes = false
        if avvik.antall == foer {
          kjenteHoder[Int(fil.type.rawValue)] = Kjenthode(
            skilletegn: skilletegn, bytes: Array(del[..<felt.offset]), kolonneAv: kolonneAv)
        }
        return kolonneAv
      }
      avvik.kutt(til: foer)
      avvik.holdes = false
      if alt || erHelt { return nil }
    }
    return nil
  }

  /// Reads the rows of a file's mouthful.
  fileprivate mutating func les(_ g: Filbunke.Gang) {
    g.venter = false
    if !g.erFoerst {
      g.sjekk.update(g.bytes)
      if g.erSist { g.sjekk.finish() }
    }
    guard g.sjekk.isClean, g.lest <= grenser.maksBytesFil else {
      g.feilet = true
      return
    }
    if !g.erStoppet { lesRader(g) }
    g.erFoerst = false
    if g.erSist, !g.feilet {
      g.r.bytes = g.lest
      if g.r.lest == 0 { avvik.leggTil(Avvik(.filTom, kilde: Kilde(fil: g.fil.nummer, linje: 0))) }
    }
  }

  private mutating func lesRader(_ g: Filbunke.Gang) {
    // Before what is left of the last mouthful a line ends, so that its row begins after one as all others do.
    let foer = g.erFoerst ? -g.merke : g.rest + 1
    let start = g.minne - foer
    if !g.erFoerst { start.storeBytes(of: 0x0A, as: UInt8.self) }
    let blokk = UnsafeRawBufferPointer(start: start, count: foer + g.antall)
    bytt(g.fil.type)
    indeks.build(blokk, delimiter: g.skilletegn)
    var felt = CSVScanner(blokk, delimiter: g.skilletegn, firstLine: g.linje, maxFields: max(1, g.kolonneAv.count))
    if g.erFoerst { _ = felt.nextRow(indeks) } else { felt.skipPlain(rows: 0, position: 1, offset: 1) }
    let slutt = lesRader(g.fil, &felt, g.plan, g.kolonneAv, til: blokk.count, hel: g.erSist, &g.r)
    if g.r.avvist > grenser.maksAvvisteRader {
      g.erStoppet = true
      return
    }
    if g.erSist { return }
    g.linje = slutt.linje
    g.rest = blokk.count - slutt.fra
    // One byte is for the line end before it.
    if g.rest >= Filbunke.forrom {
      g.feilet = true
      return
    }
    if g.rest > 0 { (g.minne - g.rest).copyMemory(from: start + slutt.fra, byteCount: g.rest) }
  }
}
