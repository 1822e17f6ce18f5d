import Domene
import Kalender
import Kodeverk

/// F-04: the first upheld complaint on a vedtak.
struct Medhold: Sendable {
  /// The vedtak's ID.
  var vedtakId: UInt64
  var avgjort: Dato
  var utfall: Klageutfall
}

/// A participation decision that counts, in fold order among its like.
struct Deltakelse: Sendable {
  /// Place in `Persongrunnlag.vedtak`.
  var rad: Int
  var start: Dato
  var kommune: Kommunenummer
}

/// A vedtak of the fold with the date that orders it.
struct Foldvedtak: Sendable {
  var rad: Int
  /// The period's start: `Startdato`, else `Vedtaksdato`.
  var start: Dato
}

/// A stans with an upheld complaint (F-04).
struct Medholdsstans: Sendable {
  var rad: Int
  var start: Dato
  var medhold: Medhold
}

/// The vedtak that count on D, by what they do: effective (T-01), not upset by a
/// complaint (F-04a, S1 §6.2), of this kategori (K-06, S1 §5.2 NB). Every list is
/// in the fold's order: start, `Vedtaksdato`, `ID`.
struct Vedtaksutvalg: Sendable {
  /// Innvilget participation decisions with `Startdato`.
  var deltakelser = Radliste<Deltakelse>()
  /// F-03.
  var utvidelser = Radliste<Foldvedtak>()
  /// F-04.
  var medholdsstanser = Radliste<Medholdsstans>()
  /// F-05: with a period.
  var permisjoner = Radliste<Foldvedtak>()
  /// F-05: without one.
  var permisjonerUtenPeriode = Radliste<Int>()
  /// the dates, in order.
  var permanenteStanser = Radliste<Dato>()
  /// K-06: participation decisions made before kapittel 6A.
  var foerKapittel6A = Radliste<Int>()
  /// K-06: vedtak that start before it do not count.
  private(set) var nyeFra: Dato?
  /// K-06: vedtak made before it do not count (kapittel 6A).
  private(set) var fattetFra: Dato?

  /// K-06 (S1 §5.2 NB): whether a vedtak is one of the kategori that holds on D.
  func gjelderKategorien(_ v: Vedtak) -> Bool {
    if let nyeFra, v.start ?? v.vedtaksdato < nyeFra { return false }
    if let fattetFra, v.vedtaksdato < fattetFra { return false }
    return true
  }

  mutating func toem() {
    deltakelser.toem()
    utvidelser.toem()
    medholdsstanser.toem()
    permisjoner.toem()
    permisjonerUtenPeriode.toem()
    permanenteStanser.toem()
    foerKapittel6A.toem()
  }

  /// Fills the lists; see `nyeFra` and `fattetFra`.
  mutating func fyll(
    _ p: Persongrunnlag, _ tilstander: Tilstander, _ medhold: Radliste<Medhold>, nyeFra: Dato?, fattetFra: Dato?
  ) {
    toem()
    self.nyeFra = nyeFra
    self.fattetFra = fattetFra
    for i in p.vedtak.indices where tilstander[i] == .virksom {
      let v = p.vedtak[i]
      let klage = medhold.isEmpty ? nil : medhold.first { $0.vedtakId == v.reg.id }
      let start = v.start ?? v.vedtaksdato
      if let nyeFra, start < nyeFra { continue }
      if let fattetFra, v.vedtaksdato < fattetFra {
        if v.type == .deltakelse && v.resultat == .innvilget && v.start != nil && klage == nil {
          foerKapittel6A.append(i)
        }
        continue
      }
      if let klage {
        if v.type.erStans && v.resultat != .avslag {
          medholdsstanser.append(Medholdsstans(rad: i, start: start, medhold: klage))
        }
        continue
      }
      switch v.type {
      case .deltakelse:
        if v.resultat == .innvilget, v.start != nil {
          deltakelser.append(
            Deltakelse(rad: i, start: start, kommune: v.reg.kommune ?? Kommunenummer(nummer: 0)))
        }
      case .utvidet:
        if v.resultat == .innvilget { utvidelser.append(Foldvedtak(rad: i, start: start)) }
      case .permisjonVelferd, .permisjonBarnsSykdom, .permisjonEgenSykdom, .permisjonFoedsel, .permisjonFredsarbeid:
        guard v.resultat == .innvilget, v.start != nil, v.leggTil != nil else { continue }
        if let slutt = v.slutt, slutt >= start {
          permisjoner.append(Foldvedtak(rad: i, start: start))
        } else {
          permisjonerUtenPeriode.append(i)
        }
      case .permanentStans:
        if v.resultat != .avslag { permanenteStanser.append(start) }
      case .midlertidigStans, .integreringsplan, .endringIntegreringsplan, .bortfallEgenmelding, .reduksjonFravaer,
        .reduksjonYtelser, .trekk, .tilbakebetaling:
        continue
      }
    }
    Foldorden.ordne(&deltakelser, p)
    Foldorden.ordne(&utvidelser, p)
    Foldorden.ordne(&permisjoner, p)
    Foldorden.ordne(&medholdsstanser, p)
    if permanenteStanser.count > 1 { permanenteStanser.sort() }
  }
}

