import Domene
import Kalender
import Kodeverk

/// Turns the posts of one person back into domain values.
public struct Persondekoder: Sendable {
  /// Which values the posts have.
  let verdier: Radverdier

  init(_ verdier: Radverdier) { self.verdier = verdier }

  /// The fødselsnummer and `Vedtaksdato` of a UDI post: what joins documents
  /// without a DUF-nummer to a person.
  public static func udiNoekler(_ p: UnsafeRawPointer) -> (foedselsnummer: UInt64, vedtaksdato: Dato)? {
    var l = Leser(p)
    l.hopp()  // DUF
    if l.har() { _ = l.raaTekst() }
    if l.har() { _ = l.raaTekst() }
    _ = l.dato()
    _ = l.kode()
    l.avtrykk()
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

  /// Adds posts of a type to the person, in input order.
  @inline(__always)
  func leggTil<Rad: Postrad>(
    _: Rad.Type, _ poster: UnsafeBufferPointer<UnsafeRawPointer>, til g: inout Persongrunnlag
  ) {
    let rom = Rad.rader(i: &g) { $0.rom(poster.count) }
    let antall = les(poster, inn: rom, &g)
    Rad.rader(i: &g) { $0.fylt(antall) }
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
    _ l: inout Leser, _ id: UInt64, _ kommune: Kommunenummer?, _ g: inout Persongrunnlag, _ type: Inndatatype
  ) -> Registrering {
    let registrert = l.maaDato()
    let av = registrertAv(&l, &g, type)
    let slettet = l.dato()
    return Registrering(
      id: id, kilde: l.kilde, registrert: registrert, slettet: slettet, registrertAv: av, kommune: kommune)
  }

  @inline(__always)
  func registrertAv(_ l: inout Leser, _ g: inout Persongrunnlag, _ type: Inndatatype) -> Tekst {
    if verdier.medAv(type) { return l.tekst(&g) }
    l.avtrykk()
    return .tom
  }
}
