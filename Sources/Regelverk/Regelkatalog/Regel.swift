/// Every rule of the program by its id (`rules.md`), in the order of the page. The
/// catalogue (`nir rules`) is made from these values; code, log rows and tests name
/// the same ids.
public enum Regel: String, CaseIterable, Sendable {
  case t01 = "T-01"
  case t02 = "T-02"
  case t03 = "T-03"
  case t04 = "T-04"
  case t05 = "T-05"
  case k01 = "K-01"
  case k02 = "K-02"
  case k03 = "K-03"
  case k04 = "K-04"
  case k05 = "K-05"
  case k06 = "K-06"
  case k07 = "K-07"
  case f01 = "F-01"
  case f02 = "F-02"
  case f03 = "F-03"
  case f04 = "F-04"
  case f05 = "F-05"
  case f06 = "F-06"
  case f07 = "F-07"
  case f08 = "F-08"
  case f09 = "F-09"
  case f10 = "F-10"
  case a01 = "A-01"
  case a02 = "A-02"
  case a03 = "A-03"
  case a04 = "A-04"
  case a05 = "A-05"
  case a06 = "A-06"
  case a07 = "A-07"
  case a08 = "A-08"
  case a09 = "A-09"
  case a10 = "A-10"
  case a11 = "A-11"
  case a12 = "A-12"
  case a13 = "A-13"
  case d01 = "D-01"
  case d02 = "D-02"
  case d03 = "D-03"
  case d04 = "D-04"
  case d05 = "D-05"
  case p01 = "P-01"
  case p02 = "P-02"
  case p03 = "P-03"
  case p04 = "P-04"
  case v = "V"
  case r01 = "R-01"
  case r02 = "R-02"
  case n01 = "N-01"
  case n02 = "N-02"
  case n03 = "N-03"

  /// `F-05`.
  public var id: String { rawValue }

  /// A rule by its id, case aside and with or without the hyphen and the zero:
  /// `F-05`, `f05`, `f5`.
  public init?(skrevet tekst: String) {
    let bokstaver = tekst.uppercased().filter { $0 != "-" && $0 != " " }
    guard let foerste = bokstaver.first else { return nil }
    let resten = String(bokstaver.dropFirst())
    if resten.isEmpty {
      self.init(rawValue: String(foerste))
      return
    }
    guard resten.count <= 2, resten.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    self.init(rawValue: "\(foerste)-\(resten.count == 1 ? "0" : "")\(resten)")
  }

  /// The part of the page that the rule stands in.
  public var del: String {
    switch rawValue.prefix(1) {
    case "T": "Tid"
    case "K": "Kategori og ordning"
    case "F": "Frist"
    case "A": "Avslutning"
    case "D": "Deltakelse"
    case "P": "Personlister"
    case "V": "Varsler"
    case "R": "Reservasjon og skjerming"
    default: "Numre"
    }
  }
}
