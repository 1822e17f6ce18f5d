import Kodeverk

extension Grenser {
  static let t01: [Grensetabell] = [
    Grensetabell(
      "En registrering er kjent fra registreringsdatoen", bosatt, .start,
      [
        Grenserad([.deltakelse("01.04.2022", registrert: "11.04.2022")], per: "10.04.2022", "ingen"),
        Grenserad([.deltakelse("01.04.2022", registrert: "11.04.2022")], per: "11.04.2022", "01.04.2022"),
        Grenserad([.deltakelse("01.04.2022", registrert: "11.04.2022")], per: "12.04.2022", "01.04.2022"),
      ]),
    Grensetabell(
      "En slettet rad teller til dagen før den slettes", bosatt, .start,
      [
        Grenserad([.deltakelse("01.04.2022", slettet: "20.05.2022")], per: "19.05.2022", "01.04.2022"),
        Grenserad([.deltakelse("01.04.2022", slettet: "20.05.2022")], per: "20.05.2022", "ingen"),
        Grenserad([.deltakelse("01.04.2022", slettet: "20.05.2022")], per: "21.05.2022", "ingen"),
      ]),
  ]
  static let t02: [Grensetabell] = [
    Grensetabell(
      "Påsken 2022", .virkedag,
      [
        Grenserad([.dato("13.04.2022")], "Ja"), Grenserad([.dato("14.04.2022")], "Nei"),
        Grenserad([.dato("15.04.2022")], "Nei"), Grenserad([.dato("16.04.2022")], "Nei"),
        Grenserad([.dato("18.04.2022")], "Nei"), Grenserad([.dato("19.04.2022")], "Ja"),
      ]),
    Grensetabell(
      "1. og 17. mai, Kristi himmelfartsdag og pinse", .virkedag,
      [
        Grenserad([.dato("30.04.2024")], "Ja"), Grenserad([.dato("01.05.2024")], "Nei"),
        Grenserad([.dato("02.05.2024")], "Ja"), Grenserad([.dato("16.05.2022")], "Ja"),
        Grenserad([.dato("17.05.2022")], "Nei"), Grenserad([.dato("18.05.2022")], "Ja"),
        Grenserad([.dato("25.05.2022")], "Ja"), Grenserad([.dato("26.05.2022")], "Nei"),
        Grenserad([.dato("27.05.2022")], "Ja"), Grenserad([.dato("03.06.2022")], "Ja"),
        Grenserad([.dato("06.06.2022")], "Nei"), Grenserad([.dato("07.06.2022")], "Ja"),
      ]),
    Grensetabell(
      "Julen 2021 og 2023", .virkedag,
      [
        Grenserad([.dato("24.12.2021")], "Ja"), Grenserad([.dato("31.12.2021")], "Ja"),
        Grenserad([.dato("25.12.2023")], "Nei"), Grenserad([.dato("26.12.2023")], "Nei"),
        Grenserad([.dato("27.12.2023")], "Ja"), Grenserad([.dato("01.01.2024")], "Nei"),
        Grenserad([.dato("02.01.2024")], "Ja"),
      ]),
  ]
  static let t03: [Grensetabell] = [
    Grensetabell(
      "Dagen finnes ikke i målmåneden", .plussMaaneder,
      [
        Grenserad([.dato("27.08.2021"), .antall(6)], "27.02.2022"),
        Grenserad([.dato("28.08.2021"), .antall(6)], "28.02.2022"),
        Grenserad([.dato("31.08.2021"), .antall(6)], "28.02.2022"),
        Grenserad([.dato("31.08.2023"), .antall(6)], "29.02.2024"),
        Grenserad([.dato("29.02.2024"), .antall(24)], "28.02.2026"),
        Grenserad([.dato("28.02.2022"), .antall(24)], "28.02.2024"),
      ]),
    Grensetabell(
      "Hele år, født 29. februar", [.foedt("29.02.2004")], .alder,
      [
        Grenserad([.dato("27.02.2022")], "17"), Grenserad([.dato("28.02.2022")], "18"),
        Grenserad([.dato("01.03.2022")], "18"), Grenserad([.dato("28.02.2024")], "19"),
        Grenserad([.dato("29.02.2024")], "20"),
      ]),
  ]
  static let t04: [Grensetabell] = [
    Grensetabell(
      "Startdagen teller aldri", .plussVirkedager,
      [
        Grenserad([.dato("01.08.2023"), .antall(11)], "16.08.2023"),
        Grenserad([.dato("01.02.2023"), .antall(6)], "09.02.2023"),
        Grenserad([.dato("09.02.2023"), .antall(5)], "16.02.2023"),
        Grenserad([.dato("11.08.2023"), .antall(1)], "14.08.2023"),
        Grenserad([.dato("12.08.2023"), .antall(1)], "14.08.2023"),
        Grenserad([.dato("13.04.2022"), .antall(1)], "19.04.2022"),
      ])
  ]
  static let t05: [Grensetabell] = [
    Grensetabell(
      "Begge ender teller", .antallVirkedager,
      [
        Grenserad([.periode("08.11.2021", "19.11.2021")], "10"), Grenserad([.periode("08.11.2021", "22.11.2021")], "11"),
        Grenserad([.periode("08.11.2021", "23.11.2021")], "12"), Grenserad([.periode("08.11.2021", "08.11.2021")], "1"),
        Grenserad([.periode("01.04.2021", "30.04.2021")], "19"), Grenserad([.periode("01.08.2021", "31.08.2021")], "22"),
      ]),
    Grensetabell(
      "Kalenderdager", .antallKalenderdager,
      [
        Grenserad([.periode("01.08.2022", "30.08.2022")], "30"), Grenserad([.periode("01.08.2022", "31.08.2022")], "31"),
        Grenserad([.periode("01.08.2022", "01.09.2022")], "32"), Grenserad([.periode("01.08.2022", "31.07.2022")], "0"),
      ]),
  ]

