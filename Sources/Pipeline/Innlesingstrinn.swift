import Domene
import Innlesing
import Kalender
import Tabular

/// The reading stages: files to posts, by person. First Folkeregisteret and UDI,
/// which say who is known; then what kommuner send.
struct Innlesingstrinn {
  /// The drop; its lines and dead parts are known when all is read.
  private(set) var inndata: Inndata
  let dato: Dato
  let grenser: Lesegrenser
  let traader: Int
  let progress: Progress
  /// False: nobody says who is known, so every number that a row bears is (`nir validate` of a single file).
  var harRegister = true
  /// Whether every file's checksum is wanted.
  var summerer = true
  /// Which values of kommuner's rows will be asked for.
  var verdier = Radverdier.alle
  /// Where posts go that do not fit in memory; nil: they must fit.
  var disk: (any Postdisk)?
  /// The list that a worker starts with.
  var avviksliste: @Sendable () -> Avviksliste = { Avviksliste() }

  init(inndata: Inndata, dato: Dato, grenser: Lesegrenser, traader: Int, progress: Progress) {
    self.inndata = inndata
    self.dato = dato
    self.grenser = grenser
    self.traader = traader
    self.progress = progress
    self.inndata.del(grenser)
  }

  /// What one worker has read.
  private struct Leser: ~Copyable {
    var leser: Filleser
    var hele: [(segment: Int, nummer: UInt32, r: Filresultat)] = []
    /// The checksums of whole files, by their number.
    var sha: [UInt32: String] = [:]
    var deler: [(segment: Int, r: Segmentresultat)] = []
    var summer: [(fil: Int, sha: String, bytes: Int, stempel: FileStamp?)] = []
    /// Segments of whole files that must be read once more, whole.
    var igjen: [Int] = []
  }

  /// A worker's state is unique; `parallelForEach` hands states about.
  private final class Arbeider {
    var leser: Leser
    init(_ l: consuming Leser) { leser = l }

    /// Reads a whole file, and sums those that it has read before when there are enough of them.
    func les(_ fil: Innfil, segment: Int) -> Filresultat {
      var summer: [(UInt32, String)] = []
      let r = leser.leser.les(fil) { summer += Innlesingstrinn.summer($0) }
      leser.hele.append((segment, fil.nummer, r))
      for s in summer { leser.sha[s.0] = s.1 }
      return r
    }

    /// Reads the next mouthful of files side by side.
    func les(_ bunke: Filbunke, _ sidesummer: SideSums?, _ progress: Progress) {
      var ferdige: [(UInt32, Filresultat?)] = []
      var summer: [(UInt32, String)] = []
      bunke.les(&leser.leser) { biter in
        if let sidesummer { summer = sidesummer.take(biter) }
      } ferdig: { ferdige.append(($0, $1)) }
      for s in summer { leser.sha[s.0] = s.1 }
      for (nummer, r) in ferdige {
        let segment = Int(nummer) / 2
        if let r {
          leser.hele.append((segment, nummer, r))
          progress.add(rows: r.lest, bytes: r.bytes)
        } else {
          leser.igjen.append(segment)
        }
      }
    }

    /// Sums the last ones.
    func ferdig() {
      var summer: [(UInt32, String)] = []
      leser.leser.slipp { summer += Innlesingstrinn.summer($0) }
      for s in summer { leser.sha[s.0] = s.1 }
    }
  }

  /// Bytes of files that a reader holds until it sums them together: the more files, the faster.
  private static let plassPerLeser = 16 << 20

  private static func summer(_ filer: [InputBuffer.Kept]) -> [(UInt32, String)] {
    Array(zip(filer.map(\.tag), Checksum.hexes(filer.map(\.bytes))))
  }

  struct Resultat {
    var inndata: Inndata
    /// By file number; files without a type have none.
    var filer: [Filresultat?]
    var sha: [String]
    var avvik: [Avviksliste]
    var tabell: Persontabell
    var kobling: Dokumentkobling
    /// The workers' receivers.
    var mottakere: [Mottaker]
    /// Which values kommuner's rows have there.
    var verdier: Radverdier
    /// Hold the documents that `kobling` points into.
    var dokumentlagre: [Postlager]
  }

