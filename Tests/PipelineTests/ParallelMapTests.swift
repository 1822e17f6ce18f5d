import Testing

@testable import Pipeline

@Suite struct ParallelMapTests {
  struct Broken: Error, Equatable { var at: Int }

  @Test(arguments: [1, 2, 8])
  func resultsComeInOrder(_ threads: Int) throws {
    let got = try parallelMap(count: 1000, threads: threads) { $0 * $0 }
    #expect(got == (0..<1000).map { $0 * $0 })
  }

  @Test(arguments: [1, 2, 8])
  func everyItemOnceAndEveryWorkerItsOwn(_ threads: Int) throws {
    let states = try parallelForEach(
      count: 5000, threads: threads, makeWorker: { _ in [Int]() }, body: { w, i in w.append(i) })
    #expect(states.count == threads)
    #expect(states.flatMap { $0 }.sorted() == Array(0..<5000))
  }

  @Test(arguments: [1, 2, 8])
  func firstErrorInOrder(_ threads: Int) {
    for _ in 0..<20 {
      #expect(throws: Broken(at: 37)) {
        try parallelForEach(count: 400, threads: threads) { i in if i >= 37 { throw Broken(at: i) } }
      }
    }
  }

  @Test(arguments: [1, 2, 8])
  func itemsBeforeAnErrorHaveRun(_ threads: Int) {
    let ran = Locked<Set<Int>>([])
    _ = try? parallelForEach(count: 200, threads: threads) { i in
      ran.withLock { _ = $0.insert(i) }
      if i == 100 { throw Broken(at: i) }
    }
    #expect(ran.withLock { Set(0...100).isSubset(of: $0) })
  }

  @Test(arguments: [1, 2, 8])
  func nothingToDo(_ threads: Int) throws {
    #expect(try parallelMap(count: 0, threads: threads) { $0 }.isEmpty)
  }

  @Test func workerThatCannotStart() {
    #expect(throws: Broken(at: -1)) {
      try parallelForEach(
        count: 10, threads: 4, makeWorker: { _ in throw Broken(at: -1) }, body: { (_: inout Int, _) in })
    }
  }
}
