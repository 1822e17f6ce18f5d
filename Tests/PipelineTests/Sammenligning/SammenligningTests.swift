import Kalender
import Kodeverk
import Rapport
import Tabular
import Testing

@testable import Pipeline

/// Two nights' folders, written by hand in either dialect.
@Suite struct SammenligningTests {
  /// One person's rows of a night.
  struct Natt {
    var liste: [[String]] = []
    var logg: [[String]] = []
    var historikk: [[String]] = []

    mutating func person(_ duf: String, frist: String, trinn: [(String, String)] = []) {
      liste.append(
        [duf, "Ola, Hansen", "01.01.1990", "Rett til introduksjonsprogram", "01.01.2022", "Introduksjonsprogram"]
          + ["Gjennomføring", frist, "Oslo", "Oslo", "Uten sluttmål", "Med vedtak", "Med tiltak", "a", "b", "c"])
      for (i, t) in trinn.enumerated() {
        logg.append([duf, "Introduksjonsprogram", "\(i + 1)", "F-02", t.0, "+ 24 mnd", t.1])
      }
    }

    mutating func avslutning(_ duf: String, _ aarsak: String, timer: String, _ dato: String, _ status: String) {
      historikk.append([duf, "Ordinær avslutning", aarsak, timer, dato, dato, "0301-AB", "Oslo", status])
    }

    func skriv(_ t: TemporaryFolder, _ mappe: String, iso: Bool) {
      for (u, rader) in [(Utfil.personliste, liste), (.beregningslogg, logg), (.avslutningshistorikk, historikk)] {
        let d: CSVDialect = iso ? .rfc4180 : .excelNb
        var w = CSVRowWriter(dialect: d)
        for r in rader {
          for (i, f) in r.enumerated() {
            w.field(trusted: iso ? Self.iso(f, timer: u == .avslutningshistorikk && i == 3) : f)
          }
          w.endRow()
        }
        t.write(Array("\(mappe)/\(u.filnavn)".utf8), u.hode(dialekt: d) + w.out.bytes())
      }
    }

    private static func iso(_ f: String, timer: Bool) -> String {
      if f.utf8.count == 10, let d = Dato(f) { return d.iso }
      return timer ? String(f.map { $0 == "," ? "." : $0 }) : f
    }
  }

  static let a = "2022 000001 10"
  static let b = "2022 000002 09"
  static let c = "2022 000003 08"
  static let d = "2022 000004 07"

  private func endringer(_ t: TemporaryFolder) throws -> [Personendring] {
    var ut: [Personendring] = []
    try Sammenligning(gammel: t.path + "/gammel", ny: t.path + "/ny").forHver { ut.append($0) }
    return ut
  }

  private func toNetter() -> (Natt, Natt) {
    var gammel = Natt()
    gammel.person(Self.a, frist: "01.08.2023", trinn: [("Frist; beregnet \"fra\"", "01.08.2023")])
    gammel.person(Self.b, frist: "01.09.2023")
    gammel.person(Self.c, frist: "01.10.2023")
    gammel.avslutning(Self.a, "Arbeid", timer: "37,5", "01.02.2023", "gjeldende")
    gammel.avslutning(Self.a, "Flyttet", timer: "", "01.03.2023", "gjeldende")
    var ny = Natt()
    ny.person(
      Self.a, frist: "12.08.2023", trinn: [("Frist; beregnet \"fra\"", "01.08.2023"), ("Fravær", "12.08.2023")])
    ny.person(Self.c, frist: "01.10.2023")
    ny.person(Self.d, frist: "01.11.2023")
    ny.avslutning(Self.a, "Arbeid", timer: "37,5", "01.02.2023", "slettet")
    ny.avslutning(Self.a, "Annet", timer: "", "02.02.2023", "gjeldende")
    return (gammel, ny)
  }

