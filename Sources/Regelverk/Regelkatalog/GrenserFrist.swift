import Domene
import Kodeverk

extension Grenser {
  static let f01: [Grensetabell] = [
    Grensetabell(
      "24 måneder fra kategori fra", [.foedt("10.05.1992")], .vistFrist,
      [
        Grenserad([.tillatelse("27.02.2024"), .bosatt("28.02.2024")], per: "01.03.2024", "Oppstart 28.02.2026"),
        Grenserad([.tillatelse("27.02.2024"), .bosatt("29.02.2024")], per: "01.03.2024", "Oppstart 28.02.2026"),
        Grenserad([.tillatelse("27.02.2024"), .bosatt("01.03.2024")], per: "01.03.2024", "Oppstart 01.03.2026"),
      ]),
    Grensetabell(
      "Vises til både vedtak og sluttmål er registrert", bosatt + [.deltakelse("01.04.2022")], .vistFrist,
      [
        Grenserad([.sluttmaal(.arbeidUtenVgo, "10.04.2022")], per: "09.04.2022", "Oppstart 01.02.2024"),
        Grenserad([.sluttmaal(.arbeidUtenVgo, "10.04.2022")], per: "10.04.2022", "Gjennomføring 01.04.2024"),
        Grenserad([.sluttmaal(.arbeidUtenVgo, "10.04.2022")], per: "11.04.2022", "Gjennomføring 01.04.2024"),
      ]),
  ]
  static let f02: [Grensetabell] = [
    Grensetabell(
      "Sluttmålets måneder", bosatt + [.deltakelse("01.04.2022")], .gjennomfoeringsfrist,
      [
        Grenserad([.sluttmaal(.hoeyereUtdanning, "01.04.2022")], per: "01.05.2022", "01.10.2022"),
        Grenserad([.sluttmaal(.grunnskole, "01.04.2022")], per: "01.05.2022", "01.04.2024"),
        Grenserad([.sluttmaal(.fullfoereVgoOver25, "01.04.2022")], per: "01.05.2022", "01.04.2025"),
      ]),
    Grensetabell(
      "Vedtak og sluttmål registrert innen oppstartsfristen 01.02.2024", bosatt + [.deltakelse("01.04.2022")],
      .gjennomfoeringsfrist,
      [
        Grenserad([.sluttmaal(.arbeidUtenVgo, "31.01.2024")], per: "10.02.2024", "01.04.2024"),
        Grenserad([.sluttmaal(.arbeidUtenVgo, "01.02.2024")], per: "10.02.2024", "01.04.2024"),
        Grenserad([.sluttmaal(.arbeidUtenVgo, "02.02.2024")], per: "10.02.2024", "ingen"),
      ]),
    Grensetabell(
      "Vedtaket registrert etter oppstartsfristen", bosatt + [.sluttmaal(.arbeidUtenVgo, "01.04.2022")],
      .avvik(.oppstartEtterFrist),
      [
        Grenserad([.deltakelse("15.02.2024", registrert: "31.01.2024")], per: "20.02.2024", "Nei"),
        Grenserad([.deltakelse("15.02.2024", registrert: "01.02.2024")], per: "20.02.2024", "Nei"),
        Grenserad([.deltakelse("15.02.2024", registrert: "02.02.2024")], per: "20.02.2024", "Ja"),
      ]),
  ]
  static let f03: [Grensetabell] = [
    Grensetabell(
      "Høyst sluttmålets grense (12 måneder ved 24)", iProgram, .trinn(.f03),
      [
        Grenserad([.utvidet("01.06.2022", mnd: 6)], per: "01.07.2022", "+ 6 mnd -> 01.10.2024"),
        Grenserad([.utvidet("01.06.2022", mnd: 12)], per: "01.07.2022", "+ 12 mnd -> 01.04.2025"),
        Grenserad([.utvidet("01.06.2022", mnd: nil)], per: "01.07.2022", "+ 12 mnd -> 01.04.2025"),
        Grenserad(
          [.utvidet("01.06.2022", mnd: 6), .utvidet("02.06.2022", mnd: 12)], per: "01.07.2022",
          "+ 6 mnd -> 01.10.2024, + 6 mnd -> 01.04.2025"),
        Grenserad(
          [.utvidet("01.06.2022", mnd: 12), .utvidet("02.06.2022", mnd: 6)], per: "01.07.2022",
          "+ 12 mnd -> 01.04.2025"),
      ]),
    Grensetabell(
      "Annet enn 6 og 12 måneder", iProgram, .avvik(.utvidelseUvanlig),
      [
        Grenserad([.utvidet("01.06.2022", mnd: 5)], per: "01.07.2022", "Ja"),
        Grenserad([.utvidet("01.06.2022", mnd: 6)], per: "01.07.2022", "Nei"),
        Grenserad([.utvidet("01.06.2022", mnd: 7)], per: "01.07.2022", "Ja"),
        Grenserad([.utvidet("01.06.2022", mnd: 11)], per: "01.07.2022", "Ja"),
        Grenserad([.utvidet("01.06.2022", mnd: 12)], per: "01.07.2022", "Nei"),
      ]),
  ]
  static let f04: [Grensetabell] = [
    Grensetabell(
      "Fra den dagen klagen er avgjort (S1 §6.3)",
      [
        .foedt("10.05.1992"), .tillatelse("20.04.2021"), .bosatt("26.04.2021"), .deltakelse("01.08.2021"),
        .sluttmaal(.delerAvVgo, "01.08.2021"), .midlertidigStans("08.11.2021", til: "01.02.2022"),
        .klage(.medhold, avgjort: "22.11.2021"),
      ], .trinn(.f04),
      [
        Grenserad(per: "21.11.2021", "ingen"), Grenserad(per: "22.11.2021", "+ 11 virkedager -> 16.08.2023"),
        Grenserad(per: "23.11.2021", "+ 11 virkedager -> 16.08.2023"),
      ]),
    Grensetabell(
      "Høyst til stansens sluttdato", iProgram, .trinn(.f04),
      [
        Grenserad(
          [.midlertidigStans("02.05.2022", til: "03.05.2022"), .klage(.oppheves, avgjort: "02.05.2022")],
          per: "01.06.2022", "+ 1 virkedager -> 02.04.2024"),
        Grenserad(
          [.midlertidigStans("02.05.2022", til: "03.05.2022"), .klage(.oppheves, avgjort: "03.05.2022")],
          per: "01.06.2022", "+ 2 virkedager -> 03.04.2024"),
        Grenserad(
          [.midlertidigStans("02.05.2022", til: "03.05.2022"), .klage(.oppheves, avgjort: "04.05.2022")],
          per: "01.06.2022", "+ 2 virkedager -> 03.04.2024"),
        Grenserad(
          [.midlertidigStans("02.05.2022", til: "03.05.2022"), .klage(.opprettholdes, avgjort: "04.05.2022")],
          per: "01.06.2022", "ingen"),
      ]),
  ]
  static let f05: [Grensetabell] = [
    Grensetabell(
      "Bare dager etter oppstart 01.04.2022 teller", iProgram, .trinn(.f05),
      [
        Grenserad([.permisjon("25.03.2022", "31.03.2022", .kalenderdager)], per: "01.07.2022", "ingen"),
        Grenserad([.permisjon("25.03.2022", "01.04.2022", .kalenderdager)], per: "01.07.2022", "ingen"),
        Grenserad(
          [.permisjon("25.03.2022", "02.04.2022", .kalenderdager)], per: "01.07.2022",
          "+ 1 kalenderdager -> 02.04.2024"),
      ]),
    Grensetabell(
      "Virkedager og påske 2022", iProgram, .trinn(.f05),
      [
        Grenserad(
          [.permisjon("11.04.2022", "13.04.2022", .virkedager)], per: "01.07.2022", "+ 3 virkedager -> 04.04.2024"),
        Grenserad(
          [.permisjon("11.04.2022", "18.04.2022", .virkedager)], per: "01.07.2022", "+ 3 virkedager -> 04.04.2024"),
        Grenserad(
          [.permisjon("11.04.2022", "19.04.2022", .virkedager)], per: "01.07.2022", "+ 4 virkedager -> 05.04.2024"),
      ]),
    Grensetabell(
      "Overlapp: ingen dag to ganger", iProgram + [.permisjon("02.05.2022", "08.05.2022", .kalenderdager)], .trinn(.f05),
      [
        Grenserad(
          [.permisjon("08.05.2022", "09.05.2022", .kalenderdager)], per: "01.07.2022",
          "+ 7 kalenderdager -> 08.04.2024, + 1 kalenderdager -> 09.04.2024"),
        Grenserad(
          [.permisjon("09.05.2022", "09.05.2022", .kalenderdager)], per: "01.07.2022",
          "+ 7 kalenderdager -> 08.04.2024, + 1 kalenderdager -> 09.04.2024"),
        Grenserad(
          [.permisjon("03.05.2022", "08.05.2022", .virkedager)], per: "01.07.2022", "+ 7 kalenderdager -> 08.04.2024"),
      ]),
    Grensetabell(
      "Uten periode", iProgram, .avvik(.permisjonUtenPeriode),
      [
        Grenserad([.permisjon("02.05.2022", "01.05.2022", .kalenderdager)], per: "01.07.2022", "Ja"),
        Grenserad([.permisjon("02.05.2022", "02.05.2022", .kalenderdager)], per: "01.07.2022", "Nei"),
        Grenserad([.permisjon("02.05.2022", nil, .kalenderdager)], per: "01.07.2022", "Ja"),
      ]),
  ]
  static let f06: [Grensetabell] = [
    Grensetabell(
      "Mer enn 10 dager gyldig fravær, og da alle dagene; hele dager av 7,5 timer", iProgram, .trinn(.f06),
      [
        Grenserad([.fravaer(.egenmelding, "05.2022", dager: 10)], per: "01.07.2022", "ingen"),
        Grenserad([.fravaer(.egenmelding, "05.2022", dager: 10, timer: 7)], per: "01.07.2022", "ingen"),
        Grenserad(
          [.fravaer(.egenmelding, "05.2022", dager: 10, timer: 8)], per: "01.07.2022", "+ 11 virkedager -> 16.04.2024"),
        Grenserad(
          [.fravaer(.egenmelding, "05.2022", dager: 11)], per: "01.07.2022", "+ 11 virkedager -> 16.04.2024"),
        Grenserad(
          [.fravaer(.egenmelding, "05.2022", dager: 6), .fravaer(.egenmeldingBarn, "05.2022", dager: 5)],
          per: "01.07.2022", "+ 6 virkedager -> 09.04.2024, + 5 virkedager -> 16.04.2024"),
      ]),
    Grensetabell(
      "Manglende tilbud forlenger alltid; ferie og ugyldig aldri", iProgram, .trinn(.f06),
      [
        Grenserad(
          [.fravaer(.manglendeTilbud, "05.2022", dager: 1)], per: "01.07.2022", "+ 1 virkedager -> 02.04.2024"),
        Grenserad([.fravaer(.ferie, "05.2022", dager: 20)], per: "01.07.2022", "ingen"),
        Grenserad([.fravaer(.ugyldig, "05.2022", dager: 20)], per: "01.07.2022", "ingen"),
      ]),
    Grensetabell(
      "Fra måneden for oppstart til beregningsmåneden", iProgram, .trinn(.f06),
      [
        Grenserad([.fravaer(.manglendeTilbud, "03.2022", dager: 2)], per: "30.06.2022", "ingen"),
        Grenserad(
          [.fravaer(.manglendeTilbud, "04.2022", dager: 2)], per: "30.06.2022", "+ 2 virkedager -> 03.04.2024"),
        Grenserad([.fravaer(.manglendeTilbud, "07.2022", dager: 2)], per: "30.06.2022", "ingen"),
        Grenserad(
          [.fravaer(.manglendeTilbud, "07.2022", dager: 2)], per: "01.07.2022", "+ 2 virkedager -> 03.04.2024"),
      ]),
  ]
  static let f07: [Grensetabell] = [
    Grensetabell(
      "Nytt vedtak fra gjenåpningsdatoen", kapittel6A + [.avslutning(.arbeid, "01.10.2022", gjenaapnet: "01.11.2022")],
      .trinn(.f07),
      [
        Grenserad([.deltakelse("31.10.2022")], per: "01.12.2022", "ingen"),
        Grenserad([.deltakelse("01.11.2022")], per: "01.12.2022", "+ 31 kalenderdager -> 04.03.2023"),
        Grenserad([.deltakelse("02.11.2022")], per: "01.12.2022", "+ 32 kalenderdager -> 05.03.2023"),
      ]),
    Grensetabell(
      "Resttid: avslutningen er før fristen 01.02.2023", kapittel6A, .avvik(.gjenaapningUtenResttid),
      [
        Grenserad([.avslutning(.arbeid, "31.01.2023", gjenaapnet: "01.03.2023")], per: "01.04.2023", "Nei"),
        Grenserad([.avslutning(.arbeid, "01.02.2023", gjenaapnet: "01.03.2023")], per: "01.04.2023", "Ja"),
        Grenserad([.avslutning(.arbeid, "02.02.2023", gjenaapnet: "01.03.2023")], per: "01.04.2023", "Nei"),
      ]),
    Grensetabell(
      "Ny start innen fristen for gjenoppstart 01.07.2024",
      kapittel6A + [.avslutning(.arbeid, "01.10.2022", gjenaapnet: "01.11.2022")], .avvik(.gjenoppstartEtterFrist),
      [
        Grenserad([.deltakelse("30.06.2024", registrert: "01.06.2024")], per: "10.07.2024", "Nei"),
        Grenserad([.deltakelse("01.07.2024", registrert: "01.06.2024")], per: "10.07.2024", "Nei"),
        Grenserad([.deltakelse("02.07.2024", registrert: "01.06.2024")], per: "10.07.2024", "Ja"),
      ]),
  ]
  static let f08: [Grensetabell] = [
    Grensetabell(
      "Vises fra avslutningen til arbeid", kapittel6A + [.avslutning(.arbeid, "01.10.2022", registrert: "15.09.2022")],
      .vistFrist,
      [
        Grenserad(per: "30.09.2022", "Gjennomføring 01.02.2023"),
        Grenserad(per: "01.10.2022", "Gjenoppstart 01.07.2024"), Grenserad(per: "02.10.2022", "Gjenoppstart 01.07.2024"),
      ]),
    Grensetabell(
      "Bare gruppen Arbeid", kapittel6A, .vistFrist,
      [
        Grenserad([.avslutning(.arbeidMedLoennstilskudd, "01.10.2022")], per: "10.10.2022", "Gjenoppstart 01.07.2024"),
        Grenserad([.avslutning(.arbeidOgGrunnskole, "01.10.2022")], per: "10.10.2022", "Gjennomføring 01.02.2023"),
      ]),
  ]
  static let f09: [Grensetabell] = [
    Grensetabell(
      "Fra oppstart til avslutning, minus permisjon innenfor", kapittel6A, .aktivTid,
      [
        Grenserad([.avslutning(.arbeid, "01.08.2022")], per: "01.12.2022", "0"),
        Grenserad([.avslutning(.arbeid, "02.08.2022")], per: "01.12.2022", "1"),
        Grenserad([.avslutning(.arbeid, "01.10.2022")], per: "01.12.2022", "61"),
        Grenserad(
          [.permisjon("31.07.2022", "01.08.2022", .kalenderdager), .avslutning(.arbeid, "01.10.2022")],
          per: "01.12.2022", "61"),
        Grenserad(
          [.permisjon("31.07.2022", "02.08.2022", .kalenderdager), .avslutning(.arbeid, "01.10.2022")],
          per: "01.12.2022", "61, - 1 = 60"),
        Grenserad(
          [.permisjon("30.09.2022", "02.10.2022", .kalenderdager), .avslutning(.arbeid, "01.10.2022")],
          per: "01.12.2022", "61, - 1 = 60"),
        Grenserad(
          [.fravaer(.egenmelding, "08.2022", dager: 2), .avslutning(.arbeid, "01.10.2022")], per: "01.12.2022",
          "61, - 2 = 59"),
      ])
  ]
  static let f10: [Grensetabell] = [
    Grensetabell(
      "Et trinn på 0 skrives ikke", iProgram, .trinn(.f05),
      [
        Grenserad([.permisjon("07.05.2022", "08.05.2022", .virkedager)], per: "01.07.2022", "ingen"),
        Grenserad(
          [.permisjon("07.05.2022", "09.05.2022", .virkedager)], per: "01.07.2022", "+ 1 virkedager -> 02.04.2024"),
      ]),
    Grensetabell(
      "Første rad er F-01; ingen etter introduksjonsloven", [.foedt("10.05.1992"), .bosatt("01.02.2021")], .trinn(.f01),
      [
        Grenserad([.tillatelse("31.12.2020")], per: "01.06.2021", "ingen"),
        Grenserad([.tillatelse("01.01.2021")], per: "01.06.2021", "+ 24 mnd -> 01.02.2023"),
      ]),
  ]
}
