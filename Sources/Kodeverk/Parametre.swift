import Kalender

/// The numbers of the law (`parametre.csv`): months, ages and limits, each with
/// validity dates and source. Age limits are read by the permit's `Vedtaksdato`,
/// all others by D (K-06).
public struct Parametre: Sendable {
  public enum Navn: String, CaseIterable, Sendable {
    case aldersgrenseNedre = "aldersgrense_nedre"
    case aldersgrenseOevre = "aldersgrense_øvre"
    case integreringslovenFra = "integreringsloven_fra"
    case kapittel6AFra = "kapittel_6a_fra"
    case oppstartsfristMnd = "oppstartsfrist_mnd"
    case gjenoppstartsfristMnd = "gjenoppstartsfrist_mnd"
    case introduksjonslovenFristMnd = "introduksjonsloven_frist_mnd"
    case introduksjonslovenMaksUtvidelseMnd = "introduksjonsloven_maks_utvidelse_mnd"
    case fravaerGrenseDager = "fravær_grense_dager"
    case timerPerFravaersdag = "timer_per_fraværsdag"
  }

  public struct Verdi: Sendable {
    public var tekst: String
    public var gyldigFra: Dato?
    public var gyldigTil: Dato?
    public var kilde: String
    /// A value with its validity; nil is open.
    public init(tekst: String, gyldigFra: Dato?, gyldigTil: Dato?, kilde: String) {
      self.tekst = tekst
      self.gyldigFra = gyldigFra
      self.gyldigTil = gyldigTil
      self.kilde = kilde
    }
  }

  /// Every value of every parameter, in the table's order.
  public private(set) var verdier: [Navn: [Verdi]]
  /// Names that a pipeline file has changed («what if»).
  public private(set) var endret: [Navn: String] = [:]

  /// The table as shipped.
  public init() {
    let t = Innhold.parametre
    verdier = [:]
    for i in t.rader.indices {
      guard let navn = Navn(rawValue: t.verdi(i, "parameter")) else { continue }
      verdier[navn, default: []].append(
        Verdi(
          tekst: t.verdi(i, "verdi"), gyldigFra: Dato(t.verdi(i, "gyldig_fra")),
          gyldigTil: Dato(t.verdi(i, "gyldig_til")), kilde: t.verdi(i, "kilde")))
    }
  }

  /// Puts another value in place of all periods of a parameter. False when the
  /// value is not of the parameter's kind.
  public mutating func endre(_ navn: Navn, til tekst: String) -> Bool {
    guard Parametre.erAvSlag(navn, tekst) else { return false }
    verdier[navn] = [Verdi(tekst: tekst, gyldigFra: nil, gyldigTil: nil, kilde: "pipeline")]
    endret[navn] = tekst
    return true
  }

  /// Puts the periods of an amendment in place of a parameter's. False, and nothing is
  /// changed, when there is none or one is not of the parameter's kind.
  public mutating func sett(_ navn: Navn, perioder: [Verdi]) -> Bool {
    guard !perioder.isEmpty, perioder.allSatisfy({ Parametre.erAvSlag(navn, $0.tekst) }) else { return false }
    verdier[navn] = perioder
    return true
  }

  func gjeldende(_ navn: Navn, per d: Dato) -> String {
    for v in verdier[navn] ?? [] {
      if let fra = v.gyldigFra, d < fra { continue }
      if let til = v.gyldigTil, d > til { continue }
      return v.tekst
    }
    return ""
  }

  /// Whether a text is a value that a parameter can have: a date, days or hours up to
  /// a thousand, months or years up to 1200.
  private static func erAvSlag(_ navn: Navn, _ tekst: String) -> Bool {
    switch navn {
    case .integreringslovenFra, .kapittel6AFra: return Dato(tekst) != nil
    case .timerPerFravaersdag, .fravaerGrenseDager:
      guard let m = mikro(tekst), m <= 1_000_000_000 else { return false }
      // A day of no hours would make any absence endless.
      return m >= 10_000 || navn == .fravaerGrenseDager
    case .aldersgrenseNedre, .aldersgrenseOevre, .oppstartsfristMnd, .gjenoppstartsfristMnd,
      .introduksjonslovenFristMnd, .introduksjonslovenMaksUtvidelseMnd:
      guard let n = Int(tekst), tekst.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
      return n <= 1200
    }
  }

