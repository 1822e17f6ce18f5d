import Domene
import Kalender
import Kodeverk
import Tabular

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
  private let dekoder: Persondekoder
  private let tabell: Persontabell
  private let kobling: Dokumentkobling
  private var vedtakIder: Set<UInt64> = []
  /// Whether `vedtakIder` are the person's: few have any klage.
  private var vedtakSamlet = false
  /// Whether a wrong control number of the person is told.
  private var kontrollSagt = false
  /// The key of a row whose number has been found right.
  private var rettNoekkel = UInt64.max
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

  /// For who tells such rows by their avvik, and needs no list of them.
  public mutating func glemFrafalte() { frafalte.removeAll(keepingCapacity: true) }

  /// - Parameter verdier: which values the posts have, as their receivers were told.
  public init(
    tabell: Persontabell, kobling: Dokumentkobling, segmenter: Int, verdier: Radverdier = .alle
  ) {
    dekoder = Persondekoder(verdier)
    self.tabell = tabell
    self.kobling = kobling
    telling = Radtelling(segmenter: segmenter)
  }

  /// - Parameters:
  ///   - poster: all posts of the person.
  ///   - person: place of the person's current number.
  public mutating func bygg(
    _ poster: Personposter, person: Int, i g: inout Persongrunnlag, _ avvik: inout Avviksliste
  ) {
    var ingen = ChecksumSteps()
    bygg(poster, person: person, i: &g, &avvik, imellom: &ingen)
  }

  /// - Parameter imellom: is taken a step on after each of some lists of the person.
  public mutating func bygg(
    _ poster: Personposter, person: Int, i g: inout Persongrunnlag, _ avvik: inout Avviksliste,
    imellom: inout ChecksumSteps
  ) {
    g.nullstill(duf: DUFNummer(verdi: tabell.numre[person]))
    g.skjermet = kobling.skjermede.contains(UInt32(truncatingIfNeeded: person))
    if !sett.isEmpty { sett.removeAll() }
    vedtakSamlet = false
    kontrollSagt = false
    rettNoekkel = .max
    let dokumenter = poster[.folkeregister]
    let dokument = dokumenter.isEmpty ? nil : gjeldende(dokumenter, &avvik)
    // In the order of the input, which is that of the types.
    leggTil(Opphold.self, poster, &g, &avvik)
    imellom.step()
    leggTil(Bosetting.self, poster, &g, &avvik)
    leggTil(Kontakt.self, poster, &g, &avvik)
    imellom.step()
    leggTil(Integreringskontrakt.self, poster, &g, &avvik)
    leggTil(Sluttmaalregistrering.self, poster, &g, &avvik)
    imellom.step()
    leggTil(Vedtak.self, poster, &g, &avvik)
    imellom.step()
    leggTil(Klage.self, poster, &g, &avvik)
    leggTil(Tiltak.self, poster, &g, &avvik)
    imellom.step()
    leggTil(Fravaer.self, poster, &g, &avvik)
    imellom.step()
    leggTil(KommunalAvslutning.self, poster, &g, &avvik)
    leggTil(Reservasjon.self, poster, &g, &avvik)
    leggTil(Utdanning.self, poster, &g, &avvik)
    if fyller, let dokument { leggTil(Dokumentpost.les(dokument), til: &g) }
  }

  /// Adds the rows of a type to the person. A function a type, so that nothing hangs on which one is next.
  private mutating func leggTil<Rad: Postrad>(
    _: Rad.Type, _ alle: Personposter, _ g: inout Persongrunnlag, _ avvik: inout Avviksliste
  ) {
    let poster = alle[Rad.type]
    if poster.isEmpty { return }
    if Rad.type == .klager && kontrollererVedtak || kanHaDuplikat(poster) {
      return leggTilEnOgEn(Rad.self, alle, &g, &avvik)
    }
    // Mostly the rows bear the person's own number, as those before did.
    for p in poster where Post.noekkel(p) != rettNoekkel { kontrollerNoekkel(p, &avvik) }
    if fyller { dekoder.leggTil(Rad.self, poster, til: &g) }
  }

  /// The same where one of them may have to be left out.
  @inline(never)
  private mutating func leggTilEnOgEn<Rad: Postrad>(
    _: Rad.Type, _ alle: Personposter, _ g: inout Persongrunnlag, _ avvik: inout Avviksliste
  ) {
    let poster = alle[Rad.type]
    /// The first of the rows before this one that are not read in yet.
    var fra = 0
    func lesInn(til: Int, _ g: inout Persongrunnlag) {
      if fyller, til > fra { dekoder.leggTil(Rad.self, UnsafeBufferPointer(rebasing: poster[fra..<til]), til: &g) }
      fra = til + 1
    }
    // Of very many rows each is looked up, whatever its mark.
    var merker: UInt64 = poster.count > Self.mange ? .max : 0
    for (i, p) in poster.enumerated() {
      let merke = Self.merke(p)
      defer { merker |= merke }
      if Rad.type == .klager, kontrollererVedtak, !harVedtak(p, alle[.vedtak]) {
        avvis(klage: p, &avvik)
        lesInn(til: i, &g)
      } else if merker & merke != 0, erDuplikat(poster, i) {
        avvis(duplikat: p, &avvik)
        lesInn(til: i, &g)
      } else if Post.noekkel(p) != rettNoekkel {
        kontrollerNoekkel(p, &avvik)
      }
    }
    lesInn(til: poster.count, &g)
  }

  /// Whether two rows of a type may be equal. Mostly none is like another, and their marks tell so.
  @inline(__always)
  private func kanHaDuplikat(_ poster: UnsafeBufferPointer<UnsafeRawPointer>) -> Bool {
    if poster.count < 2 { return false }
    // Of very many there are hardly any that share no mark.
    if poster.count > Self.mange { return true }
    var merker: UInt64 = 0
    var felles: UInt64 = 0
    for p in poster {
      let merke = Self.merke(p)
      felles |= merker & merke
      merker |= merke
    }
    return felles != 0
  }

  /// A bit that equal rows share, of a row's first and last bytes: rows without a common bit
  /// need not be compared.
  @inline(__always)
  private static func merke(_ p: UnsafeRawPointer) -> UInt64 {
    let n = Post.lengde(p)
    guard n >= Post.kort else { return 1 }
    // Past the mask of columns the `ID` begins. Of the shortest both are the same bytes.
    let foerste = p.loadUnaligned(fromByteOffset: Post.hode, as: UInt64.self)
    let siste = p.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self)
    let blandet = (foerste &+ siste) &* 0xD6E8_FEB8_6659_FD93
    return 1 &<< (blandet &>> 58)
  }

  // What few rows need, kept out of the loop that all go through.

  @inline(never)
  private mutating func avvis(klage p: UnsafeRawPointer, _ avvik: inout Avviksliste) {
    let kilde = Post.kilde(p)
    var a = Avvik(.ukjentVedtak, kilde: kilde)
    a.kolonne = Self.vedtakIdKolonne
    a.duf = duf(p)
    avvik.leggTil(a, verdi: Persondekoder.vedtakIdTekst(p))
    telling.avvist[Int(kilde.fil)] += 1
    frafalte.insert(kilde)
  }

  @inline(never)
  private mutating func avvis(duplikat p: UnsafeRawPointer, _ avvik: inout Avviksliste) {
    let kilde = Post.kilde(p)
    var a = Avvik(.duplikat, kilde: kilde)
    a.duf = duf(p)
    avvik.leggTil(a)
    telling.duplikater[Int(kilde.fil)] += 1
    frafalte.insert(kilde)
  }

  /// Tells of the first row of the person whose number is not right.
  @inline(never)
  private mutating func kontrollerNoekkel(_ p: UnsafeRawPointer, _ avvik: inout Avviksliste) {
    if kontrollSagt { return }
    let duf = duf(p)
    if DUFNummer(verdi: duf).harRettKontroll {
      rettNoekkel = Post.noekkel(p)
      return
    }
    kontrollSagt = true
    meldKontroll(Post.kilde(p), duf, Post.type(p) == Inndatatype.udi.rawValue ? 1 : 2, &avvik)
  }

  /// Of the person's documents the one that holds.
  @inline(never)
  private mutating func gjeldende(
    _ dokumenter: UnsafeBufferPointer<UnsafeRawPointer>, _ avvik: inout Avviksliste
  ) -> UnsafeRawPointer? {
    var funnet: UnsafeRawPointer?
    for p in dokumenter {
      if !kontrollSagt { kontroller(dokument: p, &avvik) }
      funnet = funnet.map { nyeste($0, p) } ?? p
    }
    return funnet
  }

  /// The same of the numbers that a document lists, which may be others than the person's own.
  private mutating func kontroller(dokument p: UnsafeRawPointer, _ avvik: inout Avviksliste) {
    for n in Dokumentpost.noekler(p).dufNumre where !DUFNummer(verdi: n.verdi).harRettKontroll {
      kontrollSagt = true
      let felt = Personfelt.plass("utlendingsmyndighetenesIdentifikasjonsnummer.identifikasjonsnummer")
      return meldKontroll(Post.kilde(p), n.verdi, felt, &avvik)
    }
  }

  /// The greatest ajourhold holds, a tie going to the later in input order.
  private func nyeste(_ naa: UnsafeRawPointer, _ ny: UnsafeRawPointer) -> UnsafeRawPointer {
    let a = Dokumentpost.noekler(naa).ajourhold ?? Dato(dagnummer: .min)
    let b = Dokumentpost.noekler(ny).ajourhold ?? Dato(dagnummer: .min)
    return b >= a ? ny : naa
  }

  /// Whether the vedtak that a klage is on is one of the person's.
  private mutating func harVedtak(
    _ klage: UnsafeRawPointer, _ vedtak: UnsafeBufferPointer<UnsafeRawPointer>
  ) -> Bool {
    if !vedtakSamlet {
      vedtakSamlet = true
      vedtakIder.removeAll(keepingCapacity: true)
      for p in vedtak { vedtakIder.insert(Persondekoder.vedtakId(p)) }
    }
    return vedtakIder.contains(Persondekoder.vedtakId(klage))
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

  /// Whether an earlier row of the type is equal in every field. They are looked at one by one, of very many those
  /// with the same hash.
  private mutating func erDuplikat(_ poster: UnsafeBufferPointer<UnsafeRawPointer>, _ i: Int) -> Bool {
    if poster.count > Self.mange { return erDuplikatAvMange(poster[i]) }
    return poster[..<i].contains { Post.like(poster[i], $0) }
  }

  /// From how many rows of a type on comparing each with each would cost too much.
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
