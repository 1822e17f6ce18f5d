import Domene
import Kalender
import Kodeverk

/// Turns the posts of one person back into domain values.
public struct Persondekoder: Sendable {
  /// Whether every `Registrert av` is kept, and not only those of avslutninger, which are
  /// the ones that the night's outputs show.
  public var alleRegistrertAv = true

  /// One that keeps everything.
  public init() {}

  /// Reads the values of one post, column by column.
  ///
  /// Where a column may be empty is anybody's guess, the processor's too: a value of few
  /// bytes is read without asking, backwards from where the column ends. An empty one
  /// ends where it begins; what stands before it is the post's own, and is not used.
  private struct Leser {
    let p: UnsafeRawPointer
    var i = Post.hode &+ 2
    /// One bit a column that is still to come: whether it has a value.
    var maske: UInt32

    init(_ p: UnsafeRawPointer) {
      self.p = p
      maske = UInt32(p.loadUnaligned(fromByteOffset: Post.hode, as: UInt16.self))
    }

    /// Steps to the next column: whether it has a value.
    @inline(__always) mutating func har() -> Bool {
      let h = maske & 1 != 0
      maske &>>= 1
      return h
    }
    @inline(__always) mutating func hopp() { maske &>>= 1 }
    /// Steps to the next column and past it, if it has its `bytes`: whether it does.
    @inline(__always) mutating func forbi(_ bytes: Int) -> Bool {
      let h = maske & 1
      maske &>>= 1
      i &+= bytes &* Int(truncatingIfNeeded: h)
      return h != 0
    }
    /// What stands before the place.
    @inline(__always) func bak<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> T {
      p.loadUnaligned(fromByteOffset: i &- MemoryLayout<T>.size, as: T.self)
    }
    @inline(__always) mutating func dato() -> Dato? {
      let h = forbi(3)
      let d = Dato(dagnummer: Int32(bitPattern: bak(UInt32.self) &>> 8))
      return h ? d : nil
    }
    @inline(__always) mutating func maaDato() -> Dato { dato() ?? .foerste }
    @inline(__always) mutating func raaTekst() -> UnsafeRawBufferPointer {
      var l = Int(p.load(fromByteOffset: i, as: UInt8.self))
      i &+= 1
      if l >= 0x80 { l = langTekst(l & 0x7F) }
      let b = UnsafeRawBufferPointer(start: p + i, count: l)
      i &+= l
      return b
    }
    /// The length of a text of 128 bytes or more, whose lowest seven bits are read.
    @inline(never) private mutating func langTekst(_ lavest: Int) -> Int {
      var l = lavest
      var s = 7
      while true {
        let c = p.load(fromByteOffset: i, as: UInt8.self)
        i &+= 1
        l |= Int(c & 0x7F) &<< s
        if c < 0x80 { return l }
        s &+= 7
      }
    }
    @inline(__always) mutating func tekst(_ g: inout Persongrunnlag) -> Tekst {
      guard har() else { return .tom }
      return g.leggInn(raaTekst())
    }
    @inline(__always) mutating func id() -> UInt64 {
      let h = forbi(8)
      let id = bak(UInt64.self)
      return h ? id : 0
    }
    /// Of an ID whose words are kept.
    @inline(__always) mutating func idAvTekst() -> UInt64 { har() ? Feltleser.hash(raaTekst()) : 0 }
    @inline(__always) mutating func kode() -> UInt8? {
      let h = forbi(1)
      let k = bak(UInt8.self)
      return h ? k : nil
    }
    @inline(__always) mutating func boolsk() -> Bool? {
      let h = forbi(1)
      let b = bak(UInt8.self) != 0
      return h ? b : nil
    }
    @inline(__always) mutating func desimal() -> Desimal? {
      guard har() else { return nil }
      let d = Desimalpost.les(p + i)
      i &+= d.bytes
      return Desimal(mikro: d.mikro)
    }
    @inline(__always) mutating func kommune() -> Kommunenummer? {
      let h = forbi(2)
      let k = Kommunenummer(nummer: UInt32(bak(UInt16.self)))
      return h ? k : nil
    }
    @inline(__always) mutating func bydel() -> Bydelsnummer? {
      let h = forbi(4)
      let b = Bydelsnummer(nummer: bak(UInt32.self))
      return h ? b : nil
    }
    @inline(__always) mutating func periode() -> Maaned? {
      let h = forbi(2)
      let m = Maaned(nummer: Int32(bak(UInt16.self)) &+ 1900 * 12)
      return h ? m : nil
    }
    @inline(__always) mutating func merkelapp() { _ = forbi(8) }
    @inline(__always) mutating func foedselsnummer() -> UInt64? {
      guard forbi(8) else { return nil }
      let f = bak(UInt64.self)
      if f != .max { return f }
      i &+= 8
      return nil
    }
    /// The paragraf; the hash of its words, which tells duplicates, is passed over.
    @inline(__always) mutating func hjemmel() -> Int? {
      let h = forbi(12)
      let p = p.loadUnaligned(fromByteOffset: i &- 12, as: UInt32.self)
      return h && p != .max ? Int(p) : nil
    }
  }

