import Foundation

extension RunManifest {
  /// Reads a manifest back; nil when the bytes are none of ours.
  public init?(json bytes: [UInt8]) {
    guard let file = try? JSONDecoder().decode(ManifestFile.self, from: Data(bytes)),
      file.formatVersion == RunManifest.formatVersion
    else { return nil }
    self.init(
      beregningsdato: file.beregningsdato, programVersion: file.program.version, pipelineName: file.pipeline.name,
      pipelineFile: file.pipeline.file, pipelineSHA256: file.pipeline.sha256)
    if let r = file.run, let status = Outcome.Status(rawValue: r.status) {
      outcome = Outcome(id: r.id, status: status, exitCode: r.exitCode, error: r.error)
    }
    ruleSet = file.program.ruleSet
    resolved = file.pipeline.resolved ?? []
    changedParameters = file.parametre.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    persons = file.persons
    inputs = file.inputs.map { i in
      var input = Input(path: i.path, type: i.type, bytes: i.bytes, sha256: i.sha256)
      input.compression = i.compression
      input.format = i.format
      input.encoding = i.encoding
      input.delimiter = i.delimiter
      input.rejectedWhole = i.rejectedWhole
      input.rowsRead = i.rows.read
      input.rowsTaken = i.rows.taken
      input.rowsRejected = i.rows.rejected
      input.rowsDuplicate = i.rows.duplicates
      input.fault = i.fault
      input.limits = (i.limits ?? []).map {
        LimitMet(name: $0.name, value: $0.value, orMore: $0.orMore, most: $0.most, line: $0.line, count: $0.count)
      }
      return input
    }
    notRead = file.notRead.map { NotRead(path: $0.path, reason: $0.reason) }
    outputs = file.outputs.map { Output(name: $0.name, rows: $0.rows, bytes: $0.bytes, sha256: $0.sha256) }
    avvik = file.avvik.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    previousSHA256 = file.previous.sha256
    comparedSHA256 = file.previous.comparedSHA256
    started = file.timing.started
    finished = file.timing.finished
    threads = file.timing.threads
    stages = file.timing.stages.map {
      Stage(
        name: $0.name, milliseconds: $0.milliseconds, cpuMilliseconds: $0.cpuMilliseconds,
        peakMemoryBytes: $0.peakMemoryBytes)
    }
  }

  /// The manifest in an output folder with its checksum; nil when there is none
  /// that can be read.
  public static func read(folder: String) -> (manifest: RunManifest, sha256: String)? {
    read(file: Posix.join(Array(folder.utf8), Array(OutputName.manifest.utf8)))
  }

  /// A manifest with its checksum; nil when it cannot be read.
  static func read(file path: [UInt8]) -> (manifest: RunManifest, sha256: String)? {
    guard let bytes = Posix.read(path, limit: 1 << 30), let m = RunManifest(json: bytes) else { return nil }
    return (m, Checksum.hex(bytes))
  }
}

/// The shape of the file.
private struct ManifestFile: Decodable {
  struct Run: Decodable {
    var id: String
    var status: String
    var exitCode: Int?
    var error: String?

    enum CodingKeys: String, CodingKey {
      case id, status, error
      case exitCode = "exit_code"
    }
  }
  struct Program: Decodable {
    var version: String
    var ruleSet: String?

    enum CodingKeys: String, CodingKey {
      case version
      case ruleSet = "rule_set"
    }
  }
  struct Pipeline: Decodable {
    var name: String
    var file: String
    var sha256: String
    var resolved: [String]?
  }
  struct Rows: Decodable {
    var read: Int
    var taken: Int
    var rejected: Int
    var duplicates: Int
  }
  struct Input: Decodable {
    var path: String
    var type: String?
    var bytes: Int
    var sha256: String
    var compression: String?
    var format: String?
    var encoding: String?
    var delimiter: String?
    var rejectedWhole: Bool
    var rows: Rows
    var fault: String?
    var limits: [LimitMet]?

    enum CodingKeys: String, CodingKey {
      case path, type, bytes, sha256, compression, format, encoding, delimiter, rows, fault, limits
      case rejectedWhole = "rejected_whole"
    }
  }
  struct LimitMet: Decodable {
    var name: String
    var value: Int
    var orMore: Bool
    var most: Int
    var line: Int
    var count: Int

    enum CodingKeys: String, CodingKey {
      case name, value, most, line, count
      case orMore = "or_more"
    }
  }
  struct NotRead: Decodable {
    var path: String
    var reason: String
  }
  struct Output: Decodable {
    var name: String
    var rows: Int
    var bytes: Int
    var sha256: String
  }
  struct Previous: Decodable {
    var sha256: String?
    var comparedSHA256: String?

    enum CodingKeys: String, CodingKey {
      case sha256
      case comparedSHA256 = "compared_sha256"
    }
  }
  struct Stage: Decodable {
    var name: String
    var milliseconds: Int
    var cpuMilliseconds: Int
    var peakMemoryBytes: Int

    enum CodingKeys: String, CodingKey {
      case name, milliseconds
      case cpuMilliseconds = "cpu_milliseconds"
      case peakMemoryBytes = "peak_memory_bytes"
    }
  }
  struct Timing: Decodable {
    var started: String
    var finished: String
    var threads: Int
    var stages: [Stage]
  }
  var formatVersion: Int
  var run: Run?
  var beregningsdato: String
  var program: Program
  var pipeline: Pipeline
  var parametre: [String: String]
  var persons: Int
  var inputs: [Input]
  var notRead: [NotRead]
  var outputs: [Output]
  var avvik: [String: Int]
  var previous: Previous
  var timing: Timing

  enum CodingKeys: String, CodingKey {
    case run, beregningsdato, program, pipeline, parametre, persons, inputs, outputs, avvik, previous, timing
    case formatVersion = "format_version"
    case notRead = "not_read"
  }
}
