import Testing

@testable import Pipeline

@Suite struct ArbeidsdelingTests {
  /// Workers who read what they have begun side by side, each at its own pace.
  private static func kjoer(_ bytes: [Int], takt: [Int], bredde: Int) -> (gitt: [[Int]], ferdig: [Int]) {
    let deling = Arbeidsdeling(bytes: bytes, arbeidere: takt.count)
    var begynt: [[Int]] = takt.map { _ in [] }
    var gitt: [[Int]] = takt.map { _ in [] }
    var ferdig = takt.map { _ in 0 }
    var naa = 0
    while true {
      naa += 1
      for w in takt.indices { deling.har(w, igjen: begynt[w].reduce(0, +)) }
      for w in takt.indices {
        while begynt[w].count < bredde, let i = deling.ta(w, igjen: begynt[w].reduce(0, +)) {
          begynt[w].append(bytes[i])
          gitt[w].append(i)
        }
        if !begynt[w].isEmpty { ferdig[w] = naa }
        begynt[w] = begynt[w].map { $0 - takt[w] }.filter { $0 > 0 }
      }
      if begynt.allSatisfy(\.isEmpty), gitt.joined().count == bytes.count { return (gitt, ferdig) }
    }
  }

  @Test(arguments: [[1], [1, 1], [2, 3], [1, 1, 4]])
  func `every piece is given out once, in order`(takt: [Int]) {
    let bytes = (0..<70).map { 40 + $0 * 7 % 31 }.sorted(by: >)
    let (gitt, _) = Self.kjoer(bytes, takt: takt, bredde: 16)
    #expect(gitt.joined().sorted() == Array(bytes.indices))
    #expect(gitt.allSatisfy { $0 == $0.sorted() && !$0.isEmpty })
  }

  /// 57 pieces as large as one another, sixteen at a time: without a share for each, one worker has sixteen of the
  /// last 25 and the other nine.
  @Test func `workers come to the end together`() {
    let (gitt, ferdig) = Self.kjoer(Array(repeating: 1_000, count: 57), takt: [10, 10], bredde: 16)
    #expect(abs(gitt[0].count - gitt[1].count) <= 1)
    #expect(abs(ferdig[0] - ferdig[1]) <= 100)
  }

  @Test func `who has nothing to do is given a piece as long as there is one`() {
    let deling = Arbeidsdeling(bytes: [5, 4, 3], arbeidere: 2)
    #expect(deling.ta(0, igjen: 0) == 0)
    // More than half of what is left.
    #expect(deling.ta(0, igjen: 13) == nil)
    #expect(deling.ta(1, igjen: 0) == 1)
    #expect(deling.ta(1, igjen: 0) == 2)
    #expect(deling.ta(1, igjen: 0) == nil)
  }
}
