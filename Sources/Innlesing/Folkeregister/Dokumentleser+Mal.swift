import Domene
import Kodeverk
import Tabular

// The quick way through an element: what is written as an element before is not read again, except its digits.
extension Dokumentleser {
  /// Reads what of the element agrees with a template of its list, in whole fields. Returns the place in the
  /// template behind them, good until `laer`; nil, and nothing read, when there is none.
  @inline(__always)
  mutating func lesEtterMal(_ liste: Dokumentnoekkel, _ s: inout JSONScanner) -> UnsafePointer<Elementmal.Punkt>? {
    var mal = maler.av(liste)
    var punkt = mal.pointee.punkt(s.agreement(mal.pointee.tekst))
    if punkt?.pointee.erGodt != true {
      let andre = mal + 1
      if let p = andre.pointee.punkt(s.agreement(andre.pointee.tekst)), p.pointee.til > punkt?.pointee.til ?? 0 {
        (mal, punkt) = (andre, p)
      }
    }
    guard let punkt else { return nil }
    mal.pointee.treff &+= 1
    let start = s.offset
    s.pass(punkt.pointee.til, entering: !punkt.pointee.erSlutt)
    element = punkt.pointee.element
    for i in 0..<punkt.pointee.stykker {
      let stykke = mal.pointee.stykker.verdier[i]
      let t = Utsnitt(fra: start &+ stykke.fra, lengde: stykke.lengde)
      // The two that all elements have.
      switch stykke.noekkel {
      case .ajourholdstidspunkt: element.ajourhold = tidspunkt(t, .ajourholdstidspunkt, liste, s)
      case .gyldighetstidspunkt: element.gyldighet = tidspunkt(t, .gyldighetstidspunkt, liste, s)
      default: bruk(t, stykke.noekkel, liste, s)
      }
    }
    return punkt
  }

  /// Holds the element that was read last, from `start` on, in a template if it is worth it.
  @inline(never)
  mutating func laer(_ liste: Dokumentnoekkel, _ slag: Noekkelgjetter.Slag, _ start: JSONScanner.Mark, _ s: JSONScanner) {
    guard let mal = maler.ny(liste) else { return }
    var s = s
    s.reset(to: start)
    let fra = s.offset
    let lest = element
    element = Dokumentelement()
    defer { element = lest }
    mal.pointee.stykker.toem()
    mal.pointee.punkter.toem()
    var strenger: [Range<Int>] = []
    do throws(JSONFault) {
      try laerFelt(liste, slag, &s, mal, fra, &strenger)
    } catch {}
    mal.pointee.sett(s.bytes, fra: fra, strenger: strenger)
  }

  /// Goes through the fields as `lesFelt` does, up to the first that a template cannot hold.
  private mutating func laerFelt(
    _ liste: Dokumentnoekkel, _ slag: Noekkelgjetter.Slag, _ s: inout JSONScanner, _ mal: UnsafeMutablePointer<Elementmal>,
    _ fra: Int, _ strenger: inout [Range<Int>]
  ) throws(JSONFault) {
    var sett: UInt64 = 0
    var forrige = Noekkelgjetter.start
    try s.enterObject()
    while let key = try s.nextKey() {
      let n = Noekkelgjetter.noekkel(key, s, slag)
      if n != .annet {
        if sett & n.bit != 0 { return }
        sett |= n.bit
      }
      forrige = n.rawValue
      var krever = 0
      switch try s.peek() {
      case .null:
        try s.null()
        krever = 1
      case .bool where n == .annet || n == .erGjeldende:
        let v = try s.bool()
        if n == .erGjeldende { les(gjeldende: v) }
        krever = 1
      case .string where n.erTekst:
        let t = try s.string()
        if t.hasEscapes || !holder(t.range, n, liste, s, mal, fra) { return }
        strenger.append(t.range)
      default: return
      }
      krever += s.offset - fra
      if krever > JSONTemplate.capacity { return }
      mal.pointee.punkter.leggTil(
        Elementmal.Punkt(
          til: s.offset - fra, krever: krever, stykker: mal.pointee.stykker.antall, erSlutt: false, sett: sett, forrige: forrige,
          element: element))
    }
    if s.offset - fra > JSONTemplate.capacity { return }
    mal.pointee.punkter.leggTil(
      Elementmal.Punkt(
        til: s.offset - fra, krever: s.offset - fra, stykker: mal.pointee.stykker.antall, erSlutt: true, sett: sett,
        forrige: forrige, element: element))
  }

  /// Whether a template can hold a text: one with digits becomes a piece that is read anew, and what another
  /// says is the same each time it stands there.
  private mutating func holder(
    _ r: Range<Int>, _ n: Dokumentnoekkel, _ liste: Dokumentnoekkel, _ s: borrowing JSONScanner,
    _ mal: UnsafeMutablePointer<Elementmal>, _ fra: Int
  ) -> Bool {
    if n == .annet || r.isEmpty { return true }
    // Nothing to trim, whatever digits there are.
    guard let t = trimmet(r, s), t.lengde == r.count else { return false }
    let b = tekst(t, s)
    switch n {
    case .fornavn, .mellomnavn, .etternavn, .graderingsnivaa: return false
    case _ where b.contains(where: { $0 &- 0x30 < 10 }):
      mal.pointee.stykker.leggTil(Elementmal.Stykke(fra: r.lowerBound - fra, lengde: r.count, noekkel: n))
      return true
    case .kilde, .aarsak, .status, .relatertPersonsRolle: break
    case .kjoenn where Kjoenn.oppslag.kode(b) != nil: break
    default: return false
    }
    bruk(t, n, liste, s)
    return true
  }
}
