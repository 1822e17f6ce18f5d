import Glibc

/// `.kjoeringer/kjede`: what was published in an output folder and what was cleared
/// away, a line each in that order. Lines are only ever added, so that a night that
/// somebody has removed is told from one that was cleared when its time was up.
struct ChainLog: Sendable, Equatable {
  enum Entry: Equatable, Sendable {
    /// A run with the checksum of its kjoering.json.
    case published(RunID, sha256: String)
    /// Outputs that stood in the folder before there were kept runs; nil: without a manifest.
    case adopted(RunID, sha256: String?)
    /// A run that was removed because enough newer ones are kept.
    case cleared(RunID)

    var line: String {
      switch self {
      case .published(let id, let sha): "publisert \(id.text) \(sha)"
      case .adopted(let id, let sha): "overtatt \(id.text) \(sha ?? "-")"
      case .cleared(let id): "ryddet \(id.text)"
      }
    }

    init?(_ line: some StringProtocol) {
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count >= 2, let id = RunID(words[1]) else { return nil }
      switch (words[0], words.count) {
      case ("publisert", 3): self = .published(id, sha256: String(words[2]))
      case ("overtatt", 3): self = .adopted(id, sha256: words[2] == "-" ? nil : String(words[2]))
      case ("ryddet", 2): self = .cleared(id)
      default: return nil
      }
    }
  }

  var entries: [Entry] = []
  /// Numbers of lines that no run of ours has written.
  var strangeLines: [Int] = []
  /// Bytes up to the last whole line: one that a kill has cut is not counted.
  var wholeBytes = 0

  init(_ bytes: [UInt8]) {
    var line = 0
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      line += 1
      if let e = Entry(String(decoding: bytes[start..<end], as: UTF8.self)) {
        entries.append(e)
      } else {
        strangeLines.append(line)
      }
      start = end + 1
    }
    wholeBytes = start
  }

  /// nil when the file is not there or cannot be read.
  static func read(_ layout: OutputLayout) -> ChainLog? {
    Posix.read(layout.chain, limit: 1 << 30).map { ChainLog($0) }
  }

  /// Cuts off half a line, so that the next one begins on a line of its own.
  static func trim(_ layout: OutputLayout) {
    guard let bytes = Posix.read(layout.chain, limit: 1 << 30) else { return }
    let whole = ChainLog(bytes).wholeBytes
    if whole < bytes.count { _ = Posix.withPath(layout.chain) { truncate($0, whole) } }
  }

  /// Runs that came into the folder, in that order, with their manifests' checksums.
  var runs: [(id: RunID, sha256: String?)] {
    entries.compactMap { e in
      switch e {
      case .published(let id, let sha): (id, sha)
      case .adopted(let id, let sha): (id, sha)
      case .cleared: nil
      }
    }
  }

  var cleared: Set<RunID> {
    Set(entries.compactMap { if case .cleared(let id) = $0 { id } else { nil } })
  }
}
