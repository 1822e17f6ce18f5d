import Domene
import Kalender
import Kodeverk

@testable import Regelverk

// F: the deadline, step by step, and what may open it again.
extension Fasit {
  // MARK: F-02 to F-06

  mutating func trinn(_ rad: Loggrad) {
    svar.logg.append(rad)
    frist = rad.nyFrist
  }

  mutating func leggTil(_ regel: UInt8, _ type: UInt8, virkedager n: Int, _ d1: Dato?, _ d2: Dato?, _ u: Klageutfall?) {
    if n == 0 { return }
    trinn(
      Loggrad(
        regel: regel, type: type, utfall: u, d1, d2, utvidelse: .virkedager(n),
        nyFrist: Kal.plussVirkedager(frist!, n)))
  }

  mutating func finnFrist() {
    if let o = oppstartsfrist {
      svar.logg.append(Loggrad(regel: 1, perioden.fra, utvidelse: .maaneder(24), nyFrist: o))
    }
    // A fault of the row's own, whether there is a frist or not.
    for v in vedtakene where erPermisjon(v) && (v.slutt == nil || v.slutt! < v.start!) {
      avvik(.permisjonUtenPeriode, v.reg.kilde)
    }
    guard let s = start else { return }
    // Overlap is told wherever days count, that is after S, with or without a frist.
    _ = permisjonsdager(s, medAvvik: true)
    let maal = svar.sluttmaal
    let maaneder: Int
    let mest: Int
    if perioden.lovverk == .introduksjonsloven {
      (maaneder, mest) = (24, 12)
    } else if let maal {
      switch maal {
      case .hoeyereUtdanning, .arbeidMedVgo: (maaneder, mest) = (6, 6)
      case .fullfoereVgoUnder25, .fullfoereVgoOver25: (maaneder, mest) = (36, 12)
      case .arbeidUtenVgo, .delerAvVgo, .grunnskole, .delerAvGrunnskole: (maaneder, mest) = (24, 12)
      }
    } else {
      return
    }
    trinn(Loggrad(regel: 2, s, utvidelse: .maaneder(maaneder), nyFrist: Kal.plussMaaneder(s, maaneder)))

    // F-03
    var brukt = 0
    for v in foldrekke(vedtakene.filter { $0.type == .utvidet && $0.resultat == .innvilget }) {
      let oensket = v.utvidelseMnd ?? mest
      if let m = v.utvidelseMnd, m != 6 && m != 12 { avvik(.utvidelseUvanlig, v.reg.kilde) }
      let faar = min(oensket, mest - brukt)
      if faar < oensket { avvik(.utvidelseOverMaks, v.reg.kilde) }
      brukt += faar
      if faar > 0 {
        trinn(
          Loggrad(regel: 3, v.vedtaksdato, utvidelse: .maaneder(faar), nyFrist: Kal.plussMaaneder(frist!, faar)))
      }
    }

    // F-04
    for v in foldrekke(vedtakMedOmgjorte.filter { $0.type.erStans && $0.resultat != .avslag }) {
      guard let k = medhold(v) else { continue }
      let fra = v.start ?? v.vedtaksdato
      var til = k.avgjort!
      if let slutt = v.slutt, slutt < til { til = slutt }
      leggTil(4, v.type.rawValue, virkedager: Kal.virkedager(fra, til), fra, k.avgjort!, k.utfall)
    }

    // F-05
    for (v, n) in permisjonsdager(s) where n > 0 {
      let slutt = v.slutt!
      if v.leggTil == .kalenderdager {
        trinn(
          Loggrad(
            regel: 5, type: v.type.rawValue, v.start, slutt, utvidelse: .kalenderdager(n),
            nyFrist: Dato(dagnummer: frist!.dagnummer + Int32(n))))
      } else {
        leggTil(5, v.type.rawValue, virkedager: n, v.start, slutt, nil)
      }
    }

    // F-06
    let dager = fravaersdager(til: dagen)
    let gyldige: [Fravaerstype] = [.egenmelding, .gyldigFravaer, .annetGyldig, .egenmeldingBarn, .annetGyldigBarn]
    var sum: Int64 = 0
    for t in gyldige { sum += dager[t] ?? 0 }
    if sum > 10_000_000 {
      for t in gyldige { leggTil(6, t.rawValue, virkedager: Int((dager[t] ?? 0) / 1_000_000), nil, nil, nil) }
    }
    for t in [Fravaerstype.manglendeBarnepass, .manglendeTilbud] {
      leggTil(6, t.rawValue, virkedager: Int((dager[t] ?? 0) / 1_000_000), nil, nil, nil)
    }
  }

