import Domene
import Innlesing
import Rapport
import Synchronization
import Tabular

/// Puts the avvik of all workers in order and writes `avvik.csv`, on all cores:
/// they are dealt into ranges of the order, and each range is sorted and written by
/// itself.
struct Avviksfil {
  let inndata: Inndata
  let dialekt: CSVDialect
  let traader: Int
  /// Whether what stood in personal columns is masked.
  var masker = false

  /// Counts by code, for the manifest.
  struct Resultat {
    var rader = 0
    var antall: [Int] = Array(repeating: 0, count: Avvikskode.allCases.count)
  }

  /// `Avviksnoekkel` in two words, and which avvik it is of.
  private struct Noekkel {
    var hoey: UInt64
    var lav: UInt64
    var liste: UInt32
    var plass: UInt32

    static func foer(_ a: Noekkel, _ b: Noekkel) -> Bool { a.hoey != b.hoey ? a.hoey < b.hoey : a.lav < b.lav }
  }

  /// - Parameter frafalte: rows that turned out rejected or duplicates after
  ///   reading: their warnings fall away (`formats.md`: a rejected row gives no Advarsel).
  func skriv(_ lister: [Avviksliste], frafalte: Set<Kilde>, til fil: OutputFile?) throws(RunError) -> Resultat {
    // Keys of every list, by itself.
    let inndata = self.inndata
    let rang = Avvikskode.allCases.map { UInt64($0.tekstrang) }
    let noekler = try run {
      try parallelMap(count: lister.count, threads: traader) { l in
        Self.noekler(lister[l], UInt32(l), inndata, rang, frafalte)
      }
    }
    let deler = try run { try Self.del(noekler, antall: 64, traader: traader) }
    let kolonnenavn = Inndatatype.allCases.map { t in t.kolonner.map { Array($0.navn.utf8) } }
    try fil?.write(AvvikWriter.hode(dialekt: dialekt))
    let ut = Avviksutskrift(fil)
    let dialekt = self.dialekt
    let masker = self.masker
    let resultater = try run {
      try parallelMap(count: deler.count, threads: traader) { d in
        let (bytes, r) = Self.formater(deler[d], lister, inndata, kolonnenavn, dialekt, masker: masker)
        try ut.ta(d, bytes)
        return r
      }
    }
    var r = Resultat()
    for x in resultater {
      r.rader += x.rader
      for i in r.antall.indices { r.antall[i] += x.antall[i] }
    }
    return r
  }

  private static func noekler(
    _ liste: Avviksliste, _ l: UInt32, _ inndata: Inndata, _ rang: [UInt64], _ frafalte: Set<Kilde>
  ) -> [Noekkel] {
    var ut: [Noekkel] = []
    ut.reserveCapacity(liste.antall)
    for (i, a) in liste.avvik.enumerated() {
      let kode = rang[a.kode.nummer]
      guard let k = a.kilde else {
        // Without a row: last, by DUF-nummer and Kode.
        ut.append(Noekkel(hoey: .max, lav: a.duf << 8 | kode, liste: l, plass: UInt32(i)))
        continue
      }
      if inndata.harDoede, inndata.doede[Int(k.fil)] { continue }
      if !frafalte.isEmpty, a.vistAlvorlighet == .advarsel, frafalte.contains(k) { continue }
      // An unknown column is told about the whole file, on its first line.
      let linje = a.kode == .kolonneUkjent ? k.linje : inndata.linje(av: k)
      let filrang = UInt64(inndata.filer[inndata.fil(av: k)].rang)
      ut.append(
        Noekkel(
          hoey: filrang << 32 | UInt64(linje), lav: UInt64(a.kolonne) << 48 | kode << 40, liste: l, plass: UInt32(i)))
    }
    return ut
  }

  /// Deals keys into ranges of about the same size, in order. A row's avvik, and
  /// what a file says of its columns, come into one range.
  private static func del(_ noekler: [[Noekkel]], antall: Int, traader: Int) throws -> [[Noekkel]] {
    let alle = noekler.reduce(0) { $0 + $1.count }
    if alle < 20_000 { return [noekler.flatMap { $0 }] }
    var proeve: [UInt64] = []
    let skritt = max(1, alle / 8192)
    for n in noekler { for i in stride(from: 0, to: n.count, by: skritt) { proeve.append(n[i].hoey) } }
    proeve.sort()
    // All without a row share one word: the last range is theirs alone.
    var grenser: [UInt64] = (1..<antall).map { proeve[$0 * proeve.count / antall] }.filter { $0 != .max }
    grenser.append(.max)
    var unike: [UInt64] = []
    for g in grenser where unike.last != g { unike.append(g) }
    let skiller = unike
    let lokale = try parallelMap(count: noekler.count, threads: traader) { l in
      var ut: [[Noekkel]] = Array(repeating: [], count: skiller.count + 1)
      for n in noekler[l] {
        var lav = 0
        var hoey = skiller.count
        while lav < hoey {
          let m = (lav + hoey) / 2
          if skiller[m] <= n.hoey { lav = m + 1 } else { hoey = m }
        }
        ut[lav].append(n)
      }
      return ut
    }
    return (0...skiller.count).map { d in lokale.flatMap { $0[d] } }
  }

