import Domene
import Kalender
import Kodeverk

/// D-01 and D-02 of one month: what was offered and what was missed.
public struct Deltakelsesmaaned: Sendable {
  /// The month.
  public var maaned: Maaned
  /// D-01: hours of tiltak a week, in hundredths.
  public var tiltakHundredeler = 0
  /// D-02: days of «Gyldig fravær».
  public var gyldig = Desimal.null
  /// Days of «Ugyldig fravær».
  public var ugyldig = Desimal.null
  /// Virkedager inside effective granted permisjoner, no day twice.
  public var permisjon = 0
  /// Days of «Ferie/høytid».
  public var ferieHoeytid = Desimal.null
  /// Days of «Manglende tilbud».
  public var manglendeTilbud = Desimal.null
  /// Hours of every type, as registered.
  public var timer = Desimal.null

  /// A month in which nothing was registered.
  public init(maaned: Maaned) { self.maaned = maaned }
}

extension Regelmotor {
  /// The months of a programme, from that of S to that of its end or of D, and those
  /// before D's end that have tiltak, absence or permisjon outside it; in order.
  /// - Parameter rom: as the person's judgement has left it.
  public func deltakelse(
    _ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ rom: borrowing Arbeidsrom
  ) -> [Deltakelsesmaaned] {
    let siste = Maaned(dato)
    var ut: [Maaned: Deltakelsesmaaned] = [:]
    func rad(_ m: Maaned, _ endre: (inout Deltakelsesmaaned) -> Void) {
      guard m <= siste else { return }
      endre(&ut[m, default: Deltakelsesmaaned(maaned: m)])
    }
    if let start = v.start {
      let slutt = v.gjeldendeAvslutning.map { v.historikk[$0].dato } ?? dato
      var m = Maaned(start)
      while m <= min(Maaned(slutt), siste) {
        rad(m) { _ in }
        m = m.neste
      }
    }
    for t in tilbudtTiltak(copy p, copy v) where !t.tiltak.isEmpty && t.maaned <= siste {
      // After an avslutning nothing is offered, whatever the period of a tiltak.
      if t.hundredeler > 0 || ut[t.maaned] != nil { rad(t.maaned) { $0.tiltakHundredeler = t.hundredeler } }
    }
    for i in p.fravaer.indices where rom.fravaer[i] == .virksom {
      let f = p.fravaer[i]
      rad(f.periode) { m in
        let dager = f.dager ?? .null
        switch f.type.gruppe {
        case .gyldig: m.gyldig = m.gyldig + dager
        case .ugyldig: m.ugyldig = m.ugyldig + dager
        case .ferieHoeytid: m.ferieHoeytid = m.ferieHoeytid + dager
        case .manglendeTilbud: m.manglendeTilbud = m.manglendeTilbud + dager
        }
        m.timer = m.timer + (f.timer ?? .null)
      }
    }
    var dekning = Dagdekning()
    for f in rom.utvalg.permisjoner {
      guard let slutt = p.vedtak[f.rad].slutt, f.start <= slutt else { continue }
      let hele = Periode(fom: f.start, tom: slutt)
      var m = Maaned(f.start)
      while m <= min(Maaned(slutt), siste) {
        let dager = dekning.ledige(hele.snitt(m.periode), .virkedager)
        if dager > 0 { rad(m) { $0.permisjon += dager } }
        m = m.neste
      }
      dekning.leggTil(hele, .virkedager)
    }
    return ut.values.sorted { $0.maaned < $1.maaned }
  }
}
