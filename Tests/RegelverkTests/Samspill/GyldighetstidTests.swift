import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// Numbers of the law with validity dates: a run picks those that hold on its date, an
/// age limit by the permit's Vedtaksdato (K-06).
@Suite("Tall med gyldighetstid") struct GyldighetstidTests {
  private func perioder(_ navn: Parametre.Navn, _ foer: String, _ fra: String, _ etter: String) -> Parametre {
    var p = Parametre()
    let satt = p.sett(
      navn,
      perioder: [
        .init(tekst: foer, gyldigFra: nil, gyldigTil: d(fra) - 1, kilde: "før"),
        .init(tekst: etter, gyldigFra: d(fra), gyldigTil: nil, kilde: "etter"),
      ])
    #expect(satt)
    return p
  }

  private func vurder(_ b: Bygg, _ dato: String, _ p: Parametre) -> Vurdering {
    var rom = Arbeidsrom()
    var v = Vurdering()
    Regelmotor(dato: d(dato), parametre: p).vurder(b.p, &rom, into: &v)
    return v
  }

  @Test(arguments: [("30.06.2022", "01.02.2024"), ("01.07.2022", "01.08.2022"), ("02.07.2022", "01.08.2022")])
  func maanederEtterBeregningsdatoen(_ dato: String, _ frist: String) {
    let p = perioder(.oppstartsfristMnd, "24", "01.07.2022", "6")
    #expect(vurder(Bygg(), dato, p).oppstartsfrist == d(frist))
  }

  /// Raised from 55 to 60 for permits decided from 01.07.2022, whatever D.
  @Test(arguments: [
    ("30.06.2022", Kategori.kanTilbysProgram), ("01.07.2022", .rettOgPliktProgram), ("02.07.2022", .rettOgPliktProgram),
  ])
  func aldersgrensenEtterVedtaksdatoen(_ vedtak: String, _ kategori: Kategori) {
    let p = perioder(.aldersgrenseOevre, "55", "01.07.2022", "60")
    let b = Bygg(fra: "01.08.2022", foedt: "01.01.1966", vedtak: vedtak)
    for dato in ["01.08.2022", "01.08.2023"] { #expect(vurder(b, dato, p).kategori == kategori) }
  }

  @Test(arguments: [("31.07.2022", false), ("01.08.2022", true)])
  func fravaersgrensen(_ dato: String, _ forlenger: Bool) {
    let p = perioder(.fravaerGrenseDager, "10", "01.08.2022", "5")
    let b = Bygg().med {
      $0.iProgram()
      $0.fravaer(.egenmelding, 2022, 5, dager: Desimal(6))
    }
    #expect(vurder(b, dato, p).beregningslogg.contains { $0.regel == .f06 } == forlenger)
  }

  @Test(arguments: [("14.07.2022", Kategori.rettOgPliktProgram), ("15.07.2022", .rettTilProgram)])
  func kapittel6A(_ dato: String, _ kategori: Kategori) {
    var p = Parametre()
    let satt1 = p.endre(.kapittel6AFra, til: "2022-07-15")
    #expect(satt1)
    #expect(vurder(Bygg.kap6A(), dato, p).kategori == kategori)
  }

  @Test func feilPerioderSettesIkke() {
    var p = Parametre()
    let satt2 = p.sett(.oppstartsfristMnd, perioder: [])
    #expect(!satt2)
    let satt3 = p.sett(.oppstartsfristMnd, perioder: [.init(tekst: "to", gyldigFra: nil, gyldigTil: nil, kilde: "")])
    #expect(!satt3)
    #expect(p.per(d("01.01.2023")).oppstartsfristMnd == 24)
  }
}
