import Domene
import Kalender
import Kodeverk

/// D-05 (S1 §5.3, §5.5, §7.5-7.7): the status of a vedtak or tiltak on D.
public enum Radstatus: UInt8, Sendable, CaseIterable {
  case gjeldende, ikkeGjeldende, slettet
  /// The word that the register shows.
  public var navn: String {
    switch self {
    case .gjeldende: "gjeldende"
    case .ikkeGjeldende: "ikke gjeldende"
    case .slettet: "slettet"
    }
  }
}

/// D-05 (S1 §6.1, §6.2): what stands in brackets behind a vedtak.
public enum Klagestatus: Sendable {
  case registrert
  case avgjort(Klageutfall)
  /// The words in brackets.
  public var navn: String {
    switch self {
    case .registrert: "klage registrert"
    case .avgjort(let utfall): utfall.visesSom
    }
  }
}

/// One row of the table of vedtak.
public struct Vedtaksstatus: Sendable {
  /// Place in `Persongrunnlag.vedtak`.
  public var rad: Int
  /// On D.
  public var status: Radstatus
  /// nil: nobody has complained.
  public var klage: Klagestatus?
  /// `ikke gjeldende (medhold klage)`.
  public var tekst: String { klage.map { "\(status.navn) (\($0.navn))" } ?? status.navn }
}

/// One row of the table of tiltak.
public struct Tiltaksstatus: Sendable {
  /// Place in `Persongrunnlag.tiltak`.
  public var rad: Int
  /// On D.
  public var status: Radstatus
}

extension Regelmotor {
  /// D-05: the known vedtak, newest first by `Vedtaksdato`.
  public func vedtaksstatus(_ p: Persongrunnlag, _ v: Vurdering) -> [Vedtaksstatus] {
    let rom = arbeidsrom(p)
    let avsluttet = v.gjeldendeAvslutning.map { v.historikk[$0].dato }
    var ut: [Vedtaksstatus] = []
    for i in p.vedtak.indices {
      let r = p.vedtak[i]
      let status: Radstatus
      switch rom.vedtak[i] {
      case .ikkeKjent, .erstattet: continue
      case .slettet: status = .slettet
      case .virksom: status = gjelder(r, rom, avsluttet) ? .gjeldende : .ikkeGjeldende
      }
      ut.append(Vedtaksstatus(rad: i, status: status, klage: klage(r, p, rom)))
    }
    return ut.sorted { a, b in
      let (x, y) = (p.vedtak[a.rad].vedtaksdato, p.vedtak[b.rad].vedtaksdato)
      return x != y ? x > y : a.rad > b.rad
    }
  }

  private func gjelder(_ r: Vedtak, _ rom: Arbeidsrom, _ avsluttet: Dato?) -> Bool {
    if rom.medhold.contains(where: { $0.vedtakId == r.reg.id }) { return false }
    guard rom.utvalg.gjelderKategorien(r) else { return false }
    if let start = r.start, start > dato { return false }
    if let slutt = r.slutt, slutt < dato { return false }
    if let avsluttet, dato > avsluttet, EtterAvslutning.loeperForbi(r, avsluttet) { return false }
    return true
  }

  /// The newest effective complaint on a vedtak: decided by D, or registered.
  private func klage(_ r: Vedtak, _ p: Persongrunnlag, _ rom: Arbeidsrom) -> Klagestatus? {
    if let m = rom.medhold.first(where: { $0.vedtakId == r.reg.id }) { return .avgjort(m.utfall) }
    var nyeste: Int?
    for i in p.klager.indices where rom.klager[i] == .virksom && p.klager[i].vedtakId == r.reg.id {
      if let n = nyeste, p.klager[n].reg.registrert > p.klager[i].reg.registrert { continue }
      nyeste = i
    }
    guard let nyeste else { return nil }
    if let utfall = p.klager[nyeste].utfall, let avgjort = p.klager[nyeste].avgjort, avgjort <= dato {
      return .avgjort(utfall)
    }
    return .registrert
  }

  /// D-05: the known tiltak, newest first by `Fra dato`.
  public func tiltaksstatus(_ p: Persongrunnlag, _ v: Vurdering) -> [Tiltaksstatus] {
    var tilstander = Tilstander()
    Versjoner.finn(p.tiltak, per: dato, i: &tilstander)
    let avsluttet = v.gjeldendeAvslutning.map { v.historikk[$0].dato }
    var ut: [Tiltaksstatus] = []
    for i in p.tiltak.indices {
      let t = p.tiltak[i]
      switch tilstander[i] {
      case .ikkeKjent, .erstattet: continue
      case .slettet: ut.append(Tiltaksstatus(rad: i, status: .slettet))
      case .virksom:
        var gjelder = t.fra <= dato && dato <= t.til
        if let avsluttet, dato > avsluttet, t.til > avsluttet { gjelder = false }
        ut.append(Tiltaksstatus(rad: i, status: gjelder ? .gjeldende : .ikkeGjeldende))
      }
    }
    return ut.sorted { a, b in
      let (x, y) = (p.tiltak[a.rad].fra, p.tiltak[b.rad].fra)
      return x != y ? x > y : a.rad > b.rad
    }
  }
}
