/// How grave an avvik is (`avvik.md`).
public enum Alvorlighet: UInt8, Sendable, CaseIterable {
  case feil, advarsel, info
  public var navn: String {
    switch self {
    case .feil: "Feil"
    case .advarsel: "Advarsel"
    case .info: "Info"
    }
  }
}

/// Every code that `avvik.csv` may hold, in the catalogue's order (`avvik.md`).
/// A code never changes its meaning.
public enum Avvikskode: String, CaseIterable, Sendable {
  case filUkjentType = "FIL_UKJENT_TYPE"
  case filTom = "FIL_TOM"
  case filSkadet = "FIL_SKADET"
  case kolonneMangler = "KOLONNE_MANGLER"
  case kolonneDobbel = "KOLONNE_DOBBEL"
  case kolonneUkjent = "KOLONNE_UKJENT"
  case jsonUgyldig = "JSON_UGYLDIG"
  case jsonStruktur = "JSON_STRUKTUR"
  case feltantall = "FELTANTALL"
  case anfoersel = "ANFOERSEL"
  case verdiMangler = "VERDI_MANGLER"
  case dufUgyldig = "DUF_UGYLDIG"
  case dufKontrollsiffer = "DUF_KONTROLLSIFFER"
  case ledendeNull = "LEDENDE_NULL"
  case graderingUkjent = "GRADERING_UKJENT"
  case fnrUgyldig = "FNR_UGYLDIG"
  case datoUgyldig = "DATO_UGYLDIG"
  case tallUgyldig = "TALL_UGYLDIG"
  case kodeUkjent = "KODE_UKJENT"
  case kommuneUkjent = "KOMMUNE_UKJENT"
  case duplikat = "DUPLIKAT"
  case ukjentPerson = "UKJENT_PERSON"
  case foedselsdatoMangler = "FOEDSELSDATO_MANGLER"
  case ukjentVedtak = "UKJENT_VEDTAK"
  case oppstartEtterFrist = "OPPSTART_ETTER_FRIST"
  case vedtakFoerKapittel6A = "VEDTAK_FOER_KAPITTEL_6A"
  case utvidelseOverMaks = "UTVIDELSE_OVER_MAKS"
  case utvidelseUvanlig = "UTVIDELSE_UVANLIG"
  case permisjonOverlapp = "PERMISJON_OVERLAPP"
  case permisjonUtenPeriode = "PERMISJON_UTEN_PERIODE"
  case gjenaapnetUtenVedtak = "GJENAAPNET_UTEN_VEDTAK"
  case gjenaapningKun6A = "GJENAAPNING_KUN_6A"
  case gjenaapningKunArbeid = "GJENAAPNING_KUN_ARBEID"
  case gjenaapningUtenResttid = "GJENAAPNING_UTEN_RESTTID"
  case gjenoppstartEtterFrist = "GJENOPPSTART_ETTER_FRIST"
  case avslutningUkjentAarsak = "AVSLUTNING_UKJENT_AARSAK"
  case avslutningUtenVedtakOgSluttmaal = "AVSLUTNING_UTEN_VEDTAK_OG_SLUTTMAAL"
  case avslutningFoerStart = "AVSLUTNING_FOER_START"
  case avslutningEtterFrist = "AVSLUTNING_ETTER_FRIST"
  case avslutningEtterAvslutning = "AVSLUTNING_ETTER_AVSLUTNING"
  case timerMangler = "TIMER_MANGLER"
  case vedtakEtterAvslutning = "VEDTAK_ETTER_AVSLUTNING"
  case tiltakEtterAvslutning = "TILTAK_ETTER_AVSLUTNING"
  case tiltakskodeUgyldigDato = "TILTAKSKODE_UGYLDIG_DATO"
  case fravaerOverVirkedager = "FRAVAER_OVER_VIRKEDAGER"
  case sluttmaalMotUtdanning = "SLUTTMAAL_MOT_UTDANNING"
  case sluttmaalMotAlder = "SLUTTMAAL_MOT_ALDER"
  case sluttmaalMotAnbefalt = "SLUTTMAAL_MOT_ANBEFALT"
  case tiltakUtenTimer = "TILTAK_UTEN_TIMER"
  case tiltaksgruppeFeil = "TILTAKSGRUPPE_FEIL"
  case mottattTilbudMangler = "MOTTATT_TILBUD_MANGLER"
  case tiltakKunKapittel6A = "TILTAK_KUN_KAPITTEL_6A"
  case overgangstilbudAlder = "OVERGANGSTILBUD_ALDER"
  case fravaerUtenOmfang = "FRAVAER_UTEN_OMFANG"
  case manglendeTilbud = "MANGLENDE_TILBUD"
  case klageUtenUtfall = "KLAGE_UTEN_UTFALL"
  case vedtakUtenSluttmaal = "VEDTAK_UTEN_SLUTTMAAL"
  case sluttmaalUtenVedtak = "SLUTTMAAL_UTEN_VEDTAK"
  case vedtakUtenTiltak = "VEDTAK_UTEN_TILTAK"
  case integreringskontraktMangler = "INTEGRERINGSKONTRAKT_MANGLER"
  case gjennomfoeringSent = "GJENNOMFOERING_SENT"
  case livsmestringMangler = "LIVSMESTRING_MANGLER"
  case foreldreveiledningMangler = "FORELDREVEILEDNING_MANGLER"

  /// Place of the code in the catalogue, from 0.
  @inlinable
  public var nummer: Int {
    // An enum without payloads is its case's number; a test holds it against `allCases`.
    Int(unsafeBitCast(self, to: UInt8.self))
  }

  /// The column that a person-level avvik of this code stands on (`avvik.md`,
  /// last paragraph); nil for those without one and for the codes of reading.
  public var kolonne: String? {
    switch self {
    case .oppstartEtterFrist, .permisjonOverlapp, .gjenoppstartEtterFrist: "Startdato"
    case .vedtakEtterAvslutning, .permisjonUtenPeriode: "Sluttdato"
    case .vedtakFoerKapittel6A: "Vedtaksdato"
    case .tiltakEtterAvslutning: "Til dato"
    case .tiltakskodeUgyldigDato, .overgangstilbudAlder: "Fra dato"
    case .tiltakKunKapittel6A: "Tiltakstype"
    case .manglendeTilbud: "Fraværstype"
    case .fravaerOverVirkedager, .fravaerUtenOmfang: "Antall dager"
    case .avslutningUtenVedtakOgSluttmaal, .avslutningFoerStart, .avslutningEtterFrist,
      .avslutningEtterAvslutning:
      "Avslutningsdato"
    case .avslutningUkjentAarsak: "Avslutningsårsak"
    case .gjenaapnetUtenVedtak, .gjenaapningKun6A, .gjenaapningKunArbeid, .gjenaapningUtenResttid:
      "Gjenåpnet program dato"
    case .timerMangler: "Antall timer arbeid per uke"
    case .gjennomfoeringSent: "Gjennomføring registrert"
    case .tiltaksgruppeFeil: "Tiltaksgruppe"
    case .tiltakUtenTimer: "Timer per uke"
    case .mottattTilbudMangler: "Mottatt tilbud"
    case .sluttmaalMotUtdanning, .sluttmaalMotAlder, .sluttmaalMotAnbefalt: "Sluttmål"
    case .utvidelseOverMaks, .utvidelseUvanlig: "Utvidelse måneder"
    case .klageUtenUtfall: "Utfall"
    case .foedselsdatoMangler: "Fødselsdato"
    default: nil
    }
  }
}
