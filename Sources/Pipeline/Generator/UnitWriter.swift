import Innlesing
import Kalender
import Kodeverk

/// Writes the rows of one unit's persons into the unit's files. One worker uses
/// it for one unit; nothing of it is shared.
struct UnitWriter: ~Copyable {
  let options: GeneratorOptions
  let texts: Texts
  let places: [Place]
  let unit: WorkUnit
  /// Of the person whose rows are being written.
  var random = SeededRandom(0)
  private var person: (index: Int, duf: UInt64) = (0, 0)

  private var row = RowFields()
  private var line = ByteBlock(capacity: 4096)
  private var type = Inndatatype.udi
  private var hasID = true
  /// One a part and type, made when the first row comes.
  private var sinks: [FileSink?]
  private(set) var folkeregister = ByteBlock(capacity: 1 << 16)
  var documents = 0

  init(options: GeneratorOptions, texts: Texts, places: [Place], unit: WorkUnit) {
    self.options = options
    self.texts = texts
    self.places = places
    self.unit = unit
    sinks = Array(repeating: nil, count: unit.parts.count * Inndatatype.allCases.count)
  }

  var varied: Bool { options.format == .mixed }

  /// The files that have rows, in a fixed order.
  func files() -> [FileSink] { sinks.compactMap { $0 } }

  mutating func begin(person p: Livsloep) {
    random = p.random
    person = (p.index, p.duf)
  }

  // MARK: a row

  /// Begins a registration: ID and DUF-nummer come first in every municipal type.
  /// `number` tells the person's registrations apart.
  mutating func begin(_ t: Inndatatype, _ number: Int, duf: UInt64) {
    type = t
    row.begin()
    if t != .udi {
      hasID = t == .vedtak || !varied || !random.permille(50)
      if hasID { id(t, number) } else { row.end() }
    }
    dufField(duf)
  }

  private mutating func id(_ t: Inndatatype, _ number: Int) {
    let prefix: StaticString =
      switch t {
      case .bosettinger: "BO"
      case .kontakter: "KO"
      case .integreringskontrakter: "IN"
      case .sluttmaal: "SL"
      case .klager: "KL"
      case .tiltak: "TI"
      case .fravaer: "FR"
      case .avslutninger: "AV"
      case .reservasjoner: "RE"
      case .utdanning: "UT"
      default: "VE"
      }
    let n = person.index * 64 + number
    row.write {
      $0.put(prefix)
      $0.put(number: n, width: 8)
    }
  }

  /// A `Vedtak-ID`: the ID of the person's vedtak with that number.
  mutating func vedtakID(_ number: Int) { id(.vedtak, number) }

  private mutating func dufField(_ duf: UInt64) {
    let spaced = varied && random.permille(150)
    row.write {
      if spaced {
        $0.put(number: Int(duf / 100_000_000), width: 4)
        $0.put(0x20)
        $0.put(number: Int(duf / 100 % 1_000_000), width: 6)
        $0.put(0x20)
        $0.put(number: Int(duf % 100), width: 2)
      } else {
        $0.put(number: Int(duf), width: 12)
      }
    }
  }

  mutating func empty() { row.end() }

  mutating func text(_ b: [UInt8]) { row.field(b) }

  mutating func date(_ d: Dato?) {
    guard let d else {
      row.end()
      return
    }
    let iso = varied && random.permille(250)
    row.write { $0.put(d, iso: iso) }
  }

