import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

// The guides' figures of tilbudt tiltak and of the kategori.
extension VeiledningTests {
  // MARK: Tilbudt tiltak (D-01)

  private func tilbudt(_ b: Personbygger, _ dag: String) -> [String: Int] {
    let m = Regelmotor(dato: d(dag), parametre: Parametre())
    var v = Vurdering()
    var rom = Arbeidsrom()
    m.vurder(b.p, &rom, into: &v)
    return Dictionary(
      m.tilbudtTiltak(b.p, v).map { ("\($0.maaned)", $0.hundredeler) }, uniquingKeysWith: { a, _ in a })
  }

  @Test("S1 §7.5: 28,77, 30,00, 23,00 og 20,00 timer") func tilbudtTiltakI2021() {
    var b = Self.rettOgPlikt("08.02.2021")
    Self.deltar(&b, "15.03.2021", .delerAvVgo)
    b.tiltak("Norskopplæring", "01.06.2021", "31.12.2021", timer: Desimal(20))
    b.tiltak("Praksis med fokus på norskopplæring", "01.06.2021", "30.09.2021", timer: Desimal(7))
    b.tiltak("Foreldreveiledning", "14.06.2021", "31.10.2021", timer: Desimal(3))
    let t = tilbudt(b, "01.02.2022")
    #expect(t["juni 2021"] == 2877)
    for m in ["juli 2021", "august 2021", "september 2021"] { #expect(t[m] == 3000) }
    #expect(t["oktober 2021"] == 2300)
    for m in ["november 2021", "desember 2021"] { #expect(t[m] == 2000) }
  }

  @Test("S1 §7.6: 25,53 timer i april 2021") func tilbudtTiltakIApril() {
    var b = Self.rettOgPlikt("08.02.2021")
    Self.deltar(&b, "15.03.2021", .delerAvVgo)
    b.tiltak("Norskopplæring", "02.04.2021", "30.04.2021", timer: Desimal(25))
    b.tiltak("Foreldreveiledning", "30.04.2021", "30.04.2021", timer: Desimal(4))
    b.tiltak("Jobbsøkerkurs", "29.04.2021", "30.04.2021", timer: Desimal(3))
    #expect(tilbudt(b, "01.06.2021")["april 2021"] == 2553)
  }

  @Test("S1 §7.4: et erstattende tiltak endrer ikke gjennomsnittet") func erstattende() {
    var b = Self.rettOgPlikt("08.02.2021")
    Self.deltar(&b, "15.03.2021", .delerAvVgo)
    b.tiltak("Norskopplæring", "01.06.2021", "30.06.2021", timer: Desimal(20))
    b.tiltak("Jobbsøkerkurs", "07.06.2021", "18.06.2021", timer: Desimal(30), erstattende: true)
    #expect(tilbudt(b, "01.08.2021")["juni 2021"] == 2000)
  }

  @Test("S1 §7.7: 8,00 timer når et tiltak er slettet") func slettetTiltak() {
    var b = Self.rettOgPlikt("08.02.2021")
    Self.deltar(&b, "15.03.2021", .delerAvVgo)
    b.tiltak("Foreldreveiledning", "01.12.2021", "31.12.2021", timer: Desimal(3))
    b.tiltak(
      "Arbeid som del av programmet", d("01.12.2021"), d("31.12.2021"), timer: Desimal(15),
      slettet: d("20.12.2021"))
    b.tiltak("Praksis med fokus på norskopplæring", "01.12.2021", "31.12.2021", timer: Desimal(5))
    #expect(tilbudt(b, "19.12.2021")["desember 2021"] == 2300)
    #expect(tilbudt(b, "20.12.2021")["desember 2021"] == 800)
  }

  // MARK: Kategori (K)

  @Test("S1 §2.1: vedtak 28.05.2021 og ankomst 04.06.2015 gir integreringsloven") func lovverket() {
    var b = B(foedt: "01.01.1960")
    b.opphold(28, vedtak: "28.05.2021", ankomst: "04.06.2015")
    b.bosatt("14.05.2021")
    let s = Self.svar(b, "01.07.2021")
    #expect(s.kategori == .kanTilbysProgram)
    #expect(s.lovverk == .integreringsloven)
    #expect(s.kategoriFra == d("28.05.2021"))
  }

  @Test("S1 §2.2: kategorien etter kapittel 6A beregnes først ved avtalt bosetting") func avtaltBosetting() {
    var b = B(foedt: "15.03.1990")
    b.opphold(34, vedtak: "24.05.2022", eff: "24.05.2022", ankomst: "19.03.2022")
    b.bosatt("10.06.2022", avtalt: false)
    #expect(Self.svar(b, "01.07.2022").kategori == nil)
    b.bosatt("20.06.2022")
    let s = Self.svar(b, "01.07.2022")
    #expect(s.kategori == .rettTilProgram)
    #expect(s.kategoriFra == d("20.06.2022"))
  }

  @Test("S1 §3.1: kapittel 6A vises fra 15.06.2022") func kapittel6AFra() {
    let b = Self.rettEtter6A("10.06.2022")
    #expect(Self.svar(b, "14.06.2022").kategori == .rettOgPliktProgram)
    #expect(Self.svar(b, "15.06.2022").kategori == .rettTilProgram)
  }

  @Test("S1 §5.2 NB: vedtak etter de vanlige reglene må fattes på nytt etter kapittel 6A") func nyeVedtak() {
    var b = Self.rettEtter6A("01.06.2022")
    Self.deltar(&b, "08.06.2022", .arbeidMedVgo)
    #expect(Self.svar(b, "14.06.2022").vistDato == d("08.12.2022"))
    let s = Self.svar(b, "15.06.2022")
    #expect(s.vistType == .oppstart)
    #expect(s.start == nil)
    #expect(s.funn.contains { $0.kode == .vedtakFoerKapittel6A })
  }
}
