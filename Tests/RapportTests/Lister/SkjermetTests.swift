import Kodeverk
import Tabular
import Testing

@testable import Rapport

/// no filter finds a protected person by what is hidden, no list shows it.
@Suite struct SkjermetTests {
  private func skjermet() -> Eksempel {
    var e = Eksempel(fornavn: "Hemmelig", etternavn: "Navnesen")
    e.p.skjermet = true
    e.v.oppfoelgingskommune = Kommunenummer(nummer: 3201)
    e.v.oppfoelgingsbydel = nil
    e.v.rapportkommune = e.v.oppfoelgingskommune
    e.v.rapportbydel = nil
    e.v.vistFrist = (.oppstart, dato("01.10.2024"))
    return e
  }

  @Test func ingenFilterFinnerDetSkjulte() throws {
    var e = skjermet()
    e.avslutt(.arbeid, "01.02.2024", av: "3201-ABCD")
    for u in [Utfil.personliste, .avslutningsrapport] {
      let t = liste(u, [e])
      let tolk = Valgtolk(dato: dato("31.08.2024"), utfil: u)
      var alle: [Listevalg] = []
      for navn in ["Hemmelig", "hem", "Navnesen", "e", "skjermet", "Skjermet"] {
        var v = Listevalg()
        v.navn = navn
        alle.append(v)
      }
      for k in ["3201", "Bærum", "0219"] {
        var v = Listevalg()
        v.kommune = try tolk.kommune(k)
        alle.append(v)
      }
      var f = Listevalg()
      f.fylke = "Akershus"
      alle.append(f)
      if u == .avslutningsrapport {
        for av in RegistrertAvvalg.allCases {
          var v = Listevalg()
          v.registrertAv = av
          alle.append(v)
        }
      }
      for v in alle { #expect(Listesvar(t, v).antall == 0, "\(v)") }
      // Found by what is not hidden.
      var v = Listevalg()
      v.duf = "900099900014"
      v.kategori = .rettOgPliktProgram
      let fil = String(decoding: Listesvar(t, v).csv(dialekt: .excelNb), as: UTF8.self)
      #expect(Listesvar(t, v).antall == 1)
      for ord in ["Hemmelig", "Navnesen", "Bærum", "Akershus", "3201"] { #expect(!fil.contains(ord)) }
    }
  }

  /// Somebody whose name is the very word is found as anybody else.
  @Test func navnetSkjermet() {
    var v = Listevalg()
    v.navn = "skjermet"
    #expect(Listesvar(liste(.personliste, [Eksempel(fornavn: "Skjermet", etternavn: "")]), v).antall == 1)
  }
}
