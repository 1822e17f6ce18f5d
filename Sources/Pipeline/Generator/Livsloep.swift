import Kalender
import Kodeverk

/// One synthetic person: who, and what happens when. Everything follows from the
/// seed and the person's number.
struct Livsloep: Sendable {
  /// Which permit the person has, and so which rules.
  enum Grunnlag: Sendable { case kollektiv, asyl, overfoering, humanitaer, selvstendig, familie, gammelLov, uten }

  struct Tillatelse: Sendable {
    var grunnlag: Grunnlag
    var vedtak: Dato
    var effektuert: Dato?
    var gyldigTil: Dato
  }

  struct Barn: Sendable {
    var foedt: Dato
    var nummer: UInt64
  }

  enum Beskyttelse: Sendable { case ingen, fortrolig, strengtFortrolig, strengtFortroligUtland, opphevet, ukjentNivaa }

  var index: Int
  var duf: UInt64
  /// An older number that the person document joins to the current one.
  var gammeltDuf: UInt64?
  var fnr: UInt64?
  var foedt: Dato
  var kvinne: Bool
  var fornavn: Int
  var mellomnavn: Int?
  var etternavn: Int
  var land: Int
  var tillatelser: [Tillatelse]
  var ankomst: Dato
  var bosatt: Dato
  var avtalt: Bool
  /// Kategori fra, roughly as K-04 has it.
  var kategoriFra: Dato
  var harVideregaaende: Bool
  var sluttmaal: Sluttmaal
  var start: Dato?
  /// The frist without extensions.
  var frist: Dato?
  var avsluttet: Dato?
  var flyttet: Dato?
  /// Folkeregisteret shows the person moving back.
  var flyttetTilbake: Dato?
  var doed: Dato?
  var utvandret: Dato?
  var innvandretIgjen: Dato?
  var beskyttelse = Beskyttelse.ingen
  var barn: [Barn] = []
  var random: SeededRandom

  var erKollektiv: Bool { tillatelser.first?.grunnlag == .kollektiv }

  init(index: Int, options o: GeneratorOptions) {
    self.index = index
    var r = SeededRandom(o.seed, 1, UInt64(index))
    let d = o.date
    let spenn = (d - 66 * 365, d - 16 * 365)
    let tall = PersonNumbers.born(index: index, count: o.persons, first: spenn.0, last: spenn.1, .adult)
    foedt = tall.date
    fnr = tall.number
    kvinne = r.permille(520)
    fornavn = r.below(28)
    etternavn = r.below(24)
    mellomnavn = r.permille(200) ? r.below(28) : nil
    let foerste = Livsloep.foersteTillatelse(&r, d)
    land = foerste.grunnlag == .kollektiv ? 0 : r.below(10)
    tillatelser = [foerste]
    duf = PersonNumbers.duf(index: index, year: foerste.vedtak.aar)
    ankomst = foerste.vedtak - r.between(5, foerste.grunnlag == .asyl ? 500 : 90)
    // Family and who is on their own may have come before the decision by years.
    if r.permille(20) { ankomst = ankomst - 1500 }
    bosatt = foerste.vedtak + r.between(foerste.grunnlag == .kollektiv ? -20 : 5, 200)
    avtalt = r.permille(950)
    kategoriFra = max(bosatt, foerste.effektuert ?? foerste.vedtak)
    let alder = foedt.alder(per: foerste.vedtak)
    harVideregaaende = r.permille(450)
    sluttmaal = Livsloep.velgSluttmaal(&r, harVideregaaende: harVideregaaende, alder: alder)
    if r.permille(850) {
      var s = kategoriFra + r.between(5, r.permille(200) ? 500 : 150)
      // Some start when the oppstartsfrist has passed.
      if r.permille(15) { s = kategoriFra.plussMaanederAvkortet(24) + r.between(-2, 40) }
      start = s
      frist = s.plussMaanederAvkortet(foerste.grunnlag == .gammelLov ? 24 : sluttmaal.fristMnd)
    }
    random = r
    if let s = start, let f = frist { skjebneIProgram(start: s, frist: f) }
    skjebneEllers(d)
    flereTillatelser(d)
    familie(o)
    if random.permille(8) {
      beskyttelse = random.pick(
        [.fortrolig, .strengtFortrolig, .strengtFortroligUtland, .opphevet], or: .fortrolig)
    }
    if random.share(o.mess / 20) { beskyttelse = .ukjentNivaa }
    if random.permille(4) {
      gammeltDuf = PersonNumbers.duf(year: 1950 + index / 1_000_000, serial: index % 1_000_000)
    }
    // A control number that is wrong is a warning, in every row of the person (N-01).
    if random.share(o.mess / 10) { duf = duf / 100 * 100 + (duf % 100 + 1) % 100 }
  }

