import Domene
import Innlesing
import Kalender
import Rapport
import TestSupport
import Testing

@testable import Pipeline

/// `nir validate` as a whole: forms, what is checked, what changed, memory that does not grow.
@Suite struct ValidationTests {
  static let hode = "DUF-nummer;Dato for reservasjon;Registrert dato\n"
  static let udi = (
    "udi/udi.csv",
    Array("DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n900099900014;A;B;01.01.1990;§ 28;01.01.2022\n".utf8)
  )

  static func run(
    _ paths: [String], _ format: Validation.Format = .text, shown: Int? = 10, _ change: (inout Validation.Options) -> Void = { _ in }
  ) throws -> (text: String, summary: ValidationSummary) {
    var options = Validation.Options()
    options.paths = paths
    options.date = .fixed(Dato(aar: 2024, maaned: 8, dag: 31) ?? .foerste)
    options.threads = 2
    change(&options)
    nonisolated(unsafe) var out: [UInt8] = []
    let summary = try Validation(options, progress: Progress(mode: .quiet)).run(format, shown: shown) { out += Array($0) }
    return (String(decoding: out, as: UTF8.self), summary)
  }

  static func rows(_ n: Int, _ date: String = "01.02.2024") -> String {
    hode + (0..<n).map { "900099900014;\(date);\(Dato(dagnummer: Int32(44_000 + $0)))\n" }.joined()
  }

  @Test func `a file alone: persons are not checked, and that is said`() throws {
    let drop = Droppmappe([("kommune/reservasjoner_3024.csv", Array((Self.rows(2) + "900000000000;x;02.02.2024\n").utf8))])
    let (text, summary) = try Self.run([drop.full("kommune/reservasjoner_3024.csv")])
    #expect(!summary.checksPersons)
    #expect(summary.totals.map(\.fault.code) == [.datoUgyldig])
    #expect(text.contains("Personer er ikke kontrollert"))
    #expect(text.contains("linje 4, Dato for reservasjon, «x»: "))
    // With UDI beside it they are.
    let with = Droppmappe([("kommune/reservasjoner_3024.csv", Array((Self.rows(2) + "900000000000;01.02.2024;02.02.2024\n").utf8)), Self.udi])
    #expect(try Self.run([with.sti]).summary.totals.map(\.fault.code) == [.ukjentPerson])
  }

  @Test func `klager without vedtaksfiler are not held against vedtak, unless it is a drop`() throws {
    let klage = "DUF-nummer;Vedtak-ID;Klage registrert dato;Registrert dato\n900099900014;V1;01.02.2024;02.02.2024\n"
    let alone = Droppmappe([("kommune/klager_3024.csv", Array(klage.utf8))])
    let (text, summary) = try Self.run([alone.full("kommune/klager_3024.csv")])
    #expect(summary.totals.isEmpty && text.contains("UKJENT_VEDTAK kan ikke avgjøres"))
    let drop = Droppmappe([("kommune/klager_3024.csv", Array(klage.utf8)), Self.udi])
    #expect(try Self.run([drop.sti]).summary.totals.map(\.fault.code) == [.ukjentVedtak])
  }

  @Test func `types are told from folder and file names, from wherever one looks`() throws {
    let drop = Droppmappe([("kommune/3024/reservasjoner.csv", Array(Self.rows(1).utf8)), ("loest/vedtak_1.csv", [])])
    for path in [drop.sti, drop.full("kommune"), drop.full("kommune/3024"), drop.full("kommune/3024/reservasjoner.csv")] {
      let types = try Self.run([path]).summary.files.filter { $0.visible.hasSuffix("reservasjoner.csv") }.map(\.type)
      #expect(types == [.reservasjoner], "\(path)")
    }
    #expect(try Self.run([drop.full("loest/vedtak_1.csv")]).summary.files.map(\.type) == [.vedtak])
    // In a drop a file elsewhere has no type; handed in twice it is read once.
    #expect(try Self.run([drop.sti]).summary.totals.map(\.fault.code) == [.filUkjentType])
    #expect(try Self.run([drop.full("kommune"), drop.full("kommune/3024/reservasjoner.csv")]).summary.files.count == 1)
    #expect(try Self.run([drop.full("loest/vedtak_1.csv")]) { $0.type = .udi }.summary.files.map(\.type) == [.udi])
  }

  @Test func `a text list that is cut says by how much`() throws {
    let drop = Droppmappe([("kommune/reservasjoner_3024.csv", Array(Self.rows(25, "x").utf8)), Self.udi])
    let (text, _) = try Self.run([drop.sti])
    #expect(text.contains("Feil DATO_UGYLDIG: 25") && text.contains("og 15 til (--all viser alle)"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("    linje ") } == 10)
    let (all, _) = try Self.run([drop.sti], shown: nil)
    #expect(all.split(separator: "\n").count { $0.hasPrefix("    linje ") } == 25 && !all.contains("--all"))
  }