  static let n01: [Grensetabell] = [
    Grensetabell(
      "Kontrollsiffer; veiledningens egne testnumre (år fra 9000) er unntatt", .dufKontroll,
      [
        Grenserad([.tekst("202201234500")], "feil"), Grenserad([.tekst("202201234501")], "riktig"),
        Grenserad([.tekst("202201234502")], "feil"), Grenserad([.tekst("899999900014")], "feil"),
        Grenserad([.tekst("900099900014")], "riktig"),
      ])
  ]
  static let n02: [Grensetabell] = [
    Grensetabell(
      "Dag (D-nummer + 40) og måned (H-nummer + 40, syntetisk + 65 og + 80)", .foedselsnummer,
      [
        Grenserad([.tekst("31019250051")], "gyldig"),
        Grenserad([.tekst("32019250090")], "ugyldig"),
        Grenserad([.tekst("29029250063")], "gyldig"),
        Grenserad([.tekst("30029250002")], "ugyldig"),
        Grenserad([.tekst("41019250022")], "gyldig"),
        Grenserad([.tekst("71019250045")], "gyldig"),
        Grenserad([.tekst("72019250084")], "ugyldig"),
        Grenserad([.tekst("01419250011")], "gyldig"),
        Grenserad([.tekst("01539250120")], "ugyldig"),
        Grenserad([.tekst("01669250068")], "gyldig"),
        Grenserad([.tekst("01819250185")], "gyldig"),
        Grenserad([.tekst("01929250032")], "gyldig"),
        Grenserad([.tekst("01939250022")], "ugyldig"),
      ]),
    Grensetabell(
      "Rest av første kontrollsiffer: 0, og fra 2032 også 1, 2 og 3", .foedselsnummer,
      [
        Grenserad([.tekst("01019250039")], "gyldig"),
        Grenserad([.tekst("01019250063")], "gyldig"),
        Grenserad([.tekst("01019250071")], "ugyldig"),
      ]),
  ]
  static let n03: [Grensetabell] = [
    Grensetabell(
      "Kommunenummer", .ledendeNull,
      [
        Grenserad([.tekst("0301")], "0301"), Grenserad([.tekst("301")], "0301, LEDENDE_NULL"),
        Grenserad([.tekst("31")], "avvist"), Grenserad([.tekst("30101")], "avvist"),
      ])
  ]
}
