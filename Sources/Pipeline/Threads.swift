import Glibc

// The only file that makes threads. Not Dispatch: its queues, and `concurrentPerform`,
// wait without end for a thread or memory that the system does not give, and a run
// that is short of memory must go on with what it has or end.

/// A thread of the run's own.
struct OwnThread {
  private let thread: pthread_t
  /// Enough for reading and judging; the largest depth is that of nested JSON.
  private static let stack = 4 << 20

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// nil when the system has no thread to give.
  init?(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, OwnThread.stack)
    let work = Unmanaged.passRetained(Work(body))
    var made = pthread_t()
    let r = pthread_create(
      &made, &attributes,
      { p in
        if let p { Unmanaged<Work>.fromOpaque(p).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard r == 0 else {
      work.release()
      return nil
    }
    thread = made
  }

  /// Returns when the thread has ended. Once.
  func join() { pthread_join(thread, nil) }

  /// Nobody will wait for the thread.
  func detach() { pthread_detach(thread) }

  /// Runs `body` for 0 ..< count at the same time, the first on the caller's own
  /// thread, and returns when all are done. Those for which there is no thread are not run: `body` must
  /// not hang on all of them being there.
  static func together(_ count: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let others = (1..<max(1, count)).compactMap { n in OwnThread { body(n) } }
      body(0)
      for t in others { t.join() }
    }
  }
}

/// A lock that one can wait in for something to change.
final class Monitor: @unchecked Sendable {
  // Unchecked: the system's own lock, at a place that does not move.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  func enter() { pthread_mutex_lock(mutex) }
  func leave() { pthread_mutex_unlock(mutex) }
  /// Inside: leaves until somebody says that something has changed.
  func wait() { pthread_cond_wait(changed, mutex) }
  /// Inside: wakes all who wait.
  func tellAll() { pthread_cond_broadcast(changed) }
}

/// A value that one thread at a time may use: the system's lock, which the thread
/// sanitizer knows (Synchronization's it does not, and reports what is no race).
final class Locked<Value>: @unchecked Sendable {
  // Unchecked: `value` is read and written inside the monitor.
  private let monitor = Monitor()
  private var value: Value

  init(_ value: consuming Value) { self.value = value }

  func withLock<R, E: Error>(_ body: (inout Value) throws(E) -> R) throws(E) -> R {
    monitor.enter()
    defer { monitor.leave() }
    return try body(&value)
  }
}

/// Work that is done one piece after another, in the order it was handed in, while
/// who handed it in goes on. Where the system has no thread for it, the work is done
/// at once by who hands it in.
public final class SerialQueue: Sendable {
  private let line = SerialLine()

  public init() {}

  deinit { line.close() }

  public func add(_ work: @escaping @Sendable () -> Void) { line.add(work) }

  /// Returns when all that has been handed in is done. Not to be called from the queue's own work.
  public func wait() { line.wait() }
}

/// What a `SerialQueue` and its thread share.
private final class SerialLine: @unchecked Sendable {
  // Unchecked: everything is read and written inside the monitor.
  private let monitor = Monitor()
  private var works: [@Sendable () -> Void] = []
  private var isBusy = false
  private var closed = false
  private var thread = Thread.none
  private enum Thread { case none, runs, impossible }

  func add(_ work: @escaping @Sendable () -> Void) {
    monitor.enter()
    if thread == .none {
      let made = OwnThread { self.run() }
      made?.detach()
      thread = made == nil ? .impossible : .runs
    }
    let queued = thread == .runs
    if queued {
      works.append(work)
      monitor.tellAll()
    }
    monitor.leave()
    if !queued { work() }
  }

  func wait() {
    monitor.enter()
    while isBusy || !works.isEmpty { monitor.wait() }
    monitor.leave()
  }

  func close() {
    monitor.enter()
    closed = true
    monitor.tellAll()
    monitor.leave()
  }

  private func run() {
    monitor.enter()
    while true {
      if works.isEmpty {
        if closed { break }
        monitor.wait()
        continue
      }
      let taken = works
      works = []
      isBusy = true
      monitor.leave()
      for work in taken { work() }
      monitor.enter()
      isBusy = false
      monitor.tellAll()
    }
    monitor.leave()
  }
}

/// A value that is made on a thread of its own while its maker goes on.
final class Ahead<Value: Sendable>: Sendable {
  private let queue = SerialQueue()
  private let made = Locked<Value?>(nil)

  init(_ make: @escaping @Sendable () -> Value) {
    let made = self.made
    queue.add {
      let value = make()
      made.withLock { $0 = value }
    }
  }

  /// Waits until it is made.
  func value() -> Value? {
    queue.wait()
    return made.withLock { $0 }
  }
}

/// So many at a time: who takes one more waits until one is given back.
public final class Permits: @unchecked Sendable {
  // Unchecked: `left` is read and written inside the monitor.
  private let monitor = Monitor()
  private var left: Int

  public init(_ count: Int) { left = count }

  public func take() {
    monitor.enter()
    while left == 0 { monitor.wait() }
    left -= 1
    monitor.leave()
  }

  public func giveBack() {
    monitor.enter()
    left += 1
    monitor.tellAll()
    monitor.leave()
  }
}
