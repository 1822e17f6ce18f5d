import Kalender
import Kodeverk
import Tabular
import Testing

@testable import Rapport

/// Every filter combination gives what a plain filter over the unfiltered list gives.
@Suite struct ListefilterTests {
  private let personer = listepersoner()

  private func alle(_ t: Listetabell) -> [[String]] { enkelLesing(t.bytes) }

  private func valgte(_ t: Listetabell, _ v: Listevalg) -> [String] { Listesvar(t, v).rader.map { t.tekst($0, 0) } }

  /// The plain filter of one forvalg pair.
  private static func par(_ med: Bool, _ uten: Bool, _ har: Bool) -> Bool {
    !med && !uten || med && har || uten && !har
  }

  @Test func alleForvalg() {
    let t = liste(.personliste, personer)
    let rader = alle(t)
    let kolonne: [Forvalg: Int] = [
      .sluttmaal: 10, .vedtak: 11, .tiltak: 12, .fulltidVgo: 13, .livsmestring: 14, .foreldreveiledning: 15,
    ]
    // All 4^6 ways to tick six pairs.
    for n in 0..<4096 {
      var v = Listevalg()
      for (i, f) in Forvalg.allCases.enumerated() {
        if n >> (2 * i) & 1 == 1 { v.med.insert(f) }
        if n >> (2 * i + 1) & 1 == 1 { v.uten.insert(f) }
      }
      let ventet = rader.filter { r in
        Forvalg.allCases.allSatisfy { f in
          let felt = r[kolonne[f] ?? 0]
          let har = f == .sluttmaal ? felt != "Uten sluttmål" : felt.hasPrefix("Med ")
          return ListefilterTests.par(v.med.contains(f), v.uten.contains(f), har)
        }
      }
      guard valgte(t, v) == ventet.map({ $0[0] }) else {
        Issue.record("\(v.med) \(v.uten)")
        return
      }
    }
  }

  private let navnene = ["", "farmen", "ÅSE", "nguyễn \"n", "mellom", "skjermet", "finnes ikke"]
  private let dufene = ["", "2020", "202000000037", "9"]

  @Test func personlistensFiltre() throws {
    let t = liste(.personliste, personer)
    let rader = alle(t)
    let tolk = Valgtolk(dato: dato("31.08.2024"), utfil: .personliste)
    var n = 0
    for kategori in [nil, "rett-og-plikt", "Kan tilbys introduksjonsprogram", "rett til"] {
      for kommune in [nil, "301", "bærum", "3024", "1103", "9999"] {
        for bydel in [nil, "Gamle Oslo", "030105"] {
          for ordning in [nil, "introduksjonsprogram"] {
            for duf in dufene {
              for navn in navnene {
                var v = Listevalg()
                v.kategori = try kategori.map { try tolk.kategori($0) }
                v.kommune = try kommune.map { try tolk.kommune($0) }
                v.bydel = try bydel.map { try tolk.bydel($0) }
                v.ordning = try ordning.map { try tolk.ordning($0) }
                v.duf = duf.isEmpty ? "" : try tolk.duf(duf)
                v.navn = navn
                if n % 3 == 0 { v.med = [.tiltak] }
                n += 1
                let steder = [
                  nil: "", "301": "Oslo", "bærum": "Bærum", "3024": "Bærum", "1103": "Stavanger", "9999": "9999",
                ]
                let bydeler = [
                  nil: "", "Gamle Oslo": "Oslo/Gamle Oslo", "030105": "Oslo/\(Bydelsnummer(nummer: 30105).navn ?? "")",
                ]
                let ventet = rader.filter { r in
                  (v.kategori == nil || r[3] == v.kategori?.navn)
                    && (kommune == nil || r[8].split(separator: "/").first.map(String.init) == steder[kommune])
                    && (bydel == nil || r[8] == bydeler[bydel]) && r[5] == "Introduksjonsprogram"
                    && r[0].filter { $0 != " " }.hasPrefix(duf)
                    && (navn.isEmpty || (r[1] != "Skjermet" && r[1].lowercased().contains(navn.lowercased())))
                    && (v.med.isEmpty || r[12] == "Med tiltak")
                }
                #expect(valgte(t, v) == ventet.map { $0[0] })
              }
            }
          }
        }
      }
    }
  }

