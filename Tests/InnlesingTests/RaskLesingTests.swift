import Domene
import Kalender
import Kodeverk
import Pipeline
import TestSupport
import Testing

@testable import Innlesing

/// The quick way through a row and the full one make the same of it: the same file,
/// once plain and once with every field in quotes, which only the full way reads.
@Suite struct RaskLesingTests {
  struct Lest: Equatable {
    var poster: [[UInt8]] = []
    var avvik: [String] = []
    var tall: [Int] = []
  }

  private static func les(
    _ type: Inndatatype, _ rader: [[String]], sitert: Bool, linjeslutt: String = "\n"
  ) throws -> Lest {
    let mappe = Droppmappe()
    let linjer = rader.map { $0.map { sitert ? "\"\($0)\"" : $0 }.joined(separator: ";") }
    mappe.skriv("fil", linjer.joined(separator: linjeslutt) + linjeslutt)
    let mottaker = Mottaker()
    var leser = Filleser(dato: .foerste, grenser: Lesegrenser(), mottaker: mottaker)
    let r = leser.les(Innfil(type: type, sti: Array(mappe.full("fil").utf8), nummer: 7)) { _ in }
    var ut = Lest()
    ut.tall = [r.lest, r.tatt, r.avvist]
    mottaker.lager.ferdig()
    try mottaker.lager.forHver { ut.poster.append(Array(UnsafeRawBufferPointer(start: $0, count: Post.lengde($0)))) }
    // The queue and the full way hand posts on in their own order.
    ut.poster.sort { $0.lexicographicallyPrecedes($1) }
    ut.avvik =
      leser.avvik.avvik.map { a in
        let verdi = String(decoding: leser.avvik.tekst(a.verdi), as: UTF8.self)
        return "\(a.kilde?.linje ?? 0) \(a.kode) \(a.kolonne) \(a.duf) \(verdi) \(String(decoding: leser.avvik.tekst(a.tillegg), as: UTF8.self))"
      }.sorted()
    return ut
  }

  /// Values of a column: mostly right ones, in all their spellings, and some that are not.
  private static func verdi(_ k: Kolonne, _ r: inout Trekning) -> String {
    if r.en(av: 8) { return "" }
    if r.en(av: 25) { return ["x", "0", "Ukjent verdi som er lang nok", "12", "Å", "\u{A0}", "99.99.9999"][r.under(7)] }
    func kode(_ t: Kodetype) -> String {
      let n = t.navn[r.under(t.navn.count)]
      return r.en(av: 10) ? n.uppercased() : r.en(av: 10) ? n.replacing(" ", with: "  ") : n
    }
    func tall(_ n: Int) -> String { String(r.under(n)) }
    func dato() -> String {
      let d = Dato(dagnummer: Int32(40_000 + r.under(8_000)))
      return r.en(av: 3) ? d.iso : d.description
    }
    switch k.slag {
    case .duf: return ["202201234501", "2022 012345 01", "202201234502", "20220123450"][r.under(4)]
    case .tekst:
      let lang = String((0..<(1 + r.under(130))).map { Character(Unicode.Scalar(UInt8(0x61 + $0 % 26))) })
      return ["Åse", "Ola Nordmann", String(repeating: "lang tekst ", count: 14), "3024-ABCD", " a ", lang][r.under(6)]
    case .id, .merkelapp: return ["A", "VE1234567", "TI12345678901234567890"][r.under(3)]
    case .dato: return dato()
    case .maaned: return ["02.2023", "2023-02", "Februar 2023", "13.2023"][r.under(4)]
    case .kommune: return ["0301", "301", "3024", "9999", "1101"][r.under(5)]
    case .bydel: return ["030101", "30101", "Gamle Oslo", "999999"][r.under(4)]
    case .boolsk, .boolskEllerTom: return ["Ja", "Nei", "ja", "NEI", "true"][r.under(5)]
    case .desimal: return [tall(40), "37,5", "0.125", "744", "-1", "1,23456789", "900"][r.under(7)]
    case .heltall: return ["0", "6", "12", "13", "6,0", "1,5"][r.under(6)]
    case .kode(let t): return kode(t)
    case .kodeEllerTekst(let t): return r.en(av: 4) ? "Eget mål" : kode(t)
    case .foedselsnummer: return ["17900348096", "04877548029", "1234567890", "17900348097"][r.under(4)]
    case .hjemmel: return ["Utlendingsloven 2008 § 28 1. ledd", "§ 34", "uten paragraf", "§\u{A0}60"][r.under(4)]
    }
  }

  /// With what must be taken off around it, now and then.
  private static func kledd(_ verdi: String, _ r: inout Trekning) -> String {
    guard r.en(av: 60) else { return verdi }
    let rom = [" ", "\t", "\u{A0}", "\u{A0} "][r.under(4)]
    return r.en(av: 2) ? rom + verdi : verdi + rom
  }

