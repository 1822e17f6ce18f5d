import Domene
import Kodeverk

extension Grenser {
  static let a01: [Grensetabell] = [
    Grensetabell(
      "Fra oppstart 01.04.2022 til fristen 01.04.2024", iProgram, .historikk,
      [
        Grenserad(
          [.avslutning(.grunnskole, "31.03.2022")], per: "01.06.2022", "31.03.2022 Grunnskole: avvist"),
        Grenserad([.avslutning(.grunnskole, "01.04.2022")], per: "01.06.2022", "01.04.2022 Grunnskole: gjeldende"),
        Grenserad([.avslutning(.grunnskole, "02.04.2022")], per: "01.06.2022", "02.04.2022 Grunnskole: gjeldende"),
        Grenserad([.avslutning(.grunnskole, "31.03.2024")], per: "01.05.2024", "31.03.2024 Grunnskole: gjeldende"),
        Grenserad([.avslutning(.grunnskole, "01.04.2024")], per: "01.05.2024", "01.04.2024 Grunnskole: gjeldende"),
        Grenserad(
          [.avslutning(.grunnskole, "02.04.2024")], per: "01.05.2024",
          "01.04.2024 Avslutningsårsak ikke registrert: gjeldende, 02.04.2024 Grunnskole: avvist"),
      ]),
    Grensetabell(
      "En avslutning som er registrert fram i tid, ventes på",
      iProgram + [.avslutning(.grunnskole, "10.05.2022", registrert: "01.05.2022")], .avslutning,
      [
        Grenserad(per: "09.05.2022", "ingen"), Grenserad(per: "10.05.2022", "10.05.2022 Grunnskole"),
        Grenserad(per: "11.05.2022", "10.05.2022 Grunnskole"),
      ]),
    Grensetabell(
      "Sist registrert holder",
      iProgram + [.avslutning(.grunnskole, "01.05.2022", registrert: "10.05.2022")], .avslutning,
      [
        Grenserad([.avslutning(.annet, "02.05.2022", registrert: "09.05.2022")], per: "01.06.2022", "01.05.2022 Grunnskole"),
        Grenserad([.avslutning(.annet, "02.05.2022", registrert: "10.05.2022")], per: "01.06.2022", "02.05.2022 Annet"),
        Grenserad([.avslutning(.annet, "02.05.2022", registrert: "11.05.2022")], per: "01.06.2022", "02.05.2022 Annet"),
      ]),
  ]
  static let a02: [Grensetabell] = [
    Grensetabell(
      "Dødsdatoen mot beregningsdatoen", iProgram + [.doed("10.05.2022")], .avslutning,
      [
        Grenserad(per: "09.05.2022", "ingen"), Grenserad(per: "10.05.2022", "10.05.2022 Død"),
        Grenserad(per: "11.05.2022", "10.05.2022 Død"),
      ])
  ]
  static let a03: [Grensetabell] = [
    Grensetabell(
      "Innflytting strengt etter utflyttingen opphever den", iProgram + [.utflyttet("10.05.2022")], .avslutning,
      [
        Grenserad(per: "09.05.2022", "ingen"), Grenserad(per: "10.05.2022", "10.05.2022 Utvandret"),
        Grenserad([.innflyttet("09.05.2022")], per: "01.06.2022", "10.05.2022 Utvandret"),
        Grenserad([.innflyttet("10.05.2022")], per: "01.06.2022", "10.05.2022 Utvandret"),
        Grenserad([.innflyttet("11.05.2022")], per: "01.06.2022", "ingen"),
      ])
  ]
  static let a04: [Grensetabell] = [
    Grensetabell(
      "Flytting strengt etter vedtakets startdato 01.04.2022", iProgram + [.adresse("01.02.2022", kommune: 3301)],
      .avslutning,
      [
        Grenserad([.adresse("31.03.2022", kommune: 301)], per: "01.06.2022", "ingen"),
        Grenserad([.adresse("01.04.2022", kommune: 301)], per: "01.06.2022", "ingen"),
        Grenserad([.adresse("02.04.2022", kommune: 301)], per: "01.06.2022", "02.04.2022 Flyttet"),
        Grenserad([.adresse("02.04.2022", kommune: 301)], per: "01.04.2022", "ingen"),
        Grenserad([.adresse("02.04.2022", kommune: 301)], per: "02.04.2022", "02.04.2022 Flyttet"),
      ]),
    Grensetabell(
      "Nytt nummer ved reform er ingen flytting (3005 og 0602 er blitt 3301)",
      iProgram + [.adresse("01.02.2022", kommune: 3301)], .avslutning,
      [
        Grenserad([.adresse("01.05.2022", kommune: 3005)], per: "01.06.2022", "ingen"),
        Grenserad([.adresse("01.05.2022", kommune: 602)], per: "01.06.2022", "ingen"),
        Grenserad([.adresse("01.05.2022", kommune: 3303)], per: "01.06.2022", "01.05.2022 Flyttet"),
      ]),
  ]
  static let a05: [Grensetabell] = [
    Grensetabell(
      "Oppstartsfristen 01.02.2024", bosatt, .avslutning,
      [
        Grenserad(per: "31.01.2024", "ingen"), Grenserad(per: "01.02.2024", "ingen"),
        Grenserad(per: "02.02.2024", "01.02.2024 Utgått oppstartsfrist"),
      ])
  ]
  static let a06: [Grensetabell] = [
    Grensetabell(
      "Fra kategori fra 01.02.2022", bosatt, .avslutning,
      [
        Grenserad([.avvistProgram("31.01.2022")], per: "01.03.2022", "ingen"),
        Grenserad([.avvistProgram("01.02.2022")], per: "01.03.2022", "01.02.2022 Person avvist program"),
        Grenserad([.avvistProgram("02.02.2022")], per: "01.03.2022", "02.02.2022 Person avvist program"),
      ]),
    Grensetabell(
      "Før oppstart 01.04.2022 teller det ikke når programmet har startet", iProgram, .avslutning,
      [
        Grenserad([.avvistProgram("31.03.2022")], per: "01.05.2022", "ingen"),
        Grenserad([.avvistProgram("01.04.2022")], per: "01.05.2022", "01.04.2022 Person avvist program"),
        Grenserad([.avvistProgram("02.04.2022")], per: "01.05.2022", "02.04.2022 Person avvist program"),
      ]),
  ]
  static let a07: [Grensetabell] = [
    Grensetabell(
      "Tillatelsen går ut 31.05.2022",
      [
        .foedt("10.05.1992"), .tillatelse("01.02.2022", til: "31.05.2022"), .bosatt("01.02.2022"),
        .deltakelse("01.04.2022"), .sluttmaal(.arbeidUtenVgo, "01.04.2022"),
      ], .avslutning,
      [
        Grenserad(per: "30.05.2022", "ingen"), Grenserad(per: "31.05.2022", "ingen"),
        Grenserad(per: "01.06.2022", "01.06.2022 Ikke lenger i kategori"),
        Grenserad([.tillatelse("15.06.2022")], per: "14.06.2022", "01.06.2022 Ikke lenger i kategori"),
        Grenserad([.tillatelse("15.06.2022")], per: "15.06.2022", "ingen"),
      ]),
    Grensetabell(
      "Ny tillatelse uten gruppe, effektuert 20.05.2022",
      iProgram + [.tillatelse("10.05.2022", paragraf: 60, effektuert: "20.05.2022")], .avslutning,
      [
        Grenserad(per: "19.05.2022", "ingen"), Grenserad(per: "20.05.2022", "20.05.2022 Ikke lenger i kategori"),
        Grenserad(per: "21.05.2022", "20.05.2022 Ikke lenger i kategori"),
      ]),
  ]
  static let a08: [Grensetabell] = [
    Grensetabell(
      "Fra stansens startdato", iProgram + [.permanentStans("10.05.2022")], .avslutning,
      [
        Grenserad(per: "09.05.2022", "ingen"), Grenserad(per: "10.05.2022", "10.05.2022 Vedtak om permanent stans"),
        Grenserad(per: "11.05.2022", "10.05.2022 Vedtak om permanent stans"),
      ]),
    Grensetabell(
      "Kommunens årsak erstatter stansen, dagen før, på og etter", iProgram + [.permanentStans("10.05.2022")], .historikk,
      [
        Grenserad(
          [.avslutning(.annet, "09.05.2022")], per: "01.06.2022",
          "09.05.2022 Annet: gjeldende, 10.05.2022 Vedtak om permanent stans: slettet"),
        Grenserad(
          [.avslutning(.annet, "10.05.2022")], per: "01.06.2022",
          "10.05.2022 Annet: gjeldende, 10.05.2022 Vedtak om permanent stans: slettet"),
        Grenserad(
          [.avslutning(.annet, "11.05.2022")], per: "01.06.2022",
          "10.05.2022 Vedtak om permanent stans: slettet, 11.05.2022 Annet: gjeldende"),
      ]),
    Grensetabell(
      "Medhold i klagen opphever stansen",
      iProgram + [.permanentStans("10.05.2022"), .klage(.medhold, avgjort: "20.05.2022")], .avslutning,
      [
        Grenserad(per: "19.05.2022", "10.05.2022 Vedtak om permanent stans"), Grenserad(per: "20.05.2022", "ingen"),
        Grenserad(per: "21.05.2022", "ingen"),
      ]),
  ]
  static let a09: [Grensetabell] = [
    Grensetabell(
      "Fristen 01.04.2024", iProgram, .avslutning,
      [
        Grenserad(per: "31.03.2024", "ingen"), Grenserad(per: "01.04.2024", "ingen"),
        Grenserad(per: "02.04.2024", "01.04.2024 Avslutningsårsak ikke registrert"),
      ]),
    Grensetabell(
      "Kommunens avslutning registrert dagen etter fristen, eller senere", iProgram, .historikk,
      [
        Grenserad(
          [.avslutning(.annet, "01.03.2024", registrert: "01.04.2024")], per: "01.05.2024",
          "01.03.2024 Annet: gjeldende"),
        Grenserad(
          [.avslutning(.annet, "01.03.2024", registrert: "02.04.2024")], per: "01.05.2024",
          "01.03.2024 Annet: gjeldende"),
        Grenserad(
          [.avslutning(.annet, "01.03.2024", registrert: "03.04.2024")], per: "01.05.2024",
          "01.03.2024 Annet: gjeldende, 01.04.2024 Avslutningsårsak ikke registrert: slettet"),
      ]),
  ]
  static let a10: [Grensetabell] = [
    Grensetabell(
      "Samme dato: kommunen, død, utvandring, avvist, stans", iProgram, .avslutning,
      [
        Grenserad([.doed("10.05.2022"), .utflyttet("10.05.2022")], per: "01.06.2022", "10.05.2022 Død"),
        Grenserad([.doed("11.05.2022"), .utflyttet("10.05.2022")], per: "01.06.2022", "10.05.2022 Utvandret"),
        Grenserad([.doed("10.05.2022"), .avslutning(.annet, "10.05.2022")], per: "01.06.2022", "10.05.2022 Annet"),
        Grenserad([.doed("10.05.2022"), .avslutning(.annet, "11.05.2022")], per: "01.06.2022", "10.05.2022 Død"),
        Grenserad(
          [.avvistProgram("10.05.2022"), .permanentStans("10.05.2022")], per: "01.06.2022",
          "10.05.2022 Person avvist program"),
      ]),
    Grensetabell(
      "Ny start etter flytting 01.03.2024, til og med fristen 01.04.2024",
      iProgram + [.adresse("01.02.2022", kommune: 3301), .adresse("01.03.2024", kommune: 301)], .avslutning,
      [
        Grenserad([.deltakelse("29.02.2024", kommune: 301)], per: "31.03.2024", "ingen"),
        Grenserad([.deltakelse("01.03.2024", kommune: 301)], per: "31.03.2024", "ingen"),
        Grenserad(
          [.deltakelse("31.03.2024", kommune: 301)], per: "01.05.2024", "01.04.2024 Avslutningsårsak ikke registrert"),
        Grenserad(
          [.deltakelse("01.04.2024", kommune: 301)], per: "01.05.2024", "01.04.2024 Avslutningsårsak ikke registrert"),
        Grenserad([.deltakelse("02.04.2024", kommune: 301)], per: "01.05.2024", "01.03.2024 Flyttet"),
      ]),
  ]
  static let a12: [Grensetabell] = [
    Grensetabell(
      "Dagen etter fristen for A-05 og A-09, hendelsens dato ellers", .avslutningRegistrert,
      [
        Grenserad(bosatt, per: "02.02.2024", "02.02.2024 Regelmotor"),
        Grenserad(iProgram, per: "02.04.2024", "02.04.2024 Regelmotor"),
        Grenserad(iProgram + [.doed("10.05.2022")], per: "01.06.2022", "10.05.2022 Regelmotor"),
        Grenserad(
          iProgram + [.avslutning(.annet, "10.05.2022", registrert: "12.05.2022")], per: "01.06.2022",
          "12.05.2022 kommunen"),
      ])
  ]
  static let a13: [Grensetabell] = [
    Grensetabell(
      "Tiltak som varer forbi avslutningsdatoen", iProgram + [.avslutning(.annet, "10.05.2022")],
      .avvik(.tiltakEtterAvslutning),
      [
        Grenserad([.tiltak("Norskopplæring", "02.05.2022", "09.05.2022", timer: 20)], per: "01.06.2022", "Nei"),
        Grenserad([.tiltak("Norskopplæring", "02.05.2022", "10.05.2022", timer: 20)], per: "01.06.2022", "Nei"),
        Grenserad([.tiltak("Norskopplæring", "02.05.2022", "11.05.2022", timer: 20)], per: "01.06.2022", "Ja"),
      ])
  ]
}
