import Domene
import Innlesing
import Kalender
import Testing

/// The list that a worker's avvik are kept in.
@Suite struct AvvikslisteTests {
  private func liste(_ antall: Int) -> Avviksliste {
    var l = Avviksliste()
    for i in 0..<antall { l.leggTil(Avvik(.duplikat, kilde: Kilde(fil: 0, linje: UInt32(i))), tillegg: "nr \(i)") }
    return l
  }
  private func linjer(_ l: Avviksliste) -> [UInt32] { l.avvik.compactMap { $0.kilde?.linje } }

  @Test("en million avvik koster 48 MB") func stoerrelse() { #expect(MemoryLayout<Avvik>.stride == 48) }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 8192, 10_000])
  func rekkefoelgeOgTekst(_ antall: Int) {
    let l = liste(antall)
    #expect(l.antall == antall)
    #expect(linjer(l) == (0..<UInt32(antall)).map { $0 })
    #expect(l.biter.reduce(0) { $0 + $1.count } == antall)
    for i in [0, antall / 2, antall - 1] where i >= 0 && i < antall {
      #expect(String(decoding: l.tekst(l.avvik[i].tillegg), as: UTF8.self) == "nr \(i)")
    }
  }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 8191, 8192, 9999, 10_000, 20_000])
  func kuttOgViderefoer(_ til: Int) {
    var l = liste(10_000)
    l.kutt(til: til)
    let igjen = min(til, 10_000)
    #expect(l.antall == igjen)
    l.leggTil(Avvik(.duplikat, kilde: Kilde(fil: 0, linje: 77)))
    #expect(linjer(l) == (0..<UInt32(igjen)).map { $0 } + [77])
  }

  @Test("verdier i et avvik står hver for seg") func felter() {
    var a = Avvik(.tallUgyldig, kilde: nil)
    a.duf = 999_999_999_999
    a.tall1 = .max
    a.tall2 = -1
    a.kolonne = Avvik.ukjentKolonne
    a.somAdvarsel = true
    var l = Avviksliste()
    let lang = [UInt8](repeating: 0x78, count: 500)
    lang.withUnsafeBytes { v in lang[..<10].withUnsafeBytes { t in l.leggTil(a, verdi: v, tillegg: t) } }
    let b = l.avvik[0]
    #expect(b.duf == 999_999_999_999)
    #expect(b.tall1 == .max)
    #expect(b.tall2 == -1)
    #expect(b.dato1 == nil)
    #expect(b.kilde == nil)
    #expect(b.kolonne == Avvik.ukjentKolonne)
    #expect(b.somAdvarsel)
    #expect(b.harTekst)
    #expect(String(decoding: l.tekst(b.verdi), as: UTF8.self) == String(repeating: "x", count: 200) + "…")
    #expect(String(decoding: l.tekst(b.tillegg), as: UTF8.self) == String(repeating: "x", count: 10))
  }
}
