import Domene
import Kalender
import Kodeverk

/// Name, birth date and sex (`formats.md`, `folkeregister`): each from
/// Folkeregisteret where it has it, else from the newest UDI row known on D (birth
/// date: the newest that has one).
enum Personopplysninger {
  static func fyll(_ p: Persongrunnlag, _ tillatelser: Radliste<Tillatelse>, _ v: inout Vurdering) {
    if let f = p.folkeregister {
      v.fornavn = f.fornavn
      v.mellomnavn = f.mellomnavn
      v.etternavn = f.etternavn
      v.foedselsdato = f.foedselsdato
      v.kjoenn = f.kjoenn
    }
    guard let nyeste = tillatelser.last else { return }
    let o = p.opphold[nyeste.rad]
    if v.fornavn.erTom && v.etternavn.erTom {
      v.fornavn = o.fornavn
      v.etternavn = o.etternavn
    }
    if v.kjoenn == nil { v.kjoenn = o.kjoenn }
    if v.foedselsdato == nil {
      for t in tillatelser.reversed() {
        if let dato = p.opphold[t.rad].foedselsdato {
          v.foedselsdato = dato
          break
        }
      }
    }
  }
}
