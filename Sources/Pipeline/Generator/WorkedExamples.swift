/// The worked examples of the two guides as persons of a drop, in files of their
/// own (`*-eksempler.*`). Their numbers are of the guides' own test series (year
/// part 9000), which no real person has.
///
/// Where a guide shows results only, the registrations are chosen so that they
/// give them; the section is in the surname.
enum WorkedExamples {
  static func files() -> [(path: String, bytes: [UInt8])] {
    [
      ("udi/udi-eksempler.csv", udi), ("folkeregister/eksempler.ndjson", folkeregister),
      ("kommune/bosettinger-eksempler.csv", bosettinger), ("kommune/sluttmaal-eksempler.csv", sluttmaal),
      ("kommune/vedtak-eksempler.csv", vedtak), ("kommune/klager-eksempler.csv", klager),
      ("kommune/tiltak-eksempler.csv", tiltak), ("kommune/fravaer-eksempler.csv", fravaer),
      ("kommune/avslutninger-eksempler.csv", avslutninger),
    ].map { ($0.0, Array(($0.1 + "\n").utf8)) }
  }

  // S1 §3.3 kategori fra 08.02.2021, start 15.03.2021: oppstart 08.02.2023, gjennomføring 15.03.2023
  // S1 §3.4 kategori fra 10.06.2022, start 01.07.2022: oppstart 10.06.2024, gjennomføring 01.01.2023
  // S1 §2.7 kategori fra 26.03.2021, start 26.04.2021: 26.10.2021 and 49 calendar days, 14.12.2021
  // S1 §6.3 start 01.08.2021, stans 08.11.2021, medhold 22.11.2021: 11 virkedager, 16.08.2023
  // S1 §7.5-7.7 averages of tiltak; S1 §9.3 permanent stans 14.09.2022 and then arbeid
  // S1 §9.5 avslutningsårsak ikke registrert 15.11.2023, and later arbeid
  // S1 §10.1 start 08.08.2022, frist 08.02.2023, gjenoppstart 03.08.2024, reopened 22.02.2023
  // S1 §10.3-10.4 start 01.07.2022: 62, 31, 25, 20 days; 18.03.2023
  private static let udi = """
    DUF-nummer;Fornavn;Etternavn;Fødselsdato;Kjønn;Hjemmel;Vedtaksdato;Effektueringsdato;Gyldig til;Ankomst Norge
    900099100101;Eksempel;Tre-tre;01.05.1990;Kvinne;Utlendingsloven 2008 § 28 1. ledd bokstav b Asyl;01.02.2021;08.02.2021;;01.12.2020
    900099100202;Eksempel;Tre-fire;02.06.1988;Mann;Utlendingsloven 2008 § 34 2. ledd Kollektiv beskyttelse;01.06.2022;10.06.2022;;20.05.2022
    900099100303;Eksempel;To-sju;03.07.1985;Kvinne;Utlendingsloven 2008 § 28 1. ledd bokstav b Asyl;21.01.2021;21.01.2021;;15.01.2021
    900099100404;Eksempel;Seks-tre;04.08.1992;Mann;Utlendingsloven 2008 § 28 1. ledd bokstav a Asyl;20.04.2021;26.04.2021;;02.02.2021
    900099100505;Eksempel;Sju-fem;05.09.1994;Kvinne;Utlendingsloven 2008 § 35 3. ledd Overføringsflyktning;01.02.2021;01.03.2021;;01.03.2021
    900099100606;Eksempel;Ni-tre;06.10.1980;Mann;Utlendingsloven 2008 § 28 1. ledd bokstav a Asyl;01.12.2021;01.12.2021;;01.06.2021
    900099100707;Eksempel;Ni-fem;07.11.1991;Kvinne;Utlendingsloven 2008 § 28 1. ledd bokstav a Asyl;01.10.2021;01.10.2021;;01.06.2021
    900099100808;Eksempel;Ti-en;08.12.1987;Mann;Utlendingsloven 2008 § 34 2. ledd Kollektiv beskyttelse;20.06.2022;20.06.2022;;10.06.2022
    900099100909;Eksempel;Ti-tre;09.01.1983;Kvinne;Utlendingsloven 2008 § 34 2. ledd Kollektiv beskyttelse;20.05.2022;31.05.2022;;10.05.2022
    900099101010;Eksempel;Sju-sju;10.02.1986;Mann;Utlendingsloven 2008 § 28 1. ledd bokstav a Asyl;01.02.2021;01.03.2021;;01.12.2020
    """

  private static let folkeregister = """
    {"utlendingsmyndighetenesIdentifikasjonsnummer": [{"ajourholdstidspunkt": "2022-06-01T08:15:00.000+02:00", "erGjeldende": true, "identifikasjonsnummer": "900099100909"}], "navn": [{"ajourholdstidspunkt": "2022-06-01T08:15:00.000+02:00", "erGjeldende": true, "fornavn": "Eksempel", "mellomnavn": null, "etternavn": "Ti-tre"}]}
    """

