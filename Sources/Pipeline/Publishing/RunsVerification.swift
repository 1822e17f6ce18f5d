import Glibc

/// `nir runs --verify`: whether the kept runs are what was published, and whether a
/// night is missing between them.
///
/// Three things hold one another: every file's checksum stands in its run's
/// manifest, every manifest's checksum in the next one's and in the chain's log.
/// Whoever can write everything in the folder can also make all three anew: copy the
/// log's last line away where that is to be seen.
public struct RunsVerification: Sendable {
  /// What is wrong, a line each; empty when all is well.
  public private(set) var faults: [String] = []
  /// What is no fault, and good to know.
  public private(set) var notes: [String] = []
  /// Files whose checksum was found right.
  public private(set) var files = 0
  /// Published runs that were looked at.
  public private(set) var runs = 0

  public init(_ kept: KeptRuns) {
    let layout = kept.layout
    let published = kept.runs.filter { $0.status == .current || $0.status == .kept }
    runs = published.count
    for r in published { verify(r) }
    if let log = ChainLog.read(layout) {
      verify(log, kept)
      chain(log, published)
    } else {
      faults.append("\(OutputLayout.runsName)/\(OutputLayout.chainName): \(Posix.reason()); the log of the chain is gone")
    }
    shown(layout, published.first { $0.status == .current })
    if kept.runs.contains(where: { $0.status == .running }) {
      notes.append("a run is going on in the folder: what it changes meanwhile may look like a fault")
    }
  }

  /// A run's files against its manifest.
  private mutating func verify(_ r: KeptRun) {
    guard let m = r.manifest else {
      if r.id.counter == 0 {
        notes.append("\(r.id.text): outputs of an older program without a manifest, nothing to hold them against")
      } else {
        faults.append("\(r.id.text): \(OutputName.manifest) is missing or cannot be read")
      }
      return
    }
    for o in m.outputs {
      let place = "\(r.id.text)/\(visiblePath(o.name.utf8))"
      let path = Posix.join(r.path, Array(o.name.utf8))
      guard let s = Posix.status(path, followLinks: false) else {
        faults.append("\(place): missing")
        continue
      }
      guard Posix.isRegular(s), let sum = Checksum.file(path) else {
        faults.append("\(place): cannot be read as a file")
        continue
      }
      if sum.size != o.bytes {
        faults.append("\(place): changed: \(sum.size) bytes, published with \(o.bytes)")
      } else if sum.hex != o.sha256 {
        faults.append("\(place): changed: SHA-256 \(sum.hex), published with \(o.sha256)")
      } else {
        files += 1
      }
    }
    // What an older program left is whatever stood there.
    guard r.id.counter > 0 else { return }
    let known = Set(m.outputs.map(\.name) + [OutputName.manifest])
    for name in (Posix.names(in: r.path) ?? []).map({ String(decoding: $0, as: UTF8.self) }).sorted()
    where !known.contains(name) {
      faults.append("\(r.id.text)/\(visiblePath(name.utf8)): extra: the run did not publish it")
    }
  }

  /// The runs that were published against those that are there.
  private mutating func verify(_ log: ChainLog, _ kept: KeptRuns) {
    for n in log.strangeLines {
      faults.append("\(OutputLayout.runsName)/\(OutputLayout.chainName):\(n): not a line of the program's")
    }
    let there = Set(kept.runs.filter { $0.status == .current || $0.status == .kept }.map(\.id))
    let logged = log.runs.map(\.id)
    for id in logged where !there.contains(id) && !log.cleared.contains(id) {
      faults.append("\(id.text): missing: it was published and not cleared since")
    }
    for id in there.subtracting(logged).sorted() {
      faults.append("\(id.text): not in \(OutputLayout.chainName): it was never published here")
    }
    for id in there.intersection(log.cleared).sorted() {
      faults.append("\(id.text): was cleared, and is there again")
    }
    if logged != logged.sorted() { faults.append("\(OutputLayout.chainName): the runs are out of order") }
  }

  /// Every manifest against the log and the manifest before it.
  private mutating func chain(_ log: ChainLog, _ published: [KeptRun]) {
    let order = log.runs
    for (i, entry) in order.enumerated() {
      guard let r = published.first(where: { $0.id == entry.id }) else { continue }
      let sum = Checksum.file(Posix.join(r.path, Array(OutputName.manifest.utf8)))?.hex
      if sum != entry.sha256 {
        let was = entry.sha256 ?? "none"
        faults.append("\(r.id.text)/\(OutputName.manifest): changed: SHA-256 \(sum ?? "none"), published with \(was)")
      } else if sum != nil {
        files += 1
      }
      guard let m = r.manifest else { continue }
      if i == 0 {
        if m.previousSHA256 != nil { notes.append("\(r.id.text): the first in the log; it follows a run from before") }
      } else if m.previousSHA256 != order[i - 1].sha256 {
        let before = order[i - 1]
        faults.append(
          "\(r.id.text): its manifest follows \(m.previousSHA256 ?? "none"), "
            + "and the run before it (\(before.id.text)) is \(before.sha256 ?? "none")")
      } else if log.cleared.contains(order[i - 1].id) {
        notes.append("\(r.id.text): follows \(order[i - 1].id.text), which was cleared when its time was up")
      }
    }
  }

  /// What the folder shows against the current run.
  private mutating func shown(_ layout: OutputLayout, _ current: KeptRun?) {
    guard let current else {
      faults.append("\(OutputLayout.currentName): points to no published run")
      return
    }
    for name in (Posix.names(in: current.path) ?? []).compactMap({ String(validating: $0, as: UTF8.self) }).sorted() {
      switch layout.place(name) {
      case .linked: break
      case .free: faults.append("\(visiblePath(name.utf8)): missing in the output folder")
      case .foreign(let what): faults.append("\(visiblePath(name.utf8)): \(what) stands in the place of the output")
      case .regular:
        let own = Checksum.file(layout.path(name))
        let run = Checksum.file(Posix.join(current.path, Array(name.utf8)))
        if own?.hex != run?.hex {
          faults.append("\(visiblePath(name.utf8)): a file of its own, not what the current run wrote")
        }
      }
    }
    for name in layout.linkedNames() where Posix.status(layout.path(name)) == nil {
      faults.append("\(visiblePath(name.utf8)): a link to nothing")
    }
  }

  /// What was found, for people.
  public func text() -> String {
    var lines = notes.map { "note   \($0)" } + faults.map { "FAULT  \($0)" }
    lines.append(
      "kept runs: \(grouped(runs)); files as published: \(grouped(files)); faults: \(grouped(faults.count))")
    return lines.joined(separator: "\n") + "\n"
  }
}
