import Kalender
import Kodeverk

/// What rules ask of a tiltakstype, side by side, so that a row costs one look-up.
struct Tiltakstypeoppslag: Sendable {
  struct Merker: OptionSet, Sendable {
    let rawValue: UInt8
    static let livsmestring = Merker(rawValue: 1)
    static let foreldreveiledning = Merker(rawValue: 2)
    static let fulltidVideregaaende = Merker(rawValue: 4)
    static let kunKapittel6A = Merker(rawValue: 8)
    static let omsorgspermisjon = Merker(rawValue: 16)
    static let overgangstilbud = Merker(rawValue: 32)
  }
  struct Fakta: Sendable {
    var merker: Merker
    var gruppe: Tiltaksgruppe
    /// D-03: the days that `Fra dato` may be; of a code that was only renamed any.
    var gyldig: Periode
  }
  private let fakta: [Fakta]

  init() {
    fakta = Tiltakstype.tabellnavn.indices.compactMap { Tiltakstype(nummer: $0) }.map { t in
      var m: Merker = []
      if t.erLivsmestring { m.insert(.livsmestring) }
      if t.erForeldreveiledning { m.insert(.foreldreveiledning) }
      if t.erFulltidVideregaaende { m.insert(.fulltidVideregaaende) }
      if t.erKunKapittel6A { m.insert(.kunKapittel6A) }
      if t.erOmsorgspermisjon { m.insert(.omsorgspermisjon) }
      if t.erOvergangstilbud { m.insert(.overgangstilbud) }
      let alltid = Periode(fom: Dato(dagnummer: .min), tom: .uendelig)
      let gyldig = Periode(fom: t.gyldigFra ?? alltid.fom, tom: t.gyldigTil ?? alltid.tom)
      return Fakta(merker: m, gruppe: t.gruppe, gyldig: t.erOmdoept ? alltid : gyldig)
    }
  }

  subscript(_ type: Tiltakstype) -> Fakta { fakta[Int(type.nummer)] }
}
