import Innlesing

/// How one file of a drop is written: municipal systems differ, and each file is
/// of one kind all through.
struct FileShape: Sendable {
  enum Format: Sendable { case csv, json, ndjson }

  var format = Format.csv
  var gzip = false
  var delimiter = UInt8(ascii: ";")
  var mark = false
  var windows1252 = false
  var crlf = false
  var lastLineEnd = true
  /// JSON with `\u` escapes for letters outside ASCII.
  var escapes = false
  /// The type's columns in the file's order; `merknad` stands for a column that no type has.
  var columns: [Int]
  /// The columns' names as the file spells them.
  var header: [[UInt8]]
  /// Whether values too are spelled in many ways.
  var varied = false

  static let merknad = -1

  /// Plain CSV: `;`, UTF-8, the columns as the table of types has them.
  static func plain(_ type: Inndatatype) -> FileShape {
    FileShape(columns: Array(type.kolonner.indices), header: type.kolonner.map { Array($0.navn.utf8) })
  }

  /// One of the many kinds that a real drop holds.
  static func mixed(_ type: Inndatatype, _ random: inout SeededRandom, unknownColumns: Bool) -> FileShape {
    var s = FileShape.plain(type)
    s.varied = true
    switch random.below(100) {
    case 0..<76: s.format = .csv
    case 76..<88: s.format = .ndjson
    default: s.format = .json
    }
    s.gzip = random.permille(180)
    s.delimiter = random.pick([UInt8(ascii: ";"), UInt8(ascii: ";"), UInt8(ascii: ","), 0x09], or: UInt8(ascii: ";"))
    s.windows1252 = s.format == .csv && random.permille(300)
    s.mark = s.format == .csv && !s.windows1252 && random.permille(350)
    s.crlf = random.permille(500)
    s.lastLineEnd = random.permille(850)
    s.escapes = random.permille(400)
    // Fisher-Yates: any order of columns is allowed.
    for i in stride(from: s.columns.count - 1, to: 0, by: -1) { s.columns.swapAt(i, random.below(i + 1)) }
    if let av = type.kolonnenummer("Registrert av"), random.permille(40) { s.columns.removeAll { $0 == av } }
    if unknownColumns, random.permille(60) { s.columns.insert(merknad, at: random.below(s.columns.count + 1)) }
    s.header = s.columns.map { c in
      c == merknad ? Array("Merknad".utf8) : spelled(type.kolonner[c].navn, &random, windows1252: s.windows1252)
    }
    return s
  }

  /// A column name in one of the spellings that `formats.md` allows.
  private static func spelled(_ name: String, _ random: inout SeededRandom, windows1252: Bool) -> [UInt8] {
    switch random.below(20) {
    case 0: Array(name.uppercased().utf8)
    case 1: Array(name.lowercased().utf8)
    case 2: Array(name.utf8).flatMap { $0 == 0x20 ? [0x20, 0x20] : [$0] }
    case 3: windows1252 ? Array(name.utf8) : decomposed(Array(name.utf8))
    default: Array(name.utf8)
    }
  }

  /// `å` as `a` and a combining ring (NFD).
  private static func decomposed(_ b: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var i = 0
    while i < b.count {
      if b[i] == 0xC3, i + 1 < b.count, b[i + 1] == 0xA5 {
        out += [0x61, 0xCC, 0x8A]
        i += 2
      } else {
        out.append(b[i])
        i += 1
      }
    }
    return out
  }

  /// What the file's name ends with.
  var ending: String {
    let kind =
      switch format {
      case .csv: ".csv"
      case .json: ".json"
      case .ndjson: ".ndjson"
      }
    return gzip ? kind + ".gz" : kind
  }
}
