import Kalender
import Tabular
import Testing

@testable import Pipeline

/// Every limit of the pipeline file: a value just under it, at it, and over it; over it
/// the run says which, and by how much.
@Suite struct LimitsTests {
  static let head = "DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av"
  static func row(_ av: String) -> String { "900099900014;01.02.2024;02.02.2024;\(av)" }
  static func object(_ av: String, keys: Int = 0) -> String {
    let more = (0..<keys).map { ",\"k\($0)\":1" }.joined()
    return
      #"{"DUF-nummer":"900099900014","Dato for reservasjon":"01.02.2024","Registrert dato":"02.02.2024","Registrert av":"\#(av)"\#(more)}"#
  }

  let folder = TemporaryFolder()

  init() {
    folder.write(
      "drop/udi/u.csv",
      "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n900099900014;A;B;01.05.1990;§ 28;01.12.2022\n")
  }

  /// - Parameter parts: read files in parts of this many bytes.
  func run(parts: Int? = nil, _ set: (inout Limits) -> Void) throws(RunError) -> RunManifest {
    var f = PipelineFile.forDrop(folder.path + "/drop")
    f.output = folder.path + "/out"
    f.outputs = [.avvik, .personliste]
    set(&f.limits)
    if let parts {
      f.limits.delFilerFra = 2 * parts
      f.limits.segmentlengde = parts
    }
    let o = RunOverrides(date: Dato("2024-08-31").map { .fixed($0) })
    return try NightlyRun(file: f, overrides: o, progress: Progress(mode: .quiet)).run().manifest
  }

  func input(_ m: RunManifest) -> RunManifest.Input? { m.inputs.first { $0.type == "reservasjoner" } }

  func message(_ set: (inout Limits) -> Void) -> String {
    do throws(RunError) {
      _ = try run(set)
      return ""
    } catch {
      return "\(error.exitCode) \(error.message)"
    }
  }

  static func gzipped(_ text: String) throws -> [UInt8] {
    try Array(text.utf8).withUnsafeBytes { try Deflater.deflateAll($0).withBytes { Array($0) } }
  }