  /// A code value, in a mixed drop spelled in one of the ways that are taken.
  mutating func code(_ b: [UInt8]) {
    guard varied else {
      row.field(b)
      return
    }
    switch random.below(100) {
    case 0..<4: row.field(b.map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 32 : $0 })
    case 4..<8: row.field(b.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0 })
    case 8..<10: row.field(b.flatMap { $0 == 0x20 ? [0x20, 0x20] : [$0] })
    case 10: row.field(b.flatMap { $0 == 0x2D ? [0xE2, 0x80, 0x93] : [$0] })
    default: row.field(b)
    }
  }

  mutating func yesNo(_ v: Bool) {
    let lower = varied && random.permille(300)
    row.field(v ? (lower ? "ja" : "Ja") : (lower ? "nei" : "Nei"))
  }

  /// A number of quarters as `20`, `7,5` or `11.25`.
  mutating func quarters(_ n: Int) {
    let point = varied && random.permille(300)
    row.write {
      $0.put(number: n / 4)
      guard n % 4 != 0 else { return }
      $0.put(point ? 0x2E : 0x2C)
      switch n % 4 {
      case 1: $0.put("25")
      case 2: $0.put("5")
      default: $0.put("75")
      }
    }
  }

  mutating func whole(_ n: Int) { row.write { $0.put(number: n) } }

  mutating func digits(_ n: UInt64?, width: Int) {
    guard let n else {
      row.end()
      return
    }
    row.write { $0.put(number: Int(n), width: width) }
  }

  mutating func kommune(_ part: Int, _ registrert: Dato) {
    let n = places[unit.parts[part].place].number(registrert)
    row.write { $0.put(number: n, width: 4) }
  }

  /// A month in one of the three forms.
  mutating func month(_ m: Maaned) {
    let form = varied ? random.below(4) : 0
    let name = texts.maaneder[m.iAaret - 1]
    row.write {
      switch form {
      case 1:
        $0.put(number: m.aar, width: 4)
        $0.put(0x2D)
        $0.put(number: m.iAaret, width: 2)
      case 2, 3:
        if form == 2 { $0.put(name) } else { $0.put([(name.first ?? 0x6A) & 0xDF] + name.dropFirst()) }
        $0.put(0x20)
        $0.put(number: m.aar, width: 4)
      default:
        $0.put(number: m.iAaret, width: 2)
        $0.put(0x2E)
        $0.put(number: m.aar, width: 4)
      }
    }
  }

  // MARK: the end of a row

  /// Writes what every registration ends with, and the row with its later
  /// versions and deletion, as a case system exports them.
  /// - Returns: false when nobody can have registered it yet; nothing is written then.
  @discardableResult
  mutating func finish(_ part: Int, _ registrert: Dato) -> Bool {
    guard registrert <= options.date + 30 else { return false }
    let head = row.count
    ending(part, registrert, slettet: nil)
    emit(part)
    guard hasID, type != .udi else { return true }
    switch random.below(1000) {
    case 0..<30:
      row.cut(to: head)
      ending(part, registrert + random.between(1, 200), slettet: nil)
      emit(part)
    case 30..<42 where type != .sluttmaal:
      row.cut(to: head)
      ending(part, registrert, slettet: registrert + random.between(0, 300))
      emit(part)
    default: break
    }
    return true
  }

  private mutating func ending(_ part: Int, _ registrert: Dato, slettet: Dato?) {
    if type == .udi { return }
    switch type {
    case .bosettinger, .reservasjoner, .utdanning: break
    case .vedtak: kommune(part, registrert)
    default: if varied && random.permille(60) { empty() } else { kommune(part, registrert) }
    }
    date(registrert)
    let n = places[unit.parts[part].place].number(registrert)
    let who = texts.initialer[random.below(texts.initialer.count)]
    row.write {
      $0.put(number: n, width: 4)
      $0.put(who)
    }
    if type != .sluttmaal { date(slettet) }
  }

  /// Writes a row that has no registration's end (`udi`).
  mutating func finishPlain(_ part: Int) { emit(part) }

  private mutating func emit(_ part: Int) {
    let s = sink(part)
    guard options.mess > 0, random.share(options.mess) else {
      s.append(row, &line, &random)
      return
    }
    let fault = RowFaults.apply(to: &row, type, shape: s.shape, &random)
    s.append(row, &line, &random, fault: fault.line)
    if fault.twice { s.append(row, &line, &random) }
  }

  private mutating func sink(_ part: Int) -> FileSink {
    // UDI sends one file a unit, the kommuner one a type.
    let slot = (type == .udi ? 0 : part) * Inndatatype.allCases.count + Int(type.rawValue)
    if let s = sinks[slot] { return s }
    let place = places[unit.parts[part].place]
    let stream = UInt64(type.rawValue) << 32 | UInt64(type == .udi ? 99_999 : place.current)
    var r = SeededRandom(options.seed, 2 &+ stream, UInt64(unit.number))
    let shape =
      options.format == .csv
      ? FileShape.plain(type) : FileShape.mixed(type, &r, unknownColumns: options.mess > 0)
    let s = FileSink(path: path(part) + shape.ending, type: type, shape: shape)
    sinks[slot] = s
    return s
  }

  private func path(_ part: Int) -> String {
    func digits(_ n: Int, _ width: Int) -> String {
      let t = String(n)
      return String(repeating: "0", count: max(0, width - t.utf8.count)) + t
    }
    if type == .udi { return "udi/udi_\(digits(unit.number, 3))" }
    let p = unit.parts[part]
    let number = digits(places[p.place].current, 4)
    return p.isFirst ? "kommune/\(type.navn)_\(number)" : "kommune/\(type.navn)-\(number)-\(unit.number)"
  }

  // MARK: person documents

  mutating func document(_ body: (inout ByteBlock, inout SeededRandom) -> Void) {
    if documents > 0 { folkeregister.put("\n") }
    body(&folkeregister, &random)
    documents += 1
  }
}
