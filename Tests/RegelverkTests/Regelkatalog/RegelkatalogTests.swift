import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

@Suite("Regelkatalogen") struct RegelkatalogTests {
  /// Every boundary example that `nir rules` prints is what the engine answers.
  @Test(arguments: Regel.allCases) func grensene(_ regel: Regel) {
    for tabell in regel.grenser where !tabell.spoersmaal.spoerLeserne {
      for rad in tabell.rader {
        let svar = Eksempelperson.svar(tabell.spoersmaal, tabell.felles + rad.gitt, per: rad.per.isEmpty ? "01.01.2024" : rad.per)
        let gitt = rad.gitt.map(\.beskrivelse).joined(separator: "; ")
        #expect(svar == rad.svar, "\(regel.id) \(tabell.tittel): \(gitt) per \(rad.per)")
      }
    }
  }

  /// Every T, N, K, F and A rule with a boundary shows at least three examples of it.
  @Test func alleMedGrenserHarEksempler() {
    // A-11 only counts; what it rounds is in `Rapport`.
    let uten: Set<Regel> = [.a11, .p03, .r01, .r02]
    for regel in Regel.allCases {
      #expect(uten.contains(regel) == regel.grenser.isEmpty, "\(regel.id)")
      for t in regel.grenser { #expect(t.rader.count >= 2 && !t.tittel.isEmpty, "\(regel.id) \(t.tittel)") }
    }
  }

  /// One declaration says whose every avvik is: the lists partition the codes.
  @Test func hvertAvvikHoererTilEnRegelEllerLesing() {
    var sett: [Avvikskode] = []
    for regel in Regel.allCases { sett += regel.avvik }
    #expect(Set(sett).count == sett.count)
    #expect(Set(sett).union(Avvikskode.allCases.filter { $0.regel == nil }).count == Avvikskode.allCases.count)
  }

  /// Every parameter belongs to a rule, and shows with its value.
  @Test func hverParameterBrukesAvEnRegel() {
    let brukt = Set(Regel.allCases.flatMap(\.parametre))
    #expect(brukt == Set(Parametre.Navn.allCases))
    let f01 = Regel.f01.tall(Parametre())
    #expect(f01.map(\.navn) == ["oppstartsfrist_mnd"] && f01.map(\.verdi) == ["24"] && f01.map(\.kilde) == ["S1 §3.5"])
  }

  @Test func idKanSkrivesFritt() {
    #expect(Regel(skrevet: "F-05") == .f05 && Regel(skrevet: "f5") == .f05 && Regel(skrevet: "f05") == .f05)
    #expect(Regel(skrevet: "v") == .v && Regel(skrevet: "A13") == .a13)
    for feil in ["", "F", "F-11", "X-01", "F-005", "F-x", "F--"] { #expect(Regel(skrevet: feil) == nil, "\(feil)") }
    for r in Regel.allCases { #expect(!r.mening.isEmpty && !r.mening.hasSuffix(".")) }
  }
}