  @Test func `json and sarif are JSON, csv is avvik.csv`() throws {
    let drop = Droppmappe([("kommune/reservasjoner_ø 3024.csv", Array((Self.rows(2) + "9;\"a\"\"\u{1}\";x\n").utf8)), Self.udi])
    for format in [Validation.Format.json, .sarif] {
      let (text, _) = try Self.run([drop.sti], format)
      let found = try InspectionTests.rows(text, as: .json)
      #expect(found.isClean, "\(format)")
      #expect(text.contains("DUF_UGYLDIG"))
    }
    #expect(try Self.run([drop.sti], .sarif).text.contains("kommune/reservasjoner_%C3%B8%203024.csv"))
    let (csv, summary) = try Self.run([drop.sti], .csv)
    #expect(csv.hasPrefix("\u{FEFF}Alvorlighet;Kode;Fil;Linje;Kolonne;Verdi;DUF-nummer;Melding\r\n"))
    #expect(summary.count(.feil) == 3)
  }

  @Test func `faults by the hundred thousand come in order through a temporary file`() throws {
    let count = 120_000
    let ranks: [UInt32] = [1, 0]
    for (order, limit) in [(AvvikSorter.Order.place, 1 << 16), (.fault, 1 << 16), (.place, 1 << 30)] {
      let sorter = AvvikSorter(order: order, ranks: ranks, limit: limit)
      var list = sorter.list()
      for i in 0..<count {
        // Two files and three codes in a scattered order.
        let n = (i * 7919) % count
        var a = Avvik([.datoUgyldig, .kodeUkjent, .fnrUgyldig][n % 3], kilde: Kilde(fil: UInt32(n % 2), linje: UInt32(n / 2 + 1)))
        a.kolonne = UInt16(n % 5)
        a.tall1 = n
        list.leggTil(a, tillegg: "nr \(n)")
      }
      sorter.take(&list)
      var met: [Avvikspost] = []
      try sorter.forEach { met.append($0) }
      #expect(met.count == count)
      #expect(met.allSatisfy { String(decoding: $0.tillegg, as: UTF8.self) == "nr \($0.avvik.tall1 ?? -1)" })
      let keys = met.map { post -> [Int] in
        let a = post.avvik
        let k = a.kilde ?? Kilde(fil: 0, linje: 0)
        let fault = order == .fault ? Int(a.vistAlvorlighet.rawValue) * 1000 + a.kode.tekstrang : 0
        return [Int(ranks[Int(k.fil)]), fault, Int(k.linje)]
      }
      #expect(zip(keys, keys.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) })
    }
  }

  @Test func `a person with very many rows costs no square`() throws {
    let rows = Self.rows(30_000)
    let drop = Droppmappe([("kommune/reservasjoner_3024.csv", Array((rows + rows.dropFirst(Self.hode.count)).utf8)), Self.udi])
    let (_, summary) = try Self.run([drop.sti])
    let file = summary.files.first { $0.type == .reservasjoner }
    #expect([file?.rowsRead, file?.rowsTaken, file?.rowsDuplicate] == [60_000, 30_000, 30_000])
  }

  // MARK: - Against the drop of before

  @Test(arguments: [
    ("kommune/vedtak_3024.csv", "3024", ""), ("kommune/fravaer-3024-2024-08.ndjson.gz", "3024", ""), ("kommune/fravaer_2024-08-31_3024.csv", "3024", ""),
    ("kommune/bosettinger-3024-b.csv", "3024", "b"), ("kommune/3024/vedtak.csv", "3024", ""), ("kommune/vest/3024/vedtak_20240831.csv", "vest", "3024"),
    ("kommune/vedtak.csv", "uten avsender i navnet", ""), ("drop/kommune/vedtak_0301.csv", "0301", ""), ("kommune/vedtak_2024.csv", "2024", ""),
  ])
  func `the sender stands in folder or name, dates aside`(path: String, name: String, part: String) {
    let type: Inndatatype = path.contains("fravaer") ? .fravaer : path.contains("bosettinger") ? .bosettinger : .vedtak
    let sender = DropSender(path: path, type: type)
    #expect([sender.name, sender.part] == [name, part])
  }

  @Test(arguments: [
    (100, 90, nil), (100, 89, DropChange.Kind.fell), (20, 11, nil), (5, 0, .fell), (0, 0, nil), (100, 150, nil), (100, 151, .rose), (20, 60, nil), (0, 49, nil),
    (0, 50, .rose), (1_000_000, 899_999, .fell),
  ])
  func `a fall of a tenth or a rise by half is out of the ordinary`(before: Int, now: Int, kind: DropChange.Kind?) {
    #expect(DropComparison.judge(before, now) == kind)
  }

  @Test func `missing, new, fallen and risen`() throws {
    func file(_ n: Int) -> [UInt8] { Array(Self.rows(n).utf8) }
    let old = Droppmappe([
      ("kommune/reservasjoner_1.csv", file(100)), ("kommune/reservasjoner_2.csv", file(100)), ("kommune/reservasjoner_3.csv", file(10)),
      ("kommune/reservasjoner_4_2024-07.csv", file(60)), Self.udi,
    ])
    let new = Droppmappe([
      ("kommune/reservasjoner_1.csv", file(50)), ("kommune/reservasjoner_2.csv", file(200)), ("kommune/reservasjoner_4_2024-08.csv", file(61)),
      ("kommune/reservasjoner_5.csv", file(7)), Self.udi,
    ])
    let (text, summary) = try Self.run([new.sti]) { $0.against = old.sti }
    #expect(
      summary.changes?.map { "\($0.sender) \($0.kind.rawValue) \($0.before) \($0.now)" }
        == ["1 faerre 100 50", "2 flere 100 200", "3 mangler 10 0", "5 ny 0 7"])
    #expect(text.contains("reservasjoner_3.csv mangler"))
  }
}
