import Testing

@testable import Kalender

@Suite struct DatoTests {
  @Test("hver dag 1900-2199 fram og tilbake, begge tekstformer") func hverDag() {
    var feil = 0
    for (i, s) in Stegkalender.inndata.enumerated() {
      let d = Dato(dagnummer: Int32(i))
      func to(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
      let norsk = "\(to(s.dag)).\(to(s.maaned)).\(s.aar)"
      let iso = "\(s.aar)-\(to(s.maaned))-\(to(s.dag))"
      let deler = d.deler
      let rett =
        deler == (s.aar, s.maaned, s.dag) && Dato(aar: s.aar, maaned: s.maaned, dag: s.dag) == d
        && d.description == norsk && d.iso == iso && Dato(norsk) == d && Dato(iso) == d && d.ukedag == s.ukedag
        && d.aar == s.aar && d.maaned.aar == s.aar && d.maaned.iAaret == s.maaned
      if !rett {
        feil += 1
        if feil < 4 { Issue.record("dag \(i): \(norsk) ble \(d)") }
      }
    }
    #expect(feil == 0)
    #expect(Stegkalender.inndata.count == 109_573)
    #expect(Dato.siste.dagnummer == 109_572)
    #expect(Dato.foerste.description == "01.01.1900")
    #expect(Dato.siste.description == "31.12.2199")
  }

  @Test(
    "ingen dato",
    arguments: [
      "29.02.2023", "29.02.1900", "29.02.2100", "30.02.2024", "31.04.2023", "00.01.2023", "01.00.2023", "01.13.2023",
      "32.01.2023", "31.12.1899", "01.01.2200", "1.1.2023", "01.01.23", "01-01-2023", "2023.01.01", "2023-1-01",
      "2023-13-01", "2023-00-10", "2023-01-32", "2023-02-29", "1899-12-31", "2200-01-01", "", " 01.01.2023",
      "01.01.2023 ",
      "0a.01.2023", "01.0a.2023", "01.01.202a", "２０２３-０", "2023-01/01", "01/01/2023", "20230101", "01.01-2023",
      "2023-01.01", "-023-01-01", "+1.01.2023", "01.01.0023",
    ])
  func ugyldig(_ tekst: String) {
    #expect(Dato(tekst) == nil)
  }

  @Test("29.02 finnes i skuddår", arguments: [1904, 2000, 2020, 2024, 2196]) func skuddaar(_ aar: Int) {
    #expect(Dato("29.02.\(aar)") != nil)
    #expect(Dato.erSkuddaar(aar))
    #expect(!Dato.erSkuddaar(aar + 1))
  }

  @Test("gyldige grenser") func grenser() {
    #expect(Dato("01.01.1900") == Dato.foerste)
    #expect(Dato("2199-12-31") == Dato.siste)
    #expect(Dato(aar: 2023, maaned: 2, dag: 29) == nil)
    #expect(Dato(aar: 2023, maaned: 13, dag: 1) == nil)
    #expect(Dato(aar: 2023, maaned: 0, dag: 1) == nil)
    #expect(Dato(aar: 2023, maaned: 1, dag: 0) == nil)
  }

  /// T-03, against stepping a month at a time from every kind of day.
  @Test("måneder mot en langsom modell", arguments: [1900, 1999, 2000, 2019, 2020, 2023, 2024, 2099, 2100, 2199])
  func maaneder(_ aar: Int) {
    for maaned in 1...12 {
      for dag in 1...Stegkalender.lengde(maaned, aar) {
        let d = Dato(aar: aar, maaned: maaned, dag: dag)!
        var (y, m) = (aar, maaned)
        for n in 0...50 {
          let ventet = Dato(aar: y, maaned: m, dag: min(dag, Stegkalender.lengde(m, y)))!
          if d.plussMaanederAvkortet(n) != ventet { Issue.record("\(d) + \(n) mnd ble \(d.plussMaanederAvkortet(n))") }
          m += 1
          if m == 13 { (y, m) = (y + 1, 1) }
        }
        (y, m) = (aar, maaned)
        for n in 0...50 {
          let ventet = Dato(aar: y, maaned: m, dag: min(dag, Stegkalender.lengde(m, y)))!
          if d.plussMaanederAvkortet(-n) != ventet {
            Issue.record("\(d) - \(n) mnd ble \(d.plussMaanederAvkortet(-n))")
          }
          m -= 1
          if m == 0 { (y, m) = (y - 1, 12) }
        }
      }
    }
  }

  @Test(
    "T-03",
    arguments: [
      ("31.08.2022", 6, "28.02.2023"), ("31.08.2023", 6, "29.02.2024"), ("29.02.2024", 12, "28.02.2025"),
      ("29.02.2020", 48, "29.02.2024"), ("30.01.2023", 1, "28.02.2023"), ("31.12.2021", 2, "28.02.2022"),
      ("01.07.2022", 6, "01.01.2023"), ("31.03.2023", 1, "30.04.2023"), ("29.02.2024", 0, "29.02.2024"),
    ])
  func maanedsregelen(_ fra: String, _ n: Int, _ til: String) {
    #expect(dato(fra).plussMaanederAvkortet(n) == dato(til))
  }

  @Test("mer enn så mange måneder etter, for hver dag i åtte år") func merEnn() {
    for n in [1, 2, 12] {
      var fra = dato("01.01.2019")
      while fra < dato("01.01.2027") {
        let grense = fra.plussMaanederAvkortet(n)
        #expect(!grense.erMerEnn(n, etter: fra) && (grense + 1).erMerEnn(n, etter: fra), "\(fra) og \(n)")
        #expect(!fra.erMerEnn(n, etter: fra) && !(fra - 400).erMerEnn(n, etter: fra))
        fra = fra + 1
      }
    }
  }

  @Test(
    "alder i hele år",
    arguments: [
      ("15.06.2000", "14.06.2018", 17), ("15.06.2000", "15.06.2018", 18), ("15.06.2000", "16.06.2018", 18),
      ("15.06.2000", "15.05.2018", 17), ("15.06.2000", "15.07.2018", 18),
      // Born 29.02: birthday on 28.02 in common years, on 29.02 in leap years.
      ("29.02.2004", "27.02.2022", 17), ("29.02.2004", "28.02.2022", 18), ("29.02.2004", "01.03.2022", 18),
      ("29.02.2004", "28.02.2024", 19), ("29.02.2004", "29.02.2024", 20),
      ("28.02.2004", "27.02.2022", 17), ("28.02.2004", "28.02.2022", 18),
      ("01.01.2000", "31.12.2000", 0), ("31.12.1999", "01.01.2000", 0), ("31.12.1999", "31.12.2000", 1),
      ("01.01.2030", "31.12.2029", -1), ("01.01.2030", "01.01.2030", 0),
    ])
  func alder(_ foedt: String, _ per: String, _ aar: Int) {
    #expect(dato(foedt).alder(per: dato(per)) == aar)
  }

  @Test("alder er antall bursdager", arguments: ["29.02.1960", "28.02.1961", "31.12.1959", "01.01.1960", "17.05.1975"])
  func alderMotBursdager(_ tekst: String) {
    let f = dato(tekst)
    let bursdager = (1...70).map { f.plussMaanederAvkortet(12 * $0) }
    var d = f
    while d < bursdager[69] {
      let ventet = bursdager.filter { $0 <= d }.count
      if f.alder(per: d) != ventet { Issue.record("\(f) per \(d): \(f.alder(per: d))") }
      d = d + 1
    }
  }

  @Test("differanse og sum") func regning() {
    #expect(dato("01.09.2022") - dato("01.07.2022") == 62)
    #expect(dato("01.10.2022") - dato("01.09.2022") == 30)
    #expect(dato("01.01.2023") + 31 == dato("01.02.2023"))
    #expect(dato("01.03.2024") - 1 == dato("29.02.2024"))
    #expect(dato("31.12.2022") < dato("01.01.2023"))
    #expect(!(dato("01.01.2023") < dato("01.01.2023")))
  }
}

@Suite struct MaanedTests {
  @Test("periode og nummer for hver måned 1900-2199") func hverMaaned() {
    var m = Maaned(aar: 1900, maaned: 1)!
    for aar in 1900...2199 {
      for i in 1...12 {
        #expect(m == Maaned(aar: aar, maaned: i))
        #expect(m.aar == aar && m.iAaret == i)
        #expect(m.periode.fom == Dato(aar: aar, maaned: i, dag: 1))
        #expect(m.periode.kalenderdager == Stegkalender.lengde(i, aar))
        #expect(Maaned(m.periode.fom) == m && Maaned(m.periode.tom) == m)
        #expect(m < m.neste)
        m = m.neste
      }
    }
  }