  private static let typer = Inndatatype.allCases.filter { $0 != .folkeregister }

  @Test(arguments: typer, [UInt64(1), 2, 3])
  func `rows of every type`(type: Inndatatype, froe: UInt64) throws {
    var r = Trekning(froe &* 1_000 &+ UInt64(type.rawValue))
    var rader = [type.kolonner.map(\.navn)]
    for _ in 0..<400 { rader.append(type.kolonner.map { Self.kledd(Self.verdi($0, &r), &r) }) }
    let rask = try Self.les(type, rader, sitert: false)
    let full = try Self.les(type, rader, sitert: true)
    #expect(rask == full)
    #expect(try Self.les(type, rader, sitert: false, linjeslutt: "\r\n") == full)
    #expect(rask.poster.count > 20)
    #expect(rask.avvik.count > 20)
  }

  /// Files need not have every column, nor in the type's order, nor only those.
  @Test(arguments: typer, [UInt64(4), 5, 6, 7])
  func `files with other columns`(type: Inndatatype, froe: UInt64) throws {
    var r = Trekning(froe &* 1_000 &+ UInt64(type.rawValue))
    var kolonner: [Kolonne?] = type.kolonner.filter { $0.obligatorisk || r.en(av: 2) }
    if r.en(av: 2) { kolonner.insert(nil, at: r.under(kolonner.count)) }
    if froe == 7 { kolonner.reverse() }
    var rader = [kolonner.map { $0?.navn ?? "Egen kolonne" }]
    for _ in 0..<200 { rader.append(kolonner.map { k in k.map { Self.verdi($0, &r) } ?? "hva som helst" }) }
    let rask = try Self.les(type, rader, sitert: false)
    #expect(rask == (try Self.les(type, rader, sitert: true)))
    #expect(rask == (try Self.les(type, rader, sitert: false, linjeslutt: "\r\n")))
    #expect(rask.tall[0] == 200)
  }

  /// Where not all is asked, a post is shorter and says the same of likeness, whichever way its row was read.
  @Test(arguments: typer.filter(\.erKommunal))
  func `rows of which not all is kept`(type: Inndatatype) throws {
    var r = Trekning(9_000 &+ UInt64(type.rawValue))
    var rader: [[String]] = []
    for _ in 0..<300 {
      // Some rows come again, some nearly.
      if rader.count > 10, r.en(av: 3) {
        var rad = rader[r.under(rader.count)]
        if r.en(av: 2) {
          let k = r.under(rad.count)
          rad[k] = Self.verdi(type.kolonner[k], &r)
        }
        rader.append(rad)
      } else {
        rader.append(type.kolonner.map { Self.verdi($0, &r) })
      }
    }
    try Self.holdSammen(type, [type.kolonner.map(\.navn)] + rader, sitert: rader.map { _ in r.en(av: 2) })
  }

