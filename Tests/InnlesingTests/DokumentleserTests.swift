import Domene
import Kalender
import Tabular
import Testing

@testable import Innlesing

/// Keys are guessed from the document before: whatever stood there, a document says the same.
@Suite struct DokumentleserTests {
  private static let dato = Dato("31.08.2024")

  /// The same document, written as four machines would, with keys in other orders.
  private static let skrivemaater = [
    #"{"navn":[{"ajourholdstidspunkt":"2023-01-02T03:04:05","erGjeldende":true,"fornavn":"Kari","etternavn":"Øye"}],"kjoenn":[{"erGjeldende":true,"kjoenn":"kvinne"}],"utlendingsmyndighetenesIdentifikasjonsnummer":[{"erGjeldende":true,"identifikasjonsnummer":"900000000001"}]}"#,
    #"{ "navn" : [ { "ajourholdstidspunkt" : "2023-01-02" , "erGjeldende" : true , "fornavn" : " Kari " , "etternavn" : "Øye" } ] , "kjoenn" : [ { "erGjeldende" : true , "kjoenn" : "Kvinne" } ] , "utlendingsmyndighetenesIdentifikasjonsnummer" : [ { "erGjeldende" : true , "identifikasjonsnummer" : 900000000001 } ] }"#,
    #"{"kjoenn":[{"kjoenn":"kvinne","annet":[1,{"navn":2}],"erGjeldende":true}],"utlendingsmyndighetenesIdentifikasjonsnummer":[{"identifikasjonsnummer":"900000000001","erGjeldende":true}],"navn":[{"etternavn":"Øye","fornavn":"Kari","mellomnavn":null,"erGjeldende":true,"ajourholdstidspunkt":"2023-01-02T23:00:00+02:00"}]}"#,
    #"{"nav\u006e": [{"ajourholdstidspunkt": "2023-01-02", "erGjeldende": true, "fornavn": "K\u0061ri", "etternavn": "\u00d8ye"}], "ukjent": "x", "kjoenn": [{"erGjeldende": true, "kjoenn": "kvinne"}], "utlendingsmyndighetenesIdentifikasjonsnummer": [{"erGjeldende": true, "identifikasjonsnummer": "900000000001"}]}"#,
  ]

  private func les(_ tekster: [String]) throws -> [(innhold: UInt64, duf: UInt64, navn: String)] {
    var leser = Dokumentleser(dato: try #require(Self.dato))
    var avvik = Avviksliste()
    var ut: [(innhold: UInt64, duf: UInt64, navn: String)] = []
    for (i, t) in tekster.enumerated() {
      // Room after the document, as in a file: the guesses look at whole blocks.
      let bytes = Array((t + String(repeating: "\n", count: 80)).utf8)
      bytes.withUnsafeBytes { b in
        var s = JSONScanner(b, in: 0..<t.utf8.count)
        guard case .tatt(let post) = leser.les(&s, Kilde(fil: 0, linje: UInt32(i + 1)), &avvik), let p = post.baseAddress else {
          ut.append((0, 0, "avvist"))
          return
        }
        let d = Dokumentpost.les(p)
        ut.append((d.innhold, d.duf, String(decoding: Array(d.fornavn) + Array(d.etternavn), as: UTF8.self)))
      }
    }
    return ut
  }

  @Test func skrivemaateOgRekkefoelgeErLikegyldig() throws {
    let alene = try les([Self.skrivemaater[0]])[0]
    #expect(alene.duf == 900_000_000_001)
    #expect(alene.navn == "KariØye")
    // Each after each, so that every guess is made from another's writing.
    for a in Self.skrivemaater {
      for b in Self.skrivemaater {
        for d in try les([a, b, b, a]) {
          #expect(d.innhold == alene.innhold)
          #expect(d.duf == alene.duf)
          #expect(d.navn == alene.navn)
        }
      }
    }
  }

  @Test func annetInnholdGirAnnenSum() throws {
    let en = Self.skrivemaater[0]
    let andre = [
      en.replacing("Kari", with: "Karin"), en.replacing("Øye", with: "Aas"), en.replacing("01-02", with: "01-03"),
      en.replacing("000001", with: "000002"), en.replacing("kvinne", with: "mann"), en.replacing("true,\"k", with: "false,\"k"),
    ]
    let summer = try les([en] + andre).map(\.innhold)
    #expect(Set(summer).count == summer.count)
    #expect(!summer.contains(0))
  }

  @Test func feilEtterEtGodtDokumentAvvises() throws {
    let god = Self.skrivemaater[0]
    let gale = [
      // What the guess expects, cut off, without its comma, with a comma too many, with a control character.
      String(god.dropLast(3)), god.replacing(#","etternavn""#, with: #""etternavn""#), god.replacing(",\"fornavn", with: ",,\"fornavn"),
      god.replacing("Kari", with: "Ka\u{1}ri"), god.replacing("true", with: "truе"), god + "}",
      god.replacing("{\"ajour", with: "{,\"ajour"), god.replacing("Øye\"}", with: "Øye\",}"),
    ]
    for g in gale {
      let svar = try les([god, g, god])
      #expect(svar[0].navn == "KariØye")
      #expect(svar[1].navn == "avvist")
      #expect(svar[2].innhold == svar[0].innhold)
    }
  }

  @Test func talltabellenGirHvertTallEnPlass() {
    var t = Talltabell(rom: 1)
    var nye = 0
    var kjente = 0
    for i in 0..<5000 as Range<UInt64> where t.leggTil(i &* 7919) { nye += 1 }
    for i in 0..<5000 as Range<UInt64> where !t.leggTil(i &* 7919) { kjente += 1 }
    #expect(nye == 5000)
    #expect(kjente == 5000)
    let plasser = (0..<5000 as Range<UInt64>).map { t.plass($0 &* 7919) }
    #expect(plasser == Array(0..<5000))
    let ukjent = t.plass(1)
    #expect(ukjent == nil)
    let antall = t.antall
    #expect(antall == 5000)
  }

  @Test func linjeskiftTellesSomDeStaar() {
    for tekst in ["", "{}", "{}\n", "{}\r\n\n{}", "\n\n", "{}\n \n{}\n"] {
      let bytes = Array(tekst.utf8)
      bytes.withUnsafeBytes { b in
        var linjer = NDJSONLines(b)
        while linjer.next() != nil {}
        #expect(linjer.lineFeeds == SourcePosition.countLineFeeds(b))
      }
    }
  }
}
