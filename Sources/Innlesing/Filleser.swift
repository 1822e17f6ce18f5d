import Domene
import Kalender
import Kodeverk
import Tabular

/// Reads files of the drop, one after another: bytes to posts and avvik. One
/// worker owns it.
public struct Filleser: ~Copyable {
  let grenser: Lesegrenser
  public var avvik = Avviksliste()
  public let mottaker: Mottaker
  /// Numbers read in rejected documents.
  public internal(set) var avvisteDokumenter: [Dokumentkobling.Avvist] = []
  var buffer: InputBuffer
  var indeks = CSVIndex()
  var radleser: Radleser
  /// By type: those that are not in use.
  private var radlesere: [Radleserholder?] = Array(repeating: nil, count: Inndatatype.allCases.count)
  var dokumentleser: Dokumentleser
  var arena: [UInt8] = []
  var koe = Postkoe()
  /// By type: the header that was read last.
  var kjenteHoder: [Kjenthode?] = Array(repeating: nil, count: Inndatatype.allCases.count)

  /// - Parameters:
  ///   - holder: so many files' bytes are held to be handed out together; 0: they are handed to nobody.
  ///   - plass: bytes that they may take.
  public init(dato: Dato, grenser: Lesegrenser, mottaker: Mottaker, holder: Int = 0, plass: Int = 0) {
    self.grenser = grenser
    self.mottaker = mottaker
    buffer = InputBuffer(keeping: holder, room: plass)
    radleser = Radleser(.udi, verdier: mottaker.verdier)
    dokumentleser = Dokumentleser(dato: dato)
  }

  /// Reads one file.
  /// - Parameter raa: is handed files' bytes as they lie on disk, with their numbers, for the checksums: those
  ///   that are held, when there is no room for more. What cannot be read whole is not among them.
  public mutating func les(_ fil: Innfil, raa: ([InputBuffer.Kept]) -> Void) -> Filresultat {
    var r = Filresultat()
    let foer = avvik.antall
    do throws(TabularError) {
      try buffer.read(fil.sti, tag: fil.nummer, limit: grenser.maksBytesFil, followLinks: false, letGo: raa)
      let bytes = buffer.bytes
      r.bytes = bytes.count
      if Inflater.isGzip(bytes) {
        r.gzip = true
        let pakketUt = try Inflater.inflateAll(bytes, limit: grenser.maksBytesUtpakket)
        try lesTekst(fil, pakketUt.unsafeBytes, &r)
      } else {
        try lesTekst(fil, bytes, &r)
      }
    } catch {
      avvik.kutt(til: foer)
      r.avvistHelt = true
      r.lest = 0
      r.tatt = 0
      r.avvist = 0
      if case .io = error { r.lesefeil = error }
      if error == .outOfMemory { r.lesefeil = error }
      if case .tooLarge(let maks) = error {
        r.meld(
          r.gzip
            ? Grensebrudd(.maksBytesUtpakket, verdi: maks + 1, minst: true, maks: maks)
            : Grensebrudd(.maksBytesFil, verdi: buffer.statedSize, maks: maks))
      }
      avvik.leggTil(Avvik(.filSkadet, kilde: Kilde(fil: fil.nummer, linje: 0)), tillegg: Filleser.aarsak(error, fremmed()))
    }
    // One big file is no reason to hold on to its memory for all the small ones.
    buffer.shrink(to: 32 << 20, letGo: raa)
    return r
  }

  /// Hands out what is still held, when all is read, and gives its memory back.
  public mutating func slipp(raa: ([InputBuffer.Kept]) -> Void) {
    buffer.letGo(raa)
    buffer.shrink(to: 0)
  }

