import Domene
import Kalender

/// Whose the person documents are (`formats.md`, `folkeregister`): joined numbers,
/// documents without a DUF-nummer, children, and who is to be `Skjermet`.
/// Made once, when all of Folkeregisteret and UDI is read.
public struct Dokumentkobling: @unchecked Sendable {
  /// Places (current numbers) of persons that are to be `Skjermet`.
  public private(set) var skjermede: Set<UInt32> = []
  /// Birth dates, by fødselsnummer, of children that somebody's document names.
  public private(set) var barnFoedt: [UInt64: Dato] = [:]
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
  ///   - udiposter: goes through the posts of all UDI rows that were taken, keyed by
  ///     DUF-nummer; a post is good until the next one is handed out.
  /// - Throws: what `udiposter` throws.
  public init(
    dokumentposter: [UnsafeRawPointer], udiposter: ((UnsafeRawPointer) -> Void) throws -> Void, avvist: [Avvist]
  ) rethrows {
    // Equal documents: the first in input order is taken, the others are duplicates.
    let sortert = dokumentposter.sorted { Post.kilde($0) < Post.kilde($1) }
    var sett: Set<UInt64> = []
    sett.reserveCapacity(sortert.count)
    var poster: [(post: UnsafeRawPointer, dok: Dokument)] = []
    poster.reserveCapacity(sortert.count)
    for p in sortert {
      let d = Dokumentpost.noekler(p)
      if sett.insert(d.innhold).inserted { poster.append((p, d)) } else { duplikater.append(p) }
    }

    // All known numbers, whatever D.
    var numre: [UInt64] = []
    try udiposter { numre.append(Post.noekkel($0)) }
    for (_, d) in poster { for n in d.dufNumre { numre.append(n.verdi) } }
    let unike = Nummersortering.unike(numre)

    tabell = Persontabell(numre: unike, sammenfoeyd: Self.foeyd(poster.map(\.dok)))

    // The person that a fødselsnummer of UDI's belongs to: the newest row by
    // Vedtaksdato, then input order. Only wanted for numbers that a document
    // without a DUF-nummer, or a rejected one, bears.
    var soekte: Set<UInt64> = []
    for (_, d) in poster where d.duf == 0 || d.skjermer { for n in d.foedselsnumre { soekte.insert(n.verdi) } }
    for a in avvist { soekte.formUnion(a.foedselsnumre) }
    var eier: [UInt64: (dato: Dato, kilde: Kilde, duf: UInt64)] = [:]
    var eiere: [UInt64: Set<UInt64>] = [:]
    if !soekte.isEmpty {
      try udiposter { p in
        guard let (fnr, dato) = Persondekoder.udiNoekler(p), soekte.contains(fnr) else { return }
        let ny = (dato: dato, kilde: Post.kilde(p), duf: Post.noekkel(p))
        eiere[fnr, default: []].insert(ny.duf)
        if let naa = eier[fnr], (naa.dato, naa.kilde) > (ny.dato, ny.kilde) { return }
        eier[fnr] = ny
      }
    }
    let tabell = self.tabell
    func person(_ duf: UInt64) -> UInt32? { tabell.plass(duf).map { tabell.person[Int($0)] } }

    var barn: Set<UInt64> = []
    for (p, d) in poster {
      var hvem: UInt32?
      if d.duf != 0 {
        hvem = person(d.duf)
      } else {
        let treff = d.foedselsnumre.filter(\.kjent).compactMap { eier[$0.verdi] }
        if let nyest = treff.max(by: { ($0.dato, $0.kilde) < ($1.dato, $1.kilde) }) { hvem = person(nyest.duf) }
      }
      if let hvem {
        dokumenter.append((p, hvem))
        for b in Dokumentpost.les(p).barn { barn.insert(b) }
      }
      if d.skjermer {
        // Fails safe: everybody whom the document could be about.
        if let hvem { skjermede.insert(hvem) }
        for n in d.dufNumre { if let x = person(n.verdi) { skjermede.insert(x) } }
        for n in d.foedselsnumre { for e in eiere[n.verdi] ?? [] { if let x = person(e) { skjermede.insert(x) } } }
      }
    }
    // A rejected document is told by any number in it, also by one that another
    // document or UDI gives the person.
    if !avvist.isEmpty {
      var fraDokument: [UInt64: [UInt32]] = [:]
      let gjelder = Set(avvist.flatMap(\.foedselsnumre))
      if !gjelder.isEmpty {
        for (p, hvem) in dokumenter {
          for n in Dokumentpost.noekler(p).foedselsnumre where gjelder.contains(n.verdi) {
            fraDokument[n.verdi, default: []].append(hvem)
          }
        }
      }
      for a in avvist {
        for n in a.duf { if let x = person(n) { skjermede.insert(x) } }
        for n in a.foedselsnumre {
          for e in eiere[n] ?? [] { if let x = person(e) { skjermede.insert(x) } }
          for x in fraDokument[n] ?? [] { skjermede.insert(x) }
        }
      }
    }
    // Birth dates of the children, from their own documents; the one that holds.
    if !barn.isEmpty {
      var best: [UInt64: (ajour: Dato?, foedt: Dato)] = [:]
      for (p, d) in poster {
        for n in d.foedselsnumre where n.kjent && barn.contains(n.verdi) {
          guard let foedt = Dokumentpost.les(p).foedselsdato else { continue }
          let lav = Dato(dagnummer: .min)
          if let b = best[n.verdi], (d.ajourhold ?? lav) < (b.ajour ?? lav) { continue }
          best[n.verdi] = (d.ajourhold, foedt)
        }
      }
      barnFoedt = best.mapValues(\.foedt)
    }
  }

  /// Numbers that a document lists beside its current one belong to the current.
  private static func foeyd(_ dokumenter: [Dokument]) -> [(fra: UInt64, til: UInt64)] {
    var rot: [UInt64: UInt64] = [:]
    func finn(_ n: UInt64) -> UInt64 {
      var x = n
      while let y = rot[x], y != x { x = y }
      return x
    }
    var gjeldende: [(duf: UInt64, ajour: Dato)] = []
    for d in dokumenter where d.duf != 0 {
      let kjente = d.dufNumre.filter(\.kjent)
      guard kjente.contains(where: { $0.verdi != d.duf }) else { continue }
      for n in kjente {
        let a = finn(n.verdi)
        let b = finn(d.duf)
        rot[n.verdi] = rot[n.verdi] ?? n.verdi
        rot[d.duf] = rot[d.duf] ?? d.duf
        if a != b { rot[a] = b }
      }
      gjeldende.append((d.duf, d.ajourhold ?? Dato(dagnummer: .min)))
    }
    guard !rot.isEmpty else { return [] }
    // In a group the document with the greatest ajourhold says which is current.
    for d in dokumenter where d.duf != 0 && rot[d.duf] != nil && !d.dufNumre.contains(where: { $0.kjent && $0.verdi != d.duf }) {
      gjeldende.append((d.duf, d.ajourhold ?? Dato(dagnummer: .min)))
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