  private static let bosettinger = """
    ID;DUF-nummer;Oppf.kommune;Fra dato;Avtalt bosetting;Registrert dato;Registrert av
    BO99100101;900099100101;3024;08.02.2021;Ja;08.02.2021;3024-NIBO
    BO99100202;900099100202;3024;10.06.2022;Ja;10.06.2022;3024-NIBO
    BO99100303;900099100303;3024;26.03.2021;Ja;26.03.2021;3024-NIBO
    BO99100404;900099100404;3024;26.04.2021;Ja;26.04.2021;3024-NIBO
    BO99100505;900099100505;4204;01.03.2021;Ja;01.03.2021;4204-SOEG
    BO99100606;900099100606;3024;01.01.2022;Ja;03.01.2022;3024-NIBO
    BO99100707;900099100707;4223;15.10.2021;Ja;15.10.2021;ces
    BO99100808;900099100808;3024;03.08.2022;Ja;03.08.2022;3024-NIBO
    BO99100909;900099100909;3024;31.05.2022;Ja;31.05.2022;3024-NIBO
    BO99101010;900099101010;3024;01.03.2021;Ja;01.03.2021;3024-NIBO
    """

  private static let sluttmaal = """
    ID;DUF-nummer;Sluttmål;Oppf.kommune;Registrert dato;Registrert av
    SL99100101;900099100101;Fullføre deler av videregående opplæring;3024;15.03.2021;3024-NIBO
    SL99100202;900099100202;Arbeid - person har utdanning på videregående nivå fra før;3024;01.07.2022;3024-NIBO
    SL99100303;900099100303;Arbeid - person har utdanning på videregående nivå fra før;3024;26.04.2021;3024-NIBO
    SL99100404;900099100404;Arbeid - person har ikke utdanning på videregående nivå fra før;3024;01.08.2021;3024-NIBO
    SL99100505;900099100505;Arbeid - person har ikke utdanning på videregående nivå fra før;4204;26.04.2021;4204-SOEG
    SL99100606;900099100606;Fullføre grunnskole;3024;01.02.2022;3024-NIBO
    SL99100707;900099100707;Fullføre deler av grunnskole;4223;15.11.2021;ces
    SL99100808;900099100808;Arbeid - person har utdanning på videregående nivå fra før;3024;08.08.2022;3024-NIBO
    SL99100909;900099100909;Arbeid - person har utdanning på videregående nivå fra før;3024;01.07.2022;3024-NIBO
    """

  private static let vedtak = """
    ID;DUF-nummer;Vedtakstype;Vedtaksdato;Resultat;Startdato;Sluttdato;Legg til frist som;Utvidelse måneder;Oppf.kommune;Registrert dato;Registrert av;Slettet
    VE99100101;900099100101;Deltakelse i introduksjonsprogram;10.03.2021;Innvilget;15.03.2021;;;;3024;10.03.2021;3024-NIBO;
    VE99100202;900099100202;Deltakelse i introduksjonsprogram;20.06.2022;Innvilget;01.07.2022;;;;3024;20.06.2022;3024-NIBO;
    VE99100303;900099100303;Deltakelse i introduksjonsprogram;20.04.2021;Innvilget;26.04.2021;;;;3024;20.04.2021;3024-NIBO;
    VE99110303;900099100303;Permisjon pga egen sykdom;01.06.2021;Innvilget;01.06.2021;19.07.2021;Kalenderdager;;3024;01.06.2021;3024-NIBO;
    VE99100404;900099100404;Deltakelse i introduksjonsprogram;20.07.2021;Innvilget;01.08.2021;;;;3024;20.07.2021;3024-NIBO;
    VE99110404;900099100404;Midlertidig stans;05.11.2021;Vedtak fattet;08.11.2021;31.12.2021;;;3024;05.11.2021;3024-NIBO;
    VE99100505;900099100505;Deltakelse i introduksjonsprogram;20.03.2021;Innvilget;01.04.2021;;;;4204;20.03.2021;4204-SOEG;
    VE99100606;900099100606;Deltakelse i introduksjonsprogram;20.01.2022;Innvilget;01.02.2022;;;;3024;20.01.2022;3024-NIBO;
    VE99110606;900099100606;Permanent stans;14.09.2022;Vedtak fattet;14.09.2022;;;;3024;14.09.2022;3024-NIBO;
    VE99100707;900099100707;Deltakelse i introduksjonsprogram;01.11.2021;Innvilget;15.11.2021;;;;4223;01.11.2021;ces;
    VE99100808;900099100808;Deltakelse i introduksjonsprogram;03.08.2022;Innvilget;08.08.2022;;;;3024;03.08.2022;3024-NIBO;
    VE99110808;900099100808;Deltakelse i introduksjonsprogram;10.09.2022;Innvilget;15.09.2022;;;;3024;10.09.2022;3024-NIBO;
    VE99100909;900099100909;Deltakelse i introduksjonsprogram;20.06.2022;Innvilget;01.07.2022;;;;3024;20.06.2022;3024-NIBO;
    VE99110909;900099100909;Permisjon pga egen sykdom;01.08.2022;Innvilget;01.08.2022;31.08.2022;Kalenderdager;;3024;01.08.2022;3024-NIBO;
    VE99120909;900099100909;Deltakelse i introduksjonsprogram;01.09.2022;Innvilget;01.10.2022;;;;3024;01.09.2022;3024-NIBO;
    """

