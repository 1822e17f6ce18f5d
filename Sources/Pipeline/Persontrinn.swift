import Domene
import Innlesing
import Kalender
import Kodeverk
import Rapport
import Regelverk
import Synchronization
import Tabular

/// The person stage: every part of the table of persons is brought together,
/// judged and written, the parts' bytes in order.
struct Persontrinn {
  /// What persons are judged, written and counted with: hangs on the date alone, so that
  /// it can be made while the drop is read.
  struct Verktoey: Sendable {
    let motor: Regelmotor
    let tabeller: Rapporttabeller
    let maal: Maaloppnaaelse
    let side: Sidetall

    /// - Parameter medAktivTid: whether an output shows F-09.
    init(dato: Dato, parametre: Parametre, dialekt: CSVDialect, medAktivTid: Bool) {
      motor = Regelmotor(dato: dato, parametre: parametre, medAktivTid: medAktivTid)
      tabeller = Rapporttabeller(dato: dato, dialekt: dialekt)
      maal = Maaloppnaaelse(dato: dato)
      side = Sidetall(dato: dato)
    }
  }

  let inndata: Inndata
  let lest: Innlesingstrinn.Resultat
  let verktoey: Verktoey
  let traader: Int
  let progress: Progress
  let ut: Utskrift
  /// Lists beside those of `Utskrift`; nil when none is asked for.
  var tillegg: Tilleggslister?
  /// False: what the rules find is only counted, as when `avvik.csv` is not asked for.
  var beholdFunn = true
  let orden: Avviksorden
  let omraader: Avviksomraader
  /// Whether `rapport.html` is asked for, which alone shows what `Sidetall` counts.
  var medSide = true
  /// The checksums of the outputs, which persons' workers go on with between persons' lists.
  var sums: SumQueue?

  struct Resultat {
    var maal: Maaloppnaaelse
    var side: Sidetall
    var avvik: [Avviksfordeling]
    /// What the rules found that is not in `avvik`, by code (`beholdFunn`).
    var talteFunn = Avvikstall()
    var telling: Radtelling
    var frafalte: Set<Kilde>
    var personer: Int
  }

  /// One worker: everything that is used again from person to person.
  private struct Tilstand: ~Copyable {
    /// Its memory is used again from part to part.
    var samler: Personsamler? = Personsamler()
    var bunke: Personbunke? = Personbunke()
    let delminne = Delminne()
    var bygger: Personbygger
    var rapport: Personrapport
    var tillegg: Tilleggsrapport?
    var maal: Maaloppnaaelse
    var side: Sidetall
    var avvik = Avviksliste()
    var fordeling: Avviksfordeling
    let beholdFunn: Bool
    let medSide: Bool
    var talteFunn = Avvikstall()
    var personer = 0
    /// Goes on with the outputs' checksums while persons are judged.
    var sumgang: SumQueue.Walk

    /// Brings one person together, and judges and writes the bunch when that was its last one. What a worker
    /// has to itself comes as parameters: read from a captured variable it would be copied at every call.
    mutating func person(
      _ poster: Personposter, _ person: Int, _ motor: Regelmotor, _ kolonner: Funnkolonner,
      _ bunke: inout Personbunke, _ rom: inout Arbeidsrom
    ) {
      sumgang.goOn()
      bygger.bygg(poster, person: person, i: &bunke.neste, &avvik, imellom: &sumgang.steps)
      sumgang.steps.step()
      bunke.tatt()
      if bunke.erFull { ferdig(&bunke, motor, kolonner, &rom) }
    }

    /// Judges and writes the persons of a bunch, and empties it.
    @inline(never)
    mutating func ferdig(
      _ bunke: inout Personbunke, _ motor: Regelmotor, _ kolonner: Funnkolonner, _ rom: inout Arbeidsrom
    ) {
      bunke.forHver { doem(&$0, motor, &rom, &$1) }
      bunke.forHver { skriv(&$0, $1, kolonner) }
      personer += bunke.antall
      bunke.toem()
    }

    @inline(never)
    private mutating func doem(
      _ grunnlag: inout Persongrunnlag, _ motor: Regelmotor, _ rom: inout Arbeidsrom, _ vurdering: inout Vurdering
    ) {
      sumgang.goOn()
      motor.vurder(grunnlag, &rom, into: &vurdering)
      sumgang.steps.step()
      tillegg?.leggTil(grunnlag, vurdering, &rom)
    }

    /// Nobody is lent the person who does not need all of it: what may still be changed is copied for everybody that
    /// it is lent to.
    @inline(never)
    private mutating func skriv(
      _ grunnlag: inout Persongrunnlag, _ vurdering: borrowing Vurdering, _ kolonner: Funnkolonner
    ) {
      let skjermet = grunnlag.skjermet
      rapport.leggTil(grunnlag.duf, skjermet: skjermet, tekst: grunnlag.tekst.span.bytes, vurdering)
      sumgang.steps.step()
      maal.tell(skjermet: skjermet, vurdering)
      if medSide { side.tell(skjermet: skjermet, vurdering) }
      if vurdering.funn.isEmpty { return }
      if beholdFunn { return behold(grunnlag, vurdering, kolonner) }
      // A rule's finding is of a row that counts, so that none of them falls away.
      for i in vurdering.funn.indices { talteFunn.tell(vurdering.funn[i].kode) }
    }

