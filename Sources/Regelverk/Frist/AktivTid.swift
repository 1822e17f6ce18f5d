import Domene
import Kalender
import Kodeverk

/// F-09 (S1 §10.3): «Aktiv tid i program» at an avslutning: the calendar days from S,
/// minus permisjoner, gyldig fravær and manglende tilbud, and time out of programme.
enum AktivTid {
  static func beregn(
    _ p: Persongrunnlag, _ rom: inout Arbeidsrom, avsluttet: Dato, _ typer: Fravaerstypeoppslag,
    _ parametre: Parametre.Gjeldende, _ v: inout Vurdering
  ) {
    guard let start = v.start, start <= avsluttet else { return }
    let program = Periode(fom: start + 1, tom: avsluttet - 1)
    var total = avsluttet - start
    v.aktivTid.append(
      AktivTidTrinn(grunn: .program(start: start, avsluttet: avsluttet), dager: total, total: total))
    rom.dekning.toem()
    for f in rom.utvalg.permisjoner {
      let rad = p.vedtak[f.rad]
      guard let slutt = rad.slutt else { continue }
      let inni = Periode(fom: f.start, tom: slutt).snitt(program)
      let dager = rom.dekning.ledige(inni, .kalenderdager)
      rom.dekning.leggTil(inni, .kalenderdager)
      trekk(dager, .permisjon(type: rad.type, periode: Periode(fom: f.start, tom: slutt)), &total, &v)
    }
    if !p.fravaer.isEmpty {
      let sum = Fravaerssum(p.fravaer, rom.fravaer, fra: Maaned(start), til: Maaned(avsluttet))
      sum.forHverType { type in
        switch typer.virkning(type) {
        case .over10, .alltid:
          trekk(
            sum.heleDager(type, timerPerDag: parametre.timerPerFravaersdagMikro), .fravaer(type: type), &total, &v)
        case .aldri: return
        }
      }
    }
    for ute in rom.opphold {
      // As many days as F-07 adds: one end is not counted.
      let dager = rom.dekning.ledige(Periode(fom: ute.fom, tom: ute.tom - 1), .kalenderdager)
      rom.dekning.leggTil(Periode(fom: ute.fom, tom: ute.tom - 1), .kalenderdager)
      trekk(dager, .uteAvProgram(fra: ute.fom, til: ute.tom), &total, &v)
    }
  }

  private static func trekk(_ dager: Int, _ grunn: AktivTidTrinn.Grunn, _ total: inout Int, _ v: inout Vurdering) {
    guard dager > 0 else { return }
    total -= dager
    v.aktivTid.append(AktivTidTrinn(grunn: grunn, dager: -dager, total: total))
  }
}
