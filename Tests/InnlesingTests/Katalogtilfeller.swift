import Tabular
import Testing

/// The smallest file that gives each code of `avvik.md` that reading can give.
struct Katalogtilfelle: Sendable, CustomTestStringConvertible {
  var hva: String
  var filer: [(String, [UInt8])]
  /// `Alvorlighet;Kode;Fil;Linje;Kolonne;Verdi` of every avvik, in order.
  var venter: [String]
  /// Words that the first avvik's Melding must hold: value, limit, remedy.
  var melding: [String] = []
  /// Read, taken, rejected, duplicates of the first file.
  var rader: [Int]
  var testDescription: String { hva }

  init(_ hva: String, _ navn: String, _ tekst: String, _ venter: [String], melding: [String] = [], rader: [Int]) {
    self.init(hva, [(navn, Array(tekst.utf8))], venter, melding: melding, rader: rader)
  }

  init(_ hva: String, _ filer: [(String, [UInt8])], _ venter: [String], melding: [String] = [], rader: [Int]) {
    self.hva = hva
    self.filer = filer
    self.venter = venter
    self.melding = melding
    self.rader = rader
  }
}

extension Katalogtilfelle {
  private static let r = "kommune/reservasjoner_3024.csv"
  private static let rHode = "DUF-nummer;Dato for reservasjon;Registrert dato\n"
  private static let rRad = "900099900014;01.02.2024;02.02.2024\n"
  private static let b = "kommune/bosettinger_3024.csv"
  private static let bHode = "DUF-nummer;Oppf.kommune;Bydel;Fra dato;Avtalt bosetting;Registrert dato\n"
  private static let v = "kommune/vedtak_3024.csv"
  private static let vHode =
    "ID;DUF-nummer;Vedtakstype;Vedtaksdato;Resultat;Startdato;Legg til frist som;Utvidelse måneder;Oppf.kommune;Registrert dato\n"
  private static let f = "kommune/fravaer_3024.csv"
  private static let fHode = "DUF-nummer;Fraværstype;Periode;Antall dager;Registrert dato\n"
  private static let j = "kommune/reservasjoner_3024.json"
  private static let nd = "kommune/reservasjoner_3024.ndjson"
  private static let jRad = #"{"DUF-nummer":"900099900014","Dato for reservasjon":"01.02.2024","Registrert dato":"02.02.2024"}"#
  private static let folk = "folkeregister/personer.ndjson"

  private static func dokument(_ resten: String) -> String {
    #"{"utlendingsmyndighetenesIdentifikasjonsnummer":[{"identifikasjonsnummer":"900099900014","erGjeldende":true}]\#(resten)}"# + "\n"
  }

