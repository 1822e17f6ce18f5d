import Domene
import Innlesing
import Kalender
import Tabular

/// The reading stages: files to posts, by person. First Folkeregisteret and UDI,
/// which say who is known; then what kommuner send.
struct Innlesingstrinn {
  let inndata: Inndata
  let dato: Dato
  let grenser: Lesegrenser
  let traader: Int
  let progress: Progress
  /// False: nobody says who is known, so every number that a row bears is (`nir validate` of a single file).
  var harRegister = true
  /// The list that a worker starts with.
  var avviksliste: @Sendable () -> Avviksliste = { Avviksliste() }

  /// What one worker has read.
  private struct Leser: ~Copyable {
    var leser: Filleser
    var resultater: [(fil: Int, r: Filresultat, sha: String)] = []
  }

  /// A worker's state is unique; `parallelForEach` hands states about.
  private final class Arbeider {
    var leser: Leser
    init(_ l: consuming Leser) { leser = l }
  }

  struct Resultat {
    /// By file number; files without a type have none.
    var filer: [Filresultat?]
    var sha: [String]
    var avvik: [Avviksliste]
    var tabell: Persontabell
    var kobling: Dokumentkobling
    /// The workers' receivers: part d of each holds posts of part d's persons.
    var mottakere: [Mottaker]
    /// Holds the documents that `kobling` points into.
    var dokumentlagre: [Postlager]
    var deler: Int
    var perDel: Int
  }

  func kjoer() throws(RunError) -> Resultat {
    var filer: [Filresultat?] = Array(repeating: nil, count: inndata.filer.count)
    var sha = Array(repeating: "", count: inndata.filer.count)
    var avvik: [Avviksliste] = []

    // Folkeregisteret and UDI.
    let antallRegister = harRegister ? inndata.antallRegister : inndata.antallMedType
    let forste = try les(0..<antallRegister) { Mottaker() }
    var avvist: [Dokumentkobling.Avvist] = []
    var dokumenter: [UnsafeRawPointer] = []
    var udi: [[UnsafeRawPointer]] = []
    for a in forste {
      for x in a.leser.resultater {
        filer[x.fil] = x.r
        sha[x.fil] = x.sha
      }
      avvik.append(a.leser.leser.avvik)
      avvist += a.leser.leser.avvisteDokumenter
      var rader: [UnsafeRawPointer] = []
      rader.reserveCapacity(a.leser.leser.mottaker.lagre[0].antall)
      a.leser.leser.mottaker.lagre[0].forHver { rader.append($0) }
      udi.append(rader)
      a.leser.leser.mottaker.lagre[1].forHver { dokumenter.append($0) }
    }
    let kobling = Dokumentkobling(dokumentposter: dokumenter, udiposter: udi, avvist: avvist)
    let tabell = kobling.tabell

    // Parts of the table of persons: each one's posts are handled together later.
    let perDel = max(64, (tabell.numre.count + 511) / 512)
    let deler = max(1, (tabell.numre.count + perDel - 1) / perDel)
    let udilagre = forste.map { $0.leser.leser.mottaker.lagre[0] }
    let udimottakere = try run {
      try parallelMap(count: udilagre.count, threads: traader) { i in
        let m = Mottaker(tabell: tabell, deler: deler, perDel: perDel)
        udilagre[i].forHver { m.flytt($0) }
        return m
      }
    }
    let dokumentlagre = forste.map { $0.leser.leser.mottaker.lagre[1] }
    for a in forste { a.leser.leser.mottaker.lagre[0].toem() }

    // Kommuner.
    let andre = try les(antallRegister..<inndata.antallMedType) {
      Mottaker(tabell: tabell, deler: deler, perDel: perDel)
    }
    for a in andre {
      for x in a.leser.resultater {
        filer[x.fil] = x.r
        sha[x.fil] = x.sha
      }
      avvik.append(a.leser.leser.avvik)
    }
    // Files that no input of the pipeline wants, and what could not be read.
    var rest = Avviksliste()
    for i in inndata.antallMedType..<inndata.filer.count {
      let refusert = i - inndata.listing.files.count
      let kilde = Kilde(fil: UInt32(i), linje: 0)
      if refusert < 0 {
        rest.leggTil(Avvik(.filUkjentType, kilde: kilde))
        sha[i] = Checksum.file(Posix.join(inndata.listing.root, inndata.filer[i].sti))?.hex ?? ""
      } else {
        rest.leggTil(Avvik(.filSkadet, kilde: kilde), tillegg: Self.grunn(inndata.listing.refused[refusert].reason))
      }
    }
    avvik.append(rest)
    return Resultat(
      filer: filer, sha: sha, avvik: avvik, tabell: tabell, kobling: kobling,
      mottakere: udimottakere + andre.map { $0.leser.leser.mottaker }, dokumentlagre: dokumentlagre, deler: deler,
      perDel: perDel)
  }

  private static func grunn(_ r: DropListing.Refused.Reason) -> String {
    switch r {
    case .unreadableFolder: "mappen kan ikke leses"
    case .linkOutOfDrop: "lenken peker ut av leveransen"
    case .brokenLink: "lenken peker på noe som ikke finnes"
    case .folderLoop: "lenken peker på en mappe over seg selv"
    case .notAFile: "det er verken en fil eller en mappe"
    }
  }

  private func les(_ omraade: Range<Int>, mottaker: @Sendable () -> Mottaker) throws(RunError) -> [Arbeider] {
    // The largest first, so that no core is left with a big file at the end.
    let inndata = self.inndata
    let filer = omraade.sorted { inndata.filer[$0].bytes > inndata.filer[$1].bytes }
    let progress = self.progress
    let dato = self.dato
    let grenser = self.grenser
    let avviksliste = self.avviksliste
    return try run {
      try parallelForEach(count: filer.count, threads: traader) { _ in
        var leser = Filleser(dato: dato, grenser: grenser, mottaker: mottaker())
        leser.avvik = avviksliste()
        return Arbeider(Leser(leser: leser))
      } body: { arbeider, i in
        let nr = filer[i]
        guard let fil = inndata.innfil(nr) else { return }
        var sum = Checksum()
        let r = arbeider.leser.leser.les(fil) { sum.update($0) }
        arbeider.leser.resultater.append((nr, r, sum.hex()))
        progress.add(rows: r.lest, bytes: r.bytes)
      }
    }
  }
}

/// Runs what throws `RunError` or, by a fault of ours, anything else.
func run<T>(_ body: () throws -> T) throws(RunError) -> T {
  do { return try body() } catch let e as RunError { throw e } catch { throw .internalFault("\(type(of: error))") }
}
