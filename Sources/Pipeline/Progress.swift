import Glibc
import Synchronization

/// Tells on standard error how a run goes: one line that renews itself on a
/// terminal, a plain line a stage otherwise, nothing with `--quiet`. Workers report
/// from any thread; the one that finds the time come writes the line, so there is
/// no thread for it and hardly a cost.
public final class Progress: Sendable {
  public enum Mode: Sendable {
    case quiet, plain
    case terminal(colour: Bool)
  }

  public let mode: Mode
  private let descriptor: Int32
  private let rows = Atomic<Int>(0)
  private let bytes = Atomic<Int>(0)
  private let nextAt = Atomic<UInt64>(0)
  private struct Stage {
    var name = ""
    var start: UInt64 = 0
    var totalBytes = 0
    var lineShown = false
  }
  private let stage = Mutex(Stage())
  private static let interval: UInt64 = 200_000_000

  /// - Parameter descriptor: where to write; standard error.
  public init(mode: Mode, descriptor: Int32 = STDERR_FILENO) {
    self.mode = mode
    self.descriptor = descriptor
  }

  /// What the surroundings ask for: `--quiet`, a terminal or not, `NO_COLOR`, `TERM=dumb`.
  public static func forStandardError(quiet: Bool) -> Progress {
    if quiet { return Progress(mode: .quiet) }
    let dumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    guard isatty(STDERR_FILENO) == 1, !dumb else { return Progress(mode: .plain) }
    let noColour = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    return Progress(mode: .terminal(colour: !noColour))
  }

  /// Begins a stage; `totalBytes` (0: not known) gives the time left.
  public func begin(_ name: String, totalBytes: Int = 0) {
    finishLine()
    rows.store(0, ordering: .relaxed)
    bytes.store(0, ordering: .relaxed)
    let now = monotonicNanoseconds()
    nextAt.store(now + Progress.interval, ordering: .relaxed)
    stage.withLock { $0 = Stage(name: name, start: now, totalBytes: totalBytes) }
  }

  /// Counts work done, from any thread.
  public func add(rows r: Int, bytes b: Int) {
    rows.wrappingAdd(r, ordering: .relaxed)
    bytes.wrappingAdd(b, ordering: .relaxed)
    guard case .terminal(let colour) = mode else { return }
    let now = monotonicNanoseconds()
    let due = nextAt.load(ordering: .relaxed)
    guard now >= due else { return }
    let won = nextAt.compareExchange(expected: due, desired: now + Progress.interval, ordering: .relaxed).exchanged
    guard won else { return }
    stage.withLock { s in
      s.lineShown = true
      let line = text(s, now)
      write("\r" + (colour ? "\u{1B}[36m\(line)\u{1B}[0m" : line) + "\u{1B}[K")
    }
  }

  /// Ends the stage.
  public func end() {
    switch mode {
    case .quiet: return
    case .terminal: finishLine()
    case .plain:
      let line = stage.withLock { text($0, monotonicNanoseconds(), done: true) }
      write(line + "\n")
    }
  }

  /// Tells of something that somebody should look at; the run goes on.
  func note(_ text: String) {
    if case .quiet = mode { return }
    finishLine()
    write("nir: \(text)\n")
  }

  private func finishLine() {
    guard case .terminal = mode else { return }
    stage.withLock { s in
      if s.lineShown { write("\r\u{1B}[K") }
      s.lineShown = false
    }
  }

  private func write(_ t: String) {
    // A log that cannot be written is no reason to stop the night.
    _ = Array(t.utf8).withUnsafeBytes { Posix.write(descriptor, $0) }
  }

  private func text(_ s: Stage, _ now: UInt64, done: Bool = false) -> String {
    let ns = max(1, now - s.start)
    let b = bytes.load(ordering: .relaxed)
    let r = rows.load(ordering: .relaxed)
    var parts = [s.name]
    if r > 0 { parts.append("\(grouped(r)) rows") }
    if b > 0 { parts.append("\(b / Int(max(1, ns / 1_000_000)) / 1000) MB/s") }
    if done {
      parts.append(seconds(ns))
    } else if s.totalBytes > 0, b > 0 {
      let left = Double(max(0, s.totalBytes - b)) / Double(b) * Double(ns)
      parts.append("\(min(100, b * 100 / s.totalBytes)) %")
      parts.append("\(seconds(UInt64(left))) left")
    }
    return parts.joined(separator: ", ")
  }
}

/// A number with a space between thousands.
func grouped(_ n: Int) -> String {
  let digits = String(n.magnitude)
  var out = ""
  for (i, c) in digits.enumerated() {
    if i > 0, (digits.count - i) % 3 == 0 { out.append(" ") }
    out.append(c)
  }
  return n < 0 ? "-" + out : out
}

/// `0.31 s`, `12.4 s`, `2 min 05 s`.
func seconds(_ ns: UInt64) -> String {
  let cs = Int(ns / 10_000_000)
  func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
  if cs < 1000 { return "\(cs / 100).\(two(cs % 100)) s" }
  if cs < 6000 { return "\(cs / 100).\(cs / 10 % 10) s" }
  return "\(cs / 6000) min \(two(cs / 100 % 60)) s"
}
