import Glibc
import Innlesing

/// The files that `nir validate` is to read: drops, folders and single files, each file once.
struct ValidationInput {
  var listing: DropListing
  /// Whether the paths are those of one drop, as `avvik.csv` of a night's run has them.
  var isDrop: Bool

  /// - Parameters:
  ///   - paths: as given on the command line.
  ///   - patterns: of a pipeline file; nil: the layout of `formats.md`.
  ///   - root: the pipeline's input folder, from which patterns are seen.
  ///   - type: what every single file is, whatever it is called.
  init(paths: [String], patterns: FilePatterns?, root: String?, type: Inndatatype?) throws(RunError) {
    if paths.count == 1, ValidationInput.isFolder(paths[0]) {
      let read = try ValidationInput.folder(paths[0], patterns)
      listing = read
      isDrop = true
      return
    }
    var files: [DropFile] = []
    var refused: [DropListing.Refused] = []
    var seen: Set<[UInt8]> = []
    for path in paths {
      let name = Array(path.utf8)
      guard !name.isEmpty, !name.contains(0), let status = Posix.status(name) else {
        throw .noInput("\(visiblePath(name)): \(Posix.reason())")
      }
      if Posix.isFolder(status) {
        let read = try ValidationInput.folder(path, patterns)
        for f in read.files {
          let full = Posix.join(read.root, f.path)
          if seen.insert(Posix.resolved(full) ?? full).inserted { files.append(DropFile(path: full, type: f.type, size: f.size, target: f.target)) }
        }
        refused += read.refused.map { .init(path: Posix.join(read.root, $0.path), reason: $0.reason, type: $0.type) }
        continue
      }
      guard Posix.isRegular(status) else { throw .noInput("\(visiblePath(name)) is neither a file nor a folder") }
      guard seen.insert(Posix.resolved(name) ?? name).inserted else { continue }
      let told = type ?? ValidationInput.type(of: name, patterns, root)
      // What somebody names on the command line may be a link.
      files.append(DropFile(path: name, type: told, size: Int(status.st_size), target: Posix.resolved(name)))
    }
    listing = DropListing(
      root: [], files: files.sorted { $0.path.lexicographicallyPrecedes($1.path) },
      refused: refused.sorted { $0.path.lexicographicallyPrecedes($1.path) })
    isDrop = false
  }

  /// Whether anybody says who is known.
  var hasRegister: Bool { listing.files.contains { $0.type.map { !$0.erKommunal } ?? false } }
  var hasVedtak: Bool { listing.files.contains { $0.type == .vedtak } }

  private static func isFolder(_ path: String) -> Bool {
    Posix.status(Array(path.utf8)).map(Posix.isFolder) ?? false
  }

  /// A drop's folder, or one inside a drop: `drop/kommune/3024` is told by what lies above it.
  private static func folder(_ path: String, _ patterns: FilePatterns?) throws(RunError) -> DropListing {
    let read = try DropListing.read(root: path, patterns: patterns ?? .dropLayout)
    let tops = read.files.contains { $0.path.split(separator: UInt8(ascii: "/")).first.map(FileTyping.isTop) ?? false }
    guard patterns == nil, !tops else { return read }
    let files = read.files.map { f in
      DropFile(path: f.path, type: FileTyping.type(of: Posix.join(read.root, f.path)), size: f.size, target: f.target)
    }
    return DropListing(root: read.root, files: files, refused: read.refused)
  }

  /// The type of a single file: by the pipeline's patterns from its input folder, else as in a drop.
  private static func type(of name: [UInt8], _ patterns: FilePatterns?, _ root: String?) -> Inndatatype? {
    guard let patterns, patterns != .dropLayout else { return FileTyping.type(of: name) }
    if let root, let folder = Posix.resolved(Array(root.utf8)), let full = Posix.resolved(name),
      full.starts(with: folder + [UInt8(ascii: "/")])
    {
      return patterns.type(of: Array(full.dropFirst(folder.count + 1)))
    }
    return patterns.type(of: name)
  }
}
