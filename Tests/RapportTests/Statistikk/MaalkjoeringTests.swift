import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular
import Testing

@testable import Rapport

/// The command's tables are those of the file, and crosses add up to them.
@Suite struct MaalkjoeringTests {
  @Test func enInndelingErFilens() throws {
    for dialekt in CSVDialect.all {
      let personer = listepersoner(300)
      var m = Maaloppnaaelse(dato: dato("31.08.2024"))
      for e in personer { m.tell(skjermet: e.p.skjermet, e.v) }
      let kjoeringer = try [Utfil.avslutningsrapport, .avslutningsrapportIntroduksjonsloven].map {
        try Maalkjoering(
          Maaldata(liste($0, personer, dialekt: dialekt), per: dato("31.08.2024")), Inndeling.allCases.map { [$0] })
      }
      let egen = String(decoding: Maalkjoering.csv(kjoeringer, dialekt: dialekt), as: UTF8.self)
      let fil = String(decoding: Maaloppnaaelsefil.skriv(m, dialekt: dialekt).bytes, as: UTF8.self)
      #expect(egen == fil)
    }
  }

  @Test func kryssGaarOpp() throws {
    let data = Maaldata(rapport(2, 400), per: dato("31.08.2024"))
    let t = try Maalkjoering(data, [[.kjoenn, .kategori, .avslutningsaar]]).tabeller[0]
    func sum(_ hvor: (Maalrad) -> Bool) -> Int {
      t.rader.filter(hvor).reduce(0) { $0 + ($1.tallgrunnlag.verdi ?? 0) }
    }
    #expect(t.rader.count == 3 * 4 * 3)
    #expect(
      sum { $0.verdier[0] == nil && $0.verdier[1] == nil } == sum { $0.verdier[0] != nil && $0.verdier[1] != nil })
    for aar in 0..<3 {
      let alle = sum { $0.verdier == [nil, nil, aar] }
      #expect(sum { $0.verdier[0] != nil && $0.verdier[1] == nil && $0.verdier[2] == aar } == alle)
      #expect(sum { $0.verdier[0] == nil && $0.verdier[1] != nil && $0.verdier[2] == aar } == alle)
    }
  }

  @Test func bareAareneSomErSpurtOm() throws {
    let data = Maaldata(rapport(2, 400), per: dato("31.08.2024"), aar: [2023, 2030])
    #expect(data.kategorier[Inndeling.avslutningsaar.rawValue].map(\.navn) == ["2023", "2030"])
    let t = try Maalkjoering(data, [[.avslutningsaar]]).tabeller[0]
    #expect(t.rader[0].tallgrunnlag.verdi ?? 0 > 0)
    #expect(t.rader[1].tallgrunnlag == .antall(0))
  }

  @Test func koderSomSSB() {
    let data = Maaldata(liste(.avslutningsrapport, listepersoner()), per: dato("31.08.2024"))
    let k = data.kategorier
    #expect(k[Inndeling.kommune.rawValue].first == Maalkategori(kode: "0301", navn: "Oslo"))
    #expect(k[Inndeling.kommune.rawValue].allSatisfy { $0.kode.utf8.count == 4 })
    #expect(k[Inndeling.oppfoelgingsfylke.rawValue].first == Maalkategori(kode: "03", navn: "Oslo"))
    #expect(k[Inndeling.oppfoelgingsfylke.rawValue].allSatisfy { $0.kode.utf8.count == 2 })
    for i in Inndeling.allCases { #expect(Set(k[i.rawValue].map(\.kode)).count == k[i.rawValue].count) }
  }

  @Test func opsjoner() {
    for i in Inndeling.allCases {
      #expect(Inndeling(opsjon: i.opsjon) == i)
      #expect(Inndeling(opsjon: i.navn) == i)
    }
    #expect(Inndeling(opsjon: "år") == .avslutningsaar)
    #expect(Inndeling(opsjon: "Kjønn") == .kjoenn)
    #expect(Inndeling(opsjon: "bydel") == nil)
  }

  /// A cross with hidden numbers as a file, byte for byte.
  @Test func kryssSomFil() throws {
    var r = Personrapport(dato: dato("31.08.2024"))
    var n = 0
    for (kjoenn, aarsak, antall) in [
      (Kjoenn.kvinne, Avslutningsaarsak.arbeid, 12), (.kvinne, .annet, 3), (.mann, .arbeid, 9), (.mann, .annet, 20),
    ] {
      for _ in 0..<antall {
        n += 1
        var e = Eksempel(duf: UInt64(n))
        e.v.kjoenn = kjoenn
        e.avslutt(aarsak, "01.02.2024")
        r.leggTil(e.p, e.v)
      }
    }
    let t = Listetabell(.avslutningsrapport, dialekt: .excelNb, kropp: r.bytes(.avslutningsrapport))
    let data = Maaldata(t, per: dato("31.08.2024"))
    let fil = String(
      decoding: Maalkjoering.csv([try Maalkjoering(data, [[.avslutningsaar, .kjoenn]], grense: 5)], dialekt: .rfc4180),
      as: UTF8.self)
    let arbeid = fil.split(separator: "\r\n").filter { $0.contains(",Arbeid,") || $0.contains(",Annet,") }
    #expect(fil.hasPrefix("Lovverk,Avslutningsår,Kjønn,Avslutningsårsakgruppe,Antall,Tallgrunnlag,Prosent\r\n"))
    #expect(
      arbeid == [
        "integreringsloven,2024,Alle,Arbeid,21,44,47.73", "integreringsloven,2024,Alle,Annet,23,44,52.27",
        "integreringsloven,2024,Kvinne,Arbeid,:,15,:", "integreringsloven,2024,Kvinne,Annet,:,15,:",
        "integreringsloven,2024,Mann,Arbeid,:,29,:", "integreringsloven,2024,Mann,Annet,:,29,:",
      ])
  }
}
