import Domene
import Kalender
import Kodeverk

/// V on the effective rows of `fravaer` (S1 §8.1, §8.3 NB).
enum Fravaersvarsler {
  static func finn(
    _ rader: Radliste<Fravaer>, _ tilstander: Tilstander, _ typer: Fravaerstypeoppslag, _ v: inout Vurdering
  ) {
    for i in rader.indices where tilstander[i] == .virksom {
      let f = rader[i]
      if typer.virkning(f.type) == .alltid { v.funn.append(Funn(.manglendeTilbud, kilde: f.reg.kilde)) }
      guard let dager = f.dager else {
        if f.timer == nil { v.funn.append(Funn(.fravaerUtenOmfang, kilde: f.reg.kilde)) }
        continue
      }
      // Input holds no month with fewer, so mostly its calendar is not asked.
      if dager <= typer.alltidMulig { continue }
      let virkedager = Virkedager.antall(i: f.periode)
      if dager > Desimal(virkedager) {
        v.funn.append(Funn(.fravaerOverVirkedager, kilde: f.reg.kilde, tall1: virkedager))
      }
    }
  }
}

/// V on complaints (S1 §6.2 NB): decided by D, no outcome.
enum Klagevarsler {
  static func finn(_ rader: Radliste<Klage>, _ tilstander: Tilstander, per dato: Dato, _ v: inout Vurdering) {
    for i in rader.indices where tilstander[i] == .virksom {
      guard rader[i].utfall == nil, let avgjort = rader[i].avgjort, avgjort <= dato else { continue }
      v.funn.append(Funn(.klageUtenUtfall, kilde: rader[i].reg.kilde, dato1: avgjort))
    }
  }
}
