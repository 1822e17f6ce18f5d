import Domene
import Kalender
import Kodeverk

/// F-01, F-08 (S1 §3.3, §10.1): which frist the register shows.
enum Fristvisning {
  static func vis(
    _ kategori: Kategoriperiode, _ oppstart: Oppstart, _ parametre: Parametre.Gjeldende, _ v: inout Vurdering
  ) {
    if kategori.kategori == .rettTilProgram, let nr = v.gjeldendeAvslutning,
      v.historikk[nr].aarsak.gruppe == .arbeid
    {
      let frist = kategori.fra.plussMaanederAvkortet(parametre.gjenoppstartsfristMnd)
      v.gjenoppstartsfrist = frist
      v.vistFrist = (.gjenoppstart, frist)
    } else if let frist = v.gjennomfoeringsfrist {
      v.vistFrist = (.gjennomfoering, frist)
    } else if let frist = oppstart.frist {
      v.vistFrist = (.oppstart, frist)
    }
  }
}
