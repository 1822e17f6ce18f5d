import Domene
import Kalender
import Kodeverk
import Tabular

extension Dokumentleser {
  /// Reads the fields of one list element into `element`.
  /// - Parameter punkt: what `lesEtterMal` read of them.
  mutating func lesFelt(
    _ liste: Dokumentnoekkel, _ slag: Noekkelgjetter.Slag, etter punkt: UnsafePointer<Elementmal.Punkt>?,
    _ s: inout JSONScanner
  ) throws(JSONFault) {
    var sett: UInt64 = 0
    var forrige = Noekkelgjetter.start
    if let punkt {
      (sett, forrige) = (punkt.pointee.sett, punkt.pointee.forrige)
    } else {
      try s.enterObject()
    }
    while let n = try gjetter.neste(slag, &forrige, &s) {
      if n == .annet {
        try s.skipValue()
        continue
      }
      if sett & n.bit != 0 { meld(.jsonStruktur, Personfelt.plass(liste.navn)) }
      sett |= n.bit
      // Mostly the value is a text that stands there as it is.
      if n.erTekst, let r = s.takePlainString() {
        if let t = trimmet(r, s) { bruk(t, n, liste, s) }
        continue
      }
      switch n {
      case .erGjeldende:
        switch try s.peek() {
        case .null: try s.null()
        case .bool: les(gjeldende: try s.bool())
        default: try strukturfeil(n, liste, &s)
        }
      case .vegadresse: try kommune(.vegadresse, nil, rang: 0, n, liste, &s)
      case .matrikkeladresse: try kommune(.matrikkeladresse, .matrikkelnummer, rang: 1, n, liste, &s)
      case .ukjentBosted: try kommune(.ukjentBosted, nil, rang: 2, n, liste, &s)
      default:
        if let t = try tekst(n, liste, &s) { bruk(t, n, liste, s) }
      }
    }
  }

  mutating func les(gjeldende: Bool) {
    element.gjeldende = gjeldende ? .ja : .nei
    bland(.erGjeldende, UInt64(element.gjeldende.rawValue))
  }

  /// Takes the text of a field.
  @inline(__always)
  mutating func bruk(_ t: Utsnitt, _ n: Dokumentnoekkel, _ liste: Dokumentnoekkel, _ s: borrowing JSONScanner) {
    switch n {
    case .ajourholdstidspunkt: element.ajourhold = tidspunkt(t, n, liste, s)
    case .gyldighetstidspunkt: element.gyldighet = tidspunkt(t, n, liste, s)
    case .foedselsdato, .doedsdato, .flyttedato, .utflyttingsdato: element.dato = tidspunkt(t, n, liste, s)
    case .kilde, .aarsak, .status: bland(n, tekst(t, s))
    case .fornavn:
      element.fornavn = t
      bland(n, tekst(t, s))
    case .mellomnavn:
      element.mellomnavn = t
      bland(n, tekst(t, s))
    case .etternavn:
      element.etternavn = t
      bland(n, tekst(t, s))
    default: verdi(tekst(t, s), t, n, liste)
    }
  }

  /// A field that holds a number or a code.
  private mutating func verdi(
    _ b: UnsafeRawBufferPointer, _ t: Utsnitt, _ n: Dokumentnoekkel, _ liste: Dokumentnoekkel
  ) {
    switch n {
    case .kjoenn:
      if let k = Kjoenn.oppslag.kode(b) {
        element.kjoenn = UInt8(truncatingIfNeeded: k)
        bland(n, UInt64(element.kjoenn))
      } else {
        meld(.kodeUkjent, plass(n, liste), Array(b))
      }
    case .foedselsEllerDNummer, .relatertPerson:
      if b.count == 11, let p = b.baseAddress, let f = Feltleser.foedselsnummer(elleve: p) {
        element.tall = f
        return bland(n, f)
      }
      // One that is short or wrong.
      let f = Feltleser.foedselsnummer(b)
      if f.ledendeNull { varsle(.ledendeNull, plass(n, liste), Array(b)) }
      if f.gyldig { element.tall = f.nummer } else { varsle(.fnrUgyldig, plass(n, liste), Array(b)) }
      bland(n, b)
    case .identifikasjonsnummer:
      if b.count == 12, let p = b.baseAddress, let d = Siffer.tolv(p) {
        element.tall = d
        return bland(n, d)
      }
      if let d = Feltleser.duf(b) { element.tall = d } else { meld(.dufUgyldig, plass(n, liste), Array(b)) }
      bland(n, b)
    case .graderingsnivaa:
      element.nivaatekst = t
      element.gradering = Gradering.oppslag.kode(b).map { UInt8(truncatingIfNeeded: $0) } ?? 255
      bland(n, b)
    case .relatertPersonsRolle:
      element.barn = Self.erBarn(b)
      bland(n, b)
    default: break
    }
  }