  @Test(arguments: [false, true], [false, true])
  func allSlags(gammelIso: Bool, nyIso: Bool) throws {
    let t = TemporaryFolder()
    let (gammel, ny) = toNetter()
    gammel.skriv(t, "gammel", iso: gammelIso)
    ny.skriv(t, "ny", iso: nyIso)
    let e = try endringer(t)
    #expect(
      e.map { "\($0.duf.visning) \($0.slag.navn): \($0.foer) -> \($0.etter)" } == [
        "\(Self.a) Flyttet frist: Gjennomføring 01.08.2023 -> Gjennomføring 12.08.2023",
        "\(Self.a) Avslutning kommet:  -> Ordinær avslutning: Annet 02.02.2023 (gjeldende)",
        "\(Self.a) Avslutning borte: Ordinær avslutning: Flyttet 01.03.2023 (gjeldende) -> ",
        "\(Self.a) Avslutning med ny status: Ordinær avslutning: Arbeid 01.02.2023 (gjeldende) -> "
          + "Ordinær avslutning: Arbeid 01.02.2023 (slettet)",
        "\(Self.b) Person borte: Rett til introduksjonsprogram, Gjennomføring 01.09.2023 -> ",
        "\(Self.d) Ny person:  -> Rett til introduksjonsprogram, Gjennomføring 01.11.2023",
      ])
    #expect(e.first?.loggFoer == ["F-02 Frist; beregnet \"fra\" + 24 mnd = 01.08.2023"])
    #expect(e.first?.loggEtter.count == 2)
  }

  /// One night in both dialects is one night.
  @Test func dialektenErIngenEndring() throws {
    let t = TemporaryFolder()
    let (natt, _) = toNetter()
    natt.skriv(t, "gammel", iso: false)
    natt.skriv(t, "ny", iso: true)
    #expect(try endringer(t).isEmpty)
  }

  @Test func skrevetUt() throws {
    let t = TemporaryFolder()
    let (gammel, ny) = toNetter()
    gammel.skriv(t, "gammel", iso: false)
    ny.skriv(t, "ny", iso: false)
    func s() throws -> Sammenligning { try Sammenligning(gammel: t.path + "/gammel", ny: t.path + "/ny") }
    var bytes: [UInt8] = []
    let r = try Sammenligningsfil.csv(try s()) { bytes += $0 }
    let linjer = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    #expect((r.rader, linjer.count, r.endringer.flyttedeFrister, r.endringer.endretStatus) == (6, 7, 1, 1))
    #expect(linjer[1].hasPrefix("Flyttet frist;\(Self.a);Frist;Gjennomføring 01.08.2023;Gjennomføring 12.08.2023;"))
    let tekst = try Sammenligningsfil.tekst(try s())
    #expect(tekst.contains("Nye personer                1\n"))
    // The step that is new is marked, the one that both have is not.
    #expect(tekst.contains("| + F-02 Fravær"))
    #expect(!tekst.contains("- F-02 Frist; beregnet"))
    let json = String(decoding: try Sammenligningsfil.json(try s()), as: UTF8.self)
    #expect(json.contains("\"Flyttede frister\": 1"))
  }

  @Test func ingenMappe() {
    let t = TemporaryFolder()
    let e = #expect(throws: RunError.self) { try Sammenligning(gammel: t.path, ny: t.path) }
    #expect(e?.exitCode == 66)
  }

  @Test func ikkeISortertOrden() throws {
    let t = TemporaryFolder()
    var n = Natt()
    n.person(Self.b, frist: "01.08.2023")
    n.person(Self.a, frist: "01.08.2023")
    n.skriv(t, "gammel", iso: false)
    Natt().skriv(t, "ny", iso: false)
    let e = #expect(throws: RunError.self) { try endringer(t) }
    #expect(e?.exitCode == 65)
  }

  /// The same rows whatever part of the file is in memory at a time.
  @Test func blokker() throws {
    let t = TemporaryFolder()
    var ventet: [String] = []
    var tekst = "\u{FEFF}Utvalg:a,b\r\nA;B\r\n"
    for i in 0..<900 {
      ventet.append("\(i)|x;\"\(i)\"\r\n\(String(repeating: "y", count: i % 60))")
      tekst += "\(i);\"x;\"\"\(i)\"\"\r\n\(String(repeating: "y", count: i % 60))\"\r\n"
    }
    t.write("f.csv", tekst)
    for blokk in [4096, 4097, 5000, 8191, 1 << 20] {
      let l = try Utfilleser.aapne(t.full(Array("f.csv".utf8)), navn: "f.csv", foerste: "A", blokk: blokk)
      var lest: [String] = []
      while try l.neste() { lest.append("\(l.felt(0))|\(l.felt(1))") }
      #expect(lest == ventet, "blokk \(blokk)")
    }
  }

  @Test(arguments: [
    ("kommune/vedtak_0301.csv", "Oslo (0301)"), ("kommune/vedtak-3024.json", "Bærum (3024)"),
    ("kommune/4601/vedtak.csv", "Bergen (4601)"),
    ("kommune/fravaer-2024-08.ndjson.gz", "Uten kommunenummer i filnavnet"),
    ("kommune/fravaer_5501-2024-08.csv", "Tromsø (5501)"),
    ("kommune/vedtak_99999.csv", "Uten kommunenummer i filnavnet"),
  ])
  func avsender(_ rad: (sti: String, navn: String)) {
    let d = Dato(aar: 2024, maaned: 8, dag: 31) ?? .foerste
    #expect(Avsendere.avsender(type: "vedtak", sti: rad.sti, dato: d) == rad.navn)
  }
}
