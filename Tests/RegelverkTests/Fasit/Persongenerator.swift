import Domene
import Kalender
import Kodeverk

/// A person made up to stress how the rules meet: dates cluster around one
/// another, registrations come late and in versions, and lives restart.
struct Persongenerator {
  private var r: SplitMix64
  private var b = Personbygger()
  private let slag: Slag
  /// Dates met so far; new ones fall on, before or after them.
  private var merkedager: [Dato] = []
  private var nummer = 0

  static func lag(_ froe: UInt64) -> Utfall {
    var r = SplitMix64(froe)
    let slag = r.velg(Slag.allCases)
    var g = Persongenerator(r: r, slag: slag)
    return g.lag()
  }

  private init(r: SplitMix64, slag: Slag) {
    self.r = r
    self.slag = slag
  }

  private var starterOm: Bool { slag == .omstarter || slag == .tett }

  /// Three that are two: 3025 became 3203.
  private var kommuner: [UInt32] { slag == .tett ? [301, 3025, 3203] : Self.kommuner }
  private static let kommuner: [UInt32] = [301, 3024, 3201, 219, 3025, 3203, 1507, 1508, 1580, 4601, 5001, 9999]

  // MARK: Dates

  /// A date near something that has a date already, or some days or months off.
  private mutating func naer(_ d: Dato) -> Dato {
    if slag == .vilt && r.sjanse(30) { return Dato(dagnummer: Int32(r.tall(109_572))) }
    if slag == .tett && r.sjanse(75) { return r.velg(merkedager.isEmpty ? [d] : merkedager) }
    switch r.tall(12) {
    case 0, 1, 2: return r.velg(merkedager.isEmpty ? [d] : merkedager)
    case 3: return r.velg(merkedager.isEmpty ? [d] : merkedager) + r.tall(-1...1)
    case 4: return d
    case 5: return d + r.tall(-1...1)
    case 6: return d + r.tall(0...12)
    case 7: return d + r.tall(-40...40)
    case 8: return d + r.tall(0...120)
    case 9: return d.plussMaanederAvkortet(r.tall(0...24))
    case 10: return d + r.tall(0...400)
    default: return d + r.tall(0...800)
    }
  }

  private mutating func merk(_ d: Dato) -> Dato {
    merkedager.append(innenfor(d))
    return merkedager.last!
  }

  private func innenfor(_ d: Dato) -> Dato { min(max(d, .foerste), .siste) }

  private mutating func dag(_ d: Dato) -> Dato { innenfor(naer(d)) }

  /// `Registrert dato`: mostly soon after, sometimes long after or before.
  private mutating func registrert(_ d: Dato) -> Dato {
    switch r.tall(10) {
    case 0...4: return innenfor(d + r.tall(0...5))
    case 5: return innenfor(d - r.tall(0...60))
    case 6, 7: return innenfor(d + r.tall(0...200))
    default: return dag(d)
    }
  }

  private mutating func slettet(_ d: Dato, _ prosent: Int) -> Dato? { r.sjanse(prosent) ? dag(d) : nil }

  /// An ID; sometimes one used before (a new version), sometimes none.
  private mutating func id(_ forbokstav: String, tom: Bool) -> String {
    if tom && r.sjanse(15) { return "" }
    if nummer > 0 && r.sjanse(12) { return "\(forbokstav)\(r.tall(1...nummer))" }
    nummer += 1
    return "\(forbokstav)\(nummer)"
  }

  // MARK: The person

