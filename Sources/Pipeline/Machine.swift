import Glibc

/// What the run asks the machine: cores, clocks, memory.
enum ProcessorCount {
  /// Cores that this process may run on (`taskset`, containers), from the mask
  /// that the kernel shows: `sched_getaffinity` is not in Swift's Glibc.
  static var active: Int {
    if let status = Posix.read(Array("/proc/self/status".utf8), limit: 1 << 16) {
      let key = "Cpus_allowed:"
      for line in String(decoding: status, as: UTF8.self).split(separator: "\n") where line.hasPrefix(key) {
        let bits = line.dropFirst(key.count).reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
        if bits > 0 { return bits }
      }
    }
    return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}

/// A clock that never goes back, in nanoseconds.
public func monotonicNanoseconds() -> UInt64 {
  var t = timespec()
  clock_gettime(CLOCK_MONOTONIC, &t)
  return UInt64(t.tv_sec) * 1_000_000_000 + UInt64(t.tv_nsec)
}

/// The process' peak of resident memory, in bytes. From `/proc`, since what
/// `getrusage` says is inherited from who started the process (`swift run`).
public func peakMemoryBytes() -> Int {
  if let status = Posix.read(Array("/proc/self/status".utf8), limit: 1 << 16) {
    for line in String(decoding: status, as: UTF8.self).split(separator: "\n") where line.hasPrefix("VmHWM:") {
      if let kib = Int(line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first ?? "") {
        return kib * 1024
      }
    }
  }
  var u = rusage()
  // Linux counts ru_maxrss in KiB.
  return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &u) == 0 ? u.ru_maxrss * 1024 : 0
}

/// CPU time (user and system) of the process so far, in nanoseconds.
public func cpuNanoseconds() -> UInt64 {
  var u = rusage()
  guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &u) == 0 else { return 0 }
  return UInt64(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1_000_000_000
    + UInt64(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1000
}

/// The wall clock in UTC as `åååå-mm-ddTtt:mm:ssZ`, for the manifest and the lock.
public func utcNow() -> String { utc(time(nil)) }

/// A moment, in seconds since 1970, in the same form.
func utc(_ seconds: Int) -> String {
  var now = seconds
  var t = tm()
  gmtime_r(&now, &t)
  return stamp(t) + "Z"
}

/// Seconds since 1970 of a moment in that form; nil for any other text.
func epochSeconds(_ text: String) -> Int? {
  // `RunID` reads the same digits without the colons.
  RunID(text.filter { $0 != ":" } + "-1").map(\.seconds)
}

/// Today's date on the machine's own calendar (`TZ`), as year, month and day.
/// The only place where a run asks for today's date: it is then handed down.
func localToday() -> (year: Int, month: Int, day: Int) {
  var now = time(nil)
  var t = tm()
  localtime_r(&now, &t)
  return (Int(t.tm_year) + 1900, Int(t.tm_mon) + 1, Int(t.tm_mday))
}

private func stamp(_ t: tm) -> String {
  func two(_ n: Int32) -> String { n < 10 ? "0\(n)" : "\(n)" }
  return
    "\(Int(t.tm_year) + 1900)-\(two(t.tm_mon + 1))-\(two(t.tm_mday))T\(two(t.tm_hour)):\(two(t.tm_min)):\(two(t.tm_sec))"
}
