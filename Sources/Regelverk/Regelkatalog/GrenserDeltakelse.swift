import Domene
import Kodeverk

extension Grenser {
  static let d01: [Grensetabell] = [
    Grensetabell(
      "Månedens virkedager innenfor tiltaket (S1 §7.6)", bosatt, .tilbudt("04.2021"),
      [
        Grenserad(
          [
            .tiltak("Norskopplæring", "02.04.2021", "30.04.2021", timer: 25),
            .tiltak("Foreldreveiledning", "30.04.2021", "30.04.2021", timer: 4),
            .tiltak("Jobbsøkerkurs", "29.04.2021", "30.04.2021", timer: 3),
          ], per: "01.06.2022", "25,53"),
        Grenserad([.tiltak("Norskopplæring", "01.04.2021", "30.04.2021", timer: 19)], per: "01.06.2022", "19,00"),
        Grenserad([.tiltak("Norskopplæring", "30.04.2021", "31.05.2021", timer: 19)], per: "01.06.2022", "1,00"),
        Grenserad([.tiltak("Norskopplæring", "01.05.2021", "31.05.2021", timer: 19)], per: "01.06.2022", "ingen"),
      ])
  ]
  static let d02: [Grensetabell] = [
    Grensetabell(
      "Virkedager av permisjonen i året", iProgram, .permisjonsdager(2022),
      [
        Grenserad([.permisjon("29.12.2022", "30.12.2022", .kalenderdager)], per: "01.03.2023", "2"),
        Grenserad([.permisjon("30.12.2022", "03.01.2023", .kalenderdager)], per: "01.03.2023", "1"),
        Grenserad([.permisjon("31.12.2022", "03.01.2023", .kalenderdager)], per: "01.03.2023", "0"),
      ])
  ]
  static let d03: [Grensetabell] = [
    Grensetabell(
      "Kode som gjelder fra 01.08.2024", bosatt, .avvik(.tiltakskodeUgyldigDato),
      [
        Grenserad([.tiltak("Kombinasjonsløp for voksne", "31.07.2024", "01.09.2024", timer: 20)], per: "01.01.2025", "Ja"),
        Grenserad([.tiltak("Kombinasjonsløp for voksne", "01.08.2024", "01.09.2024", timer: 20)], per: "01.01.2025", "Nei"),
        Grenserad([.tiltak("Kombinasjonsløp for voksne", "02.08.2024", "01.09.2024", timer: 20)], per: "01.01.2025", "Nei"),
      ])
  ]
  static let d04: [Grensetabell] = [
    Grensetabell(
      "Barn under 18 år i programmet 01.04.2022-10.05.2022, eller født innen ni måneder",
      iProgram + [.avslutning(.annet, "10.05.2022")], .avvik(.foreldreveiledningMangler),
      [
        Grenserad([.barn("31.03.2004")], per: "01.03.2023", "Nei"), Grenserad([.barn("01.04.2004")], per: "01.03.2023", "Nei"),
        Grenserad([.barn("02.04.2004")], per: "01.03.2023", "Ja"), Grenserad([.barn("09.02.2023")], per: "01.03.2023", "Ja"),
        Grenserad([.barn("10.02.2023")], per: "01.03.2023", "Ja"), Grenserad([.barn("11.02.2023")], per: "01.03.2023", "Nei"),
      ])
  ]
  static let d05: [Grensetabell] = [
    Grensetabell(
      "Midlertidig stans 02.05.2022-31.05.2022",
      bosatt + [.midlertidigStans("02.05.2022", til: "31.05.2022")], .vedtaksstatus,
      [
        Grenserad(per: "02.05.2022", "gjeldende"), Grenserad(per: "31.05.2022", "gjeldende"),
        Grenserad(per: "01.06.2022", "ikke gjeldende"),
        Grenserad([.klage(.medhold, avgjort: "20.05.2022")], per: "19.05.2022", "gjeldende (klage registrert)"),
        Grenserad([.klage(.medhold, avgjort: "20.05.2022")], per: "20.05.2022", "ikke gjeldende (medhold klage)"),
        Grenserad([.klage(.medhold, avgjort: "20.05.2022")], per: "21.05.2022", "ikke gjeldende (medhold klage)"),
      ])
  ]
  static let p01: [Grensetabell] = [
    Grensetabell(
      "Til kategorien er lukket", bosatt, .paaPersonlisten,
      [
        Grenserad(per: "31.01.2022", "Nei"), Grenserad(per: "01.02.2022", "Ja"), Grenserad(per: "02.02.2022", "Ja"),
        Grenserad(per: "01.02.2024", "Ja"), Grenserad(per: "02.02.2024", "Nei"),
      ])
  ]
  static let p02: [Grensetabell] = [
    Grensetabell(
      "Vedtak om program i nåværende kommune (3301, før 3005)", bosatt, .medVedtak,
      [
        Grenserad([.deltakelse("01.09.2022", registrert: "02.05.2022")], per: "01.05.2022", "Nei"),
        Grenserad([.deltakelse("01.09.2022", registrert: "02.05.2022")], per: "02.05.2022", "Ja"),
        Grenserad([.deltakelse("01.09.2022", kommune: 3005, registrert: "02.05.2022")], per: "03.05.2022", "Ja"),
        Grenserad([.deltakelse("01.09.2022", kommune: 301, registrert: "02.05.2022")], per: "03.05.2022", "Nei"),
      ])
  ]
  static let p04: [Grensetabell] = [
    Grensetabell(
      "Ny bosetting fra 01.06.2022", bosatt + [.bosatt("01.06.2022", kommune: 301)], .oppfoelgingskommune,
      [
        Grenserad(per: "31.05.2022", "3301"), Grenserad(per: "01.06.2022", "0301"), Grenserad(per: "02.06.2022", "0301"),
      ])
  ]
  static let v: [Grensetabell] = [
    Grensetabell(
      "Gjennomføring registrert mer enn to måneder etter tiltaket 02.05.2022", bosatt, .avvik(.gjennomfoeringSent),
      [
        Grenserad(
          [.tiltak("Foreldreveiledning", "02.05.2022", "01.06.2022", timer: 3, gjennomfoeringRegistrert: "01.07.2022")],
          per: "01.08.2022", "Nei"),
        Grenserad(
          [.tiltak("Foreldreveiledning", "02.05.2022", "01.06.2022", timer: 3, gjennomfoeringRegistrert: "02.07.2022")],
          per: "01.08.2022", "Nei"),
        Grenserad(
          [.tiltak("Foreldreveiledning", "02.05.2022", "01.06.2022", timer: 3, gjennomfoeringRegistrert: "03.07.2022")],
          per: "01.08.2022", "Ja"),
      ]),
    Grensetabell(
      "Flere dager fravær enn måneden har virkedager (august 2022: 23)", bosatt, .avvik(.fravaerOverVirkedager),
      [
        Grenserad([.fravaer(.ferie, "08.2022", dager: 22)], per: "01.12.2022", "Nei"),
        Grenserad([.fravaer(.ferie, "08.2022", dager: 23)], per: "01.12.2022", "Nei"),
        Grenserad([.fravaer(.ferie, "08.2022", dager: 24)], per: "01.12.2022", "Ja"),
      ]),
    Grensetabell(
      "Sluttmål under 25 år, mot alder når det ble registrert 01.03.2022",
      [
        .tillatelse("01.02.2022"), .bosatt("01.02.2022"), .sluttmaal(.fullfoereVgoUnder25, "01.03.2022"),
      ], .avvik(.sluttmaalMotAlder),
      [
        Grenserad([.foedt("02.03.1997")], per: "01.04.2022", "Nei"),
        Grenserad([.foedt("01.03.1997")], per: "01.04.2022", "Ja"),
        Grenserad([.foedt("28.02.1997")], per: "01.04.2022", "Ja"),
      ]),
    Grensetabell(
      "Overgangstilbud er for 16 til 24 år", [.tillatelse("01.09.2024"), .bosatt("01.09.2024")],
      .avvik(.overgangstilbudAlder),
      [
        Grenserad(
          [.foedt("02.09.1999"), .tiltak("Overgangstilbud videregående opplæring for ungdom", "01.09.2024", "01.12.2024", timer: 20)],
          per: "01.10.2024", "Nei"),
        Grenserad(
          [.foedt("01.09.1999"), .tiltak("Overgangstilbud videregående opplæring for ungdom", "01.09.2024", "01.12.2024", timer: 20)],
          per: "01.10.2024", "Ja"),
        Grenserad(
          [.foedt("31.08.1999"), .tiltak("Overgangstilbud videregående opplæring for ungdom", "01.09.2024", "01.12.2024", timer: 20)],
          per: "01.10.2024", "Ja"),
      ]),
    Grensetabell(
      "Klage avgjort uten utfall", iProgram + [.klage(nil, avgjort: "20.05.2022")], .avvik(.klageUtenUtfall),
      [
        Grenserad(per: "19.05.2022", "Nei"), Grenserad(per: "20.05.2022", "Ja"), Grenserad(per: "21.05.2022", "Ja"),
      ]),
  ]
}
