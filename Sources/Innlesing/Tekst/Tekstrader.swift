import Tabular

/// A row of a file of a known type, before anything is judged: values are made
/// when they are asked for. Good only while it is handed over.
public struct Tekstrad {
  /// Physical line, or the ordinal in a JSON array.
  public let linje: Int
  let type: Inndatatype
  let felt: [UnsafeRawBufferPointer]

  /// The value of a column, by its place in the type, in one form (`Kolonne.enForm`).
  public func verdi(_ kolonne: Int) -> String { type.kolonner[kolonne].enForm(felt[kolonne]) }
}

/// Reads a file of a known type (CSV, JSON, NDJSON, gzip, either encoding, any
/// order of columns) without judging its rows.
public struct Tekstrader {
  /// Rows handed over.
  public private(set) var antall = 0
  /// Rows whose form could not be read.
  public private(set) var uleselige = 0
  /// The type's columns that the file has, by place.
  public private(set) var kolonner: Set<Int> = []
  private let type: Inndatatype
  private let grenser: Lesegrenser

  private init(_ type: Inndatatype, _ grenser: Lesegrenser) {
    self.type = type
    self.grenser = grenser
  }

  /// Hands over every row of a file.
  /// - Throws: `TabularError` when it cannot be read at all.
  public static func les(
    _ sti: [UInt8], type: Inndatatype, grenser: Lesegrenser = Lesegrenser(), _ rad: (Tekstrad) -> Void
  ) throws(TabularError) -> Tekstrader {
    var t = Tekstrader(type, grenser)
    var buffer = InputBuffer()
    try buffer.read(sti, limit: grenser.maksBytesFil)
    let bytes = buffer.bytes
    if Inflater.isGzip(bytes) {
      let ute = try Inflater.inflateAll(bytes, limit: grenser.maksBytesUtpakket)
      try t.tekst(ute.unsafeBytes, rad)
    } else {
      try t.tekst(bytes, rad)
    }
    return t
  }

  private mutating func tekst(_ bytes: UnsafeRawBufferPointer, _ rad: (Tekstrad) -> Void) throws(TabularError) {
    let kropp = UnsafeRawBufferPointer(rebasing: bytes[(TextEncoding.hasMark(bytes) ? 3 : 0)...])
    switch FileKind.sniff(kropp) {
    case .empty: return
    case .csv:
      if try TextEncoding.detect(bytes) == .windows1252 {
        let utf8 = try Windows1252.decode(bytes)
        utf8.withUnsafeBytes { csv($0, rad) }
      } else {
        csv(kropp, rad)
      }
    case .ndjson:
      _ = try TextEncoding.requireUTF8(bytes)
      var linjer = NDJSONLines(kropp)
      while let l = linjer.next() { objekt(kropp, l.range, l.number, rad) }
    case .json:
      _ = try TextEncoding.requireUTF8(bytes)
      var elementer = JSONArrayElements(kropp)
      while true {
        do throws(JSONFault) {
          guard let e = try elementer.next() else { return }
          objekt(kropp, e.range, e.ordinal, rad)
        } catch {
          // What is after the fault counts as one row.
          uleselige += 1
          return
        }
      }
    }
  }

  private mutating func csv(_ bytes: UnsafeRawBufferPointer, _ rad: (Tekstrad) -> Void) {
    let skilletegn = sniffDelimiter(bytes)
    var indeks = CSVIndex()
    indeks.build(bytes, delimiter: skilletegn)
    var s = CSVScanner(bytes, delimiter: skilletegn, firstLine: 1, maxFields: grenser.maksFeltRad)
    guard case .row(let n) = s.nextRow(indeks), n <= grenser.maksFeltRad else { return }
    let kolonneAv = (0..<n).map { i -> Int? in
      var navn: [UInt8] = []
      Filleser.utenDoble(s.bytes(s.fields[i]), &navn)
      return navn.withUnsafeBytes { type.kolonneoppslag.kode(Feltleser.trimmet($0)) }
    }
    kolonner = Set(kolonneAv.compactMap { $0 })
    var felt = [UnsafeRawBufferPointer](
      repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: type.kolonner.count)
    while true {
      switch s.nextRow(indeks) {
      case .end: return
      case .unclosedQuote, .textAfterQuote: uleselige += 1
      case .row(let antallFelt):
        guard antallFelt == n else {
          uleselige += 1
          continue
        }
        var arena: [UInt8] = []
        var plasser: [(k: Int, fra: Int, til: Int)] = []
        for i in 0..<n {
          guard let k = kolonneAv[i] else { continue }
          if s.fields[i].escaped {
            let fra = arena.count
            Filleser.utenDoble(s.bytes(s.fields[i]), &arena)
            plasser.append((k, fra, arena.count))
          } else {
            felt[k] = s.bytes(s.fields[i])
          }
        }
        lever(&felt, arena, plasser, s.rowLine, rad)
      }
    }
  }

  /// Hands a row over, with the fields that had to be put together.
  private mutating func lever(
    _ felt: inout [UnsafeRawBufferPointer], _ arena: [UInt8], _ plasser: [(k: Int, fra: Int, til: Int)], _ linje: Int,
    _ rad: (Tekstrad) -> Void
  ) {
    antall += 1
    arena.withUnsafeBytes { a in
      for p in plasser { felt[p.k] = UnsafeRawBufferPointer(rebasing: a[p.fra..<p.til]) }
      rad(Tekstrad(linje: linje, type: type, felt: felt))
    }
  }

  private mutating func objekt(
    _ bytes: UnsafeRawBufferPointer, _ del: Range<Int>, _ linje: Int, _ rad: (Tekstrad) -> Void
  ) {
    var felt = [UnsafeRawBufferPointer](
      repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: type.kolonner.count)
    var arena: [UInt8] = []
    var plasser: [(k: Int, fra: Int, til: Int)] = []
    var s = JSONScanner(bytes, in: del)
    do throws(JSONFault) {
      try s.enterObject()
      while let noekkel = try s.nextKey() {
        var navn: [UInt8] = []
        try s.unescape(noekkel, into: &navn)
        guard let k = navn.withUnsafeBytes({ type.kolonneoppslag.kode(Feltleser.trimmet($0)) }) else {
          try s.skipValue()
          continue
        }
        kolonner.insert(k)
        let fra = arena.count
        switch try s.peek() {
        case .null: try s.null()
        case .string: try s.unescape(try s.string(), into: &arena)
        case .number: Filleser.utenEksponent(try s.number().raw(in: bytes), &arena)
        case .bool: arena += Array((try s.bool() ? "Ja" : "Nei").utf8)
        case .array, .object:
          uleselige += 1
          return
        }
        plasser.append((k, fra, arena.count))
      }
      try s.finish()
    } catch {
      uleselige += 1
      return
    }
    lever(&felt, arena, plasser, linje, rad)
  }
}
