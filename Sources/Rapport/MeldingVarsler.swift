import Domene
import Innlesing
import Kalender
import Kodeverk
import Tabular

extension Melding {
  /// Findings on sluttmål, vedtak and klager (V).
  static func oppfoelging(_ a: Avvik, _ w: inout ByteWriter) {
    let navn = Kodenavn.felles
    switch a.kode {
    case .sluttmaalMotUtdanning:
      sluttmaal(a.tall2, &w)
      switch a.tall2.flatMap({ Sluttmaal(rawValue: UInt8(clamping: $0)) })?.krevVideregaaende {
      case true: w.literal(" er for den som har videregående opplæring fra før, men personen er registrert uten")
      case false:
        w.literal(" er for den som ikke har videregående opplæring fra før, men personen er registrert med det")
      case nil: w.literal(" passer ikke med utdanningen som er registrert")
      }
      w.literal(". Kontroller sluttmålet og utdanningen.")
    case .sluttmaalMotAlder:
      sluttmaal(a.tall2, &w)
      w.literal(" passer ikke med alderen")
      if let n = a.tall1 {
        w.literal(", ")
        w.append(int: n)
        w.literal(" år da det ble registrert")
        w.iParentes(a.dato1)
      }
      w.literal(". Grensen er 25 år. Kontroller sluttmålet.")
    case .sluttmaalMotAnbefalt:
      sluttmaal(a.tall2, &w)
      w.literal(" er et annet enn det som karriereveiledningen anbefaler")
      if let n = a.tall1, n >= 0, n < navn.sluttmaal.antall {
        w.literal(",")
        w.medNavn(n, navn.sluttmaal)
      }
      w.literal(". Kontroller at valget er bevisst.")
    case .vedtakUtenSluttmaal:
      w.literal("Personen har vedtak om deltakelse")
      fra(a.dato1, &w)
      w.literal(", men ikke sluttmål. Registrer sluttmålet innen fristen for oppstart")
      w.iParentes(a.dato2)
      w.literal(".")
    case .sluttmaalUtenVedtak:
      sluttmaal(a.tall2, &w)
      w.literal(
        " er registrert, men personen har ikke vedtak om deltakelse. Registrer vedtaket innen fristen for oppstart")
      w.iParentes(a.dato2)
      w.literal(".")
    case .vedtakUtenTiltak:
      w.literal("Personen har vedtak om deltakelse")
      fra(a.dato1, &w)
      w.literal(", men ingen tiltak. Registrer tiltakene.")
    case .integreringskontraktMangler:
      w.literal("Personen deltar i program")
      fra(a.dato1, &w)
      w.literal(", men det er ikke registrert integreringskontrakt. Registrer den.")
    default:
      w.literal("Klagen er avgjort")
      w.medDato(a.dato1)
      w.literal(", men utfallet mangler. Det kan forlenge fristen. Registrer utfallet.")
    }
  }

