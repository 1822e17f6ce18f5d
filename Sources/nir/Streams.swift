import Glibc

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
  }
}
