import Glibc

/// Parts [--rounds N] [--persons N] [NAME ...]: runs each part N times and prints the best time.
@main
enum Main {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      let text = Array("Parts: \(error)\n".utf8)
      _ = write(2, text, text.count)
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    var rounds = 20
    var persons = 3000
    var list = false
    var names: [String] = []
    var rest = arguments[...]
    while let a = rest.popFirst() {
      switch a {
      case "--rounds":
        guard let n = rest.popFirst().flatMap({ Int($0) }), n > 0 else {
          throw BenchmarkError(description: "--rounds wants a number above 0")
        }
        rounds = n
      case "--persons":
        guard let n = rest.popFirst().flatMap({ Int($0) }), n >= 10 else {
          throw BenchmarkError(description: "--persons wants a number of at least 10")
        }
        persons = n
      case "--list": list = true
      default: names.append(a)
      }
    }
    let drop = SyntheticDrop(persons: persons, seed: 5)
    guard let absence = drop.files.first(where: { $0.type == .fravaer }) else {
      throw BenchmarkError(description: "the drop lacks a file")
    }
    let onDisk = try DropParts(drop, persons: persons)
    defer { onDisk.remove() }
    let parts =
      [
        TextParts.tokenizing(absence.text, "tokenizing"), try TextParts.inflating(absence.text),
        TextParts.dates(20_000),
      ] + (try onDisk.parts())
      + [TextParts.writing(10_000)]
    if list {
      for p in parts { print(p.name) }
      return
    }
    for name in names where !parts.contains(where: { $0.name == name }) {
      throw BenchmarkError(description: "no part is called \(name); --list tells them")
    }
    for p in parts where names.isEmpty || names.contains(p.name) { try measure(p, rounds) }
  }

  private static func measure(_ p: Part, _ rounds: Int) throws {
    var best = Double.infinity
    var sum = 0
    for _ in 0..<rounds {
      let start = now()
      sum &+= try p.run()
      best = min(best, now() - start)
    }
    let speed: String
    if p.bytes > 0 {
      speed = "\(Int(Double(p.bytes) / best / 1e6)) MB/s"
    } else {
      let ns = best / Double(max(1, p.units)) * 1e9
      speed = "\(ns < 100 ? String(Double(Int(ns * 10)) / 10) : String(Int(ns))) ns a \(p.unit)"
    }
    print("\(p.name): \(speed) (\(sum / rounds) in a round)")
  }

  /// Processor time of this process: other processes' share of a busy machine is not in it.
  private static func now() -> Double {
    var t = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t)
    return Double(t.tv_sec) + Double(t.tv_nsec) / 1e9
  }
}
