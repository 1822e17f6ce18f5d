import Domene
import Kalender
import Kodeverk
import Tabular

/// Reads one person document: what it says on D goes to a post, its faults to
/// avvik. A document with a fault is rejected whole; the numbers that could be
/// read in it are kept, for R-02.
public struct Dokumentleser {
  let dato: Dato
  var element = Element()
  var dok = Dokument()
  var tekst: [UInt8] = []
  private var post: [UInt8] = []
  var feil: [(kode: Avvikskode, plass: UInt16, verdi: [UInt8])] = []
  var varsler: [(kode: Avvikskode, plass: UInt16, verdi: [UInt8])] = []
  // Candidates for the lists in which one element holds.
  var navn: [Element] = []
  var kjoenn: [Element] = []
  var foedsel: [Element] = []
  var dufer: [Element] = []
  var doed: [Element] = []
  private var listehash: [UInt64] = Array(repeating: 0, count: Dokumentnoekkel.lister)

  /// What the fields of one list element say.
  struct Element {
    var ajourhold: Dato?
    var gjeldende: Bool?
    var gyldighet: Dato?
    var dato: Dato?
    var tall: UInt64 = 0
    var kjoenn: Kjoenn?
    var fornavn: [UInt8] = []
    var mellomnavn: [UInt8] = []
    var etternavn: [UInt8] = []
    var kommune: Kommunenummer?
    var kommuneRang = 9
    var harNivaa = false
    var gradering: Gradering?
    var nivaatekst: [UInt8] = []
    var barn = false
    var hash: UInt64 = 0

    func erKjent(_ d: Dato) -> Bool { ajourhold.map { $0 <= d } ?? true }
  }

  public enum Utfall {
    /// The post, valid until the next document.
    case tatt([UInt8])
    case avvist(Dokumentkobling.Avvist)
  }

  /// - Parameter dato: D; what is not known then is left out.
  public init(dato: Dato) { self.dato = dato }

  /// Reads the document at the scanner's place, which must end at `scanner.end`.
  public mutating func les(_ scanner: inout JSONScanner, _ kilde: Kilde, _ avvik: inout Avviksliste) -> Utfall {
    nullstill()
    let start = scanner.offset
    do throws(JSONFault) {
      if try scanner.peek() == .object {
        try dokument(&scanner)
      } else {
        meld(.jsonStruktur, 0)
        try scanner.skipValue()
      }
      try scanner.finish()
    } catch {
      // What was read before the fault counts for R-02; the rest is looked through for numbers.
      feil = [(.jsonUgyldig, 0, [])]
      varsler = []
      nummerIRaatekst(scanner.bytes, start..<scanner.end)
    }
    avgjoer()
    let duf = dok.duf != 0 ? dok.duf : (dok.dufNumre.first?.verdi ?? 0)
    if !feil.isEmpty {
      for f in feil { skriv(f, kilde, duf, &avvik) }
      return .avvist(
        Dokumentkobling.Avvist(duf: dok.dufNumre.map(\.verdi), foedselsnumre: dok.foedselsnumre.map(\.verdi)))
    }
    for v in varsler { skriv(v, kilde, duf, &avvik) }
    Dokumentpost.skriv(dok, kilde, i: &post)
    return .tatt(post)
  }

  private func skriv(
    _ f: (kode: Avvikskode, plass: UInt16, verdi: [UInt8]), _ kilde: Kilde, _ duf: UInt64, _ avvik: inout Avviksliste
  ) {
    var a = Avvik(f.kode, kilde: kilde)
    a.kolonne = f.plass
    a.duf = f.kode == .jsonUgyldig ? 0 : duf
    f.verdi.withUnsafeBytes { avvik.leggTil(a, verdi: $0) }
  }

  private mutating func nullstill() {
    dok = Dokument()
    feil.removeAll(keepingCapacity: true)
    varsler.removeAll(keepingCapacity: true)
    navn.removeAll(keepingCapacity: true)
    kjoenn.removeAll(keepingCapacity: true)
    foedsel.removeAll(keepingCapacity: true)
    dufer.removeAll(keepingCapacity: true)
    doed.removeAll(keepingCapacity: true)
    for i in listehash.indices { listehash[i] = 0 }
  }

  mutating func meld(_ kode: Avvikskode, _ plass: UInt16, _ verdi: [UInt8] = []) {
    // One avvik a faulty field.
    if feil.contains(where: { $0.kode == kode && $0.plass == plass && plass != 0 && $0.verdi == verdi }) { return }
    feil.append((kode, plass, verdi))
  }

  // MARK: - The document

  private mutating func dokument(_ s: inout JSONScanner) throws(JSONFault) {
    try s.enterObject()
    var sett: UInt64 = 0
    while let key = try s.nextKey() {
      guard let n = noekkel(key, s), Int(n.rawValue) < Dokumentnoekkel.lister else {
        try s.skipValue()
        continue
      }
      if sett & n.bit != 0 { meld(.jsonStruktur, Personfelt.plass(n.navn)) }
      sett |= n.bit
      switch try s.peek() {
      case .null: try s.null()
      case .array:
        try s.enterArray()
        while try s.nextElement() {
          if try s.peek() == .object {
            try lesElement(n, &s)
          } else {
            meld(.jsonStruktur, Personfelt.plass(n.navn))
            try s.skipValue()
          }
        }
      case .object where n == .doedsfall: try lesElement(n, &s)
      default:
        meld(.jsonStruktur, Personfelt.plass(n.navn))
        try s.skipValue()
      }
    }
  }

