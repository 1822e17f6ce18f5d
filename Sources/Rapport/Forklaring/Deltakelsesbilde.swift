import Domene
import Kalender
import Kodeverk

/// What `explain` shows of vedtak, tiltak and fravær on D beside the `Vurdering`:
/// the answers of D-01, D-02 and D-05, as plain values. Rows are places in the
/// arrays of `Persongrunnlag`.
public struct Deltakelsesbilde: Sendable {
  /// D-05: newest first by `Vedtaksdato`.
  public var vedtak: [Vedtakslinje] = []
  /// D-05: newest first.
  public var tiltak: [Tiltakslinje] = []
  /// D-01: newest first.
  public var tilbudt: [Tilbudsmaaned] = []
  /// D-02: newest first.
  public var fravaer: [Fravaersaar] = []
  public init() {}
}

/// D-05: how the register shows a vedtak or a tiltak on D (S1 §5.3, §7.5-7.7).
public enum Radstatus: Sendable, Hashable {
  case gjeldende, ikkeGjeldende, slettet
  public var navn: String {
    switch self {
    case .gjeldende: "gjeldende"
    case .ikkeGjeldende: "ikke gjeldende"
    case .slettet: "slettet"
    }
  }
}

/// D-05: what stands behind a vedtak that has been complained of (S1 §6.1, §6.2).
public enum Klagevisning: Sendable, Hashable {
  case registrert
  case avgjort(Klageutfall)
  public var navn: String {
    switch self {
    case .registrert: "klage registrert"
    case .avgjort(let u): u.visesSom
    }
  }
}

/// D-05: a vedtak with its status.
public struct Vedtakslinje: Sendable {
  /// Place in `Persongrunnlag.vedtak`.
  public var rad: Int
  public var status: Radstatus
  public var klage: Klagevisning?
  public init(rad: Int, status: Radstatus, klage: Klagevisning? = nil) {
    self.rad = rad
    self.status = status
    self.klage = klage
  }
}

/// D-05: a tiltak with its status.
public struct Tiltakslinje: Sendable {
  /// Place in `Persongrunnlag.tiltak`.
  public var rad: Int
  public var status: Radstatus
  public init(rad: Int, status: Radstatus) {
    self.rad = rad
    self.status = status
  }
}

/// D-01: «Gjennomsnittlig tilbudt tiltak» of a month.
public struct Tilbudsmaaned: Sendable {
  public var maaned: Maaned
  /// Hundredths of an hour a week.
  public var timerPerUke: Int
  public init(maaned: Maaned, timerPerUke: Int) {
    self.maaned = maaned
    self.timerPerUke = timerPerUke
  }
}

/// D-02: a year's fravær, and its months.
public struct Fravaersaar: Sendable {
  public struct Maanedsfravaer: Sendable {
    public var maaned: Maaned
    public var dager: Desimal
    public var timer: Desimal
    public init(maaned: Maaned, dager: Desimal, timer: Desimal) {
      self.maaned = maaned
      self.dager = dager
      self.timer = timer
    }
  }
  public var aar: Int
  public var gyldig = Desimal.null
  public var ugyldig = Desimal.null
  public var permisjon = Desimal.null
  public var ferieHoeytid = Desimal.null
  public var manglendeTilbud = Desimal.null
  /// Newest first; only months with fravær.
  public var maaneder: [Maanedsfravaer] = []
  public init(aar: Int) { self.aar = aar }
}