  /// Why a file cannot be read, for the Melding.
  /// - Parameter fremmed: what the first bytes say that the file is instead.
  public static func aarsak(_ e: TabularError, _ fremmed: ForeignKind? = nil) -> String {
    switch (e, fremmed) {
    case (.nulByte, let slag?), (.notText, let slag?), (.notUTF8, let slag?): return slag.forklaring
    default: break
    }
    return switch e {
    case .damaged(.header): "gzip-hodet er ødelagt"
    case .damaged(.data): "de komprimerte dataene er ødelagt"
    case .damaged(.checksum): "gzip-sjekksummen stemmer ikke"
    case .damaged(.trailingBytes): "det står noe annet enn gzip etter siste del"
    case .cutShort: "gzip-filen er avkortet"
    case .nulByte(let offset): "filen inneholder en nullbyte (posisjon \(offset))"
    case .notText(let offset): "filen er verken UTF-8 eller Windows-1252 (posisjon \(offset))"
    case .notUTF8(let offset): "JSON skal være UTF-8 (posisjon \(offset))"
    case .tooLarge(let limit): "filen er større enn grensen på \(limit) byte"
    case .outOfMemory: "det er ikke minne nok til å lese filen"
    case .io(_, let operation): "filen kan ikke leses (\(operation))"
    }
  }

  /// A row or element longer than `maks_bytes_linje`: not read, the others are.
  mutating func meldForLang(_ bytes: Int, _ kilde: Kilde, _ r: inout Filresultat) {
    r.meld(Grensebrudd(.maksBytesLinje, verdi: bytes, maks: grenser.maksBytesLinje, linje: Int(kilde.linje)))
    var a = Avvik(.filSkadet, kilde: kilde)
    a.tall1 = bytes
    a.tall2 = grenser.maksBytesLinje
    avvik.leggTil(a, tillegg: "raden er på \(bytes) byte, og grensen maks_bytes_linje er \(grenser.maksBytesLinje)")
  }

  /// What a damaged file is instead of text, if its first bytes tell.
  func fremmed() -> ForeignKind? { Inflater.isGzip(buffer.bytes) ? nil : ForeignKind(buffer.bytes) }

  private mutating func lesTekst(_ fil: Innfil, _ bytes: UnsafeRawBufferPointer, _ r: inout Filresultat) throws(TabularError) {
    let merke = TextEncoding.hasMark(bytes) ? 3 : 0
    let kropp = UnsafeRawBufferPointer(rebasing: bytes[merke...])
    r.format = FileKind.sniff(kropp)
    let kilde = Kilde(fil: fil.nummer, linje: 0)
    switch r.format {
    case .empty:
      r.koding = merke > 0 ? .utf8WithMark : .utf8
      avvik.leggTil(Avvik(.filTom, kilde: kilde))
      return
    case .json, .ndjson:
      r.koding = try TextEncoding.requireUTF8(bytes)
      if fil.type == .folkeregister { lesDokumenter(fil, kropp, &r) } else { lesObjekter(fil, kropp, &r) }
    case .csv:
      let koding = try TextEncoding.detect(bytes)
      r.koding = koding
      if fil.type == .folkeregister {
        // Person documents have no CSV form.
        r.avvistHelt = true
        avvik.leggTil(Avvik(.jsonUgyldig, kilde: kilde))
        return
      }
      if koding == .windows1252 {
        let utf8 = try Windows1252.decode(bytes)
        utf8.withUnsafeBytes { lesCSV(fil, $0, &r) }
      } else {
        lesCSV(fil, kropp, &r)
      }
    }
    if r.lest == 0, !r.avvistHelt { avvik.leggTil(Avvik(.filTom, kilde: kilde)) }
  }

  // MARK: - CSV

  private mutating func lesCSV(_ fil: Innfil, _ bytes: UnsafeRawBufferPointer, _ r: inout Filresultat) {
    let skilletegn = sniffDelimiter(bytes)
    r.skilletegn = skilletegn
    indeks.build(bytes, delimiter: skilletegn)
    bytt(fil.type)
    var kolonneAv: [Int] = []
    var hode = CSVScanner(bytes, delimiter: skilletegn, firstLine: 1, maxFields: grenser.maksFeltRad)
    guard lesHode(fil, bytes, &hode, &kolonneAv, &r) else { return }
    var felt = CSVScanner(bytes, delimiter: skilletegn, firstLine: 1, maxFields: max(1, kolonneAv.count))
    // The header once more, so that the rows' scanner stands after it.
    _ = felt.nextRow(indeks)
    lesRader(fil, &felt, kolonneAv, til: bytes.count, &r)
  }

