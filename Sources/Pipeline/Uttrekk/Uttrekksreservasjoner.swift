import Domene
import Innlesing

/// What the drop's files of reservations say that could not be taken in as a row:
/// R-01 must not depend on a typing error.
struct Uttrekksreservasjoner {
  /// Persons with a rejected row of reservations: they count as reserved.
  private(set) var personer: Set<UInt64> = []
  /// Faults in files of reservations that name nobody: a person who has reserved may
  /// stand behind each.
  private(set) var ukjente = 0
  /// Rows with a DUF-nummer that nobody in the drop has: told in the statement, since
  /// a digit may be wrong.
  private(set) var utenPerson = 0

  init(_ drop: Dropgjennomgang) {
    let inndata = drop.inndata
    let frafalt = inndata.harDoede ? inndata.doede : []
    for liste in drop.lest.avvik {
      for a in liste.avvik where a.kode.alvorlighet == .feil && !a.somAdvarsel {
        guard let k = a.kilde, Int(k.fil) < inndata.antallKilder,
          inndata.filer[inndata.fil(av: k)].type == .reservasjoner,
          frafalt.isEmpty || !frafalt[Int(k.fil)]
        else { continue }
        if a.duf == 0 {
          ukjente += 1
        } else if let p = drop.person(DUFNummer(verdi: a.duf)) {
          personer.insert(p.verdi)
        } else {
          utenPerson += 1
        }
      }
    }
  }
}
