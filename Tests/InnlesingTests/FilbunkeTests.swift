import Domene
import Kodeverk
import TestSupport
import Testing

@testable import Innlesing

/// Files that are read side by side, a mouthful at a time, come to the same as when each is read whole.
@Suite struct FilbunkeTests {
  struct Lest: Equatable {
    var poster: [[UInt8]] = []
    var avvik: [String] = []
    var r = ""
  }

  /// What of a file's rows, avvik and figures lies in a reader.
  private static func lest(_ leser: borrowing Filleser, _ nummer: UInt32, _ r: Filresultat?) throws -> Lest {
    var ut = Lest()
    leser.mottaker.lager.ferdig()
    try leser.mottaker.lager.forHver {
      if Post.kilde($0).fil == nummer { ut.poster.append(Array(UnsafeRawBufferPointer(start: $0, count: Post.lengde($0)))) }
    }
    ut.poster.sort { $0.lexicographicallyPrecedes($1) }
    for a in leser.avvik.avvik where a.kilde?.fil == nummer {
      let verdi = String(decoding: leser.avvik.tekst(a.verdi), as: UTF8.self)
      let tillegg = String(decoding: leser.avvik.tekst(a.tillegg), as: UTF8.self)
      ut.avvik.append("\(a.kilde?.linje ?? 0) \(a.kode) \(a.kolonne) \(a.duf) \(a.tall1 ?? -1) \(a.tall2 ?? -1) \(verdi) \(tillegg)")
    }
    ut.avvik.sort()
    if let r {
      ut.r = "\(r.bytes) \(r.format) \(String(describing: r.koding)) \(String(describing: r.skilletegn)) \(r.lest) \(r.tatt) \(r.avvist) \(r.avvistHelt) \(r.grensebrudd)"
    }
    return ut
  }

  private static func helt(_ fil: Innfil, _ grenser: Lesegrenser) throws -> Lest {
    var leser = Filleser(dato: .foerste, grenser: grenser, mottaker: Mottaker())
    let r = leser.les(fil) { _ in }
    return try lest(leser, fil.nummer, r)
  }

  /// One field, with whatever senders do to it.
  private static func felt(_ i: Int, _ r: inout Trekning) -> String {
    let verdi: String =
      switch i {
      case 1: ["202201234501", "202201234502", "2022 012345 01"][r.under(3)]
      case 2, 3: ["03.08.2023", "2023-08-03", "30.02.2023", ""][r.under(4)]
      default: ["3024-ÅBCD", "", "x", "a;b", "to\nlinjer", "\"", "“lang”", String(repeating: "å", count: r.under(90))][r.under(8)]
      }
    if verdi.contains(where: { $0 == ";" || $0 == "\n" || $0 == "\"" }) || r.en(av: 9) {
      if r.en(av: 12) { return "\"" + verdi }
      return "\"" + verdi.replacing("\"", with: "\"\"") + "\"" + (r.en(av: 20) ? "x" : "")
    }
    return verdi
  }

  /// A file of `reservasjoner`, whose header is short.
  private static func innhold(_ r: inout Trekning) -> [UInt8] {
    var tekst = r.en(av: 5) ? "\u{FEFF}" : ""
    // Of each kind many: a header that was read before is not read again, and what it tells of is told of each file.
    tekst += [
      "ID;DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av;Slettet",
      "\"ID\";\"DUF-nummer\";\"Dato for reservasjon\";Registrert dato;Registrert av;Slettet",
      "ID;DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av;Merknad",
      "ID;DUF-nummer;Dato for reservasjon;Slettet;Registrert av;Registrert dato",
      "ID,DUF-nummer,Dato for reservasjon,Registrert dato,Registrert av,Slettet",
    ][r.en(av: 2) ? r.under(5) : 0]
    let slutt = r.en(av: 3) ? "\r\n" : "\n"
    tekst += slutt
    for _ in 0..<r.under(120) {
      if r.en(av: 25) {
        tekst += r.en(av: 2) ? "  " + slutt : slutt
        continue
      }
      // Plain ones for the most part, so that the quick way is gone as well.
      tekst +=
        r.en(av: 3)
        ? (0..<(r.en(av: 30) ? 5 : 6)).map { felt($0, &r) }.joined(separator: ";")
        : "RE\(r.under(1_000_000));2022012345\(r.en(av: 2) ? "01" : "02");0\(1 + r.under(9)).08.2023;03.08.2023;1127-ASGE;"
      tekst += slutt
    }
    var bytes = Array(tekst.utf8)
    if r.en(av: 8) { bytes += Array(repeating: 0x61, count: 18_000) + Array(";".utf8) }
    if r.en(av: 3), bytes.count > 80 { bytes.removeLast(1 + r.under(40)) }
    if r.en(av: 8) { bytes[bytes.count - 1 - r.under(min(600, bytes.count))] = [0xE5, 0x00, 0x81][r.under(3)] }
    return bytes
  }

