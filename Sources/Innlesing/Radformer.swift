import Domene
import Kodeverk

/// The columns of each type, in the order of `Inndatatype.kolonner` (`formats.md`, Input types), as the quick way
/// reads them: a function a type, so that a row costs no question what comes next. That they are the same
/// columns is tested by holding the quick way against the full one.
///
/// Each tells false as soon as the row must be read in full.
extension Raskrad {
  @inline(never)
  mutating func udi() -> Bool {
    duf(0) && tekst(1) && tekst(2) && dato(3) && kode(4) && hash(5) && foedselsnummer(6) && hjemmel(7) && hjemmel(8)
      && dato(9) && dato(10) && dato(11) && dato(12)
  }

  @inline(never)
  mutating func bosettinger() -> Bool {
    hash(0) && duf(1) && kommune(2) && bydel(3) && dato(4) && boolsk(5) && dato(6) && registrertAv(7) && dato(8)
  }

  @inline(never)
  mutating func kontakter() -> Bool {
    hash(0) && duf(1) && kode(2) && dato(3) && kommune(4) && dato(5) && registrertAv(6) && dato(7)
  }

  @inline(never)
  mutating func integreringskontrakter() -> Bool {
    hash(0) && duf(1) && dato(2) && kommune(3) && dato(4) && registrertAv(5) && dato(6)
  }

  @inline(never)
  mutating func sluttmaal() -> Bool { hash(0) && duf(1) && kode(2) && kommune(3) && dato(4) && registrertAv(5) }

  /// Granted ones that lack what `Radleser` tells about are left to it.
  @inline(never)
  mutating func vedtak() -> Bool {
    var type = -1
    var resultat = -1
    guard
      tekst(0) && duf(1) && kode(2, &type) && dato(3) && kode(4, &resultat) && dato(5) && dato(6) && kode(7)
        && heltall(8) && kommune(9) && dato(10) && registrertAv(11) && dato(12)
    else { return false }
    return resultat != Int(Resultat.innvilget.rawValue)
      || har(Vedtakskolonner.start)
        && (har(Vedtakskolonner.leggTil)
          || !(Vedtakstype(rawValue: UInt8(truncatingIfNeeded: type))?.erPermisjon ?? true))
  }

  @inline(never)
  mutating func klager() -> Bool {
    hash(0) && duf(1) && tekst(2) && dato(3) && dato(4) && kode(5) && kommune(6) && dato(7) && registrertAv(8)
      && dato(9)
  }

  @inline(never)
  mutating func tiltak() -> Bool {
    hash(0) && duf(1) && kode(2) && kode(3) && dato(4) && dato(5) && desimal(6) && boolsk(7) && kode(8) && dato(9)
      && boolsk(10, tomErNei: false) && kommune(11) && dato(12) && registrertAv(13) && dato(14)
  }

  @inline(never)
  mutating func fravaer() -> Bool {
    hash(0) && duf(1) && kode(2) && maaned(3) && desimal(4) && desimal(5) && kommune(6) && dato(7) && registrertAv(8)
      && dato(9)
  }

  @inline(never)
  mutating func avslutninger() -> Bool {
    hash(0) && duf(1) && kode(2) && dato(3) && desimal(4) && dato(5) && kommune(6) && dato(7) && registrertAv(8)
      && dato(9)
  }

  @inline(never)
  mutating func reservasjoner() -> Bool { hash(0) && duf(1) && dato(2) && dato(3) && registrertAv(4) && dato(5) }

  @inline(never)
  mutating func utdanning() -> Bool {
    hash(0) && duf(1) && boolsk(2) && kode(3) && dato(4) && registrertAv(5) && dato(6)
  }
}
