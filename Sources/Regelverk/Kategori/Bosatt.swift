import Domene
import Kalender
import Kodeverk

/// K-03 and P-04 (S1 §2.2, §10.1): which rows of `bosettinger` decide.
struct Bosatt: Sendable {
  /// The first effective row by `Fra dato`, `Registrert dato`, input order.
  var foerste: (fra: Dato, avtalt: Bool)?
  /// The first of them with `Avtalt bosetting` = Ja.
  var foersteAvtalte: Dato?
  /// P-04: the newest effective row with `Fra dato` <= D.
  var naavaerende: Int?

  init(_ rader: borrowing Radliste<Bosetting>, _ tilstander: borrowing Tilstander, per dato: Dato) {
    var foersteRad: Int?
    for i in rader.indices where tilstander[i] == .virksom {
      let r = rader[i]
      if let f = foersteRad, (rader[f].fra, rader[f].reg.registrert) <= (r.fra, r.reg.registrert) {
        // An earlier row stays the first.
      } else {
        foersteRad = i
      }
      if r.avtalt && r.fra < foersteAvtalte ?? .uendelig { foersteAvtalte = r.fra }
      guard r.fra <= dato else { continue }
      if let n = naavaerende, (rader[n].fra, rader[n].reg.registrert) > (r.fra, r.reg.registrert) { continue }
      naavaerende = i
    }
    if let f = foersteRad { foerste = (rader[f].fra, rader[f].avtalt) }
  }
}
