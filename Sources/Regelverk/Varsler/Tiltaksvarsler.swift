import Domene
import Kalender
import Kodeverk

/// V and D-03 on the effective rows of `tiltak` (S1 §7.2, §7.3, §7.8).
enum Tiltaksvarsler {
  /// Those for everybody, kategori or not.
  static func finn(
    _ p: Persongrunnlag, _ tilstander: Tilstander, _ typer: Tiltakstypeoppslag, per dato: Dato,
    _ v: inout Vurdering
  ) {
    for i in p.tiltak.indices where tilstander[i] == .virksom {
      let type = typer[p.tiltak[i].type]
      let kilde = p.tiltak[i].reg.kilde
      if p.tiltak[i].timerPerUke == nil { v.funn.append(Funn(.tiltakUtenTimer, kilde: kilde)) }
      if p.tiltak[i].gruppe != type.gruppe { v.funn.append(Funn(.tiltaksgruppeFeil, kilde: kilde)) }
      if type.merker.contains(.omsorgspermisjon) && p.tiltak[i].mottattTilbud != true {
        v.funn.append(Funn(.mottattTilbudMangler, kilde: kilde))
      }
      kodedato(p.tiltak[i].fra, kilde, type, &v)
      if let gjennomfoert = p.tiltak[i].gjennomfoeringRegistrert {
        let foerste = Versjoner.foersteRegistrert(p.tiltak, i, per: dato)
        if gjennomfoert.erMerEnn(Regeltall.gjennomfoeringSentMnd, etter: foerste) {
          let over12 = gjennomfoert.erMerEnn(Regeltall.gjennomfoeringMegetSentMnd, etter: foerste)
          v.funn.append(
            Funn(
              .gjennomfoeringSent, kilde: kilde, dato1: foerste, dato2: gjennomfoert,
              tall1: over12 ? Regeltall.gjennomfoeringMegetSentMnd : Regeltall.gjennomfoeringSentMnd))
        }
      }
    }
  }

  /// D-03: `Fra dato` outside the code's validity, unless the code was only renamed.
  @inline(__always)
  private static func kodedato(
    _ fraDato: Dato, _ kilde: Kilde, _ type: Tiltakstypeoppslag.Fakta, _ v: inout Vurdering
  ) {
    if type.merker.contains(.omdoept) { return }
    if let fra = type.gyldigFra, fraDato < fra {
      v.funn.append(Funn(.tiltakskodeUgyldigDato, kilde: kilde, dato1: fraDato, dato2: fra))
    } else if let til = type.gyldigTil, fraDato > til {
      v.funn.append(Funn(.tiltakskodeUgyldigDato, kilde: kilde, dato1: fraDato, dato2: til))
    }
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
