import Tabular

/// Tells which key of a document comes next, mostly by one comparison: in each kind of object the key
/// that followed the one before the last time is tried first.
struct Noekkelgjetter: ~Copyable {
  /// Kinds of objects: the elements of each list, the document, and the objects that hold a kommunenummer.
  enum Slag: UInt8 {
    // As `Dokumentnoekkel`.
    case identifikasjonsnummer, utlendingsmyndighetenesIdentifikasjonsnummer, navn, kjoenn, foedsel, doedsfall
    case bostedsadresse, innflytting, utflytting, adressebeskyttelse, familierelasjon
    case dokument, vegadresse, matrikkeladresse, matrikkelnummer, ukjentBosted
  }

  private static let slag = 16
  /// A key each, and the object's start.
  private static let perSlag = Int(Dokumentnoekkel.annet.rawValue) + 2
  /// What comes before an object's first key.
  static let start = UInt8(perSlag - 1)

  /// Keys that are remembered for each key before, the last one learnt first.
  private static let minne = 4
  private let gjett: UnsafeMutablePointer<JSONKeyGuess>

  init() {
    gjett = .allocate(capacity: Self.minne * Self.slag * Self.perSlag)
    gjett.initialize(repeating: JSONKeyGuess(), count: Self.minne * Self.slag * Self.perSlag)
  }

  deinit { gjett.deallocate() }

  /// The next key in an object of a kind (`annet` when it is not read there); nil at the object's end.
  /// - Parameter forrige: the key before, which is set to this one; `start` at first.
  @inline(__always)
  func neste(_ slag: Slag, _ forrige: inout UInt8, _ s: inout JSONScanner) throws(JSONFault) -> Dokumentnoekkel? {
    let g = gjett + Self.minne &* (Int(slag.rawValue) &* Self.perSlag &+ Int(forrige))
    if s.take(g) {
      forrige = g.pointee.tag
      return Dokumentnoekkel(rawValue: forrige)
    }
    if s.takeObjectEnd() { return nil }
    for i in 1..<Self.minne where s.take(g + i) {
      forrige = g[i].tag
      return Dokumentnoekkel(rawValue: forrige)
    }
    return try les(slag, g, &forrige, &s)
  }

  @inline(never)
  private func les(
    _ slag: Slag, _ g: UnsafeMutablePointer<JSONKeyGuess>, _ forrige: inout UInt8, _ s: inout JSONScanner
  ) throws(JSONFault) -> Dokumentnoekkel? {
    let (fra, erFoerst) = (s.offset, s.isAtFirst)
    guard let key = try s.nextKey() else { return nil }
    let n = Self.noekkel(key, s, slag)
    for i in (1..<Self.minne).reversed() { g[i] = g[i - 1] }
    s.learn(&g.pointee, from: fra, isFirst: erFoerst, tag: n.rawValue)
    forrige = n.rawValue
    return n
  }

  static func noekkel(_ k: JSONString, _ s: JSONScanner, _ slag: Slag) -> Dokumentnoekkel {
    var funnet: Dokumentnoekkel?
    if !k.hasEscapes {
      funnet = Dokumentnoekkel.finn(k.raw(in: s.bytes))
    } else {
      var t: [UInt8] = []
      do throws(JSONFault) { try s.unescape(k, into: &t) } catch { return .annet }
      funnet = t.withUnsafeBytes { Dokumentnoekkel.finn($0) }
    }
    guard let n = funnet else { return .annet }
    let leses =
      switch slag {
      case .dokument: Int(n.rawValue) < Dokumentnoekkel.lister
      case .vegadresse, .matrikkelnummer: n == .kommunenummer
      case .matrikkeladresse: n == .matrikkelnummer
      case .ukjentBosted: n == .bostedskommune
      default: Dokumentnoekkel(rawValue: slag.rawValue).map { n.gjelder(i: $0) } ?? false
      }
    return leses ? n : .annet
  }
}
