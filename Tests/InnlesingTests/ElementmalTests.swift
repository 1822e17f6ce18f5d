import Domene
import Kalender
import Tabular
import Testing

@testable import Innlesing

/// Elements held against templates say what they say read field by field.
@Suite struct ElementmalTests {
  /// What reading some documents came to.
  private struct Lest: Equatable {
    var poster: [[UInt8]] = []
    var avvik: [String] = []
    /// Elements in whose reading a template had a part.
    var treff: UInt32 = 0
  }

  private static func les(_ dokumenter: [[UInt8]], maler: Bool) throws -> Lest {
    var leser = Dokumentleser(dato: try #require(Dato("31.08.2024")))
    leser.brukerMaler = maler
    var avvik = Avviksliste()
    var ut = Lest()
    // One text, as a file is: what stands behind a document is the next one.
    let tekst = Array(dokumenter.joined(separator: [0x0A]))
    tekst.withUnsafeBytes { b in
      var fra = 0
      for (i, d) in dokumenter.enumerated() {
        var s = JSONScanner(b, in: fra..<fra + d.count)
        switch leser.les(&s, Kilde(fil: 0, linje: UInt32(i + 1)), &avvik) {
        case .tatt(let post): ut.poster.append(Array(post))
        case .avvist(let numre): ut.poster.append(Array("avvist \(numre.duf) \(numre.foedselsnumre)".utf8))
        }
        fra += d.count + 1
      }
    }
    ut.avvik = avvik.avvik.map {
      "\($0.kilde?.linje ?? 0) \($0.kode) \($0.kolonne) \($0.duf) \(avvik.tekst($0.verdi)) \(avvik.tekst($0.tillegg))"
    }
    for liste in Dokumentnoekkel.allCases.prefix(Dokumentnoekkel.lister) {
      ut.treff += leser.maler.av(liste)[0].treff + leser.maler.av(liste)[1].treff
    }
    return ut
  }

  /// Documents as Folkeregisteret writes them, with the values of the `i`th person.
  private static func dokument(_ i: Int, _ hver: (Int) -> Int) -> String {
    func to(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    func element(_ felt: String) -> String {
      let dato = "20\(to(hver(25)))-\(to(1 + hver(12)))-\(to(1 + hver(28)))"
      let slutt = hver(20) == 0 ? "" : "T\(to(hver(24))):15:00.123+02:00"
      let kilde = hver(10) == 0 ? "KILDE_\(hver(3))" : "KILDE_DSF"
      return #"{"ajourholdstidspunkt": "\#(dato)\#(slutt)", "erGjeldende": \#(hver(5) > 0), "gyldighetstidspunkt": "#
        + #""\#(dato)T00:00:00", "kilde": "\#(kilde)", "aarsak": "", \#(felt)}"#
    }
    let dato = #""19\#(to(hver(100)))-0\#(1 + hver(9))-1\#(hver(10))""#
    let lister = [
      (
        "identifikasjonsnummer",
        [#""foedselsEllerDNummer": "\#(["17900348096", "04877548029", "1234567890", "17900348097"][hver(4)])", "status": "iBruk""#]
      ),
      ("utlendingsmyndighetenesIdentifikasjonsnummer", [#""identifikasjonsnummer": "2022\#(10_000_000 + hver(40))""#]),
      ("navn", [#""fornavn": "\#(["Kari", "Ola 2", "Å", " Bo"][hver(4)])", "mellomnavn": null, "etternavn": "Hansen""#]),
      ("kjoenn", [#""kjoenn": "\#(["mann", "kvinne", "annet"][hver(3)])""#]),
      ("foedsel", [#""foedselsdato": \#(dato), "foedeland": "UKR""#, #""foedselsdato": \#(dato)"#]),
      ("bostedsadresse", [#""vegadresse": {"kommunenummer": "0301", "adressenavn": "Gata 1"}, "flyttedato": \#(dato)"#]),
      ("utflytting", [#""utflyttingsdato": \#(dato)"#]),
      ("adressebeskyttelse", [#""graderingsnivaa": "\#(["ugradert", "fortrolig", "x9"][hver(3)])""#]),
      ("familierelasjon", [#""relatertPerson": "17900348096", "relatertPersonsRolle": "\#(["barn", "mor", "BARN"][hver(3)])""#]),
      ("sivilstand", [#""sivilstand": "ugift""#]),
    ]
    let valgte = lister.filter { _ in hver(3) > 0 }
    return "{"
      + valgte.map { navn, felt in
        "\"\(navn)\": [" + (0..<1 + hver(5) / 3).map { _ in element(felt[hver(felt.count)]) }.joined(separator: ", ") + "]"
      }.joined(separator: ", ") + "}"
  }

  @Test func malerLeserSomFeltForFelt() throws {
    var trekning = Trekning(7)
    let dokumenter = (0..<400).map { Array(Self.dokument($0) { trekning.under($0) }.utf8) }
    let med = try Self.les(dokumenter, maler: true)
    let uten = try Self.les(dokumenter, maler: false)
    #expect(med.poster == uten.poster)
    #expect(med.avvik == uten.avvik)
    #expect(uten.treff == 0)
    #expect(med.treff > 1000)
    #expect(!med.avvik.isEmpty)
  }

  @Test func medFeilOgsaa() throws {
    let biter = ["\"", "\\", "\\u0041", "{", "}", "[", "]", ",", ":", "null", "true", "false", "1", ":", "?", "@", "/", " ", "\t", "\u{1}", "å", "0", "\"x\":1,"]
      .map { Array($0.utf8) }
    for runde in 0..<300 {
      var trekning = Trekning(UInt64(runde))
      // The same few documents, spoilt now and then: after good ones, which the templates are made from.
      let gode = (0..<4).map { Array(Self.dokument($0) { trekning.under($0) }.utf8) }
      let dokumenter = (0..<24).map { i in
        var d = gode[i % gode.count]
        if i < gode.count || trekning.en(av: 4) { return d }
        for _ in 0...trekning.under(2) {
          let sted = trekning.under(d.count)
          switch trekning.under(4) {
          case 0: d[sted] = UInt8(truncatingIfNeeded: 0x20 + trekning.under(95))
          case 1: d.removeSubrange(sted..<min(d.count, sted + 1 + trekning.under(30)))
          case 2: d.insert(contentsOf: d[sted..<min(d.count, sted + 1 + trekning.under(60))], at: trekning.under(d.count))
          default: d.insert(contentsOf: biter[trekning.under(biter.count)], at: sted)
          }
        }
        return d.filter { $0 != 0x0A }
      }
      let med = try Self.les(dokumenter, maler: true)
      let uten = try Self.les(dokumenter, maler: false)
      #expect(med.poster == uten.poster, "runde \(runde)")
      #expect(med.avvik == uten.avvik, "runde \(runde)")
    }
  }

  @Test func bareSifreITeksterErFrie() throws {
    func dokument(_ ajourhold: String, _ mer: String, _ noekkel: String = "kilde2") -> [UInt8] {
      Array(
        #"{"navn": [{"ajourholdstidspunkt": "\#(ajourhold)", "erGjeldende": true, "\#(noekkel)": "9", \#(mer)}], "x": "\#(String(repeating: "-", count: 600))"}"#
          .utf8)
    }
    let alle = [
      dokument("2023-01-02T03:04:05", #""tall": 12, "fornavn": "Kari""#),
      dokument("2024-06-07T08:09:10", #""tall": 12, "fornavn": "Kari""#),
      // Another number, another key, a signed value, something that is no date, and one that ends too soon.
      dokument("2024-06-07T08:09:10", #""tall": 1e, "fornavn": "Kari""#),
      dokument("2024-06-07T08:09:10", #""tall": 13, "fornavn": "Kari""#, "kilde3"),
      dokument("2024-06-07T08:09:10", #""aarsak": "a", "aarsak": "b", "fornavn": "Kari""#, "kilde"),
      dokument("2024-?6-07T08:09:10", #""tall": 12, "fornavn": "Kari""#),
      dokument("2024-06-07T08:09:1\"", #""tall": 12, "fornavn": "Kari""#),
      dokument("2024-06-07T08:09:1\\", #""tall": 12, "fornavn": "Kari""#),
      dokument("2023-01-02T03:04:05", #""tall": 12, "fornavn": "Kari""#),
    ]
    let med = try Self.les(alle, maler: true)
    let uten = try Self.les(alle, maler: false)
    #expect(med.poster == uten.poster)
    #expect(med.avvik == uten.avvik)
    #expect(med.poster[0].count > 50 && med.poster[0].dropFirst(21) == med.poster[8].dropFirst(21))
  }
}