  private static let klager = """
    ID;DUF-nummer;Vedtak-ID;Klage registrert dato;Klage avgjort dato;Utfall;Oppf.kommune;Registrert dato;Registrert av
    KL99110404;900099100404;VE99110404;10.11.2021;22.11.2021;Klager gis medhold;3024;10.11.2021;3024-NIBO
    """

  private static let tiltak = """
    ID;DUF-nummer;Tiltaksgruppe;Tiltakstype;Fra dato;Til dato;Timer per uke;Erstattende tiltak;Gjennomføring;Gjennomføring registrert;Mottatt tilbud;Oppf.kommune;Registrert dato;Registrert av;Slettet
    TI99100505;900099100505;Opplæring i norsk og samfunnskunnskap;Norskopplæring;02.04.2021;30.04.2021;25;Nei;;;;4204;15.04.2021;4204-SOEG;
    TI99110505;900099100505;Livsmestring og foreldreveiledning;Foreldreveiledning;30.04.2021;30.04.2021;4;Nei;Gjennomført;03.05.2021;;4204;15.04.2021;4204-SOEG;
    TI99120505;900099100505;Arbeidsrettede tiltak;Jobbsøkerkurs;29.04.2021;30.04.2021;3;Nei;;;;4204;15.04.2021;4204-SOEG;
    TI99130505;900099100505;Opplæring i norsk og samfunnskunnskap;Norskopplæring;01.06.2021;31.12.2021;20;Nei;;;;4204;01.06.2021;4204-SOEG;
    TI99140505;900099100505;Opplæring i norsk og samfunnskunnskap;Praksis med fokus på norskopplæring;01.06.2021;30.09.2021;7;Nei;;;;4204;01.06.2021;4204-SOEG;
    TI99150505;900099100505;Livsmestring og foreldreveiledning;Foreldreveiledning;14.06.2021;31.10.2021;3;Nei;;;;4204;01.06.2021;4204-SOEG;
    TI99101010;900099101010;Livsmestring og foreldreveiledning;Foreldreveiledning;01.12.2021;31.12.2021;3;Nei;;;;3024;01.12.2021;3024-NIBO;
    TI99111010;900099101010;Arbeidsrettede tiltak;Arbeid som del av programmet;01.12.2021;31.12.2021;15;Nei;;;;3024;01.12.2021;3024-NIBO;
    TI99111010;900099101010;Arbeidsrettede tiltak;Arbeid som del av programmet;01.12.2021;31.12.2021;15;Nei;;;;3024;01.12.2021;3024-NIBO;05.01.2022
    TI99121010;900099101010;Opplæring i norsk og samfunnskunnskap;Praksis med fokus på norskopplæring;01.12.2021;31.12.2021;5;Nei;;;;3024;01.12.2021;3024-NIBO;
    """

  private static let fravaer = """
    ID;DUF-nummer;Fraværstype;Periode;Antall dager;Antall timer;Oppf.kommune;Registrert dato;Registrert av
    FR99100909;900099100909;Egenmelding;07.2022;6;;3024;01.08.2022;3024-NIBO
    FR99110909;900099100909;Egenmelding - barn;07.2022;5;;3024;01.08.2022;3024-NIBO
    """

  private static let avslutninger = """
    ID;DUF-nummer;Avslutningsårsak;Avslutningsdato;Antall timer arbeid per uke;Gjenåpnet program dato;Oppf.kommune;Registrert dato;Registrert av
    AV99100606;900099100606;Arbeid;14.09.2022;30;;3024;20.09.2022;3024-ASGE
    AV99100707;900099100707;Arbeid;15.11.2023;30;;4223;01.02.2024;ces
    AV99100808;900099100808;Arbeid;01.09.2022;30;;3024;01.09.2022;3024-NIIN
    AV99100808;900099100808;Arbeid;01.09.2022;30;15.09.2022;3024;10.09.2022;3024-NIIN
    AV99100909;900099100909;Arbeid;01.09.2022;30;;3024;01.09.2022;3024-NIIN
    AV99100909;900099100909;Arbeid;01.09.2022;30;01.10.2022;3024;01.09.2022;3024-NIIN
    """
}
