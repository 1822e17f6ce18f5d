import Innlesing

/// The avvik of one list, dealt into ranges of the order of `avvik.csv` (`Avviksomraader`)
/// while they are at hand, so that a range's need not be looked for among all of them later.
struct Avviksfordeling: Sendable {
  // In pieces, so that avvik are never moved to grow.
  private struct Bunke {
    var fulle: [[Avvik]] = []
    var siste: [Avvik] = []
  }

  private let orden: Avviksorden
  private let omraader: Avviksomraader
  /// By range.
  private var bunker: [Bunke]
  /// Holds the bytes that the avvik quote.
  private(set) var liste = Avviksliste()
  private static let bitlengde = 64

  init(_ orden: Avviksorden, _ omraader: Avviksomraader) {
    self.orden = orden
    self.omraader = omraader
    bunker = Array(repeating: Bunke(), count: omraader.antall)
  }

  /// Deals the avvik of a whole list.
  init(_ liste: consuming Avviksliste, _ orden: Avviksorden, _ omraader: Avviksomraader) {
    self.init(orden, omraader)
    del(&liste)
    ferdig(liste)
  }

  /// Deals the avvik that a list holds by now. The list keeps the bytes that they quote and no avvik.
  mutating func del(_ liste: inout Avviksliste) {
    for bit in liste.taAvvik() {
      for a in bit {
        if let n = orden.noekkel(a) { leggTil(a, omraader.omraade(n)) }
      }
    }
  }

  /// No more avvik of the list come.
  mutating func ferdig(_ liste: Avviksliste) { self.liste = liste }

  @inline(__always)
  private mutating func leggTil(_ a: Avvik, _ omraade: Int) {
    if bunker[omraade].siste.count == Self.bitlengde { nyBit(omraade) }
    bunker[omraade].siste.append(a)
  }

  @inline(never)
  private mutating func nyBit(_ omraade: Int) {
    bunker[omraade].fulle.append(bunker[omraade].siste)
    bunker[omraade].siste = []
    bunker[omraade].siste.reserveCapacity(Self.bitlengde)
  }

  /// Adds the avvik of a range to others.
  func hent(_ omraade: Int, til avvik: inout [Avvik]) {
    for bit in bunker[omraade].fulle { avvik += bit }
    avvik += bunker[omraade].siste
  }
}
