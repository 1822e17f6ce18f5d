import Domene
import Kodeverk

extension Grenser {
  static let k01: [Grensetabell] = [
    Grensetabell(
      "Vedtak og ankomst mot 01.01.2021", [.foedt("10.05.1992"), .bosatt("01.02.2021")], .lovverk,
      [
        Grenserad([.tillatelse("31.12.2020", ankomst: "31.12.2020")], per: "01.06.2021", "introduksjonsloven"),
        Grenserad([.tillatelse("31.12.2020", ankomst: "01.01.2021")], per: "01.06.2021", "integreringsloven"),
        Grenserad([.tillatelse("01.01.2021", ankomst: "31.12.2020")], per: "01.06.2021", "integreringsloven"),
        Grenserad([.tillatelse("02.01.2021", ankomst: "02.01.2021")], per: "01.06.2021", "integreringsloven"),
        Grenserad([.tillatelse("31.12.2020")], per: "01.06.2021", "introduksjonsloven"),
        Grenserad([.tillatelse("01.01.2021")], per: "01.06.2021", "integreringsloven"),
      ])
  ]
  static let k02: [Grensetabell] = [
    Grensetabell(
      "§ 34 vedtatt fra 11.03.2022 er kapittel 6A, og først for beregninger fra 15.06.2022",
      [.foedt("10.05.1992"), .bosatt("01.04.2022")], .kategori,
      [
        Grenserad(
          [.tillatelse("10.03.2022", paragraf: 34)], per: "20.06.2022", "Rett og plikt til introduksjonsprogram"),
        Grenserad([.tillatelse("11.03.2022", paragraf: 34)], per: "20.06.2022", "Rett til introduksjonsprogram"),
        Grenserad([.tillatelse("12.03.2022", paragraf: 34)], per: "20.06.2022", "Rett til introduksjonsprogram"),
        Grenserad(
          [.tillatelse("11.03.2022", paragraf: 34)], per: "14.06.2022", "Rett og plikt til introduksjonsprogram"),
        Grenserad([.tillatelse("11.03.2022", paragraf: 34)], per: "15.06.2022", "Rett til introduksjonsprogram"),
        Grenserad([.tillatelse("11.03.2022", paragraf: 34)], per: "16.06.2022", "Rett til introduksjonsprogram"),
      ]),
    Grensetabell(
      "Familieinnvandring, §§ 40-52, etter referansepersonens hjemmel",
      [.foedt("10.05.1992"), .bosatt("01.04.2022")], .kategori,
      [
        Grenserad([.tillatelse("01.04.2022", paragraf: 39, referanse: 28)], per: "20.06.2022", "ingen"),
        Grenserad(
          [.tillatelse("01.04.2022", paragraf: 40, referanse: 28)], per: "20.06.2022",
          "Rett og plikt til introduksjonsprogram"),
        Grenserad(
          [.tillatelse("01.04.2022", paragraf: 52, referanse: 34)], per: "20.06.2022",
          "Rett og plikt til introduksjonsprogram"),
        Grenserad(
          [.tillatelse("01.04.2022", paragraf: 53)], per: "20.06.2022", "Rett og plikt til introduksjonsprogram"),
        Grenserad([.tillatelse("01.04.2022", paragraf: 54)], per: "20.06.2022", "ingen"),
        Grenserad([.tillatelse("01.04.2022", paragraf: 40)], per: "20.06.2022", "ingen"),
      ]),
  ]
  static let k03: [Grensetabell] = [
    Grensetabell(
      "Kapittel 6A har ingen kategori før avtalt bosetting",
      [.foedt("10.05.1992"), .tillatelse("20.06.2022", paragraf: 34)], .kategoriFra,
      [
        Grenserad([.bosatt("01.07.2022", avtalt: false)], per: "20.07.2022", "ingen"),
        Grenserad([.bosatt("01.07.2022", avtalt: false), .bosatt("15.07.2022")], per: "14.07.2022", "ingen"),
        Grenserad([.bosatt("01.07.2022", avtalt: false), .bosatt("15.07.2022")], per: "15.07.2022", "15.07.2022"),
        Grenserad([.bosatt("01.07.2022", avtalt: false), .bosatt("15.07.2022")], per: "16.07.2022", "15.07.2022"),
      ]),
    Grensetabell(
      "Ellers avgjør den første bosettingen", [.foedt("10.05.1992"), .tillatelse("01.02.2022")], .kategori,
      [
        Grenserad([.bosatt("01.02.2022")], per: "01.06.2022", "Rett og plikt til introduksjonsprogram"),
        Grenserad([.bosatt("01.02.2022", avtalt: false)], per: "01.06.2022", "Kan tilbys introduksjonsprogram"),
        Grenserad(
          [.bosatt("01.02.2022", avtalt: false), .bosatt("01.03.2022")], per: "01.06.2022",
          "Kan tilbys introduksjonsprogram"),
      ]),
  ]
  static let k04: [Grensetabell] = [
    Grensetabell(
      "Den seneste av bosetting og effektuering", [.foedt("10.05.1992"), .bosatt("01.02.2022")], .kategoriFra,
      [
        Grenserad([.tillatelse("10.01.2022", effektuert: "31.01.2022")], per: "01.06.2022", "01.02.2022"),
        Grenserad([.tillatelse("10.01.2022", effektuert: "01.02.2022")], per: "01.06.2022", "01.02.2022"),
        Grenserad([.tillatelse("10.01.2022", effektuert: "02.02.2022")], per: "01.06.2022", "02.02.2022"),
        Grenserad([.tillatelse("02.02.2022")], per: "01.06.2022", "02.02.2022"),
      ]),
    Grensetabell(
      "Ingen kategori før kategori fra", [.foedt("10.05.1992"), .tillatelse("10.01.2022"), .bosatt("01.02.2022")],
      .kategoriFra,
      [
        Grenserad(per: "31.01.2022", "ingen"), Grenserad(per: "01.02.2022", "01.02.2022"),
        Grenserad(per: "02.02.2022", "01.02.2022"),
      ]),
  ]
  static let k05: [Grensetabell] = [
    Grensetabell(
      "18 år på vedtaksdatoen 01.02.2022", [.tillatelse("01.02.2022"), .bosatt("01.02.2022")], .kategori,
      [
        Grenserad([.foedt("31.01.2004")], per: "01.03.2022", "Rett og plikt til introduksjonsprogram"),
        Grenserad([.foedt("01.02.2004")], per: "01.03.2022", "Rett og plikt til introduksjonsprogram"),
        Grenserad([.foedt("02.02.2004")], per: "01.03.2022", "ingen"),
      ]),
    Grensetabell(
      "56 år på vedtaksdatoen 01.02.2022", [.tillatelse("01.02.2022"), .bosatt("01.02.2022")], .kategori,
      [
        Grenserad([.foedt("31.01.1966")], per: "01.03.2022", "Kan tilbys introduksjonsprogram"),
        Grenserad([.foedt("01.02.1966")], per: "01.03.2022", "Kan tilbys introduksjonsprogram"),
        Grenserad([.foedt("02.02.1966")], per: "01.03.2022", "Rett og plikt til introduksjonsprogram"),
      ]),
  ]
  static let k06: [Grensetabell] = [
    Grensetabell(
      "Fra rett og plikt til kapittel 6A", bosatt + [.tillatelse("01.09.2022", paragraf: 34)], .kategori,
      [
        Grenserad(per: "31.08.2022", "Rett og plikt til introduksjonsprogram"),
        Grenserad(per: "01.09.2022", "Rett til introduksjonsprogram"),
        Grenserad(per: "02.09.2022", "Rett til introduksjonsprogram"),
      ]),
    Grensetabell(
      "Vedtak for kapittel 6A fattet før 15.06.2022 teller ikke",
      [.foedt("10.05.1992"), .tillatelse("20.04.2022", paragraf: 34), .bosatt("01.05.2022")],
      .avvik(.vedtakFoerKapittel6A),
      [
        Grenserad([.deltakelse("20.06.2022", vedtatt: "14.06.2022", registrert: "16.06.2022")], per: "01.07.2022", "Ja"),
        Grenserad([.deltakelse("20.06.2022", vedtatt: "15.06.2022", registrert: "16.06.2022")], per: "01.07.2022", "Nei"),
        Grenserad([.deltakelse("20.06.2022", vedtatt: "16.06.2022", registrert: "16.06.2022")], per: "01.07.2022", "Nei"),
      ]),
  ]
  static let k07: [Grensetabell] = [
    Grensetabell(
      "Utgått oppstartsfrist lukker", bosatt, .kategoriLukket,
      [
        Grenserad(per: "31.01.2024", "ingen"), Grenserad(per: "01.02.2024", "ingen"),
        Grenserad(per: "02.02.2024", "01.02.2024"),
      ]),
    Grensetabell(
      "Død lukker fra dødsdatoen; årsaken avgjør for kommunens avslutning", iProgram, .kategoriLukket,
      [
        Grenserad([.doed("10.05.2022")], per: "09.05.2022", "ingen"),
        Grenserad([.doed("10.05.2022")], per: "10.05.2022", "10.05.2022"),
        Grenserad([.doed("10.05.2022")], per: "11.05.2022", "10.05.2022"),
        Grenserad([.avslutning(.grunnskole, "10.05.2022")], per: "11.05.2022", "ingen"),
        Grenserad([.avslutning(.mistetRett, "10.05.2022")], per: "11.05.2022", "10.05.2022"),
      ]),
  ]
}
