import Kalender
import Kodeverk

// Person documents as Folkeregisteret sends them (`formats.md`, folkeregister).

extension UnitWriter {
  /// Writes the documents of a person and of the children.
  mutating func dokumenter(of p: Livsloep, home: Int, away: Int) {
    begin(person: p)
    // A stream of its own: rows are the same with and without documents.
    random = SeededRandom(options.seed, 3, UInt64(p.index))
    for b in p.barn where random.permille(950) { barnedokument(b) }
    // A few are known to UDI alone.
    guard !random.permille(8) else { return }
    let fault = options.mess > 0 && random.share(options.mess) ? random.below(5) : -1
    persondokument(p, home, away, fault)
    // The same person more than once: an equal document, or an older one.
    if random.permille(5) { persondokument(p, home, away, -1) }
  }

  private mutating func barnedokument(_ b: Livsloep.Barn) {
    document { t, r in
      t.put("{\"identifikasjonsnummer\": [")
      Persondokument.element(&t, &r, b.foedt)
      t.put("\"foedselsEllerDNummer\": \"")
      t.put(number: Int(b.nummer), width: 11)
      t.put("\", \"status\": \"iBruk\"}], \"foedsel\": [")
      Persondokument.element(&t, &r, b.foedt)
      t.put("\"foedselsdato\": \"")
      t.put(b.foedt, iso: true)
      t.put("\"}]}")
    }
  }

  private mutating func persondokument(_ p: Livsloep, _ home: Int, _ away: Int, _ fault: Int) {
    let d = Persondokument(
      p: p, texts: texts, adresser: adresser(p, places[unit.parts[home].place], places[unit.parts[away].place]),
      fault: fault, utenFoedselsdato: options.mess > 0 && p.index % 199 == 7)
    document { t, r in d.write(&t, &r) }
  }

  /// Where the person has lived, with the new number that a reform gives an address.
  private func adresser(_ p: Livsloep, _ hjem: Place, _ borte: Place) -> [Persondokument.Adresse] {
    var ut: [Persondokument.Adresse] = []
    func bor(_ s: Place, _ fra: Dato, _ til: Dato?) {
      ut.append(.init(fra: fra, kommune: s.number(fra)))
      for n in s.numbers where n.from > fra && n.from < til ?? (options.date + 400) {
        ut.append(.init(fra: n.from, kommune: Int(n.number)))
      }
    }
    // Some live in a neighbouring kommune from before the start, and have not moved.
    let nabo = p.index % 61 == 5
    bor(nabo ? borte : hjem, p.bosatt - p.index % 30, p.flyttet)
    if let f = p.flyttet { bor(nabo ? hjem : borte, f, p.flyttetTilbake) }
    if let t = p.flyttetTilbake { bor(hjem, t, nil) }
    return ut.sorted { $0.fra < $1.fra }
  }
}

/// One document in the making.
struct Persondokument {
  struct Adresse {
    var fra: Dato
    var kommune: Int
  }

  let p: Livsloep
  let texts: Texts
  let adresser: [Adresse]
  /// Which fault of reading it has; negative: none.
  let fault: Int
  let utenFoedselsdato: Bool

  /// The fields that every element of a list begins with, the brace open.
  static func element(_ t: inout ByteBlock, _ r: inout SeededRandom, _ gyldig: Dato, gjeldende: Bool = true) {
    t.put("{\"ajourholdstidspunkt\": \"")
    t.put(gyldig + r.below(r.permille(50) ? 90 : 12), iso: true)
    t.put("T")
    t.put(number: r.below(24), width: 2)
    t.put(":15:00.123+02:00\", \"erGjeldende\": ")
    if gjeldende { t.put("true") } else { t.put("false") }
    t.put(", \"gyldighetstidspunkt\": \"")
    t.put(gyldig, iso: true)
    t.put("T00:00:00\", \"kilde\": \"KILDE_DSF\", \"aarsak\": \"\", ")
  }

  func write(_ t: inout ByteBlock, _ r: inout SeededRandom) {
    let a = p.ankomst
    t.put("{\"identifikasjonsnummer\": [")
    Persondokument.element(&t, &r, a)
    t.put("\"foedselsEllerDNummer\": \"")
    if fault == 0 { t.put("12345678901") } else { t.put(number: Int(p.fnr ?? 0), width: 11) }
    t.put("\", \"status\": \"iBruk\"}]")
    duf(&t, &r)
    t.put(", \"navn\": ")
    if fault == 1 { t.put("\"et navn\"") } else { navn(&t, &r) }
    t.put(", \"kjoenn\": [")
    Persondokument.element(&t, &r, a)
    t.put("\"kjoenn\": ")
    if fault == 2 { t.put("\"hen\"}]") } else if p.kvinne { t.put("\"kvinne\"}]") } else { t.put("\"mann\"}]") }
    if !utenFoedselsdato {
      t.put(", \"foedsel\": [")
      Persondokument.element(&t, &r, a)
      t.put("\"foedselsdato\": \"")
      if fault == 3 { t.put("1990-02-31") } else { t.put(p.foedt, iso: true) }
      t.put("\", \"foedeland\": \"UKR\"}]")
    }
    doedsfall(&t, &r)
    t.put(", \"sivilstand\": [{\"sivilstand\": \"ugift\"}], \"bostedsadresse\": [")
    for (i, b) in adresser.enumerated() {
      if i > 0 { t.put(", ") }
      adresse(b, &t, &r)
    }
    t.put("]")
    if let u = p.utvandret { dato(&t, &r, ", \"utflytting\": [", "\"utflyttingsdato\": \"", u) }
    if let i = p.innvandretIgjen {
      t.put(", \"innflytting\": [")
      Persondokument.element(&t, &r, i)
      t.put("\"fraflyttingsland\": \"UKR\"}]")
    }
    beskyttelse(&t, &r)
    familie(&t, &r)
    // A line that breaks off is no JSON.
    if fault != 4 { t.put("}") }
  }