  mutating func kjoer() throws(RunError) -> Resultat {
    guard inndata.antallKilder <= Post.maksKilder else {
      throw .inputNotGoodEnough(
        "the drop is read in \(inndata.antallKilder / 2) files and parts of files; there can be \(Post.maksKilder / 2)")
    }
    var filer: [Filresultat?] = Array(repeating: nil, count: inndata.filer.count)
    var sha = Array(repeating: "", count: inndata.filer.count)
    var avvik: [Avviksliste] = []

    // Folkeregisteret and UDI.
    let antallRegister = harRegister ? inndata.antallRegister : inndata.antallMedType
    let plass = Mottaker.Plass(grense: Self.minnePerLeser, disk: disk)
    let forste = try les(0..<antallRegister, &filer, &sha, &avvik) { Mottaker(plass) }
    let registre = forste.map { $0.leser.leser.mottaker }
    let deler = min(traader, Mottaker.nummerdeler(registre))
    let udinumre = try run {
      try parallelMap(count: registre.count + deler, threads: traader) { i in
        if i >= registre.count { return Mottaker.dufNumre(registre, del: i - registre.count, av: deler) }
        registre[i].ferdigMedRegistre()
        return []
      }
    }
    let doede = inndata.harDoede ? inndata.doede : []
    let avvist = forste.flatMap { $0.leser.leser.avvisteDokumenter }
    let kobling = try run { try Self.kobling(registre, udinumre, doede, avvist) }
    let tabell = kobling.tabell
    for m in registre { m.lager.slipp() }

    let verdier = self.verdier
    // Kommuner. What of UDI's rows lies in another part than its person's is taken over first.
    let flyttet = try run {
      try parallelMap(count: registre.count, threads: traader) { i in
        let m = Mottaker(tabell: tabell, plass, verdier: verdier)
        try m.flytt(fra: registre[i], utenom: doede)
        return m
      }
    }
    let ledige = Locked(flyttet)
    let andre = try les(antallRegister..<inndata.antallMedType, &filer, &sha, &avvik) {
      ledige.withLock { $0.popLast() } ?? Mottaker(tabell: tabell, plass, verdier: verdier)
    }
    let mottakere = ledige.withLock { $0 } + andre.map { $0.leser.leser.mottaker }
    for m in mottakere { m.lager.ferdig() }
    plass.slipp()
    // Files that no input of the pipeline wants, and what could not be read.
    var rest = Avviksliste()
    for i in inndata.antallMedType..<inndata.filer.count {
      let refusert = i - inndata.listing.files.count
      let kilde = Kilde(fil: Inndata.kildenummer(inndata.segmenterAv[i].lowerBound), linje: 0)
      if refusert < 0 {
        rest.leggTil(Avvik(.filUkjentType, kilde: kilde))
        if summerer { sha[i] = Checksum.file(inndata.filer[i].full)?.hex ?? "" }
      } else {
        rest.leggTil(Avvik(.filSkadet, kilde: kilde), tillegg: Self.grunn(inndata.listing.refused[refusert].reason))
      }
    }
    avvik.append(rest)
    return Resultat(
      inndata: inndata, filer: filer, sha: sha, avvik: avvik, tabell: tabell, kobling: kobling,
      mottakere: registre + mottakere, verdier: verdier, dokumentlagre: registre.map(\.dokumenter))
  }

  /// Bytes of posts that a reader holds before they go to the disk, where there is one.
  private static let minnePerLeser = 16 << 20

