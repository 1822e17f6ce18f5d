/// What a run was told, what it read and what it wrote: `kjoering.json`. It holds
/// no personal data, and everything in it but `run`, `timing` and `previous` depends
/// on the input and the pipeline file alone, so that two runs can be compared. A run
/// that failed leaves one too, as far as it came.
public struct RunManifest: Sendable, Equatable {
  public static let formatVersion = 1

  public struct Input: Sendable, Equatable {
    /// Path in the drop, for people (`visiblePath`).
    public var path: String
    /// nil: no input of the pipeline wants the file.
    public var type: String?
    public var bytes: Int
    public var sha256: String
    /// `none` or `gzip`.
    public var compression: String?
    /// `csv`, `json` or `ndjson`.
    public var format: String?
    /// `utf-8`, `utf-8-bom` or `windows-1252`.
    public var encoding: String?
    /// `;`, `,` or `tab`.
    public var delimiter: String?
    public var rowsRead = 0
    public var rowsTaken = 0
    public var rowsRejected = 0
    public var rowsDuplicate = 0
    /// A file rejected whole has 0 rows read.
    public var rejectedWhole = false
    /// Why the file could not be read: what was tried, and the system's word for it.
    public var fault: String?
    /// Limits of the pipeline file that the file went over.
    public var limits: [LimitMet] = []

    public init(path: String, type: String?, bytes: Int, sha256: String) {
      self.path = path
      self.type = type
      self.bytes = bytes
      self.sha256 = sha256
    }

    /// No row may be lost: read = taken + rejected + duplicates.
    public var isBalanced: Bool { rowsRead == rowsTaken + rowsRejected + rowsDuplicate }
  }

  /// A limit that a file went over: which, where first, and by how much.
  public struct LimitMet: Sendable, Equatable {
    /// As the pipeline file has it.
    public var name: String
    /// What was met at the first place.
    public var value: Int
    /// Reading stopped there: it is `value` or more.
    public var orMore: Bool
    /// What the pipeline file allows.
    public var most: Int
    /// Line, or ordinal in a JSON array; 0: the file itself.
    public var line: Int
    /// Rows that went over it.
    public var count: Int
  }

