/// One part that is measured: what is made ready does not count, what `run` does once does.
struct Part {
  let name: String
  /// Bytes that one run goes through; 0: the units count.
  let bytes: Int
  let units: Int
  let unit: String
  /// Does the work once; what it returns is added up and printed, so that none of it can be left out.
  let run: () throws -> Int
}

/// What went wrong with the benchmark itself.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String
}
