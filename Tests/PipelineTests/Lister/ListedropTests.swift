import Kalender
import Kodeverk
import Rapport
import Testing

@testable import Pipeline

/// A small drop of made-up persons in three kommuner, one of them protected.
struct Listedrop {
  let folder = TemporaryFolder()
  static let skjermetNavn = "Hemmelig"

  init() {
    let udi =
      "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Kjønn;Hjemmel;Vedtaksdato;Effektueringsdato;Gyldig til;Ankomst Norge"
    var personer = [udi]
    var bosatt = ["DUF-nummer;Oppf.kommune;Bydel;Fra dato;Avtalt bosetting;Registrert dato"]
    var vedtak = [
      "ID;DUF-nummer;Vedtakstype;Vedtaksdato;Resultat;Startdato;Sluttdato;Legg til frist som;Oppf.kommune;Registrert dato;Registrert av"
    ]
    var maal = ["DUF-nummer;Sluttmål;Registrert dato"]
    var tiltak = ["DUF-nummer;Tiltakstype;Fra dato;Til dato;Timer per uke;Registrert dato"]
    var fravaer = ["DUF-nummer;Fraværstype;Periode;Antall dager;Antall timer;Registrert dato"]
    var slutt = [
      "DUF-nummer;Avslutningsårsak;Avslutningsdato;Antall timer arbeid per uke;Registrert dato;Registrert av"
    ]
    for i in 0..<24 {
      let duf = Listedrop.duf(i)
      let kommune = ["0301", "3201", "1103"][i % 3]
      let dag = "\(10 + i % 15).0\(1 + i % 3).2023"
      let fornavn = i == 4 ? Listedrop.skjermetNavn : "Fornavn\(i)"
      let hjemmel = i % 4 == 3 ? "§ 34" : "Utlendingsloven 2008 § 28 1. ledd bokstav b Asyl"
      personer.append(
        "\(duf);\(fornavn);Etternavn\(23 - i);01.05.\(1980 + i % 15);Kvinne;\(hjemmel);01.12.2022;01.12.2022;;01.11.2022"
      )
      bosatt.append("\(duf);\(kommune);\(i % 6 == 0 ? "030101" : "");\(dag);Ja;\(dag)")
      guard i % 5 != 0 else { continue }
      vedtak.append(
        "V1;\(duf);Deltakelse i introduksjonsprogram;\(dag);Innvilget;\(dag);;;\(kommune);\(dag);\(kommune)-AB")
      vedtak.append(
        "V2;\(duf);Permisjon pga egen sykdom;\(dag);Innvilget;02.10.2023;06.10.2023;Virkedager;\(kommune);\(dag);\(kommune)-AB"
      )
      let lang =
        i % 3 == 1 ? "Høyere utdanning - person har utdanning på videregående nivå fra før" : "Fullføre grunnskole"
      maal.append("\(duf);\(i == 1 ? "Fullføre grunnskole" : lang);\(dag)")
      tiltak.append("\(duf);Norskopplæring;01.09.2023;31.12.2023;20;01.09.2023")
      fravaer.append("\(duf);Egenmelding;10.2023;2;3,5;01.11.2023")
      if i % 4 == 3 { slutt.append("\(duf);Arbeid;01.06.2023;30;01.06.2023;\(kommune)-AB") }
    }
    folder.write("inn/udi/udi.csv", personer.joined(separator: "\n"))
    for (navn, rader) in [
      ("bosettinger", bosatt), ("vedtak", vedtak), ("sluttmaal", maal), ("tiltak", tiltak), ("fravaer", fravaer),
      ("avslutninger", slutt),
    ] { folder.write("inn/kommune/\(navn).csv", rader.joined(separator: "\n")) }
    folder.write(
      "inn/folkeregister/p.ndjson",
      #"{"utlendingsmyndighetenesIdentifikasjonsnummer":[{"identifikasjonsnummer":"\#(Listedrop.duf(4))","erGjeldende":true,"ajourholdstidspunkt":"2022-12-01"}],"adressebeskyttelse":[{"graderingsnivaa":"strengtFortrolig","erGjeldende":true,"ajourholdstidspunkt":"2022-12-01"}]}"#
        + "\n")
  }

  static func duf(_ i: Int) -> String { "9000 0000\(i < 10 ? "0" : "")\(i) 00" }

  func file(_ outputs: String, date: String = "2023-08-31", threads: Int = 1) throws -> PipelineFile {
    let text = """
      name: lister
      beregningsdato: \(date)
      input: \(folder.path)/inn
      output: \(folder.path)/ut
      threads: \(threads)
      outputs:
      \(outputs)
      """
    return try PipelineFile.parse(Array(text.utf8), path: "x.yml")
  }

