import ArgumentParser
import Glibc
import Pipeline

/// Standard output and error of the command line.
enum Console {
  /// Writes to standard output. A reader that has gone (`nir … | head`) or a full
  /// disk is 74, never a silent loss.
  static func out(_ text: String) { out(Array(text.utf8)) }

  /// The same of bytes as they are.
  static func out(_ bytes: [UInt8]) {
    guard write(STDOUT_FILENO, bytes) else {
      error("standard output: \(String(cString: strerror(errno)))")
      exit(RunError.ioFailed("").exitCode)
    }
  }

  /// Writes bytes to standard output; what fails is 74.
  static func out(bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      guard let base = bytes.baseAddress else { return }
      let n = Glibc.write(STDOUT_FILENO, base + done, bytes.count - done)
      if n < 0 {
        if errno == EINTR { continue }
        throw RunError.ioFailed("standard output: \(String(cString: strerror(errno)))")
      }
      done += n
    }
  }

  static func error(_ message: String) { _ = write(STDERR_FILENO, Array("nir: \(message)\n".utf8)) }

  private static func write(_ fd: Int32, _ bytes: [UInt8]) -> Bool {
    var done = 0
    while done < bytes.count {
      let n = bytes.withUnsafeBytes { p in p.baseAddress.map { Glibc.write(fd, $0 + done, p.count - done) } ?? 0 }
      if n < 0 {
        if errno == EINTR { continue }
        return false
      }
      done += n
    }
    return true
  }
}

/// Runs a command's work and turns a `RunError` into its message and exit code.
/// Anything else is a fault of the program's own: only its kind is named, since
/// its text could hold what an input file says.
func reportingErrors(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let e as RunError {
    Console.error(e.message)
    throw ExitCode(e.exitCode)
  } catch let e as ExitCode {
    throw e
  } catch {
    Console.error("internal fault (\(type(of: error)))")
    throw ExitCode(RunError.internalFault("").exitCode)
  }
}
