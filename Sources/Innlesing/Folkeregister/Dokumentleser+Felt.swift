import Domene
import Kalender
import Kodeverk
import Tabular

extension Dokumentleser {
  /// Reads the fields of one list element into `element`.
  mutating func lesFelt(_ liste: Dokumentnoekkel, _ s: inout JSONScanner) throws(JSONFault) {
    try s.enterObject()
    var sett: UInt64 = 0
    while let key = try s.nextKey() {
      guard let n = noekkel(key, s), gjelder(n, liste) else {
        try s.skipValue()
        continue
      }
      if sett & n.bit != 0 { meld(.jsonStruktur, Personfelt.plass(liste.navn)) }
      sett |= n.bit
      switch n {
      case .ajourholdstidspunkt: element.ajourhold = try tidspunkt(n, liste, &s)
      case .gyldighetstidspunkt: element.gyldighet = try tidspunkt(n, liste, &s)
      case .foedselsdato, .doedsdato, .flyttedato, .utflyttingsdato: element.dato = try tidspunkt(n, liste, &s)
      case .erGjeldende:
        switch try s.peek() {
        case .null: try s.null()
        case .bool:
          element.gjeldende = try s.bool()
          bland(n, element.gjeldende == true ? [1] : [2])
        default: try strukturfeil(n, liste, &s)
        }
      case .kilde, .aarsak, .status:
        if try tekst(n, liste, &s) { bland(n, tekst) }
      case .fornavn:
        if try tekst(n, liste, &s) { element.fornavn = tekst; bland(n, tekst) }
      case .mellomnavn:
        if try tekst(n, liste, &s) { element.mellomnavn = tekst; bland(n, tekst) }
      case .etternavn:
        if try tekst(n, liste, &s) { element.etternavn = tekst; bland(n, tekst) }
      case .kjoenn:
        if try tekst(n, liste, &s) {
          if let k = tekst.withUnsafeBytes({ Kjoenn.oppslag.kode($0) }) {
            element.kjoenn = Kjoenn(rawValue: UInt8(k))
            bland(n, [UInt8(k)])
          } else {
            meld(.kodeUkjent, plass(n, liste), tekst)
          }
        }
      case .foedselsEllerDNummer, .relatertPerson:
        if try tekst(n, liste, &s) { foedselsnummer(n, liste) }
      case .identifikasjonsnummer:
        if try tekst(n, liste, &s) {
          if let d = tekst.withUnsafeBytes({ Feltleser.duf($0) }) { element.tall = d } else { meld(.dufUgyldig, plass(n, liste), tekst) }
          bland(n, tekst)
        }
      case .graderingsnivaa:
        if try tekst(n, liste, &s) {
          element.nivaatekst = tekst
          element.gradering = tekst.withUnsafeBytes { Gradering.oppslag.kode($0) }.flatMap { Gradering(rawValue: UInt8($0)) }
          bland(n, tekst)
        }
      case .relatertPersonsRolle:
        if try tekst(n, liste, &s) {
          element.barn = Kodeoppslag.normaliser(tekst) == Array("barn".utf8)
          bland(n, tekst)
        }
      case .vegadresse: try kommune(i: [.kommunenummer], rang: 0, n, liste, &s)
      case .matrikkeladresse: try kommune(i: [.matrikkelnummer, .kommunenummer], rang: 1, n, liste, &s)
      case .ukjentBosted: try kommune(i: [.bostedskommune], rang: 2, n, liste, &s)
      default: try s.skipValue()
      }
    }
  }

  /// Whether a field name is read in the elements of a list.
  private func gjelder(_ n: Dokumentnoekkel, _ liste: Dokumentnoekkel) -> Bool {
    switch n {
    case .ajourholdstidspunkt, .erGjeldende, .gyldighetstidspunkt, .kilde, .aarsak: true
    case .foedselsEllerDNummer, .status: liste == .identifikasjonsnummer
    case .identifikasjonsnummer: liste == .utlendingsmyndighetenesIdentifikasjonsnummer
    case .fornavn, .mellomnavn, .etternavn: liste == .navn
    case .kjoenn: liste == .kjoenn
    case .foedselsdato: liste == .foedsel
    case .doedsdato: liste == .doedsfall
    case .flyttedato, .vegadresse, .matrikkeladresse, .ukjentBosted: liste == .bostedsadresse
    case .utflyttingsdato: liste == .utflytting
    case .graderingsnivaa: liste == .adressebeskyttelse
    case .relatertPerson, .relatertPersonsRolle: liste == .familierelasjon
    default: false
    }
  }

