import Domene
import Kalender
import Kodeverk

/// V and D-03 on the effective rows of `tiltak` (S1 §7.2, §7.3, §7.8).
enum Tiltaksvarsler {
  /// Those for everybody, kategori or not; in the same pass, what other rules ask of the rows.
  static func finn(
    _ p: Persongrunnlag, _ tilstander: Tilstander, _ typer: Tiltakstypeoppslag, per dato: Dato,
    _ bilde: inout Tiltaksbilde, _ v: inout Vurdering
  ) {
    bilde = Tiltaksbilde()
    for i in p.tiltak.indices where tilstander[i] == .virksom {
      let t = p.tiltak[i]
      let type = typer[t.type]
      bilde.ta(t, type)
      // Few rows have anything to warn of: one question for all of them.
      let uvanlig =
        t.timerPerUke == nil || t.gruppe != type.gruppe || type.merker.contains(.omsorgspermisjon)
        || !type.gyldig.inneholder(t.fra) || t.gjennomfoeringRegistrert != nil
      if uvanlig { finn(p, i, type, tilstander, per: dato, &v) }
    }
  }

  /// Those of one row.
  @inline(never)
  private static func finn(
    _ p: Persongrunnlag, _ i: Int, _ type: Tiltakstypeoppslag.Fakta, _ tilstander: Tilstander, per dato: Dato,
    _ v: inout Vurdering
  ) {
    let t = p.tiltak[i]
    let kilde = t.reg.kilde
    if t.timerPerUke == nil { v.funn.append(Funn(.tiltakUtenTimer, kilde: kilde)) }
    if t.gruppe != type.gruppe { v.funn.append(Funn(.tiltaksgruppeFeil, kilde: kilde)) }
    if type.merker.contains(.omsorgspermisjon) && t.mottattTilbud != true {
      v.funn.append(Funn(.mottattTilbudMangler, kilde: kilde))
    }
    // D-03: `Fra dato` outside the code's validity.
    if t.fra < type.gyldig.fom {
      v.funn.append(Funn(.tiltakskodeUgyldigDato, kilde: kilde, dato1: t.fra, dato2: type.gyldig.fom))
    } else if t.fra > type.gyldig.tom {
      v.funn.append(Funn(.tiltakskodeUgyldigDato, kilde: kilde, dato1: t.fra, dato2: type.gyldig.tom))
    }
    guard let gjennomfoert = t.gjennomfoeringRegistrert else { return }
    let foerste = Versjoner.foersteRegistrert(p.tiltak, virksom: i, tilstander, per: dato)
    guard gjennomfoert.erMerEnn(Regeltall.gjennomfoeringSentMnd, etter: foerste) else { return }
    let over12 = gjennomfoert.erMerEnn(Regeltall.gjennomfoeringMegetSentMnd, etter: foerste)
    v.funn.append(
      Funn(
        .gjennomfoeringSent, kilde: kilde, dato1: foerste, dato2: gjennomfoert,
        tall1: over12 ? Regeltall.gjennomfoeringMegetSentMnd : Regeltall.gjennomfoeringSentMnd))
  }

  /// Whether any tiltak is of a kind that the following asks about.
  static func kanFinneMedKategori(_ tiltak: Tiltaksbilde) -> Bool {
    !tiltak.merker.isDisjoint(with: [.kunKapittel6A, .overgangstilbud])
  }

  /// Those for persons with a kategori: what only kapittel 6A may have, and ages.
  static func finnMedKategori(
    _ p: Persongrunnlag, _ tilstander: Tilstander, _ typer: Tiltakstypeoppslag, _ v: inout Vurdering
  ) {
    guard let foedt = v.foedselsdato else { return }
    for i in p.tiltak.indices where tilstander[i] == .virksom {
      let t = p.tiltak[i]
      let merker = typer[t.type].merker
      if merker.contains(.kunKapittel6A) && v.gruppe != .kapittel6A {
        v.funn.append(Funn(.tiltakKunKapittel6A, kilde: t.reg.kilde))
      }
      if merker.contains(.overgangstilbud) {
        let alder = foedt.alder(per: t.fra)
        if !Regeltall.overgangstilbudAlder.contains(alder) {
          v.funn.append(Funn(.overgangstilbudAlder, kilde: t.reg.kilde, dato1: t.fra, tall1: alder))
        }
      }
    }
  }
}
