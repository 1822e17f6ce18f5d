import Kalender

// What the files in Tabeller/ say, read once. Arrays are indexed by raw value.

extension Kode {
  static func lagOppslag(_ navn: [String], andre: [(String, Int)] = []) -> Kodeoppslag {
    Kodeoppslag(navn.enumerated().map { ($1, $0) } + andre)
  }
}

enum Innhold {
  static let avslutningsaarsaker = Kodetabell(PackageResources.avslutningsaarsaker_csv)
  static let fravaerstyper = Kodetabell(PackageResources.fravaerstyper_csv)
  static let hjemler = Kodetabell(PackageResources.hjemler_csv)
  static let kategorier = Kodetabell(PackageResources.kategorier_csv)
  static let klageutfall = Kodetabell(PackageResources.klageutfall_csv)
  static let kommuner = Kodetabell(PackageResources.kommuner_csv)
  static let bydeler = Kodetabell(PackageResources.bydeler_csv)
  static let kontakttyper = Kodetabell(PackageResources.kontakttyper_csv)
  static let parametre = Kodetabell(PackageResources.parametre_csv)
  static let sluttmaal = Kodetabell(PackageResources.sluttmaal_csv)
  static let tiltakstyper = Kodetabell(PackageResources.tiltakstyper_csv)
  static let vedtakstyper = Kodetabell(PackageResources.vedtakstyper_csv)

  static func andreNavn(_ t: Kodetabell) -> [(String, Int)] {
    t.kolonne("andre_navn").enumerated().flatMap { i, navn in
      navn.split(separator: "|").map { (String($0), i) }
    }
  }
}

extension Avslutningsaarsak {
  public static let tabellnavn = Innhold.avslutningsaarsaker.kolonne("årsak")
  public static let oppslag = lagOppslag(tabellnavn)
  static let grupper = Innhold.avslutningsaarsaker.kolonne("gruppe").map {
    Avslutningsaarsakgruppe(rawValue: UInt8(Avslutningsaarsakgruppe.oppslag.kode($0) ?? 5)) ?? .inngaarIkke
  }
  static let kommunens = Innhold.avslutningsaarsaker.kolonne("registreres_av_kommune").map { $0 == "ja" }
  static let medTimer = Innhold.avslutningsaarsaker.kolonne("timer").map { $0 == "ja" }
  static let lukker = Innhold.avslutningsaarsaker.kolonne("lukker_kategori").map { $0 == "ja" }

  /// the group of måloppnåelse.
  public var gruppe: Avslutningsaarsakgruppe { Self.grupper[Int(rawValue)] }
  /// whether a kommune may register it.
  public var registreresAvKommune: Bool { Self.kommunens[Int(rawValue)] }
  /// whether `Antall timer arbeid per uke` is wanted.
  public var vilHaTimer: Bool { Self.medTimer[Int(rawValue)] }
  /// K-07: whether it closes the kategori.
  public var lukkerKategori: Bool { Self.lukker[Int(rawValue)] }
}

extension Avslutningsaarsakgruppe {
  public static let tabellnavn = [
    "Arbeid", "Arbeid og utdanning", "Utdanning - Høy/fagskole", "Utdanning - Vgo", "Annet",
    "Inngår ikke i tallgrunnlaget",
  ]
  public static let oppslag = lagOppslag(tabellnavn)
}

extension Fravaerstype {
  public static let tabellnavn = Innhold.fravaerstyper.kolonne("fraværstype")
  public static let oppslag = lagOppslag(tabellnavn, andre: Innhold.andreNavn(Innhold.fravaerstyper))
  static let virkninger: [Fravaersvirkning] = Innhold.fravaerstyper.kolonne("frist").map {
    $0 == "over_10" ? .over10 : $0 == "alltid" ? .alltid : .aldri
  }
  static let grupper: [Fravaersgruppe] = Innhold.fravaerstyper.kolonne("årsgruppe").map {
    switch $0 {
    case "Gyldig fravær": .gyldig
    case "Manglende tilbud": .manglendeTilbud
    case "Ferie/høytid": .ferieHoeytid
    default: .ugyldig
    }
  }
  public var virkning: Fravaersvirkning { Self.virkninger[Int(rawValue)] }
  public var gruppe: Fravaersgruppe { Self.grupper[Int(rawValue)] }
}

