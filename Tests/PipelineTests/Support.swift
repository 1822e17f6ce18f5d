import Glibc

@testable import Pipeline

/// A folder of a test's own under the system's temporary folder, gone after it.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/nir-test-XXXXXX").utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
  }

  deinit { TemporaryFolder.remove(Array(path.utf8)) }

  private static func remove(_ path: [UInt8]) {
    if let s = Posix.status(path, followLinks: false), Posix.isFolder(s) {
      _ = Posix.withPath(path) { chmod($0, 0o700) }
      for n in Posix.names(in: path) ?? [] { remove(Posix.join(path, n)) }
      _ = Posix.withPath(path) { rmdir($0) }
    } else {
      _ = Posix.withPath(path) { unlink($0) }
    }
  }

  func full(_ name: [UInt8]) -> [UInt8] { Posix.join(Array(path.utf8), name) }

  /// Writes a file; folders above it are made.
  func write(_ name: [UInt8], _ bytes: [UInt8] = []) {
    let p = full(name)
    if let cut = p.lastIndex(of: UInt8(ascii: "/")) { _ = Posix.makeFolders(Array(p[..<cut]), mode: 0o755) }
    let fd = Posix.withPath(p) { open($0, O_WRONLY | O_CREAT | O_TRUNC, 0o644) }
    if fd >= 0 {
      _ = bytes.withUnsafeBytes { Posix.write(fd, $0) }
      close(fd)
    }
  }

  func write(_ name: String, _ text: String = "") { write(Array(name.utf8), Array(text.utf8)) }

  func read(_ name: String) -> String? {
    Posix.read(full(Array(name.utf8)), limit: 1 << 30).map { String(decoding: $0, as: UTF8.self) }
  }

  func names(_ folder: String = "") -> [String] {
    (Posix.names(in: full(Array(folder.utf8))) ?? []).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  /// The names that somebody who looks into a folder sees.
  func visible(_ folder: String = "") -> [String] { names(folder).filter { !$0.hasPrefix(".") } }
}
