import Innlesing
import Testing

@testable import Pipeline

/// A case system's file against a small drop.
@Suite struct AvstemmingTests {
  static let drop = """
    ID;DUF-nummer;Vedtakstype;Vedtaksdato;Resultat;Startdato;Oppf.kommune;Registrert dato;Registrert av;Slettet
    V1;202200000110;Deltakelse i introduksjonsprogram;01.02.2022;Innvilget;01.03.2022;0301;02.02.2022;AB;
    V1;202200000110;Deltakelse i introduksjonsprogram;01.02.2022;Innvilget;15.03.2022;0301;05.02.2022;AB;
    V2;202200000110;Integreringsplan;01.04.2022;Vedtak fattet;;0301;02.04.2022;AB;
    V3;202200000209;Deltakelse i introduksjonsprogram;01.05.2022;Innvilget;01.06.2022;0301;02.05.2022;AB;
    V4;202200000209;Integreringsplan;01.05.2022;Vedtak fattet;;0301;02.05.2022;AB;03.05.2022
    V5;202200000308;Integreringsplan;01.05.2022;Vedtak fattet;;4601;02.05.2022;CD;
    V6;202200000110;Integreringsplan;09.09.2022;Vedtak fattet;;4601;02.10.2022;CD;
    """

  private func avstem(_ fil: String, navn: String = "vedtak_fag.csv", type: String? = nil, utenom: [String] = []) throws
    -> Avstemming
  {
    let t = TemporaryFolder()
    t.write("drop/kommune/vedtak_0301.csv", Self.drop)
    t.write(navn, fil)
    return try Avstemming(fil: t.path + "/" + navn, typenavn: type, input: t.path + "/drop", utenom: utenom)
  }

  private func tekst(_ a: Avstemming) -> [String] {
    a.funn.map { "\($0.slag.rawValue)|\($0.id)|\($0.kolonne)|\($0.her)|\($0.der)" }
  }

  /// Another order of columns, another delimiter, other spellings: no difference.
  @Test func likt() throws {
    let a = try avstem(
      """
      oppf.kommune,Vedtaksdato,DUF-nummer,ID,vedtakstype,Startdato
      301,2022-02-01,2022 000001 10,V1,deltakelse i  introduksjonsprogram,2022-03-15
      0301,2022-04-01,202200000110,V2,Integreringsplan,
      0301,2022-05-01,202200000209,V3,Deltakelse i introduksjonsprogram,01.06.2022
      """)
    #expect(tekst(a) == [])
    #expect((a.iFilen, a.like, a.uleselige) == (3, 3, 0))
    #expect(a.kommuner == ["0301"])
  }

  @Test func ulikt() throws {
    let a = try avstem(
      """
      ID;DUF-nummer;Vedtakstype;Vedtaksdato;Startdato;Oppf.kommune
      V1;202200000110;Deltakelse i introduksjonsprogram;01.02.2022;01.03.2022;0301
      ;202200000209;Deltakelse i introduksjonsprogram;01.05.2022;07.06.2022;0301
      V9;202200000209;Integreringsplan;01.08.2022;;0301
      ;feil;Integreringsplan;01.08.2022;;0301
      """)
    #expect(
      tekst(a) == [
        "Bare i leveransen|V2|||", "Ulik verdi|V1|Startdato|01.03.2022|15.03.2022", "Bare i fagsystemet|V9|||",
        "Ulik verdi||Startdato|07.06.2022|01.06.2022",
      ])
    #expect(a.uleselige == 1)
    #expect(a.funn.map(\.linje) == [0, 2, 4, 3])
    #expect(a.funn.map(\.filLinje) == [4, 3, 0, 5])
  }

  /// JSON, a named type, and a column that is left out.
  @Test func json() throws {
    let a = try avstem(
      #"[{"ID":"V1","DUF-nummer":202200000110,"Startdato":"01.03.2022","Oppf.kommune":"0301"},{"ID":"V2","DUF-nummer":"202200000110"},{"ID":"V3","DUF-nummer":"202200000209"}]"#,
      navn: "uttrekk.json", type: "vedtak", utenom: ["startdato"])
    #expect(tekst(a).filter { !$0.contains("Oppf.kommune") } == [])
  }

  @Test func utskrift() throws {
    let a = try avstem("ID;DUF-nummer;Vedtaksdato;Oppf.kommune\nV1;202200000110;02.02.2022;0301\n")
    let csv = String(decoding: Avstemmingsfil.csv(a), as: UTF8.self).split(separator: "\r\n")
    #expect(csv.count == a.funn.count + 1)
    #expect(
      csv.contains {
        $0.hasPrefix("Ulik verdi;vedtak;2022 000001 10;V1;02.02.2022;Vedtaksdato;02.02.2022;01.02.2022;2;")
      })
    #expect(Avstemmingsfil.tekst(a).contains("Vedtaksdato er «02.02.2022» i fagsystemet, «01.02.2022» i leveransen"))
    #expect(String(decoding: Avstemmingsfil.json(a), as: UTF8.self).contains("\"i_leveransen\": \"01.02.2022\""))
  }

  @Test(arguments: [
    ("x.csv", nil, "ID;DUF-nummer\n", Int32(64)), ("vedtak.csv", "ukjent", "ID;DUF-nummer\n", 64),
    ("vedtak.csv", nil, "ID;Navn\n", 65),
  ])
  func feil(_ rad: (navn: String, type: String?, fil: String, kode: Int32)) {
    let e = #expect(throws: RunError.self) { try avstem(rad.fil, navn: rad.navn, type: rad.type) }
    #expect(e?.exitCode == rad.kode)
  }
}
