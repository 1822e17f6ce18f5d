/// What the coupling asks of every document, out of its post: the posts of a night are many times
/// the size of a core's cache, and the coupling goes through all documents again and again.
struct Dokumentkort: BitwiseCopyable {
  let post: UnsafeRawPointer
  let innhold: UInt64
  /// As `Dokument.duf`.
  let duf: UInt64
  /// The first fødselsnummer as it stands in the post; 0: none.
  private let foedselsnummer: UInt64
  private let biter: UInt8

  private static let skjermer: UInt8 = 1
  private static let harBarn: UInt8 = 2
  private static let andreDuf: UInt8 = 4
  private static let flereKjente: UInt8 = 8
  private static let flereFoedselsnumre: UInt8 = 16

  init(_ p: UnsafeRawPointer) {
    let d = Dokument(p: p)
    post = p
    innhold = d.innhold
    duf = d.duf
    var b: UInt8 = d.skjermer ? Self.skjermer : 0
    if d.harBarn { b |= Self.harBarn }
    for n in d.dufNumre where n.verdi != duf { b |= n.kjent ? Self.flereKjente | Self.andreDuf : Self.andreDuf }
    let numre = d.foedselsnumre
    if numre.igjen > 1 { b |= Self.flereFoedselsnumre }
    foedselsnummer = numre.foerste
    biter = b
  }

  var dokument: Dokument { Dokument(p: post) }
  var skjermer: Bool { biter & Self.skjermer != 0 }
  var harBarn: Bool { biter & Self.harBarn != 0 }
  /// Whether it lists DUF-nummer besides `duf`.
  var harAndreDuf: Bool { biter & Self.andreDuf != 0 }
  /// Whether some of those are known on D.
  var harFlereKjente: Bool { biter & Self.flereKjente != 0 }

  /// Every fødselsnummer.
  @inline(__always)
  func forHvertFoedselsnummer(_ gjoer: (Dokument.Numre.Nummer) -> Void) {
    if biter & Self.flereFoedselsnumre != 0 {
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