  @Test func avslutningsrapportensFiltre() throws {
    let t = liste(.avslutningsrapport, personer)
    let rader = alle(t)
    let tolk = Valgtolk(dato: dato("31.08.2024"), utfil: .avslutningsrapport)
    for kategori in [nil, Kategori.kanTilbysProgram] {
      for kommune in [nil, "Oslo", "Stavanger"] {
        for fylke in [nil, "03", "akershus"] {
          for aar in [nil, 2022, 2024, 1999] {
            for av in [nil, RegistrertAvvalg.kommune, .regelmotor] {
              for navn in navnene {
                var v = Listevalg()
                v.kategori = kategori
                v.kommune = try kommune.map { try tolk.kommune($0) }
                v.fylke = try fylke.map { try tolk.fylke($0) }
                v.avslutningsaar = aar
                v.registrertAv = av
                v.navn = navn
                let ventet = rader.filter { r in
                  (kategori == nil || r[4] == kategori?.navn)
                    && (kommune == nil || r[10].hasPrefix(kommune ?? ""))
                    && (fylke == nil || r[9] == (fylke == "03" ? "Oslo" : "Akershus"))
                    && (aar == nil || r[8].hasSuffix(String(aar ?? 0)))
                    && (av == nil || (r[12] != "Skjermet" && (r[12] == "Regelmotor") == (av == .regelmotor)))
                    && (navn.isEmpty || (r[1] != "Skjermet" && r[1].lowercased().contains(navn.lowercased())))
                }
                let svar = Listesvar(t, v)
                #expect(svar.rader.map { t.tekst($0, 0) } == ventet.map { $0[0] })
                // The Fordeling line follows the filters.
                var f = Fordeling()
                for r in ventet { f.antall[Avslutningsaarsakgruppe.tabellnavn.firstIndex(of: r[7]) ?? 0] += 1 }
                #expect(svar.fordeling == f)
              }
            }
          }
        }
      }
    }
  }

