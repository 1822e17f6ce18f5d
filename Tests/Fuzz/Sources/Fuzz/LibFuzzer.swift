import Glibc

// The two functions that libFuzzer calls. Which target runs is said by NIR_FUZZ.

private let chosen = getenv("NIR_FUZZ").map { String(cString: $0) } ?? ""
private let target = (FuzzTargets.all + CSVFuzzTargets.all + ReadingFuzzTargets.all).first { $0.name == chosen }

/// One input: a rule that is broken ends the process, as a crash does, so that libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  guard let target else {
    let names = (FuzzTargets.all + CSVFuzzTargets.all + ReadingFuzzTargets.all).map(\.name).joined(separator: ", ")
    tell("NIR_FUZZ names the target, one of \(names)")
    exit(64)
  }
  if let broken = target.run(Array(UnsafeBufferPointer(start: data, count: size))) {
    tell("\(target.name): \(broken)")
    abort()
  }
  return 0
}

private func tell(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// SwiftPM gives the entry point of an executable target this name; libFuzzer's own `main` is then not wanted.
@_cdecl("Fuzz_main")
public func fuzzMain(_ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
  var count = count
  var arguments = arguments
  return runDriver(&count, &arguments, { fuzzOneInput($0, $1) })
}