  private static func utf16(_ tekst: String) -> [UInt8] {
    [0xFF, 0xFE] + tekst.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  static let alle: [Katalogtilfelle] = filer + former + verdier + personer

  private static let filer: [Katalogtilfelle] = [
    .init(
      "a file of no type", "kommune/tull_3024.csv", "a;b\n1;2\n", ["Feil;FIL_UKJENT_TYPE;kommune/tull_3024.csv;;;"],
      melding: ["tull_3024.csv", "inndatatype", "pipelinefilen"], rader: [0, 0, 0, 0]),
    .init("no bytes", r, "", ["Advarsel;FIL_TOM;\(r);;;"], melding: ["Lever den på nytt"], rader: [0, 0, 0, 0]),
    .init("a header alone", r, rHode, ["Advarsel;FIL_TOM;\(r);;;"], rader: [0, 0, 0, 0]),
    .init("an empty array", j, "[ ]", ["Advarsel;FIL_TOM;\(j);;;"], rader: [0, 0, 0, 0]),
    .init(
      "a NUL", r, rHode + "900099900014;01.02.2024\u{0};02.02.2024\n", ["Feil;FIL_SKADET;\(r);;;"], melding: ["nullbyte"],
      rader: [0, 0, 0, 0]),
    .init("UTF-16", [(r, utf16(rHode + rRad))], ["Feil;FIL_SKADET;\(r);;;"], melding: ["UTF-16"], rader: [0, 0, 0, 0]),
    .init(
      "a workbook", [(r, [0x50, 0x4B, 3, 4, 0, 0, 0, 0])], ["Feil;FIL_SKADET;\(r);;;"], melding: ["xlsx"], rader: [0, 0, 0, 0]),
    .init(
      "gzip cut short", [(r, Array(Gzipproeve.pakket(rHode + rRad).dropLast(6)))], ["Feil;FIL_SKADET;\(r);;;"],
      melding: ["avkortet", "Hent den på nytt"], rader: [0, 0, 0, 0]),
    .init(
      "JSON that is not UTF-8", [(j, Array("[{\"DUF-nummer\":\"\u{1}".utf8).dropLast() + [0xE6] + Array("\"}]".utf8))],
      ["Feil;FIL_SKADET;\(j);;;"], melding: ["UTF-8"], rader: [0, 0, 0, 0]),
    .init(
      "neither UTF-8 nor Windows-1252", [(r, Array(rHode.utf8) + [0x81, 0x0A])], ["Feil;FIL_SKADET;\(r);;;"],
      melding: ["Windows-1252"], rader: [0, 0, 0, 0]),
    .init(
      "an obligatory column is missing", r, "DUF-nummer;Registrert dato\n900099900014;02.02.2024\n",
      ["Feil;KOLONNE_MANGLER;\(r);1;Dato for reservasjon;"], melding: ["«Dato for reservasjon»", "Legg kolonnen til"],
      rader: [0, 0, 0, 0]),
    .init(
      "a known column twice", r, "DUF-nummer;Dato for reservasjon;Registrert dato;duf-nummer\n1;2;3;4\n",
      ["Feil;KOLONNE_DOBBEL;\(r);1;DUF-nummer;"], melding: ["to ganger", "Fjern"], rader: [0, 0, 0, 0]),
    .init(
      "a column that no type has", r, "Merknad;DUF-nummer;Dato for reservasjon;Registrert dato\nx;" + rRad,
      ["Info;KOLONNE_UKJENT;\(r);1;Merknad;"], melding: ["«Merknad»"], rader: [1, 1, 0, 0]),
    .init(
      "a key that no type has", nd, jRad + "\n" + jRad.replacing("}", with: #","Merknad":"x"}"#),
      ["Info;KOLONNE_UKJENT;\(nd);1;Merknad;", "Info;DUPLIKAT;\(nd);2;;"], rader: [2, 1, 0, 1]),
  ]

  private static let former: [Katalogtilfelle] = [
    .init(
      "a line that is not JSON", nd, jRad + "\n{\"DUF-nummer\":}\n", ["Feil;JSON_UGYLDIG;\(nd);2;;"],
      melding: ["RFC 8259"], rader: [2, 1, 1, 0]),
    .init("an array that breaks off", j, "[" + jRad + ",{\"DUF", ["Feil;JSON_UGYLDIG;\(j);2;;"], rader: [2, 1, 1, 0]),
    .init(
      "person documents as CSV", "folkeregister/personer.csv", "a;b\n1;2\n",
      ["Feil;JSON_UGYLDIG;folkeregister/personer.csv;;;"], rader: [0, 0, 0, 0]),
    .init(
      "an element that is no object", j, "[1," + jRad + "]", ["Feil;JSON_STRUKTUR;\(j);1;;"], melding: ["objekt"],
      rader: [2, 1, 1, 0]),
    .init(
      "a known key twice", nd, jRad.replacing("}", with: #","duf-NUMMER":"900099900014"}"#), ["Feil;JSON_STRUKTUR;\(nd);1;;"],
      melding: ["to ganger"], rader: [1, 0, 1, 0]),
    .init(
      "a value that is a list", nd, jRad.replacing(#""02.02.2024""#, with: "[]"), ["Feil;JSON_STRUKTUR;\(nd);1;;"],
      melding: ["liste"], rader: [1, 0, 1, 0]),
    .init(
      "a document's list that is none", folk, dokument(#","navn":"Kari""#),
      ["Feil;JSON_STRUKTUR;\(folk);1;navn;"], melding: ["«navn»"], rader: [1, 0, 1, 0]),
    .init(
      "a field too many", r, rHode + "900099900014;01.02.2024;02.02.2024;x\n" + rRad, ["Feil;FELTANTALL;\(r);2;;"],
      melding: ["4 felt", "har 3"], rader: [2, 1, 1, 0]),
    .init(
      "a quote that never closes", r, rHode + "\"900099900014;01.02.2024;02.02.2024\n" + rRad, ["Feil;ANFOERSEL;\(r);2;;"],
      melding: ["Skriv et anførselstegn"], rader: [2, 1, 1, 0]),
    .init(
      "a stray quote before a quoted field", r, rHode + "\"900099900014;01.02.2024;02.02.2024\n" + "900099900014;\"01.02.2024\";02.02.2024\n",
      ["Feil;ANFOERSEL;\(r);2;;"], rader: [2, 1, 1, 0]),
    .init(
      "text after a closing quote", r, rHode + "\"900099900014\"x;01.02.2024;02.02.2024\n" + rRad,
      ["Feil;ANFOERSEL;\(r);2;;"], rader: [2, 1, 1, 0]),
  ]

  private static let verdier: [Katalogtilfelle] = [
    .init(
      "an obligatory value is blank", r, rHode + "900099900014; ;02.02.2024\n",
      ["Feil;VERDI_MANGLER;\(r);2;Dato for reservasjon;"], melding: ["Fyll ut"], rader: [1, 0, 1, 0]),
    .init(
      "a permisjon without Startdato and Legg til frist som", v,
      vHode + "1;900099900014;Permisjon pga velferd;01.02.2024;Innvilget;;;;3024;02.02.2024\n",
      ["Advarsel;VERDI_MANGLER;\(v);2;Startdato;", "Advarsel;VERDI_MANGLER;\(v);2;Legg til frist som;"],
      melding: ["teller ikke"], rader: [1, 1, 0, 0]),
    .init(
      "eleven digits", r, rHode + "90009990001;01.02.2024;02.02.2024\n", ["Feil;DUF_UGYLDIG;\(r);2;DUF-nummer;90009990001"],
      melding: ["12 sifre"], rader: [1, 0, 1, 0]),
    .init(
      "a control number that is wrong", [
        ("udi/b.csv", Array("DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n202201234502;A;B;01.01.1990;§ 28;01.01.2022\n".utf8))
      ], ["Advarsel;DUF_KONTROLLSIFFER;udi/b.csv;2;DUF-nummer;202201234502"], melding: ["Kontroller"], rader: [1, 1, 0, 0]),
    .init(
      "a kommune without its zero", b, bHode + "900099900014;301;;01.02.2024;Ja;02.02.2024\n",
      ["Advarsel;LEDENDE_NULL;\(b);2;Oppf.kommune;301"], melding: ["«301»", "som tekst"], rader: [1, 1, 0, 0]),
    .init(
      "a bydel without its zero", b, bHode + "900099900014;0301;30101;01.02.2024;Ja;02.02.2024\n",
      ["Advarsel;LEDENDE_NULL;\(b);2;Bydel;30101"], rader: [1, 1, 0, 0]),
    .init(
      "an adressebeskyttelse that is not known here", folk,
      dokument(#","adressebeskyttelse":[{"graderingsnivaa":"hemmelig","erGjeldende":true}]"#),
      ["Advarsel;GRADERING_UKJENT;\(folk);1;adressebeskyttelse.graderingsnivaa;hemmelig"], melding: ["skjermet"],
      rader: [1, 1, 0, 0]),
    .init(
      "a fødselsnummer with wrong control digits", folk,
      dokument(#","identifikasjonsnummer":[{"foedselsEllerDNummer":"01019012345","erGjeldende":true}]"#),
      ["Advarsel;FNR_UGYLDIG;\(folk);1;identifikasjonsnummer.foedselsEllerDNummer;01019012345"], melding: ["11 sifre"],
      rader: [1, 1, 0, 0]),
    .init(
      "a day that the calendar lacks", r, rHode + "900099900014;30.02.2024;02.02.2024\n",
      ["Feil;DATO_UGYLDIG;\(r);2;Dato for reservasjon;30.02.2024"], melding: ["dd.mm.åååå", "1900 til 2199"],
      rader: [1, 0, 1, 0]),
    .init(
      "a month that is none", f, fHode + "900099900014;Egenmelding;13.2024;1;02.02.2024\n",
      ["Feil;DATO_UGYLDIG;\(f);2;Periode;13.2024"], melding: ["måned"], rader: [1, 0, 1, 0]),
    .init(
      "more days than a month can have", f, fHode + "900099900014;Egenmelding;08.2024;31,5;02.02.2024\n",
      ["Feil;TALL_UGYLDIG;\(f);2;Antall dager;31,5"], melding: ["0 til 31"], rader: [1, 0, 1, 0]),
    .init(
      "half a month", v, vHode + "1;900099900014;Utvidet deltakelse i introduksjonsprogram;01.02.2024;Innvilget;;;6,5;3024;02.02.2024\n",
      ["Feil;TALL_UGYLDIG;\(v);2;Utvidelse måneder;6,5"], melding: ["0 til 12"], rader: [1, 0, 1, 0]),
    .init(
      "a code that is misspelt", f, fHode + "900099900014;Egenmeling;08.2024;1;02.02.2024\n",
      ["Feil;KODE_UKJENT;\(f);2;Fraværstype;Egenmeling"], melding: ["Nærmest er «Egenmelding»"], rader: [1, 0, 1, 0]),
    .init(
      "a boolean that is neither", b, bHode + "900099900014;0301;;01.02.2024;Kanskje;02.02.2024\n",
      ["Feil;KODE_UKJENT;\(b);2;Avtalt bosetting;Kanskje"], melding: ["Ja eller Nei"], rader: [1, 0, 1, 0]),
    .init(
      "a kommunenummer of five digits", b, bHode + "900099900014;03010;;01.02.2024;Ja;02.02.2024\n",
      ["Feil;KODE_UKJENT;\(b);2;Oppf.kommune;03010"], melding: ["fire sifre"], rader: [1, 0, 1, 0]),
    .init(
      "a kommune that no year has", b, bHode + "900099900014;9998;;01.02.2024;Ja;02.02.2024\n",
      ["Advarsel;KOMMUNE_UKJENT;\(b);2;Oppf.kommune;9998"], melding: ["9998"], rader: [1, 1, 0, 0]),
    .init(
      "every fault of a row, in column order", v, vHode + ";90009;Permisjon;31.04.2024;Ja;i går;Uker;13;x;\n",
      [
        "Feil;VERDI_MANGLER;\(v);2;ID;", "Feil;DUF_UGYLDIG;\(v);2;DUF-nummer;90009", "Feil;KODE_UKJENT;\(v);2;Vedtakstype;Permisjon",
        "Feil;DATO_UGYLDIG;\(v);2;Vedtaksdato;31.04.2024", "Feil;KODE_UKJENT;\(v);2;Resultat;Ja",
        "Feil;DATO_UGYLDIG;\(v);2;Startdato;i går", "Feil;KODE_UKJENT;\(v);2;Legg til frist som;Uker",
        "Feil;TALL_UGYLDIG;\(v);2;Utvidelse måneder;13", "Feil;KODE_UKJENT;\(v);2;Oppf.kommune;x",
        "Feil;VERDI_MANGLER;\(v);2;Registrert dato;",
      ], rader: [1, 0, 1, 0]),
  ]

  private static let personer: [Katalogtilfelle] = [
    .init(
      "the same row twice, dates in both forms", r, rHode + rRad + "9000 999000 14;2024-02-01;2024-02-02\n",
      ["Info;DUPLIKAT;\(r);3;;"], melding: ["telt én gang"], rader: [2, 1, 0, 1]),
    .init(
      "a duplicate gives no Advarsel", b,
      bHode + "900099900014;9998;;01.02.2024;Ja;02.02.2024\n900099900014;9998;;01.02.2024;ja;02.02.2024\n",
      ["Advarsel;KOMMUNE_UKJENT;\(b);2;Oppf.kommune;9998", "Info;DUPLIKAT;\(b);3;;"], rader: [2, 1, 0, 1]),
    .init(
      "a person whom nobody knows", r, rHode + "900000000000;01.02.2024;02.02.2024\n",
      ["Feil;UKJENT_PERSON;\(r);2;DUF-nummer;900000000000"], melding: ["UDI", "Folkeregisteret", "Kontroller"],
      rader: [1, 0, 1, 0]),
    .init(
      "a klage on no vedtak", "kommune/klager_3024.csv",
      "DUF-nummer;Vedtak-ID;Klage registrert dato;Registrert dato\n900099900014;V1;01.02.2024;02.02.2024\n",
      ["Feil;UKJENT_VEDTAK;kommune/klager_3024.csv;2;Vedtak-ID;V1"], melding: ["«V1»", "lever vedtaket"], rader: [1, 0, 1, 0]),
  ]
}

/// gzip of a text, for cases.
enum Gzipproeve {
  static func pakket(_ tekst: String) -> [UInt8] {
    var tekst = tekst
    return tekst.withUTF8 { b in
      do throws(TabularError) {
        let ut = try Deflater.deflateAll(UnsafeRawBufferPointer(b), level: 6)
        return Array(ut.unsafeBytes)
      } catch { return [] }
    }
  }
}