    /// What the rules found of a person as avvik.
    @inline(never)
    private mutating func behold(
      _ grunnlag: borrowing Persongrunnlag, _ vurdering: borrowing Vurdering, _ kolonner: Funnkolonner
    ) {
      for i in vurdering.funn.indices {
        let f = vurdering.funn[i]
        avvik.leggTil(Avvik(f, grunnlag, kolonne: kolonner.plass(f)))
      }
    }
  }

  /// A worker's state is unique; `parallelForEach` hands states about. It is entered
  /// once a part, so that the persons cost no access checks.
  private final class Arbeider {
    private(set) var tilstand: Tilstand
    init(_ t: consuming Tilstand) { tilstand = t }
    func med(_ gjoer: (inout Tilstand) throws -> Void) rethrows { try gjoer(&tilstand) }
  }

  func kjoer() throws(RunError) -> Resultat {
    let dokumenter = Deldokumenter(lest.kobling.dokumenter, lest.tabell)
    let kolonner = Funnkolonner(inndata)
    let tomtMaal = verktoey.maal
    let tomSide = verktoey.side
    let lest = self.lest
    let motor = verktoey.motor
    let tabeller = verktoey.tabeller
    let ut = self.ut
    let tillegg = self.tillegg
    let beholdFunn = self.beholdFunn
    let orden = self.orden
    let omraader = self.omraader
    let medSide = self.medSide
    let sums = self.sums
    let progress = self.progress
    let segmenter = inndata.antallKilder
    let doede = inndata.harDoede ? inndata.doede : []
    let delposter = Delposter(lest)
    let arbeidere = try run {
      try parallelForEach(count: lest.tabell.deler, threads: traader) { _ in
        let bygger = Personbygger(
          tabell: lest.tabell, kobling: lest.kobling, segmenter: segmenter, verdier: lest.verdier)
        return Arbeider(
          Tilstand(
            bygger: bygger,
            rapport: Personrapport(tabeller, utfiler: ut.utfiler), tillegg: tillegg?.rapport(), maal: tomtMaal.tom(),
            side: tomSide, fordeling: Avviksfordeling(orden, omraader), beholdFunn: beholdFunn, medSide: medSide,
            sumgang: SumQueue.Walk(sums)))
      } body: { (arbeider: inout Arbeider, del: Int) in
        let plasser = lest.tabell.plasser(del: del)
        try arbeider.med { a in
          let biter = try delposter.les(del, a.delminne)
          defer { delposter.ferdig(del) }
          defer { a.sumgang.rest() }
          let foer = a.personer
          var samler = a.samler.take() ?? Personsamler()
          var bunke = a.bunke.take() ?? Personbunke()
          // Of this part alone, so that it is handed on without being copied.
          var rom = Arbeidsrom()
          samler.forHverPerson(
            biter: biter, utenom: doede, dokumenter: dokumenter[del], tabell: lest.tabell,
            foerste: plasser.lowerBound, antall: plasser.count
          ) { person, poster in
            a.person(poster, person, motor, kolonner, &bunke, &rom)
          }
          a.ferdig(&bunke, motor, kolonner, &rom)
          a.samler = consume samler
          a.bunke = consume bunke
          // Who waits for room to write in may wait for what is in hand here.
          a.sumgang.rest()
          try ut.ta(del, a.rapport)
          try a.tillegg?.lever(del, til: tillegg, a.rapport)
          a.rapport.nullstill()
          a.fordeling.del(&a.avvik)
          progress.add(rows: a.personer - foer, bytes: 0)
        }
      }
    }
    var r = Resultat(
      maal: tomtMaal, side: tomSide, avvik: [], telling: Radtelling(segmenter: segmenter), frafalte: [], personer: 0)
    for a in arbeidere {
      a.med { t in
        r.maal.flett(t.maal)
        r.side.flett(t.side)
        t.fordeling.ferdig(t.avvik)
        r.avvik.append(t.fordeling)
        r.talteFunn.flett(t.talteFunn)
        r.telling.flett(t.bygger.telling)
        r.frafalte.formUnion(t.bygger.frafalte)
        r.personer += t.personer
      }
    }
    // Documents are told apart before persons are known.
    var dobbelt = Avviksliste()
    for p in lest.kobling.duplikater {
      let k = Post.kilde(p)
      r.telling.duplikater[Int(k.fil)] += 1
      var a = Avvik(.duplikat, kilde: k)
      a.duf = Post.noekkel(p)
      dobbelt.leggTil(a)
      r.frafalte.insert(k)
    }
    r.avvik.append(Avviksfordeling(dobbelt, orden, omraader))
    return r
  }
}

/// The place of each finding's column in the table of its file's type.
struct Funnkolonner: Sendable {
  private let typer: [UInt8]
  private let plasser: [[UInt16]]

  init(_ inndata: Inndata) {
    typer = (0..<inndata.antallKilder).map {
      inndata.filer[inndata.segmenter[$0 / 2].fil].type?.rawValue ?? UInt8(Inndatatype.allCases.count)
    }
    plasser =
      Inndatatype.allCases.map { t in
        Avvikskode.allCases.map { k in
          k.kolonne.flatMap { t.kolonnenummer($0) }.map { UInt16($0 + 1) } ?? 0
        }
      } + [Avvikskode.allCases.map { _ in 0 }]
  }

  func plass(_ f: Funn) -> UInt16 {
    guard let k = f.kilde else { return 0 }
    return plasser[Int(typer[Int(k.fil)])][f.kode.nummer]
  }
}