  private static func formater(
    _ noekler: [Noekkel], _ lister: [Avviksliste], _ inndata: Inndata, _ kolonnenavn: [[[UInt8]]], _ dialekt: CSVDialect,
    masker: Bool
  ) -> (bytes: [UInt8], r: Resultat) {
    var noekler = noekler
    noekler.sort { a, b in
      if Noekkel.foer(a, b) { return true }
      if Noekkel.foer(b, a) { return false }
      return innholdFoer(lister[Int(a.liste)], Int(a.plass), lister[Int(b.liste)], Int(b.plass))
    }
    var w = AvvikWriter(dialekt: dialekt)
    var ukjent: (fil: UInt64, navn: ArraySlice<UInt8>)?
    for x in noekler {
      let liste = lister[Int(x.liste)]
      var a = liste.avvik[Int(x.plass)]
      var sti: [UInt8] = []
      var kolonne: ArraySlice<UInt8> = []
      var verdi = liste.tekst(a.verdi)
      var tillegg = liste.tekst(a.tillegg)
      var type: Inndatatype?
      if let k = a.kilde {
        let f = inndata.filer[inndata.fil(av: k)]
        sti = f.sti
        type = f.type
        a.kilde = Kilde(fil: k.fil, linje: UInt32(truncatingIfNeeded: x.hoey))
        if a.kode == .kolonneUkjent {
          // Said once a file, also of one that was read in parts.
          let navn = tillegg
          if let u = ukjent, u.fil == x.hoey >> 32, u.navn == navn { continue }
          ukjent = (x.hoey >> 32, navn)
        }
        if a.kolonne == Avvik.ukjentKolonne {
          kolonne = tillegg
        } else if a.kolonne > 0, let t = f.type {
          let navn = kolonnenavn[Int(t.rawValue)]
          if Int(a.kolonne) <= navn.count { kolonne = navn[Int(a.kolonne) - 1][...] }
        }
      }
      if masker, Maskering.gjelder(a, type) {
        verdi = Maskering.skjult(verdi)[...]
        tillegg = Maskering.skjult(tillegg)[...]
        if a.kolonne == Avvik.ukjentKolonne { kolonne = tillegg }
      }
      sti.withUnsafeBytes { s in
        kolonne.withUnsafeBytes { k in
          verdi.withUnsafeBytes { v in
            tillegg.withUnsafeBytes { t in
              w.skriv(a, Melding.Tekster(fil: s, kolonne: k, verdi: v, tillegg: t))
            }
          }
        }
      }
    }
    return (w.bytes(), Resultat(rader: w.rader, antall: w.antall))
  }

  /// Equal keys: by what they say, so that the order does not hang on who found them.
  private static func innholdFoer(_ x: Avviksliste, _ i: Int, _ y: Avviksliste, _ j: Int) -> Bool {
    let p = x.avvik[i]
    let q = y.avvik[j]
    let v = x.tekst(p.verdi)
    let w = y.tekst(q.verdi)
    if v != w { return v.lexicographicallyPrecedes(w) }
    let s = x.tekst(p.tillegg)
    let t = y.tekst(q.tillegg)
    if s != t { return s.lexicographicallyPrecedes(t) }
    let d = (p.dato1?.dagnummer ?? .min, p.dato2?.dagnummer ?? .min, p.tall1 ?? .min, p.tall2 ?? .min)
    let e = (q.dato1?.dagnummer ?? .min, q.dato2?.dagnummer ?? .min, q.tall1 ?? .min, q.tall2 ?? .min)
    if d != e { return d < e }
    return (p.duf, p.kode.nummer) < (q.duf, q.kode.nummer)
  }
}

/// Writes the ranges' bytes in their order, whoever is done first.
private final class Avviksutskrift: @unchecked Sendable {
  // Unchecked: the file is only touched inside the lock.
  private let fil: OutputFile?
  private let venter = Mutex<(neste: Int, bytes: [Int: [UInt8]])>((0, [:]))

  init(_ fil: OutputFile?) { self.fil = fil }

  func ta(_ del: Int, _ bytes: [UInt8]) throws(RunError) {
    try venter.withLock { (t: inout (neste: Int, bytes: [Int: [UInt8]])) throws(RunError) in
      t.bytes[del] = bytes
      while let b = t.bytes.removeValue(forKey: t.neste) {
        try fil?.write(b)
        t.neste += 1
      }
    }
  }
}
