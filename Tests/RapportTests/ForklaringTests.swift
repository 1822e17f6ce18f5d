import Domene
import Innlesing
import Kalender
import Kodeverk
import Tabular
import Testing

@testable import Rapport
@testable import Regelverk

/// `explain`: one person's story (S1 §3.5, §6.3, §10.3, §10.4).
@Suite struct ForklaringTests {
  private func reg(_ linje: UInt32, av: Tekst = .tom, slettet: Dato? = nil) -> Registrering {
    Registrering(
      id: UInt64(linje), kilde: Kilde(fil: 1, linje: linje), registrert: dato("01.05.2021"), slettet: slettet,
      registrertAv: av, kommune: Kommunenummer(nummer: 3024))
  }

  /// A person with something in every section.
  private var eksempel: (e: Eksempel, bilde: Deltakelsesbilde) {
    var e = Eksempel(mellomnavn: "Maria")
    let nibo = e.p.leggInn(Array("3024-NIBO".utf8))
    e.alleTrinn()
    e.v.oppfoelgingskommune = Kommunenummer(nummer: 3024)
    e.v.oppfoelgingsbydel = nil
    e.v.rapportkommune = Kommunenummer(nummer: 3024)
    e.v.rapportbydel = nil
    e.v.start = dato("01.08.2021")
    e.v.gjennomfoeringsfrist = dato("16.08.2023")
    e.v.vistFrist = (.gjennomfoering, dato("16.08.2023"))
    e.v.medTiltak = true
    e.avslutt(.arbeid, "01.09.2022", timer: Desimal(30), registrert: "26.08.2022", av: "3024-NIIN")
    e.v.aktivTid = [
      AktivTidTrinn(
        grunn: .program(start: dato("01.07.2022"), avsluttet: dato("01.09.2022")), dager: 62, total: 62),
      AktivTidTrinn(
        grunn: .permisjon(
          type: .permisjonEgenSykdom, periode: Periode(fom: dato("01.08.2022"), tom: dato("31.08.2022"))),
        dager: -31, total: 31),
      AktivTidTrinn(grunn: .fravaer(type: .egenmelding), dager: -6, total: 25),
      AktivTidTrinn(grunn: .uteAvProgram(fra: dato("01.10.2022"), til: dato("02.10.2022")), dager: -1, total: 24),
    ]
    e.p.opphold = [
      Opphold(
        kilde: Kilde(fil: 0, linje: 2), fornavn: e.v.fornavn, etternavn: e.v.etternavn, foedselsdato: nil, kjoenn: nil,
        paragraf: 28, referanseparagraf: nil, vedtaksdato: dato("01.04.2021"), effektueringsdato: nil, gyldigTil: nil,
        ankomstNorge: nil)
    ]
    e.p.bosettinger = [Bosetting(reg: reg(2, av: nibo), bydel: nil, fra: dato("26.04.2021"), avtalt: true)]
    e.p.vedtak = [
      Vedtak(
        reg: reg(3, av: nibo), idTekst: .tom, type: .deltakelse, vedtaksdato: dato("10.06.2021"), resultat: .innvilget,
        start: dato("01.08.2021"), slutt: dato("31.07.2023"), leggTil: nil, utvidelseMnd: nil),
      Vedtak(
        reg: reg(4, av: nibo), idTekst: .tom, type: .midlertidigStans, vedtaksdato: dato("01.11.2021"),
        resultat: .vedtakFattet, start: dato("08.11.2021"), slutt: dato("01.02.2022"), leggTil: nil, utvidelseMnd: nil),
    ]
    if let norsk = Tiltakstype(nummer: 0) {
      e.p.tiltak = [
        Tiltak(
          reg: reg(5, av: nibo), gruppe: .norskOgSamfunnskunnskap, type: norsk, fra: dato("02.04.2021"),
          til: dato("30.04.2021"), timerPerUke: Desimal(25), erstattende: false, gjennomfoering: nil,
          gjennomfoeringRegistrert: nil, mottattTilbud: nil)
      ]
    }
    e.v.funn = [Funn(.tiltakUtenTimer, kilde: Kilde(fil: 1, linje: 5))]
    var b = Deltakelsesbilde()
    b.setninger = Fristsetning.allCases.enumerated().map { ($1, $0 % 2 == 1) }
    b.vedtak = [
      Vedtaksstatus(rad: 1, status: .ikkeGjeldende, klage: .avgjort(.medhold)),
      Vedtaksstatus(rad: 0, status: .gjeldende, klage: nil),
    ]
    b.tiltak = [Tiltaksstatus(rad: 0, status: .ikkeGjeldende)]
    b.tilbudt = [
      TilbudtMaaned(maaned: Maaned(dato("01.03.2021")), hundredeler: 0, tiltak: [], slettede: 1),
      TilbudtMaaned(maaned: Maaned(dato("01.04.2021")), hundredeler: 2553, tiltak: [0], slettede: 0),
    ]
    var aar = Fravaersaar(aar: 2021)
    aar.gyldig = Desimal(7)
    aar.permisjon = 1
    aar.ferieHoeytid = Desimal(20)
    aar.maaneder = [.init(maaned: Maaned(dato("01.08.2021")), dager: Desimal(4), timer: .null)]
    b.fravaer = [aar]
    return (e, b)
  }

