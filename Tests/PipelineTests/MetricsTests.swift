import Testing

@testable import Pipeline

@Suite struct MetricsTests {
  struct Sample: Hashable {
    var name: String
    var labels: [String: String]
  }

  /// Reads Prometheus' text format, strictly; records what does not fit it.
  static func parse(_ bytes: [UInt8]) -> [Sample: Double] {
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasSuffix("\n"))
    var types: Set<String> = []
    var open = ""
    var out: [Sample: Double] = [:]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if let m = line.wholeMatch(of: /# (HELP|TYPE) ([a-z_]+) (.+)/) {
        if m.1 == "TYPE" {
          #expect(m.3 == "gauge" && open == String(m.2))
          #expect(types.insert(open).inserted, "\(open) twice")
        }
        open = String(m.2)
        continue
      }
      guard let m = line.wholeMatch(of: /([a-z_]+)\{(.*)\} ([0-9.]+)/), let value = Double(m.3) else {
        Issue.record("not the format: \(line)")
        continue
      }
      #expect(String(m.1) == open && m.1.hasPrefix("nir_"))
      var labels: [String: String] = [:]
      var rest = m.2
      while let l = rest.prefixMatch(of: /([a-z_]+)="((?:[^"\\]|\\[\\"n])*)"(?:,|$)/) {
        labels[String(l.1)] = String(l.2)
        rest = rest[l.range.upperBound...]
      }
      #expect(rest.isEmpty, "labels: \(line)")
      #expect(out.updateValue(value, forKey: Sample(name: String(m.1), labels: labels)) == nil, "twice: \(line)")
    }
    return out
  }

  @Test func aPublishedRun() {
    var m = ManifestTests.sample()
    m.outcome = .init(id: "2026-11-22T183005Z-1", status: .published, exitCode: 0)
    m.finished = "2026-11-22T18:30:09Z"
    m.stages.append(.init(name: "writing", milliseconds: 12_034, cpuMilliseconds: 20, peakMemoryBytes: 5))
    let s = Self.parse(Metrics.text(last: m, published: m))
    let p = ["pipeline": "n \\\"æ\\\""]
    func value(_ name: String, _ more: [String: String] = [:]) -> Double? {
      s[Sample(name: "nir_" + name, labels: p.merging(more) { a, _ in a })]
    }
    #expect(value("last_run_success") == 1 && value("last_run_exit_code") == 0)
    #expect(value("last_success_timestamp_seconds") == 1_795_372_209)
    #expect(value("last_success_duration_seconds") == 12.035)
    #expect(value("last_success_stage_seconds", ["stage": "reading"]) == 0.001)
    #expect(value("last_success_peak_memory_bytes") == 5)
    #expect(value("last_success_persons") == 7 && value("last_success_input_files") == 2)
    #expect(value("last_success_rows", ["outcome": "rejected"]) == 2)
    #expect(value("last_success_avvik", ["code": "DUPLIKAT"]) == 1)
    #expect(value("last_success_output_bytes", ["file": "avvik.csv"]) == 99)
  }

  /// An alert sees that the last run failed and how old the last good one is.
  @Test func aFailedRun() {
    var good = ManifestTests.sample()
    good.finished = "2026-11-21T18:30:09Z"
    var bad = good
    bad.finished = "2026-11-22T18:30:09Z"
    bad.outcome = .init(id: "x", status: .failed, exitCode: 74, error: "disken\ner full")
    let s = Self.parse(Metrics.text(last: bad, published: good))
    let p = ["pipeline": "n \\\"æ\\\""]
    #expect(s[Sample(name: "nir_last_run_success", labels: p)] == 0)
    #expect(s[Sample(name: "nir_last_run_exit_code", labels: p)] == 74)
    #expect(s[Sample(name: "nir_last_success_timestamp_seconds", labels: p)] == 1_795_285_809)
    let first = Self.parse(Metrics.text(last: bad, published: nil))
    #expect(first.count == 3 && !first.keys.contains { $0.name.contains("last_success") })
  }
}