  /// Rows that say less than a hash does keep what they say, and leave the row behind them alone.
  @Test(arguments: [
    (Inndatatype.utdanning, [";202201234501;Ja;;01.02.2023;;", ";202201234502;Nei;;01.02.2023;;"]),
    (.sluttmaal, [";202201234501;Fullføre grunnskole;;01.02.2023;", ";202201234501;Fullføre grunnskole;;02.02.2023;"]),
  ])
  func `rows that are shorter than their hash`(type: Inndatatype, linjer: [String]) throws {
    let rader = (0..<100).map { linjer[$0 % linjer.count].split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
    try Self.holdSammen(type, [type.kolonner.map(\.navn)] + rader, sitert: rader.map { _ in false })
  }

  /// Reads the same rows three times: all of them, without who registered them, and for their likeness alone.
  private static func holdSammen(_ type: Inndatatype, _ rader: [[String]], sitert: [Bool]) throws {
    let mappe = Droppmappe()
    let linjer = zip(rader, [false] + sitert).map { rad, sitert in
      rad.map { sitert ? "\"\($0)\"" : $0 }.joined(separator: ";")
    }
    mappe.skriv("fil", linjer.joined(separator: "\n") + "\n")
    let tabell = Persontabell(numre: [202_201_234_501, 202_201_234_502], sammenfoeyd: [])

    func lest(_ verdier: Radverdier) throws -> (linjer: [UInt32], like: [[UInt32]], bytes: [Int], rader: [String]) {
      let mottaker = Mottaker(tabell: tabell, verdier: verdier)
      var leser = Filleser(dato: .foerste, grenser: Lesegrenser(), mottaker: mottaker)
      _ = leser.les(Innfil(type: type, sti: Array(mappe.full("fil").utf8), nummer: 7)) { _ in }
      mottaker.lager.ferdig()
      var poster: [[UInt8]] = []
      try mottaker.lager.forHver { poster.append(Array(UnsafeRawBufferPointer(start: $0, count: Post.lengde($0)))) }
      func linje(_ p: [UInt8]) -> UInt32 { p.withUnsafeBytes { $0.baseAddress.map { Post.kilde($0).linje } ?? 0 } }
      poster.sort { linje($0) < linje($1) }
      let like = poster.map { p in
        poster.filter { q in
          p.withUnsafeBytes { p in
            q.withUnsafeBytes { q in
              guard let p = p.baseAddress, let q = q.baseAddress else { return false }
              return Post.like(p, q)
            }
          }
        }.map(linje)
      }
      return (
        poster.map(linje), like, poster.map(\.count),
        verdier == .bareLikhet ? [] : poster.map { Self.rad($0, type, verdier) }
      )
    }
    let full = try lest(.alle)
    let kort = try lest(.bareLikhet)
    let utenAv = try lest(.utenRegistrertAv)
    #expect(utenAv.linjer == full.linjer)
    #expect(utenAv.like == full.like)
    #expect(utenAv.rader == full.rader)
    let av = try #require(type.kolonnenummer(Inndatatype.registrertAv))
    let harAv = type != .avslutninger && rader.dropFirst().contains { !$0[av].isEmpty }
    #expect((utenAv.bytes.reduce(0, +) < full.bytes.reduce(0, +)) == harAv)
    #expect(kort.linjer == full.linjer)
    #expect(kort.like == full.like)
    #expect(full.like.contains { $0.count > 1 })
    #expect(kort.bytes == (Post.kanForkortes(type) ? full.bytes.map { min($0, Post.kort) } : full.bytes))
  }

  /// What a post is read as, its texts spelt out.
  private static func rad(_ post: [UInt8], _ type: Inndatatype, _ verdier: Radverdier) -> String {
    var g = Persongrunnlag(duf: DUFNummer(verdi: 0))
    let dekoder = Persondekoder(verdier)
    post.withUnsafeBytes { p in
      guard let p = p.baseAddress else { return }
      withUnsafePointer(to: p) {
        let poster = UnsafeBufferPointer(start: $0, count: 1)
        switch type {
        case .folkeregister, .udi: break
        case .bosettinger: dekoder.leggTil(Bosetting.self, poster, til: &g)
        case .kontakter: dekoder.leggTil(Kontakt.self, poster, til: &g)
        case .integreringskontrakter: dekoder.leggTil(Integreringskontrakt.self, poster, til: &g)
        case .sluttmaal: dekoder.leggTil(Sluttmaalregistrering.self, poster, til: &g)
        case .vedtak: dekoder.leggTil(Vedtak.self, poster, til: &g)
        case .klager: dekoder.leggTil(Klage.self, poster, til: &g)
        case .tiltak: dekoder.leggTil(Tiltak.self, poster, til: &g)
        case .fravaer: dekoder.leggTil(Fravaer.self, poster, til: &g)
        case .avslutninger: dekoder.leggTil(KommunalAvslutning.self, poster, til: &g)
        case .reservasjoner: dekoder.leggTil(Reservasjon.self, poster, til: &g)
        case .utdanning: dekoder.leggTil(Utdanning.self, poster, til: &g)
        }
      }
    }
    func uten<R: Registrert>(_ rader: Radliste<R>) -> [String] {
      rader.map { rad in
        // Where the texts lie is another matter than what they are.
        func tekst(_ t: Tekst) -> String { String(decoding: g.bytes(t), as: UTF8.self) }
        let id = (rad as? Vedtak)?.idTekst ?? .tom
        return "\(rad)".replacing("\(rad.reg.registrertAv)", with: type == .avslutninger ? tekst(rad.reg.registrertAv) : "")
          .replacing("\(id)", with: tekst(id))
      }
    }
    let alle = [
      uten(g.bosettinger), uten(g.kontakter), uten(g.integreringskontrakter), uten(g.sluttmaal), uten(g.vedtak),
      uten(g.klager), uten(g.tiltak), uten(g.fravaer), uten(g.avslutninger), uten(g.reservasjoner), uten(g.utdanning),
    ]
    return alle.joined().joined()
  }
}

/// The same numbers every time.
struct Trekning {
  private var tilstand: UInt64
  init(_ froe: UInt64) { tilstand = froe &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
  mutating func neste() -> UInt64 {
    tilstand = tilstand &+ 0x9E37_79B9_7F4A_7C15
    var z = tilstand
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func under(_ n: Int) -> Int { Int(neste() % UInt64(n)) }
  mutating func en(av n: Int) -> Bool { under(n) == 0 }
}