  @Test func utvalgslinjenFoelgerFiltrene() throws {
    var v = Listevalg()
    let tolk = Valgtolk(dato: dato("31.08.2024"), utfil: .avslutningsrapport)
    v.avslutningsaar = 2023
    v.registrertAv = .regelmotor
    v.fylke = try tolk.fylke("3")
    v.kommune = try tolk.kommune("0301")
    v.bydel = try tolk.bydel("gamle oslo")
    v.ordning = try tolk.ordning("introduksjonsprogram")
    v.duf = try tolk.duf("9000 999000 14")
    v.navn = "Farmen"
    v.kategori = try tolk.kategori("rett til")
    #expect(
      v.utvalg().tekst
        == tekst(
          "Utvalg:AvslutningsÅr=2023,AvslutningsårsakRegistrertAv=Avslutningsårsak beregnet av regelmotor,",
          "Oppfølgingsfylke=Oslo,Kommune=Oslo,Bydel=Gamle Oslo,Ordningtype=Introduksjonsprogram,",
          "DufNummer=900099900014,Fornavn, Etternavn=Farmen,Kategori=Rett til introduksjonsprogram,"))
    #expect(Listevalg().utvalg() == Utvalg())
  }

  @Test func utenFilterErFilenDenSamme() {
    for u in [
      Utfil.personliste, .personlisteIntroduksjonsloven, .avslutningsrapport, .avslutningsrapportIntroduksjonsloven,
    ] {
      let t = liste(u, personer)
      #expect(t.antall > 5)
      let fil = Listesvar(t, Listevalg()).csv(dialekt: .excelNb)
      #expect(fil == u.hode(dialekt: .excelNb, fordeling: Listesvar(t, Listevalg()).fordeling) + t.bytes)
      // The other dialect by way of this one, and back.
      let rfc = Listesvar(t, Listevalg()).csv(dialekt: .rfc4180)
      let direkte = Listesvar(liste(u, personer, dialekt: .rfc4180), Listevalg()).csv(dialekt: .rfc4180)
      #expect(rfc == direkte)
      let igjen = try? Listetabell(u, fil: rfc)
      #expect(igjen?.dialekt == .rfc4180)
      #expect(igjen.map { Listesvar($0, Listevalg()).csv(dialekt: .excelNb) } == fil)
    }
  }

  @Test func enAnnenFilErIngenListe() {
    #expect(throws: Listefeil.self) { try Listetabell(.personliste, fil: []) }
    #expect(throws: Listefeil.self) { try Listetabell(.personliste, fil: Utfil.beregningslogg.hode(dialekt: .excelNb)) }
    #expect(throws: Listefeil.self) { try Listetabell(.avslutningsrapport, fil: Array("a\r\nb\r\n".utf8)) }
  }

  @Test func sortertPaaAlleKolonner() {
    for u in [Utfil.personliste, .avslutningsrapport] {
      let t = liste(u, personer)
      for (k, type) in u.kolonnetyper.enumerated() {
        for synkende in [false, true] {
          var v = Listevalg()
          v.sortering = [Sortering(kolonne: k, synkende: synkende)]
          let rader = Listesvar(t, v).rader
          #expect(Set(rader).count == t.antall)
          let verdier = rader.map { t.tekst($0, k) }
          // Empty last in both directions.
          let etterTomt = verdier.drop { !$0.isEmpty }.filter { !$0.isEmpty }
          #expect(etterTomt.isEmpty)
          for (a, b) in zip(rader, rader.dropFirst()) {
            let (x, y) = (t.tekst(a, k), t.tekst(b, k))
            guard !x.isEmpty, !y.isEmpty else { continue }
            if x == y {
              #expect(a < b)
              continue
            }
            switch type {
            case .dato: #expect(synkende ? dato(x) > dato(y) : dato(x) < dato(y))
            case .tall: #expect(synkende ? (Int(x) ?? 0) > (Int(y) ?? 0) : (Int(x) ?? 0) < (Int(y) ?? 0))
            case .duf: #expect(synkende ? x > y : x < y)
            case .tekst:
              let (m, n) = (Norskorden.noekkel(x), Norskorden.noekkel(y))
              #expect(synkende ? !m.lexicographicallyPrecedes(n) : !n.lexicographicallyPrecedes(m))
            }
          }
        }
      }
    }
  }

  @Test func flereSorteringer() {
    let t = liste(.personliste, personer)
    var v = Listevalg()
    v.sortering = [Sortering(kolonne: 3), Sortering(kolonne: 4, synkende: true)]
    let par = Listesvar(t, v).rader.map { (t.tekst($0, 3), dato(t.tekst($0, 4))) }
    for (a, b) in zip(par, par.dropFirst()) { #expect(a.0 < b.0 || (a.0 == b.0 && a.1 >= b.1)) }
  }

  @Test func norskRekkefoelge() {
    let riktig = ["Aasen", "abdi", "Ábe", "Zoë", "Ærlend", "Østby", "Ås"]
    #expect(
      riktig.shuffled().sorted { Norskorden.noekkel($0).lexicographicallyPrecedes(Norskorden.noekkel($1)) } == riktig)
    // The same letters, composed and not.
    #expect(Norskorden.noekkel("A\u{30A}s") == Norskorden.noekkel("Ås"))
    #expect(Norskorden.noekkel("Zoe\u{308}") == Norskorden.noekkel("Zoë"))
  }

  @Test func kolonnenavn() {
    #expect(Sortering("Frist dato", i: .personliste) == Sortering(kolonne: 7))
    #expect(Sortering("frist-dato:desc", i: .personliste) == Sortering(kolonne: 7, synkende: true))
    #expect(Sortering("navn", i: .personliste) == Sortering(kolonne: 1))
    #expect(Sortering("kategori", i: .personliste) == Sortering(kolonne: 3))
    #expect(Sortering("SLUTT:asc", i: .personliste) == Sortering(kolonne: 10))
    #expect(Sortering("foed", i: .personliste) == Sortering(kolonne: 2))
    // Two begin so; none does; nothing.
    for t in ["frist", "gjennomført", "alder", "", ":desc"] { #expect(Sortering(t, i: .personliste) == nil) }
  }

  @Test func valgSomIkkeForstaas() {
    let tolk = Valgtolk(dato: dato("31.08.2024"), utfil: .personliste)
    #expect(throws: Valgfeil.self) { try tolk.kategori("rett") }
    #expect(throws: Valgfeil.self) { try tolk.kategori("introduksjonsordning") }
    #expect(throws: Valgfeil.self) { try tolk.kommune("Skjermet") }
    #expect(throws: Valgfeil.self) { try tolk.fylke("Viken") }
    #expect(throws: Valgfeil.self) { try tolk.bydel("Skjermet") }
    #expect(throws: Valgfeil.self) { try tolk.ordning("norsk") }
    #expect(throws: Valgfeil.self) { try tolk.duf("12a") }
    #expect(throws: Valgfeil.self) { try tolk.aar("23") }
    #expect(throws: Valgfeil.self) { try tolk.forvalg("vedtaket", "--med") }
  }

  @Test(
    arguments: [
      ("0301", "Oslo"), ("301", "Oslo"), ("oslo", "Oslo"), ("3024", "Bærum"), ("0219", "Bærum"), ("Bærum", "Bærum"),
      ("Tråante", "Trondheim"), ("trondheim", "Trondheim"), ("1903", "Harstad"), ("guovdageaidnu", "Kautokeino"),
      (" Sør-Odal ", "Sør-Odal"),
    ])
  func kommuneoppslag(_ rad: (soekt: String, navn: String)) throws {
    #expect(try Valgtolk(dato: dato("31.08.2024"), utfil: .personliste).kommune(rad.soekt).hasPrefix(rad.navn))
  }
}
