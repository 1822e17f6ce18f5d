import Foundation
import Kalender
import Testing

@testable import Kodeverk

/// The files in `Sources/Kodeverk/Tabeller`, read anew from the source tree.
enum Tabellfil {
  static func les(_ navn: String) -> [[String: String]] {
    let fil = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Kodeverk/Tabeller/\(navn).csv")
    guard let tekst = try? String(contentsOf: fil, encoding: .utf8) else { return [] }
    let linjer = tekst.split(separator: "\n").map {
      $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
    return linjer.dropFirst().map { felt in
      Dictionary(uniqueKeysWithValues: zip(linjer[0], felt))
    }
  }
}

@Suite("Kodeverkene mot filene sine") struct KodetabellerTests {
  private func like<K: Kode>(_ k: K.Type, _ fil: String, _ kolonne: String, antall: Int) {
    let navn = Tabellfil.les(fil).map { $0[kolonne] ?? "" }
    #expect(navn.count == antall)
    #expect(K.allCases.count == antall)
    #expect(K.allCases.map(\.navn) == navn)
    for (i, sak) in K.allCases.enumerated() {
      #expect(Int(sak.rawValue) == i)
      #expect(K.oppslag.kode(sak.navn) == i, "\(sak.navn)")
    }
  }

  @Test func avslutningsaarsaker() {
    like(Avslutningsaarsak.self, "avslutningsaarsaker", "årsak", antall: 28)
    for (sak, rad) in zip(Avslutningsaarsak.allCases, Tabellfil.les("avslutningsaarsaker")) {
      #expect(sak.gruppe.navn == rad["gruppe"], "\(sak)")
      #expect(sak.registreresAvKommune == (rad["registreres_av_kommune"] == "ja"), "\(sak)")
      #expect(sak.vilHaTimer == (rad["timer"] == "ja"), "\(sak)")
      #expect(sak.lukkerKategori == (rad["lukker_kategori"] == "ja"), "\(sak)")
    }
    // The case names against what they stand for.
    let navn: [(Avslutningsaarsak, String)] = [
      (.arbeid, "Arbeid"), (.arbeidMedLoennstilskudd, "Arbeid med lønnstilskudd fra NAV"),
      (.mistetRett, "Ikke lenger i kategori, mistet rett"), (.flyttet, "Flyttet"), (.utvandret, "Utvandret"),
      (.doed, "Død"), (.ukjent, "Ukjent"), (.annet, "Annet"), (.ikkeRegistrert, "Avslutningsårsak ikke registrert"),
      (.utgaattOppstartsfrist, "Utgått oppstartsfrist"), (.ikkeLengerIKategori, "Ikke lenger i kategori"),
      (.personAvvistProgram, "Person avvist program"), (.permanentStans, "Vedtak om permanent stans"),
      (.hjemmeMedBarnUnder1Aar, "Hjemmeværende med omsorg for barn under 1 år"),
      (.videregaaendeStudiespesialisering, "Videregående opplæring - studiespesialisering"),
    ]
    for (sak, tekst) in navn { #expect(sak.navn == tekst) }
    #expect(Avslutningsaarsak.allCases.filter(\.vilHaTimer) == [.arbeid])
    #expect(
      Avslutningsaarsak.allCases.filter(\.lukkerKategori)
        == [.mistetRett, .utvandret, .doed, .utgaattOppstartsfrist, .ikkeLengerIKategori])
    #expect(
      Avslutningsaarsak.allCases.filter { !$0.registreresAvKommune }
        == [.ikkeRegistrert, .utgaattOppstartsfrist, .ikkeLengerIKategori, .personAvvistProgram, .permanentStans])
    #expect(Avslutningsaarsak.allCases.filter { $0.gruppe == .arbeid } == [.arbeid, .arbeidMedLoennstilskudd])
  }

