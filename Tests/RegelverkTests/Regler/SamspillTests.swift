import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// Rules against one another, and inputs that make no sense.
@Suite("Samspill") struct SamspillTests {
  let grunnlag = Bygg().med {
    $0.iProgram()
    $0.adresse("01.02.2022", 3301)
  }

  /// A death on the day before, on and after every other event of 10.05.2022.
  @Test(arguments: ["09.05.2022", "10.05.2022", "11.05.2022"])
  func doedMotAlt(doed: String) {
    let andre: [(String, Hendelsestype, (inout Bygg) -> Void)] = [
      ("Grunnskole", .kommunal, { $0.avslutt("10.05.2022") }),
      ("Utvandret", .utvandret, { $0.utflytting("10.05.2022") }),
      ("Ikke lenger i kategori", .mistetGrunnlag, { $0.opphold("10.05.2022", paragraf: 60) }),
      ("Person avvist program", .avvistProgram, { $0.avviser("10.05.2022") }),
      ("Flyttet", .flyttet, { $0.adresse("10.05.2022", 301) }),
      ("Vedtak om permanent stans", .permanentStans, { $0.stans("10.05.2022") }),
    ]
    for (navn, type, legg) in andre {
      let v = grunnlag.med {
        legg(&$0)
        $0.doed(doed)
      }.vurder("01.06.2022")
      let doedFoerst =
        d(doed) < d("10.05.2022") || (doed == "10.05.2022" && type.rawValue > Hendelsestype.doed.rawValue)
      #expect(v.gjeldende == (doedFoerst ? "\(doed) Død: gjeldende" : "10.05.2022 \(navn): gjeldende"))
      #expect(
        v.kategoriLukket == min(d(doed), type == .utvandret || type == .mistetGrunnlag ? d("10.05.2022") : d(doed)))
      #expect(v.har(.avslutningEtterAvslutning) == (type == .kommunal && doed == "09.05.2022"))
    }
  }

  /// Moved, moved again, stopped and reopened: every event stands in the history.
  @Test func flereNyeStarterEtterHverandre() {
    let b = Bygg.kap6A().med {
      $0.adresse("01.07.2022", 3301)
      $0.deltakelse("01.08.2022")
      $0.sluttmaal(reg: "01.08.2022")
      $0.adresse("01.09.2022", 301)
      $0.deltakelse("10.09.2022", kommune: 301)
      $0.stans("01.10.2022")
      $0.deltakelse("10.10.2022", kommune: 1103)
      $0.avslutt("01.11.2022", .arbeid, gjenaapnet: "01.12.2022")
      $0.deltakelse("01.12.2022", kommune: 1103)
      $0.avslutt("01.02.2023", .annet)
    }
    let v = b.vurder("01.03.2023")
    #expect(
      v.historie == [
        "01.09.2022 Flyttet: ikke gjeldende", "01.10.2022 Vedtak om permanent stans: ikke gjeldende",
        "01.11.2022 Arbeid: ikke gjeldende - gjenåpnet", "01.02.2023 Annet: gjeldende",
      ])
    #expect(v.trinn == ["F-02 +24 mnd", "F-07 +30 k"] && v.frist == "31.08.2024")
    #expect(v.aktivTid.map(\.dager) == [184, -9, -9, -30] && v.aktivTid.last?.total == 136)
    #expect(v.rapportkommune?.nummer == 1103)
  }

  @Test func utvandringOgRetur() {
    let b = grunnlag.med {
      $0.utflytting("10.05.2022")
      $0.innflytting("10.08.2022")
    }
    #expect(b.vurder("01.06.2022").gjeldende == nil)
    // Innflytting not known yet: Folkeregisteropplysninger holds only what is known on D.
    var ukjent = b
    ukjent.p.folkeregister?.innflyttinger = []
    #expect(ukjent.vurder("01.06.2022").kategoriLukket == d("10.05.2022"))
  }

  @Test func reformnumre() {
    // Skedsmo 0231 -> Lillestrøm 3030 (2020) -> 3205 (2024).
    let b = Bygg(fra: "01.02.2022", kommune: 3030).med {
      $0.adresse("01.02.2019", 231)
      $0.adresse("01.01.2020", 3030)
      $0.deltakelse("01.04.2022", kommune: 3030)
      $0.sluttmaal(.fullfoereVgoOver25, reg: "01.04.2022")
      $0.adresse("01.01.2024", 3205)
      $0.bosatt("01.01.2024", kommune: 3205)
    }
    let v = b.vurder("01.02.2024")
    #expect(v.gjeldende == nil && v.medVedtak && v.oppfoelgingskommune?.nummer == 3205)
  }

  @Test func kategoribytteFoerOgEtter() {
    // Ordinary -> kapittel 6A -> ordinary, each with its own vedtak.
    let b = Bygg(fra: "01.02.2022").med {
      $0.iProgram()
      $0.opphold("01.09.2022", paragraf: 34)
      $0.deltakelse("10.09.2022")
      $0.opphold("01.02.2023", paragraf: 28)
      $0.deltakelse("10.02.2023")
    }
    #expect(b.vurder("31.08.2022").start == d("01.04.2022"))
    #expect(b.vurder("10.09.2022").start == d("10.09.2022"))
    #expect(b.vurder("31.01.2023").kategori == .rettTilProgram)
    let v = b.vurder("10.02.2023")
    #expect(v.kategori == .rettOgPliktProgram && v.start == d("10.02.2023") && v.kategoriFra == d("01.02.2023"))
  }

  /// Nothing that rows may hold makes the rules stop: dates from 1900 to 2199 in any
  /// order, versions, upheld complaints, absurd absence.
  @Test func meningsloeseInndata() {
    var froe: UInt64 = 20_240_831
    func neste(_ n: Int) -> Int {
      froe = froe &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(froe >> 33) % n
    }
    func dato() -> String {
      let rundt = d("01.06.2022") + (neste(1500) - 600)
      return "\(neste(8) == 0 ? Dato(dagnummer: Int32(neste(109_000))) : rundt)"
    }
    let kommuner: [UInt32] = [301, 3301, 3005, 602, 9999]
    var rom = Arbeidsrom()
    var v = Vurdering()
    for _ in 0..<3000 {
      var b = neste(2) == 0 ? Bygg(fra: dato()) : Bygg.kap6A(fra: dato())
      if neste(4) > 0 { b.sluttmaal(Sluttmaal.allCases[neste(8)], reg: dato()) }
      for _ in 0..<neste(6) { b.deltakelse(dato(), kommune: kommuner[neste(5)], reg: dato(), id: "V\(neste(6))") }
      for _ in 0..<neste(6) {
        b.vedtak(
          Vedtakstype.allCases[neste(16)], neste(6) == 0 ? nil : dato(), til: neste(3) == 0 ? nil : dato(),
          vedtatt: dato(),
          resultat: Resultat.allCases[neste(3)], som: neste(2) == 0 ? .virkedager : .kalenderdager, mnd: neste(13),
          reg: dato(), id: "V\(neste(6))")
      }
      for _ in 0..<neste(3) {
        b.klage(paa: "V\(neste(6))", avgjort: dato(), Klageutfall.allCases[neste(5)], reg: dato())
      }
      for _ in 0..<neste(4) {
        b.avslutt(
          dato(), Avslutningsaarsak.allCases[neste(28)], reg: dato(), gjenaapnet: neste(2) == 0 ? nil : dato(),
          id: "A\(neste(3))", slettet: neste(5) == 0 ? dato() : nil)
      }
      for _ in 0..<neste(3) { b.adresse(dato(), kommuner[neste(5)], ajour: dato()) }
      if neste(6) == 0 { b.doed(dato()) }
      if neste(6) == 0 { b.utflytting(dato()) }
      if neste(4) == 0 { b.opphold(dato(), paragraf: [28, 34, 60][neste(3)], til: dato()) }
      b.fravaer(
        Fravaerstype.allCases[neste(10)], 2022, 1 + neste(12), dager: Desimal(mikro: Int64.max),
        timer: Desimal(neste(900)))
      let motor = Regelmotor(dato: d(dato()), parametre: Parametre())
      motor.vurder(b.p, &rom, into: &v)
      #expect(v.historikk.filter { $0.status == .gjeldende }.count == (v.gjeldendeAvslutning == nil ? 0 : 1))
      #expect(zip(v.historikk, v.historikk.dropFirst()).allSatisfy { $0.dato <= $1.dato })
      _ = motor.tilbudtTiltak(b.p, v)
      _ = motor.fravaersaar(b.p, v)
      _ = motor.vedtaksstatus(b.p, v)
      _ = motor.fristsetninger(b.p, v)
    }
  }

  /// Who has more rows than there is a bit for leaves nothing to the next person.
  @Test func mangeRader() {
    let motor = Regelmotor(dato: d("01.06.2022"), parametre: Parametre())
    var mange = Bygg()
    mange.iProgram()
    for _ in 0..<40 { mange.tiltak("Norskopplæring", "01.04.2022", "01.05.2022") }
    var ingen = Bygg()
    ingen.iProgram()
    var rom = Arbeidsrom()
    var v = Vurdering()
    motor.vurder(mange.p, &rom, into: &v)
    #expect(!v.funn.contains { $0.kode == .vedtakUtenTiltak })
    motor.vurder(ingen.p, &rom, into: &v)
    #expect(v.funn.contains { $0.kode == .vedtakUtenTiltak })
  }
}
