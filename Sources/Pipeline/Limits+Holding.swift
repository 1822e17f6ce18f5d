import Innlesing
import Tabular

// What is said when a limit of the pipeline file is met: always its name there, what
// it allows, and what was found.

extension Limits {
  /// - Throws: `inputNotGoodEnough` over `maks_filer`.
  func hold(files count: Int) throws(RunError) {
    guard count <= maksFiler else {
      throw .inputNotGoodEnough("the drop has \(count) files; the limit maks_filer is \(maksFiler)")
    }
  }

  /// - Throws: `inputNotGoodEnough` over `maks_personer`.
  func hold(persons count: Int) throws(RunError) {
    guard count <= maksPersoner else {
      throw .inputNotGoodEnough("the drop has \(count) persons; the limit maks_personer is \(maksPersoner)")
    }
  }

  /// The limits for rejected rows: over one, nothing is published.
  /// - Throws: `inputNotGoodEnough` at the first file over one, then for all together.
  func hold(rejected files: [RunManifest.Input]) throws(RunError) {
    for i in files.indices {
      let read = files[i].rowsRead
      try hold(
        files[i].rowsRejected, of: read, in: "\(files[i].path): ", ("maks_avviste_rader_fil", maksAvvisteRaderFil),
        read >= max(1, andelFilMinstRader) ? ("avviste_rader_andel_fil", avvisteRaderAndelFil) : nil)
    }
    try hold(
      files.reduce(0) { $0 + $1.rowsRejected }, of: files.reduce(0) { $0 + $1.rowsRead }, in: "",
      ("maks_avviste_rader_totalt", maksAvvisteRaderTotalt), ("avviste_rader_andel_totalt", avvisteRaderAndelTotalt))
  }

  /// The same for what reading alone has rejected: only the limits by number, since more
  /// rows than these will be rejected and the shares are of all.
  /// - Throws: `inputNotGoodEnough`.
  func hold(rejectedByReading files: [(path: String, read: Int, rejected: Int)]) throws(RunError) {
    // Reading of a file stops at the limit, so that there may be more.
    for f in files where f.rejected > maksAvvisteRaderFil {
      throw .inputNotGoodEnough(
        "\(f.path): \(f.rejected) rejected among the first \(f.read) rows; the limit maks_avviste_rader_fil is \(maksAvvisteRaderFil)")
    }
    let rejected = files.reduce(0) { $0 + $1.rejected }
    guard rejected > maksAvvisteRaderTotalt else { return }
    let read = files.reduce(0) { $0 + $1.read }
    throw .inputNotGoodEnough(
      "\(rejected) rejected among the first \(read) rows; the limit maks_avviste_rader_totalt is \(maksAvvisteRaderTotalt)")
  }

  private func hold(
    _ rejected: Int, of read: Int, in place: @autoclosure () -> String, _ most: (name: String, value: Int),
    _ share: (name: String, value: Double)?
  ) throws(RunError) {
    guard read > 0 else { return }
    let found = Double(rejected) / Double(read)
    if rejected > most.value {
      throw .inputNotGoodEnough(
        "\(place())\(rejected) of \(read) rows rejected; the limit \(most.name) is \(most.value)")
    }
    if let share, found > share.value {
      throw .inputNotGoodEnough(
        "\(place())\(rejected) of \(read) rows rejected, a share of \(found); "
          + "the limit \(share.name) is \(share.value)")
    }
  }
}

extension RunManifest.Input {
  /// Takes over why a file could not be read, and the limits that it went over.
  mutating func note(_ r: Filresultat) {
    if case .io(let number, let operation) = r.lesefeil { fault = "\(operation): \(Posix.reason(number))" }
    limits = r.grensebrudd.map {
      .init(name: $0.grense.rawValue, value: $0.verdi, orMore: $0.minst, most: $0.maks, line: $0.linje, count: $0.antall)
    }
  }

  /// A line a fault or limit, for the log.
  var notes: [String] {
    (fault.map { ["\(path): \($0)"] } ?? [])
      + limits.map { l in
        let place = l.line > 0 ? "\(path):\(l.line)" : path
        let more = l.count > 1 ? " (\(l.count) rows in all)" : ""
        return "\(place): \(l.value)\(l.orMore ? " or more" : ""), the limit \(l.name) is \(l.most)\(more)"
      }
  }
}

extension Progress {
  /// How many files are named before only their number is.
  private static let mostNotes = 20

  /// Tells of files that could not be read, or went over a limit.
  func tell(_ inputs: [RunManifest.Input]) {
    // Hardly a file has any.
    let all = inputs.filter { $0.fault != nil || !$0.limits.isEmpty }.flatMap(\.notes)
    for n in all.prefix(Progress.mostNotes) { note(n) }
    if all.count > Progress.mostNotes { note("\(all.count - Progress.mostNotes) more of these; see the manifest") }
  }
}
