import Testing

@testable import Kalender

/// `Dato.deler` far from the years that input may hold: arithmetic may leave them.
@Suite struct DatodelerTests {
  @Test("fram og tilbake over hele tallområdet") func helt() {
    var feil = 0
    for n in stride(from: Int(Int32.min), through: Int(Int32.max), by: 32_749) {
      let d = Dato(dagnummer: Int32(n)).deler
      let igjen = Dato(aar: d.aar, maaned: d.maaned, dag: d.dag)
      if igjen?.dagnummer != Int32(n) { feil += 1 }
    }
    #expect(feil == 0)
  }

  @Test("dag for dag gjennom 800 år rundt år 0") func dagForDag() {
    var d = Dato(aar: -400, maaned: 1, dag: 1)?.dagnummer ?? 0
    var feil = 0
    for aar in -400..<400 {
      for maaned in 1...12 {
        for dag in 1...Dato.dager(i: maaned, aar: aar) {
          if Dato(dagnummer: d).deler != (aar, maaned, dag) { feil += 1 }
          d += 1
        }
      }
    }
    #expect(feil == 0)
  }
}
