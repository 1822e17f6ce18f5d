import Domene
import Kalender
import Kodeverk

/// What the person-wise stage counts for each file: rows that reading had taken.
public struct Radtelling: Sendable {
  public var duplikater: [UInt32]
  public var avvist: [UInt32]
  public init(segmenter: Int) {
    duplikater = Array(repeating: 0, count: segmenter)
    avvist = Array(repeating: 0, count: segmenter)
  }
  public mutating func flett(_ annen: Radtelling) {
    for i in duplikater.indices {
      duplikater[i] += annen.duplikater[i]
      avvist[i] += annen.avvist[i]
    }
  }
}

/// Brings one person's posts together: drops duplicates (`DUPLIKAT`), rejects
/// klager on an unknown vedtak (`UKJENT_VEDTAK`), tells a wrong control number once
/// (`DUF_KONTROLLSIFFER`), picks the document that holds, and fills a `Persongrunnlag`.
public struct Personbygger: @unchecked Sendable {
  // Unchecked: the pointers are of the person at hand, and one worker owns the builder.
  private var dekoder = Persondekoder()
  private let tabell: Persontabell
  private let kobling: Dokumentkobling
  private var vedtakIder: Set<UInt64> = []
  /// Rows of a person with very many, by a hash of what they say.
  private var sett: [UInt64: [UnsafeRawPointer]] = [:]
  public var telling: Radtelling
  /// Rows that reading had taken and that were rejected or found to be duplicates
  /// here: their warnings of reading fall away.
  public private(set) var frafalte: Set<Kilde> = []
  /// Whether klager are held against the vedtak; not where no vedtak are at hand.
  public var kontrollererVedtak = true
  /// Whether the person's values are wanted, and not only what is wrong with the rows.
  public var fyller = true
  /// Whether every `Registrert av` is wanted, and not only those of avslutninger.
  public var alleRegistrertAv: Bool {
    get { dekoder.alleRegistrertAv }
    set { dekoder.alleRegistrertAv = newValue }
  }

  /// For who tells such rows by their avvik, and needs no list of them.
  public mutating func glemFrafalte() { frafalte.removeAll(keepingCapacity: true) }

  public init(tabell: Persontabell, kobling: Dokumentkobling, segmenter: Int) {
    self.tabell = tabell
    self.kobling = kobling
    telling = Radtelling(segmenter: segmenter)
  }

  /// - Parameters:
  ///   - poster: all posts of the person, in input order.
  ///   - person: place of the person's current number.
  public mutating func bygg(
    _ poster: UnsafeBufferPointer<UnsafeRawPointer>, person: Int, i g: inout Persongrunnlag, _ avvik: inout Avviksliste
  ) {
    g.nullstill(duf: DUFNummer(verdi: tabell.numre[person]))
    g.skjermet = kobling.skjermede.contains(UInt32(truncatingIfNeeded: person))
    if !sett.isEmpty { sett.removeAll() }
    var vedtakSamlet = false
    var kontrollSagt = false
    var rettNoekkel = UInt64.max
    var dokument: UnsafeRawPointer?
    for i in poster.indices {
      let p = poster[i]
      let type = Post.type(p)
      let kilde = Post.kilde(p)
      if type == Inndatatype.klager.rawValue, kontrollererVedtak, !vedtakSamlet {
        vedtakSamlet = true
        samleVedtak(poster)
      }
      if type == Inndatatype.klager.rawValue, kontrollererVedtak, !vedtakIder.contains(Persondekoder.vedtakId(p)) {
        var a = Avvik(.ukjentVedtak, kilde: kilde)
        a.kolonne = Self.vedtakIdKolonne
        a.duf = duf(p)
        avvik.leggTil(a, verdi: Persondekoder.vedtakIdTekst(p))
        telling.avvist[Int(kilde.fil)] += 1
        frafalte.insert(kilde)
        continue
      }
      if type != Inndatatype.folkeregister.rawValue, erDuplikat(poster, i) {
        var a = Avvik(.duplikat, kilde: kilde)
        a.duf = duf(p)
        avvik.leggTil(a)
        telling.duplikater[Int(kilde.fil)] += 1
        frafalte.insert(kilde)
        continue
      }
      if !kontrollSagt {
        // Mostly the row bears the person's own number; a document may list others.
        if type == Inndatatype.folkeregister.rawValue {
          for n in Dokumentpost.noekler(p).dufNumre where !DUFNummer(verdi: n.verdi).harRettKontroll && !kontrollSagt {
            kontrollSagt = true
            meldKontroll(kilde, n.verdi, Personfelt.plass("utlendingsmyndighetenesIdentifikasjonsnummer.identifikasjonsnummer"), &avvik)
          }
        } else if Post.noekkel(p) == rettNoekkel {
          // The number before, which was right.
        } else if DUFNummer(verdi: duf(p)).harRettKontroll {
          rettNoekkel = Post.noekkel(p)
        } else {
          kontrollSagt = true
          let k = type == Inndatatype.udi.rawValue ? 1 : 2
          meldKontroll(kilde, duf(p), UInt16(k), &avvik)
        }
      }
      if type == Inndatatype.folkeregister.rawValue {
        // The greatest ajourhold holds, a tie going to the later in input order.
        if let naa = dokument {
          let a = Dokumentpost.noekler(naa).ajourhold
          let b = Dokumentpost.noekler(p).ajourhold
          if (b ?? .init(dagnummer: .min)) >= (a ?? .init(dagnummer: .min)) { dokument = p }
        } else {
          dokument = p
        }
      } else {
        if fyller { dekoder.leggTil(p, til: &g) }
      }
    }
    if fyller, let d = dokument { leggTil(Dokumentpost.les(d), til: &g) }
  }

