import Glibc

/// Where output files leave their full blocks: the disk's work goes on beside the run's
/// own, and a block's memory is used again.
final class DiskQueue: Sendable {
  /// Bytes of a block: large, so that the disk is asked seldom; whole pages, so that
  /// it can take them past the page cache.
  static let block = 1 << 20
  private static let page = 4096
  /// Blocks on their way; who is faster than the disk waits.
  private static let atMost = 12

  /// Two: the disk takes a third more in the same time when it is asked for two blocks at once.
  private let writers = [SerialQueue(), SerialQueue()]
  /// The checksums of all files.
  let sums = SumQueue()
  private let onTheirWay = Permits(atMost)
  private struct Free: @unchecked Sendable {
    // Unchecked: memory that nobody points into.
    var blocks: [UnsafeMutableRawPointer] = []
  }
  private let free = Locked(Free())

  deinit {
    free.withLock { (f: inout Free) in
      for b in f.blocks { Glibc.free(b) }
      f.blocks = []
    }
  }

  /// Memory of `block` bytes that begins on a page; nil when there is none.
  func memory() -> UnsafeMutableRawPointer? {
    if let used = free.withLock({ $0.blocks.popLast() }) { return used }
    var p: UnsafeMutableRawPointer?
    return posix_memalign(&p, DiskQueue.page, DiskQueue.block) == 0 ? p : nil
  }

  func giveBack(_ memory: UnsafeMutableRawPointer) {
    let kept = free.withLock { (f: inout Free) in
      if f.blocks.count >= DiskQueue.atMost { return false }
      f.blocks.append(memory)
      return true
    }
    if !kept { Glibc.free(memory) }
  }

  /// Waits until there is room for one more block under way.
  func takePlace() { onTheirWay.take() }
  func leavePlace() { onTheirWay.giveBack() }

  /// Has the disk's work done for the block at `place` of a file, in no order.
  func add(at place: Int, _ work: @escaping @Sendable () -> Void) {
    writers[place / DiskQueue.block % writers.count].add(work)
  }
}

/// A file that is being written beside its place. It counts its bytes and their
/// checksum as they come. One thread at a time may use it.
///
/// Full blocks go to the disk past the page cache where the file system can do
/// that: a night's outputs are written once and read by others, much later, and
/// copying them into the cache to flush them from there cost a tenth of the run.
public final class OutputFile {
  public let name: String
  /// Bytes written so far.
  public private(set) var size = 0
  /// Whether all of it is known to be on the disk.
  private(set) var isOnDisk = false
  private let disk: DiskQueue
  private var fd: Int32
  private var memory: UnsafeMutableRawPointer?
  private var used = 0
  /// Bytes handed to the queue.
  private var sent = 0
  private let behind = Behind()
  /// The checksum when so many bytes had been written.
  private var summed: (size: Int, sum: String)?

  /// What the queues' work changes.
  private final class Behind: @unchecked Sendable {
    // Unchecked: `direct` belongs to the queue of sums until it has been waited for, the rest to the monitor.
    let sum = OutputSum()
    var direct = false
    private let monitor = Monitor()
    private var left = 0
    private var firstError: Int32 = 0

    /// The first error of the disk's; 0: none.
    var error: Int32 {
      monitor.enter()
      defer { monitor.leave() }
      return firstError
    }
    func failed(_ number: Int32) {
      monitor.enter()
      if firstError == 0 { firstError = number }
      monitor.leave()
    }
    /// A block is on its way; it has come.
    func sent() {
      monitor.enter()
      left += 1
      monitor.leave()
    }
    func came() {
      monitor.enter()
      left -= 1
      if left == 0 { monitor.tellAll() }
      monitor.leave()
    }
    /// Returns when all have come.
    func wait() {
      monitor.enter()
      while left > 0 { monitor.wait() }
      monitor.leave()
    }
  }

