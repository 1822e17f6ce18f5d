/// What a run has done, for the end of the terminal's output: counts, codes and
/// file names, nothing about persons.
public struct RunSummary: Sendable {
  public var manifest: RunManifest
  public var output: String
  public var nanoseconds: UInt64

  public init(manifest: RunManifest, output: String, nanoseconds: UInt64) {
    self.manifest = manifest
    self.output = output
    self.nanoseconds = nanoseconds
  }

  /// Several lines, the last with a line end.
  public func text() -> String {
    let m = manifest
    let read = m.inputs.reduce(0) { $0 + $1.rowsRead }
    let taken = m.inputs.reduce(0) { $0 + $1.rowsTaken }
    let rejected = m.inputs.reduce(0) { $0 + $1.rowsRejected }
    let duplicates = m.inputs.reduce(0) { $0 + $1.rowsDuplicate }
    let bytes = m.inputs.reduce(0) { $0 + $1.bytes }
    let whole = m.inputs.count { $0.rejectedWhole }
    let memory = m.stages.map(\.peakMemoryBytes).max() ?? 0
    var lines = ["\(m.pipelineName), beregningsdato \(m.beregningsdato)"]
    if !m.changedParameters.isEmpty {
      let changed = m.changedParameters.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
      lines.append("WHAT IF   changed parameters: \(changed); these are not the register's answers")
    }
    lines.append(
      "read      \(grouped(m.inputs.count)) files, \(size(bytes)), \(grouped(read)) rows, \(grouped(m.persons)) persons"
    )
    lines.append("taken     \(grouped(taken)) rows")
    lines.append(
      "rejected  \(grouped(rejected)) rows, \(grouped(whole)) whole files; \(grouped(duplicates)) duplicates")
    if !m.notRead.isEmpty {
      lines.append("not read  \(grouped(m.notRead.count)) entries of the drop (see \(OutputName.manifest))")
    }
    for o in m.outputs { lines.append("written   \(o.name): \(grouped(o.rows)) rows, \(size(o.bytes))") }
    if !m.avvik.isEmpty {
      lines.append("avvik     \(grouped(m.avvik.reduce(0) { $0 + $1.count })) in \(m.avvik.count) codes")
    }
    let rate = nanoseconds > 0 ? ", \(bytes * 1000 / Int(nanoseconds)) MB/s" : ""
    lines.append(
      "done      in \(seconds(nanoseconds))\(rate), \(m.threads) threads, peak memory \(size(memory)); output in \(output)"
    )
    return lines.joined(separator: "\n") + "\n"
  }

  private func size(_ n: Int) -> String {
    if n < 10_000 { return "\(n) bytes" }
    if n < 10_000_000 { return "\(n / 1000) kB" }
    return "\(grouped(n / 1_000_000)) MB"
  }
}
