import Glibc

/// A run made again from its manifest: the same settings, date and night before, on
/// inputs that must be the very same.
public struct RunAgain {
  /// What could make the answer another one: another program, other rules, a night
  /// before that is no longer kept.
  public let warnings: [String]
  private let manifest: RunManifest
  private let run: NightlyRun

  /// - Parameters:
  ///   - path: a run's `kjoering.json`.
  ///   - overrides: another place for the drop or the outputs, another number of threads.
  /// - Throws: `RunError.noInput` when it is no manifest; `usage` when it does not say enough.
  public init(
    manifest path: String, overrides: RunOverrides, progress: Progress, stop: StopRequest = StopRequest()
  ) throws(RunError) {
    let shown = visiblePath(path.utf8)
    guard let bytes = Posix.read(Array(path.utf8), limit: 1 << 30) else {
      throw .noInput("manifest \(shown): \(Posix.reason())")
    }
    guard let m = RunManifest(json: bytes) else { throw .noInput("\(shown) is no manifest of a run") }
    guard !m.resolved.isEmpty else {
      throw .usage("\(shown) was made by a program that did not write its settings down; run it from its pipeline file")
    }
    if let status = m.outcome?.status, status != .published {
      throw .usage("\(shown) is of a run that did not end (\(status.rawValue)); run it from its pipeline file")
    }
    var file = try PipelineFile.parse(Array((m.resolved.joined(separator: "\n") + "\n").utf8), path: path)
    file.path = m.pipelineFile
    file.sha256 = m.pipelineSHA256
    var run = NightlyRun(file: file, overrides: overrides, progress: progress, stop: stop)
    run.expected = m
    var warnings: [String] = []
    if m.programVersion != ProgramVersion.current {
      warnings.append("made by nir \(m.programVersion), this is \(ProgramVersion.current): outputs may differ")
    }
    if m.ruleSet != RuleSet.sha256 {
      warnings.append("made by rule set \(m.ruleSet ?? "unknown"), this program has \(RuleSet.sha256): outputs may differ")
    }
    let before = m.comparedSHA256.map { RunAgain.kept($0, manifest: path, outputs: [file.output, run.file.output]) }
    if before == .some(nil) {
      warnings.append(
        "the night before (kjoering.json with SHA-256 \(m.comparedSHA256 ?? "")) is no longer kept: "
          + "sammenligning.csv and rapport.html compare with nothing and differ")
    }
    run.comparison = .init(folder: before ?? nil)
    self.run = run
    self.manifest = m
    self.warnings = warnings
  }

  /// Runs.
  /// - Returns: what was done, and the outputs that are not the manifest's, a line each.
  /// - Throws: `RunError.inputNotGoodEnough` when the inputs are not the manifest's;
  ///   else as a run does.
  public func callAsFunction() throws(RunError) -> (summary: RunSummary, differing: [String]) {
    let summary = try run.run()
    let made = summary.manifest.outputs
    var differing: [String] = []
    for o in manifest.outputs {
      let other = made.first { $0.name == o.name }
      if other?.sha256 != o.sha256 { differing.append("\(o.name): \(other == nil ? "not written" : "other bytes")") }
    }
    for o in made where !manifest.outputs.contains(where: { $0.name == o.name }) {
      differing.append("\(o.name): the manifest has no such output")
    }
    return (summary, differing)
  }

  /// The folder of the kept run with a manifest's checksum: beside the manifest, or in
  /// an output folder.
  private static func kept(_ sha256: String, manifest path: String, outputs: [String]) -> String? {
    var places = outputs.map { OutputLayout(Array($0.utf8)) }
    if let real = Posix.resolved(Array(path.utf8)) {
      // OUT/.kjoeringer/<id>/kjoering.json, or a manifest in an output folder itself.
      let names = real.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      for up in [1, 3] where names.count > up {
        places.insert(OutputLayout(Array(names.dropLast(up).joined(separator: [UInt8(ascii: "/")]))), at: 0)
      }
    }
    for layout in places {
      for (id, state) in layout.runFolders().reversed() where state == .whole {
        if Checksum.file(layout.file(OutputName.manifest, of: id))?.hex == sha256 {
          return String(decoding: layout.run(id), as: UTF8.self)
        }
      }
    }
    return nil
  }
}

extension RunManifest {
  /// What a drop has otherwise than the manifest's inputs, a line each.
  /// - Parameter found: path, size and checksum of the drop's files; a checksum that is
  ///   not known yet is empty.
  func differences(_ found: [(path: String, bytes: Int, sha256: String)]) -> [String] {
    var rest: [String: Input] = [:]
    for i in inputs { rest[i.path] = i }
    var lines: [String] = []
    for f in found {
      guard let i = rest.removeValue(forKey: f.path) else {
        lines.append("\(f.path): not in the manifest")
        continue
      }
      if f.bytes != i.bytes {
        lines.append("\(f.path): \(f.bytes) bytes, in the manifest \(i.bytes)")
      } else if !f.sha256.isEmpty, f.sha256 != i.sha256 {
        lines.append("\(f.path): SHA-256 \(f.sha256), in the manifest \(i.sha256)")
      }
    }
    lines += rest.keys.sorted().map { "\($0): missing" }
    return lines
  }

  /// - Throws: `RunError.inputNotGoodEnough` with every file that is not the manifest's.
  func expect(_ found: [(path: String, bytes: Int, sha256: String)]) throws(RunError) {
    let lines = differences(found)
    guard !lines.isEmpty else { return }
    let shown = lines.prefix(20).joined(separator: "\n  ")
    let more = lines.count > 20 ? "\n  and \(lines.count - 20) more" : ""
    throw .inputNotGoodEnough("the drop is not the one of the manifest:\n  \(shown)\(more)")
  }
}
