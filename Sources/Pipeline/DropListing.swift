import Glibc
import Innlesing

/// Which files of a drop belong to which input type.
public enum FilePatterns: Sendable, Hashable {
  /// The drop layout of `formats.md`: `folkeregister/`, `udi/`, `kommune/`.
  case dropLayout
  /// What a pipeline file names: the first entry that fits holds.
  case named([Entry])

  public struct Entry: Sendable, Hashable {
    public var type: Inndatatype
    public var globs: [Glob]
    public init(type: Inndatatype, globs: [Glob]) {
      self.type = type
      self.globs = globs
    }
  }

  /// The input type of a file by its path in the drop; nil: `FIL_UKJENT_TYPE`.
  public func type(of path: [UInt8]) -> Inndatatype? {
    switch self {
    case .named(let entries):
      return entries.first { $0.globs.contains { $0.matches(path) } }?.type
    case .dropLayout:
      guard let (top, name) = FilePatterns.ends(path) else { return nil }
      if top.elementsEqual(FilePatterns.folkeregister) { return .folkeregister }
      if top.elementsEqual(FilePatterns.udi) { return .udi }
      guard top.elementsEqual(FilePatterns.kommune) else { return nil }
      let prefix = FilePatterns.letters(name)
      return FilePatterns.kommunal.first { $0.name.count == prefix.count && prefix.elementsEqual($0.name) }?.type
    }
  }

  private static let folkeregister = Array("folkeregister".utf8)
  private static let udi = Array("udi".utf8)
  private static let kommune = Array("kommune".utf8)
  /// The types that kommuner send, by the name that their files begin with.
  private static let kommunal = Inndatatype.allCases.filter(\.erKommunal).map { (name: Array($0.navn.utf8), type: $0) }

  /// The outermost folder and the file's name; nil where there is no folder.
  private static func ends(_ path: [UInt8]) -> (top: ArraySlice<UInt8>, name: ArraySlice<UInt8>)? {
    let slash = UInt8(ascii: "/")
    if path.first == slash || path.last == slash {
      let names = path.split(separator: slash)
      guard names.count >= 2, let top = names.first, let name = names.last else { return nil }
      return (top, name)
    }
    guard let first = path.firstIndex(of: slash), let last = path.lastIndex(of: slash) else { return nil }
    return (path[..<first], path[(last + 1)...])
  }

  /// The letters that a name begins with; a byte that is no UTF-8 is no letter.
  private static func letters(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var i = name.startIndex
    var decoder = UTF8()
    while i < name.endIndex {
      if name[i] < 0x80 {
        guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(name[i] | 0x20) else { break }
        i += 1
        continue
      }
      var rest = name[i...].makeIterator()
      decoder = UTF8()
      guard case .scalarValue(let s) = decoder.decode(&rest), s.properties.isAlphabetic else { break }
      i += UTF8.width(s)
    }
    return name[..<i]
  }
}

/// A file of a drop.
public struct DropFile: Sendable, Hashable {
  /// Path in the drop, `/` between names: bytes, because a name need not be UTF-8.
  public var path: [UInt8]
  /// nil when no input of the pipeline wants the file.
  public var type: Inndatatype?
  public var size: Int
  /// Where a link in the drop ended when the drop was listed: that is opened, and what
  /// the name has become since is not followed. nil: the path is no link.
  public var target: [UInt8]?

  public init(path: [UInt8], type: Inndatatype?, size: Int, target: [UInt8]? = nil) {
    self.path = path
    self.type = type
    self.size = size
    self.target = target
  }

  /// The path for people.
  public var visible: String { visiblePath(path) }
}

/// What a drop holds, found once at the start of a run.
public struct DropListing: Sendable {
  /// Something in the drop that is not read, and why.
  public struct Refused: Sendable, Hashable {
    public enum Reason: String, Sendable {
      case unreadableFolder = "folder cannot be read"
      case linkOutOfDrop = "symbolic link out of the drop"
      case brokenLink = "symbolic link to nothing"
      case folderLoop = "symbolic link to a folder above it"
      case notAFile = "neither file nor folder"
    }
    public var path: [UInt8]
    public var reason: Reason
    /// The type that the path would have as a file.
    public var type: Inndatatype?
  }

  /// The drop's folder as given.
  public let root: [UInt8]
  /// Every file by the bytes of its path in the drop. Hidden files and `README*`
  /// are not among them.
  public let files: [DropFile]
  /// By the bytes of the path.
  public let refused: [Refused]

