/// A closed period: both ends count (`rules.md`, Words). Empty when `tom < fom`.
@frozen
public struct Periode: Hashable, Sendable {
  public var fom: Dato
  public var tom: Dato

  @inlinable public init(fom: Dato, tom: Dato) {
    self.fom = fom
    self.tom = tom
  }

  @inlinable public var erTom: Bool { tom < fom }

  /// T-05: calendar days, both ends counted; 0 when empty.
  @inlinable public var kalenderdager: Int { max(0, tom - fom + 1) }

  /// T-05: virkedager, both ends counted; 0 when empty.
  @inlinable public var virkedager: Int { erTom ? 0 : Virkedager.antall(fom: fom, tom: tom) }

  @inlinable public func inneholder(_ d: Dato) -> Bool { fom <= d && d <= tom }

  /// The days that both periods hold; may be empty.
  @inlinable public func snitt(_ annen: Periode) -> Periode {
    Periode(fom: max(fom, annen.fom), tom: min(tom, annen.tom))
  }
}
