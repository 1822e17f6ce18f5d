import Domene
import Kalender
import Kodeverk

/// D-02 (S1 §8.2): a year's absence as the register shows it.
public struct Fravaersaar: Sendable {
  /// One month's row.
  public struct Maanedsfravaer: Sendable {
    /// The month.
    public var maaned: Maaned
    /// Days of every type, as registered.
    public var dager: Desimal
    /// Hours of every type, as registered.
    public var timer: Desimal
  }
  /// The year.
  public var aar: Int
  /// Days of the types of «Gyldig fravær».
  public var gyldig = Desimal.null
  /// Days of «Ugyldig fravær».
  public var ugyldig = Desimal.null
  /// Days of «Ferie/høytid».
  public var ferieHoeytid = Desimal.null
  /// Days of «Manglende tilbud».
  public var manglendeTilbud = Desimal.null
  /// Virkedager of the year inside effective granted permisjoner, no day twice.
  public var permisjon = 0
  /// «Fravær totalt» of the months that have a row, in order.
  public var maaneder: [Maanedsfravaer] = []

  /// A year without absence.
  public init(aar: Int) { self.aar = aar }
}

extension Regelmotor {
  /// D-02: the years with absence or permisjon, in order.
  public func fravaersaar(_ p: Persongrunnlag, _ v: Vurdering) -> [Fravaersaar] {
    let rom = arbeidsrom(p)
    var aarene: [Int: Fravaersaar] = [:]
    for i in p.fravaer.indices where rom.fravaer[i] == .virksom {
      let f = p.fravaer[i]
      var aar = aarene[f.periode.aar] ?? Fravaersaar(aar: f.periode.aar)
      let dager = f.dager ?? .null
      switch f.type.gruppe {
      case .gyldig: aar.gyldig = aar.gyldig + dager
      case .ugyldig: aar.ugyldig = aar.ugyldig + dager
      case .ferieHoeytid: aar.ferieHoeytid = aar.ferieHoeytid + dager
      case .manglendeTilbud: aar.manglendeTilbud = aar.manglendeTilbud + dager
      }
      let timer = f.timer ?? .null
      if let m = aar.maaneder.firstIndex(where: { $0.maaned == f.periode }) {
        aar.maaneder[m].dager = aar.maaneder[m].dager + dager
        aar.maaneder[m].timer = aar.maaneder[m].timer + timer
      } else {
        aar.maaneder.append(.init(maaned: f.periode, dager: dager, timer: timer))
      }
      aarene[aar.aar] = aar
    }
    leggPermisjoner(p, rom, i: &aarene)
    return aarene.values.sorted { $0.aar < $1.aar }.map { aar in
      var aar = aar
      aar.maaneder.sort { $0.maaned < $1.maaned }
      return aar
    }
  }

  private func leggPermisjoner(_ p: Persongrunnlag, _ rom: Arbeidsrom, i aarene: inout [Int: Fravaersaar]) {
    var dekning = Dagdekning()
    for f in rom.utvalg.permisjoner {
      guard let slutt = p.vedtak[f.rad].slutt, f.start <= slutt else { continue }
      for aar in f.start.aar...slutt.aar {
        guard let foerste = Dato(aar: aar, maaned: 1, dag: 1), let siste = Dato(aar: aar, maaned: 12, dag: 31)
        else { continue }
        let del = Periode(fom: f.start, tom: slutt).snitt(Periode(fom: foerste, tom: siste))
        let dager = dekning.ledige(del, .virkedager)
        guard dager > 0 else { continue }
        aarene[aar, default: Fravaersaar(aar: aar)].permisjon += dager
      }
      dekning.leggTil(Periode(fom: f.start, tom: slutt), .virkedager)
    }
  }

  /// The scratch memory as a judgement leaves it: what is known and what counts.
  /// For `explain`, not for the night's run.
  func arbeidsrom(_ p: Persongrunnlag) -> Arbeidsrom {
    var rom = Arbeidsrom()
    var v = Vurdering()
    vurder(p, &rom, into: &v)
    if v.kategori == nil {
      Klagemedhold.finn(p.klager, rom.klager, per: dato, i: &rom.medhold)
      rom.utvalg.fyll(p, rom.vedtak, rom.medhold, nyeFra: nil, fattetFra: nil)
    }
    return rom
  }
}
