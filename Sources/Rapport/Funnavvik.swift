import Domene
import Innlesing
import Kalender
import Regelverk

extension Avvik {
  /// A rule's finding as an avvik of a person. What the Melding names and the
  /// rule does not say (the tiltak's type, the sluttmål, the month) is read off
  /// the row that the finding stands on.
  /// - Parameters:
  ///   - f: what the rule found.
  ///   - p: the person whose finding it is.
  ///   - kolonne: place of `f.kode.kolonne` in the table of types.
  public init(_ f: Funn, _ p: borrowing Persongrunnlag, kolonne: UInt16 = 0) {
    self.init(f.kode, kilde: f.kilde)
    self.kolonne = kolonne
    duf = p.duf.verdi
    dato1 = f.dato1
    dato2 = f.dato2
    tall1 = f.tall1
    tall2 = f.tall2
    if let k = f.kilde { fyllUt(k, p) }
  }

  // Inlined: the avvik would be put together in memory for it, and copied from there.
  @inline(__always)
  private mutating func fyllUt(_ k: Kilde, _ p: borrowing Persongrunnlag) {
    switch kode {
    case .tiltakskodeUgyldigDato, .tiltakUtenTimer, .tiltakKunKapittel6A, .mottattTilbudMangler, .tiltaksgruppeFeil:
      guard let i = p.tiltak.firstIndex(where: { $0.reg.kilde == k }) else { return }
      dato1 = dato1 ?? p.tiltak[i].fra
      tall2 = tall2 ?? Int(p.tiltak[i].type.nummer)
      if kode == .tiltaksgruppeFeil { tall1 = tall1 ?? p.tiltak[i].gruppe.map { Int($0.rawValue) } }
    case .fravaerOverVirkedager, .fravaerUtenOmfang, .manglendeTilbud:
      guard let i = p.fravaer.firstIndex(where: { $0.reg.kilde == k }) else { return }
      dato1 = dato1 ?? p.fravaer[i].periode.periode.fom
      if kode == .fravaerOverVirkedager {
        tall2 = tall2 ?? p.fravaer[i].dager.map { Int($0.mikro) }
      } else {
        tall2 = tall2 ?? Int(p.fravaer[i].type.rawValue)
      }
    case .sluttmaalMotUtdanning, .sluttmaalMotAlder, .sluttmaalMotAnbefalt, .sluttmaalUtenVedtak:
      guard let i = p.sluttmaal.firstIndex(where: { $0.reg.kilde == k }) else { return }
      dato1 = dato1 ?? p.sluttmaal[i].reg.registrert
      tall2 = tall2 ?? Int(p.sluttmaal[i].sluttmaal.rawValue)
    case .gjenoppstartEtterFrist:
      // The rule names the avslutning and its gjenåpning; the finding stands on the
      // decision that starts too late.
      guard let i = p.vedtak.firstIndex(where: { $0.reg.kilde == k }) else { return }
      dato1 = p.vedtak[i].start
      dato2 = nil
    case .avslutningUkjentAarsak:
      guard let i = p.avslutninger.firstIndex(where: { $0.reg.kilde == k }) else { return }
      tall2 = tall2 ?? Int(p.avslutninger[i].aarsak.rawValue)
    default: break
    }
  }
}