  private mutating func lag() -> Utfall {
    let grunn: Dato
    switch slag {
    case .vilt: grunn = Dato(dagnummer: Int32(r.tall(20_000...100_000)))
    case .kategori: grunn = Dato(aar: 2020, maaned: 6, dag: 1)! + r.tall(0...1000)
    default: grunn = Dato(aar: 2019, maaned: 10, dag: 1)! + r.tall(0...1700)
    }
    if slag == .gjenaapning { return gjenoppstarter() }
    if r.sjanse(8) { merkedager.append(Dato(aar: 2024, maaned: 2, dag: 29)!) }
    if slag == .fravaer {
      for aar in 2021...2024 where r.sjanse(40) { merkedager.append(Helligdager.paaskedag(aar) + r.tall(-4...2)) }
    }
    if slag == .kategori {
      merkedager += [
        Dato(aar: 2020, maaned: 12, dag: 31)!, Dato(aar: 2021, maaned: 1, dag: 1)!,
        Dato(aar: 2022, maaned: 3, dag: 10)!, Dato(aar: 2022, maaned: 3, dag: 11)!,
        Dato(aar: 2022, maaned: 6, dag: 14)!, Dato(aar: 2022, maaned: 6, dag: 15)!,
      ]
    }
    foedsel(grunn)
    opphold(grunn)
    let k = bosetting(grunn)
    let s = deltakelser(k)
    sluttmaal(k, s)
    let frist = s.plussMaanederAvkortet(r.velg([6, 6, 24, 36]))
    if r.sjanse(70) { _ = merk(frist) }
    _ = merk(k.plussMaanederAvkortet(24))
    andreVedtak(s)
    fravaer(s)
    avslutninger(s)
    folkeregister(s)
    if r.sjanse(15) {
      let d = dag(r.sjanse(50) ? k : s)
      b.kontakt(
        r.velg([.avvistProgram, .avvistProgram, .kontakt]), d, id: id("K", tom: true), registrert: registrert(d),
        slettet: slettet(d, 15))
    }
    tiltakOgSlikt(s)

    var dager: [Dato] = []
    for _ in 0..<2 {
      switch r.tall(8) {
      case 0, 1: dager.append(innenfor(r.velg(merkedager) + r.tall(-1...1)))
      case 2: dager.append(innenfor(frist + r.tall(-1...2)))
      case 3: dager.append(innenfor(k.plussMaanederAvkortet(24) + r.tall(-1...2)))
      case 4: dager.append(innenfor(merkedager.max()! + r.tall(0...400)))
      case 5: dager.append(innenfor(s + r.tall(0...1500)))
      default: dager.append(innenfor(merkedager.max()! + r.tall(0...2000)))
      }
    }
    return Utfall(person: b.p, dager: dager)
  }

  /// A life of kapittel 6A: programme, Arbeid, programme again, perhaps anew.
  private mutating func gjenoppstarter() -> Utfall {
    let vedtak = Dato(aar: 2022, maaned: 3, dag: 11)! + r.tall(0...500)
    let k = merk(vedtak + r.tall(0...80))
    b.foedt(vedtak.plussMaanederAvkortet(-12 * r.velg([19, 25, 33, 41, 55, 56])) - r.tall(0...364))
    b.opphold(34, vedtak: vedtak, gyldigTil: r.sjanse(8) ? k + r.tall(100...900) : nil)
    b.bosatt(k, kommune: kommune())
    let s = merk(max(k, Dato(aar: 2022, maaned: 6, dag: 15)!) + r.tall(0...60))
    b.vedtak(.deltakelse, id: "V1", vedtaksdato: s, start: s, kommune: kommune(), registrert: registrert(s))
    nummer = 1
    let maal = r.velg([Sluttmaal.arbeidMedVgo, .hoeyereUtdanning, .grunnskole])
    b.sluttmaal(maal, s)
    let frist = merk(s.plussMaanederAvkortet(maal.fristMnd))
    let sisteOppstart = merk(k.plussMaanederAvkortet(24))
    var d = s
    for _ in 0..<r.velg([1, 1, 2, 3]) {
      switch r.tall(10) {
      case 0: d = frist + r.tall(-1...1)
      case 1: d = dag(d)
      default: d = d + r.tall(1...120)
      }
      let aarsak: Avslutningsaarsak =
        r.sjanse(85) ? r.velg([.arbeid, .arbeidMedLoennstilskudd]) : r.velg([.annet, .flyttet, .arbeidOgGrunnskole])
      let avsluttet = merk(d)
      let g = r.sjanse(90) ? avsluttet + r.velg([0, 0, 1, 10, 30, 90]) : dag(avsluttet)
      b.avslutning(
        aarsak, avsluttet, registrert: registrert(avsluttet), gjenaapnet: r.sjanse(90) ? g : nil,
        id: id("A", tom: true), slettet: slettet(avsluttet, 6), kommune: r.sjanse(50) ? kommune() : nil)
      switch r.tall(10) {
      case 0: d = sisteOppstart + r.tall(-1...1)
      case 1: d = avsluttet
      case 2: d = g - 1
      case 3...6: d = g
      default: d = g + r.tall(0...60)
      }
      if r.sjanse(88) {
        let start = merk(d)
        b.vedtak(
          .deltakelse, id: id("V", tom: false), vedtaksdato: start - r.tall(0...10), start: start,
          kommune: r.sjanse(70) ? 301 : r.velg(Self.kommuner), registrert: registrert(start),
          slettet: slettet(start, 5))
      }
    }
    if r.sjanse(50) { andreVedtak(s) }
    if r.sjanse(40) { fravaer(s) }
    if r.sjanse(25) { avslutninger(s) }
    if r.sjanse(35) { folkeregister(s) }
    if r.sjanse(10) { b.kontakt(.avvistProgram, dag(d)) }
    if r.sjanse(30) { tiltakOgSlikt(s) }
    let siste = merkedager.max()!
    return Utfall(
      person: b.p,
      dager: [
        innenfor(r.sjanse(50) ? siste + r.tall(0...700) : r.velg(merkedager) + r.tall(-1...1)),
        innenfor(r.sjanse(50) ? siste + r.tall(0...2000) : frist + r.tall(-1...200)),
      ])
  }