  func run(_ f: PipelineFile) throws {
    _ = try NightlyRun(file: f, overrides: RunOverrides(), progress: Progress(mode: .quiet)).run()
  }

  func rows(_ name: String) -> [[String]] {
    (folder.read("ut/\(name)") ?? "").split(separator: "\r\n").map { l in
      l.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

/// The lists that a run writes when asked, and the commands' source.
@Suite struct ListedropTests {
  static let alle = """
      - personliste: {per_kommune: true}
      - avslutningsrapport: {per_kommune: true}
      - fristvarsel: {dager: 560, per_kommune: true}
      - deltakelse: {per_kommune: true}
      - aktivtid: {per_kommune: true}
    """

  @Test func fristvarselErSortertOgHoldtTilDagene() throws {
    let d = Listedrop()
    try d.run(try d.file(ListedropTests.alle))
    let rader = Array(d.rows("fristvarsel.csv").dropFirst())
    let personliste = Array(d.rows("personliste.csv").dropFirst())
    let ventet = personliste.filter { r in
      guard let f = Dato(r[7]), let per = Dato("2023-08-31") else { return false }
      return f >= per && f - per <= 560
    }
    #expect(Set(rader.map { $0[0] }) == Set(ventet.map { $0[0] }))
    #expect(!rader.isEmpty && rader.count < personliste.count)
    let noekler = rader.compactMap { r in Dato(r[4]).map { ($0, r[0]) } }
    for (a, b) in zip(noekler, noekler.dropFirst()) { #expect(a < b) }
    for r in rader { #expect(Dato(r[4]).flatMap { f in Dato("2023-08-31").map { f - $0 } } == Int(r[5])) }
    #expect(Set(rader.map { $0[3] }).isSubset(of: ["Gjennomføring", "Oppstart", "Gjenoppstart"]))
  }

  @Test func standardErSekstiDager() throws {
    let f = try Listedrop().file("  - fristvarsel")
    #expect(f.outputOptions.fristvarselDager == 60)
    #expect(f.outputs == [.fristvarsel])
  }

  @Test func hverKommuneFaarSineOgIkkeAndres() throws {
    let d = Listedrop()
    try d.run(try d.file(ListedropTests.alle))
    // By the number that the kommune has on D: Bærum was 3024 until 2024.
    for (navn, kolonne) in [("personliste", 8), ("fristvarsel", 9), ("deltakelse", 9), ("aktivtid", 7)] {
      let alle = d.rows("\(navn).csv").dropFirst()
      var samlet = 0
      for (nr, kommune) in [("0301", "Oslo"), ("1103", "Stavanger"), ("3024", "Bærum")] {
        let egne = Array(d.rows("\(navn)_\(nr).csv").dropFirst())
        #expect(egne == alle.filter { $0[kolonne].split(separator: "/").first == Substring(kommune) }, "\(navn) \(nr)")
        samlet += egne.count
      }
      #expect(samlet == alle.count { !$0.contains("Skjermet") })
      #expect(samlet > 0)
    }
    let oslo = d.folder.read("ut/avslutningsrapport_0301.csv") ?? ""
    #expect(oslo.contains("Kommune=Oslo,"))
    #expect(oslo.contains("Fordeling: Arbeid: 1 (100,00 %)"))
  }

  /// R-02: no file shows or hands out what is hidden.
  @Test func skjermedeErIngensKommune() throws {
    let d = Listedrop()
    try d.run(try d.file(ListedropTests.alle + "\n  - maaloppnaaelse"))
    for navn in d.folder.names("ut") where navn.hasSuffix(".csv") {
      let t = d.folder.read("ut/\(navn)") ?? ""
      #expect(!t.contains(Listedrop.skjermetNavn), "\(navn)")
      if navn.contains("_") { #expect(!t.contains(Listedrop.duf(4)), "\(navn)") }
      for linje in t.split(separator: "\r\n") where linje.contains(Listedrop.duf(4)) {
        #expect(linje.contains("Skjermet") && !linje.contains("Stavanger") && !linje.contains("Bærum"), "\(navn)")
      }
    }
    #expect((d.folder.read("ut/personliste.csv") ?? "").contains(Listedrop.duf(4)))
  }

  @Test func deltakelseHarTiltakFravaerOgPermisjon() throws {
    let d = Listedrop()
    try d.run(try d.file("  - deltakelse", date: "2023-12-31"))
    let rader = d.rows("deltakelse.csv").filter { $0[0] == Listedrop.duf(1) }
    #expect(
      rader.map { $0[1] }
        == [
          "02.2023", "03.2023", "04.2023", "05.2023", "06.2023", "07.2023", "08.2023", "09.2023", "10.2023", "11.2023",
          "12.2023",
        ].filter { m in rader.contains { $0[1] == m } })
    let oktober = rader.first { $0[1] == "10.2023" } ?? []
    #expect(oktober.dropFirst(2).prefix(7).map { $0 } == ["20,00", "2", "0", "5", "0", "0", "3,5"])
    let juli = rader.first { $0[1] == "07.2023" } ?? []
    #expect(juli.dropFirst(2).prefix(7).map { $0 } == ["0,00", "0", "0", "0", "0", "0", "0"])
  }

  @Test func aktivTidTilArbeid() throws {
    let d = Listedrop()
    try d.run(try d.file("  - aktivtid", date: "2023-08-31"))
    let rader = d.rows("aktivtid.csv").dropFirst()
    #expect(!rader.isEmpty)
    for r in rader {
      #expect(r[3] == "Arbeid" && r[4] == "01.06.2023")
      #expect((Int(r[5]) ?? -1) > 0)
      // Kapittel 6A may come back: two years from kategori fra.
      #expect(r[2] != "Rett til introduksjonsprogram" || Dato(r[6]) != nil)
    }
  }

  @Test func sammeBytesUansettTraader() throws {
    let d = Listedrop()
    var foer: [String: String] = [:]
    for traader in [1, 2, 5] {
      try d.run(try d.file(ListedropTests.alle, threads: traader))
      for n in d.folder.names("ut") where n.hasSuffix(".csv") {
        let t = d.folder.read("ut/\(n)")
        #expect(foer[n] == nil || foer[n] == t)
        foer[n] = t
      }
    }
    // The next night without them takes them away.
    try d.run(try d.file("  - personliste"))
    #expect(d.folder.names("ut").filter { $0.hasSuffix(".csv") } == ["personliste.csv"])
  }

  /// A list is the same from a drop as from the files of its run.
  @Test func dropOgMappeSvarerLikt() throws {
    let d = Listedrop()
    let f = try d.file("  - personliste\n  - avslutningsrapport")
    try d.run(f)
    let drop = try Listekilde.drop(f, utfiler: [.personliste, .avslutningsrapport], progress: Progress(mode: .quiet))
    let mappe = try Listekilde.mappe(f.output, dato: nil)
    #expect(drop.dato == mappe.dato)
    for u in [Utfil.personliste, .avslutningsrapport] {
      let a = Listesvar(try drop.tabell(u), Listevalg()).csv(dialekt: .excelNb)
      #expect(a == Listesvar(try mappe.tabell(u), Listevalg()).csv(dialekt: .excelNb))
      #expect(String(decoding: a, as: UTF8.self) == d.folder.read("ut/\(u.filnavn)"))
    }
    #expect(drop.avsluttede(.integreringsloven) == mappe.avsluttede(.integreringsloven))
    let t = Listevisning(
      Listesvar(try mappe.tabell(.personliste), Listevalg()), avsluttede: mappe.avsluttede(.integreringsloven),
      dato: mappe.dato
    ).tekst(Terminal(width: 80, styled: true))
    #expect(t.contains("\u{1B}[2m9000 000003 00"))
    #expect(t.contains("Grå skrift"))
    #expect(t.contains("Viser 24 av 24 personer per 31.08.2023"))
  }

  @Test func mappeUtenKjoering() throws {
    let d = Listedrop()
    #expect(throws: RunError.self) { try Listekilde.mappe(d.folder.path + "/ingen", dato: nil) }
    #expect(throws: RunError.self) { try Listekilde.mappe(d.folder.path, dato: nil) }
    let k = try Listekilde.mappe(d.folder.path, dato: Dato("2023-08-31"))
    #expect(throws: RunError.self) { try k.tabell(.personliste) }
    #expect(k.avsluttede(.integreringsloven) == nil)
  }

  @Test(
    arguments: [
      "  - fristvarsel: {dager: -1}", "  - fristvarsel: {dag: 3}", "  - avvik: {per_kommune: true}",
      "  - personliste: {dager: 3}", "  - personliste: {per_kommune: ja}", "  - personliste: true",
      "  - {personliste: {per_kommune: true}, avvik: {}}", "  - beregningslogg: {per_kommune: true}",
    ])
  func feilIUtfilvalg(_ outputs: String) throws {
    let d = Listedrop()
    do {
      _ = try d.file(outputs)
      Issue.record("accepted")
    } catch let e as RunError {
      #expect(e.exitCode == 64)
      #expect(e.message.hasPrefix("x.yml:7: "), "\(e.message)")
    }
  }
}
