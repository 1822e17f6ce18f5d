import Domene
import Kodeverk

/// Numbers of the guides that no code table holds: they have no validity dates, as
/// no change of them is known. The rules read them here, and the catalogue shows
/// what the rules read.
enum Regeltall {
  /// S1 §5.2: «hhv. 6 eller 12 mnd»; another number is told.
  static let vanligeUtvidelserMnd = (6, 12)
  /// S1 §7.3: a Gjennomføring should be registered within two months of the tiltak.
  static let gjennomfoeringSentMnd = 2
  /// S1 §7.3: after twelve months it counts as very late.
  static let gjennomfoeringMegetSentMnd = 12
  /// S1 §7.8: Overgangstilbud is for ages 16 to 24.
  static let overgangstilbudAlder = 16...24
  /// S1 §7.8: foreldreveiledning is for those with a child under 18.
  static let barnUnderAar = 18
  /// D-04 (chosen): who expects a child has it within nine months.
  static let venterBarnMnd = 9
}

/// A number that a rule uses, as the catalogue shows it.
public struct Tallverdi: Sendable {
  /// Its name.
  public var navn: String
  /// Its value as written.
  public var verdi: String
  /// First and last date that it holds, empty where open.
  public var gyldigFra: String
  public var gyldigTil: String
  /// Law or guide.
  public var kilde: String
}

extension Regel {
  /// The parameters of the law that the rule reads (`parametre.csv`).
  public var parametre: [Parametre.Navn] {
    switch self {
    case .k01: [.integreringslovenFra]
    case .k02, .k06: [.kapittel6AFra]
    case .k05: [.aldersgrenseNedre, .aldersgrenseOevre]
    case .f01, .a05, .k07: [.oppstartsfristMnd]
    case .f02: [.oppstartsfristMnd, .introduksjonslovenFristMnd]
    case .f03: [.introduksjonslovenMaksUtvidelseMnd]
    case .f06: [.fravaerGrenseDager, .timerPerFravaersdag]
    case .f07, .f08: [.gjenoppstartsfristMnd]
    case .f09: [.timerPerFravaersdag]
    case .t01, .t02, .t03, .t04, .t05, .k03, .k04, .f04, .f05, .f10, .a01, .a02, .a03, .a04, .a06, .a07, .a08, .a09,
      .a10, .a11, .a12, .a13, .d01, .d02, .d03, .d04, .d05, .p01, .p02, .p03, .p04, .v, .r01, .r02, .n01, .n02, .n03:
      []
    }
  }

  /// The numbers that the rule uses, with validity dates: from `parametre` (changed
  /// ones included) and from `Regeltall`.
  public func tall(_ p: Parametre) -> [Tallverdi] {
    var ut: [Tallverdi] = []
    for navn in parametre {
      for v in p.verdier[navn] ?? [] {
        ut.append(
          Tallverdi(
            navn: navn.rawValue, verdi: v.tekst, gyldigFra: v.gyldigFra.map { "\($0)" } ?? "",
            gyldigTil: v.gyldigTil.map { "\($0)" } ?? "", kilde: v.kilde))
      }
    }
    func fast(_ navn: String, _ verdi: String, _ kilde: String) {
      ut.append(Tallverdi(navn: navn, verdi: verdi, gyldigFra: "", gyldigTil: "", kilde: kilde))
    }
    switch self {
    case .f03:
      fast(
        "vanlige utvidelser (måneder)",
        "\(Regeltall.vanligeUtvidelserMnd.0), \(Regeltall.vanligeUtvidelserMnd.1)", "S1 §5.2")
    case .d04:
      fast("barn under (år)", "\(Regeltall.barnUnderAar)", "S1 §7.8")
      fast("venter barn (måneder)", "\(Regeltall.venterBarnMnd)", "valgt")
    case .v:
      fast("gjennomføring sent (måneder)", "\(Regeltall.gjennomfoeringSentMnd)", "S1 §7.3")
      fast("gjennomføring meget sent (måneder)", "\(Regeltall.gjennomfoeringMegetSentMnd)", "S1 §7.3")
      fast(
        "alder for overgangstilbud",
        "\(Regeltall.overgangstilbudAlder.lowerBound)-\(Regeltall.overgangstilbudAlder.upperBound)", "S1 §7.8")
    default: break
    }
    return ut
  }

  /// The code tables that the rule reads.
  public var kodetabeller: [Kodeverktabell] {
    switch self {
    case .k02, .k03: [.hjemler]
    case .k05: [.kategorier]
    case .k07, .a01, .a11: [.avslutningsaarsaker]
    case .f02, .f03: [.sluttmaal]
    case .f04: [.klageutfall, .vedtakstyper]
    case .f05: [.vedtakstyper]
    case .f06, .f09, .d02: [.fravaerstyper]
    case .a04, .p04: [.kommuner]
    case .a06: [.kontakttyper]
    case .d03, .d04, .p02, .v: [.tiltakstyper]
    case .d05: [.klageutfall]
    case .t01, .t02, .t03, .t04, .t05, .k01, .k04, .k06, .f01, .f07, .f08, .f10, .a02, .a03, .a05, .a07, .a08, .a09,
      .a10, .a12, .a13, .d01, .p01, .p03, .r01, .r02, .n01, .n02, .n03:
      []
    }
  }

  /// The avvik that the rule can give.
  public var avvik: [Avvikskode] { Avvikskode.allCases.filter { $0.regel == self } }
}