  private mutating func foedsel(_ grunn: Dato) {
    var foedt = innenfor(grunn.plussMaanederAvkortet(-12 * r.tall(20...50)) - r.tall(0...364))
    switch r.tall(20) {
    case 0: foedt = innenfor(grunn.plussMaanederAvkortet(-12 * 18) + r.tall(-2...2))
    case 1: foedt = innenfor(grunn.plussMaanederAvkortet(-12 * 56) + r.tall(-2...2))
    case 2: foedt = innenfor(grunn.plussMaanederAvkortet(-12 * 25) + r.tall(-400...400))
    case 3: foedt = Dato(aar: r.velg([1964, 1968, 1984, 1996, 2000, 2004]), maaned: 2, dag: 29)!
    case 4: return
    default: break
    }
    if r.sjanse(90) { b.foedt(foedt) }
  }

  private mutating func opphold(_ grunn: Dato) {
    let antall = slag == .kategori ? r.tall(1...4) : r.velg([1, 1, 1, 1, 2])
    var d = grunn
    for nr in 0..<antall {
      if nr > 0 { d = dag(d + r.tall(0...300)) }
      _ = merk(d)
      let paragraf: Int
      var ref: Int?
      switch r.tall(20) {
      case 0...8: paragraf = 34
      case 9...12: paragraf = 28
      case 13: paragraf = 35
      case 14: paragraf = 38
      case 15: paragraf = 53
      case 16, 17:
        paragraf = r.velg([39, 40, 41, 52, 53])
        ref = r.velg([28, 34, 35, 38, 53, 60, nil])
      default: paragraf = r.velg([9, 28, 38, 62, 34])
      }
      let sen = slag == .kategori || r.sjanse(8)
      b.opphold(
        paragraf, ref: ref, vedtak: d, eff: r.sjanse(sen ? 40 : 15) ? dag(d) : nil,
        gyldigTil: r.sjanse(sen ? 25 : 6) ? dag(d + r.tall(0...1200)) : nil,
        ankomst: r.sjanse(40) ? dag(d - r.tall(0...300)) : nil,
        foedt: r.sjanse(8) ? innenfor(d.plussMaanederAvkortet(-12 * r.tall(17...57))) : nil)
    }
  }

  private mutating func bosetting(_ grunn: Dato) -> Dato {
    var foerste = innenfor(grunn + r.tall(0...100))
    if r.sjanse(20) { foerste = dag(grunn) }
    if r.sjanse(4) { return foerste }
    let antall = slag == .kategori ? r.tall(1...3) : r.velg([1, 1, 1, 2])
    var d = foerste
    for nr in 0..<antall {
      if nr > 0 { d = dag(d) }
      b.bosatt(
        merk(d), avtalt: r.sjanse(85), kommune: kommune(), id: id("B", tom: true), registrert: registrert(d),
        slettet: slettet(d, slag == .kategori ? 15 : 4))
    }
    return foerste
  }

  private mutating func kommune() -> UInt32 {
    r.sjanse(60) ? Self.kommuner[0] : r.velg(kommuner)
  }