  init(name: String, fd: Int32, disk: DiskQueue) {
    self.name = name
    self.fd = fd
    self.disk = disk
  }

  deinit { discard() }

  /// Checksum of all that has been written.
  public var sha256: String {
    if let summed, summed.size == size { return summed.sum }
    if sent > 0 { disk.sums.wait(behind.sum) }
    let sum = behind.sum.hex(rest: UnsafeRawBufferPointer(start: memory, count: used))
    summed = (size, sum)
    return sum
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws(RunError) {
    guard fd >= 0 else { throw .internalFault("output file \(visiblePath(name.utf8)) is closed") }
    guard let base = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      if memory == nil { memory = disk.memory() }
      guard let memory else { throw failure(ENOMEM) }
      let n = min(bytes.count - done, DiskQueue.block - used)
      (memory + used).copyMemory(from: base + done, byteCount: n)
      used += n
      done += n
      if used == DiskQueue.block { send(memory) }
    }
    size += bytes.count
  }

  public func write(_ bytes: [UInt8]) throws(RunError) {
    // `withUnsafeBytes` cannot carry a typed error on, so it comes out as a value.
    let result = bytes.withUnsafeBytes { p in Result { () throws(RunError) in try self.write(p) } }
    try result.get()
  }

  public func write(_ text: String) throws(RunError) { try write(Array(text.utf8)) }

  /// Hands the full block to the queue.
  private func send(_ block: UnsafeMutableRawPointer) {
    memory = nil
    used = 0
    let at = sent
    sent += DiskQueue.block
    let behind = self.behind
    let disk = self.disk
    let fd = self.fd
    nonisolated(unsafe) let block = block
    disk.takePlace()
    behind.sent()
    disk.sums.add(behind.sum, UnsafeRawBufferPointer(start: block, count: DiskQueue.block)) {
      if at == 0 { behind.direct = Posix.setDirect(fd, true) }
      disk.add(at: at) {
        if behind.error == 0 {
          behind.failed(Posix.put(fd, UnsafeRawBufferPointer(start: block, count: DiskQueue.block), at: at))
        }
        disk.giveBack(block)
        disk.leavePlace()
        behind.came()
      }
    }
  }

  /// Returns when every block that was handed in is summed and written.
  private func waitForBlocks() {
    if sent == 0 { return }
    disk.sums.wait(behind.sum)
    behind.wait()
  }

  private func failure(_ number: Int32) -> RunError {
    .ioFailed("output file \(visiblePath(name.utf8)): \(Posix.reason(number))")
  }

  /// Writes what is left, has it on the disk and closes.
  func finish() throws(RunError) {
    guard fd >= 0 else { return }
    try putRest()
    guard fsync(fd) == 0 else { throw failure(errno) }
    isOnDisk = true
    try shut()
  }

  /// Writes what is left and closes, so that the file can be read. To have it on the
  /// disk is left to the publisher, which does that for all files together.
  func shut() throws(RunError) {
    guard fd >= 0 else { return }
    try putRest()
    // Some file systems tell of a full disk only now.
    let r = close(fd)
    fd = -1
    guard r == 0 else { throw failure(errno) }
  }

  /// Waits for the blocks under way and writes the last, which is not full.
  private func putRest() throws(RunError) {
    waitForBlocks()
    if let memory {
      let rest = UnsafeRawBufferPointer(start: memory, count: used)
      _ = sha256
      if behind.direct { _ = Posix.setDirect(fd, false) }
      if behind.error == 0 { behind.failed(Posix.put(fd, rest, at: sent, piece: Posix.cachePiece)) }
      disk.giveBack(memory)
      self.memory = nil
      used = 0
    }
    let error = behind.error
    guard error == 0 else { throw failure(error) }
  }

  func discard() {
    waitForBlocks()
    if let memory {
      disk.giveBack(memory)
      self.memory = nil
      used = 0
    }
    if fd >= 0 { close(fd) }
    fd = -1
  }
}