  @Test func avslutningsaarsakgrupper() {
    let iFilen = Set(Tabellfil.les("avslutningsaarsaker").map { $0["gruppe"]! })
    #expect(iFilen == Set(Avslutningsaarsakgruppe.allCases.map(\.navn)))
    #expect(Avslutningsaarsakgruppe.allCases.count == 6)
  }

  @Test func fravaerstyper() {
    like(Fravaerstype.self, "fravaerstyper", "fraværstype", antall: 10)
    for (sak, rad) in zip(Fravaerstype.allCases, Tabellfil.les("fravaerstyper")) {
      let virkning: Fravaersvirkning = rad["frist"] == "over_10" ? .over10 : rad["frist"] == "alltid" ? .alltid : .aldri
      #expect(sak.virkning == virkning, "\(sak)")
      let gruppe: [String: Fravaersgruppe] = [
        "Gyldig fravær": .gyldig, "Ugyldig fravær": .ugyldig, "Ferie/høytid": .ferieHoeytid,
        "Manglende tilbud": .manglendeTilbud,
      ]
      #expect(sak.gruppe == gruppe[rad["årsgruppe"]!], "\(sak)")
      for andre in rad["andre_navn"]!.split(separator: "|") {
        #expect(Fravaerstype.oppslag.kode(andre) == Int(sak.rawValue), "\(andre)")
      }
    }
    #expect(Fravaerstype.allCases.filter { $0.virkning == .alltid } == [.manglendeBarnepass, .manglendeTilbud])
    #expect(Fravaerstype.egenmeldingBarn.navn == "Egenmelding - barn")
    #expect(Fravaerstype.ugyldig.virkning == .aldri)
  }

  @Test func kategorier() {
    like(Kategori.self, "kategorier", "kategori", antall: 5)
    for (sak, rad) in zip(Kategori.allCases, Tabellfil.les("kategorier")) {
      #expect(rad["lovverk"]!.hasPrefix(sak.lovverk.navn), "\(sak)")
      #expect(rad["ordning"] == Kategori.ordning)
    }
    #expect(Kategori.rettTilProgram.navn == "Rett til introduksjonsprogram")
    #expect(Kategori.kanTilbysOrdning.navn == "Kan tilbys introduksjonsordning")
  }

  @Test func klageutfall() {
    like(Klageutfall.self, "klageutfall", "utfall", antall: 5)
    for (sak, rad) in zip(Klageutfall.allCases, Tabellfil.les("klageutfall")) {
      #expect(sak.girMedhold == (rad["medhold"] == "ja"), "\(sak)")
      #expect(sak.visesSom == rad["vises_som"], "\(sak)")
    }
    #expect(Klageutfall.oppheves.navn == "Kommunens vedtak oppheves")
    #expect(Klageutfall.delvisMedhold.navn == "Klager gis delvis medhold")
  }

  @Test func kontakttyper() {
    like(Kontakttype.self, "kontakttyper", "registreringen_gjelder", antall: 3)
    let avviser = Tabellfil.les("kontakttyper").map { $0["avviser_program"] == "ja" }
    #expect(Kontakttype.allCases.map { $0 == .avvistProgram } == avviser)
  }

  @Test func sluttmaalene() {
    like(Sluttmaal.self, "sluttmaal", "sluttmål", antall: 8)
    for (sak, rad) in zip(Sluttmaal.allCases, Tabellfil.les("sluttmaal")) {
      #expect(String(sak.fristMnd) == rad["gjennomføringsfrist_mnd"], "\(sak)")
      #expect(String(sak.maksUtvidelseMnd) == rad["maks_utvidelse_mnd"], "\(sak)")
      #expect(sak.krevVideregaaende == (rad["utdanning_fra_før"] == "videregående"), "\(sak)")
      #expect(sak.gjelderUnder25 == (rad["aldersgrense"] == "under_25"), "\(sak)")
      #expect(sak.gjelderFra25 == (rad["aldersgrense"] == "fra_25"), "\(sak)")
    }
    // S1 §3.2.
    #expect(Sluttmaal.allCases.map(\.fristMnd) == [6, 6, 36, 24, 24, 24, 24, 36])
    #expect(Sluttmaal.allCases.map(\.maksUtvidelseMnd) == [6, 6, 12, 12, 12, 12, 12, 12])
    #expect(Sluttmaal.arbeidMedVgo.navn == "Arbeid - person har utdanning på videregående nivå fra før")
    #expect(Sluttmaal.arbeidUtenVgo.navn == "Arbeid - person har ikke utdanning på videregående nivå fra før")
  }

