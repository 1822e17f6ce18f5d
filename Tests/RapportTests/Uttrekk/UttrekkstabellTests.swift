import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular
import Testing

@testable import Rapport

/// The rows of a research extract, field by field, and what small groups do.
@Suite struct UttrekkstabellTests {
  static let dagen = dato("31.08.2024")

  /// A pseudonym that anybody could work out: only its order matters here.
  static func merke(_ d: DUFNummer) -> Pseudonym? {
    var n = d.verdi &* 0x9E37_79B9_7F4A_7C15
    n ^= n >> 29
    return Pseudonym((0..<16).map { UInt8(truncatingIfNeeded: n >> UInt64($0 % 8 * 8)) })
  }

  static func tabell(
    _ personer: [Eksempel], _ valg: Uttrekksvalg, reservert: Set<UInt64> = []
  ) -> Uttrekkstabell {
    var t = Uttrekkstabell(valg, dato: dagen)
    for e in personer { t.leggTil(e.p, e.v, reservert: reservert.contains(e.p.duf.verdi), merke: merke) }
    return t
  }

  static func rader(_ t: Uttrekkstabell, _ dialekt: CSVDialect = .rfc4180) -> [[String]] {
    var ut: [UInt8] = []
    t.skriv(dialekt) { ut += [UInt8]($0) }
    return enkelLesing(ut, dialekt.separator)
  }

  static func person() -> Eksempel {
    var e = Eksempel(fornavn: "Fatima", etternavn: "Farmen")
    e.v.kategoriFra = dato("15.02.2023")
    e.v.foedselsdato = dato("30.11.1990")
    e.v.kjoenn = .kvinne
    e.v.oppfoelgingskommune = Kommunenummer(nummer: 3024)
    e.v.sluttmaal = nil
    e.v.oppstartsfrist = nil
    e.v.start = dato("01.04.2023")
    e.v.gjennomfoeringsfrist = dato("01.10.2023")
    e.v.medVedtak = true
    e.avslutt(.arbeid, "20.12.2023", av: "3201-AB")
    return e
  }

  /// Names in the extract's first line are each column's own.
  @Test func navneneErUlike() {
    #expect(Set(Uttrekkskolonne.allCases.map(\.navn)).count == Uttrekkskolonne.allCases.count)
  }

  @Test(arguments: [
    (Uttrekkskolonne.lovverk, "integreringsloven"), (.kategori, "Rett og plikt til introduksjonsprogram"),
    (.kategoriFra, "2023-02-15"), (.kategoriLukket, ""), (.kjoenn, "Kvinne"), (.foedselsaar, "1990"),
    (.aldersgruppe, "25-34"), (.aldersgruppeAvslutning, "25-34"), (.fylke, "Akershus"), (.kommune, "Bærum"),
    (.sluttmaal, "Uten sluttmål"), (.startdato, "2023-04-01"), (.oppstartsfrist, ""),
    (.gjennomfoeringsfrist, "2023-10-01"), (.avslutning, "Ordinær avslutning"), (.avslutningsaarsak, "Arbeid"),
    (.maaloppnaaelse, "Arbeid"), (.avslutningsdato, "2023-12-20"), (.timerArbeid, ""), (.vedtak, "Ja"),
    (.tiltak, "Nei"),
  ])
  func verdier(kolonne: Uttrekkskolonne, verdi: String) {
    let r = Self.rader(Self.tabell([Self.person()], Uttrekksvalg(kolonner: [kolonne])))
    #expect(r == [["Pseudonym", kolonne.navn], [Self.merke(Self.person().p.duf)?.tekst ?? "-", verdi]])
  }

  @Test(arguments: [
    (Datoform.month, "2023-02", "2023-12", " (måned)"), (.quarter, "2023K1", "2023K4", " (kvartal)"),
    (.year, "2023", "2023", " (år)"),
  ])
  func groveDatoer(form: Datoform, fra: String, slutt: String, tillegg: String) {
    let valg = Uttrekksvalg(kolonner: [.kategoriFra, .avslutningsdato], datoer: form)
    let r = Self.rader(Self.tabell([Self.person()], valg))
    #expect(r.first == ["Pseudonym", "Kategori fra" + tillegg, "Avslutningsdato" + tillegg])
    #expect(r.last.map { Array($0.dropFirst()) } == [fra, slutt])
  }

