import Domene
import Innlesing
import Kalender
import Kodeverk
import Testing

@testable import Pipeline

/// A drop's own names and numbers, and whom it protects: what is looked for in what is
/// written.
struct Personer {
  /// A protected person.
  struct Skjermet {
    var duf: DUFNummer
    var navn: Set<String> = []
    /// Names and numbers of kommuner, and who has registered.
    var steder: Set<String> = []
  }

  /// DUF-nummer and fødselsnummer in every form, and names of two letters or more.
  var numre: Set<String> = []
  var navn: Set<String> = []
  var skjermede: [Skjermet] = []

  init(_ f: PipelineFile) throws {
    let listing = try DropListing.read(root: f.input, patterns: f.patterns)
    for fil in listing.files {
      guard let bytes = Posix.read(listing.fullPath(fil), limit: 1 << 26), let type = fil.type else { continue }
      if type == .folkeregister {
        lesDokument(String(decoding: bytes, as: UTF8.self))
      } else {
        _ = try? Tekstrader.les(listing.fullPath(fil), type: type) { r in
          for (i, k) in type.kolonner.enumerated() {
            switch k.navn {
            case "Fornavn", "Etternavn": leggTil(navn: r.verdi(i))
            case "DUF-nummer", "Fødselsnummer": leggTil(nummer: r.verdi(i))
            default: break
            }
          }
        }
      }
    }
    let g = try Dropgjennomgang(file: f, progress: Progress(mode: .quiet))
    try g.forHver { p, v in
      guard p.skjermet else { return }
      var s = Skjermet(duf: p.duf)
      func tekst(_ t: Tekst) -> String { String(decoding: p.bytes(t), as: UTF8.self) }
      var kommuner = p.bosettinger.compactMap(\.reg.kommune) + p.vedtak.compactMap(\.reg.kommune)
      kommuner += p.avslutninger.compactMap(\.reg.kommune) + (p.folkeregister?.adresser.compactMap(\.kommune) ?? [])
      for k in kommuner {
        s.steder.insert(k.tekst)
        let vist = Kommuner.visning(k, per: g.dato)
        s.steder.formUnion([vist.navn, vist.nummer.tekst, vist.fylke?.navn ?? vist.navn])
      }
      for b in p.bosettinger { if let n = b.bydel?.navn { s.steder.insert(n) } }
      for r in p.vedtak.map(\.reg) + p.avslutninger.map(\.reg) where !r.registrertAv.erTom {
        s.steder.insert(tekst(r.registrertAv))
      }
      for o in p.opphold { s.navn.formUnion([tekst(o.fornavn), tekst(o.etternavn)]) }
      if let f = p.folkeregister { s.navn.formUnion([tekst(f.fornavn), tekst(f.mellomnavn), tekst(f.etternavn)]) }
      s.navn.remove("")
      skjermede.append(s)
    }
  }

  private mutating func leggTil(navn n: String) { if n.utf8.count > 1 { navn.insert(n) } }

  private mutating func leggTil(nummer n: String) {
    let sifre = n.filter { $0 != " " }
    guard sifre.utf8.count >= 10, let v = UInt64(sifre) else { return }
    numre.insert(sifre)
    if sifre.utf8.count == 12 { numre.insert(DUFNummer(verdi: v).visning) }
  }

  private mutating func lesDokument(_ t: String) {
    for (noekkel, erNavn) in [
      ("\"fornavn\"", true), ("\"mellomnavn\"", true), ("\"etternavn\"", true), ("\"foedselsEllerDNummer\"", false),
      ("\"identifikasjonsnummer\"", false),
    ] {
      for bit in t.split(separator: noekkel).dropFirst() {
        let deler = bit.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
        guard deler.count > 1, deler[0].allSatisfy({ $0 == ":" || $0 == " " }) else { continue }
        if erNavn { leggTil(navn: String(deler[1])) } else { leggTil(nummer: String(deler[1])) }
      }
    }
  }

  /// What of the drop stands in a text: numbers anywhere, names as whole words.
  func funnet(i tekst: String) -> [String] {
    let biter = Personer.biter(tekst)
    // Only what has a part of its own in the text can stand there whole.
    let mulige = numre.filter { n in
      let deler = n.split(separator: " ")
      return biter.contains(String(deler.count == 3 ? deler[1] : deler[0]))
    }
    return mulige.filter { tekst.contains($0) } + Personer.ord(navn, i: tekst)
  }

  /// Those that stand in a text as whole words.
  static func ord(_ ord: Set<String>, i tekst: String) -> [String] {
    let biter = biter(tekst)
    return ord.filter { o in
      let deler = Personer.biter(o)
      guard !deler.isEmpty, deler.isSubset(of: biter) else { return false }
      return deler == [o] || tekst.contains(o)
    }
  }

  /// Runs of letters and digits. What is not ASCII counts as a letter.
  private static func biter(_ tekst: String) -> Set<String> {
    var ut: Set<String> = []
    var bit: [UInt8] = []
    for b in tekst.utf8 {
      switch b {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: bit.append(b)
      default:
        if !bit.isEmpty { ut.insert(String(decoding: bit, as: UTF8.self)) }
        bit.removeAll(keepingCapacity: true)
      }
    }
    if !bit.isEmpty { ut.insert(String(decoding: bit, as: UTF8.self)) }
    return ut
  }

  /// Lines that are about protected persons, each with whom.
  func linjer(_ fil: String, _ skille: Character) -> [(linje: String, person: Skjermet)] {
    let vedNummer = Dictionary(uniqueKeysWithValues: skjermede.map { ($0.duf.visning, $0) })
    var ut: [(String, Skjermet)] = []
    for linje in fil.split(separator: "\r\n") {
      // The number is among the first fields of every file that has it.
      for felt in linje.split(separator: skille, maxSplits: 3).prefix(3) {
        if let p = vedNummer[String(felt)] { ut.append((String(linje), p)) }
      }
    }
    return ut
  }
}
