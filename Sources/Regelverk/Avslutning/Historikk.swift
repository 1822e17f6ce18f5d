import Domene
import Kalender
import Kodeverk

/// A-10 (S1 §9.4 «Redigerte og slettede avslutninger vil vises»): what stands in the
/// history besides the rows of the walk, and the order.
enum Historikk {
  /// Deleted rows and earlier versions, as they stood, whatever their date; the
  /// effective rows by D are left for the walk, those dated before `nyeFra` (K-06)
  /// are `ikke gjeldende`.
  static func begynn(_ p: Persongrunnlag, nyeFra: Dato?, per dato: Dato, _ rom: inout Arbeidsrom) {
    rom.historikk.toem()
    rom.kommunale.toem()
    rom.opphold.toem()
    for i in p.avslutninger.indices {
      let rad = p.avslutninger[i]
      switch rom.avslutninger[i] {
      case .ikkeKjent: continue
      case .erstattet: rom.historikk.append(Historikkrad(kommunal: rad, .erstattet))
      case .slettet: rom.historikk.append(Historikkrad(kommunal: rad, .slettet))
      case .virksom:
        if rad.dato > dato { continue }
        if let nyeFra, rad.dato < nyeFra {
          rom.historikk.append(Historikkrad(kommunal: rad, .ikkeGjeldende))
        } else {
          rom.kommunale.append(KommunalRad(rad: i, dato: rad.dato, registrert: rad.reg.registrert))
        }
      }
    }
  }

  /// Puts the history in order and fills what the output shows of every row.
  static func avslutt(_ rom: inout Arbeidsrom, per dato: Dato, _ v: inout Vurdering) {
    if rom.historikk.count > 1 { rom.historikk.sort(by: <) }
    for i in rom.historikk.indices {
      var a = rom.historikk[i].avslutning
      if a.kommune == nil { a.kommune = rom.utvalg.deltakelser.iKraft(a.dato)?.kommune ?? v.oppfoelgingskommune }
      a.bydel = Rapportsted.bydel(a.kommune, bosatt: v.oppfoelgingskommune, v.oppfoelgingsbydel, per: dato)
      if a.status == .gjeldende { v.gjeldendeAvslutning = v.historikk.count }
      v.historikk.append(a)
    }
  }
}

/// Kommune and bydel of a report (`formats.md`, avslutningsrapport).
enum Rapportsted {
  /// The settlement row's bydel, where its kommune is the one shown on D.
  static func bydel(
    _ kommune: Kommunenummer?, bosatt: Kommunenummer?, _ bydel: Bydelsnummer?, per dato: Dato
  ) -> Bydelsnummer? {
    guard let bydel, let kommune, let bosatt else { return nil }
    if kommune == bosatt { return bydel }
    return Kommuner.visning(kommune, per: dato).nummer == Kommuner.visning(bosatt, per: dato).nummer ? bydel : nil
  }

  /// What the avslutningsrapport shows of the one in force: the kommune of the
  /// participation decision in force at the avslutning, else the oppfølgingskommune.
  static func finn(_ avsluttet: Dato, _ deltakelser: Radliste<Deltakelse>, per dato: Dato, _ v: inout Vurdering) {
    v.rapportkommune = deltakelser.iKraft(avsluttet)?.kommune ?? v.oppfoelgingskommune
    v.rapportbydel = bydel(v.rapportkommune, bosatt: v.oppfoelgingskommune, v.oppfoelgingsbydel, per: dato)
  }
}
