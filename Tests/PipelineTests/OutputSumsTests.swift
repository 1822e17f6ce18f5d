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

  /// Workers who sum a few blocks at a time between other things, and leave off in the middle of them.
  @Test("blocks summed step by step: each file's own, in order, whoever goes on with them", arguments: [1, 2, 5])
  func steps(_ walkers: Int) {
    let memory = BlockChecksumTests.bytes(64 * 300, seed: 9)
    let queue = SumQueue()
    let files = (0..<3).map { _ in OutputSum() }
    let ends = Locked(Array(repeating: [Int](), count: files.count))
    memory.withUnsafeBytes { m in
      nonisolated(unsafe) let m = m
      OwnThread.together(walkers) { w in
        var walk = SumQueue.Walk(queue)
        for block in 0..<200 {
          for f in files.indices where f % walkers == w {
            let from = (block * (f + 3) % 290) * 64
            queue.add(files[f], UnsafeRawBufferPointer(rebasing: m[from..<(from + 64 * (1 + block % 9))])) {
              ends.withLock { $0[f].append(block) }
            }
          }
          for _ in 0..<(block % 13) {
            walk.goOn()
            walk.steps.step()
          }
          if block % 5 == 0 { walk.rest() }
        }
        walk.rest()
      }
      for f in files.indices {
        queue.wait(files[f])
        #expect(ends.withLock { $0[f] } == Array(0..<200))
        var c = Checksum()
        for block in 0..<200 {
          let from = (block * (f + 3) % 290) * 64
          c.update(UnsafeRawBufferPointer(rebasing: m[from..<(from + 64 * (1 + block % 9))]))
        }
        let hex = files[f].hex(rest: UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(hex == c.hex(), "file \(f)")
      }
    }
  }

  @Test("a walk without a queue has no steps, and one whose block is given back is taken on by others") func rest() {
    var idle = SumQueue.Walk(nil)
    idle.goOn()
    #expect(idle.steps.left == 0)
    idle.rest()
    let memory = BlockChecksumTests.bytes(64 * 8, seed: 10)
    let queue = SumQueue()
    let sum = OutputSum()
    memory.withUnsafeBytes { m in
      var walk = SumQueue.Walk(queue)
      queue.add(sum, m) {}
      walk.goOn()
      // Where the processor has no instructions for it there is nothing to walk with.
      #expect(walk.steps.left == (BlockChecksum.level > 0 ? 8 : 0))
      walk.steps.step()
      walk.steps.step()
      walk.rest()
      queue.wait(sum)
      #expect(sum.hex(rest: UnsafeRawBufferPointer(start: nil, count: 0)) == BlockChecksumTests.library(m))
    }
  }
}