  /// F-05: every permisjon with the days that it counts, in fold order.
  mutating func permisjonsdager(_ s: Dato, medAvvik: Bool = false) -> [(Vedtak, Int)] {
    var ut: [(Vedtak, Int)] = []
    var talt: Set<Int32> = []
    for v in foldrekke(vedtakene.filter(erPermisjon)) {
      guard let slutt = v.slutt, slutt >= v.start! else { continue }
      var n = 0
      var overlapp = false
      var d = v.start!
      while d <= slutt {
        if d > s && (v.leggTil == .kalenderdager || Kal.erVirkedag(d)) {
          if talt.insert(d.dagnummer).inserted { n += 1 } else { overlapp = true }
        }
        d = Kal.dagenEtter(d)
      }
      if overlapp && medAvvik { avvik(.permisjonOverlapp, v.reg.kilde) }
      ut.append((v, n))
    }
    return ut
  }

  /// Effective, granted, and able to count (`formats.md`: Startdato and Legg til frist som).
  func erPermisjon(_ v: Vedtak) -> Bool {
    let typer: [Vedtakstype] = [
      .permisjonVelferd, .permisjonBarnsSykdom, .permisjonEgenSykdom, .permisjonFoedsel, .permisjonFredsarbeid,
    ]
    return typer.contains(v.type) && v.resultat == .innvilget && v.start != nil && v.leggTil != nil
  }

  /// F-06: days of every type (millionths), hours made whole days, from the month
  /// of S to a date's month.
  func fravaersdager(til: Dato) -> [Fravaerstype: Int64] {
    var dager: [Fravaerstype: Int64] = [:]
    var timer: [Fravaerstype: Int64] = [:]
    for f in fravaerene {
      let m = Int(f.periode.nummer)
      if m < Kal.maanedsnummer(start!) || m > Kal.maanedsnummer(til) { continue }
      dager[f.type, default: 0] += f.dager?.mikro ?? 0
      timer[f.type, default: 0] += f.timer?.mikro ?? 0
    }
    for (t, n) in timer { dager[t, default: 0] += n / 7_500_000 * 1_000_000 }
    return dager
  }

  // MARK: F-07

  enum Gjenaapning {
    case ingen
    case avvik(Avvikskode, Kilde)
    case omstart(Vedtak)
  }

  func gjenaapning(_ r: KommunalAvslutning) -> Gjenaapning {
    guard let g = r.gjenaapnet else { return .ingen }
    if perioden.kategori != .rettTilProgram { return .avvik(.gjenaapningKun6A, r.reg.kilde) }
    if !Self.arbeid.contains(r.aarsak) { return .avvik(.gjenaapningKunArbeid, r.reg.kilde) }
    guard let frist, r.dato < frist else { return .avvik(.gjenaapningUtenResttid, r.reg.kilde) }
    let iKraft = deltakelser.lastIndex { $0.start! <= r.dato }
    for (i, v) in deltakelser.enumerated() where i != iKraft && v.start! >= g && v.start! >= r.dato {
      if v.start! > Kal.plussMaaneder(perioden.fra, 24) { return .avvik(.gjenoppstartEtterFrist, v.reg.kilde) }
      return .omstart(v)
    }
    return .avvik(.gjenaapnetUtenVedtak, r.reg.kilde)
  }

  mutating func gjenaapningsavvik(_ r: KommunalAvslutning) {
    if case .avvik(let kode, let kilde) = gjenaapning(r) { avvik(kode, kilde) }
  }
}