  @Test(arguments: [128, 192, 512, 1_024, 4_096, Filbunke.munnfull], [UInt64(2), 3, 4])
  func `the same as read whole`(munnfull: Int, froe: UInt64) throws {
    var r = Trekning(froe &* 77 &+ UInt64(munnfull))
    let mappe = Droppmappe()
    var grenser = Lesegrenser()
    if froe == 4 { grenser.maksBytesLinje = 80 }
    let innhold = (0..<40).map { _ in Self.innhold(&r) }
    let filer = (0..<40).map { i in
      let navn = "fil\(i)"
      mappe.skriv(navn, innhold[i])
      return Innfil(type: i % 7 == 6 ? .utdanning : .reservasjoner, sti: Array(mappe.full(navn).utf8), nummer: UInt32(2 * i))
    }
    let bunke = Filbunke(bredde: 5, munnfull: munnfull)
    var leser = Filleser(dato: .foerste, grenser: grenser, mottaker: Mottaker())
    var bytes: [UInt32: [UInt8]] = [:]
    var utfall: [UInt32: Filresultat?] = [:]
    var neste = 0
    while true {
      while bunke.harPlass, neste < filer.count {
        let foer = leser.avvik.antall
        if !bunke.begynn(filer[neste], &leser) { #expect(leser.avvik.antall == foer) }
        neste += 1
      }
      if bunke.erTom { break }
      bunke.les(&leser) { biter in
        #expect(Set(biter.map(\.plass)).count == biter.count)
        for b in biter {
          #expect(b.plass < bunke.bredde && (b.erSist || b.bytes.count % 64 == 0))
          #expect(b.erFoerst == (bytes[b.nummer] == nil))
          bytes[b.nummer, default: []] += b.bytes
        }
      } ferdig: { utfall[$0] = $1 }
    }
    var like = 0
    for fil in filer {
      guard let r = utfall[fil.nummer], let r else { continue }
      #expect(try Self.lest(leser, fil.nummer, r) == Self.helt(fil, grenser), "fil\(fil.nummer / 2)")
      #expect(bytes[fil.nummer] == innhold[Int(fil.nummer / 2)])
      like += 1
    }
    // Few are left to be read whole.
    #expect(like > 15)
  }

  /// What cannot be read so is found out before anything has come of it, or said afterwards.
  @Test func `files that must be read whole`() throws {
    let mappe = Droppmappe()
    let hode = Array("ID;DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av;Slettet\n".utf8)
    let rad = Array("RE1;202201234501;03.08.2023;03.08.2023;1127-ASGE;\n".utf8)
    func fil(_ navn: String, _ bytes: [UInt8], _ type: Inndatatype = .reservasjoner) -> Innfil {
      mappe.skriv(navn, bytes)
      return Innfil(type: type, sti: Array(mappe.full(navn).utf8), nummer: 0)
    }
    let mange = Array(Array(repeating: rad, count: 40).joined())
    let straks: [Innfil] = [
      fil("gzip", [0x1F, 0x8B] + hode), fil("json", Array("[{}]".utf8)), fil("tom", []), fil("blank", Array(" \n".utf8)),
      fil("1252", hode + [0xE5, 0x3B, 0x0A]), fil("nul", hode + [0]), fil("uten", Array("ID\n".utf8)),
      fil("dok", hode, .folkeregister), fil("anf", Array("ID;\"DUF-nummer\n".utf8) + mange),
      Innfil(type: .udi, sti: Array(mappe.full("finnes ikke").utf8), nummer: 0),
    ]
    let senere: [(String, [UInt8])] = [
      ("1252", hode + mange + [0xE5] + mange), ("nul", hode + mange + [0] + mange), ("kuttet", hode + mange + [0xC3]),
      ("lang", hode + mange + Array(repeating: 0x61, count: 20_000) + mange),
      ("åpen", hode + mange + Array(";\"".utf8) + Array(repeating: 0x62, count: 20_000) + mange),
    ]
    for f in straks {
      var leser = Filleser(dato: .foerste, grenser: Lesegrenser(), mottaker: Mottaker())
      let bunke = Filbunke(bredde: 2, munnfull: 512)
      #expect(!bunke.begynn(f, &leser), "\(String(decoding: f.sti, as: UTF8.self))")
      #expect(leser.avvik.antall == 0 && bunke.erTom)
    }
    for (navn, innhold) in senere {
      var leser = Filleser(dato: .foerste, grenser: Lesegrenser(), mottaker: Mottaker())
      let bunke = Filbunke(bredde: 1, munnfull: 512)
      #expect(bunke.begynn(fil("senere " + navn, innhold), &leser), "\(navn)")
      var utfall: [Filresultat?] = []
      while !bunke.erTom { bunke.les(&leser) { _ in } ferdig: { utfall.append($1) } }
      #expect(utfall.count == 1 && utfall[0] == nil, "\(navn)")
    }
  }
}