  @Test("maks_bytes_fil: CSV, NDJSON, array, gzip, and a file that could be read in parts", arguments: [0, 1, 2, 3, 4])
  func fileSize(form: Int) throws {
    let lines = (0..<40).map { Self.row("A\($0)") }
    let objects = (0..<40).map { Self.object("A\($0)") }
    let csv = ([Self.head] + lines).joined(separator: "\n")
    let bytes: [UInt8] =
      switch form {
      case 1: Array(objects.joined(separator: "\n").utf8)
      case 2: Array(("[" + objects.joined(separator: ",") + "]").utf8)
      case 3: try Self.gzipped(csv)
      default: Array(csv.utf8)
      }
    folder.write(Array("drop/kommune/reservasjoner.csv".utf8), bytes)
    let parts = form == 4 ? 200 : nil
    for most in [bytes.count + 1, bytes.count] {
      let i = input(try run(parts: parts) { $0.maksBytesFil = most })
      #expect(i?.rowsTaken == 40 && i?.limits == [] && i?.rejectedWhole == false)
    }
    let most = bytes.count - 1
    let i = input(try run(parts: parts) { $0.maksBytesFil = most })
    #expect(i?.rejectedWhole == true && i?.rowsRead == 0 && i?.bytes == bytes.count && i?.sha256 == "")
    #expect(
      i?.limits
        == [.init(name: "maks_bytes_fil", value: bytes.count, orMore: false, most: most, line: 0, count: 1)])
    #expect((folder.read("out/avvik.csv") ?? "").contains("grensen på \(most) byte"))
  }

  @Test("maks_bytes_utpakket") func inflatedSize() throws {
    let text = ([Self.head] + (0..<40).map { Self.row("A\($0)") }).joined(separator: "\n")
    folder.write(Array("drop/kommune/reservasjoner.csv.gz".utf8), try Self.gzipped(text))
    let size = text.utf8.count
    for most in [size + 1, size] {
      let i = input(try run { $0.maksBytesUtpakket = most })
      #expect(i?.rowsTaken == 40)
    }
    let i = input(try run { $0.maksBytesUtpakket = size - 1 })
    #expect(i?.rejectedWhole == true && i?.sha256.isEmpty == false)
    #expect(
      i?.limits
        == [.init(name: "maks_bytes_utpakket", value: size, orMore: true, most: size - 1, line: 0, count: 1)])
  }

  @Test("maks_bytes_linje: the row's bytes without its line end", arguments: ["\n", "\r\n"])
  func lineLength(end: String) throws {
    let long = Self.row(String(repeating: "x", count: 300))
    let csv = [Self.head, Self.row("a"), long, Self.row("b"), long, ""].joined(separator: end)
    folder.write("drop/kommune/reservasjoner.csv", csv)
    for parts in [nil, 150] {
      for most in [long.utf8.count + 1, long.utf8.count] {
        let i = input(try run(parts: parts) { $0.maksBytesLinje = most })
        #expect(i?.rowsRejected == 0 && i?.rowsRead == 4 && i?.limits == [])
      }
      let i = input(try run(parts: parts) { $0.maksBytesLinje = long.utf8.count - 1 })
      #expect([i?.rowsRead, i?.rowsTaken, i?.rowsRejected] == [4, 2, 2])
      #expect(
        i?.limits
          == [
            .init(
              name: "maks_bytes_linje", value: long.utf8.count, orMore: false, most: long.utf8.count - 1, line: 3,
              count: 2)
          ])
    }
  }

  @Test("maks_bytes_linje of JSON, and of a header") func elementLength() throws {
    let long = Self.object(String(repeating: "x", count: 300))
    for (text, line) in [([long, Self.object("a")].joined(separator: "\n"), 1), ("[\(Self.object("a")),\(long)]", 2)] {
      folder.write("drop/kommune/reservasjoner.csv", text)
      for most in [long.utf8.count + 1, long.utf8.count] {
        let i = input(try run { $0.maksBytesLinje = most })
        #expect(i?.rowsRejected == 0)
      }
      let i = input(try run { $0.maksBytesLinje = long.utf8.count - 1 })
      #expect([i?.rowsRead, i?.rowsTaken, i?.rowsRejected, i?.limits.first?.line] == [2, 1, 1, line])
      #expect(i?.limits.first?.value == long.utf8.count)
    }
    let head = Self.head + ";" + String(repeating: "y", count: 300)
    folder.write("drop/kommune/reservasjoner.csv", head + "\n" + Self.row("a") + ";1\n")
    let whole = input(try run { $0.maksBytesLinje = head.utf8.count })
    #expect(whole?.rowsTaken == 1)
    let i = input(try run { $0.maksBytesLinje = head.utf8.count - 1 })
    #expect(i?.rejectedWhole == true && i?.limits.first?.name == "maks_bytes_linje" && i?.limits.first?.line == 1)
  }

  @Test("maks_felt_rad: a header's fields, an object's keys") func fields() throws {
    let head = Self.head + (0..<20).map { ";k\($0)" }.joined()
    let row = Self.row("a") + String(repeating: ";", count: 20)
    let object = Self.object("a", keys: 20)
    for text in [head + "\n" + row + "\n", object + "\n", "[" + object + "]"] {
      folder.write("drop/kommune/reservasjoner.csv", text)
      for most in [25, 24] {
        let i = input(try run { $0.maksFeltRad = most })
        #expect(i?.rowsTaken == 1)
      }
      let i = input(try run { $0.maksFeltRad = 23 })
      #expect(i?.rowsTaken == 0 && i?.isBalanced == true)
      #expect(i?.limits == [.init(name: "maks_felt_rad", value: 24, orMore: false, most: 23, line: 1, count: 1)])
    }
  }

  @Test("maks_filer and maks_personer end the run") func counts() throws {
    folder.write("drop/kommune/reservasjoner.csv", Self.head + "\n")
    for most in [3, 2] {
      let m = try run { $0.maksFiler = most }
      #expect(m.inputs.count == 2)
    }
    let m1 = message { $0.maksFiler = 1 }
    #expect(m1 == "65 the drop has 2 files; the limit maks_filer is 1")
    folder.write(
      "drop/udi/v.csv",
      "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n900099900113;A;B;01.05.1990;§ 28;01.12.2022\n")
    for most in [3, 2] {
      let m = try run { $0.maksPersoner = most }
      #expect(m.persons == 2)
    }
    let m2 = message { $0.maksPersoner = 1 }
    #expect(m2 == "65 the drop has 2 persons; the limit maks_personer is 1")
  }

  @Test("rejected rows of a file and in all, by number and by share") func rejected() throws {
    let rows = (0..<10).map { $0 < 3 ? "900099900014;feil;02.02.2024;a" : Self.row("A\($0)") }
    folder.write("drop/kommune/reservasjoner.csv", ([Self.head] + rows).joined(separator: "\n"))
    // With the row of udi: 3 of 10 in the file, 3 of 11 in all.
    let file = "65 kommune/reservasjoner.csv: 3 of 10 rows rejected"
    for most in [4, 3] {
      let m3 = message { $0.maksAvvisteRaderFil = most }
      #expect(m3 == "")
      let m4 = message { $0.maksAvvisteRaderTotalt = most }
      #expect(m4 == "")
    }
    let m5 = message { $0.maksAvvisteRaderFil = 2 }
    #expect(m5 == "65 kommune/reservasjoner.csv: 3 rejected among the first 3 rows; the limit maks_avviste_rader_fil is 2")
    let m6 = message { $0.maksAvvisteRaderTotalt = 2 }
    #expect(m6 == "65 3 rejected among the first 4 rows; the limit maks_avviste_rader_totalt is 2")
    func ofFile(_ share: Double, from rows: Int) -> String {
      message {
        $0.avvisteRaderAndelFil = share
        $0.andelFilMinstRader = rows
      }
    }
    #expect([ofFile(0.31, from: 10), ofFile(0.3, from: 10)] == ["", ""])
    #expect(ofFile(0.29, from: 10) == file + ", a share of 0.3; the limit avviste_rader_andel_fil is 0.29")
    // Too few rows to be held to a share.
    #expect(ofFile(0.29, from: 11) == "")
    let m7 = message { $0.avvisteRaderAndelTotalt = 3.0 / 11 }
    #expect(m7 == "")
    let m8 = message { $0.avvisteRaderAndelTotalt = 0.27 }
    #expect(m8.hasSuffix("the limit avviste_rader_andel_totalt is 0.27"))
  }

  @Test("the manifest keeps what it was told, and the log has a line of it") func told() throws {
    var i = RunManifest.Input(path: "a.csv", type: "vedtak", bytes: 3, sha256: "")
    i.fault = "open: Permission denied"
    i.limits = [.init(name: "maks_bytes_linje", value: 70, orMore: false, most: 64, line: 3, count: 2)]
    var m = RunManifest(
      beregningsdato: "2024-08-31", programVersion: "1", pipelineName: "n", pipelineFile: "f", pipelineSHA256: "0")
    m.inputs = [i]
    #expect(RunManifest(json: m.json()) == m)
    #expect(
      i.notes == ["a.csv: open: Permission denied", "a.csv:3: 70, the limit maks_bytes_linje is 64 (2 rows in all)"])
  }

  @Test("JSON nested deeper than the reader follows is a rejected row, and the others are read") func depth() throws {
    func nested(_ n: Int) -> String {
      Self.object("a").dropLast() + ",\"x\":" + String(repeating: "[", count: n) + String(repeating: "]", count: n) + "}"
    }
    let most = JSONScanner.maxDepth
    folder.write(
      "drop/kommune/reservasjoner.csv", [most - 1, most, 1].map(nested).joined(separator: "\n"))
    let i = input(try run { _ in })
    #expect([i?.rowsRead, i?.rowsRejected] == [3, 1])
    #expect((folder.read("out/avvik.csv") ?? "").contains("for mange nivåer"))
  }
}