  /// The vedtak that the person's klager may be on: few have any klage.
  private mutating func samleVedtak(_ poster: UnsafeBufferPointer<UnsafeRawPointer>) {
    vedtakIder.removeAll(keepingCapacity: true)
    for p in poster where Post.type(p) == Inndatatype.vedtak.rawValue { vedtakIder.insert(Persondekoder.vedtakId(p)) }
  }

  private static let vedtakIdKolonne = UInt16((Inndatatype.klager.kolonnenummer("Vedtak-ID") ?? 0) + 1)

  private func duf(_ p: UnsafeRawPointer) -> UInt64 {
    if Post.type(p) == Inndatatype.folkeregister.rawValue { return Dokumentpost.noekler(p).duf }
    return tabell.numre[Int(Post.noekkel(p))]
  }

  private func meldKontroll(_ kilde: Kilde, _ duf: UInt64, _ kolonne: UInt16, _ avvik: inout Avviksliste) {
    var a = Avvik(.dufKontrollsiffer, kilde: kilde)
    a.kolonne = kolonne
    a.duf = duf
    let tall = String(duf)
    var verdi = String(repeating: "0", count: max(0, 12 - tall.utf8.count)) + tall
    verdi.withUTF8 { avvik.leggTil(a, verdi: UnsafeRawBufferPointer($0)) }
  }

  /// Whether an earlier taken row of the same type is equal in every field. Rows of
  /// one type stand together, so only those are looked at: the last few one by one, of a
  /// person with very many those with the same hash.
  private mutating func erDuplikat(_ poster: UnsafeBufferPointer<UnsafeRawPointer>, _ i: Int) -> Bool {
    if poster.count > Self.mange { return erDuplikatAvMange(poster[i]) }
    var j = i - 1
    let type = Post.type(poster[i])
    while j >= 0, Post.type(poster[j]) == type {
      if Post.like(poster[i], poster[j]) { return true }
      j -= 1
    }
    return false
  }

  /// From how many rows of a person on comparing each with each would cost too much.
  private static let mange = 256

  private mutating func erDuplikatAvMange(_ p: UnsafeRawPointer) -> Bool {
    let innhold = UnsafeRawBufferPointer(start: p + Post.hode, count: Post.lengde(p) - Post.hode)
    let h = Feltleser.hash(innhold) ^ UInt64(Post.type(p)) &* 0x9E37_79B9_7F4A_7C15 ^ Post.noekkel(p)
    let like = sett[h] ?? []
    if like.contains(where: { Post.like(p, $0) }) { return true }
    sett[h, default: []].append(p)
    return false
  }

  private func leggTil(_ d: Dokument, til g: inout Persongrunnlag) {
    var f = Folkeregisteropplysninger()
    f.fornavn = g.leggInn(d.fornavn)
    f.mellomnavn = g.leggInn(d.mellomnavn)
    f.etternavn = g.leggInn(d.etternavn)
    f.foedselsdato = d.foedselsdato
    f.kjoenn = d.kjoenn
    f.doedsdato = d.doedsdato
    f.adresser = d.adresser
    f.innflyttinger = d.innflyttinger
    f.utflyttinger = d.utflyttinger
    for b in d.barn {
      if let foedt = kobling.barnFoedt[b] { f.barnFoedt.append(foedt) }
    }
    g.folkeregister = f
  }
}
