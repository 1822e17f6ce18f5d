import Glibc

/// The one way in which files come into an output folder: written in full in a
/// folder of the run's own, flushed to the disk, and shown by switching one link
/// when every one of them is whole (`OutputLayout`, `Publication`). A run that
/// fails, or is killed, leaves what readers see as it was. While a publisher is
/// open no other run can open the folder.
public final class Publisher {
  private let layout: OutputLayout
  private let lock: OutputLock
  private let keep: KeepRuns
  private var files: [OutputFile] = []
  private let disk = DiskQueue()
  /// The checksums of its files.
  var sums: SumQueue { disk.sums }
  private var closed = false
  /// The run's name among the kept runs.
  let id: RunID

  private init(_ layout: OutputLayout, _ lock: OutputLock, _ keep: KeepRuns, id: RunID) {
    self.layout = layout
    self.lock = lock
    self.keep = keep
    self.id = id
  }

  deinit { abandon() }

  /// Makes the folder if need be and takes its lock; finishes or clears away what
  /// killed runs have left in it.
  /// - Parameter keep: how many runs stay when this one is published or fails.
  public static func open(_ folder: String, keep: KeepRuns = KeepRuns()) throws(RunError) -> Publisher {
    let path = Array(folder.utf8)
    guard !path.isEmpty, !path.contains(0), Posix.makeFolders(path, mode: 0o750) else {
      throw .cannotCreate("output folder \(visiblePath(path)): \(Posix.reason())")
    }
    let layout = OutputLayout(path)
    let lock = try OutputLock(layout)
    do throws(RunError) {
      return try begin(layout, lock, keep)
    } catch {
      lock.release()
      throw error
    }
  }

  /// The lock is held.
  private static func begin(
    _ layout: OutputLayout, _ lock: OutputLock, _ keep: KeepRuns
  ) throws(RunError) -> Publisher {
    if Posix.status(layout.current, followLinks: false) != nil, layout.currentRun() == nil {
      throw .cannotCreate("output folder \(layout.shown): \(OutputLayout.currentName) is not a link to a kept run")
    }
    guard Posix.makeFolders(layout.runs, mode: 0o750) else {
      throw .cannotCreate("output folder \(layout.shown): \(OutputLayout.runsName): \(Posix.reason())")
    }
    Recovery(layout: layout).run()
    let known = layout.runFolders().map(\.id) + (ChainLog.read(layout)?.runs.map(\.id) ?? [])
    let id = RunID.next(after: known)
    guard Posix.makeFolder(layout.run(id, .working), mode: 0o750) else {
      throw .cannotCreate("output folder \(layout.shown): \(Posix.reason())")
    }
    return Publisher(layout, lock, keep, id: id)
  }

  /// Leaves word of what the run is, for the case that it is killed.
  func begin(_ manifest: RunManifest) {
    // Without it the run is still seen, by the folder's name.
    _ = Posix.writeFile(layout.file(OutputLayout.startName, of: id, .working), manifest.json())
  }

