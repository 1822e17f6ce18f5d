import CProcessor
import Domene
import Kalender

/// Whose the person documents are (`formats.md`, `folkeregister`): joined numbers,
/// documents without a DUF-nummer, children, and who is to be `Skjermet`.
/// Made once, when all of Folkeregisteret and UDI is read.
public struct Dokumentkobling: @unchecked Sendable {
  /// Places (current numbers) of persons that are to be `Skjermet`.
  public private(set) var skjermede = Personmengde()
  /// Birth dates, by fødselsnummer, of children that somebody's document names.
  public private(set) var barnFoedt = Barnetabell()
  /// Documents of a person: the post and the place of the person's current number.
  public private(set) var dokumenter: [(post: UnsafeRawPointer, person: UInt32)] = []
  /// Documents that are equal to an earlier one.
  public private(set) var duplikater: [UnsafeRawPointer] = []
  public let tabell: Persontabell

  /// Numbers that could be read in a document that was rejected: the person is
  /// `Skjermet` as long as it is there.
  public struct Avvist: Sendable {
    public var duf: [UInt64]
    public var foedselsnumre: [UInt64]
    public init(duf: [UInt64], foedselsnumre: [UInt64]) {
      self.duf = duf
      self.foedselsnumre = foedselsnumre
    }
  }

  /// - Parameters:
  ///   - dokumentposter: posts of all documents that were taken, in any order. They
  ///     must outlive this value.
  ///   - udinumre: the DUF-nummer of all UDI rows that were taken: lists, each rising and
  ///     every number once.
  ///   - udiposter: goes through the posts of those rows, keyed by DUF-nummer; a post is
  ///     good until the next one is handed out.
  /// - Throws: what `udiposter` throws.
  public init(
    dokumentposter: [UnsafeRawPointer], udinumre: [[UInt64]],
    udiposter: ((UnsafeRawPointer) -> Void) throws -> Void, avvist: [Avvist]
  ) rethrows {
    let kort = Self.unike(dokumentposter, &duplikater)

    // All known numbers, whatever D.
    var dokumentnumre: [UInt64] = []
    dokumentnumre.reserveCapacity(kort.count)
    for k in kort { k.forHvertDuf { dokumentnumre.append($0) } }
    let unike = Nummersortering.flettet(udinumre + [Nummersortering.unike(dokumentnumre)])
    tabell = Persontabell(numre: unike, sammenfoeyd: Self.foeyd(kort))

    let noenHarRad = udinumre.contains { !$0.isEmpty }
    let eiere = try noenHarRad ? Numreiere(kort, udiposter: udiposter, avvist) : Numreiere()
    var barn: [UInt64] = []
    dokumenter.reserveCapacity(kort.count)
    skjermede = Personmengde(rom: unike.count)
    let blikk = tabell.blikk
    // What few documents need lies in the cache as it is.
    let hentes = kort.count < 8192 ? 0 : kort.count - Self.forsprang
    for (i, k) in kort.enumerated() {
      if i < hentes {
        let neste = kort[i + Self.forsprang]
        if neste.harBarn { nir_prefetch(neste.post + Dokument.Plass.bredde) }
        if neste.duf != 0 { blikk.varm(neste.duf) } else { eiere.varm(neste.foersteFoedselsnummer) }
      }
      let hvem = person(k, eiere)
      if let hvem {
        dokumenter.append((k.post, hvem))
        if k.harBarn { barn.append(contentsOf: k.dokument.barn) }
      }
      if k.skjermer {
        // Fails safe: everybody whom the document could be about.
        if let hvem { skjermede.leggTil(hvem) }
        for n in k.dokument.dufNumre { if let x = tabell.gjeldende(n.verdi) { skjermede.leggTil(x) } }
        for n in k.dokument.foedselsnumre { skjermEiere(av: n.verdi, eiere) }
      }
    }
    skjerm(avvist, kort, eiere)
    if !barn.isEmpty { barnFoedt = Barnetabell(barn, kort) }
  }

  /// How many documents ahead memory is fetched.
  private static let forsprang = 12

  /// The documents in input order; of equal ones the first, the others are duplicates.
  private static func unike(_ poster: [UnsafeRawPointer], _ duplikater: inout [UnsafeRawPointer]) -> [Dokumentkort] {
    var sett = Talltabell(rom: poster.count)
    var ut: [Dokumentkort] = []
    ut.reserveCapacity(poster.count)
    let sortert = iOrden(poster)
    for (i, p) in sortert.enumerated() {
      if i + forsprang < sortert.count { sett.varm(Dokument(p: sortert[i + forsprang]).innhold) }
      if sett.leggTil(Dokument(p: p).innhold) { ut.append(Dokumentkort(p)) } else { duplikater.append(p) }
    }
    return ut
  }

