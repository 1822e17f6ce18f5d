import Domene
import Innlesing
import Kodeverk
import Tabular

extension Melding {
  /// The Melding of a fault of reading; false when the code is a rule's.
  static func lesing(_ a: Avvik, _ t: Tekster, _ w: inout ByteWriter) -> Bool {
    switch a.kode {
    case .filUkjentType, .filTom, .filSkadet: fil(a, t, &w)
    case .kolonneMangler, .kolonneDobbel, .kolonneUkjent: kolonne(a, t, &w)
    case .jsonUgyldig, .jsonStruktur, .feltantall, .anfoersel: form(a, t, &w)
    case .verdiMangler, .dufUgyldig, .dufKontrollsiffer, .ledendeNull, .graderingUkjent, .fnrUgyldig, .datoUgyldig,
      .tallUgyldig, .kodeUkjent, .kommuneUkjent:
      verdi(a, t, &w)
    case .duplikat, .ukjentPerson, .ukjentVedtak, .foedselsdatoMangler: rad(a, t, &w)
    default: return false
    }
    return true
  }

  private static func fil(_ a: Avvik, _ t: Tekster, _ w: inout ByteWriter) {
    switch a.kode {
    case .filUkjentType:
      w.literal("Filnavnet ")
      var start = t.fil.count
      while start > 0, t.fil[start - 1] != 0x2F { start -= 1 }
      w.sitat(UnsafeRawBufferPointer(rebasing: t.fil[start...]), ellers: "på filen")
      w.literal(" svarer ikke til noen inndatatype, så filen er ikke lest. La navnet begynne med typen ")
      w.literal("(som vedtak_3024.csv), eller legg mønsteret til i pipelinefilen.")
    case .filTom:
      w.literal(a.tall1 == 0 ? "Filen er tom (0 byte)." : "Filen har ingen rader.")
      w.literal(" Lever den på nytt hvis den skulle hatt innhold.")
    default:
      if let k = a.kilde, k.linje > 0 {
        w.literal("Raden kan ikke leses")
        grunn(t.tillegg, &w)
        w.literal(". Raden er ikke brukt. Se etter et anførselstegn som ikke lukkes, eller øk grensen i pipelinefilen.")
        return
      }
      w.literal("Filen er skadet eller kan ikke leses")
      grunn(t.tillegg, &w)
      w.literal(". Filen er ikke brukt. Hent den på nytt fra kilden og lever den igjen.")
    }
  }

  private static func kolonne(_ a: Avvik, _ t: Tekster, _ w: inout ByteWriter) {
    w.literal("Kolonnen ")
    let navn = t.kolonne.count > 0 ? t.kolonne : t.tillegg.count > 0 ? t.tillegg : t.verdi
    w.sitat(navn, ellers: "uten navn")
    switch a.kode {
    case .kolonneMangler:
      w.literal(" er obligatorisk, men finnes ikke i filen. Ingen rader i filen er brukt. ")
      w.literal("Legg kolonnen til og lever filen på nytt.")
    case .kolonneDobbel:
      w.literal(
        " står to ganger i filen. Ingen rader i filen er brukt. Fjern den ene kolonnen og lever filen på nytt.")
    default:
      w.literal(" er ukjent og blir ikke lest. Du trenger ikke å gjøre noe, med mindre navnet er skrevet feil.")
    }
  }

