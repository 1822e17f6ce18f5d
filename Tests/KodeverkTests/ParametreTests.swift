import Kalender
import Testing

@testable import Kodeverk

@Suite struct ParametreTests {
  @Test("hver rad i filen er en parameter") func filen() {
    let rader = Tabellfil.les("parametre")
    #expect(Set(rader.map { $0["parameter"]! }) == Set(Parametre.Navn.allCases.map(\.rawValue)))
    for rad in rader {
      let navn = Parametre.Navn(rawValue: rad["parameter"]!)!
      #expect(Parametre().verdier[navn]?.contains { $0.tekst == rad["verdi"] && $0.kilde == rad["kilde"] } == true)
    }
  }

  @Test("verdiene") func verdiene() {
    let p = Parametre().per(Dato("2024-01-01")!)
    #expect(p.integreringslovenFra == Dato("2021-01-01"))
    #expect(p.kapittel6AFra == Dato("2022-06-15"))
    #expect(p.oppstartsfristMnd == 24)
    #expect(p.gjenoppstartsfristMnd == 24)
    #expect(p.introduksjonslovenFristMnd == 24)
    #expect(p.introduksjonslovenMaksUtvidelseMnd == 12)
    #expect(p.fravaerGrenseMikro == 10_000_000)
    #expect(p.timerPerFravaersdagMikro == 7_500_000)
    let alder = p.aldersgrenser(vedtaksdato: Dato("2023-01-01")!)
    #expect(alder.nedre == 18 && alder.oevre == 55)
  }

  @Test("endring i en pipeline-fil") func endre() {
    var p = Parametre()
    let tatt1 = p.endre(.oppstartsfristMnd, til: "36")
    #expect(tatt1)
    #expect(p.per(Dato("2024-01-01")!).oppstartsfristMnd == 36)
    #expect(p.endret == [.oppstartsfristMnd: "36"])
    let tatt2 = p.endre(.timerPerFravaersdag, til: "7.0")
    #expect(tatt2)
    #expect(p.per(Dato("2024-01-01")!).timerPerFravaersdagMikro == 7_000_000)
    let tatt3 = p.endre(.kapittel6AFra, til: "2022-07-01")
    #expect(tatt3)
    #expect(p.per(Dato("2024-01-01")!).kapittel6AFra == Dato("2022-07-01"))
    let tatt4 = p.endre(.aldersgrenseOevre, til: "60")
    #expect(tatt4)
    #expect(p.per(Dato("2024-01-01")!).aldersgrenser(vedtaksdato: Dato("2010-01-01")!).oevre == 60)
  }

  @Test(
    "det som ikke er en verdi",
    arguments: [
      (Parametre.Navn.oppstartsfristMnd, "to"), (.oppstartsfristMnd, "-1"), (.oppstartsfristMnd, ""),
      (.oppstartsfristMnd, "24,5"), (.kapittel6AFra, "i går"), (.kapittel6AFra, "2022-02-30"),
      (.timerPerFravaersdag, "0"), (.timerPerFravaersdag, "-7,5"), (.timerPerFravaersdag, "syv"),
      (.fravaerGrenseDager, "-1"),
    ])
  func ikkeEndre(_ navn: Parametre.Navn, _ tekst: String) {
    var p = Parametre()
    let tatt = p.endre(navn, til: tekst)
    #expect(!tatt)
    #expect(p.endret.isEmpty)
    #expect(p.gjeldende(navn, per: Dato("2024-01-01")!) == Parametre().gjeldende(navn, per: Dato("2024-01-01")!))
  }

  @Test("desimaltall i milliontedeler") func mikro() {
    #expect(Parametre.mikro("7,5") == 7_500_000)
    #expect(Parametre.mikro("7.25") == 7_250_000)
    #expect(Parametre.mikro("10") == 10_000_000)
    #expect(Parametre.mikro("0,000001") == 1)
    for t in ["", ",", "a", "7,5,5", "7,-5", "7,a"] { #expect(Parametre.mikro(t) == nil, "\(t)") }
  }
}
