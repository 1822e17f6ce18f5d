import Testing

@testable import Pipeline

@Suite struct OutputSumsTests {
  @Test("a queue of blocks: each file's own, in order, however they come") func queue() {
    let memory = BlockChecksumTests.bytes(64 * 200, seed: 7)
    let queue = SumQueue()
    let files = (0..<7).map { _ in OutputSum() }
    let ends = Locked(Array(repeating: [Int](), count: files.count))
    memory.withUnsafeBytes { m in
      nonisolated(unsafe) let m = m
      OwnThread.together(files.count) { f in
        for block in 0..<200 {
          // Of unlike sizes as well: those go on one after the other.
          let n = block % 9 == f ? 128 : 64
          let from = (block * (f + 1) % 198) * 64
          queue.add(files[f], UnsafeRawBufferPointer(rebasing: m[from..<(from + n)])) {
            ends.withLock { $0[f].append(block) }
          }
        }
        queue.wait(files[f])
      }
      for f in files.indices {
        #expect(ends.withLock { $0[f] } == Array(0..<200))
        var c = Checksum()
        for block in 0..<200 {
          let from = (block * (f + 1) % 198) * 64
          c.update(UnsafeRawBufferPointer(rebasing: m[from..<(from + (block % 9 == f ? 128 : 64))]))
        }
        c.update([1, 2, 3])
        let hex = [UInt8]([1, 2, 3]).withUnsafeBytes { files[f].hex(rest: $0) }
        #expect(hex == c.hex(), "file \(f)")
      }
    }
  }

  @Test("one file alone, and one block of it, is not held back when somebody waits") func alone() {
    let memory = BlockChecksumTests.bytes(64 * 5, seed: 8)
    let queue = SumQueue()
    memory.withUnsafeBytes { m in
      for count in 0...5 {
        let sum = OutputSum()
        let done = Locked(0)
        for block in 0..<count {
          queue.add(sum, UnsafeRawBufferPointer(rebasing: m[(64 * block)..<(64 * block + 64)])) {
            done.withLock { $0 += 1 }
          }
        }
        queue.wait(sum)
        #expect(done.withLock { $0 } == count)
        let hex = sum.hex(rest: UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(hex == BlockChecksumTests.library(UnsafeRawBufferPointer(rebasing: m[..<(64 * count)])))
      }
    }
  }
}
