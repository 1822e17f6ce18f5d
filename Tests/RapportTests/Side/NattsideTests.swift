import Domene
import Kalender
import Kodeverk
import Regelverk
import Testing

@testable import Rapport

/// The page's structure; what a browser makes of it is looked at by people.
@Suite struct NattsideTests {
  /// A night with everything on it.
  static func grunnlag(avsendere: Int = 30) -> Sidegrunnlag {
    let d = dato("31.08.2024")
    var maal = Maaloppnaaelse(dato: d)
    var tall = Sidetall(dato: d)
    let kommuner = Kommuner.gyldige(per: d)
    for i in 0..<600 {
      var e = Eksempel(
        fornavn: "Hemmelig", etternavn: "Navnesen", kategori: i % 11 == 0 ? .kanTilbysOrdning : .rettTilProgram)
      e.v.start = d - i * 2
      e.v.vistFrist = ([.oppstart, .gjennomfoering, .gjenoppstart][i % 3], d + i % 95)
      e.v.oppfoelgingskommune = kommuner[i % 40].nummer
      e.v.rapportkommune = kommuner[i % 40].nummer
      if i % 3 == 0 { e.avslutt(Avslutningsaarsak.allCases[i % 28], "01.0\(1 + i % 8).202\(1 + i % 4)") }
      maal.tell(skjermet: e.p.skjermet, e.v)
      tall.tell(skjermet: e.p.skjermet, e.v)
    }
    var g = Sidegrunnlag(dato: d, programversjon: "1.2.3", pipeline: "natt", maal: maal, tall: tall)
    for i in 0..<avsendere {
      var a = Sidegrunnlag.Avsender(navn: "Avsender <\(i)> & \"co\"")
      a.filer = 3
      a.avvistHele = i == 4 ? 1 : 0
      a.rader = .init(lest: 1000, tatt: 990 - i, avvist: i, duplikater: 10)
      g.avsendere.append(a)
    }
    g.avvik = ["DUPLIKAT": 12, "DATO_UGYLDIG": 7, "FIL_TOM": 1]
    g.utfiler = [("personliste.csv", 500), ("avvik.csv", 20)]
    var f = Sidegrunnlag.Forrige(dato: dato("30.08.2024"), programversjon: "1.2.2")
    f.utfiler = ["personliste.csv": 490]
    f.avvik = ["DUPLIKAT": 14, "DATO_UGYLDIG": 2]
    f.maal = ["integreringsloven": Fordeling(antall: [1, 2, 3, 4, 5, 6])]
    g.forrige = f
    var e = Sidegrunnlag.Endringer()
    e.nyePersoner = 3
    g.endringer = e
    g.ikkeLest = 2
    g.endredeParametre = [("aldersgrense_øvre", "60")]
    return g
  }

  static func side(_ g: Sidegrunnlag = grunnlag()) -> String { String(decoding: Nattside.skriv(g), as: UTF8.self) }

  static func antall(_ av: String, _ i: String) -> Int { i.components(av) }

  @Test func ingenting() {
    let d = dato("31.08.2024")
    let g = Sidegrunnlag(
      dato: d, programversjon: "1", pipeline: "p", maal: Maaloppnaaelse(dato: d), tall: Sidetall(dato: d))
    let s = Self.side(g)
    #expect(s.hasPrefix("<!DOCTYPE html>\n<html lang=\"nb\">"))
    #expect(s.contains("Utmappen holdt ingen kjøring for en tidligere dato"))
    #expect(s.contains("Ingen avslutning er i kraft."))
    #expect(s.contains("Ingen avvik."))
  }

  /// Nothing is fetched, nothing runs, and nobody is named.
  @Test func staarAleneOgUtenPersoner() {
    let s = Self.side()
    for ord in ["http:", "https:", "<script", "src=", "@import", "url(", "Hemmelig", "Navnesen", "9000"] {
      let finnes = s.contains(ord)
      #expect(!finnes, "\(ord)")
    }
    #expect(s.contains("default-src 'none'"))
    #expect(s.contains("Avsender &lt;29&gt; &amp; &quot;co&quot;"))
  }

  @Test func bygning() {
    let s = Self.side()
    #expect(Self.antall("<h1", s) == 1)
    for merke in ["<header", "<nav ", "<main ", "<footer", "<title>Introduksjonsprogrammet"] {
      #expect(Self.antall(merke, s) == 1, "\(merke)")
    }
    let figurer = Self.antall("<svg ", s)
    #expect(figurer >= 5)
    #expect(Self.antall("<title id=", s) == figurer)
    #expect(Self.antall("<desc id=", s) == figurer)
    #expect(Self.antall("role=\"img\"", s) == figurer)
    let tabeller = Self.antall("<table>", s)
    #expect(Self.antall("<caption>", s) == tabeller)
    #expect(Self.antall("role=\"region\" aria-label=", s) == tabeller)
    // Every header cell says what it heads.
    #expect(Self.antall("<th>", s) == 0)
    #expect(Self.antall("<th ", s) == Self.antall("scope=\"", s))
    #expect(Self.antall("<section aria-labelledby=", s) == Sidedel.allCases.count)
  }

