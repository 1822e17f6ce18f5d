import Kalender
import Kodeverk

// The rows of the input types (`formats.md`, Input types) as domain values, all
// of them plain values without references.

/// `udi`: a permit.
public struct Opphold: Sendable {
  public var kilde: Kilde
  public var fornavn: Tekst
  public var etternavn: Tekst
  public var foedselsdato: Dato?
  public var kjoenn: Kjoenn?
  /// The number after the first `§` of `Hjemmel` (K-02).
  public var paragraf: Int
  /// The same of `Referansepersonens hjemmel`, nil when empty or without a number.
  public var referanseparagraf: Int?
  public var vedtaksdato: Dato
  public var effektueringsdato: Dato?
  public var gyldigTil: Dato?
  public var ankomstNorge: Dato?
  @inlinable @inline(__always)
  public init(
    kilde: Kilde, fornavn: Tekst, etternavn: Tekst, foedselsdato: Dato?, kjoenn: Kjoenn?, paragraf: Int,
    referanseparagraf: Int?, vedtaksdato: Dato, effektueringsdato: Dato?, gyldigTil: Dato?,
    ankomstNorge: Dato?
  ) {
    self.kilde = kilde
    self.fornavn = fornavn
    self.etternavn = etternavn
    self.foedselsdato = foedselsdato
    self.kjoenn = kjoenn
    self.paragraf = paragraf
    self.referanseparagraf = referanseparagraf
    self.vedtaksdato = vedtaksdato
    self.effektueringsdato = effektueringsdato
    self.gyldigTil = gyldigTil
    self.ankomstNorge = ankomstNorge
  }
}

/// `bosettinger` (K-03, P-04). `reg.kommune` is never nil.
public struct Bosetting: Sendable, Registrert {
  public var reg: Registrering
  public var bydel: Bydelsnummer?
  public var fra: Dato
  public var avtalt: Bool
  @inlinable @inline(__always)
  public init(reg: Registrering, bydel: Bydelsnummer?, fra: Dato, avtalt: Bool) {
    self.reg = reg
    self.bydel = bydel
    self.fra = fra
    self.avtalt = avtalt
  }
}

/// `kontakter` (S1 §4.1).
public struct Kontakt: Sendable, Registrert {
  public var reg: Registrering
  public var gjelder: Kontakttype
  public var dato: Dato
  @inlinable @inline(__always)
  public init(reg: Registrering, gjelder: Kontakttype, dato: Dato) {
    self.reg = reg
    self.gjelder = gjelder
    self.dato = dato
  }
}

/// `integreringskontrakter` (S1 §4.3).
public struct Integreringskontrakt: Sendable, Registrert {
  public var reg: Registrering
  public var inngaatt: Dato
  @inlinable @inline(__always)
  public init(reg: Registrering, inngaatt: Dato) {
    self.reg = reg
    self.inngaatt = inngaatt
  }
}

/// `sluttmaal` (S1 §3.6).
public struct Sluttmaalregistrering: Sendable, Registrert {
  public var reg: Registrering
  public var sluttmaal: Sluttmaal
  @inlinable @inline(__always)
  public init(reg: Registrering, sluttmaal: Sluttmaal) {
    self.reg = reg
    self.sluttmaal = sluttmaal
  }
}

/// `vedtak` (S1 §5). `reg.kommune` is never nil.
public struct Vedtak: Sendable, Registrert {
  public var reg: Registrering
  /// `ID` as written: it orders steps of the same dates (F, the fold).
  public var idTekst: Tekst
  public var type: Vedtakstype
  public var vedtaksdato: Dato
  public var resultat: Resultat
  public var start: Dato?
  public var slutt: Dato?
  /// Obligatory for permisjoner: one without it does not count (`formats.md`).
  public var leggTil: Dagtype?
  /// 0-12, nil when empty (F-03).
  public var utvidelseMnd: Int?
  @inlinable @inline(__always)
  public init(
    reg: Registrering, idTekst: Tekst, type: Vedtakstype, vedtaksdato: Dato, resultat: Resultat, start: Dato?,
    slutt: Dato?, leggTil: Dagtype?, utvidelseMnd: Int?
  ) {
    self.reg = reg
    self.idTekst = idTekst
    self.type = type
    self.vedtaksdato = vedtaksdato
    self.resultat = resultat
    self.start = start
    self.slutt = slutt
    self.leggTil = leggTil
    self.utvidelseMnd = utvidelseMnd
  }
}

