import Domene
import Glibc
import Innlesing
import Tabular

/// How the program reads a file that somebody says is fine (`nir inspect`).
public struct Inspection {
  /// The path as given.
  public let path: String
  /// nil: told from the first bytes.
  public let kind: FileKind?
  private let grenser = Lesegrenser()

  public init(path: String, kind: FileKind?) {
    self.path = path
    self.kind = kind
  }

  /// What `rows` found.
  public struct Outcome: Sendable {
    public var rows = 0
    /// By code.
    public var faults: [Avvikskode: Int] = [:]
    /// Whether everything in the file could be read.
    public var isClean: Bool { faults.keys.allSatisfy { $0.alvorlighet != .feil } }
  }

  /// Hands the opened file to `body`.
  private func open<R>(_ body: (borrowing RawFile) throws -> R) throws -> R {
    let name = Array(path.utf8)
    guard !name.isEmpty, !name.contains(0), let status = Posix.status(name) else {
      throw RunError.noInput("\(path): \(Posix.reason())")
    }
    if Posix.isFolder(status) { throw RunError.usage("\(path) is a folder; nir validate reads a whole drop") }
    var buffer = InputBuffer()
    do throws(TabularError) {
      try buffer.read(name, limit: grenser.maksBytesFil)
    } catch {
      throw error.asRunError(path)
    }
    do {
      let file = try RawFile(buffer.bytes, as: kind, limit: grenser.maksBytesUtpakket)
      return try body(file)
    } catch let error as TabularError {
      throw error.asRunError(path)
    }
  }

  /// Writes every row as NDJSON.
  /// - Parameters:
  ///   - out: takes the bytes, whole lines at a time.
  ///   - fault: takes a line about each fault: position and code, never a value.
  /// - Throws: `RunError`, or what `out` throws.
  public func rows(
    out: (UnsafeRawBufferPointer) throws -> Void, fault: (String) throws -> Void
  ) throws -> Outcome {
    try open { file in
      var outcome = Outcome()
      var writer = ByteWriter(capacity: 1 << 16)
      var keys: [[UInt8]] = []
      func flush() throws {
        try writer.withUnsafeBytes { try out($0) }
        writer.removeAll()
      }
      try file.forEachRow(
        header: { header, _ in keys = RowJSON.keys(header) },
        row: { row, _ in
          outcome.rows += 1
          RowJSON.write(row, keys: keys, to: &writer)
          if writer.count >= 1 << 16 { try flush() }
        },
        fault: { f, line in
          let told = Fault(f, line, file.shape)
          outcome.faults[told.code, default: 0] += 1
          // In the order of the file, also where both streams go to one terminal.
          try flush()
          try fault("\(path): \(told.text)")
        })
      try flush()
      if let empty = emptiness(file, rows: outcome.rows + outcome.faults.values.reduce(0, +)) {
        outcome.faults[empty.code, default: 0] += 1
        try fault("\(path): \(empty.text)")
      }
      return outcome
    }
  }

  /// A file without rows: `FIL_TOM`, but no bytes at all are not JSON.
  private func emptiness(_ file: borrowing RawFile, rows: Int) -> Fault? {
    guard rows == 0, file.shape.damage == nil else { return nil }
    return Fault(code: .filTom, text: "\(Avvikskode.filTom.rawValue): filen har ingen rader")
  }

  /// The overview: what the reader sees, with the first rows.
  /// - Parameter count: how many rows to show.
  public func overview(rows count: Int) throws -> (text: String, isClean: Bool) {
    try open { file in
      var view = Overview(path: path, file.shape)
      var writer = ByteWriter()
      var keys: [[UInt8]] = []
      try file.forEachRow(
        header: { header, _ in
          keys = RowJSON.keys(header)
          view.columns = RowJSON.names(header)
        },
        row: { row, line in
          view.rows += 1
          if case .json(let bytes) = row, view.rows <= 100 { view.addKeys(bytes) }
          guard view.rows <= count else { return }
          RowJSON.write(row, keys: keys, to: &writer)
          view.first.append((line, writer.text()))
          writer.removeAll()
        },
        fault: { f, line in view.add(Fault(f, line, file.shape)) })
      if let empty = emptiness(file, rows: view.rows + view.faultCount) { view.add(empty) }
      return (view.text(byName: FileTyping.type(of: Array(path.utf8))), view.isClean)
    }
  }

  /// A fault in words without any value of the file's.
  struct Fault {
    let code: Avvikskode
    let text: String

    init(code: Avvikskode, text: String) {
      self.code = code
      self.text = text
    }

    init(_ fault: RawFile.Fault, _ line: Int, _ shape: RawFile.Shape) {
      let place = shape.kind == .json ? "element \(line)" : "linje \(line)"
      switch fault {
      case .damage(let error):
        code = .filSkadet
        text = "\(code.rawValue): \(Filleser.aarsak(error, shape.foreign))"
      case .unclosedQuote:
        code = .anfoersel
        text = "\(place): \(code.rawValue): et anførselstegn som åpnes her, lukkes aldri"
      case .textAfterQuote:
        code = .anfoersel
        text = "\(place): \(code.rawValue): det står tekst etter et lukkende anførselstegn"
      case .fieldCount(let fields, let header):
        code = .feltantall
        text = "\(place): \(code.rawValue): raden har \(fields) felt, overskriften har \(header)"
      case .json(let kind, let at):
        code = .jsonUgyldig
        text = "\(place), posisjon \(at): \(code.rawValue): \(Filleser.aarsak(kind))"
      }
    }
  }
}

extension TabularError {
  /// The run's own fault where no byte of the file could be had.
  func asRunError(_ path: String) -> RunError {
    switch self {
    case .io(let number, .open) where number == ENOENT: .noInput("\(path): \(Posix.reason(number))")
    case .io(let number, let operation): .ioFailed("\(path): \(operation): \(Posix.reason(number))")
    case .outOfMemory: .ioFailed("\(path): not enough memory")
    case .tooLarge(let limit): .inputNotGoodEnough("\(path): more than \(limit) bytes")
    case .damaged, .cutShort, .nulByte, .notText, .notUTF8: .inputNotGoodEnough("\(path): cannot be read")
    }
  }
}