  /// Reads rows that start before `til`. False when a quote never closes, which
  /// only the whole file can judge.
  @discardableResult
  mutating func lesRader(
    _ fil: Innfil, _ felt: inout CSVScanner, _ kolonneAv: [Int], til: Int, _ r: inout Filresultat
  ) -> Bool {
    let plan = Radplan(radleser, kolonneAv, lengsteLinje: grenser.maksBytesLinje)
    return lesRader(fil, &felt, plan, kolonneAv, til: til, &r).lukket
  }

  /// Where the rows of a block ended.
  struct Radslutt {
    /// False: a quote never closes.
    var lukket = true
    /// Where the first row begins that was not read, and on which line.
    var fra: Int
    var linje: Int
  }

  /// The same by a plan.
  /// - Parameter hel: false: the file goes on behind the block. A row that comes up to the block's end
  ///   is left for when more of it is there.
  mutating func lesRader(
    _ fil: Innfil, _ felt: inout CSVScanner, _ plan: borrowing Radplan, _ kolonneAv: [Int], til: Int, hel: Bool = true,
    _ r: inout Filresultat
  ) -> Radslutt {
    var lukket = true
    let ring = mottaker.ring
    let antall = kolonneAv.count
    defer { toemKoe(&r) }
    rader: while felt.offset < til {
      if plan.gjelder {
        lesRaske(fil, &felt, plan, til: til, &r)
        if felt.offset >= til || r.avvist > grenser.maksAvvisteRader { break }
      }
      let rad = felt.nextRow(indeks)
      if !hel, felt.offset >= felt.block.count || rad.isUnclosed {
        return Radslutt(lukket: lukket, fra: felt.rowStart, linje: felt.rowLine)
      }
      switch rad {
      case .end: break rader
      case .unclosedQuote(let linje):
        lukket = false
        meldAnfoersel(fil, linje, &r)
      case .textAfterQuote(let linje): meldAnfoersel(fil, linje, &r)
      case .row(let n):
        r.lest &+= 1
        let kilde = Kilde(fil: fil.nummer, linje: UInt32(truncatingIfNeeded: felt.rowLine))
        if n != antall {
          r.avvist += 1
          if r.avvist > grenser.maksAvvisteRader { break rader }
          var a = Avvik(.feltantall, kilde: kilde)
          a.tall1 = n
          a.tall2 = antall
          avvik.leggTil(a)
          continue
        }
        if felt.offset &- felt.rowStart > grenser.maksBytesLinje, felt.rowLength > grenser.maksBytesLinje {
          r.avvist += 1
          meldForLang(felt.rowLength, kilde, &r)
          continue
        }
        var rens = false
        kolonneAv.withUnsafeBufferPointer { kolonneAv in
          for i in 0..<antall {
            let k = kolonneAv[i]
            if k < 0 { continue }
            let f = felt.fields[i]
            if f.escaped { rens = true }
            radleser.felt[k] = felt.bytes(f)
          }
        }
        if rens { rensAnfoersel(felt, kolonneAv) }
        if let post = radleser.les(kilde, ring, &avvik) {
          mottaker.ta(post)
          r.tatt &+= 1
        } else {
          r.avvist &+= 1
          if r.avvist > grenser.maksAvvisteRader { break rader }
        }
      }
    }
    return Radslutt(lukket: lukket, fra: felt.offset, linje: felt.line)
  }

