/// Times the stages of a run one after another.
struct StageClock {
  private var wall = monotonicNanoseconds()
  private var cpu = cpuNanoseconds()

  /// The stage that ends now and began where the one before it ended.
  mutating func stage(_ name: String) -> RunManifest.Stage {
    let w = monotonicNanoseconds()
    let c = cpuNanoseconds()
    defer {
      wall = w
      cpu = c
    }
    return .init(
      name: name, milliseconds: Int((w - wall) / 1_000_000), cpuMilliseconds: Int((c - cpu) / 1_000_000),
      peakMemoryBytes: peakMemoryBytes())
  }
}
