/// What the coupling asks of every document, out of its post: the posts of a night are many times
/// the size of a core's cache, and the coupling goes through all documents again and again.
struct Dokumentkort: BitwiseCopyable {
  let post: UnsafeRawPointer
  /// As `Dokument.duf`, which has twelve digits, and the bits below.
  private let dufOgBiter: UInt64
  /// The first fødselsnummer as it stands in the post; 0: none.
  private let foedselsnummer: UInt64

  private static let skjermer: UInt64 = 1 << 63
  private static let harBarn: UInt64 = 1 << 62
  private static let andreDuf: UInt64 = 1 << 61
  private static let flereKjente: UInt64 = 1 << 60
  private static let flereFoedselsnumre: UInt64 = 1 << 59
  private static let dufbiter: UInt64 = 1 << 56 - 1

  init(_ p: UnsafeRawPointer) {
    let d = Dokument(p: p)
    let duf = d.duf
    var b = d.skjermer ? Self.skjermer : 0
    if d.harBarn { b |= Self.harBarn }
    for n in d.dufNumre where n.verdi != duf { b |= n.kjent ? Self.flereKjente | Self.andreDuf : Self.andreDuf }
    let numre = d.foedselsnumre
    if numre.igjen > 1 { b |= Self.flereFoedselsnumre }
    post = p
    foedselsnummer = numre.foerste
    dufOgBiter = duf & Self.dufbiter | b
  }

  var duf: UInt64 { dufOgBiter & Self.dufbiter }

  var dokument: Dokument { Dokument(p: post) }
  var skjermer: Bool { dufOgBiter & Self.skjermer != 0 }
  var harBarn: Bool { dufOgBiter & Self.harBarn != 0 }
  /// Whether it lists DUF-nummer besides `duf`.
  var harAndreDuf: Bool { dufOgBiter & Self.andreDuf != 0 }
  /// Whether some of those are known on D.
  var harFlereKjente: Bool { dufOgBiter & Self.flereKjente != 0 }

  /// Every fødselsnummer.
  @inline(__always)
  func forHvertFoedselsnummer(_ gjoer: (Dokument.Numre.Nummer) -> Void) {
    if dufOgBiter & Self.flereFoedselsnumre != 0 {
      for n in dokument.foedselsnumre { gjoer(n) }
    } else if foedselsnummer != 0 {
      gjoer(Dokument.Numre.Nummer(iPost: foedselsnummer))
    }
  }

  /// Every DUF-nummer, whether known on D or not.
  @inline(__always)
  func forHvertDuf(_ gjoer: (UInt64) -> Void) {
    if harAndreDuf {
      for n in dokument.dufNumre { gjoer(n.verdi) }
    } else if duf != 0 {
      gjoer(duf)
    }
  }

  /// A fødselsnummer whose owners will be asked for, if there is one.
  @inline(__always)
  var foersteFoedselsnummer: UInt64 { foedselsnummer & ~Dokument.kjentbit }
}
