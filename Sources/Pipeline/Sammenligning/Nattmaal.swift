import Kodeverk
import Rapport

/// A `maaloppnaaelse.csv` read back: counts by law, inndeling, value and group.
struct Nattmaal: Sendable, Equatable {
  struct Noekkel: Hashable, Sendable {
    var lovverk: String
    var inndeling: String
    var verdi: String
  }

  /// In the file's order.
  private(set) var noekler: [Noekkel] = []
  private(set) var fordelinger: [Noekkel: Fordeling] = [:]

  /// - Throws: `RunError` when the file cannot be read or is none of ours.
  init(_ sti: [UInt8], navn: String) throws(RunError) {
    let l = try Utfilleser.aapne(sti, navn: navn, foerste: Maaloppnaaelsefil.kolonner[0])
    guard l.kolonner == Maaloppnaaelsefil.kolonner else {
      throw .inputNotGoodEnough("\(navn): other columns than this program's")
    }
    while try l.neste() {
      let k = Noekkel(lovverk: l.felt(0), inndeling: l.felt(1), verdi: l.felt(2))
      guard let g = Avslutningsaarsakgruppe.oppslag.kode(l.felt(3)), let n = Int(l.felt(4)) else {
        throw .inputNotGoodEnough("\(navn): a row that is none of this program's")
      }
      if fordelinger[k] == nil { noekler.append(k) }
      fordelinger[k, default: Fordeling()].antall[g] = n
    }
  }

  /// `Totalt` by law.
  var totalt: [String: Fordeling] {
    var ut: [String: Fordeling] = [:]
    for (k, f) in fordelinger where k.inndeling == Inndeling.totalt.navn { ut[k.lovverk] = f }
    return ut
  }
}
