import Domene
import Kalender
import Kodeverk

/// The avvik of F-02, F-05 and K-06 on vedtak, and V's for persons in programme on D.
enum Vedtaksvarsler {
  static func finn(
    _ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ oppstart: Oppstart, dato: Dato, _ sluttmaal: Int?,
    _ v: inout Vurdering
  ) {
    for rad in rom.utvalg.foerKapittel6A {
      let r = p.vedtak[rad]
      v.funn.append(Funn(.vedtakFoerKapittel6A, kilde: r.reg.kilde, dato1: r.vedtaksdato))
    }
    if oppstart.forSent {
      for d in rom.utvalg.deltakelser {
        v.funn.append(
          Funn(.oppstartEtterFrist, kilde: p.vedtak[d.rad].reg.kilde, dato1: d.start, dato2: oppstart.frist))
      }
    }
    for rad in rom.utvalg.permisjonerUtenPeriode {
      let r = p.vedtak[rad]
      v.funn.append(Funn(.permisjonUtenPeriode, kilde: r.reg.kilde, dato1: r.start, dato2: r.slutt))
    }
    iProgram(p, &rom, oppstart, dato: dato, sluttmaal, &v)
  }

  private static func iProgram(
    _ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ oppstart: Oppstart, dato: Dato, _ sluttmaal: Int?,
    _ v: inout Vurdering
  ) {
    guard v.erAapen else { return }
    guard let start = oppstart.start, let foerste = rom.utvalg.deltakelser.first else {
      if let sluttmaal {
        v.funn.append(Funn(.sluttmaalUtenVedtak, kilde: p.sluttmaal[sluttmaal].reg.kilde))
      }
      return
    }
    guard start <= dato, v.gjeldendeAvslutning == nil else { return }
    let kilde = p.vedtak[foerste.rad].reg.kilde
    if v.lovverk == .integreringsloven && sluttmaal == nil {
      v.funn.append(Funn(.vedtakUtenSluttmaal, kilde: kilde, dato1: start))
    }
    if !rom.tiltak.harVirksom { v.funn.append(Funn(.vedtakUtenTiltak, kilde: kilde, dato1: start)) }
    if v.lovverk == .integreringsloven && v.gruppe != .kapittel6A && !rom.kontrakter.harVirksom {
      v.funn.append(Funn(.integreringskontraktMangler, kilde: nil, dato1: start))
    }
  }
}
