import Domene
import Testing

@testable import Innlesing

@Suite("Avvikskode")
struct AvvikskodeTests {
  @Test("a code's number is its place in the catalogue")
  func nummer() {
    for (i, k) in Avvikskode.allCases.enumerated() { #expect(k.nummer == i) }
    #expect(Avvikskode.allCases.count == 63)
  }
}
