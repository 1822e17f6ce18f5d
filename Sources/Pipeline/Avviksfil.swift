import Domene
import Innlesing
import Rapport
import Tabular

/// Puts the avvik of all workers in order and writes `avvik.csv`.
struct Avviksfil {
  let inndata: Inndata
  let dialekt: CSVDialect

  /// Counts by code, for the manifest.
  struct Resultat {
    var rader = 0
    var antall: [Int]
  }

  /// - Parameter frafalte: rows that turned out rejected or duplicates after
  ///   reading: their warnings fall away (`formats.md`: a rejected row gives no Advarsel).
  func skriv(_ lister: [Avviksliste], frafalte: Set<Kilde>, til fil: OutputFile?) throws(RunError) -> Resultat {
    var noekler: [(n: Avviksnoekkel, liste: Int32, plass: Int32)] = []
    noekler.reserveCapacity(lister.reduce(0) { $0 + $1.antall })
    for (l, liste) in lister.enumerated() {
      for (i, a) in liste.avvik.enumerated() {
        if let k = a.kilde, !frafalte.isEmpty, a.vistAlvorlighet == .advarsel, frafalte.contains(k) { continue }
        if let k = a.kilde, inndata.harDoede, inndata.doede[Int(k.fil)] { continue }
        let rang = a.kilde.map { inndata.filer[inndata.fil(av: $0)].rang } ?? .max
        var plassert = a
        // An unknown column is told about the whole file, on its first line.
        plassert.kilde?.linje = a.kilde.map { a.kode == .kolonneUkjent ? $0.linje : inndata.linje(av: $0) } ?? 0
        noekler.append((Avviksnoekkel(plassert, filrang: rang), Int32(l), Int32(i)))
      }
    }
    // Equal keys: by what they say, so that the order does not hang on who found them.
    noekler.sort { a, b in
      if a.n < b.n { return true }
      if b.n < a.n { return false }
      let x = lister[Int(a.liste)]
      let y = lister[Int(b.liste)]
      let p = x.avvik[Int(a.plass)]
      let q = y.avvik[Int(b.plass)]
      let v = x.tekst(p.verdi)
      let w = y.tekst(q.verdi)
      if !v.elementsEqual(w) { return v.lexicographicallyPrecedes(w) }
      let s = x.tekst(p.tillegg)
      let t = y.tekst(q.tillegg)
      if !s.elementsEqual(t) { return s.lexicographicallyPrecedes(t) }
      let d = (p.dato1?.dagnummer ?? .min, p.dato2?.dagnummer ?? .min, p.tall1 ?? .min, p.tall2 ?? .min)
      let e = (q.dato1?.dagnummer ?? .min, q.dato2?.dagnummer ?? .min, q.tall1 ?? .min, q.tall2 ?? .min)
      if d != e { return d < e }
      return (p.duf, p.kode.nummer) < (q.duf, q.kode.nummer)
    }
    var w = AvvikWriter(dialekt: dialekt)
    try fil?.write(AvvikWriter.hode(dialekt: dialekt))
    let kolonnenavn = Inndatatype.allCases.map { t in t.kolonner.map { Array($0.navn.utf8) } }
    var siden = 0
    var rader = 0
    var ukjent: (fil: UInt32, navn: [UInt8])?
    for x in noekler {
      let liste = lister[Int(x.liste)]
      var a = liste.avvik[Int(x.plass)]
      let f = a.kilde.map { inndata.filer[inndata.fil(av: $0)] }
      a.kilde?.linje = x.n.linje
      if a.kode == .kolonneUkjent, let f {
        // Said once a file, also of one that was read in parts.
        let navn = Array(liste.tekst(a.tillegg))
        if let u = ukjent, u.fil == f.rang, u.navn == navn { continue }
        ukjent = (f.rang, navn)
      }
      rader += 1
      var kolonne: ArraySlice<UInt8> = []
      if a.kolonne == Avvik.ukjentKolonne {
        kolonne = liste.tekst(a.tillegg)
      } else if a.kolonne > 0, let t = f?.type {
        let navn = kolonnenavn[Int(t.rawValue)]
        if Int(a.kolonne) <= navn.count { kolonne = navn[Int(a.kolonne) - 1][...] }
      }
      let sti = f?.sti ?? []
      sti.withUnsafeBytes { s in
        kolonne.withUnsafeBytes { k in
          liste.tekst(a.verdi).withUnsafeBytes { v in
            liste.tekst(a.tillegg).withUnsafeBytes { t in
              w.skriv(a, Melding.Tekster(fil: s, kolonne: k, verdi: v, tillegg: t))
            }
          }
        }
      }
      siden += 1
      if siden == 4096 {
        try fil?.write(w.bytes())
        w.toemBytes()
        siden = 0
      }
    }
    try fil?.write(w.bytes())
    return Resultat(rader: rader, antall: w.antall)
  }
}