  private func plass(_ n: Dokumentnoekkel, _ liste: Dokumentnoekkel) -> UInt16 {
    Personfelt.plass(liste.navn + "." + n.navn)
  }

  private mutating func strukturfeil(_ n: Dokumentnoekkel, _ liste: Dokumentnoekkel, _ s: inout JSONScanner) throws(JSONFault) {
    meld(.jsonStruktur, plass(n, liste))
    try s.skipValue()
  }

  /// Mixes a field's value into the element's hash; the order of keys does not matter.
  mutating func bland(_ n: Dokumentnoekkel, _ verdi: [UInt8]) {
    let v = verdi.withUnsafeBytes { Feltleser.hash($0) } ^ (UInt64(n.rawValue) &* 0xA076_1D64_78BD_642F)
    let p = v.multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    element.hash = element.hash &+ (p.low ^ p.high)
  }

  /// Reads a text (a number counts as its digits) into `tekst`, trimmed; false
  /// when it is null or empty, or of another kind, which is a fault.
  private mutating func tekst(_ n: Dokumentnoekkel, _ liste: Dokumentnoekkel, _ s: inout JSONScanner) throws(JSONFault) -> Bool {
    tekst.removeAll(keepingCapacity: true)
    switch try s.peek() {
    case .null:
      try s.null()
      return false
    case .string:
      let t = try s.string()
      if t.hasEscapes {
        var raa: [UInt8] = []
        try s.unescape(t, into: &raa)
        raa.withUnsafeBytes { tekst.append(contentsOf: Feltleser.trimmet($0)) }
      } else {
        tekst.append(contentsOf: Feltleser.trimmet(t.raw(in: s.bytes)))
      }
      return !tekst.isEmpty
    case .number:
      let t = try s.number()
      tekst.append(contentsOf: t.raw(in: s.bytes))
      return true
    case .bool, .array, .object:
      try strukturfeil(n, liste, &s)
      return false
    }
  }

  /// A date, or the date of a timestamp: its first ten characters as written.
  private mutating func tidspunkt(_ n: Dokumentnoekkel, _ liste: Dokumentnoekkel, _ s: inout JSONScanner) throws(JSONFault) -> Dato? {
    guard try tekst(n, liste, &s) else { return nil }
    let d = tekst.withUnsafeBytes { b in
      b.count < 10 ? nil : Dato(ascii: UnsafeRawBufferPointer(rebasing: b[..<10]))
    }
    guard let d else {
      meld(.datoUgyldig, plass(n, liste), tekst)
      return nil
    }
    withUnsafeBytes(of: d.dagnummer) { bland(n, Array($0)) }
    return d
  }

  private mutating func foedselsnummer(_ n: Dokumentnoekkel, _ liste: Dokumentnoekkel) {
    let f = tekst.withUnsafeBytes { Feltleser.foedselsnummer($0) }
    if f.ledendeNull { varsler.append((.ledendeNull, plass(n, liste), tekst)) }
    if f.gyldig { element.tall = f.nummer } else { varsler.append((.fnrUgyldig, plass(n, liste), tekst)) }
    bland(n, tekst)
  }

  /// The kommunenummer inside an address: `sti` is the path of keys to it. Of
  /// several the one with the lowest `rang` holds. It is not tested.
  private mutating func kommune(
    i sti: [Dokumentnoekkel], rang: Int, _ n: Dokumentnoekkel, _ liste: Dokumentnoekkel, _ s: inout JSONScanner
  ) throws(JSONFault) {
    switch try s.peek() {
    case .null:
      try s.null()
      return
    case .object: break
    default:
      try strukturfeil(n, liste, &s)
      return
    }
    try s.enterObject()
    var sett = false
    while let key = try s.nextKey() {
      guard let k = noekkel(key, s), k == sti[0] else {
        try s.skipValue()
        continue
      }
      if sett { meld(.jsonStruktur, plass(n, liste)) }
      sett = true
      if sti.count > 1 {
        try kommune(i: Array(sti.dropFirst()), rang: rang, n, liste, &s)
        continue
      }
      guard try tekst(n, liste, &s) else { continue }
      bland(n, tekst)
      if rang < element.kommuneRang {
        element.kommuneRang = rang
        element.kommune = tekst.withUnsafeBytes { b in
          Kommunenummer(fireSifre: b)
            ?? Kommunenummer(nummer: 10_000 + UInt32(truncatingIfNeeded: Feltleser.hash(b)) % 4_000_000_000)
        }
      }
    }
  }
}
