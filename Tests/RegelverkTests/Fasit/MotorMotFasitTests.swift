import Domene
import Foundation
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// The engine held against the second telling, over made-up persons.
@Suite struct MotorMotFasitTests {
  /// Persons in all; `FASIT_PERSONER` raises it.
  static let personer: Int = {
    if let t = ProcessInfo.processInfo.environment["FASIT_PERSONER"], let n = Int(t) { return n }
    #if DEBUG
      return 40_000
    #else
      return 200_000
    #endif
  }()
  /// Disagreements written out per chunk.
  static let vises = Int(ProcessInfo.processInfo.environment["FASIT_VIS"] ?? "") ?? 3
  static let biter = 20
  /// `FASIT_FROE` moves the seeds, for longer hunts.
  static let foersteFroe = UInt64(ProcessInfo.processInfo.environment["FASIT_FROE"] ?? "") ?? 1

  static func motor(_ p: Persongrunnlag, _ d: Dato) -> Fasitsvar {
    let m = Regelmotor(dato: d, parametre: Parametre())
    var rom = Arbeidsrom()
    var v = Vurdering()
    m.vurder(p, &rom, into: &v)
    return Fasitsvar(v)
  }

  @Test(arguments: 0..<biter) func sammeSvar(_ bit: Int) {
    let n = Self.personer / Self.biter
    var uenige = 0
    var rom = Arbeidsrom()
    var v = Vurdering()
    let parametre = Parametre()
    for i in 0..<n {
      let froe = Self.foersteFroe &+ UInt64(bit * n + i)
      let g = Persongenerator.lag(froe)
      for d in g.dager {
        v.nullstill()
        Regelmotor(dato: d, parametre: parametre).vurder(g.person, &rom, into: &v)
        let motor = Fasitsvar(v)
        let fasit = Fasit.vurder(g.person, d)
        if motor != fasit {
          uenige += 1
          if uenige <= Self.vises {
            let forskjell = fasit.forskjeller(motor).joined(separator: "\n")
            Issue.record("frø \(froe), D = \(d)\n\(forskjell)\n\(Persondump.tekst(g.person))")
          }
        }
      }
    }
    #expect(uenige == 0, "\(uenige) uenige av \(2 * n)")
  }
}
