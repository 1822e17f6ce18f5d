import Synchronization

// Everything that is computed on several cores goes through here, so that order and
// errors are decided in one place.

/// Runs `body` for 0 ..< count on up to `threads` threads. Each worker has a
/// state of its own, made by `makeWorker`, and takes the next number that nobody
/// has taken, so that a slow item holds nobody up.
///
/// - Returns: the workers' states, by worker number; at most `threads` of them.
///   Which items a worker met depends on timing: put results in order by item.
/// - Throws: the error of the lowest item that threw, whatever the timing. Items
///   after it may or may not have run; items before it have all run. When the run is
///   asked to stop (`StopRequest`), no new item is begun and it throws that.
@discardableResult
public func parallelForEach<Worker>(
  count: Int, threads: Int, makeWorker: @Sendable (Int) throws -> Worker,
  body: @Sendable (inout Worker, Int) throws -> Void
) throws -> [Worker] {
  let workers = max(1, min(threads, count))
  let stop = StopRequest.current
  if workers == 1 {
    var worker = try makeWorker(0)
    for i in 0..<count {
      try stop?.check()
      try body(&worker, i)
    }
    return [worker]
  }
  let run = ParallelRun(count: count, stop: stop)
  let states = UnsafeMutablePointer<Worker?>.allocate(capacity: workers)
  states.initialize(repeating: nil, count: workers)
  defer {
    states.deinitialize(count: workers)
    states.deallocate()
  }
  // Each worker writes its own place only, and nobody reads before all are done.
  nonisolated(unsafe) let places = states
  OwnThread.together(workers) { w in
    do {
      var worker = try makeWorker(w)
      while let i = run.next() {
        do { try body(&worker, i) } catch { run.failed(at: i, error) }
      }
      places[w] = worker
    } catch {
      // A worker that cannot even start is worse than any item.
      run.failed(at: -1, error)
    }
  }
  if let error = run.firstError { throw error }
  return (0..<workers).compactMap { states[$0] }
}

/// Runs `body` for 0 ..< count on up to `threads` threads, without worker state.
public func parallelForEach(count: Int, threads: Int, body: @Sendable (Int) throws -> Void) throws {
  try parallelForEach(count: count, threads: threads, makeWorker: { _ in () }, body: { _, i in try body(i) })
}

/// The results of `body` for 0 ..< count in order, computed on up to `threads`
/// threads. Errors as for `parallelForEach`.
public func parallelMap<Result>(
  count: Int, threads: Int, body: @Sendable (Int) throws -> Result
) throws -> [Result] {
  let results = UnsafeMutablePointer<Result?>.allocate(capacity: max(1, count))
  results.initialize(repeating: nil, count: count)
  defer {
    results.deinitialize(count: count)
    results.deallocate()
  }
  nonisolated(unsafe) let places = results
  try parallelForEach(count: count, threads: threads) { i in places[i] = try body(i) }
  return (0..<count).compactMap { results[$0] }
}

/// How many threads to use when nobody says: the cores that the process may run on.
public func defaultThreads() -> Int { max(1, ProcessorCount.active) }

/// The counter and the first error of one run.
private final class ParallelRun: Sendable {
  private let count: Int
  private let taken = Atomic<Int>(0)
  /// Lowest item that has failed so far; items after it need not start.
  private let failedAt = Atomic<Int>(.max)
  private let error = Mutex<(any Error)?>(nil)

  private let stop: StopRequest?

  init(count: Int, stop: StopRequest?) {
    self.count = count
    self.stop = stop
  }

  /// The next item, nil when there is none. Items are handed out in order, so
  /// every item below a failed one has been handed out and will be finished.
  func next() -> Int? {
    do { try stop?.check() } catch {
      failed(at: -1, error)
      return nil
    }
    let i = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return i < count && i < failedAt.load(ordering: .acquiring) ? i : nil
  }

  func failed(at item: Int, _ e: any Error) {
    error.withLock { held in
      if item < failedAt.load(ordering: .acquiring) {
        failedAt.store(item, ordering: .releasing)
        held = e
      }
    }
  }

  var firstError: (any Error)? { error.withLock { $0 } }
}
