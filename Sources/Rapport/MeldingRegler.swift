import Domene
import Innlesing
import Kalender
import Kodeverk
import Tabular

extension Melding {
  /// The Melding of a rule's finding.
  static func regel(_ a: Avvik, _ w: inout ByteWriter) {
    switch a.kode {
    case .oppstartEtterFrist, .vedtakFoerKapittel6A, .utvidelseOverMaks, .utvidelseUvanlig, .permisjonOverlapp,
      .permisjonUtenPeriode:
      frist(a, &w)
    case .gjenaapnetUtenVedtak, .gjenaapningKun6A, .gjenaapningKunArbeid, .gjenaapningUtenResttid,
      .gjenoppstartEtterFrist:
      gjenaapning(a, &w)
    case .avslutningUkjentAarsak, .avslutningUtenVedtakOgSluttmaal, .avslutningFoerStart, .avslutningEtterFrist,
      .avslutningEtterAvslutning, .timerMangler, .vedtakEtterAvslutning, .tiltakEtterAvslutning,
      .livsmestringMangler, .foreldreveiledningMangler:
      avslutning(a, &w)
    case .sluttmaalMotUtdanning, .sluttmaalMotAlder, .sluttmaalMotAnbefalt, .vedtakUtenSluttmaal,
      .sluttmaalUtenVedtak, .vedtakUtenTiltak, .integreringskontraktMangler, .klageUtenUtfall:
      oppfoelging(a, &w)
    default: deltakelse(a, &w)
    }
  }

  private static func frist(_ a: Avvik, _ w: inout ByteWriter) {
    switch a.kode {
    case .oppstartEtterFrist:
      w.literal("Vedtak om deltakelse")
      if let d = a.dato1 {
        w.literal(" fra ")
        w.append(d)
      }
      w.literal(" og sluttmål var ikke begge registrert innen fristen for oppstart")
      w.iParentes(a.dato2)
      w.literal(". Programmet starter ikke. Kontroller registreringsdatoene, og om personen fortsatt har rett.")
    case .vedtakFoerKapittel6A:
      w.literal("Vedtaket")
      if let d = a.dato1 {
        w.literal(" av ")
        w.append(d)
      }
      w.literal(" er fattet etter de vanlige reglene, før")
      if a.dato2 == nil { w.literal(" kapittel 6A gjaldt for personen") } else { w.medDato(a.dato2) }
      w.literal(", og teller ikke. Fatt nytt vedtak etter kapittel 6A og registrer det.")
    case .utvidelseOverMaks:
      w.literal("Med utvidelsen")
      maaneder(" på ", a.tall1, &w)
      w.literal(" blir programmet utvidet mer enn tillatt")
      if let n = a.tall2 {
        w.literal(" (")
        maaneder("", n, &w)
        w.literal(" til sammen)")
      }
      w.literal(". Det som er over, er ikke lagt til fristen. Kontroller vedtakene om utvidet program.")
    case .utvidelseUvanlig:
      w.literal("Utvidelsen")
      maaneder(" på ", a.tall1, &w)
      w.literal(" er verken 6 eller 12 måneder. Den er lagt til fristen. Kontroller vedtaket.")
    case .permisjonOverlapp:
      w.literal("Permisjonen")
      periode(a.dato1, a.dato2, &w)
      w.literal(" har dager som en tidligere permisjon alt har lagt til fristen. ")
      if let n = a.tall1 {
        w.append(int: n)
        w.literal(n == 1 ? " dag er ikke telt på nytt. " : " dager er ikke telt på nytt. ")
      } else {
        w.literal("De er ikke telt på nytt. ")
      }
      w.literal("Kontroller datoene i vedtakene.")
    default:
      w.literal("Permisjonen")
      if let s = a.dato1 {
        w.literal(" fra ")
        w.append(s)
      }
      if let slutt = a.dato2 {
        w.literal(" slutter før den begynner (Sluttdato ")
        w.append(slutt)
        w.literal(")")
      } else {
        w.literal(a.dato1 != nil ? " mangler Sluttdato" : " mangler Sluttdato, eller slutter før den begynner")
      }
      w.literal(". Den er ikke lagt til fristen. Rett datoene i vedtaket.")
    }
  }

