// The code tables on whose meaning rules branch, as closed enums. The raw value
// is the row's place in the table; a test holds every enum against its file.

/// A code table as an enum: the raw value is the row's number from 0.
public protocol Kode: RawRepresentable<UInt8>, CaseIterable, Sendable, Hashable {
  static var tabellnavn: [String] { get }
  static var oppslag: Kodeoppslag { get }
}

extension Kode {
  /// The code's name as the register shows it.
  public var navn: String { Self.tabellnavn[Int(rawValue)] }
}

/// `avslutningsaarsaker.csv` (S0 §10-12, S1 §9.9).
public enum Avslutningsaarsak: UInt8, Kode {
  case arbeid, arbeidMedLoennstilskudd, arbeidOgGrunnskole, arbeidOgVideregaaende, arbeidOgFagskole
  case arbeidOgHoeyereUtdanning, hoeyereUtdanning, fagskole, videregaaendeYrkesfag
  case videregaaendeStudiespesialisering, grunnskole, arbeidsmarkedstiltak, kvalifiserendeTiltak
  case hjemmeMedBarnUnder1Aar, hjemmeMedBarnOver1Aar, ikkeArbeidssoeker, helsemessigeUtfordringer
  case mistetRett, flyttet, utvandret, doed, ukjent, annet, ikkeRegistrert, utgaattOppstartsfrist
  case ikkeLengerIKategori, personAvvistProgram, permanentStans
}

/// The six groups of måloppnåelse, in the order of reports.
public enum Avslutningsaarsakgruppe: UInt8, Kode {
  case arbeid, arbeidOgUtdanning, hoeyOgFagskole, videregaaende, annet, inngaarIkke
}

/// `fravaerstyper.csv` (S1 §8.3).
public enum Fravaerstype: UInt8, Kode {
  case egenmelding, gyldigFravaer, annetGyldig, egenmeldingBarn, annetGyldigBarn
  case manglendeBarnepass, manglendeTilbud, hoeytidsdag, ferie, ugyldig
}

/// What a fraværstype does to the frist (F-06).
public enum Fravaersvirkning: UInt8, Sendable { case over10, alltid, aldri }

/// The columns of the year's table of fravær (D-02, S1 §8.2).
public enum Fravaersgruppe: UInt8, CaseIterable, Sendable {
  case gyldig, ugyldig, ferieHoeytid, manglendeTilbud
}

/// `kategorier.csv` (S1 §3.1).
public enum Kategori: UInt8, Kode {
  case rettOgPliktProgram, kanTilbysProgram, rettTilProgram, rettOgPliktOrdning, kanTilbysOrdning
}

/// The two laws (K-01). Kapittel 6A is part of integreringsloven.
public enum Lovverk: UInt8, CaseIterable, Sendable {
  case integreringsloven, introduksjonsloven
  public var navn: String { self == .integreringsloven ? "integreringsloven" : "introduksjonsloven" }
}

/// `klageutfall.csv` (S1 §6.2).
public enum Klageutfall: UInt8, Kode {
  case avvisning, medhold, delvisMedhold, opprettholdes, oppheves
}

/// `kontakttyper.csv` (S1 §4.1).
public enum Kontakttype: UInt8, Kode { case kontakt, kravEllerSoeknad, avvistProgram }

/// `sluttmaal.csv` (S1 §3.2).
public enum Sluttmaal: UInt8, Kode {
  case hoeyereUtdanning, arbeidMedVgo, fullfoereVgoUnder25, arbeidUtenVgo, delerAvVgo, grunnskole
  case delerAvGrunnskole, fullfoereVgoOver25
}

/// `vedtakstyper.csv` (S1 §5.2).
public enum Vedtakstype: UInt8, Kode {
  case deltakelse, integreringsplan, endringIntegreringsplan, utvidet, permisjonVelferd
  case permisjonBarnsSykdom, permisjonEgenSykdom, permisjonFoedsel, permisjonFredsarbeid
  case bortfallEgenmelding, reduksjonFravaer, reduksjonYtelser, trekk, tilbakebetaling
  case midlertidigStans, permanentStans

  /// The types whose days extend the frist (F-05).
  public var erPermisjon: Bool {
    switch self {
    case .permisjonVelferd, .permisjonBarnsSykdom, .permisjonEgenSykdom, .permisjonFoedsel,
      .permisjonFredsarbeid:
      true
    case .deltakelse, .integreringsplan, .endringIntegreringsplan, .utvidet, .bortfallEgenmelding,
      .reduksjonFravaer, .reduksjonYtelser, .trekk, .tilbakebetaling, .midlertidigStans,
      .permanentStans:
      false
    }
  }

  public var erStans: Bool { self == .midlertidigStans || self == .permanentStans }
}

/// `Resultat` of a vedtak (`formats.md`).
public enum Resultat: UInt8, Kode { case innvilget, avslag, vedtakFattet }

/// `Legg til frist som` (S1 §5.5).
public enum Dagtype: UInt8, Kode { case virkedager, kalenderdager }

public enum Kjoenn: UInt8, Kode { case kvinne, mann }

/// `Gjennomføring` of a tiltak (S1 §7.3).
public enum Gjennomfoering: UInt8, Kode { case ikkeRegistrert, gjennomfoert, ikkeGjennomfoert }

/// The five groups of `tiltakstyper.csv`, in the table's order (S1 §7.2).
public enum Tiltaksgruppe: UInt8, Kode {
  case norskOgSamfunnskunnskap, livsmestringOgForeldreveiledning, arbeidsrettede, utdanningsrettede
  case andre
}

/// What `hjemler.csv` says a permit gives (K-02).
public enum Persongruppe: UInt8, Sendable { case rettOgPlikt, kapittel6A }

/// `graderingsnivaa` of Folkeregisteret's adressebeskyttelse.
public enum Gradering: UInt8, Kode {
  case ugradert, klientadresse, fortrolig, strengtFortrolig, strengtFortroligUtland
}
