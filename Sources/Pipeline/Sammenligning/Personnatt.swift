import Domene
import Rapport

/// What one night's files say of a person, and what differs between two nights.
struct Personnatt {
  private struct Avslutningsrad: Equatable {
    /// Everything but kommune (whose name a reform changes) and status.
    var noekkel: [String]
    var status: String
    var tekst: String
  }

  private var kategori = ""
  /// `Gjennomføring 01.08.2023`; empty: none.
  private var frist = ""
  private var iPersonliste = false
  private var logg: [String] = []
  private var avslutninger: [Avslutningsrad] = []

  init(_ r: Nattrader, _ l: Nattleser) {
    for u in [Utfil.personliste, .personlisteIntroduksjonsloven] {
      guard let rad = l.rader(r, u).first, rad.count == u.kolonner.count else { continue }
      iPersonliste = true
      kategori = rad[3]
      frist = rad[7].isEmpty ? "" : "\(rad[6]) \(rad[7])"
    }
    for u in [Utfil.avslutningsrapport, .avslutningsrapportIntroduksjonsloven] where !iPersonliste {
      guard let rad = l.rader(r, u).first, rad.count == u.kolonner.count else { continue }
      kategori = rad[4]
      frist = rad[13].isEmpty ? "" : "Gjennomføring \(rad[13])"
    }
    for rad in l.rader(r, .beregningslogg) where rad.count == Utfil.beregningslogg.kolonner.count {
      logg.append("\(rad[3]) \(rad[4]) \(rad[5]) = \(rad[6])")
    }
    for rad in l.rader(r, .avslutningshistorikk) where rad.count == Utfil.avslutningshistorikk.kolonner.count {
      avslutninger.append(
        .init(noekkel: Array(rad[1...6]), status: rad[8], tekst: "\(rad[1]): \(rad[2]) \(rad[4]) (\(rad[8]))"))
    }
  }

  /// For a person who is new or gone.
  var tekst: String { [kategori, frist].filter { !$0.isEmpty }.joined(separator: ", ") }

  /// What changed from `a` to `b`, in the order of `Slag`.
  static func endringer(_ a: Personnatt, _ b: Personnatt, _ duf: DUFNummer) -> [Personendring] {
    var ut: [Personendring] = []
    // Who leaves the list has no frist any more: that is the avslutning's doing, and told there.
    let sammenlignbar = a.iPersonliste && b.iPersonliste || !a.frist.isEmpty && !b.frist.isEmpty
    if sammenlignbar, a.frist != b.frist {
      ut.append(.init(slag: .flyttetFrist, duf: duf, foer: a.frist, etter: b.frist, loggFoer: a.logg, loggEtter: b.logg))
    }
    var borte = a.avslutninger
    var nye: [Avslutningsrad] = []
    for r in b.avslutninger {
      if let i = borte.firstIndex(where: { $0.noekkel == r.noekkel && $0.status == r.status }) {
        borte.remove(at: i)
      } else {
        nye.append(r)
      }
    }
    var endret: [Personendring] = []
    nye.removeAll { r in
      guard let i = borte.firstIndex(where: { $0.noekkel == r.noekkel }) else { return false }
      endret.append(.init(slag: .avslutningEndret, duf: duf, foer: borte[i].tekst, etter: r.tekst))
      borte.remove(at: i)
      return true
    }
    ut += nye.map { .init(slag: .avslutningKommet, duf: duf, etter: $0.tekst) }
    ut += borte.map { .init(slag: .avslutningBorte, duf: duf, foer: $0.tekst) }
    return ut + endret
  }
}
