import Domene
import Kodeverk

/// Which of a type's columns a file has: finds them by name and tells unknown,
/// double and missing ones.
struct Kolonnebruk {
  let type: Inndatatype
  private var sett: Set<Int> = []
  private var dobbel = false
  private var ukjente: Set<[UInt8]> = []

  init(_ type: Inndatatype) { self.type = type }

  /// The column of a header field; nil when the type has none such.
  mutating func finn(_ navn: [UInt8], _ kilde: Kilde, _ avvik: inout Avviksliste) -> Int? {
    let k = navn.withUnsafeBytes { type.kolonneoppslag.kode(Feltleser.trimmet($0)) }
    guard let k else {
      let trimmet = navn.withUnsafeBytes { Array(Feltleser.trimmet($0)) }
      // A delimiter at the end of the header makes a column without a name: nothing to tell.
      if !trimmet.isEmpty, ukjente.insert(Kodeoppslag.normaliser(trimmet)).inserted {
        meldUkjent(trimmet, kilde, &avvik)
      }
      return nil
    }
    if !sett.insert(k).inserted {
      dobbel = true
      var a = Avvik(.kolonneDobbel, kilde: kilde)
      a.kolonne = UInt16(k + 1)
      avvik.leggTil(a)
    }
    return k
  }

  private func meldUkjent(_ navn: [UInt8], _ kilde: Kilde, _ avvik: inout Avviksliste) {
    var a = Avvik(.kolonneUkjent, kilde: kilde)
    a.kolonne = Avvik.ukjentKolonne
    navn.withUnsafeBytes { avvik.leggTil(a, verdi: UnsafeRawBufferPointer(start: nil, count: 0), tillegg: $0) }
  }

  /// Tells each obligatory column that is missing. False when the file is to be rejected.
  func meldMangler(_ kilde: Kilde, _ avvik: inout Avviksliste) -> Bool {
    var mangler = false
    for (k, kolonne) in type.kolonner.enumerated() where kolonne.obligatorisk && !sett.contains(k) {
      mangler = true
      var a = Avvik(.kolonneMangler, kilde: kilde)
      a.kolonne = UInt16(k + 1)
      avvik.leggTil(a)
    }
    return !mangler && !dobbel
  }
}

/// The keys of JSON objects: mostly the same in every object of a file, in the
/// same order, so the last object's are tried first.
struct Objektnoekler {
  let type: Inndatatype
  private var sist: [(navn: [UInt8], kolonne: Int?)] = []
  private var ukjente: Set<[UInt8]> = []

  init(_ type: Inndatatype) { self.type = type }

  /// - Parameter nr: the key's number in its object.
  mutating func finn(_ navn: UnsafeRawBufferPointer, _ nr: Int, _ kilde: Kilde, _ avvik: inout Avviksliste) -> Int? {
    if nr < sist.count, sist[nr].navn.withUnsafeBytes({ $0.elementsEqual(navn) }) { return sist[nr].kolonne }
    let trimmet = Feltleser.trimmet(navn)
    let k = type.kolonneoppslag.kode(trimmet)
    if k == nil, !trimmet.isEmpty, ukjente.count < 10_000,
      ukjente.insert(Kodeoppslag.normaliser(Array(trimmet))).inserted
    {
      // Said once a file and about the whole of it: on line 1, as for a header.
      var a = Avvik(.kolonneUkjent, kilde: Kilde(fil: kilde.fil, linje: 1))
      a.kolonne = Avvik.ukjentKolonne
      avvik.leggTil(a, verdi: UnsafeRawBufferPointer(start: nil, count: 0), tillegg: trimmet)
    }
    if nr < 64 {
      while sist.count <= nr { sist.append(([], nil)) }
      sist[nr] = (Array(navn), k)
    }
    return k
  }
}
