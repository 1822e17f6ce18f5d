import Innlesing
import Tabular

/// Something of a sender's that is not as it was in the drop of before.
public struct DropChange: Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// A file that was there before is not now.
    case missing = "mangler"
    /// A file that was not there before.
    case new = "ny"
    case fell = "faerre"
    case rose = "flere"
  }
  /// As `DropSender` tells it.
  public var sender: String
  public var type: Inndatatype
  public var kind: Kind
  /// The files that it is about: those of before when they are missing, else those of now.
  public var paths: [String]
  /// Rows of the sender's type (or, for a file, of the file) before and now.
  public var before: Int
  public var now: Int

  /// In words, by sender.
  static func text(_ changes: [DropChange]) -> [String] {
    if changes.isEmpty { return ["  Siden sist: ingen filer mangler eller er nye, og ingen radtall skiller seg ut."] }
    var lines = ["  Siden sist:"]
    var sender: String?
    for c in changes {
      if c.sender != sender { lines.append("    \(c.sender)") }
      sender = c.sender
      let files = c.paths.joined(separator: ", ")
      switch c.kind {
      case .missing: lines.append("      \(c.type.navn): \(files) mangler (hadde \(grouped(c.before)) rader)")
      case .new: lines.append("      \(c.type.navn): \(files) er ny (\(grouped(c.now)) rader)")
      case .fell, .rose:
        let share = c.before > 0 ? ", \(c.kind == .rose ? "+" : "−")\(abs(c.now - c.before) * 100 / c.before) %" : ""
        lines.append(
          "      \(c.type.navn): \(grouped(c.now)) rader, før \(grouped(c.before))\(share) (\(files))")
      }
    }
    return lines
  }
}

/// Who a file is from, and which of the sender's files it is, told from its path.
///
/// `udi/` and `folkeregister/` are a sender each. Under `kommune/` the sender is the subfolder, where there is one;
/// else the first word after the type in the file's name: `vedtak_3024.csv` and `fravaer-3024-b.ndjson.gz` are both
/// from `3024`. Dates in a name (`2024-08`, `2024-08-31`, `20240831`) are left out, so that this month's file
/// is held against the last month's.
struct DropSender: Hashable {
  var name: String
  var type: Inndatatype
  /// What is left of the name: which of several files of one sender and type.
  var part: String

  init(path: String, type: Inndatatype) {
    self.type = type
    var names = path.split(separator: "/").map(String.init)
    if let top = names.lastIndex(where: { FileTyping.isTop($0.utf8) }) { names.removeFirst(top + 1) }
    var file = names.popLast() ?? ""
    if let dot = file.firstIndex(of: ".") { file = String(file[..<dot]) }
    let words = DropSender.words(file)
    guard type.erKommunal else {
      name = type == .udi ? "UDI" : "Folkeregisteret"
      part = words.joined(separator: "-")
      return
    }
    var rest = words
    if let first = rest.first, first.lowercased().hasPrefix(type.navn) {
      rest.removeFirst()
      // The type and what follows without a separator: `vedtak3024`.
      let tail = String(first.dropFirst(type.navn.count))
      if !tail.isEmpty { rest.insert(tail, at: 0) }
    }
    if let folder = names.first {
      name = folder
    } else {
      name = rest.isEmpty ? "uten avsender i navnet" : rest.removeFirst()
    }
    part = (names.dropFirst() + rest).joined(separator: "-")
  }

  /// The words of a file name, dates left out.
  private static func words(_ name: String) -> [String] {
    let all = name.split(whereSeparator: { "_- ".contains($0) }).map(String.init)
    var kept: [String] = []
    var i = 0
    while i < all.count {
      if isDate(all[i]) {
        i += 1
      } else if isYear(all[i]), i + 1 < all.count, isTwoDigits(all[i + 1], 1...12) {
        // åååå-mm, and a day if there is one.
        i += 2
        if i < all.count, isTwoDigits(all[i], 1...31) { i += 1 }
      } else {
        kept.append(all[i])
        i += 1
      }
    }
    return kept
  }

  private static func digits(_ s: String) -> Int? { s.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(s) : nil }
  private static func isYear(_ s: String) -> Bool { s.utf8.count == 4 && digits(s).map { (1990...2199).contains($0) } ?? false }
  private static func isTwoDigits(_ s: String, _ range: ClosedRange<Int>) -> Bool {
    s.utf8.count == 2 && digits(s).map { range.contains($0) } ?? false
  }
  /// `20240831`, `202408` or with a time behind it.
  private static func isDate(_ s: String) -> Bool {
    let text = s.split(separator: "T", maxSplits: 1).first.map(String.init) ?? s
    guard [6, 8].contains(text.utf8.count), digits(text) != nil else { return false }
    let year = String(text.prefix(4))
    let month = String(text.dropFirst(4).prefix(2))
    let day = String(text.dropFirst(6))
    return isYear(year) && isTwoDigits(month, 1...12) && (day.isEmpty || isTwoDigits(day, 1...31))
  }
}

