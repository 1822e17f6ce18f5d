import Domene
import Kodeverk

/// One fact of a boundary example: what is registered about the person of the
/// example, or what is handed to a calculation. Dates are written `dd.mm.åååå`, as
/// the catalogue prints them. A registration without its own `registrert` is
/// registered on its own date.
public enum Opplysning: Sendable {
  case foedt(String)
  /// A permit: `Vedtaksdato`, the paragraph, the referansepersons paragraph.
  case tillatelse(String, paragraf: Int = 28, referanse: Int? = nil, effektuert: String? = nil, til: String? = nil, ankomst: String? = nil)
  case bosatt(String, kommune: UInt32 = 3301, avtalt: Bool = true)
  /// A granted participation decision.
  case deltakelse(String, kommune: UInt32 = 3301, vedtatt: String? = nil, registrert: String? = nil, slettet: String? = nil)
  case sluttmaal(Sluttmaal, String)
  case utvidet(String, mnd: Int?)
  case permisjon(String, String?, Dagtype)
  case midlertidigStans(String, til: String? = nil)
  case permanentStans(String)
  /// A complaint on the vedtak before it in the list.
  case klage(Klageutfall?, avgjort: String?)
  /// Whole days, then hours.
  case fravaer(Fravaerstype, String, dager: Int, timer: Int = 0)
  case tiltak(String, String, String, timer: Int?, gjennomfoeringRegistrert: String? = nil)
  case avslutning(Avslutningsaarsak, String, registrert: String? = nil, gjenaapnet: String? = nil)
  case avvistProgram(String)
  case adresse(String, kommune: UInt32)
  case doed(String)
  case utflyttet(String)
  case innflyttet(String)
  case barn(String)
  // What a calculation is handed.
  case dato(String)
  case periode(String, String)
  case antall(Int)
  case tekst(String)

  /// The fact in bokmål.
  public var beskrivelse: String {
    switch self {
    case .foedt(let d): return "født \(d)"
    case .tillatelse(let d, let p, let ref, let effektuert, let til, let ankomst):
      var t = "tillatelse \(d) etter § \(p)"
      if let ref { t += " (referanseperson § \(ref))" }
      if let effektuert { t += ", effektuert \(effektuert)" }
      if let til { t += ", gyldig til \(til)" }
      if let ankomst { t += ", ankomst \(ankomst)" }
      return t
    case .bosatt(let d, let k, let avtalt):
      return "bosatt \(d) i \(Opplysning.kommune(k))" + (avtalt ? "" : " uten avtale")
    case .deltakelse(let d, let k, let vedtatt, let registrert, let slettet):
      var t = "vedtak om deltakelse fra \(d)"
      if k != 3301 { t += " i \(Opplysning.kommune(k))" }
      if let vedtatt { t += ", vedtatt \(vedtatt)" }
      return t + Opplysning.hale(registrert, slettet)
    case .sluttmaal(let s, let d): return "sluttmål «\(s.navn)» registrert \(d)"
    case .utvidet(let d, let mnd): return "utvidet program vedtatt \(d)" + (mnd.map { ", \($0) måneder" } ?? "")
    case .permisjon(let fra, let til, let slag): return "permisjon \(fra)-\(til ?? "") som \(slag.navn.lowercased())"
    case .midlertidigStans(let d, let til): return "midlertidig stans fra \(d)" + (til.map { " til \($0)" } ?? "")
    case .permanentStans(let d): return "permanent stans fra \(d)"
    case .klage(let utfall, let avgjort):
      return "klage på vedtaket, \(utfall?.navn ?? "uten utfall"), avgjort \(avgjort ?? "-")"
    case .fravaer(let type, let m, let dager, let timer):
      return "\(type.navn) \(m): \(dager) dager" + (timer == 0 ? "" : " og \(timer) timer")
    case .tiltak(let navn, let fra, let til, let timer, let gjennomfoert):
      return "\(navn) \(fra)-\(til)" + (timer.map { ", \($0) timer i uken" } ?? "")
        + (gjennomfoert.map { ", gjennomføring registrert \($0)" } ?? "")
    case .avslutning(let aarsak, let d, let registrert, let gjenaapnet):
      return "kommunen avslutter \(d): \(aarsak.navn)" + Opplysning.hale(registrert, nil)
        + (gjenaapnet.map { ", gjenåpnet \($0)" } ?? "")
    case .avvistProgram(let d): return "person har avvist program \(d)"
    case .adresse(let d, let k): return "bor fra \(d) i \(Opplysning.kommune(k))"
    case .doed(let d): return "død \(d)"
    case .utflyttet(let d): return "utflyttet fra Norge \(d)"
    case .innflyttet(let d): return "innflyttet til Norge \(d)"
    case .barn(let d): return "barn født \(d)"
    case .dato(let d): return d
    case .periode(let fra, let til): return "\(fra)-\(til)"
    case .antall(let n): return "\(n)"
    case .tekst(let t): return "«\(t)»"
    }
  }

  /// A kommunenummer with its four digits.
  static func kommune(_ nr: UInt32) -> String {
    let sifre = String(nr)
    return String(repeating: "0", count: max(0, 4 - sifre.count)) + sifre
  }

  private static func hale(_ registrert: String?, _ slettet: String?) -> String {
    (registrert.map { ", registrert \($0)" } ?? "") + (slettet.map { ", slettet \($0)" } ?? "")
  }
}
