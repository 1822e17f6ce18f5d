import Foundation
import Glibc
import Kalender
import Rapport
import Testing

@testable import Pipeline

/// Whole extracts of a small drop: who stands there, and that nothing else does.
@Suite struct UttrekkskjoeringTests {
  /// Reserved; reserved by a row that is rejected; protected (in `Listedrop`).
  static let reservert = 2
  static let avvist = 3
  static let skjermet = 4

  static func drop(_ reservasjoner: [String]? = nil) -> Listedrop {
    let d = Listedrop()
    let rader =
      reservasjoner ?? [
        "R1;\(Listedrop.duf(reservert));01.02.2023;01.02.2023;0301-AB;",
        "R2;\(Listedrop.duf(avvist));i fjor;01.02.2023;0301-AB;",
        "R3;\(Listedrop.duf(5));01.02.2023;01.02.2023;0301-AB;01.03.2023",
      ]
    d.folder.write(
      "inn/kommune/reservasjoner.csv",
      (["ID;DUF-nummer;Dato for reservasjon;Registrert dato;Registrert av;Slettet"] + rader).joined(separator: "\n"))
    return d
  }

  static func bestilling(
    _ kolonner: [Uttrekkskolonne] = [.kategori, .kjoenn, .kommune, .fylke, .kategoriFra, .maaloppnaaelse],
    noekkel: String = PseudonymnoekkelTests.tekst, formaal: String = "", datoer: Datoform = .exact, minste: Int = 0,
    godta: Bool = false
  ) throws -> Uttrekkskjoering.Bestilling {
    Uttrekkskjoering.Bestilling(
      valg: Uttrekksvalg(kolonner: kolonner, datoer: datoer, minsteGruppe: minste),
      noekkel: try Pseudonymnoekkel(Array(noekkel.utf8)), formaal: formaal, dialekt: .rfc4180,
      godtaUlesteReservasjoner: godta)
  }

