/// A file pattern over path bytes, relative to the input root: `*` any bytes of
/// one name, `?` one character of a name, `**` as a whole name any number of
/// folders (also none).
///
/// The matcher walks with one point of return per kind of star, so its time is
/// at most the product of the lengths: no pattern can make it run wild.
public struct Glob: Sendable, Hashable {
  /// As written in the pipeline file.
  public let text: String
  private let segments: [[UInt8]]

  /// Why a text is no pattern.
  public enum Fault: Error, Equatable, Sendable {
    case empty, absolute, outOfRoot, emptyName
    case unsupported(Character)

    /// For a message: «is …».
    public var reason: String {
      switch self {
      case .empty: "is empty"
      case .absolute: "is absolute: patterns are relative to the input root"
      case .outOfRoot: "points out of the input root: `.` and `..` are not allowed"
      case .emptyName: "has an empty name between two `/`"
      case .unsupported(let c): "holds `\(c)`: only `*`, `**` and `?` are known"
      }
    }
  }

  public init(_ text: String) throws(Fault) {
    guard !text.isEmpty else { throw .empty }
    guard !text.hasPrefix("/") else { throw .absolute }
    for c in text where "[]{}\\!".contains(c) { throw .unsupported(c) }
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
    for p in parts {
      if p.isEmpty { throw .emptyName }
      if p == Array(".".utf8) || p == Array("..".utf8) { throw .outOfRoot }
    }
    self.text = text
    segments = parts
  }

  private static let anyFolders = Array("**".utf8)

  /// Whether a path (relative to the input root) fits.
  public func matches(_ path: [UInt8]) -> Bool {
    let names = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
    var p = 0
    var n = 0
    var back: (pattern: Int, name: Int)?
    while n < names.count {
      if p < segments.count, segments[p] == Glob.anyFolders {
        back = (p, n)
        p += 1
      } else if p < segments.count, Glob.nameMatches(segments[p], names[n]) {
        p += 1
        n += 1
      } else if let b = back {
        back = (b.pattern, b.name + 1)
        p = b.pattern + 1
        n = b.name + 1
      } else {
        return false
      }
    }
    // `**` at the end wants at least the file's own name: `a/**` is not `a`.
    return p == segments.count
  }

  private static func nameMatches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var p = 0
    var n = 0
    var back: (pattern: Int, name: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        back = (p, n)
        p += 1
      } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") {
        p += 1
        n = afterCharacter(name, n)
      } else if p < pattern.count, pattern[p] == name[n] {
        p += 1
        n += 1
      } else if let b = back {
        back = (b.pattern, b.name + 1)
        p = b.pattern + 1
        n = b.name + 1
      } else {
        return false
      }
    }
    while p < pattern.count, pattern[p] == UInt8(ascii: "*") { p += 1 }
    return p == pattern.count
  }

  /// `?` is one character of UTF-8, or one byte where the name is not UTF-8.
  private static func afterCharacter(_ name: [UInt8], _ i: Int) -> Int {
    guard name[i] >= 0xC0 else { return i + 1 }
    var j = i + 1
    while j < name.count, j < i + 4, name[j] & 0xC0 == 0x80 { j += 1 }
    return j
  }
}
