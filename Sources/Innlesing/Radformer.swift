import Domene
import Kodeverk

/// The columns of each type, in the order of `Inndatatype.kolonner` (`formats.md`, Input types), as the quick way
/// reads them: a function a type, so that a row costs no question what comes next. That they are the same
/// columns is tested by holding the quick way against the full one.
///
/// Each is done as soon as the row must be read in full.
extension Raskrad.Start {
  @inline(never)
  func udi() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.duf(0) && r.tekst(1) && r.tekst(2) && r.dato(3) && r.kortKode(4) && r.merkelapp(5) && r.foedselsnummer(6)
      && r.hjemmel(7) && r.hjemmel(8)
      && r.dato(9) && r.dato(10) && r.dato(11) && r.dato(12)
    return r.utfall(gikk)
  }

  @inline(never)
  func bosettinger() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.kommune(2) && r.bydel(3) && r.dato(4) && r.boolsk(5) && r.dato(6) && r.registrertAv(7)
      && r.dato(8)
    return r.utfall(gikk)
  }

  @inline(never)
  func kontakter() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.kode(2) && r.dato(3) && r.kommune(4) && r.dato(5) && r.registrertAv(6) && r.dato(7)
    return r.utfall(gikk)
  }

  @inline(never)
  func integreringskontrakter() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.dato(2) && r.kommune(3) && r.dato(4) && r.registrertAv(5) && r.dato(6)
    return r.utfall(gikk)
  }

  @inline(never)
  func sluttmaal() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.kode(2) && r.kommune(3) && r.dato(4) && r.registrertAv(5)
    return r.utfall(gikk)
  }

  /// Granted ones that lack what `Radleser` tells about are left to it.
  @inline(never)
  func vedtak() -> Raskrad.Utfall {
    var r = Raskrad(self)
    var type = -1
    var resultat = -1
    let gikk =
      r.tekst(0) && r.duf(1) && r.kode(2, &type) && r.dato(3) && r.kode(4, &resultat) && r.dato(5) && r.dato(6)
      && r.kode(7) && r.heltall(8) && r.kommune(9) && r.dato(10) && r.registrertAv(11) && r.dato(12)
    return r.utfall(
      gikk
        && (resultat != Int(Resultat.innvilget.rawValue)
          || r.har(Vedtakskolonner.start)
            && (r.har(Vedtakskolonner.leggTil)
              || !(Vedtakstype(rawValue: UInt8(truncatingIfNeeded: type))?.erPermisjon ?? true)))
    )
  }

  @inline(never)
  func klager() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.tekst(2) && r.dato(3) && r.dato(4) && r.kode(5) && r.kommune(6) && r.dato(7)
      && r.registrertAv(8)
      && r.dato(9)
    return r.utfall(gikk)
  }

  @inline(never)
  func tiltak() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.kode(2) && r.kode(3) && r.dato(4) && r.dato(5) && r.desimal(6) && r.boolsk(7)
      && r.kode(8) && r.dato(9)
      && r.boolsk(10, tomErNei: false) && r.kommune(11) && r.dato(12) && r.registrertAv(13) && r.dato(14)
    return r.utfall(gikk)
  }

  @inline(never)
  func fravaer() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.kode(2) && r.maaned(3) && r.desimal(4) && r.desimal(5) && r.kommune(6) && r.dato(7)
      && r.registrertAv(8)
      && r.dato(9)
    return r.utfall(gikk)
  }

  @inline(never)
  func avslutninger() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.kode(2) && r.dato(3) && r.desimal(4) && r.dato(5) && r.kommune(6) && r.dato(7)
      && r.registrertAv(8)
      && r.dato(9)
    return r.utfall(gikk)
  }

  @inline(never)
  func reservasjoner() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.dato(2) && r.dato(3) && r.registrertAv(4) && r.dato(5)
    return r.utfall(gikk)
  }

  @inline(never)
  func utdanning() -> Raskrad.Utfall {
    var r = Raskrad(self)
    let gikk =
      r.id(0) && r.duf(1) && r.boolsk(2) && r.kode(3) && r.dato(4) && r.registrertAv(5) && r.dato(6)
    return r.utfall(gikk)
  }
}