  /// Where a file stands on disk.
  public func fullPath(_ file: DropFile) -> [UInt8] {
    // Without a root the paths are those that the caller gave.
    file.target ?? (root.isEmpty ? file.path : Posix.join(root, file.path))
  }

  /// Files of a type in input order.
  public func files(of type: Inndatatype) -> [DropFile] { files.filter { $0.type == type } }

  /// Files in input order: types in the order of `Inndatatype`, inside a type
  /// by the bytes of the path, those without a type last.
  public var inInputOrder: [DropFile] {
    Inndatatype.allCases.flatMap { files(of: $0) } + files.filter { $0.type == nil }
  }

  /// Walks a drop. A link is followed only where it ends inside the drop.
  public static func read(root: String, patterns: FilePatterns) throws(RunError) -> DropListing {
    let path = Array(root.utf8)
    guard !path.isEmpty, !path.contains(0), let real = Posix.resolved(path), let s = Posix.status(path) else {
      throw .noInput("input folder \(visiblePath(path)): \(Posix.reason())")
    }
    guard Posix.isFolder(s) else { throw .noInput("input \(visiblePath(path)) is not a folder") }
    var walk = Walk(root: path, real: real, patterns: patterns)
    let readable = walk.folder([], above: [FolderID(s)])
    if let fault = walk.fault { throw fault }
    guard readable else {
      throw .noInput("input folder \(visiblePath(path)) cannot be read: \(Posix.reason())")
    }
    let files = walk.files
    let order = files.indices.sorted { Posix.precedes(files[$0].path, files[$1].path) }
    return DropListing(
      root: path, files: order.map { files[$0] },
      refused: walk.refused.sorted { Posix.precedes($0.path, $1.path) })
  }
}

private struct FolderID: Hashable {
  let device: dev_t
  let inode: ino_t
  init(_ s: stat) {
    device = s.st_dev
    inode = s.st_ino
  }
}

private struct Walk {
  let root: [UInt8]
  let real: [UInt8]
  let patterns: FilePatterns
  var files: [DropFile] = []
  var refused: [DropListing.Refused] = []
  /// The machine's fault, not the drop's: nothing can be said of what the drop holds.
  var fault: RunError?

  /// Notes a fault of the machine's; false when it is the drop's.
  private mutating func blameMachine(_ path: [UInt8]) -> Bool {
    let number = errno
    guard Posix.isMachineFault(number) else { return false }
    fault = .ioFailed("input folder \(visiblePath(root)): \(visiblePath(path)): \(Posix.reason(number))")
    return true
  }

  mutating func refuse(_ path: [UInt8], _ reason: DropListing.Refused.Reason) {
    refused.append(.init(path: path, reason: reason, type: patterns.type(of: path)))
  }

  /// False with `errno` set when the folder itself cannot be read.
  mutating func folder(_ path: [UInt8], above: Set<FolderID>) -> Bool {
    let entries: [Posix.Entry]?
    do throws(RunError) {
      entries = try run { try Posix.entries(in: path.isEmpty ? root : Posix.join(root, path)) }
    } catch {
      fault = error
      return true
    }
    guard let entries else { return false }
    for e in entries {
      entry(path.isEmpty ? e.name : Posix.join(path, e.name), e, above: above)
    }
    return true
  }

  private mutating func entry(_ path: [UInt8], _ e: Posix.Entry, above: Set<FolderID>) {
    let name = e.name
    guard let link = e.status else {
      errno = e.error
      if blameMachine(path) { return }
      // Gone since the folder was listed, or not ours to see.
      refuse(path, .notAFile)
      return
    }
    var s = link
    var end: [UInt8]?
    if Posix.isLink(link) {
      let full = Posix.join(root, path)
      guard let target = Posix.resolved(full), let t = Posix.status(target) else {
        if blameMachine(path) { return }
        refuse(path, .brokenLink)
        return
      }
      guard target.starts(with: real + [UInt8(ascii: "/")]) || target == real || real == [UInt8(ascii: "/")] else {
        refuse(path, .linkOutOfDrop)
        return
      }
      s = t
      end = target
    }
    if Posix.isFolder(s) {
      guard !above.contains(FolderID(s)) else {
        refuse(path, .folderLoop)
        return
      }
      if !folder(path, above: above.union([FolderID(s)])), !blameMachine(path) { refuse(path, .unreadableFolder) }
    } else if name.starts(with: "README".utf8) {
      return
    } else if Posix.isRegular(s) {
      files.append(DropFile(path: path, type: patterns.type(of: path), size: Int(s.st_size), target: end))
    } else {
      // A pipe or device: opening it could wait for ever.
      refuse(path, .notAFile)
    }
  }
}