  @Test("ingen måned") func ugyldig() {
    #expect(Maaned(aar: 2023, maaned: 0) == nil)
    #expect(Maaned(aar: 2023, maaned: 13) == nil)
    #expect(Maaned(aar: 1899, maaned: 12) == nil)
    #expect(Maaned(aar: 2200, maaned: 1) == nil)
  }

  @Test("navn") func navn() {
    #expect(Maaned(aar: 2021, maaned: 8)!.description == "august 2021")
    #expect(Maaned(aar: 2021, maaned: 1)!.description == "januar 2021")
    #expect(Maaned(aar: 2021, maaned: 12)!.description == "desember 2021")
  }
}

@Suite struct PeriodeTests {
  @Test("T-05: begge ender teller") func tell() {
    let p = Periode(fom: dato("01.08.2022"), tom: dato("31.08.2022"))
    #expect(p.kalenderdager == 31)
    #expect(Periode(fom: dato("08.11.2021"), tom: dato("22.11.2021")).virkedager == 11)
    #expect(Periode(fom: dato("08.11.2021"), tom: dato("08.11.2021")).kalenderdager == 1)
    #expect(Periode(fom: dato("08.11.2021"), tom: dato("08.11.2021")).virkedager == 1)
    #expect(Periode(fom: dato("07.11.2021"), tom: dato("07.11.2021")).virkedager == 0)
  }

  @Test("tom periode") func tom() {
    let p = Periode(fom: dato("02.08.2022"), tom: dato("01.08.2022"))
    #expect(p.erTom)
    #expect(p.kalenderdager == 0)
    #expect(p.virkedager == 0)
    #expect(!p.inneholder(dato("01.08.2022")) && !p.inneholder(dato("02.08.2022")))
    #expect(!Periode(fom: dato("01.08.2022"), tom: dato("01.08.2022")).erTom)
  }

  @Test("inneholder og snitt") func snitt() {
    let p = Periode(fom: dato("01.08.2022"), tom: dato("31.08.2022"))
    #expect(p.inneholder(dato("01.08.2022")) && p.inneholder(dato("31.08.2022")))
    #expect(!p.inneholder(dato("31.07.2022")) && !p.inneholder(dato("01.09.2022")))
    #expect(
      p.snitt(Periode(fom: dato("20.08.2022"), tom: dato("05.09.2022")))
        == Periode(fom: dato("20.08.2022"), tom: dato("31.08.2022")))
    #expect(p.snitt(Periode(fom: dato("01.09.2022"), tom: dato("05.09.2022"))).erTom)
    #expect(p.snitt(Periode(fom: dato("31.08.2022"), tom: dato("05.09.2022"))).kalenderdager == 1)
  }
}
