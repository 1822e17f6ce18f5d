@testable import Tabular

/// What must hold for any bytes whatsoever. Each function returns what was broken,
/// or nil. Used by the seeded mutation tests, and fit for a coverage-guided
/// driver: compile this file, `Support/` and the sources of Tabular as one module
/// with `swiftc -sanitize=fuzzer,address -parse-as-library`, and let a function
/// with `@_cdecl("LLVMFuzzerTestOneInput")` call `run` of each target and abort on a message.
enum FuzzTargets {
  static let all: [(name: String, run: @Sendable ([UInt8]) -> String?)] = [
    ("json", json), ("array", array), ("lines", lines), ("gzip", inflate), ("utf8", utf8), ("windows1252", windows1252),
  ]

  /// The scanner accepts what the plain reader accepts, wherever the text lies, whether skipped or walked.
  static func json(_ text: [UInt8]) -> String? {
    let expected = PlainJSON.accepts(text)
    let skipped = withBytes(text) { bytes in caught { () throws(JSONFault) in try skip(bytes, 0..<bytes.count) } }
    if (skipped == nil) != expected { return "skipValue: \(String(describing: skipped)), plain reader: \(expected)" }
    if let skipped, !(0...text.count).contains(skipped.offset) { return "offset \(skipped.offset) outside the text" }
    let walked = withBytes(text) { bytes in
      caught { () throws(JSONFault) in
        var scanner = JSONScanner(bytes)
        try walk(&scanner)
        try scanner.finish()
      }
    }
    if walked != skipped { return "walked: \(String(describing: walked)), skipped: \(String(describing: skipped))" }
    // The same text in the middle of other text, at another alignment.
    let lead = text.count % 17 + 1
    let around =
      Array(repeating: UInt8(ascii: "\""), count: lead) + text + Array("\"}],1\\".utf8)
      + Array(repeating: 0x22, count: 16)
    let moved = withBytes(around) { bytes in
      caught { () throws(JSONFault) in try skip(bytes, lead..<lead + text.count) }
    }
    if moved?.kind != skipped?.kind || moved.map({ $0.offset - lead }) != skipped?.offset {
      return "moved by \(lead): \(String(describing: moved)), alone: \(String(describing: skipped))"
    }
    return nil
  }