  func noekkel(_ k: JSONString, _ s: JSONScanner) -> Dokumentnoekkel? {
    if !k.hasEscapes { return Dokumentnoekkel.finn(k.raw(in: s.bytes)) }
    var t: [UInt8] = []
    do throws(JSONFault) { try s.unescape(k, into: &t) } catch { return nil }
    return t.withUnsafeBytes { Dokumentnoekkel.finn($0) }
  }

  private mutating func lesElement(_ liste: Dokumentnoekkel, _ s: inout JSONScanner) throws(JSONFault) {
    element = Element()
    try lesFelt(liste, &s)
    bruk(liste)
  }

  // MARK: - What an element does

  private mutating func bruk(_ liste: Dokumentnoekkel) {
    let e = element
    var h = listehash[Int(liste.rawValue)]
    h = (h ^ e.hash ^ 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    listehash[Int(liste.rawValue)] = (h ^ (h >> 32)) | 1
    let kjent = e.erKjent(dato)
    if kjent, let a = e.ajourhold, a > (dok.ajourhold ?? Dato(dagnummer: .min)) { dok.ajourhold = a }
    switch liste {
    case .identifikasjonsnummer:
      if e.tall != 0 { dok.foedselsnumre.append(.init(verdi: e.tall, kjent: kjent)) }
    case .utlendingsmyndighetenesIdentifikasjonsnummer:
      if e.tall != 0 {
        dok.dufNumre.append(.init(verdi: e.tall, kjent: kjent))
        dufer.append(e)
      }
    case .navn: navn.append(e)
    case .kjoenn: kjoenn.append(e)
    case .foedsel: foedsel.append(e)
    case .doedsfall: doed.append(e)
    case .bostedsadresse:
      if kjent, let fra = e.dato ?? e.gyldighet {
        dok.adresser.append(Bostedsadresse(fra: fra, kommune: e.kommune, ajourhold: e.ajourhold))
      }
    case .innflytting:
      if kjent, let d = e.gyldighet { dok.innflyttinger.append(d) }
    case .utflytting:
      if kjent, let d = e.dato ?? e.gyldighet { dok.utflyttinger.append(d) }
    case .adressebeskyttelse:
      // true or missing protects, on every D; a lifted one no longer does.
      if e.gjeldende == false { return }
      if let g = e.gradering {
        if g.skjermer { dok.skjermer = true }
      } else {
        dok.skjermer = true
        varsler.append((.graderingUkjent, Personfelt.plass("adressebeskyttelse.graderingsnivaa"), e.nivaatekst))
      }
    case .familierelasjon:
      if kjent, e.gjeldende != false, e.barn, e.tall != 0 { dok.barn.append(e.tall) }
    default: break
    }
  }

  /// The element that holds on D: of those with `erGjeldende` = true the last that
  /// is known; where none of them is known yet, the newest known one; where there
  /// is none with true, none.
  private func holder(_ liste: [Element]) -> Element? {
    var harGjeldende = false
    var svar: Element?
    for e in liste where e.gjeldende == true {
      harGjeldende = true
      if e.erKjent(dato) { svar = e }
    }
    if svar != nil || !harGjeldende { return svar }
    for e in liste where e.erKjent(dato) {
      if let naa = svar, (e.ajourhold ?? .init(dagnummer: .min)) < (naa.ajourhold ?? .init(dagnummer: .min)) { continue }
      svar = e
    }
    return svar
  }

  private mutating func avgjoer() {
    if let e = holder(navn) {
      dok.fornavn = e.fornavn
      dok.mellomnavn = e.mellomnavn
      dok.etternavn = e.etternavn
    }
    dok.kjoenn = holder(kjoenn)?.kjoenn
    dok.foedselsdato = holder(foedsel)?.dato
    dok.duf = holder(dufer)?.tall ?? 0
    for e in doed where e.gjeldende != false && e.erKjent(dato) && e.dato != nil { dok.doedsdato = e.dato }
    var h: UInt64 = 0x2545_F491_4F6C_DD1D
    for x in listehash {
      let p = (h ^ x).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      h = p.low ^ p.high
    }
    dok.innhold = h
  }

  /// The numbers that stand readable in a part of a file that is no JSON.
  mutating func numre(i b: UnsafeRawBufferPointer, _ omraade: Range<Int>) -> Dokumentkobling.Avvist {
    nullstill()
    nummerIRaatekst(b, omraade)
    return Dokumentkobling.Avvist(duf: dok.dufNumre.map(\.verdi), foedselsnumre: dok.foedselsnumre.map(\.verdi))
  }

  /// R-02 fails safe: numbers that stand readable in what is no JSON.
  private mutating func nummerIRaatekst(_ b: UnsafeRawBufferPointer, _ omraade: Range<Int>) {
    var i = omraade.lowerBound
    while i < omraade.upperBound {
      var sifre = 0
      var n: UInt64 = 0
      while i + sifre < omraade.upperBound, b[i + sifre] >= 0x30, b[i + sifre] <= 0x39 {
        if sifre < 13 { n = n &* 10 &+ UInt64(b[i + sifre] - 0x30) }
        sifre += 1
      }
      if sifre == 12 { dok.dufNumre.append(.init(verdi: n, kjent: false)) }
      if sifre == 11 { dok.foedselsnumre.append(.init(verdi: n, kjent: false)) }
      i += max(1, sifre)
    }
  }
}
