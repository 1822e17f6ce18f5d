import Innlesing
import Kalender
import Kodeverk
import TestSupport
import Testing

@testable import Pipeline

/// The schema says what the reader's declarations say: held against them column by column, and the
/// patterns against the reader value by value.
@Suite struct SchemaTests {
  @Test(arguments: Inndatatype.allCases.filter { $0 != .folkeregister })
  func `a field for every column, in order, with its constraints`(type: Inndatatype) throws {
    let text = String(decoding: SchemaExport().schema(type), as: UTF8.self)
    #expect(try InspectionTests.rows(text, as: .json).isClean)
    let parts = text.components(separatedBy: "\n    {\n      \"name\": ").dropFirst()
    #expect(parts.count == type.kolonner.count)
    for (part, column) in zip(parts, type.kolonner) {
      #expect(part.hasPrefix("\"\(column.navn)\""))
      #expect(part.contains("\"required\": true") == column.maaHaVerdi, "\(column.navn)")
      switch column.slag {
      case .kode(let code):
        for name in code.navn { #expect(part.contains("\"\(name)\""), "\(name)") }
      case .desimal(let from, let to), .heltall(let from, let to):
        #expect(part.contains("\"minimum\": \(from)") && part.contains("\"maximum\": \(to)"))
      case .dato, .maaned, .duf, .kommune: #expect(part.contains("\"pattern\""))
      case .boolsk, .boolskEllerTom: #expect(part.contains("\"boolean\""))
      default: break
      }
    }
  }

  @Test func `the package has every type`() throws {
    let text = String(decoding: SchemaExport().package(), as: UTF8.self)
    #expect(try InspectionTests.rows(text, as: .json).isClean)
    for type in Inndatatype.allCases { #expect(text.contains("\"name\": \"\(type.navn)\"")) }
  }

  @Test func `a drop's package has every file with its own columns`() throws {
    let drop = Droppmappe([
      ("kommune/reservasjoner_1.csv", Array("Registrert dato,DUF-nummer,Merknad\n".utf8)), ("kommune/tull.csv", [0x41]),
      ("kommune/reservasjoner_2.csv", [0xEF, 0xBB, 0xBF] + Array("DUF-nummer\tDato for reservasjon\tRegistrert dato\n".utf8)),
    ])
    let text = String(decoding: try SchemaExport(anySpelling: true).package(drop: drop.sti), as: UTF8.self)
    #expect(try InspectionTests.rows(text, as: .json).isClean)
    #expect(text.contains("\"path\": \"kommune/reservasjoner_1.csv\"") && !text.contains("tull"))
    #expect(text.contains("\"delimiter\": \",\"") && text.contains("\"delimiter\": \"\\u0009\"") && text.contains("utf-8-sig"))
    #expect(text.contains("Ukjent kolonne"))
  }

  static func matches(_ pattern: String, _ text: String) throws -> Bool { try Regex(pattern).wholeMatch(in: text) != nil }

  @Test func `the date pattern takes the dates that the reader takes`() throws {
    let regex = try Regex(SchemaPattern.dato)
    for year in [1899, 1900, 1904, 1999, 2000, 2023, 2024, 2100, 2199, 2200] {
      for month in 0...13 {
        for day in 0...32 {
          func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
          for text in ["\(two(day)).\(two(month)).\(year)", "\(year)-\(two(month))-\(two(day))"] {
            #expect((try regex.wholeMatch(in: text) != nil) == (Dato(text) != nil), "\(text)")
          }
        }
      }
    }
    for text in ["1.2.2024", "01.02.24", "20240201", "01/02/2024", "2024-02-01T00:00", ""] { #expect(try !Self.matches(SchemaPattern.dato, text)) }
  }

  @Test(arguments: [12, 31, 168, 744])
  func `the number pattern takes 0 to its limit`(most: Int) throws {
    let decimal = try Regex(SchemaPattern.number(upTo: most, whole: false))
    let whole = try Regex(SchemaPattern.number(upTo: most, whole: true))
    for n in 0...1000 {
      for text in ["\(n)", "0\(n)", "\(n),0", "\(n).00"] {
        #expect((try decimal.wholeMatch(in: text) != nil) == (n <= most), "\(text)")
        #expect((try whole.wholeMatch(in: text) != nil) == (n <= most), "\(text)")
      }
      #expect((try decimal.wholeMatch(in: "\(n),5") != nil) == (n < most))
      #expect(try whole.wholeMatch(in: "\(n),5") == nil)
    }
    for text in ["-1", "1,", ",5", "1e2", "1 0", "x", ""] { #expect(try decimal.wholeMatch(in: text) == nil, "\(text)") }
  }

  @Test(arguments: Kodetype.allCases)
  func `the spelling pattern takes what the table takes`(type: Kodetype) throws {
    let regex = try Regex(SchemaPattern.spellings(type.navn + type.andreNavn))
    for name in type.navn + type.andreNavn {
      for text in [name, name.uppercased(), name.lowercased(), name.replacing(" ", with: "  "), name.replacing("-", with: "–"), name.replacing("pga ", with: "pga. ")] {
        #expect(type.oppslag.kode(text) != nil, "\(text)")
        #expect(try regex.wholeMatch(in: text) != nil, "\(text)")
      }
      #expect(try regex.wholeMatch(in: name + "x") == nil)
    }
  }
}

extension String {
  /// The parts between `separator`.
  fileprivate func components(separatedBy separator: String) -> [Substring] { split(separator: separator, omittingEmptySubsequences: false) }
}