  private func tekst(_ e: Eksempel, _ b: Deltakelsesbilde, lesing: [Forklaring.Varsel] = []) -> String {
    var w = ByteWriter()
    Forklaring(dato: dato("31.08.2024")) { ("kommune/tiltak_\($0.fil + 3023).csv", $0.linje) }
      .skriv(e.p, e.v, b, lesing: lesing, til: &w)
    return w.text()
  }

  /// Every section with the lines that the guide's pictures have.
  @Test(arguments: [
    "9000 999000 14  Historikk Maria, Farmen\nBeregnet per 31.08.2024\n",
    "  Kategori:                  Rett og plikt til introduksjonsprogram\n",
    "  Kategori fra:              26.04.2021\n",
    "  Frist beregnet fra:        01.08.2021\n",
    "  Frist for gjennomføring:   16.08.2023\n",
    "  Deltakelse:                Tiltak er registrert\n",
    "  Aktiv tid i program:       24 dager\n",
    "  Oppf.kommune/bydel:        Bærum\n",
    "  Avsluttet:                 01.09.2022: Arbeid (Arbeid)\n",
    "  01.04.2021  | § 28    |",
    "  Nei  Kategori beregnet fra: Personen har beregnet dato for kategori for rett og plikt til introprogram fra før av,",
    "  Ja   Fristregel: Personen får beregnet 2 års frist for oppstart i introduksjonsprogram fra datoen for beregning av",
    "eller sluttmål Fullføre grunnskole eller sluttmål Fullføre deler av videregående opplæring eller",
    "Fristregel: Personen har vedtak om introprogram og sluttmål Høyere utdanning - person har utdanning på "
      + "videregående nivå fra før eller sluttmål Arbeid - person har utdanning på videregående nivå fra før. Personen",
    "  Ja   Fristregel: Personen har gjenåpnet et avsluttet introprogram.",
    "  Fravær: Egenmelding",
    "| + 6 virkedager     | 09.02.2023\n",
    "  Frist beregnet fra dato: 01.07.2022 - Avsluttet dato for sist registrerte ordning avslutning: 01.09.2022 | 62 dager",
    "| - 31 dager   | 31 dager\n",
    "| - 1 dag      | 24 dager\n",
    "  Ordinær avslutning | Arbeid           | 30,0                        | 01.09.2022      | 26.08.2022",
    "  Midlertidig stans (medhold klage) | Vedtak fattet | 01.11.2021  | 08.11.2021 | 01.02.2022 | 3024-NIBO     | Bærum",
    "| ikke gjeldende\n",
    "  April 2021 - Gjennomsnittlig tilbudt tiltak: 25,53 timer per uke\n"
      + "  Mars 2021 - Gjennomsnittlig tilbudt tiltak: 0,00 timer per uke - 1 slettet\n",
    "  2021    |       7 dager |        0 dager |     1 dag |     20 dager |          0 dager\n",
    "  August 2021 - Fravær totalt: 4 dager 0 timer\n",
    "  Advarsel TILTAK_UTEN_TIMER  (kommune/tiltak_3024.csv, linje 5)\n    Tiltaket «Norskopplæring» fra 02.04.2021 mangler",
    "  - Gå gjennom varslene over (1).\n",
  ])
  func seksjonene(_ linje: String) {
    let (e, b) = eksempel
    let t = tekst(e, b)
    #expect(t.contains(linje), "\(t)")
  }

