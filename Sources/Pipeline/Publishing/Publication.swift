import Glibc

/// What it takes to put a run's files in place: the changes up to and with the
/// switch, and those that tidy up after it. After every one of them, and so
/// whenever the run is killed, the folder shows one night's files: all of the run
/// before until the switch, all of this run from then on.
struct Publication: Sendable {
  struct File: Sendable, Equatable {
    var name: String
    var size: Int
    var sha256: String
  }

  /// Up to and with the switch; a failure of one of them is the run's.
  private(set) var upToSwitch: [FolderChange] = []
  /// What the next run would do as well, if this one cannot.
  private(set) var afterSwitch: [FolderChange] = []

  private let layout: OutputLayout
  private let id: RunID

  /// - Parameters:
  ///   - id: the run, whose files stand whole in its work folder.
  ///   - files: its files.
  ///   - earlier: names of outputs that an older program may have left as files.
  /// - Throws: `RunError.cannotCreate` where something that is not ours has an output's name.
  init(_ layout: OutputLayout, id: RunID, files: [File], earlier: [String]) throws(RunError) {
    self.layout = layout
    self.id = id
    let names = Set(files.map(\.name))
    var free: [String] = []
    var regular: [String] = []
    for f in files {
      switch layout.place(f.name) {
      case .free: free.append(f.name)
      case .linked: break
      case .regular: regular.append(f.name)
      case .foreign(let what): throw Publication.refusal(f.name, what)
      }
    }
    let obsolete = Set(earlier).subtracting(names).filter { layout.place($0) == .regular }.sorted()

    let work = layout.run(id, .working)
    upToSwitch += [.sync(work), .rename(from: work, to: layout.run(id)), .sync(layout.runs)]
    adopt(regular: regular, obsolete: obsolete, tonight: files)
    // A name that the run before did not have points to nothing until the switch.
    upToSwitch += free.map { .link(layout.path($0), to: OutputLayout.target(of: $0)) }
    upToSwitch.append(.sync(layout.folder))
    upToSwitch += switching(to: id)

    if let manifest = files.first(where: { $0.name == OutputName.manifest }) {
      afterSwitch.append(.append(layout.chain, ChainLog.Entry.published(id, sha256: manifest.sha256).line))
    }
    let gone = Set(layout.linkedNames()).subtracting(names).union(obsolete).sorted()
    afterSwitch += gone.map { .remove(layout.path($0)) } + [.sync(layout.folder)]
  }

  static func refusal(_ name: String, _ what: String) -> RunError {
    .cannotCreate("output file \(visiblePath(name.utf8)): there is \(what) of that name in the output folder")
  }

  /// `.gjeldende` to a run, at once, and on the disk.
  private func switching(to id: RunID) -> [FolderChange] {
    replacing(layout.current, by: OutputLayout.target(of: id)) + [.sync(layout.folder)]
  }

  private func replacing(_ path: [UInt8], by target: [UInt8]) -> [FolderChange] {
    let temporary = layout.path(OutputLayout.temporaryPrefix + "lenke")
    return [.remove(temporary), .link(temporary, to: target), .rename(from: temporary, to: path)]
  }

  /// Files that stand in the folder themselves (an older program's, or `output/` out
  /// of git) become a run of their own with links to it, so that they too are
  /// switched and not replaced one by one. Where this run has the very same bytes
  /// nothing would change for a reader, and they stay as they are.
  private mutating func adopt(regular: [String], obsolete: [String], tonight: [File]) {
    let changes = !obsolete.isEmpty
      || tonight.contains { f in
        f.name != OutputName.manifest && regular.contains(f.name) && !Publication.isSame(layout.path(f.name), f)
      }
    // The manifest holds times, so it is another one every night.
    let own = changes ? regular + obsolete : regular.filter { $0 == OutputName.manifest }
    guard !own.isEmpty else { return }
    if !isCurrentRuns(own) { keep(regular + obsolete, own) }
    for name in own { upToSwitch += replacing(layout.path(name), by: OutputLayout.target(of: name)) }
    upToSwitch.append(.sync(layout.folder))
  }

  /// Whether links in their place would show the same bytes.
  private func isCurrentRuns(_ names: [String]) -> Bool {
    guard let current = layout.currentRun() else { return false }
    return names.allSatisfy { name in
      guard let sum = Checksum.file(layout.file(name, of: current)) else { return false }
      return Publication.isSame(layout.path(name), File(name: name, size: sum.size, sha256: sum.hex))
    }
  }

  private static func isSame(_ path: [UInt8], _ f: File) -> Bool {
    guard let s = Posix.status(path), Int(s.st_size) == f.size, let sum = Checksum.file(path) else { return false }
    return sum.hex == f.sha256
  }

  /// Makes a run of what the folder shows now, and the folder show that run.
  /// - Parameter own: those that will be links; the others stay the user's to change.
  private mutating func keep(_ regular: [String], _ own: [String]) {
    let old = adoptedID()
    let work = layout.run(old, .working)
    upToSwitch.append(.makeFolder(work))
    for name in regular {
      let (from, to) = (layout.path(name), layout.file(name, of: old, .working))
      upToSwitch.append(own.contains(name) ? .hardLink(from: from, to: to) : .copy(from: from, to: to))
    }
    if let current = layout.currentRun() {
      for name in layout.linkedNames() where Posix.status(layout.file(name, of: current)) != nil {
        upToSwitch.append(
          .hardLink(from: layout.file(name, of: current), to: layout.file(name, of: old, .working)))
      }
    }
    upToSwitch += [.sync(work), .rename(from: work, to: layout.run(old)), .sync(layout.runs)]
    upToSwitch += switching(to: old)
    let manifest = Checksum.file(layout.path(OutputName.manifest))?.hex
    upToSwitch.append(.append(layout.chain, ChainLog.Entry.adopted(old, sha256: manifest).line))
  }

  /// The name of a run that began before this one, when its manifest or its files say.
  private func adoptedID() -> RunID {
    var when = RunManifest.read(folder: String(decoding: layout.folder, as: UTF8.self))
      .flatMap { epochSeconds($0.manifest.started) } ?? id.seconds
    when = min(when, id.seconds)
    let taken = Set(layout.runFolders().map(\.id)).union(ChainLog.read(layout)?.runs.map(\.id) ?? [])
    while taken.contains(RunID(seconds: when, counter: 0)) { when -= 1 }
    return RunID(seconds: when, counter: 0)
  }
}
