import Domene
import Regelverk

/// Some persons who are handled together: first all are brought together, then all are judged, then all
/// are written.
///
/// The instructions of the three together do not fit in the processor's first cache: taken a person at a time they
/// put one another out of it, and most have to be fetched again for every person.
struct Personbunke: ~Copyable {
  /// Persons of a bunch. (A night of twice or four times as many in a bunch took the same time.)
  static let plass = 16

  private let alle: UnsafeMutablePointer<Persongrunnlag>
  private let vurderinger: UnsafeMutablePointer<Vurdering>
  /// Persons that it holds.
  private(set) var antall = 0

  init() {
    alle = .allocate(capacity: Self.plass)
    vurderinger = .allocate(capacity: Self.plass)
    // Each with memory of its own.
    for i in 0..<Self.plass {
      (alle + i).initialize(to: Persongrunnlag(duf: DUFNummer(verdi: 0)))
      (vurderinger + i).initialize(to: Vurdering())
    }
  }

  deinit {
    alle.deinitialize(count: Self.plass)
    vurderinger.deinitialize(count: Self.plass)
    alle.deallocate()
    vurderinger.deallocate()
  }

  var erFull: Bool { antall == Self.plass }

  /// Where the next person is brought together; only while there is room.
  var neste: Persongrunnlag {
    _read {
      precondition(antall < Self.plass)
      yield alle[antall]
    }
    nonmutating _modify {
      precondition(antall < Self.plass)
      yield &alle[antall]
    }
  }

  /// Hands out its persons one after another, and what the rules say of each.
  @inline(__always)
  func forHver(_ gjoer: (inout Persongrunnlag, inout Vurdering) -> Void) {
    for i in 0..<antall { gjoer(&alle[i], &vurderinger[i]) }
  }

  /// The person at `neste` is there.
  mutating func tatt() { antall += 1 }

  mutating func toem() { antall = 0 }
}