extension Kategori {
  public static let tabellnavn = Innhold.kategorier.kolonne("kategori")
  public static let oppslag = lagOppslag(tabellnavn)
  /// `Ordning` of every kategori.
  public static let ordning = "Introduksjonsprogram"
  public var lovverk: Lovverk {
    switch self {
    case .rettOgPliktProgram, .kanTilbysProgram, .rettTilProgram: .integreringsloven
    case .rettOgPliktOrdning, .kanTilbysOrdning: .introduksjonsloven
    }
  }
}

extension Klageutfall {
  public static let tabellnavn = Innhold.klageutfall.kolonne("utfall")
  public static let oppslag = lagOppslag(tabellnavn)
  static let visning = Innhold.klageutfall.kolonne("vises_som")
  /// F-04: medhold, delvis medhold or opphevelse.
  public var girMedhold: Bool {
    switch self {
    case .medhold, .delvisMedhold, .oppheves: true
    case .avvisning, .opprettholdes: false
    }
  }
  /// The status in brackets behind a vedtak (S1 §6.2).
  public var visesSom: String { Self.visning[Int(rawValue)] }
}

extension Kontakttype {
  public static let tabellnavn = Innhold.kontakttyper.kolonne("registreringen_gjelder")
  public static let oppslag = lagOppslag(tabellnavn)
}

extension Sluttmaal {
  public static let tabellnavn = Innhold.sluttmaal.kolonne("sluttmål")
  public static let oppslag = lagOppslag(tabellnavn)
  static let frister = Innhold.sluttmaal.kolonne("gjennomføringsfrist_mnd").map { Int($0) ?? 0 }
  static let utvidelser = Innhold.sluttmaal.kolonne("maks_utvidelse_mnd").map { Int($0) ?? 0 }
  static let videregaaende = Innhold.sluttmaal.kolonne("utdanning_fra_før").map { $0 == "videregående" }
  static let under25 = Innhold.sluttmaal.kolonne("aldersgrense").map { $0 == "under_25" }
  static let fra25 = Innhold.sluttmaal.kolonne("aldersgrense").map { $0 == "fra_25" }

  /// F-02: months of the gjennomføringsfrist (6, 24 or 36).
  public var fristMnd: Int { Self.frister[Int(rawValue)] }
  /// F-03: the most months that it can be extended by (6 or 12).
  public var maksUtvidelseMnd: Int { Self.utvidelser[Int(rawValue)] }
  /// Whether it is for those who have upper secondary education from before (S1 §3.2).
  public var krevVideregaaende: Bool { Self.videregaaende[Int(rawValue)] }
  /// `under 25 år` in the name.
  public var gjelderUnder25: Bool { Self.under25[Int(rawValue)] }
  /// `over 25 år` in the name: from 25 years.
  public var gjelderFra25: Bool { Self.fra25[Int(rawValue)] }
}

extension Vedtakstype {
  public static let tabellnavn = Innhold.vedtakstyper.kolonne("vedtakstype")
  public static let oppslag = lagOppslag(tabellnavn, andre: Innhold.andreNavn(Innhold.vedtakstyper))
}

extension Resultat {
  public static let tabellnavn = ["Innvilget", "Avslag", "Vedtak fattet"]
  public static let oppslag = lagOppslag(tabellnavn)
}

extension Dagtype {
  public static let tabellnavn = ["Virkedager", "Kalenderdager"]
  public static let oppslag = lagOppslag(tabellnavn)
}

extension Kjoenn {
  public static let tabellnavn = ["Kvinne", "Mann"]
  public static let oppslag = lagOppslag(tabellnavn)
}

extension Gjennomfoering {
  public static let tabellnavn = ["Ikke registrert", "Gjennomført", "Ikke gjennomført"]
  public static let oppslag = lagOppslag(tabellnavn)
}

