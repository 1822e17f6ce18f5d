import Domene
import Glibc
import Kalender
import Kodeverk
import Tabular

@testable import Innlesing

/// What must hold of reading for any bytes whatsoever. Each function returns what was broken, or nil.
enum ReadingFuzzTargets {
  static let all: [(name: String, run: @Sendable ([UInt8]) -> String?)] = [("file", file), ("values", values)]

  /// A whole file of any type (told by the first byte): every row is taken or rejected, every rejected row has a Feil, and
  /// every taken one a post.
  static func file(_ input: [UInt8]) -> String? {
    guard let first = input.first else { return nil }
    let types = Inndatatype.allCases
    let type = types[Int(first) % types.count]
    let bytes = Array(input.dropFirst())
    // A name of this process and thread: the reader reads files.
    let path = Array("/dev/shm/nir-fuzz-\(getpid())-\(UInt(pthread_self()))".utf8)
    guard write(bytes, to: path) else { return "cannot write \(String(decoding: path, as: UTF8.self))" }
    defer { unlink(String(decoding: path, as: UTF8.self)) }
    let receiver = Mottaker()
    var reader = Filleser(dato: Dato(aar: 2024, maaned: 8, dag: 31) ?? .foerste, grenser: Lesegrenser(), mottaker: receiver)
    let result = reader.les(Innfil(type: type, sti: path, nummer: 0)) { _ in }
    let faults = reader.avvik.avvik
    if type == .folkeregister, let broken = withoutTemplates(path, reader, receiver) { return broken }
    if result.lest != result.tatt + result.avvist { return "\(type): read \(result.lest), taken \(result.tatt), rejected \(result.avvist)" }
    if result.avvistHelt && result.lest != 0 { return "\(type): rejected whole, and \(result.lest) rows read" }
    receiver.lager.ferdig()
    receiver.dokumenter.ferdig()
    var posts = 0
    for store in [receiver.lager, receiver.dokumenter] { try? store.forHver { _ in posts += 1 } }
    if posts != result.tatt { return "\(type): \(result.tatt) rows taken, \(posts) posts" }
    let grave = faults.filter { !$0.somAdvarsel && $0.kode.alvorlighet == .feil }
    if result.avvistHelt {
      if grave.isEmpty { return "\(type): rejected whole without a Feil" }
    } else {
      let rows = Set(grave.map { $0.kilde?.linje ?? 0 })
      if rows.contains(0) { return "\(type): a Feil of the whole file, which was not rejected" }
      if rows.count != result.avvist { return "\(type): \(result.avvist) rows rejected, \(rows.count) with a Feil" }
      let warned = Set(faults.filter { $0.somAdvarsel || $0.kode.alvorlighet == .advarsel }.compactMap { $0.kilde?.linje })
      if !warned.isDisjoint(with: rows) { return "\(type): a rejected row has an Advarsel" }
    }
    for a in faults {
      if a.kilde?.fil != 0 { return "\(type): \(a.kode) without its file" }
      if a.kolonne != Avvik.ukjentKolonne, Int(a.kolonne) > type.kolonner.count { return "\(type): \(a.kode) on column \(a.kolonne)" }
      if Int(a.verdi.fra) + Int(a.verdi.lengde) > reader.avvik.bytes.count { return "\(type): \(a.kode) quotes beyond the end" }
    }
    return nil
  }

  /// Person documents say the same read field by field.
  private static func withoutTemplates(_ path: [UInt8], _ quick: borrowing Filleser, _ quickReceiver: Mottaker) -> String? {
    let receiver = Mottaker()
    var reader = Filleser(dato: Dato(aar: 2024, maaned: 8, dag: 31) ?? .foerste, grenser: Lesegrenser(), mottaker: receiver)
    reader.dokumentleser.brukerMaler = false
    _ = reader.les(Innfil(type: .folkeregister, sti: path, nummer: 0)) { _ in }
    func posts(_ receiver: Mottaker) -> [[UInt8]] {
      var posts: [[UInt8]] = []
      receiver.dokumenter.ferdig()
      try? receiver.dokumenter.forHver { posts.append(Array(UnsafeRawBufferPointer(start: $0, count: Post.lengde($0)))) }
      return posts
    }
    if posts(receiver) != posts(quickReceiver) { return "documents say something else without templates" }
    let same =
      reader.avvik.bytes == quick.avvik.bytes && reader.avvik.antall == quick.avvik.antall
      && zip(reader.avvik.avvik, quick.avvik.avvik).allSatisfy { $0.kode == $1.kode && $0.kilde == $1.kilde && $0.kolonne == $1.kolonne && $0.duf == $1.duf }
    return same ? nil : "documents have other faults without templates"
  }