  /// Findings on tiltak and fravær (V, D).
  static func deltakelse(_ a: Avvik, _ w: inout ByteWriter) {
    let navn = Kodenavn.felles
    switch a.kode {
    case .tiltakskodeUgyldigDato:
      tiltak("Tiltakskoden", a, &w)
      w.literal(" gjelder ikke")
      if let d = a.dato1 {
        w.literal(" på fra-datoen ")
        w.append(d)
      } else {
        w.literal(" på tiltakets fra-dato")
      }
      if let fra = a.dato1, let grense = a.dato2 {
        w.literal(fra < grense ? ", men fra " : ", men til ")
        w.append(grense)
      }
      w.literal(". Tiltaket er brukt. Velg koden som gjelder på datoen.")
    case .fravaerOverVirkedager:
      w.literal("Fraværet")
      if let n = a.tall2 {
        w.literal(" på ")
        w.append(millionths: Int64(n), decimalPoint: 0x2C, minimumDecimals: 0)
        w.literal(n == 1_000_000 ? " dag" : " dager")
      }
      i(a.dato1, &w)
      w.literal(" er flere dager enn måneden har virkedager")
      if let n = a.tall1 {
        w.literal(" (")
        w.append(int: n)
        w.literal(")")
      }
      w.literal(". Registrer bare virkedager.")
    case .tiltakUtenTimer:
      tiltak("Tiltaket", a, &w)
      fra(a.dato1, &w)
      w.literal(" mangler timer per uke og teller ikke i gjennomsnittlig tilbudt tiltak. Registrer timene.")
    case .tiltaksgruppeFeil:
      tiltak("Tiltaket", a, &w)
      fra(a.dato1, &w)
      if let g = a.tall1 {
        w.literal(" står i tiltaksgruppen")
        w.medNavn(g, navn.tiltaksgruppe)
        w.literal(", som ikke er typens")
      } else {
        w.literal(" mangler tiltaksgruppe, eller har en som ikke er typens")
      }
      w.literal(". ")
      if let type = a.tall2.flatMap({ Tiltakstype(nummer: $0) }) {
        w.literal("Riktig gruppe er")
        w.medNavn(Int(type.gruppe.rawValue), navn.tiltaksgruppe)
        w.literal(".")
      } else {
        w.literal("Rett gruppen.")
      }
    case .mottattTilbudMangler:
      w.literal("Tilbud i omsorgspermisjon")
      fra(a.dato1, &w)
      w.literal(" mangler opplysning om tilbudet er mottatt. Registrer Mottatt tilbud.")
    case .tiltakKunKapittel6A:
      tiltak("Tiltaket", a, &w)
      fra(a.dato1, &w)
      w.literal(" er bare for personer som omfattes av kapittel 6A. Velg et annet tiltak.")
    case .overgangstilbudAlder:
      w.literal("Overgangstilbud er for den som er 16 til 24 år")
      if let n = a.tall1 {
        w.literal(". Personen var ")
        w.append(int: n)
        w.literal(" år da tiltaket startet")
      }
      w.iParentes(a.dato1)
      w.literal(". Kontroller tiltakstypen.")
    case .fravaerUtenOmfang:
      fravaer(a, &w)
      w.literal(" har verken dager eller timer og teller ikke. Registrer omfanget.")
    case .manglendeTilbud:
      fravaer(a, &w)
      w.literal(" viser at kommunen ikke oppfyller minstekravet i loven. Fravær etter")
      w.literal(" endt fødselspermisjon fordi tilbud ")
      w.literal("eller barnepass mangler, forlenger fristen. Sørg for at deltakeren får tilbud.")
    case .gjennomfoeringSent: gjennomfoering(a, &w)
    default:
      // Every code of the catalogue has its own sentence; a test holds them against each other.
      w.literal("Avviket ")
      w.append(text: a.kode.rawValue)
      w.literal(" er funnet. Kontroller registreringen.")
    }
  }

  private static func gjennomfoering(_ a: Avvik, _ w: inout ByteWriter) {
    w.literal("Gjennomføringen ble registrert")
    w.medDato(a.dato2)
    w.literal(", mer enn ")
    let over12 = a.tall1 == 12
    w.literal(over12 ? "12" : "to")
    w.literal(" måneder etter at tiltaket ble registrert")
    w.iParentes(a.dato1)
    w.literal(
      over12
        ? ". Det er mer enn etterregistreringstilgangen rekker. Ta kontakt med IMDi."
        : ". Be IMDi om etterregistreringstilgang.")
  }

  private static func sluttmaal(_ nr: Int?, _ w: inout ByteWriter) {
    w.literal("Sluttmålet")
    w.medNavn(nr, Kodenavn.felles.sluttmaal)
  }

  private static func tiltak(_ hva: StaticString, _ a: Avvik, _ w: inout ByteWriter) {
    w.literal(hva)
    w.medNavn(a.tall2, Kodenavn.felles.tiltakstype)
  }

  private static func fravaer(_ a: Avvik, _ w: inout ByteWriter) {
    w.literal("Fraværet")
    w.medNavn(a.tall2, Kodenavn.felles.fravaerstype)
    i(a.dato1, &w)
  }

  private static func fra(_ d: Dato?, _ w: inout ByteWriter) {
    guard let d else { return }
    w.literal(" fra ")
    w.append(d)
  }

  private static func i(_ d: Dato?, _ w: inout ByteWriter) {
    guard let d else { return }
    w.literal(" i ")
    w.append(d.maaned)
  }
}