  private static func kobling(
    _ registre: [Mottaker], _ udinumre: [[UInt64]], _ doede: [Bool], _ avvist: [Dokumentkobling.Avvist]
  ) throws -> Dokumentkobling {
    func teller(_ p: UnsafeRawPointer) -> Bool { doede.isEmpty || !doede[Int(Post.kilde(p).fil)] }
    var dokumenter: [UnsafeRawPointer] = []
    for m in registre { try m.dokumenter.forHver { if teller($0) { dokumenter.append($0) } } }
    func udiposter(_ ta: (UnsafeRawPointer) -> Void) throws {
      for m in registre {
        m.lager.ferdig()
        try m.lager.forHver { if teller($0) { ta($0) } }
      }
    }
    var numre = udinumre
    if !doede.isEmpty {
      // Some rows do not count, and make nobody known.
      var tellende: Set<UInt64> = []
      try udiposter { tellende.insert(Post.noekkel($0)) }
      numre = [tellende.sorted()]
    }
    return try Dokumentkobling(dokumentposter: dokumenter, udinumre: numre, udiposter: udiposter, avvist: avvist)
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

  /// One piece of a worker's work.
  private enum Oppgave: Sendable {
    case hel(segment: Int, igjen: Bool)
    case del(segment: Int)
    /// The checksum of a file that is read in parts.
    case sum(fil: Int)
  }

  /// Reads files by number, big ones in parts, and what the parts show must be
  /// read in order once more.
  private mutating func les(
    _ omraade: Range<Int>, _ filer: inout [Filresultat?], _ sha: inout [String], _ avvik: inout [Avviksliste],
    mottaker: @escaping @Sendable () -> Mottaker
  ) throws(RunError) -> [Arbeider] {
    // The largest first, so that no core is left with a big file at the end; a
    // checksum cannot be shared, so it goes before the parts.
    var oppgaver: [(bytes: Int, o: Oppgave)] = []
    for nr in omraade {
      for s in inndata.segmenterAv[nr] {
        if let bit = inndata.segmenter[s].bit {
          if bit.fra == 0, summerer { oppgaver.append((inndata.filer[nr].bytes, .sum(fil: nr))) }
          oppgaver.append((bit.til - bit.fra, .del(segment: s)))
        } else {
          oppgaver.append((inndata.filer[nr].bytes, .hel(segment: s, igjen: false)))
        }
      }
    }
    oppgaver.sort { $0.bytes > $1.bytes }
    var arbeidere = try utfoer(oppgaver, mottaker)
    var deler: [Int: Segmentresultat] = [:]
    var summer: [Int: (sha: String, bytes: Int, stempel: FileStamp?)] = [:]
    for a in arbeidere {
      for d in a.leser.deler { deler[d.segment] = d.r }
      for s in a.leser.summer { summer[s.fil] = (s.sha, s.bytes, s.stempel) }
    }
    if !summerer {
      for nr in omraade {
        summer[nr] = ("", inndata.filer[nr].bytes, deler[inndata.segmenterAv[nr].lowerBound]?.stempel)
      }
    }
    var iDeler: Set<Int> = []
    var igjen: [(bytes: Int, o: Oppgave)] = []
    for nr in omraade where inndata.segmenter[inndata.segmenterAv[nr].lowerBound].bit != nil {
      let r = inndata.segmenterAv[nr].map { deler[$0] ?? Segmentresultat() }
      // All parts and the checksum are of one file in one state, or it is read once more, in one go.
      let stempel = summer[nr]?.stempel
      if r.allSatisfy({ $0.stempel == stempel }), samlet(nr, r, summer[nr]?.bytes, &filer[nr]) {
        sha[nr] = summer[nr]?.sha ?? ""
        iDeler.insert(nr)
      } else {
        inndata.forkastDeler(av: nr)
        igjen.append((inndata.filer[nr].bytes, .hel(segment: inndata.segmenterAv[nr].lowerBound, igjen: true)))
      }
    }
    for s in arbeidere.flatMap({ $0.leser.igjen }) {
      let nr = inndata.segmenter[s].fil
      inndata.forkastDeler(av: nr)
      igjen.append((inndata.filer[nr].bytes, .hel(segment: s, igjen: true)))
    }
    if !igjen.isEmpty { arbeidere += try utfoer(igjen, mottaker) }
    for a in arbeidere {
      a.ferdig()
      for h in a.leser.hele {
        let nr = inndata.segmenter[h.segment].fil
        filer[nr] = h.r
        try Self.holdMaskinen(h.r, inndata.filer[nr].sti)
        sha[nr] = h.r.ulest ? "" : a.leser.sha[h.nummer] ?? ""
      }
      avvik.append(a.leser.leser.avvik)
    }
    // What only the whole of a file in parts can tell.
    var rest = Avviksliste()
    for nr in omraade where inndata.segmenter[inndata.segmenterAv[nr].lowerBound].bit != nil {
      if let r = filer[nr], r.lest == 0, !r.avvistHelt, iDeler.contains(nr) {
        rest.leggTil(Avvik(.filTom, kilde: Kilde(fil: Inndata.kildenummer(inndata.segmenterAv[nr].lowerBound), linje: 0)))
      }
    }
    avvik.append(rest)
    return arbeidere
  }

  /// A file that this machine could not read just now is not the sender's fault: the night
  /// fails rather than go on without it.
  private static func holdMaskinen(_ r: Filresultat, _ sti: [UInt8]) throws(RunError) {
    switch r.lesefeil {
    case .outOfMemory: throw .ioFailed("\(visiblePath(sti)): not enough memory to read it")
    case .io(let number, _) where Posix.isMachineFault(number):
      throw .ioFailed("\(visiblePath(sti)): \(Posix.reason(number))")
    default: return
    }
  }

  /// Puts the parts of a file together; false when they do not fit.
  private mutating func samlet(_ nr: Int, _ deler: [Segmentresultat], _ bytes: Int?, _ ut: inout Filresultat?) -> Bool {
    guard let foerste = deler.first, bytes == inndata.filer[nr].bytes else { return false }
    var r = foerste.r
    r.bytes = inndata.filer[nr].bytes
    if r.avvistHelt, foerste.gikkBra {
      r.lest = 0
      r.tatt = 0
      r.avvist = 0
      ut = r
      return true
    }
    var linjer: UInt32 = 0
    var venter = 0
    var lest = 0
    var tatt = 0
    var avvist = 0
    for (s, d) in zip(inndata.segmenterAv[nr], deler) {
      guard d.gikkBra, d.start == venter else { return false }
      inndata.linjerFoer[s] = linjer
      if d.start > 0 { r.taMed(d.r.grensebrudd, linjer: Int(linjer)) }
      linjer += UInt32(truncatingIfNeeded: d.linjer)
      venter = d.slutt
      lest += d.r.lest
      tatt += d.r.tatt
      avvist += d.r.avvist
    }
    guard venter == r.bytes else { return false }
    r.lest = lest
    r.tatt = tatt
    r.avvist = avvist
    ut = r
    return true
  }

  private func utfoer(
    _ oppgaver: [(bytes: Int, o: Oppgave)], _ mottaker: @escaping @Sendable () -> Mottaker
  ) throws(RunError) -> [Arbeider] {
    let inndata = self.inndata
    let progress = self.progress
    let dato = self.dato
    let grenser = self.grenser
    let avviksliste = self.avviksliste
    let summerer = self.summerer
    let arbeidere = max(1, min(traader, oppgaver.count))
    // So many that every worker gets its share.
    let bredde = summerer ? max(1, min(BlockChecksum.most, oppgaver.count / arbeidere)) : 1
    let deling = Arbeidsdeling(bytes: oppgaver.map(\.bytes), arbeidere: arbeidere)
    let stopp = StopRequest.current
    return try run {
      try parallelForEach(count: arbeidere, threads: traader) { _ in
        var leser = Filleser(
          dato: dato, grenser: grenser, mottaker: mottaker(), holder: summerer ? BlockChecksum.most : 0,
          plass: Self.plassPerLeser)
        leser.avvik = avviksliste()
        return Arbeider(Leser(leser: leser))
      } body: { arbeider, hvem in
        let bunke = Filbunke(bredde: bredde, munnfull: grenser.munnfull)
        let sidesummer = summerer ? SideSums(bredde) : nil
        while true {
          try stopp?.check()
          deling.har(hvem, igjen: bunke.igjen)
          while bunke.harPlass, let i = deling.ta(hvem, igjen: bunke.igjen) {
            switch oppgaver[i].o {
            case .hel(let s, let igjen):
              guard let fil = inndata.innfil(inndata.segmenter[s].fil, kilde: Inndata.kildenummer(s, igjen: igjen)) else { continue }
              if !igjen, bunke.begynn(fil, &arbeider.leser.leser) { continue }
              let r = arbeider.les(fil, segment: s)
              progress.add(rows: r.lest, bytes: r.bytes)
            case .del(let s):
              guard let bit = inndata.segmenter[s].bit,
                let fil = inndata.innfil(inndata.segmenter[s].fil, kilde: Inndata.kildenummer(s))
              else { continue }
              let r = arbeider.leser.leser.les(fil, bit)
              arbeider.leser.deler.append((s, r))
              progress.add(rows: r.r.lest, bytes: bit.til - bit.fra)
            case .sum(let nr):
              let c = Checksum.file(inndata.filer[nr].full)
              arbeider.leser.summer.append((nr, c?.hex ?? "", c?.size ?? -1, FileStamp(inndata.filer[nr].full)))
            }
            try stopp?.check()
          }
          if bunke.erTom { break }
          arbeider.les(bunke, sidesummer, progress)
        }
      }
    }
  }
}

/// Runs what throws `RunError` or, by a fault of ours, anything else.
func run<T>(_ body: () throws -> T) throws(RunError) -> T {
  do { return try body() } catch let e as RunError { throw e } catch { throw .internalFault("\(type(of: error))") }
}