  /// The fødselsnummer and `Vedtaksdato` of a UDI post: what joins documents
  /// without a DUF-nummer to a person.
  public static func udiNoekler(_ p: UnsafeRawPointer) -> (foedselsnummer: UInt64, vedtaksdato: Dato)? {
    var l = Leser(p)
    l.hopp()  // DUF
    if l.har() { _ = l.raaTekst() }
    if l.har() { _ = l.raaTekst() }
    _ = l.dato()
    _ = l.kode()
    l.merkelapp()
    guard let f = l.foedselsnummer() else { return nil }
    _ = l.hjemmel()
    _ = l.hjemmel()
    return (f, l.maaDato())
  }

  /// `Vedtak-ID` of a klage or `ID` of a vedtak, as a hash.
  public static func vedtakId(_ p: UnsafeRawPointer) -> UInt64 {
    var l = Leser(p)
    if Post.type(p) == Inndatatype.vedtak.rawValue { return l.idAvTekst() }
    _ = l.id()
    l.hopp()
    return l.idAvTekst()
  }

  /// `Vedtak-ID` of a klage, as written.
  static func vedtakIdTekst(_ p: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    var l = Leser(p)
    _ = l.id()
    l.hopp()
    return l.har() ? l.raaTekst() : UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// Adds one post (not of a person document) to the person. Posts come in input order.
  public func leggTil(_ p: UnsafeRawPointer, til g: inout Persongrunnlag) {
    guard let type = Inndatatype(post: p) else { return }
    let kilde = Post.kilde(p)
    var l = Leser(p)
    switch type {
    case .folkeregister: return
    case .udi:
      l.hopp()
      let fornavn = l.tekst(&g)
      let etternavn = l.tekst(&g)
      let foedt = l.dato()
      let kjoenn = l.kode().flatMap { Kjoenn(rawValue: $0) }
      l.merkelapp()
      _ = l.foedselsnummer()
      let hjemmel = l.hjemmel()
      let referanse = l.hjemmel()
      g.opphold.append(
        Opphold(
          kilde: kilde, fornavn: fornavn, etternavn: etternavn, foedselsdato: foedt, kjoenn: kjoenn,
          paragraf: hjemmel ?? 0, referanseparagraf: referanse, vedtaksdato: l.maaDato(),
          effektueringsdato: l.dato(), gyldigTil: l.dato(), ankomstNorge: l.dato()))
    case .bosettinger:
      let id = l.id()
      l.hopp()
      let kommune = l.kommune()
      let bydel = l.bydel()
      let fra = l.maaDato()
      let avtalt = l.boolsk() ?? false
      g.bosettinger.append(
        Bosetting(reg: hale(&l, id, kilde, kommune, &g), bydel: bydel, fra: fra, avtalt: avtalt))
    case .kontakter:
      let id = l.id()
      l.hopp()
      let gjelder = l.kode().flatMap { Kontakttype(rawValue: $0) } ?? .kontakt
      let dato = l.maaDato()
      let kommune = l.kommune()
      g.kontakter.append(Kontakt(reg: hale(&l, id, kilde, kommune, &g), gjelder: gjelder, dato: dato))
    case .integreringskontrakter:
      let id = l.id()
      l.hopp()
      let inngaatt = l.maaDato()
      let kommune = l.kommune()
      g.integreringskontrakter.append(
        Integreringskontrakt(reg: hale(&l, id, kilde, kommune, &g), inngaatt: inngaatt))
    case .sluttmaal:
      let id = l.id()
      l.hopp()
      guard let s = l.kode().flatMap({ Sluttmaal(rawValue: $0) }) else { return }
      let kommune = l.kommune()
      let registrert = l.maaDato()
      let av = registrertAv(&l, &g)
      g.sluttmaal.append(
        Sluttmaalregistrering(
          reg: Registrering(
            id: id, kilde: kilde, registrert: registrert, slettet: nil, registrertAv: av, kommune: kommune),
          sluttmaal: s))
    case .vedtak:
      let raaId = l.har() ? l.raaTekst() : UnsafeRawBufferPointer(start: nil, count: 0)
      let idTekst = g.leggInn(raaId)
      let id = Feltleser.hash(raaId)
      l.hopp()
      guard let vedtakstype = l.kode().flatMap({ Vedtakstype(rawValue: $0) }) else { return }
      let vedtaksdato = l.maaDato()
      guard let resultat = l.kode().flatMap({ Resultat(rawValue: $0) }) else { return }
      let start = l.dato()
      let slutt = l.dato()
      let leggTil = l.kode().flatMap { Dagtype(rawValue: $0) }
      let utvidelse = l.kode().map { Int($0) }
      let kommune = l.kommune()
      g.vedtak.append(
        Vedtak(
          reg: hale(&l, id, kilde, kommune, &g), idTekst: idTekst, type: vedtakstype, vedtaksdato: vedtaksdato,
          resultat: resultat, start: start, slutt: slutt, leggTil: leggTil, utvidelseMnd: utvidelse))
    case .klager:
      let id = l.id()
      l.hopp()
      let vedtakId = l.idAvTekst()
      let registrert = l.maaDato()
      let avgjort = l.dato()
      let utfall = l.kode().flatMap { Klageutfall(rawValue: $0) }
      let kommune = l.kommune()
      g.klager.append(
        Klage(
          reg: hale(&l, id, kilde, kommune, &g), vedtakId: vedtakId, klageRegistrert: registrert, avgjort: avgjort,
          utfall: utfall))
    case .tiltak:
      let id = l.id()
      l.hopp()
      let gruppe = l.kode().flatMap { Tiltaksgruppe(rawValue: $0) }
      guard let tiltakstype = l.kode().map({ Tiltakstype(kjent: $0) }) else { return }
      let fra = l.maaDato()
      let til = l.maaDato()
      let timer = l.desimal()
      let erstattende = l.boolsk() ?? false
      let gjennomfoering = l.kode().flatMap { Gjennomfoering(rawValue: $0) }
      let gjennomfoert = l.dato()
      let mottatt = l.boolsk()
      let kommune = l.kommune()
      g.tiltak.append(
        Tiltak(
          reg: hale(&l, id, kilde, kommune, &g), gruppe: gruppe, type: tiltakstype, fra: fra, til: til,
          timerPerUke: timer, erstattende: erstattende, gjennomfoering: gjennomfoering,
          gjennomfoeringRegistrert: gjennomfoert, mottattTilbud: mottatt))
    case .fravaer:
      let id = l.id()
      l.hopp()
      guard let fravaerstype = l.kode().flatMap({ Fravaerstype(rawValue: $0) }) else { return }
      let periode = l.periode() ?? Maaned(nummer: 1900 * 12)
      let dager = l.desimal()
      let timer = l.desimal()
      let kommune = l.kommune()
      g.fravaer.append(
        Fravaer(reg: hale(&l, id, kilde, kommune, &g), type: fravaerstype, periode: periode, dager: dager, timer: timer)
      )
    case .avslutninger:
      let id = l.id()
      l.hopp()
      guard let aarsak = l.kode().flatMap({ Avslutningsaarsak(rawValue: $0) }) else { return }
      let dato = l.maaDato()
      let timer = l.desimal()
      let gjenaapnet = l.dato()
      let kommune = l.kommune()
      g.avslutninger.append(
        KommunalAvslutning(
          reg: hale(&l, id, kilde, kommune, &g, visesAv: true), aarsak: aarsak, dato: dato, timer: timer,
          gjenaapnet: gjenaapnet))
    case .reservasjoner:
      let id = l.id()
      l.hopp()
      let dato = l.maaDato()
      g.reservasjoner.append(Reservasjon(reg: hale(&l, id, kilde, nil, &g), dato: dato))
    case .utdanning:
      let id = l.id()
      l.hopp()
      let har = l.boolsk() ?? false
      let kode = l.kode()
      if kode == .max { l.i &+= 8 }
      g.utdanning.append(
        Utdanning(
          reg: hale(&l, id, kilde, nil, &g), harVideregaaende: har, anbefalt: kode.flatMap { Sluttmaal(rawValue: $0) },
          anbefaltUtenforTabellen: kode == .max))
    }
  }

  /// `Registrert dato`, `Registrert av` and `Slettet`, with which every type ends.
  @inline(__always)
  private func hale(
    _ l: inout Leser, _ id: UInt64, _ kilde: Kilde, _ kommune: Kommunenummer?, _ g: inout Persongrunnlag,
    visesAv: Bool = false
  ) -> Registrering {
    let registrert = l.maaDato()
    let av = registrertAv(&l, &g, vises: visesAv)
    let slettet = l.dato()
    return Registrering(
      id: id, kilde: kilde, registrert: registrert, slettet: slettet, registrertAv: av, kommune: kommune)
  }

  @inline(__always)
  private func registrertAv(_ l: inout Leser, _ g: inout Persongrunnlag, vises: Bool = false) -> Tekst {
    guard l.har() else { return .tom }
    let tekst = l.raaTekst()
    return vises || alleRegistrertAv ? g.leggInn(tekst) : .tom
  }
}

extension Inndatatype {
  /// The type of a post.
  @inline(__always)
  fileprivate init?(post p: UnsafeRawPointer) {
    let type = Post.type(p)
    guard type <= Inndatatype.utdanning.rawValue else { return nil }
    // Raw values are counted from 0 without a gap, as the cases themselves are.
    self = unsafeBitCast(type, to: Inndatatype.self)
  }
}