  @Test func vedtakstyper() {
    like(Vedtakstype.self, "vedtakstyper", "vedtakstype", antall: 16)
    for (sak, rad) in zip(Vedtakstype.allCases, Tabellfil.les("vedtakstyper")) {
      #expect(sak.erPermisjon == (rad["frist"] == "permisjon"), "\(sak)")
      #expect(sak.erStans == (rad["frist"] == "stans"), "\(sak)")
      #expect((sak == .deltakelse) == (rad["frist"] == "base"), "\(sak)")
      #expect((sak == .utvidet) == (rad["frist"] == "utvidelse"), "\(sak)")
      for andre in rad["andre_navn"]!.split(separator: "|") {
        #expect(Vedtakstype.oppslag.kode(andre) == Int(sak.rawValue), "\(andre)")
      }
    }
    #expect(Vedtakstype.permanentStans.navn == "Permanent stans")
    #expect(Vedtakstype.permisjonFoedsel.navn == "Permisjon pga fødsel/adopsjon")
  }

  @Test func tiltakstyper() {
    let rader = Tabellfil.les("tiltakstyper")
    #expect(rader.count == 45)
    #expect(Tiltakstype.tabellnavn == rader.map { $0["tiltakstype"]! })
    #expect(Tiltakstype(nummer: rader.count) == nil)
    #expect(Tiltakstype(nummer: -1) == nil)
    for (i, rad) in rader.enumerated() {
      let t = Tiltakstype(nummer: i)!
      #expect(t.navn == rad["tiltakstype"])
      #expect(t.gruppe.navn == rad["tiltaksgruppe"], "\(t.navn)")
      #expect(t.gyldigFra?.iso ?? "" == rad["gyldig_fra"], "\(t.navn)")
      #expect(t.gyldigTil?.iso ?? "" == rad["gyldig_til"], "\(t.navn)")
      #expect(t.erOmdoept == !rad["samme_som"]!.isEmpty, "\(t.navn)")
      #expect(t.erLivsmestring == (rad["merke"] == "livsmestring"), "\(t.navn)")
      #expect(t.erForeldreveiledning == (rad["merke"] == "foreldreveiledning"), "\(t.navn)")
      #expect(t.erFulltidVideregaaende == (rad["merke"] == "fulltid_vgo"), "\(t.navn)")
      #expect(t.erKunKapittel6A == (rad["merke"] == "kun_kapittel_6a"), "\(t.navn)")
      #expect(Tiltakstype.oppslag.kode(t.navn) == i, "\(t.navn)")
      // A code that was renamed stands beside the code it became.
      if let annen = rad["samme_som"], !annen.isEmpty {
        #expect(rader.contains { $0["tiltakstype"] == annen && $0["samme_som"] == t.navn }, "\(t.navn)")
      }
    }
    let alle = rader.indices.map { Tiltakstype(nummer: $0)! }
    #expect(alle.filter(\.erFulltidVideregaaende).count == 3)
    #expect(alle.filter(\.erOmsorgspermisjon).map(\.navn) == ["Tilbud i omsorgspermisjon"])
    #expect(
      alle.filter(\.erOvergangstilbud).map(\.navn) == ["Overgangstilbud videregående opplæring for ungdom"])
    #expect(alle.filter(\.erKunKapittel6A).map(\.navn) == ["Språktilbud, engelsk"])
  }

  @Test func tiltaksgrupper() {
    #expect(
      Tiltaksgruppe.allCases.map(\.navn) == [
        "Opplæring i norsk og samfunnskunnskap", "Livsmestring og foreldreveiledning", "Arbeidsrettede tiltak",
        "Utdanningsrettede tiltak", "Andre integreringstiltak",
      ])
  }

  @Test("verdier uten egen tabell") func smaa() {
    #expect(Resultat.allCases.map(\.navn) == ["Innvilget", "Avslag", "Vedtak fattet"])
    #expect(Dagtype.allCases.map(\.navn) == ["Virkedager", "Kalenderdager"])
    #expect(Kjoenn.allCases.map(\.navn) == ["Kvinne", "Mann"])
    #expect(Gjennomfoering.allCases.map(\.navn) == ["Ikke registrert", "Gjennomført", "Ikke gjennomført"])
    #expect(Gradering.allCases.filter(\.skjermer) == [.fortrolig, .strengtFortrolig, .strengtFortroligUtland])
    for sak in Gradering.allCases { #expect(Gradering.oppslag.kode(sak.navn) == Int(sak.rawValue)) }
  }

  @Test("hver fil har kolonnene sine, og ingen rad et felt for lite") func kolonner() {
    let filer: [(Kodetabell, String, [String])] = [
      (
        Innhold.avslutningsaarsaker, "avslutningsaarsaker",
        ["årsak", "gruppe", "registreres_av_kommune", "beregnes_av_regelmotor", "timer", "lukker_kategori"]
      ),
      (
        Innhold.bydeler, "bydeler",
        ["bydelsnummer", "bydelsnavn", "kommunenummer", "gyldig_fra", "gyldig_til", "kildestatus"]
      ),
      (Innhold.fravaerstyper, "fravaerstyper", ["fraværstype", "årsgruppe", "frist", "hjemmel", "andre_navn"]),
      (
        Innhold.hjemler, "hjemler",
        ["paragraf", "referansepersonens_paragraf", "vedtak_fra", "vedtak_til", "gruppe", "krever_avtalt_bosetting"]
      ),
      (Innhold.kategorier, "kategorier", ["kategori", "lovverk", "ordning"]),
      (Innhold.klageutfall, "klageutfall", ["utfall", "medhold", "vises_som"]),
      (
        Innhold.kommuner, "kommuner",
        [
          "kommunenummer", "kommunenavn", "visningsnavn", "fylkesnummer", "fylkesnavn", "gyldig_fra", "gyldig_til",
          "erstattet_av",
        ]
      ),
      (Innhold.kontakttyper, "kontakttyper", ["registreringen_gjelder", "avviser_program"]),
      (Innhold.parametre, "parametre", ["parameter", "verdi", "gyldig_fra", "gyldig_til", "kilde"]),
      (
        Innhold.sluttmaal, "sluttmaal",
        ["sluttmål", "utdanning_fra_før", "gjennomføringsfrist_mnd", "maks_utvidelse_mnd", "aldersgrense"]
      ),
      (
        Innhold.tiltakstyper, "tiltakstyper",
        ["tiltaksgruppe", "tiltakstype", "gyldig_fra", "gyldig_til", "merke", "samme_som"]
      ),
      (Innhold.vedtakstyper, "vedtakstyper", ["vedtakstype", "frist", "vedtaksmal", "andre_navn"]),
    ]
    for (tabell, navn, kolonner) in filer {
      #expect(tabell.kolonner == kolonner, "\(navn)")
      #expect(tabell.rader.allSatisfy { $0.count == kolonner.count }, "\(navn)")
      #expect(tabell.rader.count == Tabellfil.les(navn).count, "\(navn)")
      #expect(!tabell.rader.isEmpty, "\(navn)")
    }
  }
}
