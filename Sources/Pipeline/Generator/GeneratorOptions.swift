import Kalender

/// What a synthetic drop is to be like.
public struct GeneratorOptions: Sendable {
  public enum Format: String, CaseIterable, Sendable {
    /// Every kind of file that `formats.md` allows, each file its own.
    case mixed
    /// Plain CSV only.
    case csv
  }

  public var persons: Int
  public var seed: UInt64
  public var format = Format.mixed
  /// Share of rows with a fault of reading; 0 gives a clean drop.
  public var mess = 0.0
  /// The date that the drop is of: lives run up to it and a little beyond.
  public var date: Dato
  /// Whether person documents (`folkeregister/`) are made.
  public var documents = true
  /// Whether the guides' worked examples are added, in files of their own.
  public var examples = false
  public var threads = 1
  /// Persons a unit of work; another size makes other files. Tests make small units.
  var unitSize = 20_000

  public init(persons: Int, seed: UInt64, date: Dato) {
    self.persons = persons
    self.seed = seed
    self.date = date
  }

  /// The date of a drop when nobody says.
  public static let defaultDate = Dato(aar: 2024, maaned: 8, dag: 31) ?? .foerste
}

/// What has been made.
public struct GeneratorSummary: Sendable {
  public var persons = 0
  public var files = 0
  public var rows = 0
  /// On disk, compressed files as they are.
  public var bytes = 0
}
