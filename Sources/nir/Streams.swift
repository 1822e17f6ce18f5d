import Glibc
import Pipeline

/// What the process stands on before any command runs.
enum Streams {
  /// A standard stream that was closed when the program started is taken by what cannot be
  /// read or written: else the next file that is opened got its number, and the log or the
  /// summary would be written into it. A reader that has gone, or a limit on the size of
  /// files, is an error of the write and no end of the process.
  static func guardStandard() {
    for fd in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(fd, F_GETFD) < 0 {
      // The lowest free number is this one. Of the wrong kind, so that a write fails and is told.
      _ = open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    leaveNoTraces()
    needDescriptors()
  }

  /// Should the process fall all the same, what it holds of persons falls with it: no core
  /// file, and no backtrace of the runtime's, which would write registers and memory to the log
  /// (and, short of memory, may hang on it).
  private static func leaveNoTraces() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    for s in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGQUIT] { signal(s, SIG_DFL) }
  }

  /// The system's own thread pool falls where it gets no descriptors.
  private static let fewestDescriptors: rlim_t = 16

  /// Takes as many descriptors as may be had; with too few to work at all the program ends.
  private static func needDescriptors() {
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var now = rlimit()
    guard getrlimit(kind, &now) == 0 else { return }
    if now.rlim_cur < min(now.rlim_max, 4096) {
      now.rlim_cur = min(now.rlim_max, 4096)
      setrlimit(kind, &now)
    }
    guard now.rlim_cur < fewestDescriptors else { return }
    Console.error("too few open files are allowed: \(now.rlim_cur), and \(fewestDescriptors) are needed")
    exit(RunError.ioFailed("").exitCode)
  }
}