  private static func iOrden(_ poster: [UnsafeRawPointer]) -> [UnsafeRawPointer] {
    func plass(_ p: UnsafeRawPointer) -> UInt64 {
      let k = Post.kilde(p)
      return UInt64(k.fil) << 32 | UInt64(k.linje)
    }
    // A worker's documents rise within a file: a few long runs, put one behind the other.
    var loep: [(plass: UInt64, siste: UInt64, poster: Range<Int>)] = []
    var fra = 0
    while fra < poster.count {
      let foerste = plass(poster[fra])
      var siste = foerste
      var til = fra + 1
      while til < poster.count {
        let n = plass(poster[til])
        if n < siste { break }
        siste = n
        til += 1
      }
      loep.append((foerste, siste, fra..<til))
      fra = til
    }
    if loep.count < 2 { return poster }
    loep.sort { $0.plass < $1.plass }
    if zip(loep, loep.dropFirst()).allSatisfy({ $0.siste < $1.plass }) {
      var ut: [UnsafeRawPointer] = []
      ut.reserveCapacity(poster.count)
      for l in loep { ut.append(contentsOf: poster[l.poster]) }
      return ut
    }
    var noekler = poster.map { (plass: plass($0), post: $0) }
    noekler.sort { $0.plass < $1.plass }
    return noekler.map(\.post)
  }

  /// The place of the person whom a document is about; nil when nobody knows.
  private func person(_ k: Dokumentkort, _ eiere: borrowing Numreiere) -> UInt32? {
    if k.duf != 0 { return tabell.gjeldende(k.duf) }
    return eiere.nyeste(k).flatMap { tabell.gjeldende($0) }
  }

  private mutating func skjermEiere(av foedselsnummer: UInt64, _ eiere: borrowing Numreiere) {
    for duf in eiere.alle(foedselsnummer) { if let x = tabell.gjeldende(duf) { skjermede.leggTil(x) } }
  }

  /// A rejected document is told by any number in it, also by one that another
  /// document or UDI gives the person.
  private mutating func skjerm(_ avvist: [Avvist], _ kort: [Dokumentkort], _ eiere: borrowing Numreiere) {
    if avvist.isEmpty { return }
    for a in avvist {
      for n in a.duf { if let x = tabell.gjeldende(n) { skjermede.leggTil(x) } }
      for n in a.foedselsnumre { skjermEiere(av: n, eiere) }
    }
    var gjelder = Talltabell()
    for a in avvist { for n in a.foedselsnumre { gjelder.leggTil(n) } }
    if gjelder.erTom { return }
    for k in kort {
      var treff = false
      k.forHvertFoedselsnummer { if gjelder.har($0.verdi) { treff = true } }
      if treff, let hvem = person(k, eiere) { skjermede.leggTil(hvem) }
    }
  }

  /// Numbers that a document lists beside its current one belong to the current.
  private static func foeyd(_ kort: [Dokumentkort]) -> [(fra: UInt64, til: UInt64)] {
    var rot: [UInt64: UInt64] = [:]
    func finn(_ n: UInt64) -> UInt64 {
      var x = n
      while let y = rot[x], y != x { x = y }
      return x
    }
    let foerst = Dato(dagnummer: .min)
    var gjeldende: [(duf: UInt64, ajour: Dato)] = []
    for k in kort where k.duf != 0 && k.harFlereKjente {
      let d = k.dokument
      for n in d.dufNumre where n.kjent {
        let a = finn(n.verdi)
        let b = finn(d.duf)
        rot[n.verdi] = rot[n.verdi] ?? n.verdi
        rot[d.duf] = rot[d.duf] ?? d.duf
        if a != b { rot[a] = b }
      }
      gjeldende.append((d.duf, d.ajourhold ?? foerst))
    }
    guard !rot.isEmpty else { return [] }
    // In a group the document with the greatest ajourhold says which is current.
    var foeyde = Talltabell(rom: rot.count)
    for n in rot.keys { foeyde.leggTil(n) }
    for k in kort where k.duf != 0 && !k.harFlereKjente && foeyde.har(k.duf) {
      gjeldende.append((k.duf, k.dokument.ajourhold ?? foerst))
    }
    var valgt: [UInt64: (duf: UInt64, ajour: Dato)] = [:]
    for g in gjeldende {
      let r = finn(g.duf)
      if let v = valgt[r], v.ajour > g.ajour { continue }
      valgt[r] = g
    }
    return rot.keys.compactMap { n in
      guard let v = valgt[finn(n)], v.duf != n else { return nil }
      return (n, v.duf)
    }
  }
}
