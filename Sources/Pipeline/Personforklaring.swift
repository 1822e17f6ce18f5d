import Domene
import Innlesing
import Kalender
import Kodeverk
import Rapport
import Regelverk
import Tabular

extension DUFNummer {
  /// Reads a DUF-nummer as people write it: twelve digits, spaces allowed (N-01).
  /// nil: not a DUF-nummer.
  public init?(tekst: String) {
    var t = tekst
    guard let n = t.withUTF8({ b in
      var n: UInt64 = 0
      var sifre = 0
      for c in b where c != 0x20 {
        guard c >= 0x30, c <= 0x39, sifre < 12 else { return UInt64?.none }
        n = n * 10 + UInt64(c - 0x30)
        sifre += 1
      }
      return sifre == 12 ? n : nil
    }) else { return nil }
    self.init(verdi: n)
  }
}

extension Dropgjennomgang {
  /// One person's whole story on D (`nir explain`); nil when the drop knows nobody
  /// by the number. An old number finds its person. Nobody else is judged.
  /// - Throws: what reading posts back throws.
  public func forklaring(_ duf: DUFNummer, parametre: Parametre, stil: Skjermstil = .roer) throws -> [UInt8]? {
    guard let gjeldende = person(duf) else { return nil }
    var bygger = Personbygger(
      tabell: lest.tabell, kobling: lest.kobling, segmenter: inndata.antallKilder, verdier: lest.verdier)
    var funnet = Avviksliste()
    var ut: [UInt8]?
    // The person's rows must be brought together before it is known which of them
    // fell away, so the text is written after: the values are copied out.
    var grunnlag: Persongrunnlag?
    var vurdering: Vurdering?
    try gaa(bare: gjeldende, &bygger, &funnet) { p, v in
      grunnlag = copy p
      vurdering = copy v
    }
    if let grunnlag, let vurdering {
      let lesing = leseavvik(gjeldende, funnet, frafalte: bygger.frafalte)
      var w = ByteWriter()
      if gjeldende != duf {
        w.literal("Nummeret ")
        w.append(text: duf.visning)
        w.append(text: " er et tidligere DUF-nummer for denne personen.\n\n")
      }
      Forklaring(dato: dato, parametre: parametre, stil: stil) { k in
        (sti(k), UInt32(truncatingIfNeeded: linje(k)))
      }.skriv(grunnlag, vurdering, Deltakelsesbilde(motor, grunnlag, vurdering), lesing: lesing, til: &w)
      ut = w.bytes()
    }
    return ut
  }

  /// What reading has found on the person's own rows: those that bear any of the
  /// person's numbers, and the person's documents. In the order of `avvik.csv`.
  private func leseavvik(
    _ duf: DUFNummer, _ funnet: Avviksliste, frafalte: Set<Kilde>
  ) -> [Forklaring.Varsel] {
    guard let plass = lest.tabell.plass(duf.verdi) else { return [] }
    var numre: Set<UInt64> = []
    if lest.tabell.harSammenfoeyde {
      for i in lest.tabell.numre.indices where lest.tabell.personplass(i) == Int(plass) { numre.insert(lest.tabell.numre[i]) }
    } else {
      numre.insert(duf.verdi)
    }
    var dokumenter: Set<Kilde> = []
    for d in lest.kobling.dokumenter where UInt64(d.person) == plass { dokumenter.insert(Post.kilde(d.post)) }
    var like = Avviksliste()
    var borte = frafalte
    for p in lest.kobling.duplikater where numre.contains(Post.noekkel(p)) {
      var a = Avvik(.duplikat, kilde: Post.kilde(p))
      a.duf = Post.noekkel(p)
      like.leggTil(a)
      borte.insert(Post.kilde(p))
    }
    var ut: [(noekkel: Avviksnoekkel, varsel: Forklaring.Varsel)] = []
    for liste in lest.avvik + [funnet, like] {
      for a in liste.avvik {
        guard let k = a.kilde, numre.contains(a.duf) || dokumenter.contains(k) else { continue }
        if inndata.harDoede, inndata.doede[Int(k.fil)] { continue }
        if a.vistAlvorlighet == .advarsel, borte.contains(k) { continue }
        var vist = a
        vist.kilde = Kilde(fil: k.fil, linje: inndata.linje(av: k))
        ut.append(
          (Avviksnoekkel(vist, filrang: inndata.filer[inndata.fil(av: k)].rang), varsel(a, k, liste)))
      }
    }
    return ut.sorted { $0.noekkel < $1.noekkel }.map(\.varsel)
  }

  private func varsel(_ a: Avvik, _ k: Kilde, _ liste: Avviksliste) -> Forklaring.Varsel {
    let f = inndata.filer[inndata.fil(av: k)]
    var kolonne: [UInt8] = []
    if a.kolonne == Avvik.ukjentKolonne {
      kolonne = Array(liste.tekst(a.tillegg))
    } else if a.kolonne > 0, let t = f.type, Int(a.kolonne) <= t.kolonner.count {
      kolonne = Array(t.kolonner[Int(a.kolonne) - 1].navn.utf8)
    }
    let melding = f.sti.withUnsafeBytes { s in
      kolonne.withUnsafeBytes { c in
        liste.tekst(a.verdi).withUnsafeBytes { v in
          liste.tekst(a.tillegg).withUnsafeBytes { t in
            Melding.tekst(a, Melding.Tekster(fil: s, kolonne: c, verdi: v, tillegg: t))
          }
        }
      }
    }
    return Forklaring.Varsel(
      alvorlighet: a.vistAlvorlighet, kode: a.kode, fil: sti(k), linje: UInt32(truncatingIfNeeded: linje(k)),
      melding: melding)
  }
}