  @discardableResult
  static func lever(_ d: Listedrop, _ b: Uttrekkskjoering.Bestilling, _ mappe: String = "ut") throws -> [[String]] {
    var fil = PipelineFile.forDrop(d.folder.path + "/inn")
    fil.beregningsdato = .fixed(try #require(Dato("31.08.2024")))
    fil.threads = 2
    _ = try Uttrekkskjoering(file: fil, bestilling: b, progress: Progress(mode: .quiet))
      .lever(d.folder.path + "/" + mappe)
    let csv = try #require(d.folder.read(mappe + "/uttrekk.csv"))
    return csv.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  static func kode(_ gjoer: () throws -> Void) -> Int32 {
    do {
      try gjoer()
      return 0
    } catch {
      return (error as? RunError)?.exitCode ?? -1
    }
  }

  /// the reserved stand there without a pseudonym; a rejected row counts, a
  /// deleted one does not. R-02: no kommune.
  @Test func reserverteOgSkjermede() throws {
    let d = Self.drop()
    let r = try Self.lever(d, Self.bestilling())
    #expect(
      r.first == [
        "Pseudonym", "Kategori", "Kjønn", "Oppfølgingskommune", "Oppfølgingsfylke", "Kategori fra",
        "Avslutningsårsakgruppe",
      ])
    #expect(r.count == 25)
    #expect(r.dropFirst().count { $0[0].isEmpty } == 2)
    #expect(r.suffix(2).allSatisfy { $0[0].isEmpty })
    let noekkel = try Self.bestilling().noekkel
    let merker = Set(r.dropFirst().map { $0[0] })
    for i in 0..<24 {
      let merke = noekkel.pseudonym(try #require(.init(tekst: Listedrop.duf(i))), formaal: "")?.tekst ?? ""
      #expect(merker.contains(merke) == (i != Self.reservert && i != Self.avvist), "\(i)")
      if i == Self.skjermet { #expect(r.first { $0[0] == merke }.map { $0[3...4] } == ["Skjermet", "Skjermet"]) }
    }
    #expect(r.dropFirst().count { $0[3] == "Skjermet" } == 1)
  }

  /// No name, number, bydel or registrar of the drop stands in any file, and no key.
  @Test func ingentingIdentifisererNoen() throws {
    let d = Self.drop()
    try Self.lever(d, Self.bestilling(Uttrekkskolonne.allCases, formaal: "Prosjekt 12"))
    #expect(d.folder.names("ut") == ["uttrekk.csv", "uttrekk.json", "uttrekk.txt"])
    let alt = d.folder.names("ut").compactMap { d.folder.read("ut/" + $0) }.joined()
    #expect(alt.contains("Prosjekt 12"))
    for i in 0..<24 {
      let duf = Listedrop.duf(i)
      for t in [duf, duf.filter { $0 != " " }, "Fornavn\(i)", "Etternavn\(i)"] {
        #expect(!alt.contains(t))
      }
    }
    for t in [Listedrop.skjermetNavn, "-AB", "Gamle Oslo", "1980-05-01", PseudonymnoekkelTests.tekst] {
      #expect(!alt.contains(t), "\(t)")
    }
  }

  @Test func sammeNoekkelSammeBytes() throws {
    let d = Self.drop()
    let b = try Self.bestilling(formaal: "P", datoer: .quarter, minste: 3)
    try Self.lever(d, b, "a")
    try Self.lever(d, b, "b")
    for n in d.folder.names("a") { #expect(d.folder.read("a/" + n) == d.folder.read("b/" + n), "\(n)") }
    // Other columns, the same persons under the same pseudonyms.
    let c = try Self.lever(d, Self.bestilling([.kjoenn], formaal: "P"), "c")
    let a = try Self.lever(d, Self.bestilling([.kategori], formaal: "P"), "d")
    #expect(c.map { $0[0] } == a.map { $0[0] })
  }

  @Test func annenNoekkelEllerAnnetFormaalKanIkkeKobles() throws {
    let d = Self.drop()
    let alle = try [
      Self.lever(d, Self.bestilling(), "a"), Self.lever(d, Self.bestilling(formaal: "P"), "b"),
      Self.lever(d, Self.bestilling(noekkel: String(PseudonymnoekkelTests.tekst.reversed())), "c"),
    ].map { Set($0.dropFirst().map { $0[0] }.filter { !$0.isEmpty }) }
    #expect(alle.allSatisfy { $0.count == 22 })
    #expect(alle[0].isDisjoint(with: alle[1]) && alle[0].isDisjoint(with: alle[2]) && alle[1].isDisjoint(with: alle[2]))
  }

  /// A row of reservations that does not tell whose it is stops the extract, and so
  /// does a file of them that cannot be read.
  @Test(arguments: ["R9;abc;01.02.2023;01.02.2023;0301-AB;", "R9;;01.02.2023;01.02.2023;0301-AB;"])
  func ulesteReservasjoner(rad: String) throws {
    let d = Self.drop([rad])
    #expect(Self.kode { try Self.lever(d, Self.bestilling()) } == 65)
    #expect(d.folder.names() == ["inn"])
    #expect(Self.kode { try Self.lever(d, Self.bestilling(godta: true)) } == 0)
    #expect(try #require(d.folder.read("ut/uttrekk.txt")).contains("OBS: "))
  }

  /// A number that nobody has stops nothing, and is told.
  @Test func reservasjonForUkjentPerson() throws {
    let d = Self.drop(["R9;900099990000;01.02.2023;01.02.2023;0301-AB;"])
    let r = try Self.lever(d, Self.bestilling())
    #expect(r.dropFirst().allSatisfy { !$0[0].isEmpty })
    #expect(try #require(d.folder.read("ut/uttrekk.json")).contains("\"uten_person\": 1"))
  }

  @Test func uleseligFilMedReservasjoner() throws {
    let d = Self.drop()
    d.folder.write(Array("inn/kommune/reservasjoner_2.csv.gz".utf8), [0x1F, 0x8B, 0x08, 0, 0])
    #expect(Self.kode { try Self.lever(d, Self.bestilling()) } == 65)
  }

  // MARK: The folder

  @Test func mappenErHelEllerIkkeDer() throws {
    let d = Self.drop()
    try Self.lever(d, Self.bestilling(), "ny/under/ut/")
    let mappe = try #require(Posix.status(d.folder.full(Array("ny/under/ut".utf8))))
    #expect(mappe.st_mode & 0o777 == 0o750)
    for n in d.folder.names("ny/under/ut") {
      let s = try #require(Posix.status(d.folder.full(Array("ny/under/ut/\(n)".utf8))))
      #expect(s.st_mode & 0o777 == 0o640)
    }
    #expect(d.folder.names("ny/under") == ["ut"])
    // An empty folder is taken, one that holds something is not.
    mkdir(d.folder.path + "/tom", 0o755)
    #expect(Self.kode { try Self.lever(d, Self.bestilling(), "tom") } == 0)
    let foer = d.folder.read("tom/uttrekk.csv")
    #expect(Self.kode { try Self.lever(d, Self.bestilling(formaal: "annet"), "tom") } == 73)
    #expect(d.folder.read("tom/uttrekk.csv") == foer)
    d.folder.write("fil", "x")
    #expect(Self.kode { try Self.lever(d, Self.bestilling(), "fil") } == 73)
    #expect(Self.kode { try Self.lever(d, Self.bestilling(), "fil/under") } == 73)
    #expect(d.folder.names().allSatisfy { !$0.hasPrefix(".") })
  }

  /// What a killed process has left is cleared away, a living one's is not.
  @Test func etterDrepte() throws {
    let d = Self.drop()
    d.folder.write(".ut.nir-tmp-4711/uttrekk.csv", "x")
    d.folder.write(".ut.nir-tmp-4712/uttrekk.csv", "x")
    let levende = open(d.folder.path + "/.ut.nir-tmp-4712", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    #expect(flock(levende, LOCK_EX | LOCK_NB) == 0)
    try Self.lever(d, Self.bestilling())
    #expect(d.folder.names() == [".ut.nir-tmp-4712", "inn", "ut"])
    #expect(d.folder.read(".ut.nir-tmp-4712/uttrekk.csv") == "x")
    close(levende)
  }

  @Test(arguments: ["to\nlinjer", "med\u{0}null", String(repeating: "å", count: 101)])
  func formaalPaaEnLinje(formaal: String) throws {
    let d = Self.drop()
    #expect(Self.kode { try Self.lever(d, Self.bestilling(formaal: formaal)) } == 64)
  }

  // MARK: The statement

  @Test func erklaeringen() throws {
    let d = Self.drop()
    let r = try Self.lever(d, Self.bestilling(formaal: "Prosjekt 12", datoer: .year, minste: 4))
    let tekst = try #require(d.folder.read("ut/uttrekk.txt"))
    let json = try #require(d.folder.read("ut/uttrekk.json"))
    let csv = try #require(Posix.read(d.folder.full(Array("ut/uttrekk.csv".utf8)), limit: 1 << 20))
    for t in [Checksum.hex(csv), "Prosjekt 12", ProgramVersion.current] {
      #expect(tekst.contains(t) && json.contains(t), "\(t)")
    }
    for t in [
      "31.08.2024", "Reservert mot forskning:     2\n", "Med adressebeskyttelse:      1\n",
      "Datoer er gjort om til år.",
    ] {
      #expect(tekst.contains(t), "\(t)")
    }
    #expect(json.contains("\"i_uttrekket\": \(r.count - 1)"))
    #expect(json.contains("\"noekkelkontroll\": \"\(try Self.bestilling().noekkel.kontroll)\""))
    let lest = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(lest["minste_gruppe"] as? Int == 4)
  }

  /// The checksum of the drop is what `sha256sum` of its files gives.
  @Test func inndatasum() throws {
    let d = Self.drop()
    try Self.lever(d, Self.bestilling())
    var sum = Checksum()
    for mappe in ["folkeregister", "kommune", "udi"] {
      for n in d.folder.names("inn/" + mappe) {
        let fil = try #require(Checksum.file(d.folder.full(Array("inn/\(mappe)/\(n)".utf8))))
        sum.update(Array("\(fil.hex)  \(mappe)/\(n)\n".utf8))
      }
    }
    #expect(try #require(d.folder.read("ut/uttrekk.txt")).contains(sum.hex()))
  }
}
