import Domene
import Kalender
import Kodeverk

/// Which days of a period earlier permisjoner have counted (F-05): calendar days
/// whole, virkedager without the days between them.
struct Dagdekning: Sendable {
  private var perioder: [(periode: Periode, type: Dagtype)] = []
  private var grenser: [Dato] = []

  mutating func toem() { perioder.toem() }

  mutating func leggTil(_ periode: Periode, _ type: Dagtype) { perioder.append((periode, type)) }

  /// The days of `periode` of the kind `type` that nobody has counted yet.
  mutating func ledige(_ periode: Periode, _ type: Dagtype) -> Int {
    guard !periode.erTom else { return 0 }
    guard perioder.contains(where: { !$0.periode.snitt(periode).erTom }) else {
      return Dagdekning.antall(periode, type)
    }
    // Between two neighbouring limits nothing begins or ends.
    grenser.toem()
    grenser.append(periode.fom)
    grenser.append(periode.tom + 1)
    for p in perioder {
      let felles = p.periode.snitt(periode)
      if felles.erTom { continue }
      grenser.append(felles.fom)
      grenser.append(felles.tom + 1)
    }
    grenser.sort()
    var sum = 0
    for i in 1..<grenser.count where grenser[i - 1] < grenser[i] {
      let del = Periode(fom: grenser[i - 1], tom: grenser[i] - 1)
      var kalender = false
      var virke = false
      for p in perioder where p.periode.inneholder(del.fom) {
        switch p.type {
        case .kalenderdager: kalender = true
        case .virkedager: virke = true
        }
      }
      if kalender { continue }
      switch type {
      case .virkedager: sum += virke ? 0 : del.virkedager
      case .kalenderdager: sum += virke ? del.kalenderdager - del.virkedager : del.kalenderdager
      }
    }
    return sum
  }

  static func antall(_ periode: Periode, _ type: Dagtype) -> Int {
    switch type {
    case .virkedager: periode.virkedager
    case .kalenderdager: periode.kalenderdager
    }
  }
}

/// F-05 (S1 §5.2, §5.5): each granted permisjon adds its days after S, as
/// virkedager or kalenderdager; no day twice.
enum Permisjonsregel {
  static func legg(
    _ vedtak: Radliste<Vedtak>, _ permisjoner: Radliste<Foldvedtak>, start: Dato, til frist: inout Dato,
    _ dekning: inout Dagdekning,
    _ v: inout Vurdering
  ) {
    dekning.toem()
    for f in permisjoner {
      let rad = vedtak[f.rad]
      guard let slutt = rad.slutt, let type = rad.leggTil else { continue }
      let dager = tell(rad, f.start, slutt, type, start: start, &dekning, &v)
      guard dager > 0 else { continue }
      v.beregningslogg.append(
        .legg(
          type == .virkedager ? .virkedager(dager) : .kalenderdager(dager), til: &frist, .f05,
          .permisjon(type: rad.type, periode: Periode(fom: f.start, tom: slutt))))
    }
  }

  /// The avvik of overlapping permisjoner, where there is no frist to extend.
  static func finnOverlapp(
    _ vedtak: Radliste<Vedtak>, _ permisjoner: Radliste<Foldvedtak>, start: Dato, _ dekning: inout Dagdekning,
    _ v: inout Vurdering
  ) {
    guard permisjoner.count > 1 else { return }
    dekning.toem()
    for f in permisjoner {
      let rad = vedtak[f.rad]
      guard let slutt = rad.slutt, let type = rad.leggTil else { continue }
      _ = tell(rad, f.start, slutt, type, start: start, &dekning, &v)
    }
  }

  /// The days of one permisjon after S that no earlier one has counted.
  private static func tell(
    _ rad: Vedtak, _ fra: Dato, _ slutt: Dato, _ type: Dagtype, start: Dato, _ dekning: inout Dagdekning,
    _ v: inout Vurdering
  ) -> Int {
    let teller = Periode(fom: max(fra, start + 1), tom: slutt)
    guard !teller.erTom else { return 0 }
    let alle = Dagdekning.antall(teller, type)
    let dager = dekning.ledige(teller, type)
    dekning.leggTil(teller, type)
    if dager < alle {
      v.funn.append(Funn(.permisjonOverlapp, kilde: rad.reg.kilde, dato1: fra, dato2: slutt, tall1: alle - dager))
    }
    return dager
  }
}
