import Testing

@testable import Pipeline

/// The two walls of the house: `Tabular` knows no domain, `Regelverk` knows no
/// files, no clock and no threads. Imports run one way.
@Suite struct HouseTests {
  /// What each part may import, itself aside.
  static let allowed: [(part: String, imports: Set<String>)] = [
    ("Kalender", []),
    ("Kodeverk", ["Kalender"]),
    ("Domene", ["Kodeverk", "Kalender"]),
    ("Regelverk", ["Domene", "Kodeverk", "Kalender"]),
    ("Tabular", ["CZlib", "CProcessor", "Glibc"]),
    ("Innlesing", ["CProcessor", "Tabular", "Domene", "Kodeverk", "Kalender", "Synchronization"]),
    ("Rapport", ["Regelverk", "Innlesing", "Tabular", "Domene", "Kodeverk", "Kalender"]),
    (
      "Pipeline",
      [
        "CProcessor", "Rapport", "Regelverk", "Innlesing", "Tabular", "Domene", "Kodeverk", "Kalender", "Yams", "Crypto",
        "Glibc", "Synchronization", "Foundation",
      ]
    ),
  ]

  static func sources(_ folder: [UInt8]) -> [[UInt8]] {
    (Posix.names(in: folder) ?? []).flatMap { name in
      let path = Posix.join(folder, name)
      if let s = Posix.status(path), Posix.isFolder(s) { return sources(path) }
      return name.suffix(6).elementsEqual(Array(".swift".utf8)) ? [path] : []
    }
  }

  /// The modules that a file imports, read from its lines.
  static func imports(_ path: [UInt8]) -> [String] {
    let text = String(decoding: Posix.read(path, limit: 1 << 24) ?? [], as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      var words = line.split(separator: " ").filter { !$0.hasPrefix("@") && $0 != "public" && $0 != "internal" }
      guard words.first == "import" else { return nil }
      words.removeFirst()
      if let kind = words.first, ["struct", "func", "enum", "class", "let", "var"].contains(kind) { words.removeFirst() }
      return words.first.map { String($0.prefix { $0 != "." }) }
    }
  }

  @Test(arguments: HouseTests.allowed.indices)
  func importsRunOneWay(_ nr: Int) {
    let (part, allowed) = Self.allowed[nr]
    let files = Self.sources(Array((ExampleDropTests.project + "/Sources/" + part).utf8))
    #expect(!files.isEmpty)
    for file in files {
      for module in Self.imports(file) where !allowed.contains(module) {
        Issue.record("\(visiblePath(file)) imports \(module)")
      }
    }
  }

  /// Threads are made in one file, and by nothing that waits for the system to have one.
  @Test func threadsAreMadeInOneFile() {
    let files = Self.sources(Array((ExampleDropTests.project + "/Sources").utf8))
    #expect(files.filter { Self.imports($0).contains("Dispatch") }.isEmpty)
    let makers = files.filter { file in
      let text = String(decoding: Posix.read(file, limit: 1 << 24) ?? [], as: UTF8.self)
      return ["pthread_create", "Task {", "Task.detached", "withTaskGroup"].contains { text.contains($0) }
    }
    #expect(makers.map { visiblePath($0).split(separator: "/").last.map(String.init) } == ["Threads.swift"])
  }
}