  /// Participation decisions; gives about S.
  private mutating func deltakelser(_ k: Dato) -> Dato {
    var s = innenfor(k + r.tall(0...200))
    if r.sjanse(15) { s = dag(k) }
    if r.sjanse(6) { return s }
    let antall = starterOm ? r.tall(2...5) : r.velg([1, 1, 1, 2, 2, 3])
    var d = s
    for nr in 0..<antall {
      if nr > 0 {
        d = r.sjanse(70) ? dag(d + r.tall(0...250)) : dag(s)
      }
      _ = merk(d)
      let v = r.sjanse(70) ? d : dag(d)
      let navn = id("V", tom: false)
      b.vedtak(
        .deltakelse, id: navn, vedtaksdato: v, start: r.sjanse(98) ? d : nil, slutt: r.sjanse(40) ? dag(d) : nil,
        resultat: r.sjanse(95) ? .innvilget : r.velg([.avslag, .vedtakFattet]),
        kommune: nr == 0 ? kommune() : r.velg(kommuner), registrert: registrert(v),
        slettet: slettet(d, 6))
      if r.sjanse(6) { klage(navn, d) }
    }
    return s
  }

  private mutating func klage(_ vedtak: String, _ d: Dato) {
    let reg = dag(d)
    b.klage(
      paa: vedtak, avgjort: r.sjanse(85) ? dag(d + r.tall(0...60)) : nil,
      utfall: r.sjanse(90) ? r.velg(Klageutfall.allCases) : nil, registrert: reg, id: id("L", tom: true),
      slettet: slettet(d, 8))
  }

  private mutating func sluttmaal(_ k: Dato, _ s: Dato) {
    if r.sjanse(6) { return }
    for nr in 0..<r.velg([1, 1, 1, 2, 3]) {
      let d = nr == 0 && r.sjanse(75) ? innenfor(s + r.tall(-20...20)) : dag(s)
      b.sluttmaal(r.velg(Sluttmaal.allCases), d, id: id("M", tom: true))
    }
  }

  private mutating func andreVedtak(_ s: Dato) {
    let mange = slag == .fravaer ? 5 : starterOm ? 2 : 1
    for _ in 0..<r.tall(0...mange) {
      let d = merk(dag(s))
      let lengde = slag == .vilt ? r.tall(-3...2000) : r.velg([-1, 0, 1, 3, 10, 31, 60, 200])
      let permisjoner: [Vedtakstype] = [
        .permisjonVelferd, .permisjonBarnsSykdom, .permisjonEgenSykdom, .permisjonFoedsel, .permisjonFredsarbeid,
      ]
      b.vedtak(
        r.velg(permisjoner), id: id("V", tom: false), vedtaksdato: r.sjanse(60) ? d : dag(d),
        start: r.sjanse(97) ? d : nil, slutt: r.sjanse(94) ? innenfor(d + lengde) : nil,
        resultat: r.sjanse(94) ? .innvilget : .avslag,
        leggTil: r.sjanse(96) ? r.velg(Dagtype.allCases) : nil, registrert: registrert(d), slettet: slettet(d, 6))
    }
    let stanser = starterOm ? r.tall(0...3) : r.velg([0, 0, 0, 1])
    for _ in 0..<stanser {
      let d = merk(dag(s + r.tall(0...300)))
      let navn = id("V", tom: false)
      b.vedtak(
        r.sjanse(70) ? .permanentStans : .midlertidigStans, id: navn, vedtaksdato: r.sjanse(60) ? d : dag(d),
        start: r.sjanse(85) ? d : nil, slutt: r.sjanse(40) ? innenfor(d + r.tall(-2...90)) : nil,
        resultat: r.velg([.vedtakFattet, .vedtakFattet, .innvilget, .avslag]), kommune: kommune(),
        registrert: registrert(d), slettet: slettet(d, 6))
      if r.sjanse(45) { klage(navn, d) }
    }
    for _ in 0..<r.velg([0, 0, 0, 1, 2]) {
      let d = dag(s)
      b.vedtak(
        .utvidet, id: id("V", tom: false), vedtaksdato: d, start: r.sjanse(60) ? dag(d) : nil,
        resultat: r.sjanse(94) ? .innvilget : .avslag, mnd: r.velg([6, 12, nil, 6, 12, 3, 0, 7]),
        registrert: registrert(d), slettet: slettet(d, 6))
    }
    if r.sjanse(6) {
      let d = dag(s)
      b.vedtak(
        r.velg([.integreringsplan, .trekk, .reduksjonFravaer]), id: id("V", tom: false), vedtaksdato: d,
        slutt: r.sjanse(40) ? dag(d) : nil, resultat: .vedtakFattet, registrert: registrert(d))
    }
  }

