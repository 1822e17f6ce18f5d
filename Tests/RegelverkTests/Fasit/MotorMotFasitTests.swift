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
    return 200_000
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

  /// The hunt is worth something only if the made-up persons meet every rule.
  @Test("generatoren treffer alle regler, statuser og avvik") func dekning() {
    var regler: [UInt8: Int] = [:]
    var statuser: [Avslutningsstatus: Int] = [:]
    var aarsaker: [Avslutningsaarsak: Int] = [:]
    var koder: [Avvikskode: Int] = [:]
    var kategorier: [Kategori: Int] = [:]
    var omstarter = 0
    for froe in 0..<8_000 as Range<UInt64> {
      let g = Persongenerator.lag(9_000_000 + froe)
      let s = Fasit.vurder(g.person, g.dager[0])
      if let k = s.kategori { kategorier[k, default: 0] += 1 }
      for t in s.logg { regler[t.regel, default: 0] += 1 }
      for h in s.historikk {
        statuser[h.status, default: 0] += 1
        if h.kilde == nil { aarsaker[h.aarsak, default: 0] += 1 }
      }
      for f in s.funn { koder[f.kode, default: 0] += 1 }
      if s.historikk.filter({ $0.status == .ikkeGjeldende || $0.status == .ikkeGjeldendeGjenaapnet }).count > 1 {
        omstarter += 1
      }
    }
    for k in Kategori.allCases { #expect(kategorier[k, default: 0] >= 100, "\(k)") }
    for r in 1...7 as ClosedRange<UInt8> { #expect(regler[r, default: 0] >= 10, "F-0\(r)") }
    for s in Avslutningsstatus.allCases { #expect(statuser[s, default: 0] >= 20, "\(s)") }
    let beregnede: [Avslutningsaarsak] = [
      .doed, .utvandret, .flyttet, .utgaattOppstartsfrist, .personAvvistProgram, .ikkeLengerIKategori,
      .permanentStans, .ikkeRegistrert,
    ]
    for a in beregnede { #expect(aarsaker[a, default: 0] >= 20, "\(a)") }
    let alle: [Avvikskode] = [
      .foedselsdatoMangler, .oppstartEtterFrist, .vedtakFoerKapittel6A, .utvidelseOverMaks, .utvidelseUvanlig,
      .permisjonOverlapp, .permisjonUtenPeriode, .gjenaapnetUtenVedtak, .gjenaapningKun6A, .gjenaapningKunArbeid,
      .gjenaapningUtenResttid, .gjenoppstartEtterFrist, .avslutningUkjentAarsak, .avslutningUtenVedtakOgSluttmaal,
      .avslutningFoerStart, .avslutningEtterFrist, .avslutningEtterAvslutning, .timerMangler, .vedtakEtterAvslutning,
      .tiltakEtterAvslutning, .tiltakskodeUgyldigDato, .fravaerOverVirkedager, .sluttmaalMotUtdanning,
      .sluttmaalMotAlder, .sluttmaalMotAnbefalt, .tiltakUtenTimer, .tiltaksgruppeFeil, .mottattTilbudMangler,
      .tiltakKunKapittel6A, .overgangstilbudAlder, .fravaerUtenOmfang, .manglendeTilbud, .klageUtenUtfall,
      .vedtakUtenSluttmaal, .sluttmaalUtenVedtak, .vedtakUtenTiltak, .integreringskontraktMangler,
      .gjennomfoeringSent, .livsmestringMangler, .foreldreveiledningMangler,
    ]
    for k in alle { #expect(koder[k, default: 0] >= 1, "\(k.rawValue)") }
    #expect(omstarter >= 30)
  }
}
