import Domene
import Kalender
import Kodeverk

/// Turns the posts of one person back into domain values.
public struct Persondekoder: Sendable {
  /// Which values the posts have.
  var verdier = Radverdier.alle

  /// One of posts that have all values.
  public init() {}

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

  /// Adds posts of one type (not of person documents) to the person, in input order.
  func leggTil(_ poster: UnsafeBufferPointer<UnsafeRawPointer>, til g: inout Persongrunnlag) {
    guard let foerste = poster.first, let type = Inndatatype(post: foerste) else { return }
    switch type {
    case .folkeregister: return
    case .udi:
      let rom = g.opphold.rom(poster.count)
      g.opphold.fylt(les(poster, inn: rom, &g))
    case .bosettinger:
      let rom = g.bosettinger.rom(poster.count)
      g.bosettinger.fylt(les(poster, inn: rom, &g))
    case .kontakter:
      let rom = g.kontakter.rom(poster.count)
      g.kontakter.fylt(les(poster, inn: rom, &g))
    case .integreringskontrakter:
      let rom = g.integreringskontrakter.rom(poster.count)
      g.integreringskontrakter.fylt(les(poster, inn: rom, &g))
    case .sluttmaal:
      let rom = g.sluttmaal.rom(poster.count)
      g.sluttmaal.fylt(les(poster, inn: rom, &g))
    case .vedtak:
      let rom = g.vedtak.rom(poster.count)
      g.vedtak.fylt(les(poster, inn: rom, &g))
    case .klager:
      let rom = g.klager.rom(poster.count)
      g.klager.fylt(les(poster, inn: rom, &g))
    case .tiltak:
      let rom = g.tiltak.rom(poster.count)
      g.tiltak.fylt(les(poster, inn: rom, &g))
    case .fravaer:
      let rom = g.fravaer.rom(poster.count)
      g.fravaer.fylt(les(poster, inn: rom, &g))
    case .avslutninger:
      let rom = g.avslutninger.rom(poster.count)
      g.avslutninger.fylt(les(poster, inn: rom, &g))
    case .reservasjoner:
      let rom = g.reservasjoner.rom(poster.count)
      g.reservasjoner.fylt(les(poster, inn: rom, &g))
    case .utdanning:
      let rom = g.utdanning.rom(poster.count)
      g.utdanning.fylt(les(poster, inn: rom, &g))
    }
  }

  /// Reads the posts into `rom`, which has room for them all.
  /// - Returns: how many rows there are.
  @inline(__always)
  private func les<Rad: Postrad>(
    _ poster: UnsafeBufferPointer<UnsafeRawPointer>, inn rom: UnsafeMutablePointer<Rad>, _ g: inout Persongrunnlag
  ) -> Int {
    var n = 0
    for p in poster {
      // Read twice over: with the usual columns known to have values, and with any of them empty.
      var l = Leser(p)
      if l.har(alle: Rad.vanlige) {
        guard let rad = Rad.les(&l, self, &g) else { continue }
        (rom + n).initialize(to: rad)
        n &+= 1
      } else if let rad: Rad = les(uvanlig: p, &g) {
        (rom + n).initialize(to: rad)
        n &+= 1
      }
    }
    return n
  }

  /// One that lacks what such posts mostly have.
  @inline(never)
  private func les<Rad: Postrad>(uvanlig p: UnsafeRawPointer, _ g: inout Persongrunnlag) -> Rad? {
    var l = Leser(p)
    return Rad.les(&l, self, &g)
  }

  /// `Registrert dato`, `Registrert av` and `Slettet`, with which every type ends.
  @inline(__always)
  func hale(
    _ l: inout Leser, _ id: UInt64, _ kommune: Kommunenummer?, _ g: inout Persongrunnlag, visesAv: Bool = false
  ) -> Registrering {
    let registrert = l.maaDato()
    let av = registrertAv(&l, &g, erKort: !visesAv && verdier == .utenRegistrertAv)
    let slettet = l.dato()
    return Registrering(
      id: id, kilde: l.kilde, registrert: registrert, slettet: slettet, registrertAv: av, kommune: kommune)
  }

  @inline(__always)
  func registrertAv(_ l: inout Leser, _ g: inout Persongrunnlag, erKort: Bool) -> Tekst {
    if erKort {
      _ = l.forbi(Feltleser.avtrykkbytes)
      return .tom
    }
    return l.tekst(&g)
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
