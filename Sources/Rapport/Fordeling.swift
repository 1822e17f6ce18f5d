import Kodeverk
import Tabular

/// How the avslutninger of some persons fall on the six groups.
public struct Fordeling: Sendable, Hashable {
  /// By group, in the order of reports.
  public var antall: [Int]

  /// Nobody.
  public init() { antall = Array(repeating: 0, count: Avslutningsaarsakgruppe.allCases.count) }

  /// Counts by group; those that lack are 0.
  public init(antall: [Int]) {
    self.init()
    for (i, n) in antall.enumerated() where self.antall.indices.contains(i) { self.antall[i] = n }
  }

  /// The count of a group.
  public subscript(g: Avslutningsaarsakgruppe) -> Int {
    get { antall[Int(g.rawValue)] }
    set { antall[Int(g.rawValue)] = newValue }
  }

  /// All but those of `Inngår ikke i tallgrunnlaget`.
  public var tallgrunnlag: Int { antall.reduce(0, +) - self[.inngaarIkke] }

  /// hundredths of a per cent, half away from zero; nil for the group that
  /// is not counted in and where the base is 0.
  public func prosent(_ g: Avslutningsaarsakgruppe) -> Int? {
    let n = tallgrunnlag
    guard g != .inngaarIkke, n > 0 else { return nil }
    return Fordeling.hundredeler(self[g], av: n)
  }

  /// 10 000 x `antall` / `av`, half away from zero, in whole numbers.
  static func hundredeler(_ antall: Int, av: Int) -> Int {
    av > 0 ? (20_000 * antall + av) / (2 * av) : 0
  }

  /// Line 2 of the avslutningsrapport, as one cell. With no base at all every
  /// group reads `0 (0,00 %)` (`formats.md`).
  func skriv(_ w: inout CSVRowWriter) {
    let start = w.beginField()
    w.out.literal("Fordeling: ")
    for g in Avslutningsaarsakgruppe.allCases where g != .inngaarIkke {
      w.out.append(text: g.navn)
      w.out.literal(": ")
      w.out.append(int: self[g])
      w.out.literal(" (")
      w.out.append(hundredths: prosent(g) ?? 0, decimalPoint: w.dialect.decimalPoint)
      w.out.literal(" %), ")
    }
    // «tallgrunnlag» here, «tallgrunnlaget» in the rows: S0 §9 has both.
    w.out.literal("Inngår ikke i tallgrunnlag: ")
    w.out.append(int: self[.inngaarIkke])
    w.endField(from: start)
    w.endRow()
  }
}