  public struct Output: Sendable, Equatable {
    public var name: String
    /// Rows without header lines.
    public var rows: Int
    public var bytes: Int
    public var sha256: String
    public init(name: String, rows: Int, bytes: Int, sha256: String) {
      self.name = name
      self.rows = rows
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// How a run went.
  public struct Outcome: Sendable, Equatable {
    public enum Status: String, Sendable {
      case started = "startet"
      case published = "publisert"
      case failed = "feilet"
      /// Killed, or the machine stopped: the next run says it.
      case cutOff = "avbrutt"
    }
    /// The run's folder among the kept runs.
    public var id: String
    public var status: Status
    /// nil: the run did not end by itself.
    public var exitCode: Int?
    /// What standard error said; nil when all went well.
    public var error: String?
    public init(id: String, status: Status, exitCode: Int?, error: String? = nil) {
      self.id = id
      self.status = status
      self.exitCode = exitCode
      self.error = error
    }
  }

  public struct NotRead: Sendable, Equatable {
    public var path: String
    public var reason: String
    public init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  public struct Stage: Sendable, Equatable {
    public var name: String
    public var milliseconds: Int
    /// CPU time of all threads.
    public var cpuMilliseconds: Int
    /// The process' peak at the end of the stage.
    public var peakMemoryBytes: Int
    public init(name: String, milliseconds: Int, cpuMilliseconds: Int, peakMemoryBytes: Int) {
      self.name = name
      self.milliseconds = milliseconds
      self.cpuMilliseconds = cpuMilliseconds
      self.peakMemoryBytes = peakMemoryBytes
    }
  }

  /// ISO form.
  public var beregningsdato: String
  public var programVersion: String
  public var pipelineName: String
  public var pipelineFile: String
  public var pipelineSHA256: String
  /// How the run went; nil in manifests of programs that did not say.
  public var outcome: Outcome?
  /// Checksum of the rule catalogue and the code tables (`RuleSet`).
  public var ruleSet: String?
  /// The lines of a pipeline file that says all that the run was told, the command
  /// line's word and the date included: enough to run it again.
  public var resolved: [String] = []
  /// Parameters that the pipeline file changed («what if»), by name.
  public var changedParameters: [(name: String, value: String)] = []
  public var persons = 0
  public var inputs: [Input] = []
  public var notRead: [NotRead] = []
  public var outputs: [Output] = []
  /// Rows of `avvik.csv` per code, by code; codes without rows are left out.
  public var avvik: [(code: String, count: Int)] = []
  /// Checksum of the manifest that this run replaces (the chain of nights).
  public var previousSHA256: String?
  /// Checksum of the manifest of the night that the page and the comparison hold
  /// this one against; nil when there was none.
  public var comparedSHA256: String?
  public var started = ""
  public var finished = ""
  public var threads = 1
  public var stages: [Stage] = []

  public init(
    beregningsdato: String, programVersion: String, pipelineName: String, pipelineFile: String, pipelineSHA256: String
  ) {
    self.beregningsdato = beregningsdato
    self.programVersion = programVersion
    self.pipelineName = pipelineName
    self.pipelineFile = pipelineFile
    self.pipelineSHA256 = pipelineSHA256
  }

  public static func == (a: RunManifest, b: RunManifest) -> Bool { a.json() == b.json() }
}

extension RunManifest {
  /// The inputs as they stand in `kjoering.json`: with thousands of files most of its bytes,
  /// so that they can be made while other things go on.
  static func json(inputs: [Input]) -> [UInt8] {
    var w = JSONWriter(itemsAtDepth: 2)
    for i in inputs { write(i, &w) }
    return w.bytes
  }

  /// The bytes of `kjoering.json`.
  public func json() -> [UInt8] { json(inputs: RunManifest.json(inputs: inputs)) }

  /// The same, with the inputs as `json(inputs:)` has written them.
  func json(inputs: [UInt8]) -> [UInt8] {
    var w = JSONWriter()
    w.object { w in
      w.value("format_version", RunManifest.formatVersion)
      if let o = outcome { RunManifest.write(o, &w) }
      w.value("beregningsdato", beregningsdato)
      w.object("program") { w in
        w.value("name", "nir")
        w.value("version", programVersion)
        w.value("rule_set", ruleSet)
      }
      w.object("pipeline") { w in
        w.value("name", pipelineName)
        w.value("file", pipelineFile)
        w.value("sha256", pipelineSHA256)
        w.array("resolved") { w in for l in resolved { w.value(nil, l) } }
      }
      w.object("parametre") { w in
        for p in changedParameters.sorted(by: { $0.name < $1.name }) { w.value(p.name, p.value) }
      }
      w.value("persons", persons)
      w.array("inputs") { w in w.items(inputs) }
      w.array("not_read") { w in
        for n in notRead {
          w.object { w in
            w.value("path", n.path)
            w.value("reason", n.reason)
          }
        }
      }
      w.array("outputs") { w in for o in outputs { RunManifest.write(o, &w) } }
      w.object("avvik") { w in for a in avvik.sorted(by: { $0.code < $1.code }) { w.value(a.code, a.count) } }
      w.object("previous") { w in
        w.value("sha256", previousSHA256)
        w.value("compared_sha256", comparedSHA256)
      }
      w.object("timing") { w in
        w.value("started", started)
        w.value("finished", finished)
        w.value("threads", threads)
        w.array("stages") { w in for s in stages { RunManifest.write(s, &w) } }
      }
    }
    w.endLine()
    return w.bytes
  }

  private static func write(_ o: Outcome, _ w: inout JSONWriter) {
    w.object("run") { w in
      w.value("id", o.id)
      w.value("status", o.status.rawValue)
      if let code = o.exitCode { w.value("exit_code", code) } else { w.value("exit_code", nil) }
      w.value("error", o.error)
    }
  }

  private static func write(_ i: Input, _ w: inout JSONWriter) {
    w.object { w in
      w.value("path", i.path)
      w.value("type", i.type)
      w.value("bytes", i.bytes)
      w.value("sha256", i.sha256)
      w.value("compression", i.compression)
      w.value("format", i.format)
      w.value("encoding", i.encoding)
      w.value("delimiter", i.delimiter)
      w.value("rejected_whole", i.rejectedWhole)
      w.object("rows") { w in
        w.value("read", i.rowsRead)
        w.value("taken", i.rowsTaken)
        w.value("rejected", i.rowsRejected)
        w.value("duplicates", i.rowsDuplicate)
      }
      if let fault = i.fault { w.value("fault", fault) }
      if !i.limits.isEmpty { w.array("limits") { w in for l in i.limits { write(l, &w) } } }
    }
  }

  private static func write(_ l: LimitMet, _ w: inout JSONWriter) {
    w.object { w in
      w.value("name", l.name)
      w.value("value", l.value)
      w.value("or_more", l.orMore)
      w.value("most", l.most)
      w.value("line", l.line)
      w.value("count", l.count)
    }
  }

  private static func write(_ o: Output, _ w: inout JSONWriter) {
    w.object { w in
      w.value("name", o.name)
      w.value("rows", o.rows)
      w.value("bytes", o.bytes)
      w.value("sha256", o.sha256)
    }
  }

  private static func write(_ s: Stage, _ w: inout JSONWriter) {
    w.object { w in
      w.value("name", s.name)
      w.value("milliseconds", s.milliseconds)
      w.value("cpu_milliseconds", s.cpuMilliseconds)
      w.value("peak_memory_bytes", s.peakMemoryBytes)
    }
  }
}
