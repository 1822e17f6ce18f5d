import Domene
import Glibc
import Innlesing
import Kalender
import Kodeverk
import Regelverk

/// Reading, coupling, grouping and judging: on a drop that lies in a folder of its own while they run.
final class DropParts {
  private let date: Dato
  private let folder: String
  private let files: [(file: Innfil, bytes: Int)]
  private let persons: Int

  init(_ drop: SyntheticDrop, persons: Int) throws {
    guard let date = Dato("31.08.2024") else { throw BenchmarkError(description: "no such date") }
    self.date = date
    self.persons = persons
    var template = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/nir-parts.XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw BenchmarkError(description: "no folder for the drop") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var files: [(file: Innfil, bytes: Int)] = []
    for (i, f) in drop.files.enumerated() {
      let path = "\(folder)/\(f.type.navn).txt"
      guard let out = fopen(path, "w") else { throw BenchmarkError(description: "cannot write \(path)") }
      let text = Array(f.text.utf8)
      let written = fwrite(text, 1, text.count, out)
      guard fclose(out) == 0, written == text.count else { throw BenchmarkError(description: "cannot write \(path)") }
      files.append((Innfil(type: f.type, sti: Array(path.utf8), nummer: UInt32(i)), text.count))
    }
    self.files = files
  }

  func remove() {
    for f in files { unlink("\(folder)/\(f.file.type.navn).txt") }
    rmdir(folder)
  }

  /// Files of the drop read into a receiver.
  private func read(_ wanted: (Inndatatype) -> Bool, _ receiver: Mottaker) throws -> Int {
    var reader = Filleser(dato: date, grenser: Lesegrenser(), mottaker: receiver)
    var taken = 0
    for f in files where wanted(f.file.type) {
      let result = reader.les(f.file) { _ in }
      // A benchmark of rows that are refused would measure something else.
      guard result.tatt > 0, result.avvist == 0, !result.avvistHelt else {
        throw BenchmarkError(description: "\(f.file.type.navn): \(result.avvist) of \(result.lest) rows were rejected")
      }
      taken += result.tatt
    }
    receiver.lager.ferdig()
    receiver.dokumenter.ferdig()
    return taken
  }

  private func bytes(_ wanted: (Inndatatype) -> Bool) -> Int {
    files.reduce(0) { wanted($1.file.type) ? $0 + $1.bytes : $0 }
  }

  private func couple(_ register: Mottaker) throws -> Dokumentkobling {
    var posts: [UnsafeRawPointer] = []
    try register.dokumenter.forHver { posts.append($0) }
    return try Dokumentkobling(
      dokumentposter: posts, udinumre: [register.dufNumre()], udiposter: { take in try register.lager.forHver { take($0) } }, avvist: [])
  }

  func parts() throws -> [Part] {
    // Without rooms of their own all rows are taken over below, keyed as the others: they are grouped again and again.
    let register = Mottaker(maksRom: 0)
    _ = try read({ $0 == .udi || $0 == .folkeregister }, register)
    let coupling = try couple(register)
    let table = coupling.tabell
    func receiver() -> Mottaker { Mottaker(tabell: table) }
    let rows: (Inndatatype) -> Bool = { $0 != .udi && $0 != .folkeregister }

    let all = receiver()
    try all.flytt(fra: register, utenom: [])
    _ = try read(rows, all)
    let sources = files.count
    let documents = coupling.dokumenter.sorted { $0.person < $1.person }
    func group(_ body: (borrowing Persongrunnlag) -> Void) -> Int {
      var collector = Personsamler()
      var builder = Personbygger(tabell: table, kobling: coupling, segmenter: sources)
      var person = Persongrunnlag(duf: DUFNummer(verdi: 0))
      var faults = Avviksliste()
      var seen = 0
      // The posts lie in the two receivers, which must live as long as this is run.
      defer { withExtendedLifetime((all, register)) {} }
      var from = 0
      for part in 0..<table.deler {
        let places = table.plasser(del: part)
        var to = from
        while to < documents.count, Int(documents[to].person) < places.upperBound { to += 1 }
        collector.forHverPerson(
          biter: all.lager.biter(del: part), utenom: [], dokumenter: documents[from..<to], tabell: table,
          foerste: places.lowerBound, antall: places.count
        ) { place, posts in
          builder.bygg(posts, person: place, i: &person, &faults)
          body(person)
          seen += posts.antall
        }
        from = to
      }
      return seen
    }

    var running: [Persongrunnlag] = []
    var ended: [Persongrunnlag] = []
    _ = group { p in
      let copy = copy p
      if copy.avslutninger.isEmpty { running.append(copy) } else { ended.append(copy) }
    }
    guard running.count + ended.count == persons, !running.isEmpty, !ended.isEmpty else {
      throw BenchmarkError(description: "\(running.count) + \(ended.count) persons of \(persons)")
    }
    return [
      Part(name: "rows", bytes: bytes(rows), units: 0, unit: "") { try self.read(rows, receiver()) },
      Part(name: "documents", bytes: bytes { $0 == .folkeregister }, units: 0, unit: "") {
        try self.read({ $0 == .folkeregister }, Mottaker())
      },
      Part(name: "coupling", bytes: 0, units: persons, unit: "document") { try self.couple(register).dokumenter.count },
      Part(name: "grouping", bytes: 0, units: persons, unit: "person") { group { _ in } },
      judging("frist fold", running),
      judging("walk", ended),
    ]
  }

  /// All rules for persons of one kind: in programme (the folding of fravær, tiltak and permisjon into
  /// the frist leads) or ended, some twice (the walk over the events leads).
  private func judging(_ name: String, _ persons: [Persongrunnlag]) -> Part {
    let motor = Regelmotor(dato: date, parametre: Parametre())
    return Part(name: name, bytes: 0, units: persons.count, unit: "person") {
      var room = Arbeidsrom()
      var judged = Vurdering()
      var sum = 0
      for p in persons {
        motor.vurder(p, &room, into: &judged)
        sum &+= judged.funn.count &+ (judged.kategori == nil ? 0 : 1)
      }
      return sum
    }
  }
}
