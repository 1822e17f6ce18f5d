/// A fault of the run itself: it goes to standard error and decides the exit
/// code (`cli.md`, sysexits). Faults of rows and files are `Avvik`, never this.
///
/// Messages hold file names, counts, codes and lines of our own pipeline file,
/// never a value out of an input file: they end in logs that many may read.
public enum RunError: Error, Equatable, Sendable {
  /// 64: wrong usage or pipeline file.
  case usage(String)
  /// 65: over a limit of the pipeline file.
  case inputNotGoodEnough(String)
  /// 66: no such input.
  case noInput(String)
  /// 70: a fault of the program's own.
  case internalFault(String)
  /// 73: output cannot be made.
  case cannotCreate(String)
  /// 74: reading or writing failed.
  case ioFailed(String)
  /// 75: another run holds the output folder.
  case heldByAnotherRun(String)
  /// 128 and the signal's number: asked to stop by SIGTERM or SIGINT.
  case stopped(signal: Int32)

  /// The exit code of `cli.md`.
  public var exitCode: Int32 {
    switch self {
    case .usage: 64
    case .inputNotGoodEnough: 65
    case .noInput: 66
    case .internalFault: 70
    case .cannotCreate: 73
    case .ioFailed: 74
    case .heldByAnotherRun: 75
    case .stopped(let signal): 128 + signal
    }
  }

  /// One line, without the program's name.
  public var message: String {
    switch self {
    case .usage(let m), .inputNotGoodEnough(let m), .noInput(let m), .internalFault(let m), .cannotCreate(let m),
      .ioFailed(let m), .heldByAnotherRun(let m):
      m
    case .stopped(let signal): "stopped by signal \(signal); the last run's outputs are as they were"
    }
  }
}

extension RunError: CustomStringConvertible {
  public var description: String { message }
}
