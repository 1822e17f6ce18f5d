import Tabular

/// The checksum of one file that is being written, as far as its full blocks have come.
final class OutputSum: @unchecked Sendable {
  // Unchecked: the sums belong to who has made it busy, the rest to the queue's monitor.
  fileprivate var own = BlockChecksum()
  /// Where the processor has nothing by which two are faster than one after the other.
  private var library = Checksum()
  fileprivate var isBusy = false
  /// Blocks that wait or are being summed.
  fileprivate var left = 0

  fileprivate func update(_ block: UnsafeRawBufferPointer) {
    if BlockChecksum.level > 0 { own.update(block) } else { library.update(block) }
  }

  fileprivate static func update(
    _ a: OutputSum, _ x: UnsafeRawBufferPointer, _ b: OutputSum, _ y: UnsafeRawBufferPointer
  ) {
    if x.count == y.count, BlockChecksum.level > 0 {
      BlockChecksum.update(&a.own, x, &b.own, y)
    } else {
      a.update(x)
      b.update(y)
    }
  }

  /// The checksum of all blocks and of `rest` after them. Only when the queue has been waited for.
  func hex(rest: UnsafeRawBufferPointer) -> String {
    if BlockChecksum.level > 0 { return own.hex(rest: rest) }
    var all = library
    all.update(rest)
    return all.hex()
  }
}

/// Sums the blocks of a run's files, each file's in order, while who handed them in goes
/// on; blocks of two files together where they wait. Several threads may use it.
final class SumQueue: @unchecked Sendable {
  // Unchecked: everything is read and written inside the monitor.
  fileprivate struct Work {
    var sum: OutputSum
    var block: UnsafeRawBufferPointer
    var then: @Sendable () -> Void
  }
  private let monitor = Monitor()
  private var waiting: [Work] = []
  /// One thread sums two files' blocks faster than two threads; only what is too much for one is for others.
  private let workers = (0..<4).map { _ in SerialQueue() }
  private var atWork = [false, false, false, false]
  /// So many blocks of one file wait for another file's to be summed with. Far fewer than may be on
  /// their way (`DiskQueue`), so that nobody waits for room that only they could give.
  private static let patience = BlockChecksum.level > 0 ? 2 : 0
  /// So many wait for the walkers. With the two that these may have in hand still far fewer than may be on their way.
  private static let leftToWalkers = 5
  /// How many take blocks in between their own work (`Walk`).
  private var walkers = 0
  /// Who waits for a file: then no block does.
  private var inHurry = 0

  /// - Parameters:
  ///   - block: a multiple of 64 bytes, good until `then` is called.
  ///   - then: is called when it has been summed, before the file's next block is.
  func add(_ sum: OutputSum, _ block: UnsafeRawBufferPointer, then: @escaping @Sendable () -> Void) {
    monitor.enter()
    sum.left += 1
    waiting.append(Work(sum: sum, block: block, then: then))
    leaveAndWake()
  }

  /// Returns when all blocks of a file that have been handed in are summed.
  func wait(_ sum: OutputSum) {
    monitor.enter()
    inHurry += 1
    leaveAndWake()
    monitor.enter()
    while sum.left > 0 { monitor.wait() }
    inHurry -= 1
    monitor.leave()
  }

  /// Inside: leaves, and sets a worker to work for whom there is something to do, if one is idle.
  private func leaveAndWake() {
    var woken: Int?
    if let idle = atWork.firstIndex(of: false), next(besides: idle) != nil {
      atWork[idle] = true
      woken = idle
    }
    monitor.leave()
    // Where there is no thread for it this is done now.
    if let woken { workers[woken].add { self.work(woken) } }
  }

  /// Inside: the places of what a worker is to sum next: two files' blocks, or one that need not wait.
  private func next(besides me: Int) -> (first: Int, other: Int?)? {
    guard let first = waiting.firstIndex(where: { !$0.sum.isBusy }) else { return nil }
    if walkers > 0, inHurry == 0, waiting.count <= SumQueue.leftToWalkers { return nil }
    let file = waiting[first].sum
    let other = waiting.indices.first { $0 > first && !waiting[$0].sum.isBusy && waiting[$0].sum !== file }
    if other != nil { return (first, other) }
    // What is left over is for who is at work anyway, and looks again when that is done.
    if atWork.indices.contains(where: { $0 != me && atWork[$0] }) { return nil }
    let alike = waiting.reduce(0) { $0 + ($1.sum === file ? 1 : 0) }
    return inHurry > 0 || alike > SumQueue.patience ? (first, nil) : nil
  }

  private func work(_ me: Int) {
    monitor.enter()
    while let (first, other) = next(besides: me) {
      let b = other.map { waiting.remove(at: $0) }
      let a = waiting.remove(at: first)
      a.sum.isBusy = true
      b?.sum.isBusy = true
      monitor.leave()
      if let b { OutputSum.update(a.sum, a.block, b.sum, b.block) } else { a.sum.update(a.block) }
      a.then()
      b?.then()
      monitor.enter()
      for done in [a, b] {
        done?.sum.isBusy = false
        done?.sum.left -= 1
      }
      monitor.tellAll()
    }
    atWork[me] = false
    monitor.leave()
  }
}

extension SumQueue {
  /// One who sums blocks step by step between other work of its own, which costs less than to do it at a
  /// stretch (`ChecksumSteps`). One thread owns it; `rest` is to be called before it waits for anything.
  struct Walk: ~Copyable {
    var steps = ChecksumSteps()
    private var work: Work?
    private let queue: SumQueue?
    /// Whether the queue had nothing when it was asked last.
    private var foundNone = false

    /// - Parameter queue: nil: there is nothing to sum.
    init(_ queue: SumQueue?) {
      // Without the processor's help there are no steps.
      self.queue = BlockChecksum.level > 0 ? queue : nil
      self.queue?.joined(1)
    }

    deinit {
      putBack()
      queue?.joined(-1)
    }

    /// Gets a block to sum if there is none in hand. To be called often.
    @inline(__always)
    mutating func goOn() {
      if steps.left == 0, !foundNone { next() }
    }

    @inline(never)
    private mutating func next() {
      rest()
      guard let queue, let taken = queue.take() else {
        foundNone = true
        return
      }
      work = taken
      steps = taken.sum.own.steps(taken.block)
    }

    /// Leaves what is left of the block in hand to others, and looks anew the next time.
    mutating func rest() {
      putBack()
      work = nil
      steps = ChecksumSteps()
      foundNone = false
    }

    private func putBack() {
      guard let work, let queue else { return }
      work.sum.own.took(steps, of: work.block)
      queue.giveBack(work, left: steps.left * ChecksumSteps.block)
    }
  }

  private func joined(_ change: Int) {
    monitor.enter()
    walkers += change
    monitor.leave()
  }

  /// A block that is the next of its file.
  private func take() -> Work? {
    monitor.enter()
    defer { monitor.leave() }
    guard let i = waiting.firstIndex(where: { !$0.sum.isBusy }) else { return nil }
    let w = waiting.remove(at: i)
    w.sum.isBusy = true
    return w
  }

  /// - Parameter left: so many bytes of the block, its last, are not summed.
  private func giveBack(_ work: Work, left: Int) {
    if left == 0 { work.then() }
    monitor.enter()
    work.sum.isBusy = false
    if left == 0 {
      work.sum.left -= 1
    } else {
      // Before all others of its file.
      var rest = work
      rest.block = UnsafeRawBufferPointer(rebasing: work.block[(work.block.count - left)...])
      waiting.insert(rest, at: 0)
    }
    monitor.tellAll()
    leaveAndWake()
  }
}
