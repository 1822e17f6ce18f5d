import Testing

@testable import Kalender

@Suite struct HelligdagerTests {
  @Test(
    "kjente påskedager",
    arguments: [
      "15.04.1900", "23.04.1905", "23.03.1913", "17.04.1938", "25.04.1943", "18.04.1954", "06.04.1980", "19.04.1981",
      "23.04.2000", "15.04.2001", "23.03.2008", "12.04.2009", "24.04.2011", "12.04.2020", "04.04.2021", "17.04.2022",
      "09.04.2023", "31.03.2024", "20.04.2025", "05.04.2026", "25.04.2038", "18.04.2049", "19.04.2076", "28.03.2100",
      "22.03.2285",
    ])
  func paaske(_ tekst: String) {
    let aar = Int(tekst.suffix(4))!
    let ventet = Dato(aar: aar, maaned: Int(tekst.dropFirst(3).prefix(2))!, dag: Int(tekst.prefix(2))!)!
    #expect(Helligdager.paaskedag(aar) == ventet)
  }

  @Test("påskedag mot kirkens tabeller, 1900-2299") func paaskeMotTabeller() {
    for aar in 1900...2299 {
      let p = Stegkalender.paaskedag(aar)
      let d = Helligdager.paaskedag(aar).deler
      #expect(d == (aar, p.maaned, p.dag), "\(aar)")
    }
  }

  @Test("helligdagene i 2024") func aaret2024() {
    let ventet = [
      "01.01.2024", "28.03.2024", "29.03.2024", "31.03.2024", "01.04.2024", "01.05.2024", "09.05.2024", "17.05.2024",
      "19.05.2024", "20.05.2024", "25.12.2024", "26.12.2024",
    ].map(dato)
    #expect(Helligdager.alle(i: 2024).sorted() == ventet)
  }
}

@Suite struct VirkedagerTests {
  @Test("hver dag 1900-2299 mot steg for steg") func hverDag() {
    var antall = 0
    var feil = 0
    for (i, virkedag) in Stegkalender.virkedag.enumerated() {
      let d = Dato(dagnummer: Int32(i))
      if virkedag { antall += 1 }
      if Virkedager.er(d) != virkedag || Virkedager.antall(fom: .foerste, tom: d) != antall {
        feil += 1
        if feil < 4 { Issue.record("\(d)") }
      }
    }
    #expect(feil == 0)
  }

  @Test("antall i hver måned 1900-2199") func hverMaaned() {
    var ventet: [Int: Int] = [:]
    for (i, d) in Stegkalender.inndata.enumerated() where Stegkalender.virkedag[i] {
      ventet[d.aar * 12 + d.maaned - 1, default: 0] += 1
    }
    for nummer in (1900 * 12)..<(2200 * 12) {
      let p = Maaned(nummer: Int32(nummer)).periode
      #expect(Virkedager.antall(fom: p.fom, tom: p.tom) == ventet[nummer], "\(p.fom)")
    }
  }

  @Test("T-04: n virkedager etter hver dag") func legg() {
    var feil = 0
    let virkedag = Stegkalender.virkedag
    for i in 0..<Stegkalender.inndata.count {
      let d = Dato(dagnummer: Int32(i))
      var j = i
      for n in 1...12 {
        repeat { j += 1 } while !virkedag[j]
        if Virkedager.legg(n, til: d) != Dato(dagnummer: Int32(j)) {
          feil += 1
          if feil < 4 { Issue.record("\(d) + \(n): \(Virkedager.legg(n, til: d))") }
        }
      }
    }
    #expect(feil == 0)
  }

  @Test("T-04: mange virkedager", arguments: [1, 7, 100, 999, 5000]) func leggMange(_ n: Int) {
    for start in stride(from: 0, to: 100_000, by: 4_321) {
      var j = start
      var igjen = n
      while igjen > 0 {
        j += 1
        if Stegkalender.virkedag[j] { igjen -= 1 }
      }
      #expect(Virkedager.legg(n, til: Dato(dagnummer: Int32(start))) == Dato(dagnummer: Int32(j)))
    }
  }

  @Test(
    "veiledningens tall",
    arguments: [
      ("01.08.2023", 11, "16.08.2023"), ("01.02.2023", 6, "09.02.2023"), ("09.02.2023", 5, "16.02.2023"),
      ("26.10.2021", 35, "14.12.2021"), ("01.08.2023", 0, "01.08.2023"), ("05.08.2023", 1, "07.08.2023"),
      // 24 and 31 December count.
      ("23.12.2024", 1, "24.12.2024"), ("24.12.2024", 1, "27.12.2024"), ("30.12.2024", 2, "02.01.2025"),
      // Over Easter: 27.03.2024 is the day before skjærtorsdag.
      ("27.03.2024", 1, "02.04.2024"),
    ])
  func eksempler(_ fra: String, _ n: Int, _ til: String) {
    #expect(Virkedager.legg(n, til: dato(fra)) == dato(til))
  }

  @Test("T-05 og S1 §8.1, §8.2") func telling() {
    #expect(Virkedager.antall(fom: dato("01.04.2021"), tom: dato("30.04.2021")) == 19)
    #expect(Virkedager.antall(fom: dato("01.08.2021"), tom: dato("31.08.2021")) == 22)
    #expect(Virkedager.antall(fom: dato("08.11.2021"), tom: dato("22.11.2021")) == 11)
    #expect(Virkedager.antall(fom: dato("22.11.2021"), tom: dato("08.11.2021")) == 0)
    #expect(Virkedager.antall(fom: dato("24.12.2021"), tom: dato("31.12.2021")) == 6)
  }

  @Test("negativt antall flytter ikke") func negativt() {
    #expect(Virkedager.legg(-1, til: dato("01.08.2023")) == dato("01.08.2023"))
  }

  /// Past the table only Saturdays and Sundays are known; still n weekdays on.
  @Test("forbi tabellen telles ukedager") func forbiTabellen() {
    let siste = Dato(dagnummer: Int32(Stegkalender.dager.count - 1))
    #expect(siste.description == "31.12.2299")
    for fra in 0..<9 {
      let start = siste + fra
      var d = start
      for n in 1...23 {
        repeat { d = d + 1 } while d.ukedag > 5
        #expect(Virkedager.legg(n, til: start) == d, "\(start) + \(n)")
      }
    }
    #expect(Virkedager.er(siste + 7) == (siste.ukedag <= 5))
  }
}

@Suite struct FaerrestVirkedagerTests {
  @Test("ingen måned har færre virkedager, og en har så få") func faerrest() {
    let alle = (1900...2299).flatMap { aar in
      (1...12).compactMap { Maaned(nummer: Int32(aar * 12 + $0 - 1)).periode.virkedager }
    }
    #expect(alle.min() == Virkedager.faerrestIMaaned)
  }
}
