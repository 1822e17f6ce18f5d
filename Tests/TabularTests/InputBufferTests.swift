import Glibc
import Tabular
import Testing

/// Files that are kept stand as they were read until they are let go, together and in order.
@Suite struct InputBufferTests {
  /// Files in a folder of the test's own.
  final class Files {
    let folder: String
    private var made: [String] = []

    init() {
      let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
      var template = Array("\(root)/nir-buffer-XXXXXX".utf8CString)
      folder = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
    }

    deinit {
      for m in made { unlink(m) }
      rmdir(folder)
    }

    func make(_ bytes: [UInt8]) throws -> [UInt8] {
      let path = "\(folder)/\(made.count)"
      let f = try #require(fopen(path, "w"))
      #expect(fwrite(bytes, 1, bytes.count, f) == bytes.count)
      fclose(f)
      made.append(path)
      return Array(path.utf8)
    }
  }

  static func content(_ nr: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ nr) }
  }

  /// Files at a time, and room for them.
  static let sizes = [(1, 0), (2, 0), (3, 1000), (16, 5000), (16, 100), (4, 1 << 20)]

  @Test("so many, and as much as there is room for", arguments: sizes)
  func kept(most: Int, room: Int) throws {
    let files = Files()
    var buffer = InputBuffer(keeping: most, room: room)
    var seen: [(UInt32, [UInt8])] = []
    var together: [Int] = []
    func take(_ kept: [InputBuffer.Kept]) {
      together.append(kept.count)
      let bytes = kept.reduce(0) { $0 + $1.bytes.count }
      #expect(kept.count == 1 || (kept.count <= most && bytes <= room), "\(kept.count) of \(bytes) bytes")
      for k in kept { seen.append((k.tag, Array(k.bytes))) }
    }
    let lengths = (0..<60).map { $0 == 20 ? 3_000 : $0 * 37 % 400 }
    for (nr, n) in lengths.enumerated() {
      try buffer.read(try files.make(Self.content(nr, n)), tag: UInt32(nr), limit: 1 << 20, letGo: take)
      let read = Array(buffer.bytes)
      #expect(read == Self.content(nr, n))
      // What cannot be read, and what is too large, is not kept and takes nothing else with it.
      do throws(TabularError) {
        try buffer.read(Array("/nonexistent/file".utf8), tag: 1000, limit: 1 << 20, letGo: take)
        Issue.record("read")
      } catch { #expect(error == .io(errno: ENOENT, operation: .open)) }
      if nr % 10 == 0 {
        let large = try files.make(Self.content(nr, 2_000))
        do throws(TabularError) {
          try buffer.read(large, tag: 1001, limit: 1_000, letGo: take)
          Issue.record("read")
        } catch { #expect(error == .tooLarge(limit: 1_000)) }
        // A part is read after what is kept.
        let part = try FileSegment(large)
        let n = try buffer.read(part, offset: 500, length: 1_000)
        let bytes = Array(buffer.bytes)
        #expect(n == 1_000 && bytes == Array(Self.content(nr, 2_000)[500..<1_500]))
      }
    }
    let before = buffer.keeps
    buffer.shrink(to: 0, letGo: take)
    let after = buffer.keeps || !buffer.bytes.isEmpty
    #expect(before && !after)
    #expect(seen.map(\.0) == (0..<60).map { UInt32($0) })
    for (nr, s) in seen.enumerated() { #expect(s.1 == Self.content(nr, lengths[nr])) }
    if most > 1, room >= 1_000 { #expect(together.max() ?? 0 > 1) }
    buffer.letGo { _ in Issue.record("let go twice") }
  }

  @Test("nobody asks: nothing is kept") func none() throws {
    let files = Files()
    var buffer = InputBuffer()
    for n in [10, 5_000, 0, 70] {
      let path = try files.make(Self.content(n, n))
      try buffer.read(path, limit: 1 << 20) { _ in Issue.record("kept") }
      let read = Array(buffer.bytes)
      #expect(read == Self.content(n, n))
    }
    let keeps = buffer.keeps
    #expect(!keeps)
    buffer.shrink(to: 0) { _ in Issue.record("kept") }
  }
}
