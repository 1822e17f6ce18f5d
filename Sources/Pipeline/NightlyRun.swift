import Kalender

/// The night's batch: from an input drop to all output files.
public struct NightlyRun {
  let file: PipelineFile
  let progress: Progress

  public init(file: PipelineFile, overrides: RunOverrides, progress: Progress) {
    self.file = file.applying(overrides)
    self.progress = progress
  }

  /// Finds the drop, takes the output folder, and writes the manifest.
  public func run() throws(RunError) -> RunSummary {
    let start = monotonicNanoseconds()
    var clock = StageClock()
    let date = try file.beregningsdato.resolved()
    var manifest = RunManifest(
      beregningsdato: date.iso, programVersion: ProgramVersion.current, pipelineName: file.name,
      pipelineFile: file.path, pipelineSHA256: file.sha256)
    manifest.started = utcNow()
    manifest.threads = file.threads ?? defaultThreads()
    manifest.changedParameters = file.parametre.endret.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }

    let listing = try DropListing.read(root: file.input, patterns: file.patterns)
    let publisher = try Publisher.open(file.output)
    let previous = RunManifest.read(folder: file.output)
    manifest.previousSHA256 = previous?.sha256
    manifest.notRead = listing.refused.map { .init(path: visiblePath($0.path), reason: $0.reason.rawValue) }

    progress.begin("reading", totalBytes: listing.files.reduce(0) { $0 + $1.size })
    for f in listing.inInputOrder {
      let sum = Checksum.file(listing.fullPath(f))
      manifest.inputs.append(.init(path: f.visible, type: f.type?.navn, bytes: sum?.size ?? f.size, sha256: sum?.hex ?? ""))
      progress.add(rows: 0, bytes: f.size)
    }
    progress.end()
    manifest.stages.append(clock.stage("reading"))

    manifest.finished = utcNow()
    try publisher.file(named: OutputName.manifest).write(manifest.json())
    let written = manifest.outputs.map(\.name)
    try publisher.publish(removing: previous?.manifest.outputs.map(\.name).filter { !written.contains($0) } ?? [])
    return RunSummary(manifest: manifest, output: file.output, nanoseconds: monotonicNanoseconds() - start)
  }
}

/// Times the stages of a run one after another.
struct StageClock {
  private var wall = monotonicNanoseconds()
  private var cpu = cpuNanoseconds()

  /// The stage that ends now and began where the one before it ended.
  mutating func stage(_ name: String) -> RunManifest.Stage {
    let w = monotonicNanoseconds()
    let c = cpuNanoseconds()
    defer {
      wall = w
      cpu = c
    }
    return .init(
      name: name, milliseconds: Int((w - wall) / 1_000_000), cpuMilliseconds: Int((c - cpu) / 1_000_000),
      peakMemoryBytes: peakMemoryBytes())
  }
}
