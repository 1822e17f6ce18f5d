import Glibc

/// What standard output is: how wide, and whether escape codes help there.
public struct Terminal: Sendable {
  /// Columns to fit in; nil: as many as the text needs.
  public let width: Int?
  /// Whether dim and bold may be used.
  public let styled: Bool

  /// What has been found out, or what a test wants.
  public init(width: Int?, styled: Bool) {
    self.width = width
    self.styled = styled
  }

  /// Whether somebody looks at standard error: only then is progress of use to a
  /// command whose answer is on standard output.
  public static var standardErrorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Asks the surroundings: `COLUMNS` stands over the window's own width; a pipe or
  /// file is neither cut nor coloured, `NO_COLOR` and `TERM=dumb` are honoured.
  public static func standardOutput() -> Terminal {
    let tty = isatty(STDOUT_FILENO) == 1
    func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    var width = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    if width == nil, tty {
      var size = winsize()
      if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { width = Int(size.ws_col) }
    }
    let plain = !(environment("NO_COLOR") ?? "").isEmpty || (environment("TERM") ?? "dumb") == "dumb"
    return Terminal(width: width, styled: tty && !plain)
  }
}
