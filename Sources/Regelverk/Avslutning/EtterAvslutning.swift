import Domene
import Kalender
import Kodeverk

/// A-13 (S1 §9.2): vedtak and tiltak that run past the avslutningsdato.
enum EtterAvslutning {
  static func finn(_ p: Persongrunnlag, _ rom: inout Arbeidsrom, avsluttet: Dato, _ v: inout Vurdering) {
    for i in p.vedtak.indices where rom.vedtak[i] == .virksom {
      let r = p.vedtak[i]
      guard loeperForbi(r, avsluttet), rom.utvalg.gjelderKategorien(r) else { continue }
      if !rom.medhold.isEmpty, rom.medhold.contains(where: { $0.vedtakId == r.reg.id }) { continue }
      v.funn.append(Funn(.vedtakEtterAvslutning, kilde: r.reg.kilde, dato1: r.slutt, dato2: avsluttet))
    }
    if rom.tiltaksbilde.sisteTil <= avsluttet { return }
    for i in p.tiltak.indices where rom.tiltak[i] == .virksom && p.tiltak[i].til > avsluttet {
      v.funn.append(
        Funn(.tiltakEtterAvslutning, kilde: p.tiltak[i].reg.kilde, dato1: p.tiltak[i].til, dato2: avsluttet))
    }
  }

  /// Whether a vedtak runs past an avslutningsdato: a later end, or none for what
  /// goes on until it is ended. An avslag runs past nothing.
  static func loeperForbi(_ r: Vedtak, _ avsluttet: Dato) -> Bool {
    if r.resultat == .avslag { return false }
    if let slutt = r.slutt { return slutt > avsluttet }
    return r.resultat == .innvilget && (r.type == .deltakelse || r.type.erPermisjon || r.type.erStans)
  }
}