extension Gradering {
  public static let tabellnavn = [
    "ugradert", "klientadresse", "fortrolig", "strengtFortrolig", "strengtFortroligUtland",
  ]
  public static let oppslag = lagOppslag(tabellnavn)
  /// whether the person is to be `Skjermet`.
  public var skjermer: Bool {
    switch self {
    case .ugradert, .klientadresse: false
    case .fortrolig, .strengtFortrolig, .strengtFortroligUtland: true
    }
  }
}

extension Tiltaksgruppe {
  public static let tabellnavn: [String] = Innhold.tiltakstyper.kolonne("tiltaksgruppe").reduce(into: []) {
    if !$0.contains($1) { $0.append($1) }
  }
  public static let oppslag = lagOppslag(tabellnavn)
}

/// A row of `tiltakstyper.csv` (S1 §7.8): too many to branch on one by one, so a
/// number into the table with the marks that rules ask for.
@frozen
public struct Tiltakstype: Hashable, Sendable {
  /// The row's number from 0.
  public let nummer: UInt8

  public init?(nummer: Int) {
    guard Self.tabellnavn.indices.contains(nummer) else { return nil }
    self.nummer = UInt8(nummer)
  }

  /// A number that the table is known to have: one that `nummer` gave.
  @inlinable @inline(__always)
  public init(kjent nummer: UInt8) { self.nummer = nummer }

  public static let tabellnavn = Innhold.tiltakstyper.kolonne("tiltakstype")
  public static let oppslag = Kodeoppslag(tabellnavn.enumerated().map { ($1, $0) })
  static let grupper = Innhold.tiltakstyper.kolonne("tiltaksgruppe").map {
    Tiltaksgruppe(rawValue: UInt8(Tiltaksgruppe.oppslag.kode($0) ?? 0)) ?? .andre
  }
  static let merker = Innhold.tiltakstyper.kolonne("merke")
  static let fra = Innhold.tiltakstyper.kolonne("gyldig_fra").map { Dato($0) }
  static let til = Innhold.tiltakstyper.kolonne("gyldig_til").map { Dato($0) }
  static let samme = Innhold.tiltakstyper.kolonne("samme_som").map { !$0.isEmpty }
  static let livsmestringer = merker.map { $0 == "livsmestring" }
  static let foreldreveiledninger = merker.map { $0 == "foreldreveiledning" }
  static let fulltidVgoer = merker.map { $0 == "fulltid_vgo" }
  static let kun6Aer = merker.map { $0 == "kun_kapittel_6a" }
  static let omsorg = tabellnavn.map { $0 == "Tilbud i omsorgspermisjon" }
  static let overgang = tabellnavn.map { $0.hasPrefix("Overgangstilbud") }

  private var i: Int { Int(nummer) }
  public var navn: String { Self.tabellnavn[i] }
  public var gruppe: Tiltaksgruppe { Self.grupper[i] }
  /// D-03: first and last date of the code, nil where open.
  public var gyldigFra: Dato? { Self.fra[i] }
  public var gyldigTil: Dato? { Self.til[i] }
  /// D-03: the code was only renamed, so its dates are no fault.
  public var erOmdoept: Bool { Self.samme[i] }
  public var erLivsmestring: Bool { Self.livsmestringer[i] }
  public var erForeldreveiledning: Bool { Self.foreldreveiledninger[i] }
  public var erFulltidVideregaaende: Bool { Self.fulltidVgoer[i] }
  /// `Språktilbud, engelsk`: only for kapittel 6A.
  public var erKunKapittel6A: Bool { Self.kun6Aer[i] }
  /// `Tilbud i omsorgspermisjon`: wants `Mottatt tilbud`.
  public var erOmsorgspermisjon: Bool { Self.omsorg[i] }
  /// `Overgangstilbud videregående opplæring for ungdom`: ages 16-24.
  public var erOvergangstilbud: Bool { Self.overgang[i] }
}