  @Test func dagerEtterKategoriFra() {
    let valg = Uttrekksvalg(kolonner: [.kategoriFra, .startdato, .avslutningsdato], datoer: .relative)
    let r = Self.rader(Self.tabell([Self.person()], valg))
    #expect(
      r.first.map { Array($0.dropFirst()) } == [
        "Kategori fra (år)", "Startdato (dager etter kategori fra)", "Avslutningsdato (dager etter kategori fra)",
      ])
    #expect(r.last.map { Array($0.dropFirst()) } == ["2023", "45", "308"])
  }

  @Test func maanedSomExcelSkriverDen() {
    let valg = Uttrekksvalg(kolonner: [.avslutningsdato], datoer: .month)
    #expect(Self.rader(Self.tabell([Self.person()], valg), .excelNb).last?.last == "12.2023")
  }

  /// each alone and both at once.
  @Test func skjermetOgReservert() {
    var e = Self.person()
    e.p.skjermet = true
    let valg = Uttrekksvalg(kolonner: [.kommune, .fylke, .kjoenn])
    let duf = e.p.duf.verdi
    #expect(Self.rader(Self.tabell([e], valg)).last?.dropFirst() == ["Skjermet", "Skjermet", "Kvinne"])
    let begge = Self.tabell([e], valg, reservert: [duf])
    #expect(Self.rader(begge).last == ["", "Skjermet", "Skjermet", "Kvinne"])
    #expect(begge.reserverte == 1 && begge.skjermede == 1)
    let ute = Self.tabell([e, Eksempel(duf: 1)], Uttrekksvalg(kolonner: [.kjoenn], utelat: [.protected]))
    #expect(ute.rader == 1 && ute.utelatte == 1 && ute.personer == 2)
  }

  /// K-07: who never had a kategori stands in no output.
  @Test func utenKategori() {
    var e = Self.person()
    e.v.kategori = nil
    #expect(Self.tabell([e], Uttrekksvalg(kolonner: [.kjoenn])).rader == 0)
  }

  /// The order tells nothing of the DUF-nummer: it is the same however persons come.
  @Test func rekkefoelgen() {
    let personer = listepersoner(40)
    let reservert = Set(personer.enumerated().filter { $0.offset % 4 == 1 }.map { $0.element.p.duf.verdi })
    let valg = Uttrekksvalg(kolonner: [.kjoenn, .kategoriFra, .kommune])
    let r = Self.rader(Self.tabell(personer, valg, reservert: reservert))
    #expect(r == Self.rader(Self.tabell(personer.reversed(), valg, reservert: reservert)))
    let merker = r.dropFirst().compactMap(\.first)
    #expect(merker.prefix(30).allSatisfy { !$0.isEmpty } && Array(merker.prefix(30)) == merker.prefix(30).sorted())
    #expect(merker.count == 40 && merker.suffix(10).allSatisfy { $0.isEmpty })
  }

  // MARK: Small groups

  /// Counted in the plainest way: rows of text with the same kjennetegn.
  static func grupper(_ rader: [[String]], _ kolonner: [Int]) -> [Int] {
    var n: [String: Int] = [:]
    for r in rader.dropFirst() { n[kolonner.map { r[$0] }.joined(separator: "|"), default: 0] += 1 }
    return Array(n.values)
  }

  @Test func tallene() {
    let t = Self.tabell(listepersoner(64), Uttrekksvalg(kolonner: [.kjoenn, .kommune, .sluttmaal]))
    let n = Self.grupper(Self.rader(t), [1, 2])
    let g = t.gruppetall()
    #expect(g.kombinasjoner == n.count && g.minst == n.min())
    #expect(g.under.map(\.grense) == Gruppetall.grenser)
    for u in g.under {
      let smaa = n.filter { $0 < u.grense }
      #expect(u.kombinasjoner == smaa.count && u.personer == smaa.reduce(0, +))
    }
  }

  @Test(arguments: [2, 3, 5, 10, 40, 1000])
  func ingenGruppeErForLiten(minste: Int) {
    let personer = listepersoner(64)
    let kolonner: [Uttrekkskolonne] = [.kjoenn, .aldersgruppe, .kommune, .kategori, .sluttmaal]
    var t = Self.tabell(personer, Uttrekksvalg(kolonner: kolonner, minsteGruppe: minste))
    let foer = Self.rader(t)
    t.vernSmaa()
    let etter = Self.rader(t)
    #expect(Self.grupper(etter, [1, 2, 3, 4]).allSatisfy { $0 >= minste })
    #expect(t.rader + t.fjernet == 64)
    // Whoever had company enough is as before; what is left of the others is their own.
    let antall = Dictionary(foer.dropFirst().map { ($0[1...4].joined(separator: "|"), 1) }, uniquingKeysWith: +)
    let original = Dictionary(foer.dropFirst().map { ($0[0], $0) }) { a, _ in a }
    var roert = 0
    for r in etter.dropFirst() {
      let o = original[r[0]] ?? []
      if (antall[o[1...4].joined(separator: "|")] ?? 0) >= minste { #expect(r == o) }
      #expect(zip(r, o).allSatisfy { $0 == $1 || $0 == ":" } && r.last == o.last)
      if r.contains(":") { roert += 1 }
    }
    #expect(roert == t.skjulte)
    #expect(t.skjultPerKolonne().reduce(0, +) == etter.dropFirst().joined().count { $0 == ":" })
  }

  /// With company in all but one column only that one is hidden.
  @Test func bareDetSomTrengs() {
    var personer = (0..<6).map { i in
      var e = Self.person()
      e.p.duf = DUFNummer(verdi: UInt64(i + 1))
      e.v.oppfoelgingskommune = Kommunenummer(nummer: [301, 3201, 1103, 301, 3201, 4601][i])
      return e
    }
    personer.append(Self.person())
    var t = Self.tabell(personer, Uttrekksvalg(kolonner: [.kjoenn, .kommune], minsteGruppe: 2))
    t.vernSmaa()
    #expect(t.fjernet == 0 && t.skjultPerKolonne() == [0, 2])
    // A lone one whom nothing helps is left out.
    var alene = Self.person()
    alene.v.kjoenn = .mann
    alene.p.duf = DUFNummer(verdi: 99)
    var u = Self.tabell(personer + [alene], Uttrekksvalg(kolonner: [.kjoenn, .kommune], minsteGruppe: 3))
    u.vernSmaa()
    #expect(Self.grupper(Self.rader(u), [1, 2]).allSatisfy { $0 >= 3 })
  }
}
