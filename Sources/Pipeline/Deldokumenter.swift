import Innlesing

/// The person documents that are somebody's, by part of the table of persons: by person, and of
/// one person's those first that were first in the input.
struct Deldokumenter: @unchecked Sendable {
  // Unchecked: read only, and the posts live as long as what was read.
  private let alle: [(post: UnsafeRawPointer, person: UInt32)]
  /// Where each part's begin, and where the last's end.
  private let fra: [Int]

  init(_ dokumenter: [(post: UnsafeRawPointer, person: UInt32)], _ tabell: Persontabell) {
    guard let noen = dokumenter.first else {
      alle = []
      fra = Array(repeating: 0, count: tabell.deler + 1)
      return
    }
    // Persons are places in a table: counted, they tell where each one's documents go.
    var neste = [UInt32](repeating: 0, count: tabell.numre.count + 1)
    for d in dokumenter { neste[Int(d.person) + 1] += 1 }
    for i in neste.indices.dropFirst() { neste[i] += neste[i - 1] }
    fra = (0..<tabell.deler).map { Int(neste[tabell.plasser(del: $0).lowerBound]) } + [dokumenter.count]
    var ordnet = Array(repeating: noen, count: dokumenter.count)
    for d in dokumenter {
      ordnet[Int(neste[Int(d.person)])] = d
      neste[Int(d.person)] += 1
    }
    alle = ordnet
  }

  subscript(_ del: Int) -> ArraySlice<(post: UnsafeRawPointer, person: UInt32)> { alle[fra[del]..<fra[del + 1]] }
}
