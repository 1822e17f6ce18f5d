import Domene
import Kalender
import Kodeverk

/// Scratch memory of one worker, used again from person to person, so that the
/// common case allocates nothing. Rules that only look at it take it `inout` too: so large a
/// value is copied when it is handed on otherwise. It holds no result and nothing that outlives
/// one call of `Regelmotor.vurder`.
public struct Arbeidsrom: Sendable {
  // T-01, a state a row.
  var bosettinger = Tilstander()
  var kontakter = Tilstander()
  var kontrakter = Tilstander()
  var sluttmaal = Tilstander()
  var vedtak = Tilstander()
  var klager = Tilstander()
  var tiltak = Tilstander()
  var fravaer = Tilstander()
  var avslutninger = Tilstander()
  var utdanning = Tilstander()
  var tiltaksbilde = Tiltaksbilde()

  // K
  var tillatelser = Radliste<Tillatelse>()
  var perioder = Radliste<Kategoriperiode>()

  // F
  var medhold = Radliste<Medhold>()
  var utvalg = Vedtaksutvalg()
  var dekning = Dagdekning()

  // A
  var adresser: [Bostedsadresse] = []
  var kommunale = Radliste<KommunalRad>()
  var historikk = Radliste<Historikkrad>()
  var opphold = Radliste<Periode>()

  /// Empty; it grows with the first persons.
  public init() {}
}
