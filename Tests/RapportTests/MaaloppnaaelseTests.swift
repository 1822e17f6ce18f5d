import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular
import Testing

@testable import Rapport

/// The tally of måloppnåelse and its file (A-11, `formats.md`).
@Suite struct MaaloppnaaelseTests {
  /// Persons that differ in everything that an inndeling asks for.
  private func mange() -> [Eksempel] {
    let kommuner: [UInt32?] = [301, 3024, 1103, 9, 9999, nil, 5501]
    return (0..<400).map { i in
      var e = Eksempel(duf: UInt64(i), kategori: Kategori.allCases[i % Kategori.allCases.count])
      e.v.foedselsdato = i % 11 == 0 ? nil : Dato(aar: 1940 + i % 70, maaned: 5, dag: 17)
      e.v.kjoenn = i % 13 == 0 ? nil : Kjoenn.allCases[i % 2]
      e.v.sluttmaal = i % 9 == 8 ? nil : Sluttmaal.allCases[i % 8]
      e.v.rapportkommune = kommuner[i % kommuner.count].map { Kommunenummer(nummer: $0) }
      e.p.skjermet = i % 17 == 0
      if i % 7 != 0 {
        e.avslutt(Avslutningsaarsak.allCases[i % Avslutningsaarsak.allCases.count], "17.05.\(2019 + i / 5 % 5)")
      }
      return e
    }
  }

  @Test func hverPersonTellesEnGangIHverInndeling() {
    let alle = mange()
    var m = Maaloppnaaelse(dato: dato("31.08.2024"))
    for e in alle { m.tell(skjermet: e.p.skjermet, e.v) }
    for l in Lovverk.allCases {
      let med = alle.filter { $0.v.lovverk == l && $0.v.gjeldendeAvslutning != nil }
      for i in Inndeling.allCases {
        let sum = m.verdier(l, i).reduce(0) { $0 + $1.fordeling.antall.reduce(0, +) }
        let ventet =
          switch i {
          case .kommune: med.count { !$0.p.skjermet && $0.v.rapportkommune != nil }
          case .oppfoelgingsfylke:
            med.count { !$0.p.skjermet && [301, 3024, 1103, 5501].contains($0.v.rapportkommune?.nummer ?? 0) }
          default: med.count
          }
        #expect(sum == ventet, "\(l) \(i)")
      }
      #expect(m.totalt(l).antall.reduce(0, +) == med.count)
    }
  }

  @Test func flettingGirDetSammeUansettDeling() {
    let alle = mange()
    var en = Maaloppnaaelse(dato: dato("31.08.2024"))
    for e in alle { en.tell(skjermet: e.p.skjermet, e.v) }
    for deler in [2, 3, 7] {
      var biter = (0..<deler).map { _ in en.tom() }
      for (i, e) in alle.enumerated() { biter[i % deler].tell(skjermet: e.p.skjermet, e.v) }
      var sum = en.tom()
      for b in biter.reversed() { sum.flett(b) }
      #expect(
        Maaloppnaaelsefil.skriv(sum, dialekt: .excelNb).bytes == Maaloppnaaelsefil.skriv(en, dialekt: .excelNb).bytes)
    }
  }

  @Test func tomFil() {
    let m = Maaloppnaaelse(dato: dato("31.08.2024"))
    let (bytes, antall) = Maaloppnaaelsefil.skriv(m, dialekt: .excelNb)
    let linjer = String(decoding: bytes.dropFirst(3), as: UTF8.self).split(separator: "\r\n")
    #expect(linjer[0] == "Lovverk;Inndeling;Verdi;Avslutningsårsakgruppe;Antall;Tallgrunnlag;Prosent")
    #expect(linjer.count == antall + 1)
    #expect(linjer[1] == "integreringsloven;Totalt;Alle;Arbeid;0;0;")
    // No years, no Ukjent; 357 kommuner, 15 fylker, 9 sluttmål.
    for (l, kategorier) in [(Lovverk.integreringsloven, 3), (.introduksjonsloven, 2)] {
      let tall = Inndeling.allCases.map { m.verdier(l, $0).count }
      #expect(tall == [1, 0, 15, 357, kategorier, 2, 5, 9])
    }
    #expect(m.verdier(.integreringsloven, .sluttmaal).last?.navn == "Uten sluttmål")
    #expect(m.verdier(.integreringsloven, .oppfoelgingsfylke).first?.navn == "Oslo")
  }

  @Test func verdieneKommerIRekkefoelge() {
    var m = Maaloppnaaelse(dato: dato("31.08.2024"))
    for e in mange() { m.tell(skjermet: e.p.skjermet, e.v) }
    #expect(m.verdier(.integreringsloven, .avslutningsaar).map(\.navn) == ["2019", "2020", "2021", "2022", "2023"])
    #expect(m.verdier(.integreringsloven, .kjoenn).map(\.navn) == ["Kvinne", "Mann", "Ukjent"])
    #expect(
      m.verdier(.integreringsloven, .aldersgruppe).map(\.navn)
        == ["18-24", "25-34", "35-44", "45-55", "56+", "Ukjent"])
    // Numbers that are not valid on D come after the others, by number.
    #expect(m.verdier(.integreringsloven, .kommune).suffix(2).map(\.navn) == ["0009", "9999"])
    #expect(m.verdier(.integreringsloven, .kommune).first?.navn == "Oslo")
  }

  @Test func radenesTall() {
    var m = Maaloppnaaelse(dato: dato("31.08.2024"))
    for (i, n) in [31, 4, 2, 3, 73, 35].enumerated() {
      let aarsak: [Avslutningsaarsak] = [
        .arbeid, .arbeidOgGrunnskole, .fagskole, .videregaaendeYrkesfag, .annet, .doed,
      ]
      for _ in 0..<n {
        var e = Eksempel()
        e.avslutt(aarsak[i], "01.02.2024")
        m.tell(skjermet: e.p.skjermet, e.v)
      }
    }
    let fil = String(decoding: Maaloppnaaelsefil.skriv(m, dialekt: .rfc4180).bytes, as: UTF8.self)
    #expect(
      fil.hasPrefix(
        tekst(
          "Lovverk,Inndeling,Verdi,Avslutningsårsakgruppe,Antall,Tallgrunnlag,Prosent\r\n",
          "integreringsloven,Totalt,Alle,Arbeid,31,113,27.43\r\n",
          "integreringsloven,Totalt,Alle,Arbeid og utdanning,4,113,3.54\r\n",
          "integreringsloven,Totalt,Alle,Utdanning - Høy/fagskole,2,113,1.77\r\n",
          "integreringsloven,Totalt,Alle,Utdanning - Vgo,3,113,2.65\r\n",
          "integreringsloven,Totalt,Alle,Annet,73,113,64.60\r\n",
          "integreringsloven,Totalt,Alle,Inngår ikke i tallgrunnlaget,35,113,\r\n",
          "integreringsloven,Avslutningsår,2024,Arbeid,31,113,27.43\r\n")))
  }

  @Test(
    arguments: [
      (nil, Aldersgruppe.ukjent), (17, .ukjent), (18, .fra18), (24, .fra18), (25, .fra25), (34, .fra25), (35, .fra35),
      (44, .fra35), (45, .fra45), (55, .fra45), (56, .fra56), (99, .fra56),
    ] as [(Int?, Aldersgruppe)])
  func aldersgrupper(_ rad: (alder: Int?, gruppe: Aldersgruppe)) {
    #expect(Aldersgruppe(alder: rad.alder) == rad.gruppe)
  }
}
