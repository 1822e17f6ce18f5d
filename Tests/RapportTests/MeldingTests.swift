import Domene
import Innlesing
import Kalender
import Kodeverk
import Tabular
import Testing

@testable import Rapport

/// `Melding` of every code of `avvik.md`.
@Suite struct MeldingTests {
  private func full(_ kode: Avvikskode) -> Avvik {
    var a = Avvik(kode, kilde: Kilde(fil: 0, linje: 7))
    a.duf = 900_099_900_014
    a.dato1 = dato("14.09.2022")
    a.dato2 = dato("01.08.2022")
    a.tall1 = 3
    a.tall2 = 4
    return a
  }

  private func melding(
    _ a: Avvik, fil: String = "", kolonne: String = "", verdi: String = "", tillegg: String = ""
  ) -> String {
    medTekster(fil: fil, kolonne: kolonne, verdi: verdi, tillegg: tillegg) { Melding.tekst(a, $0) }
  }

  /// A sentence (or more), with nothing and with everything filled in.
  @Test(arguments: Avvikskode.allCases)
  func hverKodeHarEnSetning(_ kode: Avvikskode) {
    let tom = melding(Avvik(kode, kilde: nil))
    let alt = melding(full(kode), fil: "kommune/tull_3024.csv", kolonne: "Kolonnen", verdi: "v", tillegg: "t")
    for m in [tom, alt] {
      #expect(m.count > 25, "\(kode): \(m)")
      #expect(m.hasSuffix("."), "\(m)")
      #expect(
        !m.contains("  ") && !m.contains(" ,") && !m.contains(" .") && !m.contains("..") && !m.contains("()"), "\(m)")
      #expect(!m.contains(kode.rawValue), "the sentence of its own is missing: \(m)")
      #expect(m.first?.isUppercase == true || m.first == "«", "\(m)")
      // No separator of a dialect that people open: the field needs no quotes.
      #expect(!m.contains("\n") && !m.contains(";") && !m.contains("\""), "\(m)")
    }
  }

  /// The codes of reading quote what stood in the field.
  @Test(arguments: [
    Avvikskode.dufUgyldig, .dufKontrollsiffer, .ledendeNull, .graderingUkjent, .fnrUgyldig, .datoUgyldig,
    .tallUgyldig, .kodeUkjent, .kommuneUkjent, .ukjentPerson, .ukjentVedtak,
  ])
  func lesekodeneSiterer(_ kode: Avvikskode) {
    #expect(melding(full(kode), kolonne: "K", verdi: "31.02.2024").contains("«31.02.2024»"))
  }

  /// The codes of rules name their date or number, and the limit.
  @Test(arguments: [
    (Avvikskode.oppstartEtterFrist, ["14.09.2022", "01.08.2022"]),
    (.vedtakFoerKapittel6A, ["14.09.2022", "01.08.2022"]),
    (.utvidelseOverMaks, ["3 måneder", "4 måneder"]), (.utvidelseUvanlig, ["3 måneder"]),
    (.permisjonOverlapp, ["14.09.2022 - 01.08.2022", "3 dager"]),
    (.permisjonUtenPeriode, ["14.09.2022", "01.08.2022"]),
    (.gjenaapnetUtenVedtak, ["14.09.2022", "01.08.2022"]), (.gjenaapningKun6A, ["01.08.2022"]),
    (.gjenaapningKunArbeid, ["01.08.2022"]), (.gjenaapningUtenResttid, ["14.09.2022", "01.08.2022"]),
    (.gjenoppstartEtterFrist, ["14.09.2022", "01.08.2022"]),
    (.avslutningUkjentAarsak, ["«Arbeid og utdanning - fagskole»"]),
    (.avslutningUtenVedtakOgSluttmaal, ["14.09.2022"]), (.avslutningFoerStart, ["14.09.2022", "01.08.2022"]),
    (.avslutningEtterFrist, ["14.09.2022", "01.08.2022"]), (.avslutningEtterAvslutning, ["14.09.2022", "01.08.2022"]),
    (.timerMangler, ["14.09.2022"]), (.vedtakEtterAvslutning, ["14.09.2022", "01.08.2022"]),
    (.tiltakEtterAvslutning, ["14.09.2022", "01.08.2022"]),
    (.tiltakskodeUgyldigDato, ["«Foreldreveiledning»", "14.09.2022"]),
    (.fravaerOverVirkedager, ["september 2022", "(3)"]),
    (.sluttmaalMotUtdanning, ["«Fullføre deler av videregående opplæring»", "registrert med det"]),
    (.sluttmaalMotAlder, ["3 år", "25 år"]),
    (.sluttmaalMotAnbefalt, ["«Arbeid - person har ikke utdanning", "«Fullføre deler av videregående opplæring»"]),
    (.tiltakUtenTimer, ["«Foreldreveiledning»", "14.09.2022"]),
    (
      .tiltaksgruppeFeil,
      ["«Foreldreveiledning»", "«Utdanningsrettede tiltak»", "«Livsmestring og foreldreveiledning»"]
    ),
    (.mottattTilbudMangler, ["14.09.2022"]), (.tiltakKunKapittel6A, ["«Foreldreveiledning»", "14.09.2022"]),
    (.overgangstilbudAlder, ["3 år", "14.09.2022", "16 til 24"]),
    (.fravaerUtenOmfang, ["«Annet gyldig fravær - barn»", "september 2022"]), (.manglendeTilbud, ["september 2022"]),
    (.klageUtenUtfall, ["14.09.2022"]), (.vedtakUtenSluttmaal, ["14.09.2022", "01.08.2022"]),
    (.sluttmaalUtenVedtak, ["01.08.2022"]), (.vedtakUtenTiltak, ["14.09.2022"]),
    (.integreringskontraktMangler, ["14.09.2022"]), (.gjennomfoeringSent, ["14.09.2022", "01.08.2022", "to måneder"]),
    (.livsmestringMangler, ["14.09.2022"]), (.foreldreveiledningMangler, ["14.09.2022"]),
  ])
  func regelkodeneNevnerVerdiOgGrense(_ rad: (kode: Avvikskode, ord: [String])) {
    let m = melding(full(rad.kode))
    for o in rad.ord { #expect(m.contains(o), "\(m)") }
  }

  @Test func setningerIHelhet() {
    #expect(
      melding(full(.kodeUkjent), kolonne: "Vedtakstype", verdi: "Permanent stansx", tillegg: "Permanent stans")
        == "«Permanent stansx» er ingen kjent verdi i «Vedtakstype». Nærmest er «Permanent stans». "
        + "Raden er ikke brukt. Rett verdien.")
    #expect(
      melding(full(.avslutningEtterFrist))
        == "Avslutningsdatoen 14.09.2022 er etter fristen for gjennomføring (01.08.2022). Avslutningen er avvist. "
        + "Registrer en avslutningsdato innenfor fristen.")
    #expect(
      melding(Avvik(.avslutningEtterFrist, kilde: nil))
        == "Avslutningsdatoen er etter fristen for gjennomføring. Avslutningen er avvist. "
        + "Registrer en avslutningsdato innenfor fristen.")
    var a = Avvik(.tallUgyldig, kilde: nil)
    #expect(
      melding(a, kolonne: "Timer per uke", verdi: "169")
        == "«169» er ikke et tall som «Timer per uke» kan ha (0 til 168). Raden er ikke brukt. Rett tallet.")
    #expect(melding(a, kolonne: "Antall dager", verdi: "x").contains("(0 til 31)"))
    #expect(melding(a, kolonne: "Utvidelse måneder", verdi: "x").contains("(0 til 12)"))
    #expect(melding(a, kolonne: "Antall timer", verdi: "-1").contains("(0 eller mer)"))
    a.tall2 = 40
    #expect(melding(a, kolonne: "Antall timer", verdi: "-1").contains("(0 til 40)"))
    // A fault in a person document costs the document.
    #expect(
      melding(Avvik(.kodeUkjent, kilde: nil), kolonne: "kjoenn.kjoenn", verdi: "hen")
        == "«hen» er ingen kjent verdi i «kjoenn.kjoenn». Dokumentet er ikke brukt. Skriv kvinne eller mann.")
    #expect(melding(Avvik(.kodeUkjent, kilde: nil), kolonne: "Oppf.kommune", verdi: "x").contains("Raden er ikke"))
    a = Avvik(.fravaerOverVirkedager, kilde: nil)
    a.tall2 = 22_500_000
    a.tall1 = 22
    #expect(melding(a).hasPrefix("Fraværet på 22,5 dager er flere dager enn måneden har virkedager (22)."))
    #expect(melding(Avvik(.datoUgyldig, kilde: nil), kolonne: "Periode", verdi: "13.2021").contains("gyldig måned"))
    #expect(
      melding(Avvik(.filUkjentType, kilde: nil), fil: "kommune/a/tull_3024.csv").hasPrefix("Filnavnet «tull_3024.csv» ")
    )
    var g = full(.gjennomfoeringSent)
    g.tall1 = 12
    #expect(melding(g).contains("mer enn 12 måneder"))
  }

  @Test func langeVerdierKuttesVedEtTegn() {
    let m = melding(Avvik(.datoUgyldig, kilde: nil), verdi: String(repeating: "å", count: 500))
    #expect(m.hasPrefix("«" + String(repeating: "å", count: 40) + "…» er ikke"))
  }
}
