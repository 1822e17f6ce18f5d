import Glibc

/// Where things stand in an output folder:
///
///     .kjoeringer/<id>/           a run's files, whole
///     .kjoeringer/<id>.arbeid/    a run that is going on, or was cut off
///     .kjoeringer/<id>.feilet/    what is left of a run that failed: kjoering.json
///     .kjoeringer/<id>.rydd/      a kept run that is being removed
///     .kjoeringer/kjede           what was published and cleared, in order (`ChainLog`)
///     .gjeldende                  link to .kjoeringer/<id>: the one that is switched
///     <name>                      link to .gjeldende/<name>
///
/// A reader that opens `<name>` so always gets the current run's file, and one
/// `rename` of `.gjeldende` changes them all. Links are relative: the folder may be
/// moved or mounted elsewhere.
struct OutputLayout: Sendable {
  let folder: [UInt8]

  static let runsName = ".kjoeringer"
  static let currentName = ".gjeldende"
  static let chainName = "kjede"
  static let lockName = ".nir-lock"
  /// A file that gets its name by rename; one that is left is nobody's.
  static let temporaryPrefix = ".nir-ny-"
  /// Work folders of programs before 0.2.
  static let oldWorkPrefix = ".nir-tmp-"
  /// What a run says of itself when it begins, in its work folder.
  static let startName = ".start"

  /// What a folder in `.kjoeringer` is.
  enum State: String, CaseIterable {
    case whole = ""
    case working = ".arbeid"
    case failed = ".feilet"
    case removing = ".rydd"
  }

  init(_ folder: [UInt8]) { self.folder = folder }

  /// For messages.
  var shown: String { visiblePath(folder) }
  var runs: [UInt8] { path(OutputLayout.runsName) }
  var current: [UInt8] { path(OutputLayout.currentName) }
  var chain: [UInt8] { Posix.join(runs, Array(OutputLayout.chainName.utf8)) }

  func path(_ name: String) -> [UInt8] { Posix.join(folder, Array(name.utf8)) }

  func run(_ id: RunID, _ state: State = .whole) -> [UInt8] {
    Posix.join(runs, Array((id.text + state.rawValue).utf8))
  }

  func file(_ name: String, of id: RunID, _ state: State = .whole) -> [UInt8] {
    Posix.join(run(id, state), Array(name.utf8))
  }

  /// What `<name>` points to.
  static func target(of name: String) -> [UInt8] { Array("\(currentName)/\(name)".utf8) }

  /// What `.gjeldende` points to.
  static func target(of id: RunID) -> [UInt8] { Array("\(runsName)/\(id.text)".utf8) }

  /// The run that `.gjeldende` points to; nil when there is none.
  func currentRun() -> RunID? {
    guard let target = Posix.readLink(current) else { return nil }
    let text = String(decoding: target, as: UTF8.self)
    let prefix = "\(OutputLayout.runsName)/"
    return text.hasPrefix(prefix) ? RunID(text.dropFirst(prefix.count)) : nil
  }

  /// Every folder of a run, by id; other names are not ours.
  func runFolders() -> [(id: RunID, state: State)] {
    var found: [(id: RunID, state: State)] = []
    for name in Posix.names(in: runs) ?? [] {
      let text = String(decoding: name, as: UTF8.self)
      let dot = text.firstIndex(of: ".") ?? text.endIndex
      if let state = State(rawValue: String(text[dot...])), let id = RunID(text[..<dot]) { found.append((id, state)) }
    }
    return found.sorted { ($0.id, $0.state.rawValue) < ($1.id, $1.state.rawValue) }
  }

  /// What stands under an output's name.
  enum Place: Equatable {
    case free
    /// Our own link.
    case linked
    /// A file of its own: an older program's, or the user's.
    case regular
    /// Nothing that may be replaced: what it is.
    case foreign(String)
  }

  func place(_ name: String) -> Place {
    let path = path(name)
    guard let s = Posix.status(path, followLinks: false) else { return .free }
    if Posix.isRegular(s) { return .regular }
    if Posix.isFolder(s) { return .foreign("a folder") }
    guard Posix.isLink(s) else { return .foreign("neither a file nor a folder") }
    return Posix.readLink(path) == OutputLayout.target(of: name) ? .linked : .foreign("a symbolic link of another's")
  }

  /// The names of our own links in the folder.
  func linkedNames() -> [String] {
    (Posix.names(in: folder) ?? []).compactMap { name in
      guard name.first != UInt8(ascii: "."), let text = String(validating: name, as: UTF8.self) else { return nil }
      return place(text) == .linked ? text : nil
    }.sorted()
  }

  /// Removes a folder of plain files and what is in it, one level down.
  static func remove(_ path: [UInt8]) {
    for name in Posix.names(in: path) ?? [] { Posix.unlink(Posix.join(path, name)) }
    Posix.removeFolder(path)
  }
}