  private static func write(_ bytes: [UInt8], to path: [UInt8]) -> Bool {
    let descriptor = open(String(decoding: path, as: UTF8.self), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
  }

  /// The readers of single values: what the plain way of saying it says.
  static func values(_ input: [UInt8]) -> String? {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: input.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: input)
    let bytes = UnsafeRawBufferPointer(copy)
    let date = Dato(ascii: bytes)
    if date != plainDate(input) { return "date \(String(describing: date)), plain \(String(describing: plainDate(input)))" }
    let trimmed = Feltleser.trimmet(bytes)
    if trimmed.count > bytes.count { return "trimming made it longer" }
    guard trimmed.count > 0 else { return nil }
    let digits = trimmed.filter { $0 != 0x20 }
    let isDuf = digits.count == 12 && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    if (Feltleser.duf(trimmed) != nil) != isDuf { return "DUF-nummer: \(!isDuf)" }
    if let duf = Feltleser.duf(trimmed), duf > 999_999_999_999 { return "DUF-nummer \(duf)" }
    if let month = Feltleser.maaned(trimmed), !(1900...2199).contains(month.aar) { return "month of \(month.aar)" }
    if let number = Feltleser.mikro(trimmed), let plain = plainNumber(Array(trimmed)), abs(Double(number) / 1e6 - plain) > 1e-5 * max(1, plain.magnitude),
      plain.magnitude < 1e11
    {
      return "number \(number), plain \(plain)"
    }
    if (Feltleser.mikro(trimmed) == nil) != (plainNumber(Array(trimmed)) == nil) { return "number or not" }
    _ = Feltleser.foedselsnummer(trimmed)
    _ = Feltleser.boolsk(trimmed)
    _ = Hjemler.paragraf(trimmed)
    let once = Kodeoppslag.normaliser(Array(trimmed))
    if once.count > trimmed.count { return "normalising made it longer" }
    for type in Kodetype.allCases {
      guard let code = type.oppslag.kode(trimmed) else { continue }
      if !type.navn.indices.contains(code) { return "\(type): code \(code)" }
    }
    if trimmed.count <= 40 { _ = Kodetype.vedtakstype.oppslag.naermeste(trimmed) }
    return nil
  }

  /// A date read a character at a time.
  static func plainDate(_ input: [UInt8]) -> Dato? {
    guard let text = String(validating: input, as: UTF8.self), input.allSatisfy({ $0 < 0x80 }) else { return nil }
    func number(_ part: Substring, _ length: Int) -> Int? {
      part.utf8.count == length && part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(part) : nil
    }
    let dotted = text.split(separator: ".", omittingEmptySubsequences: false)
    let dashed = text.split(separator: "-", omittingEmptySubsequences: false)
    var parts: (Int, Int, Int)?
    if dotted.count == 3, let d = number(dotted[0], 2), let m = number(dotted[1], 2), let y = number(dotted[2], 4) {
      parts = (y, m, d)
    } else if dashed.count == 3, let y = number(dashed[0], 4), let m = number(dashed[1], 2), let d = number(dashed[2], 2) {
      parts = (y, m, d)
    }
    guard let (y, m, d) = parts, (1900...2199).contains(y), (1...12).contains(m), d >= 1 else { return nil }
    let leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)
    let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]
    return d <= days ? Dato(aar: y, maaned: m, dag: d) : nil
  }

  /// Digits, and decimals behind one comma or point.
  private static func plainNumber(_ bytes: [UInt8]) -> Double? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let body = text.first == "-" ? text.dropFirst() : text[...]
    let parts = body.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }) else { return nil }
    return Double((text.first == "-" ? "-" : "") + parts.joined(separator: "."))
  }
}
