import Domene
import Tabular

/// A file of the drop that has a type.
public struct Innfil: Sendable {
  public let type: Inndatatype
  /// Full path, as bytes.
  public let sti: [UInt8]
  /// The file's number in input order: what `Kilde.fil` holds.
  public let nummer: UInt32
  public init(type: Inndatatype, sti: [UInt8], nummer: UInt32) {
    self.type = type
    self.sti = sti
    self.nummer = nummer
  }
}

/// What reading a file came to: the manifest's line.
public struct Filresultat: Sendable {
  public var bytes = 0
  public var gzip = false
  public var format: FileKind = .empty
  public var koding: TextEncoding?
  /// CSV only.
  public var skilletegn: UInt8?
  public var lest = 0
  public var tatt = 0
  public var avvist = 0
  /// A file that is rejected whole has no rows read.
  public var avvistHelt = false
  /// The file could not be read at all: vanished, unreadable, a read error.
  public var lesefeil: TabularError?
  /// Limits that the file went over, each once.
  public var grensebrudd: [Grensebrudd] = []
  public init() {}
}

/// Limits of reading, all named in the pipeline file.
public struct Lesegrenser: Sendable {
  public var maksBytesFil = 64 << 30
  public var maksBytesUtpakket = 8 << 30
  public var maksBytesLinje = 16 << 20
  public var maksFeltRad = 1000
  /// Reading of a file stops when more of its rows than this are rejected: the run fails
  /// for it, and need not hold what is wrong with all the others.
  public var maksAvvisteRader = Int.max
  /// Plain files from this size on are read in parts by several workers. Not a
  /// limit of the pipeline file: what comes out is the same.
  public var delFilerFra = 12 << 20
  public var segmentlengde = 4 << 20
  /// Bytes that are read at a time of files that are read side by side (`Filbunke`): a multiple of 64.
  public var munnfull = Filbunke.munnfull
  public init() {}
}
