import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

@Suite("A Avslutning") struct AvslutningTests {
  /// S 01.04.2022, frist 01.04.2024.
  let grunnlag = Bygg().med { $0.iProgram() }

  @Test(
    arguments: [
      ("31.03.2022", "AVSLUTNING_FOER_START"), ("01.04.2022", nil), ("01.04.2024", nil),
      ("02.04.2024", "AVSLUTNING_ETTER_FRIST"),
    ] as [(String, String?)])
  func a01Datoer(dato: String, kode: String?) {
    let v = grunnlag.med { $0.avslutt(dato) }.vurder("01.05.2024")
    #expect(v.koder == (kode.map { [$0] } ?? []))
    #expect(v.historie.contains("\(dato) Grunnskole: \(kode == nil ? "gjeldende" : "avvist")"))
  }

  @Test func a01VentesPaa() {
    let b = grunnlag.med { $0.avslutt("10.05.2022", reg: "01.05.2022") }
    #expect(b.vurder("09.05.2022").historikk.isEmpty)
    #expect(b.vurder("10.05.2022").gjeldende == "10.05.2022 Grunnskole: gjeldende")
  }

  @Test func a01UkjentAarsakOgManglendeGrunnlag() {
    #expect(
      grunnlag.med { $0.avslutt("01.05.2022", .permanentStans) }.vurder("01.06.2022").koder == [
        "AVSLUTNING_UKJENT_AARSAK"
      ])
    let uten = Bygg().med {
      $0.deltakelse("01.04.2022")
      $0.avslutt("01.05.2022")
    }.vurder("01.06.2022")
    #expect(uten.koder == ["AVSLUTNING_UTEN_VEDTAK_OG_SLUTTMAAL", "VEDTAK_UTEN_SLUTTMAAL"])
    let introduksjonsloven = Bygg(fra: "01.02.2020", vedtak: "01.01.2020").med {
      $0.deltakelse("01.04.2020")
      $0.avslutt("01.05.2020")
    }.vurder("01.06.2020")
    #expect(introduksjonsloven.koder == [])
  }

  @Test func a01NyesteRegistrertHolder() {
    let v = grunnlag.med {
      $0.avslutt("01.05.2022", .grunnskole, reg: "10.05.2022")
      $0.avslutt("01.07.2022", .arbeid, reg: "05.05.2022")
      $0.avslutt("01.06.2022", .annet, reg: "10.05.2022")
    }.vurder("01.08.2022")
    #expect(
      v.historie == ["01.05.2022 Grunnskole: erstattet", "01.06.2022 Annet: gjeldende", "01.07.2022 Arbeid: erstattet"])
  }

  @Test func a01TimerMangler() {
    #expect(
      grunnlag.med { $0.avslutt("01.05.2022", .arbeid, timer: nil) }.vurder("01.06.2022").koder == ["TIMER_MANGLER"])
    #expect(grunnlag.med { $0.avslutt("01.05.2022", .arbeid, timer: .null) }.vurder("01.06.2022").koder == [])
    #expect(
      grunnlag.med { $0.avslutt("01.03.2022", .arbeid, timer: nil) }.vurder("01.06.2022").koder == [
        "AVSLUTNING_FOER_START"
      ])
  }

  @Test func historikkenViserVersjonerOgSlettede() {
    let v = grunnlag.med {
      $0.avslutt("01.05.2022", .annet, reg: "01.05.2022", id: "A")
      $0.avslutt("02.05.2022", .arbeid, reg: "03.05.2022", id: "A")
      $0.avslutt("01.09.2022", .grunnskole, reg: "01.05.2022", id: "B", slettet: "10.05.2022")
    }.vurder("01.06.2022")
    #expect(
      v.historie == ["01.05.2022 Annet: erstattet", "02.05.2022 Arbeid: gjeldende", "01.09.2022 Grunnskole: slettet"])
  }

  @Test func nattEtterNatt() {
    // Late corrections and deletions: every night anew.
    let b = grunnlag.med {
      $0.avslutt("01.05.2022", .annet, reg: "02.05.2022", id: "A", slettet: nil)
      $0.avslutt("01.05.2022", .annet, reg: "05.05.2022", id: "A", slettet: "05.05.2022")
      $0.avslutt("03.05.2022", .arbeid, reg: "07.05.2022")
    }
    #expect(b.vurder("01.05.2022").gjeldende == nil)
    #expect(b.vurder("02.05.2022").gjeldende == "01.05.2022 Annet: gjeldende")
    #expect(b.vurder("05.05.2022").gjeldende == nil)
    #expect(b.vurder("07.05.2022").gjeldende == "03.05.2022 Arbeid: gjeldende")
  }

  @Test(arguments: [("31.03.2024", false), ("01.04.2024", false), ("02.04.2024", true)])
  func a09Frist(dato: String, avsluttet: Bool) {
    let v = grunnlag.vurder(dato)
    #expect(v.gjeldende == (avsluttet ? "01.04.2024 Avslutningsårsak ikke registrert: gjeldende" : nil))
    if avsluttet { #expect(v.historikk[0].registrert == d("02.04.2024") && v.historikk[0].registrertAv == nil) }
  }

  @Test(arguments: [("02.04.2024", 1), ("03.04.2024", 2)])
  func a09SlettetNaarDenHaddeVirket(registrert: String, rader: Int) {
    let v = grunnlag.med { $0.avslutt("01.03.2024", reg: registrert) }.vurder("01.05.2024")
    #expect(v.historikk.count == rader)
    #expect(v.gjeldende == "01.03.2024 Grunnskole: gjeldende")
  }

  @Test(arguments: [("01.02.2024", false), ("02.02.2024", true)])
  func a05Oppstartsfrist(dato: String, utgaatt: Bool) {
    let v = Bygg().vurder(dato)
    #expect(v.gjeldende == (utgaatt ? "01.02.2024 Utgått oppstartsfrist: gjeldende" : nil))
    #expect(v.erAapen == !utgaatt)
  }

  @Test func a06AvvistProgram() {
    #expect(Bygg().med { $0.avviser("31.01.2022") }.vurder("01.03.2022").gjeldende == nil)
    let b = Bygg().med { $0.avviser("01.02.2022") }
    #expect(b.vurder("01.03.2022").gjeldende == "01.02.2022 Person avvist program: gjeldende")
    // The frist passes after it: the kategori closes too.
    #expect(b.vurder("02.02.2024").kategoriLukket == d("01.02.2024"))
    #expect(b.vurder("02.02.2024").gjeldende == "01.02.2022 Person avvist program: gjeldende")
    #expect(b.med { $0.iProgram() }.vurder("01.05.2022").gjeldende == nil)
    #expect(
      grunnlag.med { $0.avviser("01.04.2022") }.vurder("01.05.2022").gjeldende
        == "01.04.2022 Person avvist program: gjeldende")
  }

  @Test func a07MistetGrunnlag() {
    var b = Bygg().med { $0.iProgram() }
    b.p.opphold[0].gyldigTil = d("31.05.2022")
    #expect(b.vurder("31.05.2022").gjeldende == nil)
    #expect(b.vurder("01.06.2022").gjeldende == "01.06.2022 Ikke lenger i kategori: gjeldende")
    // A later permit with a group takes it back.
    #expect(b.med { $0.opphold("15.06.2022", paragraf: 28) }.vurder("15.06.2022").gjeldende == nil)
    let uten = Bygg().med {
      $0.iProgram()
      $0.opphold("10.05.2022", paragraf: 60, effektuert: "20.05.2022")
    }
    #expect(uten.vurder("19.05.2022").gjeldende == nil)
    #expect(uten.vurder("20.05.2022").gjeldende == "20.05.2022 Ikke lenger i kategori: gjeldende")
  }

  @Test func a08StansOgKommunalAvslutning() {
    let b = grunnlag.med { $0.stans("10.05.2022", id: "S") }
    #expect(b.vurder("09.05.2022").gjeldende == nil)
    #expect(b.vurder("10.05.2022").gjeldende == "10.05.2022 Vedtak om permanent stans: gjeldende")
    for dato in ["01.05.2022", "10.05.2022", "20.05.2022"] {
      let v = b.med { $0.avslutt(dato) }.vurder("01.06.2022")
      #expect(v.gjeldende == "\(dato) Grunnskole: gjeldende")
      #expect(v.historie.contains("10.05.2022 Vedtak om permanent stans: slettet"))
    }
    // Upset by a complaint, after a municipal avslutning too.
    #expect(b.med { $0.klage(paa: "S", avgjort: "20.05.2022") }.vurder("20.05.2022").gjeldende == nil)
    let opphevet = b.med {
      $0.avslutt("15.05.2022")
      $0.klage(paa: "S", avgjort: "20.05.2022")
    }.vurder("20.05.2022")
    #expect(opphevet.historie == ["15.05.2022 Grunnskole: gjeldende"])
    #expect(opphevet.trinn.last == "F-04 +8 v")
  }

  @Test func a02A03RekkefoelgeSammeDato() {
    let alle = grunnlag.med {
      $0.doed("10.05.2022")
      $0.utflytting("10.05.2022")
      $0.stans("10.05.2022")
      $0.avviser("10.05.2022")
    }
    #expect(alle.vurder("10.05.2022").gjeldende == "10.05.2022 Død: gjeldende")
    #expect(alle.med { $0.avslutt("10.05.2022") }.vurder("10.05.2022").historie == ["10.05.2022 Grunnskole: gjeldende"])
  }

  @Test func a03Innflytting() {
    let b = grunnlag.med { $0.utflytting("10.05.2022") }
    #expect(b.vurder("09.05.2022").gjeldende == nil)
    #expect(b.vurder("10.05.2022").gjeldende == "10.05.2022 Utvandret: gjeldende")
    #expect(b.med { $0.innflytting("10.05.2022") }.vurder("01.06.2022").gjeldende == "10.05.2022 Utvandret: gjeldende")
    #expect(b.med { $0.innflytting("11.05.2022") }.vurder("01.06.2022").gjeldende == nil)
    let igjen = b.med {
      $0.innflytting("11.05.2022")
      $0.utflytting("20.05.2022")
    }
    #expect(igjen.vurder("01.06.2022").gjeldende == "20.05.2022 Utvandret: gjeldende")
  }

  @Test func a10KommunenRetterDoedsdatoen() {
    let b = grunnlag.med { $0.doed("10.05.2022") }
    for dato in ["01.05.2022", "10.05.2022", "20.05.2022"] {
      let v = b.med { $0.avslutt(dato, .doed) }.vurder("01.06.2022")
      #expect(v.gjeldende == "\(dato) Død: gjeldende" && v.kategoriLukket == d(dato))
      #expect(v.historie.contains("10.05.2022 Død: slettet"))
    }
    let annen = b.med { $0.avslutt("20.05.2022", .utvandret) }.vurder("01.06.2022")
    #expect(annen.koder == ["AVSLUTNING_ETTER_AVSLUTNING"] && annen.gjeldende == "10.05.2022 Død: gjeldende")
    let paa = b.med { $0.avslutt("11.05.2022") }.vurder("01.06.2022")
    #expect(paa.koder == ["AVSLUTNING_ETTER_AVSLUTNING"])
  }

  @Test func a13EtterAvslutning() {
    let v = grunnlag.med {
      $0.deltakelse("01.05.2022", til: "10.05.2022")
      $0.permisjon("03.05.2022", "11.05.2022")
      $0.vedtak(.integreringsplan, nil, resultat: .vedtakFattet)
      $0.tiltak("Norskopplæring", "01.05.2022", "10.05.2022")
      $0.tiltak("Norskopplæring", "01.05.2022", "11.05.2022")
      $0.avslutt("10.05.2022")
    }.vurder("01.06.2022")
    #expect(v.funn.filter { $0.kode == .vedtakEtterAvslutning }.compactMap { $0.kilde?.linje } == [4, 7])
    #expect(v.funn.filter { $0.kode == .tiltakEtterAvslutning }.count == 1)
  }
}
