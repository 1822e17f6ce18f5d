import Domene
import Innlesing
import Kalender
import Rapport
import Tabular

/// What `nir validate` found, counted by file and code.
public struct ValidationSummary: Sendable {
  /// A fault as it is counted: `VERDI_MANGLER` may be both a Feil and an Advarsel.
  public struct Fault: Hashable, Sendable {
    public var code: Avvikskode
    public var severity: Alvorlighet
  }

  public struct File: Sendable {
    /// Path as `avvik.csv` has it.
    public var path: [UInt8]
    public var type: Inndatatype?
    public var size: Int
    /// Whether it was read at all.
    public var isRead = false
    public var shape = Filresultat()
    public var rowsRead = 0
    public var rowsTaken = 0
    public var rowsRejected = 0
    public var rowsDuplicate = 0
    public var rejectedWhole = false
    public var faults: [Fault: Int] = [:]

    public var visible: String { visiblePath(path) }
    public func count(_ severity: Alvorlighet) -> Int {
      faults.reduce(0) { $0 + ($1.key.severity == severity ? $1.value : 0) }
    }

    mutating func fill(_ r: Filresultat, rejected: Int, duplicates: Int) {
      isRead = true
      shape = r
      rowsRead = r.lest
      rowsTaken = r.tatt - rejected - duplicates
      rowsRejected = r.avvist + rejected
      rowsDuplicate = duplicates
      rejectedWhole = r.avvistHelt
    }
  }

  public let dato: Dato
  /// By the number that a `Kilde` has.
  public var files: [File]
  /// Avvik about persons that stand on no row.
  public var withoutRow: [Fault: Int] = [:]
  /// Whether municipal rows were held against UDI and Folkeregisteret.
  public let checksPersons: Bool
  /// Whether klager were held against the vedtak.
  public let checksVedtak: Bool
  /// What the checks above rest on, in bokmål.
  public let notes: [String]
  /// Whether what stood in personal columns is masked.
  public var masks = false
  /// Against the drop of before; nil: not asked for.
  public var changes: [DropChange]?

  init(_ inndata: Inndata, dato: Dato, _ input: ValidationInput) {
    self.dato = dato
    files = inndata.filer.map { File(path: $0.sti, type: $0.type, size: $0.bytes) }
    checksPersons = input.hasRegister
    // A whole drop without vedtak has none that a klage could stand on; of some files nobody knows.
    checksVedtak = input.hasRegister || input.hasVedtak
    var notes: [String] = []
    let types = Set(files.compactMap(\.type))
    let kommunale = types.contains { $0.erKommunal }
    if kommunale && !checksPersons {
      notes.append(
        "Personer er ikke kontrollert: verken UDI eller Folkeregisteret er med, så UKJENT_PERSON kan ikke avgjøres.")
    } else if kommunale && !types.contains(.udi) {
      notes.append("Personer er kontrollert mot Folkeregisteret alene: UDI er ikke med.")
    } else if kommunale && !types.contains(.folkeregister) {
      notes.append("Personer er kontrollert mot UDI alene: Folkeregisteret er ikke med.")
    }
    if types.contains(.klager) && !checksVedtak {
      notes.append("Klager er ikke kontrollert mot vedtak: ingen vedtaksfil er med, så UKJENT_VEDTAK kan ikke avgjøres.")
    }
    self.notes = notes
  }

  mutating func count(_ a: Avvik) {
    let fault = Fault(code: a.kode, severity: a.vistAlvorlighet)
    if let k = a.kilde, Int(k.fil) < files.count {
      files[Int(k.fil)].faults[fault, default: 0] += 1
    } else {
      withoutRow[fault, default: 0] += 1
    }
  }

  /// All faults with how many, and in how many files; the gravest first, then by code.
  public var totals: [(fault: Fault, count: Int, files: Int)] {
    var all: [Fault: (count: Int, files: Int)] = [:]
    for file in files {
      for (fault, n) in file.faults {
        all[fault, default: (0, 0)].count += n
        all[fault, default: (0, 0)].files += 1
      }
    }
    for (fault, n) in withoutRow { all[fault, default: (0, 0)].count += n }
    return all.map { ($0.key, $0.value.count, $0.value.files) }.sorted {
      ($0.fault.severity.rawValue, $0.fault.code.tekstrang) < ($1.fault.severity.rawValue, $1.fault.code.tekstrang)
    }
  }

  public func count(_ severity: Alvorlighet) -> Int {
    totals.reduce(0) { $0 + ($1.fault.severity == severity ? $1.count : 0) }
  }

  /// Files by the bytes of their path.
  var ordered: [File] { files.sorted { $0.path.lexicographicallyPrecedes($1.path) } }

  var rows: (read: Int, taken: Int, rejected: Int, duplicates: Int) {
    files.reduce((0, 0, 0, 0)) {
      ($0.0 + $1.rowsRead, $0.1 + $1.rowsTaken, $0.2 + $1.rowsRejected, $0.3 + $1.rowsDuplicate)
    }
  }
}

extension ValidationSummary {
  /// What has changed since the drop of before, for standard error: file names and counts only.
  public var changesText: String? {
    changes.map { DropChange.text($0).map { $0.drop { $0 == " " } }.joined(separator: "\nnir:   ") }
  }
}
