import Domene
import Innlesing
import Kalender
import Kodeverk
import Rapport
import Testing

@testable import Pipeline

/// `nir explain` from drop to text: numbers, protection, the screen, what reading found.
@Suite struct ForklaringsvegTests {
  static let udi = "202201234501;Ola;Nordmann;10.05.1992;Mann;Utlendingsloven 2008 § 28;01.02.2022;01.02.2022;;01.01.2022"
  static let bosatt = "B1;202201234501;3024;;01.02.2022;Ja;01.02.2022;3024-NIBO"

  @Test(arguments: [
    ("202201234501", UInt64?.some(202_201_234_501)), ("2022 012345 01", 202_201_234_501), (" 2022 012345 01 ", 202_201_234_501),
    ("000000000000", 0), ("20220123450", nil), ("2022012345011", nil), ("2022-012345-01", nil), ("", nil), ("20220123450a", nil),
    ("９００099900014", nil),
  ])
  func dufLeses(_ tekst: String, _ verdi: UInt64?) {
    #expect(DUFNummer(tekst: tekst)?.verdi == verdi)
  }

  @Test func ukjentNummer() throws {
    let d = Smaadrop(["udi": [Self.udi], "bosettinger": [Self.bosatt]])
    #expect(try d.forklaring("202201234595", "01.06.2022") == nil)
    #expect(throws: RunError.self) { try Smaadrop().forklaring("202201234501", "01.06.2022") }
  }

  /// A document that lists two numbers joins them: the old one finds the person.
  @Test func tidligereNummerFinnerPersonen() throws {
    let d = Smaadrop(
      ["udi": [Self.udi], "bosettinger": [Self.bosatt]],
      dokumenter: [
        #"{"utlendingsmyndighetenesIdentifikasjonsnummer": [{"ajourholdstidspunkt": "2022-01-01", "erGjeldende": false, "identifikasjonsnummer": "201900000157"}, {"ajourholdstidspunkt": "2022-01-01", "erGjeldende": true, "identifikasjonsnummer": "202201234501"}], "navn": [{"ajourholdstidspunkt": "2022-01-01", "erGjeldende": true, "fornavn": "Ola", "etternavn": "Nordmann"}]}"#
      ])
    let ny = try #require(try d.forklaring("202201234501", "01.06.2022"))
    let gammel = try #require(try d.forklaring("2019 000001 57", "01.06.2022"))
    #expect(ny.hasPrefix("2022 012345 01  Ola, Nordmann\nBeregnet per 01.06.2022\n"))
    #expect(gammel == "Nummeret 2019 000001 57 er et tidligere DUF-nummer for denne personen.\n\n" + ny)
  }

