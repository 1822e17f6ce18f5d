import Domene
import Kalender
import Kodeverk
import Tabular

/// Reads one person document: what it says on D goes to a post, its faults to
/// avvik. A document with a fault is rejected whole; the numbers that could be
/// read in it are kept, for R-02.
///
/// A document without faults is read into memory that the reader has ready.
public struct Dokumentleser: ~Copyable {
  let dato: Dato
  let maaneder = Dato.maanedstabell
  let gjetter = Noekkelgjetter()
  var maler = Elementmaler()
  /// For the tests: false reads every field by itself.
  var brukerMaler = true
  var element = Dokumentelement()
  var innhold = Dokumentinnhold()
  /// Texts with escapes, unescaped, of the document at hand.
  var utenEscape = Rekke<UInt8>()
  private var post = Rekke<UInt8>(rom: 1024)
  typealias Melding = (kode: Avvikskode, plass: UInt16, verdi: [UInt8])
  private var feil: [Melding] = []
  private var varsler: [Melding] = []

  public enum Utfall {
    /// The post, valid until the next document.
    case tatt(UnsafeRawBufferPointer)
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
    if !feil.isEmpty || !varsler.isEmpty {
      let duf = innhold.dufEllerFoerste
      if !feil.isEmpty {
        for f in feil { skriv(f, kilde, duf, &avvik) }
        return .avvist(avvist)
      }
      for v in varsler { skriv(v, kilde, duf, &avvik) }
    }
    Dokumentpost.skriv(innhold, kilde, scanner.bytes, utenEscape, i: &post)
    return .tatt(UnsafeRawBufferPointer(post.verdier))
  }

  private var avvist: Dokumentkobling.Avvist {
    Dokumentkobling.Avvist(
      duf: innhold.dufNumre.verdier.map { $0 & ~Dokument.kjentbit },
      foedselsnumre: innhold.foedselsnumre.verdier.map { $0 & ~Dokument.kjentbit })
  }

  private func skriv(_ f: Melding, _ kilde: Kilde, _ duf: UInt64, _ avvik: inout Avviksliste) {
    var a = Avvik(f.kode, kilde: kilde)
    a.kolonne = f.plass
    a.duf = f.kode == .jsonUgyldig ? 0 : duf
    f.verdi.withUnsafeBytes { avvik.leggTil(a, verdi: $0) }
  }

  private mutating func nullstill() {
    innhold.nullstill()
    if !feil.isEmpty { feil.removeAll(keepingCapacity: true) }
    if !varsler.isEmpty { varsler.removeAll(keepingCapacity: true) }
    utenEscape.toem()
  }

  @inline(never)
  mutating func meld(_ kode: Avvikskode, _ plass: UInt16, _ verdi: [UInt8] = []) {
    // One avvik a faulty field.
    if feil.contains(where: { $0.kode == kode && $0.plass == plass && plass != 0 && $0.verdi == verdi }) { return }
    feil.append((kode, plass, verdi))
  }

  @inline(never)
  mutating func varsle(_ kode: Avvikskode, _ plass: UInt16, _ verdi: [UInt8]) {
    varsler.append((kode, plass, verdi))
  }

  // MARK: - The document

  private mutating func dokument(_ s: inout JSONScanner) throws(JSONFault) {
    try s.enterObject()
    var sett: UInt64 = 0
    var forrige = Noekkelgjetter.start
    while let n = try gjetter.neste(.dokument, &forrige, &s) {
      guard n != .annet, let slag = Noekkelgjetter.Slag(rawValue: n.rawValue) else {
        try s.skipValue()
        continue
      }
      if sett & n.bit != 0 { meld(.jsonStruktur, Personfelt.plass(n.navn)) }
      sett |= n.bit
      // Mostly a list of one object.
      if s.takeArrayStart() {
        try lesElement(n, slag, &s)
        if !s.takeArrayEnd() { try lesResten(av: n, slag, &s) }
        continue
      }
      switch try s.peek() {
      case .null: try s.null()
      case .array:
        try s.enterArray()
        try lesResten(av: n, slag, &s)
      case .object where n == .doedsfall: try lesElement(n, slag, &s)
      default:
        meld(.jsonStruktur, Personfelt.plass(n.navn))
        try s.skipValue()
      }
    }
  }

  /// Reads the elements that are left of a list.
  private mutating func lesResten(
    av liste: Dokumentnoekkel, _ slag: Noekkelgjetter.Slag, _ s: inout JSONScanner
  ) throws(JSONFault) {
    while try s.nextElement() {
      if try s.peek() == .object {
        try lesElement(liste, slag, &s)
      } else {
        meld(.jsonStruktur, Personfelt.plass(liste.navn))
        try s.skipValue()
      }
    }
  }

  private mutating func lesElement(
    _ liste: Dokumentnoekkel, _ slag: Noekkelgjetter.Slag, _ s: inout JSONScanner
  ) throws(JSONFault) {
    let start = s.mark
    let punkt = brukerMaler ? lesEtterMal(liste, &s) : nil
    if punkt == nil { element = Dokumentelement() }
    if punkt?.pointee.erSlutt != true { try lesFelt(liste, slag, etter: punkt, &s) }
    if punkt?.pointee.erGodt != true { laer(liste, slag, start, s) }
    if innhold.bruk(element, liste, dato) {
      varsle(.graderingUkjent, Personfelt.plass("adressebeskyttelse.graderingsnivaa"), Array(tekst(element.nivaatekst, s)))
    }
  }

  // MARK: - Documents that are no JSON

  /// The numbers that stand readable in a part of a file that is no JSON.
  mutating func numre(i b: UnsafeRawBufferPointer, _ omraade: Range<Int>) -> Dokumentkobling.Avvist {
    nullstill()
    nummerIRaatekst(b, omraade)
    return avvist
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
      if sifre == 12 { innhold.dufNumre.leggTil(n) }
      if sifre == 11 { innhold.foedselsnumre.leggTil(n) }
      i += max(1, sifre)
    }
  }
}
