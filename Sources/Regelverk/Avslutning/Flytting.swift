import Domene
import Kalender
import Kodeverk

/// A-04 (S0 §11, S1 §9.9): moves that Folkeregisteret shows.
enum Flytting {
  /// The addresses by D, by date; of two from one date the greatest
  /// `ajourholdstidspunkt`, then the later in the list. An address that names no
  /// kommune shows no bostedskommune.
  static func ordne(_ p: Persongrunnlag, per dato: Dato, i ut: inout [Bostedsadresse]) {
    ut.toem()
    guard let alle = p.folkeregister?.adresser else { return }
    for a in alle where a.kommune != nil && a.fra <= dato {
      var plass = ut.count
      while plass > 0, foer(a, ut[plass - 1]) { plass -= 1 }
      if plass > 0, ut[plass - 1].fra == a.fra {
        ut[plass - 1] = a
      } else if plass < ut.count, ut[plass].fra == a.fra {
        continue
      } else {
        ut.insert(a, at: plass)
      }
    }
  }

  private static func foer(_ a: Bostedsadresse, _ b: Bostedsadresse) -> Bool {
    if a.fra != b.fra { return a.fra < b.fra }
    return (a.ajourhold?.dagnummer ?? .min) < (b.ajourhold?.dagnummer ?? .min)
  }

  /// Whether address `nr` is a move away from `kommune`: another kommune than it,
  /// and than the address before.
  static func flytterFra(_ kommune: Kommunenummer, _ adresser: [Bostedsadresse], _ nr: Int) -> Bool {
    guard let ny = adresser[nr].kommune, !Kommuner.erSamme(ny, kommune) else { return false }
    guard nr > 0, let forrige = adresser[nr - 1].kommune else { return true }
    return !Kommuner.erSamme(ny, forrige)
  }

  /// the first move after `etter` that is strictly later than the start of the
  /// participation decision current on its day.
  static func foerste(_ adresser: [Bostedsadresse], _ deltakelser: Radliste<Deltakelse>, etter: Dato) -> Dato? {
    for nr in adresser.indices where adresser[nr].fra > etter {
      let dato = adresser[nr].fra
      guard let vedtak = deltakelser.iKraft(dato) else { continue }
      if vedtak.start < dato && flytterFra(vedtak.kommune, adresser, nr) { return dato }
    }
    return nil
  }

  /// A-10 (b): whether the person has moved elsewhere after the decision's start and
  /// lives in its kommune again on `dato`.
  static func borIgjen(_ adresser: [Bostedsadresse], _ vedtak: Deltakelse, per dato: Dato) -> Bool {
    guard let siste = adresser.lastIndex(where: { $0.fra <= dato }), let naa = adresser[siste].kommune,
      Kommuner.erSamme(naa, vedtak.kommune)
    else { return false }
    for nr in 0..<siste where adresser[nr].fra > vedtak.start {
      if flytterFra(vedtak.kommune, adresser, nr) { return true }
    }
    return false
  }
}
