import Innlesing
import Testing

@testable import Pipeline

@Suite struct DeldokumenterTests {
  /// As sorting by person and cutting at the parts would have it.
  @Test(arguments: [0, 1, 7, 5000])
  func `every part has its persons' documents`(antall: Int) {
    // So many persons that the table has many parts.
    let numre = (0..<20_000).map { UInt64(201_900_000_000 + $0 * 47_000) }
    let tabell = Persontabell(numre: numre, sammenfoeyd: [])
    #expect(tabell.deler > 1)
    var r = SeededRandom(UInt64(antall))
    let poster = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, antall), alignment: 1)
    defer { poster.deallocate() }
    var dokumenter: [(post: UnsafeRawPointer, person: UInt32)] = []
    for i in 0..<antall {
      guard let p = poster.baseAddress else { continue }
      // Few persons, so that many have several.
      dokumenter.append((UnsafeRawPointer(p + i), UInt32(r.below(200) * 97 + r.below(2))))
    }
    let delt = Deldokumenter(dokumenter, tabell)
    var ut: [(post: UnsafeRawPointer, person: UInt32)] = []
    for del in 0..<tabell.deler {
      #expect(delt[del].allSatisfy { tabell.plasser(del: del).contains(Int($0.person)) })
      ut += delt[del]
    }
    let ventet = dokumenter.enumerated()
      .sorted { ($0.element.person, $0.offset) < ($1.element.person, $1.offset) }.map(\.element)
    #expect(ut.map(\.post) == ventet.map(\.post))
    #expect(ut.map(\.person) == ventet.map(\.person))
  }
}
