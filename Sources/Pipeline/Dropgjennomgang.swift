import Domene
import Innlesing
import Kalender
import Kodeverk
import Regelverk

/// A drop read for a question about its persons, outside the nightly run: nothing
/// is written, every person is judged on D and handed over in DUF order.
public struct Dropgjennomgang {
  public let dato: Dato
  public let motor: Regelmotor
  let inndata: Inndata
  let lest: Innlesingstrinn.Resultat
  /// Where posts lie that do not fit in memory.
  private let disk: PostScratch?

  /// Reads the drop that a pipeline file (with its overrides) names.
  /// - Parameter summer: whether the files' checksums are wanted.
  /// - Throws: `RunError` (no such input).
  public init(file: PipelineFile, progress: Progress, summer: Bool = false) throws(RunError) {
    dato = try file.beregningsdato.resolved()
    motor = Regelmotor(dato: dato, parametre: file.parametre)
    let listing = try DropListing.read(root: file.input, patterns: file.patterns)
    try file.limits.hold(files: listing.files.count)
    var innlesing = Innlesingstrinn(
      inndata: Inndata(listing), dato: dato, grenser: file.limits.lesegrenser, traader: file.threads ?? defaultThreads(),
      progress: progress)
    innlesing.summerer = summer
    disk = PostScratch.temporary()
    innlesing.disk = disk
    progress.begin("reading", totalBytes: listing.files.reduce(0) { $0 + $1.size })
    lest = try innlesing.kjoer()
    inndata = lest.inndata
    try file.limits.hold(persons: lest.tabell.numre.count)
    progress.end()
  }

  /// The current DUF-nummer of the person that a number belongs to; nil when the
  /// drop knows nobody by it.
  public func person(_ duf: DUFNummer) -> DUFNummer? {
    lest.tabell.plass(duf.verdi).map { DUFNummer(verdi: lest.tabell.numre[lest.tabell.personplass(Int($0))]) }
  }

  /// Path in the drop of the file that a source points at, for people.
  public func sti(_ k: Kilde) -> String {
    Int(k.fil) < inndata.antallKilder ? visiblePath(inndata.filer[inndata.fil(av: k)].sti) : ""
  }

  /// The line that a source points at; 0: none.
  public func linje(_ k: Kilde) -> Int { Int(k.fil) < inndata.antallKilder ? Int(inndata.linje(av: k)) : 0 }

  /// Judges every person (or one), in DUF order.
  /// - Throws: what `gjoer` throws.
  /// - Parameter bare: only this person (by current number).
  public func forHver(
    bare: DUFNummer? = nil, _ gjoer: (borrowing Persongrunnlag, borrowing Vurdering) throws -> Void
  ) throws {
    var bygger = Personbygger(
      tabell: lest.tabell, kobling: lest.kobling, segmenter: inndata.antallKilder, verdier: lest.verdier)
    var avvik = Avviksliste()
    try gaa(bare: bare, &bygger, &avvik, gjoer)
  }

  /// The same, with what bringing a person's rows together finds out.
  func gaa(
    bare: DUFNummer?, _ bygger: inout Personbygger, _ avvik: inout Avviksliste,
    _ gjoer: (borrowing Persongrunnlag, borrowing Vurdering) throws -> Void
  ) throws {
    var samler = Personsamler()
    var grunnlag = Persongrunnlag(duf: DUFNummer(verdi: 0))
    var rom = Arbeidsrom()
    var vurdering = Vurdering()
    let dokumenter = Deldokumenter(lest.kobling.dokumenter, lest.tabell)
    let delminne = Delminne()
    for del in 0..<lest.tabell.deler {
      let plasser = lest.tabell.plasser(del: del)
      if let bare {
        guard let p = lest.tabell.plass(bare.verdi), plasser.contains(lest.tabell.personplass(Int(p))) else { continue }
      }
      let biter = try delminne.biter(del: del, lest.mottakere, lest.tabell)
      try samler.forHverPerson(
        biter: biter, utenom: inndata.harDoede ? inndata.doede : [], dokumenter: dokumenter[del], tabell: lest.tabell,
        foerste: plasser.lowerBound, antall: plasser.count
      ) { person, poster in
        if let bare, lest.tabell.numre[person] != bare.verdi { return }
        bygger.bygg(poster, person: person, i: &grunnlag, &avvik)
        motor.vurder(grunnlag, &rom, into: &vurdering)
        try gjoer(grunnlag, vurdering)
      }
    }
    try disk?.check()
  }
}

extension Limits {
  /// The limits that reading holds.
  var lesegrenser: Lesegrenser {
    var g = Lesegrenser()
    g.maksBytesFil = maksBytesFil
    g.maksBytesUtpakket = maksBytesUtpakket
    g.maksBytesLinje = maksBytesLinje
    g.maksFeltRad = maksFeltRad
    g.maksAvvisteRader = min(maksAvvisteRaderFil, maksAvvisteRaderTotalt)
    g.delFilerFra = delFilerFra
    g.segmentlengde = segmentlengde
    g.munnfull = munnfull
    return g
  }
}