/// `klager` (S1 §6).
public struct Klage: Sendable, Registrert {
  public var reg: Registrering
  /// Hash of `Vedtak-ID`, comparable with `Registrering.id` of a vedtak.
  public var vedtakId: UInt64
  public var klageRegistrert: Dato
  public var avgjort: Dato?
  public var utfall: Klageutfall?
  @inlinable @inline(__always)
  public init(reg: Registrering, vedtakId: UInt64, klageRegistrert: Dato, avgjort: Dato?, utfall: Klageutfall?) {
    self.reg = reg
    self.vedtakId = vedtakId
    self.klageRegistrert = klageRegistrert
    self.avgjort = avgjort
    self.utfall = utfall
  }
}

/// `tiltak` (S1 §7).
public struct Tiltak: Sendable, Registrert {
  public var reg: Registrering
  /// nil when empty.
  public var gruppe: Tiltaksgruppe?
  public var type: Tiltakstype
  public var fra: Dato
  public var til: Dato
  /// 0-168 hours a week, nil when empty.
  public var timerPerUke: Desimal?
  public var erstattende: Bool
  /// nil when empty.
  public var gjennomfoering: Gjennomfoering?
  public var gjennomfoeringRegistrert: Dato?
  /// nil when empty.
  public var mottattTilbud: Bool?
  @inlinable @inline(__always)
  public init(
    reg: Registrering, gruppe: Tiltaksgruppe?, type: Tiltakstype, fra: Dato, til: Dato, timerPerUke: Desimal?,
    erstattende: Bool, gjennomfoering: Gjennomfoering?, gjennomfoeringRegistrert: Dato?, mottattTilbud: Bool?
  ) {
    self.reg = reg
    self.gruppe = gruppe
    self.type = type
    self.fra = fra
    self.til = til
    self.timerPerUke = timerPerUke
    self.erstattende = erstattende
    self.gjennomfoering = gjennomfoering
    self.gjennomfoeringRegistrert = gjennomfoeringRegistrert
    self.mottattTilbud = mottattTilbud
  }
}

/// `fravaer` (S1 §8).
public struct Fravaer: Sendable, Registrert {
  public var reg: Registrering
  public var type: Fravaerstype
  public var periode: Maaned
  /// 0-31 days, nil when empty.
  public var dager: Desimal?
  /// Hours, nil when empty.
  public var timer: Desimal?
  @inlinable @inline(__always)
  public init(reg: Registrering, type: Fravaerstype, periode: Maaned, dager: Desimal?, timer: Desimal?) {
    self.reg = reg
    self.type = type
    self.periode = periode
    self.dager = dager
    self.timer = timer
  }
}

/// `avslutninger` (S1 §9): what a kommune has registered.
public struct KommunalAvslutning: Sendable, Registrert {
  public var reg: Registrering
  public var aarsak: Avslutningsaarsak
  public var dato: Dato
  /// `Antall timer arbeid per uke`, nil when empty.
  public var timer: Desimal?
  /// `Gjenåpnet program dato` (S1 §10.2).
  public var gjenaapnet: Dato?
  @inlinable @inline(__always)
  public init(reg: Registrering, aarsak: Avslutningsaarsak, dato: Dato, timer: Desimal?, gjenaapnet: Dato?) {
    self.reg = reg
    self.aarsak = aarsak
    self.dato = dato
    self.timer = timer
    self.gjenaapnet = gjenaapnet
  }
}

/// `reservasjoner` (R-01, S1 §2.3).
public struct Reservasjon: Sendable, Registrert {
  public var reg: Registrering
  public var dato: Dato
  @inlinable @inline(__always)
  public init(reg: Registrering, dato: Dato) {
    self.reg = reg
    self.dato = dato
  }
}

/// `utdanning` (S1 §2.6, §3.6).
public struct Utdanning: Sendable, Registrert {
  public var reg: Registrering
  public var harVideregaaende: Bool
  public var anbefalt: Sluttmaal?
  /// `Anbefalt sluttmål` is a text that no sluttmål of the table has (the
  /// fylkeskommune's own words, `Arbeid`): it agrees with none.
  public var anbefaltUtenforTabellen: Bool
  @inlinable @inline(__always)
  public init(
    reg: Registrering, harVideregaaende: Bool, anbefalt: Sluttmaal?, anbefaltUtenforTabellen: Bool = false
  ) {
    self.reg = reg
    self.harVideregaaende = harVideregaaende
    self.anbefalt = anbefalt
    self.anbefaltUtenforTabellen = anbefaltUtenforTabellen
  }
}
