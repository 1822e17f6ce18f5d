import Domene
import Innlesing
import Rapport
import Tabular

/// What the rows of `avvik.csv` are written from: all avvik, and what the drop has
/// of their files and columns.
struct Avviksgrunnlag: Sendable {
  let orden: Avviksorden
  private let fordelinger: [Avviksfordeling]
  private let frafall: Frafall
  /// By the rank of the file: its path, and that as a field made ready.
  private let stier: [[UInt8]]
  private let filfelter: [[UInt8]]
  private let typer: [Inndatatype?]
  private let kolonner: Kolonnenavn
  /// Whether what stood in personal columns is masked.
  private let masker: Bool

  /// - Parameter frafalte: rows whose warnings fall away.
  init(
    _ fordelinger: [Avviksfordeling], _ orden: Avviksorden, frafalte: Set<Kilde>, _ inndata: Inndata,
    _ dialekt: CSVDialect, masker: Bool
  ) {
    self.fordelinger = fordelinger
    self.orden = orden
    self.masker = masker
    frafall = Frafall(frafalte)
    var rekke = [Int](repeating: 0, count: inndata.filer.count)
    for (i, f) in inndata.filer.enumerated() { rekke[Int(f.rang)] = i }
    stier = rekke.map { inndata.filer[$0].sti }
    filfelter = stier.map { AvvikWriter.felt($0, dialekt: dialekt) }
    typer = rekke.map { inndata.filer[$0].type }
    kolonner = Kolonnenavn(dialekt)
  }

  /// The avvik of a range, list by list, and the place of each that does not fall away.
  func hent(_ omraade: Int, _ avvik: inout [Avvik], _ plasser: inout [Avviksplass]) {
    avvik.removeAll(keepingCapacity: true)
    plasser.removeAll(keepingCapacity: true)
    for l in fordelinger.indices {
      let fra = avvik.count
      fordelinger[l].hent(omraade, til: &avvik)
      for i in fra..<avvik.count {
        guard !frafall.gjelder(avvik[i]), let n = orden.noekkel(avvik[i]) else { continue }
        plasser.append(
          Avviksplass(noekkel: n, liste: UInt32(truncatingIfNeeded: l), nr: UInt32(truncatingIfNeeded: i)))
      }
    }
  }

  // MARK: Order

  /// Puts what stands on one line in order.
  func ordneLinjer(_ plasser: inout [Avviksplass], _ avvik: UnsafeBufferPointer<Avvik>) {
    plasser.withUnsafeMutableBufferPointer { p in
      var fra = 0
      for i in 1..<max(1, p.count + 1) where i == p.count || p[i].noekkel != p[fra].noekkel {
        if i - fra > 1 { ordne(UnsafeMutableBufferPointer(rebasing: p[fra..<i]), avvik) }
        fra = i
      }
    }
  }

  private func ordne(_ linje: UnsafeMutableBufferPointer<Avviksplass>, _ avvik: UnsafeBufferPointer<Avvik>) {
    var linje = linje
    if linje.count > 16 {
      linje.sort { foer($0, $1, avvik) }
      return
    }
    for i in 1..<max(1, linje.count) {
      var j = i
      while j > 0, foer(linje[j], linje[j - 1], avvik) {
        linje.swapAt(j, j - 1)
        j -= 1
      }
    }
  }

  private func foer(_ p: Avviksplass, _ q: Avviksplass, _ avvik: UnsafeBufferPointer<Avvik>) -> Bool {
    let n = orden.paaLinjen(avvik[Int(p.nr)])
    let m = orden.paaLinjen(avvik[Int(q.nr)])
    return n != m ? n < m : foerVedLikhet(p, q, avvik)
  }

  /// By what they say where all else is equal, so that the order does not hang on
  /// who found them.
  @inline(never)
  private func foerVedLikhet(_ p: Avviksplass, _ q: Avviksplass, _ avvik: UnsafeBufferPointer<Avvik>) -> Bool {
    let a = avvik[Int(p.nr)]
    let b = avvik[Int(q.nr)]
    let x = fordelinger[Int(p.liste)].liste
    let y = fordelinger[Int(q.liste)].liste
    let (v, w) = (x.tekst(a.verdi), y.tekst(b.verdi))
    if v != w { return v.lexicographicallyPrecedes(w) }
    let (s, t) = (x.tekst(a.tillegg), y.tekst(b.tillegg))
    if s != t { return s.lexicographicallyPrecedes(t) }
    let d = (a.dato1?.dagnummer ?? .min, a.dato2?.dagnummer ?? .min, a.tall1 ?? .min, a.tall2 ?? .min)
    let e = (b.dato1?.dagnummer ?? .min, b.dato2?.dagnummer ?? .min, b.tall1 ?? .min, b.tall2 ?? .min)
    if d != e { return d < e }
    return (a.duf, a.kode.nummer) < (b.duf, b.kode.nummer)
  }

  // MARK: Rows