  /// Every id is used once, and every reference has its id.
  @Test func henvisninger() {
    let s = Self.side()
    let ider = s.verdier(av: " id=\"")
    #expect(Set(ider).count == ider.count)
    let brukt =
      s.verdier(av: "aria-labelledby=\"").flatMap { $0.split(separator: " ").map(String.init) }
      + s.verdier(av: "href=\"#")
    for id in brukt { #expect(ider.contains(id), "\(id)") }
  }

  /// Tags close in the order in which they open.
  @Test func velformet() {
    let tomme: Set<String> = ["meta", "link"]
    var aapne: [String] = []
    for bit in Self.side().split(separator: "<").dropFirst() {
      guard let tagg = bit.split(separator: ">", omittingEmptySubsequences: false).first, !tagg.hasPrefix("!") else {
        continue
      }
      let navn = String(tagg.prefix { $0 != " " })
      if navn.hasPrefix("/") {
        #expect(aapne.popLast() == String(navn.dropFirst()))
      } else if !tomme.contains(navn) {
        aapne.append(navn)
      }
    }
    #expect(aapne.isEmpty)
  }

  /// Headings go down one level at a time.
  @Test func overskrifter() {
    let nivaaer = Self.side().split(separator: "<h").compactMap { $0.first?.wholeNumberValue }.filter { $0 < 7 }
    for (a, b) in zip(nivaaer, nivaaer.dropFirst()) { #expect(b <= a + 1) }
  }

  /// The worst senders first, the table cut, and the sum of all of them.
  @Test func avsendere() throws {
    let s = Self.side()
    let verst = try #require(s.range(of: "Avsender &lt;29&gt;"))
    let neste = try #require(s.range(of: "Avsender &lt;28&gt;"))
    #expect(verst.lowerBound < neste.lowerBound)
    #expect(!s.contains("Avsender &lt;3&gt;"))
    #expect(s.contains("og 5 avsendere til"))
    #expect(s.contains("<td class=\"tall\">30\u{A0}000</td>"))
  }

  @Test func avvikSomOeker() throws {
    let s = Self.side()
    let fra = try #require(s.range(of: "<h3>Avvik som øker</h3>")).upperBound
    let til = try #require(s.range(of: "<h3>Alle avvik</h3>")).lowerBound
    let del = s[fra..<til]
    #expect(del.contains("DATO_UGYLDIG") && del.contains("+5"))
    #expect(!del.contains("DUPLIKAT"))
  }

  /// Small counts of a kommune are not shown; the page says so.
  @Test func smaaTall() {
    #expect(Self.side().contains("færre enn 5</td>"))
  }

  /// However large the night: tables are cut, so the page stays small.
  @Test func vekt() { #expect(Nattside.skriv(Self.grunnlag(avsendere: 4000)).count < 200_000) }

  @Test func likeByteHverGang() { #expect(Self.side() == Self.side()) }

  @Test(arguments: [(0, 2), (2, 2), (3, 4), (5, 6), (7, 10), (11, 20), (57, 60), (61, 100), (999_999, 1_000_000)])
  func akse(_ rad: (n: Int, topp: Int)) { #expect(Html.penTopp(rad.n, enhet: 1) == rad.topp) }

  @Test func tall() {
    #expect([0, 999, 1000, -1_234_567].map(Sidetekst.antall) == ["0", "999", "1\u{A0}000", "−1\u{A0}234\u{A0}567"])
    #expect([0, 5, -5].map(Sidetekst.endring) == ["0", "+5", "−5"])
    #expect(Sidetekst.prosent(2388) == "23,88\u{A0}%")
    #expect(Sidetekst.prosent(5) == "0,05\u{A0}%")
    #expect(Sidetekst.dager(1) == "1 dag")
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(_ t: String) -> Int {
    var n = 0
    var rest = self[...]
    while let r = rest.firstRange(of: t) {
      n += 1
      rest = rest[r.upperBound...]
    }
    return n
  }

  fileprivate func range(of t: String) -> Range<String.Index>? { firstRange(of: t) }

  /// What stands between a text and the next `"`.
  fileprivate func verdier(av t: String) -> [String] {
    var ut: [String] = []
    var rest = self[...]
    while let r = rest.firstRange(of: t) {
      rest = rest[r.upperBound...]
      ut.append(String(rest.prefix { $0 != "\"" }))
    }
    return ut
  }
}
