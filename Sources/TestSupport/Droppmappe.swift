import Glibc

/// A drop of a test's own in the system's temporary folder, gone after the test.
public final class Droppmappe {
  /// The folder's path.
  public let sti: String

  /// - Parameter filer: paths in the drop and what stands there.
  public init(_ filer: [(String, [UInt8])] = []) {
    let under = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var mal = Array((under + "/nir-drop-XXXXXX").utf8CString)
    sti = mkdtemp(&mal).map { String(cString: $0) } ?? "/nonexistent"
    for (navn, bytes) in filer { skriv(navn, bytes) }
  }

  deinit { Droppmappe.fjern(sti) }

  private static func fjern(_ sti: String) {
    if let mappe = opendir(sti) {
      var navn: [String] = []
      while let e = readdir(mappe) {
        navn.append(withUnsafeBytes(of: &e.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
      }
      closedir(mappe)
      for n in navn where n != "." && n != ".." { fjern(sti + "/" + n) }
      rmdir(sti)
    } else {
      unlink(sti)
    }
  }

  /// Where a file of the drop lies.
  public func full(_ navn: String) -> String { sti + "/" + navn }

  /// Writes a file; the folders above it are made.
  public func skriv(_ navn: String, _ bytes: [UInt8]) {
    var mappe = sti
    for del in navn.split(separator: "/").dropLast() {
      mappe += "/" + del
      mkdir(mappe, 0o755)
    }
    let fd = open(full(navn), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard fd >= 0 else { return }
    defer { close(fd) }
    var skrevet = 0
    while skrevet < bytes.count {
      let n = bytes.withUnsafeBytes { b in b.baseAddress.map { write(fd, $0 + skrevet, bytes.count - skrevet) } ?? 0 }
      if n <= 0 { return }
      skrevet += n
    }
  }

  public func skriv(_ navn: String, _ tekst: String) { skriv(navn, Array(tekst.utf8)) }
}
