import Innlesing

/// The input type of a single file, told from where it lies and what it is called
/// just as in a drop (`formats.md`), so that `drop/kommune/vedtak_3024.csv` may be named alone.
enum FileTyping {
  /// - Parameter path: as given; a relative one is seen from the current folder.
  static func type(of path: [UInt8]) -> Inndatatype? {
    // Not resolved through links: the drop's own names count.
    var full = path
    if path.first != UInt8(ascii: "/"), let here = Posix.resolved([UInt8(ascii: ".")]) { full = Posix.join(here, path) }
    let names = full.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    guard let name = names.last else { return nil }
    // The innermost folder that a drop has decides.
    for i in names.indices.dropLast().reversed() where isTop(names[i]) {
      return FilePatterns.dropLayout.type(of: Array(names[i...].joined(separator: [UInt8(ascii: "/")])))
    }
    if let type = FilePatterns.dropLayout.type(of: Array("kommune/".utf8) + name) { return type }
    return [Inndatatype.folkeregister, .udi].first { type in
      let prefix = Array(type.navn.utf8)
      guard name.starts(with: prefix) else { return false }
      let rest = name.dropFirst(prefix.count)
      return rest.first.map { !($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")) && $0 < 0x80 } ?? true
    }
  }

  /// Whether a folder's name is one of the three that a drop has.
  static func isTop(_ name: some Sequence<UInt8>) -> Bool {
    ["folkeregister", "udi", "kommune"].contains { name.elementsEqual($0.utf8) }
  }
}