  private static func foersteTillatelse(_ r: inout SeededRandom, _ d: Dato) -> Tillatelse {
    let grunnlag: Grunnlag =
      switch r.below(1000) {
      case 0..<600: .kollektiv
      case 600..<790: .asyl
      case 790..<880: .overfoering
      case 880..<900: .humanitaer
      case 900..<910: .selvstendig
      case 910..<960: .familie
      case 960..<988: .gammelLov
      default: .uten
      }
    func mellom(_ fra: Int, _ maaned: Int, _ dag: Int, _ til: Dato) -> Dato {
      let f = Dato(aar: fra, maaned: maaned, dag: dag) ?? .foerste
      return f + r.below(max(1, til - f))
    }
    let vedtak: Dato =
      switch grunnlag {
      case .kollektiv: mellom(2022, 3, 11, max(d, (Dato(aar: 2022, maaned: 12, dag: 31) ?? d)))
      case .gammelLov: mellom(2017, 1, 1, Dato(aar: 2020, maaned: 12, dag: 20) ?? d)
      default: mellom(2021, 1, 1, max(d, (Dato(aar: 2021, maaned: 6, dag: 30) ?? d)))
      }
    return Tillatelse(
      grunnlag: grunnlag, vedtak: vedtak,
      effektuert: r.permille(600) ? vedtak + r.below(r.permille(100) ? 90 : 4) : nil,
      gyldigTil: vedtak.plussMaanederAvkortet(grunnlag == .kollektiv ? 12 : grunnlag == .gammelLov ? 96 : 36))
  }

  private static func velgSluttmaal(_ r: inout SeededRandom, harVideregaaende: Bool, alder: Int) -> Sluttmaal {
    // Now and then one that does not go with education or age (V).
    if r.permille(30) { return Sluttmaal.allCases[r.below(Sluttmaal.allCases.count)] }
    if harVideregaaende { return r.permille(350) ? .hoeyereUtdanning : .arbeidMedVgo }
    switch r.below(10) {
    case 0..<4: return .arbeidUtenVgo
    case 4, 5: return alder < 25 ? .fullfoereVgoUnder25 : .fullfoereVgoOver25
    case 6: return .delerAvVgo
    case 7, 8: return .grunnskole
    default: return .delerAvGrunnskole
    }
  }

  private mutating func skjebneIProgram(start s: Dato, frist f: Dato) {
    if random.permille(620) {
      let dager = max(20, f - s)
      switch random.below(10) {
      case 0..<6: avsluttet = s + random.between(dager / 3, dager)
      case 6..<8: avsluttet = f - random.below(3)
      case 8: avsluttet = s + random.between(10, 60)
      // Outside the programme: before it, or after the frist.
      default: avsluttet = random.permille(300) ? s - random.between(1, 20) : f + random.between(1, 40)
      }
    }
    if random.permille(60) {
      flyttet = s + random.between(-30, 400)
      if random.permille(250) { flyttetTilbake = (flyttet ?? s) + random.between(30, 200) }
    }
  }

  private mutating func skjebneEllers(_ d: Dato) {
    if random.permille(6) { doed = kategoriFra + random.between(-20, 900) }
    if random.permille(30) {
      let u = kategoriFra + random.between(-10, 800)
      utvandret = u
      if random.permille(300) { innvandretIgjen = u + random.between(1, 300) }
    }
    // Lives do not run far past the date: what is later nobody can have registered.
    if let u = utvandret, u > d + 60 { utvandret = nil }
    if let x = doed, x > d + 60 { doed = nil }
  }

  private mutating func flereTillatelser(_ d: Dato) {
    let foerste = tillatelser[0]
    if foerste.grunnlag == .kollektiv {
      // Collective protection is renewed year by year; some do not come back for it.
      var til = foerste.gyldigTil
      var n = 0
      while til < d + 30, n < 4, random.permille(960) {
        tillatelser.append(
          Tillatelse(
            grunnlag: .kollektiv, vedtak: til - random.between(1, 40), effektuert: nil,
            gyldigTil: til.plussMaanederAvkortet(12)))
        til = til.plussMaanederAvkortet(12)
        n += 1
      }
      // From collective protection to asylum: a new kategori, and new vedtak wanted (K-06).
      if random.permille(12) {
        let v = foerste.vedtak + random.between(200, 700)
        tillatelser.append(Tillatelse(grunnlag: .asyl, vedtak: v, effektuert: v, gyldigTil: v + 1100))
      }
    } else if random.permille(80) {
      let v = min(d, foerste.gyldigTil) - random.between(0, 60)
      tillatelser.append(
        Tillatelse(
          grunnlag: random.permille(30) ? .uten : foerste.grunnlag, vedtak: v, effektuert: nil,
          gyldigTil: v + 1100))
    }
    if random.permille(10) { tillatelser[tillatelser.count - 1].gyldigTil = d - random.between(-1, 200) }
  }

  private mutating func familie(_ o: GeneratorOptions) {
    guard random.permille(420) else { return }
    let antall = random.permille(300) ? 2 : 1
    for b in 0..<antall {
      let n = PersonNumbers.born(
        index: index * 2 + b, count: o.persons * 2, first: o.date - 22 * 365, last: o.date - 5, .child)
      if let nummer = n.number { barn.append(Barn(foedt: n.date, nummer: nummer)) }
    }
  }
}
