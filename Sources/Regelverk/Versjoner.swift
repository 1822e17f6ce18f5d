import Domene
import Kalender

/// T-01: how a registration stands on D.
enum Registreringstilstand: UInt8, Sendable {
  /// Registered after D.
  case ikkeKjent
  /// A later version of the same ID is known.
  case erstattet
  /// The current version, deleted by D. One less than `virksom`.
  case slettet
  /// Known, current and not deleted: the row that rules read.
  case virksom
}

/// T-01: versions of one registration are the rows of one type that share person
/// and `ID`; the one with the greatest `Registrert dato` (then the later in input
/// order) replaces the others as soon as it is known. An empty ID stands for itself.
enum Versjoner {
  /// How every row stands on `dato`, row for row.
  @inline(__always)
  static func finn<Rad: Registrert>(
    _ rader: Radliste<Rad>, per dato: Dato, i tilstander: inout Tilstander
  ) {
    // Most lists of a person have no row or one, which no other replaces.
    if rader.count > 1 {
      fyll(rader, per: dato, i: &tilstander)
    } else if rader.isEmpty {
      tilstander.toem()
    } else {
      tilstander.fyll(1) { tilstand(rader[$0].reg, per: dato) }
    }
  }

  /// How a row stands as the only version of its ID: a `Registreringstilstand`, as its raw value.
  /// Reckoned: how a row stands is anybody's guess, the processor's too.
  @inline(__always)
  private static func tilstand(_ reg: Registrering, per dato: Dato) -> UInt64 {
    let kjent: UInt64 = reg.registrert <= dato ? 1 : 0
    let slettet: UInt64 = reg.slettet ?? .uendelig <= dato ? 1 : 0
    return kjent &* UInt64(Registreringstilstand.virksom.rawValue) &- (kjent & slettet)
  }

  private static func fyll<Rad: Registrert>(
    _ rader: Radliste<Rad>, per dato: Dato, i tilstander: inout Tilstander
  ) {
    guard rader.count <= Tilstander.iOrdet else { return fyllMange(rader, per: dato, i: &tilstander) }
    var sett = SetteIder()
    tilstander.fyll(rader.count) { sett.tilstand(rader[$0].reg, per: dato) }
    if sett.muligLike { erstattParvis(rader, i: &tilstander) }
  }

  @inline(never)
  private static func fyllMange<Rad: Registrert>(
    _ rader: Radliste<Rad>, per dato: Dato, i tilstander: inout Tilstander
  ) {
    var sett = SetteIder()
    tilstander.fyllMange(rader.count) { sett.tilstand(rader[$0].reg, per: dato) }
    guard sett.muligLike else { return }
    if rader.count <= 48 {
      erstattParvis(rader, i: &tilstander)
    } else {
      erstattSortert(rader, i: &tilstander)
    }
  }

  /// How rows stand, each taken as the only version of its ID, and whether that may be wrong.
  private struct SetteIder {
    /// One bit an ID: where no two rows share a bit, no two share an ID.
    private var sett: UInt64 = 0
    private var delt: UInt64 = 0
    var muligLike: Bool { delt != 0 }

    /// The next row's `Registreringstilstand`, as its raw value.
    @inline(__always)
    mutating func tilstand(_ reg: Registrering, per dato: Dato) -> UInt64 {
      let her = Versjoner.tilstand(reg, per: dato)
      let bit: UInt64 = (reg.id == 0 || her == 0 ? 0 : 1) &<< (reg.id & 63)
      delt |= sett & bit
      sett |= bit
      return her
    }
  }

  /// Few rows: each against those after it.
  private static func erstattParvis<Rad: Registrert>(_ rader: Radliste<Rad>, i tilstander: inout Tilstander) {
    for i in rader.indices where rader[i].reg.id != 0 && tilstander[i] != .ikkeKjent {
      let id = rader[i].reg.id
      // Mostly no two share an ID, so that is asked first.
      for j in (i + 1)..<rader.count where rader[j].reg.id == id && tilstander[j] != .ikkeKjent {
        if rader[j].reg.registrert >= rader[i].reg.registrert {
          tilstander[i] = .erstattet
        } else {
          tilstander[j] = .erstattet
        }
      }
    }
  }

  /// Many rows: by ID, then age.
  private static func erstattSortert<Rad: Registrert>(_ rader: Radliste<Rad>, i tilstander: inout Tilstander) {
    var orden: [(id: UInt64, registrert: Dato, rad: Int)] = []
    for i in rader.indices where tilstander[i] != .ikkeKjent && rader[i].reg.id != 0 {
      orden.append((rader[i].reg.id, rader[i].reg.registrert, i))
    }
    orden.sort { ($0.id, $0.registrert, $0.rad) < ($1.id, $1.registrert, $1.rad) }
    for k in orden.indices.dropLast() where orden[k].id == orden[k + 1].id {
      tilstander[orden[k].rad] = .erstattet
    }
  }

  /// The `Registrert dato` of the first version of a row's registration, among
  /// those known on `dato`: of an effective row, whose list has these `tilstander`.
  @inline(__always)
  static func foersteRegistrert<Rad: Registrert>(
    _ rader: Radliste<Rad>, virksom rad: Int, _ tilstander: Tilstander, per dato: Dato
  ) -> Dato {
    tilstander.kanHaErstattet ? foersteRegistrert(rader, rad, per: dato) : rader[rad].reg.registrert
  }

  /// The same of any row.
  static func foersteRegistrert<Rad: Registrert>(_ rader: Radliste<Rad>, _ rad: Int, per dato: Dato) -> Dato {
    let reg = rader[rad].reg
    var foerste = reg.registrert
    guard reg.id != 0 else { return foerste }
    for i in rader.indices {
      let r = rader[i].reg
      if r.id == reg.id && r.registrert < foerste && r.registrert <= dato { foerste = r.registrert }
    }
    return foerste
  }

  /// Place of the effective row with the greatest `Registrert dato`, then the
  /// later in input order.
  static func nyeste<Rad: Registrert>(_ rader: Radliste<Rad>, _ tilstander: Tilstander) -> Int? {
    var best: Int?
    for i in rader.indices where tilstander[i] == .virksom {
      if let b = best, rader[b].reg.registrert > rader[i].reg.registrert { continue }
      best = i
    }
    return best
  }
}