  /// A decimal number with comma or point, digits on both sides of it, in millionths.
  static func mikro(_ t: String) -> Int? {
    let deler = t.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "," || $0 == "." })
    guard deler.count <= 2, deler.allSatisfy({ (1...9).contains($0.utf8.count) }),
      deler.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let hel = Int(deler[0])
    else { return nil }
    guard deler.count == 2 else { return hel * 1_000_000 }
    var skala = 1_000_000
    var brok = 0
    for c in deler[1].utf8.prefix(6) {
      skala /= 10
      brok += Int(c - 0x30) * skala
    }
    return hel * 1_000_000 + brok
  }

  /// The parameters that hold on a date D, as numbers.
  public func per(_ d: Dato) -> Gjeldende { Gjeldende(self, d) }

  /// The law's numbers as of one date D, ready for the rules.
  public struct Gjeldende: Sendable {
    public let integreringslovenFra: Dato
    public let kapittel6AFra: Dato
    public let oppstartsfristMnd: Int
    public let gjenoppstartsfristMnd: Int
    public let introduksjonslovenFristMnd: Int
    public let introduksjonslovenMaksUtvidelseMnd: Int
    /// In millionths of a day.
    public let fravaerGrenseMikro: Int
    /// In millionths of an hour.
    public let timerPerFravaersdagMikro: Int
    /// K-05: from which `Vedtaksdato` on which ages hold, the last first.
    private let aldre: [(fra: Dato, nedre: Int, oevre: Int)]

    init(_ p: Parametre, _ d: Dato) {
      func tall(_ n: Navn) -> Int { Int(p.gjeldende(n, per: d)) ?? 0 }
      integreringslovenFra = Dato(p.gjeldende(.integreringslovenFra, per: d)) ?? .foerste
      kapittel6AFra = Dato(p.gjeldende(.kapittel6AFra, per: d)) ?? .foerste
      oppstartsfristMnd = tall(.oppstartsfristMnd)
      gjenoppstartsfristMnd = tall(.gjenoppstartsfristMnd)
      introduksjonslovenFristMnd = tall(.introduksjonslovenFristMnd)
      introduksjonslovenMaksUtvidelseMnd = tall(.introduksjonslovenMaksUtvidelseMnd)
      fravaerGrenseMikro = Parametre.mikro(p.gjeldende(.fravaerGrenseDager, per: d)) ?? 0
      timerPerFravaersdagMikro = Parametre.mikro(p.gjeldende(.timerPerFravaersdag, per: d)) ?? 0
      let alder: [(fra: Dato?, til: Dato?, nedre: Int?, oevre: Int?)] =
        (p.verdier[.aldersgrenseNedre] ?? []).map { ($0.gyldigFra, $0.gyldigTil, Int($0.tekst), nil) }
        + (p.verdier[.aldersgrenseOevre] ?? []).map { ($0.gyldigFra, $0.gyldigTil, nil, Int($0.tekst)) }
      // Between two neighbouring limits the ages are the same.
      let grenser = Set([Dato(dagnummer: .min)] + alder.compactMap(\.fra) + alder.compactMap { $0.til.map { $0 + 1 } })
      aldre = grenser.sorted(by: >).map { fra in
        var nedre: Int?
        var oevre: Int?
        for a in alder where fra >= a.fra ?? fra && fra <= a.til ?? fra {
          nedre = nedre ?? a.nedre
          oevre = oevre ?? a.oevre
        }
        return (fra, nedre ?? 18, oevre ?? 55)
      }
    }

    /// K-05: the youngest and the oldest age (both included) of who has rett og
    /// plikt, by the permit's `Vedtaksdato`.
    public func aldersgrenser(vedtaksdato d: Dato) -> (nedre: Int, oevre: Int) {
      for a in aldre where a.fra <= d { return (a.nedre, a.oevre) }
      return (18, 55)
    }
  }
}
