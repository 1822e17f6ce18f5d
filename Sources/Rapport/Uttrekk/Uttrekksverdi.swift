import Kalender

/// A field of a research extract, before it is text: a number whose meaning its
/// column knows, or one of three words.
struct Uttrekksverdi: Hashable, Comparable, Sendable {
  /// The number; the lowest ones are the words.
  let raa: Int32
  init(_ raa: Int) { self.raa = Int32(truncatingIfNeeded: raa) }

  /// Nothing is registered.
  static let tom = Uttrekksverdi(Int(Int32.min))
  /// Hidden because too few share the row's combination of values.
  static let skjult = Uttrekksverdi(Int(Int32.min) + 1)
  /// Hidden because the address is protected.
  static let skjermet = Uttrekksverdi(Int(Int32.min) + 2)

  static func < (a: Self, b: Self) -> Bool { a.raa < b.raa }
}

/// How exact the dates of an extract are.
public enum Datoform: String, CaseIterable, Sendable {
  case exact, month, quarter, year
  /// Days since `Kategori fra`, which is itself written as a year: spans of time
  /// stay exact, no calendar date is told.
  case relative

  /// Behind a date column's name; empty for exact dates.
  var kolonnetillegg: String {
    switch self {
    case .exact: ""
    case .month: " (måned)"
    case .quarter: " (kvartal)"
    case .year: " (år)"
    case .relative: " (dager etter kategori fra)"
    }
  }

  /// In the statement.
  public var beskrivelse: String {
    switch self {
    case .exact: "Datoer er utlevert som de er."
    case .month: "Datoer er gjort om til måned."
    case .quarter: "Datoer er gjort om til kvartal."
    case .year: "Datoer er gjort om til år."
    case .relative: "Datoer er gjort om til antall dager etter Kategori fra; Kategori fra er gjort om til år."
    }
  }

  /// A date in this form.
  /// - Parameter fra: K.
  func verdi(_ d: Dato?, fra: Dato?) -> Uttrekksverdi {
    guard let d else { return .tom }
    switch self {
    case .exact: return Uttrekksverdi(Int(d.dagnummer))
    case .month: return Uttrekksverdi(Int(d.maaned.nummer))
    case .quarter: return Uttrekksverdi(d.aar * 4 + (d.deler.maaned - 1) / 3)
    case .year: return Uttrekksverdi(d.aar)
    case .relative: return fra.map { Uttrekksverdi(d - $0) } ?? .tom
    }
  }
}
