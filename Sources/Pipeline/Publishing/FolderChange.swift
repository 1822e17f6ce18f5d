import Glibc

/// One change of an output folder that either is done or is not, whenever the
/// machine stops. Publishing is a list of these, so that what a reader sees can be
/// told for every place between two of them.
enum FolderChange: Equatable, Sendable {
  case makeFolder([UInt8])
  /// A second name for a file's bytes; a copy where the file system has no such names.
  case hardLink(from: [UInt8], to: [UInt8])
  /// For files that others may write to after the run.
  case copy(from: [UInt8], to: [UInt8])
  /// A symbolic link under a name that is free.
  case link([UInt8], to: [UInt8])
  /// Takes the place of what stands there, at once.
  case rename(from: [UInt8], to: [UInt8])
  /// Has a folder's names on the disk.
  case sync([UInt8])
  /// A line at the end of a small file.
  case append([UInt8], String)
  /// Nothing when it is gone already.
  case remove([UInt8])

  /// - Throws: `RunError.ioFailed`.
  func perform() throws(RunError) {
    let (done, path): (Bool, [UInt8]) =
      switch self {
      case .makeFolder(let p): (Posix.makeFolder(p, mode: 0o750), p)
      case .hardLink(let from, let to): (Posix.hardLink(from, to) || Posix.copyFile(from, to), to)
      case .copy(let from, let to): (Posix.copyFile(from, to), to)
      case .link(let p, let target): (Posix.makeLink(p, to: target), p)
      case .rename(let from, let to): (Posix.rename(from, to), to)
      case .sync(let p): (Posix.syncFolder(p), p)
      case .append(let p, let line): (Posix.writeFile(p, Array((line + "\n").utf8), append: true), p)
      case .remove(let p): (Posix.unlink(p) || errno == ENOENT, p)
      }
    guard done else { throw .ioFailed("output \(visiblePath(path)): \(Posix.reason())") }
  }
}