/// What changed since the drop of before (`nir validate --against`).
///
/// A sender's rows of a type, over all its files, are out of the ordinary when they fell by more than
/// 10 % and at least 10 rows, or to none; or rose by more than 50 % and at least 50 rows. Registrations are never
/// taken away from a sender's file, only marked `Slettet`, so a fall is judged more strictly than a rise.
struct DropComparison {
  static let fall = (share: 10, rows: 10)
  static let rise = (share: 50, rows: 50)

  let old: String
  let patterns: FilePatterns?
  let new: [ValidationSummary.File]
  let threads: Int
  let progress: Progress

  func changes() throws -> [DropChange] {
    let input = try ValidationInput(paths: [old], patterns: patterns, root: old, type: nil)
    let listing = input.listing
    let limits = Lesegrenser()
    let progress = self.progress
    let counts = try parallelMap(count: listing.files.count, threads: threads) { i in
      let rows = DropComparison.rows(listing.fullPath(listing.files[i]), limits)
      progress.add(rows: rows, bytes: listing.files[i].size)
      return rows
    }
    return DropComparison.changes(
      old: zip(listing.files, counts).compactMap { f, n in f.type.map { (f.visible, $0, n) } },
      new: new.filter(\.isRead).compactMap { f in f.type.map { (f.visible, $0, f.rowsRead) } })
  }

  typealias Counted = (path: String, type: Inndatatype, rows: Int)

  static func changes(old: [Counted], new: [Counted]) -> [DropChange] {
    let before = Dictionary(grouping: old) { DropSender(path: $0.path, type: $0.type) }
    let now = Dictionary(grouping: new) { DropSender(path: $0.path, type: $0.type) }
    var changes: [DropChange] = []
    for (s, files) in before where now[s] == nil {
      changes.append(
        DropChange(
          sender: s.name, type: s.type, kind: .missing, paths: files.map(\.path).sorted(),
          before: files.reduce(0) { $0 + $1.rows }, now: 0))
    }
    for (s, files) in now where before[s] == nil {
      changes.append(
        DropChange(
          sender: s.name, type: s.type, kind: .new, paths: files.map(\.path).sorted(), before: 0,
          now: files.reduce(0) { $0 + $1.rows }))
    }
    // Row counts over all of a sender's files of a type: a file may have been split.
    func whole(_ s: DropSender) -> DropSender {
      var s = s
      s.part = ""
      return s
    }
    let rowsBefore = Dictionary(grouping: before) { whole($0.key) }.mapValues { $0.flatMap(\.value) }
    let rowsNow = Dictionary(grouping: now) { whole($0.key) }.mapValues { $0.flatMap(\.value) }
    for (s, files) in rowsNow {
      guard let earlier = rowsBefore[s] else { continue }
      let a = earlier.reduce(0) { $0 + $1.rows }
      let b = files.reduce(0) { $0 + $1.rows }
      guard let kind = judge(a, b) else { continue }
      changes.append(DropChange(sender: s.name, type: s.type, kind: kind, paths: files.map(\.path).sorted(), before: a, now: b))
    }
    return changes.sorted {
      if $0.sender != $1.sender { return $0.sender < $1.sender }
      if $0.type != $1.type { return $0.type < $1.type }
      return ($0.kind.rawValue, $0.paths.first ?? "") < ($1.kind.rawValue, $1.paths.first ?? "")
    }
  }

  /// nil: within the ordinary.
  static func judge(_ before: Int, _ now: Int) -> DropChange.Kind? {
    if now < before {
      if now == 0 { return .fell }
      return before - now >= fall.rows && (before - now) * 100 > before * fall.share ? .fell : nil
    }
    return now - before >= rise.rows && (now - before) * 100 > before * rise.share ? .rose : nil
  }

  /// Rows of a file, as reading counts them; 0 when nothing can be read.
  private static func rows(_ path: [UInt8], _ limits: Lesegrenser) -> Int {
    var buffer = InputBuffer()
    var rows = 0
    do {
      try buffer.read(path, limit: limits.maksBytesFil)
      let file = try RawFile(buffer.bytes, limit: limits.maksBytesUtpakket)
      try file.forEachRow(
        header: { _, _ in }, row: { _, _ in rows += 1 },
        fault: { fault, _ in
          // What a fault of the bytes hides is not counted; a faulty row is a row.
          if case .damage = fault { rows = 0 } else { rows += 1 }
        })
    } catch {
      return 0
    }
    return rows
  }
}
