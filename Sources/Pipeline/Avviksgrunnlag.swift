import Domene
import Innlesing
import Rapport
import Tabular

/// What the rows of `avvik.csv` are written from: all avvik, and what the drop has
/// of their files and columns.
struct Avviksgrunnlag: Sendable {
  /// The pieces of all lists.
  let biter: [[Avvik]]
  /// Which list each piece is of.
  private let liste: [Int]
  private let lister: [Avviksliste]
  /// By the rank of the file: its path, and that as a field made ready.
  private let stier: [[UInt8]]
  private let filfelter: [[UInt8]]
  private let typer: [Inndatatype?]
  private let kolonner: Kolonnenavn
  /// Whether what stood in personal columns is masked.
  private let masker: Bool

  init(_ lister: [Avviksliste], _ inndata: Inndata, _ dialekt: CSVDialect, masker: Bool) {
    self.lister = lister
    self.masker = masker
    let biterAv = lister.map(\.biter)
    biter = biterAv.flatMap { $0 }
    liste = biterAv.indices.flatMap { i in biterAv[i].map { _ in i } }
    let ordnet = inndata.filer.sorted { $0.rang < $1.rang }
    stier = ordnet.map(\.sti)
    filfelter = stier.map { AvvikWriter.felt($0, dialekt: dialekt) }
    typer = ordnet.map(\.type)
    kolonner = Kolonnenavn(dialekt)
  }

  private func avvik(_ p: Avviksplass) -> Avvik { biter[Int(p.bit)][Int(p.nr)] }

  // MARK: Order

  /// Puts what stands on one line in order.
  func ordneLinjer(_ plasser: inout [Avviksplass], _ orden: Avviksorden) {
    plasser.withUnsafeMutableBufferPointer { p in
      var fra = 0
      for i in 1..<max(1, p.count + 1) where i == p.count || p[i].noekkel != p[fra].noekkel {
        if i - fra > 1 { ordne(UnsafeMutableBufferPointer(rebasing: p[fra..<i]), orden) }
        fra = i
      }
    }
  }

  private func ordne(_ linje: UnsafeMutableBufferPointer<Avviksplass>, _ orden: Avviksorden) {
    var linje = linje
    if linje.count > 16 {
      linje.sort { foer($0, $1, orden) }
      return
    }
    for i in 1..<max(1, linje.count) {
      var j = i
      while j > 0, foer(linje[j], linje[j - 1], orden) {
        linje.swapAt(j, j - 1)
        j -= 1
      }
    }
  }

  /// By what they say where all else is equal, so that the order does not hang on
  /// who found them.
  private func foer(_ p: Avviksplass, _ q: Avviksplass, _ orden: Avviksorden) -> Bool {
    let a = avvik(p)
    let b = avvik(q)
    let (n, m) = (orden.paaLinjen(a), orden.paaLinjen(b))
    if n != m { return n < m }
    let x = lister[liste[Int(p.bit)]]
    let y = lister[liste[Int(q.bit)]]
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
  func skriv(_ plasser: [Avviksplass], _ orden: Avviksorden, til w: inout AvvikWriter) {
    kolonner.med { navn in
      var fra = 0
      while fra < plasser.count {
        let fil = orden.sted(plasser[fra].noekkel).fil
        var til = fra + 1
        while til < plasser.count, orden.sted(plasser[til].noekkel).fil == fil { til += 1 }
        if fil < stier.count {
          stier[fil].withUnsafeBytes { sti in
            filfelter[fil].withUnsafeBytes { felt in
              skriv(plasser[fra..<til], sti: sti, felt, typer[fil], navn, til: &w)
            }
          }
        } else {
          skriv(plasser[fra..<til], sti: .tom, .tom, nil, navn, til: &w)
        }
        fra = til
      }
    }
  }

  /// The rows of one file, or those without a row.
  private func skriv(
    _ plasser: ArraySlice<Avviksplass>, sti: UnsafeRawBufferPointer, _ filfelt: UnsafeRawBufferPointer,
    _ type: Inndatatype?, _ navn: Kolonnenavn.Blikk, til w: inout AvvikWriter
  ) {
    var ukjent: ArraySlice<UInt8>?
    for i in plasser.indices {
      // Fetched while those before are written.
      if i + 6 < plasser.endIndex { Avviksliste.varm(biter[Int(plasser[i + 6].bit)], Int(plasser[i + 6].nr)) }
      let p = plasser[i]
      var a = avvik(p)
      if let k = a.kilde { a.kilde = Kilde(fil: k.fil, linje: UInt32(truncatingIfNeeded: p.noekkel)) }
      let kolonne = navn.kolonne(a.kolonne, type)
      guard a.harTekst || a.kode == .kolonneUkjent else {
        w.skriv(
          a, Melding.Tekster(fil: sti, kolonne: kolonne.navn), filfelt: filfelt, kolonnefelt: kolonne.felt)
        continue
      }
      let l = lister[liste[Int(p.bit)]]
      var verdi = l.tekst(a.verdi)
      var tillegg = l.tekst(a.tillegg)
      if a.kode == .kolonneUkjent {
        // Said once a file, also of one that was read in parts.
        if ukjent == tillegg { continue }
        ukjent = tillegg
      }
      if masker, Maskering.gjelder(a, type) {
        verdi = Maskering.skjult(verdi)[...]
        tillegg = Maskering.skjult(tillegg)[...]
      }
      verdi.withUnsafeBytes { v in
        tillegg.withUnsafeBytes { t in
          let ukjent = a.kolonne == Avvik.ukjentKolonne
          w.skriv(
            a, Melding.Tekster(fil: sti, kolonne: ukjent ? t : kolonne.navn, verdi: v, tillegg: t), filfelt: filfelt,
            kolonnefelt: ukjent ? nil : kolonne.felt)
        }
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
