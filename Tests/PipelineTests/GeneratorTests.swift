import Domene
import Innlesing
import Kalender
import Testing

@testable import Pipeline

@Suite struct PersonNumbersTests {
  /// The rule's own example: 202201234501 is right (N-01).
  @Test func dufOfTheRule() {
    #expect(PersonNumbers.duf(year: 2022, serial: 12_345) == 202_201_234_501)
  }

  @Test func dufsAreValidAndUnique() {
    var seen: Set<UInt64> = []
    for i in 0..<20_000 {
      let n = PersonNumbers.duf(index: i, year: 2022)
      #expect(DUFNummer(verdi: n).harRettKontroll)
      seen.insert(n)
    }
    #expect(seen.count == 20_000)
    #expect(PersonNumbers.duf(index: 1_000_000, year: 2022) != PersonNumbers.duf(index: 0, year: 2022))
  }

  /// Control digits by the weights of N-02, written out once more.
  static func isValid(_ n: UInt64) -> Bool {
    let t = String(n)
    let d = (String(repeating: "0", count: max(0, 11 - t.count)) + t).compactMap { $0.wholeNumberValue }
    guard d.count == 11 else { return false }
    let a = zip(d, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).reduce(0) { $0 + $1.0 * $1.1 } % 11
    let b = zip(d, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).reduce(0) { $0 + $1.0 * $1.1 } % 11
    return a == 0 && b == 0
  }

  @Test(arguments: [PersonNumbers.Series.adult, .child])
  func foedselsnumreAreValidUniqueAndSynthetic(_ series: PersonNumbers.Series) throws {
    let first = try #require(Dato("1958-01-01"))
    let last = try #require(Dato("2008-12-31"))
    var seen: Set<UInt64> = []
    var missing = 0
    for i in 0..<20_000 {
      let p = PersonNumbers.born(index: i, count: 20_000, first: first, last: last, series)
      guard let n = p.number else {
        missing += 1
        continue
      }
      if i % 97 == 0 { #expect(Self.isValid(n)) }
      let month = Int(n / 10_000_000 % 100)
      #expect(month > series.rawValue && month <= series.rawValue + 12)
      seen.insert(n)
    }
    #expect(missing == 0)
    #expect(seen.count == 20_000)
  }
}

@Suite struct GeneratorTests {
  static func options(_ persons: Int, seed: UInt64 = 1) -> GeneratorOptions {
    GeneratorOptions(persons: persons, seed: seed, date: GeneratorOptions.defaultDate)
  }

  /// Path and checksum of every file.
  static func made(_ o: GeneratorOptions) throws -> [String: String] {
    let t = TemporaryFolder()
    _ = try DropGenerator(o).run(into: t.path + "/drop", progress: Progress(mode: .quiet))
    let l = try DropListing.read(root: t.path + "/drop", patterns: .dropLayout)
    var out: [String: String] = [:]
    for f in l.files { out[f.visible] = Checksum.file(l.fullPath(f))?.hex }
    return out
  }

  @Test(arguments: [GeneratorOptions.Format.mixed, .csv])
  func threadsDoNotShow(_ format: GeneratorOptions.Format) throws {
    var o = Self.options(1500)
    o.unitSize = 200
    o.format = format
    o.mess = 0.01
    let one = try Self.made(o)
    for threads in [2, 8] {
      o.threads = threads
      #expect(try Self.made(o) == one)
    }
  }

  @Test func seedsDiffer() throws {
    let a = try Self.made(Self.options(100))
    #expect(try Self.made(Self.options(100)) == a)
    #expect(try Self.made(Self.options(100, seed: 2)) != a)
  }

  @Test func everyTypeAndEveryFormat() throws {
    var o = Self.options(600)
    o.mess = 0.02
    o.examples = true
    let names = try Self.made(o).keys
    for type in Inndatatype.allCases where type != .folkeregister && type != .udi {
      #expect(names.contains { $0.hasPrefix("kommune/\(type.navn)_") })
    }
    #expect(names.contains { $0.hasPrefix("folkeregister/") } && names.contains { $0.hasPrefix("udi/") })
    for ending in [".csv", ".csv.gz", ".json", ".ndjson"] { #expect(names.contains { $0.hasSuffix(ending) }) }
    #expect(names.contains("kommune/tull_3024.csv"))
    #expect(names.contains("kommune/vedtak-eksempler.csv"))
  }

  @Test func plainCSVIsPlain() throws {
    let t = TemporaryFolder()
    var o = Self.options(300)
    o.format = .csv
    o.documents = false
    let made = try DropGenerator(o).run(into: t.path + "/d", progress: Progress(mode: .quiet))
    #expect(t.names("d") == ["kommune", "udi"])
    let files = t.names("d/kommune")
    #expect(files.count >= 13 * 8 && files.allSatisfy { $0.hasSuffix(".csv") })
    var rows = 0
    for f in files.map({ "d/kommune/" + $0 }) + t.names("d/udi").map({ "d/udi/" + $0 }) {
      let lines = try #require(t.read(f)).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.last == "")
      let columns = lines[0].split(separator: ";", omittingEmptySubsequences: false).count
      for l in lines.dropLast() { #expect(l.split(separator: ";", omittingEmptySubsequences: false).count == columns) }
      rows += lines.count - 2
    }
    #expect(rows == made.rows)
    // Eight to twelve registrations a person, permits aside.
    #expect((8 * 300...13 * 300).contains(rows))
  }

  @Test func folderMustBeNew() throws {
    let t = TemporaryFolder()
    t.write("noe", "x")
    #expect { try DropGenerator(Self.options(1)).run(into: t.path, progress: Progress(mode: .quiet)) } throws: {
      ($0 as? RunError)?.exitCode == 73
    }
  }

  @Test(arguments: [0, 1, 2, 13])
  func smallDrops(_ n: Int) throws {
    let files = try Self.made(Self.options(n))
    #expect(n == 0 ? files.isEmpty : !files.isEmpty)
  }

  @Test func placesFollowReforms() throws {
    let date = try #require(Dato("2024-08-31"))
    let places = Place.all(per: date, atMost: 400)
    #expect(places.count == 357)
    let drammen = try #require(places.first { $0.current == 3301 })
    #expect(drammen.number(try #require(Dato("2023-12-31"))) == 3005)
    #expect(drammen.number(try #require(Dato("2024-01-01"))) == 3301)
    #expect(drammen.number(try #require(Dato("2019-12-31"))) == 602)
    let oslo = try #require(places.first { $0.current == 301 })
    #expect(oslo.numbers.count == 1 && !oslo.bydeler.isEmpty)
    let kristiansand = try #require(places.first { $0.current == 4204 })
    #expect(kristiansand.number(try #require(Dato("2021-05-01"))) == 4204)
  }

  @Test func unitsHoldEverybodyOnce() {
    let places = Place.all(per: GeneratorOptions.defaultDate, atMost: 357)
    for n in [1, 357, 5000, 100_000, 1_000_003] {
      let units = WorkUnit.plan(persons: n, places: places, size: 20_000)
      var next = 0
      for p in units.flatMap(\.parts) where !p.persons.isEmpty {
        #expect(p.persons.lowerBound == next)
        next = p.persons.upperBound
      }
      #expect(next == n)
    }
  }
}
