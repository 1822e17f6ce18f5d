import Domene
import Kalender
import Kodeverk

/// P-02 (S1 §1.2): the forvalg of the personlister.
enum Personlistevalg {
  static func finn(_ deltakelser: Radliste<Deltakelse>, _ tiltak: Tiltaksbilde, _ v: inout Vurdering) {
    if let kommune = v.oppfoelgingskommune {
      v.medVedtak = deltakelser.contains { Kommuner.erSamme($0.kommune, kommune) }
    }
    v.medTiltak = tiltak.noen
    v.fulltidVideregaaende = tiltak.merker.contains(.fulltidVideregaaende)
    v.gjennomfoertLivsmestring = tiltak.gjennomfoert.contains(.livsmestring)
    v.gjennomfoertForeldreveiledning = tiltak.gjennomfoert.contains(.foreldreveiledning)
  }
}