  private func duf(_ t: inout ByteBlock, _ r: inout SeededRandom) {
    // Without a DUF-nummer the document is found by a fødselsnummer that UDI has.
    if r.permille(10), p.gammeltDuf == nil { return }
    t.put(", \"utlendingsmyndighetenesIdentifikasjonsnummer\": [")
    if let g = p.gammeltDuf {
      Persondokument.element(&t, &r, p.ankomst, gjeldende: false)
      t.put("\"identifikasjonsnummer\": \"")
      t.put(number: Int(g), width: 12)
      t.put("\"}, ")
    }
    Persondokument.element(&t, &r, p.ankomst)
    t.put("\"identifikasjonsnummer\": \"")
    t.put(number: Int(p.duf), width: 12)
    t.put("\"}]")
  }

  private func navn(_ t: inout ByteBlock, _ r: inout SeededRandom) {
    t.put("[")
    if r.permille(40) {
      // An earlier name, no longer valid.
      Persondokument.element(&t, &r, p.ankomst, gjeldende: false)
      navnefelter(&t, (p.etternavn + 5) % texts.etternavn.count)
      t.put(", ")
    }
    Persondokument.element(&t, &r, p.ankomst + 20)
    navnefelter(&t, p.etternavn)
    t.put("]")
  }

  private func navnefelter(_ t: inout ByteBlock, _ etternavn: Int) {
    t.put("\"fornavn\": \"")
    t.put(texts.fornavn[p.fornavn])
    t.put("\", \"mellomnavn\": ")
    if let m = p.mellomnavn {
      t.put("\"")
      t.put(texts.fornavn[m])
      t.put("\"")
    } else {
      t.put("null")
    }
    t.put(", \"etternavn\": \"")
    t.put(texts.etternavn[etternavn])
    t.put("\"}")
  }

  private func doedsfall(_ t: inout ByteBlock, _ r: inout SeededRandom) {
    guard let d = p.doed else {
      if r.permille(300) { t.put(", \"doedsfall\": null") }
      return
    }
    // An object or a list.
    let list = r.permille(300)
    t.put(", \"doedsfall\": ")
    if list { t.put("[") }
    Persondokument.element(&t, &r, d)
    t.put("\"doedsdato\": \"")
    t.put(d, iso: true)
    t.put("\"}")
    if list { t.put("]") }
  }

  private func adresse(_ b: Adresse, _ t: inout ByteBlock, _ r: inout SeededRandom) {
    Persondokument.element(&t, &r, b.fra)
    switch r.below(20) {
    case 0:
      t.put("\"matrikkeladresse\": {\"matrikkelnummer\": {\"kommunenummer\": \"")
      t.put(number: b.kommune, width: 4)
      t.put("\", \"gaardsnummer\": 12}}")
    case 1:
      t.put("\"ukjentBosted\": {\"bostedskommune\": \"")
      t.put(number: b.kommune, width: 4)
      t.put("\"}")
    default:
      t.put("\"vegadresse\": {\"kommunenummer\": \"")
      t.put(number: b.kommune, width: 4)
      t.put("\", \"adressenavn\": \"Storgata\"}")
    }
    if r.permille(900) {
      t.put(", \"flyttedato\": \"")
      t.put(b.fra, iso: true)
      t.put("\"")
    }
    t.put("}")
  }

  private func dato(
    _ t: inout ByteBlock, _ r: inout SeededRandom, _ liste: StaticString, _ felt: StaticString, _ d: Dato
  ) {
    t.put(liste)
    Persondokument.element(&t, &r, d)
    t.put(felt)
    t.put(d, iso: true)
    t.put("\"}]")
  }

  private func beskyttelse(_ t: inout ByteBlock, _ r: inout SeededRandom) {
    let nivaa: StaticString =
      switch p.beskyttelse {
      case .ingen: ""
      case .fortrolig, .opphevet: "fortrolig"
      case .strengtFortrolig: "strengtFortrolig"
      case .strengtFortroligUtland: "strengtFortroligUtland"
      case .ukjentNivaa: "hemmelig"
      }
    guard p.beskyttelse != .ingen else {
      if r.permille(50) {
        t.put(", \"adressebeskyttelse\": [")
        Persondokument.element(&t, &r, p.bosatt)
        t.put("\"graderingsnivaa\": \"ugradert\"}]")
      }
      return
    }
    t.put(", \"adressebeskyttelse\": [")
    Persondokument.element(&t, &r, p.bosatt + 30, gjeldende: p.beskyttelse != .opphevet)
    t.put("\"graderingsnivaa\": \"")
    t.put(nivaa)
    t.put("\"}]")
  }

  private func familie(_ t: inout ByteBlock, _ r: inout SeededRandom) {
    guard !p.barn.isEmpty else { return }
    t.put(", \"familierelasjon\": [")
    for (i, b) in p.barn.enumerated() {
      if i > 0 { t.put(", ") }
      Persondokument.element(&t, &r, max(b.foedt, p.ankomst))
      t.put("\"relatertPerson\": \"")
      t.put(number: Int(b.nummer), width: 11)
      t.put("\", \"relatertPersonsRolle\": \"barn\", \"minRolleForPerson\": \"")
      if p.kvinne { t.put("mor\"}") } else { t.put("far\"}") }
    }
    t.put("]")
  }
}
