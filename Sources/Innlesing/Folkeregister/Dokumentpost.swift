import Domene
import Kalender
import Kodeverk

/// One person document that was taken, in its post: what it says on D, and the
/// numbers that tell whose it is. The post must outlive it; nothing is copied until it is asked for.
///
/// | bytes | what |
/// | --- | --- |
/// | 0-14 | as every `Post`; the key is the DUF-nummer that holds on D, 0 when there is none |
/// | 15 | hash of every field that `formats.md` names: equal documents are duplicates |
/// | 23, 27, 31 | `ajourhold`, `foedselsdato`, `doedsdato` |
/// | 35, 36 | `skjermer`, `kjoenn` |
/// | 37 | bytes that each of the numbers after it takes: 1, or 4 where one of them needs more |
/// | 38- | how many: DUF-nummer, fødselsnummer, children, addresses, innflyttinger, utflyttinger; lengths of the three names |
/// | then | all those, in this order |
public struct Dokument: @unchecked Sendable {
  // Unchecked: posts are read only once they are written.
  let p: UnsafeRawPointer

  /// In a number: its element is known on D.
  static let kjentbit: UInt64 = 1 << 63

  enum Plass {
    static let innhold = Post.hode
    static let ajourhold = innhold + 8
    static let foedselsdato = ajourhold + 4
    static let doedsdato = foedselsdato + 4
    static let skjermer = doedsdato + 4
    static let kjoenn = skjermer + 1
    static let bredde = kjoenn + 1
    static let antall = bredde + 1
    static func slutt(_ bredde: Int) -> Int { antall + 9 * bredde }
  }

  @inline(__always)
  private func tall<T: BitwiseCopyable>(_ plass: Int, som: T.Type) -> T { p.loadUnaligned(fromByteOffset: plass, as: T.self) }

  @inline(__always)
  private func antall(_ i: Int) -> Int {
    tall(Plass.bredde, som: UInt8.self) == 1
      ? Int(tall(Plass.antall &+ i, som: UInt8.self)) : Int(tall(Plass.antall &+ 4 &* i, som: UInt32.self))
  }

  @inline(__always)
  private var slutt: Int { Plass.slutt(Int(tall(Plass.bredde, som: UInt8.self))) }

  private func dato(_ plass: Int) -> Dato? {
    let d = tall(plass, som: Int32.self)
    return d == ingenDato ? nil : Dato(dagnummer: d)
  }

  /// The DUF-nummer that holds on D; 0 when it has none.
  @inline(__always)
  var duf: UInt64 { Post.noekkel(p) }
  @inline(__always)
  var innhold: UInt64 { tall(Plass.innhold, som: UInt64.self) }
  /// an element protects the person (whatever D).
  @inline(__always)
  var skjermer: Bool { tall(Plass.skjermer, som: UInt8.self) != 0 }
  /// The greatest date of `ajourholdstidspunkt` over the elements known on D.
  var ajourhold: Dato? { dato(Plass.ajourhold) }
  var foedselsdato: Dato? { dato(Plass.foedselsdato) }
  var doedsdato: Dato? { dato(Plass.doedsdato) }
  var kjoenn: Kjoenn? { Kjoenn(rawValue: tall(Plass.kjoenn, som: UInt8.self)) }

  /// Numbers in a post.
  struct Numre: Sequence, IteratorProtocol {
    fileprivate var p: UnsafeRawPointer
    fileprivate(set) var igjen: Int

    struct Nummer {
      var verdi: UInt64
      /// Its element is known on D.
      var kjent: Bool

      /// A number as it stands in a post.
      @inline(__always)
      init(iPost v: UInt64) {
        verdi = v & ~Dokument.kjentbit
        kjent = v & Dokument.kjentbit != 0
      }
    }

    /// The first as it stands in the post; 0: none.
    var foerste: UInt64 { igjen == 0 ? 0 : p.loadUnaligned(as: UInt64.self) }

    @inline(__always)
    mutating func next() -> Nummer? {
      if igjen == 0 { return nil }
      igjen &-= 1
      defer { p += 8 }
      return Nummer(iPost: p.loadUnaligned(as: UInt64.self))
    }
  }

  @inline(__always)
  var dufNumre: Numre { Numre(p: p + slutt, igjen: antall(0)) }
  @inline(__always)
  var foedselsnumre: Numre { Numre(p: p + slutt + 8 * antall(0), igjen: antall(1)) }
  private var barnenes: Numre { Numre(p: p + slutt + 8 * (antall(0) + antall(1)), igjen: antall(2)) }
  /// Fødselsnummer of children that the document refers to.
  var barn: LazyMapSequence<Numre, UInt64> { barnenes.lazy.map(\.verdi) }
  var harBarn: Bool { antall(2) > 0 }

  private var adresseplass: Int { slutt + 8 * (antall(0) + antall(1) + antall(2)) }
  private var datoplass: Int { adresseplass + 12 * antall(3) }
  private var navneplass: Int { datoplass + 4 * (antall(4) + antall(5)) }

  var adresser: [Bostedsadresse] {
    let fra = adresseplass
    return (0..<antall(3)).map { i in
      let a = fra + 12 * i
      let k = tall(a + 4, som: UInt32.self)
      return Bostedsadresse(
        fra: Dato(dagnummer: tall(a, som: Int32.self)), kommune: k == .max ? nil : Kommunenummer(nummer: k),
        ajourhold: dato(a + 8))
    }
  }
  var innflyttinger: [Dato] { datoer(datoplass, antall(4)) }
  var utflyttinger: [Dato] { datoer(datoplass + 4 * antall(4), antall(5)) }

