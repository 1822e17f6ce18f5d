import Testing

@testable import Rapport

/// What may be chosen, what never can, and that a refusal repeats nothing that was typed.
@Suite struct UttrekksvalgTests {
  private func feil(_ tekst: String) -> String? {
    do throws(Valgfeil) {
      _ = try Uttrekksvalg.kolonner(tekst)
      return nil
    } catch {
      return error.melding
    }
  }

  @Test func kolonnerSomDeSkrives() throws {
    let k = try Uttrekksvalg.kolonner("kategori,Kjønn, kategori-fra,AVSLUTNINGSÅRSAK,oppfølgingskommune")
    #expect(k == [.kategori, .kjoenn, .kategoriFra, .avslutningsaarsak, .kommune])
    let alle = try Uttrekksvalg.kolonner(Uttrekkskolonne.allCases.map(\.rawValue).joined(separator: ","))
    #expect(alle == Uttrekkskolonne.allCases)
  }

  /// A column of a list that tells who somebody is.
  @Test(arguments: [
    "DUF-nummer", "duf", "Fødselsnummer", "fnr", "d-nummer", "Fornavn, Etternavn", "navn", "fornavn", "etternavn",
    "Fødselsdato", "Alder", "Oppf.kommune/bydel", "bydel", "adresse", "Registrert av", "saksnummer", "ID",
    "Vedtak-ID", "merknad", "fritekst",
  ])
  func sperret(kolonne: String) {
    let melding = feil("kjoenn," + kolonne)
    #expect(melding?.contains("extract") == true)
    #expect(melding?.contains("no such column") == false)
  }

  @Test(arguments: ["", "kjoenn,", "hemmelig123", "kjoenn,kjoenn", "kjoenn;kommune"])
  func ukjent(tekst: String) {
    let melding = feil(tekst) ?? ""
    #expect(melding.hasPrefix("--columns: "))
    #expect(!melding.contains("hemmelig123"))
  }

  /// Nothing of the persons' own texts or numbers is a column, by whatever name.
  @Test func ingenKolonneIdentifiserer() {
    let navn = Uttrekkskolonne.allCases.flatMap { [$0.navn.lowercased(), $0.rawValue] }
    for ord in ["duf", "navn", "nummer", "fødselsdato", "bydel", "registrert av"] {
      #expect(!navn.contains { $0.contains(ord) }, "\(ord)")
    }
  }

  private func godtatt(_ v: Uttrekksvalg) -> Bool {
    do throws(Valgfeil) {
      try v.kontroller()
      return true
    } catch {
      return false
    }
  }

  @Test func helheten() {
    #expect(godtatt(Uttrekksvalg(kolonner: [.kjoenn, .sluttmaal], kjennetegn: [.sluttmaal])))
    #expect(!godtatt(Uttrekksvalg(kolonner: [.kjoenn], kjennetegn: [.kommune])))
    #expect(!godtatt(Uttrekksvalg(kolonner: [.sluttmaal], minsteGruppe: 5)))
    #expect(godtatt(Uttrekksvalg(kolonner: [.sluttmaal])))
    #expect(Uttrekksvalg(kolonner: [.sluttmaal, .kommune]).gjeldendeKjennetegn == [.kommune])
  }
}
