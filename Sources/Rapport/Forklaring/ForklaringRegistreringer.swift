import Domene
import Kalender
import Kodeverk
import Regelverk
import Tabular

extension Forklaring {
  /// «Vis all avslutningshistorikk» (S1 §9.4), the one in force marked by its status.
  func avslutninger(_ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ w: inout ByteWriter) {
    guard v.kategori != nil else { return }
    tittel("Avslutning", &w)
    var t = Teksttabell([
      "Avslutning", "Avslutningsårsak", "Antall timer arbeid per uke", "Avslutningsdato", "Registrert dato",
      "Registrert av", "Oppf.kommune/bydel", "Status",
    ])
    for a in v.historikk {
      var timer = ByteWriter()
      if let n = a.timer { timer.append(millionths: n.mikro, decimalPoint: 0x2C, minimumDecimals: 1) }
      t.rad([
        a.erStans ? Fasttekst.stans : Fasttekst.ordinaer, a.aarsak.navn, timer.text(), tekst(a.dato),
        tekst(a.registrert), av(p, a.registrertAv), stedsnavn(p, a.kommune, a.bydel), a.status.navn,
      ], dempet: a.status != .gjeldende)
    }
    t.skriv(stil, &w, ellers: "Det er ikke registrert avslutning.")
  }

  /// D-05: vedtak, newest first by `Vedtaksdato` (S1 §5.3, §6.2).
  func vedtak(_ p: borrowing Persongrunnlag, _ bilde: Deltakelsesbilde, _ w: inout ByteWriter) {
    tittel("Vedtak", &w)
    var t = Teksttabell([
      "Vedtak", "Resultat", "Vedtaksdato", "Startdato", "Sluttdato", "Registrert av", "Oppf.kommune/bydel", "Status",
    ])
    for l in bilde.vedtak where p.vedtak.indices.contains(l.rad) {
      let r = p.vedtak[l.rad]
      t.rad([
        r.type.navn + (l.klage.map { " (\($0.navn))" } ?? ""), r.resultat.navn, tekst(r.vedtaksdato), tekst(r.start),
        tekst(r.slutt), av(p, r.reg.registrertAv), stedsnavn(p, r.reg.kommune, nil), l.status.navn,
      ], dempet: l.status != .gjeldende)
    }
    t.skriv(stil, &w, ellers: "Det er ikke registrert vedtak.")
  }

  /// D-05: tiltak, newest first (S1 §7.5-7.7).
  func tiltak(_ p: borrowing Persongrunnlag, _ bilde: Deltakelsesbilde, _ w: inout ByteWriter) {
    tittel("Tiltak", &w)
    var t = Teksttabell(
      [
        "Tiltaksgruppe", "Tiltak", "Fra dato", "Til dato", "Timer per uke", "Erstattende", "Gjennomført",
        "Oppf.kommune/bydel", "Status",
      ], hoeyre: [4])
    for l in bilde.tiltak where p.tiltak.indices.contains(l.rad) {
      let r = p.tiltak[l.rad]
      let gjennomfoert =
        switch r.gjennomfoering {
        case .gjennomfoert: "Ja"
        case .ikkeGjennomfoert: "Nei"
        case .ikkeRegistrert, nil: "-"
        }
      t.rad([
        r.gruppe?.navn ?? "", r.type.navn, tekst(r.fra), tekst(r.til), r.timerPerUke.map { tall($0) } ?? "-",
        r.erstattende ? "Ja" : "", gjennomfoert, stedsnavn(p, r.reg.kommune, nil), l.status.navn,
      ], dempet: l.status != .gjeldende)
    }
    t.skriv(stil, &w, ellers: "Det er ikke registrert tiltak.")
  }

  /// D-01: a line a month, newest first, as S1 §7.5 and §7.7 write it.
  func tilbudt(_ bilde: Deltakelsesbilde, _ w: inout ByteWriter) {
    guard !bilde.tilbudt.isEmpty else { return }
    w.literal("\n")
    for m in bilde.tilbudt.reversed() {
      var timer = ByteWriter()
      timer.append(hundredths: m.hundredeler, decimalPoint: 0x2C)
      let slettet = m.slettede == 0 ? "" : m.slettede == 1 ? " - 1 slettet" : " - \(m.slettede) slettede"
      avsnitt(
        "\(stor(m.maaned)) - Gjennomsnittlig tilbudt tiltak: \(timer.text()) timer per uke\(slettet)", innrykk: 4,
        foran: "  ", .vanlig, &w)
    }
  }

  /// D-02: the year's table and its months (S1 §8.2).
  func fravaer(_ bilde: Deltakelsesbilde, _ w: inout ByteWriter) {
    tittel("Fravær", &w)
    var t = Teksttabell(
      ["Periode", "Gyldig fravær", "Ugyldig fravær", "Permisjon", "Ferie/høytid", "Manglende tilbud"],
      hoeyre: [1, 2, 3, 4, 5])
    func dager(_ d: Desimal) -> String { d == Desimal(1) ? "1 dag" : "\(tall(d)) dager" }
    for a in bilde.fravaer.reversed() {
      t.rad([
        String(a.aar), dager(a.gyldig), dager(a.ugyldig), dager(Desimal(a.permisjon)), dager(a.ferieHoeytid),
        dager(a.manglendeTilbud),
      ])
    }
    t.skriv(stil, &w, ellers: "Det er ikke registrert fravær.")
    for a in bilde.fravaer.reversed() {
      for m in a.maaneder.reversed() {
        avsnitt(
          "\(stor(m.maaned)) - Fravær totalt: \(dager(m.dager)) \(tall(m.timer)) timer", innrykk: 4, foran: "  ",
          .vanlig, &w)
      }
    }
  }

  /// `August 2021`.
  private func stor(_ m: Maaned) -> String {
    let t = m.description
    return t.prefix(1).uppercased() + t.dropFirst()
  }
}
