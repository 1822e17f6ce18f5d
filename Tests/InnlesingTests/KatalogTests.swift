import Domene
import Innlesing
import Pipeline
import Testing

/// Every code of `avvik.md` that reading can give, each with a smallest file.
@Suite struct KatalogTests {
  @Test(arguments: Katalogtilfelle.alle)
  func `a smallest file gives its avvik`(tilfelle: Katalogtilfelle) throws {
    let lest = try Leveranse.valider(tilfelle.filer)
    #expect(lest.avvik.map(\.description) == tilfelle.venter)
    #expect(lest.raderStemmer)
    for a in lest.avvik { #expect(!a.melding.isEmpty, "\(a)") }
    if let melding = lest.avvik.first?.melding {
      for ord in tilfelle.melding { #expect(melding.contains(ord), "\(melding)") }
    }
    let fil = try #require(lest.fil(tilfelle.filer[0].0))
    #expect([fil.rowsRead, fil.rowsTaken, fil.rowsRejected, fil.rowsDuplicate] == tilfelle.rader)
  }

  @Test func `no code of reading is without a case`() {
    let dekket = Set(Katalogtilfelle.alle.flatMap { $0.venter.map { String($0.split(separator: ";")[1]) } })
    let lesekoder = Avvikskode.allCases.prefix { $0 != .oppstartEtterFrist }.filter { $0 != .foedselsdatoMangler }
    #expect(lesekoder.map(\.rawValue).filter { !dekket.contains($0) } == [])
  }

  @Test func `a person without a birth date is a rule's finding`() throws {
    let udi = "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n900099900014;A;B;;§ 28;01.01.2022\n"
    let filer = [("udi/udi.csv", Array(udi.utf8))]
    #expect(try Leveranse.valider(filer, medUdi: false).avvik.isEmpty)
    let med = try Leveranse.valider(filer, medUdi: false, regler: true)
    #expect(med.avvik.map { [$0.kode, $0.linje, $0.kolonne] } == [["FOEDSELSDATO_MANGLER", "2", "Fødselsdato"]])
  }
}
