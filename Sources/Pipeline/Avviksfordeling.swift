import Innlesing

/// The avvik of one list, dealt into ranges of the order of `avvik.csv` (`Avviksomraader`)
/// while they are at hand, so that a range's need not be looked for among all of them later.
struct Avviksfordeling: Sendable {
  private let orden: Avviksorden
  private let omraader: Avviksomraader
  private let minne: Minne
  /// Holds the bytes that the avvik quote.
  private(set) var liste = Avviksliste()

  init(_ orden: Avviksorden, _ omraader: Avviksomraader) {
    self.orden = orden
    self.omraader = omraader
    minne = Minne(omraader.antall)
  }

  /// Deals the avvik of a whole list.
  init(_ liste: consuming Avviksliste, _ orden: Avviksorden, _ omraader: Avviksomraader) {
    self.init(orden, omraader)
    del(&liste)
    ferdig(liste)
  }

  /// Deals the avvik that a list holds by now. The list keeps the bytes that they quote and no avvik.
  mutating func del(_ liste: inout Avviksliste) {
    // Held here once: inside, references would be counted at each avvik.
    let (orden, omraader, minne) = (orden, omraader, minne)
    liste.taAvvik { bit in
      for a in bit {
        if let n = orden.noekkel(a) { minne.leggTil(a, omraader.omraade(n)) }
      }
    }
  }

  /// No more avvik of the list come.
  mutating func ferdig(_ liste: Avviksliste) { self.liste = liste }

  /// Adds the avvik of a range to others.
  func hent(_ omraade: Int, til avvik: inout [Avvik]) { minne.hent(omraade, til: &avvik) }

  /// The ranges' avvik, in plain memory: a million of them go to thousands of places, and an array would be asked
  /// at each how many it holds and whether it is shared, which lies as far away as the place itself.
  private final class Minne: @unchecked Sendable {
    // Unchecked: one worker adds; it is only read when that is done.
    private struct Punkt {
      var neste: UnsafeMutablePointer<Avvik>
      var igjen = 0
    }

    private static let bitlengde = 64
    private let punkter: UnsafeMutableBufferPointer<Punkt>
    /// By range, in the order they were filled. In pieces, so that avvik are never moved to grow.
    private var biter: [[UnsafeMutablePointer<Avvik>]]

    init(_ antall: Int) {
      assert(_isPOD(Avvik.self), "avvik are given up without a word to them")
      biter = Array(repeating: [], count: antall)
      punkter = .allocate(capacity: antall)
      // Nothing is written there, since there is no room.
      let ingen = UnsafeMutablePointer<Avvik>(bitPattern: MemoryLayout<Avvik>.alignment)
      for i in punkter.indices { punkter.initializeElement(at: i, to: Punkt(neste: ingen.unsafelyUnwrapped)) }
    }

    deinit {
      for b in biter.joined() { b.deallocate() }
      punkter.deallocate()
    }

    @inline(__always)
    func leggTil(_ a: Avvik, _ omraade: Int) {
      if punkter[omraade].igjen == 0 { nyBit(omraade) }
      punkter[omraade].neste.initialize(to: a)
      punkter[omraade].neste += 1
      punkter[omraade].igjen -= 1
    }

    @inline(never)
    private func nyBit(_ omraade: Int) {
      let bit = UnsafeMutablePointer<Avvik>.allocate(capacity: Self.bitlengde)
      biter[omraade].append(bit)
      punkter[omraade] = Punkt(neste: bit, igjen: Self.bitlengde)
    }

    func hent(_ omraade: Int, til avvik: inout [Avvik]) {
      for (i, bit) in biter[omraade].enumerated() {
        let erSist = i == biter[omraade].count - 1
        let antall = Self.bitlengde - (erSist ? punkter[omraade].igjen : 0)
        avvik += UnsafeBufferPointer(start: bit, count: antall)
      }
    }
  }
}
