import Domene
import Kalender
import Kodeverk

/// V on the newest sluttmål (S1 §2.6, §3.2, §3.6): against registered education, age
/// on its `Registrert dato` and the recommended sluttmål. For every person with a
/// kategori.
enum Sluttmaalsvarsler {
  static func finn(
    _ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ gjeldende: Int?, _ oppslag: Sluttmaalsoppslag, _ v: inout Vurdering
  ) {
    guard let gjeldende else { return }
    let rad = p.sluttmaal[gjeldende]
    let kilde = rad.reg.kilde
    let maal = oppslag[rad.sluttmaal]
    if let u = Versjoner.nyeste(p.utdanning, rom.utdanning) {
      let utdanning = p.utdanning[u]
      if utdanning.harVideregaaende != maal.krevVideregaaende {
        v.funn.append(Funn(.sluttmaalMotUtdanning, kilde: kilde))
      }
      if utdanning.anbefaltUtenforTabellen || (utdanning.anbefalt ?? rad.sluttmaal) != rad.sluttmaal {
        v.funn.append(Funn(.sluttmaalMotAnbefalt, kilde: kilde, tall1: utdanning.anbefalt.map { Int($0.rawValue) }))
      }
    }
    guard let foedt = v.foedselsdato, maal.gjelderUnder25 || maal.gjelderFra25 else { return }
    let alder = foedt.alder(per: rad.reg.registrert)
    if maal.gjelderUnder25 ? alder >= 25 : alder < 25 {
      v.funn.append(Funn(.sluttmaalMotAlder, kilde: kilde, dato1: rad.reg.registrert, tall1: alder))
    }
  }
}