  private static func form(_ a: Avvik, _ t: Tekster, _ w: inout ByteWriter) {
    switch a.kode {
    case .jsonUgyldig:
      w.literal("Innholdet er ikke gyldig JSON")
      if let n = a.tall1 {
        w.literal(" ved byte ")
        w.append(int: n)
      }
      grunn(t.tillegg, &w)
      w.literal(". Det som står her, er ikke brukt. Rett formatet (RFC 8259) i kildesystemet og lever filen på nytt.")
    case .jsonStruktur:
      w.literal("JSON-elementet har ikke den formen som typen krever")
      if t.kolonne.count > 0 {
        w.literal(", i feltet ")
        w.sitat(t.kolonne, ellers: "")
      }
      grunn(t.tillegg, &w)
      w.literal(". Elementet er ikke brukt. Rett det i kildesystemet og lever filen på nytt.")
    case .feltantall:
      w.literal("Raden har ")
      if let n = a.tall1 {
        w.append(int: n)
        w.literal(" felt, men overskriften har ")
      } else {
        w.literal("et annet antall felt enn overskriften")
      }
      if let n = a.tall2, a.tall1 != nil {
        w.append(int: n)
      } else if a.tall1 != nil {
        w.literal("et annet antall")
      }
      w.literal(". Raden er ikke brukt. Se etter skilletegn i en tekst som mangler anførselstegn.")
    default:
      w.literal("Anførselstegnene i raden er feil")
      if t.tillegg.count > 0 {
        grunn(t.tillegg, &w)
      } else {
        w.literal(": et felt lukkes aldri, eller det står tekst etter det lukkende tegnet")
      }
      w.literal(". Raden er ikke brukt. Skriv et anførselstegn inne i en tekst to ganger.")
    }
  }

  private static func verdi(_ a: Avvik, _ t: Tekster, _ w: inout ByteWriter) {
    switch a.kode {
    case .verdiMangler:
      w.literal("Verdien i ")
      w.sitat(t.kolonne, ellers: "et obligatorisk felt")
      w.literal(" mangler. ")
      if a.somAdvarsel { w.literal("Raden er tatt imot, men teller ikke.") } else { ikkeBrukt(t, &w) }
      w.literal(" Fyll ut feltet og lever raden på nytt.")
    case .dufUgyldig:
      w.sitat(t.verdi, ellers: "Verdien")
      w.literal(" er ikke et DUF-nummer, som har 12 sifre (9000 999000 14). ")
      ikkeBrukt(t, &w)
      w.literal(" Rett nummeret.")
    case .dufKontrollsiffer:
      w.literal("Kontrollsifrene i DUF-nummeret")
      if t.verdi.count > 0 {
        w.literal(" ")
        w.sitat(t.verdi, ellers: "")
      } else if a.duf != 0 {
        w.literal(" ")
        w.append(DUFNummer(verdi: a.duf))
      }
      w.literal(" stemmer ikke. Raden er brukt. Kontroller at nummeret er skrevet riktig.")
    case .ledendeNull:
      w.sitat(t.verdi, ellers: "Verdien")
      w.literal(" har mistet nullen foran")
      if t.tillegg.count > 0 {
        w.literal(" og er lest som ")
        w.sitat(t.tillegg, ellers: "")
      }
      w.literal(". Raden er brukt. Lagre kolonnen som tekst, så regnearket ikke fjerner nullen.")
    case .graderingUkjent:
      if t.verdi.count > 0 {
        w.literal("Graderingsnivået ")
        w.sitat(t.verdi, ellers: "")
        w.literal(" er ukjent")
      } else {
        w.literal("Adressebeskyttelsen mangler graderingsnivå")
      }
      w.literal(". Personen vises som skjermet til nivået er avklart. Kontroller det i Folkeregisteret.")
    case .fnrUgyldig:
      w.sitat(t.verdi, ellers: "Verdien")
      w.literal(" er ikke et gyldig fødselsnummer eller D-nummer (11 sifre med riktig dato og kontrollsifre). ")
      w.literal("Nummeret er ikke brukt, men resten av raden er det. Rett nummeret.")
    case .datoUgyldig:
      w.sitat(t.verdi, ellers: "Verdien")
      if er(t.kolonne, "Periode") {
        w.literal(" er ikke en gyldig måned. Skriv mm.åååå, åååå-mm eller som august 2021, fra 1900 til 2199. ")
        ikkeBrukt(t, &w)
      } else {
        w.literal(" er ikke en gyldig dato. Skriv en dato som finnes, dd.mm.åååå eller")
        w.literal(" åååå-mm-dd, fra 1900 til 2199. ")
        ikkeBrukt(t, &w)
      }
    case .tallUgyldig: tall(a, t, &w)
    case .kodeUkjent:
      w.sitat(t.verdi, ellers: "Verdien")
      w.literal(" er ingen kjent verdi")
      if t.kolonne.count > 0 {
        w.literal(" i ")
        w.sitat(t.kolonne, ellers: "")
      }
      w.literal(". ")
      if t.tillegg.count > 0 {
        w.literal("Nærmest er ")
        w.sitat(t.tillegg, ellers: "")
        w.literal(". ")
      }
      ikkeBrukt(t, &w)
      w.append(0x20)
      if t.tillegg.count == 0, let form = Kolonneform.form(t.kolonne) {
        w.literal(form)
      } else {
        w.literal("Rett verdien.")
      }
    default:
      w.literal("Ingen kommune har hatt nummeret ")
      w.sitat(t.verdi, ellers: "som er oppgitt")
      w.literal(". Raden er brukt, og nummeret vises uten navn og fylke. Rett nummeret.")
    }
  }