  private static func gjenaapning(_ a: Avvik, _ w: inout ByteWriter) {
    switch a.kode {
    case .gjenoppstartEtterFrist:
      w.literal("Startdato")
      w.medDato(a.dato1)
      w.literal(" er etter fristen for gjenoppstart")
      w.iParentes(a.dato2)
      w.literal(". Programmet er ikke startet igjen. Kontroller startdatoen i vedtaket.")
    case .gjenaapnetUtenVedtak:
      gjenaapnet(a, &w)
      w.literal(" mangler et nytt vedtak om deltakelse med startdato på eller etter gjenåpningen. Avslutningen")
      w.iParentes(a.dato1)
      w.literal(" gjelder til vedtaket er registrert. Registrer vedtaket.")
    case .gjenaapningKun6A:
      gjenaapnet(a, &w)
      w.literal(" er ikke brukt: bare personer med kategori Rett til introduksjonsprogram (kapittel 6A) kan")
      w.literal(" gjenåpne programmet. Fjern datoen.")
    case .gjenaapningKunArbeid:
      gjenaapnet(a, &w)
      w.literal(" er ikke brukt: bare en avslutning til arbeid kan gjenåpnes. Fjern datoen, eller rett")
      w.literal(" avslutningsårsaken.")
    default:
      gjenaapnet(a, &w)
      w.literal(" er ikke brukt: det var ingen tid igjen av gjennomføringsfristen da programmet ble avsluttet")
      w.iParentes(a.dato1)
      w.literal(". Fjern datoen.")
    }
  }

  private static func gjenaapnet(_ a: Avvik, _ w: inout ByteWriter) {
    w.literal("Gjenåpningen")
    if let d = a.dato2 {
      w.literal(" fra ")
      w.append(d)
    }
  }

  private static func avslutning(_ a: Avvik, _ w: inout ByteWriter) {
    switch a.kode {
    case .avslutningUkjentAarsak:
      w.literal("Avslutningsårsaken")
      w.medNavn(a.tall2, Kodenavn.felles.aarsak)
      w.literal(
        " kan bare gis av regelmotoren. Avslutningen er avvist. Velg en årsak som kommunen kan registrere.")
    case .avslutningUtenVedtakOgSluttmaal:
      avslutningen(a, &w)
      w.literal(" kan ikke registreres uten vedtak om deltakelse og sluttmål. Den er avvist. ")
      w.literal("Registrer det som mangler.")
    case .avslutningFoerStart:
      avslutningsdatoen(a, &w)
      w.literal(" er før programmet startet")
      w.iParentes(a.dato2)
      w.literal(". Avslutningen er avvist. Rett datoen.")
    case .avslutningEtterFrist:
      avslutningsdatoen(a, &w)
      w.literal(" er etter fristen for gjennomføring")
      w.iParentes(a.dato2)
      w.literal(". Avslutningen er avvist. Registrer en avslutningsdato innenfor fristen.")
    case .avslutningEtterAvslutning:
      avslutningsdatoen(a, &w)
      w.literal(" er etter at programmet alt var avsluttet")
      w.iParentes(a.dato2)
      w.literal(". Avslutningen er avvist. Kontroller datoen mot den avslutningen som gjelder.")
    case .timerMangler:
      w.literal("Avslutningen til arbeid")
      w.medDato(a.dato1)
      w.literal(" mangler antall timer arbeid per uke. Avslutningen gjelder. Registrer timene.")
    case .vedtakEtterAvslutning:
      if let d = a.dato1 {
        w.literal("Vedtaket varer til ")
        w.append(d)
        w.literal(", lenger enn avslutningen av programmet")
      } else {
        w.literal("Vedtaket har ingen sluttdato, men programmet er avsluttet")
      }
      w.iParentes(a.dato2)
      w.literal(". Det gjelder ikke etter avslutningen. Rett sluttdatoen eller avslutningsdatoen.")
    case .tiltakEtterAvslutning:
      w.literal("Tiltaket varer")
      if let d = a.dato1 {
        w.literal(" til ")
        w.append(d)
        w.literal(",")
      }
      w.literal(" lenger enn avslutningen av programmet")
      w.iParentes(a.dato2)
      w.literal(". Det gjelder ikke etter avslutningen. Rett til-datoen eller avslutningsdatoen.")
    case .livsmestringMangler:
      w.literal("Programmet er avsluttet")
      w.medDato(a.dato1)
      w.literal(" uten at livsmestring er registrert som gjennomført. ")
      w.literal("Det er obligatorisk. Registrer gjennomføringen, eller følg opp.")
    default:
      w.literal("Programmet er avsluttet")
      w.medDato(a.dato1)
      w.literal(" uten at foreldreveiledning er registrert som gjennomført. Det er")
      w.literal(" obligatorisk for den som har eller ")
      w.literal("venter barn. Registrer gjennomføringen, eller følg opp.")
    }
  }

  private static func avslutningsdatoen(_ a: Avvik, _ w: inout ByteWriter) {
    w.literal("Avslutningsdatoen")
    w.medDato(a.dato1)
  }

  private static func avslutningen(_ a: Avvik, _ w: inout ByteWriter) {
    w.literal("Avslutningen")
    w.medDato(a.dato1)
  }

  static func maaneder(_ foer: StaticString, _ n: Int?, _ w: inout ByteWriter) {
    guard let n else { return }
    w.literal(foer)
    w.append(int: n)
    w.literal(n == 1 ? " måned" : " måneder")
  }

  static func periode(_ fra: Dato?, _ til: Dato?, _ w: inout ByteWriter) {
    w.medDato(fra)
    if fra != nil, let til {
      w.literal(" - ")
      w.append(til)
    }
  }
}
