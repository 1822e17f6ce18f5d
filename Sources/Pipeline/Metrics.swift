/// `kjoering.prom`: how the last run went, and what the last published one did, in
/// Prometheus' text format (version 0.0.4) for the node exporter's textfile folder.
/// It stands in the output folder itself and is written anew by every run that ends,
/// so that an alert sees both «the last run failed» and «the last good one is too
/// old». Counts, codes and file names only.
enum Metrics {
  static let fileName = "kjoering.prom"

  /// - Parameters:
  ///   - last: the run that has just ended.
  ///   - published: the run whose outputs the folder shows; nil when there is none.
  static func text(last: RunManifest, published: RunManifest?) -> [UInt8] {
    var w = Writer(pipeline: last.pipelineName)
    w.gauge("nir_last_run_end_timestamp_seconds", "When the last run ended, in seconds since 1970.") {
      $0.value(epochSeconds(last.finished))
    }
    w.gauge("nir_last_run_success", "1 when the last run was published, 0 when it failed.") {
      $0.value(last.outcome?.status == .published ? 1 : 0)
    }
    w.gauge("nir_last_run_exit_code", "Exit code of the last run; 137 for one that was killed.") {
      $0.value(last.outcome?.exitCode ?? 137)
    }
    if let m = published { w.published(m) }
    return Array(w.text.utf8)
  }

  private struct Writer {
    let pipeline: String
    var text = ""
    private var name = ""

    init(pipeline: String) { self.pipeline = pipeline }

    mutating func gauge(_ name: String, _ help: String, _ values: (inout Writer) -> Void) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
      self.name = name
      values(&self)
    }

    mutating func value(_ v: Int?, _ labels: (String, String)...) { sample(v.map { "\($0)" }, labels) }

    /// Thousandths as a decimal number.
    mutating func milli(_ v: Int, _ labels: (String, String)...) {
      let rest = String(v % 1000)
      sample("\(v / 1000).\(String(repeating: "0", count: 3 - rest.utf8.count))\(rest)", labels)
    }

    private mutating func sample(_ v: String?, _ labels: [(String, String)]) {
      guard let v else { return }
      let all = ([("pipeline", pipeline)] + labels).map { "\($0.0)=\"\(Writer.escaped($0.1))\"" }
      text += "\(name){\(all.joined(separator: ","))} \(v)\n"
    }

    private static func escaped(_ t: String) -> String {
      var out = ""
      for s in t.unicodeScalars {
        switch s {
        case "\\": out += "\\\\"
        case "\"": out += "\\\""
        case "\n": out += "\\n"
        default: out.unicodeScalars.append(s)
        }
      }
      return out
    }

    mutating func published(_ m: RunManifest) {
      times(m)
      gauge("nir_last_success_persons", "Persons of the last published run.") { $0.value(m.persons) }
      gauge("nir_last_success_input_files", "Files that it found in the drop.") { $0.value(m.inputs.count) }
      gauge("nir_last_success_input_files_rejected", "Files of these that were rejected whole.") {
        $0.value(m.inputs.count { $0.rejectedWhole })
      }
      gauge("nir_last_success_input_bytes", "Bytes of these as they lie on disk.") {
        $0.value(m.inputs.reduce(0) { $0 + $1.bytes })
      }
      gauge("nir_last_success_rows", "Rows read, and what became of them: taken, rejected or duplicate.") {
        $0.value(m.inputs.reduce(0) { $0 + $1.rowsRead }, ("outcome", "read"))
        $0.value(m.inputs.reduce(0) { $0 + $1.rowsTaken }, ("outcome", "taken"))
        $0.value(m.inputs.reduce(0) { $0 + $1.rowsRejected }, ("outcome", "rejected"))
        $0.value(m.inputs.reduce(0) { $0 + $1.rowsDuplicate }, ("outcome", "duplicate"))
      }
      if !m.avvik.isEmpty {
        gauge("nir_last_success_avvik", "Rows of avvik.csv, by code.") { w in
          for a in m.avvik.sorted(by: { $0.code < $1.code }) { w.value(a.count, ("code", a.code)) }
        }
      }
      gauge("nir_last_success_output_bytes", "Bytes of each output.") { w in
        for o in m.outputs { w.value(o.bytes, ("file", o.name)) }
      }
      gauge("nir_last_success_info", "Which program and which rules it was made by.") {
        $0.value(1, ("version", m.programVersion), ("rule_set", m.ruleSet ?? ""), ("id", m.outcome?.id ?? ""))
      }
    }

    private mutating func times(_ m: RunManifest) {
      gauge("nir_last_success_timestamp_seconds", "When the last published run ended, in seconds since 1970.") {
        $0.value(epochSeconds(m.finished))
      }
      gauge("nir_last_success_duration_seconds", "How long its stages took together.") {
        $0.milli(m.stages.reduce(0) { $0 + $1.milliseconds })
      }
      gauge("nir_last_success_stage_seconds", "How long each stage took.") { w in
        for s in m.stages { w.milli(s.milliseconds, ("stage", s.name)) }
      }
      gauge("nir_last_success_stage_cpu_seconds", "CPU time of each stage, all threads.") { w in
        for s in m.stages { w.milli(s.cpuMilliseconds, ("stage", s.name)) }
      }
      gauge("nir_last_success_peak_memory_bytes", "Peak of resident memory.") {
        $0.value(m.stages.map(\.peakMemoryBytes).max() ?? 0)
      }
    }
  }
}
