import Innlesing

/// A drop of nobody's, made from a seed: the same bytes on every machine. Small enough to be
/// made in a moment, shaped as the register's own files.
struct SyntheticDrop {
  private(set) var files: [(type: Inndatatype, text: String)] = []
  private var state: UInt64

  /// - Parameter persons: every one has UDI's row, a document and some ten registrations.
  init(persons: Int, seed: UInt64) {
    state = seed
    var texts: [Inndatatype: String] = [
      .udi: "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Kjønn;Statsborgerskap;Fødselsnummer;Hjemmel;"
        + "Referansepersonens hjemmel;Vedtaksdato;Effektueringsdato;Gyldig til;Ankomst Norge\n",
      .bosettinger: "ID;DUF-nummer;Oppf.kommune;Bydel;Fra dato;Avtalt bosetting;Registrert dato;Registrert av;Slettet\n",
      .sluttmaal: "ID;DUF-nummer;Sluttmål;Oppf.kommune;Registrert dato;Registrert av\n",
      .vedtak: "ID;DUF-nummer;Vedtakstype;Vedtaksdato;Resultat;Startdato;Sluttdato;Legg til frist som;"
        + "Utvidelse måneder;Oppf.kommune;Registrert dato;Registrert av;Slettet\n",
      .tiltak: "ID;DUF-nummer;Tiltaksgruppe;Tiltakstype;Fra dato;Til dato;Timer per uke;Erstattende tiltak;"
        + "Gjennomføring;Gjennomføring registrert;Mottatt tilbud;Oppf.kommune;Registrert dato;Registrert av;Slettet\n",
      .fravaer: "ID;DUF-nummer;Fraværstype;Periode;Antall dager;Antall timer;Oppf.kommune;Registrert dato;Registrert av;Slettet\n",
      .avslutninger: "ID;DUF-nummer;Avslutningsårsak;Avslutningsdato;Antall timer arbeid per uke;Gjenåpnet program dato;"
        + "Oppf.kommune;Registrert dato;Registrert av;Slettet\n",
      .folkeregister: "",
    ]
    for n in 0..<persons { person(n, &texts) }
    for (type, text) in texts.sorted(by: { $0.key < $1.key }) { files.append((type, text)) }
  }

  private mutating func below(_ n: Int) -> Int {
    // SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Int(z % UInt64(n))
  }

  private static let places = ["0301", "1103", "3907", "4601", "5001"]
  private static let names = ["Ahmad", "Olena", "Mykola", "Fatima", "Yusuf", "Iryna", "Bjørn", "Åse"]
  private static let surnames = ["Hussein", "Bondarenko", "Noori", "Abdullahi", "Tesfaye", "Øverås"]

  private mutating func one(of texts: [String]) -> String { texts[below(texts.count)] }

  private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }

  /// The guides' own series of numbers, whose control digits nobody tests.
  private static func duf(_ n: Int) -> String {
    let text = String(n)
    return "9000" + String(repeating: "0", count: 8 - text.utf8.count) + text
  }

  private mutating func person(_ n: Int, _ t: inout [Inndatatype: String]) {
    let duf = Self.duf(n)
    let place = one(of: Self.places)
    let (first, last) = (one(of: Self.names), one(of: Self.surnames))
    let year = 2020 + below(3)
    let (day, month) = (1 + below(28), 1 + below(12))
    let from = "\(Self.two(day)).\(Self.two(month)).\(year)"
    let tail = ";\(place);\(from);\(place)-ASGE"
    let birth = (1960 + below(40), 1 + below(12), 1 + below(28))
    let born = "\(Self.two(birth.2)).\(Self.two(birth.1)).\(birth.0)"
    t[.udi]! += "\(duf);\(first);\(last);\(born);Kvinne;SYR;;Utlendingsloven 2008 § 28 1. ledd bokstav b Asyl;;\(from);\(from);;\(from)\n"
    t[.bosettinger]! += "BO\(n);\(duf);\(place);;\(from);Ja;\(from);\(place)-NIBO;\n"
    t[.sluttmaal]! += "SL\(n);\(duf);Fullføre deler av grunnskole\(tail)\n"
    let start = "\(Self.two(day)).\(Self.two(month)).\(year)"
    t[.vedtak]! += "VE\(n);\(duf);Deltakelse i introduksjonsprogram;\(from);Innvilget;\(start);;;\(tail);\n"
    for i in 0..<3 {
      let (m, d) = (1 + below(12), 1 + below(28))
      t[.tiltak]! +=
        "TI\(n)-\(i);\(duf);Opplæring i norsk og samfunnskunnskap;Norskopplæring;\(Self.two(d)).\(Self.two(m)).\(year + 1);"
        + "\(Self.two(d)).\(Self.two(m)).\(year + 2);\(10 + below(20));;;;\(tail);\n"
    }
    for i in 0..<4 {
      t[.fravaer]! +=
        "FR\(n)-\(i);\(duf);Gyldig fravær;\(Self.two(1 + below(12))).\(year + 1);\(1 + below(9));\(tail);\n"
    }
    // Some ended, and some of them began again and ended once more.
    if n % 3 == 0 {
      t[.avslutninger]! += "AV\(n);\(duf);Arbeid;\(Self.two(day)).\(Self.two(month)).\(year + 2);20;\(tail);\n"
      if n % 9 == 0 {
        t[.avslutninger]! += "AX\(n);\(duf);Annet;\(Self.two(day)).\(Self.two(month)).\(year + 3);;\(tail);\n"
      }
    }
    t[.folkeregister]! += document(duf, place, first, last, year, "\(year)-\(Self.two(month))-\(Self.two(day))")
  }

  private func document(_ duf: String, _ place: String, _ first: String, _ last: String, _ year: Int, _ date: String) -> String {
    func element(_ fields: String) -> String {
      #"[{"ajourholdstidspunkt": "\#(date)T08:15:00.123+02:00", "erGjeldende": true, "gyldighetstidspunkt": "\#(date)T00:00:00", "#
        + #""kilde": "KILDE_DSF", "aarsak": "", \#(fields)}]"#
    }
    return #"{"utlendingsmyndighetenesIdentifikasjonsnummer": "# + element(#""identifikasjonsnummer": "\#(duf)""#)
      + #", "navn": "# + element(#""fornavn": "\#(first)", "mellomnavn": null, "etternavn": "\#(last)""#)
      + #", "kjoenn": "# + element(#""kjoenn": "kvinne""#)
      + #", "foedsel": "# + element(#""foedselsdato": "1990-05-01", "foedeland": "SYR""#)
      + #", "doedsfall": null, "sivilstand": [{"sivilstand": "ugift"}], "bostedsadresse": "#
      + element(#""vegadresse": {"kommunenummer": "\#(place)", "adressenavn": "Storgata"}, "flyttedato": "\#(date)""#) + "}\n"
  }
}
