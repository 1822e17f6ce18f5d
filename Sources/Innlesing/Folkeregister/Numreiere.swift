import Domene
import Kalender

/// Whom UDI's rows give a fødselsnummer to. Only of the numbers that a document without a
/// DUF-nummer, or a protecting or rejected one, bears.
struct Numreiere: ~Copyable {
  private struct Eier {
    var dato: Dato
    var kilde: Kilde
    var duf: UInt64
  }

  /// By place in `soekte`: of the newest row by Vedtaksdato, then input order.
  private var nyest: [Eier?] = []
  private var hver: [Set<UInt64>] = []
  private var soekte = Talltabell()

  /// Nobody owns a number.
  init() {}

  init(
    _ kort: [Dokumentkort], udiposter: ((UnsafeRawPointer) -> Void) throws -> Void,
    _ avvist: [Dokumentkobling.Avvist]
  ) rethrows {
    for k in kort where k.duf == 0 || k.skjermer { k.forHvertFoedselsnummer { soekte.leggTil($0.verdi) } }
    for a in avvist { for n in a.foedselsnumre { soekte.leggTil(n) } }
    if soekte.erTom { return }
    nyest = Array(repeating: nil, count: soekte.antall)
    hver = Array(repeating: [], count: soekte.antall)
    try udiposter { p in
      guard let (fnr, dato) = Persondekoder.udiNoekler(p), let i = soekte.plass(fnr) else { return }
      let ny = Eier(dato: dato, kilde: Post.kilde(p), duf: Post.noekkel(p))
      hver[i].insert(ny.duf)
      if let naa = nyest[i], (naa.dato, naa.kilde) > (ny.dato, ny.kilde) { return }
      nyest[i] = ny
    }
  }

  /// The DUF-nummer of the newest row that has one of a document's numbers known on D.
  func nyeste(_ k: Dokumentkort) -> UInt64? {
    if soekte.erTom { return nil }
    var best: Eier?
    k.forHvertFoedselsnummer { n in
      guard n.kjent, let i = soekte.plass(n.verdi), let e = nyest[i] else { return }
      if let b = best, (b.dato, b.kilde) >= (e.dato, e.kilde) { return }
      best = e
    }
    return best?.duf
  }

  /// Fetches what a look-up of the number will touch first.
  @inline(__always)
  func varm(_ foedselsnummer: UInt64) { soekte.varm(foedselsnummer) }

  /// Every DUF-nummer that has had the number.
  func alle(_ foedselsnummer: UInt64) -> Set<UInt64> { soekte.plass(foedselsnummer).map { hver[$0] } ?? [] }
}

/// Persons by their place, a bit each.
public struct Personmengde: Sendable {
  private var bits: [UInt64]
  public private(set) var isEmpty = true

  /// Nobody.
  public init() { self.init(rom: 0) }

  init(rom: Int) { bits = Array(repeating: 0, count: (rom + 63) / 64) }

  mutating func leggTil(_ plass: UInt32) {
    let i = Int(plass >> 6)
    if i >= bits.count { bits.append(contentsOf: repeatElement(0, count: i + 1 - bits.count)) }
    bits[i] |= 1 << UInt64(plass & 63)
    isEmpty = false
  }

  public func contains(_ plass: UInt32) -> Bool {
    let i = Int(plass >> 6)
    return i < bits.count && bits[i] >> UInt64(plass & 63) & 1 != 0
  }
}

/// Birth dates of children, from their own documents; the one that holds.
public final class Barnetabell: Sendable {
  private let numre: Talltabell
  /// By place in `numre`; `ingenDato`: the child has no document with a birth date.
  private let foedt: [Int32]

  init() {
    numre = Talltabell()
    foedt = []
  }

  private static let forsprang = 8

  init(_ barn: [UInt64], _ kort: [Dokumentkort]) {
    var tabell = Talltabell(rom: barn.count)
    for (j, b) in barn.enumerated() {
      if j + Self.forsprang < barn.count { tabell.varm(barn[j + Self.forsprang]) }
      tabell.leggTil(b)
    }
    var foedt = [Int32](repeating: ingenDato, count: tabell.antall)
    var ajour = foedt
    let hentes = kort.count < 8192 ? 0 : kort.count - Self.forsprang
    for (j, k) in kort.enumerated() {
      if j < hentes { tabell.varm(kort[j + Self.forsprang].foersteFoedselsnummer) }
      k.forHvertFoedselsnummer { n in
        guard n.kjent, let i = tabell.plass(n.verdi), let dato = k.dokument.foedselsdato else { return }
        let a = k.dokument.ajourhold?.dagnummer ?? ingenDato
        if foedt[i] != ingenDato, a < ajour[i] { return }
        foedt[i] = dato.dagnummer
        ajour[i] = a
      }
    }
    numre = tabell
    self.foedt = foedt
  }

  public subscript(_ foedselsnummer: UInt64) -> Dato? {
    guard let i = numre.plass(foedselsnummer), foedt[i] != ingenDato else { return nil }
    return Dato(dagnummer: foedt[i])
  }
}
