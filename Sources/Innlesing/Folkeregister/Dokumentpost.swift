import Domene
import Kalender
import Kodeverk

/// What is kept of one person document that was taken: what it says on D, and
/// the numbers that tell whose it is.
public struct Dokument: Sendable {
  public struct Nummer: Sendable, Equatable {
    public var verdi: UInt64
    /// Its element is known on D.
    public var kjent: Bool
  }
  /// A hash of every field that `formats.md` names: equal documents are duplicates.
  public var innhold: UInt64 = 0
  /// an element protects the person (whatever D).
  public var skjermer = false
  /// The greatest date of `ajourholdstidspunkt` over the elements known on D.
  public var ajourhold: Dato?
  /// The DUF-nummer that holds on D; 0 when it has none.
  public var duf: UInt64 = 0
  public var dufNumre: [Nummer] = []
  public var foedselsnumre: [Nummer] = []
  public var fornavn: [UInt8] = []
  public var mellomnavn: [UInt8] = []
  public var etternavn: [UInt8] = []
  public var foedselsdato: Dato?
  public var kjoenn: Kjoenn?
  public var doedsdato: Dato?
  public var adresser: [Bostedsadresse] = []
  public var innflyttinger: [Dato] = []
  public var utflyttinger: [Dato] = []
  /// Fødselsnummer of children that the document refers to.
  public var barn: [UInt64] = []

  public init() {}
}

/// Person documents as posts: written when read, read when the person is judged.
enum Dokumentpost {
  private static let ingen = Int32.min

  static func skriv(_ d: Dokument, _ kilde: Kilde, i ut: inout [UInt8]) {
    ut.removeAll(keepingCapacity: true)
    func tall<T: FixedWidthInteger>(_ v: T) { withUnsafeBytes(of: v.littleEndian) { ut.append(contentsOf: $0) } }
    func dato(_ d: Dato?) { tall(d?.dagnummer ?? ingen) }
    func tekst(_ t: [UInt8]) {
      tall(UInt32(truncatingIfNeeded: t.count))
      ut.append(contentsOf: t)
    }
    func numre(_ n: [Dokument.Nummer]) {
      tall(UInt32(truncatingIfNeeded: n.count))
      for x in n { tall(x.verdi | (x.kjent ? 1 << 63 : 0)) }
    }
    func datoer(_ n: [Dato]) {
      tall(UInt32(truncatingIfNeeded: n.count))
      for x in n { dato(x) }
    }
    tall(UInt32(0))
    tall(d.duf)
    tall(kilde.fil)
    tall(kilde.linje)
    tall(Inndatatype.folkeregister.rawValue)
    tall(d.innhold)
    tall(UInt8(d.skjermer ? 1 : 0))
    dato(d.ajourhold)
    numre(d.dufNumre)
    numre(d.foedselsnumre)
    tekst(d.fornavn)
    tekst(d.mellomnavn)
    tekst(d.etternavn)
    dato(d.foedselsdato)
    tall(d.kjoenn?.rawValue ?? 255)
    dato(d.doedsdato)
    tall(UInt32(truncatingIfNeeded: d.adresser.count))
    for a in d.adresser {
      dato(a.fra)
      tall(a.kommune?.nummer ?? .max)
      dato(a.ajourhold)
    }
    datoer(d.innflyttinger)
    datoer(d.utflyttinger)
    tall(UInt32(truncatingIfNeeded: d.barn.count))
    for b in d.barn { tall(b) }
    let n = UInt32(truncatingIfNeeded: ut.count)
    withUnsafeBytes(of: n.littleEndian) { b in for i in 0..<4 { ut[i] = b[i] } }
  }

  /// Only what tells whose the document is.
  static func noekler(_ p: UnsafeRawPointer) -> Dokument {
    var l = Leser(p)
    return l.noekler()
  }

  static func les(_ p: UnsafeRawPointer) -> Dokument {
    var l = Leser(p)
    var d = l.noekler()
    d.fornavn = l.tekst()
    d.mellomnavn = l.tekst()
    d.etternavn = l.tekst()
    d.foedselsdato = l.dato()
    d.kjoenn = Kjoenn(rawValue: l.tall(UInt8.self))
    d.doedsdato = l.dato()
    for _ in 0..<l.tall(UInt32.self) {
      let fra = l.dato() ?? .foerste
      let k = l.tall(UInt32.self)
      d.adresser.append(
        Bostedsadresse(fra: fra, kommune: k == .max ? nil : Kommunenummer(nummer: k), ajourhold: l.dato()))
    }
    d.innflyttinger = l.datoer()
    d.utflyttinger = l.datoer()
    for _ in 0..<l.tall(UInt32.self) { d.barn.append(l.tall(UInt64.self)) }
    return d
  }

  private struct Leser {
    let p: UnsafeRawPointer
    var i = Post.hode
    init(_ p: UnsafeRawPointer) { self.p = p }

    mutating func tall<T: FixedWidthInteger>(_: T.Type) -> T {
      let v = p.loadUnaligned(fromByteOffset: i, as: T.self)
      i += MemoryLayout<T>.size
      return v
    }
    mutating func dato() -> Dato? {
      let v = tall(Int32.self)
      return v == ingen ? nil : Dato(dagnummer: v)
    }
    mutating func datoer() -> [Dato] { (0..<tall(UInt32.self)).compactMap { _ in dato() } }
    mutating func tekst() -> [UInt8] {
      let n = Int(tall(UInt32.self))
      defer { i += n }
      return Array(UnsafeRawBufferPointer(start: p + i, count: n))
    }
    mutating func numre() -> [Dokument.Nummer] {
      (0..<tall(UInt32.self)).map { _ in
        let v = tall(UInt64.self)
        return Dokument.Nummer(verdi: v & ~(1 << 63), kjent: v >> 63 != 0)
      }
    }
    mutating func noekler() -> Dokument {
      var d = Dokument()
      d.duf = Post.noekkel(p)
      d.innhold = tall(UInt64.self)
      d.skjermer = tall(UInt8.self) != 0
      d.ajourhold = dato()
      d.dufNumre = numre()
      d.foedselsnumre = numre()
      return d
    }
  }
}
