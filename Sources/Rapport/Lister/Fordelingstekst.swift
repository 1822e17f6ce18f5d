import Tabular

extension Fordeling {
  /// Line 2 of the avslutningsrapport as text.
  public func tekst() -> String {
    var w = CSVRowWriter(dialect: .excelNb)
    skriv(&w)
    return String(decoding: w.out.bytes().dropLast(2), as: UTF8.self)
  }
}