  /// R-02: nothing of name, place or who registered, and not the files' names either.
  @Test func skjermetPerson() throws {
    let d = Smaadrop(
      ["udi": [Self.udi], "bosettinger": [Self.bosatt, "B2;202201234501;9999;;01.03.2022;Ja;01.03.2022;3024-NIBO"]],
      dokumenter: [
        #"{"utlendingsmyndighetenesIdentifikasjonsnummer": [{"ajourholdstidspunkt": "2022-01-01", "erGjeldende": true, "identifikasjonsnummer": "202201234501"}], "adressebeskyttelse": [{"ajourholdstidspunkt": "2030-01-01", "erGjeldende": true, "graderingsnivaa": "strengtFortrolig"}]}"#
      ])
    let t = try #require(try d.forklaring("202201234501", "01.06.2022"))
    #expect(t.hasPrefix("2022 012345 01  Skjermet\n"))
    for ord in ["Ola", "Nordmann", "Bærum", "Viken", "NIBO", "3024", "9999", "Akershus"] { #expect(!t.contains(ord), "\(ord)\n\(t)") }
    #expect(t.contains("Advarsel KOMMUNE_UKJENT  (Skjermet)"))
  }

  /// What reading found on the person's own rows, with file and line; nobody else's.
  @Test func leseavvikStaarMedFilOgLinje() throws {
    let d = Smaadrop([
      "udi": [
        Self.udi, "202201234611;Kari;Nordmann;10.05.1992;Kvinne;Utlendingsloven 2008 § 28;01.02.2022;01.02.2022;;01.01.2022",
      ],
      "bosettinger": [Self.bosatt, Self.bosatt, "B3;202201234611;3024;;31.02.2022;Ja;01.02.2022;3024-NIBO"],
      "vedtak": [
        "V1;202201234501;Deltakelse i introduksjonsprogram;10.03.2022;Innvilget;01.04.2022;;;13;3024;10.03.2022;3024-NIBO;",
        "V2;202201234501;Deltakelse i introduksjonsprogram;10.03.2022;Innvilget;01.04.2022;;;;3024;10.03.2022;3024-NIBO;",
      ],
    ])
    let t = try #require(try d.forklaring("202201234501", "01.06.2022"))
    let varsler = try #require(t.range(of: "\nVarsler\n").map { String(t[$0.lowerBound...]) })
    #expect(varsler.contains("  Info DUPLIKAT  (kommune/bosettinger_3024.csv, linje 3)\n"), "\(varsler)")
    #expect(varsler.contains("  Feil TALL_UGYLDIG  (kommune/vedtak_3024.csv, linje 2)\n    «13» er ikke et tall"))
    #expect(varsler.contains("  Advarsel VEDTAK_UTEN_TILTAK  (kommune/vedtak_3024.csv, linje 3)\n"))
    #expect(!varsler.contains("DATO_UGYLDIG") && !varsler.contains("linje 4"))
  }

  /// Every avvik that `avvik.csv` has on a person stands in the story, and no other.
  @Test func varsleneErAvvikfilensEgne() throws {
    let mappe = TemporaryFolder()
    var valg = GeneratorOptions(persons: 120, seed: 7, date: try #require(Dato("31.08.2024")))
    valg.mess = 0.03
    valg.threads = 1
    _ = try DropGenerator(valg).run(into: mappe.path + "/inn", progress: Progress(mode: .quiet))
    mappe.write(
      "p.yml",
      "name: n\nberegningsdato: 2024-08-31\ninput: \(mappe.path)/inn\noutput: \(mappe.path)/ut\nthreads: 1\n")
    let fil = try PipelineFile.load(mappe.path + "/p.yml")
    _ = try NightlyRun(file: fil, overrides: RunOverrides(), progress: Progress(mode: .quiet)).run()
    let avvik = try #require(mappe.read("ut/avvik.csv")).split(separator: "\r\n").dropFirst()
    let drop = try Dropgjennomgang(file: fil, progress: Progress(mode: .quiet))
    var ventet: [UInt64: [String]] = [:]
    for rad in avvik {
      // The Melding is last and the only field that may hold a separator of its own.
      let f = rad.split(separator: ";", maxSplits: 7, omittingEmptySubsequences: false).map(String.init)
      guard f.count == 8, !rad.contains("\""), let d = DUFNummer(tekst: f[6]), let p = drop.person(d) else { continue }
      ventet[p.verdi, default: []].append("\(f[0]) \(f[1]) \(f[2]) \(f[3])")
    }
    #expect(ventet.count > 40)
    for (duf, linjer) in ventet {
      let tekst = try #require(try drop.forklaring(DUFNummer(verdi: duf), parametre: fil.parametre))
      let t = String(decoding: tekst, as: UTF8.self)
      if t.contains("Adressebeskyttet") { continue }
      let varsler = try #require(t.range(of: "\nVarsler\n").map { t[$0.upperBound...] })
      for l in Set(linjer) {
        let f = l.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        let hode = "  \(f[0]) \(f[1])" + (f[2].isEmpty ? "\n" : "  (\(f[2])" + (f[3] == "" ? ")" : ", linje \(f[3]))"))
        #expect(varsler.contains(hode), "mangler: \(f[1])")
      }
      let antall = varsler.split(separator: "\n").count {
        $0.hasPrefix("  Feil ") || $0.hasPrefix("  Advarsel ") || $0.hasPrefix("  Info ")
      }
      #expect(antall >= linjer.count)
    }
  }

  /// The text fits the screen that it is set for, and no character is lost.
  @Test(arguments: [60, 80, 100, 132]) func passerPaaSkjermen(bredde: Int) throws {
    let drop = Smaadrop.veiledningene()
    for duf in ["900099100909", "900099100505", "900099100606"] {
      let t = try #require(
        try drop.forklaring(duf, "01.10.2022", stil: Skjermstil(bredde: bredde, farge: false)))
      for linje in t.split(separator: "\n") where !linje.contains("(kommune/") {
        #expect(linje.count <= bredde, "\(linje)")
      }
    }
  }

  @Test func fargerBareNaarDeErBedtOm() throws {
    let drop = Smaadrop.veiledningene()
    let roer = try #require(try drop.forklaring("900099100909", "01.10.2022"))
    #expect(!roer.contains("\u{1B}"))
    let farget = try #require(
      try drop.forklaring("900099100909", "01.10.2022", stil: Skjermstil(bredde: nil, farge: true)))
    #expect(farget.contains("\u{1B}[1mVedtak\u{1B}[0m"))
    // Without the codes it is the same text.
    var uten = farget
    for kode in ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m", "\u{1B}[31m", "\u{1B}[33m"] {
      uten = uten.split(separator: kode, omittingEmptySubsequences: false).joined()
    }
    #expect(uten == roer)
  }
}
