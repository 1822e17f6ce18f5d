import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

@Suite("K Kategori") struct KategoriTests {
  @Test(
    arguments: [
      ("31.12.2020", "31.12.2020", Lovverk.introduksjonsloven), ("31.12.2020", "01.01.2021", .integreringsloven),
      ("01.01.2021", "31.12.2020", .integreringsloven), ("31.12.2020", nil, .introduksjonsloven),
    ] as [(String, String?, Lovverk)])
  func k01Lovverk(vedtak: String, ankomst: String?, lov: Lovverk) {
    #expect(Bygg(fra: "01.02.2021", vedtak: vedtak, ankomst: ankomst).vurder("01.06.2021").lovverk == lov)
  }

  @Test(arguments: [
    ("10.03.2022", "20.06.2022", Kategori.rettOgPliktProgram), ("11.03.2022", "14.06.2022", .rettOgPliktProgram),
    ("11.03.2022", "15.06.2022", .rettTilProgram),
  ])
  func k02Kapittel6A(vedtak: String, dato: String, kategori: Kategori) {
    #expect(Bygg(fra: "01.04.2022", paragraf: 34, vedtak: vedtak).vurder(dato).kategori == kategori)
  }

  @Test func k02UtenGruppe() {
    #expect(Bygg(paragraf: 60).vurder("01.01.2023").kategori == nil)
    var b = Bygg(paragraf: 40)
    #expect(b.vurder("01.01.2023").kategori == nil)
    b.opphold("02.02.2022", paragraf: 52, ref: 34)
    #expect(b.vurder("01.01.2023").kategori == .rettOgPliktProgram)
  }

  @Test func k03AvtaltBosetting() {
    var b = Bygg(fra: "01.02.2022", avtalt: false)
    b.bosatt("01.03.2022")
    #expect(b.vurder("01.06.2022").kategori == .kanTilbysProgram)
    var c = Bygg(fra: "01.07.2022", paragraf: 34, vedtak: "20.06.2022", avtalt: false)
    #expect(c.vurder("01.08.2022").kategori == nil)
    c.bosatt("15.07.2022")
    #expect(c.vurder("01.08.2022").kategoriFra == d("15.07.2022"))
    #expect(Bygg(paragraf: 53, avtalt: false).vurder("01.06.2022").kategori == .rettOgPliktProgram)
  }

  @Test func k04KategoriFra() {
    var b = Bygg(fra: "01.02.2022", paragraf: 60, vedtak: "01.01.2022")
    b.opphold("10.01.2022", paragraf: 28, foedt: "10.05.1992", effektuert: "05.03.2022")
    #expect(b.vurder("04.03.2022").kategori == nil)
    #expect(b.vurder("05.03.2022").kategoriFra == d("05.03.2022"))
    #expect(Bygg(fra: "01.02.2022", vedtak: "01.01.2022").vurder("31.01.2022").kategori == nil)
  }

  @Test(
    arguments: [
      ("02.02.2004", nil), ("01.02.2004", .rettOgPliktProgram), ("02.02.1966", .rettOgPliktProgram),
      ("01.02.1966", .kanTilbysProgram),
    ] as [(String, Kategori?)])
  func k05Alder(foedt: String, kategori: Kategori?) {
    #expect(Bygg(fra: "01.02.2022", foedt: foedt).vurder("01.03.2022").kategori == kategori)
  }

  @Test func k05FoedtSkuddag() {
    // Born 29.02.2004: 18 on 28.02.2022.
    #expect(Bygg(fra: "27.02.2022", foedt: "29.02.2004").vurder("01.05.2022").kategori == nil)
    #expect(Bygg(fra: "28.02.2022", foedt: "29.02.2004").vurder("01.05.2022").kategori == .rettOgPliktProgram)
  }

  @Test func k06FornyelseEndrerIngenting() {
    var b = Bygg(fra: "01.02.2022", foedt: "01.03.1966")
    b.opphold("01.02.2023", paragraf: 28)
    let v = b.vurder("01.06.2023")
    #expect(v.kategori == .rettOgPliktProgram)
    #expect(v.kategoriFra == d("01.02.2022"))
  }

