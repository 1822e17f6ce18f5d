import Glibc
import Synchronization

/// That a run is asked to stop. Workers look between files and parts (`ParallelMap`),
/// the run between its stages; nobody looks at every row.
public final class StopRequest: Sendable {
  private let signal = Atomic<Int32>(0)

  public init() {}

  /// The request that holds for what is called inside; handed to the workers by
  /// `parallelForEach`, so that stages need not carry it.
  @TaskLocal static var current: StopRequest?

  /// Asks to stop, as a signal does.
  public func stop(_ number: Int32) { signal.store(number, ordering: .relaxed) }

  var isStopped: Bool { signal.load(ordering: .relaxed) != 0 }

  /// - Throws: `RunError.stopped` once it is asked for.
  func check() throws(RunError) {
    let number = signal.load(ordering: .relaxed)
    guard number == 0 else { throw .stopped(signal: number) }
  }

  /// Asked for by SIGTERM or SIGINT: the first stops the run cleanly, the second ends
  /// the process at once. One a process.
  public static let bySignal: StopRequest = {
    let request = StopRequest()
    shared.store(UInt(bitPattern: Unmanaged.passUnretained(request).toOpaque()), ordering: .releasing)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      // Only loads, stores and _exit here: nothing else is safe in a handler.
      guard let pointer = UnsafeRawPointer(bitPattern: StopRequest.shared.load(ordering: .acquiring)) else {
        _exit(128 + number)
      }
      let request = Unmanaged<StopRequest>.fromOpaque(pointer)
      let first = request._withUnsafeGuaranteedRef { $0.signal.exchange(number, ordering: .relaxed) == 0 }
      if !first { _exit(128 + number) }
    }
    action.sa_flags = SA_RESTART
    sigaction(SIGTERM, &action, nil)
    sigaction(SIGINT, &action, nil)
    return request
  }()

  /// Where the one that signals ask is, for the handler.
  private static let shared = Atomic<UInt>(0)
}
