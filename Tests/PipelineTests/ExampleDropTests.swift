import Tabular
import Testing

@testable import Pipeline

/// `input/` is what the README's command makes of the generator.
@Suite struct ExampleDropTests {
  static let project = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
    separator: "/")

  /// A file's content; inflated, since another zlib may pack the same bytes otherwise.
  static func content(_ path: [UInt8]) -> [UInt8]? {
    guard let bytes = Posix.read(path, limit: 1 << 24) else { return nil }
    return bytes.withUnsafeBytes { p in
      guard Inflater.isGzip(p), let out = try? Inflater.inflateAll(p, limit: 1 << 24) else { return bytes }
      return out.withBytes { Array($0) }
    }
  }

  @Test func inputIsWhatTheGeneratorMakes() throws {
    var o = GeneratorOptions(persons: 200, seed: 113, date: GeneratorOptions.defaultDate)
    o.mess = 0.03
    o.examples = true
    let t = TemporaryFolder()
    _ = try DropGenerator(o).run(into: t.path + "/drop", progress: Progress(mode: .quiet))
    let made = try DropListing.read(root: t.path + "/drop", patterns: .dropLayout)
    let kept = try DropListing.read(root: Self.project + "/input", patterns: .dropLayout)
    #expect(made.files.map(\.visible) == kept.files.map(\.visible))
    for (a, b) in zip(made.files, kept.files) {
      // A packed file that is cut short cannot be compared but as packed.
      if a.visible.contains("skadet") { continue }
      // Not the bytes themselves: a failure would print them all.
      let same = Self.content(made.fullPath(a)) == Self.content(kept.fullPath(b))
      #expect(same, "\(a.visible)")
    }
  }
}