  @Test func k06FraOrdinaerTilKapittel6A() {
    var b = Bygg(fra: "01.02.2022")
    b.iProgram()
    b.opphold("01.09.2022", paragraf: 34)
    b.avslutt("01.08.2022")
    let v = b.vurder("01.10.2022")
    #expect(v.kategori == .rettTilProgram)
    #expect(v.kategoriFra == d("01.09.2022"))
    #expect(v.start == nil)
    #expect(v.historie == ["01.08.2022 Grunnskole: ikke gjeldende"])
    #expect(v.koder == ["SLUTTMAAL_UTEN_VEDTAK"])
    b.deltakelse("15.09.2022")
    #expect(b.vurder("01.10.2022").start == d("15.09.2022"))
    // The day before, nothing has changed.
    #expect(b.vurder("31.08.2022").kategori == .rettOgPliktProgram)
  }

  @Test func k06SenereTillatelseMedTidligereK() {
    // K of the new period is not later: the old period drops out.
    var b = Bygg(fra: "01.02.2022", paragraf: 60)
    b.opphold("20.06.2022", paragraf: 34, foedt: "10.05.1992", effektuert: "01.09.2022")
    b.opphold("01.07.2022", paragraf: 28, effektuert: "01.09.2022")
    let v = b.vurder("01.10.2022")
    #expect(v.kategori == .rettOgPliktProgram)
    #expect(v.kategoriFra == d("01.09.2022"))
  }

  @Test func k06VedtakFoerKapittel6A() {
    var b = Bygg(fra: "01.05.2022", paragraf: 34, vedtak: "20.04.2022")
    b.deltakelse("20.06.2022", reg: "01.06.2022", vedtatt: "14.06.2022")
    b.sluttmaal(reg: "01.06.2022")
    #expect(b.vurder("14.06.2022").koder == [])
    let v = b.vurder("01.07.2022")
    #expect(v.start == nil)
    #expect(v.koder == ["SLUTTMAAL_UTEN_VEDTAK", "VEDTAK_FOER_KAPITTEL_6A"])
    #expect(!v.medVedtak)
    b.deltakelse("20.06.2022", vedtatt: "15.06.2022")
    #expect(b.vurder("01.07.2022").start == d("20.06.2022"))
  }

  @Test func k06DoedFoerK() {
    var b = Bygg(fra: "01.02.2022")
    b.doed("31.01.2022")
    #expect(b.vurder("01.03.2022").kategori == nil)
    b.doed("01.02.2022")
    #expect(b.vurder("01.03.2022").gjeldende == "01.02.2022 Død: gjeldende")
  }

  @Test func k07Lukking() {
    var b = Bygg()
    b.iProgram()
    #expect(b.med { $0.avslutt("01.05.2022") }.vurder("01.06.2022").erAapen)
    #expect(b.med { $0.avslutt("01.05.2022", .mistetRett) }.vurder("01.06.2022").kategoriLukket == d("01.05.2022"))
    #expect(b.med { $0.stans("01.05.2022") }.vurder("01.06.2022").erAapen)
    // A death after another avslutning closes too.
    let v = b.med {
      $0.avslutt("01.05.2022")
      $0.doed("10.05.2022")
    }.vurder("01.06.2022")
    #expect(v.gjeldende == "01.05.2022 Grunnskole: gjeldende")
    #expect(v.kategoriLukket == d("10.05.2022"))
  }

  @Test func k07UtenFoedselsdato() {
    let v = Bygg(foedt: nil).vurder("01.06.2022")
    #expect(v.kategori == nil)
    #expect(v.koder == ["FOEDSELSDATO_MANGLER"])
  }

  @Test func foerNoeErKjent() {
    var b = Bygg()
    b.iProgram()
    b.avslutt("01.05.2022")
    b.doed("01.06.2022")
    let v = b.vurder("01.01.1900")
    #expect(v.kategori == nil && v.funn.isEmpty && v.historikk.isEmpty && v.beregningslogg.isEmpty)
  }

  @Test func p04Oppfoelgingskommune() {
    var b = Bygg()
    b.bosatt("01.06.2022", kommune: 301)
    b.bosatt("01.06.2022", kommune: 1103, reg: "02.06.2022")
    #expect(b.vurder("31.05.2022").oppfoelgingskommune?.nummer == 3301)
    #expect(b.vurder("01.06.2022").oppfoelgingskommune?.nummer == 301)
    #expect(b.vurder("02.06.2022").oppfoelgingskommune?.nummer == 1103)
  }
}