  /// Writes the rows of places in their order, file by file.
  func skriv(_ plasser: [Avviksplass], _ avvik: UnsafeBufferPointer<Avvik>, til w: inout AvvikWriter) {
    kolonner.med { navn in
      var fra = 0
      while fra < plasser.count {
        let fil = orden.fil(plasser[fra].noekkel)
        var til = fra + 1
        while til < plasser.count, orden.fil(plasser[til].noekkel) == fil { til += 1 }
        if fil < stier.count {
          stier[fil].withUnsafeBytes { sti in
            filfelter[fil].withUnsafeBytes { felt in
              skriv(plasser[fra..<til], avvik, sti: sti, felt, typer[fil], navn, til: &w)
            }
          }
        } else {
          skriv(plasser[fra..<til], avvik, sti: .tom, .tom, nil, navn, til: &w)
        }
        fra = til
      }
    }
  }

  /// The rows of one file, or those without a row.
  private func skriv(
    _ plasser: ArraySlice<Avviksplass>, _ avvik: UnsafeBufferPointer<Avvik>, sti: UnsafeRawBufferPointer,
    _ filfelt: UnsafeRawBufferPointer, _ type: Inndatatype?, _ navn: Kolonnenavn.Blikk, til w: inout AvvikWriter
  ) {
    var ukjent: [UInt8]?
    for p in plasser {
      var a = avvik[Int(p.nr)]
      if let k = a.kilde { a.kilde = Kilde(fil: k.fil, linje: orden.linje(p.noekkel)) }
      let kolonne = navn.kolonne(a.kolonne, type)
      if a.harTekst || a.kode == .kolonneUkjent {
        sitert(a, p, sti: sti, filfelt, type, kolonne, &ukjent, til: &w)
      } else {
        w.skriv(
          a, Melding.Tekster(fil: sti, kolonne: kolonne.navn), filfelt: filfelt, kolonnefelt: kolonne.felt)
      }
    }
  }

  /// A row that quotes what stood in the drop.
  /// - Parameter ukjent: the last unknown column of the file.
  @inline(never)
  private func sitert(
    _ a: Avvik, _ p: Avviksplass, sti: UnsafeRawBufferPointer, _ filfelt: UnsafeRawBufferPointer,
    _ type: Inndatatype?, _ kolonne: (navn: UnsafeRawBufferPointer, felt: UnsafeRawBufferPointer),
    _ ukjent: inout [UInt8]?, til w: inout AvvikWriter
  ) {
    let l = fordelinger[Int(p.liste)].liste
    var verdi = l.tekst(a.verdi)
    var tillegg = l.tekst(a.tillegg)
    if a.kode == .kolonneUkjent {
      // Said once a file, also of one that was read in parts.
      if let ukjent, tillegg.elementsEqual(ukjent) { return }
      ukjent = Array(tillegg)
    }
    if masker, Maskering.gjelder(a, type) {
      verdi = Maskering.skjult(verdi)[...]
      tillegg = Maskering.skjult(tillegg)[...]
    }
    verdi.withUnsafeBytes { v in
      tillegg.withUnsafeBytes { t in
        let erUkjent = a.kolonne == Avvik.ukjentKolonne
        w.skriv(
          a, Melding.Tekster(fil: sti, kolonne: erUkjent ? t : kolonne.navn, verdi: v, tillegg: t), filfelt: filfelt,
          kolonnefelt: erUkjent ? nil : kolonne.felt)
      }
    }
  }
}

/// The columns' names as bytes, each also as a field made ready.
struct Kolonnenavn: Sendable {
  private var bytes: [UInt8] = []
  /// Where each name and each field ends, in turns, after a 0; an empty one first.
  private var slutt: [Int] = [0]
  /// By type: which is its first column's, counted from 0.
  private var foerste: [Int] = []

  init(_ dialekt: CSVDialect) {
    leggTil("", dialekt)
    for t in Inndatatype.allCases {
      foerste.append(slutt.count / 2)
      for k in t.kolonner { leggTil(k.navn, dialekt) }
    }
    foerste.append(slutt.count / 2)
  }

  private mutating func leggTil(_ navn: String, _ dialekt: CSVDialect) {
    bytes += Array(navn.utf8)
    slutt.append(bytes.count)
    bytes += AvvikWriter.felt(Array(navn.utf8), dialekt: dialekt)
    slutt.append(bytes.count)
  }

  /// The names while `med` runs.
  struct Blikk {
    fileprivate let bytes: UnsafeRawBufferPointer
    fileprivate let slutt: UnsafeBufferPointer<Int>
    fileprivate let foerste: UnsafeBufferPointer<Int>

    /// The name of a type's column by `Avvik.kolonne`, empty when there is none such,
    /// and the field of it.
    func kolonne(_ nr: UInt16, _ type: Inndatatype?) -> (navn: UnsafeRawBufferPointer, felt: UnsafeRawBufferPointer) {
      var i = 0
      if nr > 0, let t = type.map({ Int($0.rawValue) }), Int(nr) <= foerste[t + 1] - foerste[t] {
        i = foerste[t] + Int(nr) - 1
      }
      return (
        UnsafeRawBufferPointer(rebasing: bytes[slutt[2 * i]..<slutt[2 * i + 1]]),
        UnsafeRawBufferPointer(rebasing: bytes[slutt[2 * i + 1]..<slutt[2 * i + 2]])
      )
    }
  }

  func med(_ les: (Blikk) -> Void) {
    bytes.withUnsafeBytes { b in
      slutt.withUnsafeBufferPointer { s in
        foerste.withUnsafeBufferPointer { f in les(Blikk(bytes: b, slutt: s, foerste: f)) }
      }
    }
  }
}