  /// A new file of this run. Rights are 0640, whatever the process' mask would add.
  /// - Throws: `RunError.cannotCreate` also when something that is not an output
  ///   stands under that name in the folder.
  public func file(named name: String) throws(RunError) -> OutputFile {
    let inner = Array(name.utf8)
    guard !closed, !inner.isEmpty, !inner.contains(UInt8(ascii: "/")), inner.first != UInt8(ascii: "."),
      name != Metrics.fileName, !files.contains(where: { $0.name == name })
    else { throw .internalFault("output file \(visiblePath(inner)) cannot be opened now") }
    // Known now rather than after hours of work.
    if case .foreign(let what) = layout.place(name) { throw Publication.refusal(name, what) }
    let path = layout.file(name, of: id, .working)
    let fd = Posix.withPath(path) { Glibc.open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640) }
    guard fd >= 0 else { throw .cannotCreate("output file \(visiblePath(inner)): \(Posix.reason())") }
    _ = fchmod(fd, 0o640)
    let f = OutputFile(name: name, fd: fd, disk: disk)
    files.append(f)
    return f
  }

  private let pieces = CachePieces()

  /// A file of this run's own for what does not fit in memory.
  func scratch() throws(RunError) -> ScratchFile { try ScratchFile.make(in: layout.run(id, .working), pieces) }

  /// The same for the persons' posts.
  func postScratch() throws(RunError) -> PostScratch { try PostScratch { () throws(RunError) in try scratch() } }

  /// Makes a file of this run whole before its time, so that it can be read.
  /// - Returns: where it stands now; nil when the run does not write it.
  func whole(_ name: String) throws(RunError) -> [UInt8]? {
    guard !closed, let f = files.first(where: { $0.name == name }) else { return nil }
    try f.shut()
    return layout.file(name, of: id, .working)
  }

  /// Has every file on the disk, and says what it takes to put them in place.
  /// - Parameter earlier: names of earlier outputs; those that this run does not
  ///   write are removed, so that the folder holds no file of another night.
  func prepare(earlier: [String] = []) throws(RunError) -> Publication {
    guard !closed else { throw .internalFault("the run is published already") }
    // Together: the disk takes many files at once far faster than one after another.
    nonisolated(unsafe) let all = files
    let layout = layout
    let id = id
    try run {
      try parallelForEach(count: all.count, threads: 8) { i in
        try all[i].finish()
        if !all[i].isOnDisk, !Posix.syncFile(layout.file(all[i].name, of: id, .working)) {
          throw RunError.ioFailed("output file \(visiblePath(all[i].name.utf8)): \(Posix.reason())")
        }
      }
    }
    Posix.unlink(layout.file(OutputLayout.startName, of: id, .working))
    let made = files.map { Publication.File(name: $0.name, size: $0.size, sha256: $0.sha256) }
    return try Publication(layout, id: id, files: made, earlier: earlier)
  }

  /// Puts every file in place. Nothing is before all are whole and on the disk.
  /// - Parameters:
  ///   - earlier: see `prepare`.
  ///   - metrics: what `kjoering.prom` is to hold.
  public func publish(removing earlier: [String] = [], metrics: [UInt8]? = nil) throws(RunError) {
    let publication = try prepare(earlier: earlier)
    for change in publication.upToSwitch { try change.perform() }
    // The run is published. What fails from here on, the next run makes good.
    for change in publication.afterSwitch { try? change.perform() }
    Recovery(layout: layout).clear(keep)
    write(metrics)
    release()
  }

  /// Gives the run up and leaves what is known of it among the failed ones.
  /// - Parameter manifest: as far as the run came, with its outcome.
  func fail(_ manifest: RunManifest?, metrics: [UInt8]? = nil) {
    guard !closed else { return }
    for f in files { f.discard() }
    // After the switch it is published, whatever came then.
    if layout.currentRun() != id {
      _ = Posix.rename(layout.run(id), layout.run(id, .working))
      let recovery = Recovery(layout: layout)
      if manifest != nil, keep.failed > 0 {
        recovery.leaveTrace(id, manifest)
      } else {
        OutputLayout.remove(layout.run(id, .working))
      }
      recovery.removeLooseLinks()
      recovery.clearFailed(keep)
    }
    write(metrics)
    release()
  }

  /// Gives the run up without a word: its files are removed and the folder is free again.
  public func abandon() { fail(nil) }

  /// `kjoering.prom` is no run's: it tells of the last run and of the last published one.
  private func write(_ metrics: [UInt8]?) {
    guard let metrics else { return }
    let temporary = layout.path(OutputLayout.temporaryPrefix + Metrics.fileName)
    if Posix.writeFile(temporary, metrics) { _ = Posix.rename(temporary, layout.path(Metrics.fileName)) }
  }

  /// Lets go of the folder and tidies nothing, as the process' end does.
  func release() {
    closed = true
    lock.release()
  }
}
