import Kalender
import Kodeverk
import Testing

@testable import Pipeline

/// «What if»: a pipeline file may change the law's numbers; the run uses them and says
/// so wherever somebody could take its output for the register's.
@Suite struct HvaOmTests {
  /// Kategori from 01.02.2022 and nothing more: oppstartsfrist 01.02.2024.
  private let drop = Smaadrop([
    "udi": ["202201234501;Ola;Nordmann;10.05.1992;Mann;Utlendingsloven 2008 § 28;01.02.2022;01.02.2022;;01.01.2022"],
    "bosettinger": ["B1;202201234501;3024;;01.02.2022;Ja;01.02.2022;3024-NIBO"],
  ])

  @Test func registeretsEgneTall() throws {
    let r = try drop.kjoer("2022-06-01")
    #expect(r.ut("personliste.csv").contains(";Oppstart;01.02.2024;"))
    #expect(!r.ut("avslutningsrapport.csv").contains("EndretParameter"))
    #expect(r.ut("kjoering.json").contains("\"parametre\": {}"))
    #expect(!r.sammendrag.contains("WHAT IF"))
  }

  @Test func endretOppstartsfrist() throws {
    let r = try drop.kjoer("2022-06-01", parametre: "parametre: {oppstartsfrist_mnd: 3}\n")
    // The frist has run out, so the avslutning moves too.
    #expect(!r.ut("personliste.csv").contains("202201234501"))
    #expect(r.ut("avslutningsrapport.csv").contains(";Utgått oppstartsfrist;"))
    #expect(r.ut("avslutningsrapport.csv").contains(";01.05.2022;"))
    #expect(r.ut("beregningslogg.csv").contains(";+ 3 mnd;01.05.2022"))
    // Loudly: the manifest, the Utvalg line of both reports, the terminal.
    #expect(r.ut("kjoering.json").contains("\"oppstartsfrist_mnd\": \"3\""))
    for fil in ["avslutningsrapport.csv", "avslutningsrapport_introduksjonsloven.csv"] {
      let utvalg = r.ut(fil).prefix { $0 != "\r\n" }
      #expect(utvalg.contains("Utvalg:AvslutningsÅr=Alle") && utvalg.hasSuffix(",EndretParameter:oppstartsfrist_mnd=3,"))
    }
    #expect(r.sammendrag.contains("WHAT IF   changed parameters: oppstartsfrist_mnd = 3;"))
  }

  @Test func flereParametreStaarIRekkefoelge() throws {
    let r = try drop.kjoer(
      "2022-06-01", parametre: "parametre:\n  oppstartsfrist_mnd: 12\n  aldersgrense_øvre: 28\n  fravær_grense_dager: 0\n")
    #expect(
      r.ut("avslutningsrapport.csv").contains(
        ",EndretParameter:aldersgrense_øvre=28,EndretParameter:fravær_grense_dager=0,EndretParameter:oppstartsfrist_mnd=12,"))
    // 29 years old on the Vedtaksdato, and the limit is 28 now.
    #expect(r.ut("personliste.csv").contains(";Kan tilbys introduksjonsprogram;01.02.2022;"))
    #expect(r.ut("personliste.csv").contains(";Oppstart;01.02.2023;"))
  }

  @Test func forklaringenSierDetOgsaa() throws {
    var p = Parametre()
    let satt1 = p.endre(.oppstartsfristMnd, til: "3")
    #expect(satt1)
    let t = try #require(try drop.forklaring("202201234501", "01.03.2022", parametre: p))
    #expect(t.contains("ENDREDE PARAMETRE: oppstartsfrist_mnd = 3. Dette er ikke registerets svar.\n"))
    #expect(t.contains("  Frist for oppstart:        01.05.2022\n"))
    #expect(!(try #require(try drop.forklaring("202201234501", "01.03.2022"))).contains("ENDREDE"))
  }

  /// Unknown, of the wrong kind or out of reach: refused, with its line.
  @Test(arguments: [
    "oppstartsfrist: 3", "oppstartsfrist_mnd: tre", "oppstartsfrist_mnd: 3,5", "oppstartsfrist_mnd: -1",
    "oppstartsfrist_mnd: +3", "oppstartsfrist_mnd: 1201", "oppstartsfrist_mnd: [3]", "oppstartsfrist_mnd:",
    "kapittel_6a_fra: 31.02.2022", "fravær_grense_dager: 9999999999999999", "fravær_grense_dager: \"7,\"",
    "fravær_grense_dager: \",5\"", "fravær_grense_dager: \"1,2,3\"", "timer_per_fraværsdag: 0",
    "timer_per_fraværsdag: 0.000001", "aldersgrense_øvre: 99999999999999999999",
  ])
  func feilParameter(_ linje: String) {
    let text = "name: n\nberegningsdato: 2024-08-31\ninput: inn\noutput: ut\nparametre:\n  \(linje)\n"
    #expect {
      try PipelineFile.parse(Array(text.utf8), path: "p.yml")
    } throws: { e in
      guard let e = e as? RunError, case .usage(let melding) = e else { return false }
      return e.exitCode == 64 && melding.hasPrefix("p.yml:6: ")
    }
  }

  @Test(arguments: ["0", "7,5", "10", "1000", "0,000001"]) func grenserForDager(_ tekst: String) {
    var p = Parametre()
    let satt2 = p.endre(.fravaerGrenseDager, til: tekst)
    #expect(satt2)
    #expect(p.endret[.fravaerGrenseDager] == tekst)
  }
}
