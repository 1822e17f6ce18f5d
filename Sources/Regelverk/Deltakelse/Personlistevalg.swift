import Domene
import Kalender
import Kodeverk

/// P-02 (S1 §1.2): the forvalg of the personlister.
enum Personlistevalg {
  static func finn(_ p: Persongrunnlag, _ rom: inout Arbeidsrom, _ typer: Tiltakstypeoppslag, _ v: inout Vurdering) {
    if let kommune = v.oppfoelgingskommune {
      v.medVedtak = rom.utvalg.deltakelser.contains { Kommuner.erSamme($0.kommune, kommune) }
    }
    for i in p.tiltak.indices where rom.tiltak[i] == .virksom {
      v.medTiltak = true
      let t = p.tiltak[i]
      let merker = typer[t.type].merker
      if merker.contains(.fulltidVideregaaende) { v.fulltidVideregaaende = true }
      guard t.gjennomfoering == .gjennomfoert else { continue }
      if merker.contains(.livsmestring) { v.gjennomfoertLivsmestring = true }
      if merker.contains(.foreldreveiledning) { v.gjennomfoertForeldreveiledning = true }
    }
  }
}
