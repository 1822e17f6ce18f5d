import Kalender
import Testing

@testable import Kodeverk

@Suite struct KommunerTests {
  private func k(_ n: UInt32) -> Kommunenummer { Kommunenummer(nummer: n) }
  private func d(_ t: String) -> Dato { Dato(t)! }

  @Test("samme kommune gjennom reformer, direkte og indirekte") func erSamme() {
    #expect(Kommuner.erSamme(k(219), k(3024)))
    #expect(Kommuner.erSamme(k(3024), k(3201)))
    #expect(Kommuner.erSamme(k(219), k(3201)))
    #expect(Kommuner.erSamme(k(3201), k(219)))
    #expect(!Kommuner.erSamme(k(3024), k(3025)))
    #expect(!Kommuner.erSamme(k(3201), k(3203)))
    #expect(Kommuner.erSamme(k(301), k(301)))
    // Two that became one are each the same as it, but not as one another.
    #expect(Kommuner.erSamme(k(213), k(3020)) && Kommuner.erSamme(k(217), k(3020)))
    #expect(!Kommuner.erSamme(k(213), k(217)))
    // A number that no year has equals only itself.
    #expect(Kommuner.erSamme(k(9999), k(9999)) && !Kommuner.erSamme(k(9999), k(301)))
  }

  @Test("delt kommune: begge etterfølgere er den samme") func delt() {
    #expect(Kommuner.erSamme(k(1507), k(1508)) && Kommuner.erSamme(k(1507), k(1580)))
    #expect(!Kommuner.erSamme(k(1508), k(1580)))
    #expect(Kommuner.erSamme(k(1504), k(1508)) && Kommuner.erSamme(k(1504), k(1580)))
    #expect(Kommuner.erSamme(k(1850), k(1806)) && Kommuner.erSamme(k(1850), k(1875)))
    #expect(Kommuner.visning(k(1507), per: d("2024-06-01")).navn == "Ålesund")
    #expect(Kommuner.visning(k(1507), per: d("2024-06-01")).nummer == k(1508))
    #expect(Kommuner.visning(k(1850), per: d("2024-06-01")).nummer == k(1806))
  }

  @Test(
    "visning per dato",
    arguments: [
      (219, "2019-12-31", "Bærum", "Akershus"), (219, "2020-01-01", "Bærum", "Viken"),
      (3024, "2023-12-31", "Bærum", "Viken"), (3024, "2024-01-01", "Bærum", "Akershus"),
      (219, "2024-01-01", "Bærum", "Akershus"), (3005, "2024-01-01", "Drammen", "Buskerud"),
      (1201, "2019-12-31", "Bergen", "Hordaland"), (1201, "2024-01-01", "Bergen", "Vestland"),
      (5001, "2024-01-01", "Trondheim", "Trøndelag"), (301, "2024-01-01", "Oslo", "Oslo"),
    ] as [(UInt32, String, String, String)])
  func visning(_ n: UInt32, _ dag: String, _ navn: String, _ fylke: String) {
    let v = Kommuner.visning(k(n), per: d(dag))
    #expect(v.navn == navn)
    #expect(v.fylke?.navn == fylke)
  }

  @Test("et nummer som ikke finnes, vises som det er") func ukjent() {
    let v = Kommuner.visning(k(9999), per: d("2024-01-01"))
    #expect(v.navn == "9999" && v.fylke == nil && v.nummer == k(9999))
    #expect(!Kommuner.finnes(k(9999)))
    #expect(!Kommuner.finnes(k(123_456)))
    #expect(Kommuner.finnes(k(219)) && Kommuner.finnes(k(3201)))
  }

  @Test(
    "ingen rapport blander gamle og nye fylker: visningen er gyldig på dagen",
    arguments: ["2024-08-31", "2026-01-01"])
  func alleVises(_ dag: String) {
    let gyldige = Set(Kommuner.gyldige(per: d(dag)).map(\.nummer))
    for rad in Tabellfil.les("kommuner") {
      let n = k(UInt32(rad["kommunenummer"]!)!)
      let v = Kommuner.visning(n, per: d(dag))
      let harSlutt = !rad["gyldig_til"]!.isEmpty
      if !harSlutt || !rad["erstattet_av"]!.isEmpty {
        #expect(gyldige.contains(v.nummer), "\(n.tekst) vises som \(v.nummer.tekst)")
      }
    }
  }

  @Test("antall kommuner og fylker") func antall() {
    #expect(Kommuner.gyldige(per: d("2020-06-01")).count == 356)
    #expect(Kommuner.gyldige(per: d("2024-06-01")).count == 357)
    #expect(Kommuner.fylker(per: d("2020-06-01")).count == 11)
    #expect(Kommuner.fylker(per: d("2024-06-01")).count == 15)
    let numre = Kommuner.gyldige(per: d("2024-06-01")).map(\.nummer)
    #expect(numre == numre.sorted() && Set(numre).count == numre.count)
  }

  @Test("hver etterfølger finnes") func etterfoelgere() {
    let numre = Set(Tabellfil.les("kommuner").map { $0["kommunenummer"]! })
    for rad in Tabellfil.les("kommuner") {
      for e in rad["erstattet_av"]!.split(separator: "|") { #expect(numre.contains(String(e)), "\(e)") }
    }
  }

  @Test("tekst og bydeler") func tekst() {
    #expect(k(301).tekst == "0301")
    #expect(k(5001).tekst == "5001")
    #expect(Array("0301".utf8).withUnsafeBytes { Kommunenummer(fireSifre: $0) } == k(301))
    for t in ["301", "03011", "03a1", "", "    "] {
      #expect(Array(t.utf8).withUnsafeBytes { Kommunenummer(fireSifre: $0) } == nil, "\(t)")
    }
    #expect(Bydelsnummer(nummer: 30101).navn == "Gamle Oslo")
    #expect(Bydelsnummer(nummer: 30100).navn == nil)
    for rad in Tabellfil.les("bydeler") {
      #expect(Bydelsnummer(nummer: UInt32(rad["bydelsnummer"]!)!).navn == rad["bydelsnavn"])
    }
  }
}
