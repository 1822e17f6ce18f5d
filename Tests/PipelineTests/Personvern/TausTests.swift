import Domene
import Innlesing
import Kalender
import Kodeverk
import Regelverk
import Testing

@testable import Pipeline
@testable import Rapport

/// Types that hold names and numbers do not print themselves, however one asks.
@Suite struct TausTests {
  static let navn = "Hemmelignavn"
  static let duf: UInt64 = 900_099_900_014

  /// What a value says of itself in every way there is.
  static func alt(_ v: Any) -> String {
    var t = "\(v)" + String(describing: v) + String(reflecting: v)
    dump(v, to: &t)
    // As part of something else, too.
    t += "\([v])" + String(reflecting: [v] as [Any])
    dump(["x": v], to: &t)
    return t
  }

  /// A name as text and as bytes, a number in its forms.
  static func hemmeligheter() -> [String] {
    let n = String(duf)
    return [
      navn, Array(navn.utf8).prefix(4).map { "\($0)" }.joined(separator: ", "), n, DUFNummer(verdi: duf).visning,
      "0301", "1990", "15705",
    ]
  }

  /// Values of every such type, filled with the same person.
  static func verdier() throws -> [Any] {
    let t = TemporaryFolder()
    t.write(
      "drop/udi/u.csv",
      "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n\(duf);\(navn);\(navn);01.05.1990;Utlendingsloven § 28 Asyl;01.12.2022\n"
    )
    t.write(
      "drop/folkeregister/p.ndjson",
      #"{"utlendingsmyndighetenesIdentifikasjonsnummer":[{"identifikasjonsnummer":"\#(duf)","erGjeldende":true}],"navn":[{"fornavn":"\#(navn)","etternavn":"\#(navn)","erGjeldende":true,"ajourholdstidspunkt":"2022-01-01"}]}"#
    )
    t.write(
      "drop/kommune/bosettinger.csv",
      "DUF-nummer;Oppf.kommune;Fra dato;Avtalt bosetting;Registrert dato;Registrert av\n\(duf);0301;01.01.2023;Ja;02.01.2023;\(navn)\n"
    )
    t.write(
      "drop/kommune/avslutninger.csv",
      "DUF-nummer;Avslutningsårsak;Avslutningsdato;Registrert dato;Registrert av\n\(duf);Arbeid;01.06.2023;02.06.2023;\(navn)\n"
    )
    t.write(
      "fag.csv", "DUF-nummer;Avslutningsårsak;Avslutningsdato;Registrert av\n\(duf);Fagskole;01.06.2023;\(navn)\n")
    var f = PipelineFile.forDrop(t.path + "/drop")
    f.beregningsdato = .fixed(try #require(Dato("2024-08-31")))
    let stille = Progress(mode: .quiet)
    let g = try Dropgjennomgang(file: f, progress: stille)
    var ut: [Any] = [g]
    try g.forHver { p, v in
      ut += [
        p, v, p.folkeregister as Any, p.opphold, p.bosettinger, p.avslutninger, v.historikk, v.funn, v.beregningslogg,
      ]
    }
    var liste = Avviksliste()
    var a = Avvik(.dufUgyldig, kilde: nil)
    a.duf = duf
    Array(navn.utf8).withUnsafeBytes { liste.leggTil(a, verdi: $0) }
    let avstemming = try Avstemming(
      fil: t.path + "/fag.csv", typenavn: "avslutninger", input: t.path + "/drop", utenom: [])
    var valg = Listevalg()
    valg.navn = navn
    valg.duf = String(duf)
    let kilde = try Listekilde.drop(f, utfiler: [.personliste], progress: stille)
    let tabell = try kilde.tabell(.personliste)
    ut += [
      DUFNummer(verdi: duf), liste, a, Avvikspost(avvik: a, verdi: Array(navn.utf8), tillegg: Array(navn.utf8)),
      avstemming, avstemming.funn, valg, kilde, tabell, Listesvar(tabell, Listevalg()),
      Personendring(slag: .borte, duf: DUFNummer(verdi: duf), foer: navn, etter: navn),
      Dokumentkobling.Avvist(duf: [duf], foedselsnumre: [13_057_548_999]), RunError.internalFault("x"),
      Forklaring.Varsel(alvorlighet: .feil, kode: .dufUgyldig, fil: "a", linje: 1, melding: navn),
    ]
    return ut
  }

  @Test func ingenVerdiSkriverSeg() throws {
    let verdier = try Self.verdier()
    #expect(verdier.count >= 24)
    for v in verdier {
      let t = Self.alt(v)
      for h in Self.hemmeligheter() { #expect(!t.contains(h), "\(type(of: v))") }
    }
  }

  /// The way in which the test looks finds what does print itself.
  @Test func proevenSer() {
    struct Aapen {
      var navn: [UInt8]
      var tekst: String
    }
    let t = Self.alt(Aapen(navn: Array(Self.navn.utf8), tekst: Self.navn))
    #expect(t.contains(Self.navn))
    #expect(Self.alt([Array(Self.navn.utf8)]).contains(Self.hemmeligheter()[1]))
  }
}