  private static func erBarn(_ b: UnsafeRawBufferPointer) -> Bool {
    // Small letters are their own normal form.
    if b.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) { return b.elementsEqual("barn".utf8) }
    return Kodeoppslag.normaliser(Array(b)) == Array("barn".utf8)
  }

  private func plass(_ n: Dokumentnoekkel, _ liste: Dokumentnoekkel) -> UInt16 {
    Personfelt.plass(liste.navn + "." + n.navn)
  }

  @inline(never)
  private mutating func strukturfeil(_ n: Dokumentnoekkel, _ liste: Dokumentnoekkel, _ s: inout JSONScanner) throws(JSONFault) {
    meld(.jsonStruktur, plass(n, liste))
    try s.skipValue()
  }

  // MARK: - Values

  /// Mixes a field's value into the element's hash; the order of keys does not matter.
  @inline(__always)
  private mutating func bland(_ n: Dokumentnoekkel, _ verdi: UInt64) {
    let v = verdi ^ (UInt64(n.rawValue) &* 0xA076_1D64_78BD_642F)
    let p = (v ^ 0x2545_F491_4F6C_DD1D).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    element.hash = element.hash &+ (p.low ^ p.high)
  }

  @inline(__always)
  private mutating func bland(_ n: Dokumentnoekkel, _ tekst: UnsafeRawBufferPointer) {
    bland(n, Feltleser.rasktHash(tekst))
  }

  /// Reads a text (a number counts as its digits), trimmed; nil when it is null or
  /// empty, or of another kind, which is a fault.
  private mutating func tekst(_ n: Dokumentnoekkel, _ liste: Dokumentnoekkel, _ s: inout JSONScanner) throws(JSONFault) -> Utsnitt? {
    switch try s.peek() {
    case .null:
      try s.null()
      return nil
    case .string:
      let t = try s.string()
      return t.hasEscapes ? try medEscape(t, s) : trimmet(t.range, s)
    case .number: return Utsnitt(try s.number().range)
    case .bool, .array, .object:
      try strukturfeil(n, liste, &s)
      return nil
    }
  }

  @inline(__always)
  func trimmet(_ r: Range<Int>, _ s: borrowing JSONScanner) -> Utsnitt? {
    if r.isEmpty { return nil }
    let (foerste, siste) = (s.bytes[r.lowerBound], s.bytes[r.upperBound &- 1])
    // As `Feltleser.trimmet`: only such ends may have to go.
    if foerste > 0x20, foerste != 0xC2, siste > 0x20, siste != 0xA0 { return Utsnitt(r) }
    return trimmetSakte(r, s)
  }

  @inline(never)
  private func trimmetSakte(_ r: Range<Int>, _ s: borrowing JSONScanner) -> Utsnitt? {
    let trimmet = Feltleser.trimmet(UnsafeRawBufferPointer(rebasing: s.bytes[r]))
    guard trimmet.count > 0, let fra = trimmet.baseAddress, let base = s.bytes.baseAddress else { return nil }
    return Utsnitt(fra: fra - base, lengde: trimmet.count)
  }

  @inline(never)
  private mutating func medEscape(_ t: JSONString, _ s: JSONScanner) throws(JSONFault) -> Utsnitt? {
    var raa: [UInt8] = []
    try s.unescape(t, into: &raa)
    let fra = raa.withUnsafeBytes { utenEscape.leggTil(Feltleser.trimmet($0)) }
    return utenEscape.antall == fra ? nil : Utsnitt(fra: ~fra, lengde: utenEscape.antall - fra)
  }

  /// The bytes of a text of the document at hand, good until the next text is read.
  @inline(__always)
  func tekst(_ u: Utsnitt, _ s: borrowing JSONScanner) -> UnsafeRawBufferPointer {
    if u.fra >= 0 { return UnsafeRawBufferPointer(rebasing: s.bytes[u.fra..<(u.fra &+ u.lengde)]) }
    return utenEscape.del(~u.fra..<(~u.fra &+ u.lengde))
  }

  /// A date, or the date of a timestamp: its first ten characters as written.
  @inline(__always)
  mutating func tidspunkt(
    _ t: Utsnitt, _ n: Dokumentnoekkel, _ liste: Dokumentnoekkel, _ s: borrowing JSONScanner
  ) -> Int32 {
    if t.fra >= 0, t.lengde >= 10, let base = s.bytes.baseAddress, let d = Dato(isoTegn: base + t.fra, maaneder: maaneder) {
      bland(n, UInt64(truncatingIfNeeded: d.dagnummer))
      return d.dagnummer
    }
    return sjeldentTidspunkt(tekst(t, s), n, liste)
  }

  @inline(never)
  private mutating func sjeldentTidspunkt(_ b: UnsafeRawBufferPointer, _ n: Dokumentnoekkel, _ liste: Dokumentnoekkel) -> Int32 {
    guard b.count >= 10, let d = Dato(ascii: UnsafeRawBufferPointer(rebasing: b[..<10])) else {
      meld(.datoUgyldig, plass(n, liste), Array(b))
      return ingenDato
    }
    bland(n, UInt64(truncatingIfNeeded: d.dagnummer))
    return d.dagnummer
  }

  /// The kommunenummer inside an address, which may hold it in an object of its own
  /// (`indre`). Of several the one with the lowest `rang` holds. It is not tested.
  private mutating func kommune(
    _ slag: Noekkelgjetter.Slag, _ indre: Noekkelgjetter.Slag?, rang: UInt8, _ n: Dokumentnoekkel,
    _ liste: Dokumentnoekkel, _ s: inout JSONScanner
  ) throws(JSONFault) {
    switch try s.peek() {
    case .null: return try s.null()
    case .object: break
    default: return try strukturfeil(n, liste, &s)
    }
    try s.enterObject()
    var sett = false
    var forrige = Noekkelgjetter.start
    while let k = try gjetter.neste(slag, &forrige, &s) {
      if k == .annet {
        try s.skipValue()
        continue
      }
      if sett { meld(.jsonStruktur, plass(n, liste)) }
      sett = true
      if let indre {
        try kommune(indre, nil, rang: rang, n, liste, &s)
        continue
      }
      guard let t = try tekst(n, liste, &s) else { continue }
      let b = tekst(t, s)
      bland(n, b)
      if rang < element.kommuneRang {
        element.kommuneRang = rang
        element.kommune =
          Kommunenummer(fireSifre: b)?.nummer ?? 10_000 + UInt32(truncatingIfNeeded: Feltleser.hash(b)) % 4_000_000_000
      }
    }
  }
}
