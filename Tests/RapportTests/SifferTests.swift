import Domene
import Kalender
import Kodeverk
import Testing

@testable import Rapport
@testable import Tabular

/// Numbers, dates and DUF-numre as bytes; which fields are quoted.
@Suite struct SifferTests {
  @Test("heltall rundt hver tierpotens") func heltall() {
    var tier = 1
    for _ in 0..<18 {
      for n in [tier - 1, tier, tier + 1, tier * 9, -tier] {
        var w = ByteWriter()
        w.append(int: n)
        w.append(0x7C)
        #expect(w.text() == "\(n)|")
      }
      tier *= 10
    }
  }

  @Test("hver dag som inndata kan ha, fra tabellen over måneder") func datotekster() {
    for n in -2...(Dato.siste.dagnummer + 2) {
      let d = Dato(dagnummer: n)
      for iso in [false, true] {
        var fra = ByteWriter()
        Datotekster.felles.skriv(d, iso: iso, etter: 0x3B, til: &fra)
        var til = ByteWriter()
        til.append(d, iso: iso)
        til.append(0x3B)
        if fra.bytes() != til.bytes() { Issue.record("\(d): \(fra.text())") }
      }
    }
  }

  @Test("hver dag i et år, begge former, og år med nuller foran") func datoer() {
    for (aar, tekst) in [(2024, "2024"), (1900, "1900"), (2199, "2199"), (7, "0007"), (0, "0000"), (9999, "9999")] {
      for maaned in 1...12 {
        for dag in 1...31 {
          let d = dag < 10 ? "0\(dag)" : "\(dag)"
          let m = maaned < 10 ? "0\(maaned)" : "\(maaned)"
          var w = ByteWriter()
          w.append(year: aar, month: maaned, day: dag, iso: false)
          w.append(year: aar, month: maaned, day: dag, iso: true)
          #expect(w.text() == "\(d).\(m).\(tekst)\(tekst)-\(m)-\(d)")
        }
      }
    }
  }

  @Test(arguments: [
    (UInt64(900_099_900_014), "9000 999000 14;"), (0, "0000 000000 00;"), (1, "0000 000000 01;"),
    (999_999_999_999, "9999 999999 99;"), (202_201_234_501, "2022 012345 01;"), (100_000_000, "0001 000000 00;"),
  ])
  func duf(_ rad: (nummer: UInt64, tekst: String)) {
    var w = ByteWriter()
    w.append(dufbytes(DUFNummer(verdi: rad.nummer), etter: 0x3B), 15)
    #expect(w.text() == rad.tekst)
  }

  @Test("et tegn som må i anførselstegn finnes hvor det enn står") func anfoersel() {
    for lengde in [1, 7, 8, 15, 16, 17, 31, 32, 33, 80] {
      for sted in 0..<lengde {
        for tegn in [UInt8(0x3B), 0x22, 0x0D, 0x0A, 0x2C] {
          var tekst = [UInt8](repeating: 0x61, count: lengde)
          tekst[sted] = tegn
          var w = CSVRowWriter(dialect: .excelNb)
          w.field(int: 1)
          tekst.withUnsafeBytes { w.field(trusted: $0) }
          let inni = tegn == 0x22 ? Array(tekst[..<sted]) + [0x22, 0x22] + Array(tekst[(sted + 1)...]) : tekst
          let ventet = tegn == 0x2C ? tekst : [0x22] + inni + [0x22]
          #expect(w.out.bytes() == [0x31, 0x3B] + ventet + [0x3B])
        }
      }
    }
  }

  /// What `endField(ownWordsFrom:)` rests on.
  @Test("kodeverkets navn har verken anførselstegn, linjeskift eller semikolon") func egneOrd() {
    let navn = Kodenavn.felles
    for tabell in [navn.vedtakstype, navn.fravaerstype, navn.sluttmaal, navn.aarsak, navn.tiltakstype, navn.tiltaksgruppe] {
      #expect(tabell.antall > 0)
      for i in 0..<tabell.antall {
        let spesielle = tabell[i].filter { [0x22, 0x3B, 0x0D, 0x0A].contains($0) }
        #expect(spesielle.isEmpty)
      }
    }
  }

  @Test("egne ord i anførselstegn bare der skilletegnet er komma") func egneOrdMedKomma() {
    var rader: [String] = []
    for dialekt in CSVDialect.all {
      var w = CSVRowWriter(dialect: dialekt)
      let start = w.beginField()
      w.out.literal("én, to")
      w.endField(ownWordsFrom: start)
      rader.append(w.out.text())
    }
    #expect(rader == ["én, to;", "\"én, to\","])
  }
}