  /// Splitting and then checking gives the elements and the end that reading in order gives.
  static func array(_ text: [UInt8]) -> String? {
    withBytes(text) { bytes in
      var inOrder: [JSONElement] = []
      var elements = JSONArrayElements(bytes)
      let fault = caught { () throws(JSONFault) in
        while let element = try elements.next() { inOrder.append(element) }
      }
      var split: [JSONElement] = []
      var splitter = JSONArraySplitter(bytes)
      let broken = caught { () throws(JSONFault) in
        while let element = try splitter.next() {
          try skip(bytes, element.range)
          split.append(element)
        }
      }
      if split != inOrder { return "split \(split.count) elements, in order \(inOrder.count)" }
      if (broken == nil) != (fault == nil) {
        return "split: \(String(describing: broken)), in order: \(String(describing: fault))"
      }
      if inOrder.map(\.ordinal) != Array(inOrder.indices.map { $0 + 1 }) { return "ordinals out of order" }
      let isArray = text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "[")
      // The whole may be one level deeper than its elements, so only plain shapes are compared.
      let expected = isArray && PlainJSON.accepts(text)
      if expected && fault != nil { return "a good array has fault \(String(describing: fault))" }
      if !expected && fault == nil && !isArray { return "no array, and no fault" }
      return nil
    }
  }

  /// Lines cover what is not blank, in order, and reading in parts gives the same.
  static func lines(_ text: [UInt8]) -> String? {
    withBytes(text) { bytes in
      let whole = Array(NDJSONLines(bytes))
      var expected: [NDJSONLines.Line] = []
      var start = 0
      for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
        let end = start + line.count
        if line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) {
          expected.append(.init(range: start..<(line.last == 0x0D ? end - 1 : end), number: index + 1))
        }
        start = end + 1
      }
      if whole != expected { return "lines \(whole), expected \(expected)" }
      let border = NDJSONLines.nextStart(bytes, after: text.count / 2)
      let feeds = SourcePosition.countLineFeeds(UnsafeRawBufferPointer(rebasing: bytes[..<border]))
      let parts =
        Array(NDJSONLines(bytes, in: 0..<border, firstLine: 1))
        + Array(NDJSONLines(bytes, in: border..<bytes.count, firstLine: feeds + 1))
      return parts == whole ? nil : "in two parts \(parts), whole \(whole)"
    }
  }

  /// Damaged or not: no crash, a limit that holds, the same bytes or error as zlib gives, and chunks of
  /// any size give the same.
  static func inflate(_ text: [UInt8]) -> String? {
    if let difference = inflateDifference(text, limit: 1 << 20) { return difference }
    // The raw blocks too, which mutations reach sooner than behind header and checksum; with zeros after them,
    // because tables differ with how much input is left.
    let after = [0, 1100, 33_000][text.count % 3]
    let bare = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + text + Array(repeating: 0, count: after)
    if let difference = inflateDifference(bare, limit: 1 << 20) { return "behind a header: \(difference)" }
    // Limits about what comes out, where the order of faults matters most.
    let size = (try? gunzipByZlib(text, limit: 1 << 20))?.count ?? text.count
    for limit in [0, size / 2, size - 1, size] {
      if let difference = inflateDifference(text, limit: limit) { return "limit \(limit): \(difference)" }
      if let difference = inflateDifference(bare, limit: limit) {
        return "behind a header, limit \(limit): \(difference)"
      }
    }
    let limit = 1 << 20
    let whole = Result { try gunzip(text, limit: limit) }
    if case .success(let content) = whole, content.count > limit { return "limit passed: \(content.count)" }
    if case .failure(TabularError.tooLarge(limit)) = whole { return nil }
    for (inputChunk, outputChunk) in [(1, 64), (7, 1), (4096, 4096)] where text.count < 4096 {
      let streamed = Result { try gunzipStreaming(text, inputChunk: inputChunk, outputChunk: outputChunk) }
      switch (whole, streamed) {
      case (.success(let one), .success(let other)):
        if one != other { return "chunks \(inputChunk)/\(outputChunk) give other bytes" }
      case (.failure(let one as TabularError), .failure(let other as TabularError)):
        if one != other { return "chunks \(inputChunk)/\(outputChunk): \(other), whole: \(one)" }
      default: return "chunks \(inputChunk)/\(outputChunk): \(streamed), whole: \(whole)"
      }
    }
    return nil
  }

  /// What `inflateAll` gives other than zlib does; nil: nothing.
  static func inflateDifference(_ text: [UInt8], limit: Int) -> String? {
    let ours = Result { try gunzip(text, limit: limit) }
    let zlib = Result { try gunzipByZlib(text, limit: limit) }
    switch (ours, zlib) {
    case (.success(let one), .success(let other)):
      return one == other ? nil : "other bytes (\(one.count)) than zlib's (\(other.count))"
    case (.failure(let one as TabularError), .failure(let other as TabularError)):
      return one == other ? nil : "\(one), zlib: \(other)"
    default: return "\(ours), zlib: \(zlib)".prefix(300).description
    }
  }

  /// The fast check says what the plain one says, whole and in chunks of any size.
  static func utf8(_ text: [UInt8]) -> String? {
    let expected = PlainUTF8.firstInvalid(text)
    let nul = text[..<(expected ?? text.count)].firstIndex(of: 0)
    let whole = withBytes(text) { UTF8Check.firstInvalid($0) }
    if whole != expected { return "firstInvalid \(String(describing: whole)), plain \(String(describing: expected))" }
    let any = withBytes(text) { UTF8Check.firstNul($0) }
    if any != text.firstIndex(of: 0) { return "firstNul \(String(describing: any))" }
    for size in [1, 2, 3, 5, 64, 67, 1 << 20] {
      var check = UTF8Check()
      var start = 0
      while start < text.count {
        let end = min(text.count, start + size)
        withBytes(text[start..<end]) { check.update($0) }
        start = end
      }
      check.finish()
      if check.firstInvalid != expected || check.firstNul != nul || check.count != text.count {
        return "chunks of \(size): \(check), plain \(String(describing: expected)), \(String(describing: nul))"
      }
    }
    return nil
  }

  /// Decoding gives well-formed UTF-8 with as many code points as there were bytes, or says which byte has none.
  static func windows1252(_ text: [UInt8]) -> String? {
    let undefined = text.firstIndex { [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }
    do {
      let decoded = try withBytes(text) { bytes in try Windows1252.decode(bytes) }
      if undefined != nil { return "an undefined byte was decoded" }
      if PlainUTF8.firstInvalid(decoded) != nil { return "the result is not UTF-8" }
      return decoded.count { $0 & 0xC0 != 0x80 } == text.count ? nil : "another number of letters"
    } catch {
      return error as? TabularError == undefined.map { .notText(offset: $0) } ? nil : "\(error)"
    }
  }

  static func isDamage(_ error: any Error) -> Bool {
    if case TabularError.damaged = error { return true }
    return false
  }

  // MARK: - Ways of reading

  static func skip(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) throws(JSONFault) {
    var scanner = JSONScanner(bytes, in: range)
    try scanner.skipValue()
    try scanner.finish()
  }

  /// Reads one value by asking for everything in it, keys and strings unescaped too.
  static func walk(_ scanner: inout JSONScanner) throws(JSONFault) {
    var text: [UInt8] = []
    switch try scanner.peek() {
    case .object:
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        try scanner.unescape(key, into: &text)
        try walk(&scanner)
      }
    case .array:
      try scanner.enterArray()
      while try scanner.nextElement() { try walk(&scanner) }
    case .string: try scanner.unescape(try scanner.string(), into: &text)
    case .number: _ = try scanner.number()
    case .bool: _ = try scanner.bool()
    case .null: try scanner.null()
    }
  }
}