  private func datoer(_ fra: Int, _ n: Int) -> [Dato] {
    (0..<n).map { Dato(dagnummer: tall(fra + 4 * $0, som: Int32.self)) }
  }

  private func navn(_ i: Int) -> UnsafeRawBufferPointer {
    var fra = navneplass
    for j in 0..<i { fra += antall(6 + j) }
    return UnsafeRawBufferPointer(start: p + fra, count: antall(6 + i))
  }
  var fornavn: UnsafeRawBufferPointer { navn(0) }
  var mellomnavn: UnsafeRawBufferPointer { navn(1) }
  var etternavn: UnsafeRawBufferPointer { navn(2) }
}

/// Person documents as posts: written when read, read when the person is judged.
enum Dokumentpost {
  /// Writes the document at hand. `filen` are the bytes that it was read from.
  static func skriv(
    _ d: borrowing Dokumentinnhold, _ kilde: Kilde, _ filen: UnsafeRawBufferPointer, _ utenEscape: borrowing Rekke<UInt8>,
    i ut: inout Rekke<UInt8>
  ) {
    let navn = d.navn.svar
    let (fornavn, mellomnavn, etternavn) = (navn?.fornavn ?? Utsnitt(), navn?.mellomnavn ?? Utsnitt(), navn?.etternavn ?? Utsnitt())
    let tallbytes = 8 * (d.dufNumre.antall + d.foedselsnumre.antall + d.barn.antall) + 12 * d.adresser.antall
    let datobytes = 4 * (d.innflyttinger.antall + d.utflyttinger.antall)
    let flest =
      d.dufNumre.antall | d.foedselsnumre.antall | d.barn.antall | d.adresser.antall | d.innflyttinger.antall
      | d.utflyttinger.antall | fornavn.lengde | mellomnavn.lengde | etternavn.lengde
    let bredde = flest < 256 ? 1 : 4
    let bytes = Dokument.Plass.slutt(bredde) + tallbytes + datobytes + fornavn.lengde + mellomnavn.lengde + etternavn.lengde
    let lengde = Post.rundet(bytes)
    let p = UnsafeMutableRawPointer(ut.sett(antall: lengde))
    Post.fyllUt(p, bytes)
    Post.skrivHode(p, lengde: lengde, noekkel: d.duf.svar ?? 0, kilde, .folkeregister)
    p.storeBytes(of: d.hash, toByteOffset: Dokument.Plass.innhold, as: UInt64.self)
    p.storeBytes(of: d.ajourhold, toByteOffset: Dokument.Plass.ajourhold, as: Int32.self)
    p.storeBytes(of: d.foedsel.svar ?? ingenDato, toByteOffset: Dokument.Plass.foedselsdato, as: Int32.self)
    p.storeBytes(of: d.doedsdato, toByteOffset: Dokument.Plass.doedsdato, as: Int32.self)
    p.storeBytes(of: d.skjermer ? 1 : 0, toByteOffset: Dokument.Plass.skjermer, as: UInt8.self)
    p.storeBytes(of: d.kjoenn.svar ?? 255, toByteOffset: Dokument.Plass.kjoenn, as: UInt8.self)
    p.storeBytes(of: UInt8(bredde), toByteOffset: Dokument.Plass.bredde, as: UInt8.self)
    var i = Dokument.Plass.antall
    func antall(_ n: Int) {
      if bredde == 1 {
        p.storeBytes(of: UInt8(truncatingIfNeeded: n), toByteOffset: i, as: UInt8.self)
      } else {
        p.storeBytes(of: UInt32(truncatingIfNeeded: n), toByteOffset: i, as: UInt32.self)
      }
      i &+= bredde
    }
    antall(d.dufNumre.antall)
    antall(d.foedselsnumre.antall)
    antall(d.barn.antall)
    antall(d.adresser.antall)
    antall(d.innflyttinger.antall)
    antall(d.utflyttinger.antall)
    antall(fornavn.lengde)
    antall(mellomnavn.lengde)
    antall(etternavn.lengde)
    func kopier(_ b: UnsafeRawBufferPointer) {
      guard let fra = b.baseAddress, b.count > 0 else { return }
      (p + i).copyMemory(from: fra, byteCount: b.count)
      i &+= b.count
    }
    kopier(UnsafeRawBufferPointer(d.dufNumre.verdier))
    kopier(UnsafeRawBufferPointer(d.foedselsnumre.verdier))
    kopier(UnsafeRawBufferPointer(d.barn.verdier))
    kopier(UnsafeRawBufferPointer(d.adresser.verdier))
    kopier(UnsafeRawBufferPointer(d.innflyttinger.verdier))
    kopier(UnsafeRawBufferPointer(d.utflyttinger.verdier))
    func kopier(_ u: Utsnitt) {
      if u.fra >= 0 {
        kopier(UnsafeRawBufferPointer(rebasing: filen[u.fra..<(u.fra + u.lengde)]))
      } else {
        kopier(utenEscape.del(~u.fra..<(~u.fra + u.lengde)))
      }
    }
    kopier(fornavn)
    kopier(mellomnavn)
    kopier(etternavn)
  }

  /// The document of a post.
  @inline(__always)
  static func noekler(_ p: UnsafeRawPointer) -> Dokument { Dokument(p: p) }

  @inline(__always)
  static func les(_ p: UnsafeRawPointer) -> Dokument { Dokument(p: p) }
}