  /// Hands on the rows that wait for the table of persons.
  mutating func toemKoe(_ r: inout Filresultat) {
    var ukjente: [(duf: UInt64, kilde: Kilde)] = []
    mottaker.ta(&koe) { ukjente.append((Post.noekkel($0), Post.kilde($0))) }
    for u in ukjente { radleser.meldUkjentPerson(u.duf, u.kilde, &avvik) }
    r.tatt &-= ukjente.count
    r.avvist &+= ukjente.count
  }

  private mutating func meldAnfoersel(_ fil: Innfil, _ linje: Int, _ r: inout Filresultat) {
    r.lest += 1
    r.avvist += 1
    avvik.leggTil(Avvik(.anfoersel, kilde: Kilde(fil: fil.nummer, linje: UInt32(truncatingIfNeeded: linje))))
  }

  /// Makes one quote of two in the fields that have such.
  private mutating func rensAnfoersel(_ felt: borrowing CSVScanner, _ kolonneAv: [Int]) {
    arena.removeAll(keepingCapacity: true)
    var plasser: [(k: Int, fra: Int, til: Int)] = []
    for i in kolonneAv.indices where kolonneAv[i] >= 0 && felt.fields[i].escaped {
      let fra = arena.count
      Filleser.utenDoble(felt.bytes(felt.fields[i]), &arena)
      plasser.append((kolonneAv[i], fra, arena.count))
    }
    radleser.sett(arena, plasser)
  }

  static func utenDoble(_ b: UnsafeRawBufferPointer, _ ut: inout [UInt8]) {
    var i = 0
    while i < b.count {
      ut.append(b[i])
      i += b[i] == 0x22 ? 2 : 1
    }
  }

  /// Reads the header: the column of each field, -1 where no type has it. False
  /// when the file is rejected.
  mutating func lesHode(
    _ fil: Innfil, _ bytes: UnsafeRawBufferPointer, _ hode: inout CSVScanner, _ kolonneAv: inout [Int], _ r: inout Filresultat
  ) -> Bool {
    let rad = hode.nextRow(indeks)
    let kilde = Kilde(fil: fil.nummer, linje: UInt32(truncatingIfNeeded: max(1, hode.rowLine)))
    guard case .row(let n) = rad else {
      if case .end = rad { return true }
      r.avvistHelt = true
      avvik.leggTil(Avvik(.anfoersel, kilde: kilde))
      return false
    }
    if hode.rowLength > grenser.maksBytesLinje {
      r.avvistHelt = true
      meldForLang(hode.rowLength, kilde, &r)
      return false
    }
    if n > grenser.maksFeltRad {
      r.avvistHelt = true
      r.meld(Grensebrudd(.maksFeltRad, verdi: n, maks: grenser.maksFeltRad, linje: Int(kilde.linje)))
      var a = Avvik(.feltantall, kilde: kilde)
      a.tall1 = n
      a.tall2 = grenser.maksFeltRad
      avvik.leggTil(a)
      return false
    }
    var kolonnebruk = Kolonnebruk(fil.type)
    for i in 0..<n {
      var navn: [UInt8] = []
      let f = hode.fields[i]
      if f.escaped { Filleser.utenDoble(hode.bytes(f), &navn) } else { navn = Array(hode.bytes(f)) }
      kolonneAv.append(kolonnebruk.finn(navn, kilde, &avvik) ?? -1)
    }
    if !kolonnebruk.meldMangler(kilde, &avvik) {
      r.avvistHelt = true
      return false
    }
    return true
  }

  mutating func bytt(_ type: Inndatatype) {
    if radleser.type != type {
      // Files of several types may be read side by side.
      let foerre = Int(radleser.type.rawValue)
      let holder = radlesere[Int(type.rawValue)] ?? Radleserholder(type, mottaker.verdier)
      swap(&radleser, &holder.leser)
      radlesere[Int(type.rawValue)] = nil
      radlesere[foerre] = holder
    }
    radleser.toemFelt()
  }

  /// A reader that waits until its type is read again.
  final class Radleserholder {
    var leser: Radleser
    init(_ type: Inndatatype, _ verdier: Radverdier) { leser = Radleser(type, verdier: verdier) }
  }
}
