import Domene

extension Avvikskode {
  /// The rule that gives the avvik; nil: reading does. The one place where this is
  /// said: the catalogue's lists are made from it.
  public var regel: Regel? {
    switch self {
    case .filUkjentType, .filTom, .filSkadet, .kolonneMangler, .kolonneDobbel, .kolonneUkjent, .jsonUgyldig,
      .jsonStruktur, .feltantall, .anfoersel, .verdiMangler, .dufUgyldig, .datoUgyldig, .tallUgyldig, .kodeUkjent,
      .kommuneUkjent, .duplikat, .ukjentPerson, .ukjentVedtak:
      nil
    case .dufKontrollsiffer: .n01
    case .fnrUgyldig: .n02
    case .ledendeNull: .n03
    case .graderingUkjent: .r02
    case .foedselsdatoMangler: .k07
    case .vedtakFoerKapittel6A: .k06
    case .oppstartEtterFrist: .f02
    case .utvidelseOverMaks, .utvidelseUvanlig: .f03
    case .permisjonOverlapp, .permisjonUtenPeriode: .f05
    case .gjenaapnetUtenVedtak, .gjenaapningKun6A, .gjenaapningKunArbeid, .gjenaapningUtenResttid,
      .gjenoppstartEtterFrist:
      .f07
    case .avslutningUkjentAarsak, .avslutningUtenVedtakOgSluttmaal, .avslutningFoerStart, .avslutningEtterFrist,
      .avslutningEtterAvslutning, .timerMangler:
      .a01
    case .vedtakEtterAvslutning, .tiltakEtterAvslutning: .a13
    case .tiltakskodeUgyldigDato: .d03
    case .livsmestringMangler, .foreldreveiledningMangler: .d04
    case .fravaerOverVirkedager, .sluttmaalMotUtdanning, .sluttmaalMotAlder, .sluttmaalMotAnbefalt, .tiltakUtenTimer,
      .tiltaksgruppeFeil, .mottattTilbudMangler, .tiltakKunKapittel6A, .overgangstilbudAlder, .fravaerUtenOmfang,
      .manglendeTilbud, .klageUtenUtfall, .vedtakUtenSluttmaal, .sluttmaalUtenVedtak, .vedtakUtenTiltak,
      .integreringskontraktMangler, .gjennomfoeringSent:
      .v
    }
  }
}
