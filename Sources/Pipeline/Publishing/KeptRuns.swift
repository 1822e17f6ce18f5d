import Glibc

/// A run in an output folder, as `nir runs` shows it.
public struct KeptRun: Sendable {
  /// What became of a run.
  public enum Status: String, Sendable, CaseIterable {
    /// Its files are what the folder shows.
    case current = "gjeldende"
    /// Published, and kept.
    case kept = "behold"
    case failed = "feilet"
    /// Killed, or the machine stopped.
    case cutOff = "avbrutt"
    case running = "pågår"
  }

  public let id: RunID
  public let status: Status
  /// nil: it left none, or one that cannot be read.
  public let manifest: RunManifest?
  /// Its folder.
  let path: [UInt8]

  func rows(_ count: (RunManifest.Input) -> Int) -> Int? { manifest.map { $0.inputs.reduce(0) { $0 + count($1) } } }

  /// Rows of `avvik.csv`.
  var avvik: Int? { manifest.map { $0.avvik.reduce(0) { $0 + $1.count } } }

  /// Its stages together; nil when it ended before the first.
  var milliseconds: Int? {
    guard let stages = manifest?.stages, !stages.isEmpty else { return nil }
    return stages.reduce(0) { $0 + $1.milliseconds }
  }
}

/// The runs of an output folder, oldest first.
public struct KeptRuns: Sendable {
  public let runs: [KeptRun]
  let layout: OutputLayout

  /// - Throws: `RunError.noInput` when the folder holds no runs or cannot be read.
  public init(folder: String) throws(RunError) {
    let path = Array(folder.utf8)
    guard !path.isEmpty, let s = Posix.status(path) else {
      throw .noInput("output folder \(visiblePath(path)): \(Posix.reason())")
    }
    guard Posix.isFolder(s) else { throw .noInput("\(visiblePath(path)) is no folder") }
    layout = OutputLayout(path)
    guard Posix.names(in: layout.runs) != nil else {
      throw .noInput("output folder \(layout.shown) holds no runs: \(OutputLayout.runsName): \(Posix.reason())")
    }
    let current = layout.currentRun()
    let held = OutputLock.isHeld(layout)
    let log = ChainLog.read(layout)
    let known = Set(log?.runs.map(\.id) ?? [])
    var runs: [KeptRun] = []
    for (id, state) in layout.runFolders() {
      let folder = layout.run(id, state)
      let name = state == .working ? OutputLayout.startName : OutputName.manifest
      let manifest = RunManifest.read(file: Posix.join(folder, Array(name.utf8)))?.manifest
      let status: KeptRun.Status
      switch state {
      case .removing: continue
      case .working: status = held ? .running : .cutOff
      case .failed: status = manifest?.outcome?.status == .failed ? .failed : .cutOff
      // Whole and never shown: a run that was killed just before the switch.
      case .whole: status = id == current ? .current : known.contains(id) || log == nil ? .kept : held ? .running : .cutOff
      }
      runs.append(KeptRun(id: id, status: status, manifest: manifest, path: folder))
    }
    self.runs = runs
  }
}

extension KeptRuns {
  /// A table for people.
  public func text(_ terminal: Terminal) -> String {
    var table = TextTable([
      .init("Kjøring", fixed: true), .init("Beregningsdato", fixed: true), .init("Startet (UTC)", optional: true),
      .init("Varighet", right: true), .init("Personer", right: true, fixed: true),
      .init("Rader lest", right: true, fixed: true), .init("Avvist", right: true, fixed: true),
      .init("Avvik", right: true, fixed: true), .init("Status", fixed: true), .init("Pipeline", optional: true),
    ])
    for r in runs {
      func number(_ n: Int?) -> String { n.map(grouped) ?? "" }
      let judged = r.status == .current || r.status == .kept
      table.add(
        [
          r.id.text, r.manifest?.beregningsdato ?? "", utc(r.id.seconds),
          judged ? r.milliseconds.map { seconds(UInt64($0) * 1_000_000) } ?? "" : "",
          judged ? number(r.manifest?.persons) : "", judged ? number(r.rows(\.rowsRead)) : "",
          judged ? number(r.rows(\.rowsRejected)) : "", judged ? number(r.avvik) : "", r.status.rawValue,
          r.manifest?.pipelineName ?? "",
        ], dim: !judged)
    }
    var text = table.text(width: terminal.width, styled: terminal.styled)
    for r in runs {
      if let error = r.manifest?.outcome?.error { text += "\(r.id.text): \(error)\n" }
    }
    return text
  }

  /// The same for programs: an array of runs.
  public func json() -> [UInt8] {
    var w = JSONWriter()
    w.array { w in
      for r in runs {
        w.object { w in
          w.value("id", r.id.text)
          w.value("status", r.status.rawValue)
          w.value("beregningsdato", r.manifest?.beregningsdato)
          w.value("pipeline", r.manifest?.pipelineName)
          w.value("program_version", r.manifest?.programVersion)
          w.value("started", utc(r.id.seconds))
          w.value("finished", r.manifest.flatMap { $0.finished.isEmpty ? nil : $0.finished })
          w.number("milliseconds", r.milliseconds)
          w.number("persons", r.manifest?.persons)
          w.number("rows_read", r.rows(\.rowsRead))
          w.number("rows_rejected", r.rows(\.rowsRejected))
          w.number("avvik", r.avvik)
          w.number("exit_code", r.manifest?.outcome?.exitCode)
          w.value("error", r.manifest?.outcome?.error)
          w.value("folder", visiblePath(r.path))
        }
      }
    }
    return w.bytes + [UInt8(ascii: "\n")]
  }
}

extension JSONWriter {
  /// A number, or null.
  mutating func number(_ key: String, _ v: Int?) {
    if let v { value(key, v) } else { value(key, String?.none) }
  }
}