  /// What the rules say of a person goes in as it is.
  @Test func bildetKommerFraReglene() {
    let (e, _) = eksempel
    let motor = Regelmotor(dato: dato("15.04.2021"), parametre: Parametre())
    let b = Deltakelsesbilde(motor, e.p, e.v)
    #expect(b.setninger.count == 8)
    // Registered after that date: not known (T-01).
    #expect(b.vedtak.isEmpty && b.tiltak.isEmpty && b.tilbudt.isEmpty && b.fravaer.isEmpty)
    let senere = Deltakelsesbilde(Regelmotor(dato: dato("31.08.2024"), parametre: Parametre()), e.p, e.v)
    #expect(senere.vedtak.map(\.rad) == [1, 0])
    #expect(senere.tiltak.count == 1)
    #expect(senere.tilbudt.map(\.hundredeler) == [2500])
  }

  /// neither name, kommune, fylke, who registered nor a municipal file's name.
  @Test func skjermet() {
    var (e, b) = eksempel
    e.p.skjermet = true
    let lesing = [
      Forklaring.Varsel(
        alvorlighet: .advarsel, kode: .kommuneUkjent, fil: "kommune/vedtak_3024.csv", linje: 4,
        melding: "Ingen kommune har hatt nummeret «0009».")
    ]
    let t = tekst(e, b, lesing: lesing)
    for ord in ["Historikk", "Maria", "Farmen", "Bærum", "Akershus", "NIBO", "NIIN", "3024", "0009"] {
      #expect(!t.contains(ord), "\(ord)")
    }
    #expect(t.contains("9000 999000 14  Skjermet\n"))
    #expect(t.contains("Advarsel KOMMUNE_UKJENT  (Skjermet)\n"))
  }

  @Test func utenKategori() {
    let t = tekst(Eksempel(kategori: nil), Deltakelsesbilde())
    #expect(t.contains("Personen har ikke hatt noen kategori"))
    #expect(t.contains("Varsler\n=======\n  Ingen.\n"))
    #expect(t.contains("Bør følges opp\n==============\n  Ingenting.\n"))
  }

  /// A frist that is over, that comes near, and one that is far off.
  @Test(arguments: [
    ("30.08.2024", "  - Fristen for oppstart gikk ut 30.08.2024.\n"),
    ("31.08.2024", "  - Fristen for oppstart går ut i dag.\n"),
    ("01.09.2024", "  - Fristen for oppstart går ut 01.09.2024, om 1 dag.\n"),
    ("29.11.2024", "  - Fristen for oppstart går ut 29.11.2024, om 90 dager.\n"),
    ("30.11.2024", "  Ingenting.\n"),
  ])
  func fristene(_ rad: (frist: String, linje: String)) {
    var e = Eksempel()
    e.v.vistFrist = (.oppstart, dato(rad.frist))
    #expect(tekst(e, Deltakelsesbilde()).hasSuffix(rad.linje))
  }

  @Test func avslutningsaarsakSomMangler() {
    var e = Eksempel()
    e.avslutt(.ikkeRegistrert, "16.08.2023")
    #expect(tekst(e, Deltakelsesbilde()).contains("  - Kommunen må registrere avslutningsårsak, med en dato"))
    e = Eksempel()
    e.avslutt(.permanentStans, "16.08.2023")
    #expect(tekst(e, Deltakelsesbilde()).contains("i tillegg til vedtaket om permanent stans"))
  }

  /// A terminal must not obey what stands in a name.
  @Test func styretegnBlirMellomrom() {
    let t = tekst(Eksempel(fornavn: "A\u{1B}[2JB\u{9B}", etternavn: "C"), Deltakelsesbilde())
    #expect(t.contains("A [2JB , C"))
  }
}