  private static func tall(_ a: Avvik, _ t: Tekster, _ w: inout ByteWriter) {
    w.sitat(t.verdi, ellers: "Verdien")
    w.literal(" er ikke et tall som ")
    w.sitat(t.kolonne, ellers: "feltet")
    w.literal(" kan ha")
    // The limits of avvik.md, where the reader gives none.
    let mest: Int? =
      a.tall2
      ?? (er(t.kolonne, "Timer per uke") || er(t.kolonne, "Antall timer arbeid per uke")
        ? 168
        : er(t.kolonne, "Antall dager") ? 31 : er(t.kolonne, "Utvidelse måneder") ? 12 : nil)
    let minst = a.tall1 ?? 0
    if let mest {
      w.literal(" (")
      w.append(int: minst)
      w.literal(" til ")
      w.append(int: mest)
      w.literal(")")
    } else {
      w.literal(" (")
      w.append(int: minst)
      w.literal(" eller mer)")
    }
    w.literal(". ")
    ikkeBrukt(t, &w)
    w.literal(" Rett tallet.")
  }

  private static func rad(_ a: Avvik, _ t: Tekster, _ w: inout ByteWriter) {
    switch a.kode {
    case .duplikat:
      w.literal("Raden er lik en tidligere rad")
      if let n = a.tall1 {
        w.literal(", linje ")
        w.append(int: n)
      }
      if t.tillegg.count > 0 {
        w.literal(" i ")
        w.sitat(t.tillegg, ellers: "")
      }
      w.literal(", og er telt én gang. Du trenger ikke å gjøre noe.")
    case .ukjentPerson:
      w.literal("DUF-nummeret ")
      if t.verdi.count > 0 || a.duf == 0 {
        w.sitat(t.verdi, ellers: "i raden")
      } else {
        w.append(DUFNummer(verdi: a.duf))
      }
      w.literal(" finnes verken hos UDI eller i Folkeregisteret. ")
      ikkeBrukt(t, &w)
      w.literal(" Kontroller nummeret.")
    case .ukjentVedtak:
      w.literal("Personen har ikke noe vedtak med ID ")
      w.sitat(t.verdi, ellers: "som er oppgitt")
      w.literal(". Klagen er ikke brukt. Rett Vedtak-ID, eller lever vedtaket.")
    default:
      w.literal("Personen har ingen fødselsdato, verken i Folkeregisteret eller hos")
      w.literal(" UDI, så kategori kan ikke beregnes. ")
      w.literal("Få fødselsdatoen registrert.")
    }
  }

  /// What a fault costs: the row, or the whole person document, whose fields are
  /// named `liste.felt` (`formats.md`).
  private static func ikkeBrukt(_ t: Tekster, _ w: inout ByteWriter) {
    let dokument = t.kolonne.contains(0x2E) && !t.kolonne.starts(with: "Oppf.".utf8)
    w.literal(dokument ? "Dokumentet er ikke brukt." : "Raden er ikke brukt.")
  }

  private static func grunn(_ b: UnsafeRawBufferPointer, _ w: inout ByteWriter) {
    guard b.count > 0 else { return }
    w.literal(": ")
    w.kuttet(b, 200)
  }

  private static func er(_ b: UnsafeRawBufferPointer, _ s: StaticString) -> Bool {
    b.count == s.utf8CodeUnitCount && b.elementsEqual(UnsafeBufferPointer(start: s.utf8Start, count: b.count))
  }
}
