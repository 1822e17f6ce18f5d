import Domene
import Kalender

/// Everything that the night's page is made of: counts, codes and names of
/// files' senders, no person. Who writes the page fills it in.
public struct Sidegrunnlag: Sendable {
  /// What one sender's files came to.
  public struct Avsender: Sendable, Equatable {
    /// For people: `Folkeregisteret`, `UDI`, `Oslo (0301)`, a folder's or file's name.
    public var navn: String
    public var filer = 0
    /// Files that were rejected whole.
    public var avvistHele = 0
    public var rader = Rader()
    public init(navn: String) { self.navn = navn }
  }

  /// Rows of files, as the manifest counts them.
  public struct Rader: Sendable, Equatable {
    public var lest = 0
    public var tatt = 0
    public var avvist = 0
    public var duplikater = 0
    public init(lest: Int = 0, tatt: Int = 0, avvist: Int = 0, duplikater: Int = 0) {
      self.lest = lest
      self.tatt = tatt
      self.avvist = avvist
      self.duplikater = duplikater
    }

    /// Adds another's.
    public mutating func leggTil(_ r: Rader) {
      lest += r.lest
      tatt += r.tatt
      avvist += r.avvist
      duplikater += r.duplikater
    }
  }

  /// A night before this one, in the same output folder.
  public struct Forrige: Sendable {
    public var dato: Dato
    public var programversjon: String
    public var personer = 0
    public var filer = 0
    public var rader = Rader()
    /// Rows of its outputs, by file name.
    public var utfiler: [String: Int] = [:]
    /// Rows of its `avvik.csv`, by code.
    public var avvik: [String: Int] = [:]
    /// `Totalt` of its `maaloppnaaelse.csv`, by law; empty when it has none.
    public var maal: [String: Fordeling] = [:]
    public init(dato: Dato, programversjon: String) {
      self.dato = dato
      self.programversjon = programversjon
    }
  }

  /// How many persons something moved for since the night before, where the run
  /// has compared the two (`sammenligning.csv`).
  public struct Endringer: Sendable, Equatable {
    public var nyePersoner = 0
    public var bortePersoner = 0
    public var flyttedeFrister = 0
    public var nyeAvslutninger = 0
    public var borteAvslutninger = 0
    public var endretStatus = 0
    public init() {}
  }

  /// D.
  public var dato: Dato
  public var programversjon: String
  /// The pipeline's name.
  public var pipeline: String
  /// Parameters that the pipeline file changed («what if»).
  public var endredeParametre: [(navn: String, verdi: String)] = []
  public var avsendere: [Avsender] = []
  /// Entries of the drop that could not be read at all.
  public var ikkeLest = 0
  /// Rows of `avvik.csv`, by code.
  public var avvik: [String: Int] = [:]
  /// Rows of the outputs, in their order.
  public var utfiler: [(navn: String, rader: Int)] = []
  public var maal: Maaloppnaaelse
  public var tall: Sidetall
  /// nil: the folder holds no night before this date.
  public var forrige: Forrige?
  /// nil: not compared.
  public var endringer: Endringer?

  /// Of a run that has read nothing.
  public init(dato: Dato, programversjon: String, pipeline: String, maal: Maaloppnaaelse, tall: Sidetall) {
    self.dato = dato
    self.programversjon = programversjon
    self.pipeline = pipeline
    self.maal = maal
    self.tall = tall
  }

  /// All senders' rows.
  var rader: Rader { avsendere.reduce(into: Rader()) { $0.leggTil($1.rader) } }
  var filer: Int { avsendere.reduce(0) { $0 + $1.filer } }
}
