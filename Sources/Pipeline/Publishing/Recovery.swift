import Glibc

/// What the first run after a killed one does before anything else: finishes what
/// had been switched, and makes a failed run of what had not. The folder's lock is held.
struct Recovery {
  let layout: OutputLayout

  func run() {
    for name in Posix.names(in: layout.folder) ?? [] {
      if name.starts(with: OutputLayout.temporaryPrefix.utf8) { Posix.unlink(Posix.join(layout.folder, name)) }
      if name.starts(with: OutputLayout.oldWorkPrefix.utf8) { OutputLayout.remove(Posix.join(layout.folder, name)) }
    }
    ChainLog.trim(layout)
    let known = Set(ChainLog.read(layout)?.runs.map(\.id) ?? [])
    let current = layout.currentRun()
    for (id, state) in layout.runFolders() {
      switch state {
      case .failed: break
      case .removing: OutputLayout.remove(layout.run(id, .removing))
      case .working: fail(id)
      case .whole:
        if id == current, !known.contains(id) {
          record(id)
        } else if !known.contains(id) {
          // Whole, but never shown to anybody.
          if Posix.rename(layout.run(id), layout.run(id, .working)) { fail(id) }
        }
      }
    }
    removeLooseLinks()
  }

  /// The switch was done and its line in the chain was not.
  private func record(_ id: RunID) {
    let sum = Checksum.file(layout.file(OutputName.manifest, of: id))?.hex
    let entry: ChainLog.Entry? = id.counter == 0 ? .adopted(id, sha256: sum) : sum.map { .published(id, sha256: $0) }
    if let entry { _ = Posix.writeFile(layout.chain, Array((entry.line + "\n").utf8), append: true) }
  }

  /// A name that the current run does not write.
  func removeLooseLinks() {
    for name in layout.linkedNames() where Posix.status(layout.path(name)) == nil { Posix.unlink(layout.path(name)) }
  }

  private func fail(_ id: RunID) {
    // Outputs that were being taken over are still in their place.
    if id.counter == 0 { return OutputLayout.remove(layout.run(id, .working)) }
    let start = layout.file(OutputLayout.startName, of: id, .working)
    var manifest = Posix.read(start, limit: 1 << 24).flatMap { RunManifest(json: $0) }
    manifest?.outcome = .init(
      id: id.text, status: .cutOff, exitCode: nil, error: "the run was cut off: killed, or the machine stopped")
    leaveTrace(id, manifest)
  }

  /// Makes a failed run of a work folder: half outputs go first, so that there is
  /// room for the few lines that stay. Without room for these the folder's name says it.
  func leaveTrace(_ id: RunID, _ manifest: RunManifest?) {
    let work = layout.run(id, .working)
    for name in Posix.names(in: work) ?? [] { Posix.unlink(Posix.join(work, name)) }
    if let manifest { _ = Posix.writeFile(layout.file(OutputName.manifest, of: id, .working), manifest.json()) }
    _ = Posix.rename(work, layout.run(id, .failed))
    _ = Posix.syncFolder(layout.runs)
  }

  /// Removes what is over the number to keep; never the current run.
  func clear(_ keep: KeepRuns) {
    let current = layout.currentRun()
    let all = layout.runFolders()
    for (id, _) in all.filter({ $0.state == .whole }).dropLast(keep.published) where id != current {
      // Said first: a run that is gone without a word would look taken away.
      let line = Array((ChainLog.Entry.cleared(id).line + "\n").utf8)
      guard Posix.writeFile(layout.chain, line, append: true) else { return }
      if Posix.rename(layout.run(id), layout.run(id, .removing)) { OutputLayout.remove(layout.run(id, .removing)) }
    }
    clearFailed(keep)
  }

  /// The same of failed runs alone.
  func clearFailed(_ keep: KeepRuns) {
    for (id, _) in layout.runFolders().filter({ $0.state == .failed }).dropLast(keep.failed) {
      OutputLayout.remove(layout.run(id, .failed))
    }
  }
}

/// How many runs an output folder keeps.
public struct KeepRuns: Sendable, Hashable {
  /// Published runs, the current one among them.
  public var published = 7
  /// What is left of failed runs.
  public var failed = 3

  /// Seven nights, three failed runs.
  public init() {}
}