extension Radliste<Deltakelse> {
  /// place of the participation decision that is current on a date: the last to
  /// start on or before it.
  func plassIKraft(_ dato: Dato) -> Int? {
    var i = count
    while i > 0 {
      i -= 1
      if self[i].start <= dato { return i }
    }
    return nil
  }

  /// The decision itself.
  func iKraft(_ dato: Dato) -> Deltakelse? { plassIKraft(dato).map { self[$0] } }
}

/// A vedtak in a list of the fold.
protocol Foldbar {
  /// Place in `Persongrunnlag.vedtak`.
  var rad: Int { get }
  var start: Dato { get }
}
extension Deltakelse: Foldbar {}
extension Foldvedtak: Foldbar {}
extension Medholdsstans: Foldbar {}

/// The order of steps inside a rule (F): the period's start date, then
/// `Vedtaksdato`, then `ID` as written.
enum Foldorden {
  static func ordne<Element: Foldbar>(_ liste: inout Radliste<Element>, _ p: Persongrunnlag) {
    if liste.count < 2 { return }
    if liste.count > 32 {
      liste.sort { foer($0, $1, p) }
      return
    }
    for i in 1..<liste.count {
      var j = i
      while j > 0 && foer(liste[j], liste[j - 1], p) {
        liste.swapAt(j, j - 1)
        j -= 1
      }
    }
  }

  private static func foer<Element: Foldbar>(_ a: Element, _ b: Element, _ p: Persongrunnlag) -> Bool {
    if a.start != b.start { return a.start < b.start }
    let (x, y) = (p.vedtak[a.rad], p.vedtak[b.rad])
    if x.vedtaksdato != y.vedtaksdato { return x.vedtaksdato < y.vedtaksdato }
    return p.bytes(x.idTekst).lexicographicallyPrecedes(p.bytes(y.idTekst))
  }
}

/// F-04, F-04a (S1 §6.2): complaints upheld by D.
enum Klagemedhold {
  /// The first upheld complaint of every vedtak that has one.
  static func finn(
    _ klager: Radliste<Klage>, _ tilstander: Tilstander, per dato: Dato, i medhold: inout Radliste<Medhold>
  ) {
    medhold.toem()
    for i in klager.indices where tilstander[i] == .virksom {
      let k = klager[i]
      guard let utfall = k.utfall, utfall.girMedhold, let avgjort = k.avgjort, avgjort <= dato else { continue }
      if let m = medhold.firstIndex(where: { $0.vedtakId == k.vedtakId }) {
        if avgjort < medhold[m].avgjort {
          medhold[m].avgjort = avgjort
          medhold[m].utfall = utfall
        }
      } else {
        medhold.append(Medhold(vedtakId: k.vedtakId, avgjort: avgjort, utfall: utfall))
      }
    }
  }
}