  private mutating func fravaer(_ s: Dato) {
    let antall = slag == .fravaer ? r.tall(0...6) : r.velg([0, 0, 1, 3])
    for _ in 0..<antall {
      let d = dag(s)
      let dager = r.velg([0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 23])
      b.fravaer(
        r.velg(Fravaerstype.allCases), d.maaned,
        dager: r.sjanse(80) ? Desimal(mikro: Int64(dager) * 1_000_000 + (r.sjanse(15) ? 500_000 : 0)) : nil,
        timer: r.sjanse(30) ? Desimal(mikro: r.velg([3_750_000, 7_500_000, 4_000_000, 15_000_000, 75_000_000])) : nil,
        id: id("F", tom: true), registrert: registrert(d), slettet: slettet(d, 8))
    }
  }

  private mutating func avslutninger(_ s: Dato) {
    let antall = starterOm ? r.tall(0...4) : r.velg([0, 0, 1, 1, 2])
    for _ in 0..<antall {
      let d = merk(dag(s + r.tall(0...300)))
      let aarsak: Avslutningsaarsak
      switch r.tall(12) {
      case 0...4: aarsak = r.velg([.arbeid, .arbeid, .arbeidMedLoennstilskudd, .arbeidOgGrunnskole])
      case 5: aarsak = .flyttet
      case 6: aarsak = r.velg([.doed, .utvandret])
      case 7: aarsak = r.velg([.mistetRett, .doed, .utvandret, .flyttet])
      default: aarsak = r.velg(Avslutningsaarsak.allCases)
      }
      b.avslutning(
        aarsak, d, registrert: registrert(d), gjenaapnet: r.sjanse(35) ? merk(dag(d)) : nil,
        timer: r.sjanse(85) ? Desimal(30) : nil, id: id("A", tom: true), slettet: slettet(d, 10),
        kommune: r.sjanse(50) ? kommune() : nil)
    }
  }

  private mutating func folkeregister(_ s: Dato) {
    if r.sjanse(10) { b.doed(merk(dag(s + r.tall(0...400)))) }
    let utvandrer = r.sjanse(14) ? r.tall(1...2) : 0
    for _ in 0..<utvandrer {
      let d = merk(dag(s + r.tall(-60...400)))
      b.utflyttet(d)
      if r.sjanse(55) { b.innflyttet(dag(d)) }
    }
    guard r.sjanse(starterOm ? 80 : 45) else { return }
    for nr in 0..<(starterOm ? r.tall(1...5) : r.tall(1...3)) {
      let d = nr == 0 && r.sjanse(50) ? innenfor(s - r.tall(0...200)) : merk(dag(s + r.tall(0...250)))
      b.bor(d, r.sjanse(96) ? (r.sjanse(40) ? 301 : r.velg(kommuner)) : nil, ajour: r.sjanse(80) ? d : dag(d))
    }
  }

  private mutating func tiltakOgSlikt(_ s: Dato) {
    for _ in 0..<r.velg([0, 0, 1, 2]) {
      let d = dag(s)
      b.tiltak(
        r.velg(Tiltakstype.tabellnavn), d, r.sjanse(50) ? dag(d) : innenfor(d + r.tall(0...400)),
        timer: r.sjanse(85) ? Desimal(20) : nil, gruppe: r.sjanse(90) ? nil : r.velg(Tiltaksgruppe.allCases),
        utenGruppe: r.sjanse(4), gjennomfoering: r.velg([nil, .gjennomfoert, .ikkeGjennomfoert]),
        gjennomfoeringRegistrert: r.sjanse(25) ? dag(d) : nil, mottatt: r.velg([nil, true, false]),
        erstattende: r.sjanse(10), id: id("T", tom: true), registrert: registrert(d), slettet: slettet(d, 8))
    }
    if r.sjanse(25) {
      b.utdanning(r.sjanse(50), anbefalt: r.sjanse(40) ? r.velg(Sluttmaal.allCases) : nil, dag(s))
    }
    if r.sjanse(25) { b.kontrakt(dag(s)) }
    if r.sjanse(10) { b.barn(dag(s.plussMaanederAvkortet(r.velg([-216, -100, 0, 9])))) }
  }
}
